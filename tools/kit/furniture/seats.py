"""Office chairs, benches, ottomans and poufs."""

from __future__ import annotations

import math
from typing import Literal

from tools.kit.core import Thing, Vec3
from tools.kit.joints import joint_swivel
from tools.kit.parts.legs import legs, shell_leg, shell_splayed, star_base
from tools.kit.parts.pads import buttons, pad, shell_pad
from tools.kit.parts.path import shell_tube, tube
from tools.kit.parts.shell import emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.shelves import slats
from tools.kit.parts.solid import box, panel
from tools.kit.parts.style import style_look


def office_chair(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    arms: bool = True,
    headrest: bool | None = None,
    castors: bool = True,
    back: Literal["", "mesh", "pad", "ribbed"] = "",
) -> None:
    """A swivel chair on a five-armed base with castors.

    Size: 0.65 x 0.65 x 1.1
    Example: furnish("chair_1", office_chair, headrest=True, arms=True)

    Args:
        o: the object.
        style: style word; classic gives a buttoned executive chair.
        seed: unused variation.
        arms: arm rests.
        headrest: a head rest above the back; on chairs over 1.15 m by default.
        castors: wheels, not glides.
        back: "mesh", "pad" or "ribbed".
    """
    look = style_look(style)
    kind = back or ("ribbed" if look.ornate else "pad")
    top = min(0.48, 0.46 * o.h)
    radius = min(o.w / 1.9, o.d / 1.81)
    star_base(o, radius, top - 0.06, 5, castors, at=(0.0, -0.095 * radius, 0.0))
    box(o, "mount", (0.24, 0.26, 0.03), (0, 0, top - 0.085), "dark", 0.008)
    width = o.w * (0.76 if arms else 0.86)
    depth = o.d * 0.76
    seat_y = -o.d * 0.02
    pad(o, "seat", (width, depth, 0.11), (0, seat_y, top - 0.06), 0.045, (0, 0.006, 0.02), "seat")
    head = (o.h > 1.15) if headrest is None else headrest
    high = o.h - (0.2 if head else 0.0)
    office_back(o, kind, width, top, high)
    if head:
        pad(
            o,
            "headrest",
            (width * 0.55, 0.07, 0.15),
            (0, o.d / 2 - 0.045, o.h - 0.152),
            0.03,
            (0, 0.01, 0),
            "seat",
        )
        box(o, "head_bar", (0.05, 0.03, 0.15), (0, o.d / 2 - 0.035, high - 0.07), "dark", 0.004)
    if arms:
        office_arms(o, width, top)
    turning = ("mount", "seat", "spine", "back_frame", "back", "headrest", "head_bar", "arm_posts", "arms")
    joint_swivel(o, (0.0, -0.095 * radius, top - 0.085), 0.0, turning)


def office_back(o: Thing, kind: str, width: float, top: float, high: float) -> None:
    """The back of an office chair on its bent spine."""
    low = top + 0.1
    y = o.d / 2 - 0.045
    spine: list[Vec3] = [
        (0, 0.08, top - 0.07),
        (0, y - 0.02, top - 0.06),
        (0, y + 0.018, low + 0.15),
        (0, y + 0.022, (low + high) / 2),
    ]
    tube(o, "spine", spine, 0.018, "dark", 8, 0.09)
    lean = (-4.0, 0.0, 0.0)
    size = (width * 0.96, 0.075, high - low)
    base = y - 0.06
    if kind == "mesh":
        path: list[Vec3] = [
            (x * width * 0.46, 0.0, z * (high - low) + 0.012)
            for x, z in ((-0.82, 0), (0.82, 0), (1, 0.93), (-1, 0.93))
        ]
        rim = shell_tube(path, 0.013, 8, 0.09, closed=True)
        emit(o, "back_frame", rim, slot="dark", at=(0, base + 0.03, low), rotation=lean)
        mesh_size = (width * 0.8, 0.006, (high - low) * 0.9)
        panel(o, "back", mesh_size, (0, base + 0.03, low + 0.012), 0.07, "seat", 0.0, "y", lean)
        return
    if kind == "ribbed":
        rows = 4
        each = (high - low) / rows
        shells = [
            shell_moved(
                shell_pad((size[0], 0.1, each + 0.006), 0.032, (0, 0.012, 0)), (0, 0, each * k - 0.003)
            )
            for k in range(rows)
        ]
        emit(o, "back", shells, slot="seat", at=(0, base + 0.008, low), rotation=lean)
        return
    pad(o, "back", size, (0, base + 0.02, low), 0.035, (0, 0.012, 0), "seat", lean)


