"""A room as the generator designs it, before it is written as a scene program.

Metres, degrees; world frame of the scene program: origin at the centre of the floor's bounding rectangle,
X right, Y up the picture, Z up. Yaw counter-clockwise from above, 0 faces -Y.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from shapely.geometry import Polygon

from tools.brief.brief import ROOM_TYPES as ROOM_TYPES
from tools.brief.brief import STYLES as STYLES
from tools.brief.brief import Brief, Density
from tools.brief.brief import RoomType as RoomType
from tools.brief.brief import Shape as Shape
from tools.brief.brief import Style as Style
from tools.place import Place

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]

CameraKind = Literal["above", "oblique", "ortho", "plan", "eye"]

SHAPES: tuple[Shape, ...] = get_args(Shape)
CAMERAS: tuple[CameraKind, ...] = get_args(CameraKind)


@dataclass(frozen=True)
class Request:
    """What a person asked for; None leaves the choice to the seed."""

    seed: int = 0
    type: RoomType | None = None
    shape: Shape | None = None
    style: Style | None = None
    rooms: int | None = None
    camera: CameraKind | None = None
    density: Density = "usual"
    brief: Brief | None = None
    """What was wished for in words."""


@dataclass
class Piece:
    """One object of the design, as its `place(...)` line will have it."""

    id: str
    category: str
    at: Vec2
    """World metres; in the parent's frame when `on` is set."""
    size: Vec3
    yaw: float = 0.0
    """Degrees; relative to the parent when `on` is set."""
    z: float | None = None
    on: str | None = None
    mount: Literal["floor", "wall", "ceiling", "object"] = "floor"
    word: dict[str, Any] = field(default_factory=dict)
    """Named parameters for its kit word."""
    zone: int = 0
    relations: list[tuple[str, str]] = field(default_factory=list)
    """(relation, id of the other object or wall), e.g. ("against", "0"), ("around", "dining_table")."""

    @property
    def place(self) -> Place:
        """Where it stands in the frame of `at`; on the floor where it has no z."""
        return Place(self.at, self.size, self.yaw, self.z or 0.0)

    @property
    def footprint(self) -> Polygon:
        """Its oriented footprint in the frame of `at`."""
        return self.place.footprint

    def to_world(self, local: Vec2) -> Vec2:
        """A point of its own frame in the frame of `at`."""
        return self.place.world(local)


@dataclass(frozen=True)
class Hole:
    """A door, window or plain opening."""

    id: str
    kind: Literal["door", "window", "opening"]
    wall: int | str
    """Edge of the floor polygon, or a partition's id."""
    at: float
    """Metres along the wall to its centre."""
    width: float
    height: float
    sill: float = 0.0
    swing: str = "in-left"


@dataclass(frozen=True)
class Divider:
    """A partition standing inside the floor polygon."""

    id: str
    start: Vec2
    end: Vec2
    thickness: float = 0.1


@dataclass
class Zone:
    """One room of the design."""

    type: RoomType
    polygon: Polygon
    """Its clear floor, inside the faces of walls and partitions."""
    also: RoomType | None = None
    """What else the same space is."""
    part: Polygon | None = None
    """The floor of what else it is."""


@dataclass
class Design:
    """The whole room, ready to be written."""

    request: Request
    type: RoomType
    shape: Shape
    style: Style
    floor: list[Vec2]
    height: float
    wall: float
    zones: list[Zone] = field(default_factory=list)
    dividers: list[Divider] = field(default_factory=list)
    holes: list[Hole] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    """Id of a piece to the wish of the brief that it was put in for."""
    given: int = 0
    """How many pieces of its recipes made way."""
    unmet: list[str] = field(default_factory=list)
    """What was wished for and cannot be had, each with why."""
    faults: list[tuple[str, float]] = field(default_factory=list)
    """What somebody who lived there would mend, each with its weight; of rooms from words."""

    def piece(self, id: str) -> Piece:
        """The piece of that id; KeyError when there is none."""
        for piece in self.pieces:
            if piece.id == id:
                return piece
        raise KeyError(id)
