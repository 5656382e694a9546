"""Shelves and what stands on them: boards, bays, rows and stacks of books, boxes, slats."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Literal

from tools.kit.core import Thing, Vec3, paint
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved
from tools.kit.parts.sweep import shell_prism

BOOK_COLOURS = {"cover": "#7d3a32", "cover_2": "#3d5670", "cover_3": "#c9b48a", "cover_4": "#5c6650"}


def shelves(
    o: Thing,
    size: tuple[float, float],
    heights: Sequence[float],
    at: Vec3 = (0.0, 0.0, 0.0),
    board: float = 0.018,
    part: str = "shelves",
    slot: str = "body",
) -> Any:
    """Boards of (width, depth) lying at heights (of their undersides) above `at`, as one part."""
    boards = [shell_box((size[0], size[1], board), (at[0], at[1], at[2] + z), 0.0015) for z in heights]
    return emit(o, part, boards, slot=slot)


def uprights(
    o: Thing,
    positions: Sequence[float],
    size: tuple[float, float],
    at: Vec3 = (0.0, 0.0, 0.0),
    board: float = 0.018,
    part: str = "uprights",
    slot: str = "body",
) -> Any:
    """Standing boards of (depth, height) at x positions: the walls between bays."""
    boards = [shell_box((board, size[0], size[1]), (at[0] + x, at[1], at[2]), 0.0015) for x in positions]
    return emit(o, part, boards, slot=slot)


def shell_book(thickness: float, depth: float, height: float) -> tuple[Shell, Shell]:
    """A standing book with its spine at -Y: its cover and its pages, standing on the origin."""
    t, c = thickness / 2, min(0.003, thickness * 0.15)
    y, spine = depth / 2, -depth / 2 + c
    outline = [(-t, -y), (t, -y), (t, y), (t - c, y), (t - c, spine), (-t + c, spine), (-t + c, y), (-t, y)]
    cover = shell_prism(outline, height)
    pages = shell_box((thickness - 2 * c, depth - 2.5 * c, height - 3 * c), (0.0, -0.25 * c, 1.5 * c))
    return cover, pages


def books(
    o: Thing,
    width: float,
    depth: float,
    height: float,
    at: Vec3,
    seed: int = 0,
    part: str = "books",
    fill: float = 1.0,
    thickness: float = 0.032,
) -> list[Any]:
    """A row of standing books, in four groups of covers (slots `cover`, `cover_2`, ...) and their pages.

    Args:
        o: the object.
        width: of the row, metres.
        depth: of the shelf, metres; no book is deeper.
        height: free height above the shelf, metres; no book is taller.
        at: middle of the shelf's front edge; spines stand just behind it.
        seed: chooses sizes and groups.
        part: name.
        fill: share of the width that is taken.
        thickness: of an average book, metres.
    """
    covers, pages = book_shells(width, depth, height, seed, fill, thickness)
    slots = ("cover", "cover_2", "cover_3", "cover_4")
    pairs = [(slot, group) for slot, group in zip(slots, covers, strict=True) if group]
    made = [paint_cover(emit(o, part, group, slot=slot, at=at)) for slot, group in pairs]
    return [*made, emit(o, f"{part}_pages", pages, slot="page", at=at)]


def paint_cover(made: Any) -> Any:
    """Give book covers the colour of their slot (`cover` ... `cover_4`), unless the program names one."""
    colour = BOOK_COLOURS.get(made["slot"])
    return paint(made, colour, "paper") if colour else made


def book_shells(
    width: float, depth: float, height: float, seed: int, fill: float = 1.0, thickness: float = 0.032
) -> tuple[list[list[Shell]], list[Shell]]:
    """The shells of a row of books about the middle of a shelf's front edge: four cover groups, and pages."""
    pick = random.Random(seed)
    covers: list[list[Shell]] = [[], [], [], []]
    pages: list[Shell] = []
    x, end = -width / 2, -width / 2 + width * fill
    tall, deep = height * 0.8, min(depth * 0.85, 0.24)
    run, group = 0, 0
    while True:
        if run == 0:
            run, group = pick.choice((1, 1, 2, 3)), pick.randrange(4)
            tall = height * pick.uniform(0.62, 0.92)
            deep = min(depth * 0.95, pick.uniform(0.14, 0.24))
        run -= 1
        t = thickness * pick.uniform(0.6, 1.5)
        if x + t > end:
            break
        cover, block = shell_book(t - 0.0006, deep, tall * pick.uniform(0.97, 1.0))
        spot = (x + t / 2, deep / 2 + pick.uniform(0.004, 0.014), 0.0)
        covers[group].append(shell_moved(cover, spot))
        pages.append(shell_moved(block, spot))
        x += t
    if not pages:
        cover, block = shell_book(min(thickness, width), min(depth, 0.2), height * 0.8)
        covers[0].append(shell_moved(cover, (0.0, 0.11, 0.0)))
        pages.append(shell_moved(block, (0.0, 0.11, 0.0)))
    return covers, pages


def slats(
    o: Thing,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    count: int = 8,
    share: float = 0.7,
    along: Literal["x", "y", "z"] = "x",
    part: str = "slats",
    slot: str = "wood",
    bevel: float = 0.002,
) -> Any:
    """Equal slats filling a box of `size`, side by side along an axis ("x", "y" or "z").

    `share` is how much of each step is slat; the first and last slat touch the box's ends.
    """
    axis = "xyz".index(along)
    step = size[axis] / (count - 1 + share) if count > 1 else size[axis]
    thick = step * share if count > 1 else size[axis]
    shells = []
    for k in range(count):
        centre = -size[axis] / 2 + thick / 2 + step * k
        spot = [at[0], at[1], at[2]]
        spot[axis] += centre if axis < 2 else centre + size[2] / 2 - thick / 2
        span = [size[0], size[1], size[2]]
        span[axis] = thick
        shells.append(shell_box((span[0], span[1], span[2]), (spot[0], spot[1], spot[2]), bevel))
    return emit(o, part, shells, slot=slot)