def office_arms(o: Thing, width: float, top: float) -> None:
    """Two T-shaped arm rests."""
    for side in (-1, 1):
        x = side * (o.w / 2 - 0.04)
        z = top + 0.2
        post: list[Vec3] = [(side * width * 0.3, 0.02, top - 0.065), (x, 0.02, top - 0.06), (x, 0.02, z)]
        tube(o, "arm_posts", post, 0.014, "dark", 8, 0.04)
        panel(o, "arms", (0.08, 0.26, 0.028), (x, 0.0, z - 0.004), 0.035, "dark", 0.009)


def bench(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    seat: Literal["", "wood", "pad", "slats"] = "",
    back: bool = False,
    arms: bool = False,
) -> None:
    """A long seat for several people.

    Size: 1.3 x 0.4 x 0.46
    Example: furnish("bench_1", bench, seat="slats", back=True)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        seat: "wood", "pad" or "slats".
        back: a slatted back rest (the height then includes it).
        arms: arm rests, with a back.
    """
    look = style_look(style)
    kind = seat or ("pad" if look.leg == "tapered" else "wood")
    top = min(0.46, 0.52 * o.h) if back else o.h
    thick = {"wood": 0.045, "pad": 0.09, "slats": 0.025}[kind]
    deep = o.d - (0.05 if back else 0.0)
    y = -o.d / 2 + deep / 2
    slot = look.leg_slot if look.leg_slot == "metal" else "leg"
    leg = "straight" if look.leg == "tapered" and kind != "pad" else look.leg
    size = 0.06 if look.leg == "straight" and slot == "leg" else 0.045
    span = (o.w - 0.08, deep - 0.03)
    legs(o, top - thick, 0.0, leg, size, slot, span=span, at=(0, y, 0))
    rail = 0.06 if top - thick > 0.2 else 0.02
    items = [
        shell_box(
            (span[0] - 2 * size * 0.9, 0.02, rail),
            (0, y + s * (span[1] / 2 - size / 2), top - thick - rail + 0.002),
            0.002,
        )
        for s in (-1, 1)
    ]
    items += [
        shell_box(
            (0.02, span[1] - 2 * size * 0.9, rail),
            (s * (span[0] / 2 - size / 2), y, top - thick - rail + 0.002),
            0.002,
        )
        for s in (-1, 1)
    ]
    emit(o, "apron", items, slot=slot)
    if kind == "pad":
        pad(o, "seat", (o.w, deep, thick), (0, y, top - thick), 0.025, (0, 0, 0.012), "seat")
    elif kind == "slats":
        slats(o, (o.w, deep, thick), (0, y, top - thick), max(3, round(deep / 0.085)), 0.8, "y", "seat")
    else:
        box(o, "seat", (o.w, deep, thick), (0, y, top - thick), "wood", look.bevel * 1.5)
    if back:
        bench_back(o, top, look.bevel, arms)


