"""Open storage: bookcases, shelves, wall shelves, shoe racks, coat racks, clothes rails."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from typing import Any

from tools.kit.core import Thing, Vec3
from tools.kit.parts_books import book_pile
from tools.kit.parts_cabinet import Case, case, case_fronts, case_walls
from tools.kit.parts_curtain import clothes
from tools.kit.parts_legs import shell_castor
from tools.kit.parts_path import shell_tube, tube
from tools.kit.parts_shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts_shelves import book_shells, books, paint_cover, shelves, slats
from tools.kit.parts_solid import box, boxes
from tools.kit.parts_style import style_look


def bookshelf(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    shelves: int = 0,
    bays: int = 0,
    books: bool = True,
    doors: int = 0,
    back: bool = True,
) -> None:
    """A standing bookcase, filled with books.

    Size: 0.9 x 0.32 x 1.9
    Example: furnish("bookcase_1", bookshelf, shelves=5, bays=2, doors=2)

    Args:
        o: the object.
        style: style word; industrial is a metal frame with boards.
        seed: varies the books.
        shelves: spaces above each other; from the height by default.
        bays: side by side; from the width by default.
        books: stand books on the shelves.
        doors: doors before the lowest spaces.
        back: a back board.
    """
    look = style_look(style)
    if look.leg_slot == "metal":
        bookcase_frame(o, shelves or max(2, round(o.h / 0.38)), books, seed)
        return
    made = case(
        o,
        look,
        "plinth" if o.h > 0.7 else "none",
        "cornice" if look.ornate else "board",
        "knob",
        closed=doors > 0,
    )
    count = shelves or max(1, round(made.height / 0.34))
    sides = bays or max(1, round(made.inner / 0.85))
    each = made.inner / sides
    edges = [-made.inner / 2 + each * k for k in range(sides + 1)]
    case_walls(o, made, edges[1:-1])
    low = made.low + made.board
    step = (made.high - made.board - low + made.board) / count
    levels = [low + step * k for k in range(count)]
    for k in range(sides):
        bookcase_shelves(o, made, (edges[k], edges[k + 1]), sides, levels[1:])
    covered = 1 if doors else 0
    if doors:
        case_fronts(o, made, look, 1, doors, "door", high=levels[1] - made.board / 2)
    if books:
        bookcase_books(o, made, edges, levels[covered:], step - made.board, seed)


def bookcase_shelves(
    o: Thing, made: Case, edges: tuple[float, float], bays: int, levels: list[float]
) -> None:
    """The boards of one bay, their upper faces at the levels."""
    gap = made.board if bays > 1 else 0.0
    left, right = edges
    left += gap / 2 if left > -made.inner / 2 + 0.01 else 0.0
    right -= gap / 2 if right < made.inner / 2 - 0.01 else 0.0
    size = (right - left, made.depth - 0.006)
    at = ((left + right) / 2, (made.front + made.back) / 2 + 0.001, 0.0)
    shelves(o, size, [z - made.board for z in levels], at, made.board)


def bookcase_books(
    o: Thing, made: Case, edges: list[float], levels: list[float], free: float, seed: int
) -> None:
    """Rows of books on every level of every bay, most full, some with a pile at their end."""
    pick = random.Random(seed)
    covers: list[list[Shell]] = [[], [], [], []]
    pages: list[Shell] = []
    spaces = len(levels) * (len(edges) - 1)
    thick = 0.034 if spaces * (edges[1] - edges[0]) < 5 else 0.05
    for left, right in pairwise(edges):
        width = right - left - made.board - 0.004
        for z in levels:
            fill = pick.choice((1.0, 0.95, 0.72, 0.6))
            groups, blocks = book_shells(width, made.depth - 0.035, free, pick.randrange(10**6), fill, thick)
            at = ((left + right) / 2, made.front + 0.012, z)
            for group, shells in zip(covers, groups, strict=True):
                group.extend(shell_moved(shell, at) for shell in shells)
            pages.extend(shell_moved(shell, at) for shell in blocks)
            spare = width * (1 - fill)
            if spare > 0.24:
                size = (min(0.17, spare - 0.06), min(0.2, made.depth - 0.06), min(free * 0.45, 0.13))
                spot = (right - made.board / 2 - spare / 2, made.front + 0.02 + size[1] / 2 + 0.02, z)
                book_pile(
                    o, "pile", size, spot, count=pick.choice((2, 3)), twist=0.0, seed=pick.randrange(99)
                )
    for slot, group in zip(("cover", "cover_2", "cover_3", "cover_4"), covers, strict=True):
        if group:
            paint_cover(emit(o, "books", group, slot=slot))
    emit(o, "book_pages", pages, slot="page")


def bookcase_frame(o: Thing, count: int, filled: bool, seed: int) -> None:
    """An open shelf of boards between metal ladders, crossed at the back."""
    t, board = 0.025, 0.03
    x, y = o.w / 2 - t / 2, o.d / 2 - t / 2
    posts: list[tuple[Vec3, Vec3]] = [
        ((t, t, o.h), (sx * x, sy * y, 0.0)) for sx in (-1, 1) for sy in (-1, 1)
    ]
    low, step = 0.1, (o.h - 0.1 - board - 0.004) / count
    levels = [low + step * k for k in range(count + 1)]
    posts += [((t, 2 * y - t, t), (s * x, 0.0, z)) for s in (-1, 1) for z in levels]
    boxes(o, "frame", posts, "metal", 0.002)
    shelves(o, (2 * x - t, o.d - 0.006), [z - 0.003 for z in levels], board=board, slot="wood")
    brace = y + t / 2 - 0.006
    lines = [
        shell_tube([(s * x, brace + s * 0.001, levels[0]), (-s * x, brace + s * 0.001, levels[-1])], 0.004, 6)
        for s in (-1, 1)
    ]
    emit(o, "braces", lines, slot="metal")
    if filled:
        pick = random.Random(seed)
        for k, z in enumerate(levels[:-1]):
            width, fill = 2 * x - t - 0.01, pick.choice((0.9, 0.6, 0.45))
            at = (0.0, -o.d / 2 + 0.03, z + board - 0.003)
            books(o, width, o.d - 0.08, step - board - 0.02, at, seed + k, fill=fill, thickness=0.038)


def shelf(o: Thing, *, style: str = "modern", seed: int = 0, shelves: int = 0, filled: bool = False) -> None:
    """An open standing shelf on four posts.

    Size: 0.8 x 0.35 x 1.6
    Example: furnish("shelf_1", shelf, shelves=4, filled=True)

    Args:
        o: the object.
        style: style word.
        seed: varies what stands on it.
        shelves: boards; from the height by default.
        filled: books on the boards.
    """
    look = style_look(style)
    if look.leg_slot == "metal":
        bookcase_frame(o, max(1, (shelves or round(o.h / 0.4) + 1) - 1), filled, seed)
        return
    t, board = 0.036, 0.022
    count = shelves or max(2, round(o.h / 0.4))
    x, y = o.w / 2 - t / 2, o.d / 2 - t / 2
    posts: list[tuple[Vec3, Vec3]] = [
        ((t, t, o.h), (sx * x, sy * y, 0.0)) for sx in (-1, 1) for sy in (-1, 1)
    ]
    boxes(o, "posts", posts, "leg", look.bevel)
    step = (o.h - 0.12 - board - 0.02) / max(1, count - 1)
    for k in range(count):
        z = 0.12 + step * k
        rails: list[tuple[Vec3, Vec3]] = [
            ((t * 0.6, 2 * y - t, 0.03), (s * x, 0.0, z - 0.029)) for s in (-1, 1)
        ]
        boxes(o, "rails", rails, "leg", 0.001)
        slats(
            o,
            (o.w - 0.004, 2 * y - t - 0.001, board),
            (0, 0, z),
            max(3, round(o.d / 0.08)),
            0.85,
            "y",
            "shelf",
            "body",
        )
        if filled and k < count - 1:
            at = (0.0, -y + t / 2 + 0.01, z + board)
            books(
                o, 2 * x - t, 2 * y - t - 0.03, step - board - 0.02, at, seed + k, fill=0.7, thickness=0.036
            )


def wall_shelf(
    o: Thing, *, style: str = "modern", seed: int = 0, boards: int = 0, books: bool = True
) -> None:
    """Boards on brackets for a wall, with a few books.

    Size: 0.9 x 0.24 x 0.3
    Mount: wall
    Example: furnish("wall_shelf_1", wall_shelf, boards=1, books=False)

    Args:
        o: the object; its height includes the brackets below and the books above.
        style: style word.
        seed: varies the books.
        boards: above each other; from the height by default.
        books: stand books on it.
    """
    look = style_look(style)
    count = boards or max(1, round((o.h - 0.05) / 0.32))
    t = 0.032 if look.board > 0.024 else 0.024
    drop = min(0.12, 0.35 * o.h) if not (look.handle == "none" and count == 1) else 0.0
    if count == 1 and not books:
        t = o.h - drop
    top_row = 0.0 if not books else min(0.25, o.h - drop - t)
    step = (o.h - drop - t - top_row) / max(1, count - 1)
    if count > 1:
        strip = (0.022, 0.008, drop + step * (count - 1) + t * 0.5)
        x = o.w / 2 - min(0.12, 0.18 * o.w)
        boxes(o, "rails", [(strip, (s * x, o.d / 2 - 0.0045, 0.001)) for s in (-1, 1)], "metal")
    for k in range(count):
        z = drop + step * k
        box(o, "shelf", (o.w, o.d - 0.002, t), (0, -0.001, z), "wood", look.bevel)
        free = top_row if k == count - 1 else step - t
        if drop:
            wall_brackets(
                o, z, drop if k == 0 else min(drop, 0.1), t, "metal" if look.leg_slot == "metal" else "wood"
            )
        if books and free > 0.1:
            wall_books(o, (z + t, free), seed + k, exact=k == count - 1)


def wall_brackets(o: Thing, z: float, drop: float, thickness: float, slot: str) -> Any:
    """Two brackets under a board: an L against the wall and a strut."""
    shells = []
    y = o.d / 2
    for s in (-1, 1):
        x = s * (o.w / 2 - min(0.12, 0.18 * o.w))
        shells.append(shell_box((0.028, 0.012, drop), (x, y - 0.006, z - drop), 0.001))
        shells.append(shell_box((0.025, o.d * 0.8, 0.012), (x, y - o.d * 0.4, z - 0.0125), 0.001))
        shells.append(shell_tube([(x, y - 0.01, z - drop + 0.02), (x, y - o.d * 0.68, z - 0.008)], 0.007, 6))
    return emit(o, "brackets", shells, slot=slot)


def wall_books(o: Thing, space: tuple[float, float], seed: int, exact: bool) -> None:
    """Books over part of a board; the tallest reaches the space's top when `exact`."""
    z, free = space
    width = o.w * 0.55
    covers, pages = book_shells(width, o.d - 0.02, free, seed, 0.9)
    tall = max(v[2] for shell in [*pages, *[s for g in covers for s in g]] for v in shell.verts)
    grow = free / tall if exact else 1.0
    for group in [*covers, pages]:
        for shell in group:
            shell.verts = [(x, y, h * grow) for x, y, h in shell.verts]
    at = (-o.w * 0.16, -o.d / 2 + 0.012, z)
    for slot, group in zip(("cover", "cover_2", "cover_3", "cover_4", "page"), [*covers, pages], strict=True):
        if group:
            paint_cover(emit(o, "books", group, slot=slot, at=at))


