"""Image quilting onto a torus: a tile without seams from a patchy sample.

After Efros and Freeman, "Image quilting for texture synthesis and transfer" (2001): blocks of the sample are
laid in rows, each chosen to agree with what is already there, and joined along the path of least difference.
Here the last block of a row also meets the first, and the last row the first row.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask

Patch = NDArray[np.float32]

NEAR_BEST = 0.12
"""A block is drawn from those whose difference is at most this part above the smallest."""
FEWEST = 24
"""Block positions a sample must offer."""


class _Sample(NamedTuple):
    image: Patch
    squared: Patch
    valid: Mask
    """Where a whole block may start."""
    block: int


def quilt(
    sample: Patch, mask: Mask, size: tuple[int, int], block: int, rng: np.random.Generator
) -> Patch | None:
    """A seamless tile, or None when the mask leaves too few whole blocks.

    Args:
        sample: (h, w, 3) colours.
        mask: (h, w) pixels that may be used.
        size: (width, height) wanted; rounded up to whole steps.
        block: side of a block in pixels; a third of it overlaps its neighbours.
        rng: where ties are drawn from.
    """
    source = _prepared(sample, mask, block)
    if int(source.valid.sum()) < FEWEST:
        return None
    overlap = max(4, block // 3)
    step = block - overlap
    columns, rows = (max(2, -(-s // step)) for s in size)
    tile = np.zeros((rows * step, columns * step, 3), np.float32)
    filled = np.zeros(tile.shape[:2], bool)
    for row in range(rows):
        for column in range(columns):
            ys = (np.arange(block) + row * step) % tile.shape[0]
            xs = (np.arange(block) + column * step) % tile.shape[1]
            where = np.ix_(ys, xs)
            there, known = tile[where], filled[where]
            new = _choose(source, there, known, rng)
            blend = _joined(new, there, known, overlap)[..., None]
            tile[where] = there * (1 - blend) + new * blend
            filled[where] = True
    return tile


def _prepared(sample: Patch, mask: Mask, block: int) -> _Sample:
    count = cv2.integral(mask.astype(np.uint8))
    inside = count[block:, block:] - count[:-block, block:] - count[block:, :-block] + count[:-block, :-block]
    valid = inside >= block * block
    return _Sample(sample, (sample**2).sum(2).astype(np.float32), valid, block)


def _choose(source: _Sample, there: Patch, known: Mask, rng: np.random.Generator) -> Patch:
    """A block of the sample that agrees with what is known, by masked squared difference."""
    if known.any():
        weight = known.astype(np.float32)
        cross = cv2.matchTemplate(source.image, there * weight[..., None], cv2.TM_CCORR)
        own = cv2.matchTemplate(source.squared, weight, cv2.TM_CCORR)
        cost = own - 2 * cross + float((there**2 * weight[..., None]).sum())
        cost = np.where(source.valid, np.maximum(cost, 0), np.inf)
        near = cost <= cost.min() * (1 + NEAR_BEST) + 1e-3 * weight.sum()
    else:
        near = source.valid
    choices = np.argwhere(near)
    y, x = choices[rng.integers(len(choices))]
    return source.image[y : y + source.block, x : x + source.block]


def _joined(new: Patch, there: Patch, known: Mask, overlap: int) -> Patch:
    """How much of the new block to take at each pixel: 0 or 1, soft along the cut."""
    use = np.ones(known.shape, bool)
    gap = ((new - there) ** 2).sum(2)
    sides = (known[:, 0].all(), known[0].all(), known[:, -1].all(), known[-1].all())
    if sides[0]:
        use[:, :overlap] &= least_cut(gap[:, :overlap])
    if sides[1]:
        use[:overlap] &= least_cut(gap[:overlap].T).T
    if sides[2]:
        use[:, -overlap:] &= least_cut(gap[:, : -overlap - 1 : -1])[:, ::-1]
    if sides[3]:
        use[-overlap:] &= least_cut(gap[: -overlap - 1 : -1].T).T[::-1]
    soft = cv2.GaussianBlur((use | ~known).astype(np.float32), (0, 0), 1.0)
    # the rim stays what its other neighbour made it; what was empty is all new
    rim = np.ones(known.shape, np.float32)
    for on, index in zip(sides, (np.s_[:, 0], np.s_[0], np.s_[:, -1], np.s_[-1]), strict=True):
        if on:
            rim[index] = 0
    return np.where(known, soft * rim, 1.0).astype(np.float32)


def least_cut(cost: NDArray[np.float32]) -> Mask:
    """The path of least cost from top to bottom; True on it and to its right."""
    height, width = cost.shape
    total = cost.astype(np.float64).copy()
    for y in range(1, height):
        before = np.pad(total[y - 1], 1, constant_values=np.inf)
        total[y] += np.minimum(np.minimum(before[:-2], before[1:-1]), before[2:])
    path = np.empty(height, int)
    path[-1] = int(total[-1].argmin())
    for y in range(height - 2, -1, -1):
        low = max(path[y + 1] - 1, 0)
        path[y] = low + int(total[y, low : path[y + 1] + 2].argmin())
    return np.arange(width)[None] >= path[:, None]
