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


def squared(points: ArrayLike, within: float = 4.0) -> Array:
    """The polygon with edges that are nearly along an axis put exactly along it."""
    array = np.array(points, dtype=float)
    along = axis_edges(array, within)
    for axis, other in ((0, 1), (1, 0)):
        for i in np.flatnonzero(along == axis):
            j = (i + 1) % len(array)
            array[i, other] = array[j, other] = (array[i, other] + array[j, other]) / 2
    return array


def turn_of(points: ArrayLike) -> float:
    """Degrees within [-45, 45) by which most of its edges, by length, are turned from the axes."""
    array = np.asarray(points, dtype=float)
    sides = np.roll(array, -1, axis=0) - array
    length = np.linalg.norm(sides, axis=1)
    turn = (np.degrees(np.arctan2(sides[:, 1], sides[:, 0])) + 45) % 90 - 45
    apart = (turn[None, :] - turn[:, None] + 45) % 90 - 45
    near = np.where(np.abs(apart) < 5, length[None, :], 0.0)
    best = int(np.argmax(near.sum(1)))
    mean = turn[best] + float((near[best] * apart[best]).sum() / max(near[best].sum(), 1e-12))
    return float((mean + 45) % 90 - 45)


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


def edge_lines(points: ArrayLike) -> tuple[Array, Array]:
    """Outward unit normals (n, 2) and offsets (n,) of a counter-clockwise polygon's edges i -> i+1."""
    array = np.asarray(points, dtype=float)
    sides = np.roll(array, -1, axis=0) - array
    sides = sides / np.maximum(np.linalg.norm(sides, axis=1, keepdims=True), 1e-12)
    normals = np.column_stack([sides[:, 1], -sides[:, 0]])
    return normals, (normals * array).sum(1)


def from_lines(normals: ArrayLike, offsets: ArrayLike) -> Array:
    """The polygon (n, 2) of edge lines `normal . p = offset`; the inverse of `edge_lines`.

    Neighbouring lines must not be parallel.
    """
    n, d = np.asarray(normals, dtype=float), np.asarray(offsets, dtype=float)
    before, d0 = np.roll(n, 1, axis=0), np.roll(d, 1)
    cross = before[:, 0] * n[:, 1] - before[:, 1] * n[:, 0]
    cross = np.where(np.abs(cross) < 1e-9, 1e-9, cross)
    x = (d0 * n[:, 1] - d * before[:, 1]) / cross
    y = (before[:, 0] * d - n[:, 0] * d0) / cross
    return np.column_stack([x, y])


def grown(points: ArrayLike, distance: float) -> Array:
    """A counter-clockwise polygon with every edge moved outward by `distance` (inward when negative).

    Corners stay corners (mitred), so the result has the same number of them.
    """
    normals, offsets = edge_lines(points)
    return from_lines(normals, offsets + distance)


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
