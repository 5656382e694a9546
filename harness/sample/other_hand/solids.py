"""Rounded blocks, cones and legs: what made-up furniture is assembled from."""

from __future__ import annotations

import math
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from harness.sample.arrays import Array, vec


class Solid(NamedTuple):
    """One part: vertices (n, 3), triangles (m, 3), the slot it wears."""

    vertices: Array
    triangles: NDArray[np.int32]
    slot: str


def _grid(steps: int) -> tuple[Array, NDArray[np.int32]]:
    """A cube from -1 to 1 whose faces have `steps` by `steps` cells."""
    line = np.linspace(-1, 1, steps + 1, dtype=np.float32)
    u, v = (a.ravel() for a in np.meshgrid(line, line))
    one = np.ones_like(u)
    sides = [(one, u, v), (-one, v, u), (v, one, u), (u, -one, v), (u, v, one), (v, u, -one)]
    points = np.concatenate([np.stack(s, 1) for s in sides])
    k = np.arange(steps * (steps + 1)).reshape(steps, steps + 1)[:, :-1].ravel()
    quads = np.stack([k, k + 1, k + steps + 2, k, k + steps + 2, k + steps + 1], 1).reshape(-1, 3)
    count = (steps + 1) ** 2
    return points, np.concatenate([quads + i * count for i in range(6)]).astype(np.int32)


_CUBE, _FACES = _grid(6)
_BOX, _SIDES = _grid(1)


def block(
    low: tuple[float, float, float], high: tuple[float, float, float], slot: str, soft: float = 0.0
) -> Solid:
    """A box between two corners; `soft` 0 is sharp, 1 an ellipsoid."""
    a, b = vec(low), vec(high)
    if soft <= 0:
        return Solid(_BOX * (b - a) / 2 + (a + b) / 2, _SIDES, slot)
    # a superellipsoid: the cube's points drawn in until |x|^p + |y|^p + |z|^p is 1
    power = 2 + 8 * (1 - soft) ** 2
    length = (np.abs(_CUBE) ** power).sum(1, keepdims=True) ** (1 / power)
    return Solid((_CUBE / length * (b - a) / 2 + (a + b) / 2).astype(np.float32), _FACES, slot)


def disk(
    x: float, y: float, low: float, high: float, bottom: float, top: float, slot: str, sides: int = 20
) -> Solid:
    """A cone or cylinder standing at a place, radii `bottom` and `top`."""
    a = np.linspace(0, 2 * math.pi, sides, endpoint=False)
    ring = np.stack([np.cos(a), np.sin(a)], 1)
    lower = np.column_stack([ring * bottom + (x, y), np.full(sides, low)])
    upper = np.column_stack([ring * top + (x, y), np.full(sides, high)])
    points = np.vstack([lower, upper, [(x, y, low), (x, y, high)]]).astype(np.float32)
    k, n = np.arange(sides), (np.arange(sides) + 1) % sides
    peak, under = k * 0 + 2 * sides + 1, k * 0 + 2 * sides
    rings = [(k, n, n + sides), (k, n + sides, k + sides), (k + sides, n + sides, peak), (n, k, under)]
    faces = [np.stack(corner, 1) for corner in rings]
    return Solid(points, np.concatenate(faces).astype(np.int32), slot)


def legs(
    w: float, d: float, high: float, thick: float, rng: Random, slot: str = "leg", inset: float = 0.0
) -> list[Solid]:
    """Four legs under the corners of a width and a depth, round or square."""
    x, y = w / 2 - thick - inset * w, d / 2 - thick - inset * d
    if rng.random() < 0.5:
        return [
            disk(sx * x, sy * y, 0, high, thick * 0.6, thick, slot, 8) for sx in (-1, 1) for sy in (-1, 1)
        ]
    return [
        block((sx * x - thick, sy * y - thick, 0), (sx * x + thick, sy * y + thick, high), slot)
        for sx in (-1, 1) for sy in (-1, 1)
    ]  # fmt: skip
