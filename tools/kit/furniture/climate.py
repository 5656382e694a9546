"""Heating, cooling and fire: radiators, fans, air conditioners, fireplaces, extinguishers."""

from __future__ import annotations

import math
import random

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.parts.path import extrude, lathe, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import soft_block
from tools.kit.parts.solid import box, parts_moved, shell_cylinder
from tools.kit.parts.style import style_look


def radiator(o: Thing, *, style: str = "modern", seed: int = 0, ribs: int = 0) -> None:
    """A radiator with its valve: a flat panel with grooves, or cast ribs when "classic" or "industrial".

    Options:
        ribs: how many; by the width when 0.

    Example: furnish("radiator_1", radiator, ribs=3)
    """
    look = style_look(style)
    valve = min(0.05, o.w * 0.06)
    span = o.w - valve
    if look.ornate or look.leg_slot == "metal":
        count = ribs or max(4, round(span / 0.07))
        step = span / count
        column: list[Shell] = []
        for k in range(count):
            x = (k + 0.5 - count / 2) * step + valve / 2
            column.append(
                shell_box((step * 0.86, o.d, o.h * 0.94), (x, 0.0, o.h * 0.06), min(step, o.d) * 0.36, 3)
            )
            column.append(shell_box((step * 1.02, o.d * 0.4, o.h * 0.07), (x, 0.0, o.h * 0.12), 0.006))
            column.append(shell_box((step * 1.02, o.d * 0.4, o.h * 0.07), (x, 0.0, o.h * 0.86), 0.006))
        feet = [
            shell_box(
                (step * 0.5, o.d * 0.8, o.h * 0.1), (s * (span / 2 - step / 2) + valve / 2, 0, 0), 0.004
            )
            for s in (-1, 1)
        ]
        emit(o, "ribs", [*column, *feet], slot="metal", crease=45)
    else:
        count = ribs or max(6, round(span / 0.05))
        step = span / count
        box(o, "panel", (span, o.d * 0.8, o.h * 0.98), (valve / 2, o.d * 0.1, 0.0), "trim", 0.006)
        flutes = [
            shell_box(
                (step * 0.72, o.d * 0.3, o.h * 0.86),
                ((k + 0.5 - count / 2) * step + valve / 2, -o.d * 0.35, o.h * 0.06),
                0.006,
            )
            for k in range(count)
        ]
        emit(o, "flutes", flutes, slot="trim", crease=45)
        grille = [
            shell_box(
                (span, o.d * 0.06, o.h * 0.02 + 0.002),
                (valve / 2, o.d * (-0.2 + 0.16 * k), o.h * 0.98 - 0.002),
            )
            for k in range(5)
        ]
        emit(o, "grille", grille, slot="metal")
    x = -o.w / 2 + valve * 0.5
    tube(
        o,
        "pipe",
        [(x, 0.0, 0.0), (x, 0.0, o.h * 0.12), (x + valve, 0.0, o.h * 0.12)],
        valve * 0.16,
        "metal",
        10,
        bend=valve * 0.4,
    )
    knob = shell_lathe(
        [
            (0, 0),
            (valve * 0.42, 0),
            (valve * 0.5, valve * 0.3),
            (valve * 0.44, valve * 1.5),
            (0, valve * 1.5),
        ],
        14,
    )
    emit(o, "valve", knob, slot="trim", at=(x, 0.0, o.h * 0.12 + valve * 0.1), crease=40)


