"""Kitchen appliances: ovens, hobs, fridges, machines, hoods, sinks."""

from __future__ import annotations

import math
from typing import Literal

from tools.kit.core import Thing, Vec3, paint
from tools.kit.joints import TRAVEL, joint_door, joint_drawer
from tools.kit.parts.basin import basin_shell, tap_parts
from tools.kit.parts.fronts import shell_handle
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import loft, soft_block, soft_outline
from tools.kit.parts.solid import box, panel
from tools.kit.parts.style import style_look


def appliance_bar(
    o: Thing, part: str, width: float, at: Vec3, upright: bool = False, slot: str = "metal"
) -> None:
    """A bar handle of a length, its middle `at`, on a front that faces -Y."""
    emit(o, part, shell_handle("bar", width, upright), slot=slot, at=at, crease=40)


def appliance_knobs(o: Thing, xs: list[float], y: float, z: float, r: float) -> None:
    """A row of round knobs on a front at depth `y`."""
    knob = shell_lathe([(0, 0), (r, 0), (r * 0.95, 0.4 * r), (r * 0.8, 1.1 * r), (0, 1.1 * r)], 18)
    shells = [shell_moved(knob, (x, y + 0.001, z), (90, 0, 0)) for x in xs]
    shells += [shell_box((r * 0.16, r * 0.12, r * 0.9), (x, y - 1.1 * r, z - r * 0.1)) for x in xs]
    emit(o, "knobs", shells, slot="metal", crease=40)


