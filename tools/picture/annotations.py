"""`PICTURE.annotations.json`: what a person or a model marked on the picture, in pixels.

Beside `room.png` it is `room.annotations.json` (or `room.png.annotations.json`):

    {
      "room_width": 7.8,
      "floor_px": [134, 109, 888, 452],
      "wall_top_px": [72, 78, 951, 480],
      "openings": [
        {"id": "window_w", "kind": "window", "wall": "left", "from_px": [134, 172], "to_px": [134, 387]}
      ],
      "things": [
        {"id": "bed", "category": "bed", "box": [386, 93, 583, 317], "facing": 0, "top": 1.35},
        {"id": "pillow", "category": "pillow", "box": [406, 111, 483, 140], "on": "bed"}
      ]
    }

Only `things` with `category` and `box` (or `outline`) are needed; everything else narrows things down. The
schema is `Annotations` below. Pixels are of the original picture, x to the right, y down.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from tools.names import Id
from tools.survey import Box, Caveat, Point, Rim

Side = Literal["top", "right", "bottom", "left"]
Swing = Literal[
    "in-left", "in-right", "out-left", "out-right", "in-double", "out-double",
    "sliding-left", "sliding-right", "none",
]  # fmt: skip
VERSION = 1


class Mark(BaseModel):
    """What all marks share: an unknown key is an error, so that a typing slip is not lost."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, use_attribute_docstrings=True)


class ThingMark(Mark):
    """One visible thing."""

    id: Id | Literal[""] = ""
    """snake_case and unique; made from the category when left out."""
    category: str = "unknown"
    box: Box | None = Field(None, validation_alias=AliasChoices("box", "bbox", "bbox_px", "box_px"))
    """The visible part: x0, y0, x1, y1."""
    outline: list[Point] | None = Field(None, min_length=3)
    """The visible part as a polygon; gives the box when there is none."""
    foot: Point | None = Field(None, validation_alias=AliasChoices("foot", "foot_px"))
    """Where the centre of its footprint lies on the floor (a plumb line down from it), lean undone."""
    mount: Literal["floor", "wall", "ceiling", "object"] | None = None
    on: str | None = None
    """Id of the thing that carries it."""
    facing: float | None = Field(None, validation_alias=AliasChoices("facing", "facing_deg"))
    """Degrees: its front looks to the picture's bottom 0, right 90, top 180, left -90."""
    height: float | None = Field(None, gt=0, lt=12)
    """Its own height from underside to top, metres."""
    top: float | None = Field(None, gt=0, lt=12, validation_alias=AliasChoices("top", "height_m", "top_m"))
    """Height of its top above the floor, metres."""
    elevation: float | None = Field(None, ge=0, lt=12)
    """Height of its underside above the floor, metres."""
    color: tuple[int, int, int] | None = Field(None, validation_alias=AliasChoices("color", "color_rgb"))
    materials: list[str] = Field(default_factory=list)
    words: list[str] = Field(default_factory=list)
    """Looks: "round", "four drawers", "rolled arms", "black frame with white mat"."""
    small: bool | None = None
    contacts_px: list[Point] = Field(default_factory=list, max_length=4)
    """Where it stands on the floor, in a photo at eye level: its lower corners or feet that show, the two
    ends of one side first."""
    hidden_by: list[str] | None = None
    """In a photo at eye level, ids of the things that stand before it and cover part of it."""
    confidence: float = Field(0.8, ge=0, le=1)
    rim: SkipJsonSchema[Rim | None] = None
    """Of a mask, how far it reaches to all sides: written by code, no part of what is offered to write."""
    rough: bool = False
    """Our own reader drew its box, which says little of its size: take it away once the box is right."""
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _on_the_shell(cls, data: Any) -> Any:
        """Said to be "on" the floor, a wall or the ceiling: that is a mount, and no other thing."""
        if isinstance(data, dict) and data.get("on") in ("floor", "wall", "ceiling"):
            return {**data, "on": None, "mount": data.get("mount") or data["on"]}
        return data

    @model_validator(mode="after")
    def _has_a_place(self) -> ThingMark:
        if self.box is None:
            if self.outline is None:
                raise ValueError("give a box or an outline")
            xs, ys = zip(*self.outline, strict=True)
            self.box = (min(xs), min(ys), max(xs), max(ys))
        if not (self.box[0] < self.box[2] and self.box[1] < self.box[3]):
            raise ValueError(f"box {list(self.box)} must be x0, y0, x1, y1 with x0 < x1 and y0 < y1")
        return self


class PartitionMark(Mark):
    """A wall inside the room: the line its base runs along on the floor."""

    id: Id
    start_px: Point
    end_px: Point
    thickness: float = Field(0.1, gt=0, lt=2)
    height: float | None = None


