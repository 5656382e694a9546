"""From the pixels of a region to its corners: straight sides fitted, slants and bends kept."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture import polygon
from tools.picture.image import Mask

Array = NDArray[np.float64]

SQUARE = 2.5
"""Degrees within which a side of an upright drawing is drawn along an axis."""


def outline(mask: Mask, step: float) -> Array:
    """The corners (n, 2) of a mask's largest piece, counter-clockwise with y up, in pixels from the corner.

    Args:
        mask: the region.
        step: pixels that the outline may leave the mask's edge by: jogs under it are smoothed away.
    """
    contour = _contour(mask)
    simple = cv2.approxPolyDP(contour.astype(np.float32), max(1.0, step), True).reshape(-1, 2).astype(float)
    if len(simple) < 3:
        return polygon.counter_clockwise(simple * (1, -1)) * (1, -1)
    places = [int(np.abs(contour - corner).sum(1).argmin()) for corner in simple]
    lines = [_line(_between(contour, places[i], places[(i + 1) % len(places)])) for i in range(len(places))]
    corners = np.array([_meet(lines[i - 1], lines[i], simple[i], 3 * step) for i in range(len(lines))])
    return _turned(without_straight(corners, 0.5 * step))


def _turned(corners: Array) -> Array:
    """Counter-clockwise as a person sees it, y running down."""
    return corners if polygon.area(corners * (1, -1)) >= 0 else corners[::-1].copy()


def _contour(mask: Mask) -> Array:
    """The largest piece's contour (n, 2) along pixel edges, counted from the picture's corner."""
    doubled = np.repeat(np.repeat(mask.astype(np.uint8), 2, axis=0), 2, axis=1)
    contours, _ = cv2.findContours(doubled, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    longest = max(contours, key=cv2.contourArea).reshape(-1, 2)
    # the contour runs through the middles of half pixels: their outer edges are a quarter further out
    middle = np.asarray(longest, dtype=float) / 2 + 0.25
    ahead = np.roll(middle, -3, axis=0) - np.roll(middle, 3, axis=0)
    out = np.column_stack([ahead[:, 1], -ahead[:, 0]])
    out *= np.sign(cv2.contourArea(longest, oriented=True)) or 1.0
    return np.asarray(middle + 0.25 * out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9))


def _between(contour: Array, first: int, last: int) -> Array:
    """Contour points from one corner to the next, the ends trimmed."""
    points = contour[first : last + 1] if first <= last else np.vstack([contour[first:], contour[: last + 1]])
    trim = min(len(points) // 6, 12)
    return points[trim : len(points) - trim] if len(points) - 2 * trim >= 2 else points


def _line(points: Array) -> tuple[Array, Array]:
    """A point and a direction: along an axis when nearly so, else by least squares."""
    if len(points) < 2:
        return points.mean(0), np.array([0.0, 0.0])
    rough = points[-1] - points[0]
    turn = np.degrees(np.arctan2(rough[1], rough[0]))
    if len(points) >= 6:
        middle = points.mean(0)
        _, _, rows = np.linalg.svd(points - middle, full_matrices=False)
        turn = float(np.degrees(np.arctan2(rows[0, 1], rows[0, 0])))
    for axis in (0.0, 90.0):
        if abs((turn - axis + 90) % 180 - 90) < SQUARE:
            direction = np.array([1.0, 0.0]) if axis == 0 else np.array([0.0, 1.0])
            return np.median(points, axis=0), direction
    return points.mean(0), np.array([np.cos(np.radians(turn)), np.sin(np.radians(turn))])


def _meet(one: tuple[Array, Array], two: tuple[Array, Array], near: Array, most: float) -> Array:
    """Where two lines meet; the rough corner when that is far from it, or they hardly turn."""
    (p, u), (q, v) = one, two
    cross = u[0] * v[1] - u[1] * v[0]
    if abs(cross) < 0.08:
        return near
    place = (q - p)[0] * v[1] - (q - p)[1] * v[0]
    corner = p + place / cross * u
    return np.asarray(corner if np.linalg.norm(corner - near) <= max(most, 4.0) else near)


def without_straight(corners: Array, least: float) -> Array:
    """Corners left out that stand less than `least` pixels off the line between their neighbours."""
    kept = list(range(len(corners)))
    while len(kept) > 3:
        offs = []
        for i in range(len(kept)):
            a, b, c = corners[kept[i - 1]], corners[kept[i]], corners[kept[(i + 1) % len(kept)]]
            side = c - a
            offs.append(
                abs(side[0] * (b - a)[1] - side[1] * (b - a)[0]) / max(float(np.linalg.norm(side)), 1e-9)
            )
        worst = int(np.argmin(offs))
        if offs[worst] >= least:
            break
        del kept[worst]
    return corners[kept]
