"""Chairs with legs: dining, folding, school and rocking chairs."""

from __future__ import annotations

import math
from typing import Any, Literal

from tools.kit.core import Thing, Vec3
from tools.kit.parts.legs import shell_leg
from tools.kit.parts.pads import pad
from tools.kit.parts.path import shell_tube, sweep, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved
from tools.kit.parts.solid import box, panel, parts_moved, shell_panel
from tools.kit.parts.style import style_look
from tools.kit.parts.sweep import outline_rounded, path_rounded, shell_sweep


def chair_seat_height(o: Thing) -> float:
    """Height of a dining chair's seat: 0.46 m on a usual one, less on a low one."""
    return min(0.47, 0.55 * o.h)


def chair_back_legs(o: Thing, seat: float, size: float, rake: float, slot: str = "frame") -> Any:
    """Back legs that go on as posts and lean back by `rake` metres at the top."""
    y = o.d / 2 - size / 2
    path: list[Vec3] = [
        (0.0, y - 0.02, 0.0), (0.0, y - rake, seat * 0.9), (0.0, y - rake, seat + 0.06), (0.0, y, o.h),
    ]  # fmt: skip
    section = outline_rounded(size, size * 0.85, size * 0.2, 2)
    post = shell_sweep(path_rounded(path, 0.3, 4), section, up=(0.0, 1.0, 0.0))
    x = o.w / 2 - size / 2
    posts = [shell_moved(post, (s * x, 0.0, 0.0)) for s in (-1, 1)]
    return emit(o, "back_posts", posts, slot=slot, crease=40.0)


def chair_post_y(o: Thing, z: float, seat: float, size: float, rake: float) -> float:
    """Where the middle of a back post is at a height."""
    share = max(0.0, min(1.0, (z - seat - 0.06) / max(0.05, o.h - seat - 0.06)))
    return o.d / 2 - size / 2 - rake * (1 - share)


def chair_back(o: Thing, kind: str, seat: float, size: float, rake: float) -> list[Any]:
    """What fills a chair's back: "slats", "ladder", "panel", "pad", "cross" or "spindle"."""
    w, made = o.w - size * 1.6, []
    low, high = seat + 0.1, o.h - 0.01
    lean = math.degrees(math.atan2(rake, o.h - seat - 0.06))

    def y(z: float) -> float:
        return chair_post_y(o, z, seat, size, rake)

    def rail(z: float, height: float, bow: float = 0.03) -> Shell:
        path: list[Vec3] = []
        for k in range(7):
            t = k / 3 - 1
            path.append((t * w / 2, y(z) + bow * (1 - t * t) - bow * 0.3, z))
        return shell_sweep(path, outline_rounded(0.02, height, 0.006, 2))

    if kind in ("panel", "pad"):
        size_3 = (w - 0.004, 0.05 if kind == "pad" else 0.02, high - low)
        at, turn = (0.0, y(low), low), (-lean, 0.0, 0.0)
        if kind == "pad":
            return [pad(o, "back", size_3, at, 0.02, (0.0, 0.012, 0.0), "fabric", turn)]
        return [panel(o, "back", size_3, (0.0, y(low), low), 0.03, "frame", 0.004, "y", turn)]
    top = min(0.1, 0.2 * (high - low))
    rails = [rail(high - top / 2 - 0.002, top)]
    if kind == "ladder":
        rails += [rail(low + (high - top - low) * k / 3, 0.05) for k in range(3)]
    else:
        rails.append(rail(low, 0.035))
    made.append(emit(o, "back_rails", rails, slot="frame", crease=40.0))
    if kind == "cross":
        z0, z1 = low, high - top
        diagonals = [
            shell_tube([(s * w / 2, y(z0) + 0.004 * s, z0), (-s * w / 2, y(z1) + 0.004 * s, z1)], 0.011, 8)
            for s in (-1, 1)
        ]
        made.append(emit(o, "back_cross", diagonals, slot="frame"))
    if kind in ("slats", "spindle"):
        count = max(3, round(w / (0.075 if kind == "slats" else 0.055)))
        section = (
            outline_rounded(0.035, 0.01, 0.003, 1)
            if kind == "slats"
            else outline_rounded(0.014, 0.014, 0.0069, 2)
        )
        sticks = []
        for k in range(count):
            t = (2 * k + 1) / count - 1
            x, bow = t * w / 2, 0.03 * (0.7 - t * t)
            path = [(x, y(z) + bow, z) for z in (low, (low + high) / 2, high - top * 0.5)]
            sticks.append(shell_sweep(path, section, up=(0.0, 1.0, 0.0)))
        made.append(emit(o, "back_slats", sticks, slot="frame", crease=40.0))
    return made


