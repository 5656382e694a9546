"""What a camera solve is told and what it gives back."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tools.pinhole import Camera
from tools.survey import Caveat, Point, Scale

View = Literal["overhead", "oblique", "plan", "eye"]
"""overhead: looking (almost) straight down; oblique: down at a slant; plan: orthographic; eye: eye level."""

WALL_HEIGHT = 2.6
"""Metres, taken when nobody says; rooms lie within about 2.4 to 3.0."""
DOOR_HEIGHT = 2.0
FOCAL = 1.5
"""Usual focal length of overhead room pictures in long sides, a log-normal prior with FOCAL_SPREAD."""
FOCAL_SPREAD = 0.4


class CameraHints(BaseModel):
    """What a user or a reader knows about the camera. Everything given wins over everything solved."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    room_width: float | None = Field(default=None, gt=0.3, lt=200)
    """Metres along the picture's horizontal of the floor's bounding rectangle."""
    width_words: str = ""
    """What the width follows from, where it was not given itself."""
    wall_height: float | None = Field(default=None, gt=0.5, lt=20)
    """Metres from the floor to the top of the walls."""
    door_height: float | None = Field(default=None, gt=0.5, lt=10)
    """Metres; used when no wall height is given: walls are taken as 1.3 doors high."""
    camera_height: float | None = Field(default=None, gt=0.2, lt=6)
    """Metres from the floor to the camera of a photo at eye level."""
    plan_size: tuple[float, str, float, bool] | None = None
    """Of a plan: metres a pixel, why, the error as a fraction, and whether it is written on it."""
    turn: float = 0.0
    """Degrees by which a plan is turned counter-clockwise on the picture."""
    plan: bool | None = None
    """True: a drawn plan or orthographic picture. False: certainly not."""
    view: Literal["auto", "nadir", "oblique", "eye"] = "auto"
    """nadir: straight down; oblique: slanted; eye: an eye-level photo, wanted all the same."""
    camera: Camera | None = None
    """The whole camera, known."""
    focal: float | None = Field(default=None, gt=0.1, lt=50)
    """Focal length in long sides of the picture."""

    def walls(self) -> tuple[float, bool]:
        """Wall height in metres, and whether somebody gave it."""
        if self.wall_height is not None:
            return self.wall_height, True
        if self.door_height is not None:
            return self.door_height * 1.3, True
        return WALL_HEIGHT, False


class CameraSolution(BaseModel):
    """A camera over the room, and how far to trust it.

    World: metres, Z up, +X right and +Y up in the picture. When `floor` is known the origin is the centre
    of its bounding rectangle; otherwise it lies below the camera and metres are a guess.
    """

    camera: Camera
    residual: float
    """Degrees from line segments to their vanishing point (weighted mean over inliers), or for outlines
    the root mean square distance in pixels turned into the angle it spans at the picture's half width."""
    confidence: float = Field(ge=0, le=1)
    kind: View
    words: str
    """What was found and what could not be told, for a person."""
    floor: list[Point] = Field(default_factory=list)
    """Floor polygon in world metres when it was solved along with the camera: counter-clockwise from the
    lower left corner."""
    wall_height: float | None = None
    scale: Scale | None = None
    caveats: list[Caveat] = Field(default_factory=list)
    """What makes the metres doubtful as a whole."""
    focal_error: float = 0.0
    """Spread of the logarithm of a focal length that nothing has told yet; 0 where it is known."""
    rigid: bool = False
    """The camera's height follows from the walls, not from the floor's scale; the focal length gives way."""
