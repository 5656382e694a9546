"""The walls of one zone: where they run, what they belong to, and which openings sit in them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from shapely.geometry import LineString, Point, Polygon

from harness.sample.design import Divider, Hole, Vec2, facing


@dataclass
class Wall:
    """A straight stretch of wall seen from inside one zone (the zone on its left)."""

    owner: int | str
    """Edge of the floor polygon, or a partition's id."""
    start: Vec2
    end: Vec2
    shift: float
    """Where `start` lies along the owner, metres from the owner's own first point."""
    along: int
    """1 when it runs the owner's way, -1 when against it."""
    holes: list[Hole] = field(default_factory=list)

    @property
    def length(self) -> float:
        """Metres."""
        return math.dist(self.start, self.end)

    @property
    def direction(self) -> Vec2:
        """Unit vector from start to end."""
        n = self.length
        return ((self.end[0] - self.start[0]) / n, (self.end[1] - self.start[1]) / n)

    @property
    def normal(self) -> Vec2:
        """Unit vector into the zone."""
        x, y = self.direction
        return (-y, x)

    @property
    def yaw(self) -> float:
        """The yaw of an object standing with its back to this wall."""
        return facing(self.normal)

    def point(self, along: float, off: float = 0.0) -> Vec2:
        """The point `along` metres from the start and `off` metres into the zone."""
        (x, y), (dx, dy), (nx, ny) = self.start, self.direction, self.normal
        return (x + dx * along + nx * off, y + dy * along + ny * off)

    def local(self, hole: Hole) -> float:
        """Where an opening's centre lies along this wall, metres from its start."""
        return (hole.at - self.shift) * self.along

    def owned(self, along: float) -> float:
        """Metres along the owner for a place on this wall."""
        return self.shift + self.along * along

    def strip(self, hole: Hole, depth: float, margin: float = 0.0) -> Polygon:
        """The floor before an opening, `depth` metres into the zone."""
        at, half = self.local(hole), hole.width / 2 + margin
        corners = [
            self.point(at - half),
            self.point(at + half),
            self.point(at + half, depth),
            self.point(at - half, depth),
        ]
        return Polygon(corners)


def walls_of(zone: Polygon, floor: list[Vec2], dividers: list[Divider]) -> list[Wall]:
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


def _owner(a: Vec2, b: Vec2, floor: list[Vec2], dividers: list[Divider]) -> Wall | None:
    middle = Point((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    for i, start in enumerate(floor):
        end = floor[(i + 1) % len(floor)]
        if LineString([start, end]).distance(middle) < 1e-3:
            return Wall(i, a, b, math.dist(start, a), 1)
    for divider in dividers:
        line = LineString([divider.start, divider.end])
        if abs(line.distance(middle) - divider.thickness / 2) < 2e-3:
            forward = line.project(Point(b)) > line.project(Point(a))
            return Wall(divider.id, a, b, float(line.project(Point(a))), 1 if forward else -1)
    return None


def shared(a: Wall, b: Wall) -> tuple[float, float] | None:
    """The stretch (metres along the partition) that two walls on its two sides have in common."""
    if a.owner != b.owner or not isinstance(a.owner, str):
        return None
    spans = [sorted((w.owned(0), w.owned(w.length))) for w in (a, b)]
    low, high = max(s[0] for s in spans), min(s[1] for s in spans)
    return (low, high) if high - low > 1.0 else None
