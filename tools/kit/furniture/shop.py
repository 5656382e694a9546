"""Shops and showing: gondola shelves, checkout counters, display cases, glass cabinets."""

from __future__ import annotations

import random

from tools.kit.core import Thing, Vec3
from tools.kit.parts.cabinet import case_base
from tools.kit.parts.fronts import fronts
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import emit, shell_lathe, shell_moved
from tools.kit.parts.solid import box, boxes, panel
from tools.kit.parts.style import style_look


def shop_display(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    levels: int = 0,
    double: bool | None = None,
    stock: bool = True,
) -> None:
    """A shop gondola: tilted-lip steel shelves on a back panel, with price strips and goods.

    Size: 1.2 x 0.55 x 1.6
    Example: furnish("gondola_1", shop_display, double=True)

    Args:
        o: the object.
        style: style word.
        seed: varies the goods.
        levels: shelves above the base; from the height by default.
        double: shelves on both sides; when deeper than 0.7 m by default.
        stock: goods on the shelves.
    """
    both = double if double is not None else o.d > 0.7
    count = levels or max(2, round((o.h - 0.2) / 0.36))
    middle = 0.0 if both else o.d / 2 - 0.02
    panel_low = 0.12
    box(o, "back", (o.w - 0.05, 0.02, o.h - panel_low), (0, middle, panel_low), "body")
    posts: list[tuple[Vec3, Vec3]] = [
        ((0.026, 0.04, o.h), (s * (o.w / 2 - 0.0135), middle, 0.0)) for s in (-1, 1)
    ]
    boxes(o, "posts", posts, "metal", 0.002)
    deep = (o.d - 0.002) / 2 - 0.01 if both else o.d - 0.031
    sides = (-1, 1) if both else (-1,)
    step = (o.h - 0.16 - 0.02) / count
    for side in sides:
        for k in range(count):
            z = 0.12 + step * k
            d = deep if k == 0 else deep * 0.86
            y = middle + side * (0.01 + d / 2)
            base = ((o.w - 0.054, d, 0.12 if k == 0 else 0.025), (0.0, y, 0.0 if k == 0 else z - 0.025))
            box(o, "shelf", base[0], base[1], "metal", 0.002)
            lip = middle + side * (0.01 + d)
            strip = (o.w - 0.056, 0.004, 0.035)
            box(o, "price_strip", strip, (0, lip + side * 0.0015, z - 0.034), "paper")
            if stock:
                shop_goods(o, (o.w - 0.1, d - 0.05, step - 0.05), (0.0, y, z), seed + 7 * k + side)


def shop_goods(o: Thing, room: Vec3, at: Vec3, seed: int) -> None:
    """Facings of packets, tins and bottles on one shelf."""
    pick = random.Random(seed)
    x = -room[0] / 2
    groups: dict[str, list[tuple[Vec3, Vec3]]] = {}
    bottles = []
    while x < room[0] / 2 - 0.08:
        w, h = pick.choice(((0.07, 0.1), (0.12, 0.18), (0.09, 0.22), (0.16, 0.14)))
        h = min(h, room[2] * 0.9)
        slot = pick.choice(("cover", "cover_2", "cover_3", "cover_4", "paper"))
        for _ in range(pick.choice((2, 3, 3))):
            if x + w > room[0] / 2:
                break
            d = min(room[1] * 0.85, 0.22)
            if (w, slot) == (0.09, "paper"):
                bottles.append((x + w / 2, at[1], at[2] - 0.0005))
            else:
                groups.setdefault(slot, []).append(((w - 0.005, d, h), (x + w / 2, at[1], at[2] - 0.0005)))
            x += w
        x += 0.012
    for slot, items in groups.items():
        boxes(o, "goods", items, slot, 0.003 if len(items) < 12 else 0.0)
    if bottles:
        h = min(0.24, room[2] * 0.9)
        shape = shell_lathe(
            [(0.0, 0.0), (0.036, 0.0), (0.038, h * 0.6), (0.013, h * 0.8), (0.013, h), (0.0, h)], 12
        )
        emit(o, "bottles", [shell_moved(shape, spot) for spot in bottles], slot="glass", crease=35.0)


