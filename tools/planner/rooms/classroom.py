"""A classroom: rows of desks facing a board, the teacher's desk before it."""

from __future__ import annotations

from collections.abc import Iterator

from tools.geometry import Vec2, Vec3
from tools.planner.design import Piece
from tools.planner.rooms import common
from tools.planner.space import DoesNotFit, Space
from tools.planner.walls import Stretch


def furnish(s: Space) -> None:
    """Furnish an empty classroom."""
    fronts = [w for w in s.walls if w.length > 3.2 and not any(h.kind == "window" for h in w.holes)]
    fronts = fronts or [w for w in s.walls if w.length > 3.2]
    if not fronts:
        raise DoesNotFit("whiteboard")
    front = s.rng.choice(fronts)
    board = s.hang("whiteboard/wide", 0.85, wall=front, prefer="middle", front=0.2)
    if board is None:
        raise DoesNotFit("whiteboard")
    teacher = _teacher(s, front)
    rows = _rows(s, front)
    if rows < 6 and s.wishes.brief.says_nothing:
        raise DoesNotFit("school desks")
    s.asked()
    for _ in range(s.rng.randint(1, 3)):
        shelf = s.against("bookshelf", front=0.4, prefer="corner")
        if shelf is not None and shelf.size[2] < 1.3:
            common.trinkets(s, shelf, ["book stack", "small plant", "box"], 2)
    s.against("cabinet", front=0.4) if s.chance(0.6) else None
    s.corner("trash can")
    s.hang("wall clock", 2.05, prefer="any")
    common.greenery(s, s.rng.randint(0, 2))
    common.wall_art(s, s.rng.randint(1, 4), [])
    if teacher is not None:
        common.desk_set(s, teacher, "office chair")
    common.ceiling(s, rows=True)


def _teacher(s: Space, front: Stretch) -> Piece | None:
    """The teacher's desk, standing off the board and facing the class."""
    size = s.pick("desk")
    for share in (s.rng.choice([0.2, 0.8]), 0.5, 0.8, 0.2):
        along = max(size[0] / 2 + 0.1, min(front.length - size[0] / 2 - 0.1, share * front.length))
        at = front.at(along, 1.25 + size[1] / 2)
        if s.stands("desk", at, size, front.facing + 180, 0.0):
            return s.add("desk", at, size, front.facing + 180)
    return None


def _rows(s: Space, front: Stretch) -> int:
    """Desks in rows, every one turned to the board; returns how many stand."""
    desk, chair = s.pick("school desk"), s.pick("dining chair/school")
    double = s.chance(0.5)
    across = desk[0] + 0.02 if double else desk[0] + s.rng.uniform(0.4, 0.6)
    deep = s.rng.uniform(1.15, 1.35)
    placed, off = 0, FIRST
    told = not s.wishes.brief.says_nothing
    most = s.wishes.count("school desk", MOST) if told else MOST
    places = list(_columns(front, desk[0], across, double=double))
    if told:
        x0, y0, x1, y1 = s.polygon.bounds
        rows = max(1, int(((x1 - x0 if abs(front.normal[0]) > 0.7 else y1 - y0) - FIRST - BACK) / deep) + 1)
        places = _centred(places[: max(1, min(len(places), -(-most // rows)))], front)
    while off < 9.0 and placed < (most if told else MOST):
        for along in places:
            at = front.at(along, off)
            if told and (placed >= most or not s.free_for(*_seat(front, along, off, desk, chair))):
                continue
            if s.stands("school desk", at, desk, front.facing + 180, 0.0):
                table = s.add("school desk", at, desk, front.facing + 180)
                seat, _, yaw = _seat(front, along, off, desk, chair)
                if s.free_for(seat, chair, yaw, ignore={table.id}):
                    s.add("dining chair/school", seat, chair, yaw, relation=("facing", table.id))
                placed += 1
                if s.chance(0.4):
                    common.trinkets(
                        s, table, ["book", "papers", "pen holder", "book stack"], s.rng.randint(1, 2)
                    )
        off += deep
    return placed


FIRST, BACK, MOST = 2.45, 0.9, 28
"""Metres from the board to the first row and from the last one to the wall; desks at most."""


def _columns(front: Stretch, wide: float, across: float, *, double: bool) -> Iterator[float]:
    """Metres along the front of each column of desks, those in pairs with a way between."""
    along, column = 0.75 + wide / 2, 0
    while along < front.length - 0.5:
        yield along
        column += 1
        along += across + (0.6 if double and column % 2 == 0 else 0.0)


def _centred(places: list[float], front: Stretch) -> list[float]:
    """The same columns in the middle of the room."""
    off = front.length / 2 - (places[0] + places[-1]) / 2
    return [along + off for along in places]


def _seat(front: Stretch, along: float, off: float, desk: Vec3, chair: Vec3) -> tuple[Vec2, Vec3, float]:
    """Where the chair of a desk stands: middle, size and yaw."""
    return front.at(along, off + desk[1] / 2 + chair[1] / 2 - 0.14), chair, front.facing + 180
