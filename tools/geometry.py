"""Points, angles, walls and overlaps, measured alike everywhere. Metres, degrees; X right, Y up, Z up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in original pixels, y down."""


def wrap(degrees: float) -> float:
    """The same angle in (-180, 180]."""
    turned = math.fmod(degrees, 360.0)
    if turned > 180:
        return turned - 360
    return turned + 360 if turned <= -180 else turned


def turn(point: Vec2, degrees: float) -> Vec2:
    """A point turned counter-clockwise about the origin; exact for quarter turns."""
    quarter = degrees / 90.0
    if quarter == round(quarter):
        c, s = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[round(quarter) % 4]
    else:
        c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (c * point[0] - s * point[1], s * point[0] + c * point[1])


def facing(direction: Vec2) -> float:
    """The yaw whose front (-Y at yaw 0) looks along `direction`, degrees."""
    return wrap(math.degrees(math.atan2(direction[0], -direction[1])))


def rectangle(at: Vec2, size: tuple[float, ...], yaw: float) -> shapely.Polygon:
    """The footprint of a (width, depth, ...) box whose middle is at `at`."""
    w, d = size[0] / 2, size[1] / 2
    c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    corners = ((-w, -d), (w, -d), (w, d), (-w, d))
    return shapely.Polygon([(at[0] + c * x - s * y, at[1] + s * x + c * y) for x, y in corners])


def clipped(ring: Sequence[Vec2], axis: int, limit: float, sign: float) -> list[Vec2]:
    """A convex ring's part on one side of a line along an axis, by Sutherland and Hodgman."""
    kept: list[Vec2] = []
    for p, q in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        a, b = sign * (p[axis] - limit), sign * (q[axis] - limit)
        if a <= 0:
            kept.append(p)
        if (a < 0 < b) or (b < 0 < a):
            t = a / (a - b)
            kept.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
    return kept


def centroid(ring: Sequence[Vec2]) -> Vec2:
    """The middle of a convex ring's area; of its points where it has none."""
    x = y = area = 0.0
    for (px, py), (qx, qy) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        cross = px * qy - qx * py
        area, x, y = area + cross, x + (px + qx) * cross, y + (py + qy) * cross
    if abs(area) < 1e-12:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return x / (3 * area), y / (3 * area)


def box_overlap(a: Box, b: Box) -> float:
    """Intersection over union of two upright boxes, 0 to 1."""
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    shared = max(w, 0.0) * max(h, 0.0)
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared
    return shared / both if both > 0 else 0.0


def mask_overlap(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    """Intersection over union of two masks of one shape, 0 to 1; 1 when both are empty."""
    union = int(np.logical_or(a, b).sum())
    return int(np.logical_and(a, b).sum()) / union if union else 1.0


@dataclass(frozen=True)
class Wall:
    """One face of a wall or partition.

    Attributes:
        name: index of the floor polygon's edge, or the partition's id.
        start: first end on the floor, world metres.
        end: the other end.
        inner: False for the outer walls' faces, True for a partition's.
        thickness: metres; 0 where only the face counts.
        side: 1 when the room lies to the left of start -> end, -1 when to the right.
    """

    name: int | str
    start: Vec2
    end: Vec2
    inner: bool = False
    thickness: float = 0.0
    side: float = 1.0

    @property
    def length(self) -> float:
        """Metres."""
        return math.dist(self.start, self.end)

    @property
    def along(self) -> Vec2:
        """Unit vector from start to end; +X for a wall of no length."""
        length = self.length
        if not length:
            return (1.0, 0.0)
        return ((self.end[0] - self.start[0]) / length, (self.end[1] - self.start[1]) / length)

    @property
    def normal(self) -> Vec2:
        """Unit vector into the room."""
        x, y = self.along
        return (-y * self.side, x * self.side)

    @property
    def facing(self) -> float:
        """Yaw in degrees of a thing with its back to this face."""
        return facing(self.normal)

    def place_of(self, point: Vec2) -> Vec2:
        """(metres along the wall from its start, metres in front of its face) of a world point."""
        dx, dy = point[0] - self.start[0], point[1] - self.start[1]
        (ax, ay), (nx, ny) = self.along, self.normal
        return (dx * ax + dy * ay, dx * nx + dy * ny)

    def at(self, along: float, out: float = 0.0) -> Vec2:
        """World point `along` metres from its start and `out` metres in front of it."""
        (ax, ay), (nx, ny) = self.along, self.normal
        return (self.start[0] + along * ax + out * nx, self.start[1] + along * ay + out * ny)

    def area(self, low: float, high: float, near: float, far: float) -> shapely.Polygon:
        """The rectangle between two places along it and two distances into the room."""
        return shapely.Polygon(
            [self.at(low, near), self.at(high, near), self.at(high, far), self.at(low, far)]
        )
