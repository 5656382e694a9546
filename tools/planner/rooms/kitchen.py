"""A kitchen: a run of counters with stove, sink and refrigerator, an island or a table."""

from __future__ import annotations

from itertools import pairwise

from tools.planner.design import Piece
from tools.planner.occupancy import Keep
from tools.planner.rooms import common
from tools.planner.seated import long_enough
from tools.planner.space import DoesNotFit, Space
from tools.planner.walls import Stretch

WORKTOP = [
    "toaster",
    "coffee machine",
    "microwave",
    "cutting board",
    "jar",
    "bottle",
    "blender",
    "bowl",
    "teapot",
    "fruit",
]

OFF_GRID = 0.04
"""Metres that a counter is wider than whole modules: half of a run's joints then share no cells of 5 cm."""
JOINT, VENT = 0.004, 0.055
"""Metres between two units, and beside a refrigerator, which needs air."""


def furnish(s: Space) -> None:
    """Furnish an empty kitchen."""
    runs = [w for w in sorted(s.walls, key=lambda w: -_clear_length(w)) if _clear_length(w) >= 2.4]
    if not runs:
        raise DoesNotFit("kitchen counter")
    units = ["refrigerator", "kitchen counter", "stove", "kitchen counter", "dishwasher"]
    told = not s.wishes.brief.says_nothing
    if told and s.wishes.following("dishwasher") is None and s.chance(0.5):
        units.remove("dishwasher")
    first = _run(s, runs[0], units, vent=VENT if told else JOINT)
    if len(first) < 3:
        raise DoesNotFit("kitchen counter")
    if len(runs) > 1 and s.chance(0.6):
        _run(s, runs[1], ["kitchen counter", "kitchen counter"])
    _wall_units(s, first)
    tops = [p for p in s.pieces if p.category == "kitchen counter"]
    for top in tops[:1]:
        s.on(top, "kitchen sink", (0.0, 0.02), yaw=0.0, edge=0.0)
    for top in tops:
        common.trinkets(s, top, WORKTOP, s.rng.randint(1, 3))
    for piece in first:
        if piece.category == "stove":
            s.on(piece, "pan", (s.rng.choice([-0.13, 0.13]), -0.06), yaw=s.rng.uniform(-20, 20))
    centre = _centre(s)
    s.asked()
    s.corner("trash can") if s.chance(0.6) else None
    common.greenery(s, s.rng.randint(0, 1))
    common.wall_art(s, s.rng.randint(0, 1), [])
    s.hang("wall clock", 1.75, prefer="middle") if s.chance(0.7) else None
    common.ceiling(s, "pendant lamp" if centre else "ceiling lamp", centre.at if centre else None)


def open_to(s: Space) -> None:
    """A kitchen along one wall of a room that people live in, with a table between the two.

    What it takes of the floor is kept free of the rest of the room's furniture.
    """
    runs = [w for w in sorted(s.walls, key=lambda w: w.length) if _clear_length(w) >= LEAST_RUN]
    units = ["refrigerator", "kitchen counter", "stove", "kitchen counter", "dishwasher", "kitchen counter"]
    for wall in runs:
        run = _run(s, wall, units, vent=VENT)
        if len(run) >= WHOLE_RUN:
            break
        s.take_out({p.id for p in run})
    else:
        raise DoesNotFit("kitchen counter")
    _wall_units(s, run)
    tops = [p for p in run if p.category == "kitchen counter"]
    s.on(tops[0], "kitchen sink", (0.0, 0.02), yaw=0.0, edge=0.0)
    for top in tops[1:]:
        common.trinkets(s, top, WORKTOP, 2)
    ends = [wall.place_of(p.at)[0] + side * p.size[0] / 2 for p in run for side in (-1, 1)]
    low, high = max(0.0, min(ends) - 0.3), min(wall.length, max(ends) + 0.3)
    middle = wall.at((low + high) / 2, OPEN_DEEP + 0.5)
    kind = s.wishes.instead("dining table")
    table = s.open(kind, size=long_enough(s, kind, s.pick(kind)), margin=0.6, near=middle, yaw=wall.facing)
    if table is not None:
        seats = s.wishes.count("dining chair", 4)
        chairs = s.around(table, "dining chair", seats)
        common.lay_table(s, table, chairs[:4])
        s.overhead("pendant lamp", table.at)
    s.part = wall.area(low, high, 0.0, OPEN_DEEP)
    s.keeps.append(Keep(s.part, frozenset({"kitchen"})))


