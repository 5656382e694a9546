"""Ornaments: vases, sculptures, candles, boxes, a globe, an aquarium, an umbrella stand."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Literal

from tools.kit.core import Thing, Vec2, Vec3, mesh, paint
from tools.kit.parts.foliage import Leaves
from tools.kit.parts.path import lathe, shell_tube
from tools.kit.parts.shell import emit, shell_lathe, shell_moved
from tools.kit.parts.soft import loft, soft_outline, soft_shade
from tools.kit.parts.solid import box, shell_sphere, shell_torus
from tools.kit.parts.style import style_look

VASE_PROFILES: tuple[tuple[Vec2, ...], ...] = (
    (
        (0.5, 0.0),
        (0.55, 0.02),
        (0.85, 0.22),
        (1.0, 0.45),
        (0.9, 0.66),
        (0.5, 0.85),
        (0.42, 0.92),
        (0.55, 1.0),
    ),
    ((0.62, 0.0), (0.66, 0.02), (0.72, 0.5), (0.86, 0.85), (1.0, 1.0)),
    (
        (0.6, 0.0),
        (0.7, 0.04),
        (1.0, 0.3),
        (0.95, 0.48),
        (0.42, 0.66),
        (0.32, 0.78),
        (0.34, 0.95),
        (0.44, 1.0),
    ),
    ((0.9, 0.0), (1.0, 0.03), (1.0, 0.6), (0.82, 0.8), (0.5, 0.9), (0.5, 1.0)),
)


"""Vase outlines: radius as a share of half the width, height as a share of the height."""


def vase(o: Thing, *, style: str = "modern", seed: int = 0, branches: bool = False) -> None:
    """A vase; `branches` puts three bare twigs in it, which then reach the object's top.

    Example: furnish("vase_1", vase, branches=True)
    """
    tall = o.h * (0.5 if branches else 1.0)
    outline = VASE_PROFILES[seed % 4 if not style_look(style).ornate else 2]
    wall = 0.06
    inner = [(max(r - wall, 0.05), max(z, 0.05)) for r, z in reversed(outline)]
    shell = shell_lathe([(0.0, 0.0), *outline, *inner, (0.0, 0.05)], 40)
    share = 0.7 if branches else 1.0
    shell.verts = [(x * o.w / 2 * share, y * o.d / 2 * share, z * tall) for x, y, z in shell.verts]
    emit(o, "vase", shell, slot="ceramic", crease=45)
    if branches:
        vase_twigs(o, tall, seed)


def vase_twigs(o: Thing, low: float, seed: int) -> None:
    """Bare twigs with side shoots, from within a vase up to the object's height."""
    rng, wood = random.Random(seed), Leaves()
    for k in range(3):
        a = math.tau * k / 3 + rng.uniform(-0.3, 0.3)
        tip = (
            0.42 * o.w * math.cos(a),
            0.42 * o.d * math.sin(a),
            o.h if k == 0 else o.h * rng.uniform(0.85, 0.97),
        )
        foot = (-0.05 * o.w * math.cos(a), -0.05 * o.d * math.sin(a), low * 0.1)
        path = [
            tuple(
                foot[i] + (tip[i] - foot[i]) * t + (0.02 * o.w * math.sin(9 * t + k) if i < 2 else 0.0)
                for i in range(3)
            )
            for t in (0.0, 0.3, 0.55, 0.8, 1.0)
        ]
        points: list[Vec3] = [(p[0], p[1], p[2]) for p in path]
        wood.stem(points, 0.005, 0.002, 5)
        for n in (2, 3):
            yaw, root = a + (1.2 if n == 2 else -1.1), points[n]
            reach = 0.16 * o.w
            end = (
                root[0] + reach * math.cos(yaw),
                root[1] + reach * math.sin(yaw),
                min(root[2] + 0.14 * o.h, o.h * 0.99),
            )
            wood.stem([root, end], 0.003, 0.0015, 4)
    soft_shade(mesh(o, "twigs", wood.verts, wood.faces, slot="branch"), 80)


