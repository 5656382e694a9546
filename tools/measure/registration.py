"""One rigid motion that lays a whole scene onto its truth: turned and moved, never scaled.

Iterative closest points (P. J. Besl and N. D. McKay, "A Method for Registration of 3-D Shapes", IEEE PAMI,
1992) with the best motion of each round in closed form (W. Kabsch, Acta Cryst. A32, 1976), begun at every
quarter turn about the vertical; then again with weights (S. Geman and D. McClure, 1987) that fade what finds
no partner nearby: a sofa that stands a metre off must not turn all that stands right. The motion is sought
with one half of the points and judged by the other, and not moving at all is among the motions: two samplings
of one surface must not pull it from its place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from tools.measure.shape import nearest

Floats = NDArray[np.float64]
WIDE, CLOSE, NARROWER = 0.5, 0.1, 0.8
"""Metres at which a pair of points counts a quarter in the first and in the last rounds with weights, and how
much less from round to round: what lies further off than a hand's breadth is in a wrong place."""
TRIED = 2
"""So many of the motions found without weights are tried with them."""
SETTLED = 1e-4
"""Metres: a round that moves no point further is the last."""
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
    tree, judging = KDTree(seek_in), KDTree(judge_in)
    still = Motion(np.eye(3), np.zeros(3))
    near = [still, *(_closest(seek, seek_in, tree, _quarter(k, seek, seek_in)) for k in range(4))]

    def misses(motion: Motion) -> float:
        return _misses(motion(judge), judge_in, judging)

    near.sort(key=misses)
    faded = [_faded(seek, seek_in, tree, start) for start in near[:TRIED]]
    return min([*near, *faded], key=misses)


def best_motion(points: Floats, partners: Floats, weights: Floats | None = None) -> Motion:
    """The rigid motion with the least squared distances between moved points and their partners (n, 3).

    Args:
        points: (n, 3).
        partners: (n, 3).
        weights: (n,) how much each pair counts; all the same without.
    """
    share = np.full(len(points), 1 / len(points)) if weights is None else weights / weights.sum()
    middle, other = share @ points, share @ partners
    u, _, vt = np.linalg.svd((points - middle).T @ ((partners - other) * share[:, None]))
    mirror = np.diag([1.0, 1.0, np.sign(np.linalg.det(vt.T @ u.T))])
    rotation = vt.T @ mirror @ u.T
    return Motion(rotation, other - rotation @ middle)


def _misses(moved: Floats, truth: Floats, tree: KDTree) -> float:
    """Mean miss of points and truth (m, 3), both ways summed; one that is far off counts 1, however far."""
    there, back = np.asarray(tree.query(moved)[0]), nearest(truth, moved)
    return float(sum((away**2 / (away**2 + CLOSE**2)).mean() for away in (there, back)))


def _faded(points: Floats, truth: Floats, tree: KDTree, start: Motion) -> Motion:
    """The motion that lays most points close to the truth's, whatever the others do."""
    motion, reach = start, WIDE
    for _ in range(ROUNDS):
        moved = motion(points)
        away, partner = (np.asarray(found) for found in tree.query(moved))
        better = best_motion(points, truth[partner], (reach**2 / (reach**2 + away**2)) ** 2)
        step = float(np.abs(better(points) - moved).max())
        motion, last = better, reach <= CLOSE
        if last and step < SETTLED:
            break
        reach = max(CLOSE, reach * NARROWER)
    return motion


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
