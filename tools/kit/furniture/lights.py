"""Lamps that hang from the ceiling or a wall."""

from __future__ import annotations

import math
import random
from typing import Literal

from tools.kit.core import Thing, Vec3
from tools.kit.parts.path import lathe, shell_tube, tube
from tools.kit.parts.shade import lampshade
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.solid import box, cylinder, shell_cylinder, shell_sphere
from tools.kit.parts.style import style_look

CHANDELIER = 1.25
"""Height of a chandelier without its chain, at most, in half its width."""


def pendant_lamp(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    shade: Literal["", "dome", "drum", "cone", "globe", "bell"] = "",
    cord: float = 0.0,
) -> None:
    """A lamp on a cord below a ceiling rose, which is at the object's top.

    Args:
        o: the object.
        style: chooses the shade.
        seed: chooses among shades that fit.
        shade: "dome", "drum", "cone", "globe" or "bell".
        cord: bare length of the cord, metres; by the proportions when 0.

    Example: furnish("pendant_lamp_1", pendant_lamp, shade="globe")
    """
    look = style_look(style)
    choices: tuple[Literal["bell", "dome", "cone", "globe", "drum"], ...] = (
        ("bell",)
        if look.ornate
        else ("dome", "cone")
        if look.leg_slot == "metal"
        else ("dome", "globe", "drum")
    )
    shade = shade or choices[seed % len(choices)]
    r = min(o.w, o.d) / 2
    tall = {"dome": 0.95, "globe": 2.0, "cone": 0.9, "drum": 0.9, "bell": 1.2}[shade] * r
    tall = min(tall, o.h * 0.9) if not cord else max(o.h - cord, o.h * 0.2)
    rose = min(0.025, o.h * 0.06)
    lathe(
        o,
        "rose",
        [(0, 0), (min(0.05, r * 0.4), 0), (min(0.055, r * 0.5), rose), (0, rose)],
        (0, 0, o.h - rose),
        "metal",
        20,
    )
    if shade == "globe":
        ball = min(r, tall / 2)
        emit(o, "shade", shell_sphere((r, r, ball), 28), slot="shade")
        top = 2 * ball
        lathe(
            o,
            "cap",
            [(0, 0), (r * 0.32, 0), (r * 0.25, 0.03), (0.008, 0.045), (0, 0.045)],
            (0, 0, top - 0.012),
            "metal",
            20,
        )
    else:
        lampshade(o, "shade", r, tall, kind=shade, closed=shade != "drum")
        top = tall
        if shade != "drum":
            lathe(
                o,
                "cap",
                [(0, 0), (r * 0.16, 0), (r * 0.14, 0.02), (0.006, 0.03), (0, 0.03)],
                (0, 0, top - 0.003),
                "metal",
                16,
            )
    if o.h - top > 0.004:
        cylinder(o, "cord", 0.004, o.h - top - rose + 0.012, (0.0, 0.0, top - 0.006), "plastic", 8)


