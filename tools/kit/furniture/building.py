"""Bits of building that stand in a room as things: columns, beams, railings, wall panels."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from tools.kit.core import Thing, Vec2, Vec3
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.solid import box, boxes
from tools.kit.parts.style import style_look


def column(o: Thing, *, style: str = "modern", seed: int = 0, round: bool | None = None) -> None:
    """A column from floor to ceiling; classic ones are round with a base and a capital.

    Options:
        round: round in plan, else square; by style when None.

    Size: 0.4 x 0.4 x 2.6
    Example: furnish("column_1", column, style="classic")
    """
    look = style_look(style)
    if round if round is not None else look.ornate:
        r, cap = min(o.w, o.d) / 2, min(0.16, 0.08 * o.h)
        body = [
            (r * 0.92, cap),
            (r * 0.92, cap + 0.01),
            (r * 0.8, cap + 0.03),
            (r * 0.8, o.h * 0.4),
            (r * 0.7, o.h - cap - 0.06),
        ]
        body += [
            (r * 0.7, o.h - cap - 0.05),
            (r * 0.78, o.h - cap - 0.04),
            (r * 0.72, o.h - cap - 0.03),
            (r * 0.9, o.h - cap),
        ]
        emit(o, "shaft", shell_lathe(body, 28), slot="body", crease=32.0)
        ends: list[tuple[Vec3, Vec3]] = [((o.w, o.d, cap), (0, 0, 0)), ((o.w, o.d, cap), (0, 0, o.h - cap))]
        boxes(o, "ends", ends, "body", 0.006)
        return
    box(o, "shaft", (o.w, o.d, o.h), (0, 0, 0), "body", 0.008)


def beam(o: Thing, *, style: str = "rustic", seed: int = 0) -> None:
    """A timber (or, industrial, steel) beam along its longer side.

    Size: 3 x 0.2 x 0.2
    Mount: ceiling
    Example: furnish("beam_1", beam, style="industrial")
    """
    along = o.w >= o.d
    length, width = (o.w, o.d) if along else (o.d, o.w)
    if style_look(style).leg_slot == "metal":
        t = min(0.02, 0.12 * o.h)
        shells = [shell_box((length, width, t), (0, 0, z), 0.002) for z in (0.0, o.h - t)]
        shells.append(shell_box((length, t, o.h - 2 * t + 0.001), (0, 0, t - 0.0005)))
        slot = "metal"
    else:
        shells, slot = [shell_box((length, width, o.h), (0, 0, 0), min(0.012, 0.08 * o.h), 2)], "wood"
    turned = shells if along else [shell_moved(shell, rotation=(0, 0, 90)) for shell in shells]
    emit(o, "beam", turned, slot=slot)


def railing(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    fill: Literal["", "bars", "glass", "cables", "balusters"] = "",
) -> None:
    """A railing along its width: posts, a handrail, and bars, glass, cables or turned balusters.

    Size: 2 x 0.06 x 1
    Example: furnish("rail_1", railing, fill="glass")

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        fill: "bars", "glass", "cables" or "balusters".
    """
    look = style_look(style)
    kind = fill or ("balusters" if look.ornate else "glass" if look.handle == "none" else "bars")
    slot = "wood" if look.board > 0.025 or look.ornate else "metal"
    count = max(2, round(o.w / 1.1) + 1)
    t = min(0.045, o.d * 0.8)
    x = o.w / 2 - t / 2
    spots = [-x + 2 * x * k / (count - 1) for k in range(count)]
    boxes(o, "posts", [((t, t, o.h - 0.03), (p, 0, 0)) for p in spots], slot, 0.003)
    box(o, "handrail", (o.w, o.d, 0.035), (0, 0, o.h - 0.035), "wood", 0.008)
    low, high = 0.08, o.h - 0.034
    if kind == "glass":
        panes: list[tuple[Vec3, Vec3]] = [
            ((b - a - t + 0.004, 0.01, high - low), ((a + b) / 2, 0, low)) for a, b in pairwise(spots)
        ]
        boxes(o, "panes", panes, "glass")
    elif kind == "cables":
        lines = [
            shell_tube([(-x, 0, low + (high - low) * k / 8), (x, 0, low + (high - low) * k / 8)], 0.004, 6)
            for k in range(8)
        ]
        emit(o, "cables", lines, slot="metal")
    else:
        box(o, "rail", (2 * x, t * 0.6, 0.03), (0, 0, low), slot, 0.003)
        number = max(2, round(o.w / 0.11))
        places = [-x + 2 * x * (k + 0.5) / number for k in range(number)]
        profile: list[Vec2] = [(0.007, 0.0), (0.007, 1.0)]
        if kind == "balusters":
            profile = [
                (0.016, 0.0),
                (0.016, 0.1),
                (0.009, 0.14),
                (0.02, 0.3),
                (0.018, 0.4),
                (0.008, 0.6),
                (0.012, 0.8),
                (0.008, 0.84),
                (0.016, 0.9),
                (0.016, 1.0),
            ]
        tall = high - low - 0.028
        stick = shell_lathe([(r, z * tall) for r, z in profile], 8)
        emit(o, "bars", [shell_moved(stick, (p, 0, low + 0.029)) for p in places], slot=slot, crease=40.0)


def wall_panel(
    o: Thing, *, style: str = "modern", seed: int = 0, kind: Literal["", "slats", "fields"] = ""
) -> None:
    """A decorative wall panel: slats, or framed fields of panelling.

    Size: 1.5 x 0.04 x 2.4
    Mount: wall
    Example: furnish("panel_1", wall_panel, kind="fields")

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        kind: "slats" or "fields".
    """
    look = style_look(style)
    back = o.d / 2
    t = o.d * 0.35
    box(o, "back", (o.w, t, o.h), (0, back - t / 2, 0), "body")
    if (kind or ("fields" if look.ornate else "slats")) == "slats":
        count = max(3, round(o.w / 0.055))
        step = o.w / count
        strips: list[tuple[Vec3, Vec3]] = [
            ((step * 0.6, o.d - t + 0.001, o.h - 0.002), (-o.w / 2 + step * (k + 0.5), -t / 2, 0.001))
            for k in range(count)
        ]
        boxes(o, "slats", strips, "wood", 0.002)
        return
    columns, rows = max(1, round(o.w / 0.6)), (0.3, 0.7)
    each = o.w / columns
    for k in range(columns):
        z = 0.0
        for share in rows:
            w, h = each - 0.12, o.h * share - 0.12
            x, low = -o.w / 2 + each * (k + 0.5), z + 0.06
            bars: list[tuple[Vec3, Vec3]] = [
                ((w, o.d - t + 0.001, 0.028), (x, -t / 2, low + dz)) for dz in (0.0, h - 0.028)
            ]
            bars += [
                ((0.028, o.d - t + 0.001, h - 0.056), (x + s * (w / 2 - 0.014), -t / 2, low + 0.028))
                for s in (-1, 1)
            ]
            boxes(o, "mouldings", bars, "trim", 0.005)
            z += o.h * share