def shoe_rack(o: Thing, *, style: str = "modern", seed: int = 0, tiers: int = 0, shoes: bool = True) -> None:
    """A low rack of slatted tiers with pairs of shoes.

    Size: 0.75 x 0.3 x 0.5
    Example: furnish("shoe_rack_1", shoe_rack, tiers=3)

    Args:
        o: the object.
        style: style word.
        seed: varies the shoes.
        tiers: from the height by default.
        shoes: pairs on the tiers.
    """
    look = style_look(style)
    slot = "metal" if look.leg_slot == "metal" else "wood"
    t = 0.022
    count = tiers or max(2, round(o.h / 0.21))
    ends: list[tuple[Vec3, Vec3]] = []
    x, y = o.w / 2 - t / 2, o.d / 2 - t / 2
    for s in (-1, 1):
        ends += [((t, t, o.h), (s * x, sy * y, 0.0)) for sy in (-1, 1)]
        ends.append(((t, 2 * y - t, t), (s * x, 0.0, o.h - t)))
    low, step = 0.09, (o.h - 0.09 - 0.02) / max(1, count - 0.35)
    levels = [low + step * k for k in range(count)]
    ends += [((t, 2 * y - t, t), (s * x, 0.0, z - t)) for s in (-1, 1) for z in levels]
    boxes(o, "ends", ends, slot, look.bevel * 0.6)
    for k, z in enumerate(levels):
        slats(o, (2 * x + t * 0.6, 2 * y - t - 0.01, 0.012), (0, 0, z - 0.0005), 5, 0.55, "y", "slats", slot)
        if shoes:
            shoe_pairs(o, 2 * x - t, z + 0.0115, seed + k)


