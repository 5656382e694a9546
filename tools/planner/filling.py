"""Floor on which nothing stands: a group of furniture that people would put there, if the room has one."""

from __future__ import annotations

from collections.abc import Callable

from tools.brief.brief import RoomType
from tools.geometry import Vec2
from tools.planner.livable import AROUND, EMPTY, LOW, emptiest
from tools.planner.rooms import common
from tools.planner.space import Space

PATH = 0.3
"""Metres to each side of somebody walking."""
GROUPS = 3
"""Groups that are tried in one room, at most."""

Group = Callable[[Space, Vec2, float], bool]
"""Puts a group about a point with a radius of free floor in metres; False where it does not fit."""


def fill(space: Space, type: RoomType) -> None:
    """Put groups where the floor is emptiest, as long as one can walk and the room's kind has one."""
    left = list(BY_ROOM.get(type, ()))
    for _ in range(GROUPS):
        ground = [s for s in space.stood.values() if s.mount == "floor" and s.on is None and s.size[2] > LOW]
        radius, middle = emptiest(ground, space.hall)
        if radius <= EMPTY or not left:
            return
        before = {p.id for p in space.pieces}
        for group in list(left):
            left.remove(group)
            made = group(space, (middle.x, middle.y), radius)
            if made and space.walkable(PATH):
                break
            space.take_out({p.id for p in space.pieces} - before)


def reading(space: Space, at: Vec2, radius: float) -> bool:
    """Two armchairs at a small round table on a rug, turned half to each other."""
    if radius < 1.3:
        return False
    table = space.open("side table", margin=0.1, near=at)
    if table is None:
        return False
    common.trinkets(space, table, ["book", "cup", "small plant", "candle"], 2)
    size = space.pick("armchair")
    off = table.size[0] / 2 + 0.16 + size[0] / 2
    chairs = [
        space.by(table, "armchair", (side * off, 0.1), -side * 14.0, size=size, relation="around")
        for side in (-1, 1)
    ]
    if not all(chairs):
        return False
    space.rug([table, *(c for c in chairs if c)], "rug", grow=(0.2, 0.35))
    return True


def table_group(space: Space, at: Vec2, radius: float) -> bool:
    """A table with chairs all round, where there is none."""
    if any(p.category in AROUND for p in space.pieces):
        return False
    big = radius > 1.7
    category = "dining table" if big else "round table"
    table = space.open(category, size=space.pick(category), margin=0.75 if big else 0.55, near=at)
    if table is None:
        return False
    chairs = space.around(table, "dining chair", 6 if big else 4, tuck=0.2 if big else 0.12)
    common.trinkets(space, table, ["vase", "bowl", "fruit", "papers"], 2)
    return len(chairs) >= 2


def meeting(space: Space, at: Vec2, radius: float) -> bool:
    """A table to talk at."""
    table = space.open("round table", margin=0.6, near=at)
    if table is None:
        return False
    chairs = space.around(table, "office chair", 4, tuck=0.05)
    common.trinkets(space, table, ["papers", "cup", "glass"], 2)
    return len(chairs) >= 2


def bench(space: Space, at: Vec2, radius: float) -> bool:
    """A bench for work in the middle, with stools."""
    table = space.open("workbench", size=space.pick("workbench", d=1.2), margin=0.7, near=at)
    if table is None:
        return False
    space.around(table, "stool/lab", 4, tuck=-0.06, back=0.0, sides="ns")
    common.trinkets(space, table, ["bottle", "glass", "papers", "tray"], 3)
    return True


def display(space: Space, at: Vec2, radius: float) -> bool:
    """A table of goods."""
    table = space.open("dining table/display", margin=0.65, near=at)
    if table is None:
        return False
    common.trinkets(space, table, ["folded clothes", "shoes", "bag", "vase", "box"], 3)
    return True


def island(space: Space, at: Vec2, radius: float) -> bool:
    """A kitchen's island with stools."""
    table = space.open("kitchen island", margin=0.8, near=at)
    if table is None:
        return False
    space.around(table, "bar stool", 3, tuck=0.14, sides="n", back=0.1)
    common.trinkets(space, table, ["bowl", "fruit", "vase"], 2)
    return True


def play(space: Space, at: Vec2, radius: float) -> bool:
    """A small table for children on which they draw."""
    table = space.open("desk/children", margin=0.4, near=at)
    if table is None:
        return False
    space.around(table, "stool/children", 2, tuck=0.02, back=0.05)
    common.trinkets(space, table, ["papers", "toy", "pen holder"], 2)
    return True


BY_ROOM: dict[RoomType, tuple[Group, ...]] = {
    "living": (reading, table_group, reading),
    "bedroom": (reading,),
    "dining": (reading,),
    "kitchen": (island, table_group),
    "office": (meeting, reading, meeting),
    "lab": (bench, bench, meeting),
    "shop": (display, display, reading),
    "classroom": (table_group, reading),
    "nursery": (play, reading),
}
"""What is put on empty floor, in the order in which it is tried."""
