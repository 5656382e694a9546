"""Boxes, crates, an umbrella stand, an aquarium."""

from __future__ import annotations

import math
import random
from typing import Literal

from tools.kit.core import Thing, Vec3, mesh, paint
from tools.kit.joints import joint
from tools.kit.parts.foliage import Leaves
from tools.kit.parts.path import lathe, shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved
from tools.kit.parts.soft import loft, soft_block, soft_outline, soft_shade
from tools.kit.parts.solid import box, boxes, shell_sphere
from tools.kit.parts.style import style_look


def gift_box(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A box with a lid, a ribbon and a bow.

    Example: furnish("gift_box_1", gift_box)
    """
    bow = o.h * 0.2
    high = o.h - bow
    lid = high * 0.26
    body = box(o, "box", (o.w * 0.95, o.d * 0.95, high - lid * 0.5), (0, 0, 0), "paper", 0.002)
    paint(body, "#d8c7b4")
    paint(box(o, "lid", (o.w * 0.992, o.d * 0.992, lid), (0, 0, high - lid), "paper", 0.002), "#e6dccd")
    band = min(o.w, o.d) * 0.12
    ribbon = [
        shell_box((band, o.d, high * 1.003), (0, 0, 0.001)),
        shell_box((o.w, band, high * 1.003), (0, 0, 0.001)),
    ]
    loops: list[Shell] = []
    for side in (-1, 1):
        path: list[Vec3] = []
        for k in range(9):
            a = math.tau * k / 8
            path.append(
                (
                    side * band * 1.6 * (1 - math.cos(a)) / 2,
                    band * 0.2 * math.sin(a),
                    high + bow * (0.45 - 0.45 * math.cos(a / 2)) * (0.5 + 0.5 * math.sin(a / 2)),
                )
            )
        loops.append(shell_tube(path, band * 0.22, 8))
    loops.append(shell_moved(shell_sphere((band * 0.35, band * 0.35, bow * 0.5), 12), (0, 0, high)))
    paint(emit(o, "ribbon", [*ribbon, *loops], slot="fabric", crease=50), "#a8473f", "satin")


def storage_box(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    lid: bool = True,
    material: Literal["", "plastic", "fabric", "wood", "cardboard"] = "",
) -> None:
    """A box with a lid and grips: "plastic", "fabric", "wood" (a slatted crate) or "cardboard".

    Options:
        lid: closed with a lid.
        material: "plastic", "fabric", "wood" or "cardboard"; by style when left out.

    Example: furnish("storage_box_1", storage_box, material="wood")
    """
    look = style_look(style)
    material = material or (
        "wood"
        if look.door == "plank" or look.leg_slot == "metal"
        else ("fabric", "plastic", "cardboard")[seed % 3]
    )
    if material == "wood":
        crate(o)
        return
    rim = min(0.03, o.h * 0.14)
    high = o.h - rim * 0.6 if lid else o.h
    wall, r = 0.006, min(o.w, o.d) * (0.02 if material == "cardboard" else 0.08)
    rings: list[list[Vec3]] = []
    for z, grow in ((0.0, -0.05), (0.02 * high, -0.03), (high, -0.008)):
        rings.append([(x, y, z) for x, y in soft_outline(o.w * (1 + grow), o.d * (1 + grow), r, 4)])
    rings += [
        [
            (x, y, z)
            for x, y in soft_outline(o.w * 0.992 - 2 * wall, o.d * 0.992 - 2 * wall, max(r - wall, 0.002), 4)
        ]
        for z in (high, wall * 1.5)
    ]
    slot = "fabric" if material == "fabric" else "plastic" if material == "plastic" else "paper"
    made = [loft(o, "box", rings, slot=slot, sharp=40)]
    if lid:
        made.append(
            soft_block(
                o, "lid", (o.w, o.d, rim), (0, 0, o.h - rim), radius=r, edge=min(0.004, rim * 0.3), slot=slot
            )
        )
        back = (0.0, o.d / 2, o.h)
        joint(o, "lid", "hinge", at=back, axis=(-1.0, 0.0, 0.0), limits=(0.0, 100.0), parts=("lid",))
    if material == "cardboard":
        for part in made:
            paint(part, "#b08a5e", "cardboard")
    grips = [
        shell_box((0.016, min(0.09, o.d * 0.3), 0.022), (s * o.w * 0.486, 0, high * 0.66), 0.0015)
        for s in (-1, 1)
    ]
    grips.append(shell_box((min(0.08, o.w * 0.3), 0.016, 0.04), (0, -o.d * 0.487, high * 0.5), 0.0015))
    paint(emit(o, "grips", grips, slot="leather"), "#6d5238", "leather")


def crate(o: Thing) -> None:
    """An open crate of slats with corner posts."""
    post, thin = min(0.03, o.w * 0.09), min(0.012, o.w * 0.03)
    rows = max(2, round(o.h / 0.1))
    each = o.h / rows
    boards: list[tuple[Vec3, Vec3]] = []
    for k in range(rows):
        z = each * k + each * (0.0 if k == 0 else 0.18 if k == rows - 1 else 0.09)
        for s in (-1.0, 1.0):
            boards.append(((o.w, thin, each * 0.82), (0.0, s * (o.d - thin) / 2, z)))
            boards.append(((thin, o.d - 2 * thin + 0.001, each * 0.82), (s * (o.w - thin) / 2, 0.0, z)))
    boxes(o, "slats", boards, "wood", 0.0015)
    boxes(
        o,
        "posts",
        [
            (
                (post, post, o.h * 0.98),
                (x * (o.w / 2 - thin - post / 2), y * (o.d / 2 - thin - post / 2), 0.0),
            )
            for x in (-1, 1)
            for y in (-1, 1)
        ],
        "wood",
        0.0015,
    )
    boxes(
        o,
        "floor",
        [
            (
                (o.w - 2 * thin + 0.001, (o.d - 2 * thin) / 4 * 0.86, thin),
                (0, (k - 1.5) * (o.d - 2 * thin) / 4, 0.002),
            )
            for k in range(4)
        ],
        "wood",
        0.001,
    )


def aquarium(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A fish tank: glass, water, gravel, plants, fish, a lid.

    Example: furnish("aquarium_1", aquarium)
    """
    rng = random.Random(seed)
    lid, base, thin = o.h * 0.08, o.h * 0.05, 0.008
    box(o, "base", (o.w, o.d, base), (0, 0, 0), "dark", 0.003)
    box(o, "lid", (o.w, o.d, lid), (0, 0, o.h - lid), "dark", 0.004)
    tall = o.h - lid - base + 0.002
    panes = [
        shell_box((o.w - 0.004, thin, tall), (0, s * (o.d - thin - 0.004) / 2, base - 0.001)) for s in (-1, 1)
    ]
    panes += [
        shell_box((thin, o.d - 2 * thin - 0.006, tall), (s * (o.w - thin - 0.004) / 2, 0, base - 0.001))
        for s in (-1, 1)
    ]
    emit(o, "glass", panes, slot="glass")
    inner = (o.w - 2 * thin - 0.008, o.d - 2 * thin - 0.01)
    gravel = o.h * 0.1
    paint(box(o, "gravel", (*inner, gravel), (0, 0, base - 0.001), "stone", 0.003), "#cbb58d", "stone")
    leaves = Leaves()
    for _ in range(16):
        x, y = rng.uniform(-0.44, 0.44) * inner[0], rng.uniform(-0.2, 0.4) * inner[1]
        leaves.blade(
            (x, y, base + gravel - 0.004),
            rng.uniform(0, math.tau),
            1.4,
            rng.uniform(0.3, 0.62) * o.h,
            0.03 * o.w,
            droop=-0.2,
            rows=4,
            twist=rng.uniform(-1, 1),
        )
    leaves.verts = [
        (max(min(x, inner[0] * 0.49), -inner[0] * 0.49), max(min(y, inner[1] * 0.48), -inner[1] * 0.48), z)
        for x, y, z in leaves.verts
    ]
    tints = ("#e0762f", "#e3c14a", "#4f86c6")
    size = 0.055 * o.w
    for k in range(5):
        x, z = rng.uniform(-0.36, 0.36) * inner[0], base + o.h * rng.uniform(0.34, 0.72)
        y, sign = (0.05 * k - 0.24) * inner[1], rng.choice((-1.0, 1.0))
        body = shell_sphere((size, size * 0.28, size * 0.5), 12)
        tail = shell_sphere((size * 0.36, size * 0.08, size * 0.46), 8)
        shells = [body, shell_moved(tail, (size * 1.15 * sign, 0, size * 0.04))]
        paint(emit(o, f"fish_{k + 1}", shells, slot="body", at=(x, y, z), crease=80), tints[k % 3])
        # A blade of grass behind each fish holds it: nothing floats in glass without water.
        leaves.stem([(x, y, base + gravel - 0.004), (x, y + size * 0.2, z + size * 0.5)], 0.003, 0.002, 3)
    soft_shade(mesh(o, "plants", leaves.verts, leaves.faces, slot="leaf"), 100)


def umbrella_stand(o: Thing, *, style: str = "modern", seed: int = 0, umbrellas: int = 3) -> None:
    """A stand with furled umbrellas in it.

    Options:
        umbrellas: how many stand in it.

    Size: 0.28 x 0.28 x 0.75
    Example: furnish("umbrella_stand_1", umbrella_stand, umbrellas=4)
    """
    rng = random.Random(seed)
    tall, r = o.h * 0.55, min(o.w, o.d) / 2
    lathe(
        o,
        "stand",
        [(0, 0), (r * 0.9, 0), (r * 0.92, 0.01), (r, tall), (r * 0.94, tall), (r * 0.86, 0.02), (0, 0.02)],
        slot="metal",
        segments=36,
    )
    for k in range(umbrellas):
        a = math.tau * k / umbrellas + rng.uniform(-0.3, 0.3)
        foot: Vec3 = (-0.35 * r * math.cos(a), -0.35 * r * math.sin(a), 0.0205)
        grip = o.h * (1.0 if k == 0 else rng.uniform(0.9, 0.97))
        head: Vec3 = (0.5 * r * math.cos(a), 0.5 * r * math.sin(a), grip - r * 0.26)
        along = [
            tuple(foot[i] + (head[i] - foot[i]) * t for i in range(3))
            for t in (0.0, 0.12, 0.3, 0.6, 0.72, 0.78)
        ]
        cloth = tube(
            o,
            f"umbrella_{k + 1}",
            [(p[0], p[1], p[2]) for p in along],
            [0.004, r * 0.1, r * 0.17, r * 0.2, r * 0.12, 0.006],
            "fabric",
            10,
        )
        paint(cloth, ("#2f3e55", "#8c3a34", "#3d5b46", "#c2a14d")[(k + seed) % 4], "fabric")
        hook: list[Vec3] = [(along[4][0], along[4][1], along[4][2]), head]
        hook += [
            (head[0] + r * 0.26 * (1 - math.cos(b)), head[1], head[2] + r * 0.235 * math.sin(b))
            for b in (0.6, 1.2, 1.8, 2.4, 3.0)
        ]
        tube(o, f"grip_{k + 1}", hook, r * 0.05, "wood", 8)