def bench_back(o: Thing, top: float, bevel: float, arms: bool) -> None:
    """A bench's back: two posts, horizontal slats, and arms."""
    y = o.d / 2 - 0.027
    posts = [
        shell_box((0.05, 0.05, o.h - top + 0.16), (s * (o.w / 2 - 0.1), y, top - 0.16), bevel)
        for s in (-1, 1)
    ]
    emit(o, "back_posts", posts, slot="leg")
    low = top + 0.1
    count = max(2, round((o.h - low) / 0.11))
    slats(o, (o.w, 0.024, o.h - low - 0.004), (0, y - 0.034, low), count, 0.72, "z", "back")
    if arms:
        z = top + 0.2
        for s in (-1, 1):
            x = s * (o.w / 2 - 0.04)
            box(
                o,
                "arm_posts",
                (0.045, 0.045, z - top + 0.004),
                (x, -o.d / 2 + 0.06, top - 0.002),
                "leg",
                bevel,
            )
            box(o, "arms", (0.06, o.d - 0.06, 0.025), (x, -0.03, z), "wood", bevel)


def ottoman(o: Thing, *, style: str = "modern", seed: int = 0, tufted: bool | None = None) -> None:
    """An upholstered foot stool on legs.

    Options:
        tufted: with buttons in its top; by style when None.

    Size: 0.7 x 0.5 x 0.42
    Example: furnish("ottoman_1", ottoman, tufted=True)
    """
    look = style_look(style)
    leg = min(0.14, 0.34 * o.h)
    kind = "bun" if look.ornate else "tapered"
    shape = shell_leg(kind, leg + 0.008, 0.05)
    shells = []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        foot = shell_splayed(shell_moved(shape), leg, (sx * 0.012, sy * 0.012))
        shells.append(shell_moved(foot, (sx * (o.w / 2 - 0.06), sy * (o.d / 2 - 0.06), 0.0)))
    emit(o, "legs", shells, slot="leg", crease=32.0)
    body = 0.45 * (o.h - leg)
    box(o, "body", (o.w - 0.02, o.d - 0.02, body + 0.02), (0, 0, leg), "fabric", 0.015)
    pad(o, "seat", (o.w, o.d, o.h - leg - body), (0, 0, leg + body), 0.05, (0.0, 0.0, 0.022), "cushion")
    if tufted if tufted is not None else look.ornate:
        spots: list[Vec3] = []
        for row in (-0.5, 0, 0.5):
            for k in range(3):
                u, v = (k - 1) * 0.6 + (0.15 if row == 0 else 0.0), row
                spots.append((u * o.w / 2, v * o.d / 2, o.h - 0.032 + 0.022 * (1 - u * u) * (1 - v * v)))
        buttons(o, spots)


def pouf(o: Thing, *, style: str = "modern", seed: int = 0, ribs: int = 12) -> None:
    """A round stuffed floor seat, knitted in lobes.

    Options:
        ribs: seams around it.

    Size: 0.55 x 0.55 x 0.38
    Example: furnish("pouf_1", pouf, ribs=16)
    """
    rows, sides = 9, ribs * 6
    profile = [(0.0, 0.0), (0.6, 0.0)]
    profile += [
        (0.58 + 0.42 * math.sin(math.pi * (k + 0.5) / rows) ** 0.6, (k + 0.5) / rows) for k in range(rows)
    ]
    profile += [(0.56, 1.0), (0.0, 0.965)]
    shell = shell_lathe([(r / 2, z) for r, z in profile], sides)
    verts: list[Vec3] = []
    for x, y, z in shell.verts:
        turn = math.atan2(y, x)
        lobe = 1 - 0.13 * (1 - abs(math.sin(turn * ribs / 2))) ** 1.4 * min(1.0, 3 * math.hypot(x, y))
        verts.append((x * lobe * o.w, y * lobe * o.d, z * o.h))
    shell.verts = verts
    emit(o, "body", shell, slot="fabric", crease=70.0)
    cap = shell_lathe([(0.0, 0.0), (0.05, 0.0), (0.045, 0.012), (0.0, 0.016)], 14)
    emit(o, "button", cap, slot="fabric", at=(0, 0, o.h * 0.965 - 0.006), crease=40.0)
