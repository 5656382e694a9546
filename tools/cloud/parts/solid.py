"""One free part: a stack of level rings, each a rectangle or an ellipse."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tools.cloud.cloud import Floats
from tools.cloud.files.surface import spread

Form = Literal["rect", "round"]
SIDES = 32


@dataclass(frozen=True)
class Ring:
    """One level section: its height, the middle, width along X and depth along Y, metres."""

    z: float
    x: float
    y: float
    w: float
    d: float


@dataclass(frozen=True)
class Solid:
    """A part.

    Attributes:
        form: of its sections.
        rings: at least two, from below upwards.
        wall: thickness of a hollow one's wall, metres, open below and above; 0 for a full one.
        name: what it is called.
    """

    form: Form
    rings: tuple[Ring, ...]
    wall: float = 0.0
    name: str = "part"

    @property
    def low(self) -> float:
        """Height of its underside."""
        return self.rings[0].z

    @property
    def high(self) -> float:
        """Height of its top."""
        return self.rings[-1].z

    @property
    def height(self) -> float:
        """From underside to top."""
        return self.high - self.low

    @property
    def width(self) -> float:
        """Its box's side along X."""
        return max(r.x + r.w / 2 for r in self.rings) - min(r.x - r.w / 2 for r in self.rings)

    @property
    def depth(self) -> float:
        """Its box's side along Y."""
        return max(r.y + r.d / 2 for r in self.rings) - min(r.y - r.d / 2 for r in self.rings)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box along X and Y."""
        xs = [r.x + s * r.w / 2 for r in self.rings for s in (-1, 1)]
        ys = [r.y + s * r.d / 2 for r in self.rings for s in (-1, 1)]
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2

    @property
    def volume(self) -> float:
        """Cubic metres, hollow ones as if full."""
        share = math.pi / 4 if self.form == "round" else 1.0
        pairs = zip(self.rings, self.rings[1:], strict=False)
        return share * sum((a.w * a.d + b.w * b.d) / 2 * (b.z - a.z) for a, b in pairs)

    @property
    def plain(self) -> bool:
        """Whether it is a box or a cylinder standing upright."""
        a, b = self.rings[0], self.rings[-1]
        same = max(abs(a.x - b.x), abs(a.y - b.y), abs(a.w - b.w), abs(a.d - b.d)) < 1e-9
        return len(self.rings) == 2 and same

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Solid:
        """The same elsewhere."""
        rings = tuple(Ring(r.z + z, r.x + x, r.y + y, r.w, r.d) for r in self.rings)
        return replace(self, rings=rings)

    def mirrored(self) -> Solid:
        """The same on the other side of x = 0."""
        return replace(self, rings=tuple(replace(r, x=-r.x) for r in self.rings))

    def mesh(self) -> tuple[Floats, NDArray[np.int64]]:
        """Vertices (n, 3) and triangles (m, 3)."""
        if not self.wall:
            return _stack(self.form, self.rings)
        inner = tuple(
            replace(r, w=max(r.w - 2 * self.wall, 1e-4), d=max(r.d - 2 * self.wall, 1e-4)) for r in self.rings
        )
        return _stack(self.form, (*self.rings, *inner[::-1]), closed=True)

    def points(self, count: int, seed: int = 0) -> Floats:
        """(count, 3) points on its surface, evenly by area."""
        vertices, triangles = self.mesh()
        return spread(vertices, triangles, count, seed)[0]

    def inside(self, points: Floats, grow: float = 0.0) -> NDArray[np.bool_]:
        """Which points (n, 3) lie within, its walls moved out by `grow`."""
        z = points[:, 2]
        zs = [r.z for r in self.rings]
        x, y, w, d = (np.interp(z, zs, [getattr(r, k) for r in self.rings]) for k in "xywd")
        u, v = np.abs(points[:, 0] - x) / (w / 2 + grow), np.abs(points[:, 1] - y) / (d / 2 + grow)
        level = (u**2 + v**2 <= 1) if self.form == "round" else (u <= 1) & (v <= 1)
        return np.asarray(level & (z >= zs[0] - grow) & (z <= zs[-1] + grow))


def _outline(form: Form) -> Floats:
    """A ring of width and depth 1, counter-clockwise."""
    if form == "rect":
        return np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
    turn = 2 * np.pi * np.arange(SIDES) / SIDES
    return np.column_stack([np.cos(turn), np.sin(turn)]) / 2


def _stack(form: Form, rings: tuple[Ring, ...], *, closed: bool = False) -> tuple[Floats, NDArray[np.int64]]:
    outline = _outline(form)
    n = len(outline)
    rows = [np.column_stack([outline * (r.w, r.d) + (r.x, r.y), np.full(n, r.z)]) for r in rings]
    faces: list[tuple[int, int, int]] = []
    bands = [(k, k + 1) for k in range(len(rings) - 1)] + ([(len(rings) - 1, 0)] if closed else [])
    for a, b in bands:
        for k in range(n):
            p, q = a * n + k, a * n + (k + 1) % n
            r, s = b * n + k, b * n + (k + 1) % n
            faces += [(p, q, s), (p, s, r)]
    if not closed:
        top = (len(rings) - 1) * n
        for k in range(1, n - 1):
            faces += [(0, k + 1, k), (top, top + k, top + k + 1)]
    return np.concatenate(rows), np.array(faces, np.int64)


def joined_mesh(solids: list[Solid]) -> tuple[Floats, NDArray[np.int64]]:
    """Vertices and triangles of all of them."""
    meshes = [solid.mesh() for solid in solids]
    starts = np.cumsum([0, *(len(v) for v, _ in meshes)])
    triangles = np.concatenate([t + at for (_, t), at in zip(meshes, starts, strict=False)])
    return np.concatenate([v for v, _ in meshes]), triangles


def surface_points(solids: list[Solid], count: int, seed: int = 0) -> Floats:
    """Points on all of them together, evenly by area."""
    return spread(*joined_mesh(solids), count, seed)[0]
