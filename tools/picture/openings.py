"""Doors, windows and openings: from marks on the picture to places along walls.

An opening that stands in the middle of the floor says that a partition runs there: it is put in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from shapely import LineString, Polygon

from tools import vocabulary
from tools.geometry import Wall, wrap
from tools.picture.annotations import OpeningMark, PartitionMark, ThingMark
from tools.pinhole import Camera
from tools.survey import Opening, Partition, Point, RoomSurvey
from tools.walls import faces_of, nearest, walls_of

Array = NDArray[np.float64]

SIDES = {"bottom": 0.0, "right": 90.0, "top": 180.0, "left": -90.0}
"""Direction in degrees towards each side of the picture."""
SILL = {"window": 0.85, "door": 0.0, "opening": 0.0}
HEIGHT = {"window": 1.3, "door": 2.05, "opening": 2.05}
NEAR = 0.45
"""Metres: a doorway further than this from every wall stands in a wall of its own."""


def partition_of(mark: PartitionMark, camera: Camera) -> Partition:
    """A marked partition in world metres."""
    (x0, y0), (x1, y1) = camera.to_plane([mark.start_px, mark.end_px])[:, :2].tolist()
    return Partition(
        id=mark.id,
        start=(x0, y0),
        end=(x1, y1),
        thickness=mark.thickness,
        height=mark.height,
        source="user",
        confidence=0.9,
    )


def opening_of(mark: OpeningMark, camera: Camera, room: RoomSurvey) -> Opening | None:
    """A marked opening at its wall; None when no wall is where it was marked."""
    first, last = (tuple(p) for p in camera.to_plane([mark.from_px, mark.to_px])[:, :2].tolist())
    middle = ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)
    wall = nearest(_named(walls_of(room), mark.wall), middle)
    if wall is None:
        return None
    ends = sorted(max(0.0, min(wall.length, _base(wall, room).place_of(p)[0])) for p in (first, last))
    sill = SILL[mark.kind] if mark.sill is None else mark.sill
    height = min(mark.height or HEIGHT[mark.kind], max(0.3, room.height - sill))
    width = min(max(0.2, ends[1] - ends[0]), wall.length)
    return Opening(
        id=mark.id,
        kind=mark.kind,
        wall=wall.name,
        start=min(ends[0], wall.length - width),
        width=width,
        sill=sill,
        height=height,
        swing=mark.swing,
        angle=mark.angle,
        source="user",
        confidence=0.9,
    )


def add_seen(marks: Sequence[ThingMark], camera: Camera, room: RoomSurvey) -> tuple[RoomSurvey, list[str]]:
    """Turn things that are doors, windows or doorways into openings of the room.

    Returns:
        The room with the openings, and with the partitions that openings away from every wall imply;
        and a line for each mark that fits no wall.
    """
    left_out: list[str] = []
    for mark in marks:
        kind = vocabulary.OPENINGS[vocabulary.canonical(mark.category) or ""]
        foot = _foot(mark, camera)
        wall = nearest(_facing_either_way(walls_of(room), mark.facing), foot, within=NEAR)
        if wall is None and kind != "window":
            partition = _implied(mark, foot, camera, room)
            if partition is not None:
                room = room.model_copy(update={"partitions": [*room.partitions, partition]})
                wall = faces_of(partition)[0]
        if wall is None:
            left_out.append(f"{mark.id}: no wall runs where this {mark.category} was marked")
            continue
        opening = _fit(mark, kind, _base(wall, room), camera, room.height)
        if opening.height >= room.height - 0.01 and wall.inner:
            room = _parted(room, opening)
        else:
            room = room.model_copy(update={"openings": [*room.openings, opening]})
    return room, left_out


def _named(walls: list[Wall], name: int | str | None) -> list[Wall]:
    # A number counts floor_px's edges, whose order the solved floor need not keep: the pixels tell.
    if name is None or isinstance(name, int):
        return walls
    if isinstance(name, str) and name in SIDES:
        # A wall on the right of the picture faces left.
        facing = wrap(SIDES[name] + 180)
        outer = [w for w in walls if not w.inner]
        return [w for w in outer if abs(wrap(w.facing - facing)) < 45] or outer
    return [w for w in walls if w.name == name]


def _facing_either_way(walls: list[Wall], facing: float | None) -> list[Wall]:
    """Walls an opening of that facing can be in; which of its two sides was meant does not matter."""
    if facing is None:
        return walls
    return [w for w in walls if min(abs(wrap(w.facing - facing)), abs(wrap(w.facing - facing + 180))) < 30]


def _base(wall: Wall, room: RoomSurvey) -> Wall:
    """The line that positions along a wall are measured on: a partition's own start to end."""
    for partition in room.partitions:
        if partition.id == wall.name:
            return Wall(partition.id, partition.start, partition.end, True)
    return wall


