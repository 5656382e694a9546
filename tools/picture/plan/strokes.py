"""Which strokes of a drawing are walls: thick ones, filled ones, or pairs of lines."""

from __future__ import annotations

from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask

Style = Literal["solid", "hollow", "thin"]

PARTED = 1.7
"""Walls must be this many times as thick as other strokes to be told from them by that."""
LONG = 3.0
"""A strip between two lines is a wall's inside when it is this many times as long as wide."""
THICKEST = 0.075
"""Part of the drawing's longer side that a wall is thick at most."""
HATCHES = 12
"""Narrow strips that make a hatching."""
SPANS = 0.55
"""Part of the drawing, both ways, that its walls reach over."""


class Walls(NamedTuple):
    """Walls as drawn, doorways and windows open.

    Attributes:
        mask: their pixels.
        thickness: of the usual wall, pixels.
        style: solid strokes, hollow (two lines), or thin (one line, and hardly to be told from furniture).
    """

    mask: Mask
    thickness: float
    style: Style


def find_walls(ink: Mask) -> list[Walls]:
    """The ways to see walls in it, the most telling first; empty for an empty sheet."""
    if ink.sum() < 50:
        return []
    found = [_solid(ink), _solid(_hatched(ink)), _hollow(ink), _thin(ink)]
    return [walls for walls in found if walls is not None]


def _solid(ink: Mask) -> Walls | None:
    """Strokes clearly thicker than the others, all over the drawing."""
    deep = cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, 5)
    ridge = (deep >= cv2.dilate(deep, np.ones((3, 3), np.uint8)) - 1e-3) & (deep > 0)
    wide = 2 * deep[ridge] - 1
    wide = wide[wide <= THICKEST * max(ink.shape)]
    if len(wide) < 50:
        return None
    cut = _parting(np.log(np.maximum(wide, 1.0)))
    thick = wide[np.log(np.maximum(wide, 1.0)) > cut]
    rest = wide[np.log(np.maximum(wide, 1.0)) <= cut]
    if (
        len(thick) < 20
        or np.median(thick) < PARTED * max(1.0, float(np.median(rest)))
        or np.median(thick) < 4
    ):
        return None
    kernel = max(3, int(np.exp(cut)) + 1) | 1
    mask = opened(ink, kernel)
    return _sound(mask, float(np.median(thick)), "solid", ink)


def _parting(values: NDArray[np.float64]) -> float:
    """Where two groups of values part best (Otsu 1979)."""
    places = np.linspace(values.min(), values.max(), 60)[1:-1]
    best, cut = -1.0, float(values.mean())
    for place in places:
        low, high = values[values <= place], values[values > place]
        if len(low) and len(high):
            between = len(low) * len(high) * (low.mean() - high.mean()) ** 2
            if between > best:
                best, cut = float(between), float(place)
    return cut


def opened(ink: Mask, kernel: int) -> Mask:
    """What is at least `kernel` thick: by squares, which keep corners, and by discs, which keep slants."""
    flat = ink.astype(np.uint8)
    square = cv2.morphologyEx(flat, cv2.MORPH_OPEN, np.ones((kernel, kernel), np.uint8))
    disc = cv2.morphologyEx(
        flat, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (kernel, kernel))
    )
    return np.asarray((square > 0) | (disc > 0))


def widest_of(labels: NDArray[np.int32], deep: NDArray[np.float32], count: int) -> NDArray[np.float64]:
    """The largest of `deep` in each of `count` labels."""
    widest = np.zeros(count)
    np.maximum.at(widest, labels.ravel(), deep.ravel().astype(float))
    return widest


def _hatched(ink: Mask) -> Mask:
    """The ink with the little holes of a hatching filled."""
    count, marks, sizes, _ = cv2.connectedComponentsWithStats((~ink).astype(np.uint8), connectivity=4)
    labels, stats = np.asarray(marks, np.int32), np.asarray(sizes, np.int32)
    deep = cv2.distanceTransform((~ink).astype(np.uint8), cv2.DIST_L2, 3)
    widest = widest_of(np.asarray(labels, np.int32), np.asarray(deep, np.float32), count)
    long = stats[:, cv2.CC_STAT_AREA] / np.maximum((2 * widest) ** 2, 1)
    narrow = 2 * widest <= 0.014 * max(ink.shape)
    narrow[0] = narrow[labels[0, 0]] = False
    little = narrow & (long <= 2.5)
    strips = np.flatnonzero(narrow & ~little)
    turns = np.array([_direction(labels, stats[i], int(i)) for i in strips])
    if len(strips) >= HATCHES:
        # a hatching runs in one direction, aslant to the sheet; bars in others are panes and thin walls
        area = stats[strips, cv2.CC_STAT_AREA]
        aslant = np.abs((turns + 45) % 90 - 45) > 10
        votes = np.bincount(turns[aslant].astype(int), area[aslant], minlength=180)
        off = np.abs((turns - float(votes.argmax()) + 90) % 180 - 90)
        little[strips[aslant & (off < 12)]] = True
    fill = little[labels]
    if not little.any():
        return ink
    # the strips at corners are longer, and edges of a hatching are ragged: close over a line and a strip
    reach = int(2 * np.median(widest[little]) + 1) | 1
    near = cv2.dilate(fill.astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    shut = cv2.morphologyEx(
        (fill | (ink & near)).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)
    )
    return np.asarray(ink | (shut > 0))


