"""Racks: for shoes, coats and clothes."""

from __future__ import annotations

import math
import random

from tools.kit.core import Thing, Vec3
from tools.kit.parts.curtain import clothes
from tools.kit.parts.legs import shell_castor
from tools.kit.parts.path import shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_lathe, shell_moved
from tools.kit.parts.shelves import slats
from tools.kit.parts.solid import box, boxes
from tools.kit.parts.style import style_look


def shoe_rack(o: Thing, *, style: str = "modern", seed: int = 0, tiers: int = 0, shoes: bool = True) -> None:
    """A low rack of slatted tiers with pairs of shoes.

    Size: 0.75 x 0.3 x 0.5
    Example: furnish("shoe_rack_1", shoe_rack, tiers=3)

    Args:
        o: the object.
        style: style word.
        seed: varies the shoes.
        tiers: from the height by default.
        shoes: pairs on the tiers.
    """
    look = style_look(style)
    slot = "metal" if look.leg_slot == "metal" else "wood"
    t = 0.022
    count = tiers or max(2, round(o.h / 0.21))
    ends: list[tuple[Vec3, Vec3]] = []
    x, y = o.w / 2 - t / 2, o.d / 2 - t / 2
    for s in (-1, 1):
        ends += [((t, t, o.h), (s * x, sy * y, 0.0)) for sy in (-1, 1)]
        ends.append(((t, 2 * y - t, t), (s * x, 0.0, o.h - t)))
    low, step = 0.09, (o.h - 0.09 - 0.02) / max(1, count - 0.35)
    levels = [low + step * k for k in range(count)]
    ends += [((t, 2 * y - t, t), (s * x, 0.0, z - t)) for s in (-1, 1) for z in levels]
    boxes(o, "ends", ends, slot, look.bevel * 0.6)
    for k, z in enumerate(levels):
        slats(o, (2 * x + t * 0.6, 2 * y - t - 0.01, 0.012), (0, 0, z - 0.0005), 5, 0.55, "y", "slats", slot)
        if shoes:
            shoe_pairs(o, 2 * x - t, z + 0.0115, seed + k)


def shoe_pairs(o: Thing, width: float, z: float, seed: int) -> None:
    """Pairs of shoes side by side on a tier, toes to the front."""
    pick = random.Random(seed)
    count = max(1, int(width / 0.23))
    length = min(0.27, o.d * 0.92)
    for k in range(count):
        x = -width / 2 + width * (k + 0.5) / count
        high = pick.choice((0.085, 0.085, 0.11))
        colour = pick.choice(("leather", "fabric", "plastic", "fabric_2"))
        pair = [shell_moved(shell_shoe(length, high), (x + s * 0.052, 0.0, z)) for s in (-1, 1)]
        soles = [shell_moved(shell_sole(length), (x + s * 0.052, 0.0, z)) for s in (-1, 1)]
        emit(o, "shoes", pair, slot=colour, crease=60.0)
        emit(o, "soles", soles, slot="plastic", crease=40.0)


def shell_sole(length: float) -> Shell:
    """A sole 2 cm thick, its toe at -Y."""
    return shell_scaled_rings(length, [(0.0, 1.0), (0.018, 1.0), (0.02, 0.98)])


def shell_shoe(length: float, high: float) -> Shell:
    """A low shoe's upper with a hollow for the foot, its toe at -Y."""
    rings: list[list[Vec3]] = []
    for inset, rise in ((1.0, 0.018), (1.0, 0.5), (0.92, 0.8), (0.7, 1.0), (0.6, 1.0), (0.5, 0.55)):
        ring: list[Vec3] = []
        for k in range(16):
            a = 2 * math.pi * k / 16
            back = 0.5 + 0.5 * math.sin(a)
            tall = (0.5 + 0.5 * back) if rise > 0.02 else 1.0
            z = rise * high * tall if rise > 0.02 else rise
            draw = 1.0 if rise < 0.6 else inset
            y = (
                math.sin(a) * length / 2 * (draw if math.sin(a) < 0 else max(draw, 0.86))
                + (1 - draw) * length * 0.16
            )
            ring.append((math.cos(a) * 0.045 * inset * (1 - 0.18 * back), y, z))
        rings.append(ring)
    return shell_rings(rings)


def shell_scaled_rings(length: float, levels: list[tuple[float, float]]) -> Shell:
    """A shoe's outline at several heights."""
    rings: list[list[Vec3]] = []
    for z, scale in levels:
        ring: list[Vec3] = []
        for k in range(16):
            a = 2 * math.pi * k / 16
            back = 0.5 + 0.5 * math.sin(a)
            ring.append(
                (math.cos(a) * 0.047 * scale * (1 - 0.18 * back), math.sin(a) * length / 2 * scale, z)
            )
        rings.append(ring)
    return shell_rings(rings)


def shell_rings(rings: list[list[Vec3]]) -> Shell:
    """A closed shell through rings of equally many points."""
    shell, n = Shell(), len(rings[0])
    for ring in rings:
        shell.verts.extend(ring)
    for k in range(len(rings) - 1):
        shell.add(
            [(k * n + j, k * n + (j + 1) % n, (k + 1) * n + (j + 1) % n, (k + 1) * n + j) for j in range(n)],
            True,
        )
    shell.add([tuple(range(n - 1, -1, -1)), tuple(range((len(rings) - 1) * n, len(rings) * n))])
    return shell


