"""Small things of a laboratory: microscope, flasks, a rack of test tubes."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.parts.path import extrude, lathe, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import soft_block, soft_outline
from tools.kit.parts.solid import box, shell_cylinder

LIQUIDS = ("#4f8fc6", "#5fae6d", "#d9674b", "#d8b13f", "#8a63ad")


def microscope(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A light microscope, its eyepieces to the front (-Y).

    Size: 0.2 x 0.28 x 0.4
    Mount: object
    Example: furnish("microscope_1", microscope)
    """
    w, d, h = o.size
    white = "#e6e7e5"
    paint(
        soft_block(
            o, "foot", (w, d * 0.94, h * 0.1), (0, d * 0.03, 0), radius=w * 0.2, edge=0.008, slot="plastic"
        ),
        white,
        "plastic",
    )
    arm: list[Vec2] = [
        (0.16, 0.08),
        (0.42, 0.08),
        (0.46, 0.3),
        (0.44, 0.6),
        (0.3, 0.78),
        (-0.1, 0.8),
        (-0.12, 0.7),
        (0.14, 0.66),
        (0.24, 0.52),
        (0.24, 0.26),
    ]
    outline = [(y * d, z * h) for y, z in arm]
    paint(
        extrude(
            o, "arm", outline, w * 0.3, (-w * 0.15, 0, 0), slot="plastic", bevel=0.006, rotation=(90, 0, 90)
        ),
        white,
        "plastic",
    )
    box(o, "stage", (w * 0.78, d * 0.58, h * 0.03), (0, 0.0, h * 0.38), "dark", 0.003)
    box(o, "slide", (w * 0.46, d * 0.12, 0.003), (0, -d * 0.06, h * 0.409), "glass")
    lathe(
        o,
        "lamp",
        [(0, 0), (w * 0.16, 0), (w * 0.12, h * 0.05), (0, h * 0.05)],
        (0, -d * 0.06, h * 0.098),
        "metal",
        20,
    )
    lathe(
        o,
        "condenser",
        [(0, 0), (w * 0.1, 0), (w * 0.14, h * 0.06), (0, h * 0.06)],
        (0, -d * 0.06, h * 0.322),
        "metal",
        18,
    )
    lathe(
        o,
        "turret",
        [(0, 0), (w * 0.2, 0), (w * 0.22, h * 0.05), (w * 0.14, h * 0.09), (0, h * 0.09)],
        (0, -d * 0.05, h * 0.62),
        "metal",
        24,
    )
    lenses: list[Shell] = []
    for x, y, tall in ((0.0, -0.06, 0.2), (-0.13, -0.02, 0.14), (0.13, -0.02, 0.12)):
        lens = shell_lathe([(w * 0.03, 0), (w * 0.06, h * 0.04), (w * 0.07, h * tall), (0, h * tall)], 14)
        lenses.append(shell_moved(lens, (x * w, y * d, h * (0.63 - tall))))
    emit(o, "objectives", lenses, slot="metal", crease=40)
    paint(
        soft_block(
            o,
            "head",
            (w * 0.42, d * 0.34, h * 0.12),
            (0, -d * 0.08, h * 0.775),
            radius=w * 0.12,
            edge=0.008,
            slot="plastic",
        ),
        white,
        "plastic",
    )
    lean: Vec3 = (0.0, -d / 2 + w * 0.07, h - w * 0.05)
    for number, s in enumerate((-1, 1)):
        x = s * w * 0.12
        tube(
            o,
            f"eyepiece_{number + 1}",
            [(x, -d * 0.14, h * 0.83), (x, lean[1], lean[2])],
            [w * 0.075, w * 0.085],
            "dark",
            14,
        )
    wheels = [
        shell_moved(
            shell_cylinder(h * r, w * t, segments=20),
            (s * (w * 0.14) + (0 if s > 0 else -w * t), d * 0.34, h * 0.2),
            (0, 90, 0),
        )
        for s in (-1, 1)
        for r, t in ((0.07, 0.14), (0.045, 0.24))
    ]
    emit(o, "focus", wheels, slot="dark", crease=40)


