"""Printers, computers, loudspeakers, projectors: the boxes beside a screen."""

from __future__ import annotations

from tools.kit.core import Thing, paint
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import soft_block
from tools.kit.parts.solid import box, panel
from tools.kit.parts.style import style_look


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
    box(o, "case", (o.w, o.d * 0.97, o.h * 0.985), (0, o.d * 0.015, o.h * 0.015), "case", 0.006)
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
            "case",
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
    slot = "wood" if style_look(style).ornate or seed % 2 else "case"
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
