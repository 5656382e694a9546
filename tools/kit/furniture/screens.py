"""Screens and computers: televisions, monitors, laptops, what belongs to them."""

from __future__ import annotations

import math
from itertools import pairwise

from tools.kit.core import Thing, Vec3, paint
from tools.kit.joints import joint
from tools.kit.parts.path import shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import soft_block, soft_span
from tools.kit.parts.solid import box, panel


def screen_slab(
    o: Thing, part: str, w: float, d: float, h: float, y: float, z: float, bezel: float, slot: str = "dark"
) -> None:
    """A flat screen: its case (middle at depth `y`, foot at height `z`) and the glass face before it."""
    box(o, part, (w, d, h), (0.0, y, z), slot, min(0.006, d * 0.3))
    face = box(
        o, "screen", (w - 2 * bezel, 0.0016, h - 2.4 * bezel), (0.0, y - d / 2, z + 1.4 * bezel), "screen"
    )
    soft_span(face, (-w / 2, y, z), (w / 2, y, z + h))


def tv(o: Thing, *, style: str = "modern", seed: int = 0, stand: bool | None = None) -> None:
    """A television: on two feet, or flat for the wall.

    Args:
        o: the object.
        style: not used; every word takes one.
        seed: not used; every word takes one.
        stand: with feet; when left out, if it is deeper than a seventh of its width.

    Example: furnish("tv_1", tv, stand=True)
    """
    feet = o.d > 0.14 * o.w if stand is None else stand
    thick = min(0.045, o.d * (0.25 if feet else 0.6))
    foot = min(0.07, o.h * 0.09) if feet else 0.0
    y = 0.0 if feet else -o.d / 2 + thick / 2
    screen_slab(o, "case", o.w, thick, o.h - foot, y, foot, min(0.012, o.w * 0.012))
    if not feet:
        deep = o.d - thick
        box(
            o,
            "mount",
            (o.w * 0.5, deep + 0.004, o.h * 0.45),
            (0.0, y + thick / 2 + deep / 2 - 0.002, o.h * 0.25),
            "dark",
            0.004,
        )
        return
    box(o, "back", (o.w * 0.6, thick * 0.8, o.h * 0.4), (0.0, thick * 0.7, foot + o.h * 0.08), "dark", 0.01)
    for number, side in enumerate((-1, 1)):
        x = side * o.w * 0.36
        path: list[Vec3] = [(x, -o.d / 2 + 0.006, 0.006), (x, 0.0, foot + 0.01), (x, o.d / 2 - 0.006, 0.006)]
        tube(o, f"foot_{number + 1}", path, 0.006, "metal", 8)


