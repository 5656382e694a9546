"""Loose soft things: cushions, blankets, folded and hanging clothes, baskets."""

from __future__ import annotations

import math
import random
from typing import Literal

from tools.kit.core import Thing, Vec3
from tools.kit.parts.cloth import cloth_sheet, cloth_stations
from tools.kit.parts.curtain import clothes as clothes_row
from tools.kit.parts.path import lathe, shell_tube, tube
from tools.kit.parts.shell import Shell, emit
from tools.kit.parts.soft import cushion, folded, folded_over, loft, soft_block, soft_outline, soft_waves


def blanket(
    o: Thing, *, style: str = "modern", seed: int = 0, spread: bool | None = None, fringe: bool = True
) -> None:
    """A blanket: folded to a stack when it is thick, loosely spread when it is flat.

    Args:
        o: the object.
        style: not used; every word takes one.
        seed: varies its folds.
        spread: lay it out; when left out, if it is lower than a tenth of its depth.
        fringe: tassels on a spread one.

    Example: furnish("blanket_1", blanket, spread=True)
    """
    if o.h > 0.1 * o.d if spread is None else not spread:
        layers = max(2, round(o.h / 0.035))
        each = o.h / layers
        for k in range(layers):
            soft_block(
                o, f"fold_{k + 1}", (o.w * (1 - 0.015 * k), o.d, each), (0.0, 0.0, each * k),
                radius=0.03, edge=each * 0.49, slot="throw", steps=3,
            )  # fmt: skip
        return
    tassel = 0.05 * o.w if fringe else 0.0
    w, waves = o.w - 2 * tassel, soft_waves(seed, 6, 0.35)

    def height(x: float, y: float) -> float:
        edge = min(1.0, (w / 2 - abs(x)) / 0.03, (o.d / 2 - abs(y)) / 0.03)
        full = 0.5 + 0.5 * max(-1.0, min(1.0, waves(x, y)))
        return 0.003 + (0.35 + 0.65 * full) * (o.h - 0.003) * math.sqrt(max(edge, 0.02))

    xs = cloth_stations(-w / 2, w / 2, w, 0.02, 0.02, w / 22)
    ys = cloth_stations(-o.d / 2, o.d / 2, o.d, 0.02, 0.02, o.d / 16)
    floor = (2 * o.w, 2 * o.d, 0.0)
    cloth_sheet(o, "throw", floor, (0.0, 0.0, 0.0), xs, ys, height, bend=0.01, slot="throw")
    if tassel:
        blanket_tassels(o, w, o.d, tassel)


def blanket_tassels(o: Thing, w: float, d: float, length: float) -> None:
    """Thin strands lying on the ground along a blanket's two short ends."""
    count = max(8, round(d / 0.025))
    strands: list[Shell] = []
    for side in (-1, 1):
        for k in range(count):
            y = (k + 0.5) * d / count - d / 2
            strands.append(
                shell_tube([(side * (w / 2 - 0.01), y, 0.004), (side * (w / 2 + length), y, 0.003)], 0.003, 4)
            )
    emit(o, "fringe", strands, slot="throw")


def folded_clothes(o: Thing, *, style: str = "modern", seed: int = 0, layers: int = 0) -> None:
    """A neat stack of folded clothes in several colours; `layers` by the height when 0.

    Example: furnish("folded_clothes_1", folded_clothes, layers=3)
    """
    folded(o, "clothes", o.size, layers=layers or max(2, round(o.h / 0.035)), seed=seed)


def folded_towels(o: Thing, *, style: str = "modern", seed: int = 0, layers: int = 0) -> None:
    """A stack of thick towels, each folded over with its round fold to the front; `layers` by height when 0.

    Example: furnish("folded_towels_1", folded_towels, layers=3)
    """
    layers = layers or max(2, round(o.h / 0.055))
    each = o.h / layers
    for k in range(layers):
        size = (o.w * (1 - 0.025 * (k % 2)), o.d * (1 - 0.02 * (k % 3)), each)
        slot = "fabric" if k % 2 == 0 else "fabric_2"
        folded_over(o, f"towel_{k + 1}", size, (0.0, -(o.d - size[1]) / 2, each * k), slot)


