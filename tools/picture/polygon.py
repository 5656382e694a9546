"""Polygons as (n, 2) arrays of corners in order, without repeating the first."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def area(points: ArrayLike) -> float:
    """Signed area, positive when counter-clockwise with y up."""
    x, y = np.asarray(points, dtype=float).T
    return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2)


def counter_clockwise(points: ArrayLike) -> Array:
    """The polygon with positive area, its first corner kept."""
    array = np.asarray(points, dtype=float)
    return array if area(array) >= 0 else np.vstack([array[:1], array[:0:-1]])


def canonical(points: ArrayLike) -> Array:
    """Counter-clockwise, starting at the corner nearest the lower left: the order rooms are written in."""
    array = counter_clockwise(points)
    return np.roll(array, -int(np.argmin(array.sum(1))), axis=0)


def axis_edges(points: ArrayLike, within: float = 20.0) -> NDArray[np.int_]:
    """For each edge i -> i+1: 0 along x, 1 along y, -1 neither (more than `within` degrees off both)."""
    array = np.asarray(points, dtype=float)
    sides = np.roll(array, -1, axis=0) - array
    turn = np.degrees(np.arctan2(np.abs(sides[:, 1]), np.abs(sides[:, 0])))
    return np.where(turn < within, 0, np.where(turn > 90 - within, 1, -1))


def clip(points: ArrayLike, normal: ArrayLike, limit: float) -> Array:
    """The part of a convex polygon with `normal . p <= limit`; (0, 2) when nothing is left."""
    array, n = np.asarray(points, dtype=float).reshape(-1, 2), np.asarray(normal, dtype=float)
    inside = array @ n - limit
    out: list[Array] = []
    for i in range(len(array)):
        j = (i + 1) % len(array)
        if inside[i] <= 0:
            out.append(array[i])
        if (inside[i] < 0 < inside[j]) or (inside[j] < 0 < inside[i]):
            t = inside[i] / (inside[i] - inside[j])
            out.append(array[i] + t * (array[j] - array[i]))
    return np.array(out).reshape(-1, 2)


def grown(points: ArrayLike, distance: float) -> Array:
    """A counter-clockwise polygon with every edge moved outward by `distance` (inward when negative).

    Corners stay corners (mitred), so the result has the same number of them.
    """
    array = np.asarray(points, dtype=float)
    sides = np.roll(array, -1, axis=0) - array
    sides = sides / np.maximum(np.linalg.norm(sides, axis=1, keepdims=True), 1e-9)
    normals = np.column_stack([sides[:, 1], -sides[:, 0]])
    before = np.roll(normals, 1, axis=0)
    # the corner moves along the two normals' bisector until both edges are `distance` away
    bisector = normals + before
    share = np.maximum(1 + (normals * before).sum(1), 0.1)
    return np.asarray(array + distance * bisector / share[:, None])


def smallest_rectangle(points: ArrayLike) -> tuple[Array, tuple[float, float], float]:
    """The smallest rectangle around it: centre (2,), (width, depth), turn in degrees within [-45, 45)."""
    array = np.asarray(points, dtype=float)
    best: tuple[float, Array, tuple[float, float], float] | None = None
    sides = np.roll(array, -1, axis=0) - array
    for dx, dy in sides[np.linalg.norm(sides, axis=1) > 1e-9]:
        turn = (math.degrees(math.atan2(dy, dx)) + 45) % 90 - 45
        c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        frame = np.array([[c, s], [-s, c]])
        local = array @ frame.T
        low, high = local.min(0), local.max(0)
        spread = high - low
        if best is None or spread.prod() < best[0] - 1e-12:
            size = (float(spread[0]), float(spread[1]))
            best = (float(spread.prod()), (low + high) / 2 @ frame, size, turn)
    if best is None:
        return array.mean(0), (0.0, 0.0), 0.0
    return best[1], best[2], best[3]
