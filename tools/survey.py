"""`survey.json`: what was seen in the picture, each value with where it came from and how sure."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from tools import vocabulary
from tools.geometry import Box as Box
from tools.geometry import Vec2
from tools.pinhole import Camera

Source = Literal["measured", "prior", "guessed", "user", "model"]
Point = Vec2
"""Pixels, y down, or world metres."""


class Known(BaseModel):
    """How a value was come by."""

    source: Source = "guessed"
    confidence: float = Field(0.5, ge=0, le=1)


class Scale(Known):
    """Where metres come from."""

    anchor: str
    """Words a person understands: "room width given: 7.8 m", "bed taken as 2.0 m long"."""
    relative_error: float = 0.15
    """One standard deviation, as a fraction."""


class Opening(Known):
    """A door, window or plain opening in a wall or partition."""

    id: str
    kind: Literal["door", "window", "opening"]
    wall: int | str
    """Index of the floor polygon's edge (from point i to i+1), or a partition's id."""
    start: float
    """Metres along the wall from its first point to the near edge of the opening."""
    width: float
    sill: float = 0.0
    height: float = 2.0
    swing: str | None = None
    """A door's leaf, as `OpeningMark.swing`; None when nobody said."""
    angle: float | None = None
    """Degrees it stands open."""


class Partition(Known):
    """A wall standing inside the room."""

    id: str
    start: Point
    """World metres."""
    end: Point
    thickness: float = 0.1
    height: float | None = None


class RoomSurvey(Known):
    """The shell of the room."""

    floor_px: list[Point]
    wall_top_px: list[Point] = Field(default_factory=list)
    floor: list[Point]
    """World metres, counter-clockwise, inner face of the walls."""
    height: float
    thickness: float = 0.12
    """Of the outer walls, metres."""
    openings: list[Opening] = Field(default_factory=list)
    partitions: list[Partition] = Field(default_factory=list)


class Seen(Known):
    """One visible thing."""

    id: str
    category: str
    """Canonical category, or "unknown"."""
    box: Box
    """Visible axis-aligned box, original pixels."""
    outline: list[Point] | None = None
    foot: Point | None = None
    """Pixel below which its footprint's centre lies on the floor (lean undone)."""
    mount: Literal["floor", "wall", "ceiling", "object"] = "floor"
    on: str | None = None
    facing: float | None = None
    """Degrees: 0 its front faces the picture's bottom, 90 right, 180 top, -90 left (equals world yaw)."""
    height: float | None = None
    """Its own height from underside to top, metres."""
    elevation: float | None = None
    """Height of its underside above the floor, metres."""
    top: float | None = None
    """Height of its top above the floor, metres, when that is what was seen."""
    color: tuple[int, int, int] | None = None
    """Median sRGB sampled from the picture."""
    materials: list[str] = Field(default_factory=list)
    words: list[str] = Field(default_factory=list)
    """Style and detail words: "round", "four drawers", "rolled arms"."""
    small: bool = False
    rejected: str | None = None
    """Why it will not be placed. None: it will be."""


class Survey(BaseModel):
    """Everything read from one picture."""

    version: int = 1
    picture: str
    size: tuple[int, int]
    scene_type: str = "residential"
    style: str = "modern"
    camera: Camera | None = None
    camera_residual: float | None = None
    """Weighted mean angle in degrees between line segments and the nearest vanishing point."""
    camera_known: Known = Field(default_factory=lambda: Known())
    scale: Scale | None = None
    room: RoomSurvey | None = None
    things: list[Seen] = Field(default_factory=list)
    relations: list[tuple[str, str, str]] = Field(default_factory=list)
    """(subject id, relation, object id or wall): against, on, under, facing, around, beside, aligned."""
    notes: list[str] = Field(default_factory=list)

    @property
    def named(self) -> list[Seen]:
        """What was recognised: the kept things that have a name, whoever gave it."""
        return [t for t in self.things if t.category != vocabulary.UNKNOWN and not t.rejected]
