"""Cut flowers in vases."""

from __future__ import annotations

import math
import random
from typing import Literal

from tools.kit.core import Thing, Vec3, mesh, paint
from tools.kit.parts.foliage import Leaves, foliage_arc
from tools.kit.parts.path import lathe
from tools.kit.parts.shell import Shell, emit, shell_moved
from tools.kit.parts.soft import soft_shade
from tools.kit.parts.solid import shell_sphere
from tools.kit.parts.style import style_look


def flowers(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    color: str = "",
    stems: int = 0,
    kind: Literal["mixed", "tulips"] = "mixed",
) -> None:
    """Cut flowers in a vase.

    Args:
        o: the object.
        style: "classic" fills the vase with round blooms, others with fewer, looser ones.
        seed: varies the bunch and its colours.
        color: "#rrggbb" of the blooms; three soft colours when left out.
        stems: how many; 11 to 17 when 0.
        kind: "mixed" blooms, or "tulips": closed cups on bare stalks, among blade leaves.

    Example: furnish("flowers_1", flowers, color="#d98f9c")
    """
    rng = random.Random(seed)
    vase_h, spread = o.h * 0.45, min(o.w, o.d) / 2
    r = min(spread * 0.62, vase_h * 0.42)
    profile = [
        (0.0, 0.0),
        (0.6, 0.0),
        (0.7, 0.03),
        (1.0, 0.35),
        (0.95, 0.55),
        (0.5, 0.86),
        (0.62, 1.0),
        (0.55, 1.0),
    ]
    profile += [(0.43, 0.86), (0.4, 0.6), (0.0, 0.6)]
    lathe(
        o,
        "vase",
        [(x * r, z * vase_h) for x, z in profile],
        slot="glass" if seed % 3 == 2 else "ceramic",
        segments=32,
    )
    tulips = kind == "tulips"
    stems = stems or (9 if tulips else 17 if style_look(style).ornate else 12)
    green = Leaves()
    blooms: list[list[Shell]] = [[], [], []]
    head = spread * 0.25
    top = o.h - vase_h * 0.6 - head * 0.8
    widest = math.atan2(spread - 0.9 * head, top * 0.75)
    for k in range(stems):
        share = (k + 0.5) / stems
        yaw, lean = k * 2.4, math.pi / 2 - widest * share
        path = foliage_arc((0.0, 0.0, vase_h * 0.61), yaw, lean, top * rng.uniform(0.88, 1.0), 0.1)
        green.stem(path, 0.004, 0.003, 4)
        long = top * rng.uniform(0.3, 0.4)
        if tulips:
            away = yaw + rng.uniform(-1, 1)
            green.blade(path[1], away, 1.25, 1.3 * long, long * 0.3, droop=0.9, cup=0.5, rows=4)
            cup = flower_tulip(head * rng.uniform(0.85, 1.0), path[-1], yaw, 1.1 - 0.9 * share)
            blooms[k % 3].append(cup)
            continue
        green.blade(path[3], yaw + rng.uniform(-1, 1), 0.6, long, long * 0.35, droop=0.9, rows=2)
        blooms[k % 3].append(flower_bloom(head * rng.uniform(0.75, 1.0), path[-1], rng.uniform(0, 90), k % 3))
    soft_shade(mesh(o, "stems", green.verts, green.faces, slot="leaf"), 100)
    tints = ("#e0863c", "#e8a04a", "#d9702f") if tulips else ("#d98f9c", "#f1e6da", "#c2557a")
    for k, (shells, tint) in enumerate(zip(blooms, (color,) * 3 if color else tints, strict=True)):
        if shells:
            paint(emit(o, f"blooms_{k + 1}", shells, slot="flower", crease=80), tint)


def flower_bloom(radius: float, at: Vec3, turn: float, kind: int) -> Shell:
    """A flower head: whorls of cupped petals around a ball, its stalk at `at`."""
    leaves = Leaves()
    for ring, (pitch, length, petals) in enumerate(((0.25, 1.0, 7), (0.75, 0.85, 6), (1.15, 0.7, 5))):
        for k in range(petals):
            yaw = math.tau * (k + ring * 0.5) / petals
            long = radius * length * (1.15 if kind == 1 else 1.0)
            leaves.blade(
                (0.0, 0.0, 0.0), yaw, pitch, long, long * 0.9, droop=-0.9, cup=0.2, rows=2, belly=1.2
            )
    heart = shell_moved(shell_sphere(radius * 0.28, 8), (0, 0, radius * 0.1))
    petals_shell = Shell(leaves.verts, [tuple(f) for f in leaves.faces], [True] * len(leaves.faces))
    verts = petals_shell.verts + heart.verts
    base = len(petals_shell.verts)
    faces = petals_shell.faces + [tuple(base + i for i in f) for f in heart.faces]
    return shell_moved(Shell(verts, faces, [True] * len(faces)), at, (0.0, 0.0, turn))


def flower_tulip(radius: float, at: Vec3, yaw: float, lean: float) -> Shell:
    """A tulip: six petals closed to a cup, tipped `lean` radians up from the horizon, its stalk at `at`."""
    rings: list[list[Vec3]] = []
    sides, wide = 18, 0.62 * radius
    for level, full in ((0.0, 0.3), (0.25, 0.85), (0.55, 1.0), (0.85, 0.82), (1.0, 0.6)):
        ring: list[Vec3] = []
        for n in range(sides):
            a = math.tau * n / sides
            notch = 0.22 * level**3 * (0.5 - 0.5 * math.cos(6 * a))  # between two petals
            ring.append(
                (wide * full * math.cos(a), wide * full * math.sin(a), 1.5 * radius * (level - notch))
            )
        rings.append(ring)
    verts: list[Vec3] = [p for ring in rings for p in ring] + [(0.0, 0.0, 0.5 * radius)]
    faces: list[tuple[int, ...]] = [tuple(range(sides - 1, -1, -1))]
    for k in range(len(rings) - 1):
        low, high = sides * k, sides * (k + 1)
        pairs = [(n, (n + 1) % sides) for n in range(sides)]
        faces += [(low + n, low + m, high + m, high + n) for n, m in pairs]
    base = sides * (len(rings) - 1)
    faces += [(base + n, base + (n + 1) % sides, len(verts) - 1) for n in range(sides)]
    shell = Shell(verts, faces, [True] * len(faces))
    tipped = shell_moved(shell, (0.0, 0.0, 0.0), (0.0, 90 - math.degrees(lean), 0.0))
    return shell_moved(tipped, at, (0.0, 0.0, math.degrees(yaw)))
