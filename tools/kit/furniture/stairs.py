"""Stairs, ladders and room dividers."""

from __future__ import annotations

import math
from typing import Literal

from tools.kit.core import Thing, Vec2, Vec3
from tools.kit.parts.frames import shell_frame
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved, shell_outward
from tools.kit.parts.style import style_look
from tools.kit.parts.sweep import shell_prism


def stairs(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    steps: int = 0,
    railing: Literal["both", "left", "right", "none"] = "both",
    open: bool = False,
) -> None:
    """A straight flight of stairs that climbs from the front (-Y) to the back.

    Size: 1 x 3.2 x 3.5
    Example: furnish("stairs_1", stairs, steps=15, railing="left")

    Args:
        o: the object; its height includes the railing at the top.
        style: style word.
        seed: unused variation.
        steps: how many; from the climb by default.
        railing: "both", "left", "right" or "none".
        open: treads between stringers without risers.
    """
    look = style_look(style)
    rail = 0.0 if railing == "none" else min(0.9, 0.4 * o.h)
    climb = o.h - rail
    count = steps or max(2, round(climb / 0.178))
    rise, run = climb / count, o.d / count
    tread, t = 0.035, 0.045
    inner = o.w - 2 * t
    treads = [
        shell_box(
            (inner, run + 0.02, tread),
            (0, -o.d / 2 + run * (k + 0.5) - (0.01 if k else -0.0), rise * (k + 1) - tread),
            look.bevel,
        )
        for k in range(count)
    ]
    treads = [shell_moved(shell, (0, 0.01 if k == 0 else 0.0, 0)) for k, shell in enumerate(treads)]
    treads[-1] = shell_box(
        (inner, run + 0.01, tread), (0, o.d / 2 - (run + 0.01) / 2, climb - tread), look.bevel
    )
    emit(o, "treads", treads, slot="wood")
    if not open:
        risers = [
            shell_box(
                (inner, 0.018, rise - tread + 0.001),
                (0, -o.d / 2 + run * k + 0.02, rise * k - (0.0005 if k else 0)),
            )
            for k in range(count)
        ]
        emit(o, "risers", risers, slot="trim")
    y = o.d / 2
    deep = 0.28
    outline: list[Vec2] = [
        (-y, 0.0),
        (-y + deep * run / rise, 0.0),
        (y, climb - deep),
        (y, climb),
        (y - run, climb),
        (-y, rise + 0.02),
    ]
    side = shell_prism(outline, t)
    side.verts = [(z, a, b) for a, b, z in side.verts]
    stringers = [shell_moved(side, (s * (o.w - t) / 2 - t / 2, 0, 0)) for s in (-1, 1)]
    emit(o, "stringers", stringers, slot="trim")
    if rail:
        wanted = {"left": (-1,), "right": (1,)}.get(railing, (-1, 1))
        stairs_railing(o, wanted, (rise, run, count), rail, look.leg_slot)


def stairs_railing(
    o: Thing, sides: tuple[int, ...], step: tuple[float, float, int], rail: float, slot: str
) -> None:
    """Balusters on every step, newel posts, and a handrail that ends at the object's height."""
    rise, run, count = step
    sticks: list[Shell] = []
    rails: list[Shell] = []
    slope = rise / run
    for side in sides:
        x = side * (o.w / 2 - 0.0225)

        def z(y: float) -> float:
            return rise + (y + o.d / 2 - run * 0.0) * slope

        first, last = -o.d / 2 + 0.04, o.d / 2 - run * 0.5
        path: list[Vec3] = [
            (x, first, z(first) + rail - 2 * rise),
            (x, last - 0.05, o.h - 0.025),
            (x, o.d / 2 - 0.03, o.h - 0.025),
        ]
        rails.append(shell_tube(path, 0.024, 10))

        def under(y: float, path: list[Vec3] = path) -> float:
            (_, y0, z0), (_, y1, z1), _ = path
            return z0 + (z1 - z0) * min(1.0, max(0.0, (y - y0) / (y1 - y0)))

        for k in range(count):
            y = -o.d / 2 + run * (k + 0.5)
            foot = min(rise * (k + 0.5), o.h - rail - 0.03)
            sticks.append(shell_tube([(x, y, foot), (x, y, under(y))], 0.009, 6))
        for y in (first, o.d / 2 - 0.03):
            foot = 0.0 if y == first else o.h - rail - 0.1
            top = under(y) + (0.05 if y == first else 0.024)
            sticks.append(shell_box((0.044, 0.044, top - foot), (x, y, foot + 0.0007), 0.004))
    emit(o, "balusters", sticks, slot="metal" if slot == "metal" else "trim", crease=40.0)
    emit(o, "handrail", rails, slot="wood", crease=40.0)


