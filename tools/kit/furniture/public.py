"""Furniture of receptions, clinics, halls and game rooms."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec3, paint
from tools.kit.parts.legs import legs
from tools.kit.parts.pads import pad, shell_pad
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.solid import box, boxes, shell_cylinder, shell_torus
from tools.kit.parts.style import style_look
from tools.kit.parts.sweep import outline_rounded, shell_prism

BAIZE = "#2f6b4a"


def reception_desk(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A reception counter: a tall panelled front with a ledge for visitors, a lower worktop behind it.

    Size: 2.2 x 0.8 x 1.1
    Example: furnish("desk_1", reception_desk)
    """
    look = style_look(style)
    work, t = min(0.74, 0.68 * o.h), 0.04
    front, ledge = -o.d / 2 + 0.06, 0.3 * o.d
    box(o, "plinth", (o.w - 0.06, 0.1, 0.08), (0, front + 0.07, 0.0005), "trim")
    rows = 3
    each = (o.h - 0.08 - t) / rows
    slabs = [
        shell_box((o.w - 0.002, 0.03, each - 0.008), (0, front + 0.015, 0.08 + each * k + 0.004), 0.003)
        for k in range(rows)
    ]
    emit(o, "front", slabs, slot="door")
    box(o, "backing", (o.w - 0.02, 0.05, o.h - 0.08 - t), (0, front + 0.0545, 0.079), "body")
    ends: list[tuple[Vec3, Vec3]] = [
        ((t, o.d - 0.11, work - 0.026), (s * (o.w - t) / 2, 0.05, 0.0)) for s in (-1, 1)
    ]
    ends += [
        (
            (t, ledge - 0.09, o.h - work - t + 0.018),
            (s * ((o.w - t) / 2 - 0.003), front + 0.12 + (ledge - 0.09) / 2 - 0.045, work - 0.0005),
        )
        for s in (-1, 1)
    ]
    boxes(o, "ends", ends, "body", look.bevel)
    box(o, "worktop", (o.w - 0.004, o.d - 0.11, 0.026), (0, 0.053, work - 0.0265), "top", 0.002)
    box(
        o,
        "ledge",
        (o.w, ledge + 0.06, t),
        (0, -o.d / 2 + (ledge + 0.06) / 2, o.h - t),
        "top",
        look.bevel * 1.5,
    )
    band = (o.w - 0.1, 0.006, 0.012)
    paint(box(o, "light", band, (0, front + 0.002, 0.072), "light"), "#fff1d0", "lamp")


