"""Lamps that stand: on a table, a desk, the floor."""

from __future__ import annotations

import math
from typing import Literal

from tools.kit.core import Thing, Vec2, Vec3
from tools.kit.parts.path import lathe, tube
from tools.kit.parts.shade import lampshade, shade_globe
from tools.kit.parts.shell import Shell, emit, shell_moved
from tools.kit.parts.solid import cylinder, parts_moved, shell_cylinder, shell_sphere
from tools.kit.parts.style import style_look

LampShade = Literal["drum", "cone", "pleated", "bell", "dome", "globe"]

LAMP_BODIES: dict[str, tuple[Vec2, ...]] = {
    "gourd": (
        (0.0, 0.0), (0.30, 0.0), (0.32, 0.02), (0.26, 0.05), (0.42, 0.18), (0.50, 0.34), (0.46, 0.50),
        (0.24, 0.66), (0.20, 0.72), (0.27, 0.82), (0.24, 0.92), (0.10, 0.97), (0.07, 1.0), (0.0, 1.0),
    ),
    "urn": (
        (0.0, 0.0), (0.36, 0.0), (0.36, 0.05), (0.22, 0.08), (0.15, 0.14), (0.22, 0.22), (0.44, 0.40),
        (0.50, 0.58), (0.44, 0.72), (0.24, 0.80), (0.16, 0.88), (0.20, 0.92), (0.08, 0.96),
        (0.07, 1.0), (0.0, 1.0),
    ),
    "ball": tuple(
        (0.5 * math.sin(math.pi * k / 12), 0.5 - 0.5 * math.cos(math.pi * k / 12)) for k in range(13)
    ),
    "bottle": (
        (0.0, 0.0), (0.34, 0.0), (0.38, 0.02), (0.40, 0.30), (0.38, 0.55), (0.20, 0.72), (0.10, 0.80),
        (0.08, 1.0), (0.0, 1.0),
    ),
    "block": (
        (0.0, 0.0), (0.36, 0.0), (0.38, 0.02), (0.38, 0.62), (0.34, 0.66), (0.06, 0.66), (0.06, 1.0),
        (0.0, 1.0),
    ),
}  # fmt: skip
"""Outlines of lamp feet: radius and height as shares of the foot's height."""


def table_lamp(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    body: Literal["", "gourd", "urn", "ball", "bottle", "block", "stick", "tripod"] = "",
    shade: Literal["", "mushroom"] | LampShade = "",
    shade_share: float = 0.45,
) -> None:
    """A table lamp: a turned foot, a stem, a shade with its bulb.

    Args:
        o: the object.
        style: chooses foot and shade.
        seed: chooses among feet that fit the style.
        body: "gourd", "urn", "ball", "bottle", "block", "stick" or "tripod".
        shade: "drum", "cone", "pleated", "bell", "dome", "globe" (a ball on a low foot) or "mushroom"
            (cap and stem glow together).
        shade_share: the shade's share of the height.

    Example: furnish("table_lamp_1", table_lamp, body="gourd", shade="drum")
    """
    if shade in ("globe", "mushroom"):
        lamp_glowing(o, shade)
        return
    look = style_look(style)
    bodies = (
        ("urn", "gourd")
        if look.ornate
        else ("stick", "tripod")
        if look.leg_slot == "metal"
        else ("gourd", "bottle", "ball")
    )
    kind = body or bodies[seed % len(bodies)]
    shade = shade or ("pleated" if look.ornate else "dome" if look.leg_slot == "metal" else "drum")
    r, tall = min(o.w, o.d) / 2, o.h * shade_share
    foot = o.h - tall
    if kind == "tripod":
        lamp_tripod(o, r * 0.8, foot + tall * 0.3)
    elif kind == "stick":
        lathe(
            o, "base", [(0, 0), (r * 0.6, 0), (r * 0.6, 0.012), (r * 0.55, 0.018), (0, 0.018)], slot="metal"
        )
        cylinder(o, "stem", min(0.012, r * 0.12), foot + tall * 0.5, (0.0, 0.0, 0.0), "metal", 12)
    else:
        high = foot * (0.86 if kind != "ball" else 0.74)
        wide = min(high * (1.0 if kind == "ball" else 0.9), r * 1.5)
        lathe(o, "base", [(x * wide, z * high) for x, z in LAMP_BODIES[kind]], slot="body", segments=28)
        thin = max(wide * 0.06, 0.006)
        cylinder(o, "stem", thin, foot + tall * 0.4 - high + 0.01, (0.0, 0.0, high - 0.01), "metal", 12)
        lathe(
            o,
            "collar",
            [(0, 0), (thin * 2.2, 0), (thin * 2.2, 0.006), (thin * 1.2, 0.014), (0, 0.014)],
            (0, 0, high - 0.006),
            "metal",
            16,
        )
    lampshade(o, "shade", r, tall, (0.0, 0.0, foot), kind=shade, top=r * lamp_shade_top(shade))


