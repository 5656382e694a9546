"""How far flat shapes reach in the directions of a rim."""

from __future__ import annotations

import math
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.survey import RAYS, Box

Array = NDArray[np.float64]


@cache
def rays() -> Array:
    """Unit vectors (RAYS, 2) of a rim's directions, y down."""
    turn = np.arange(RAYS) * (2 * math.pi / RAYS)
    return np.column_stack([np.cos(turn), np.sin(turn)])


def reaches(points: Array, frame: Box | None = None) -> Array:
    """How far (RAYS,) the convex hull of points (n, 2) reaches along each direction, pixels.

    Args:
        points: of the picture.
        frame: only what of the hull lies in this box counts, where anything does.
    """
    if frame is not None and ((points < frame[:2]) | (points > frame[2:])).any():
        inside = _clipped(points, frame)
        points = inside if len(inside) else points
    return np.asarray((points @ rays().T).max(0))


def _clipped(points: Array, frame: Box) -> Array:
    """Corners of the part of the hull in a box; none where it lies outside."""
    ring = cv2.convexHull(points.astype(np.float32)).reshape(-1, 2).astype(np.float64)
    for axis, sign, end in ((0, 1, frame[0]), (1, 1, frame[1]), (0, -1, frame[2]), (1, -1, frame[3])):
        if not len(ring):
            break
        depth = sign * (ring[:, axis] - end)
        after, beyond = np.roll(ring, -1, axis=0), np.roll(depth, -1)
        crosses = (depth >= 0) != (beyond >= 0)
        share = depth[crosses] / (depth[crosses] - beyond[crosses])
        met = ring[crosses] + (after[crosses] - ring[crosses]) * share[:, None]
        ring = np.concatenate([ring[depth >= 0], met])
        ring = ring[_order(ring)] if len(ring) else ring
    return ring


def _order(ring: Array) -> NDArray[np.int64]:
    """The order in which a convex ring's corners go round their middle."""
    off = ring - ring.mean(0)
    return np.argsort(np.arctan2(off[:, 1], off[:, 0]))
