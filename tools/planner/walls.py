"""The walls of one zone: where they run, what they belong to, and which openings sit in them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from shapely.geometry import LineString, Point, Polygon

from tools.geometry import Vec2, Wall
from tools.planner.design import Divider, Hole


@dataclass(frozen=True)
class Stretch(Wall):
    """A straight stretch of wall seen from inside one zone (the zone on its left), with its openings.

    `name` is what it belongs to: an edge of the floor polygon, or a partition.
    """

    shift: float = 0.0
    """Where `start` lies along the owner, metres from the owner's own first point."""
    way: int = 1
    """1 when it runs the owner's way, -1 when against it."""
    holes: list[Hole] = field(default_factory=list)

    def local(self, hole: Hole) -> float:
        """Where an opening's centre lies along this wall, metres from its start."""
        return (hole.at - self.shift) * self.way

    def owned(self, along: float) -> float:
        """Metres along the owner for a place on this wall."""
        return self.shift + self.way * along

    def strip(self, hole: Hole, depth: float, margin: float = 0.0) -> Polygon:
        """The floor before an opening, `depth` metres into the zone."""
        at, half = self.local(hole), hole.width / 2 + margin
        return self.area(at - half, at + half, 0.0, depth)


def walls_of(zone: Polygon, floor: list[Vec2], dividers: list[Divider]) -> list[Stretch]:
    """The walls of a zone, counter-clockwise, each with what it belongs to."""
    points = [(float(x), float(y)) for x, y in zone.exterior.coords[:-1]]
    walls = []
    for a, b in zip(points, points[1:] + points[:1], strict=True):
        if math.dist(a, b) < 0.2:
            continue
        found = _owner(a, b, floor, dividers)
        if found is not None:
            walls.append(found)
    return walls


def _owner(a: Vec2, b: Vec2, floor: list[Vec2], dividers: list[Divider]) -> Stretch | None:
    middle = Point((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    for i, start in enumerate(floor):
        end = floor[(i + 1) % len(floor)]
        if LineString([start, end]).distance(middle) < 1e-3:
            return Stretch(i, a, b, shift=math.dist(start, a))
    for divider in dividers:
        line = LineString([divider.start, divider.end])
        if abs(line.distance(middle) - divider.thickness / 2) < 2e-3:
            way = 1 if line.project(Point(b)) > line.project(Point(a)) else -1
            return Stretch(divider.id, a, b, True, shift=float(line.project(Point(a))), way=way)
    return None


def shared(a: Stretch, b: Stretch) -> tuple[float, float] | None:
    """The stretch (metres along the partition) that two walls on its two sides have in common."""
    if a.name != b.name or not isinstance(a.name, str):
        return None
    spans = [sorted((w.owned(0), w.owned(w.length))) for w in (a, b)]
    low, high = max(s[0] for s in spans), min(s[1] for s in spans)
    return (low, high) if high - low > 1.0 else None
