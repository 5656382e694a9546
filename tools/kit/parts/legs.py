"""Legs and feet: straight, tapered, turned, hairpin, sled, bun, castors; star bases and plinths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

from tools.kit.core import Thing, Vec2, Vec3
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_joined, shell_lathe, shell_moved
from tools.kit.parts.solid import shell_cylinder, shell_torus
from tools.kit.parts.sweep import path_rounded, shell_sweep

TURNED_PROFILE: tuple[Vec2, ...] = (
    (0.42, 0.0), (0.55, 0.02), (0.6, 0.05), (0.45, 0.09), (0.4, 0.11), (0.62, 0.14), (0.62, 0.16),
    (0.45, 0.19),
    (0.5, 0.3), (0.8, 0.52), (0.95, 0.62), (0.9, 0.68), (0.6, 0.73), (0.6, 0.745), (0.85, 0.77), (0.85, 0.79),
    (0.6, 0.815), (0.6, 0.83),
)  # fmt: skip


def legs(
    o: Thing,
    height: float,
    inset: float = 0.0,
    kind: Literal["straight", "tapered", "square tapered", "turned", "hairpin", "bun", "sled", "castors"]
    | str = "straight",
    size: float = 0.04,
    slot: str = "leg",
    part: str = "legs",
    span: Vec2 | None = None,
    at: Vec3 = (0.0, 0.0, 0.0),
    splay: float = 0.0,
) -> Any:
    """Four legs (or two runners) under an object, as one part.

    Args:
        o: the object.
        height: of the legs, metres.
        inset: from the outline's edges to the feet, metres.
        kind: "straight", "tapered", "square tapered", "turned", "hairpin", "bun", "sled" or "castors".
        size: thickness of a leg, metres.
        slot: material slot.
        part: name.
        span: width and depth of the outline; the object's own by default.
        at: centre of the outline at the floor.
        splay: how far the feet stand outside their tops, metres.
    """
    w, d = span or (o.w, o.d)
    if kind == "sled":
        return emit(o, part, shell_sled(w - 2 * inset, d - 2 * inset, height, size), slot=slot, at=at)
    x, y = w / 2 - inset - size / 2, d / 2 - inset - size / 2
    shells = []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        leg = shell_leg(kind, height, size, (sx, sy))
        shells.append(
            shell_moved(shell_splayed(leg, height, (sx * splay, sy * splay)), (sx * x, sy * y, 0.0))
        )
    return emit(o, part, shells, slot=slot, at=at, crease=None if "straight" in kind else 32.0)


def shell_leg(kind: str, height: float, size: float, side: tuple[int, int] = (1, 1)) -> Shell:
    """One leg standing on the origin; `side` tells which corner it is for."""
    r = size / 2
    if kind == "tapered":
        return shell_lathe([(r * 0.55, 0.0), (r * 0.6, height * 0.02), (r, height)], 16)
    if kind == "square tapered":
        return shell_squeezed(shell_box((size, size, height), bevel=size * 0.06), height, 0.6)
    if kind == "turned":
        return shell_turned_leg(height, size)
    if kind == "hairpin":
        return shell_hairpin(height, size, side)
    if kind == "bun":
        profile = [(r * 0.5, 0.0), (r * 0.85, height * 0.12), (r, height * 0.45), (r * 0.9, height * 0.75)]
        return shell_lathe([*profile, (r * 0.55, height * 0.92), (r * 0.55, height)], 16)
    if kind == "castors":
        return shell_castor(height, size)
    return shell_box((size, size, height), bevel=min(0.004, size * 0.12))


def shell_turned_leg(height: float, size: float) -> Shell:
    """A lathe-turned leg with a square block at its top."""
    block = min(0.17 * height, 2.2 * size)
    shaft = height - block
    turned = shell_lathe([(r * size / 2, z / 0.83 * shaft) for r, z in TURNED_PROFILE], 14)
    top = shell_box((size, size, block), (0.0, 0.0, shaft), bevel=size * 0.06)
    return shell_joined([turned, top])


def shell_squeezed(shell: Shell, height: float, foot: float) -> Shell:
    """A shell narrowed linearly towards its foot (z = 0), where it keeps `foot` of its width."""
    scaled = [(foot + (1 - foot) * max(0.0, min(1.0, z / height))) for _, _, z in shell.verts]
    shell.verts = [(x * s, y * s, z) for (x, y, z), s in zip(shell.verts, scaled, strict=True)]
    return shell


def shell_splayed(shell: Shell, height: float, foot: Vec2) -> Shell:
    """A leg sheared so that its top moves inwards by `foot`, its feet staying where they are."""
    if foot != (0.0, 0.0):
        shell.verts = [(x - foot[0] * z / height, y - foot[1] * z / height, z) for x, y, z in shell.verts]
    return shell


def shell_hairpin(height: float, size: float, side: tuple[int, int]) -> Shell:
    """A hairpin leg: a bent rod, two prongs wide at the top, meeting at the floor."""
    r = min(0.006, size * 0.2)
    reach = min(0.11, height * 0.35)
    sx, sy = side
    path: list[Vec3] = [
        (-sx * reach, 0.0, height),
        (0.0, 0.0, r),
        (0.0, -sy * 0.012, r),
        (0.0, -sy * reach, height),
    ]
    return shell_tube(path_rounded(path, 0.01, 2), r, 6)


def shell_castor(height: float, size: float) -> Shell:
    """A twin-wheel castor with its stem."""
    r = min(height * 0.42, size * 0.6)
    wheels = [
        shell_cylinder(r, size * 0.3, (s * size * 0.25, 0.0, 0.0), 14, 0.003, axis="x") for s in (-1.0, 1.0)
    ]
    hood = shell_cylinder(size * 0.32, r * 1.1, (0.0, 0.0, r * 0.9), 12, 0.002)
    stem = shell_cylinder(size * 0.14, height - r * 1.5, (0.0, 0.0, r * 1.5), 10)
    return shell_joined([*wheels, hood, stem])


def shell_sled(width: float, depth: float, height: float, size: float) -> list[Shell]:
    """Two runners: flat bars bent into a U at the left and at the right."""
    shells = []
    for s in (-1.0, 1.0):
        x, y, t = s * (width / 2 - size / 2), depth / 2 - size / 4, size / 4
        path: list[Vec3] = [(x, -y, height), (x, -y, t), (x, y, t), (x, y, height)]
        section = [(-size / 2, -t), (size / 2, -t), (size / 2, t), (-size / 2, t)]
        shells.append(shell_sweep(path, section, up=(0.0, 1.0, 0.0)))
    return shells


def star_base(
    o: Thing,
    radius: float,
    height: float,
    arms: int = 5,
    castors: bool = True,
    slot: str = "metal",
    at: Vec3 = (0.0, 0.0, 0.0),
) -> list[Any]:
    """A swivel chair's base: arms on castors (or glides) and a column of `height` metres."""
    wheel = 0.055 if castors else 0.015
    shells: list[Shell] = []
    feet: list[Shell] = []
    reach = radius - (0.03 if castors else 0.02)
    for k in range(arms):
        a = math.radians(90 + 360 * k / arms)
        c, s = math.cos(a), math.sin(a)
        path = [(0.0, 0.0, wheel + 0.055), (c * reach, s * reach, wheel + 0.012)]
        shells.append(shell_tube(path, [0.024, 0.015], 8))
        foot = (
            shell_castor(wheel + 0.012, 0.05) if castors else shell_cylinder(0.02, wheel + 0.005, segments=12)
        )
        feet.append(shell_moved(foot, (c * reach, s * reach, 0.0), (0.0, 0.0, math.degrees(a))))
    hub = [(0.035, wheel + 0.02), (0.035, wheel + 0.085), (0.026, wheel + 0.1), (0.026, height * 0.6)]
    shells.append(shell_lathe([*hub, (0.017, height * 0.6), (0.017, height)], 16))
    return [
        emit(o, "base", shells, slot=slot, at=at, crease=32.0),
        emit(o, "castors" if castors else "glides", feet, slot="dark", at=at, crease=32.0),
    ]


