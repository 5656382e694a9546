"""The room around a photo: the walls that are seen, and the rest closed as simply as can be.

Camera heights, the camera's foot at the origin, walls along the axes. The walls are walked from left to
right, clockwise as seen from above; what lies behind the camera or outside the frame ends where the furthest
thing that is seen, or the photographer, needs room, and no further.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from shapely import Point, Polygon

from tools.errors import InputError
from tools.geometry import Vec2

Array = NDArray[np.float64]

BEHIND = 0.3
"""Camera heights between the photographer and a wall that nobody sees: half a metre."""
LEAST = 0.02
"""Camera heights: shorter walls are none."""


class Placed(NamedTuple):
    """A wall that is seen.

    Attributes:
        axis: 0 where it runs along x, 1 along y.
        offset: of its plane along the other axis.
        low: where what was marked of it begins along its axis.
        high: where that ends.
        apart: whether it does not meet the one before it.
    """

    axis: int
    offset: float
    low: float
    high: float
    apart: bool = False

    @property
    def way(self) -> int:
        """1 where it is walked, clockwise around the camera, towards its axis's positive end."""
        ahead = self.offset > 0
        return 1 if ahead == (self.axis == 0) else -1


class Closed(NamedTuple):
    """A floor.

    Attributes:
        floor: corners, counter-clockwise.
        guessed: numbers of the edges (corner i to i + 1) that nobody sees.
    """

    floor: list[Vec2]
    guessed: list[int]


def close(walls: Sequence[Placed], inside: Array) -> Closed:
    """The floor within these walls.

    Args:
        walls: from left to right.
        inside: (n, 2) points that are certainly on the floor.

    Raises:
        InputError: the walls go round no room.
    """
    low, high = _bounds(walls, inside)
    chain = [_corner_at(walls[0], low, high, end=False)]
    for before, after in pairwise(walls):
        chain += _corners(before, after)
    chain.append(_corner_at(walls[-1], low, high, end=True))
    ring = _without_repeats([*chain, *_around(chain[-1], chain[0], low, high)])
    shape = Polygon(ring)
    if not shape.is_valid or shape.area < 0.2 or len(ring) < 4 or not shape.contains(Point(0.0, 0.0)):
        raise InputError(
            "the marked walls go round no room: give them from left to right, each meeting the next in a "
            "corner; `apart` is for one that does not meet the one before it"
        )
    floor = ring if shape.exterior.is_ccw else ring[::-1]
    return Closed(floor, [i for i in range(len(floor)) if not _is_seen(floor, i, walls)])


def _bounds(walls: Sequence[Placed], inside: Array) -> tuple[Array, Array]:
    """The rectangle (low (2,), high (2,)) of what is known: a wall bounds its side, else what is seen."""
    points = np.vstack([inside, [(-BEHIND, -BEHIND), (BEHIND, BEHIND)]])
    for wall in walls:
        ends = np.full((2, 2), wall.offset)
        ends[:, wall.axis] = wall.low, wall.high
        points = np.vstack([points, ends])
    low, high = points.min(0), points.max(0)
    for axis in (0, 1):
        across = [w.offset for w in walls if w.axis == axis]
        far, near = [o for o in across if o > 0], [o for o in across if o <= 0]
        if far:
            high[1 - axis] = max(far)
        if near:
            low[1 - axis] = min(near)
    return low, high


def _corner_at(wall: Placed, low: Array, high: Array, *, end: bool) -> Vec2:
    """Where a wall at the frame begins or ends: at the rectangle's side it is walked from, or to."""
    return _point(wall, float(high[wall.axis] if (wall.way > 0) == end else low[wall.axis]))


def _corners(before: Placed, after: Placed) -> list[Vec2]:
    """The corner between two walls; where they are apart, those of the hidden walls between them."""
    if not after.apart and before.axis != after.axis:
        return [_point(before, after.offset)]
    # what is nearer ends at an edge of the room, and hides where the other goes on
    if _away(before, end=True) < _away(after, end=False):
        return _hidden(before, before.high if before.way > 0 else before.low, after, after.way, end=True)
    return _hidden(after, after.low if after.way > 0 else after.high, before, before.way, end=False)[::-1]


def _hidden(nearer: Placed, at: float, other: Placed, way: int, *, end: bool) -> list[Vec2]:
    """Corners from the edge at which the nearer wall ends to the other wall."""
    edge = _point(nearer, at)
    if nearer.axis == other.axis:
        return [edge, _point(other, at)]
    # the wall behind the edge runs as the other does; it meets it through one more, a little further on
    beyond = (other.low if (way > 0) == end else other.high) - (way if end else -way) * BEHIND
    first = (edge[0], beyond) if other.axis == 1 else (beyond, edge[1])
    return [edge, first, _point(other, beyond)]


def _point(wall: Placed, along: float) -> Vec2:
    """A point of a wall."""
    return (along, wall.offset) if wall.axis == 0 else (wall.offset, along)


def _away(wall: Placed, *, end: bool) -> float:
    """How far from the camera a wall ends, or begins."""
    return float(np.hypot(wall.offset, wall.high if (wall.way > 0) == end else wall.low))


def _around(start: Vec2, goal: Vec2, low: Array, high: Array) -> list[Vec2]:
    """Corners of the rectangle passed from one point of its outline clockwise to another."""
    corners = [(low[0], low[1]), (low[0], high[1]), (high[0], high[1]), (high[0], low[1])]
    ring = [(float(x), float(y)) for x, y in corners]
    begin, stop = _along(start, low, high), _along(goal, low, high)
    if stop <= begin:
        stop += 4
    return [ring[k % 4] for k in range(8) if begin < k < stop]


def _along(point: Vec2, low: Array, high: Array) -> float:
    """How far clockwise a point lies on the rectangle's outline: 0 at its lower left, 1 at its upper left."""
    size = np.maximum(high - low, 1e-9)
    x, y = (np.array(point) - low) / size
    sides = {0: abs(x), 1: abs(1 - y), 2: abs(1 - x), 3: abs(y)}
    side = min(sides, key=lambda k: sides[k])
    return side + float(np.clip((y, x, 1 - y, 1 - x)[side], 0, 1))


def _without_repeats(ring: Sequence[Vec2]) -> list[Vec2]:
    """The ring without points that lie on one another, or in the middle of a straight wall."""
    kept = [p for i, p in enumerate(ring) if np.hypot(*np.subtract(p, ring[i - 1])) > LEAST]

    def bends(i: int) -> bool:
        before, here, after = (np.array(kept[(i + k) % len(kept)]) for k in (-1, 0, 1))
        first, second = here - before, after - here
        return bool(abs(first[0] * second[1] - first[1] * second[0]) > 1e-9)

    return [p for i, p in enumerate(kept) if bends(i)]


def _is_seen(floor: Sequence[Vec2], i: int, walls: Sequence[Placed]) -> bool:
    a, b = floor[i], floor[(i + 1) % len(floor)]
    return any(
        abs(a[1 - w.axis] - w.offset) < LEAST and abs(b[1 - w.axis] - w.offset) < LEAST
        and min(a[w.axis], b[w.axis]) < w.high and max(a[w.axis], b[w.axis]) > w.low
        for w in walls
    )  # fmt: skip