def _foot(mark: ThingMark, camera: Camera) -> Point:
    x0, y0, x1, y1 = mark.box or (0, 0, 0, 0)
    pixel = mark.foot or ((x0 + x1) / 2, (y0 + y1) / 2)
    x, y = camera.to_plane([pixel], 0.0 if mark.foot else 1.0)[0, :2].tolist()
    return (x, y)


def _implied(mark: ThingMark, foot: Point, camera: Camera, room: RoomSurvey) -> Partition | None:
    """The partition that an opening away from all walls stands in, from wall to wall."""
    x0, y0, x1, y1 = mark.box or (0, 0, 0, 0)
    facing = mark.facing if mark.facing is not None else (90.0 if y1 - y0 > x1 - x0 else 0.0)
    facing = 90.0 * round(facing / 90)  # a partition stands square to the picture
    dx, dy = math.cos(math.radians(facing)), math.sin(math.radians(facing))
    line = LineString([(foot[0] - 99 * dx, foot[1] - 99 * dy), (foot[0] + 99 * dx, foot[1] + 99 * dy)])
    inside = line.intersection(Polygon(room.floor))
    pieces = [g for g in getattr(inside, "geoms", [inside]) if isinstance(g, LineString) and g.length > 0.3]
    if not pieces:
        return None
    (ax, ay), (bx, by) = sorted(pieces, key=lambda g: g.length)[-1].coords
    number = len(room.partitions) + 1
    return Partition(
        id=f"partition_{number}",
        start=(ax, ay),
        end=(bx, by),
        thickness=_thickness(mark, abs(dx) > 0.5, camera, room.height),
        source="seen",
        confidence=0.7,
    )


def _parted(room: RoomSurvey, opening: Opening) -> RoomSurvey:
    """The room with a gap in a partition: an opening up to the ceiling leaves two partitions."""
    whole = next(p for p in room.partitions if p.id == opening.wall)
    line = Wall(whole.id, whole.start, whole.end, True)
    first = whole.model_copy(update={"end": line.at(opening.start)})
    start = line.at(opening.start + opening.width)
    second = whole.model_copy(update={"id": f"{whole.id}b", "start": start})
    kept = [p for p in (first, second) if math.dist(p.start, p.end) > 0.15]
    others = [p for p in room.partitions if p.id != whole.id]
    return room.model_copy(update={"partitions": [*others, *kept]})


def _thickness(mark: ThingMark, along_x: bool, camera: Camera, ceiling: float) -> float:
    """Metres: from the foot of the face that is seen to the top edge of the one that is hidden."""
    x0, y0, x1, y1 = mark.box or (0, 0, 0, 0)
    top = min(mark.top or HEIGHT["opening"], ceiling)
    low, high = camera.to_plane([(x0, y1), (x1, y0)])[:, :2]
    low_top, high_top = camera.to_plane([(x0, y1), (x1, y0)], top)[:, :2]
    # The lean is outward, so of the four readings the two inner ones bound the wall.
    axis = 1 if along_x else 0
    thickness = float(min(high[axis], high_top[axis]) - max(low[axis], low_top[axis]))
    return thickness if 0.06 <= thickness <= 0.3 else 0.1


def _fit(mark: ThingMark, kind: str, wall: Wall, camera: Camera, ceiling: float) -> Opening:
    """The rectangle on the wall that is seen as the mark's box, given what is usual."""
    foot = wall.place_of(_foot(mark, camera))[0]
    sill = SILL[kind] if mark.elevation is None else mark.elevation
    top = min(mark.top or sill + (mark.height or HEIGHT[kind]), ceiling)
    width = vocabulary.entry(mark.category).size[0]
    # A hole reaching nearly to the ceiling reaches it: there is no lintel to see.
    full = kind == "opening" and top > ceiling - 0.15

    def corners(p: Array) -> Array:
        ends = [wall.at(float(p[0] - p[1] / 2)), wall.at(float(p[0] + p[1] / 2))]
        return np.array([(x, y, z) for x, y in ends for z in (p[2], p[3])])

    def misfit(p: Array) -> Array:
        seen = camera.project(corners(p))
        box = np.concatenate([seen.min(0), seen.max(0)])
        prior = [(p[0] - foot) / 0.1, (p[1] - width) / 1.0, (p[2] - sill) / 0.15, (p[3] - top) / 0.15]
        return np.concatenate([(box - np.array(mark.box)) / 8.0, prior])

    found = least_squares(misfit, [foot, width, sill, top], max_nfev=60).x
    sill = max(0.0, float(found[2])) if kind == "window" else 0.0
    top = ceiling if full else min(float(found[3]), ceiling)
    start = max(0.0, float(found[0] - found[1] / 2))
    end = min(wall.length, float(found[0] + found[1] / 2))
    return Opening(
        id=mark.id,
        kind=kind,
        wall=wall.name,
        start=start,
        width=max(0.3, end - start),
        sill=sill,
        height=max(0.3, top - sill),
        source="seen",
        confidence=mark.confidence,
    )
