"""The room's walls as lines and areas on the floor plan."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from tools.program.model import OpeningSpec, PartitionSpec, RoomSpec
from tools.program.program import Program

XY = tuple[float, float]


@dataclass(frozen=True)
class Wall:
    """One face of a wall, seen from the room.

    Attributes:
        name: number of the floor polygon's edge, or a partition's id.
        start: where it begins, world metres.
        along: unit vector from its first point to its second.
        inward: unit vector into the room (for a partition: to the left of `along`).
        length: metres.
        thickness: metres.
    """

    name: int | str
    start: XY
    along: XY
    inward: XY
    length: float
    thickness: float

    def at(self, along: float, inward: float = 0.0) -> XY:
        """World point so many metres along the wall and into the room."""
        return (
            self.start[0] + self.along[0] * along + self.inward[0] * inward,
            self.start[1] + self.along[1] * along + self.inward[1] * inward,
        )

    def box(self, low: float, high: float, near: float, far: float) -> shapely.Polygon:
        """The rectangle between two places along it and two distances into the room."""
        return shapely.Polygon(
            [self.at(low, near), self.at(high, near), self.at(high, far), self.at(low, far)]
        )


class Plan:
    """Floor plan of a program: where the floor is, where walls and openings are."""

    def __init__(self, room: RoomSpec, partitions: list[PartitionSpec], openings: list[OpeningSpec]) -> None:
        self.room, self.partitions, self.openings = room, partitions, openings
        self.height = room.height

    @classmethod
    def of(cls, program: Program) -> Plan | None:
        """The plan of a program; None before it has a room."""
        return None if program.room is None else cls(program.room, program.partitions, program.openings)

    @cached_property
    def floor(self) -> shapely.Polygon:
        """The floor, holes taken out."""
        return shapely.Polygon(self.room.floor, self.room.holes)

    @cached_property
    def ample(self) -> BaseGeometry:
        """The floor, a millimetre larger: what it covers needs no closer look."""
        grown = self.floor.buffer(0.001, join_style="mitre")
        shapely.prepare(grown)
        return grown

    @cached_property
    def walls(self) -> list[Wall]:
        """Faces of the outer walls by number, then the partitions' centre lines."""
        points = self.room.floor
        ring = shapely.LinearRing(points)
        side = 1.0 if ring.is_ccw else -1.0
        ends = [*points[1:], points[0]]
        made = [
            _wall(n, a, b, side, self.room.wall) for n, (a, b) in enumerate(zip(points, ends, strict=True))
        ]
        return made + [_wall(p.id, p.start, p.end, 1.0, p.thickness) for p in self.partitions]

    @cached_property
    def faces(self) -> shapely.MultiLineString:
        """Every line that something can hang on: outer walls, holes, both sides of partitions."""
        lines = [
            self.floor.exterior,
            *self.floor.interiors,
            *(self.solid(p).exterior for p in self.partitions),
        ]
        return shapely.MultiLineString([shapely.LineString(line) for line in lines])

    def wall(self, name: int | str) -> Wall | None:
        """The wall of that number or id."""
        return next((w for w in self.walls if w.name == name), None)

    def solid(self, partition: PartitionSpec) -> shapely.Polygon:
        """What a partition stands on, openings not taken out."""
        wall = _wall(partition.id, partition.start, partition.end, 1.0, partition.thickness)
        return wall.box(0, wall.length, -wall.thickness / 2, wall.thickness / 2)

    def gaps(self, partition: PartitionSpec, low: float, high: float) -> list[shapely.Polygon]:
        """Openings in a partition through which something between two heights can stand."""
        wall = _wall(partition.id, partition.start, partition.end, 1.0, partition.thickness)
        return [
            wall.box(o.at - o.size[0] / 2, o.at + o.size[0] / 2, -wall.thickness, wall.thickness)
            for o in self.openings
            if o.wall == partition.id and sill(o) <= low + 0.01 and high <= sill(o) + o.size[1] + 0.01
        ]


def sill(opening: OpeningSpec) -> float:
    """Height of an opening's lower edge; the kit's default for windows where the line gives none."""
    return opening.sill if opening.sill is not None else 0.9 if opening.kind == "window" else 0.0


def _wall(name: int | str, a: XY, b: XY, side: float, thickness: float) -> Wall:
    length = math.dist(a, b)
    dx, dy = ((b[0] - a[0]) / length, (b[1] - a[1]) / length) if length else (1.0, 0.0)
    return Wall(name, a, (dx, dy), (-dy * side, dx * side), length, thickness)
