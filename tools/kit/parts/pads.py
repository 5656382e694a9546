"""Upholstery: blocks with rounded edges and bulging faces, rolled arms, piping, buttons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from tools.kit.core import Thing, Vec2, Vec3
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import Shell, emit, shell_moved
from tools.kit.parts.solid import shell_sphere
from tools.kit.parts.sweep import outline_rounded, path_rounded, shell_prism


def shell_pad(size: Vec3, edge: float = 0.03, puff: Vec3 = (0.0, 0.0, 0.0), cells: int = 2) -> Shell:
    """An upholstered block standing on the origin, its outer size exact.

    Args:
        size: outer width, depth, height, metres.
        edge: radius of all its edges, metres.
        puff: how far the middle of the faces across X and Y and of the top bulges out, metres; the block
            is made smaller by that much, so that the bulge reaches the outer size.
        cells: columns between the round edges; more make a rounder bulge.
    """
    half = [max(0.01, size[k] / 2 - puff[k] * (0.5 if k == 2 else 1.0)) for k in range(3)]
    e = min(edge, 0.48 * 2 * min(half))
    spots = [pad_spots(half[k], e, cells) for k in range(3)]
    keys, faces = pad_pattern(len(spots[0]))
    points = [pad_point((spots[0][a], spots[1][b], spots[2][c]), half, e, puff) for a, b, c in keys]
    shell = Shell([(x, y, z + half[2]) for x, y, z in points])
    shell.add(faces, smooth=True)
    return shell


@lru_cache(maxsize=8)
def pad_pattern(n: int) -> tuple[list[tuple[int, int, int]], list[tuple[int, ...]]]:
    """Grid places on the surface of a cube of n by n by n stations, and the faces between them."""
    index: dict[tuple[int, int, int], int] = {}
    faces: list[tuple[int, ...]] = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        for side in (0, n - 1):
            for i in range(n - 1):
                for j in range(n - 1):
                    ring = []
                    for a, b in ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)):
                        key = [0, 0, 0]
                        key[axis], key[u], key[v] = side, a, b
                        ring.append(index.setdefault((key[0], key[1], key[2]), len(index)))
                    faces.append(tuple(ring if side else ring[::-1]))
    return list(index), faces


def pad_spots(half: float, edge: float, cells: int) -> list[float]:
    """Grid stations across a padded block: two for each round edge, the rest evenly between."""
    inner = half - edge
    middle = [-inner + 2 * inner * k / cells for k in range(cells + 1)]
    return [-half, -half + edge * 0.586, *middle, half - edge * 0.586, half]


def pad_point(p: Sequence[float], half: Sequence[float], edge: float, puff: Vec3) -> Vec3:
    """A point of a box's surface, drawn onto its rounded edges, then bulged outwards."""
    out: list[float] = []
    away: list[float] = []
    for k in range(3):
        reach = half[k] - edge
        core = reach if p[k] > reach else -reach if p[k] < -reach else p[k]
        out.append(core)
        away.append(p[k] - core)
    length = math.sqrt(away[0] * away[0] + away[1] * away[1] + away[2] * away[2]) or 1.0
    for k in range(3):
        out[k] += edge * away[k] / length
    for k in range(3):
        if puff[k] and abs(abs(p[k]) - half[k]) < 1e-9 and (k < 2 or p[k] > 0):
            u, v = (p[j] / half[j] for j in range(3) if j != k)
            out[k] += math.copysign(puff[k] * (1 - u * u) * (1 - v * v), p[k])
    return (out[0], out[1], out[2])


def pad(
    o: Thing,
    part: str,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    edge: float = 0.03,
    puff: Vec3 = (0.0, 0.0, 0.0),
    slot: str = "fabric",
    rotation: Vec3 = (0.0, 0.0, 0.0),
) -> Any:
    """An upholstered block: rounded edges, faces bulging by `puff` metres across X, Y, Z."""
    return emit(o, part, shell_pad(size, edge, puff), slot=slot, at=at, rotation=rotation)


def shell_rolled_arm(width: float, depth: float, height: float, side: int) -> Shell:
    """A rolled arm, its middle of base on the origin; `side` -1 left, 1 right (the roll is outside)."""
    r = width / 2
    post = 0.12 * width
    start = -math.acos(post / r)
    arc = [start + (math.pi - start) * k / 14 for k in range(15)]
    outline: list[Vec2] = [(-r, 0.0), (post, 0.0)]
    outline += [(r * math.cos(a), height - r + r * math.sin(a)) for a in arc]
    if side < 0:
        outline = [(-x, z) for x, z in outline][::-1]
    shell = shell_prism(outline, depth, bevel=0.015, crease=40.0)
    return shell_moved(shell, (0.0, depth / 2, 0.0), (90.0, 0.0, 0.0))


def shell_slope_arm(width: float, depth: float, height: float, front: float) -> Shell:
    """An arm whose top falls from `height` at the back to `front` at the front; base on the origin."""
    y = depth / 2
    outline: list[Vec2] = [(-y, 0.0), (y, 0.0), (y, height), (y - 0.25 * depth, height)]
    outline += [(-y + 0.12 * depth, front + 0.01), (-y + 0.03, front - 0.02), (-y, front - 0.07)]
    shell = shell_prism(outline, width, bevel=0.02)
    shell.verts = [(z - width / 2, x, y) for x, y, z in shell.verts]
    return shell


def shell_piping(
    width: float, depth: float, z: float, radius: float = 0.02, thickness: float = 0.004
) -> Shell:
    """A cord around a rounded rectangle at a height."""
    path: list[Vec3] = [(x, y, z) for x, y in outline_rounded(width, depth, radius, 3)]
    return shell_tube(path_rounded(path, 0.0, closed=True), thickness, 5, closed=True)


def buttons(
    o: Thing, spots: Sequence[Vec3], radius: float = 0.012, part: str = "buttons", slot: str = "fabric"
) -> Any:
    """Upholstery buttons: small flattened balls centred on spots."""
    ball = shell_moved(shell_sphere(radius, 8), (0.0, 0.0, -radius))
    return emit(o, part, [shell_moved(ball, spot) for spot in spots], slot=slot)
