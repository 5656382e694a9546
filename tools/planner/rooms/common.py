"""Groups of things that several rooms share."""

from __future__ import annotations

import math

from tools import vocabulary
from tools.brief.brief import Wanted
from tools.geometry import Vec2, rectangle, turn
from tools.planner.curtains import hang_curtains
from tools.planner.design import Piece
from tools.planner.habits import put_group
from tools.planner.space import Space

TIDY = 0.4
"""Part of the disorder of rooms from a seed that chairs in rooms from words have: somebody cleared up."""
LEANING = (0.42, 0.24, 0.38)
"""Size of a cushion that leans, metres."""
ARM, BACK_REST = 0.24, 0.24
"""Metres that a sofa's arm and back take of its width and depth."""
SLIM = 0.24
"""Metres that the shade of a lamp on a small top measures."""


def curtains(s: Space, probability: float = 0.8) -> None:
    """Curtains at the windows, before all else; in rooms from words one thing a window."""
    if not s.wishes.brief.says_nothing:
        hang_curtains(s)
        return
    for wall in s.walls:
        for hole in wall.holes:
            if hole.kind != "window" or not s.chance(probability):
                continue
            size = s.pick("curtain", h=min(2.3, round(s.height - 0.12, 2)) - 0.03)
            for side in (-1, 1):
                along = wall.local(hole) + side * (hole.width / 2 + size[0] / 2 - 0.02)
                s.hang("curtain", 0.03, size=size, wall=wall, along=along, gap=0.02, over_hole=True)


def wall_art(s: Space, count: int, over: list[Piece | None]) -> None:
    """Pictures over the given pieces first, then on free walls."""
    hung = 0
    for piece in [p for p in over if p is not None]:
        if hung < count and piece.size[2] < 1.3:
            wide = min(piece.size[0] * 0.6, 1.1)
            size = s.pick("picture", w=round(max(0.4, wide), 2))
            z = max(1.3, piece.size[2] + 0.25)
            hung += s.hang("picture", round(z, 2), over=piece, size=size) is not None
    while hung < count and s.hang("picture", 1.35, prefer="middle") is not None:
        hung += 1


def plain(s: Space) -> None:
    """A room without what its recipe begins with: what any room has."""
    curtains(s)
    s.against("bookshelf", front=0.5, prefer="corner")
    s.against("cabinet", front=0.5)
    spot = s.polygon.representative_point()
    s.lay("rug", (float(spot.x), float(spot.y)), (1.9, 1.4), s.walls[0].facing)
    greenery(s, s.rng.randint(1, 2))
    wall_art(s, 2, [])
    ceiling(s)


def greenery(s: Space, count: int) -> None:
    """Plants in the corners."""
    for _ in range(count):
        s.corner("plant")


def trinkets(s: Space, parent: Piece, names: list[str], count: int, **where: Vec2) -> None:
    """A few different small things on a top."""
    chosen = s.rng.sample(names, min(count, len(names)))
    if s.wishes.brief.says_nothing or where:
        for name in chosen:
            s.on(parent, name, **where)  # type: ignore[arg-type]
        return
    put_group(s, parent, [s.rng.choice(("left", "right")), *chosen], count)


def table_lamp(s: Space, stand: Piece, side: int = 0) -> None:
    """A lamp on a small top; in rooms from words at the back and one side, where it leaves room for a cup."""
    if s.wishes.brief.says_nothing:
        s.on(stand, "table lamp", (0.0, 0.05), yaw=0.0)
        return
    size = s.pick("table lamp", w=SLIM, d=SLIM)
    w, d = stand.size[0] / 2 - size[0] / 2 - 0.03, stand.size[1] / 2 - size[1] / 2 - 0.03
    side = side or s.rng.choice((-1, 1))
    s.on(stand, "table lamp", (round(side * max(0.0, w), 3), round(max(0.0, d), 3)), size=size, yaw=0.0)


def ceiling(s: Space, category: str = "ceiling lamp", at: Vec2 | None = None, *, rows: bool = False) -> None:
    """A lamp on the ceiling, over a place or the middle of the room; without words not in every room.

    With `rows` several in rows where a room from words is large: where people work.
    """
    if s.chance(0.5) and s.wishes.brief.says_nothing:
        return
    wanted = s.wishes.following(s.wishes.instead(category))
    if wanted is not None and (_elsewhere(s, wanted) or vocabulary.entry(wanted.category).mount != "ceiling"):
        return  # hung, or stood, with what was asked for
    if not s.wishes.brief.says_nothing and wanted is None and at is None:
        category = "ceiling lamp"  # what hangs lower is walked into where no table is under it
    spot = at or (float(s.polygon.representative_point().x), float(s.polygon.representative_point().y))
    if at is None and s.polygon.contains(s.polygon.centroid):
        spot = (float(s.polygon.centroid.x), float(s.polygon.centroid.y))
    if rows and wanted is None and not s.wishes.brief.says_nothing and s.area > LAMP_EACH:
        _rows_of_lamps(s, category)
        return
    s.overhead(category, spot)


LAMP_EACH = 14.0
"""Square metres that one lamp on the ceiling lights to work by."""


