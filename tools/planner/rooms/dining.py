"""A dining room: the table in the middle under its lamp, chairs around it, storage on the walls."""

from __future__ import annotations

from tools.geometry import Vec3
from tools.planner.design import Piece
from tools.planner.ensembles.tables import stand_tables
from tools.planner.rooms import common
from tools.planner.seated import long_enough
from tools.planner.space import DoesNotFit, Space

SMALL: tuple[tuple[str, Vec3, float], ...] = (
    ("dining table", (1.2, 0.75, 0.75), 0.65), ("round table", (0.9, 0.9, 0.75), 0.6),
    ("dining table", (0.9, 0.7, 0.75), 0.5),
)  # fmt: skip
"""Tables of small rooms, with the metres of floor around them that those who sit there need."""
AT_WALL: Vec3 = (1.2, 0.7, 0.75)
"""The table of the smallest rooms, one long side at a wall."""


def _table(s: Space, kind: str, size: Vec3 | None) -> Piece | None:
    """The table that one sits around: a smaller one where the usual does not fit, at last one at a wall."""
    told = not s.wishes.brief.says_nothing
    table = s.open(kind, size=size, margin=0.75, need=not told)
    for other, least, margin in SMALL if told else ():
        table = table or s.open(other, size=least, margin=margin)
    return table or s.against("dining table", size=AT_WALL, front=0.6)


def several(s: Space, kind: str, size: Vec3, number: int) -> None:
    """A room of several tables: in rows, each with its share of the chairs and a lamp over it."""
    tables = stand_tables(s, kind, size, number) or [
        t for t in (s.open(kind, size=size, margin=0.75) for _ in range(number)) if t is not None
    ]
    if not tables:
        raise DoesNotFit("dining table")
    seats = -(-s.wishes.count("dining chair", 4 * number) // number)
    lamp = s.rng.choice(["pendant lamp", "chandelier"])
    for table in tables:
        chairs = s.around(table, "dining chair", seats)
        s.overhead(lamp, table.at)
        common.lay_table(s, table, chairs)
    s.asked()
    board = s.against("sideboard", front=0.5, prefer="middle")
    if board is not None:
        common.trinkets(s, board, ["vase", "bowl", "bottle", "candle", "tray"], 3)
    common.greenery(s, 2)
    common.wall_art(s, 3, [board])


def furnish(s: Space) -> None:
    """Furnish an empty dining room."""
    common.curtains(s, 0.8 if s.wishes.brief.says_nothing else 1.0)
    round_one = s.chance(0.25)
    kind = s.wishes.instead("round table" if round_one else "dining table")
    size = long_enough(s, kind, s.pick(kind)) if not s.wishes.brief.says_nothing else None
    number = s.wishes.count(kind, 1)
    if number > 1 and size is not None:
        several(s, kind, size, number)
        return
    table = _table(s, kind, size)
    if table is None:
        raise DoesNotFit("dining table")
    seats = s.wishes.count("dining chair", 4 if round_one else s.rng.choice([4, 6, 6, 8]))
    seats = -(-seats // max(1, s.wishes.count(table.category, 1)))
    chairs = s.around(table, "dining chair", seats, tuck=0.12 if round_one else 0.2)
    if len(chairs) < 3 and s.wishes.brief.says_nothing:
        raise DoesNotFit("dining chairs")
    if s.chance(0.6):
        s.rug([table, *chairs], grow=(0.15, 0.15))
    s.asked()
    board = s.against("sideboard", front=0.5, prefer="middle")
    case = s.against("cabinet/tall", front=0.5, prefer="corner") if s.chance(0.6) else None
    console = s.against("console table", front=0.45) if s.chance(0.4) else None
    s.corner("floor lamp") if s.chance(0.3) else None
    common.greenery(s, s.rng.randint(1, 2))
    if s.chance(0.75):
        common.lay_table(s, table, chairs)
    else:
        common.trinkets(s, table, ["vase", "bowl", "candle", "fruit", "flowers"], 2)
    for top in (board, console):
        if top is not None:
            common.trinkets(
                s,
                top,
                ["vase", "bowl", "bottle", "candle", "tray", "teapot", "jar", "table lamp"],
                s.rng.randint(2, 4),
            )
    if board is not None and s.chance(0.5):
        s.hang("wall mirror", round(board.size[2] + 0.25, 2), over=board)
    common.wall_art(s, s.rng.randint(1, 3), [board, console, case])
    common.ceiling(s, s.rng.choice(["pendant lamp", "chandelier"]), table.at)
