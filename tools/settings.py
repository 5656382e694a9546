"""What a user may fix about the picture instead of letting it be measured."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

CameraWord = Literal["auto", "nadir", "oblique", "ortho", "eye"]
WallFinish = Literal["subtle", "bold", "mural"]
SceneType = Literal["auto", "residential", "lab", "office", "industrial", "retail", "other"]


class PictureSettings(BaseModel):
    """Overrides; each wins over what is measured. Lengths in metres."""

    model_config = ConfigDict(extra="forbid")

    room_width: float | None = Field(None, gt=0.5, lt=100)
    wall_height: float | None = Field(None, gt=0.5, lt=20)
    door_height: float | None = Field(None, gt=0.5, lt=6)
    camera_height: float | None = Field(None, gt=0.2, lt=6)
    """Of a photo at eye level: from the floor to the camera."""
    plan: bool = False
    """The picture is a drawn plan: orthographic."""
    camera: CameraWord = "auto"
    scene_type: SceneType = "auto"
    walls: WallFinish | None = None
    """How the walls are finished, whatever the picture or the words say; None: as they do."""
    annotations: bool = True
    """Read PICTURE.annotations.json when it lies beside the picture."""
    seed: int = 0
