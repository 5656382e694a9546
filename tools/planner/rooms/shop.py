"""A shop: a counter by the door, displays in the open, racks and shelves along the walls."""

from __future__ import annotations

from tools.planner.design import Piece
from tools.planner.rooms import common
from tools.planner.space import DoesNotFit, Space

GOODS = ["folded clothes", "shoes", "bag", "vase", "box", "jar", "book stack"]


def furnish(s: Space) -> None:
    """Furnish an empty shop."""
    counter = s.against("reception desk", front=0.7, prefer="away", gap=0.85, need=True)
    if counter is None:
        raise DoesNotFit("reception desk")
    back = counter.size[1] / 2 - 0.25
    s.on(counter, "monitor", (0.3, back), yaw=180.0)
    for x, name in zip((-0.6, -0.2), s.rng.sample(["papers", "small plant", "pen holder"], 2), strict=True):
        s.on(counter, name, (x, back), yaw=0.0)
    s.asked()
    racks = [s.against("clothes rack", front=0.7) for _ in range(s.rng.randint(2, 5))]
    shelves = [s.against("bookshelf/shop", front=0.7) for _ in range(s.rng.randint(2, 5))]
    tables: list[Piece] = []
    for _ in range(s.rng.randint(1, 3)):
        table = s.open("dining table/display", margin=0.65)
        if table is not None:
            tables.append(table)
    for _ in range(s.rng.randint(1, 4)):
        racks.append(s.open(s.rng.choice(["clothes rack", "shop display"]), margin=0.6))
    case = s.against("display case", front=0.7) if s.chance(0.6) else None
    if not tables and not any(racks) and not any(shelves):
        raise DoesNotFit("shop display")
    for _ in range(s.rng.randint(1, 3)):
        s.open("mannequin", margin=0.35, near=s.walls[s.rng.randrange(len(s.walls))].at(0.8, 0.8))
    for table in tables:
        for _ in range(2):
            common.trinkets(s, table, GOODS, s.rng.randint(2, 3))
    if case is not None:
        common.trinkets(s, case, ["decor", "jar", "perfume bottle", "flowers"], 3)
    s.against("floor mirror", front=0.5, prefer="corner") if s.chance(0.7) else None
    s.against("bench", front=0.5) if s.chance(0.5) else None
    s.rug([s.pieces[0]], grow=(0.3, 0.2)) if s.chance(0.3) else None
    common.greenery(s, s.rng.randint(0, 2))
    common.wall_art(s, s.rng.randint(0, 2), [])
    common.ceiling(s, rows=True)
