"""Household and trade things: ironing, drying, cleaning, tools, carts, stands, a tailor's dummy."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.parts.path import extrude, lathe, shell_tube, tube
from tools.kit.parts.shell import emit, shell_box, shell_lathe
from tools.kit.parts.soft import loft, soft_block, soft_outline
from tools.kit.parts.solid import box


def ironing_board(o: Thing, *, style: str = "modern", seed: int = 0, iron: bool = True) -> None:
    """An ironing board on crossed legs, its point to the front (-Y), with an iron on its rest.

    Options:
        iron: an iron stands on it.

    Example: furnish("ironing_board_1", ironing_board, iron=False)
    """
    iron_h = min(0.13, o.h * 0.15) if iron else 0.0
    top = o.h - iron_h
    outline: list[Vec2] = []
    for k in range(25):
        t = k / 24
        y = -o.d / 2 + o.d * 0.5 * (1 - math.cos(math.pi / 2 * t)) * 0.9
        outline.append((o.w / 2 * math.sin(math.pi / 2 * t) ** 0.8, y))
    back = o.d / 2 - o.d * 0.14
    outline += [(o.w / 2, back - 0.03), (o.w / 2 - 0.03, back)]
    whole = [*outline, *((-x, y) for x, y in reversed(outline[1:]))]
    extrude(o, "board", whole, 0.03, (0, 0, top - 0.03), slot="fabric", bevel=0.012)
    rest = shell_box(
        (o.w * 0.8, o.d * 0.14 + 0.01, 0.012), (0, back + o.d * 0.07 - 0.005, top - 0.026), 0.003
    )
    legs = [rest]
    for k, s in enumerate((-1, 1)):
        x = o.w * (0.34 if k else 0.42)
        y0, y1 = s * o.d * 0.36, -s * o.d * 0.28
        legs += [
            shell_tube([(sx * x, y0, 0.012), (sx * x * 0.5, y1, top - 0.03)], 0.011, 8) for sx in (-1, 1)
        ]
        legs.append(shell_tube([(-o.w * 0.46, y0, 0.012), (o.w * 0.46, y0, 0.012)], 0.012, 8))
    emit(o, "legs", legs, slot="metal", crease=60)
    if iron:
        board_iron(o, (0.0, back + o.d * 0.03, top - 0.014), iron_h + 0.012)


def board_iron(o: Thing, at: Vec3, height: float) -> None:
    """A steam iron standing flat on `at`, its point to -Y."""
    long, wide = height * 1.9, height * 0.85
    sole = [
        (wide / 2 * math.sin(math.pi / 2 * min(k / 8, 1.0)) ** 0.7, -long / 2 + long * 0.6 * (k / 8) ** 1.6)
        for k in range(9)
    ]
    sole += [(wide / 2, long * 0.4), (wide * 0.4, long / 2)]
    whole = [*sole, *((-x, y) for x, y in reversed(sole[1:]))]
    extrude(o, "sole", whole, height * 0.1, at, slot="metal")
    rings: list[list[Vec3]] = []
    for z, share, shift in ((0.09, 0.95, 0.0), (0.4, 0.86, 0.02), (0.55, 0.6, 0.05), (0.6, 0.4, 0.05)):
        rings.append(
            [(at[0] + x * share, at[1] + y * share + shift * long, at[2] + z * height) for x, y in whole]
        )
    paint(loft(o, "iron", rings, slot="plastic", sharp=60), "#5b86a5", "plastic")
    grip: list[Vec3] = [
        (at[0], at[1] - long * 0.22, at[2] + height * 0.5),
        (at[0], at[1] - long * 0.16, at[2] + height * 0.92),
    ]
    grip += [
        (at[0], at[1] + long * 0.3, at[2] + height * 0.92),
        (at[0], at[1] + long * 0.32, at[2] + height * 0.5),
    ]
    tube(o, "iron_handle", grip, height * 0.08, "plastic", 10, bend=height * 0.2)


def drying_rack(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A folding clothes horse with towels over its rods.

    Example: furnish("drying_rack_1", drying_rack)
    """
    z, r = o.h - 0.03, 0.006
    rods = [
        shell_tube([(-o.w / 2 + 0.01, y, z), (o.w / 2 - 0.01, y, z)], 0.004, 6)
        for y in (o.d * (k - 4) * 0.11 for k in range(9))
    ]
    frame = [
        shell_tube([(s * (o.w / 2 - r), -o.d / 2 + 0.01, z), (s * (o.w / 2 - r), o.d / 2 - 0.01, z)], r, 8)
        for s in (-1, 1)
    ]
    for s in (-1, 1):
        frame += [
            shell_tube(
                [(sx * (o.w / 2 - r), s * o.d * 0.46, r), (sx * (o.w / 2 - r), -s * o.d * 0.3, z)], r, 8
            )
            for sx in (-1, 1)
        ]
        frame.append(shell_tube([(-o.w / 2 + r, s * o.d * 0.46, r), (o.w / 2 - r, s * o.d * 0.46, r)], r, 8))
    emit(o, "rack", [*rods, *frame], slot="metal", crease=60)
    cloths = (
        (-3, 0.7, 0.55, "fabric"),
        (-1, 0.45, 0.7, "sheet"),
        (1, 0.66, 0.42, "fabric_2"),
        (3, 0.5, 0.62, "fabric_3"),
    )
    for k, (rod, wide, drop, slot) in enumerate(cloths):
        y, half = o.d * rod * 0.11, 0.0046
        w, low = o.w * wide, z - o.h * drop
        profile: list[Vec2] = [
            (-half, low),
            (-half, z),
            (0.0, z + half + 0.001),
            (half, z),
            (half, low + 0.06),
        ]
        outer: list[Vec2] = [
            (half + 0.004, low + 0.06),
            (half + 0.004, z),
            (0.0, z + half + 0.006),
            (-half - 0.004, z),
            (-half - 0.004, low),
        ]
        rings: list[list[Vec3]] = []
        for n in range(7):
            x = (n / 6 - 0.5) * w + (0.04 - 0.02 * k) * o.w
            wave = 0.006 * math.sin(2.4 * n + k + seed)
            rings.append([(x, y + py + wave * (z - pz) / (o.h * drop), pz) for py, pz in (*profile, *outer)])
        loft(o, f"cloth_{k + 1}", rings, slot=slot, sharp=80)