def hanging_clothes(
    o: Thing, *, style: str = "modern", seed: int = 0, count: int = 0, rail: bool = True
) -> None:
    """Garments on hangers along a rail, which runs along the object's width.

    Args:
        o: the object: as wide as the row, as deep as shoulders are wide, as high as the longest hangs.
        style: not used; every word takes one.
        seed: varies lengths and order.
        count: how many; by the width when 0.
        rail: False where something else carries the hangers: a wardrobe's rod, a hook.

    Example: furnish("hanging_clothes_1", hanging_clothes, count=3)
    """
    rod = min(0.014, o.h * 0.02)
    if not rail:  # the hooks' tips are 12 mm below the rail they would hang on
        clothes_row(o, "garment", o.w, o.h + 0.012, count=count, depth=o.d, seed=seed, flush=True)
        return
    clothes_row(o, "garment", o.w - 0.02, o.h - rod, count=count, depth=o.d, seed=seed)
    z = o.h - rod
    tube(o, "rail", [(-o.w / 2, 0.0, z), (o.w / 2, 0.0, z)], rod, "metal", 12)


def basket(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    handles: bool = True,
    filled: Literal["", "blanket"] = "",
) -> None:
    """A woven basket: coils over upright staves.

    Args:
        o: the object; round when as wide as deep, else a rounded rectangle.
        style: not used; every word takes one.
        seed: varies its filling.
        handles: two loops at the rim.
        filled: "" or "blanket".

    Example: furnish("basket_1", basket, filled="blanket")
    """
    grip = min(0.06, o.h * 0.18) if handles else 0.0
    high = o.h - grip * 0.75
    coils = max(6, min(14, round(high / 0.032)))
    corner = min(o.w, o.d) / 2 * (0.98 if abs(o.w - o.d) < 0.08 * o.w else 0.45)
    wall = min(0.012, o.w * 0.04)
    rings: list[list[Vec3]] = []

    def outline(inset: float, z: float) -> list[Vec3]:
        t = z / high
        draw = inset + 0.09 * min(o.w, o.d) * (1 - math.sin(math.pi * (0.15 + 0.7 * t))) * (
            1 if t < 0.6 else 0.45
        )
        ring = soft_outline(o.w - 2 * draw, o.d - 2 * draw, corner - draw, 9)
        return [(x, y, z) for x, y in ring]

    for k in range(2 * coils + 1):
        rings.append(outline(0.0 if k % 2 else wall * 0.9, high * k / (2 * coils)))
    rings += [outline(wall * 1.6, z) for z in (high, high * 0.5, wall)]
    loft(o, "weave", rings, slot="wicker", sharp=35)
    rim = [(x, y, high) for x, y, _ in outline(wall * 0.8, high)]
    tube(o, "rim", rim[::2], wall * 0.8, "wicker", 8, closed=True)
    for side in (-1, 1) if handles else ():
        x = side * (max(p[0] for p in rim) - wall)
        span = min(0.08, o.d * 0.2)
        loop: list[Vec3] = [
            (x, -span, high),
            (x, -span * 0.9, high + grip * 0.6),
            (x, 0.0, high + grip * 0.72),
        ]
        loop += [(x, span * 0.9, high + grip * 0.6), (x, span, high)]
        tube(o, f"handle_{1 if side < 0 else 2}", loop, wall * 0.55, "wicker", 8, bend=grip * 0.4)
    if filled:
        cushion(
            o,
            "blanket",
            (o.w * 0.66, o.d * 0.66, high * 0.5),
            (0.0, 0.0, high * 0.62),
            plump=0.9,
            seed=seed,
            slot="throw",
        )


