"""Table tops and the bases that carry them."""

from __future__ import annotations

import math
from typing import Any, Literal

from tools.kit.core import Thing, Vec2, Vec3
from tools.kit.parts.legs import legs
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.style import Look
from tools.kit.parts.sweep import outline_ellipse, outline_rounded, shell_prism, shell_sweep

TableTop = Literal["rect", "rounded", "round", "boat"]

TableBase = Literal["legs", "apron", "pedestal", "trestle", "frame", "hairpin", "cross", "slab"]


def tabletop(
    o: Thing,
    shape: str,
    thickness: float,
    look: Look,
    slot: str = "top",
    z: float | None = None,
    size: Vec2 | None = None,
    part: str = "top",
) -> Any:
    """A table top: "rect", "round" (elliptic in a box that is not square), "rounded" or "boat".

    Args:
        o: the object.
        shape: of the outline.
        thickness: metres.
        look: the style's choices.
        slot: material slot.
        z: height of its underside; by default it ends at the object's height.
        size: width and depth; the object's own by default.
        part: name.
    """
    w, d = size or (o.w, o.d)
    low = o.h - thickness if z is None else z
    if shape == "round":
        outline = outline_ellipse(w, d, 48)
    elif shape == "boat":
        half = [(w / 2, -d * 0.4), (w / 2, d * 0.4)]
        arc = [(w / 2 - w * k / 12, d * 0.4 + d * 0.1 * math.sin(math.pi * k / 12)) for k in range(1, 12)]
        outline = [*half, *arc, (-w / 2, d * 0.4), (-w / 2, -d * 0.4), *[(-x, -y) for x, y in arc]]
    else:
        outline = outline_rounded(w, d, min(w, d) * 0.18 if shape == "rounded" else 0.0)
    if shape == "rect":
        return emit(o, part, shell_box((w, d, thickness), (0, 0, low), look.bevel, 2), slot=slot)
    top = shell_prism(outline, thickness, bevel=look.bevel * 1.5)
    return emit(o, part, top, slot=slot, at=(0, 0, low))


def table_base(
    o: Thing,
    kind: str,
    height: float,
    look: Look,
    inset: float = 0.03,
    size: float = 0.0,
    apron: float = 0.07,
) -> list[Any]:
    """What carries a table top.

    Args:
        o: the object.
        kind: "legs", "apron" (legs joined by rails), "pedestal", "trestle", "frame" (square tube loops),
            "hairpin", "cross" (X legs) or "slab" (panel ends).
        height: under the top, metres.
        look: the style's choices.
        inset: of the feet from the outline, metres.
        size: thickness of legs; from the table's size by default.
        apron: height of the rails, metres.
    """
    slot = "metal" if look.leg_slot == "metal" or kind in ("frame", "hairpin") else "leg"
    size = size or max(0.028, min(0.075, 0.035 + 0.02 * o.w * (1.6 if look.board > 0.025 else 1.0)))
    height += 0.0005
    if kind == "pedestal":
        return [table_pedestal(o, height, look)]
    if kind == "trestle":
        return [table_trestle(o, height, max(0.05, size), slot)]
    if kind == "frame":
        return [table_loops(o, height, inset, max(0.02, size * 0.6), slot)]
    if kind == "cross":
        return [table_cross(o, height, inset, size, slot)]
    if kind == "slab":
        return [table_slabs(o, height, inset)]
    if kind == "hairpin":
        return [legs(o, height, inset + 0.02, "hairpin", 0.03, slot)]
    leg = look.leg
    made = [
        legs(
            o,
            height,
            inset,
            leg,
            size * (1.3 if leg == "turned" else 1.0),
            slot,
            splay=table_splay(o, kind, leg),
        )
    ]
    if kind == "apron":
        w, d = o.w - 2 * inset - size * 1.2, o.d - 2 * inset - size * 1.2
        rim = outline_rounded(w, d, 0.0)
        hole = outline_rounded(w - 0.04, d - 0.04, 0.0)
        made.append(
            emit(o, "apron", shell_prism(rim, apron, [hole]), slot=slot, at=(0, 0, height - apron - 0.001))
        )
    return made


def table_splay(o: Thing, kind: str, leg: str) -> float:
    """How far tapered legs without rails lean, metres."""
    return min(0.06, 0.06 * o.h / 0.5, 0.12 * min(o.w, o.d)) if kind == "legs" and leg == "tapered" else 0.0