def chandelier(o: Thing, *, style: str = "classic", seed: int = 0, arms: int = 6) -> None:
    """A chandelier: a turned column, curved arms with candles (rings of bulbs when modern).

    Args:
        o: the object; its top is the ceiling.
        style: "modern" and "minimal" give a ring, others curved arms.
        seed: not used; every word takes one.
        arms: how many.

    Example: furnish("chandelier_1", chandelier, arms=7)
    """
    r = min(o.w, o.d) / 2
    body = min(o.h * 0.55, CHANDELIER * r)  # the rest is its chain, however long
    cylinder(o, "chain", 0.005, o.h - body * 0.98, (0.0, 0.0, body * 0.98), "metal", 8)
    lathe(o, "rose", [(0, 0), (0.05, 0), (0.06, 0.025), (0, 0.025)], (0, 0, o.h - 0.025), "metal", 20)
    if not style_look(style).ornate and "rustic" not in style:
        lamp_ring(o, r, body)
        return
    k = body
    profile = [
        (0.0, 0.0),
        (0.02, 0.02),
        (0.012, 0.05),
        (0.05, 0.12),
        (0.02, 0.2),
        (0.018, 0.32),
        (0.045, 0.42),
    ]
    profile += [(0.05, 0.5), (0.02, 0.62), (0.015, 0.85), (0.03, 0.9), (0.008, 1.0), (0.0, 1.0)]
    lathe(o, "column", [(x * 2.6 * r, z * k) for x, z in profile], slot="metal", segments=20)
    rods: list[Shell] = []
    candles: list[Shell] = []
    bulbs: list[Shell] = []
    for n in range(arms):
        a = math.tau * n / arms + math.pi / 12
        c, s = math.cos(a), math.sin(a)
        reach = r * 0.93 / math.cos(math.pi / 12)
        path: list[Vec3] = []
        for t, z in ((0.08, 0.42), (0.3, 0.2), (0.55, 0.12), (0.8, 0.2), (0.95, 0.32), (1.0, 0.42)):
            path.append((c * reach * t, s * reach * t, z * k))
        rods.append(shell_tube(path, 0.009, 8, bend=0.05))
        cup = shell_lathe([(0.0, 0.0), (r * 0.03, 0.0), (r * 0.07, k * 0.06), (0.0, k * 0.05)], 14)
        rods.append(shell_moved(cup, path[-1]))
        candles.append(shell_cylinder(r * 0.03, k * 0.22, (*path[-1][:2], path[-1][2] + k * 0.04), 10))
        flame = shell_lathe([(0.0, 0.0), (r * 0.03, k * 0.03), (r * 0.035, k * 0.07), (0.0, k * 0.16)], 10)
        bulbs.append(shell_moved(flame, (*path[-1][:2], path[-1][2] + k * 0.255)))
    emit(o, "arms", rods, slot="metal", crease=50)
    emit(o, "candles", candles, slot="wax")
    emit(o, "bulbs", bulbs, slot="bulb", crease=60)


def lamp_ring(o: Thing, r: float, body: float) -> None:
    """A glowing ring on three wires that meet `body` metres above it, for a modern chandelier."""
    thick, tall = min(0.03, r * 0.1), body * 0.22
    ring = [(r, 0.0), (r, tall), (r - thick, tall), (r - thick, 0.0)]
    emit(o, "ring", shell_lathe(ring, 48, closed=True), slot="metal", crease=40)
    glow = [
        (r - thick * 0.2, -0.004),
        (r - thick * 0.2, 0.004),
        (r - thick * 0.8, 0.004),
        (r - thick * 0.8, -0.004),
    ]
    emit(o, "glow", shell_lathe(glow, 48, closed=True), slot="bulb", crease=40)
    wires = []
    for k in range(3):
        a = math.tau * k / 3 + 0.5
        low: Vec3 = ((r - thick / 2) * math.cos(a), (r - thick / 2) * math.sin(a), tall * 0.9)
        wires.append(shell_tube([low, (0.0, 0.0, body * 1.02)], 0.002, 5))
    emit(o, "wires", wires, slot="metal")


def ceiling_lamp(
    o: Thing, *, style: str = "modern", seed: int = 0, shape: Literal["", "round", "square"] = ""
) -> None:
    """A lamp flush with the ceiling: a rim and a milky bowl; `shape` "round" or "square".

    Example: furnish("ceiling_lamp_1", ceiling_lamp, shape="square")
    """
    r = min(o.w, o.d) / 2
    square = shape == "square"
    rim = min(0.03, o.h * 0.3)
    if square:
        box(o, "rim", (o.w, o.d, rim), (0.0, 0.0, o.h - rim), "metal", 0.006)
        box(
            o,
            "shade",
            (o.w * 0.94, o.d * 0.94, o.h - rim * 0.5),
            (0.0, 0.0, 0.0),
            "shade",
            min(0.03, o.h * 0.3),
        )
        return
    lathe(
        o, "rim", [(0, 0), (r * 0.97, 0), (r, rim * 0.3), (r, rim), (0, rim)], (0, 0, o.h - rim), "metal", 40
    )
    deep = o.h - rim * 0.9
    profile = [
        (math.sin(k / 8 * math.pi / 2) * r * 0.94, (1 - math.cos(k / 8 * math.pi / 2)) * deep)
        for k in range(9)
    ]
    lathe(o, "shade", [*profile, (0.0, deep)], slot="shade", segments=40)
    if style_look(style).ornate:
        emit(
            o,
            "finial",
            shell_sphere(min(0.015, o.h * 0.1), 12),
            slot="metal",
            at=(0.0, 0.0, -0.006),
            crease=60,
        )