def lamp_glowing(o: Thing, kind: str) -> None:
    """A lamp that glows as a whole: a ball on a low foot, or a mushroom's cap on its stem."""
    r = min(o.w, o.d) / 2
    if kind == "globe":
        foot = max(o.h - 1.94 * r, 0.14 * o.h)
        rim = min(0.62 * r, r)
        profile = [(0.0, 0.0), (rim, 0.0), (rim, 0.25 * foot), (0.42 * r, 0.6 * foot), (0.42 * r, 1.2 * foot)]
        lathe(o, "base", [*profile, (0.0, 1.2 * foot)], slot="body", segments=32)
        shade_globe(o, "shade", r, o.h - foot, (0.0, 0.0, foot))
        return
    cap = 0.46 * o.h
    stem = o.h - 0.9 * cap
    profile = [(0.5 * r, 0.0), (0.52 * r, 0.04 * o.h), (0.34 * r, 0.45 * stem), (0.3 * r, stem)]
    foot = lathe(o, "stem", [(0.0, 0.0), *profile, (0.0, stem)], slot="shade", segments=32)
    bow = [math.pi / 2 * k / 9 for k in range(10)]
    top = [(r * math.cos(a), o.h - cap + cap * math.sin(a)) for a in bow]
    hat = lathe(o, "cap", [(0.0, o.h - cap), (0.9 * r, o.h - cap), *top], slot="shade", segments=40)
    foot["opal"] = hat["opal"] = True


def lamp_shade_top(kind: str) -> float:
    """The upper rim of a shade as a share of the lower one."""
    return {"drum": 0.86, "cone": 0.5, "pleated": 0.6, "bell": 0.45, "globe": 1.0}.get(kind, 0.2)


def lamp_tripod(o: Thing, spread: float, height: float, thick: float = 0.0) -> None:
    """Three splayed legs meeting in a hub at a height; `spread` is their reach at the floor, metres."""
    thick = thick or max(0.008, spread * 0.07)
    shells: list[Shell] = []
    for k in range(3):
        a = math.radians(90 + 120 * k)
        shells.append(
            lamp_rod(
                (math.cos(a) * (spread - thick), math.sin(a) * (spread - thick), 0.0),
                (0.0, 0.0, height),
                thick,
            )
        )
    emit(o, "legs", shells, slot="wood", crease=40)
    lathe(
        o,
        "hub",
        [(0, 0), (thick * 2, 0), (thick * 2, thick * 3), (0, thick * 3)],
        (0, 0, height - thick * 4),
        "metal",
        16,
    )


def lamp_rod(low: Vec3, high: Vec3, radius: float) -> Shell:
    """A straight tapering rod with its lower end cut level on the floor."""
    shell = shell_cylinder(radius * 0.7, 1.0, segments=10, top=radius)
    dx, dy, dz = (high[k] - low[k] for k in range(3))
    shell.verts = [(low[0] + x + dx * z, low[1] + y + dy * z, low[2] + dz * z) for x, y, z in shell.verts]
    return shell


