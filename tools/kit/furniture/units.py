"""Fitted kitchen units: base cabinets, wall cabinets, island, pantry."""

from __future__ import annotations

from tools.kit.core import Thing, Vec3
from tools.kit.parts.cabinet import Case, case, case_fronts, case_shelves, case_walls
from tools.kit.parts.fronts import HANDLE_REACH, carcass, fronts
from tools.kit.parts.shell import emit, shell_lathe, shell_moved
from tools.kit.parts.solid import box, boxes
from tools.kit.parts.style import Look, style_look


def kitchen_look(style: str) -> tuple[Look, str, str]:
    """A style's choices for fitted units: its look, its fronts, its handles."""
    look = style_look(style)
    door = {"raised": "raised", "plank": "shaker"}.get(look.door, look.door)
    handle = {"ring": "knob", "none": "pull"}.get(look.handle, look.handle)
    return look, door, handle


def kitchen_run(o: Thing, style: str, size: Vec3, back: float, doors: int, drawers: int) -> None:
    """Base units standing on a plinth: a row of drawers over doors, every third bay a stack of drawers.

    Args:
        o: the object.
        style: style word.
        size: width, depth (fronts and handles included) and height up to the top's underside, metres.
        back: y of the units' back.
        doors: bays side by side; from the width when 0.
        drawers: 0 none, 1 a row over the doors, 3 or more also stacks.
    """
    _, door, handle = kitchen_look(style)
    w, d, h = size
    reach, foot = 0.018 + HANDLE_REACH.get(handle, 0.03), 0.1
    depth = d - reach
    y = back - depth / 2
    box(o, "plinth", (w - 0.004, depth - 0.05, foot + 0.001), (0, y + 0.022, 0), "trim", 0.001)
    carcass(o, (w, depth, h - foot), (0, y, foot), 0.018)
    count = doors or max(1, round(w / 0.5))
    each, front = (w - 0.002) / count, y - depth / 2
    left, row = -w / 2 + 0.001, 0.17 if drawers else 0.0
    walls: list[tuple[Vec3, Vec3]] = [
        ((0.018, depth - 0.012, h - foot - 0.037), (left + each * k, y - 0.0055, foot + 0.0185))
        for k in range(1, count)
    ]
    boxes(o, "walls", walls, "body") if walls else None
    for k in range(count):
        x, high = left + each * (k + 0.5), h - foot - 0.003
        if (drawers > 2 and k % 3 == 1) or (drawers > 2 and count < 2):
            shares = [1.5] * (drawers - 1) + [0.9]
            fronts(o, (each, high), (x, front, foot + 0.0015), shares, 1, "drawer", door, handle)
            continue
        if drawers:
            fronts(o, (each, row), (x, front, foot + 0.0015 + high - row), 1, 1, "drawer", door, handle)
        hinge = "l" if k % 2 == 0 and k + 1 < count else "r"
        fronts(o, (each, high - row), (x, front, foot + 0.0015), 1, 1, "door", door, handle, hinges=hinge)


def kitchen_counter(
    o: Thing, *, style: str = "modern", seed: int = 0, doors: int = 0, drawers: int = 3, top: bool = True
) -> None:
    """A run of kitchen base units with a worktop.

    Size: 1.8 x 0.62 x 0.9
    Example: furnish("kitchen_base", kitchen_counter, doors=4, drawers=1)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        doors: bays side by side; from the width by default.
        drawers: 0 none, 1 a row over the doors, 3 or more also stacks.
        top: with its worktop.
    """
    thick = 0.038 if top else 0.0
    _, _, handle = kitchen_look(style)
    over = 0.02 if top else 0.0
    kitchen_run(o, style, (o.w - 0.004, o.d - 0.004, o.h - thick), o.d / 2 - 0.002, doors, drawers)
    if top:
        reach = max(0.0, HANDLE_REACH.get(handle, 0.03) - over)
        box(o, "worktop", (o.w, o.d - reach, thick), (0, reach / 2, o.h - thick), "stone", 0.003)


def wall_cabinet(
    o: Thing, *, style: str = "modern", seed: int = 0, doors: int = 0, glass: bool = False
) -> None:
    """Kitchen cupboards to hang on a wall over a worktop.

    Options:
        doors: how many; by the width when 0.
        glass: glazed doors.

    Size: 1.6 x 0.36 x 0.7
    Mount: wall
    Example: furnish("kitchen_wall", wall_cabinet, doors=3, glass=True)
    """
    look, door, handle = kitchen_look(style)
    made = case(o, look, "none", "cornice" if look.ornate else "none", handle)
    count = doors or max(1, round(made.width / 0.45))
    each = made.width / count
    case_walls(o, made, [-made.width / 2 + each * k for k in range(1, count)])
    if glass:
        low, high = made.low, made.high
        case_shelves(o, made, [low + (high - low) * k / 3 for k in (1, 2)])
    ends = 1 if glass and count > 2 else 0
    left, right = -made.width / 2 + each * ends, made.width / 2 - each * ends
    case_fronts(
        o, made, look, 1, count - 2 * ends, "door", "glass" if glass else door, left=left, right=right
    )
    if ends:
        case_fronts(o, made, look, 1, 1, "door", door, right=left, hinges="l")
        case_fronts(o, made, look, 1, 1, "door", door, left=right, hinges="r")