def wall_lamp(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    shade: Literal["", "drum", "cone", "pleated", "bell", "globe"] = "",
) -> None:
    """A sconce: a wall plate at its back (+Y), an arm, a shade ("drum", "cone", "bell", "globe").

    Options:
        shade: "drum", "cone", "pleated", "bell" or "globe"; by style when left out.

    Example: furnish("wall_lamp_1", wall_lamp, shade="globe")
    """
    look = style_look(style)
    shade = shade or ("pleated" if look.ornate else "cone" if look.leg_slot == "metal" else "drum")
    plate, back = min(0.018, o.d * 0.12), o.d / 2
    r = min(o.w / 2, o.d * 0.42)
    tall = min(o.h * 0.62, r * 2.2)
    wide = min(o.w * 0.5, 0.11) if r > 0.48 * o.w else o.w
    high = min(o.h * 0.6, wide * 1.7)
    box(o, "plate", (wide, plate, high), (0.0, back - plate / 2, 0.0), "metal", 0.005)
    y = -back + r
    path: list[Vec3] = [(0.0, back - plate, high * 0.5), (0.0, y, high * 0.5), (0.0, y, o.h - tall * 0.6)]
    tube(o, "arm", path, min(0.008, wide * 0.1), "metal", 10, bend=min(0.04, r * 0.5))
    if shade == "globe":
        emit(o, "shade", shell_sphere(r, 24), slot="shade", at=(0.0, y, o.h - 2 * r))
        return
    lampshade(o, "shade", r, tall, (0.0, y, o.h - tall), kind=shade)


def spotlight_track(o: Thing, *, style: str = "modern", seed: int = 0, spots: int = 0) -> None:
    """A ceiling track with cylindrical spots aimed here and there; `spots` by the length when 0.

    Size: 1.2 x 0.12 x 0.22
    Mount: ceiling
    Example: furnish("spotlight_track_1", spotlight_track, spots=3)
    """
    rng = random.Random(seed)
    along_x = o.w >= o.d
    long, across = (o.w, o.d) if along_x else (o.d, o.w)
    spots = spots or max(2, round(long / 0.4))
    rail = min(0.03, o.h * 0.2)
    width = min(0.035, across * 0.6)
    box(
        o,
        "track",
        (long, width, rail) if along_x else (width, long, rail),
        (0.0, 0.0, o.h - rail),
        "metal",
        0.002,
    )
    r = min(across / 2, o.h * 0.3)
    body = o.h - rail - r * 0.8
    low = r * 0.2
    heads: list[Shell] = []
    bulbs: list[Shell] = []
    for k in range(spots):
        at = (k + 0.5) * long / spots - long / 2
        lean = rng.choice((-14.0, 0.0, 14.0)) if 0 < k < spots - 1 else 0.0
        x, y = (at, 0.0) if along_x else (0.0, at)
        heads.append(shell_box((0.014, 0.014, o.h - rail * 0.5 - body * 0.8 - low), (x, y, body * 0.8 + low)))
        can = [
            (r * 0.88, 0.0),
            (r, 0.0),
            (r, body * 0.96),
            (r * 0.7, body),
            (0.0, body),
            (0.0, body * 0.5),
            (r * 0.88, body * 0.5),
        ]
        turned = shell_moved(shell_lathe(can, 20, closed=False), (0, 0, -body), (0.0, 0.0, 0.0))
        turn = (0.0, lean, 0.0) if along_x else (lean, 0.0, 0.0)
        heads.append(shell_moved(turned, (x, y, body + low), turn))
        # the glowing lens bulges out of the can a little: it shows from the side, not only from below
        dome = [(0.0, 0.0), (r * 0.5, 0.12 * r), (r * 0.87, 0.3 * r), (r * 0.87, 0.5 * r), (0.0, 0.5 * r)]
        lens = shell_moved(shell_lathe(dome, 20), (0.0, 0.0, -body - 0.2 * r))
        bulbs.append(shell_moved(lens, (x, y, body + low), turn))
    emit(o, "spots", heads, slot="metal", crease=40)
    emit(o, "bulbs", bulbs, slot="bulb", crease=50)


