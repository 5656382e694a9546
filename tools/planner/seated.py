"""Seats that were asked for go to the tables there are, and tables that one sits around into the open."""

from __future__ import annotations

import math

from tools import vocabulary
from tools.brief.brief import Wanted
from tools.geometry import Vec3
from tools.planner.design import Piece
from tools.planner.livable import AROUND, LOW, emptiest
from tools.planner.space import Space

ISLAND = "kitchen island"
"""What stands as free as a table, for stools and to walk about."""
PLACES: dict[str, tuple[tuple[str, str], ...]] = {
    "dining chair": (*((t, "nsew") for t in AROUND), ("school desk", "s"), ("desk", "s")),
    "folding chair": tuple((t, "nsew") for t in AROUND),
    "high chair": tuple((t, "nsew") for t in AROUND),
    "office chair": (("desk", "s"), ("conference table", "nsew"), ("school desk", "s")),
    "bar stool": (("kitchen island", "nsew"),),
    "stool": (("workbench", "ns"), *((t, "nsew") for t in (*AROUND, "kitchen island"))),
    "armchair": (("coffee table", "nsew"), ("round coffee table", "nsew")),
}
"""Where a seat belongs of which nothing else was said: the table, and its sides (s is its front)."""
MARGINS = (0.8, 0.6)
"""Metres of floor around a table that one sits around."""
A_SEAT, LONGEST = 0.62, 3.4
"""Metres of table's edge a seat, and of the longest table."""
WIDEST = 1.8
"""Metres across the largest round table."""
BETWEEN = 0.14
"""Metres between the chairs at a table's side, at least."""
TUCKS = {"dining chair": 0.2, "office chair": 0.08, "high chair": -0.05, "armchair": -0.35}
"""Metres that a seat is pushed under the edge of its table; stools stand before it."""


def seated(space: Space, category: str, size: Vec3) -> Piece | None:
    """A seat at the table it was asked to be at, else at one with a free place; None where there is none."""
    told = space.wishes.told_of(category)
    named = [r.object for r, own in told if own and r.kind in ("at", "around")]
    others = [r for r, own in told if own and r.kind not in ("at", "around")]
    if category not in PLACES or others or (told and not named):
        return None
    sides = dict(PLACES[category])
    ids = {id for key in named for id in space.wishes.filled.get(key, ())}
    tables = [p for p in space.pieces if (p.id in ids if named else p.category in sides)]
    taken = {t.id: sum(_sits_at(p, t) for p in space.pieces) for t in tables}
    for table in sorted(tables, key=lambda t: taken[t.id]):
        where = sides.get(table.category, "s" if vocabulary.entry(table.category).turns == 1 else "nsew")
        if len(where) == 1 and taken[table.id]:
            continue
        for tuck in (TUCKS.get(category, -0.04), -0.04):
            made = space.around(table, category, 1, tuck=tuck, back=0.1, size=size, sides=where)
            if made:
                return made[0]
    return None


def _sits_at(piece: Piece, table: Piece) -> bool:
    return ("around", table.id) in piece.relations or ("facing", table.id) in piece.relations


def tabled(space: Space, category: str, size: Vec3) -> Piece | None:
    """A table that one sits around, with room for its seats; None where it was asked to be elsewhere."""
    if category not in (*AROUND, ISLAND) or any(own for _, own in space.wishes.told_of(category)):
        return None
    ground = [s for s in space.stood.values() if s.mount == "floor" and s.on is None and s.size[2] > LOW]
    middle = emptiest(ground, space.hall)[1] if ground else None
    near = (float(middle.x), float(middle.y)) if middle is not None else None
    for margin in MARGINS:
        piece = space.open(category, size=size, margin=margin, near=near)
        if piece is not None:
            return piece
    return None


def long_enough(space: Space, category: str, size: Vec3) -> Vec3:
    """A table's size, longer where its share of the chairs asked for needs it and nobody said how long."""
    wanted = space.wishes.following(category)
    if wanted is None or wanted.size[0] is not None:
        return size
    chairs = sum(w.count for w in space.wishes.things if _sits_around(space, w))
    tables = sum(w.count for w in space.wishes.things if w.category in AROUND)
    a_side = -(-(-(-chairs // tables) - 2) // 2)
    sat = [w.category for w in space.wishes.things if _sits_around(space, w) and w.category in TUCKS]
    wide = max((space.pick(name)[0] for name in sat), default=0.0)
    seat = max(A_SEAT, wide + BETWEEN) if wide else A_SEAT
    if category == "round table":
        across = min(WIDEST, max(size[0], round(-(-chairs // tables) * seat / math.pi, 2)))
        return (across, across, size[2])
    return (min(LONGEST, max(size[0], round(a_side * seat + 0.1, 1))), size[1], size[2])


def _sits_around(space: Space, wanted: Wanted) -> bool:
    """Whether a wish is for chairs that go to tables one sits around, and to no desk or bar."""
    if vocabulary.entry(wanted.category).family != "chair":
        return False
    named = [
        space.wishes.brief.wanted(r.object)
        for r, own in space.wishes.relations_of(wanted.key)
        if own and r.kind in ("at", "around")
    ]
    desks = any(w.category == "desk" for w in space.wishes.things)
    if not any(named):
        return wanted.category != "office chair" or not desks
    return any(w is not None and w.category in AROUND for w in named)


def with_seats(space: Space, table: Piece) -> None:
    """The chairs of a table that was put in: its share of those asked for, or the usual ones."""
    if table.category not in AROUND or space.wishes.brief.bare:
        return
    chairs = [w for w in space.wishes.things if vocabulary.entry(w.category).family in ("chair", "stool")]
    if not chairs:
        usual = 4 if table.category != "conference table" else 6
        space.around(table, "dining chair", usual)
        return
    wanted = space.wishes.following("dining chair") or space.wishes.following("office chair")
    told = [r for r, own in space.wishes.relations_of(wanted.key) if own] if wanted else []
    if wanted is None or any(r.kind not in ("at", "around") for r in told):
        return
    tables = sum(w.count for w in space.wishes.things if w.category in AROUND)
    share = -(-wanted.count // max(1, tables))
    space.around(table, wanted.category, share, tuck=TUCKS.get(wanted.category, 0.0))