def cooktop_rings(o: Thing, w: float, d: float, y: float, z: float, gas: bool) -> None:
    """Four burners in a field of width and depth around depth `y`, on height `z`."""
    r = min(w, d) * 0.17
    spots = [
        (sx * w * 0.24, y + sy * d * 0.24, r * (1.0 if sx * sy > 0 else 0.8))
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    if not gas:
        rings = []
        for x, cy, size in spots:
            for share in (1.0, 0.62):
                ring = shell_lathe(
                    [
                        (size * share - 0.003, 0.0),
                        (size * share, 0.0),
                        (size * share, 0.0006),
                        (size * share - 0.003, 0.0006),
                    ],
                    32,
                    closed=True,
                )
                rings.append(shell_moved(ring, (x, cy, z - 0.0001)))
        paint(emit(o, "rings", rings, slot="metal"), "#8d9093", "paint")
        return
    burners: list[Shell] = []
    grates: list[Shell] = []
    for x, cy, size in spots:
        profile = [
            (0, 0),
            (size * 0.55, 0),
            (size * 0.5, 0.006),
            (size * 0.34, 0.008),
            (size * 0.34, 0.014),
            (0, 0.015),
        ]
        burners.append(shell_moved(shell_lathe(profile, 20), (x, cy, z - 0.0005)))
        for k in range(4):
            a = math.pi / 4 + math.pi / 2 * k
            arm = shell_moved(
                shell_box((size * 0.8, 0.008, 0.008), (size * 0.62, 0, 0.014)),
                (0, 0, 0),
                (0, 0, math.degrees(a)),
            )
            grates.append(shell_moved(arm, (x, cy, z)))
            foot = shell_box(
                (0.008, 0.008, 0.018), (x + size * math.cos(a), cy + size * math.sin(a), z - 0.0005)
            )
            grates.append(foot)
    emit(o, "burners", burners, slot="metal", crease=40)
    o.bearers.append(emit(o, "grates", grates, slot="dark"))


def cooktop(o: Thing, *, style: str = "modern", seed: int = 0, gas: bool | None = None) -> None:
    """A hob: glass with rings, or gas burners with grates (`gas`; left out, when it is higher than 3 cm).

    Example: furnish("cooktop_1", cooktop, gas=True)
    """
    gas = o.h > 0.03 if gas is None else gas
    plate = o.h - 0.022 if gas else o.h - 0.0006
    if gas:
        soft_block(o, "plate", (o.w, o.d, max(plate, 0.004)), radius=0.02, edge=0.003, slot="metal")
        cooktop_rings(o, o.w * 0.9, o.d * 0.84, o.d * 0.05, max(plate, 0.004), gas=True)
        return
    panel(o, "plate", (o.w, o.d, plate), (0, 0, 0), 0.012, "screen", min(0.002, plate * 0.3))
    cooktop_rings(o, o.w, o.d * 0.86, o.d * 0.06, plate, gas=False)
    marks = [
        shell_box((0.012, 0.004, 0.0006), (x * 0.035, -o.d * 0.44, plate - 0.0001)) for x in (-2, -1, 0, 1, 2)
    ]
    paint(emit(o, "marks", marks, slot="metal"), "#b9bcbf", "paint")


def oven_door(o: Thing, w: float, h: float, y: float, z: float) -> None:
    """An oven door on a front at depth `y`, its foot at `z`: frame, dark window, handle."""
    box(o, "door", (w, 0.024, h), (0.0, y - 0.012, z), "metal", 0.004)
    panel(o, "window", (w * 0.76, 0.004, h * 0.56), (0.0, y - 0.024, z + h * 0.16), 0.012, "screen", axis="y")
    appliance_bar(o, "door_handle", w * 0.8, (0.0, y - 0.023, z + h * 0.88))
    front = ((-w / 2, y - 0.024, z), (w / 2, y, z + h))
    joint_door(o, front, "b", ("door", "window", "door_handle"), limit=90.0)


def stove(o: Thing, *, style: str = "modern", seed: int = 0, gas: bool = True) -> None:
    """A free-standing cooker: hob with four burners, knobs, an oven with a window, a drawer.

    Options:
        gas: burners and grates, else a glass plate.

    Example: furnish("stove_1", stove, gas=False)
    """
    look = style_look(style)
    slot = "body" if look.ornate else "metal"
    depth = o.d - 0.075
    y = o.d / 2 - depth / 2
    front = y - depth / 2
    hob = 0.03 if gas else 0.0
    top = o.h - hob
    plinth = min(0.07, o.h * 0.08)
    box(o, "plinth", (o.w * 0.94, depth * 0.9, plinth + 0.002), (0, y + 0.02, 0), "dark")
    box(o, "body", (o.w, depth, top - plinth - 0.02), (0, y, plinth), slot, 0.004)
    box(o, "top", (o.w, depth + 0.03, 0.022), (0, y - 0.015, top - 0.022), slot if gas else "screen", 0.004)
    cooktop_rings(o, o.w * 0.96, depth * 0.92, y, top, gas)
    panel_h = o.h * 0.11
    box(o, "controls", (o.w - 0.01, 0.03, panel_h), (0, front - 0.014, top - 0.024 - panel_h), "metal", 0.004)
    appliance_knobs(
        o,
        [o.w * (k - 2) * 0.17 for k in range(5)],
        front - 0.029,
        top - 0.024 - panel_h / 2,
        min(0.02, panel_h * 0.3),
    )
    drawer = o.h * 0.17
    oven = top - 0.03 - panel_h - plinth - drawer
    oven_door(o, o.w - 0.01, oven, front, plinth + drawer)
    box(o, "drawer", (o.w - 0.01, 0.02, drawer - 0.008), (0, front - 0.01, plinth + 0.002), "metal", 0.004)
    face = ((-o.w / 2, front - 0.02, plinth), (o.w / 2, front, plinth + drawer - 0.006))
    joint_drawer(o, face, TRAVEL * depth, ("drawer",))


def oven(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A built-in oven: control strip with display and two knobs, window, handle, racks within.

    Size: 0.6 x 0.58 x 0.6
    Example: furnish("oven_1", oven)
    """
    depth = o.d - 0.06
    y = o.d / 2 - depth / 2
    front = y - depth / 2
    strip = o.h * 0.2
    box(o, "body", (o.w * 0.97, depth, o.h), (0, y, 0), "metal", 0.003)
    box(o, "controls", (o.w, 0.024, strip), (0, front - 0.012, o.h - strip), "metal", 0.003)
    panel(
        o,
        "display",
        (o.w * 0.24, 0.004, strip * 0.42),
        (0, front - 0.024, o.h - strip * 0.72),
        0.004,
        "screen",
        axis="y",
    )
    appliance_knobs(o, [-o.w * 0.34, o.w * 0.34], front - 0.024, o.h - strip / 2, min(0.022, strip * 0.25))
    oven_door(o, o.w, o.h - strip - 0.004, front, 0.0)


def refrigerator(
    o: Thing, *, style: str = "modern", seed: int = 0, doors: Literal["", "single", "stacked", "double"] = ""
) -> None:
    """A fridge.

    Args:
        o: the object.
        style: "classic" gives rounded edges and a colour, others steel.
        seed: not used; every word takes one.
        doors: "single", "stacked" (freezer below) or "double" (side by side); by the size when left out.

    Example: furnish("refrigerator_1", refrigerator, doors="double")
    """
    retro = style_look(style).ornate
    kind = doors or ("double" if o.w > 0.82 else "single" if o.h < 1.1 else "stacked")
    bar = 0.045
    thick = min(0.06, o.d * 0.12)
    depth = o.d - bar - thick
    y = o.d / 2 - depth / 2
    front = y - depth / 2
    foot = min(0.05, o.h * 0.04)
    slot, tint = ("body", "#7fa3a0") if retro else ("metal", "")
    edge = 0.03 if retro else 0.006
    made = [box(o, "body", (o.w, depth, o.h - foot), (0, y, foot), slot, edge * 0.5)]
    emit(
        o,
        "feet",
        [shell_box((0.04, depth * 0.9, foot + 0.004), (s * o.w * 0.4, y, 0)) for s in (-1, 1)],
        slot="dark",
    )
    gap = 0.005
    high = o.h - foot
    if kind == "double":
        leaves = [(s * (o.w / 4), foot, o.w / 2 - gap, high, -s) for s in (-1, 1)]
    elif kind == "stacked":
        low = high * 0.38
        leaves = [(0.0, foot, o.w, low - gap, 1), (0.0, foot + low, o.w, high - low, 1)]
    else:
        leaves = [(0.0, foot, o.w, high, 1)]
    for number, (x, z, w, h, side) in enumerate(leaves):
        made.append(
            box(o, f"door_{number + 1}", (w, thick, h), (x, front - thick / 2 - 0.0008, z), slot, edge, 3)
        )
        tall = min(0.5, h * 0.5)
        middle = z + (
            h - tall / 2 - 0.06 if number == 0 and len(leaves) > 1 and kind == "stacked" else tall / 2 + 0.06
        )
        middle = z + h / 2 if kind != "stacked" else middle
        appliance_bar(
            o,
            f"handle_{number + 1}",
            tall,
            (x + side * (w / 2 - 0.045), front - thick - 0.001, middle),
            upright=True,
            slot="metal" if retro else "dark",
        )
        face = ((x - w / 2, front - thick, z), (x + w / 2, front, z + h))
        joint_door(o, face, "l" if side > 0 else "r", (f"door_{number + 1}", f"handle_{number + 1}"))
    if tint:
        for part in made:
            paint(part, tint, "gloss paint")


def range_hood(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A cooker hood, its back (+Y) to the wall: a sloped canopy under a chimney, filters and lamps below.

    Example: furnish("range_hood_1", range_hood)
    """
    lip, slope = o.h * 0.1, o.h * 0.28
    wide, deep = min(o.w * 0.4, 0.3), min(o.d * 0.55, 0.27)
    back = o.d / 2
    rings: list[list[Vec3]] = []
    for z, w, d in ((0.0, o.w, o.d), (lip, o.w, o.d), (lip + slope, wide, deep)):
        rings.append([(x, y + back - d / 2, z) for x, y in soft_outline(w, d, 0.004, 1)])
    loft(o, "canopy", rings, slot="metal", sharp=30)
    box(
        o,
        "chimney",
        (wide * 0.98, deep * 0.98, o.h - lip - slope + 0.004),
        (0, back - deep * 0.49, lip + slope - 0.004),
        "metal",
        0.003,
    )
    filters = [shell_box((o.w * 0.42, o.d * 0.7, 0.004), (s * o.w * 0.23, 0, -0.001)) for s in (-1, 1)]
    emit(o, "filters", filters, slot="dark")
    lamps = [shell_lathe([(0, 0), (0.03, 0), (0.03, 0.004), (0, 0.004)], 16) for _ in range(2)]
    emit(
        o,
        "lamps",
        [shell_moved(s, (x * o.w * 0.3, -o.d * 0.42, -0.0015)) for x, s in zip((-1, 1), lamps, strict=True)],
        slot="bulb",
    )
    marks = [shell_box((0.02, 0.004, 0.012), ((k - 2) * 0.04, -o.d / 2, lip * 0.35)) for k in range(5)]
    emit(o, "buttons", marks, slot="dark")


def kitchen_sink(o: Thing, *, style: str = "modern", seed: int = 0, bowls: int = 0, rim: float = 0.0) -> None:
    """A steel sink with its tap, set into a worktop: the rim is at the bowl's top.

    Args:
        o: the object; its height is the tap's, over the bowl's depth.
        style: not used; every word takes one.
        seed: not used; every word takes one.
        bowls: 1 or 2; by the width when 0.
        rim: metres of the bowl to its rim, for one that stands on a worktop in which there is no hole; by the
            height when 0.

    Example: furnish("kitchen_sink_1", kitchen_sink, bowls=3)
    """
    bowls = bowls or (2 if o.w > 0.7 else 1)
    deep = max(0.02, min(rim or 0.19, o.h * 0.45))
    bench = o.d * 0.2
    each = o.w / bowls
    for k in range(bowls):
        x = (k + 0.5 - bowls / 2) * each
        bowl = basin_shell(
            (each + (0.002 if bowls > 1 else 0.0), o.d - bench, deep), 0.012, 0.05, min(0.02, 0.4 * deep)
        )
        emit(o, f"bowl_{k + 1}", bowl, slot="metal", at=(x, -bench / 2, 0.0), crease=40)
        drain = shell_lathe([(0, 0), (0.035, 0), (0.033, 0.004), (0, 0.003)], 20)
        emit(o, f"drain_{k + 1}", drain, slot="dark", at=(x, -bench / 2, 0.0115), crease=40)
    box(o, "bench", (o.w, bench + 0.002, 0.02), (0, o.d / 2 - bench / 2 - 0.001, deep - 0.02), "metal", 0.004)
    tap_parts(o, (0.0, o.d / 2 - bench / 2, deep - 0.002), o.h - deep, o.d * 0.45, kind="swan")