def flask_profile(kind: str, r: float, h: float) -> tuple[list[Vec2], list[Vec2]]:
    """Outer outline of a lab glass ("conical", "beaker", "round", "cylinder") and that of its liquid."""
    if kind == "conical":
        return [(0, 0), (r, 0), (r, 0.03 * h), (0.3 * r, 0.7 * h), (0.3 * r, 0.94 * h), (0.38 * r, h)], [
            (0, 0.012 * h),
            (0.89 * r, 0.014 * h),
            (0.89 * r, 0.035 * h),
            (0.5 * r, 0.4 * h),
            (0, 0.4 * h),
        ]
    if kind == "round":
        ball: list[Vec2] = [
            (r * math.sin(a), 0.04 * h + r * (1 - math.cos(a)))
            for a in (math.pi * k / 12 for k in range(1, 11))
        ]
        return [(0.3 * r, 0), (0.3 * r, 0.04 * h), *ball[1:], (0.28 * r, 0.9 * h), (0.36 * r, h)], [
            (0, 0.07 * h),
            *((0.94 * x, z) for x, z in ball[1:5]),
            (0, ball[4][1]),
        ]
    if kind == "cylinder":
        return [(0, 0), (r, 0), (r, 0.03 * h), (0.5 * r, 0.05 * h), (0.5 * r, 0.98 * h), (0.58 * r, h)], [
            (0, 0.06 * h),
            (0.45 * r, 0.06 * h),
            (0.45 * r, 0.6 * h),
            (0, 0.6 * h),
        ]
    return [(0, 0), (r * 0.97, 0), (r, 0.04 * h), (r, 0.95 * h), (r * 1.04, h)], [
        (0, 0.012 * h),
        (0.9 * r, 0.014 * h),
        (0.9 * r, 0.5 * h),
        (0, 0.5 * h),
    ]


def flasks(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """Lab glasses with coloured liquids: conical and round flasks, beakers, a measuring cylinder.

    Size: 0.5 x 0.2 x 0.28
    Mount: object
    Example: furnish("flasks_1", flasks)
    """
    r = min(o.w / 5.4, o.d / 3.9)
    spots = (
        ("conical", -o.w / 2 + r, o.d / 2 - r, r, 0.72),
        ("beaker", 0.0, -o.d / 2 + r * 1.04, r * 0.9, 0.5),
        ("round", o.w / 2 - r * 1.0, o.d / 2 - r, r, 0.85),
        ("cylinder", 0.02 * o.w, o.d / 2 - r * 0.7, r * 0.62, 1.0),
        ("beaker", o.w / 2 - r * 0.75, -o.d / 2 + r * 0.75, r * 0.66, 0.36),
        ("conical", -o.w / 2 + r * 0.8, -o.d / 2 + r * 0.7, r * 0.66, 0.44),
    )
    for k, (kind, x, y, radius, share) in enumerate(spots):
        tall = o.h * share
        outer, liquid = flask_profile(kind, radius, tall)
        wall = min(0.0025, radius * 0.06)
        inner = [
            (max(a - wall, 0.0004), max(z, 0.012 * tall))
            for a, z in reversed(outer[1:] if outer[0][0] == 0 else outer)
        ]
        lathe(o, f"glass_{k + 1}", [*outer, *inner, (0.0, 0.012 * tall)], (x, y, 0.0), "glass", 24)
        paint(
            lathe(o, f"liquid_{k + 1}", liquid, (x, y, 0.0), "water", 24), LIQUIDS[(k + seed) % 5], "plastic"
        )


def tube_rack(o: Thing, *, style: str = "modern", seed: int = 0, tubes: int = 6) -> None:
    """A wooden rack of test tubes with coloured liquids.

    Options:
        tubes: how many.

    Size: 0.25 x 0.1 x 0.18
    Mount: object
    Example: furnish("tube_rack_1", tube_rack, tubes=7)
    """
    thick = min(0.012, o.h * 0.1)
    low = o.h * 0.72
    outline = soft_outline(o.w, o.d, 0.004, 2)
    r = min(o.w / tubes * 0.36, o.d * 0.34)
    xs = [(k + 0.5 - tubes / 2) * o.w / tubes * 0.94 for k in range(tubes)]
    extrude(o, "base", outline, thick, slot="wood")
    extrude(o, "shelf", outline, thick, (0, 0, low - thick), slot="wood")
    sides = [
        shell_box((thick, o.d - 0.002, low - thick * 1.5), (s * ((o.w - thick) / 2 - 0.001), 0, thick * 0.5))
        for s in (-1, 1)
    ]
    emit(o, "sides", sides, slot="wood")
    tall = o.h - thick
    for k, x in enumerate(xs):
        cap: list[Vec2] = [(0.0, 0.0), (r * 0.6, r * 0.25), (r * 0.95, r * 0.7), (r, r)]
        outer = [*cap, (r, tall)]
        inner = [(r * 0.86, tall), (r * 0.86, r), (r * 0.5, r * 0.45), (0.0, r * 0.25)]
        lathe(o, f"tube_{k + 1}", [*outer, *inner], (x, 0, thick - 0.0006), "glass", 14)
        level = tall * (0.35 + 0.08 * ((k * 3 + seed) % 5))
        fill: list[Vec2] = [
            (0.0, r * 0.27),
            (r * 0.5, r * 0.47),
            (r * 0.85, r),
            (r * 0.85, level),
            (0.0, level),
        ]
        paint(
            lathe(o, f"liquid_{k + 1}", fill, (x, 0, thick - 0.0006), "water", 14),
            LIQUIDS[(k + seed) % 5],
            "plastic",
        )
