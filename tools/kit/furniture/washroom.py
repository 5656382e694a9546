"""Towels and small things of the bathroom."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.parts.path import lathe, shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe
from tools.kit.parts.soft import loft
from tools.kit.parts.solid import box, panel, shell_cylinder


def shower_screen(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A pane of glass in a slim profile.

    Example: furnish("shower_screen_1", shower_screen)
    """
    post = min(0.03, o.d)
    box(o, "profile", (post, o.d, o.h), (-o.w / 2 + post / 2, 0, 0), "metal", 0.002)
    box(o, "sill", (o.w - post * 0.5, o.d * 0.9, 0.012), (post * 0.25, 0, 0.0006), "metal", 0.002)
    box(o, "glass", (o.w - post * 0.5, min(0.008, o.d * 0.4), o.h - 0.009), (post * 0.25, 0, 0.006), "glass")


def towel_cloth(
    o: Thing,
    part: str,
    w: float,
    top: float,
    drop: float,
    back_drop: float,
    y: float,
    r: float,
    slot: str,
    seed: int = 0,
) -> None:
    """A towel folded over a rail of radius `r` at height `top`: long in front, shorter behind."""
    thick = 0.009
    inner = r + 0.0008
    path: list[Vec2] = [(-inner, top - drop), (-inner, top - drop * 0.5), (-inner, top)]
    path += [
        (-inner * math.cos(a), top + inner * math.sin(a)) for a in (math.pi * k / 6 for k in range(1, 6))
    ]
    path += [(inner, top), (inner, top - back_drop)]
    outer: list[Vec2] = [
        (-inner - thick, top - drop),
        (-inner - thick * 1.3, top - drop * 0.5),
        (-inner - thick, top),
    ]
    outer += [
        (-(inner + thick) * math.cos(a), top + (inner + thick) * math.sin(a))
        for a in (math.pi * k / 6 for k in range(1, 6))
    ]
    outer += [(inner + thick, top), (inner + thick, top - back_drop)]
    profile = [*reversed(path), *outer]
    columns = 8
    rings: list[list[Vec3]] = []
    for i in range(columns + 1):
        x = (i / columns - 0.5) * w
        ripple = [0.004 * math.sin(3.1 * i + seed) * max(top - z, 0.0) / max(drop, 1e-6) for _, z in profile]
        rings.append([(x, y + py - abs(dy), z) for (py, z), dy in zip(profile, ripple, strict=True)])
    loft(o, part, rings[::-1], slot=slot, sharp=80)


