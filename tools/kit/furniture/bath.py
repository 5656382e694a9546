"""Bathroom: tubs, toilets, basins, showers, taps, towels."""

from __future__ import annotations

import math
from typing import Literal

from tools.kit.core import Thing, Vec3
from tools.kit.joints import joint
from tools.kit.parts.basin import basin_shell, tap_parts
from tools.kit.parts.fronts import carcass, fronts
from tools.kit.parts.path import lathe, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import loft, soft_block
from tools.kit.parts.solid import box, shell_cylinder
from tools.kit.parts.style import style_look


def faucet(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A tap by itself; arched when "classic".

    Example: furnish("faucet_1", faucet)
    """
    kind = "swan" if style_look(style).ornate else "mixer"
    r = min(0.016, o.h * 0.12) * 1.7
    plate = min(0.006, o.h * 0.04)
    wide = min(o.d, 2.2 * r)
    soft_block(
        o,
        "plate",
        (o.w, wide, plate),
        (0, o.d / 2 - wide / 2, 0),
        radius=wide * 0.4,
        edge=0.002,
        slot="metal",
    )
    tap_parts(o, (0.0, o.d / 2 - r, plate * 0.5), o.h - plate * 0.5, o.d - 2 * r, kind)


def bathtub(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    kind: Literal["", "built-in", "freestanding", "clawfoot"] = "",
    water: bool = False,
) -> None:
    """A bathtub with its tap.

    Args:
        o: the object; the longer side is the tub's length.
        style: "classic" gives a roll-top on feet.
        seed: not used; every word takes one.
        kind: "built-in", "freestanding" or "clawfoot".
        water: filled.

    Example: furnish("bathtub_1", bathtub, kind="clawfoot")
    """
    kind = kind or ("clawfoot" if style_look(style).ornate else "freestanding")
    tap = o.h * 0.24
    high = o.h - tap
    feet = high * 0.2 if kind == "clawfoot" else 0.0
    long_x = o.w >= o.d
    wall = 0.05 if kind == "built-in" else 0.028
    foot = {"built-in": 1.0, "freestanding": 0.8, "clawfoot": 0.66}[kind]
    round_ends = kind != "built-in"
    radius = min(o.w, o.d) * (0.49 if round_ends else 0.06)
    tub = basin_shell((o.w, o.d, high - feet), wall, max(radius, wall * 1.4), 0.05, 0.74, False, foot)
    emit(o, "tub", tub, slot="ceramic", at=(0, 0, feet), crease=40)
    if feet:
        paws: list[Shell] = []
        claw = shell_lathe(
            [
                (0, 0),
                (0.035, 0),
                (0.04, feet * 0.3),
                (0.022, feet * 0.6),
                (0.045, feet * 1.5),
                (0, feet * 1.5),
            ],
            12,
        )
        paws += [shell_moved(claw, (x * o.w * 0.24, y * o.d * 0.24, 0)) for x in (-1, 1) for y in (-1, 1)]
        emit(o, "feet", paws, slot="metal", crease=50)
    if water:
        surface = (0.84 * (o.w - 2 * wall), 0.84 * (o.d - 2 * wall), 0.006)
        round_off = min(surface[:2]) * (0.49 if round_ends else 0.12)
        soft_block(
            o,
            "water",
            surface,
            (0, 0, feet + (high - feet) * 0.5),
            radius=round_off,
            edge=0.001,
            slot="water",
        )
    drain = shell_lathe([(0, 0), (0.03, 0), (0.028, 0.004), (0, 0.003)], 16)
    emit(
        o,
        "drain",
        drain,
        slot="metal",
        at=(o.w * 0.2 if long_x else 0, 0.0 if long_x else o.d * 0.2, feet + wall - 0.0005),
        crease=40,
    )
    tap_parts(o, (0.0, o.d / 2 - wall * 0.5, high - 0.01), tap + 0.01, min(o.w, o.d) * 0.22)


def toilet(o: Thing, *, style: str = "modern", seed: int = 0, closed: bool = False) -> None:
    """A toilet: bowl on a foot, seat, lid, cistern at the back with its button; `closed` lowers the lid.

    Example: furnish("toilet_1", toilet, closed=True)
    """
    tank_d = o.d * 0.28
    seat_z = min(o.h * 0.52, 0.42)
    bowl_d = o.d - tank_d * 0.9
    y = -o.d / 2 + bowl_d / 2
    wide = o.w * 0.96
    rings: list[list[Vec3]] = []
    for z, w, d, back in (
        (0.0, 0.62, 0.62, 0.16),
        (0.08, 0.58, 0.6, 0.17),
        (0.35, 0.56, 0.62, 0.15),
        (0.65, 0.8, 0.86, 0.06),
        (0.88, 0.98, 0.99, 0.0),
        (1.0, 1.0, 1.0, 0.0),
    ):
        rings.append(toilet_ring(wide * w, bowl_d * d, z * seat_z, y + back * bowl_d))
    for z, w, d in ((1.0, 0.8, 0.82), (0.93, 0.76, 0.78), (0.6, 0.56, 0.56), (0.45, 0.3, 0.3)):
        rings.append(toilet_ring(wide * w, bowl_d * d, z * seat_z, y - 0.01 * bowl_d))
    loft(o, "bowl", rings, slot="ceramic", sharp=55)
    water = [
        (x, py, z - 0.002)
        for x, py, z in toilet_ring(wide * 0.42, bowl_d * 0.42, seat_z * 0.53, y - 0.01 * bowl_d)
    ]
    loft(o, "water", [water, [(x, py, z + 0.003) for x, py, z in water]], slot="water")
    thick = min(0.02, o.h * 0.025)
    outer, hole = (
        toilet_ring(wide * 1.02, bowl_d, 0.0, y),
        toilet_ring(wide * 0.68, bowl_d * 0.7, 0.0, y - 0.01 * bowl_d),
    )
    if closed:
        loft(
            o,
            "lid",
            [
                [(x, py, seat_z - 0.002) for x, py, _ in outer],
                [(x, py, seat_z + 2 * thick) for x, py, _ in outer],
            ],
            slot="ceramic",
        )
    else:
        levels = (
            (hole, seat_z - 0.002),
            (outer, seat_z - 0.002),
            (outer, seat_z + thick),
            (hole, seat_z + thick),
        )
        loft(
            o, "seat", [[(x, py, z) for x, py, _ in ring] for ring, z in levels], slot="ceramic", closed=True
        )
        flat = [(x, py - y) for x, py, _ in outer]
        hinge, tall = o.d / 2 - tank_d - thick * 1.2, bowl_d * 0.94
        tall = min(tall, o.h - seat_z - thick)
        faces: list[list[Vec3]] = []
        for level in (thick, 0.0):
            low = seat_z + thick * 0.6
            faces.append([(x, hinge - level, low + (0.5 - py / bowl_d) * tall) for x, py in flat])
        loft(o, "lid", faces, slot="ceramic")
        pivot = (0.0, hinge - thick, seat_z + thick * 1.2)
        joint(o, "lid", "hinge", at=pivot, axis=(1.0, 0.0, 0.0), limits=(0.0, 82.0), parts=("lid",))
    tank = o.h - seat_z * 0.9
    soft_block(
        o,
        "cistern",
        (o.w, tank_d, tank - 0.03),
        (0, o.d / 2 - tank_d / 2, seat_z * 0.9),
        radius=0.03,
        edge=0.01,
        slot="ceramic",
    )
    soft_block(
        o,
        "cistern_lid",
        (o.w, tank_d, 0.035),
        (0, o.d / 2 - tank_d / 2, o.h - 0.035),
        radius=0.03,
        edge=0.01,
        slot="ceramic",
    )
    lathe(
        o,
        "button",
        [(0, 0), (0.022, 0), (0.02, 0.003), (0, 0.003)],
        (0, o.d / 2 - tank_d / 2, o.h - 0.0035),
        "metal",
        18,
    )


def toilet_ring(w: float, d: float, z: float, y: float) -> list[Vec3]:
    """A toilet's outline at a height: round in front (-Y), squarer behind, 32 points around depth `y`."""
    points: list[Vec3] = []
    for k in range(32):
        a = math.tau * k / 32
        c, s = math.cos(a), math.sin(a)
        if s > 0:
            c, s = math.copysign(abs(c) ** 0.55, c), s**0.7
        points.append((c * w / 2, y + s * d / 2, z))
    return points


def bidet(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A bidet with its tap.

    Example: furnish("bidet_1", bidet)
    """
    high = o.h * 0.82
    rings = [
        toilet_ring(o.w * w, o.d * d, z * high, 0.06 * o.d * (1 - z))
        for z, w, d in ((0.0, 0.6, 0.7), (0.3, 0.56, 0.68), (0.7, 0.85, 0.9), (1.0, 1.0, 1.0))
    ]
    rings += [
        toilet_ring(o.w * w, o.d * d, z * high, -0.05 * o.d)
        for z, w, d in ((1.0, 0.8, 0.76), (0.9, 0.76, 0.72), (0.6, 0.5, 0.5), (0.55, 0.3, 0.3))
    ]
    loft(o, "bowl", rings, slot="ceramic", sharp=55)
    tap_parts(o, (0, o.d * 0.41, high - 0.004), o.h - high + 0.004, o.d * 0.16)


def sink(o: Thing, *, style: str = "modern", seed: int = 0, pedestal: bool | None = None) -> None:
    """A washbasin with its tap, on a pedestal when it stands on the floor (higher than half a metre).

    Options:
        pedestal: on a column to the floor; by the object's height when None.

    Example: furnish("sink_1", sink, pedestal=True)
    """
    tap = min(0.16, o.h * 0.3)
    rim = o.h - tap
    stands = o.h > 0.5 if pedestal is None else pedestal
    deep = min(0.19, rim * 0.8) if stands else rim
    shelf = o.d * 0.16
    bowl = basin_shell((o.w, o.d, deep), min(o.w, o.d) * 0.07, min(o.w, o.d) * 0.3, 0.04, 0.6, False, 0.7)
    emit(o, "basin", bowl, slot="ceramic", at=(0, 0, rim - deep), crease=45)
    soft_block(
        o,
        "shelf",
        (o.w * 0.66, shelf, deep * 0.3),
        (0, o.d / 2 - shelf * 0.56, rim - deep * 0.3 - 0.001),
        radius=0.03,
        edge=0.008,
        slot="ceramic",
    )
    lathe(
        o,
        "drain",
        [(0, 0), (0.022, 0), (0.02, 0.004), (0, 0.003)],
        (0, 0, rim - deep + min(o.w, o.d) * 0.07 - 0.0005),
        "metal",
        16,
    )
    if stands:
        r = min(o.w, o.d) * 0.2
        column = [
            (0, 0),
            (r * 1.15, 0),
            (r * 1.1, 0.03),
            (r * 0.72, 0.12),
            (r * 0.66, (rim - deep) * 0.6),
            (r * 0.95, rim - deep + 0.01),
            (0, rim - deep + 0.01),
        ]
        lathe(o, "pedestal", column, (0, o.d * 0.08, 0), "ceramic", 28)
    tap_parts(o, (0, o.d / 2 - shelf * 0.6, rim - 0.006), tap + 0.006, o.d * 0.3)


def bathroom_vanity(
    o: Thing, *, style: str = "modern", seed: int = 0, basins: int = 0, drawers: bool = False
) -> None:
    """A vanity unit: cabinet with doors (or `drawers`), top, one or two inset basins with taps.

    Options:
        basins: how many; by the width when 0.

    Example: furnish("bathroom_vanity_1", bathroom_vanity, basins=3)
    """
    look = style_look(style)
    basins = basins or (2 if o.w > 1.3 else 1)
    tap = min(0.15, o.h * 0.18)
    rim = o.h - tap
    bowl, top, plinth = min(0.11, rim * 0.15), 0.025, min(0.08, rim * 0.1)
    counter = rim - bowl * 0.85
    depth = o.d - 0.03
    carcass(o, (o.w - 0.02, depth - 0.022, counter - top - plinth), (0, 0.016, plinth), slot="wood")
    box(o, "plinth", (o.w - 0.1, depth - 0.1, plinth + 0.002), (0, 0.03, 0), "dark")
    front = 0.016 - (depth - 0.022) / 2
    kind, rows, columns = (
        ("drawer", 2, max(1, round(o.w / 0.6))) if drawers else ("door", 1, max(2, 2 * round(o.w / 0.9)))
    )
    fronts(
        o,
        (o.w - 0.02, counter - top - plinth),
        (0, front, plinth),
        rows,
        columns,
        kind,
        look.door,
        look.handle,
        slot="wood",
    )
    box(o, "top", (o.w, o.d, top), (0, 0, counter - top), "stone", 0.004)
    for k in range(basins):
        x = (k + 0.5 - basins / 2) * o.w / basins
        w, d = min(o.w / basins * 0.62, 0.55), o.d * 0.68
        shell = basin_shell((w, d, bowl), 0.014, min(w, d) * 0.4, 0.02, 0.7, True, 0.7)
        emit(
            o, f"basin_{k + 1}", shell, slot="ceramic", at=(x, -o.d * 0.07, counter - bowl * 0.15), crease=45
        )
        tap_parts(o, (x, o.d / 2 - 0.05, counter - 0.002), o.h - counter + 0.002, d * 0.42)


def shower(o: Thing, *, style: str = "modern", seed: int = 0, sides: int = 2) -> None:
    """A corner shower: tray, glass on `sides` (2: front and right; 3: also left), head and mixer behind.

    Example: furnish("shower_1", shower, sides=3)
    """
    tray, post = min(0.06, o.h * 0.04), 0.025
    emit(o, "tray", basin_shell((o.w, o.d, tray), 0.04, 0.05, 0.01, 0.96), slot="ceramic", crease=40)
    lathe(o, "drain", [(0, 0), (0.045, 0), (0.042, 0.004), (0, 0.003)], (0, 0, 0.0395), "metal", 20)
    top = o.h - 0.016
    spots = [(-1, -1), (1, -1), (1, 1)] + ([(-1, 1)] if sides > 2 else [])
    posts = [
        shell_box(
            (post, post, o.h - tray * 0.9), (x * (o.w - post) / 2, y * (o.d - post) / 2, tray * 0.9), 0.002
        )
        for x, y in spots
    ]
    posts.append(shell_box((o.w, post, post), (0, -(o.d - post) / 2, o.h - post), 0.002))
    posts.append(shell_box((post, o.d, post), ((o.w - post) / 2, 0, o.h - post), 0.002))
    if sides > 2:
        posts.append(shell_box((post, o.d, post), (-(o.w - post) / 2, 0, o.h - post), 0.002))
    emit(o, "frame", posts, slot="metal")
    low = tray * 0.9
    panes = [shell_box((o.w - post, 0.008, top - low), (0, -(o.d - post) / 2, low + 0.002))]
    panes += [
        shell_box((0.008, o.d - post, top - low), (s * (o.w - post) / 2, 0, low + 0.002))
        for s in ((1, -1) if sides > 2 else (1,))
    ]
    emit(o, "glass", panes, slot="glass")
    tube(
        o,
        "door_handle",
        [(o.w * 0.2, -o.d / 2 + 0.006, o.h * 0.42), (o.w * 0.2, -o.d / 2 + 0.006, o.h * 0.58)],
        0.008,
        "metal",
        10,
    )
    back = o.d / 2 - 0.03
    riser: list[Vec3] = [
        (-o.w * 0.12, back, o.h * 0.42),
        (-o.w * 0.12, back, o.h * 0.93),
        (-o.w * 0.12, back - o.d * 0.36, o.h * 0.95),
    ]
    tube(o, "riser", riser, 0.01, "metal", 10, bend=0.06)
    r = min(0.12, o.w * 0.14)
    lathe(
        o,
        "head",
        [(0, 0), (r, 0), (r, 0.01), (r * 0.3, 0.02), (0.012, 0.05), (0, 0.05)],
        (-o.w * 0.12, back - o.d * 0.36, o.h * 0.95 - 0.042),
        "metal",
        28,
    )
    mixer = [
        shell_moved(
            shell_cylinder(0.024, 0.26, segments=16), (-o.w * 0.12 - 0.13, back, o.h * 0.46), (0, 90, 0)
        )
    ]
    mixer += [
        shell_box((0.05, 0.05, 0.012), (-o.w * 0.12, back + 0.008, z), 0.003)
        for z in (o.h * 0.455, o.h * 0.86)
    ]
    emit(o, "mixer", mixer, slot="metal", crease=40)
    wall = shell_box((0.03, 0.012, o.h - tray * 0.9), (-o.w * 0.12, o.d / 2 - 0.006, tray * 0.9))
    emit(o, "rail", wall, slot="metal")