def dining_chair(
    o: Thing,
    *,
    style: str = "modern",
    seed: int = 0,
    back: Literal["", "slats", "ladder", "panel", "pad", "cross", "spindle"] = "",
    arms: bool = False,
    seat: Literal["", "pad", "wood"] = "",
) -> None:
    """A dining chair.

    Size: 0.46 x 0.52 x 0.86
    Example: furnish(["chair_1", "chair_2"], dining_chair, back="ladder", seat="wood", arms=False)

    Args:
        o: the object.
        style: style word.
        seed: unused variation.
        back: "slats", "ladder", "panel", "pad", "cross" or "spindle".
        arms: arm rests.
        seat: "pad" (upholstered) or "wood".
    """
    look = style_look(style)
    by_style = {"turned": "slats", "straight": "ladder" if look.leg_slot == "wood" else "panel"}
    kind = back or by_style.get(look.leg, "panel" if look.handle == "none" else "pad")
    top = chair_seat_height(o)
    size = max(0.028, min(0.042, 0.08 * o.w))
    rake = min(0.08, 0.14 * o.d)
    slot = "metal" if look.leg_slot == "metal" else "frame"
    chair_back_legs(o, top, size, rake, slot)
    front = "turned" if look.ornate else "square tapered"
    leg = shell_leg(front, top - 0.03, size * (1.25 if look.ornate else 1.0))
    x, y = o.w / 2 - size * 0.7, -o.d / 2 + size * 0.7 + 0.012
    emit(o, "front_legs", [shell_moved(leg, (s * x, y, 0.0)) for s in (-1, 1)], slot=slot, crease=35.0)
    chair_apron(o, top, size, rake, y, slot)
    depth = o.d - rake - size * 0.6
    seat_kind = seat or ("wood" if look.leg == "straight" else "pad")
    middle = -o.d / 2 + depth / 2
    if seat_kind == "pad":
        pad(o, "seat", (o.w - 0.005, depth, 0.06), (0, middle, top - 0.045), 0.02, (0, 0.004, 0.012), "seat")
    else:
        panel(o, "seat", (o.w - 0.005, depth, 0.026), (0, middle, top - 0.028), 0.04, "wood", 0.006)
    chair_back(o, kind, top, size, rake)
    if arms:
        chair_arms(o, top, size, rake, y)


def chair_apron(o: Thing, top: float, size: float, rake: float, front: float, slot: str) -> Any:
    """The rails under a seat that tie the legs together."""
    back = o.d / 2 - size / 2 - rake
    h, t, z = 0.055, 0.016, top - 0.083
    x = o.w / 2 - size * 0.7
    items = [shell_box((t, back - front, h), (s * x, (back + front) / 2, z), 0.002) for s in (-1, 1)]
    items += [shell_box((2 * x, t, h), (0.0, y, z), 0.002) for y in (front, back)]
    return emit(o, "apron", items, slot=slot)


def chair_arms(o: Thing, top: float, size: float, rake: float, front: float) -> Any:
    """Arm rests on short posts."""
    z = top + 0.2
    shells = []
    for s in (-1, 1):
        x = s * (o.w / 2 - size / 2)
        path: list[Vec3] = [
            (x, chair_post_y(o, z, top, size, rake), z),
            (x, front + 0.05, z),
            (x, front + 0.06, top - 0.03),
        ]
        shells.append(shell_sweep(path_rounded(path, 0.06), outline_rounded(size, 0.022, 0.008, 2)))
    return emit(o, "arms", shells, slot="frame", crease=40.0)


