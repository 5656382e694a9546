"""The room's vertical faces: what things stand against, hang on and are kept inside of."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from tools.picture.survey import Partition, Point, RoomSurvey


class Wall(NamedTuple):
    """One face of a wall or partition, seen from inside.

    Attributes:
        name: index of the floor polygon's edge, or the partition's id.
        start: first end on the floor, world metres; the room lies to the left of start -> end.
        end: the other end.
        inner: False for the outer walls' faces, True for a partition's.
    """

    name: int | str
    start: Point
    end: Point
    inner: bool = False

    @property
    def length(self) -> float:
        """Metres."""
        return math.dist(self.start, self.end)

    @property
    def along(self) -> Point:
        """Unit vector from start to end."""
        length = self.length or 1.0
        return ((self.end[0] - self.start[0]) / length, (self.end[1] - self.start[1]) / length)

    @property
    def normal(self) -> Point:
        """Unit vector into the room."""
        return (-self.along[1], self.along[0])

    @property
    def facing(self) -> float:
        """Yaw in degrees of a thing with its back to this face."""
        return wrap(math.degrees(math.atan2(self.normal[0], -self.normal[1])))

    def place_of(self, point: Point) -> tuple[float, float]:
        """(metres along the wall from its start, metres in front of its face) of a world point."""
        dx, dy = point[0] - self.start[0], point[1] - self.start[1]
        return (
            dx * self.along[0] + dy * self.along[1],
            dx * self.normal[0] + dy * self.normal[1],
        )

    def at(self, along: float, out: float = 0.0) -> Point:
        """World point `along` metres from its start and `out` metres in front of it."""
        return (
            self.start[0] + along * self.along[0] + out * self.normal[0],
            self.start[1] + along * self.along[1] + out * self.normal[1],
        )


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


def wrap(degrees: float) -> float:
    """The same angle in (-180, 180]."""
    turned = math.fmod(degrees, 360.0)
    if turned > 180:
        return turned - 360
    return turned + 360 if turned <= -180 else turned
