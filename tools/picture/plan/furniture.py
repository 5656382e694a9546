"""Furniture on a drawn plan: closed symbols that stand in a room, and what the commonest of them mean."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask
from tools.picture.plan.rooms import Enclosed
from tools.picture.plan.ruling import without_ruling
from tools.picture.plan.symbols import Hole, sweep
from tools.survey import Box

Array = NDArray[np.float64]

LEAST = 0.03
"""Root of a symbol's area over the root of its room's: 0.15 m in a room of 20 square metres."""
MOST = 0.5
"""Part of its room that one symbol covers at most."""
PIXEL = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)], np.float32)
"""Corners of a pixel about its middle."""


class Symbol(NamedTuple):
    """A closed shape in a room.

    Attributes:
        outline: (4, 2) its smallest rectangle, pixels of the working drawing.
        box: around it.
        cell: number of the room, from 1.
        round: it fills a circle and not a rectangle.
        inner: rectangles (4, 2) drawn inside it.
        crossed: one or two diagonals run through it.
    """

    outline: Array
    box: Box
    cell: int
    round: bool
    inner: list[Array]
    crossed: bool


def find_symbols(
    ink: Mask, enclosed: Enclosed, holes: list[Hole], lettering: Mask, stroke: float
) -> list[Symbol]:
    """Closed shapes inside rooms; doors and lettering left out."""
    free = lettering.copy()
    for hole in holes:
        free |= sweep(hole, (ink.shape[0], ink.shape[1]))
    found = []
    for number, cell in enumerate(enclosed.cells, start=1):
        room = (enclosed.labels == number) & ~enclosed.barrier
        open_floor = room & (free | ~without_ruling(ink, room))
        count, labels, stats, _ = cv2.connectedComponentsWithStats(
            open_floor.astype(np.uint8), connectivity=4
        )
        if count < 2:
            continue
        floor = labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
        solid = room & ~floor
        reach = max(3, int(2 * stroke) + 1) | 1
        solid_u8 = cv2.morphologyEx(solid.astype(np.uint8), cv2.MORPH_OPEN, np.ones((reach, reach), np.uint8))
        area = float(cell.mask.sum())
        pieces, which, sizes, _ = cv2.connectedComponentsWithStats(solid_u8, connectivity=8)
        for i in range(1, pieces):
            size = float(sizes[i, cv2.CC_STAT_AREA])
            side = min(sizes[i, cv2.CC_STAT_WIDTH], sizes[i, cv2.CC_STAT_HEIGHT])
            if size < (LEAST * np.sqrt(area)) ** 2 or size > MOST * area or side < 2 * reach:
                continue
            found.append(_symbol(which == i, labels, stats, number))
    return found


def _symbol(mask: Mask, labels: NDArray[np.int32], stats: NDArray[np.int32], cell: int) -> Symbol:
    points = np.argwhere(mask)[:, ::-1].astype(np.float32) + 0.5
    # around whole pixels, not their middles: a pixel less makes a small circle fuller than one
    hull = cv2.convexHull((cv2.convexHull(points) + PIXEL).reshape(-1, 1, 2))
    rectangle = np.asarray(cv2.boxPoints(cv2.minAreaRect(hull)), dtype=float)
    x0, y0 = points.min(0) - 0.5
    x1, y1 = points.max(0) + 0.5
    sides = sorted(float(np.linalg.norm(rectangle[i] - rectangle[i - 1])) for i in (1, 2))
    full = float(mask.sum()) / max(sides[0] * sides[1], 1.0)
    circle = 0.72 < full < 0.86 and sides[1] < 1.25 * sides[0]
    inner, triangles = [], 0
    for i in np.unique(labels[mask]):
        if i == 0 or stats[i, cv2.CC_STAT_AREA] < 0.01 * mask.sum():
            continue
        part = np.argwhere(labels == i)[:, ::-1].astype(np.float32) + 0.5
        shape = np.asarray(cv2.boxPoints(cv2.minAreaRect(cv2.convexHull(part))), dtype=float)
        area = float(np.linalg.norm(shape[1] - shape[0]) * np.linalg.norm(shape[2] - shape[1]))
        share = len(part) / max(area, 1.0)
        if share < 0.62 and len(part) > 0.15 * mask.sum():
            triangles += 1
        elif share > 0.8:
            inner.append(shape)
    return Symbol(
        rectangle, (float(x0), float(y0), float(x1), float(y1)), cell, circle, inner, triangles >= 2
    )


def name_of(symbol: Symbol, metres: float) -> tuple[str, float | None, float]:
    """Category, facing in degrees (None: unknown) and confidence of a symbol, by its shape and size.

    Args:
        symbol: as found.
        metres: metres a pixel of the working drawing.
    """
    long, short = (side * metres for side in sides_of(symbol))
    pillows = [p for p in symbol.inner if 0.02 < _area(p) * metres**2 < 0.5]
    if pillows and 1.7 <= long <= 2.4 and 0.75 <= short <= 2.3:
        middle = symbol.outline.mean(0)
        head = np.mean([p.mean(0) for p in pillows], axis=0) - middle
        if np.linalg.norm(head) * metres > 0.35:
            # the front of a bed is its foot: away from the pillows
            facing = float(np.degrees(np.arctan2(-head[0], -head[1])))
            return "bed", _quarter(facing), 0.8
    if symbol.crossed and 0.4 <= short <= 0.8 and long >= 0.7:
        return "wardrobe", None, 0.6
    if symbol.round and 0.5 <= long <= 2.0:
        return "round table", None, 0.6
    if 1.8 <= long <= 2.3 and 1.3 <= short <= 2.1:
        return "bed", None, 0.45
    return "unknown", None, 0.4


def sides_of(symbol: Symbol) -> tuple[float, float]:
    """Its longer and its shorter side, pixels."""
    a, b = (float(np.linalg.norm(symbol.outline[i] - symbol.outline[i - 1])) for i in (1, 2))
    return max(a, b), min(a, b)


def _area(rectangle: Array) -> float:
    return float(np.linalg.norm(rectangle[1] - rectangle[0]) * np.linalg.norm(rectangle[2] - rectangle[1]))


def _quarter(facing: float) -> float:
    """A direction within 12 degrees of an axis is along it."""
    near = 90.0 * round(facing / 90)
    return float((near if abs(facing - near) < 12 else round(facing)) + 180) % 360 - 180