def disc_base(
    o: Thing, radius: float, height: float, column: float = 0.03, slot: str = "metal", at: Vec3 = (0, 0, 0)
) -> Any:
    """A pedestal: a flat disc and a column of `height` metres, turned as one."""
    profile = [(radius, 0.0), (radius, 0.008), (radius * 0.94, 0.014), (column * 1.6, 0.026), (column, 0.05)]
    foot = shell_lathe([*profile, (column, height)], 32)
    return emit(o, "base", foot, slot=slot, at=at, crease=32.0)


def stretchers(
    o: Thing,
    height: float,
    inset: float,
    size: float = 0.02,
    slot: str = "leg",
    kinds: Sequence[str] = ("side", "middle"),
) -> Any:
    """Rails between legs at a height: "side" (left and right), "front", "back", "middle" (across)."""
    x, y = o.w / 2 - inset, o.d / 2 - inset
    shells = []
    if "side" in kinds:
        shells += [shell_box((size, 2 * y, size * 1.4), (s * x, 0.0, height), 0.002) for s in (-1, 1)]
    for name, where in (("front", -y), ("back", y), ("middle", 0.0)):
        if name in kinds:
            shells.append(shell_box((2 * x, size, size * 1.4), (0.0, where, height), 0.002))
    return emit(o, "stretchers", shells, slot=slot)


def ring_foot(o: Thing, radius: float, at: Vec3, thickness: float = 0.01, slot: str = "metal") -> Any:
    """A ring to rest feet on, around a column."""
    spokes = [
        shell_tube([(0.0, 0.0, thickness), (math.cos(a) * radius, math.sin(a) * radius, thickness)], 0.007, 6)
        for a in (0.5, 0.5 + 2.094, 0.5 + 4.189)
    ]
    return emit(
        o, "footring", [shell_torus(radius, thickness, 28, 8), *spokes], slot=slot, at=at, crease=35.0
    )
