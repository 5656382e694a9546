"""Distances between whole rooms as point clouds: Chamfer and F-score.

Stated, so that figures can be compared: 10,240 points sampled by area on each surface; both clouds moved
and scaled by the SAME transform, which puts the truth's bounding-box centre at the origin and its longest
side at 2 (so the truth spans -1 to 1); nothing is rotated or fitted to the other. Chamfer is the mean squared
L2 distance to the nearest point, both directions summed; F-score at t is the harmonic mean of the shares of
points that have a point of the other cloud within t.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from tools.measure.solids import Mesh, surface_samples

POINTS = 10_240
THRESHOLDS = (0.1, 0.01)


def shape_scores(result: Mesh, truth: Mesh, seed: int = 0) -> dict[str, float]:
    """`chamfer`, `f_0.1` and `f_0.01` of two meshes in the same world frame."""
    low, high = truth.bounds
    centre, scale = (low + high) / 2, 2.0 / float((high - low).max())
    clouds = [
        (surface_samples(mesh, POINTS, seed + n) - centre) * scale for n, mesh in enumerate((result, truth))
    ]
    there, back = nearest(clouds[0], clouds[1]), nearest(clouds[1], clouds[0])
    scores = {"chamfer": float((there**2).mean() + (back**2).mean())}
    for limit in THRESHOLDS:
        precision, recall = float((there <= limit).mean()), float((back <= limit).mean())
        total = precision + recall
        scores[f"f_{limit}"] = 2 * precision * recall / total if total else 0.0
    return scores


def nearest(a: ArrayLike, b: ArrayLike) -> NDArray[np.float64]:
    """Distance (n,) from every point of a (n, 3) to its nearest point of b (m, 3)."""
    return np.asarray(KDTree(np.asarray(b)).query(np.asarray(a))[0])
