"""Books and paper: lying, stacked, in a row; magazines, sheets, a cup of pens."""

from __future__ import annotations

import math
import random

from tools.kit.core import Thing, Vec3, mesh, paint
from tools.kit.parts.books import book_pile
from tools.kit.parts.path import lathe, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved
from tools.kit.parts.shelves import books
from tools.kit.parts.soft import soft_span
from tools.kit.parts.solid import box


def book(o: Thing, *, style: str = "modern", seed: int = 0, opened: bool | None = None) -> None:
    """A book lying down, spine to the left; `opened` (left out: when wide and thin) shows its pages.

    Example: furnish("book_1", book, opened=True)
    """
    if opened if opened is not None else (o.w > 1.25 * o.d and o.h < 0.12 * o.w):
        book_opened(o)
        return
    board = min(0.004, o.h * 0.15)
    cover = [shell_box((o.w, o.d, board), (0, 0, z), board * 0.3) for z in (0.0, o.h - board)]
    cover.append(shell_box((board, o.d, o.h - board), (-o.w / 2 + board / 2, 0.0, board / 2), board * 0.2))
    emit(o, "cover", cover, slot="cover")
    box(
        o,
        "pages",
        (o.w - 2.2 * board, o.d - 2.5 * board, o.h - 2 * board + 0.0004),
        (-0.2 * board, 0, board - 0.0002),
        "page",
    )
    label = box(o, "label", (o.w * 0.6, o.d * 0.22, 0.0008), (0.0, o.d * 0.18, o.h - 0.0007), "page")
    # A cover cut from a photo goes over the label, too.
    paint(soft_span(label, (-o.w / 2, -o.d / 2, 0.0), (o.w / 2, o.d / 2, o.h)), "#e9dfc8")


def book_opened(o: Thing) -> None:
    """Two arched halves of pages on a flat cover."""
    board = min(0.003, o.h * 0.15)
    box(o, "cover", (o.w, o.d, board), (0.0, 0.0, 0.0), "cover", board * 0.3)
    n, half = 12, o.w / 2 - 0.004
    lift = o.h - board
    for part, side in (("pages_left", -1), ("pages_right", 1)):
        arch = [
            (
                half * k / n,
                board
                + lift
                * (0.35 + 0.65 * math.sin(math.pi * (0.06 + 0.8 * k / n)) ** 0.6)
                * (1 - 0.5 * (k / n) ** 6),
            )
            for k in range(n + 1)
        ]
        top = [(side * x, y, z) for y in (-o.d / 2 + 0.003, o.d / 2 - 0.003) for x, z in arch]
        low = [(side * x, y, board - 0.0002) for y in (-o.d / 2 + 0.003, o.d / 2 - 0.003) for x, _ in arch]
        m = n + 1
        faces = [[k, k + 1, m + k + 1, m + k] for k in range(n)]
        faces += [[2 * m + k, 3 * m + k, 3 * m + k + 1, 2 * m + k + 1] for k in range(n)]
        faces += [[k + 1, k, 2 * m + k, 2 * m + k + 1] for k in range(n)]
        faces += [[m + k, m + k + 1, 3 * m + k + 1, 3 * m + k] for k in range(n)]
        faces += [[0, m, 3 * m, 2 * m], [n + m, n, 2 * m + n, 3 * m + n]]
        if side < 0:
            faces = [face[::-1] for face in faces]
        mesh(o, part, [*top, *low], faces, slot="page")
        rows = []
        for k in range(7):
            y = o.d * (0.34 - 0.1 * k)
            rows.append(shell_box((half * 0.62, o.d * 0.02, 0.0006), (side * half * 0.52, y, o.h - 0.0006)))
        paint(emit(o, f"lines_{1 if side < 0 else 2}", rows, slot="page"), "#8d877c")


def book_stack(o: Thing, *, style: str = "modern", seed: int = 0, count: int = 0) -> None:
    """Books lying on each other, a little askew; `count` by the height when 0.

    Example: furnish("book_stack_1", book_stack, count=3)
    """
    count = count or max(2, round(o.h / 0.035))
    book_pile(o, "books", o.size, count=count, seed=seed)


