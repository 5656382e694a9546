"""Furniture of another family than the kit's, so that the reader learns what a sofa is and not what ours is.

Assembled from rounded blocks and rods; own frame as everywhere: front to -Y, standing on z = 0, within its size.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


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


def block(low: tuple[float, float, float], high: tuple[float, float, float], slot: str, soft: float = 0.0) -> Solid:
    """A box between two corners; `soft` 0 is sharp, 1 an ellipsoid."""
    a, b = np.float32(low), np.float32(high)
    if soft <= 0:
        return Solid(_BOX * (b - a) / 2 + (a + b) / 2, _SIDES, slot)
    # a superellipsoid: the cube's points drawn in until |x|^p + |y|^p + |z|^p is 1
    power = 2 + 8 * (1 - soft) ** 2
    length = (np.abs(_CUBE) ** power).sum(1, keepdims=True) ** (1 / power)
    return Solid((_CUBE / length * (b - a) / 2 + (a + b) / 2).astype(np.float32), _FACES, slot)


def disk(x: float, y: float, low: float, high: float, bottom: float, top: float, slot: str, sides: int = 20) -> Solid:
    """A cone or cylinder standing at a place, radii `bottom` and `top`."""
    a = np.linspace(0, 2 * math.pi, sides, endpoint=False)
    ring = np.stack([np.cos(a), np.sin(a)], 1)
    lower = np.column_stack([ring * bottom + (x, y), np.full(sides, low)])
    upper = np.column_stack([ring * top + (x, y), np.full(sides, high)])
    points = np.vstack([lower, upper, [(x, y, low), (x, y, high)]]).astype(np.float32)
    k, n = np.arange(sides), (np.arange(sides) + 1) % sides
    faces = [np.stack(f, 1) for f in ((k, n, n + sides), (k, n + sides, k + sides), (k + sides, n + sides, k * 0 + 2 * sides + 1), (n, k, k * 0 + 2 * sides))]  # fmt: skip
    return Solid(points, np.concatenate(faces).astype(np.int32), slot)


def _legs(w: float, d: float, high: float, thick: float, rng: Random, slot: str = "leg", inset: float = 0.0) -> list[Solid]:
    x, y = w / 2 - thick - inset * w, d / 2 - thick - inset * d
    if rng.random() < 0.5:
        return [disk(sx * x, sy * y, 0, high, thick * 0.6, thick, slot, 8) for sx in (-1, 1) for sy in (-1, 1)]
    return [
        block((sx * x - thick, sy * y - thick, 0), (sx * x + thick, sy * y + thick, high), slot)
        for sx in (-1, 1) for sy in (-1, 1)
    ]  # fmt: skip


def bed(size: tuple[float, float, float], rng: Random) -> list[Solid]:
    """Head at +Y."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    seat = rng.uniform(0.4, 0.62)
    thick = rng.uniform(0.04, 0.16)
    out = [block((-w, -d, rng.uniform(0, 0.12)), (w, d - thick, 0.3), "frame", rng.choice([0, 0, 0.15]))]
    out.append(block((-w + 0.03, -d + 0.03, 0.26), (w - 0.03, d - thick, seat), "sheet", rng.uniform(0.1, 0.35)))
    upto = d - rng.uniform(0.35, 0.75) if rng.random() < 0.9 else -d + rng.uniform(0.3, 0.9)
    over = rng.uniform(-0.03, 0.06)
    out.append(block((-w - over, -d - over / 2, rng.uniform(0.15, 0.4)), (w + over, upto, seat + 0.06), "duvet", rng.uniform(0.15, 0.4)))
    if rng.random() < 0.6:
        out.append(block((-w - over, upto - rng.uniform(0.15, 0.4), 0.3), (w + over, upto + 0.02, seat + 0.085), "sheet", 0.3))
    if rng.random() < 0.4:
        y = rng.uniform(-d, -d + 0.5)
        out.append(block((-w - 0.05, y, 0.25), (w + 0.05, y + rng.uniform(0.3, 0.6), seat + 0.09), "throw", 0.25))
    if rng.random() < 0.88:
        if rng.random() < 0.3:
            n = rng.randint(2, 6)
            out += [block((-w + 2 * w * k / n, d - thick, 0.2), (-w + 2 * w * (k + 1) / n, d, h), "fabric", 0.3) for k in range(n)]
        else:
            out.append(block((-w, d - thick, 0), (w, d, h), rng.choice(["wood", "fabric"]), rng.choice([0, 0, 0.2, 0.5])))
    if rng.random() < 0.25:
        out.append(block((-w, -d, 0), (w, -d + 0.05, seat + rng.uniform(0.0, 0.3)), "wood", 0))
    n = rng.choice([1, 2, 2, 2, 3, 4])
    for k in range(n):
        x = -w + 2 * w * (k + 0.5) / n
        half = min(0.36, w / n * 0.92)
        z = seat + rng.uniform(0, 0.06)
        out.append(block((x - half, d - thick - rng.uniform(0.4, 0.55), z), (x + half, d - thick - 0.03, z + rng.uniform(0.14, 0.24)), "pillow", rng.uniform(0.35, 0.6)))
    return out