def decor(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    kind: Literal["", "knot", "stack", "bust", "bird", "ball"] = "",
) -> None:
    """An ornament: "knot" (a ring sculpture), "stack" (balanced stones), "bust", "bird" or "ball".

    Options:
        kind: "knot", "stack", "bust", "bird" or "ball"; by the proportions when left out.

    Example: furnish("decor_1", decor, kind="bird")
    """
    kinds: tuple[Literal["knot", "stack", "bird", "ball", "bust"], ...]
    kinds = ("knot", "stack", "bird", "ball") if not style_look(style).ornate else ("bust",)
    kind = kind or kinds[seed % len(kinds)]
    if kind == "bust":
        sculpture(o, style=style, seed=seed)
    elif kind == "stack":
        z = 0.0
        shares = (0.36, 0.27, 0.21, 0.16)
        for k, share in enumerate(shares):
            tall, wide = o.h * share, 1.0 - 0.2 * k
            stone = shell_sphere((o.w / 2 * wide, o.d / 2 * wide, tall / 2 * 1.02), 24)
            emit(
                o,
                f"stone_{k + 1}",
                stone,
                slot="stone",
                at=(o.w * 0.02 * (-1) ** k, 0.0, z - (0.01 * tall if k else 0)),
                crease=80,
            )
            z += tall
    elif kind == "bird":
        decor_bird(o)
    elif kind == "ball":
        emit(o, "ball", shell_sphere((o.w / 2, o.d / 2, o.h / 2), 28), slot="ceramic", crease=80)
    else:
        base = o.h * 0.1
        box(o, "base", (o.w * 0.6, o.d, base), (0, 0, 0), "wood", 0.003)
        ring = shell_torus(0.8, 0.2, 36, 14)
        ring.verts = [(x * o.w / 2, (z - 0.2) * o.d * 1.4, y * (o.h - base) / 2) for x, y, z in ring.verts]
        ring.faces = [face[::-1] for face in ring.faces]
        emit(o, "ring", ring, slot="ceramic", at=(0, 0, base + (o.h - base) / 2 - 0.002), crease=80)


def decor_bird(o: Thing) -> None:
    """A smooth bird: body, head, beak, tail, facing -X, on a short foot."""
    rings: list[list[Vec3]] = []
    profile = (
        (-1.0, 0.42, 0.02, 0.02),
        (-0.7, 0.4, 0.2, 0.2),
        (-0.2, 0.42, 0.52, 0.55),
        (0.3, 0.36, 0.44, 0.5),
        (0.7, 0.26, 0.24, 0.3),
        (1.0, 0.2, 0.08, 0.16),
    )
    for t, z, high, wide in profile:
        spokes = [math.tau * k / 20 for k in range(20)]
        rings.append(
            [
                (
                    t * o.w * 0.42 + o.w * 0.08,
                    o.d * wide * math.cos(a),
                    o.h * (0.1 + z + high * 0.5 * math.sin(a)),
                )
                for a in spokes
            ]
        )
    loft(o, "body", rings, slot="ceramic", sharp=100)
    head = shell_sphere((o.w * 0.17, o.d * 0.36, o.h * 0.19), 20)
    emit(o, "head", head, slot="ceramic", at=(-o.w * 0.26, 0, o.h * 0.62), crease=80)
    beak = shell_lathe([(o.h * 0.06, 0.0), (0.0, o.w * 0.12)], 10)
    paint(
        emit(o, "beak", beak, slot="ceramic", at=(-o.w * 0.4, 0, o.h * 0.8), rotation=(0, -90, 0)),
        "#c9a14a",
        "brass",
    )
    lathe(
        o,
        "foot",
        [
            (0, 0),
            (o.d * 0.3, 0),
            (o.d * 0.26, o.h * 0.03),
            (o.d * 0.07, o.h * 0.06),
            (o.d * 0.07, o.h * 0.34),
            (0, o.h * 0.34),
        ],
        (o.w * 0.04, 0, 0),
        "wood",
        20,
    )


def bust_rows(rows: Sequence[tuple[float, ...]], steps: int = 4) -> list[tuple[float, ...]]:
    """Rows of a table with `steps` smooth (Catmull-Rom) rows for each of its gaps."""
    made: list[tuple[float, ...]] = []
    for k in range(len(rows) - 1):
        a, b, c, e = rows[max(k - 1, 0)], rows[k], rows[k + 1], rows[min(k + 2, len(rows) - 1)]
        for n in range(steps):
            t = n / steps
            made.append(
                tuple(
                    q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)))
                    for p, q, r, s in zip(a, b, c, e, strict=True)
                )
            )
    return [*made, rows[-1]]