def checkout_counter(o: Thing, *, style: str = "modern", seed: int = 0, belt: bool = True) -> None:
    """A shop's checkout: a counter with a conveyor belt, a till with its screen, and a bagging end.

    Size: 2 x 0.8 x 1.25
    Example: furnish("checkout_1", checkout_counter, belt=False)

    Args:
        o: the object; its height includes the till's screen.
        style: style word.
        seed: unused variation.
        belt: a conveyor belt on the left half.
    """
    top = min(0.9, 0.72 * o.h)
    box(o, "plinth", (o.w - 0.08, o.d - 0.1, 0.08), (0, 0, 0), "trim")
    box(o, "body", (o.w - 0.02, o.d - 0.02, top - 0.08 - 0.035), (0, 0, 0.0795), "body", 0.004)
    bands: list[tuple[Vec3, Vec3]] = [
        ((o.w - 0.012, o.d - 0.012, 0.05), (0, 0, z)) for z in (0.16, top * 0.62)
    ]
    boxes(o, "bumpers", bands, "trim", 0.008)
    panel(o, "top", (o.w, o.d, 0.036), (0, 0, top - 0.036), 0.05, "top", 0.006)
    if belt:
        x = -o.w * 0.2
        size = (o.w * 0.5, o.d * 0.6, 0.012)
        box(o, "belt", size, (x, -o.d * 0.06, top - 0.002), "dark", 0.004)
        rails: list[tuple[Vec3, Vec3]] = [
            ((size[0] + 0.04, 0.025, 0.035), (x, -o.d * 0.06 + s * (size[1] / 2 + 0.014), top - 0.001))
            for s in (-1, 1)
        ]
        boxes(o, "belt_rails", rails, "metal", 0.004)
    x = o.w * 0.2
    deep = min(0.36, o.d * 1.12 - 0.6)
    box(o, "scanner", (0.32, deep, 0.01), (x, -o.d * 0.06, top - 0.001), "metal", 0.003)
    box(o, "scanner_glass", (0.2, deep * 0.6, 0.004), (x, -o.d * 0.06, top + 0.0075), "screen", 0.001)
    till = o.w * 0.2
    y = o.d / 2 - 0.15
    box(o, "till", (0.4, 0.24, 0.1), (till, y, top - 0.001), "dark", 0.006)
    post = o.h - top - 0.14
    box(o, "post", (0.04, 0.022, post), (till, y, top + 0.0985), "dark", 0.003)
    box(o, "monitor", (0.32, 0.03, 0.22), (till, y, o.h - 0.22), "dark", 0.008)
    box(o, "display", (0.29, 0.004, 0.19), (till, y - 0.0155, o.h - 0.205), "screen")
    card = shell_tube([(o.w * 0.4, -o.d * 0.2, top - 0.001), (o.w * 0.4, -o.d * 0.2, top + 0.12)], 0.012, 8)
    emit(o, "terminal_post", card, slot="metal")
    box(
        o,
        "terminal",
        (0.08, 0.03, 0.16),
        (o.w * 0.4, -o.d * 0.2, top + 0.1),
        "dark",
        0.006,
        rotation=(-25, 0, 0),
    )