def _direction(labels: NDArray[np.int32], stats: NDArray[np.int32], number: int) -> float:
    """Degrees, 0 to 180, that a piece runs in."""
    x, y, w, h = (int(v) for v in stats[:4])
    rows, columns = np.nonzero(labels[y : y + h, x : x + w] == number)
    spread = np.cov(np.vstack([columns, rows])) if len(rows) > 2 else np.eye(2)
    turn = 0.5 * np.degrees(np.arctan2(2 * spread[0, 1], spread[0, 0] - spread[1, 1]))
    return float(turn % 180)


def _hollow(ink: Mask) -> Walls | None:
    """Long strips between two lines, filled."""
    side = max(ink.shape)
    count, marks, stats, _ = cv2.connectedComponentsWithStats((~ink).astype(np.uint8), connectivity=4)
    labels = np.asarray(marks, np.int32)
    deep = cv2.distanceTransform((~ink).astype(np.uint8), cv2.DIST_L2, 5)
    widest = widest_of(np.asarray(labels, np.int32), np.asarray(deep, np.float32), count)
    wide, area = 2 * widest, stats[:, cv2.CC_STAT_AREA].astype(float)
    length = area / np.maximum(wide, 1)
    strip = (length >= LONG * wide) & (wide >= 3) & (wide <= THICKEST * side)
    strip[labels[0, 0]] = strip[0] = False
    if not strip.any():
        return None
    bins = np.geomspace(3, THICKEST * side + 1, 24)
    # by area: a window's panes are together as wide as its wall, and several times as long
    votes = np.histogram(wide[strip], bins, weights=area[strip])[0]
    votes = np.convolve(votes, (0.6, 1.0, 0.6), "same")
    usual = float(np.sqrt(bins[votes.argmax()] * bins[votes.argmax() + 1]))
    stroke = _stroke(ink)
    inside = _bars(labels, wide, length, (wide >= 0.25 * usual) & (wide <= 1.6 * usual))
    inside[labels[0, 0]] = inside[0] = False
    reach = int(2 * np.ceil(stroke) + 1)
    for i in np.flatnonzero(inside & (wide < 0.55 * usual)):
        # a thin strip is a thin wall when it stands alone, a pane when another lies beside it
        inside[i] = not _beside_strip(labels, int(i), strip, reach)
    fill = inside[labels]
    near = cv2.dilate(fill.astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    mask = opened(fill | (near & ink), int(2 * np.ceil(stroke) + 2) | 1)
    return _sound(mask, usual + 2 * stroke, "hollow", ink)


def _bars(
    labels: NDArray[np.int32],
    wide: NDArray[np.float64],
    length: NDArray[np.float64],
    which: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Which pieces are equally wide all along, as walls are: not triangles, squares or letters."""
    found = which & (length >= 6 * wide)
    for i in np.flatnonzero(which & ~found & (length >= 1.3 * wide)):
        own = labels == i
        rows, columns = np.flatnonzero(own.any(1)), np.flatnonzero(own.any(0))
        part = np.pad(own[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], 2)
        found[i] = opened(part, max(1, int(0.7 * wide[i])) | 1).sum() > 0.9 * part.sum()
    return np.asarray(found)


def _beside_strip(labels: NDArray[np.int32], number: int, strip: NDArray[np.bool_], reach: int) -> bool:
    """Whether another strip runs along most of this one."""
    own = labels == number
    rows, columns = np.flatnonzero(own.any(1)), np.flatnonzero(own.any(0))
    more = reach + 2
    window = np.s_[
        max(0, rows[0] - more) : rows[-1] + more + 1, max(0, columns[0] - more) : columns[-1] + more + 1
    ]
    own, around = own[window], labels[window]
    ring = cv2.dilate(own.astype(np.uint8), np.ones((2 * more + 1, 2 * more + 1), np.uint8)) > 0
    touched = around[ring & ~own]
    beside = strip[touched] & (touched != number)
    return bool(beside.sum() > 0.25 * max(1, (touched != 0).sum()))


def _stroke(ink: Mask) -> float:
    """Pixels that the usual line is wide."""
    deep = cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, 5)
    ridge = (deep >= cv2.dilate(deep, np.ones((3, 3), np.uint8)) - 1e-3) & (deep > 0)
    return max(1.0, float(np.median(2 * deep[ridge] - 1)))


def _thin(ink: Mask) -> Walls | None:
    """One line for a wall: whatever hangs together over most of the drawing, made thick enough to work."""
    reach = 5
    wide = cv2.dilate(ink.astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(wide.astype(np.uint8), connectivity=8)
    x0, y0, x1, y1 = extent(ink)
    large = (stats[:, cv2.CC_STAT_WIDTH] > 0.4 * (x1 - x0)) & (stats[:, cv2.CC_STAT_HEIGHT] > 0.4 * (y1 - y0))
    large[0] = False
    if count < 2 or not large.any():
        return None
    return Walls(np.asarray(large[labels]), reach + _stroke(ink) - 1, "thin")


def _sound(mask: Mask, thickness: float, style: Style, ink: Mask) -> Walls | None:
    """Walls that reach over the drawing, specks left out; else None."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    longest = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    kept = (longest >= 1.5 * thickness) & (stats[:, cv2.CC_STAT_AREA] >= 1.2 * thickness**2)
    kept[0] = False
    mask = kept[labels]
    if count < 2 or not mask.any():
        return None
    x0, y0, x1, y1 = extent(mask)
    a0, b0, a1, b1 = extent(ink)
    if x1 - x0 < SPANS * (a1 - a0) * 0.6 or y1 - y0 < SPANS * (b1 - b0) * 0.6:
        return None
    return Walls(np.asarray(mask), thickness, style)


def extent(mask: Mask) -> tuple[int, int, int, int]:
    """The box x0, y0, x1, y1 around its pixels."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
