"""Basins, bowls and taps."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec3
from tools.kit.parts.path import lathe, tube
from tools.kit.parts.shell import Shell, shell_band
from tools.kit.parts.soft import soft_outline
from tools.kit.parts.sweep import outline_ellipse


def basin_shell(
    size: Vec3,
    wall: float,
    radius: float,
    edge: float = 0.02,
    taper: float = 0.82,
    oval: bool = False,
    foot: float = 1.0,
) -> Shell:
    """An open vessel with walls, standing on the origin.

    Args:
        size: outer (width, depth, height), metres.
        wall: thickness of the rim, metres.
        radius: of its corners in plan.
        edge: radius where the inner walls meet the floor.
        taper: the inner floor's share of the inner rim.
        oval: an ellipse in plan.
        foot: the outer foot's share of the outer rim.
    """
    w, d, h = size

    def ring(width: float, depth: float, z: float, r: float) -> list[Vec3]:
        plan = outline_ellipse(width, depth, 40) if oval else soft_outline(width, depth, r, 7)
        return [(x, y, z) for x, y in plan]

    lip = min(wall * 0.4, h * 0.1)
    inner_w, inner_d = w - 2 * wall, d - 2 * wall
    rings = [ring(w * foot, d * foot, 0.0, radius * foot)]
    for t in (0.25, 0.6):
        share = foot + (1 - foot) * math.sin(t * math.pi / 2)
        rings.append(ring(w * share, d * share, h * t, radius * share))
    rings += [
        ring(w, d, h - lip, radius),
        ring(w - lip * 0.6, d - lip * 0.6, h - lip * 0.3, radius - lip * 0.3),
    ]
    rings += [
        ring(w - 2 * lip, d - 2 * lip, h, radius - lip),
        ring(inner_w + lip, inner_d + lip, h, radius - wall * 0.7),
    ]
    rings.append(ring(inner_w, inner_d, h - lip, max(radius - wall, 0.01)))
    floor = wall
    for t in (0.5, 0.85, 1.0):
        share = 1 - (1 - taper) * t**1.6
        z = (h - lip) + (floor + edge - h + lip) * t
        rings.append(ring(inner_w * share, inner_d * share, z, max(radius - wall, 0.01) * share))
    rings.append(
        ring(
            inner_w * taper - 0.6 * edge,
            inner_d * taper - 0.6 * edge,
            floor + edge * 0.3,
            max(radius - wall, 0.01) * taper,
        )
    )
    rings.append(
        ring(
            inner_w * taper - 2 * edge,
            inner_d * taper - 2 * edge,
            floor,
            max(radius - wall - edge, 0.008) * taper,
        )
    )
    n = len(rings[0])
    shell = Shell([p for r in rings for p in r])
    for level in range(len(rings) - 1):
        low = list(range(level * n, level * n + n))
        shell.add(shell_band(low, [i + n for i in low]), smooth=True)
    shell.add([tuple(range(n - 1, -1, -1)), tuple(range((len(rings) - 1) * n, len(rings) * n))])
    return shell


def tap_parts(o: Thing, at: Vec3, height: float, reach: float, kind: str = "mixer") -> None:
    """A tap standing on `at`, its spout reaching forward (-Y): "mixer" (straight) or "swan" (arched)."""
    r = min(0.016, height * 0.12)
    x, y, z = at
    lathe(
        o,
        "tap_base",
        [(0, 0), (r * 1.7, 0), (r * 1.6, height * 0.05), (r, height * 0.08), (0, height * 0.08)],
        at,
        "metal",
        20,
    )
    if kind == "swan":
        half = min(reach, height) / 2
        path: list[Vec3] = [(x, y, z + height * 0.05)]
        path += [
            (x, y - half + half * math.cos(a), z + height - half - r + half * math.sin(a))
            for a in (math.pi * k / 10 for k in range(11))
        ]
        path.append((x, y - 2 * half, z + height - half - r * 3.5))
        tube(o, "tap", path, r * 0.8, "metal", 12)
        lever: list[Vec3] = [(x, y, z + height * 0.22), (x + r * 2.3, y, z + height * 0.32)]
    else:
        tall = height * 0.8
        path = [
            (x, y, z + height * 0.05),
            (x, y, z + tall),
            (x, y - reach, z + tall * 0.9),
            (x, y - reach, z + tall * 0.78),
        ]
        tube(o, "tap", path, r, "metal", 12, bend=min(reach, tall) * 0.25)
        lever = [
            (x, y, z + tall * 0.9),
            (x, y, z + height - r * 0.5),
            (x, y - reach * 0.5, z + height - r * 0.5),
        ]
    tube(o, "lever", lever, r * 0.5, "metal", 8)