def booth_seat(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A restaurant's bench seat with a tall channelled back.

    Size: 1.2 x 0.6 x 1.05
    Example: furnish("booth_1", booth_seat)
    """
    look = style_look(style)
    top = min(0.46, 0.5 * o.h)
    back = min(0.16, 0.3 * o.d)
    box(o, "plinth", (o.w - 0.06, o.d - 0.1, 0.09), (0, 0.03, 0), "trim")
    box(o, "base", (o.w, o.d - 0.03, top - 0.2), (0, 0.015, 0.089), "body", look.bevel)
    pad(
        o,
        "seat",
        (o.w, o.d - back + 0.02, 0.13),
        (0, -back / 2 + 0.01, top - 0.13),
        0.035,
        (0, 0.006, 0.015),
        "leather",
    )
    box(
        o,
        "back_board",
        (o.w, back * 0.4, o.h - top + 0.12),
        (0, o.d / 2 - back * 0.2, top - 0.12),
        "body",
        look.bevel,
    )
    count = max(3, round(o.w / 0.16))
    each = o.w / count
    rib = shell_pad((each, back * 0.7, o.h - top + 0.01), 0.03, (0.0, 0.015, 0.0))
    spots = [(-o.w / 2 + each * (k + 0.5), o.d / 2 - back * 0.62, top - 0.02) for k in range(count)]
    emit(o, "back", [shell_moved(rib, spot) for spot in spots], slot="leather")


def pool_table(o: Thing, *, style: str = "classic", seed: int = 0) -> None:
    """A pool table: green cloth between cushions, six pockets, heavy legs, a set of balls and a cue.

    Size: 1.4 x 2.5 x 0.82
    Example: furnish("pool_1", pool_table)
    """
    look = style_look(style)
    rail, deep = 0.14, 0.2
    bed = o.h - 0.05
    legs(o, bed - deep + 0.001, 0.12, "turned" if look.ornate else "straight", 0.13, "leg")
    box(o, "apron", (o.w - 0.1, o.d - 0.1, deep - 0.02), (0, 0, bed - deep), "wood", 0.006)
    rim = outline_rounded(o.w, o.d, 0.09)
    hole = outline_rounded(o.w - 2 * rail, o.d - 2 * rail, 0.0)
    emit(o, "rails", shell_prism(rim, 0.065, [hole]), slot="wood", at=(0, 0, bed - 0.021))
    paint(
        box(o, "cloth", (o.w - 2 * rail + 0.01, o.d - 2 * rail + 0.01, 0.02), (0, 0, bed - 0.0195), "cloth"),
        BAIZE,
        "felt",
    )
    x, y = o.w / 2 - rail, o.d / 2 - rail
    nose = 0.045
    strips: list[tuple[Vec3, Vec3]] = [
        ((2 * x - 0.2, nose, 0.034), (0, s * (y - nose / 2 + 0.002), bed)) for s in (-1, 1)
    ]
    strips += [
        ((nose, y - 0.16, 0.034), (s * (x - nose / 2 + 0.002), t * y * 0.5, bed))
        for s in (-1, 1)
        for t in (-1, 1)
    ]
    paint(boxes(o, "cushions", strips, "cloth", 0.008), BAIZE, "felt")
    pockets = [
        shell_cylinder(0.062, 0.012, (sx * (x + 0.012), sy * (y + 0.012) if sy else 0.0, o.h - 0.0125), 16)
        for sx in (-1, 1)
        for sy in (-1, 0, 1)
    ]
    rings = [
        shell_moved(
            shell_torus(0.066, 0.006, 18, 6), (sx * (x + 0.012), sy * (y + 0.012) if sy else 0.0, o.h - 0.012)
        )
        for sx in (-1, 1)
        for sy in (-1, 0, 1)
    ]
    paint(emit(o, "pockets", pockets, slot="dark", crease=40.0), "#0c0c0c", "black plastic")
    emit(o, "pocket_rims", rings, slot="metal", crease=40.0)
    pool_balls(o, bed, y)


def pool_balls(o: Thing, bed: float, y: float) -> None:
    """A racked triangle of balls, the cue ball, and a cue."""
    r = 0.0286
    ball = shell_lathe(
        [
            (0.0, 0.0),
            *[(r * math.sin(math.pi * k / 6), r - r * math.cos(math.pi * k / 6)) for k in range(1, 6)],
            (0.0, 2 * r),
        ],
        10,
    )
    groups: dict[str, list[Shell]] = {"#c8a020": [], "#a52a2a": [], "#27407a": [], "#f4efe2": []}
    colours = list(groups)
    number = 0
    for row in range(5):
        for k in range(row + 1):
            spot = ((k - row / 2) * 2.02 * r, y * 0.42 + row * 1.75 * r, bed)
            groups[colours[number % 3]].append(shell_moved(ball, spot))
            number += 1
    groups["#f4efe2"].append(shell_moved(ball, (0.05, -y * 0.55, bed)))
    for colour, shells in groups.items():
        paint(emit(o, "balls", shells, slot="ball", crease=80.0), colour, "gloss paint")
    cue = shell_tube([(-0.2, -y * 0.8, bed + 0.012), (0.12, y * 0.2, bed + 0.012)], [0.013, 0.006], 8)
    emit(o, "cue", cue, slot="wood")


def table_tennis_table(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A table-tennis table with white lines, a net, and a folding steel frame.

    Size: 1.53 x 2.74 x 0.91
    Example: furnish("table_1", table_tennis_table)
    """
    net = min(0.15, 0.17 * o.h)
    top, thick, half = o.h - net, 0.025, o.d / 2
    w = o.w - 0.06
    boards = [((w, half - 0.004, thick), (0, s * (half / 2 + 0.002), top - thick)) for s in (-1, 1)]
    paint(boxes(o, "top", boards, "top", 0.003), "#28566e", "paint")
    edge = 0.02
    lines: list[tuple[Vec3, Vec3]] = [
        ((edge, o.d - 0.01, 0.002), (s * (w / 2 - edge / 2 - 0.003), 0, top - 0.001)) for s in (-1, 1)
    ]
    lines += [
        ((w - 2 * edge - 0.006, edge, 0.002), (0, s * (half - edge / 2 - 0.005), top - 0.001))
        for s in (-1, 1)
    ]
    lines.append(((0.004, o.d - 2 * edge - 0.01, 0.002), (0, 0, top - 0.001)))
    paint(boxes(o, "lines", lines, "line"), "#f2f2ee", "paint")
    x, y = w / 2 - 0.16, half - 0.3
    frame = [((0.04, 0.04, top - thick + 0.001), (sx * x, sy * y, 0.0)) for sx in (-1, 1) for sy in (-1, 1)]
    frame += [
        ((0.04, 0.04, top - thick + 0.001), (sx * x, sy * 0.2, 0.0)) for sx in (-1, 1) for sy in (-1, 1)
    ]
    frame += [
        ((0.04, y - 0.24, 0.04), (sx * x, sy * (y + 0.2) / 2, 0.09)) for sx in (-1, 1) for sy in (-1, 1)
    ]
    frame += [((2 * x - 0.04, 0.04, 0.04), (0, sy * y, top - thick - 0.06)) for sy in (-1, 1)]
    boxes(o, "frame", frame, "metal", 0.004)
    posts = [((0.02, 0.03, net + 0.05), (s * (o.w / 2 - 0.01), 0, top - 0.05)) for s in (-1, 1)]
    posts += [((0.03, 0.03, 0.02), (s * (w / 2 + 0.012), 0, top - thick - 0.005)) for s in (-1, 1)]
    boxes(o, "net_posts", posts, "metal", 0.002)
    cords: list[tuple[Vec3, Vec3]] = [
        ((o.w - 0.03, 0.003, 0.012), (0, 0, o.h - 0.014)),
        ((o.w - 0.03, 0.003, 0.006), (0, 0, top + 0.004)),
    ]
    cords += [
        ((0.0025, 0.002, net - 0.014), (-o.w / 2 + 0.02 + (o.w - 0.04) * k / 40, 0, top + 0.007))
        for k in range(41)
    ]
    cords += [((o.w - 0.03, 0.0025, 0.0025), (0, 0, top + net * k / 5)) for k in range(1, 5)]
    boxes(o, "net", cords, "rope")


def exam_table(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A clinic's examination couch: a padded top with a raised head, paper along it, drawers below.

    Size: 0.7 x 1.9 x 0.95
    Example: furnish("couch_1", exam_table)
    """
    top, thick = 0.76 * o.h, 0.09
    head = 0.3 * o.d
    box(o, "plinth", (o.w * 0.72, o.d * 0.72, 0.07), (0, 0, 0), "trim")
    box(o, "base", (o.w * 0.8, o.d * 0.78, top - thick - 0.068), (0, 0, 0.069), "body", 0.006)
    width = o.d * 0.76
    faces = [
        shell_box(
            (0.016, width / 3 - 0.008, (top - thick) * 0.4),
            (-o.w * 0.4 - 0.0075, width * (k - 1) / 3, top - thick - (top - thick) * 0.46),
            0.003,
        )
        for k in range(3)
    ]
    emit(o, "drawers", faces, slot="drawer")
    grips = [
        shell_tube(
            [
                (-o.w * 0.4 - 0.03, width * (k - 1) / 3 - 0.05, top - thick - 0.1),
                (-o.w * 0.4 - 0.03, width * (k - 1) / 3 + 0.05, top - thick - 0.1),
            ],
            0.005,
            8,
        )
        for k in range(3)
    ]
    pins = [
        shell_cylinder(
            0.004,
            0.02,
            (-o.w * 0.4 - 0.022, width * (k - 1) / 3 + s * 0.04, top - thick - 0.104),
            8,
            axis="x",
        )
        for k in range(3)
        for s in (-1, 1)
    ]
    emit(o, "handles", [*grips, *pins], slot="handle")
    flat = o.d - head
    pad(o, "seat", (o.w, flat, thick), (0, -o.d / 2 + flat / 2, top - thick), 0.03, (0, 0, 0.006), "leather")
    lift = o.h - top - 0.01
    tilt = math.degrees(math.asin(min(0.9, lift / head)))
    rest = shell_moved(
        shell_pad((o.w, head / math.cos(math.radians(tilt)), thick), 0.03), (0, 0, 0), (tilt, 0, 0)
    )
    low = min(v[2] for v in rest.verts)
    emit(o, "headrest", rest, slot="leather", at=(0, o.d / 2 - head / 2 - 0.01, top - thick - low + 0.002))
    box(o, "paper", (o.w * 0.7, flat - 0.06, 0.004), (0, -o.d / 2 + flat / 2, top - 0.0015), "paper")


def vending_machine(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A vending machine: rows of cans and snacks behind glass, a keypad, a delivery flap.

    Size: 0.9 x 0.8 x 1.85
    Example: furnish("machine_1", vending_machine)
    """
    front = -o.d / 2 + 0.02
    win_w, low, high = o.w * 0.66, 0.32 * o.h, o.h - 0.12
    x = -o.w * 0.1
    left, right = o.w / 2 + x - win_w / 2, o.w / 2 - x - win_w / 2
    body: list[tuple[Vec3, Vec3]] = [
        ((left, o.d - 0.02, high - low), (-o.w / 2 + left / 2, 0.01, low)),
        ((right, o.d - 0.02, high - low), (o.w / 2 - right / 2, 0.01, low)),
    ]
    body += [
        ((o.w, o.d - 0.02, low - 0.06), (0, 0.01, 0.06)),
        ((o.w, o.d - 0.02, o.h - high), (0, 0.01, high)),
        ((win_w, 0.3 * o.d, high - low), (x, o.d / 2 - 0.15 * o.d, low)),
    ]
    paint(boxes(o, "body", body, "body"), "#a8232b", "gloss paint")
    boxes(
        o,
        "feet",
        [
            ((0.06, 0.06, 0.061), (sx * (o.w / 2 - 0.08), sy * (o.d / 2 - 0.1), 0.0))
            for sx in (-1, 1)
            for sy in (-1, 1)
        ],
        "dark",
    )
    rows = 5
    step = (high - low) / rows
    trays = [
        ((win_w - 0.002, 0.6 * o.d, 0.012), (x, -0.06 * o.d, low + step * k + 0.001)) for k in range(rows)
    ]
    boxes(o, "trays", trays, "metal")
    colours = ("#c9402f", "#2f62a8", "#3f8a4c", "#e0b33a", "#e8e6e0")
    can = shell_lathe([(0.024, 0.0), (0.03, 0.008), (0.03, step * 0.56), (0.024, step * 0.6)], 10)
    for k in range(rows):
        shells = []
        for n in range(6):
            spot = (x - win_w / 2 + win_w * (n + 0.5) / 6, front + 0.16, low + step * k + 0.0115)
            size = (win_w / 6 * 0.62, 0.05, step * 0.62)
            shells.append(shell_moved(can, spot) if k < 2 else shell_box(size, spot, 0.006))
        paint(emit(o, "goods", shells, slot="cover", crease=40.0), colours[k], "gloss paint")
    box(o, "window", (win_w + 0.01, 0.008, high - low + 0.01), (x, front + 0.006, low - 0.005), "glass")
    box(o, "sign", (o.w * 0.9, 0.008, 0.085), (0, front - 0.003, high + 0.015), "paper", 0.002)
    box(
        o,
        "keypad",
        (right * 0.6, 0.012, 0.22),
        (o.w / 2 - right / 2, front - 0.004, o.h * 0.55),
        "dark",
        0.003,
    )
    box(
        o,
        "display",
        (right * 0.5, 0.006, 0.05),
        (o.w / 2 - right / 2, front - 0.012, o.h * 0.55 + 0.15),
        "screen",
    )
    keys = [
        shell_box(
            (0.018, 0.006, 0.014),
            (o.w / 2 - right / 2 + (i - 1) * 0.028, front - 0.011, o.h * 0.55 + 0.02 + j * 0.028),
        )
        for i in range(3)
        for j in range(4)
    ]
    emit(o, "keys", keys, slot="metal")
    box(o, "flap", (win_w * 0.8, 0.02, 0.16), (x, front - 0.009, 0.13 * o.h), "dark", 0.004)