def towel(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A towel over a short rail, its back (+Y) to the wall.

    Example: furnish("towel_1", towel)
    """
    r = min(0.012, o.d * 0.14)
    top = o.h - r - 0.012
    y = -o.d / 2 + r + 0.016
    rail: list[Vec3] = [
        (-o.w / 2 + r, o.d / 2, top),
        (-o.w / 2 + r, y, top),
        (o.w / 2 - r, y, top),
        (o.w / 2 - r, o.d / 2, top),
    ]
    tube(o, "rail", rail, r, "metal", 10, bend=r * 2)
    towel_cloth(o, "towel", o.w * 0.84, top, top, top * 0.8, y, r, "fabric", seed)


def towel_rack(o: Thing, *, style: str = "modern", seed: int = 0, bars: int = 0, towels: int = 2) -> None:
    """A ladder of rails on the wall (+Y) with towels over some of them.

    Options:
        bars: how many; by the height when 0.
        towels: how many hang on it.

    Example: furnish("towel_rack_1", towel_rack, bars=3)
    """
    bars = bars or max(2, round(o.h / 0.16))
    r = min(0.012, o.d * 0.12)
    y = -o.d / 2 + r + 0.014
    posts = [shell_box((2.4 * r, 2.4 * r, o.h), (s * (o.w / 2 - 1.2 * r), y, 0), r * 0.5) for s in (-1, 1)]
    posts += [
        shell_box((1.6 * r, o.d / 2 - y, 1.6 * r), (s * (o.w / 2 - 1.2 * r), (o.d / 2 + y) / 2, z), 0.001)
        for s in (-1, 1)
        for z in (o.h * 0.12, o.h * 0.86)
    ]
    heights = [o.h * (0.06 + 0.9 * (k + 0.5) / bars) for k in range(bars)]
    posts += [shell_tube([(-o.w / 2 + r, y, z), (o.w / 2 - r, y, z)], r, 8) for z in heights]
    emit(o, "rack", posts, slot="metal", crease=40)
    for k in range(min(towels, bars)):
        top = heights[-1 - 2 * k] if bars > 2 * k else heights[0]
        drop = min(o.h * 0.42, top - 0.01)
        x = (0.06 - 0.12 * k) * o.w
        slot = "fabric" if k == 0 else "sheet"
        first = len(o.parts)
        towel_cloth(o, f"towel_{k + 1}", o.w * 0.6, top, drop, drop * 0.75, y, r, slot, seed + k)
        for part in o.parts[first:]:
            for vertex in part.data.vertices:
                vertex.co.x += x


def toilet_paper(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A roll on a holder at the wall (+Y); standing upright when it is higher than wide.

    Example: furnish("toilet_paper_1", toilet_paper)
    """
    if o.h >= o.w * 0.95:
        r = min(o.w, o.d) / 2
        lathe(
            o,
            "roll",
            [(r * 0.3, 0), (r, 0.0), (r, o.h), (r * 0.3, o.h), (r * 0.3, 0.001)],
            slot="paper",
            segments=32,
        )
        return
    r = min(o.d * 0.42, o.h * 0.45)
    y, z = -o.d / 2 + r, o.h - r
    roll = shell_lathe([(r * 0.32, 0.0), (r, 0.0), (r, o.w * 0.8), (r * 0.32, o.w * 0.8)], 32, closed=True)
    emit(o, "roll", roll, slot="paper", at=(-o.w * 0.42, y, z), rotation=(0, 90, 0), crease=40)
    box(o, "sheet", (o.w * 0.8, 0.0014, z), (-o.w * 0.02, -o.d / 2 + 0.0007, 0.0), "paper")
    arm: list[Vec3] = [(-o.w / 2 + 0.004, y, z), (o.w / 2 - 0.006, y, z), (o.w / 2 - 0.006, o.d / 2, z)]
    tube(o, "holder", arm, r * 0.315, "metal", 10, bend=0.012)


def toilet_brush(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A brush in its beaker.

    Example: furnish("toilet_brush_1", toilet_brush)
    """
    r, cup = min(o.w, o.d) / 2, o.h * 0.42
    lathe(
        o,
        "beaker",
        [(0, 0), (r * 0.92, 0), (r, 0.004), (r, cup), (r * 0.9, cup), (r * 0.86, 0.008), (0, 0.008)],
        slot="ceramic",
        segments=28,
    )
    lathe(
        o,
        "brush",
        [(0, 0), (r * 0.6, 0.01), (r * 0.68, cup * 0.5), (r * 0.3, cup * 0.8), (0, cup * 0.8)],
        (0, 0, 0.007),
        "sheet",
        20,
    )
    grip = [
        (0, 0),
        (r * 0.16, 0),
        (r * 0.12, o.h * 0.4),
        (r * 0.22, (o.h - cup * 0.7) * 0.94),
        (r * 0.14, o.h - cup * 0.7),
        (0, o.h - cup * 0.7),
    ]
    lathe(o, "handle", grip, (0, 0, cup * 0.7), "metal", 14)


def bathroom_scale(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A flat glass scale with a display.

    Size: 0.3 x 0.3 x 0.035
    Example: furnish("bathroom_scale_1", bathroom_scale)
    """
    foot = o.h * 0.3
    panel(o, "plate", (o.w, o.d, o.h - foot), (0, 0, foot), 0.03, "ceramic", o.h * 0.1)
    panel(
        o, "display", (o.w * 0.3, o.d * 0.12, o.h * 0.06), (0, o.d * 0.34, o.h - o.h * 0.05), 0.006, "screen"
    )
    feet = [
        shell_cylinder(0.015, foot + 0.002, (x * o.w * 0.38, y * o.d * 0.38, 0), 14)
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    emit(o, "feet", feet, slot="dark")
    strips = [
        shell_box((o.w * 0.09, o.d * 0.7, o.h * 0.04), (s * o.w * 0.22, -o.d * 0.05, o.h * 0.97))
        for s in (-1, 1)
    ]
    paint(emit(o, "pads", strips, slot="metal"), "#b9bcbe", "steel")


def urinal_point(o: Thing, u: float, v: float, high: float) -> Vec3:
    """The glazed skin at `u` from left (-1) to right (1) and `v` from its foot (0) to its top (1)."""

    def ease(x: float) -> float:
        x = min(max(x, 0.0), 1.0)
        return x * x * (3 - 2 * x)

    wide = 0.62 + 0.38 * ease(v / 0.38)
    lip = 0.45 + 0.55 * ease(v / 0.34) - 0.52 * ease((v - 0.36) / 0.44)
    hollow = 1 - ((u / 0.8) ** 2) ** 1.5 - ((v - 0.66) / (0.28 if v < 0.66 else 0.26)) ** 2
    deep = ease(hollow / 0.3)
    edge = (max(1 - abs(u) ** 5, 0.0) * max(1 - abs(2 * v - 1) ** 14, 0.0)) ** 0.5
    depth = (lip * (1 - deep) + 0.12 * deep) * edge
    return (u * wide * o.w / 2, o.d / 2 - depth * o.d, v * high)


def urinal(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A wall urinal, its back (+Y) to the wall: one smooth shield with a hollow front, its flush pipe above.

    Example: furnish("urinal_1", urinal)
    """
    pipe = o.h * 0.12
    high = o.h - pipe
    cols, rows = 30, 40
    verts: list[Vec3] = []
    for j in range(rows + 1):
        for i in range(cols + 1):
            verts.append(urinal_point(o, math.sin((i / cols - 0.5) * math.pi), j / rows, high))
    n = cols + 1
    faces = [(k, k + 1, k + n + 1, k + n) for j in range(rows) for k in range(j * n, j * n + cols)]
    rim = [*range(n), *(j * n + cols for j in range(1, rows + 1))]
    rim += [*(rows * n + i for i in range(cols - 1, -1, -1)), *(j * n for j in range(rows - 1, 0, -1))]
    emit(o, "bowl", Shell(verts, [*faces, tuple(reversed(rim))]), slot="ceramic", crease=75)
    tube(o, "pipe", [(0, o.d * 0.36, high * 0.92), (0, o.d * 0.36, o.h)], min(0.014, o.w * 0.05), "metal", 12)
    lathe(
        o,
        "drain",
        [(0, 0), (0.024, 0), (0.022, 0.004), (0, 0.003)],
        (0, o.d * 0.38 + 0.0005, high * 0.54),
        "metal",
        16,
        rotation=(90, 0, 0),
    )


def shower_head(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A shower head on its arm, the wall rose at the back (+Y).

    Example: furnish("shower_head_1", shower_head)
    """
    r = min(o.w / 2, o.d * 0.4)
    y, thin = -o.d / 2 + r, min(0.012, r * 0.2)
    rose = min(0.03, o.h * 0.3)
    lathe(
        o,
        "rose",
        [(0, 0), (rose, 0), (rose * 0.9, 0.012), (0, 0.014)],
        (0, o.d / 2, o.h - rose),
        "metal",
        24,
        rotation=(90, 0, 0),
    )
    arm: list[Vec3] = [(0, o.d / 2 - 0.008, o.h - rose), (0, y, o.h - rose), (0, y, o.h * 0.2)]
    tube(o, "arm", arm, thin, "metal", 12, bend=min(0.06, o.h * 0.25))
    tall = o.h * 0.3
    lathe(
        o,
        "head",
        [(0, 0), (r, 0.0), (r, tall * 0.2), (r * 0.3, tall * 0.5), (thin * 1.6, tall), (0, tall)],
        (0, y, 0),
        "metal",
        32,
    )
    lathe(o, "nozzles", [(0, 0), (r * 0.86, 0), (r * 0.86, 0.003), (0, 0.003)], (0, y, -0.0015), "dark", 28)