def vacuum_cleaner(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """An upright vacuum cleaner, its head to the front (-Y); a robot when it is flat.

    Example: furnish("vacuum_cleaner_1", vacuum_cleaner)
    """
    if o.h < 0.3 * o.w + 0.06:
        profile = [(0, 0.1), (0.9, 0.1), (1.0, 0.25), (1.0, 0.8), (0.95, 0.92), (0, 0.95)]
        shell = shell_lathe(profile, 40)
        shell.verts = [(x * o.w / 2, y * o.d / 2, z * o.h) for x, y, z in shell.verts]
        emit(o, "robot", shell, slot="dark", crease=40)
        ring = shell_lathe([(0.1, 0.94), (0.34, 0.94), (0.3, 1.0), (0.1, 1.0)], 28)
        ring.verts = [(x * o.w / 2, y * o.d / 2, z * o.h) for x, y, z in ring.verts]
        emit(o, "button", ring, slot="metal", crease=40)
        feet = [shell_box((0.02, 0.05, o.h * 0.2), (s * o.w * 0.3, 0, 0)) for s in (-1, 1)]
        emit(o, "wheels", feet, slot="dark")
        return
    head_d, head_h = o.d * 0.6, o.h * 0.09
    soft_block(
        o, "head", (o.w, head_d, head_h), (0, -o.d / 2 + head_d / 2, 0), radius=0.04, edge=0.02, slot="dark"
    )
    foot, top = (0.0, -o.d * 0.06, head_h * 0.7), (0.0, o.d / 2 - 0.03, o.h - 0.02)
    along = [
        tuple(foot[i] + (top[i] - foot[i]) * t for i in range(3)) for t in (0.0, 0.1, 0.14, 0.42, 0.46, 0.6)
    ]
    spine: list[Vec3] = [(p[0], p[1], p[2]) for p in along]
    r = o.w * 0.26
    body = tube(o, "body", spine, [r * 0.6, r * 0.8, r, r, r * 0.7, 0.016], "plastic", 16)
    paint(body, ("#a63b3b", "#3e6a94", "#5d8a5a")[seed % 3], "plastic")
    tube(o, "stick", [spine[-2], top], 0.014, "metal", 10)
    grip: list[Vec3] = [
        top,
        (0.0, top[1] - 0.02, o.h - 0.012),
        (0.0, top[1] - 0.12, o.h - 0.04),
        (0.0, top[1] - 0.09, o.h - 0.13),
    ]
    tube(o, "grip", grip, 0.012, "dark", 8, bend=0.03)
    hose: list[Vec3] = [
        (r * 0.8, spine[1][1], spine[1][2]),
        (o.w * 0.44, spine[3][1] * 0.5, spine[3][2] * 0.7),
        (r * 0.5, spine[4][1], spine[4][2]),
    ]
    tube(o, "hose", hose, 0.014, "dark", 8, bend=0.12)


def toolbox(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A metal tool box with a lid, a folding handle and two catches.

    Example: furnish("toolbox_1", toolbox)
    """
    grip = o.h * 0.22
    high = o.h - grip
    made = [box(o, "box", (o.w, o.d * 0.96, high * 0.62), (0, 0, 0), "metal", 0.006)]
    roof = [(-o.d / 2, 0.0), (o.d / 2, 0.0), (o.d * 0.36, high * 0.38), (-o.d * 0.36, high * 0.38)]
    lid = extrude(
        o,
        "lid",
        roof,
        o.w * 0.995,
        (-o.w * 0.4975, 0, high * 0.62 - 0.001),
        slot="metal",
        bevel=0.003,
        rotation=(90, 0, 90),
    )
    for part in (*made, lid):
        paint(part, ("#b3342c", "#2f5d8c")[seed % 2], "gloss paint")
    x = o.w * 0.26
    loop: list[Vec3] = [(-x, 0, high - 0.004), (-x, 0, o.h - 0.01), (x, 0, o.h - 0.01), (x, 0, high - 0.004)]
    tube(o, "handle", loop, 0.008, "dark", 8, bend=grip * 0.4)
    catches = [
        shell_box((0.035, 0.014, high * 0.26), (s * o.w * 0.3, -o.d * 0.486, high * 0.46), 0.003)
        for s in (-1, 1)
    ]
    emit(o, "catches", catches, slot="metal")


def water_cooler(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A water dispenser with its upturned bottle, two taps and a drip tray.

    Example: furnish("water_cooler_1", water_cooler)
    """
    bottle = o.h * 0.32
    high = o.h - bottle
    body = soft_block(
        o, "body", (o.w, o.d * 0.94, high), (0, o.d * 0.03, 0), radius=o.w * 0.12, edge=0.012, slot="plastic"
    )
    paint(body, "#e4e6e6", "plastic")
    front = -o.d * 0.44
    box(o, "niche", (o.w * 0.66, 0.006, high * 0.24), (0, front, high * 0.68), "dark", 0.002)
    taps = [
        shell_box((0.02, 0.045, 0.03), (s * o.w * 0.14, front - 0.014, high * 0.84), 0.004) for s in (-1, 1)
    ]
    for name, shell, tint in zip(("tap_cold", "tap_hot"), taps, ("#3f73b5", "#c0392b"), strict=True):
        paint(emit(o, name, shell, slot="plastic"), tint, "plastic")
    box(
        o,
        "tray",
        (o.w * 0.6, o.d * 0.06 + 0.04, 0.012),
        (0, -o.d / 2 + (o.d * 0.06 + 0.04) / 2, high * 0.67),
        "dark",
        0.002,
    )
    r = min(o.w, o.d) * 0.43
    profile: list[Vec2] = [
        (0, -0.06),
        (0.3, -0.06),
        (0.3, 0.0),
        (0.7, 0.16),
        (1.0, 0.26),
        (0.97, 0.42),
        (1.0, 0.5),
        (0.97, 0.6),
        (1.0, 0.7),
        (1.0, 0.92),
        (0.9, 1.0),
        (0, 1.0),
    ]
    jug = lathe(o, "bottle", [(x * r, z * bottle) for x, z in profile], (0, o.d * 0.03, high), "glass", 32)
    paint(jug, "#8fc0de", "glass")
    lathe(
        o,
        "collar",
        [(0, 0), (r * 0.7, 0), (r * 0.62, bottle * 0.1), (0, bottle * 0.1)],
        (0, o.d * 0.03, high - 0.002),
        "plastic",
        28,
    )


def mannequin(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A tailor's dummy: a torso on a turned stand, facing -Y.

    Example: furnish("mannequin_1", mannequin)
    """
    low = o.h * 0.5
    foot = min(o.w, o.d) * 0.46
    lathe(
        o,
        "base",
        [(0, 0), (foot, 0), (foot * 0.96, 0.018), (0.04, 0.045), (0, 0.045)],
        slot="wood",
        segments=32,
    )
    lathe(
        o,
        "stand",
        [(0, 0), (0.02, 0), (0.03, 0.06), (0.016, 0.14), (0.016, low - 0.02), (0, low - 0.02)],
        (0, 0, 0.04),
        "wood",
        14,
    )
    torso = o.h - low
    rings: list[list[Vec3]] = []
    shape = (
        (0.0, 0.66, 0.72, 0.06),
        (0.06, 0.8, 0.9, 0.04),
        (0.2, 0.84, 0.96, 0.02),
        (0.34, 0.62, 0.66, -0.02),
        (0.44, 0.58, 0.62, -0.02),
    )
    shape2 = (
        (0.62, 0.78, 0.92, -0.04),
        (0.74, 0.92, 0.8, 0.0),
        (0.82, 0.98, 0.56, 0.03),
        (0.86, 0.8, 0.42, 0.03),
        (0.89, 0.36, 0.36, 0.03),
        (0.96, 0.26, 0.32, 0.02),
    )
    for z, rx, ry, y in (*shape, *shape2):
        outline = soft_outline(rx * o.w, ry * o.d, min(rx * o.w, ry * o.d) * 0.49, 5)
        rings.append([(x, py + y * o.d, low + z * torso) for x, py in outline])
    loft(o, "torso", rings, slot="fabric", sharp=100)
    lathe(
        o,
        "knob",
        [
            (0, 0),
            (o.w * 0.13, 0),
            (o.w * 0.14, torso * 0.01),
            (o.w * 0.05, torso * 0.02),
            (o.w * 0.06, torso * 0.04),
            (0, torso * 0.045),
        ],
        (0, o.d * 0.02, low + torso * 0.955),
        "wood",
        20,
    )
