"""The outline of a building on its page, as a polygon whose edges follow the walls."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, box, unary_union

from tools.geometry import mask_overlap
from tools.picture import polygon
from tools.picture.image import Mask
from tools.picture.region import mask_of

Array = NDArray[np.float64]

SHORTEST = 0.06
"""An edge under this part of the building's longer side is not a wall of its own."""
FAITHFUL = 0.93
"""A right-angled outline must overlap the mask this well; else a free polygon is taken."""


def outline(mask: Mask) -> Array | None:
    """The mask's largest piece as a polygon (n, 2) in pixels, y down, or None when it is a speck.

    Right-angled along the axes when that describes the mask; otherwise a free polygon.
    """
    piece = largest_piece(mask)
    if piece.mean() < 0.03:
        return None
    grid = right_angled(piece)
    if grid is not None:
        drawn = mask_of([(float(x), float(y)) for x, y in grid], (mask.shape[1], mask.shape[0]))
        if mask_overlap(drawn, piece) >= FAITHFUL:
            return grid
    contour = _contour(piece)
    simple = cv2.approxPolyDP(contour.astype(np.float32), 0.012 * max(mask.shape), True)
    return np.asarray(simple.reshape(-1, 2), dtype=float) + 0.5


def largest_piece(mask: Mask) -> Mask:
    """The largest connected piece, specks and hairs off, holes filled."""
    reach = max(1, min(mask.shape) // 200)
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    clean = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    contours, _ = cv2.findContours(clean, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros(mask.shape, np.uint8)
    if contours:
        cv2.drawContours(filled, [max(contours, key=cv2.contourArea)], -1, (1,), cv2.FILLED)
    return filled.astype(bool)


def right_angled(piece: Mask) -> Array | None:
    """The union of the cells, between the lines its straight sides lie on, that the mask mostly fills."""
    contour = _contour(piece)
    side = float(max(np.ptp(contour, axis=0)))
    reach = max(3, len(contour) // 250)
    tangent = np.roll(contour, -reach, axis=0) - np.roll(contour, reach, axis=0)
    steep = np.abs(tangent[:, 0]) < 0.3 * np.abs(tangent[:, 1])
    level = np.abs(tangent[:, 1]) < 0.3 * np.abs(tangent[:, 0])
    xs = _lines(contour[steep, 0], side)
    ys = _lines(contour[level, 1], side)
    if len(xs) < 2 or len(ys) < 2:
        return None
    count = cv2.integral(piece.astype(np.uint8))
    cells = []
    for x0, x1 in pairwise(xs):
        for y0, y1 in pairwise(ys):
            left, top, right, bottom = (round(v) for v in (x0, y0, x1, y1))
            full = count[bottom, right] - count[top, right] - count[bottom, left] + count[top, left]
            if full > 0.5 * max((right - left) * (bottom - top), 1):
                cells.append(box(x0, y0, x1, y1))
    joined = unary_union(cells)
    if isinstance(joined, MultiPolygon):
        joined = max(joined.geoms, key=lambda g: g.area)
    if not isinstance(joined, Polygon) or joined.is_empty:
        return None
    return _without_straight(np.array(joined.exterior.coords[:-1]))


def _lines(positions: Array, side: float) -> list[float]:
    """Positions where enough of the contour lies on one line, in order."""
    if len(positions) == 0:
        return []
    counts = np.bincount(np.rint(positions).astype(int), minlength=int(positions.max()) + 8).astype(float)
    smooth = cv2.GaussianBlur(counts[None], (0, 0), max(1.0, side / 400))[0]
    apart = max(3, round(side * 0.02))
    found: list[float] = []
    while True:
        peak = int(smooth.argmax())
        near = np.abs(positions - peak) <= max(2.0, side / 150)
        if near.sum() < SHORTEST * side or smooth[peak] <= 0:
            return sorted(found)
        # the contour runs through the outermost pixels' centres, half a pixel inside the edge: see _contour
        found.append(float(np.median(positions[near])))
        smooth[max(0, peak - apart) : peak + apart + 1] = 0


def _contour(piece: Mask) -> Array:
    """The piece's contour (n, 2) along pixel edges: pixel centres moved outward by half a pixel."""
    doubled = np.repeat(np.repeat(piece.astype(np.uint8), 2, axis=0), 2, axis=1)
    contours, _ = cv2.findContours(doubled, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    longest = max(contours, key=cv2.contourArea).reshape(-1, 2)
    return np.asarray(longest, dtype=float) / 2 + 0.25


def _without_straight(corners: Array) -> Array:
    """Corners where the polygon goes straight on left out."""
    before, after = corners - np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0) - corners
    turns = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]) > 1e-6
    return polygon.counter_clockwise(corners[turns])
