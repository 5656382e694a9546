"""One rigid motion that lays a whole scene onto its truth: turned and moved, never scaled.

Iterative closest points (P. J. Besl and N. D. McKay, "A Method for Registration of 3-D Shapes", IEEE PAMI,
1992) with the best motion of each round in closed form (W. Kabsch, Acta Cryst. A32, 1976), begun at every
quarter turn about the vertical. The motion is sought with one half of the points and judged by the other, and
not moving at all is among the motions: two samplings of one surface must not pull it from its place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from tools.measure.shape import distances

Floats = NDArray[np.float64]
ROUNDS, STILL = 60, 1e-7
"""Rounds at most; a round that betters the mean squared distance by a smaller share is the last."""


class Motion(NamedTuple):
    """A rigid motion: `p @ rotation.T + shift`.

    Attributes:
        rotation: (3, 3).
        shift: (3,) metres.
    """

    rotation: Floats
    shift: Floats

    def __call__(self, points: ArrayLike) -> Floats:
        """Points (n, 3) moved."""
        return np.asarray(np.asarray(points, dtype=float) @ self.rotation.T + self.shift)


def register(points: Floats, truth: Floats) -> Motion:
    """The rigid motion that lays points (n, 3) onto the truth's (m, 3), both in metres."""
    order = np.random.default_rng(0)
    one, two = (cloud[order.permutation(len(cloud))] for cloud in (points, truth))
    (seek, judge), (seek_in, judge_in) = ((cloud[::2], cloud[1::2]) for cloud in (one, two))
    tree = KDTree(seek_in)
    ends = [Motion(np.eye(3), np.zeros(3))]
    ends += [_closest(seek, seek_in, tree, _quarter(k, seek, seek_in)) for k in range(4)]
    return min(ends, key=lambda motion: distances(motion(judge), judge_in).chamfer)


def best_motion(points: Floats, partners: Floats) -> Motion:
    """The rigid motion with the least squared distances between moved points and their partners (n, 3)."""
    middle, other = points.mean(0), partners.mean(0)
    u, _, vt = np.linalg.svd((points - middle).T @ (partners - other))
    mirror = np.diag([1.0, 1.0, np.sign(np.linalg.det(vt.T @ u.T))])
    rotation = vt.T @ mirror @ u.T
    return Motion(rotation, other - rotation @ middle)


def _quarter(turns: int, points: Floats, truth: Floats) -> Motion:
    """So many quarter turns about the vertical; none moves nothing, the others lay middle on middle."""
    c, s = round(np.cos(turns * np.pi / 2)), round(np.sin(turns * np.pi / 2))
    rotation = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    if turns == 0:
        return Motion(rotation, np.zeros(3))
    return Motion(rotation, truth.mean(0) - rotation @ points.mean(0))


def _closest(points: Floats, truth: Floats, tree: KDTree, start: Motion) -> Motion:
    motion, last = start, np.inf
    for _ in range(ROUNDS):
        away, nearest = (np.asarray(found) for found in tree.query(motion(points)))
        now = float((away**2).mean())
        if now >= last * (1 - STILL):
            break
        motion, last = best_motion(points, truth[nearest]), now
    return motion
