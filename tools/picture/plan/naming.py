"""What furniture symbols mean: by shape and size first, then by what stands beside them and in which room."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from tools.picture.plan.furniture import Symbol, name_of, sides_of

BESIDE = 0.35
"""Metres between a bed and its nightstand, or a table and its chairs, at most."""
SEAT, STAND = (0.3, 0.65), (0.28, 0.7)
"""Metres that the sides of chairs and nightstands are drawn long."""
TABLE, DESK = ((0.7, 3.2), (0.6, 1.4)), ((0.9, 2.0), (0.45, 0.9))
"""Longer and shorter side of tables and desks, metres."""
WET = frozenset({"bath", "bathroom", "wc", "toilet", "shower", "ensuite", "bad"})
KITCHEN = frozenset({"kitchen", "küche", "kitchenette"})
LIVING = frozenset({"living", "lounge", "wohnzimmer"})
BATHS = (
    ("bathtub", (1.4, 1.95), (0.6, 0.95), 0.6),
    ("shower", (0.72, 1.2), (0.72, 1.0), 0.5),
    ("toilet", (0.52, 0.82), (0.3, 0.48), 0.5),
    ("sink", (0.35, 1.0), (0.28, 0.6), 0.45),
)
"""In a bathroom: category, longer side, shorter side (metres), confidence."""
COFFEE, BEFORE = ((0.6, 1.5), (0.4, 0.9)), 1.1
"""Sides of a coffee table, and how far from its sofa it stands at most, metres."""
COUNTER = ((1.2, 6.0), (0.5, 0.75))
SOFA = ((1.4, 2.8), (0.75, 1.15))


class Called(NamedTuple):
    """What a symbol is taken for.

    Attributes:
        category: a name of the vocabulary; "unknown" where nothing tells.
        facing: degrees on the drawing as `ThingMark.facing`; None: unknown.
        sure: 0 to 1.
    """

    category: str
    facing: float | None
    sure: float


def names_of(symbols: Sequence[Symbol], metres: float, rooms: Mapping[int, str]) -> list[Called]:
    """What each symbol is.

    Args:
        symbols: as found.
        metres: metres a pixel of the working drawing.
        rooms: names that are written, by number of the cell.
    """
    names = [Called(*name_of(symbol, metres)) for symbol in symbols]
    for i, symbol in enumerate(symbols):
        if names[i].category == "unknown":
            names[i] = _in_room(symbol, metres, rooms.get(symbol.cell, "")) or names[i]
    for i, symbol in enumerate(symbols):
        free = [
            j for j, other in enumerate(symbols)
            if j != i and names[j].category == "unknown" and apart(symbol, other) * metres < BESIDE
        ]  # fmt: skip
        if names[i].category == "bed":
            facing = names[i].facing
            for j in free:
                if _within(symbols[j], metres, STAND, STAND) and _at_head(symbols[j], symbol, facing):
                    names[j] = Called("nightstand", facing, 0.6)
            continue
        if names[i].category == "sofa":
            near = [
                j for j, other in enumerate(symbols)
                if names[j].category == "unknown" and apart(symbol, other) * metres < BEFORE
            ]  # fmt: skip
            for j in near:
                if _within(symbols[j], metres, *COFFEE):
                    names[j] = Called("coffee table", None, 0.5)
            continue
        seats = [j for j in free if _within(symbols[j], metres, SEAT, SEAT)]
        table = _table(symbol, names[i].category, metres, len(seats))
        if table is None:
            continue
        names[i] = table
        chair = "office chair" if table.category == "desk" else "dining chair"
        for j in seats:
            names[j] = Called(chair, _towards(symbols[j], symbol), 0.55)
    return names


def _in_room(symbol: Symbol, metres: float, room: str) -> Called | None:
    """What a symbol is by its size and the name of its room."""
    words = {*room.replace("/", " ").split()}
    if words & WET:
        for category, long, short, sure in BATHS:
            if _within(symbol, metres, long, short):
                return Called(category, None, sure)
    if words & KITCHEN and _within(symbol, metres, *COUNTER):
        return Called("kitchen counter", None, 0.5)
    if (len(symbol.inner) >= 3 or words & LIVING) and _within(symbol, metres, *SOFA):
        return Called("sofa", None, 0.5 if len(symbol.inner) >= 3 else 0.4)
    if symbol.round and _within(symbol, metres, (0.25, 0.5), (0.25, 0.5)):
        return Called("stool", None, 0.4)
    return None


def _table(symbol: Symbol, category: str, metres: float, seats: int) -> Called | None:
    """The table that so many chairs stand at; None where it is none."""
    if category == "round table":
        return Called(category, None, 0.75) if seats else None
    if category != "unknown" or not seats:
        return None
    if seats == 1 and _within(symbol, metres, *DESK):
        return Called("desk", None, 0.5)
    if seats > 1 and _within(symbol, metres, *TABLE):
        return Called("dining table", None, 0.65)
    return None


def _within(symbol: Symbol, metres: float, long: tuple[float, float], short: tuple[float, float]) -> bool:
    longer, shorter = (side * metres for side in sides_of(symbol))
    return long[0] <= longer <= long[1] and short[0] <= shorter <= short[1]


def apart(one: Symbol, other: Symbol) -> float:
    """Pixels between two symbols' boxes; infinite from room to room."""
    if one.cell != other.cell:
        return math.inf
    (a0, b0, a1, b1), (c0, d0, c1, d1) = one.box, other.box
    return math.hypot(max(c0 - a1, a0 - c1, 0.0), max(d0 - b1, b0 - d1, 0.0))


def _at_head(stand: Symbol, bed: Symbol, facing: float | None) -> bool:
    """Whether it stands beside the half of a bed where one's head lies."""
    if facing is None:
        return True
    turn = math.radians(facing)
    front = np.array([math.sin(turn), math.cos(turn)])  # y runs down, and 0 looks down
    return float((stand.outline.mean(0) - bed.outline.mean(0)) @ front) < 0


def _towards(seat: Symbol, table: Symbol) -> float:
    """The direction from a chair to its table, along an axis."""
    x, y = (table.outline.mean(0) - seat.outline.mean(0)).tolist()
    (a0, b0, a1, b1), (c0, d0, c1, d1) = seat.box, table.box
    beside, over = max(c0 - a1, a0 - c1), max(d0 - b1, b0 - d1)
    if beside > over:
        return 90.0 if x > 0 else -90.0
    return 0.0 if y > 0 else 180.0
