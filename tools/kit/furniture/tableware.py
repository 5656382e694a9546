"""Tableware: plates, bowls, cups, glasses, bottles, jars, trays, cutlery, a laid place."""

from __future__ import annotations

import math
import random
from typing import Literal

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.parts.path import extrude, lathe, shell_tube, tube
from tools.kit.parts.shell import emit, shell_lathe
from tools.kit.parts.soft import soft_block
from tools.kit.parts.solid import shell_sphere


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


def cup(o: Thing, *, style: str = "modern", seed: int = 0, saucer: bool | None = None) -> None:
    """A mug with a handle, filled with coffee; `saucer` (left out: when it is wide) puts a teacup on one.

    Example: furnish("cup_1", cup, saucer=True)
    """
    wide = o.w > 1.35 * o.h
    if wide if saucer is None else saucer:
        dish = o.h * 0.22
        tableware_spun(o, "saucer", PLATE, "ceramic", size=(o.w, o.d, dish))
        cup_body(
            o,
            min(o.w, o.d) * 0.27,
            o.h - dish * 0.34,
            dish * 0.33,
            [(0.5, 0.0), (0.56, 0.08), (0.86, 0.5), (1.0, 1.0)],
        )
        return
    cup_body(
        o,
        min(o.w * 0.4, o.d / 2),
        o.h,
        0.0,
        [(0.92, 0.0), (0.99, 0.04), (1.0, 0.12), (1.0, 1.0)],
        shift=o.w * 0.1,
    )


def cup_body(o: Thing, r: float, h: float, z: float, outline: list[Vec2], shift: float = 0.0) -> None:
    """A cup of radius and height on height `z`, its handle to +X, moved to -X by `shift`."""
    wall = max(r * 0.08, 0.0015)
    outer = [(x * r, t * h) for x, t in outline]
    inner = [(x * r - wall, max(t * h, 0.08 * h)) for x, t in reversed(outline)]
    lathe(o, "cup", [(0.0, 0.0), *outer, *inner, (0.0, 0.08 * h)], (-shift, 0.0, z), "ceramic", 28)
    level = 0.8 * h
    top = (
        outline[-1][0] * r
        if len(outline) < 3
        else r * (outline[-2][0] + (outline[-1][0] - outline[-2][0]) * 0.6)
    )
    coffee = lathe(
        o,
        "coffee",
        [(0, level - 0.002), (top - wall * 0.9, level - 0.002), (top - wall * 0.9, level), (0, level)],
        (-shift, 0, z),
        "food",
        24,
    )
    paint(coffee, "#4a2c1a", "food")
    out = r * 0.97
    grip: list[Vec3] = [(out - shift, 0.0, z + 0.82 * h), (out + r * 0.5 - shift, 0.0, z + 0.78 * h)]
    grip += [(out + r * 0.5 - shift, 0.0, z + 0.36 * h), (out * 0.97 - shift, 0.0, z + 0.26 * h)]
    tube(o, "handle", grip, r * 0.12, "ceramic", 10, bend=r * 0.3)


def glass(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A drinking glass; a wine glass when it is more than twice as high as wide.

    Example: furnish("glass_1", glass)
    """
    if o.h > 2.0 * o.w:
        wine_glass(o, style=style, seed=seed)
        return
    tableware_spun(
        o,
        "glass",
        [(0, 0), (0.82, 0), (0.86, 0.02), (1.0, 1.0), (0.95, 1.0), (0.82, 0.09), (0, 0.07)],
        "glass",
    )
    tableware_spun(o, "water", [(0, 0.075), (0.805, 0.095), (0.89, 0.62), (0, 0.62)], "water")


def wine_glass(o: Thing, *, style: str = "modern", seed: int = 0, wine: bool = True) -> None:
    """A stemmed glass with some wine in it.

    Size: 0.09 x 0.09 x 0.21
    Example: furnish("wine_glass_1", wine_glass, wine=False)
    """
    profile: list[Vec2] = [
        (0.0, 0.0),
        (0.85, 0.0),
        (0.85, 0.008),
        (0.3, 0.025),
        (0.08, 0.06),
        (0.07, 0.42),
        (0.25, 0.47),
    ]
    profile += [
        (0.8, 0.56),
        (1.0, 0.7),
        (0.95, 0.85),
        (0.78, 1.0),
        (0.74, 1.0),
        (0.9, 0.85),
        (0.95, 0.7),
        (0.75, 0.57),
    ]
    tableware_spun(o, "glass", [*profile, (0.2, 0.49), (0.0, 0.485)], "glass")
    if wine:
        drink: list[Vec2] = [(0.0, 0.488), (0.2, 0.493), (0.74, 0.574), (0.93, 0.68), (0.0, 0.68)]
        tableware_spun(o, "wine", drink, "food")
        paint(o.parts[-1], "#5c1220", "food")


def bottle(o: Thing, *, style: str = "modern", seed: int = 0, label: bool = True) -> None:
    """A glass bottle with a label and a cap.

    Example: furnish("bottle_1", bottle, label=False)
    """
    neck = 0.34
    profile: list[Vec2] = [
        (0.0, 0.02),
        (0.6, 0.0),
        (0.95, 0.01),
        (1.0, 0.04),
        (1.0, 0.6),
        (0.92, 0.67),
        (0.6, 0.73),
        (neck, 0.79),
    ]
    tableware_spun(
        o,
        "bottle",
        [*profile, (neck * 0.92, 0.94), (neck * 1.08, 0.945), (neck * 1.08, 0.97), (0.0, 0.97)],
        "glass",
        size=(o.w * 0.985, o.d * 0.985, o.h),
    )
    paint(o.parts[-1], ("#3d5a36", "#6b4a25", "#9fb8bd")[seed % 3], "glass")
    tableware_spun(o, "cap", [(0, 0.965), (neck * 1.1, 0.965), (neck * 1.1, 1.0), (0, 1.0)], "metal")
    if label:
        band: list[Vec2] = [(1.004, 0.2), (1.012, 0.2), (1.012, 0.48), (1.004, 0.48)]
        shell = shell_lathe(band, 36, closed=True)
        shell.verts = [(x * o.w / 2.024, y * o.d / 2.024, z * o.h) for x, y, z in shell.verts]
        emit(o, "label", shell, slot="paper", crease=42)


def perfume_bottle(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A heavy square flacon with a ball stopper.

    Example: furnish("perfume_bottle_1", perfume_bottle)
    """
    high = o.h * 0.62
    soft_block(
        o, "flacon", (o.w, o.d, high), radius=min(o.w, o.d) * 0.15, edge=min(o.w, o.d) * 0.06, slot="glass"
    )
    inner = (o.w * 0.8, o.d * 0.8, high * 0.6)
    paint(
        soft_block(
            o, "scent", inner, (0, 0, high * 0.1), radius=min(o.w, o.d) * 0.1, edge=0.003, slot="water"
        ),
        "#e3b27a",
        "water",
    )
    r = min(o.w, o.d) * 0.2
    lathe(o, "collar", [(0, 0), (r, 0), (r, o.h * 0.1), (0, o.h * 0.1)], (0, 0, high - 0.001), "metal", 20)
    ball = (o.h * 0.9 - high) / 2 + o.h * 0.05
    emit(
        o,
        "stopper",
        shell_sphere((r * 1.25, r * 1.25, ball), 16),
        slot="glass",
        at=(0, 0, o.h - 2 * ball),
        crease=60,
    )


def jar(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    material: Literal["", "glass", "ceramic", "wood", "metal"] = "",
) -> None:
    """A lidded jar: "ceramic" or "glass" with something in it.

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
