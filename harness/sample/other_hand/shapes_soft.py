"""Beds, sofas and chairs of another family than the kit's: front to -Y, standing on z = 0, in their size."""

from __future__ import annotations

import math
from random import Random

import numpy as np

from harness.sample.other_hand.solids import Solid, block, disk, legs

Size = tuple[float, float, float]
"""Width, depth and height, metres."""


def bed(size: Size, rng: Random) -> list[Solid]:
    """Head at +Y."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    seat = rng.uniform(0.4, 0.62)
    thick = rng.uniform(0.04, 0.16)
    out = [block((-w, -d, rng.uniform(0, 0.12)), (w, d - thick, 0.3), "frame", rng.choice([0, 0, 0.15]))]
    out.append(
        block((-w + 0.03, -d + 0.03, 0.26), (w - 0.03, d - thick, seat), "sheet", rng.uniform(0.1, 0.35))
    )
    upto = d - rng.uniform(0.35, 0.75) if rng.random() < 0.9 else -d + rng.uniform(0.3, 0.9)
    over = rng.uniform(-0.03, 0.06)
    out.append(
        block(
            (-w - over, -d - over / 2, rng.uniform(0.15, 0.4)),
            (w + over, upto, seat + 0.06),
            "duvet",
            rng.uniform(0.15, 0.4),
        )
    )
    if rng.random() < 0.6:
        out.append(
            block(
                (-w - over, upto - rng.uniform(0.15, 0.4), 0.3),
                (w + over, upto + 0.02, seat + 0.085),
                "sheet",
                0.3,
            )
        )
    if rng.random() < 0.4:
        y = rng.uniform(-d, -d + 0.5)
        out.append(
            block((-w - 0.05, y, 0.25), (w + 0.05, y + rng.uniform(0.3, 0.6), seat + 0.09), "throw", 0.25)
        )
    if rng.random() < 0.88:
        if rng.random() < 0.3:
            n = rng.randint(2, 6)
            out += [
                block((-w + 2 * w * k / n, d - thick, 0.2), (-w + 2 * w * (k + 1) / n, d, h), "fabric", 0.3)
                for k in range(n)
            ]
        else:
            out.append(
                block(
                    (-w, d - thick, 0),
                    (w, d, h),
                    rng.choice(["wood", "fabric"]),
                    rng.choice([0, 0, 0.2, 0.5]),
                )
            )
    if rng.random() < 0.25:
        out.append(block((-w, -d, 0), (w, -d + 0.05, seat + rng.uniform(0.0, 0.3)), "wood", 0))
    n = rng.choice([1, 2, 2, 2, 3, 4])
    for k in range(n):
        x = -w + 2 * w * (k + 0.5) / n
        half = min(0.36, w / n * 0.92)
        z = seat + rng.uniform(0, 0.06)
        out.append(
            block(
                (x - half, d - thick - rng.uniform(0.4, 0.55), z),
                (x + half, d - thick - 0.03, z + rng.uniform(0.14, 0.24)),
                "pillow",
                rng.uniform(0.35, 0.6),
            )
        )
    return out


def sofa(size: Size, rng: Random) -> list[Solid]:
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
        out += [
            block(
                (s * w - (arm if s > 0 else 0), -d, low),
                (s * w + (0 if s > 0 else arm), d - 0.02, tall),
                "fabric",
                soft,
            )
            for s in (-1, 1)
        ]
    n = max(1, round((2 * w - 2 * arm) / rng.uniform(0.55, 0.95))) if rng.random() < 0.85 else 1
    inner = 2 * w - 2 * arm
    for k in range(n):
        x0, x1 = -w + arm + inner * k / n, -w + arm + inner * (k + 1) / n
        out.append(
            block((x0, -d, seat - 0.13), (x1, d - back, seat + 0.02), "cushion", rng.uniform(0.12, 0.35))
        )
        if rng.random() < 0.85:
            out.append(
                block(
                    (x0, d - back - rng.uniform(0.1, 0.22), seat),
                    (x1, d - back + 0.03, h * rng.uniform(0.9, 1.02)),
                    "cushion",
                    rng.uniform(0.2, 0.5),
                )
            )
    if low:
        out += legs(2 * w, 2 * d, low + 0.02, 0.025, rng, inset=0.03)
    for _ in range(rng.choice([0, 0, 1, 2, 3])):
        x, side = rng.uniform(-w + arm + 0.2, max(-w + arm + 0.21, w - arm - 0.2)), rng.uniform(0.18, 0.26)
        out.append(
            block(
                (x - side, d - back - 0.35, seat), (x + side, d - back - 0.1, seat + 2 * side), "pillow", 0.45
            )
        )
    return out


def chair(size: Size, rng: Random) -> list[Solid]:
    """A dining chair; back at +Y."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    seat, soft = rng.uniform(0.42, 0.5), rng.choice([0.0, 0.2, 0.35, 0.6])
    out = [block((-w, -d, seat - rng.uniform(0.03, 0.12)), (w, d - 0.02, seat), "seat", soft)]
    if h > 0.6:
        lean = rng.uniform(0.03, 0.1)
        if rng.random() < 0.3:
            n = rng.randint(3, 7)
            out += [
                block((-w + 2 * w * k / n, d - lean, seat), (-w + 2 * w * (k + 0.4) / n, d, h), "wood")
                for k in range(n)
            ]
            out.append(block((-w, d - lean, h - 0.1), (w, d, h), "wood", 0.2))
        else:
            out.append(
                block(
                    (-w * rng.uniform(0.8, 1), d - lean, seat + rng.choice([0, 0.12])),
                    (w * 0.95, d, h),
                    "seat",
                    rng.choice([0.05, 0.25, 0.5]),
                )
            )
    if rng.random() < 0.3:
        out += [
            block((s * w - 0.03, -d * 0.6, seat + 0.15), (s * w + 0.03, d, seat + 0.22), "frame", 0.2)
            for s in (-1, 1)
        ]
    return out + legs(2 * w, 2 * d, seat, rng.uniform(0.015, 0.03), rng)


def office_chair(size: Size, rng: Random) -> list[Solid]:
    """On a star of five, usually with arms."""
    w, d, h = size[0] / 2, size[1] / 2, size[2]
    seat = 0.47
    out = [
        block((-w * 0.78, -d * 0.8, seat - 0.08), (w * 0.78, d * 0.7, seat), "seat", rng.uniform(0.2, 0.5))
    ]
    out.append(
        block((-w * 0.7, d * 0.62, seat + 0.08), (w * 0.7, d * 0.85, h), "fabric", rng.uniform(0.15, 0.45))
    )
    out.append(disk(0, 0, 0.08, seat - 0.05, 0.03, 0.03, "metal", 8))
    turn = rng.uniform(0, 1)
    for k in range(5):
        a = turn + 2 * math.pi * k / 5
        x, y = math.cos(a) * w * 0.9, math.sin(a) * d * 0.9
        for s in np.linspace(0.15, 1, 5):
            out.append(block((x * s - 0.03, y * s - 0.03, 0.04), (x * s + 0.03, y * s + 0.03, 0.09), "dark"))
    if rng.random() < 0.7:
        out += [
            block(
                (s * w * 0.85 - 0.035, -d * 0.4, seat + 0.16),
                (s * w * 0.85 + 0.035, d * 0.45, seat + 0.21),
                "dark",
                0.2,
            )
            for s in (-1, 1)
        ]
    return out