def coat_rack(o: Thing, *, style: str = "modern", seed: int = 0, hooks: int = 8, wall: bool = False) -> None:
    """A standing coat tree; `wall` makes it a board of hooks for a wall instead.

    Size: 0.5 x 0.5 x 1.75
    Example: furnish("coat_rack_1", coat_rack, hooks=6)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        hooks: how many.
        wall: a hook board to be hung on a wall.
    """
    look = style_look(style)
    slot = "metal" if look.leg_slot == "metal" else "wood"
    if wall:
        box(o, "board", (o.w, 0.02, o.h), (0, o.d / 2 - 0.01, 0), "wood", look.bevel)
        for k in range(hooks):
            x = -o.w / 2 + o.w * (k + 0.5) / hooks
            y = o.d / 2 - 0.019
            path: list[Vec3] = [
                (x, y, o.h * 0.62),
                (x, -o.d / 2 + 0.006, o.h * 0.56),
                (x, -o.d / 2 + 0.006, o.h * 0.8),
            ]
            tube(o, "hooks", path, 0.006, "metal", 8, 0.02)
        return
    r = min(o.w, o.d) / 2
    pole = [
        (0.024, 0.06),
        (0.02, o.h * 0.5),
        (0.017, o.h - 0.06),
        (0.024, o.h - 0.05),
        (0.024, o.h - 0.03),
        (0.0, o.h),
    ]
    emit(o, "pole", shell_lathe(pole, 16), slot=slot, crease=35.0)
    feet, arms = [], []
    for k in range(4):
        c, s = math.cos(math.pi / 4 + k * math.pi / 2), math.sin(math.pi / 4 + k * math.pi / 2)
        reach = r * 1.36
        foot: list[Vec3] = [
            (0.0, 0.0, 0.14),
            (c * reach * 0.5, s * reach * 0.5, 0.09),
            (c * reach, s * reach, 0.016),
        ]
        feet.append(shell_tube(foot, [0.017, 0.016, 0.014], 8))
    for k in range(hooks):
        a = 2 * math.pi * k / hooks + (0.4 if k % 2 else 0.0)
        z = o.h - (0.12 if k % 2 == 0 else 0.32)
        c, s, reach = math.cos(a), math.sin(a), r * 0.72
        hook: list[Vec3] = [
            (0, 0, z - 0.03),
            (c * reach * 0.6, s * reach * 0.6, z),
            (c * reach, s * reach, z + 0.08),
        ]
        arms.append(shell_tube(hook, [0.01, 0.009, 0.008], 8))
        arms.append(
            shell_moved(
                shell_lathe([(0.0, 0.0), (0.012, 0.006), (0.014, 0.014), (0.0, 0.026)], 10),
                (c * reach, s * reach, z + 0.072),
            )
        )
    emit(o, "feet", feet, slot=slot, crease=40.0)
    emit(o, "hooks", arms, slot=slot, crease=40.0)


def clothes_rack(
    o: Thing, *, style: str = "modern", seed: int = 0, clothed: bool = True, castors: bool = True
) -> None:
    """A free-standing clothes rail with a shelf for shoes below.

    Size: 1.1 x 0.45 x 1.6
    Example: furnish("rail_1", clothes_rack, castors=False)

    Args:
        o: the object.
        style: style word.
        seed: varies the clothes.
        clothed: clothes on the rail.
        castors: wheels.
    """
    r = 0.014
    low = 0.08 if castors else 0.014
    x, y = o.w / 2 - 0.0165, o.d / 2 - 0.014
    arch: list[Vec3] = [(-x, 0, low), (-x, 0, o.h - r), (x, 0, o.h - r), (x, 0, low)]
    tube(o, "frame", arch, r, "metal", 10, 0.08)
    feet = [shell_tube([(s * x, -y, low), (s * x, y, low)], r, 8) for s in (-1, 1)]
    feet += [
        shell_tube([(-x, sy * y * 0.8, low + 0.002), (x, sy * y * 0.8, low + 0.002)], r * 0.7, 8)
        for sy in (-1, 1)
    ]
    emit(o, "feet", feet, slot="metal")
    slats(o, (2 * x - 0.02, 1.6 * y + 0.02, 0.012), (0, 0, low + 0.009), 6, 0.7, "y", "shelf", "wood")
    if castors:
        wheel = shell_castor(low, 0.036)
        spots = [(sx * x, sy * (y - 0.01), 0.0) for sx in (-1, 1) for sy in (-1, 1)]
        emit(o, "castors", [shell_moved(wheel, spot) for spot in spots], slot="dark", crease=35.0)
    if clothed:
        drop = min(1.15, o.h - 0.25)
        clothes(
            o,
            "clothes",
            2 * x * 0.72,
            drop,
            (0.0, 0.0, o.h - 2 * r - drop + 0.012),
            depth=min(0.42, o.d * 0.98),
            seed=seed,
        )
