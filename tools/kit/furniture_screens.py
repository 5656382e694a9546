"""Screens and computers: televisions, monitors, laptops, what belongs to them."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec3, paint
from tools.kit.parts_path import tube
from tools.kit.parts_shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts_soft import soft_block, soft_span
from tools.kit.parts_solid import box, panel
from tools.kit.parts_style import style_look


def screen_slab(o: Thing, part: str, w: float, d: float, h: float, y: float, z: float, bezel: float) -> None:
    """A flat screen: its case (middle at depth `y`, foot at height `z`) and the glass face before it."""
    box(o, part, (w, d, h), (0.0, y, z), "dark", min(0.006, d * 0.3))
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
    screen_slab(o, "case", o.w, thick, o.h - rise, y, rise, min(0.01, o.w * 0.018))
    box(
        o,
        "back",
        (o.w * 0.4, thick * 0.9, (o.h - rise) * 0.45),
        (0.0, y + thick * 0.8, rise + (o.h - rise) * 0.28),
        "dark",
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
    soft_block(o, "case", (o.w, o.d, base), radius=0.012, edge=min(0.004, base * 0.4), slot="dark", steps=3)
    keys = emit(
        o, "keys", keyboard_shells(o.w * 0.96, o.d * 0.9, base * 0.9, o.h - base * 0.9), slot="plastic"
    )
    paint(keys, "#e3e3e0", "plastic")


def mouse(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A computer mouse, buttons to the back (+Y), with its wheel.

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
    shell.verts = [(x * o.w / 2, y * o.d / 2 * (1 - 0.05 * y), z * o.h) for x, y, z in shell.verts]
    emit(o, "mouse", shell, slot="dark", crease=70)
    wheel = shell_moved(
        shell_lathe([(0, 0), (o.h * 0.25, 0), (o.h * 0.25, o.w * 0.1), (0, o.w * 0.1)], 14),
        (-o.w * 0.05, 0, 0),
        (0, 90, 0),
    )
    emit(o, "wheel", wheel, slot="metal", at=(0.0, o.d * 0.22, o.h * 0.7))


def laptop(o: Thing, *, style: str = "modern", seed: int = 0, opened: bool | None = None) -> None:
    """A laptop, its screen at the back; `opened` (left out: when it is higher than a tenth of its width).

    Example: furnish("laptop_1", laptop, opened=True)
    """
    if not (o.h > 0.1 * o.w if opened is None else opened):
        panel(o, "base", (o.w, o.d, o.h * 0.48), (0, 0, 0), 0.012, "metal", o.h * 0.08)
        panel(o, "lid", (o.w, o.d, o.h * 0.48), (0, 0, o.h * 0.52), 0.012, "metal", o.h * 0.08)
        panel(o, "hinge", (o.w * 0.94, o.d * 0.94, o.h * 0.1), (0, 0, o.h * 0.45), 0.01, "dark")
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


def printer(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """An office printer with its paper tray, slot and a small display.

    Example: furnish("printer_1", printer)
    """
    low = o.h * 0.42
    front = -o.d / 2
    body = o.d * 0.8
    y = o.d / 2 - body / 2
    white = "#d9d9d6"
    paint(
        soft_block(o, "base", (o.w, body, low), (0, y, 0), radius=0.02, edge=0.008, slot="plastic"),
        white,
        "plastic",
    )
    box(o, "slot", (o.w * 0.84, body * 0.9, o.h * 0.14), (0, y, low - 0.004), "dark", 0.004)
    top = low + o.h * 0.12
    lid = o.h - top - o.h * 0.03
    paint(
        soft_block(o, "head", (o.w, body, lid), (0, y, top), radius=0.02, edge=0.008, slot="plastic"),
        white,
        "plastic",
    )
    paint(
        soft_block(
            o,
            "lid",
            (o.w * 0.94, body * 0.92, o.h * 0.035),
            (0, y, top + lid - 0.002),
            radius=0.02,
            edge=0.006,
            slot="plastic",
        ),
        "#c3c4c2",
        "plastic",
    )
    box(o, "tray", (o.w * 0.66, o.d * 0.5, 0.008), (0, front + o.d * 0.25, low + 0.004), "plastic", 0.002)
    box(o, "paper", (o.w * 0.5, o.d * 0.44, 0.006), (0, front + o.d * 0.24, low + 0.011), "paper")
    box(o, "drawer", (o.w * 0.8, 0.012, low * 0.5), (0, y - body / 2 - 0.004, low * 0.14), "plastic", 0.003)
    panel(
        o,
        "display",
        (o.w * 0.16, 0.006, lid * 0.5),
        (o.w * 0.32, y - body / 2 - 0.002, top + lid * 0.25),
        0.004,
        "screen",
        axis="y",
    )


def computer_tower(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A computer case: front panel with vents, drive slot and a power light.

    Example: furnish("computer_tower_1", computer_tower)
    """
    box(o, "case", (o.w, o.d * 0.97, o.h * 0.985), (0, o.d * 0.015, o.h * 0.015), "dark", 0.006)
    feet = [
        shell_box((o.w * 0.16, o.d * 0.12, o.h * 0.02), (x * o.w * 0.36, y * o.d * 0.38, 0.0))
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    emit(o, "feet", feet, slot="dark")
    front = -o.d / 2
    paint(
        box(
            o,
            "front",
            (o.w * 0.92, o.d * 0.04, o.h * 0.95),
            (0, front + o.d * 0.02, o.h * 0.03),
            "dark",
            0.005,
        ),
        "#3c4046",
        "plastic",
    )
    vents = [
        shell_box((o.w * 0.66, 0.002, o.h * 0.012), (0, front, o.h * (0.12 + 0.035 * k))) for k in range(9)
    ]
    emit(o, "vents", vents, slot="metal")
    box(o, "drive", (o.w * 0.74, 0.003, o.h * 0.08), (0, front, o.h * 0.8), "dark", 0.001)
    emit(
        o,
        "power",
        shell_moved(
            shell_lathe([(0, 0), (o.w * 0.06, 0), (o.w * 0.06, 0.003), (0, 0.003)], 16), (0, 0, 0), (90, 0, 0)
        ),
        slot="bulb",
        at=(0, front + 0.001, o.h * 0.7),
    )
    box(o, "window", (0.002, o.d * 0.72, o.h * 0.74), (-o.w / 2, o.d * 0.02, o.h * 0.14), "screen")


def speaker(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A loudspeaker: a cabinet with a woofer and a tweeter behind rings; a sound bar when it lies wide.

    Example: furnish("speaker_1", speaker)
    """
    slot = "wood" if style_look(style).ornate or seed % 2 else "dark"
    front = -o.d / 2
    inset = min(0.012, o.d * 0.06)
    box(o, "cabinet", (o.w, o.d - inset, o.h), (0, inset / 2, 0), slot, min(0.008, o.w * 0.04))
    wide = o.w > 1.6 * o.h
    span = o.w if not wide else o.h
    cones: list[Shell] = []
    rings: list[Shell] = []
    if wide:
        spots = [(x * o.w * 0.34, o.h / 2, span * 0.34) for x in (-1, 0, 1)]
    else:
        spots = [
            (0.0, o.h * 0.34, min(span * 0.37, o.h * 0.26)),
            (0.0, o.h * 0.74, min(span * 0.2, o.h * 0.13)),
        ]
    for x, z, r in spots:
        ring = shell_lathe([(r * 0.84, 0.0), (r, 0.0), (r, inset), (r * 0.84, inset)], 32, closed=True)
        cone = shell_lathe(
            [
                (0.0, 0.0),
                (r * 0.86, 0.0),
                (r * 0.86, inset * 0.9),
                (r * 0.34, inset * 0.3),
                (r * 0.3, inset * 0.62),
                (0.0, inset * 0.85),
            ],
            28,
        )
        rings.append(shell_moved(ring, (x, front + inset, z), (90, 0, 0)))
        cones.append(shell_moved(cone, (x, front + inset + 0.001, z), (90, 0, 0)))
    emit(o, "rings", rings, slot="metal", crease=40)
    emit(o, "cones", cones, slot="dark", crease=40)


def game_console(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A flat set-top box with a slot, a light and its cable.

    Example: furnish("game_console_1", game_console)
    """
    soft_block(o, "case", o.size, radius=min(o.w, o.d) * 0.06, edge=min(0.006, o.h * 0.2), slot="dark")
    front = -o.d / 2
    box(o, "slot", (o.w * 0.5, 0.002, o.h * 0.08), (-o.w * 0.15, front, o.h * 0.55), "metal")
    box(o, "light", (o.w * 0.05, 0.002, o.h * 0.06), (o.w * 0.38, front, o.h * 0.5), "bulb")


def projector(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A projector, its lens to the front (-Y).

    Size: 0.34 x 0.26 x 0.12
    Mount: object
    Example: furnish("projector_1", projector)
    """
    lens = min(o.h * 0.38, o.w * 0.2)
    deep = o.d * 0.9
    y = o.d / 2 - deep / 2
    foot = o.h * 0.06
    paint(
        soft_block(
            o,
            "case",
            (o.w, deep, o.h - foot),
            (0, y, foot),
            radius=0.03,
            edge=min(0.015, o.h * 0.15),
            slot="plastic",
        ),
        "#dcdcd8",
        "plastic",
    )
    emit(
        o,
        "feet",
        [
            shell_box((0.03, 0.03, foot + 0.004), (x * o.w * 0.38, y + s * deep * 0.36, 0))
            for x in (-1, 1)
            for s in (-1, 1)
        ],
        slot="plastic",
    )
    barrel = [
        (0.0, 0.0),
        (lens, 0.0),
        (lens, o.d * 0.14),
        (lens * 0.8, o.d * 0.15),
        (lens * 0.74, o.d * 0.1),
        (0.0, o.d * 0.08),
    ]
    at = (o.w * 0.22, -o.d / 2 + o.d * 0.15, o.h * 0.54)
    emit(o, "lens_ring", shell_lathe(barrel, 32), slot="dark", at=at, rotation=(90, 0, 0), crease=40)
    glass = shell_lathe([(0, 0), (lens * 0.73, 0), (lens * 0.5, o.d * 0.025), (0, o.d * 0.035)], 28)
    emit(
        o,
        "lens",
        glass,
        slot="screen",
        at=(at[0], at[1] - o.d * 0.085, at[2]),
        rotation=(90, 0, 0),
        crease=60,
    )
    vents = [
        shell_box((o.w * 0.3, 0.003, o.h * 0.03), (-o.w * 0.22, y - deep / 2, o.h * (0.34 + 0.09 * k)))
        for k in range(5)
    ]
    emit(o, "vents", vents, slot="dark")
