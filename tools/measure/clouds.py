"""How near a model's surface is to a true one, by the measures that are published for clouds.

Stated, so that figures can be compared: 32,768 points a surface (262,144 for voxels), evenly by area; both
moved and scaled by the SAME transform, which puts the truth's box at the origin with its longest side at 2.
Chamfer is the mean squared distance to the nearest point, both directions summed; F at t the harmonic mean of
the shares of points within t. Voxel IoU is of cells a 32nd of the truth's longest side wide, their middles on
the box's faces: a cell counts where the surface passes, and where it cannot be reached from outside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tools.measure.shape import distances

Floats = NDArray[np.float64]
SAMPLES, DENSE, CELLS = 32_768, 262_144, 32
LIMITS = (0.01, 0.05)
WORST_CHAMFER = 4.0
"""Of a program that does not run: everything one truth's size away, both directions (2 x sqrt 2 squared)."""


@dataclass(frozen=True)
class Likeness:
    """What was measured of one object.

    Attributes:
        chamfer: squared, both directions summed, the truth's longest side being 2.
        iou: of filled voxels.
        f_001: F-score at 0.01.
        f_005: F-score at 0.05.
    """

    chamfer: float
    iou: float
    f_001: float
    f_005: float


WORST = Likeness(WORST_CHAMFER, 0.0, 0.0, 0.0)
"""What counts for a program that fails or is refused."""


def likeness(model: Floats, truth: Floats) -> Likeness:
    """The measures of two surfaces sampled evenly by area, (DENSE, 3) each, in the same frame."""
    low, high = truth.min(axis=0), truth.max(axis=0)
    middle, scale = (low + high) / 2, 2.0 / float((high - low).max())
    a, b = (model - middle) * scale, (truth - middle) * scale
    order = np.random.default_rng(0).permutation(min(len(a), len(b)))[:SAMPLES]
    apart = distances(a[order], b[order])
    return Likeness(apart.chamfer, voxel_iou(a, b), *(apart.f_score(limit) for limit in LIMITS))


def voxel_iou(a: Floats, b: Floats) -> float:
    """Overlap of two normalised surfaces' filled voxels, 0 to 1."""
    one, two = filled(a), filled(b)
    union = int(np.logical_or(one, two).sum())
    return int(np.logical_and(one, two).sum()) / union if union else 1.0


def filled(points: Floats, cells: int = CELLS, reach: float = 1.0) -> NDArray[np.bool_]:
    """Cells that the surface passes or encloses; the grid spans half as much again as -reach to reach."""
    wide = round(cells * 1.5)
    index = np.floor((points / (2 * reach) * cells) + wide / 2 + 0.5).astype(np.int64)
    inside = ((index >= 0) & (index < wide)).all(axis=1)
    grid = np.zeros((wide, wide, wide), bool)
    grid[tuple(index[inside].T)] = True
    return np.asarray(ndimage.binary_fill_holes(grid))


def cloud_likeness(model: Floats, cloud: Floats) -> dict[str, float]:
    """Distances of a model's surface to a scanned cloud, normalised by the cloud's box as above.

    A scan is no even sampling and may be half a thing, so there is no voxel IoU; `covered` is the share of
    its points within 0.05 of the model, `beyond` the share of the model farther than that from any point.
    """
    low, high = cloud.min(axis=0), cloud.max(axis=0)
    middle, scale = (low + high) / 2, 2.0 / float((high - low).max())
    some = model[np.random.default_rng(0).permutation(len(model))[:SAMPLES]]
    a, b = (some - middle) * scale, (cloud - middle) * scale
    apart = distances(a, b)
    found = {"chamfer": apart.chamfer} | {f"f_{limit}": apart.f_score(limit) for limit in LIMITS}
    found |= {"covered": float((apart.back <= 0.05).mean()), "beyond": float((apart.there > 0.05).mean())}
    return {key: round(value, 6) for key, value in found.items()}
