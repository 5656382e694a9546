"""Upright oriented boxes: footprints, exact intersection over union, turning errors."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Polygon

from tools.measure.truth import Item
from tools.vocabulary import entry


def footprint(item: Item) -> Polygon:
    """The box's rectangle on the floor, world metres."""
    return Polygon(corners(item)[:4, :2])


def corners(item: Item) -> NDArray[np.float64]:
    """(8, 3) world corners: the four of the underside counter-clockwise, then the four of the top."""
    w, d, h = (s / 2 for s in item.size)
    c, s = math.cos(math.radians(item.yaw_deg)), math.sin(math.radians(item.yaw_deg))
    flat = np.array([(-w, -d), (w, -d), (w, d), (-w, d)]) @ np.array([[c, s], [-s, c]])
    levels = [np.column_stack([flat, np.full(4, z)]) for z in (-h, h)]
    return np.asarray(np.vstack(levels) + item.center)


def box_iou(a: Item, b: Item) -> float:
    """Volume of the intersection over volume of the union, exact for upright boxes."""
    area = footprint(a).intersection(footprint(b)).area
    low = max(a.center[2] - a.size[2] / 2, b.center[2] - b.size[2] / 2)
    high = min(a.center[2] + a.size[2] / 2, b.center[2] + b.size[2] / 2)
    common = area * max(0.0, high - low)
    union = math.prod(a.size) + math.prod(b.size) - common
    return float(common / union) if union > 0 else 0.0


def footprint_iou(a: Item, b: Item) -> float:
    """Area of the footprints' intersection over their union."""
    one, two = footprint(a), footprint(b)
    union = one.union(two).area
    return float(one.intersection(two).area / union) if union > 0 else 0.0


def yaw_error(a: float, b: float, turns: int = 1) -> float:
    """Degrees between two yaws of a thing with that many equal turns; 0 for a round thing (turns 0)."""
    if turns == 0:
        return 0.0
    period = 360.0 / turns
    off = (a - b) % period
    return min(off, period - off)


def size_error(result: Item, truth: Item, *, height: bool = True) -> float:
    """Mean relative error of width, depth and (when it is known) height.

    Things that look alike after a quarter turn may have width and depth exchanged.
    """
    axes = 3 if height else 2
    direct = _relative(result.size, truth.size, axes)
    if entry(truth.category).turns in {0, 4}:
        swapped = (result.size[1], result.size[0], result.size[2])
        return min(direct, _relative(swapped, truth.size, axes))
    return direct


def _relative(a: tuple[float, ...], b: tuple[float, ...], axes: int) -> float:
    return sum(abs(x - y) / y for x, y in zip(a[:axes], b[:axes], strict=True)) / axes
