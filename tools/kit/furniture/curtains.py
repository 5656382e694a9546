"""What hangs before a window: curtains, sheers, blinds, and their rods."""

from __future__ import annotations

import math
from typing import Literal

from tools.kit.core import Thing, Vec3, mesh
from tools.kit.parts.curtain import curtain_cloth
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved, shell_outward
from tools.kit.parts.solid import box, cylinder, shell_cylinder, shell_sphere, shell_torus
from tools.kit.parts.style import style_look

CurtainKind = Literal["open", "drawn", "gathered"]


def curtain(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    kind: Literal[""] | CurtainKind = "",
    panels: int = 0,
    sheer: bool = False,
    rod: bool = True,
    track: bool = True,
    cover: float = 0.0,
) -> None:
    """Curtains on a rod, their back (+Y) to the wall.

    Args:
        o: the object.
        style: chooses the rod's ends, and tied-back cloth for "classic".
        seed: varies the folds.
        kind: "open", "drawn" or "gathered"; when left out "drawn" on a narrow one, "open" on a wide one.
        panels: 1 or 2; two on anything wider than 0.9 m.
        sheer: also a drawn sheer behind them, in slot "sheer".
        rod: with a rod, rings and finials; else they hang from a slim track.
        track: False for no track either: the cloth alone, as where a rail is a thing of its own.
        cover: share of the width that open panels cover together; 0.4 when left out.

    Example: furnish("curtain_1", curtain, kind="open", sheer=True)
    """
    classic = style_look(style).ornate
    panels = panels or (2 if o.w > 0.9 else 1)
    kind = kind or (
        "gathered" if classic and panels == 2 else "open" if panels == 2 and o.w > 1.3 else "drawn"
    )
    thick = min(0.014, o.d * 0.12, o.h * 0.02)
    head = curtain_rod_parts(o, thick, classic) if rod else curtain_track(o) if track else o.h
    cloth = o.d * (0.62 if sheer else 0.9)
    front = -o.d / 2 + cloth / 2
    long = o.w - (2.6 * thick if rod else 0.0)
    whole = long if kind == "drawn" else long * (cover or (0.42 if kind == "open" else 0.62))
    each = whole / panels
    for k in range(panels):
        side = -1 if k == 0 else 1
        x = side * (long - each) / 2 if panels == 2 else (0.0 if kind == "drawn" else -(long - each) / 2)
        curtain_cloth(
            o, f"curtain_{k + 1}", each * 0.995, head, (x, front, 0.0),
            kind=kind, depth=cloth, side=side, seed=seed + k, slot="curtain",
        )  # fmt: skip
        if kind == "gathered":
            curtain_tie(o, x, front, each, cloth, head, side)
    if sheer:
        curtain_cloth(
            o, "sheer", long * 0.98, head - 0.002, (0.0, o.d / 2 - o.d * 0.14, 0.002),
            kind="drawn", depth=o.d * 0.2, seed=seed + 9, slot="sheer",
        )  # fmt: skip


def curtain_tie(o: Thing, x: float, y: float, width: float, depth: float, height: float, side: int) -> None:
    """The band that holds a gathered panel to its outer side."""
    narrow = width * 0.28
    middle = x + side * (width - narrow) / 2
    ring = shell_torus(0.5, 0.06, 28, 8)
    ring.verts = [(vx * narrow * 1.02, vy * depth * 0.78, (vz - 0.06) * 0.7) for vx, vy, vz in ring.verts]
    emit(o, "tie", ring, slot="rope", at=(middle, y, height * 0.4), crease=60)


def curtain_track(o: Thing) -> float:
    """A slim ceiling track; returns the height the cloth hangs from."""
    tall = min(0.03, o.h * 0.02)
    box(
        o, "track", (o.w, min(0.04, o.d * 0.4), tall), (0.0, -o.d / 2 + o.d * 0.45, o.h - tall), "trim", 0.002
    )
    return o.h - tall + 0.003