def table_pedestal(o: Thing, height: float, look: Look) -> Any:
    """A column on a foot: turned with three feet when ornate, else a disc or a flared trunk."""
    r = 0.5 * min(o.w, o.d)
    if look.ornate:
        column = [
            (0.05, 0.1),
            (0.065, 0.14),
            (0.04, 0.2),
            (0.035, 0.24),
            (0.06, 0.42),
            (0.05, 0.6),
            (0.035, 0.8),
            (0.06, 0.86),
            (0.05, 0.9),
            (0.12, 1.0),
        ]
        shells = [shell_lathe([(a * min(1.0, r / 0.3), z * height) for a, z in column], 18)]
        for k in range(3):
            a = math.radians(90 + 120 * k)
            c, s = math.cos(a), math.sin(a)
            path: list[Vec3] = [(0.02 * c, 0.02 * s, 0.16 * height + 0.03)]
            path += [
                (0.35 * r * c, 0.35 * r * s, 0.2 * height),
                (0.62 * r * c, 0.62 * r * s, 0.07 * height + 0.01),
                (0.72 * r * c, 0.72 * r * s, 0.018),
            ]
            shells.append(shell_tube(path, [0.026, 0.03, 0.022, 0.018], 8))
        return emit(o, "base", shells, slot="leg", crease=35.0)
    foot, stem = min(0.62 * r, 0.36), min(0.045, 0.14 * r)
    profile: list[Vec2] = [(foot, 0.0), (foot, 0.01), (foot * 0.96, 0.016), (stem * 1.3, 0.03), (stem, 0.06)]
    cap = min(0.14, foot * 0.6)
    profile += [(stem, height - 0.06), (stem * 1.2, height - 0.014), (cap, height - 0.012), (cap, height)]
    return emit(
        o, "base", shell_lathe(profile, 32), slot="metal" if look.leg_slot == "metal" else "leg", crease=32.0
    )


def table_trestle(o: Thing, height: float, size: float, slot: str) -> Any:
    """Two trestles joined by a beam."""
    x, d = o.w / 2 - max(0.12, 0.14 * o.w), o.d * 0.78
    shells = []
    for s in (-1, 1):
        shells.append(shell_box((size * 1.3, d, size), (s * x, 0, 0), 0.006))
        shells.append(shell_box((size * 1.3, d * 0.9, size), (s * x, 0, height - size), 0.006))
        shells.append(shell_box((size, size * 2.2, height - 2 * size), (s * x, 0, size), 0.004))
    shells.append(shell_box((2 * x + size * 2.5, size * 0.6, size * 1.5), (0, 0, height * 0.36), 0.005))
    return emit(o, "trestle", shells, slot=slot)


def table_loops(o: Thing, height: float, inset: float, size: float, slot: str) -> Any:
    """Two closed rectangular loops of square tube, joined under the top."""
    x, y, t = o.w / 2 - inset - size / 2, o.d / 2 - inset - size / 2, size / 2
    section = outline_rounded(size, size, size * 0.12, 1)
    path: list[Vec3] = [(0, -y, t), (0, y, t), (0, y, height - t), (0, -y, height - t)]
    loop = shell_sweep(path, section, closed=True, up=(1.0, 0.0, 0.0), smooth=False)
    shells: list[Shell] = [shell_moved(loop, (s * x, 0, 0)) for s in (-1, 1)]
    shells += [
        shell_box((2 * x - size, size, size), (0, s * y * 0.8, height - size), size * 0.1) for s in (-1, 1)
    ]
    return emit(o, "frame", shells, slot=slot)


def table_cross(o: Thing, height: float, inset: float, size: float, slot: str) -> Any:
    """Crossed legs at both ends, joined by a beam."""
    x, y = o.w / 2 - max(inset, 0.1 * o.w), o.d / 2 - inset - size
    section = outline_rounded(size, size * 0.8, 0.004, 1)
    shells = []
    for s in (-1, 1):
        for k in (-1, 1):
            path: list[Vec3] = [(s * x + k * 0.0006, -k * y, 0.0), (s * x + k * 0.0006, k * y, height)]
            leg = shell_sweep(path, section, up=(1.0, 0.0, 0.0), smooth=False)
            leg.verts = [(a, b, max(0.0, min(height, c))) for a, b, c in leg.verts]
            shells.append(leg)
    shells.append(shell_box((2 * x, size * 0.7, size), (0, 0, height / 2 - size / 2), 0.004))
    return emit(o, "legs", shells, slot=slot)


def table_slabs(o: Thing, height: float, inset: float) -> Any:
    """Panel ends and a modesty board between them."""
    t = 0.04
    x = o.w / 2 - max(inset, 0.03) - t / 2
    d = o.d - 2 * inset
    shells = [shell_box((t, d, height), (s * x, 0, 0), 0.003) for s in (-1, 1)]
    shells.append(shell_box((2 * x - t, 0.02, height * 0.5), (0, d * 0.18, height * 0.48), 0.001))
    return emit(o, "ends", shells, slot="leg")