def folding_chair(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A folding chair: crossed tubular legs, a thin seat and back.

    Size: 0.45 x 0.5 x 0.8
    Example: furnish("chair_1", folding_chair)
    """
    r, top = 0.011, 0.55 * o.h
    w, y = o.w / 2 - r, o.d / 2 - r
    for s in (-1, 1):
        tube(o, "frame", [(s * w, -y, r), (s * w, y * 0.72, o.h - r)], r, "metal", 8)
        tube(o, "frame", [(s * (w - 2 * r), y, r), (s * (w - 2 * r), -y * 0.45, top - 0.014)], r, "metal", 8)
    for part, y0, z in (("rung", -y * 0.83, 0.1 * o.h), ("rung", y * 0.86, 0.08 * o.h)):
        half = w if y0 < 0 else w - 2 * r
        tube(o, part, [(-half, y0, z), (half, y0, z)], r * 0.8, "metal", 8)
    depth = 0.72 * o.d
    front = -o.d * 0.42
    panel(o, "seat", (2 * w - 2 * r, depth, 0.022), (0, front + depth / 2, top - 0.02), 0.05, "seat", 0.006)
    share = 2 / (1.72 + 1.45 * (o.h - 2 * r) / (top - 0.014 - r))
    cross, high = y * (1.72 * share - 1), r + share * (o.h - 2 * r)
    tube(o, "hinge", [(-w, cross, high), (w, cross, high)], 0.008, "metal", 6)
    lean = math.degrees(math.atan2(1.72 * y, o.h))
    back_z = o.h * 0.72
    spot = -y + 1.72 * y * back_z / o.h
    panel(
        o,
        "back",
        (2 * w + r, 0.02, o.h * 0.24),
        (0, spot - 0.004, back_z),
        0.05,
        "seat",
        0.005,
        "y",
        (-lean, 0, 0),
    )
    tube(o, "top", [(-w, y * 0.72, o.h - r), (w, y * 0.72, o.h - r)], r, "metal", 8)


def school_chair(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A stacking school chair: a bent shell seat and back on steel tube legs.

    Size: 0.42 x 0.46 x 0.78
    Example: furnish("chair_1", school_chair)
    """
    r, top = 0.011, min(0.45, 0.57 * o.h)
    w, y = o.w / 2 - r, o.d / 2 - r
    back = top + 0.42 * (o.h - top)
    for s in (-1, 1):
        x = s * (w - 0.015)
        path: list[Vec3] = [
            (s * w, -y, 0.0),
            (x, -y * 0.72, top - 0.03),
            (x, y * 0.5, top - 0.04),
            (s * w, y, 0.0),
        ]
        tube(o, "frame", path, r, "metal", 8, 0.06)
        post: list[Vec3] = [
            (x * 0.8, y * 0.3, top - 0.04),
            (x * 0.8, y * 0.8, top - 0.03),
            (x * 0.8, y * 0.85, back + 0.02),
            (x * 0.8, y * 0.99, o.h - 0.05),
        ]
        tube(o, "frame", post, r, "metal", 8, 0.08)
    tube(
        o,
        "crossbar",
        [(-w + 0.015, y * 0.32, top - 0.042), (w - 0.015, y * 0.32, top - 0.042)],
        r,
        "metal",
        8,
    )
    chair_shell(
        o,
        "seat",
        o.w * 0.95,
        [
            (-y * 0.98, top - 0.045),
            (-y * 0.85, top - 0.018),
            (-y * 0.2, top - 0.026),
            (y * 0.55, top - 0.02),
            (y * 0.7, top + 0.004),
        ],
    )
    middle = back + 0.45 * (o.h - back)
    chair_shell(o, "back", o.w * 0.93, [(y * 0.8, back), (y * 0.85, middle), (y * 0.955, o.h - 0.006)])


def chair_shell(o: Thing, part: str, width: float, profile: list[tuple[float, float]]) -> Any:
    """A bent sheet across the width: a (y, z) line given 1 cm of thickness."""
    path = path_rounded([(0.0, y, z) for y, z in profile], 0.12, 3)
    return sweep(o, part, path, outline_rounded(width, 0.011, 0.005, 1), "seat", up=(0.0, -0.3, 1.0))


def rocking_chair(o: Thing, *, style: str = "classic", seed: int = 0) -> None:
    """A wooden rocking chair with arms and a spindle back, on curved runners.

    Size: 0.65 x 0.95 x 1.05
    Example: furnish("rocker", rocking_chair)
    """
    whole = o.size
    w = whole[0] / 2 - 0.02
    depth = whole[1] * 0.62
    length = whole[1] / 2
    foot = (depth / 2 - 0.03) / length
    top, z0 = 0.4 * whole[2], 0.03 + 0.11 * foot * foot * min(1.0, whole[1])
    for s in (-1, 1):
        path: list[Vec3] = []
        for k in range(13):
            t = k / 6 - 1
            path.append((s * w, t * length, 0.016 + 0.11 * t * t * min(1.0, whole[1])))
        sweep(o, "runners", path, outline_rounded(0.035, 0.032, 0.006, 1), "frame")
    size, rake = 0.036, 0.2 * depth
    o.size = (whole[0], depth, whole[2] - z0)
    start = len(o.parts)
    inner = top - z0
    x, front = whole[0] / 2 - 0.02, -depth / 2 + 0.03
    leg = shell_leg("turned", inner + 0.2, 0.036)
    emit(o, "front_legs", [shell_moved(leg, (s * x, front, 0.0)) for s in (-1, 1)], slot="frame", crease=35.0)
    chair_back_legs(o, inner, size, rake)
    chair_apron(o, inner, size, rake, front, "frame")
    chair_back(o, "spindle", inner, size, rake)
    seat = depth - rake - 0.01
    panel(
        o,
        "seat",
        (whole[0] - 0.02, seat, 0.03),
        (0, -depth / 2 + seat / 2, inner - 0.028),
        0.05,
        "seat",
        0.008,
    )
    for s in (-1, 1):
        rest = shell_panel((0.07, depth - rake * 0.55, 0.024), 0.03, 0.005)
        emit(o, "arms", rest, slot="frame", at=(s * (x - 0.016), -rake * 0.25 - 0.012, inner + 0.2))
    parts_moved(o.parts[start:], (0.0, 0.0, z0 - 0.01))
    o.size = whole
    box(o, "stretcher", (2 * w, 0.025, 0.03), (0.0, front, z0 + 0.08), "frame", 0.004)