class WallMark(Mark):
    """What a photo at eye level shows of one wall; each meets the one to its left in a corner of the room."""

    base_px: tuple[Point, Point] | None = None
    """Two points, far apart, of the line where it meets the floor: also where furniture hides it."""
    top_px: tuple[Point, Point] | None = None
    """The same of the line where it meets the ceiling."""
    id: Id | Literal[""] = ""
    """Where several pictures show it: the same in each; left out, it is told by its place."""
    hidden: bool = False
    """Its foot is not seen but thought of."""
    apart: bool = False
    """It does not meet the wall before it: one of the two ends before the other, where the room has a
    step."""

    @model_validator(mode="after")
    def _has_a_line(self) -> WallMark:
        if self.base_px is None and self.top_px is None:
            raise ValueError("give base_px, where it meets the floor, or top_px, where it meets the ceiling")
        return self


class OpeningMark(Mark):
    """A door, window or plain opening: where it begins and ends along the foot of its wall."""

    id: Id
    kind: Literal["door", "window", "opening"]
    wall: Side | int | str | None = None
    """A side of the picture, the number of a floor edge, or a partition's id; left out: the nearest."""
    from_px: Point
    to_px: Point
    corners_px: list[Point] | None = Field(None, min_length=3, max_length=4)
    """In a photo at eye level: its corners on the wall as they are seen, in order."""
    sill: float | None = Field(None, ge=0, lt=6)
    height: float | None = Field(None, gt=0, lt=8)
    swing: Swing | None = None
    """A door's leaf: opens in or out, hinges left or right seen from inside the room; "none" for no leaf."""
    angle: float | None = Field(None, ge=0, le=180)
    """Degrees a door stands open."""

    @model_validator(mode="before")
    @classmethod
    def _from_corners(cls, data: Any) -> Any:
        """Corners tell its ends, too: the lowest on the left and on the right."""
        corners = data.get("corners_px") if isinstance(data, dict) and "from_px" not in data else None
        if not isinstance(corners, list | tuple) or not corners or not all(_is_point(p) for p in corners):
            return data
        lower = sorted(sorted(corners, key=lambda p: -p[1])[:2], key=lambda p: p[0])
        return {**data, "from_px": lower[0], "to_px": lower[-1]}


def _is_point(value: Any) -> bool:
    return (
        isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(v, int | float) for v in value)
    )


class KnownSize(Mark):
    """A size that somebody knows: it wins over usual sizes."""

    of: str
    """Id of a thing or an opening, "room" (inner faces of the walls) or "walls"."""
    axis: Literal["width", "depth", "length", "height", "diameter"]
    """In its own frame: width along its front, depth from front to back; length is the longer of the two."""
    metres: float = Field(gt=0.01, lt=100)


class KnownLine(Mark):
    """A length on the floor that somebody knows."""

    from_px: Point
    to_px: Point
    metres: float = Field(gt=0.05, lt=200)


class SpaceMark(Mark):
    """One room of several: its name and its floor."""

    name: str = Field("", max_length=60)
    outline: list[Point] = Field(min_length=3)


class PlanSize(Mark):
    """How large the drawing is, when that was read off it."""

    metres_per_pixel: float = Field(gt=1e-5, lt=10)
    words: str
    """Where it comes from, for a person: "written on the drawing: 5.10 m"."""
    relative_error: float = Field(0.02, gt=0, le=1)
    """One standard deviation, as a fraction."""
    written: bool = False
    """It stands on the drawing, and is no guess from usual sizes."""