def sofa(size: tuple[float, float, float], rng: Random) -> list[Solid]:
    """Also an armchair, by its width."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    soft = rng.choice([0.05, 0.15, 0.25, 0.4])
    arm = rng.uniform(0.06, 0.24) if rng.random() < 0.88 else 0.0
    seat, low = rng.uniform(0.38, 0.46), rng.choice([0.0, 0.05, 0.14])
    back = rng.uniform(0.12, 0.3) * min(1.0, d / 0.4)
    out = [block((-w, -d + 0.02, low), (w, d, seat - 0.12), "fabric", min(soft, 0.15))]
    out.append(block((-w, d - back, low), (w, d, h * rng.uniform(0.8, 1.0)), "fabric", soft))
    if arm:
        tall = h * rng.uniform(0.62, 1.0)
        out += [block((s * w - (arm if s > 0 else 0), -d, low), (s * w + (0 if s > 0 else arm), d - 0.02, tall), "fabric", soft) for s in (-1, 1)]
    n = max(1, round((2 * w - 2 * arm) / rng.uniform(0.55, 0.95))) if rng.random() < 0.85 else 1
    inner = 2 * w - 2 * arm
    for k in range(n):
        x0, x1 = -w + arm + inner * k / n, -w + arm + inner * (k + 1) / n
        out.append(block((x0, -d, seat - 0.13), (x1, d - back, seat + 0.02), "cushion", rng.uniform(0.12, 0.35)))
        if rng.random() < 0.85:
            out.append(block((x0, d - back - rng.uniform(0.1, 0.22), seat), (x1, d - back + 0.03, h * rng.uniform(0.9, 1.02)), "cushion", rng.uniform(0.2, 0.5)))
    if low:
        out += _legs(2 * w, 2 * d, low + 0.02, 0.025, rng, inset=0.03)
    for _ in range(rng.choice([0, 0, 1, 2, 3])):
        x, side = rng.uniform(-w + arm + 0.2, max(-w + arm + 0.21, w - arm - 0.2)), rng.uniform(0.18, 0.26)
        out.append(block((x - side, d - back - 0.35, seat), (x + side, d - back - 0.1, seat + 2 * side), "pillow", 0.45))
    return out


def chair(size: tuple[float, float, float], rng: Random) -> list[Solid]:
    """A dining chair; back at +Y."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    seat, soft = rng.uniform(0.42, 0.5), rng.choice([0.0, 0.2, 0.35, 0.6])
    out = [block((-w, -d, seat - rng.uniform(0.03, 0.12)), (w, d - 0.02, seat), "seat", soft)]
    if h > 0.6:
        lean = rng.uniform(0.03, 0.1)
        if rng.random() < 0.3:
            n = rng.randint(3, 7)
            out += [block((-w + 2 * w * k / n, d - lean, seat), (-w + 2 * w * (k + 0.4) / n, d, h), "wood") for k in range(n)]
            out.append(block((-w, d - lean, h - 0.1), (w, d, h), "wood", 0.2))
        else:
            out.append(block((-w * rng.uniform(0.8, 1), d - lean, seat + rng.choice([0, 0.12])), (w * 0.95, d, h), "seat", rng.choice([0.05, 0.25, 0.5])))
    if rng.random() < 0.3:
        out += [block((s * w - 0.03, -d * 0.6, seat + 0.15), (s * w + 0.03, d, seat + 0.22), "frame", 0.2) for s in (-1, 1)]
    return out + _legs(2 * w, 2 * d, seat, rng.uniform(0.015, 0.03), rng)


