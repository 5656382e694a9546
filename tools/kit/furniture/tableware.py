"""Tableware: plates, bowls, fruit, jars, teapots, trays."""

from __future__ import annotations

import math
import random
from typing import Literal

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.parts.path import extrude, lathe, shell_tube, tube
from tools.kit.parts.shell import emit, shell_lathe
from tools.kit.parts.soft import soft_block


def tableware_spun(
    o: Thing, part: str, profile: list[Vec2], slot: str, at: Vec3 = (0.0, 0.0, 0.0), size: Vec3 | None = None
) -> None:
    """A turned vessel from an outline in shares: radius of half the width, height of the height."""
    w, d, h = size or o.size
    shell = shell_lathe(profile, 36)
    shell.verts = [(x * w / 2, y * d / 2, z * h) for x, y, z in shell.verts]
    emit(o, part, shell, slot=slot, at=at, crease=42)


PLATE: list[Vec2] = [
    (0.0, 0.0), (0.55, 0.0), (0.6, 0.12), (0.66, 0.3), (1.0, 0.85), (0.995, 1.0), (0.96, 0.98), (0.66, 0.5),
    (0.6, 0.34), (0.0, 0.3),
]  # fmt: skip


BOWL: list[Vec2] = [
    (0.0, 0.0), (0.42, 0.0), (0.44, 0.06), (0.6, 0.14), (0.82, 0.4), (0.95, 0.75), (1.0, 1.0), (0.96, 1.0),
    (0.9, 0.76), (0.77, 0.44), (0.55, 0.2), (0.0, 0.12),
]  # fmt: skip


def plate(o: Thing, *, style: str = "modern", seed: int = 0, stack: int = 0) -> None:
    """A plate, or a stack of them when it is high; `stack` says how many.

    Example: furnish("plate_1", plate, stack=3)
    """
    count = stack or max(1, round(o.h / max(0.13 * min(o.w, o.d), 0.02)))
    share = 0.55 if count > 1 else 0.0
    each = o.h / (1 + (count - 1) * (1 - share))
    for k in range(count):
        at = (0.0, 0.0, each * (1 - share) * k)
        tableware_spun(o, f"plate_{k + 1}" if count > 1 else "plate", PLATE, "ceramic", at, (o.w, o.d, each))