def desk_lamp(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A jointed desk lamp on a round foot, its head reaching forward (-Y).

    Example: furnish("desk_lamp_1", desk_lamp)
    """
    r = min(o.w / 2, o.d * 0.28)
    back = o.d / 2 - r
    lathe(o, "base", [(0, 0), (r, 0), (r, 0.012), (r * 0.9, 0.02), (0, 0.02)], (0.0, back, 0.0), "metal")
    head, thin = min(0.16, o.h * 0.34, o.w * 0.8), min(0.008, o.h * 0.02)
    elbow: Vec3 = (0.0, min(back + r * 0.5, o.d / 2 - 0.02), o.h * 0.56)
    neck: Vec3 = (0.0, -o.d / 2 + head * 0.93, o.h - thin * 2.5 - 0.012)
    tube(o, "lower_arm", [(0.0, back, 0.012), elbow], thin, "metal", 8)
    tube(o, "upper_arm", [elbow, neck], thin, "metal", 8)
    joints = [shell_moved(shell_sphere(thin * 2, 12), (p[0], p[1], p[2] - thin * 2)) for p in (elbow, neck)]
    emit(o, "joints", joints, slot="metal", crease=60)
    tilt = -28.0
    wide = min(o.w / 2, head * 0.62)
    profile = [
        (wide * 0.32, head),
        (wide * 0.42, head * 0.62),
        (wide, 0.0),
        (wide * 0.95, 0.0),
        (wide * 0.38, head * 0.58),
    ]
    bell = lathe(o, "head", [*profile, (0.0, head * 0.6)], (0, 0, 0), "shade", 24, rotation=(tilt, 0.0, 0.0))
    ca, sa = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    hang: Vec3 = (0.0, neck[1] + head * 0.85 * sa, neck[2] - head * 0.85 * ca)
    parts_moved([bell], hang)
    bulb = emit(o, "bulb", shell_sphere(wide * 0.3, 12), slot="bulb", crease=60)
    parts_moved([bulb], (0.0, hang[1] - head * 0.42 * sa, hang[2] + head * 0.62 * ca - wide * 0.3))


def floor_lamp(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    kind: Literal["", "pole", "tripod", "arc", "torch"] = "",
    shade: Literal[""] | LampShade = "",
) -> None:
    """A standing lamp.

    Args:
        o: the object.
        style: chooses its kind.
        seed: chooses when the style leaves it open.
        kind: "pole", "tripod", "arc" or "torch"; an arc reaches to +X from its foot at -X.
        shade: "drum", "cone", "pleated", "bell", "dome" or "globe".

    Example: furnish("floor_lamp_1", floor_lamp, kind="tripod")
    """
    look = style_look(style)
    kinds: tuple[Literal["pole", "tripod"], ...]
    kinds = ("pole",) if look.ornate else ("tripod",) if look.door == "plank" else ("pole", "tripod")
    kind = kind or ("arc" if o.w > 1.6 * o.d and o.w > 0.7 else kinds[seed % len(kinds)])
    shade = shade or (
        "pleated" if look.ornate else "dome" if look.leg_slot == "metal" or kind == "arc" else "drum"
    )
    r = min(o.w, o.d) / 2
    if kind == "arc":
        lamp_arc(o, shade)
        return
    if kind == "torch":
        lamp_pole(o, r * 0.7, o.h * 0.9, look.ornate)
        profile = [(0.0, 0.0), (r * 0.2, 0.0), (r * 0.75, o.h * 0.06), (r, o.h * 0.1), (r * 0.97, o.h * 0.1)]
        lathe(
            o, "shade", [*profile, (r * 0.6, o.h * 0.045), (0.0, o.h * 0.02)], (0.0, 0.0, o.h * 0.9), "shade"
        )
        return
    tall = min(o.h * 0.24, r * 1.6)
    foot = o.h - tall
    if kind == "tripod":
        lamp_tripod(o, r, foot + tall * 0.1, 0.016)
        cylinder(o, "stem", 0.008, tall * 0.5, (0.0, 0.0, foot), "metal", 10)
    else:
        lamp_pole(o, r * 0.72, foot + tall * 0.55, look.ornate)
    lampshade(o, "shade", r, tall, (0.0, 0.0, foot), kind=shade, top=r * lamp_shade_top(shade))


def lamp_pole(o: Thing, foot: float, height: float, ornate: bool) -> None:
    """A round foot and a pole of a height; turned when ornate."""
    thin = 0.011
    lathe(o, "base", [(0, 0), (foot, 0), (foot, 0.012), (foot * 0.93, 0.022), (0, 0.026)], slot="metal")
    if not ornate:
        cylinder(o, "pole", thin, height - 0.02, (0.0, 0.0, 0.02), "metal", 12)
        return
    knots: list[Vec2] = [(0.0, 0.02), (0.05, 0.02), (0.05, 0.03), (0.022, 0.06), (0.018, 0.1)]
    for share in (0.3, 0.6, 0.85):
        z = height * share
        knots += [(0.016, z - 0.05), (0.03, z - 0.02), (0.034, z), (0.03, z + 0.02), (0.016, z + 0.05)]
    lathe(o, "pole", [*knots, (0.012, height), (0.0, height)], slot="metal", segments=16)


def lamp_arc(o: Thing, shade: str) -> None:
    """An arc from a heavy foot at -X to a shade hanging at +X."""
    r = min(o.d / 2, o.w * 0.24, o.h * 0.2)
    start, end = -o.w / 2 + min(r, o.d / 2), o.w / 2 - r
    tall = r * 1.15
    lathe(o, "base", [(0, 0), (r, 0), (r, 0.035), (r * 0.97, 0.04), (0, 0.04)], (start, 0.0, 0.0), "metal")
    drop = o.h * 0.22
    path: list[Vec3] = [(start, 0.0, 0.03), (start, 0.0, o.h * 0.35)]
    for k in range(1, 13):
        a = math.pi * (1 - k / 12)
        mid, half = (start + end) / 2, (end - start) / 2
        low = o.h * 0.35 if a > math.pi / 2 else o.h - drop
        path.append((mid + half * math.cos(a), 0.0, low + (o.h - 0.012 - low) * math.sin(a)))
    tube(o, "arc", path, 0.011, "metal", 8)
    lampshade(o, "shade", r, tall, (end, 0.0, o.h - drop - tall), kind=shade, top=r * lamp_shade_top(shade))
    cylinder(o, "stem", 0.009, tall * 0.2, (end, 0.0, o.h - drop - tall * 0.12), "metal", 8)