def office_chair(size: tuple[float, float, float], rng: Random) -> list[Solid]:
    """On a star of five, usually with arms."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    seat = 0.47
    out = [block((-w * 0.78, -d * 0.8, seat - 0.08), (w * 0.78, d * 0.7, seat), "seat", rng.uniform(0.2, 0.5))]
    out.append(block((-w * 0.7, d * 0.62, seat + 0.08), (w * 0.7, d * 0.85, h), "fabric", rng.uniform(0.15, 0.45)))
    out.append(disk(0, 0, 0.08, seat - 0.05, 0.03, 0.03, "metal", 8))
    turn = rng.uniform(0, 1)
    for k in range(5):
        a = turn + 2 * math.pi * k / 5
        x, y = math.cos(a) * w * 0.9, math.sin(a) * d * 0.9
        for s in np.linspace(0.15, 1, 5):
            out.append(block((x * s - 0.03, y * s - 0.03, 0.04), (x * s + 0.03, y * s + 0.03, 0.09), "dark"))
    if rng.random() < 0.7:
        out += [block((s * w * 0.85 - 0.035, -d * 0.4, seat + 0.16), (s * w * 0.85 + 0.035, d * 0.45, seat + 0.21), "dark", 0.2) for s in (-1, 1)]
    return out


def table(size: tuple[float, float, float], rng: Random) -> list[Solid]:
    """Any table or desk."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    thick = rng.uniform(0.02, 0.07)
    round_top = abs(w - d) < 0.12 * w and rng.random() < 0.5
    top = disk(0, 0, h - thick, h, w, w, "top", 28) if round_top else block((-w, -d, h - thick), (w, d, h), "top", rng.choice([0, 0, 0, 0.12]))
    pick = rng.random()
    if round_top or pick < 0.2:
        return [top, disk(0, 0, 0, h - thick, min(w, d) * rng.uniform(0.15, 0.6), 0.06, "leg"), block((-w * 0.4, -d * 0.4, 0), (w * 0.4, d * 0.4, 0.04), "leg", 0.2)]
    if pick < 0.4:
        t = rng.uniform(0.02, 0.06)
        out = [top, block((-w, -d, 0), (-w + t, d, h), "body"), block((w - t, -d, 0), (w, d, h), "body")]
        return [*out, block((w * 0.3, -d, 0.1), (w, d, h - thick), "drawer")] if rng.random() < 0.5 else out
    out = [top, *_legs(2 * w, 2 * d, h - thick, rng.uniform(0.015, 0.05), rng)]
    if rng.random() < 0.3:
        out.append(block((-w * 0.9, -d * 0.9, 0.12), (w * 0.9, d * 0.9, 0.15), "top"))
    return out


