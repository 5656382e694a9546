"""A classroom: rows of desks facing a board, the teacher's desk before it."""

from __future__ import annotations

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
    placed, off = 0, 2.45
    while off < 9.0 and placed < 28:
        along, column = 0.75 + desk[0] / 2, 0
        while along < front.length - 0.5:
            at = front.at(along, off)
            if s.stands("school desk", at, desk, front.facing + 180, 0.0):
                table = s.add("school desk", at, desk, front.facing + 180)
                seat = front.at(along, off + desk[1] / 2 + chair[1] / 2 - 0.14)
                if s.free_for(seat, chair, front.facing + 180, ignore={table.id}):
                    s.add(
                        "dining chair/school", seat, chair, front.facing + 180, relation=("facing", table.id)
                    )
                placed += 1
                if s.chance(0.4):
                    common.trinkets(
                        s, table, ["book", "papers", "pen holder", "book stack"], s.rng.randint(1, 2)
                    )
            column += 1
            along += across + (0.6 if double and column % 2 == 0 else 0.0)
        off += deep
    return placed