WHOLE_RUN = 4
"""Units that make a kitchen: refrigerator, stove and a worktop at each side of it."""
LEAST_RUN = 3.0
"""Metres of wall that an open kitchen needs."""
OPEN_DEEP = 1.7
"""Metres from the wall that it takes: the units, and room to work before them."""


def _clear_length(wall: Stretch) -> float:
    """The longest stretch without a door, metres."""
    stops = [0.0, wall.length]
    for hole in wall.holes:
        if hole.kind != "window":
            at = wall.local(hole)
            stops += [at - hole.width / 2 - 0.1, at + hole.width / 2 + 0.1]
    stops.sort()
    return max((b - a for a, b in pairwise(stops)), default=0.0)


def _run(s: Space, wall: Stretch, units: list[str], vent: float = JOINT) -> list[Piece]:
    """Units side by side along a wall, from one end or the other; `vent` metres beside a refrigerator."""
    placed: list[Piece] = []
    along, forward = 0.04, s.chance(0.5)
    for unit in units:
        fixed = {"d": 0.6} if unit != "refrigerator" else {}
        size = s.pick(unit, **fixed)
        if unit == "kitchen counter" and not s.wishes.brief.says_nothing and s.wishes.following(unit) is None:
            size = (round(size[0] + OFF_GRID, 2), size[1], size[2])
        for _ in range(12):
            if along + size[0] > wall.length - 0.02:
                break
            centre = along + size[0] / 2 if forward else wall.length - along - size[0] / 2
            at = wall.at(centre, size[1] / 2 + 0.02)
            if not s.stands(unit, at, size, wall.facing, 0.8) or s.blocks_window(wall, centre, size):
                along += 0.15
                continue
            placed.append(s.add(unit, at, size, wall.facing, relation=("against", str(wall.name))))
            s.keep_front(placed[-1], 0.8)
            along += size[0] + (vent if unit == "refrigerator" else JOINT)
            break
    return placed


def _wall_units(s: Space, run: list[Piece]) -> None:
    """Cupboards and the hood above the run, where no window is."""
    for piece in run:
        if piece.category == "stove":
            s.hang("range hood", 1.6, over=piece, size=s.pick("range hood", w=piece.size[0]))
        elif piece.category in {"kitchen counter", "dishwasher"}:
            s.hang("wall cabinet", 1.45, over=piece, size=s.pick("wall cabinet", w=piece.size[0]))


def _centre(s: Space) -> Piece | None:
    """An island with stools, or a table with chairs."""
    if s.chance(0.5) or s.wishes.following("kitchen island") is not None:
        island = s.open("kitchen island", margin=0.85)
        if island is not None:
            s.around(island, "bar stool", s.rng.randint(2, 3), tuck=0.14, sides="n", back=0.1)
            common.trinkets(
                s, island, ["bowl", "fruit", "vase", "cutting board", "tray"], s.rng.randint(2, 3)
            )
            return island
    table = s.open("dining table", size=s.pick("dining table", w=1.3, d=0.8), margin=0.6) or s.open(
        "round table", size=s.pick("round table", w=0.9, d=0.9), margin=0.5
    )
    if table is not None:
        chairs = s.around(table, "dining chair", 4)
        common.lay_table(s, table, chairs[:2])
    return table