def curtain_rod_parts(o: Thing, radius: float, ornate: bool) -> float:
    """A rod with finials, rings and wall brackets; returns the height the cloth hangs from."""
    ball = 2.0 * radius
    z, y = o.h - ball, -o.d / 2 + o.d * 0.45
    rod = shell_cylinder(radius, o.w - (3.2 * ball if ornate else 2 * radius), (0, 0, -radius), 12, axis="x")
    shells = [shell_moved(rod, (0.0, y, z))]
    for side in (-1, 1):
        if ornate:
            shells.append(shell_moved(shell_sphere(ball, 14), (side * (o.w / 2 - ball), y, z - ball)))
        else:
            cap = shell_cylinder(ball * 0.9, 2.4 * radius, (0, 0, -ball * 0.9), 14, 0.002, axis="x")
            shells.append(shell_moved(cap, (side * (o.w / 2 - 1.2 * radius), y, z)))
        reach = o.d / 2 - y
        arm = (side * (o.w / 2 - 4.2 * ball), y + reach / 2, z - radius * 0.6)
        shells.append(shell_box((radius, reach, radius * 1.2), arm))
        shells.append(shell_box((radius * 3, 0.004, radius * 5), (arm[0], o.d / 2 - 0.002, z - radius * 2.5)))
    emit(o, "rod", shells, slot="metal", crease=40)
    return z - radius * 0.6


def sheer_curtain(o: Thing, *, style: str = "modern", seed: int = 0, kind: CurtainKind = "drawn") -> None:
    """One thin see-through curtain across the whole width, on a slim track; kinds as for `curtain`.

    Options:
        kind: "drawn", "parted" or another way a curtain hangs; see `curtain`.

    Example: furnish("sheer_curtain_1", sheer_curtain, kind="open")
    """
    head = curtain_track(o)
    depth = o.d * 0.9
    curtain_cloth(
        o,
        "sheer",
        o.w * 0.995,
        head,
        (0.0, -o.d * 0.05, 0.0),
        kind=kind,
        depth=depth,
        seed=seed,
        slot="sheer",
    )


