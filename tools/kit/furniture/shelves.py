"""Open storage: bookcases, shelves, wall shelves, shoe racks, coat racks, clothes rails."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

from tools.kit.core import Thing, Vec3
from tools.kit.parts.books import book_pile
from tools.kit.parts.cabinet import Case, case, case_fronts, case_walls
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved
from tools.kit.parts.shelves import book_shells, books, paint_cover, shelves, slats
from tools.kit.parts.solid import box, boxes
from tools.kit.parts.style import style_look


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


LEAST_BRACKET = 0.03
"""Metres below a single board from which it has brackets; thinner things are one thick board."""


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
    if count == 1 and not books:  # one board, at the top: what is below it are its brackets
        t = o.h if o.h < t + LEAST_BRACKET else t
        drop = o.h - t
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
