"""Where walls stop, and where they stick out: on the contours of their pixels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask
from tools.picture.plan.outlines import without_straight

Array = NDArray[np.float64]

ENDS = (0.12, 2.3)
"""Times the walls' thickness that the short side at a wall's end may be long: inner walls are thinner."""
SQUARE = 40.0
"""Degrees by which the corners at a wall's end may be off a right angle."""
WHOLE = 1.3
"""Times as long as what was taken for an end before that one in its place must be to be the whole of it."""
SIDE = 1.5
"""Times an end's length from which the wall's side is long enough to give its direction."""
FINE, COARSE = 3.0, 0.25
"""Pixels, and part of the thickness, that a contour is smoothed by: for thin walls, and for ragged ends."""


class End(NamedTuple):
    """The short side at a wall's end: its middle, the direction it looks in, its length, its two corners."""

    middle: Array
    looks: Array
    length: float
    ends: Array


class _Traced(NamedTuple):
    """A contour's corners, the unit vectors and lengths of its sides, and how far it turns at each corner.

    Turns are degrees, positive where the wall sticks out; `sense` is the sign of its direction.
    """

    line: Array
    unit: Array
    length: Array
    turn: Array
    sense: float


def _traced(walls: Mask, slack: float, least: float) -> Iterator[_Traced]:
    """Contours of at least `least` pixels, smoothed by `slack` pixels."""
    contours, _ = cv2.findContours(walls.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    outer = max(contours, key=cv2.contourArea, default=None)
    if outer is None:
        return
    sense = float(np.sign(cv2.contourArea(outer, oriented=True))) or 1.0
    for contour in contours:
        if len(contour) < least:
            continue
        line = cv2.approxPolyDP(contour, slack, True).reshape(-1, 2).astype(float)
        line = without_straight(line, slack)  # a closed contour begins somewhere, in the middle of a side too
        if len(line) < 4:
            continue
        sides = np.roll(line, -1, axis=0) - line
        length = np.linalg.norm(sides, axis=1)
        unit = sides / np.maximum(length, 1e-9)[:, None]
        before = np.roll(unit, 1, axis=0)
        cross, dot = before[:, 0] * unit[:, 1] - before[:, 1] * unit[:, 0], (before * unit).sum(1)
        yield _Traced(line, unit, length, sense * np.degrees(np.arctan2(cross, dot)), sense)


def _slacks(thickness: float) -> tuple[float, float, float]:
    return min(max(1.2, 0.16 * thickness), FINE), max(FINE, COARSE * thickness), 2 * COARSE * thickness


def corners_of(walls: Mask, thickness: float) -> Array:
    """Where walls stick out: corners (n, 2), pixels."""
    found = [
        trace.line[trace.turn > 90 - SQUARE] + 0.5 for trace in _traced(walls, _slacks(thickness)[0], 1.0)
    ]
    return np.vstack(found) if found else np.empty((0, 2))


def wall_ends(walls: Mask, thickness: float) -> list[End]:
    """Short sides between two corners that stick out: where walls stop."""
    ends: list[End] = []
    for slack in _slacks(thickness):
        for trace in _traced(walls, slack, 3 * thickness):
            for end in _ends(trace, thickness):
                near = [
                    e
                    for e in ends
                    if np.linalg.norm(end.middle - e.middle) <= 0.5 * max(end.length, e.length)
                ]
                if near and end.length < WHOLE * max(e.length for e in near):
                    continue
                # a part of an end, beside the stub of a pane's line, gives way to the whole
                ends = [e for e in ends if not any(e is other for other in near)] + [end]
    return ends


def _ends(trace: _Traced, thickness: float) -> Iterator[End]:
    for i in range(len(trace.line)):
        j = (i + 1) % len(trace.line)
        # contour points are pixel centres: a side is a pixel longer than its points say
        long = float(trace.length[i]) + 1
        if not max(4.0, ENDS[0] * thickness) <= long <= ENDS[1] * thickness:
            continue
        if abs(trace.turn[i] - 90) > SQUARE or abs(trace.turn[j] - 90) > SQUARE:
            continue
        # a wall runs away from its end: what is longer than its neighbours is its side
        beside = trace.length[i - 1], trace.length[j]
        if min(beside) < 0.1 * long or max(beside) < 0.9 * long:
            continue
        looks = trace.sense * np.array([trace.unit[i][1], -trace.unit[i][0]])
        if max(beside) > SIDE * long:  # a wall's long side says better which way it runs than its ragged end
            runs = trace.unit[i - 1] if beside[0] >= beside[1] else -trace.unit[j]
            looks = runs if float(runs @ looks) > 0.9 else looks
        both = np.array([trace.line[i], trace.line[j]]) + 0.5
        yield End(both.mean(0), looks, long, both)