def sculpture(o: Thing, *, style: str = "classic", seed: int = 0) -> None:
    """A portrait bust on a turned foot.

    Size: 0.2 x 0.2 x 0.38
    Example: furnish("sculpture_1", sculpture)
    """
    w, d, h = o.size
    foot: list[Vec2] = [(0, 0), (0.6, 0), (0.6, 0.05), (0.45, 0.07), (0.38, 0.13), (0.5, 0.17), (0.0, 0.17)]
    lathe(o, "foot", [(x * min(w, d) * 0.8, z * h) for x, z in foot], slot="stone", segments=28)
    rings: list[list[Vec3]] = []
    shape = (
        (0.16, 0.24, 0.30, 0.0),
        (0.22, 0.44, 0.42, 0.0),
        (0.30, 0.5, 0.46, 0.02),
        (0.38, 0.47, 0.40, 0.04),
        (0.43, 0.33, 0.32, 0.04),
        (0.47, 0.20, 0.24, 0.03),
        (0.54, 0.17, 0.22, 0.02),
    )
    for z, rx, ry, y in bust_rows(shape):
        rings.append(
            [
                (x, py + y * d, z * h)
                for x, py in soft_outline(2 * rx * w, 2 * ry * d, min(rx * w, ry * d) * 0.98, 5)
            ]
        )
    loft(o, "shoulders", rings, slot="stone", sharp=100)
    head = (
        (0.50, 0.1, 0.14, -0.04),
        (0.54, 0.19, 0.26, -0.06),
        (0.62, 0.235, 0.33, -0.02),
        (0.72, 0.26, 0.37, 0.02),
        (0.84, 0.28, 0.38, 0.04),
        (0.93, 0.22, 0.3, 0.05),
        (0.985, 0.1, 0.14, 0.05),
        (1.0, 0.02, 0.03, 0.05),
    )
    loft(
        o,
        "head",
        [
            [
                (x, py + y * d, z * h)
                for x, py in soft_outline(2 * rx * w * 0.8, 2 * ry * d, min(rx * w * 0.8, ry * d) * 0.98, 5)
            ]
            for z, rx, ry, y in bust_rows(head)
        ],
        slot="stone",
        sharp=100,
    )
    nose = [(0.0, -0.34 * d, 0.735 * h), (0.0, -0.385 * d, 0.685 * h), (0.0, -0.31 * d, 0.668 * h)]
    emit(
        o,
        "nose",
        shell_tube([(p[0], p[1], p[2]) for p in nose], [0.008 * h, 0.014 * h, 0.008 * h], 8),
        slot="stone",
        crease=80,
    )
    ears = [
        shell_moved(shell_sphere((0.02 * w, 0.055 * d, 0.034 * h), 14), (s * 0.208 * w, 0.05 * d, 0.66 * h))
        for s in (-1, 1)
    ]
    emit(o, "ears", ears, slot="stone", crease=80)
    hair = shell_sphere((0.235 * w, 0.36 * d, 0.14 * h), 20)
    emit(o, "hair", hair, slot="stone", at=(0.0, 0.09 * d, 0.715 * h), crease=80)


def candle(
    o: Thing, *, style: str = "modern", seed: int = 0, holder: bool | None = None, lit: bool = True
) -> None:
    """A candle; a tall slim one stands in a turned holder (`holder`), a stout one by itself.

    Options:
        lit: with a flame.

    Example: furnish("candle_1", candle, holder=True)
    """
    holder = o.h > 2.2 * o.w if holder is None else holder
    flame = min(o.h * 0.16, 0.03) if lit else 0.0
    r = min(o.w, o.d) / 2
    low = 0.0
    if holder:
        low = o.h * 0.5
        profile = [
            (0, 0),
            (1.0, 0.0),
            (0.95, 0.05),
            (0.3, 0.1),
            (0.16, 0.2),
            (0.3, 0.34),
            (0.14, 0.5),
            (0.14, 0.78),
            (0.46, 0.88),
            (0.5, 1.0),
            (0.32, 1.0),
            (0.3, 0.92),
            (0, 0.92),
        ]
        lathe(o, "holder", [(x * r, z * low) for x, z in profile], slot="metal", segments=28)
        r, low = r * 0.3, low * 0.92
    tall = o.h - low - flame
    lathe(
        o,
        "candle",
        [(0, 0), (r, 0), (r, tall * 0.97), (r * 0.94, tall), (r * 0.5, tall * 0.985), (0, tall * 0.98)],
        (0, 0, low),
        "wax",
        28,
    )
    wick = min(0.006, tall * 0.1)
    emit(
        o,
        "wick",
        shell_tube([(0, 0, low + tall * 0.97), (0, 0, low + tall + wick)], max(0.0008, r * 0.03), 5),
        slot="dark",
    )
    if lit:
        f = min(r * 0.4, flame * 0.35)
        lathe(
            o,
            "flame",
            [(0, 0), (f * 0.7, flame * 0.2), (f, flame * 0.4), (f * 0.5, flame * 0.7), (0, flame * 0.98)],
            (0, 0, o.h - flame),
            "flame",
            12,
        )