def shoe_pairs(o: Thing, width: float, z: float, seed: int) -> None:
    """Pairs of shoes side by side on a tier, toes to the front."""
    pick = random.Random(seed)
    count = max(1, int(width / 0.23))
    length = min(0.27, o.d * 0.92)
    for k in range(count):
        x = -width / 2 + width * (k + 0.5) / count
        high = pick.choice((0.085, 0.085, 0.11))
        colour = pick.choice(("leather", "fabric", "plastic", "fabric_2"))
        pair = [shell_moved(shell_shoe(length, high), (x + s * 0.052, 0.0, z)) for s in (-1, 1)]
        soles = [shell_moved(shell_sole(length), (x + s * 0.052, 0.0, z)) for s in (-1, 1)]
        emit(o, "shoes", pair, slot=colour, crease=60.0)
        emit(o, "soles", soles, slot="plastic", crease=40.0)


def shell_sole(length: float) -> Shell:
    """A sole 2 cm thick, its toe at -Y."""
    return shell_scaled_rings(length, [(0.0, 1.0), (0.018, 1.0), (0.02, 0.98)])


def shell_shoe(length: float, high: float) -> Shell:
    """A low shoe's upper with a hollow for the foot, its toe at -Y."""
    rings: list[list[Vec3]] = []
    for inset, rise in ((1.0, 0.018), (1.0, 0.5), (0.92, 0.8), (0.7, 1.0), (0.6, 1.0), (0.5, 0.55)):
        ring: list[Vec3] = []
        for k in range(16):
            a = 2 * math.pi * k / 16
            back = 0.5 + 0.5 * math.sin(a)
            tall = (0.5 + 0.5 * back) if rise > 0.02 else 1.0
            z = rise * high * tall if rise > 0.02 else rise
            draw = 1.0 if rise < 0.6 else inset
            y = (
                math.sin(a) * length / 2 * (draw if math.sin(a) < 0 else max(draw, 0.86))
                + (1 - draw) * length * 0.16
            )
            ring.append((math.cos(a) * 0.045 * inset * (1 - 0.18 * back), y, z))
        rings.append(ring)
    return shell_rings(rings)


