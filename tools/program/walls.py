"""The room's walls as lines and areas on the floor plan."""

from __future__ import annotations

from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from tools.geometry import Wall
from tools.program.model import OpeningSpec, PartitionSpec, RoomSpec
from tools.program.program import Program


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
            Wall(n, a, b, thickness=self.room.wall, side=side)
            for n, (a, b) in enumerate(zip(points, ends, strict=True))
        ]
        return made + [_middle(p) for p in self.partitions]

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
        wall = _middle(partition)
        return wall.area(0, wall.length, -wall.thickness / 2, wall.thickness / 2)

    def gaps(self, partition: PartitionSpec, low: float, high: float) -> list[shapely.Polygon]:
        """Openings in a partition through which something between two heights can stand."""
        wall = _middle(partition)
        return [
            wall.area(o.at - o.size[0] / 2, o.at + o.size[0] / 2, -wall.thickness, wall.thickness)
            for o in self.openings
            if o.wall == partition.id and sill(o) <= low + 0.01 and high <= sill(o) + o.size[1] + 0.01
        ]


def sill(opening: OpeningSpec) -> float:
    """Height of an opening's lower edge; the kit's default for windows where the line gives none."""
    return opening.sill if opening.sill is not None else 0.9 if opening.kind == "window" else 0.0


def _middle(partition: PartitionSpec) -> Wall:
    """A partition's centre line; its room lies to the left."""
    return Wall(partition.id, partition.start, partition.end, inner=True, thickness=partition.thickness)