def ladder(o: Thing, *, style: str = "modern", seed: int = 0, lean: bool = False, steps: int = 0) -> None:
    """A step ladder standing on its own; `lean` makes it a single ladder leaning to the back.

    Size: 0.5 x 0.9 x 1.6
    Example: furnish("ladder_1", ladder, lean=True)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        lean: a leaning ladder (for lofts and book walls).
        steps: rungs; from the height by default.
    """
    look = style_look(style)
    slot = "metal" if look.leg_slot == "metal" or (style == "modern" and not lean) else "wood"
    count = steps or max(3, round(o.h / 0.28) - 1)
    w, t = o.w / 2 - 0.012, 0.024
    front, back = -o.d / 2 + 0.03, o.d / 2 - 0.03
    apex = back if lean else front + 0.62 * (back - front)
    shells, rungs = [], []
    for s in (-1, 1):
        rail = shell_prism(
            [(-0.03, -0.012), (0.03, -0.012), (0.03, 0.012), (-0.03, 0.012)], o.h - (0.0 if lean else 0.004)
        )
        slope = (apex - front) / o.h
        squeeze = 0.0 if lean else 0.16 * o.w
        rail.verts = [(s * (w - squeeze * v / o.h) + b, front + a + slope * v, v) for a, b, v in rail.verts]
        shells.append(shell_outward(rail))
        if not lean:
            leg = shell_prism([(-0.018, -0.01), (0.018, -0.01), (0.018, 0.01), (-0.018, 0.01)], o.h * 0.96)
            slope = (apex - back) / o.h
            leg.verts = [
                (s * (w - squeeze * v / o.h) + b * 0.8, back + a + slope * v, v) for a, b, v in leg.verts
            ]
            shells.append(shell_outward(leg))
    for k in range(count):
        z = o.h * (k + 1) / (count + 1)
        y, half = front + (apex - front) * z / o.h, w - (0.0 if lean else 0.16 * o.w) * z / o.h
        size = (2 * half, 0.035, 0.028) if lean else (2 * half, 0.09, 0.022)
        rungs.append(shell_box(size, (0, y, z), 0.004))
    if not lean:
        half = w - 0.16 * o.w
        rungs.append(shell_box((2 * half + t, 0.26 * o.d, 0.03), (0, apex - 0.02, o.h - 0.03), 0.005))
        for z in (0.3 * o.h, 0.62 * o.h):
            y, wide = back + (apex - back) * z / o.h, w - 0.16 * o.w * z / o.h
            shells.append(shell_box((2 * wide, 0.02, 0.03), (0, y, z), 0.002))
    emit(o, "rails", shells, slot=slot)
    emit(o, "rungs", rungs, slot=slot)


def room_divider(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    panels: int = 0,
    fill: Literal["", "paper", "fabric", "slats", "panel"] = "",
) -> None:
    """A folding screen of hinged panels standing in a zigzag.

    Size: 1.8 x 0.4 x 1.75
    Example: furnish("screen_1", room_divider, panels=4, fill="slats")

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        panels: from the width by default.
        fill: "paper", "fabric", "slats" or "panel".
    """
    look = style_look(style)
    kind = fill or {"turned": "fabric", "straight": "slats", "tapered": "paper"}[look.leg]
    count = panels or max(2, round(o.w / 0.45))
    t = 0.026
    lean = math.atan2(o.d - t, o.w / count)
    each = (o.w - t * math.sin(lean)) / count
    lean = math.atan2(o.d - t * math.cos(lean), each)
    turn, length = math.degrees(lean), each / math.cos(lean)
    frames: list[Shell] = []
    fields: list[Shell] = []
    for k in range(count):
        sign = 1 if k % 2 == 0 else -1
        at = (each * (k + 0.5 - count / 2), 0.0, 0.0)
        rotation = (0.0, 0.0, sign * turn)
        size = (length, t, o.h - 0.05)
        border = 0.035
        frames.append(shell_moved(shell_moved(shell_frame(size, border), (0, 0, 0.05)), at, rotation))
        feet = [
            shell_box((border * 0.9, t * 0.94, 0.06), (s * (size[0] - border) / 2, 0, 0), 0.001)
            for s in (-1, 1)
        ]
        frames += [shell_moved(foot, at, rotation) for foot in feet]
        inner = (size[0] - 2 * border + 0.004, o.h - 0.05 - 2 * border + 0.004)
        low = 0.05 + border - 0.002
        if kind == "slats":
            number = max(4, round(inner[1] / 0.07))
            step = inner[1] / number
            blades = [
                shell_box((inner[0], 0.008, step * 0.6), (0, 0, low + step * (n + 0.2)))
                for n in range(number)
            ]
            fields += [shell_moved(blade, at, rotation) for blade in blades]
            continue
        sheet = shell_box((inner[0], 0.006, inner[1]), (0, 0, low + 0.0005))
        fields.append(shell_moved(sheet, at, rotation))
        if kind == "paper":
            bars = [
                shell_box((inner[0] - 0.002, 0.014, 0.012), (0, 0, low + inner[1] * n / 5))
                for n in range(1, 5)
            ]
            bars += [
                shell_box((0.012, 0.0135, inner[1] - 0.003), (inner[0] * f, 0, low + 0.001))
                for f in (-0.17, 0.17)
            ]
            frames += [shell_moved(bar, at, rotation) for bar in bars]
    emit(o, "frame", frames, slot="frame")
    emit(o, "field", fields, slot={"paper": "paper", "fabric": "fabric", "slats": "wood"}.get(kind, "wood"))