def string_lights(o: Thing, *, style: str = "modern", seed: int = 0, bulbs: int = 0) -> None:
    """Small bulbs on a cable that sags between its ends; `bulbs` by the length when 0.

    Example: furnish("string_lights_1", string_lights, bulbs=3)
    """
    bulbs = bulbs or max(5, round(o.w / 0.12))
    r = min(0.016, o.d * 0.45, o.h * 0.14)
    swags = max(1, round(o.w / 1.2))

    def sag(t: float) -> float:
        u = (t * swags) % 1.0
        return o.h - 0.003 - (o.h - 0.006 - 2.6 * r) * 4 * u * (1 - u)

    count = swags * 12
    path = [((k / count - 0.5) * o.w, o.d / 2 - r, sag(k / count)) for k in range(count + 1)]
    tube(o, "cable", path, 0.003, "plastic", 6)
    pins = [
        shell_box((0.006, o.d, 0.006), ((k / swags - 0.5) * (o.w - 0.006), 0.0, o.h - 0.006))
        for k in range(swags + 1)
    ]
    emit(o, "pins", pins, slot="metal")
    sockets: list[Shell] = []
    lights: list[Shell] = []
    for k in range(bulbs):
        t = (k + 0.5) / bulbs
        spot = ((t - 0.5) * o.w, o.d / 2 - r, sag(t))
        sockets.append(shell_cylinder(r * 0.5, r * 0.9, (spot[0], spot[1], spot[2] - r * 0.9), 8))
        drop = shell_lathe([(0.0, 0.0), (r * 0.7, r * 0.3), (r, r), (r * 0.5, r * 1.8), (0.0, r * 1.9)], 10)
        lights.append(shell_moved(drop, (spot[0], spot[1], spot[2] - r * 2.5)))
    emit(o, "sockets", sockets, slot="plastic")
    emit(o, "bulbs", lights, slot="bulb", crease=60)


def lantern(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A lantern with four glass sides, a candle in it and a ring to carry it by.

    Example: furnish("lantern_1", lantern)
    """
    w, d = o.w, o.d
    ring = min(0.05, o.h * 0.14)
    roof = o.h * 0.2
    body = o.h - ring - roof
    post, base = min(w, d) * 0.08, o.h * 0.06
    shells = [
        shell_box((w, d, base), (0, 0, 0), 0.003),
        shell_box((w, d, base * 0.7), (0, 0, body - base * 0.7), 0.003),
    ]
    shells += [
        shell_box(
            (post, post, body - base), (x * (w - post) / 2 * 0.96, y * (d - post) / 2 * 0.96, base * 0.5)
        )
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    top = shell_lathe([(0.707 * w * 0.96, 0.0), (0.707 * w * 0.3, roof * 0.85), (0.707 * w * 0.3, roof)], 4)
    top = shell_moved(top, (0, 0, 0), (0, 0, 45))
    top.verts = [(x, y * d / w, z + body - 0.001) for x, y, z in top.verts]
    top.smooth = [False] * len(top.smooth)
    emit(o, "cage", [*shells, top], slot="metal")
    loop = [
        (math.cos(a) * ring * 0.8, 0.0, o.h - ring * 0.92 + math.sin(a) * ring * 0.84)
        for a in (math.tau * k / 16 for k in range(16))
    ]
    tube(o, "ring", loop, ring * 0.08, "metal", 6, closed=True)
    glass = [shell_box((w * 0.86, 0.002, body - base * 1.6), (0, s * d * 0.44, base * 0.95)) for s in (-1, 1)]
    glass += [
        shell_box((0.002, d * 0.86, body - base * 1.6), (s * w * 0.44, 0, base * 0.95)) for s in (-1, 1)
    ]
    emit(o, "panes", glass, slot="glass")
    r = min(w, d) * 0.2
    cylinder(o, "candle", r, body * 0.45, (0, 0, base), "wax", 20, bevel=r * 0.1)
    lathe(
        o,
        "flame",
        [(0, 0), (r * 0.25, r * 0.3), (r * 0.2, r * 0.6), (0, r * 1.2)],
        (0, 0, base + body * 0.45 - 0.001),
        "bulb",
        10,
    )