def display_case(o: Thing, *, style: str = "modern", seed: int = 0, base: float = 0.45) -> None:
    """A shop's or museum's counter case: glass on all sides over a closed base, a shelf of small exhibits.

    Size: 1.2 x 0.5 x 1
    Example: furnish("case_1", display_case, base=0.6)

    Args:
        o: the object.
        style: style word.
        seed: varies the exhibits.
        base: share of the height that is closed.
    """
    look = style_look(style)
    low = base * o.h
    foot = 0.06
    box(o, "plinth", (o.w - 0.05, o.d - 0.05, foot), (0, 0, 0), "trim")
    box(o, "base", (o.w - 0.008, o.d - 0.008, low - foot - 0.02), (0, 0, foot - 0.0005), "body", look.bevel)
    box(o, "deck", (o.w, o.d, 0.022), (0, 0, low - 0.022), "top", look.bevel)
    t, high = 0.006, o.h - low
    rim = 0.018
    glass: list[tuple[Vec3, Vec3]] = [
        ((o.w - 2 * rim, t, high - rim), (0, s * (o.d / 2 - rim / 2), low - 0.001)) for s in (-1, 1)
    ]
    glass += [((t, o.d - 2 * rim, high - rim), (s * (o.w / 2 - rim / 2), 0, low - 0.001)) for s in (-1, 1)]
    glass.append(((o.w - 2 * rim, o.d - 2 * rim, t), (0, 0, o.h - rim + 0.002)))
    boxes(o, "panes", glass, "glass")
    posts: list[tuple[Vec3, Vec3]] = [
        ((rim, rim, high), (sx * (o.w - rim) / 2, sy * (o.d - rim) / 2, low - 0.001))
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    posts += [((o.w - 2 * rim, rim, rim), (0, s * (o.d - rim) / 2, o.h - rim)) for s in (-1, 1)]
    posts += [((rim, o.d - 2 * rim, rim), (s * (o.w - rim) / 2, 0, o.h - rim)) for s in (-1, 1)]
    boxes(o, "frame", [(s, (x, y, min(z, o.h - s[2]))) for s, (x, y, z) in posts], "metal", 0.001)
    levels = [low - 0.0005]
    if high > 0.35:
        middle = low + high * 0.5
        box(o, "shelf", (o.w - rim - 0.004, o.d * 0.7, 0.008), (0, 0.02, middle), "glass")
        levels.append(middle + 0.0075)
    for k, z in enumerate(levels):
        display_exhibits(o, z, min(0.16, high * 0.36), seed + k)


def display_exhibits(o: Thing, z: float, tall: float, seed: int) -> None:
    """Small vases, boxes and busts in a row."""
    pick = random.Random(seed)
    count = max(2, round(o.w / 0.24))
    for k in range(count):
        x = -o.w / 2 + o.w * (k + 0.5) / count
        kind, h = pick.choice(("vase", "box", "cup")), tall * pick.uniform(0.6, 1.0)
        if kind == "box":
            box(o, "exhibit", (h * 0.7, h * 0.5, h * 0.55), (x, 0.02, z), "cover_3", 0.003)
            continue
        profile = [(0.0, 0.0), (0.2, 0.0), (0.34, 0.3), (0.3, 0.6), (0.14, 0.8), (0.2, 1.0), (0.0, 1.0)]
        if kind == "cup":
            profile = [
                (0.0, 0.0),
                (0.24, 0.0),
                (0.24, 0.06),
                (0.06, 0.12),
                (0.06, 0.4),
                (0.3, 0.6),
                (0.32, 1.0),
                (0.0, 1.0),
            ]
        shape = shell_lathe([(r * h, v * h) for r, v in profile], 16)
        emit(o, "exhibit", shape, slot="ceramic" if kind == "vase" else "metal", at=(x, 0.02, z), crease=40.0)


def glass_cabinet(
    o: Thing, *, style: str = "modern", seed: int = 0, shelves: int = 0, filled: bool = True
) -> None:
    """A tall cabinet with glass doors and sides: a vitrine for china and glasses.

    Size: 0.8 x 0.4 x 1.75
    Example: furnish("vitrine", glass_cabinet, shelves=4)

    Args:
        o: the object.
        style: style word.
        seed: varies what it shows.
        shelves: glass shelves; from the height by default.
        filled: china on the shelves.
    """
    look = style_look(style)
    foot = case_base(o, look, "plinth" if look.ornate else "legs", 0.1, o.w - 0.01, o.d - 0.04, 0.015)
    depth, y, t = o.d - 0.05, 0.022, 0.03
    cap = 0.03
    inner = o.h - foot - 2 * cap
    boxes(o, "ends", [((o.w, depth + 0.008, cap), (0, y, z)) for z in (foot, o.h - cap)], "body", look.bevel)
    posts: list[tuple[Vec3, Vec3]] = [
        ((t, t, inner + 0.002), (sx * (o.w - t - 0.004) / 2, y + sy * (depth - t) / 2, foot + cap - 0.001))
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    boxes(o, "posts", posts, "body", 0.002)
    box(o, "back", (o.w - 2 * t, 0.01, inner + 0.002), (0, y + depth / 2 - 0.012, foot + cap - 0.001), "body")
    panes: list[tuple[Vec3, Vec3]] = [
        ((0.005, depth - 2 * t + 0.004, inner + 0.002), (s * (o.w / 2 - t / 2), y, foot + cap - 0.001))
        for s in (-1, 1)
    ]
    boxes(o, "side_panes", panes, "glass")
    fronts(
        o,
        (o.w - 0.01, inner + 2 * cap - 0.006),
        (0, y - depth / 2 - 0.0045, foot + 0.003),
        1,
        2 if o.w > 0.5 else 1,
        "door",
        "glass",
        "knob",
    )
    count = shelves or max(2, round(inner / 0.38) - 1)
    levels = [foot + cap - 0.0005]
    for k in range(count):
        z = foot + cap + inner * (k + 1) / (count + 1)
        box(o, "shelf", (o.w - t - 0.006, depth - 0.045, 0.008), (0, y - 0.002, z), "glass")
        levels.append(z + 0.0075)
    if filled:
        for k, z in enumerate(levels):
            glass_china(o, z, min(0.2, inner / (count + 1) * 0.7), y, seed + k)


def glass_china(o: Thing, z: float, tall: float, y: float, seed: int) -> None:
    """Stacked plates, cups and jugs on one shelf."""
    pick = random.Random(seed)
    count = max(2, round(o.w / 0.22))
    shells = []
    for k in range(count):
        x = -o.w / 2 + 0.05 + (o.w - 0.1) * (k + 0.5) / count
        kind = pick.choice(("plates", "bowl", "jug"))
        r = min(0.085, 0.4 * o.w / count, o.d * 0.3)
        if kind == "plates":
            layers = [(0.0, 0.0), (r * 0.6, 0.0)]
            for n in range(4):
                layers += [(r, 0.012 * n + 0.012), (r, 0.012 * n + 0.016), (r * 0.92, 0.012 * n + 0.02)]
            shape = shell_lathe([*layers, (0.0, 0.052)], 16)
        elif kind == "bowl":
            shape = shell_lathe(
                [
                    (0.0, 0.0),
                    (r * 0.5, 0.0),
                    (r * 0.9, tall * 0.35),
                    (r, tall * 0.5),
                    (r * 0.92, tall * 0.5),
                    (0.0, 0.02),
                ],
                16,
            )
        else:
            shape = shell_lathe(
                [
                    (0.0, 0.0),
                    (r * 0.5, 0.0),
                    (r * 0.7, tall * 0.3),
                    (r * 0.4, tall * 0.75),
                    (r * 0.5, tall),
                    (0.0, tall * 0.95),
                ],
                16,
            )
        shells.append(shell_moved(shape, (x, y, z)))
    emit(o, "china", shells, slot="ceramic", crease=40.0)
