"""Creases in cloth: ridges of a length and a width, as a height field, and laid over upholstery."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from tools.kit.core import Vec2
from tools.kit.parts.shell import Shell

CreaseField = Callable[[float, float], float]
"""Height in metres over a plane's (x, y)."""


def crease_field(
    seed: int,
    span: Vec2,
    *,
    count: int,
    length: float = 0.5,
    width: float = 0.035,
    height: float = 0.012,
    along: float | None = None,
) -> CreaseField:
    """A height field of creases, each a ridge with a hollow beside it.

    Args:
        seed: same seed, same creases.
        span: extent in x and y about the origin that they are strewn over, metres.
        count: how many.
        length: of one, metres, give or take a half.
        width: of a ridge, metres.
        height: of a ridge, metres.
        along: radians that most of them run along; every way when left out.
    """
    rng = random.Random(seed)
    ridges = []
    for _ in range(count):
        turn = rng.uniform(0, math.pi) if along is None else rng.gauss(along, 0.45)
        at = rng.uniform(-0.5, 0.5) * span[0], rng.uniform(-0.5, 0.5) * span[1]
        long, wide = length * rng.uniform(0.5, 1.5), width * rng.uniform(0.7, 1.5)
        high, bow = height * rng.uniform(0.4, 1.0), rng.uniform(-0.3, 0.3) * long / wide
        ridges.append(
            (*at, 2.6 * long * long, math.cos(turn) / long, math.sin(turn) / long, long / wide, bow, high)
        )

    def field(x: float, y: float) -> float:
        total = 0.0
        for cx, cy, reach, c, s, slim, bow, high in ridges:
            dx, dy = x - cx, y - cy
            if dx * dx + dy * dy > reach:
                continue
            run = dx * c + dy * s
            off = (dy * c - dx * s) * slim + bow * run * run
            if abs(off) < 3.5:
                ridge = math.exp(-off * off) - 0.45 * math.exp(-((off - 1.7) ** 2))
                total += high * ridge * math.exp(-2.2 * run * run)
        return total

    return field


def shell_creased(shell: Shell, seed: int, depth: float = 0.006) -> Shell:
    """Upholstery whose faces are creased: drawn in along lines from its corners, and here and there.

    Nothing comes to lie outside the box it fills: creases are cut in, not raised.

    Args:
        shell: a closed block, finely divided; changed in place.
        seed: varies the creases.
        depth: of the deepest, metres.
    """
    low = [min(v[k] for v in shell.verts) for k in range(3)]
    high = [max(v[k] for v in shell.verts) for k in range(3)]
    half = [max((high[k] - low[k]) / 2, 1e-6) for k in range(3)]
    mid = [(high[k] + low[k]) / 2 for k in range(3)]
    lid, face = (2 * half[0], 2 * half[1]), (2 * half[0], 2 * half[2])
    top = crease_field(seed, lid, count=10, length=0.7 * half[1], width=0.05, height=depth)
    front = crease_field(seed + 1, face, count=6, length=half[2], width=0.05, height=depth)
    verts = []
    for x, y, z in shell.verts:
        u, v, w = (x - mid[0]) / half[0], (y - mid[1]) / half[1], (z - mid[2]) / half[2]
        fan = math.atan2(abs(v) - 1.15, abs(u) - 1.15)
        pull = 0.5 * depth * (1 + math.sin(26 * fan + seed)) * (u * v) ** 2
        inside = (1 - u**6) * (1 - v**6)
        if w > 0.2:
            z -= (pull + max(depth * 0.6 - top(x - mid[0], y - mid[1]), 0.0)) * inside * w
        if v < -0.4:
            y += max(depth * 0.6 - front(x - mid[0], z - mid[2]), 0.0) * (1 - u**6) * (1 - w**6) * abs(v)
        verts.append((x, y, z))
    shell.verts = verts
    return shell