def bowl(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """An open bowl on a foot ring.

    Example: furnish("bowl_1", bowl)
    """
    tableware_spun(o, "bowl", BOWL, "ceramic")


def fruit_bowl(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A bowl heaped with apples, oranges and a banana.

    Size: 0.3 x 0.3 x 0.16
    Example: furnish("fruit_bowl_1", fruit_bowl)
    """
    high = o.h * 0.62
    tableware_spun(o, "bowl", BOWL, "ceramic", size=(o.w, o.d, high))
    fruit_heap(o, min(o.w, o.d) * 0.4, high * 0.14, o.h, seed)


def fruit_heap(o: Thing, reach: float, low: float, high: float, seed: int) -> None:
    """Fruit piled within a circle of radius `reach` between two heights."""
    rng = random.Random(seed)
    r = min(reach * 0.46, (high - low) * 0.42)
    spots: list[tuple[Vec3, str]] = []
    tints = ("#b93a2b", "#e08a2e", "#8fae3c", "#c9452f", "#e3a233")
    for k in range(5):
        a = math.tau * k / 5 + rng.uniform(-0.1, 0.1)
        spots.append(
            (
                (0.56 * reach * math.cos(a), 0.56 * reach * math.sin(a), low + rng.uniform(0, 0.1) * r),
                tints[k],
            )
        )
    spots.append(((0.0, 0.05 * reach, high - 2 * r), "#d9a02c"))
    spots.append(((0.1 * reach, -0.1 * reach, low * 0.9), "#a8b843"))
    for k, (at, tint) in enumerate(spots):
        profile = [
            (0.0, 0.12),
            (0.35, 0.0),
            (0.8, 0.3),
            (1.0, 0.95),
            (0.85, 1.6),
            (0.45, 1.98),
            (0.12, 1.9),
            (0.0, 1.8),
        ]
        ball = shell_lathe([(x * r, z * r) for x, z in profile], 16)
        paint(emit(o, f"fruit_{k + 1}", ball, slot="food", at=at, crease=80), tint, "food")
        stalk = shell_tube(
            [(at[0], at[1], at[2] + 1.78 * r), (at[0] + 0.1 * r, at[1], at[2] + 2.0 * r)], 0.05 * r, 5
        )
        paint(emit(o, f"stalk_{k + 1}", stalk, slot="stem"), "#5b4326")


def fruit(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A few loose fruits lying together.

    Example: furnish("fruit_1", fruit)
    """
    fruit_heap(o, min(o.w, o.d) * 0.5, 0.0, o.h, seed)


def jar(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    material: Literal["", "glass", "ceramic", "wood", "metal"] = "",
) -> None:
    """A lidded jar: "ceramic" or "glass" with something in it.

    Options:
        material: "glass", "ceramic", "wood" or "metal"; by style when left out.

    Example: furnish("jar_1", jar, material="glass")
    """
    material = material or ("glass" if seed % 2 else "ceramic")
    body: list[Vec2] = [
        (0.0, 0.0),
        (0.86, 0.0),
        (0.95, 0.04),
        (1.0, 0.2),
        (1.0, 0.6),
        (0.92, 0.74),
        (0.8, 0.78),
        (0.8, 0.82),
        (0.0, 0.82),
    ]
    tableware_spun(o, "jar", body, material)
    lid: list[Vec2] = [
        (0.0, 0.81),
        (0.86, 0.81),
        (0.88, 0.85),
        (0.8, 0.89),
        (0.2, 0.91),
        (0.12, 0.93),
        (0.2, 0.97),
        (0.14, 1.0),
        (0.0, 1.0),
    ]
    tableware_spun(o, "lid", lid, "wood" if material == "glass" else material)
    if material == "glass":
        tableware_spun(
            o, "filling", [(0.0, 0.02), (0.9, 0.06), (0.94, 0.2), (0.94, 0.55), (0.0, 0.58)], "food"
        )


def teapot(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A round teapot, spout to +X, handle to -X.

    Example: furnish("teapot_1", teapot)
    """
    r = min(o.w * 0.34, o.d / 2)
    y = o.d / 2 / r if r else 1.0
    tall = o.h * 0.82
    body: list[Vec2] = [
        (0.0, 0.0),
        (0.55, 0.0),
        (0.6, 0.03),
        (0.9, 0.25),
        (1.0, 0.5),
        (0.88, 0.8),
        (0.55, 0.97),
        (0.5, 1.0),
        (0.0, 1.0),
    ]
    shell = shell_lathe([(x * r, z * tall) for x, z in body], 32)
    shell.verts = [(px, py * y, pz) for px, py, pz in shell.verts]
    emit(o, "pot", shell, slot="ceramic", crease=50)
    lid: list[Vec2] = [
        (0.0, 0.97),
        (0.56, 0.97),
        (0.5, 1.04),
        (0.2, 1.1),
        (0.08, 1.12),
        (0.16, 1.18),
        (0.1, o.h / tall),
        (0.0, o.h / tall),
    ]
    lathe(o, "lid", [(x * r, z * tall) for x, z in lid], slot="ceramic", segments=24)
    x = o.w / 2
    spout: list[Vec3] = [
        (r * 0.8, 0, tall * 0.35),
        (r * 1.25, 0, tall * 0.5),
        (x - r * 0.22, 0, tall * 0.82),
        (x - r * 0.1, 0, tall * 0.98),
    ]
    tube(o, "spout", spout, [r * 0.2, r * 0.16, r * 0.1, r * 0.1], "ceramic", 12)
    grip: list[Vec3] = [
        (-r * 0.8, 0, tall * 0.82),
        (-x + r * 0.09, 0, tall * 0.86),
        (-x + r * 0.09, 0, tall * 0.3),
        (-r * 0.85, 0, tall * 0.24),
    ]
    tube(o, "handle", grip, r * 0.09, "ceramic", 10, bend=r * 0.3)


def tray(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A tray with a raised rim and two cut-out grips.

    Example: furnish("tray_1", tray)
    """
    base = min(0.008, o.h * 0.3)
    soft_block(
        o, "base", (o.w * 0.97, o.d * 0.95, base), (0, 0, 0.0008), radius=0.02, edge=base * 0.3, slot="wood"
    )
    outer = [(x, y) for x, y in tray_outline(o.w, o.d)]
    wall = min(0.012, o.d * 0.04)
    inner = [(x, y) for x, y in tray_outline(o.w - 2 * wall, o.d - 2 * wall)]
    extrude(o, "rim", outer, o.h * 0.75, (0, 0, 0), [inner], "wood", 0.002)
    for part, side in (("grip_left", -1), ("grip_right", 1)):
        x, span = side * (o.w / 2 - wall / 2), min(0.06, o.d * 0.2)
        loop: list[Vec3] = [
            (x, -span, o.h * 0.7),
            (x, -span * 0.8, o.h - wall * 0.3),
            (x, span * 0.8, o.h - wall * 0.3),
            (x, span, o.h * 0.7),
        ]
        tube(o, part, loop, wall * 0.3, "metal", 8, bend=o.h * 0.1)


def tray_outline(w: float, d: float) -> list[Vec2]:
    """A rectangle with well-rounded corners."""
    r = min(w, d) * 0.12
    points: list[Vec2] = []
    for corner, (sx, sy) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        for k in range(6):
            a = (corner + k / 5) * math.pi / 2
            points.append((sx * (w / 2 - r) + r * math.cos(a), sy * (d / 2 - r) + r * math.sin(a)))
    return points