def curtain_rod(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A bare curtain rod with its finials and brackets.

    Example: furnish("curtain_rod_1", curtain_rod)
    """
    curtain_rod_parts(o, min(o.h, o.d) / 4, style_look(style).ornate)


def blind(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    kind: Literal["", "roller", "venetian", "roman", "vertical", "pleated"] = "",
    closed: float = 0.75,
    tilt: float = 32.0,
    slat: float = 0.05,
) -> None:
    """A window blind.

    Args:
        o: the object; its height is the window's, the blind hangs from the top.
        style: "classic" gives a roman blind when the kind is left out.
        seed: not used; every word takes one.
        kind: "roller", "venetian", "roman", "vertical" (hanging louvres) or "pleated".
        closed: share of the height that it covers (of the width, for louvres); the rest is only its cord.
        tilt: degrees its slats or louvres are turned; 0 is open, 75 is shut.
        slat: width of a venetian blind's slats, metres, 0.025 to 0.1: count them. Open ones are no wider than
            it is deep.

    Example: furnish("blind_1", blind, kind="venetian", closed=0.6)
    """
    kind = kind or ("roman" if style_look(style).ornate else "roller")
    head = min(0.06, o.h * 0.08)
    if kind == "roller":
        r = head / 2
        cylinder(
            o,
            "roll",
            min(r, o.d / 2),
            o.w - 0.03,
            (0.0, 0.0, o.h - 2 * min(r, o.d / 2)),
            "fabric",
            16,
            axis="x",
        )
        ends = [
            shell_box((0.014, o.d, head), (s * (o.w / 2 - 0.007), 0.0, o.h - head), 0.003) for s in (-1, 1)
        ]
        emit(o, "brackets", ends, slot="trim")
    else:
        box(o, "head_rail", (o.w, o.d, head * 0.7), (0.0, 0.0, o.h - head * 0.7), "trim", 0.004)
    drop = (o.h - head) * min(max(closed, 0.1), 1.0)
    low = o.h - head - drop
    if kind == "venetian":
        blind_slats(o, low, o.h - head * 0.7, tilt, slat)
    elif kind == "vertical":
        blind_louvres(o, o.h - head * 0.7, closed, tilt)
    elif kind == "pleated":
        blind_pleats(o, low, o.h - head * 0.7)
    elif kind == "roman":
        blind_folds(o, low, o.h - head * 0.7)
    else:
        front = -min(head / 2, o.d / 2) + 0.003
        box(o, "cloth", (o.w - 0.04, 0.003, drop + head / 2), (0.0, front, low), "fabric")
        box(o, "bar", (o.w - 0.04, 0.014, 0.025), (0.0, front, low - 0.002), "fabric", 0.005)
    cord: Vec3 = (o.w / 2 - 0.02, -o.d / 2 + 0.004, 0.0)
    string = [
        shell_box((0.003, 0.003, o.h - head * 0.5), cord),
        shell_moved(shell_sphere((0.006, 0.004, 0.012), 8), cord),
    ]
    emit(o, "cord", string, slot="rope")


def blind_louvres(o: Thing, high: float, closed: float, tilt: float) -> None:
    """Hanging louvres side by side, pushed together towards -X, with the chain that joins their feet."""
    wide = min(0.09, o.d * 0.95)
    count = max(4, round(o.w * 0.99 / (wide * 0.88)))
    turn = 0.45 * min(max(75.0 - tilt, 0.0), 75.0)
    step = (o.w - wide) * min(max(closed, 0.15), 1.0) / (count - 1)
    slim = wide if step >= wide * 0.5 else min(wide, o.d * 0.95)
    louvre = shell_moved(shell_box((slim, 0.002, high - 0.02), (0, 0, 0.02)), rotation=(0, 0, turn))
    shells = [shell_moved(louvre, (-o.w / 2 + wide / 2 + step * k, 0.0, 0.0)) for k in range(count)]
    emit(o, "louvres", shells, slot="fabric")
    long = step * (count - 1)
    chain = shell_box((long, 0.003, 0.003), (-o.w / 2 + wide / 2 + long / 2, 0.0, 0.022))
    emit(o, "chain", chain, slot="rope")


def blind_pleats(o: Thing, low: float, high: float) -> None:
    """Cloth in even small pleats, and the bar it ends in."""
    count = 2 * max(4, round((high - low) / 0.04))
    deep = min(0.022, o.d * 0.8) / 2
    half = o.w / 2 - 0.01
    levels = [(low + (high - low) * k / count, deep if k % 2 else -deep) for k in range(count + 1)]
    verts: list[Vec3] = [(x, y, z) for z, y in levels for x in (-half, half)]
    faces = [[2 * k, 2 * k + 1, 2 * k + 3, 2 * k + 2] for k in range(count)]
    mesh(o, "cloth", verts, faces, slot="fabric")
    box(o, "bar", (o.w - 0.02, min(0.03, o.d * 0.9), 0.018), (0.0, 0.0, low - 0.004), "trim", 0.004)


def blind_slats(o: Thing, low: float, high: float, tilt: float = 32.0, slat: float = 0.05) -> None:
    """The tilted slats of a venetian blind, `slat` metres wide, with their ladder strings."""
    wide = min(slat, o.d * 0.95 / max(math.cos(math.radians(tilt)), 0.2))
    count = max(4, round((high - low) / (0.88 * slat)))
    step = (high - low) / count
    one = shell_moved(shell_slat(o.w - 0.02, wide), rotation=(tilt, 0, 0))
    shells = [shell_moved(one, (0.0, 0.0, low + step * (k + 0.5))) for k in range(count)]
    emit(o, "slats", shells, slot="trim", crease=40)
    strings = [
        shell_box((0.012, 0.002, high - low), (s * o.w * 0.32, y, low))
        for s in (-1, 1)
        for y in (-0.015, 0.015)
    ]
    emit(o, "ladders", strings, slot="rope")
    box(o, "bar", (o.w - 0.02, min(0.045, o.d * 0.9), 0.02), (0.0, 0.0, low - 0.004), "trim", 0.004)


def shell_slat(long: float, wide: float) -> Shell:
    """A slat along X, bowed upwards across it: shut, too, each shows its own light and shade."""
    bow = 0.13 * wide
    across = [wide * (k / 6 - 0.5) for k in range(7)]
    lines = [(y, bow * (1 - (2 * y / wide) ** 2) - bow / 2) for y in across]
    rim = [*lines, *((y, z - 0.0015) for y, z in reversed(lines))]
    n = len(rim)
    shell = Shell([(x, y, z) for x in (-long / 2, long / 2) for y, z in rim])
    shell.add([(k, (k + 1) % n, (k + 1) % n + n, k + n) for k in range(n)], smooth=True)
    half = n // 2
    ends = [(k, k + 1, n - 2 - k, n - 1 - k) for k in range(half - 1)]
    shell.add([tuple(reversed(end)) for end in ends])
    shell.add([tuple(n + k for k in end) for end in ends])
    return shell_outward(shell)


def blind_folds(o: Thing, low: float, high: float) -> None:
    """The cloth of a roman blind: a flat upper part and full folds piled at its lower edge."""
    folds = 4
    fold = min(0.09, (high - low) / 8)
    flat = high - low - folds * fold * 0.55
    shells: list[Shell] = [shell_box((o.w - 0.02, 0.008, flat), (0.0, -o.d * 0.1, high - flat), 0.002)]
    for k in range(folds):
        deep = o.d * (0.95 - 0.12 * k)
        z = low + fold * 0.55 * k
        shells.append(shell_box((o.w - 0.02, deep, fold * 0.62), (0.0, 0.0, z), fold * 0.28, 3))
    emit(o, "cloth", shells, slot="fabric", crease=60)