def laundry_basket(o: Thing, *, style: str = "modern", seed: int = 0, filled: bool = True) -> None:
    """A tall woven hamper with crumpled washing on top.

    Options:
        filled: with clothes in it.

    Size: 0.42 x 0.42 x 0.55
    Example: furnish("laundry_basket_1", laundry_basket, filled=False)
    """
    high = o.h * (0.9 if filled else 1.0)
    r, coils = min(o.w, o.d) / 2, 16
    profile = [(0.0, 0.0), (r * 0.82, 0.0)]
    for k in range(2 * coils + 1):
        z = k / (2 * coils)
        profile.append((r * (0.84 + 0.16 * z) - (0.012 if k % 2 == 0 else 0.0), 0.004 + (high - 0.004) * z))
    body = lathe(
        o,
        "weave",
        [*profile, (r * 0.94, high), (r * 0.9, high * 0.8), (0.0, high * 0.8)],
        slot="wicker",
        segments=36,
    )
    for vertex in body.data.vertices:
        vertex.co.x *= o.w / (2 * r)
        vertex.co.y *= o.d / (2 * r)
    if not filled:
        return
    rng = random.Random(seed)
    for k, slot in enumerate(("fabric", "sheet", "fabric_2")):
        a = math.tau * k / 3 + rng.uniform(-0.4, 0.4)
        at = (0.28 * r * math.cos(a), 0.28 * r * math.sin(a), high * 0.78)
        size = (r * 1.15, r * 0.95, o.h - high * 0.78 - 0.01 * k)
        cushion(
            o,
            f"washing_{k + 1}",
            size,
            at,
            yaw=rng.uniform(0, 180),
            plump=1.0,
            seed=seed + k,
            slot=slot,
            cells=8,
        )