class Annotations(Mark):
    """A whole annotations file."""

    version: int = VERSION
    picture: str | None = None
    size: tuple[int, int] | None = None
    """Width and height of the picture that was marked: checked when given."""
    scene_type: str | None = None
    style: str | None = None
    room_width: float | None = Field(None, gt=0.5, lt=200)
    """Metres between the left and the right wall's inner faces, at their furthest."""
    wall_height: float | None = Field(None, gt=1, lt=20)
    known_sizes: list[KnownSize] = Field(default_factory=list)
    known_line: KnownLine | None = None
    """What the room's width follows from, where that is not given itself."""
    floor_px: Box | list[Point] | None = None
    """Where floor and walls meet: a rectangle, or the polygon's corners."""
    wall_top_px: Box | list[Point] | None = None
    """The inner edge of the walls' tops, corner for corner with floor_px."""
    wall_top_inner_px: Box | list[Point] | None = None
    """When given, this is the inner edge, and wall_top_px the outer one: the walls' thickness follows."""
    verticals_px: list[tuple[Point, Point]] = Field(default_factory=list)
    """Lines that are upright in the room, both ends: where two walls meet, edges of door frames and of tall
    furniture. They tell the camera's tilt where the picture does not show the walls' tops."""
    walls: list[WallMark] = Field(default_factory=list, max_length=12)
    """Of a photo taken at eye level, inside the room, instead of floor_px: the walls that it shows, from left
    to right."""
    levels_px: list[tuple[Point, Point]] = Field(default_factory=list)
    """In a photo at eye level, lines that are level and run along a wall, both ends: edges of furniture that
    stands square, of shelves, pictures, rugs and boards."""
    edges_px: SkipJsonSchema[list[tuple[Point, Point]]] = Field(default_factory=list)
    """Straight edges of masks, right to part of a pixel: those that are upright or run along a wall tell the
    camera of a photo. Written by code, too."""
    camera_height: float | None = Field(None, gt=0.2, lt=6)
    """Metres from the floor to the camera, in a photo at eye level."""
    focal: float | None = Field(None, gt=0.1, lt=20)
    """Focal length in longer sides of the picture, where the lens is known (28 mm on 35 mm film: 0.78)."""
    partitions: list[PartitionMark] = Field(default_factory=list)
    openings: list[OpeningMark] = Field(default_factory=list)
    things: list[ThingMark] = Field(default_factory=list, validation_alias=AliasChoices("things", "objects"))
    notes: list[str] = Field(default_factory=list)
    plan: bool = False
    """It is a drawn plan: orthographic, without heights."""
    turn: float = Field(0.0, ge=-180, le=180)
    """Degrees by which a plan is turned counter-clockwise on the picture."""
    plan_size: PlanSize | None = None
    """How large a plan is; `room_width` wins over it."""
    wall_px: float | None = Field(None, gt=0, lt=4000)
    """Thickness of a plan's outer walls, pixels."""
    spaces: list[SpaceMark] = Field(default_factory=list)
    """The rooms of a flat; its outline is `floor_px`, the walls between them are `partitions`."""
    caveats: list[Caveat] = Field(default_factory=list)
    """What makes the reading doubtful as a whole."""
    confidence: float | None = Field(None, ge=0, le=1)
    """How sure a draft is of the outlines; left out by a person."""

    @model_validator(mode="before")
    @classmethod
    def _for_editors(cls, data: Any) -> Any:
        """`$schema` tells an editor where the schema lies; it is nothing about the picture."""
        return {k: v for k, v in data.items() if k != "$schema"} if isinstance(data, dict) else data

    @model_validator(mode="after")
    def _ids_are_sound(self) -> Annotations:
        taken: set[str] = set()
        for mark in self.things:
            mark.id = mark.id or _free_id(mark.category, taken)
            if mark.id in taken:
                raise ValueError(f"the id {mark.id!r} is used twice")
            taken.add(mark.id)
        carriers = {mark.id: mark.on for mark in self.things}
        for mark in self.things:
            if mark.on is not None and mark.on not in taken:
                raise ValueError(f"{mark.id!r} is on {mark.on!r}, which is not among the things")
            seen, step = {mark.id}, mark.on
            while step is not None:
                if step in seen:
                    raise ValueError(f"{mark.id!r} stands on itself by way of {mark.on!r}")
                seen.add(step)
                step = carriers[step]
        return self

    @property
    def at_eye_level(self) -> bool:
        """Whether a photo from inside the room was marked."""
        return bool(self.walls)

    @property
    def marks_shell(self) -> bool:
        """Whether floor or walls are marked, so that the camera can be told."""
        return self.floor_px is not None or self.at_eye_level

    @property
    def floor_corners(self) -> list[Point] | None:
        """Corners of the floor, pixels."""
        return corners(self.floor_px)

    @property
    def inner_top(self) -> list[Point] | None:
        """Corners of the inner edge of the wall tops, pixels."""
        return corners(self.wall_top_inner_px or self.wall_top_px)

    @property
    def outer_top(self) -> list[Point] | None:
        """Corners of the outer edge of the wall tops, pixels, when both edges were marked."""
        return corners(self.wall_top_px) if self.wall_top_inner_px else None


def corners(region: Box | list[Point] | None) -> list[Point] | None:
    """A rectangle's corners in order (top left, top right, bottom right, bottom left); a polygon as it is."""
    if region is None or isinstance(region, list):
        return region
    x0, y0, x1, y1 = region
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def _free_id(category: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", category.lower()).strip("_0123456789")[:40] or "thing"
    number, name = 2, stem
    while name in taken:
        name, number = f"{stem}_{number}", number + 1
    return name
