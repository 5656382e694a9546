"""A living room: seats around a low table before a screen or a hearth, shelves along the walls."""

from __future__ import annotations

from tools.planner.design import Piece
from tools.planner.ensembles import seating
from tools.planner.occupancy import Keeping
from tools.planner.rooms import common
from tools.planner.space import DoesNotFit, Space


def furnish(s: Space) -> None:
    """Furnish an empty living room."""
    if not s.wishes.brief.says_nothing:
        wished(s)
        return
    common.curtains(s)
    sofa = s.against("sofa", front=1.2, prefer="middle", need=True)
    if sofa is None:
        raise DoesNotFit("sofa")
    table = _table(s, sofa)
    seats = _seats(s, sofa, table)
    under = [p for p in (table, *seats) if p is not None]
    if s.chance(0.85):
        s.rug(under or [sofa], grow=(0.4, 0.3))
    stand = s.against("tv stand", front=0.6, prefer="opposite", near=sofa, top=0.8)
    if stand is not None:
        s.on(stand, "tv", (0.0, 0.0), size=s.pick("tv", w=round(min(1.4, stand.size[0] - 0.1), 2)), yaw=0.0)
    for side in (-1, 1):
        if s.chance(0.6):
            end = s.beside(sofa, "side table", side)
            if end is not None:
                common.table_lamp(s, end)
                common.trinkets(s, end, ["book", "cup", "candle"], 1)
    s.corner("floor lamp") if s.chance(0.7) else None
    shelves = [s.against("bookshelf", front=0.5, prefer="corner") for _ in range(s.rng.randint(1, 2))]
    board = s.against("sideboard", front=0.5, prefer="middle") if s.chance(0.6) else None
    if s.area > 22 and s.chance(0.5):
        s.against("piano", front=0.9)
    if s.area > 24 and s.chance(0.6):
        _second_group(s)
    s.against("basket", front=0.0, prefer="near", near=sofa) if s.chance(0.4) else None
    s.against("pouf", front=0.0) if s.chance(0.3) else None
    s.against("cabinet", front=0.5) if s.chance(0.35) else None
    s.against("console table", front=0.5, prefer="any") if s.chance(0.3) else None
    common.greenery(s, s.rng.randint(1, 3))
    common.sofa_cushions(s, sofa, 4)
    if board is not None:
        common.trinkets(
            s, board, ["vase", "bowl", "candle", "book stack", "decor", "small plant"], s.rng.randint(2, 4)
        )
    common.wall_art(s, s.rng.randint(1, 4), [sofa, board, *shelves])
    common.ceiling(
        s, s.rng.choice(["ceiling lamp", "pendant lamp", "chandelier"]), table.at if table else None
    )


def wished(s: Space) -> None:
    """Furnish it as it was asked for: the seats and what they look at, what was asked for, then the rest."""
    common.curtains(s, 1.0)
    group = seating.stand_seats(s)
    if group is None:
        raise DoesNotFit("sofa")
    if group.focus is not None and group.focus.category == "tv stand":
        wide = round(min(1.4, group.focus.size[0] - 0.1), 2)
        s.on(group.focus, "tv", (0.0, 0.0), size=s.pick("tv", w=wide), yaw=0.0)
    if group.table is not None:
        common.ceiling(s, s.rng.choice(["ceiling lamp", "pendant lamp", "chandelier"]), group.table.at)
    _beside(s, group)
    s.asked()
    if group.table is not None:
        names = ["book stack", "tray", "bowl", "candle", "vase", "cup"]
        common.trinkets(s, group.table, names, s.rng.randint(2, 3))
    for sofa in group.sofas:
        common.sofa_cushions(s, sofa, 4)
    for chair in group.chairs:
        common.sofa_cushions(s, chair, 1)
    shelves = [s.against("bookshelf", front=0.5, prefer="corner") for _ in range(s.rng.randint(1, 2))]
    board = s.against("sideboard", front=0.5, prefer="middle") if s.chance(0.7) else None
    common.greenery(s, s.rng.randint(1, 3))
    if board is not None:
        names = ["vase", "bowl", "candle", "book stack", "decor", "small plant"]
        common.trinkets(s, board, names, s.rng.randint(2, 4))
    common.wall_art(s, s.rng.randint(2, 4), [*group.sofas, board, *shelves])


def _beside(s: Space, group: seating.Stood) -> None:
    """A side table with a lamp at each end of the sofa, a floor lamp where there is none."""
    own = {p.id for p in group.pieces}
    for sofa in group.sofas[:1]:
        size = s.pick("side table")
        sides = s.rng.choice([(-1, 1), (-1, 1), (1,), (-1,)])
        for side in sides:
            end = s.flank(sofa, "side table", side, 0.06, own, size)
            if end is not None:
                common.table_lamp(s, end)
                common.trinkets(s, end, ["book", "cup", "candle"], 1)
        for side in (-1, 1):
            if len(sides) == 1 and side != sides[0]:
                s.flank(sofa, "floor lamp", side, 0.1, own, s.pick("floor lamp"))


def _table(s: Space, sofa: Piece) -> Piece | None:
    category = s.rng.choice(["coffee table", "coffee table", "round coffee table"])
    size = s.pick(category)
    off = sofa.size[1] / 2 + 0.4 + size[1] / 2
    table = s.by(sofa, category, (0.0, -off), size=size, relation="facing", keep="doors")
    if table is not None:
        common.trinkets(
            s,
            table,
            ["book stack", "tray", "bowl", "candle", "vase", "cup"],
            s.rng.randint(2, 3),
        )
    return table


def _seats(s: Space, sofa: Piece, table: Piece | None) -> list[Piece]:
    """Armchairs at the ends of the table, or opposite the sofa."""
    if table is None:
        return []
    placed = []
    size = s.pick("armchair")
    reach = table.size[0] / 2 + 0.45 + size[1] / 2
    usual = s.rng.choice([(-1,), (1,), (-1, 1), ()])
    for side in (-1, 1) if s.wishes.following("armchair") is not None else usual:
        lean = s.rng.uniform(-12, 25)
        offset = (side * reach, s.rng.uniform(-0.2, 0.0))
        keep: Keeping = "all" if s.wishes.brief.says_nothing else "doors"
        chair = s.by(table, "armchair", offset, side * (-90 - lean), size=size, relation="around", keep=keep)
        if chair is not None:
            common.sofa_cushions(s, chair, 1)
            placed.append(chair)
    return placed


def _second_group(s: Space) -> None:
    """A reading place or a desk in what is left of a big room."""
    if s.chance(0.5):
        desk = s.against("desk", front=0.8, prefer="window")
        if desk is not None:
            common.desk_set(s, desk)
        return
    chair = s.corner("armchair")
    if chair is not None:
        table = s.beside(chair, "side table", s.rng.choice([-1, 1]))
        if table is not None:
            common.trinkets(s, table, ["book", "cup", "small plant"], 2)