def air_conditioner(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A wall unit, its back (+Y) to the wall: rounded front, outlet flap, louvres on top, a display.

    Example: furnish("air_conditioner_1", air_conditioner)
    """
    r = min(o.h, o.d) * 0.36
    side: list[Vec2] = []
    for k in range(7):
        a = math.pi / 2 * k / 6
        side.append((-o.d / 2 + r - r * math.sin(a), o.h - r + r * math.cos(a)))
    for k in range(7):
        a = math.pi / 2 * k / 6
        side.append((-o.d / 2 + r * 1.4 - r * 1.4 * math.cos(a), r * 0.9 - r * 0.9 * math.sin(a)))
    outline = [(o.d / 2, o.h), *side, (o.d / 2, 0.0)]
    shell = extrude(
        o, "case", outline, o.w, (-o.w / 2, 0.0, 0.0), slot="trim", bevel=0.004, rotation=(90, 0, 90)
    )
    paint(shell, "#eeeeea", "plastic")
    flap = shell_box((o.w * 0.86, 0.004, o.h * 0.2), (0, 0, 0), 0.001)
    paint(
        emit(o, "flap", flap, slot="trim", at=(0.0, -o.d / 2 + r * 0.34, o.h * 0.07), rotation=(38, 0, 0)),
        "#c9cac8",
        "plastic",
    )
    box(o, "display", (o.w * 0.07, 0.003, o.h * 0.08), (o.w * 0.38, -o.d / 2, o.h * 0.42), "screen", 0.001)
    vents = [
        shell_box((o.w * 0.86, o.d * 0.05, 0.004), (0.0, o.d * (-0.04 + 0.1 * k), o.h - 0.002))
        for k in range(5)
    ]
    emit(o, "louvres", vents, slot="dark")


def ceiling_fan(
    o: Thing, *, style: str = "modern", seed: int = 0, blades: int = 5, light: bool = True
) -> None:
    """A ceiling fan hanging from the object's top: rod, motor, blades, a lamp below.

    Options:
        blades: how many.
        light: with a lamp under it.

    Example: furnish("ceiling_fan_1", ceiling_fan, blades=6)
    """
    r = min(o.w, o.d) / 2
    lamp = o.h * 0.3 if light else 0.0
    motor = o.h * 0.26
    lathe(
        o,
        "rose",
        [(0, 0), (r * 0.08, 0), (r * 0.11, o.h * 0.08), (r * 0.11, o.h * 0.1), (0, o.h * 0.1)],
        (0, 0, o.h * 0.9),
        "metal",
        24,
    )
    lathe(
        o,
        "rod",
        [(0, 0), (0.012, 0), (0.012, o.h * 0.9 - lamp - motor + 0.02), (0, o.h * 0.9 - lamp - motor + 0.02)],
        (0, 0, lamp + motor - 0.01),
        "metal",
        12,
    )
    body = [
        (0.0, 0.0),
        (r * 0.15, 0.0),
        (r * 0.19, motor * 0.25),
        (r * 0.19, motor * 0.7),
        (r * 0.1, motor),
        (0.0, motor),
    ]
    lathe(o, "motor", body, (0, 0, lamp), "metal", 28)
    if light:
        bowl: list[Vec2] = [(0, 0)] + [
            (r * 0.17 * math.sin(k * math.pi / 16), lamp * (1 - math.cos(k * math.pi / 16)))
            for k in range(1, 9)
        ]
        lathe(o, "shade", [*bowl, (r * 0.17, lamp + 0.004), (0, lamp + 0.004)], slot="shade", segments=28)
    arms: list[Shell] = []
    leaves: list[Shell] = []
    for k in range(blades):
        turn = 360.0 * k / blades + (90.0 if blades % 2 else 0.0)
        arms.append(
            shell_moved(
                shell_box((r * 0.3, r * 0.05, 0.006), (r * 0.24, 0, lamp + motor * 0.42)),
                (0, 0, 0),
                (0, 0, turn),
            )
        )
        blade = shell_box((r * 0.72, r * 0.19, 0.008), (0, 0, -0.004), 0.003)
        blade.verts = [(x, y * (0.8 + 0.28 * (x / r + 0.36)), z) for x, y, z in blade.verts]
        tilted = shell_moved(shell_moved(blade, (0, 0, 0), (11, 0, 0)), (r * 0.64, 0, lamp + motor * 0.45))
        leaves.append(shell_moved(tilted, (0, 0, 0), (0, 0, turn)))
    emit(o, "arms", arms, slot="metal")
    emit(o, "blades", leaves, slot="wood")


def fireplace(o: Thing, *, style: str = "classic", seed: int = 0, lit: bool = True) -> None:
    """A fireplace: surround, mantel shelf, hearth, logs on a grate and flames.

    Args:
        o: the object.
        style: "classic" gives pilasters and a moulded shelf, "modern" a plain frame.
        seed: varies logs and flames.
        lit: with flames.

    Example: furnish("fireplace_1", fireplace, style="modern", lit=True)
    """
    ornate = style_look(style).ornate
    shelf, hearth = min(0.06, o.h * 0.06), min(0.06, o.h * 0.05)
    lip = min(0.06, o.d * 0.15)
    body_w, body_d = o.w - 2 * lip, o.d - lip * 2
    y = o.d / 2 - body_d / 2
    opening_w, opening_h = body_w * 0.58, (o.h - shelf) * 0.62
    side = (body_w - opening_w) / 2
    front = y - body_d / 2
    high = o.h - shelf
    walls = [
        shell_box((side, body_d, high - hearth), (s * (opening_w + side) / 2, y, hearth), 0.004)
        for s in (-1, 1)
    ]
    walls.append(
        shell_box((opening_w + 0.004, body_d, high - hearth - opening_h), (0.0, y, hearth + opening_h), 0.003)
    )
    emit(o, "surround", walls, slot="stone")
    box(o, "hearth", (o.w, o.d, hearth), (0.0, 0.0, 0.0), "stone", 0.005)
    inner = [shell_box((opening_w + 0.004, 0.03, opening_h + 0.01), (0.0, o.d / 2 - 0.03, hearth - 0.002))]
    inner += [
        shell_box(
            (0.03, body_d * 0.8, opening_h), (s * (opening_w / 2 - 0.012), o.d / 2 - body_d * 0.4, hearth)
        )
        for s in (-1, 1)
    ]
    emit(o, "firebox", inner, slot="dark")
    box(o, "shelf", (o.w, o.d - 0.001, shelf), (0.0, 0.0, high), "stone", 0.006)
    if ornate:
        trims = [
            shell_box(
                (side * 0.62, 0.03, high - hearth - 0.1),
                (s * (opening_w + side) / 2, front - 0.012, hearth),
                0.006,
            )
            for s in (-1, 1)
        ]
        trims += [
            shell_box((side * 0.85, 0.045, 0.06), (s * (opening_w + side) / 2, front - 0.018, z), 0.006)
            for s in (-1, 1)
            for z in (hearth, high - 0.13)
        ]
        trims.append(
            shell_box((o.w - lip, body_d + lip * 0.9, 0.035), (0, y - lip * 0.4, high - 0.034), 0.01)
        )
        trims.append(
            shell_box(
                (opening_w * 0.6, 0.025, (high - hearth - opening_h) * 0.4),
                (0, front - 0.01, hearth + opening_h + (high - hearth - opening_h) * 0.22),
                0.006,
            )
        )
        emit(o, "mouldings", trims, slot="stone")
    fire_logs(o, (0.0, y, hearth), opening_w * 0.62, body_d * 0.5, opening_h, lit, seed)


def fire_logs(o: Thing, at: Vec3, width: float, depth: float, height: float, lit: bool, seed: int) -> None:
    """Logs on an iron grate, and flames over them."""
    rng = random.Random(seed)
    grate = min(0.05, height * 0.12)
    bars = [
        shell_box((0.012, depth, 0.012), (at[0] + (k - 2.5) * width / 6, at[1], at[2] + grate))
        for k in range(6)
    ]
    bars += [
        shell_box((0.016, 0.016, grate + 0.006), (at[0] + x * width * 0.4, at[1] + y * depth * 0.4, at[2]))
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    bars += [
        shell_box((width, 0.012, 0.012), (at[0], at[1] + y * depth * 0.4, at[2] + grate - 0.006))
        for y in (-1, 1)
    ]
    emit(o, "grate", bars, slot="metal")
    r = min(depth * 0.2, height * 0.12)
    logs: list[Shell] = []
    for x, y, level, turn in ((0.0, -0.26, 0, 4), (0.0, 0.26, 0, -6), (0.0, 0.0, 1, 12)):
        log = shell_moved(
            shell_cylinder(r * rng.uniform(0.9, 1.05), width * 0.92, segments=10), (0, 0, -width * 0.46)
        )
        log = shell_moved(log, (0, 0, 0), (0, 90, 0))
        z = at[2] + grate + 0.008 + r + level * r * 1.6
        logs.append(shell_moved(log, (at[0] + x * width, at[1] + y * depth, z), (0.0, 0.0, float(turn))))
    emit(o, "logs", logs, slot="trunk", crease=40)
    if not lit:
        return
    flames: list[Shell] = []
    for k in range(7):
        tall = height * rng.uniform(0.35, 0.62) * (1 - 0.06 * abs(k - 3) ** 1.5)
        wide = width * 0.09
        tongue = shell_lathe(
            [(0, 0), (wide, tall * 0.18), (wide * 0.9, tall * 0.34), (wide * 0.4, tall * 0.7), (0, tall)], 8
        )
        sway = rng.uniform(-0.25, 0.25)
        tongue.verts = [(x + sway * wide * 2 * (z / tall) ** 2, y * 0.55, z) for x, y, z in tongue.verts]
        flames.append(
            shell_moved(
                tongue,
                (
                    at[0] + (k - 3) * width * 0.12,
                    at[1] + rng.uniform(-0.12, 0.12) * depth,
                    at[2] + grate + r * 1.43,
                ),
            )
        )
    emit(o, "flames", flames, slot="flame", crease=80)


def fire_extinguisher(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A red fire extinguisher with its lever, gauge and hose.

    Size: 0.2 x 0.22 x 0.55
    Example: furnish("fire_extinguisher_1", fire_extinguisher)
    """
    r = min(o.w * 0.4, o.d / 2)
    tall = o.h * 0.8
    profile: list[Vec2] = [
        (0, 0),
        (r * 0.96, 0),
        (r, 0.01),
        (r, tall * 0.82),
        (r * 0.85, tall * 0.92),
        (r * 0.4, tall * 0.98),
        (r * 0.32, tall),
    ]
    shift = -o.w / 2 + r
    paint(lathe(o, "tank", [*profile, (0, tall)], (shift, 0, 0), "metal", 32), "#b3201d", "gloss paint")
    label = shell_lathe(
        [
            (r * 1.004, tall * 0.36),
            (r * 1.012, tall * 0.36),
            (r * 1.012, tall * 0.62),
            (r * 1.004, tall * 0.62),
        ],
        32,
        closed=True,
    )
    emit(o, "label", label, slot="paper", at=(shift, 0, 0), crease=40)
    lathe(
        o,
        "valve",
        [(0, 0), (r * 0.36, 0), (r * 0.36, o.h * 0.06), (r * 0.26, o.h * 0.1), (0, o.h * 0.1)],
        (shift, 0, tall - 0.004),
        "metal",
        16,
    )
    z = tall + o.h * 0.07
    for part, slope in (("handle", 0.05), ("lever", 0.13)):
        path: list[Vec3] = [(shift - r * 0.2, 0, z), (shift + r * 0.9, 0, z + slope * o.h * 0.8)]
        tube(o, part, path, r * 0.1, "metal", 8)
    x = o.w / 2 - r * 0.14
    hose: list[Vec3] = [
        (shift, 0, tall + o.h * 0.03),
        (x - r * 0.1, 0, tall - o.h * 0.02),
        (x, 0, tall * 0.7),
        (x, 0, o.h * 0.2),
    ]
    tube(o, "hose", hose, r * 0.11, "dark", 8, bend=o.h * 0.08)
    lathe(
        o,
        "nozzle",
        [(0, 0), (r * 0.14, 0), (r * 0.14, 0.01), (r * 0.1, o.h * 0.12), (0, o.h * 0.12)],
        (x, 0, o.h * 0.1),
        "plastic",
        12,
    )
    soft_block(
        o,
        "cap",
        (r * 0.5, r * 0.5, o.h * 0.03),
        (shift, 0, o.h - o.h * 0.03),
        radius=r * 0.2,
        edge=0.002,
        slot="metal",
    )
    lathe(
        o,
        "pin",
        [(0, 0), (0.006, 0), (0.006, o.h * 0.12), (0, o.h * 0.12)],
        (shift, 0, o.h * 0.86),
        "metal",
        8,
    )
    parts_moved(o.parts, (0.0, r - o.d / 2, 0.0))
    if o.d - 2 * r > 0.004:
        arm = (r * 0.7, o.d - 2 * r + r * 0.2, o.h * 0.03)
        box(o, "bracket", arm, (shift, o.d / 2 - arm[1] / 2 - 0.002, tall * 0.6), "metal", 0.002)
        box(
            o,
            "wall_plate",
            (r * 1.1, 0.006, o.h * 0.2),
            (shift, o.d / 2 - 0.003, tall * 0.52),
            "metal",
            0.002,
        )
