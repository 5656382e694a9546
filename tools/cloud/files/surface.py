"""Points spread over a mesh's faces."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.cloud.cloud import Cloud, Floats, made
from tools.errors import InputError

SAMPLES = 60_000
"""Points of a mesh: a spacing of about a hundredth of its size."""
MOST_FACES = 3_000_000


def sampled(name: str, vertices: Floats, triangles: NDArray[np.int64], count: int = SAMPLES) -> Cloud:
    """Points with normals, evenly by area, the same ones each time.

    Args:
        name: of the file.
        vertices: (n, 3).
        triangles: (m, 3) indices.
        count: how many points.

    Raises:
        InputError: a corner is none of the vertices, or nothing has an area.
    """
    if not len(triangles) or not len(vertices):
        raise InputError(f"{name} is empty: it holds no faces")
    if triangles.min() < 0 or triangles.max() >= len(vertices):
        raise InputError(f"{name}: a face names a vertex that is not there: it is damaged or cut short")
    at, normals = spread(vertices, triangles, count)
    if not len(at):
        raise InputError(f"{name}: its faces have no area")
    return made(name, at, normals, None, (f"{count:,} points spread over {len(triangles):,} faces",))


def spread(
    vertices: Floats, triangles: NDArray[np.int64], count: int, seed: int = 0
) -> tuple[Floats, Floats]:
    """(count, 3) points evenly by area, and the faces' normals there; none where nothing has an area."""
    return drawn(vertices, triangles, count, seed)[:2]


def drawn(
    vertices: Floats, triangles: NDArray[np.int64], count: int, seed: int = 0
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """As `spread`, and of which triangle each point is."""
    corners = vertices[triangles]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    twice = np.linalg.norm(cross, axis=1)
    twice = np.where(np.isfinite(twice), twice, 0.0)
    total = np.cumsum(twice)
    if not len(total) or total[-1] <= 0:
        return np.empty((0, 3)), np.empty((0, 3)), np.empty(0, np.int64)
    pick = np.random.default_rng(seed)
    # One draw in each of `count` equal strata of the area: more even than free draws.
    which = np.searchsorted(total, (np.arange(count) + pick.random(count)) / count * total[-1], side="right")
    which = np.minimum(which, len(triangles) - 1)
    u, v = pick.random((2, count))
    flip = u + v > 1
    u, v = np.where(flip, 1 - u, u), np.where(flip, 1 - v, v)
    a, b, c = corners[which, 0], corners[which, 1], corners[which, 2]
    points = a + u[:, None] * (b - a) + v[:, None] * (c - a)
    return points, cross[which] / np.maximum(twice[which], 1e-300)[:, None], which
