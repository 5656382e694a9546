"""The room's vertical faces: what things stand against, hang on and are kept inside of."""

from __future__ import annotations

import math
from collections.abc import Iterable

from tools.geometry import Wall, wrap
from tools.survey import Partition, Point, RoomSurvey


def walls_of(room: RoomSurvey) -> list[Wall]:
    """Every face: one for an outer wall, two for a partition."""
    corners = room.floor
    faces = [Wall(i, corners[i], corners[(i + 1) % len(corners)]) for i in range(len(corners))]
    for partition in room.partitions:
        faces += faces_of(partition)
    return faces


def faces_of(partition: Partition) -> tuple[Wall, Wall]:
    """The two long faces of a partition."""
    middle = Wall(partition.id, partition.start, partition.end, True)
    half = partition.thickness / 2
    left = Wall(partition.id, middle.at(0, half), middle.at(middle.length, half), True)
    right = Wall(partition.id, middle.at(middle.length, -half), middle.at(0, -half), True)
    return left, right


def nearest(
    walls: Iterable[Wall], point: Point, facing: float | None = None, within: float = math.inf
) -> Wall | None:
    """The face a point is closest to, among those a thing of that facing could have its back to.

    Args:
        walls: faces to choose from.
        point: world metres.
        facing: yaw in degrees; a face more than 30 degrees off it is left out.
        within: metres; further faces are left out.
    """
    best: tuple[float, Wall] | None = None
    for wall in walls:
        if facing is not None and abs(wrap(wall.facing - facing)) > 30:
            continue
        along, out = wall.place_of(point)
        beside = max(0.0, -along, along - wall.length)
        # A point a little behind a face still belongs to it; far behind, it is on the other side.
        distance = math.hypot(beside, out if out > 0 else 2 * out)
        if distance <= within and (best is None or distance < best[0]):
            best = (distance, wall)
    return best[1] if best else None
