"""Musical instruments: pianos, guitar, drums."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.parts.path import extrude, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import loft, soft_block
from tools.kit.parts.solid import box
from tools.kit.parts.sweep import shell_prism

LACQUER = "#14110f"


def piano_keys(o: Thing, width: float, depth: float, front: float, z: float) -> None:
    """A keyboard of seven octaves over a width, its front edge at depth `front`, on height `z`."""
    whites, count = [], 52
    step = width / count
    tall = 0.014
    for k in range(count):
        whites.append(
            shell_box((step * 0.94, depth, tall), ((k + 0.5 - count / 2) * step, front + depth / 2, z))
        )
    paint(emit(o, "white_keys", whites, slot="plastic"), "#f3f0e6", "plastic")
    blacks = []
    for k in range(count - 1):
        if (k + 5) % 7 not in (2, 6):
            at = ((k + 1 - count / 2) * step, front + depth * 0.68, z + tall - 0.001)
            blacks.append(shell_box((step * 0.55, depth * 0.62, 0.011), at))
    emit(o, "black_keys", blacks, slot="dark")


def piano(o: Thing, *, style: str = "modern", seed: int = 0, music: bool = True) -> None:
    """An upright piano: keys to the front (-Y), key slip, music desk with a score, pedals.

    Options:
        music: sheets lie on its desk.

    Example: furnish("piano_1", piano, music=False)
    """
    shelf = o.d * 0.42
    body = o.d - shelf
    y = o.d / 2 - body / 2
    key_z = min(o.h * 0.58, 0.72)
    made = [box(o, "case", (o.w, body, o.h - 0.03), (0, y, 0), "wood", 0.005)]
    made.append(box(o, "lid", (o.w, body + 0.02, 0.03), (0, y - 0.01, o.h - 0.03), "wood", 0.006))
    made.append(
        box(
            o,
            "key_bed",
            (o.w * 0.985, shelf + 0.01, 0.06),
            (0, -o.d / 2 + shelf / 2, key_z - 0.06),
            "wood",
            0.005,
        )
    )
    cheek = o.w * 0.045
    for number, s in enumerate((-1, 1)):
        x = s * (o.w * 0.985 - cheek) / 2
        made.append(
            box(
                o,
                f"cheek_{number + 1}",
                (cheek, shelf, 0.08),
                (x, -o.d / 2 + shelf / 2, key_z - 0.002),
                "wood",
                0.008,
            )
        )
        made.append(
            box(
                o,
                f"leg_{number + 1}",
                (cheek, cheek, key_z - 0.068),
                (x, -o.d / 2 + cheek * 0.7, 0.01),
                "wood",
                0.006,
            )
        )
        made.append(
            box(
                o,
                f"toe_{number + 1}",
                (cheek * 1.15, shelf, 0.05),
                (x, -o.d / 2 + shelf / 2, 0),
                "wood",
                0.005,
            )
        )
    piano_keys(o, o.w * 0.985 - 2 * cheek, min(shelf * 0.62, 0.15), -o.d / 2 + shelf * 0.14, key_z - 0.002)
    front = y - body / 2
    made.append(
        box(o, "fallboard", (o.w * 0.985 - 2 * cheek, 0.02, 0.1), (0, front - 0.008, key_z), "wood", 0.004)
    )
    desk = shell_box((o.w * 0.56, 0.014, o.h * 0.2), (0, 0, 0), 0.003)
    made.append(
        emit(
            o,
            "desk",
            desk,
            slot="wood",
            at=(0, front - 0.052, key_z + (o.h - key_z) * 0.3),
            rotation=(-10, 0, 0),
        )
    )
    made.append(
        box(
            o,
            "ledge",
            (o.w * 0.56, 0.07, 0.012),
            (0, front - 0.032, key_z + (o.h - key_z) * 0.3 - 0.01),
            "wood",
            0.002,
        )
    )
    for part in made:
        paint(part, LACQUER if seed % 2 == 0 else "#5a3220", "gloss paint")
    if music:
        sheet = shell_box((o.w * 0.28, 0.003, o.h * 0.18), (0, -0.01, 0.004))
        emit(
            o,
            "score",
            sheet,
            slot="paper",
            at=(0, front - 0.052, key_z + (o.h - key_z) * 0.3),
            rotation=(-10, 0, 0),
        )
    pedals = [shell_box((0.025, 0.09, 0.012), (k * 0.06, front - 0.04, 0.05), 0.004) for k in (-1, 0, 1)]
    paint(emit(o, "pedals", pedals, slot="metal"), "#b8953f", "brass")


def grand_outline(w: float, d: float) -> list[Vec2]:
    """The wing shape of a grand piano: keys along -Y, straight side at -X, curved side at +X."""
    points: list[Vec2] = [(-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, -d * 0.12)]
    for k in range(1, 9):
        t = k / 9
        points.append((w / 2 - w * 0.62 * (3 * t * t - 2 * t**3), -d * 0.12 + d * 0.46 * t))
    for k in range(9):
        a = math.pi / 2 * k / 8
        points.append((-w * 0.31 + w * 0.19 * math.cos(a), d * 0.34 + d * 0.16 * math.sin(a)))
    for k in range(5):
        a = math.pi / 2 * k / 4
        points.append((-w * 0.36 - w * 0.14 * math.sin(a), d * 0.38 + d * 0.12 * math.cos(a)))
    return points


def grand_piano(o: Thing, *, style: str = "modern", seed: int = 0, opened: bool = True) -> None:
    """A grand piano: keys to the front (-Y), its long straight side at -X; `opened` props the lid up.

    Example: furnish("grand_piano_1", grand_piano, opened=False)
    """
    w, d = o.w, o.d
    top = min(o.h, 1.02) if not opened else min(o.h * 0.62, 1.0)
    case = top * 0.3
    z = top - case
    rim = grand_outline(w, d)
    inner = [(x * 0.95, y * 0.965 + 0.004) for x, y in rim]
    if opened:
        levels = ((inner, z), (rim, z), (rim, top), (inner, top))
        rings: list[list[Vec3]] = [[(x, y, height) for x, y in ring] for ring, height in levels]
        made = [loft(o, "rim", rings, slot="wood", closed=True, sharp=35)]
    else:
        made = [extrude(o, "rim", rim, case * 0.9, (0, 0, z), slot="wood", bevel=0.004)]
    if opened:
        made.append(extrude(o, "bed", inner, 0.03, (0, 0, z), slot="wood"))
        plate = [(x * 0.92, y * 0.8 + d * 0.07) for x, y in rim]
        paint(extrude(o, "plate", plate, 0.02, (0, 0, z + case * 0.55), slot="metal"), "#b8953f", "brass")
        strings = []
        for k in range(24):
            x = -w * 0.42 + w * 0.8 * k / 24
            far = d * (0.42 - 0.5 * max(k - 3, 0) / 21)
            strings.append(
                shell_box((0.003, far + d * 0.16, 0.003), (x, (far - d * 0.16) / 2, z + case * 0.55 + 0.019))
            )
        emit(o, "strings", strings, slot="metal")
        lid = [(x, y) for x, y in rim if y > -d * 0.24]
        lid = [
            (-w / 2, -d * 0.24),
            (w / 2, -d * 0.24),
            *[p for p in lid if p not in ((-w / 2, -d / 2), (w / 2, -d / 2))],
        ]
        angle = math.asin(min((o.h - top) / w, 0.75))
        shell = shell_moved(shell_prism(lid, 0.02), (w / 2, 0, 0))
        shell = shell_moved(shell, (0, 0, 0), (0.0, -math.degrees(angle), 0.0))
        made.append(emit(o, "lid", shell_moved(shell, (-w / 2, 0, top - 0.004)), slot="wood"))
        made.append(
            tube(
                o,
                "prop",
                [
                    (w * 0.42, -d * 0.1, top - case * 0.3),
                    (w * 0.42, -d * 0.1, top + math.tan(angle) * w * 0.91),
                ],
                0.01,
                "wood",
                6,
            )
        )
    else:
        made.append(
            extrude(
                o, "lid", rim, case * 0.1 + 0.001, (0, 0, z + case * 0.9 - 0.001), slot="wood", bevel=0.003
            )
        )
    bed = d * 0.14
    cheek = w * 0.05
    for number, s in enumerate((-1, 1)):
        made.append(
            box(
                o,
                f"cheek_{number + 1}",
                (cheek, bed, case * 0.6),
                (s * ((w - cheek) / 2 - 0.002), -d / 2 + bed / 2 + 0.002, z + case * 0.1),
                "wood",
                0.006,
            )
        )
    piano_keys(o, w - 2 * cheek, bed * 0.8, -d / 2 + 0.004, z + case * 1.0)
    legs: list[Shell] = []
    leg = shell_lathe(
        [
            (0, 0),
            (0.03, 0),
            (0.035, 0.03),
            (0.03, 0.06),
            (0.045, z * 0.5),
            (0.06, z * 0.85),
            (0.07, z + 0.004),
            (0, z + 0.004),
        ],
        16,
    )
    for x, y in ((-w * 0.42, -d * 0.36), (w * 0.42, -d * 0.36), (-w * 0.3, d * 0.36)):
        legs.append(shell_moved(leg, (x, y, 0)))
    legs.append(shell_box((0.03, 0.03, z - 0.05), (-0.06, -d * 0.3, 0.06)))
    legs.append(shell_box((0.03, 0.03, z - 0.05), (0.06, -d * 0.3, 0.06)))
    legs.append(shell_box((0.2, 0.1, 0.05), (0, -d * 0.3, 0.03)))
    made.append(emit(o, "legs", legs, slot="wood", crease=50))
    desk = shell_box((w * 0.5, 0.012, min(0.2, o.h * 0.2)), (0, 0, 0))
    if opened:
        made.append(emit(o, "desk", desk, slot="wood", at=(0, -d * 0.22, top - 0.005), rotation=(-18, 0, 0)))
    for part in made:
        paint(part, LACQUER, "gloss paint")
    pedals = [shell_box((0.024, 0.1, 0.012), (k * 0.055, -d * 0.3 - 0.07, 0.045), 0.004) for k in (-1, 0, 1)]
    paint(emit(o, "pedals", pedals, slot="metal"), "#b8953f", "brass")


def piano_stool(o: Thing, *, style: str = "classic", seed: int = 0) -> None:
    """A padded bench on turned legs, for a piano.

    Size: 0.55 x 0.35 x 0.5
    Example: furnish("piano_stool_1", piano_stool)
    """
    pad = o.h * 0.16
    soft_block(
        o, "seat", (o.w, o.d, pad), (0, 0, o.h - pad), radius=0.02, edge=0.02, crown=pad * 0.3, slot="leather"
    )
    paint(
        box(
            o,
            "apron",
            (o.w * 0.94, o.d * 0.9, o.h * 0.14),
            (0, 0, o.h - pad - o.h * 0.14 + 0.002),
            "wood",
            0.004,
        ),
        LACQUER,
        "gloss paint",
    )
    tall = o.h - pad - o.h * 0.1
    leg = shell_lathe(
        [(0, 0), (0.018, 0), (0.022, 0.03), (0.016, 0.05), (0.026, tall * 0.7), (0.028, tall), (0, tall)], 14
    )
    legs = [shell_moved(leg, (x * (o.w * 0.43), y * (o.d * 0.38), 0)) for x in (-1, 1) for y in (-1, 1)]
    paint(emit(o, "legs", legs, slot="wood", crease=50), LACQUER, "gloss paint")