def shell_scaled_rings(length: float, levels: list[tuple[float, float]]) -> Shell:
    """A shoe's outline at several heights."""
    rings: list[list[Vec3]] = []
    for z, scale in levels:
        ring: list[Vec3] = []
        for k in range(16):
            a = 2 * math.pi * k / 16
            back = 0.5 + 0.5 * math.sin(a)
            ring.append(
                (math.cos(a) * 0.047 * scale * (1 - 0.18 * back), math.sin(a) * length / 2 * scale, z)
            )
        rings.append(ring)
    return shell_rings(rings)


def shell_rings(rings: list[list[Vec3]]) -> Shell:
    """A closed shell through rings of equally many points."""
    shell, n = Shell(), len(rings[0])
    for ring in rings:
        shell.verts.extend(ring)
    for k in range(len(rings) - 1):
        shell.add(
            [(k * n + j, k * n + (j + 1) % n, (k + 1) * n + (j + 1) % n, (k + 1) * n + j) for j in range(n)],
            True,
        )
    shell.add([tuple(range(n - 1, -1, -1)), tuple(range((len(rings) - 1) * n, len(rings) * n))])
    return shell


def coat_rack(o: Thing, *, style: str = "modern", seed: int = 0, hooks: int = 8, wall: bool = False) -> None:
    """A standing coat tree; `wall` makes it a board of hooks for a wall instead.

    Size: 0.5 x 0.5 x 1.75
    Example: furnish("coat_rack_1", coat_rack, hooks=6)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        hooks: how many.
        wall: a hook board to be hung on a wall.
    """
    look = style_look(style)
    slot = "metal" if look.leg_slot == "metal" else "wood"
    if wall:
        box(o, "board", (o.w, 0.02, o.h), (0, o.d / 2 - 0.01, 0), "wood", look.bevel)
        for k in range(hooks):
            x = -o.w / 2 + o.w * (k + 0.5) / hooks
            y = o.d / 2 - 0.019
            path: list[Vec3] = [
                (x, y, o.h * 0.62),
                (x, -o.d / 2 + 0.006, o.h * 0.56),
                (x, -o.d / 2 + 0.006, o.h * 0.8),
            ]
            tube(o, "hooks", path, 0.006, "metal", 8, 0.02)
        return
    r = min(o.w, o.d) / 2
    pole = [
        (0.024, 0.06),
        (0.02, o.h * 0.5),
        (0.017, o.h - 0.06),
        (0.024, o.h - 0.05),
        (0.024, o.h - 0.03),
        (0.0, o.h),
    ]
    emit(o, "pole", shell_lathe(pole, 16), slot=slot, crease=35.0)
    feet, arms = [], []
    for k in range(4):
        c, s = math.cos(math.pi / 4 + k * math.pi / 2), math.sin(math.pi / 4 + k * math.pi / 2)
        reach = r * 1.36
        foot: list[Vec3] = [
            (0.0, 0.0, 0.14),
            (c * reach * 0.5, s * reach * 0.5, 0.09),
            (c * reach, s * reach, 0.016),
        ]
        feet.append(shell_tube(foot, [0.017, 0.016, 0.014], 8))
    for k in range(hooks):
        a = 2 * math.pi * k / hooks + (0.4 if k % 2 else 0.0)
        z = o.h - (0.12 if k % 2 == 0 else 0.32)
        c, s, reach = math.cos(a), math.sin(a), r * 0.72
        hook: list[Vec3] = [
            (0, 0, z - 0.03),
            (c * reach * 0.6, s * reach * 0.6, z),
            (c * reach, s * reach, z + 0.08),
        ]
        arms.append(shell_tube(hook, [0.01, 0.009, 0.008], 8))
        arms.append(
            shell_moved(
                shell_lathe([(0.0, 0.0), (0.012, 0.006), (0.014, 0.014), (0.0, 0.026)], 10),
                (c * reach, s * reach, z + 0.072),
            )
        )
    emit(o, "feet", feet, slot=slot, crease=40.0)
    emit(o, "hooks", arms, slot=slot, crease=40.0)


