"""Cutting things out of the picture: candidates to choose from, never one silent answer.

Measured: cutting finer improves a rough box and spoils a good one. A caller looks at the candidates and
accepts one, or keeps what it had.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.errors import InputError
from tools.geometry import mask_overlap
from tools.picture import regions
from tools.picture.image import Mask, Pixels
from tools.picture.proposing import Proposal, fit_mask, partition_hulls, proposals
from tools.picture.region import box_of, box_within, mask_of, outline_of
from tools.survey import Box, Point

__all__ = ["Candidate", "Proposal", "partition_hulls", "proposals", "segment"]


class Candidate(NamedTuple):
    """One way to cut a thing out.

    Attributes:
        how: "region", "grabcut" or "edges".
        outline: corners in pixels.
        box: around it, pixels.
        mask: (height, width) of the picture.
        confidence: 0 to 1.
    """

    how: str
    outline: list[Point]
    box: Box
    mask: Mask
    confidence: float


def segment(
    image: Pixels, at: Point | Box, *, tree: regions.Tree | None = None, most: int = 4
) -> list[Candidate]:
    """Candidates for the thing at a pixel or in a rough box, the most believable first.

    Args:
        image: the picture.
        at: a pixel (x, y) on the thing, or a rough box (x0, y0, x1, y1) around it.
        tree: regions of the picture when already built.
        most: how many to return at most.

    Raises:
        InputError: the pixel or box is outside the picture.
    """
    tree = tree or regions.build(image)
    if len(at) == 2:
        found = _around(image, tree, (float(at[0]), float(at[1])))
    else:
        box = box_within(at, (image.shape[1], image.shape[0]))
        wide = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
        found = [c for c in (_grabcut(image, wide), _snapped(image, wide)) if c is not None]
        found += _regions_in(image, tree, wide)
    found.sort(key=lambda c: -c.confidence)
    kept: list[Candidate] = []
    for item in found:
        if all(mask_overlap(item.mask, other.mask) < 0.9 for other in kept):
            kept.append(item)
    return kept[:most]


def _around(image: Pixels, tree: regions.Tree, at: Point) -> list[Candidate]:
    """Regions that hold a pixel: those that last longest while the tree is merged."""
    height, width = image.shape[:2]
    if not (0 <= at[0] < width and 0 <= at[1] < height):
        raise InputError(f"the pixel {at} is outside the {width} x {height} picture")
    column, row = (min(int(v * tree.factor), n - 1) for v, n in zip(at, tree.labels.shape[::-1], strict=True))
    chain = tree.ancestors(int(tree.labels[row, column]))
    usable = [n for n in chain if 0.0004 < tree.area[n] / tree.labels.size < 0.5]
    usable.sort(key=lambda n: float(tree.born[n] - tree.gone[n]))
    found = [
        _of_mask("region", image, fit_mask(tree.mask(n), image), 0.6 * 0.85**i)
        for i, n in enumerate(usable[:4])
    ]
    if found:
        cut = _grabcut(image, found[0].box)
        if cut is not None and cut.mask[int(at[1]), int(at[0])]:
            found.append(cut._replace(confidence=0.5))
    return found


def _regions_in(image: Pixels, tree: regions.Tree, box: Box) -> list[Candidate]:
    """The region that overlaps a box best."""
    scaled = [v * tree.factor for v in box]
    inside = mask_of(
        (scaled[0], scaled[1], scaled[2], scaled[3]), (tree.labels.shape[1], tree.labels.shape[0])
    )
    leaves = np.unique(tree.labels[inside])
    nodes = {n for leaf in leaves for n in tree.ancestors(int(leaf)) if tree.area[n] < 2.5 * inside.sum()}
    best, best_iou = -1, 0.25
    for node in sorted(nodes):
        if tree.area[node] > 0.25 * inside.sum():
            shared = mask_overlap(tree.mask(node), inside)
            if shared > best_iou:
                best, best_iou = node, shared
    return [] if best < 0 else [_of_mask("region", image, fit_mask(tree.mask(best), image), best_iou * 0.9)]


def _grabcut(image: Pixels, box: Box) -> Candidate | None:
    """Foreground by colour inside a box, what lies around the box being background."""
    x0, y0, x1, y1 = box
    pad = 0.35 * max(x1 - x0, y1 - y0) + 4
    left, top = max(0, int(x0 - pad)), max(0, int(y0 - pad))
    part = np.ascontiguousarray(image[top : math.ceil(y1 + pad), left : math.ceil(x1 + pad)])
    factor = min(1.0, 320 / max(part.shape[:2]))
    size = (max(8, round(part.shape[1] * factor)), max(8, round(part.shape[0] * factor)))
    small = cv2.cvtColor(cv2.resize(part, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2BGR)
    rect = [round((v - o) * factor) for v, o in ((x0, left), (y0, top), (x1, left), (y1, top))]
    state = np.full(small.shape[:2], cv2.GC_BGD, np.uint8)
    state[rect[1] : rect[3], rect[0] : rect[2]] = cv2.GC_PR_FGD
    if not (state == cv2.GC_BGD).any() or (state == cv2.GC_PR_FGD).sum() < 16:
        return None
    cv2.setRNGSeed(0)
    try:
        cv2.grabCut(small, state, None, np.zeros((1, 65)), np.zeros((1, 65)), 4, cv2.GC_INIT_WITH_MASK)  # type: ignore[call-overload]
    except cv2.error:
        return None  # one colour on both sides: nothing to tell apart
    fore = ((state == cv2.GC_FGD) | (state == cv2.GC_PR_FGD)).astype(np.uint8)
    fore = cv2.morphologyEx(fore, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    mask = np.zeros(image.shape[:2], bool)
    grown = cv2.resize(fore, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_NEAREST) > 0
    mask[top : top + part.shape[0], left : left + part.shape[1]] = grown
    filled = float(mask.sum()) / max((x1 - x0) * (y1 - y0), 1.0)
    return _of_mask("grabcut", image, mask, 0.7 * min(1.0, filled / 0.5)) if filled > 0.05 else None


def _snapped(image: Pixels, box: Box) -> Candidate | None:
    """The box with each side moved to the strongest straight edge nearby."""
    edge = regions.edge_strength(image)
    x0, y0, x1, y1 = box
    reach = 0.12 * max(x1 - x0, y1 - y0) + 2

    def side(at: float, profile: NDArray[np.float32]) -> float:
        low, high = max(0, int(at - reach)), min(len(profile), int(at + reach) + 1)
        if high - low < 2:
            return at
        places = np.arange(low, high)
        pull = profile[low:high] * np.exp(-(((places + 0.5 - at) / reach) ** 2))
        return float(places[int(pull.argmax())]) + 0.5

    across = edge[int(y0) : math.ceil(y1)].mean(0)
    down = edge[:, int(x0) : math.ceil(x1)].mean(1)
    snapped = (side(x0, across), side(y0, down), side(x1, across), side(y1, down))
    if snapped[2] - snapped[0] < 3 or snapped[3] - snapped[1] < 3:
        return None
    return _of_mask("edges", image, mask_of(snapped, (image.shape[1], image.shape[0])), 0.55)


def _of_mask(how: str, image: Pixels, mask: Mask, confidence: float) -> Candidate:
    return Candidate(how, outline_of(mask), box_of(mask), mask, round(min(confidence, 0.95), 3))
