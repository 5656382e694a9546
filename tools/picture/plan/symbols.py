"""What is drawn in and beside the gaps of walls: doors with leaf and arc, windows, plain openings."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask
from tools.picture.plan.gaps import Gap, glazing
from tools.picture.plan.rooms import Enclosed

Array = NDArray[np.float64]

ARC = 0.62
"""Share of a door's arc that has to be drawn."""
LEAF = 0.75
"""Share of a door's leaf that has to be drawn where its arc is broken."""


TURNS = (90, 86, 75, 60, 45, 30)
"""Degrees that leaves are drawn open."""


class Door(NamedTuple):
    """A leaf and its arc.

    Attributes:
        hinges: the ends it hangs on: 0 at the gap's start, 1 at its end, both for two leaves.
        side: +1 when it opens towards `gap.across`, -1 away from it.
        score: share of it that is drawn, 0 to 1.
    """

    hinges: tuple[int, ...]
    side: int
    score: float


class Hole(NamedTuple):
    """A gap with its meaning.

    Attributes:
        gap: where.
        kind: door, window or a plain opening.
        door: its leaf, when one is drawn.
        sides: numbers of the cells before and behind it (towards `across` first); 0 for outside.
    """

    gap: Gap
    kind: Literal["door", "window", "opening"]
    door: Door | None
    sides: tuple[int, int]


def read_holes(gaps: list[Gap], ink: Mask, walls: Mask, enclosed: Enclosed) -> list[Hole]:
    """The gaps that let out of a room, each with its kind."""
    near = cv2.dilate((ink & ~walls).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    found = []
    for gap in gaps:
        sides = (_cell(enclosed, gap, 1), _cell(enclosed, gap, -1))
        if sides[0] == sides[1]:
            continue
        door = find_door(gap, near)
        lines = glazing(gap, ink)
        kind: Literal["door", "window", "opening"]
        if door is not None and (lines < 2 or door.score > 0.8):
            kind = "door"
        elif lines >= 2 or (lines == 1 and 0 in sides):
            kind, door = "window", None
        else:
            kind, door = "opening", None
        found.append(Hole(gap, kind, door, sides))
    return found


def _cell(enclosed: Enclosed, gap: Gap, side: int) -> int:
    """The cell that lies beside a gap."""
    for far in (0.5, 0.8, 1.2):
        place = (gap.start + gap.end) / 2 + side * gap.across * (gap.thickness * far + 3)
        x, y = (int(v) for v in place)
        if 0 <= y < enclosed.labels.shape[0] and 0 <= x < enclosed.labels.shape[1] and enclosed.labels[y, x]:
            return int(enclosed.labels[y, x])
    return 0


def find_door(gap: Gap, ink: Mask) -> Door | None:
    """The leaf and arc beside a gap, if they are drawn."""
    best: Door | None = None
    for side in (1, -1):
        single = [_swing(gap, hinge, side, 1.0, ink) for hinge in (0, 1)]
        double = [_swing(gap, hinge, side, 0.5, ink) for hinge in (0, 1)]
        options = [Door((hinge,), side, single[hinge]) for hinge in (0, 1)]
        options.append(Door((0, 1), side, min(double)))
        for option in options:
            if best is None or option.score > best.score + 1e-9:
                best = option
    return best if best is not None and best.score > 0 else None


def _swing(gap: Gap, hinge: int, side: int, share: float, ink: Mask) -> float:
    """How much of a quarter circle and a leaf hangs on one end of a gap; 0 when too little is drawn."""
    base, along = (gap.start, gap.along) if hinge == 0 else (gap.end, -gap.along)
    out = side * gap.across
    best = 0.0
    angles = np.radians(np.arange(14, 81, 3.0))
    for depth in (-0.5, 0.0, 0.5):
        pivot = base + out * depth * gap.thickness
        for radius in np.linspace(0.84, 1.12, 15) * gap.width * share:
            arc = pivot + radius * (np.cos(angles)[:, None] * along + np.sin(angles)[:, None] * out)
            drawn = _drawn(arc, ink)
            if drawn < 0.4:
                continue
            leaf = max(_leaf(pivot, along, out, radius, math.radians(t), ink) for t in TURNS)
            if drawn >= ARC or (leaf >= LEAF and drawn >= 0.45):
                best = max(best, 0.7 * drawn + 0.3 * leaf)
    return best


def _leaf(pivot: Array, along: Array, out: Array, radius: float, turn: float, ink: Mask) -> float:
    direction = math.cos(turn) * along + math.sin(turn) * out
    places = np.linspace(0.25, 0.95, 24)[:, None] * radius * direction
    return max(_drawn(pivot + shift * along + places, ink) for shift in (-3.0, -1.5, 0.0, 1.5, 3.0))


def _drawn(points: Array, ink: Mask) -> float:
    at = np.floor(points).astype(int)
    inside = (at >= 0).all(1) & (at[:, 0] < ink.shape[1]) & (at[:, 1] < ink.shape[0])
    if not inside.all():
        return 0.0
    return float(ink[at[:, 1], at[:, 0]].mean())


def sweep(hole: Hole, shape: tuple[int, int]) -> Mask:
    """The pixels that a door's leaf sweeps over, its strokes with them."""
    drawn = np.zeros(shape, np.uint8)
    if hole.door is not None:
        gap, out = hole.gap, hole.door.side * hole.gap.across
        reach = gap.width * (1.12 if len(hole.door.hinges) == 1 else 0.62) + gap.thickness
        corners = np.array([gap.start, gap.end, gap.end + out * reach, gap.start + out * reach])
        cv2.fillConvexPoly(drawn, np.rint(corners).astype(np.int32), (1,))
        drawn = np.asarray(cv2.dilate(drawn, np.ones((7, 7), np.uint8)), np.uint8)
    return np.asarray(drawn > 0)