def book_row(o: Thing, *, style: str = "modern", seed: int = 0, ends: bool = False) -> None:
    """A row of standing books of many heights, spines to the front; `ends` adds book ends.

    Example: furnish("book_row_1", book_row, ends=True)
    """
    end = min(0.012, o.w * 0.05) if ends else 0.0
    books(o, o.w - 2 * end, o.d, o.h, (0.0, -o.d / 2, 0.0), seed)
    if ends:
        shells = [
            shell_box((end, o.d * 0.8, o.h * 0.7), (s * (o.w - end) / 2, 0.0, 0.0), 0.002) for s in (-1, 1)
        ]
        emit(o, "ends", shells, slot="metal")


def magazine(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A thin magazine with a title and a picture on its cover.

    Size: 0.21 x 0.28 x 0.01
    Example: furnish("magazine_1", magazine)
    """
    box(o, "pages", (o.w, o.d, o.h * 0.9), (0.0, 0.0, 0.0), "page", min(0.001, o.h * 0.2))
    tint = ("#b9573f", "#4c6a80", "#caa552", "#6f8061")[seed % 4]
    paint(box(o, "cover", (o.w, o.d, o.h * 0.1 + 0.0002), (0.0, 0.0, o.h * 0.9 - 0.0002), "cover"), tint)
    title = [shell_box((o.w * 0.8, o.d * 0.1, 0.0006), (0, o.d * 0.38, o.h - 0.0001))]
    title += [
        shell_box((o.w * 0.5, o.d * 0.025, 0.0006), (-o.w * 0.14, -o.d * (0.3 + 0.06 * k), o.h - 0.0001))
        for k in range(3)
    ]
    paint(emit(o, "title", title, slot="paper"), "#f4efe4")
    paint(
        box(
            o,
            "photo",
            (o.w * 0.8, o.d * 0.42, 0.0006),
            (0.0, -o.d * 0.02 + 0.02 * o.d, o.h - 0.0001),
            "paper",
        ),
        "#d9c7b0",
    )


def papers(o: Thing, *, style: str = "modern", seed: int = 0, sheets: int = 5) -> None:
    """A loose pile of printed sheets.

    Options:
        sheets: how many sheets are seen, each a little turned.

    Example: furnish("papers_1", papers, sheets=6)
    """
    rng = random.Random(seed)
    thin = o.h / (sheets + 0.5)
    pages: list[Shell] = []
    w, d = o.w * 0.88, o.d * 0.9
    for k in range(sheets):
        turn = 0.0 if k == 0 else rng.uniform(-6, 6)
        flat = shell_box((w, d, thin * 0.96) if k else (o.w, o.d, thin * 0.98))
        pages.append(shell_moved(flat, (0.0, 0.0, thin * k), (0.0, 0.0, turn)))
    emit(o, "sheets", pages, slot="paper")
    lines = []
    for k in range(11):
        long = w * (0.75 if k % 4 != 3 else 0.45)
        bar = shell_box(
            (long, d * 0.014, thin * 0.4),
            (-(w * 0.75 - long) / 2, d * (0.36 - 0.068 * k), thin * sheets - thin * 0.05),
        )
        lines.append(shell_moved(bar, (0, 0, 0), (0, 0, turn)))
    paint(emit(o, "lines", lines, slot="paper"), "#5a5a5a")


def pen_holder(o: Thing, *, style: str = "modern", seed: int = 0, pens: int = 6) -> None:
    """A cup of pens and pencils.

    Options:
        pens: how many pens stand in it.

    Example: furnish("pen_holder_1", pen_holder, pens=7)
    """
    rng = random.Random(seed)
    r, cup = min(o.w, o.d) / 2, o.h * 0.62
    lathe(
        o,
        "cup",
        [(r * 0.94, 0), (r, 0.003), (r, cup), (r * 0.9, cup), (r * 0.88, 0.006), (0, 0.006)],
        slot="metal",
    )
    for k in range(pens):
        a = math.tau * k / pens + rng.uniform(-0.2, 0.2)
        tall = o.h if k == 0 else o.h * rng.uniform(0.84, 0.98)
        foot: Vec3 = (-0.4 * r * math.cos(a), -0.4 * r * math.sin(a), 0.005)
        tip: Vec3 = (0.78 * r * math.cos(a), 0.78 * r * math.sin(a), tall)
        stem = tube(o, f"pen_{k + 1}", [foot, tip], [r * 0.09, r * 0.09], "plastic", 8)
        paint(stem, ("#2f4b7c", "#c0392b", "#222222", "#e0a030", "#3f7f56", "#8a5fa8")[k % 6])