def storage(size: tuple[float, float, float], rng: Random) -> list[Solid]:
    """Drawers, doors or open shelves, by its height."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    low = rng.choice([0.0, 0.0, 0.06, 0.15]) if h < 1.3 else 0.0
    t = 0.025
    out: list[Solid] = []
    if rng.random() < 0.35:
        out += [block((-w, -d, low), (-w + t, d, h), "body"), block((w - t, -d, low), (w, d, h), "body"), block((-w, d - 0.015, low), (w, d, h), "body")]
        n = max(2, round((h - low) / rng.uniform(0.25, 0.45)))
        out += [block((-w, -d, z - t), (w, d, z), "body") for z in np.linspace(low + t, h, n + 1)]
        for z in np.linspace(low + t, h, n + 1)[:-1]:
            for _ in range(rng.randint(0, 4)):
                x, half = rng.uniform(-w + 0.05, w - 0.05), rng.uniform(0.02, min(0.12, w / 3))
                out.append(block((max(-w + t, x - half), -d * 0.7, z), (min(w - t, x + half), d * 0.8, z + rng.uniform(0.08, 0.22)), f"cover_{rng.randint(2, 5)}"))
    else:
        out.append(block((-w, -d + 0.015, low), (w, d, h), "body", rng.choice([0, 0, 0.05])))
        if rng.random() < 0.4:
            out.append(block((-w - 0.015, -d - 0.01, h - 0.03), (w + 0.015, d, h), "top"))
        across = max(1, round(2 * w / rng.uniform(0.35, 0.7)))
        up = max(1, round((h - low) / rng.uniform(0.18, 0.3))) if h < 1.3 and rng.random() < 0.7 else 1
        for i in range(across):
            for j in range(up):
                x0, x1 = -w + 2 * w * i / across, -w + 2 * w * (i + 1) / across
                z0, z1 = low + (h - low) * j / up, low + (h - low) * (j + 1) / up
                out.append(block((x0 + 0.012, -d, z0 + 0.012), (x1 - 0.012, -d + 0.02, z1 - 0.012), "door"))
                x = (x0 + x1) / 2 if up > 1 else x1 - 0.06
                out.append(block((x - 0.04, -d - 0.02, (z0 + z1) / 2 - 0.01), (x + 0.04, -d, (z0 + z1) / 2 + 0.01), "handle"))
    return out + (_legs(2 * w, 2 * d, low, 0.02, rng) if low else [])


def floor_lamp(size: tuple[float, float, float], rng: Random) -> list[Solid]:
    """A pole or three legs with a drum, a cone or a globe."""
    w, h = min(size[0], size[1]) / 2, size[2]
    shade = h * rng.uniform(0.14, 0.24)
    out = [disk(0, 0, 0, h - shade, 0.012, 0.012, "metal", 8)]
    if rng.random() < 0.3:
        for k in range(3):
            a = 2 * math.pi * k / 3
            out += [block((math.cos(a) * w * s - 0.015, math.sin(a) * w * s - 0.015, (1 - s) * h * 0.7), (math.cos(a) * w * s + 0.015, math.sin(a) * w * s + 0.015, (1 - s) * h * 0.7 + 0.13), "wood") for s in np.linspace(0.1, 1, 8)]
    else:
        out.append(disk(0, 0, 0, 0.03, w * rng.uniform(0.5, 0.8), w * 0.5, "metal"))
    if rng.random() < 0.2:
        return [*out, block((-w * 0.7, -w * 0.7, h - 1.4 * w), (w * 0.7, w * 0.7, h), "shade", 0.95)]
    return [*out, disk(0, 0, h - shade, h, w, w * rng.uniform(0.5, 1.0), "shade")]


def plant(size: tuple[float, float, float], rng: Random) -> list[Solid]:
    """A pot and leaves."""
    w, h = min(size[0], size[1]) / 2, size[2]
    pot = min(h * 0.4, rng.uniform(0.15, 0.4))
    r = w * rng.uniform(0.4, 0.7)
    out = [disk(0, 0, 0, pot, r * rng.uniform(0.6, 1), r, "pot")]
    for _ in range(rng.randint(12, 40)):
        a, far, z = rng.uniform(0, 6.28), w * rng.uniform(0.1, 0.75), rng.uniform(pot, h)
        long, wide = w * rng.uniform(0.15, 0.4), w * rng.uniform(0.08, 0.3)
        x, y = math.cos(a) * far, math.sin(a) * far
        leaf = block((-long, -wide, -0.01), (long, wide, 0.02), "leaf", 0.8)
        c, s = math.cos(a), math.sin(a)
        v = leaf.vertices @ np.float32([[c, s, 0], [-s, c, 0], [0, 0, 1]]) + np.float32([x, y, z])
        v[:, 2] -= rng.uniform(0, 0.5) * np.hypot(v[:, 0] - x, v[:, 1] - y)
        out.append(Solid(v, leaf.triangles, "leaf"))
    return out


def tub(size: tuple[float, float, float], rng: Random) -> list[Solid]:
    """A bathtub: a rim around a hollow."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    rim = rng.uniform(0.04, 0.1)
    out = [
        block((-w, -d, 0), (w, -d + rim, h), "ceramic", 0.1), block((-w, d - rim, 0), (w, d, h), "ceramic", 0.1),
        block((-w, -d, 0), (-w + rim, d, h), "ceramic", 0.1), block((w - rim, -d, 0), (w, d, h), "ceramic", 0.1),
        block((-w, -d, 0), (w, d, 0.12), "ceramic", 0.05),
    ]  # fmt: skip
    return [*out, disk(w * 0.8, 0, h, h + 0.1, 0.02, 0.02, "metal", 8)]


def toilet(size: tuple[float, float, float], rng: Random) -> list[Solid]:
    """Tank at +Y, or none."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    tank = rng.uniform(0.14, 0.22) if rng.random() < 0.75 else 0.03
    seat = 0.42
    out = [block((-w, d - tank, 0.2), (w, d, h), "ceramic", 0.1)]
    out.append(block((-w * 0.9, -d, seat - 0.08), (w * 0.9, d - tank, seat), "ceramic", 0.75))
    out.append(block((-w * 0.6, -d * 0.6, 0), (w * 0.6, d - tank, seat - 0.05), "ceramic", 0.4))
    if rng.random() < 0.5:
        out.append(block((-w * 0.55, -d * 0.8, seat - 0.02), (w * 0.55, d - tank - 0.1, seat + 0.005), "water", 0.8))
    else:
        out.append(block((-w * 0.88, -d, seat), (w * 0.88, d - tank, seat + 0.03), "ceramic", 0.7))
    return out


Maker = Callable[[tuple[float, float, float], Random], list[Solid]]
MAKERS: dict[str, Maker] = {
    "bed": bed, "sofa": sofa, "armchair": sofa, "dining chair": chair, "stool": chair, "office chair": office_chair,
    "coffee table": table, "side table": table, "console table": table, "dining table": table, "desk": table,
    "round table": table, "conference table": table, "nightstand": storage, "dresser": storage, "wardrobe": storage,
    "tv stand": storage, "sideboard": storage, "cabinet": storage, "bookshelf": storage, "filing cabinet": storage,
    "floor lamp": floor_lamp, "plant": plant, "bathtub": tub, "toilet": toilet,
}  # fmt: skip
"""What can be made otherwise, by category."""