def clothes_rack(
    o: Thing, *, style: str = "modern", seed: int = 0, clothed: bool = True, castors: bool = True
) -> None:
    """A free-standing clothes rail with a shelf for shoes below.

    Size: 1.1 x 0.45 x 1.6
    Example: furnish("rail_1", clothes_rack, castors=False)

    Args:
        o: the object.
        style: style word.
        seed: varies the clothes.
        clothed: clothes on the rail.
        castors: wheels.
    """
    r = 0.014
    low = 0.08 if castors else 0.014
    x, y = o.w / 2 - 0.0165, o.d / 2 - 0.014
    arch: list[Vec3] = [(-x, 0, low), (-x, 0, o.h - r), (x, 0, o.h - r), (x, 0, low)]
    tube(o, "frame", arch, r, "metal", 10, 0.08)
    feet = [shell_tube([(s * x, -y, low), (s * x, y, low)], r, 8) for s in (-1, 1)]
    feet += [
        shell_tube([(-x, sy * y * 0.8, low + 0.002), (x, sy * y * 0.8, low + 0.002)], r * 0.7, 8)
        for sy in (-1, 1)
    ]
    emit(o, "feet", feet, slot="metal")
    slats(o, (2 * x - 0.02, 1.6 * y + 0.02, 0.012), (0, 0, low + 0.009), 6, 0.7, "y", "shelf", "wood")
    if castors:
        wheel = shell_castor(low, 0.036)
        spots = [(sx * x, sy * (y - 0.01), 0.0) for sx in (-1, 1) for sy in (-1, 1)]
        emit(o, "castors", [shell_moved(wheel, spot) for spot in spots], slot="dark", crease=35.0)
    if clothed:
        drop = min(1.15, o.h - 0.25)
        clothes(
            o,
            "clothes",
            2 * x * 0.72,
            drop,
            (0.0, 0.0, o.h - 2 * r - drop + 0.012),
            depth=min(0.42, o.d * 0.98),
            seed=seed,
        )
