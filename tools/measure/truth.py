"""The truth schema: everything that is known about the room a picture shows.

`NAME.truth.json` beside `NAME.png`, written by `room sample` exactly (by hand: what the annotator knew):

    {
      "version": 1, "picture": "bedroom.png", "size": [1024, 640], "seed": 7, "scene_type": "bedroom",
      "style": "modern", "camera_kind": "above", "camera": {"kind": "pinhole", "focal_px": 1800.0, ...},
      "room": {"floor_polygon": [[-2.5, -2.0], [2.5, -2.0], [2.5, 2.0], [-2.5, 2.0]], "height": 2.6,
               "wall": 0.15, "floor_px": [[120.1, 700.2], ...], "wall_top_px": [...],
               "partitions": [...], "openings": [{"id": "door_1", "kind": "door", "wall": 0, ...}]},
      "objects": [{"id": "bed_1", "category": "bed", "mount": "floor", "on": null,
                   "center": [0.0, 0.9, 0.5], "size": [1.6, 2.1, 1.0], "yaw_deg": 180.0, "facing": 180.0,
                   "box": [300, 80, 520, 390], "outlines": [[[301.0, 80.5], ...]], "foot": [410.2, 230.8],
                   "visible": 0.97, "color": [180, 172, 160], "materials": ["linen"], "small": false}],
      "files": {"ids": "bedroom.ids.png", "depth": "bedroom.depth.png", "program": "scene.py"}
    }

World: metres, origin at the centre of the floor's bounding rectangle, X right, Y up the picture, Z up; yaw in
degrees counter-clockwise from above, 0 faces -Y. Pixels: x right, y down, original picture. `ids` is a
16-bit picture: 0 the shell or nothing, otherwise 1 + index into `objects`; `depth` is 16-bit millimetres
along the viewing axis, 0 where there is nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import orjson
from pydantic import BaseModel, Field

from tools.files import write_text
from tools.geometry import Vec2
from tools.pinhole import Camera

FARTHEST = 1e4
"""Metres: no coordinate of a room is larger; a damaged file's would overflow what is computed of it."""
Near = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST, allow_inf_nan=False)]
Near2 = tuple[Near, Near]
Near3 = tuple[Near, Near, Near]
Mount = Literal["floor", "wall", "ceiling", "object"]
Box = tuple[float, float, float, float]


class Item(BaseModel):
    """An object of a room: what truth and result have in common, so that both can be measured."""

    id: str
    category: str
    mount: Mount = "floor"
    on: str | None = None
    center: Near3
    """Centre of its oriented box, world metres."""
    size: Near3
    """Width, depth, height in its own frame, metres."""
    yaw_deg: Near = 0.0
    color: tuple[int, int, int] | None = None
    """sRGB 0-255."""

    @property
    def is_small(self) -> bool:
        """Whether it counts as a small thing: it stands on another."""
        return self.mount == "object"


class TruthObject(Item):
    """An object as it is known."""

    facing: float | None = None
    """Yaw of its front when it has one; None: turning it makes no difference, or nobody knows."""
    small: bool | None = None
    box: Box | None = None
    """Visible axis-aligned box, pixels."""
    outlines: list[list[Vec2]] = Field(default_factory=list)
    """Visible regions, pixels; several when something in front cuts it apart."""
    foot: Vec2 | None = None
    """Pixel of the floor point under its footprint's centre."""
    visible: float | None = None
    """Share of its own silhouette that is seen, 0 to 1."""
    materials: list[str] = Field(default_factory=list)
    size_known: bool = True
    """False when only part of the size was known (a hand reading from above knows no height)."""

    @property
    def is_small(self) -> bool:
        """What the truth says; else whether it stands on another."""
        return self.mount == "object" if self.small is None else self.small


class TruthOpening(BaseModel):
    """A door, window or plain opening."""

    id: str
    kind: Literal["door", "window", "opening"]
    wall: int | str
    """Edge of the floor polygon (from point i to i + 1), or a partition's id."""
    at: Near
    """Metres along the wall to its centre."""
    width: Near
    height: Near
    sill: Near = 0.0


class TruthPartition(BaseModel):
    """A wall inside the floor polygon."""

    id: str
    start: Near2
    end: Near2
    thickness: Near = 0.1


class Room(BaseModel):
    """The shell: what truth and result have in common."""

    floor_polygon: list[Near2]
    """Inner face of the walls, world metres, counter-clockwise."""
    height: Near
    wall: Near = 0.12
    partitions: list[TruthPartition] = Field(default_factory=list)
    openings: list[TruthOpening] = Field(default_factory=list)


class TruthRoom(Room):
    """The shell as it is known."""

    floor_px: list[Vec2] = Field(default_factory=list)
    """The floor polygon's corners, pixels."""
    wall_top_px: list[Vec2] = Field(default_factory=list)
    """Inner edge of the wall tops, corner for corner, pixels."""
    zones: list[list[Vec2]] = Field(default_factory=list)
    """Each room's clear floor, world metres."""
    zone_types: list[str] = Field(default_factory=list)


class Truth(BaseModel):
    """All that is known about one picture."""

    version: int = 1
    picture: str
    size: tuple[int, int]
    seed: int | None = None
    scene_type: str = "residential"
    style: str = "modern"
    camera_kind: str = "above"
    camera: Camera | None = None
    room: TruthRoom
    objects: list[TruthObject]
    files: dict[str, str] = Field(default_factory=dict)
    notes: list[str] = Field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write it as JSON, one object a line, so that two truths can be compared."""
        data = self.model_dump(mode="json", exclude_none=True)
        objects = data.pop("objects")
        head = orjson.dumps(data, option=orjson.OPT_INDENT_2).decode().rstrip("}\n")
        rows = ",\n    ".join(orjson.dumps(row).decode() for row in objects)
        write_text(path, f'{head},\n  "objects": [\n    {rows}\n  ]\n}}\n')