def shoes(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A pair of shoes side by side, toes to the front (-Y).

    Example: furnish("shoes_1", shoes)
    """
    gap = 0.06 * o.w
    width, n = (o.w - gap) / 2, 20
    for number, side in enumerate((-1, 1)):
        x = side * (width + gap) / 2

        def ring(z: float, back: float, toe: float, wide: float, x: float = x) -> list[Vec3]:
            points: list[Vec3] = []
            for k in range(n):
                a = math.tau * k / n
                c, s = math.cos(a), math.sin(a)
                front = s < 0
                across = wide * (0.5 if front else 0.42) * (1 - 0.12 * (1 - s) / 2) * c * width
                along = (toe if front else back) * abs(s) ** 0.85 * (-1 if front else 1)
                points.append((x + across, along * o.d / 2, z * o.h))
            return points

        sole = [
            ring(0.0, 0.93, 0.93, 0.92),
            ring(0.03, 0.98, 0.99, 1.0),
            ring(0.2, 1.0, 1.0, 1.0),
            ring(0.24, 0.95, 0.96, 0.94),
        ]
        loft(o, f"sole_{number + 1}", sole, slot="sheet", sharp=60)
        upper = [
            ring(0.2, 0.95, 0.96, 0.94),
            ring(0.42, 0.96, 0.9, 0.95),
            ring(0.58, 0.94, 0.62, 0.86),
            ring(0.72, 0.92, 0.22, 0.72),
        ]
        upper += [
            ring(0.9, 0.92, -0.02, 0.62),
            ring(1.0, 0.94, -0.1, 0.6),
            ring(0.97, 0.82, -0.14, 0.5),
            ring(0.5, 0.8, 0.0, 0.5),
        ]
        loft(o, f"upper_{number + 1}", upper, slot="fabric", sharp=70)
        emit(o, f"laces_{number + 1}", shoe_laces(o, x, width), slot="rope", crease=80)


def shoe_laces(o: Thing, x: float, width: float) -> list[Shell]:
    """Crossed laces over the tongue of the shoe whose middle is at x."""
    r = min(0.0042, 0.03 * width)
    eyes = [(0.15 + 0.025 * k, (-0.58 + 0.13 * k) * o.d / 2, (0.605 + 0.042 * k) * o.h) for k in range(4)]

    def lace(*points: tuple[float, int]) -> Shell:
        spots = [(x + s * eyes[k][0] * width, eyes[k][1], eyes[k][2]) for s, k in points]
        return shell_tube(
            [(a, b, c + r * (2.2 if k % 2 else 0.8)) for k, (a, b, c) in enumerate(spots)], r, 6
        )

    shells = [lace((-1, 0), (1, 0))]
    for k in range(3):
        shells += [lace((s, k), (0, k), (-s, k + 1)) for s in (-1, 1)]
    return shells


def hat(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A brimmed hat with a ribbon.

    Size: 0.3 x 0.34 x 0.14
    Example: furnish("hat_1", hat)
    """
    r = min(o.w, o.d) / 2
    profile = [
        (0.0, 0.0),
        (0.97, 0.1),
        (1.0, 0.14),
        (0.97, 0.17),
        (0.6, 0.09),
        (0.56, 0.14),
        (0.54, 0.5),
        (0.5, 0.82),
    ]
    profile += [(0.42, 0.97), (0.25, 1.0), (0.0, 0.93)]
    lathe(o, "hat", [(x * r, z * o.h) for x, z in profile], slot="fabric", segments=36)
    band = [(0.572, 0.12), (0.575, 0.3), (0.53, 0.3), (0.53, 0.12)]
    lathe(o, "ribbon", [*((x * r, z * o.h) for x, z in band)], slot="fabric_2", segments=36)


def bag(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A handbag with a flap, a clasp and two handles.

    Example: furnish("bag_1", bag)
    """
    high = o.h * 0.66
    rings: list[list[Vec3]] = []
    for z, wide, deep in (
        (0.0, 0.9, 0.8),
        (0.03, 0.97, 0.96),
        (0.3, 1.0, 1.0),
        (0.7, 0.93, 0.74),
        (0.97, 0.86, 0.42),
        (1.0, 0.84, 0.36),
    ):
        ring = soft_outline(o.w * wide, o.d * deep, o.d * deep * 0.4, 5)
        rings.append([(x, y, z * high) for x, y in ring])
    loft(o, "bag", rings, slot="leather", sharp=50)
    for number, y in enumerate((-0.16 * o.d, 0.16 * o.d)):
        x, r = o.w * 0.24, min(0.007, o.d * 0.06)
        arch: list[Vec3] = [
            (-x, y, high * 0.86),
            (-x * 0.9, y, o.h * 0.86),
            (0.0, y, o.h - r),
            (x * 0.9, y, o.h * 0.86),
        ]
        tube(o, f"handle_{number + 1}", [*arch, (x, y, high * 0.86)], r, "leather", 8, bend=o.h * 0.1)
    soft_block(
        o,
        "clasp",
        (o.w * 0.09, 0.012, high * 0.14),
        (0.0, -o.d * 0.29, high * 0.74),
        radius=0.005,
        edge=0.003,
        slot="metal",
    )


def suitcase(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A hard-shell suitcase on wheels with its handle out a little; "classic" gives straps and a grip.

    Example: furnish("suitcase_1", suitcase)
    """
    wheel, grip = min(0.05, o.h * 0.07), o.h * 0.13
    high = o.h - wheel - grip
    corner = min(o.w, high) * 0.12
    rings: list[list[Vec3]] = []
    for inset, y in (
        (0.03, -0.5),
        (0.008, -0.47),
        (0.0, -0.4),
        (0.0, -0.02),
        (0.006, 0.0),
        (0.0, 0.02),
        (0.0, 0.4),
        (0.008, 0.47),
        (0.03, 0.5),
    ):
        ring = soft_outline(o.w - 2 * inset, high - 2 * inset, corner - inset, 5)
        rings.append([(x, y * o.d, wheel + high / 2 + z) for x, z in reversed(ring)])
    loft(o, "case", rings, slot="body", sharp=45)
    ribs = []
    for k in range(5):
        x = (k - 2) * o.w * 0.17
        ribs.append(
            shell_tube([(x, -o.d * 0.5, wheel + corner), (x, -o.d * 0.5, wheel + high - corner)], 0.006, 6)
        )
    emit(o, "ribs", ribs, slot="body", crease=60)
    for number, (sx, sy) in enumerate(((-1, -1), (1, -1), (-1, 1), (1, 1))):
        at = (sx * (o.w / 2 - corner), sy * o.d * 0.32, 0.0)
        lathe(
            o,
            f"wheel_{number + 1}",
            [
                (0, 0),
                (wheel * 0.42, wheel * 0.12),
                (wheel * 0.5, wheel * 0.5),
                (wheel * 0.3, wheel + 0.012),
                (0, wheel + 0.012),
            ],
            at,
            "plastic",
            12,
        )
    x, top = o.w * 0.2, o.h - 0.01
    path: list[Vec3] = [
        (-x, o.d * 0.3, wheel + high - 0.01),
        (-x, o.d * 0.3, top),
        (x, o.d * 0.3, top),
        (x, o.d * 0.3, wheel + high - 0.01),
    ]
    tube(o, "handle", path, 0.009, "metal", 8, bend=0.02)
    tube(o, "grip", [(-x * 0.5, o.d * 0.3, top), (x * 0.5, o.d * 0.3, top)], 0.0098, "plastic", 10)