def monitor(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A computer monitor on a stem and a foot.

    Example: furnish("monitor_1", monitor)
    """
    thick = min(0.03, o.d * 0.16)
    rise = o.h * 0.24
    y = -o.d * 0.08
    screen_slab(o, "case", o.w, thick, o.h - rise, y, rise, min(0.01, o.w * 0.018), "case")
    box(
        o,
        "back",
        (o.w * 0.4, thick * 0.9, (o.h - rise) * 0.45),
        (0.0, y + thick * 0.8, rise + (o.h - rise) * 0.28),
        "case",
        0.006,
    )
    width = min(o.w * 0.45, 0.26)
    panel(o, "foot", (width, o.d, 0.01), (0.0, 0.0, 0.0), 0.025, "metal", 0.002)
    stem = y + thick * 1.2
    box(
        o,
        "stem",
        (min(0.05, width * 0.25), 0.016, rise + (o.h - rise) * 0.4),
        (0.0, stem + 0.008, 0.006),
        "metal",
        0.004,
    )


def keyboard_shells(w: float, d: float, z: float, h: float, y: float = 0.0) -> list[Shell]:
    """Keys in five rows over (width, depth) around y, from height `z`, `h` high."""
    keys: list[Shell] = []
    rows, columns = 5, max(8, min(16, round(w / 0.024)))
    for row in range(rows):
        cy = y + d / 2 - (row + 0.5) * d / rows
        if row == rows - 1:
            cells = [(-0.36, 0.2), (-0.16, 0.14), (0.1, 0.34), (0.36, 0.22)]
            keys += [
                shell_box((share * w - 0.004, d / rows - 0.004, h), (x * w + 0.0, cy, z))
                for x, share in cells
            ]
            continue
        for column in range(columns):
            cx = (column + 0.5) * w / columns - w / 2
            keys.append(shell_box((w / columns - 0.004, d / rows - 0.004, h), (cx, cy, z)))
    return keys


def keyboard(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A flat keyboard with five rows of keys.

    Example: furnish("keyboard_1", keyboard)
    """
    base = o.h * 0.6
    soft_block(o, "case", (o.w, o.d, base), radius=0.012, edge=min(0.004, base * 0.4), slot="case", steps=3)
    keys = emit(
        o, "keys", keyboard_shells(o.w * 0.96, o.d * 0.9, base * 0.9, o.h - base * 0.9), slot="plastic"
    )
    paint(keys, "#e3e3e0", "plastic")


def mouse(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A computer mouse, buttons to the back (+Y): the seams between them and the palm, and its wheel.

    Example: furnish("mouse_1", mouse)
    """
    profile = [
        (0.0, 0.0),
        (0.94, 0.0),
        (1.0, 0.2),
        (0.96, 0.45),
        (0.84, 0.7),
        (0.62, 0.88),
        (0.34, 0.96),
        (0.0, 0.98),
    ]
    shell = shell_lathe(profile, 28)
    shell.verts = [(x * o.w / 2, y * o.d / 2 * (1 - 0.05 * y), z * o.h * 0.96) for x, y, z in shell.verts]
    emit(o, "mouse", shell, slot="case", crease=70)

    def on_shell(x: float, y: float) -> Vec3:
        reach = min(math.hypot(x, y), 0.999)
        upper = [(r, z) for r, z in reversed(profile) if z >= 0.2]
        for (r0, z0), (r1, z1) in pairwise(upper):
            if r0 <= reach <= r1:
                z = z0 + (z1 - z0) * (reach - r0) / (r1 - r0)
                break
        else:
            z = 0.2
        return (x * o.w / 2, y * o.d / 2 * (1 - 0.05 * y), z * o.h * 0.962)

    split = [on_shell(0.0, 0.02 + 0.96 * k / 12) for k in range(13)]
    across = [on_shell(-0.98 + 1.96 * k / 16, 0.02) for k in range(17)]
    seams = [shell_tube(line, o.w * 0.014, 6) for line in (split, across)]
    paint(emit(o, "seams", seams, slot="plastic", crease=80), "#8b8f93", "plastic")
    wheel = shell_moved(
        shell_lathe([(0, 0), (o.h * 0.3, 0), (o.h * 0.3, o.w * 0.14), (0, o.w * 0.14)], 20),
        (-o.w * 0.07, 0, 0),
        (0, 90, 0),
    )
    emit(o, "wheel", wheel, slot="metal", at=(0.0, o.d * 0.22, o.h * 0.69))


def laptop(o: Thing, *, style: str = "modern", seed: int = 0, opened: bool | None = None) -> None:
    """A laptop, its screen at the back; `opened` (left out: when it is higher than a tenth of its width).

    Example: furnish("laptop_1", laptop, opened=True)
    """
    if not (o.h > 0.1 * o.w if opened is None else opened):
        panel(o, "base", (o.w, o.d, o.h * 0.48), (0, 0, 0), 0.012, "metal", o.h * 0.08)
        panel(o, "lid", (o.w, o.d, o.h * 0.48), (0, 0, o.h * 0.52), 0.012, "metal", o.h * 0.08)
        panel(o, "hinge", (o.w * 0.94, o.d * 0.94, o.h * 0.1), (0, 0, o.h * 0.45), 0.01, "dark")
        at = (0.0, o.d / 2, o.h)
        joint(o, "lid", "hinge", at=at, axis=(-1.0, 0.0, 0.0), limits=(0.0, 120.0), parts=("lid",))
        return
    base = min(0.018, o.h * 0.1)
    lean = math.radians(14)
    tall = (o.h - base * 0.6) / math.cos(lean)
    back = tall * math.sin(lean)
    deep = max(o.d - back - base * 0.3, o.d * 0.6)
    y = -o.d / 2 + deep / 2
    panel(o, "base", (o.w, deep, base), (0.0, y, 0.0), 0.012, "metal", 0.002)
    keys = keyboard_shells(o.w * 0.86, deep * 0.46, base - 0.0012, 0.0028, y + deep * 0.16)
    emit(o, "keys", keys, slot="dark")
    pad = box(o, "touchpad", (o.w * 0.32, deep * 0.26, 0.0012), (0.0, y - deep * 0.3, base - 0.0005), "metal")
    paint(pad, "#9a9c9e", "steel")
    thick = base * 0.5
    hinge = (0.0, y + deep / 2 - thick * 0.4, base * 0.6)
    turn = (-math.degrees(lean), 0.0, 0.0)
    lid = shell_box((o.w, thick, tall), (0, 0, 0), 0.003)
    emit(o, "lid", lid, slot="metal", at=hinge, rotation=turn)
    face = shell_box((o.w - 0.018, 0.0014, tall - 0.024), (0.0, -thick / 2, 0.014))
    emit(o, "screen", face, slot="screen", at=hinge, rotation=turn)
    # A positive turn lays it back; closed it clears the keys.
    pivot, limits = (0.0, hinge[1], base), (-90.0, 20.0)
    joint(o, "lid", "hinge", at=pivot, axis=(-1.0, 0.0, 0.0), limits=limits, parts=("lid", "screen"))


def tablet(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A tablet lying on its back.

    Example: furnish("tablet_1", tablet)
    """
    panel(o, "case", (o.w, o.d, o.h * 0.9), (0, 0, 0), min(o.w, o.d) * 0.07, "metal", o.h * 0.2)
    panel(
        o, "screen", (o.w * 0.94, o.d * 0.95, o.h * 0.12), (0, 0, o.h * 0.88), min(o.w, o.d) * 0.045, "screen"
    )


def phone(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A smartphone lying on its back; a desk telephone with its receiver when it is higher than 3 cm.

    Example: furnish("phone_1", phone)
    """
    if o.h < 0.03:
        panel(o, "case", (o.w, o.d, o.h * 0.9), (0, 0, 0), o.w * 0.16, "dark", o.h * 0.2)
        panel(o, "screen", (o.w * 0.94, o.d * 0.96, o.h * 0.12), (0, 0, o.h * 0.88), o.w * 0.13, "screen")
        return
    base = o.h * 0.62
    soft_block(o, "base", (o.w, o.d, base), radius=o.w * 0.08, edge=base * 0.25, slot="plastic")
    grip: list[Vec3] = [
        (-o.w * 0.28, -o.d * 0.4, o.h * 0.72),
        (-o.w * 0.28, 0.0, o.h * 0.85),
        (-o.w * 0.28, o.d * 0.4, o.h * 0.72),
    ]
    tube(o, "receiver", grip, o.h * 0.13, "plastic", 12, bend=o.d * 0.2)
    ends = [
        shell_lathe(
            [(0, 0), (o.w * 0.13, 0), (o.w * 0.13, o.h * 0.28), (o.w * 0.08, o.h * 0.36), (0, o.h * 0.36)], 18
        )
    ]
    emit(
        o,
        "ear",
        [shell_moved(ends[0], (-o.w * 0.28, s * o.d * 0.37, base - 0.004)) for s in (-1, 1)],
        slot="plastic",
        crease=40,
    )
    keys = [
        shell_box(
            (o.w * 0.1, o.d * 0.08, o.h * 0.06),
            (o.w * (0.06 + 0.14 * i), o.d * (0.05 - 0.13 * j), base - 0.001),
            0.001,
        )
        for i in range(3)
        for j in range(4)
    ]
    paint(emit(o, "keys", keys, slot="plastic"), "#d8d8d4", "paint")
    panel(
        o, "display", (o.w * 0.42, o.d * 0.16, 0.003), (o.w * 0.2, o.d * 0.3, base - 0.001), 0.004, "screen"
    )
