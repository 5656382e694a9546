"""What the edges of masks tell to part of a pixel: how far each reaches, and lines that run straight."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask
from tools.picture.rays import rays
from tools.survey import RAYS, Point, Rim

Array = NDArray[np.float64]
Labels = NDArray[np.uint16]
"""(height, width): 0 for what is no thing's, else the number of a mask, from 1."""

TIP = 1.5
"""Pixels from what reaches farthest within which its neighbours are looked at."""
STEPS = (1.5, 3.0)
"""Pixels beyond the rim at which these are looked for."""
BEYOND = (0.5, 0.35)
"""Pixels by which a mask reaches beyond the middles of its outermost pixels: along rows or else."""
LONG, BENT, APART = 30.0, 0.45, 1.2
"""Pixels: how long a straight edge is at least, how far its pixels lie off it at most (root of the mean
square; those of an ideal edge lie 0.3 off), and how far out of the line a corner is that is left out."""
ENDS = 3
"""Pixels at the ends of an edge that belong to its corners."""


def rim_of(mask: Mask, labels: Labels, number: int, ids: Sequence[str]) -> Rim:
    """The rim of a mask.

    Args:
        mask: (height, width), what of it counts.
        labels: of all masks of the picture.
        number: of the mask.
        ids: of all masks, in the order of their numbers.
    """
    high, wide = labels.shape
    inside = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=(0.0,)) > 0
    rows, columns = np.nonzero(mask & ~inside)
    points = np.column_stack([columns + 0.5, rows + 0.5])
    reach, cut, beside = [], [], []
    for k, way in enumerate(rays()):
        far = points @ way
        reach.append(round(float(far.max()) + BEYOND[k % (RAYS // 4) != 0], 2))
        tip = points[far > far.max() - TIP]
        around = np.concatenate([tip + step * way for step in STEPS])
        framed = ((around >= 0) & (around < (wide, high))).all(1)
        cut.append(bool(((tip < TIP) | (tip > np.array([wide, high]) - TIP)).any()))
        x, y = around[framed].astype(int).T
        others = np.setdiff1d(labels[y, x], [0, number])
        beside.append([ids[int(n) - 1] for n in others])
    return Rim(reach=reach, cut=cut, beside=beside)


def straight_edges(labels: Labels) -> list[tuple[Point, Point]]:
    """The parts of masks' edges that run straight, each as the line nearest to its pixels; ends in pixels.

    What the picture's border cuts is no edge.
    """
    found: list[tuple[Point, Point]] = []
    for number in range(1, int(labels.max()) + 1):
        mask = (labels == number).astype(np.uint8)
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        for contour in contours:
            if len(contour) > 2 * LONG:
                found += [e for part in _parts(contour) if (e := _edge(part, labels.shape)) is not None]
    return found


def _parts(contour: NDArray[np.int32]) -> Iterator[Array]:
    """The pixels (n, 2) of a contour from corner to corner, x and y of their middles."""
    points = contour.reshape(-1, 2)
    number = {(int(x), int(y)): k for k, (x, y) in enumerate(points)}
    corners = cv2.approxPolyDP(contour, APART, True).reshape(-1, 2)
    places = sorted(number[int(x), int(y)] for x, y in corners)
    for a, b in zip(places, [*places[1:], places[0] + len(points)], strict=True):
        yield np.take(points, range(a, b + 1), axis=0, mode="wrap") + 0.5


def _edge(pixels: Array, shape: tuple[int, ...]) -> tuple[Point, Point] | None:
    """The line through pixels; None for a short or bent one, or one along the picture's border."""
    pixels = pixels[ENDS:-ENDS]
    if len(pixels) < LONG / 2:
        return None
    middle = pixels.mean(0)
    _, spread, ways = np.linalg.svd(pixels - middle, full_matrices=False)
    along = (pixels - middle) @ ways[0]
    border = ((pixels < 2) | (pixels > np.array([shape[1], shape[0]]) - 2)).any(1)
    if np.ptp(along) < LONG or spread[1] > BENT * math.sqrt(len(pixels)) or border.mean() > 0.1:
        return None
    (ax, ay), (bx, by) = (middle + t * ways[0] for t in (along.min(), along.max()))
    return (float(ax), float(ay)), (float(bx), float(by))