def kitchen_island(
    o: Thing, *, style: str = "modern", seed: int = 0, overhang: float = 0.28, drawers: int = 3
) -> None:
    """A kitchen island: units at the front, a worktop that overhangs for stools at the back.

    Size: 1.8 x 0.95 x 0.92
    Example: furnish("island", kitchen_island, overhang=0.3)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        overhang: of the worktop at the back, metres.
        drawers: 0 none, 1 a row over the doors, 3 or more also stacks.
    """
    look, _, handle = kitchen_look(style)
    thick = 0.04
    over = min(overhang, 0.4 * o.d)
    reach = max(0.0, HANDLE_REACH.get(handle, 0.03) - 0.015)
    back = o.d / 2 - over
    kitchen_run(o, style, (o.w - 0.04, o.d - over - 0.02, o.h - thick), back - 0.02, 0, drawers)
    box(o, "back_panel", (o.w - 0.04, 0.018, o.h - thick + 0.0005), (0, back - 0.01, 0.0), "door", 0.002)
    box(o, "worktop", (o.w, o.d - reach, thick), (0, reach / 2, o.h - thick), "stone", 0.004)
    if over > 0.2 and look.board > 0.021:
        span = (o.w - 0.1, 0.07)
        posts = [
            ((0.07, 0.07, o.h - thick + 0.0005), (s * span[0] / 2, o.d / 2 - 0.08, 0.0)) for s in (-1, 1)
        ]
        boxes(o, "posts", posts, "leg", 0.005)


def pantry(o: Thing, *, style: str = "modern", seed: int = 0, open: bool = True) -> None:
    """A tall larder with shelves of jars and boxes; with `open=False` behind doors.

    Size: 0.9 x 0.6 x 2.1
    Example: furnish("pantry_1", pantry, open=False)
    """
    look, door, handle = kitchen_look(style)
    made = case(o, look, "plinth", "cornice" if look.ornate else "none", handle, closed=not open)
    if not open:
        split = made.low + 0.42 * made.height
        count = max(1, round(made.width / 0.45))
        case_fronts(o, made, look, 1, count, "door", door, high=split)
        case_fronts(o, made, look, 1, count, "door", door, low=split + 0.001)
        return
    count = max(3, round(made.height / 0.34))
    step = (made.height - made.board) / count
    levels = [made.low + step * k for k in range(1, count)]
    case_shelves(o, made, levels)
    for k, z in enumerate([made.low, *levels]):
        pantry_stock(o, made, z + made.board - 0.0005, step - made.board, k + seed)


def pantry_stock(o: Thing, made: Case, z: float, free: float, seed: int) -> None:
    """Jars on some shelves, boxes and tins on others."""
    y = (made.front + made.back) / 2 - 0.04
    tall = min(0.2, free * 0.75)
    if seed % 2:
        jar = shell_lathe(
            [
                (0.0, 0.0),
                (0.05, 0.0),
                (0.055, 0.01),
                (0.055, tall * 0.8),
                (0.042, tall * 0.9),
                (0.0, tall * 0.9),
            ],
            14,
        )
        lid = shell_lathe([(0.0, 0.0), (0.045, 0.0), (0.045, tall * 0.12), (0.0, tall * 0.12)], 14)
        count = max(2, int(made.inner / 0.14))
        spots = [(-made.inner / 2 + made.inner * (k + 0.5) / count, y, z) for k in range(count)]
        emit(o, "jars", [shell_moved(jar, spot) for spot in spots], slot="glass", crease=35.0)
        caps = [shell_moved(lid, (a, b, c + tall * 0.9 - 0.001)) for a, b, c in spots]
        emit(o, "lids", caps, slot="metal", crease=35.0)
        return
    x = -made.inner / 2 + 0.03
    sizes = [
        (0.16, 0.1, 1.0),
        (0.07, 0.09, 0.8),
        (0.07, 0.09, 0.95),
        (0.2, 0.2, 0.55),
        (0.1, 0.08, 0.9),
        (0.13, 0.1, 0.7),
    ]
    items: dict[str, list[tuple[Vec3, Vec3]]] = {"paper": [], "cover": [], "cover_2": []}
    k = seed
    while True:
        w, d, share = sizes[k % len(sizes)]
        if x + w > made.inner / 2 - 0.02:
            break
        items[("paper", "cover", "cover_2")[k % 3]].append(((w, d, tall * share), (x + w / 2, y, z)))
        x, k = x + w + 0.012, k + 1
    for slot, group in items.items():
        if group:
            boxes(o, "boxes", group, slot, 0.002)
