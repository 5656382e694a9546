"""Cupboards and chests: wardrobe, dresser, cabinet, sideboard, TV stand, nightstand."""

from __future__ import annotations

from typing import Literal

from tools.kit.core import Thing
from tools.kit.parts.cabinet import Case, case, case_fronts, case_shelves, case_walls
from tools.kit.parts.curtain import clothes
from tools.kit.parts.fronts import fronts
from tools.kit.parts.path import tube
from tools.kit.parts.soft import folded
from tools.kit.parts.solid import box
from tools.kit.parts.style import style_look


def storage_columns(width: float, each: float = 0.5) -> int:
    """How many doors or bays of about `each` metres fit a width."""
    return max(1, round(width / each))


def wardrobe(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    doors: int = 0,
    open: bool = False,
    drawers: int = 0,
    mirror: bool = False,
    filled: bool = True,
) -> None:
    """A tall clothes cupboard; `open` leaves the doors away and shows clothes on a rail and folded.

    Size: 1.5 x 0.6 x 2.1
    Example: furnish("wardrobe_1", wardrobe, doors=3, drawers=2)

    Args:
        o: the object.
        style: style word.
        seed: varies the clothes.
        doors: side by side; from the width by default.
        open: no doors, clothes to be seen.
        drawers: a row of drawers along the foot, this many.
        mirror: the middle door is a mirror.
        filled: False leaves an open one empty, rails only, for clothes placed by themselves.
    """
    look = style_look(style)
    made = case(o, look, "plinth" if look.leg_slot != "metal" else "legs", closed=not open)
    count = doors or max(2, storage_columns(made.width, 0.5))
    low = made.low + (0.24 if drawers else 0.0)
    if drawers:
        case_fronts(o, made, look, 1, drawers, "drawer", high=low - 0.001)
    if open:
        wardrobe_inside(o, made, low, seed, filled)
        return
    case_fronts(o, made, look, 1, count, "door", low=low + 0.001)
    if mirror:
        each = made.width / count
        x = -made.width / 2 + each * (count // 2 + 0.5)
        size = (each * 0.72, made.high - low - 0.2)
        fronts(
            o,
            size,
            (x, made.front - 0.0165, low + 0.1),
            door="slab",
            handle="none",
            thickness=0.004,
            slot="mirror",
            moves=False,
        )


def wardrobe_inside(o: Thing, made: Case, low: float, seed: int, filled: bool = True) -> None:
    """Bays with hanging clothes, and one of shelves with folded ones; bare rails when not filled."""
    bays = max(2, storage_columns(made.inner, 0.75))
    each = made.inner / bays
    floor = max(low, made.low + made.board)
    edges = [-made.inner / 2 + each * k for k in range(bays + 1)]
    case_walls(o, made, edges[1:-1])
    y = (made.front + made.back) / 2
    hat = made.high - made.board - 0.28
    case_shelves(o, made, [hat])
    for bay in range(bays):
        left, right = edges[bay] + made.board / 2, edges[bay + 1] - made.board / 2
        x, width = (left + right) / 2, right - left
        if filled and bay == bays - 1:
            wardrobe_shelves(o, made, (x, width), floor, hat, seed)
            continue
        rail = hat - 0.07
        tube(o, "rail", [(left - 0.001, y, rail), (right + 0.001, y, rail)], 0.012, "metal", 8)
        if filled:
            reach = min(1.15, rail - floor - 0.05)
            clothes(
                o,
                "clothes",
                width * 0.86,
                reach,
                (x, y, rail - reach),
                depth=made.depth * 0.85,
                seed=seed + bay,
            )


def wardrobe_shelves(
    o: Thing, made: Case, bay: tuple[float, float], floor: float, high: float, seed: int
) -> None:
    """Shelves in one bay, a stack of folded clothes on each."""
    x, width = bay
    count = max(2, round((high - floor) / 0.33))
    step = (high - floor) / count
    y = (made.front + made.back) / 2
    for k in range(count):
        z = floor + step * k
        if k:
            size = (width + 0.001, made.depth - 0.01, made.board)
            box(o, "shelf", size, (x, y + 0.004, z - made.board), "body", 0.001)
        folded(o, "folded", (width * 0.6, made.depth * 0.7, step * 0.55), (x, y, z), layers=3, seed=seed + k)


def dresser(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    rows: int = 0,
    columns: int = 0,
    top_drawers: int = 0,
) -> None:
    """A chest of drawers.

    Size: 1.2 x 0.48 x 0.85
    Example: furnish("dresser_1", dresser, rows=3, columns=2)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        rows: of drawers; from the height by default.
        columns: of drawers; from the width by default.
        top_drawers: split the uppermost row into this many small ones.
    """
    look = style_look(style)
    made = case(o, look)
    count = rows or max(2, round(made.height / 0.22))
    across = columns or (2 if made.width > 0.95 else 1)
    split = top_drawers or (2 * across if look.ornate else 0)
    if split and count > 1:
        edge = made.high - 0.78 * made.height / count
        case_fronts(o, made, look, 1, split, "drawer", low=edge)
        case_fronts(
            o, made, look, [1.15 - 0.1 * k / count for k in range(count - 1)], across, "drawer", high=edge
        )
    else:
        case_fronts(o, made, look, [1.15 - 0.3 * k / count for k in range(count)], across, "drawer")


def chest_of_drawers(o: Thing, *, style: str = "modern", seed: int = 0, rows: int = 4) -> None:
    """A tall narrow chest of drawers, one column; the top row is split in two.

    Options:
        rows: drawers one above the other.

    Size: 0.8 x 0.48 x 1.1
    Example: furnish("chest_1", chest_of_drawers, rows=5)
    """
    dresser(o, style=style, seed=seed, rows=rows, columns=1, top_drawers=2)


def nightstand(
    o: Thing, *, style: str = "modern", seed: int = 0, drawers: int = 0, shelf: bool | None = None
) -> None:
    """A small bedside cupboard.

    Size: 0.48 x 0.42 x 0.55
    Example: furnish("nightstand_1", nightstand, drawers=1, shelf=True)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        drawers: from the height by default.
        shelf: an open space below the drawer.
    """
    look = style_look(style)
    made = case(o, look, "legs" if not look.ornate else "bun", foot=min(0.16, 0.26 * o.h))
    opened = shelf if shelf is not None else (drawers == 1 or look.leg == "straight")
    count = drawers or (1 if opened else 2)
    if opened:
        edge = made.high - max(0.13, 0.42 * made.height)
        case_shelves(o, made, [edge])
        case_fronts(o, made, look, count, 1, "drawer", low=edge)
    else:
        case_fronts(o, made, look, count, 1, "drawer")


def cabinet(
    o: Thing, *, style: str = "modern", seed: int = 0, doors: int = 0, drawers: int = 0, glass: bool = False
) -> None:
    """A cupboard with doors, drawers above them when asked for.

    Size: 0.8 x 0.42 x 1.2
    Example: furnish("cabinet_1", cabinet, doors=2, drawers=2, glass=False)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        doors: side by side; from the width by default.
        drawers: a row of this many over the doors.
        glass: doors with glass and shelves behind.
    """
    look = style_look(style)
    made = case(o, look)
    edge = made.high - (0.16 if drawers else 0.0)
    if drawers:
        case_fronts(o, made, look, 1, drawers, "drawer", low=edge + 0.001)
    count = doors or storage_columns(made.width, 0.45)
    case_fronts(o, made, look, 1, count, "door", "glass" if glass else "", high=edge)
    if glass:
        levels = max(1, round((edge - made.low) / 0.36) - 1)
        case_shelves(o, made, [made.low + (edge - made.low) * (k + 1) / (levels + 1) for k in range(levels)])


def sideboard(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    doors: int = 0,
    drawers: int = 3,
    side: Literal["left", "middle", "right"] = "middle",
) -> None:
    """A long low cupboard: doors, and a stack of drawers.

    Size: 1.7 x 0.45 x 0.78
    Example: furnish("sideboard_1", sideboard, doors=4, drawers=3, side="left")

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        doors: how many, besides the drawers; from the width by default.
        drawers: in the stack; 0 for none.
        side: "left", "middle" or "right": where the stack is.
    """
    look = style_look(style)
    made = case(o, look)
    bays = max(2, storage_columns(made.width, 0.46))
    count = doors or (bays - 1 if drawers else bays)
    if drawers:
        count += count % 2 if side == "middle" else 0
    each = (made.width - 0.002) / (count + (1 if drawers else 0))
    left = -made.width / 2 + 0.001
    where = {"left": 0, "right": count}.get(side, count // 2)
    if not drawers:
        case_fronts(o, made, look, 1, count, "door")
        return
    start = left + each * where
    case_walls(o, made, [x for x in (start, start + each) if abs(x) < made.inner / 2 - 0.02])
    case_fronts(o, made, look, drawers, 1, "drawer", left=start, right=start + each)
    if where:
        case_fronts(o, made, look, 1, where, "door", left=left, right=start)
    if where < count:
        end = left + each * (count + 1)
        case_fronts(o, made, look, 1, count - where, "door", left=start + each, right=end)


def tv_stand(o: Thing, *, style: str = "modern", seed: int = 0, doors: int = 2, drawers: int = 0) -> None:
    """A low media cabinet: closed at both ends, open bays with a shelf in the middle.

    Size: 1.6 x 0.42 x 0.48
    Example: furnish("tv_stand_1", tv_stand, drawers=2, doors=0)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        doors: how many of the two ends have doors (0 to 2).
        drawers: the ends have this many drawers instead of a door.
    """
    look = style_look(style)
    made = case(o, look, top="board")
    end = made.width * 0.28
    inner = made.width / 2 - end
    case_walls(o, made, [-inner, inner])
    case_shelves(o, made, [(made.low + made.high) / 2])
    kind, rows = ("drawer", drawers) if drawers else ("door", 1)
    count = 2 if drawers else doors
    if count > 0:
        case_fronts(o, made, look, rows, 1, kind, right=-inner, hinges="l")
    if count > 1:
        case_fronts(o, made, look, rows, 1, kind, left=inner, hinges="r")
