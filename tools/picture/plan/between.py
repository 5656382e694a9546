"""Walls between rooms, and stubs of wall inside one: as lines with a thickness."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask
from tools.picture.plan.rooms import Enclosed

Array = NDArray[np.float64]

PARALLEL = 0.985
"""Cosine of the angle within which two sides face each other."""


ACROSS, MEETS = 0.5, 1.6
"""Sine of the angle from which two walls meet, and the times its thickness from the middle of one within
which the other's end belongs to it."""


class Divider(NamedTuple):
    """A wall inside: its middle line and thickness, pixels of the working drawing."""

    start: Array
    end: Array
    thickness: float


def find_dividers(enclosed: Enclosed, walls: Mask, thickness: float) -> list[Divider]:
    """Walls that two rooms share, joined where they run on, and stubs that stand in a room."""
    shared: list[Divider] = []
    for i, one in enumerate(enclosed.cells):
        for other in enclosed.cells[i + 1 :]:
            shared += _shared(one.corners, other.corners, 2.4 * thickness, thickness)
    joined = _meeting(_joined(shared, thickness))
    stubs = [stub for stub in _stubs(enclosed, walls, thickness) if not _covered(stub, joined, thickness)]
    return _joined(joined + stubs, thickness) if stubs else joined


def _shared(one: Array, other: Array, most: float, least: float) -> list[Divider]:
    found = []
    for a, b in zip(one, np.roll(one, -1, axis=0), strict=True):
        length = float(np.linalg.norm(b - a))
        if length < least:
            continue
        along = (b - a) / length
        aside = np.array([-along[1], along[0]])
        for c, d in zip(other, np.roll(other, -1, axis=0), strict=True):
            side = (d - c) / max(float(np.linalg.norm(d - c)), 1e-9)
            if float(side @ along) > -PARALLEL:
                continue
            off = float(((c + d) / 2 - a) @ aside)
            places = sorted((float((c - a) @ along), float((d - a) @ along)))
            low, high = max(0.0, places[0]), min(length, places[1])
            if not 1.0 < abs(off) < most or high - low < least:
                continue
            middle = a + aside * off / 2
            found.append(Divider(middle + along * low, middle + along * high, abs(off)))
    return found


def _joined(lines: list[Divider], thickness: float) -> list[Divider]:
    """Lines that are pieces of one wall made one."""
    rest, done = sorted(lines, key=lambda d: -float(np.linalg.norm(d.end - d.start))), []
    while rest:
        line = rest.pop(0)
        grown = True
        while grown:
            grown = False
            along = (line.end - line.start) / max(float(np.linalg.norm(line.end - line.start)), 1e-9)
            aside = np.array([-along[1], along[0]])
            for i, other in enumerate(rest):
                ends = [float((p - line.start) @ along) for p in (other.start, other.end)]
                offs = [abs(float((p - line.start) @ aside)) for p in (other.start, other.end)]
                length = float(np.linalg.norm(line.end - line.start))
                apart = max(min(ends) - length, -max(ends))
                if max(offs) < 0.6 * thickness and apart < 2.2 * thickness:
                    low, high = min(0.0, *ends), max(length, *ends)
                    line = Divider(
                        line.start + along * low,
                        line.start + along * high,
                        min(line.thickness, other.thickness),
                    )
                    del rest[i]
                    grown = True
                    break
        done.append(line)
    return done


def _meeting(lines: list[Divider]) -> list[Divider]:
    """Walls whose ends all but touch another wall, made to reach it; at a corner, to its far side."""
    moved = list(lines)
    for i, line in enumerate(lines):
        ends = [line.start, line.end]
        along = (line.end - line.start) / max(float(np.linalg.norm(line.end - line.start)), 1e-9)
        for k, out in ((0, -along), (1, along)):
            for other in (o for j, o in enumerate(lines) if j != i):
                length = float(np.linalg.norm(other.end - other.start))
                way = (other.end - other.start) / max(length, 1e-9)
                aside = np.array([-way[1], way[0]])
                slope = float(out @ aside)
                if abs(slope) < ACROSS:
                    continue
                far = float((other.start - ends[k]) @ aside) / slope
                place = float((ends[k] + out * far - other.start) @ way)
                reach = MEETS * other.thickness
                if abs(far) > reach or not -reach < place < length + reach:
                    continue
                corner = min(place, length - place) < reach
                ends[k] = ends[k] + out * (far + (other.thickness / 2 if corner else 0.0))
                break
        moved[i] = Divider(ends[0], ends[1], line.thickness)
    return moved


def _stubs(enclosed: Enclosed, walls: Mask, thickness: float) -> list[Divider]:
    found = []
    for number in range(1, len(enclosed.cells) + 1):
        inside = (walls & (enclosed.labels == number)).astype(np.uint8)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
        for i in range(1, count):
            if stats[i, cv2.CC_STAT_AREA] < 1.5 * thickness**2:
                continue
            points = np.argwhere(labels == i)[:, ::-1].astype(np.float32) + 0.5
            middle, (w, h), turn = cv2.minAreaRect(points)
            long, short = max(w, h) + 1, min(w, h) + 1
            if long < 2 * thickness or short > 1.7 * thickness or points.shape[0] < 0.6 * long * short:
                continue
            turned = np.radians(turn if w >= h else turn + 90)
            reach = np.array([np.cos(turned), np.sin(turned)]) * long / 2
            found.append(Divider(np.array(middle) - reach, np.array(middle) + reach, float(short)))
    return found


def _covered(stub: Divider, lines: list[Divider], thickness: float) -> bool:
    middle = (stub.start + stub.end) / 2
    for line in lines:
        length = float(np.linalg.norm(line.end - line.start))
        along = (line.end - line.start) / max(length, 1e-9)
        place, off = float((middle - line.start) @ along), middle - line.start
        if (
            -thickness < place < length + thickness
            and abs(float(off @ np.array([-along[1], along[0]]))) < thickness
        ):
            return True
    return False