def _rows_of_lamps(s: Space, category: str) -> None:
    """Lamps alike at even distances."""
    x0, y0, x1, y1 = s.polygon.bounds
    size = s.pick(category)
    apart = math.sqrt(LAMP_EACH)
    nx, ny = max(1, round((x1 - x0) / apart)), max(1, round((y1 - y0) / apart))
    for i in range(nx):
        for j in range(ny):
            at = (x0 + (i + 0.5) * (x1 - x0) / nx, y0 + (j + 0.5) * (y1 - y0) / ny)
            s.overhead(category, at, size=size)


def _elsewhere(s: Space, wanted: Wanted) -> bool:
    return any(own for _, own in s.wishes.relations_of(wanted.key))


def lit(s: Space) -> None:
    """A lamp on the ceiling where what was asked for has left none."""
    if not any(p.mount == "ceiling" for p in s.pieces):
        ceiling(s)


def desk_set(
    s: Space, desk: Piece, chair: str = "office chair", *, screen: bool = True, lamp: bool = True
) -> None:
    """A chair and the things of work at a desk."""
    seat = s.pick(chair)
    neat = 1.0 if s.wishes.brief.says_nothing else TIDY
    offset = (
        neat * s.rng.uniform(-0.1, 0.1),
        -(desk.size[1] / 2 + seat[1] / 2 - s.rng.uniform(-0.12, 0.03)),
    )
    s.by(
        desk,
        chair,
        offset,
        180 + neat * s.rng.uniform(-20, 20),
        size=seat,
        relation="facing",
        ignore={desk.id},
    )
    w, d = desk.size[:2]
    if screen and s.chance(0.65):
        s.on(desk, "monitor", (0.0, d / 2 - 0.16), yaw=0.0)
        s.on(desk, "keyboard", (0.0, d / 2 - 0.4), yaw=0.0)
        s.on(desk, "mouse", (0.32, d / 2 - 0.4), yaw=0.0)
    elif screen:
        s.on(desk, "laptop", (0.0, -0.02), yaw=s.rng.uniform(-8, 8))
    side = _outer(s, desk, s.rng.choice([-1, 1]))
    if lamp:
        s.on(desk, "desk lamp", (side * (w / 2 - 0.16), d / 2 - 0.22), yaw=0.0)
    trinkets(
        s, desk, ["book stack", "cup", "pen holder", "papers", "small plant", "phone"], s.rng.randint(2, 4)
    )


def _outer(s: Space, desk: Piece, side: int) -> int:
    """The end of a desk where none is beside it: lamps of a bank stand at its ends, not all in its middle."""
    end = rectangle(desk.to_world((side * (desk.size[0] / 2 + 0.2), 0.0)), (0.2, desk.size[1], 1.0), desk.yaw)
    told = not s.wishes.brief.says_nothing
    amid = any(p.category == "desk" and p is not desk and p.footprint.intersects(end) for p in s.pieces)
    return -side if told and amid else side


def sofa_cushions(s: Space, sofa: Piece, most: int = 3) -> None:
    """Throw pillows along a seat's back."""
    count = s.rng.randint(1, most)
    if not s.wishes.brief.says_nothing:
        _leaning(s, sofa, count)
        return
    seat = sofa.size[0] - 0.5
    for i in range(count):
        size = s.pick("throw pillow")
        place = (i + 0.5) / count if count > 1 else s.rng.choice([0.18, 0.5, 0.82])
        x = (place - 0.5) * max(0.0, seat - size[0])
        y = sofa.size[1] / 2 - 0.36 - size[1] / 2 + 0.12
        s.on(sofa, "throw pillow", (x, y), size=size, yaw=s.rng.uniform(-9, 9))


def _leaning(s: Space, sofa: Piece, count: int) -> None:
    """Cushions that lean at a seat's back, from its ends inwards: one, a pair, two and one."""
    size = s.pick("throw pillow", w=LEANING[0], d=LEANING[1], h=LEANING[2])
    half = max(0.0, sofa.size[0] / 2 - ARM - size[0] / 2)
    places = {1: (0.0,), 2: (-1.0, 1.0), 3: (-1.0, -0.28, 1.0)}[min(3, count) if half > 0.45 else 1]
    side = s.rng.choice((-1, 1))
    y = sofa.size[1] / 2 - BACK_REST - size[1] / 2
    for place in places:
        x = side * place * half if half > 0.45 else 0.0
        s.on(sofa, "throw pillow", (round(x, 3), round(y, 3)), size=size, yaw=round(s.rng.uniform(-7, 7), 1))


def lay_table(s: Space, table: Piece, chairs: list[Piece]) -> None:
    """A plate and a glass before each seat, and something in the middle."""
    for chair in chairs:
        x, y = _local(table, chair.at)
        inner_x = max(-(table.size[0] / 2 - 0.2), min(table.size[0] / 2 - 0.2, x))
        inner_y = max(-(table.size[1] / 2 - 0.2), min(table.size[1] / 2 - 0.2, y))
        if s.on(table, "plate", (inner_x, inner_y), yaw=0.0) is not None:
            toward = (0.17, -0.12 if inner_y > 0 else 0.12)
            s.on(table, "glass", (inner_x + toward[0], inner_y + toward[1]), yaw=0.0)
    s.on(table, s.rng.choice(["vase", "flowers", "fruit", "bowl"]), (0.0, 0.0), yaw=0.0)


def _local(parent: Piece, at: Vec2) -> Vec2:
    return turn((at[0] - parent.at[0], at[1] - parent.at[1]), -parent.yaw)
