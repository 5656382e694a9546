"""Clocks for the wall and for a shelf."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec3
from tools.kit.parts.path import extrude
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.style import style_look
from tools.kit.parts.sweep import outline_rounded


def clock_face(o: Thing, r: float, at: Vec3, depth: float) -> None:
    """A standing dial of radius `r` around `at`, facing -Y: disc, twelve marks, two hands."""
    disc = shell_lathe([(0, 0), (r, 0), (r, depth), (0, depth)], 40)
    emit(o, "dial", disc, slot="paper", at=at, rotation=(90, 0, 0))
    face = at[1] - depth
    marks: list[Shell] = []
    for k in range(12):
        long = r * (0.16 if k % 3 == 0 else 0.09)
        bar = shell_box((r * 0.045, 0.0015, long), (0.0, face - 0.0004, r * 0.93 - long))
        marks.append(clock_turned(bar, math.tau * k / 12))
    for angle, long, wide in ((math.radians(304), 0.55, 0.06), (math.radians(48), 0.8, 0.04)):
        hand = shell_box((r * wide, 0.0018, r * (long + 0.12)), (0.0, face - 0.0022, -r * 0.12))
        marks.append(clock_turned(hand, angle))
    marks.append(
        shell_moved(
            shell_lathe([(0, 0), (r * 0.05, 0), (r * 0.05, 0.005), (0, 0.005)], 12),
            (0, face + 0.001, 0),
            (90, 0, 0),
        )
    )
    emit(o, "hands", [shell_moved(m, (at[0], 0.0, at[2])) for m in marks], slot="dark")


def clock_turned(shell: Shell, angle: float) -> Shell:
    """A shell turned clockwise about the Y axis, seen from the front, radians."""
    return shell_moved(shell, (0, 0, 0), (0.0, math.degrees(angle), 0.0))


def wall_clock(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A round wall clock, its back (+Y) to the wall.

    Example: furnish("wall_clock_1", wall_clock)
    """
    r = min(o.w, o.h) / 2
    rim = r * (0.14 if style_look(style).ornate else 0.06)
    ring = [(r - rim, 0.0), (r, 0.0), (r, o.d * 0.8), (r - rim * 0.4, o.d), (r - rim, o.d * 0.9)]
    emit(
        o,
        "rim",
        shell_lathe(ring, 48, closed=True),
        slot="frame",
        at=(0, o.d / 2, o.h / 2),
        rotation=(90, 0, 0),
        crease=35,
    )
    clock_face(o, r - rim * 0.6, (0.0, o.d / 2 - 0.001, o.h / 2), o.d * 0.6)


def alarm_clock(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A little clock: round with two bells on top, or a case with a dial when it is wider than high.

    Example: furnish("alarm_clock_1", alarm_clock)
    """
    if o.w > 1.08 * o.h:
        mantel_clock(o)
        return
    foot, bell = o.h * 0.1, o.h * 0.2
    r = min(o.w / 2, (o.h - foot - bell) / 2 * 1.06)
    z = foot * 0.8 + r
    case = [
        (0.0, 0.0),
        (r * 0.9, 0.0),
        (r, o.d * 0.15),
        (r, o.d * 0.9),
        (r * 0.94, o.d * 0.99),
        (r * 0.86, o.d * 0.99),
        (r * 0.86, o.d * 0.9),
        (0, o.d * 0.9),
    ]
    emit(o, "case", shell_lathe(case, 36), slot="metal", at=(0, o.d / 2, z), rotation=(90, 0, 0), crease=35)
    clock_face(o, r * 0.86, (0.0, -o.d * 0.36, z), o.d * 0.05)
    bells: list[Shell] = []
    for side in (-1, 1):
        dome = shell_lathe([(0.36 * r, 0.0), (0.34 * r, 0.12 * r), (0.2 * r, 0.26 * r), (0.0, 0.3 * r)], 18)
        bells.append(shell_moved(dome, (side * 0.44 * r, 0.0, z + r * 0.86), (0.0, side * 26.0, 0.0)))
        bells.append(shell_box((0.008, 0.008, r * 0.4), (side * 0.36 * r, 0.0, z + r * 0.66)))
        bells.append(shell_box((r * 0.2, o.d * 0.6, foot + r * 0.25), (side * r * 0.62, 0.0, 0.0), 0.003))
    top = z + r * 1.0
    bells.append(shell_box((r * 0.3, 0.006, 0.006), (0.0, 0.0, o.h - 0.006)))
    bells.append(shell_box((0.005, 0.006, o.h - top + r * 0.1), (0.0, 0.0, top - r * 0.1)))
    emit(o, "bells", bells, slot="metal", crease=50)


def mantel_clock(o: Thing) -> None:
    """A low case with a round top edge, a round dial and two feet."""
    foot = o.h * 0.06
    edge = min(o.w, o.h) * 0.3
    outline = [(x, z + foot + (o.h - foot) / 2) for x, z in outline_rounded(o.w, o.h - foot, edge)]
    extrude(
        o, "case", outline, o.d * 0.92, (0.0, o.d / 2, 0.0), slot="wood", bevel=0.004, rotation=(90, 0, 0)
    )
    r = (o.h - foot) * 0.4
    at = (0.0, -o.d / 2 + o.d * 0.08, foot + (o.h - foot) / 2)
    ring = shell_lathe(
        [(r, -0.001), (r * 1.1, -0.001), (r * 1.08, o.d * 0.07), (r, o.d * 0.08)], 40, closed=True
    )
    emit(o, "rim", ring, slot="metal", at=at, rotation=(90, 0, 0), crease=40)
    clock_face(o, r * 1.01, (at[0], at[1] + 0.002, at[2]), 0.002 + o.d * 0.03)
    feet = [
        shell_box((o.w * 0.12, o.d * 0.7, foot + edge * 0.3), (s * o.w * 0.32, 0.02 * o.d, 0.0), 0.002)
        for s in (-1, 1)
    ]
    emit(o, "feet", feet, slot="wood")
