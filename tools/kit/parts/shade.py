"""Lampshades and bulbs."""

from __future__ import annotations

import math
from typing import Any, Literal

from tools.kit.core import Thing, Vec3
from tools.kit.parts.soft import loft


def lampshade(
    o: Thing,
    part: str,
    radius: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    top: float | None = None,
    kind: Literal["drum", "cone", "pleated", "bell", "dome", "globe"] | str = "drum",
    closed: bool = False,
    wall: float = 0.004,
    slot: str = "shade",
    bulb: bool = True,
) -> Any:
    """A shade, open below and above, with a bulb in it.

    Args:
        o: the object it belongs to.
        part: part name; the bulb is `<part>_bulb` in slot "bulb", its holder `<part>_holder` in "metal".
        radius: at the lower rim, metres.
        height: metres.
        at: centre of the lower rim.
        top: radius of the upper rim; left out, 0.9 of the lower one for a drum, else 0.55.
        kind: "drum", "cone", "pleated", "bell", "dome" or "globe" (a closed ball of the radius and height).
        closed: close the upper end.
        wall: thickness, metres.
        slot: the shade's material.
        bulb: also make the bulb and a spider that carries the shade.
    """
    if kind == "globe":
        return shade_globe(o, part, radius, height, at, slot)
    if kind == "dome":
        top, closed = top if top is not None else radius * 0.18, True
    top = top if top is not None else radius * (0.9 if kind == "drum" else 0.55)
    n = 48 if kind == "pleated" else 32
    levels = 9 if kind in ("bell", "dome") else 2

    def reach(t: float) -> float:
        if kind == "dome":
            return top + (radius - top) * math.sqrt(max(1 - t * t, 0.0))
        if kind == "bell":
            return float(radius + (top - radius) * t**0.45)
        return radius + (top - radius) * t

    def ring(r: float, z: float) -> list[Vec3]:
        crimp = 0.03 if kind == "pleated" else 0.0
        spokes = ((math.tau * k / n, r * (1 - crimp * (k % 2))) for k in range(n))
        return [(at[0] + s * math.cos(a), at[1] + s * math.sin(a), at[2] + z) for a, s in spokes]

    steps = [k / (levels - 1) for k in range(levels)]
    lid = wall if closed else 0.0
    inner = [ring(max(reach(t) - wall, 0.002), t * (height - lid)) for t in reversed(steps)]
    outer = [ring(reach(t), t * height) for t in steps]
    shade = loft(o, part, inner + outer, slot=slot, closed=not closed, sharp=45)
    if bulb:
        size = min(0.035, radius * 0.3, height * 0.25)
        middle = (at[0], at[1], at[2] + height * (0.35 if closed else 0.45))
        bulb_on_stem(o, part, size, middle, at[2] + height - wall * 0.5, min(top - wall * 0.5, reach(1.0)))
    return shade


def shade_globe(o: Thing, part: str, radius: float, height: float, at: Vec3, slot: str = "shade") -> Any:
    """A closed ball of glass that glows as a whole: no bulb shows; arguments as for `lampshade`."""
    rings: list[list[Vec3]] = []
    for k in range(15):
        a = math.pi * (0.03 + 0.94 * k / 14)
        r, z = radius * math.sin(a), height * (0.5 - 0.5 * math.cos(a))
        spokes = [math.tau * n / 32 for n in range(32)]
        rings.append([(at[0] + r * math.cos(s), at[1] + r * math.sin(s), at[2] + z) for s in spokes])
    globe = loft(o, part, rings, slot=slot, sharp=80)
    globe["opal"] = True
    return globe


def bulb_on_stem(o: Thing, part: str, radius: float, at: Vec3, upper: float, arm: float) -> None:
    """A light bulb (middle `at`), the stem up to height `upper`, and three arms of length `arm` there."""
    profile = [(math.sin(a) * radius, -math.cos(a) * radius) for a in (0.15, 0.6, 1.1, 1.6, 2.1, 2.6)]
    rings: list[list[Vec3]] = []
    for r, z in profile:
        spokes = [math.tau * k / 12 for k in range(12)]
        rings.append([(at[0] + r * math.cos(a), at[1] + r * math.sin(a), at[2] + z) for a in spokes])
    loft(o, f"{part}_bulb", rings, slot="bulb", sharp=80)
    thin, low = min(0.006, radius * 0.4), at[2] + radius * 0.8
    pin = [(math.cos(math.tau * k / 6) * thin, math.sin(math.tau * k / 6) * thin) for k in range(6)]
    stem = [[(at[0] + x, at[1] + y, at[2] * 0 + z) for x, y in pin] for z in (low, upper)]
    loft(o, f"{part}_holder", stem, slot="metal")
    for k in range(3):
        a = math.tau * (k + 0.25) / 3
        ca, sa = math.cos(a), math.sin(a)
        bar: list[list[Vec3]] = []
        for reach in (0.0, arm):
            corners = ((-0.002, -0.0027), (0.002, -0.0027), (0.002, -0.0005), (-0.002, -0.0005))
            bar.append(
                [(at[0] + ca * reach - sa * s, at[1] + sa * reach + ca * s, upper + t) for s, t in corners]
            )
        loft(o, f"{part}_spider_{k + 1}", bar, slot="metal")
