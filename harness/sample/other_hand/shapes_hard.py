"""Tables, cases, lamps, plants and baths of another family than the kit's; frame as in shapes_soft."""

from __future__ import annotations

import math
from random import Random

import numpy as np

from harness.sample.arrays import vec
from harness.sample.other_hand.shapes_soft import Size
from harness.sample.other_hand.solids import Solid, block, disk, legs


def table(size: Size, rng: Random) -> list[Solid]:
    """Any table or desk."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    thick = rng.uniform(0.02, 0.07)
    round_top = abs(w - d) < 0.12 * w and rng.random() < 0.5
    top = (
        disk(0, 0, h - thick, h, w, w, "top", 28)
        if round_top
        else block((-w, -d, h - thick), (w, d, h), "top", rng.choice([0, 0, 0, 0.12]))
    )
    pick = rng.random()
    if round_top or pick < 0.2:
        return [
            top,
            disk(0, 0, 0, h - thick, min(w, d) * rng.uniform(0.15, 0.6), 0.06, "leg"),
            block((-w * 0.4, -d * 0.4, 0), (w * 0.4, d * 0.4, 0.04), "leg", 0.2),
        ]
    if pick < 0.4:
        t = rng.uniform(0.02, 0.06)
        out = [top, block((-w, -d, 0), (-w + t, d, h), "body"), block((w - t, -d, 0), (w, d, h), "body")]
        return [*out, block((w * 0.3, -d, 0.1), (w, d, h - thick), "drawer")] if rng.random() < 0.5 else out
    out = [top, *legs(2 * w, 2 * d, h - thick, rng.uniform(0.015, 0.05), rng)]
    if rng.random() < 0.3:
        out.append(block((-w * 0.9, -d * 0.9, 0.12), (w * 0.9, d * 0.9, 0.15), "top"))
    return out


def storage(size: Size, rng: Random) -> list[Solid]:
    """Drawers, doors or open shelves, by its height."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    low = rng.choice([0.0, 0.0, 0.06, 0.15]) if h < 1.3 else 0.0
    t = 0.025
    out: list[Solid] = []
    if rng.random() < 0.35:
        out += [
            block((-w, -d, low), (-w + t, d, h), "body"),
            block((w - t, -d, low), (w, d, h), "body"),
            block((-w, d - 0.015, low), (w, d, h), "body"),
        ]
        n = max(2, round((h - low) / rng.uniform(0.25, 0.45)))
        out += [block((-w, -d, z - t), (w, d, z), "body") for z in np.linspace(low + t, h, n + 1)]
        for z in np.linspace(low + t, h, n + 1)[:-1]:
            for _ in range(rng.randint(0, 4)):
                x, half = rng.uniform(-w + 0.05, w - 0.05), rng.uniform(0.02, min(0.12, w / 3))
                out.append(
                    block(
                        (max(-w + t, x - half), -d * 0.7, z),
                        (min(w - t, x + half), d * 0.8, z + rng.uniform(0.08, 0.22)),
                        f"cover_{rng.randint(2, 5)}",
                    )
                )
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
                out.append(
                    block(
                        (x - 0.04, -d - 0.02, (z0 + z1) / 2 - 0.01),
                        (x + 0.04, -d, (z0 + z1) / 2 + 0.01),
                        "handle",
                    )
                )
    return out + (legs(2 * w, 2 * d, low, 0.02, rng) if low else [])


def floor_lamp(size: Size, rng: Random) -> list[Solid]:
    """A pole or three legs with a drum, a cone or a globe."""
    w, h = min(size[0], size[1]) / 2, size[2]
    shade = h * rng.uniform(0.14, 0.24)
    out = [disk(0, 0, 0, h - shade, 0.012, 0.012, "metal", 8)]
    if rng.random() < 0.3:
        for k in range(3):
            a = 2 * math.pi * k / 3
            out += [
                block(
                    (math.cos(a) * w * s - 0.015, math.sin(a) * w * s - 0.015, (1 - s) * h * 0.7),
                    (math.cos(a) * w * s + 0.015, math.sin(a) * w * s + 0.015, (1 - s) * h * 0.7 + 0.13),
                    "wood",
                )
                for s in np.linspace(0.1, 1, 8)
            ]
    else:
        out.append(disk(0, 0, 0, 0.03, w * rng.uniform(0.5, 0.8), w * 0.5, "metal"))
    if rng.random() < 0.2:
        return [*out, block((-w * 0.7, -w * 0.7, h - 1.4 * w), (w * 0.7, w * 0.7, h), "shade", 0.95)]
    return [*out, disk(0, 0, h - shade, h, w, w * rng.uniform(0.5, 1.0), "shade")]


def plant(size: Size, rng: Random) -> list[Solid]:
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
        turn = vec([(c, s, 0.0), (-s, c, 0.0), (0.0, 0.0, 1.0)])
        v = leaf.vertices @ turn + vec([x, y, z])
        v[:, 2] -= rng.uniform(0, 0.5) * np.hypot(v[:, 0] - x, v[:, 1] - y)
        out.append(Solid(v, leaf.triangles, "leaf"))
    return out


def tub(size: Size, rng: Random) -> list[Solid]:
    """A bathtub: a rim around a hollow."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    rim = rng.uniform(0.04, 0.1)
    out = [
        block((-w, -d, 0), (w, -d + rim, h), "ceramic", 0.1),
        block((-w, d - rim, 0), (w, d, h), "ceramic", 0.1),
        block((-w, -d, 0), (-w + rim, d, h), "ceramic", 0.1),
        block((w - rim, -d, 0), (w, d, h), "ceramic", 0.1),
        block((-w, -d, 0), (w, d, 0.12), "ceramic", 0.05),
    ]
    return [*out, disk(w * 0.8, 0, h, h + 0.1, 0.02, 0.02, "metal", 8)]


def toilet(size: Size, rng: Random) -> list[Solid]:
    """Tank at +Y, or none."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    tank = rng.uniform(0.14, 0.22) if rng.random() < 0.75 else 0.03
    seat = 0.42
    out = [block((-w, d - tank, 0.2), (w, d, h), "ceramic", 0.1)]
    out.append(block((-w * 0.9, -d, seat - 0.08), (w * 0.9, d - tank, seat), "ceramic", 0.75))
    out.append(block((-w * 0.6, -d * 0.6, 0), (w * 0.6, d - tank, seat - 0.05), "ceramic", 0.4))
    if rng.random() < 0.5:
        out.append(
            block((-w * 0.55, -d * 0.8, seat - 0.02), (w * 0.55, d - tank - 0.1, seat + 0.005), "water", 0.8)
        )
    else:
        out.append(block((-w * 0.88, -d, seat), (w * 0.88, d - tank, seat + 0.03), "ceramic", 0.7))
    return out
