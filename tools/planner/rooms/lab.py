"""A laboratory: benches along the walls and in the middle, instruments, stools, storage."""

from __future__ import annotations

from tools.planner.design import Piece
from tools.planner.rooms import common
from tools.planner.space import DoesNotFit, Space

THINGS = ["bottle", "jar", "glass", "tray", "papers", "pen holder", "box", "medical device"]


def furnish(s: Space) -> None:
    """Furnish an empty laboratory."""
    benches: list[Piece] = []
    desks = not s.wishes.brief.says_nothing and s.wishes.count("desk", 0) > 1
    if desks:  # a room of desks: what people work at there
        s.asked()
    for _ in range(s.rng.randint(2, 4) if not desks else 1):
        bench = s.against("workbench", front=0.9, prefer="any")
        if bench is not None:
            benches.append(bench)
    island = s.open("workbench", size=s.pick("workbench", d=1.2), margin=0.95) if not desks else None
    if island is not None:
        benches.append(island)
        s.around(island, "stool/lab", s.rng.randint(2, 4), tuck=-0.06, back=0.0, sides="ns")
    if not benches and not desks:
        raise DoesNotFit("workbench")
    for bench in benches:
        if bench is not island:
            _stool(s, bench)
        if s.chance(0.45):
            s.on(bench, "monitor", yaw=0.0, edge=0.06)
            s.on(bench, "keyboard", yaw=0.0, edge=0.06)
        if s.chance(0.4):
            s.on(bench, "medical device", yaw=0.0, edge=0.06)
        for _ in range(s.rng.randint(2, 4)):
            common.trinkets(s, bench, THINGS[:-1], 2)
    s.asked()
    for category, often in (
        ("refrigerator", 0.6),
        ("server rack", 0.4),
        ("cabinet/tall", 0.9),
        ("sink", 0.8),
    ):
        s.against(category, front=0.7, prefer="corner") if s.chance(often) else None
    for _ in range(s.rng.randint(1, 2)):
        s.against("bookshelf/metal", front=0.6)
    desk = s.against("desk", front=0.9, prefer="corner") if s.area > 26 and not desks else None
    if desk is not None:
        common.desk_set(s, desk)
    s.corner("trash can")
    s.hang("whiteboard", 0.95) if s.chance(0.7) else None
    s.hang("wall clock", 1.9)
    common.ceiling(s, rows=True)


def _stool(s: Space, bench: Piece) -> None:
    size = s.pick("stool/lab")
    off = -(bench.size[1] / 2 + size[1] / 2 + 0.06)
    s.by(bench, "stool/lab", (s.rng.uniform(-0.4, 0.4), off), size=size, ignore={bench.id}, relation="beside")
