"""Distances between whole rooms as point clouds: Chamfer and F-score.

Stated, so that figures can be compared: 10,240 points sampled by area on each surface; both clouds moved
and scaled by the SAME transform, which puts the truth's bounding-box centre at the origin and its longest
side at 2 (so the truth spans -1 to 1); nothing is rotated or fitted to the other. Chamfer is the mean squared
L2 distance to the nearest point, both directions summed; F-score at t is the harmonic mean of the shares of
points that have a point of the other cloud within t.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from tools.measure.solids import Mesh, surface_samples

Floats = NDArray[np.float64]
POINTS = 10_240
THRESHOLDS = (0.1, 0.01)


class Distances(NamedTuple):
    """Distances (n,) and (m,) of each point to the other cloud's nearest."""

    there: Floats
    back: Floats

    @property
    def chamfer(self) -> float:
        """Mean squared distance, both directions summed."""
        return float((self.there**2).mean() + (self.back**2).mean())

    def f_score(self, limit: float) -> float:
        """Harmonic mean of the shares of points within `limit`."""
        precision, recall = float((self.there <= limit).mean()), float((self.back <= limit).mean())
        total = precision + recall
        return 2 * precision * recall / total if total else 0.0


def distances(a: ArrayLike, b: ArrayLike) -> Distances:
    """Both ways between clouds (n, 3) and (m, 3)."""
    return Distances(nearest(a, b), nearest(b, a))


def shape_scores(result: Mesh, truth: Mesh, seed: int = 0) -> dict[str, float]:
    """`chamfer`, `f_0.1` and `f_0.01` of two meshes in the same world frame."""
    low, high = truth.bounds
    centre, scale = (low + high) / 2, 2.0 / float((high - low).max())
    one, two = (
        (surface_samples(mesh, POINTS, seed + n) - centre) * scale for n, mesh in enumerate((result, truth))
    )
    apart = distances(one, two)
    return {"chamfer": apart.chamfer} | {f"f_{limit}": apart.f_score(limit) for limit in THRESHOLDS}


def nearest(a: ArrayLike, b: ArrayLike) -> NDArray[np.float64]:
    """Distance (n,) from every point of a (n, 3) to its nearest point of b (m, 3)."""
    return np.asarray(KDTree(np.asarray(b)).query(np.asarray(a))[0])
