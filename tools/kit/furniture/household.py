"""Household furniture: nursery, hall, laundry, and seats with a purpose."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec3
from tools.kit.parts.cabinet import case, case_fronts
from tools.kit.parts.fronts import fronts
from tools.kit.parts.legs import shell_castor
from tools.kit.parts.pads import pad, shell_pad
from tools.kit.parts.path import shell_tube, tube
from tools.kit.parts.shell import emit, shell_box, shell_moved
from tools.kit.parts.shelves import slats
from tools.kit.parts.soft import folded
from tools.kit.parts.solid import box, boxes, panel, shell_cylinder, shell_panel, shell_torus
from tools.kit.parts.style import style_look
from tools.kit.parts.sweep import outline_rounded, path_rounded, shell_sweep


def storage_bench(o: Thing, *, style: str = "modern", seed: int = 0, doors: int = 0) -> None:
    """A hall bench: a padded seat over cubbies or drawers for shoes.

    Size: 1.1 x 0.42 x 0.5
    Example: furnish("bench_1", storage_bench, doors=2)

    Args:
        o: the object.
        style: style word.
        seed: varies what lies in the cubbies.
        doors: drawers side by side; 0 leaves open cubbies.
    """
    look = style_look(style)
    whole, cushion = o.size, 0.06
    o.size = (whole[0], whole[1], whole[2] - cushion + 0.004)
    made = case(o, look, "plinth", "board", closed=doors > 0, foot=0.06)
    if doors:
        case_fronts(o, made, look, 1, doors, "drawer")
    else:
        count = max(2, round(made.inner / 0.38))
        each = made.inner / count
        y = (made.front + made.back) / 2
        walls: list[tuple[Vec3, Vec3]] = [
            (
                (made.board, made.depth - 0.003, made.height - 2 * made.board),
                (-made.inner / 2 + each * k, y - 0.0005, made.low + made.board),
            )
            for k in range(1, count)
        ]
        boxes(o, "walls", walls, "body")
        for k in range(0, count, 2):
            x = -made.inner / 2 + each * (k + 0.5)
            size = (each * 0.82, made.depth * 0.85, (made.height - 2 * made.board) * 0.8)
            box(o, "basket", size, (x, y - 0.01, made.low + made.board - 0.0005), "wicker", 0.012)
    o.size = whole
    pad(o, "seat", (o.w - 0.01, o.d - 0.01, cushion), (0, 0, o.h - cushion), 0.024, (0, 0, 0.01), "cushion")


def shoe_cabinet(o: Thing, *, style: str = "modern", seed: int = 0, rows: int = 0) -> None:
    """A shallow hall cabinet with tip-out flaps for shoes.

    Options:
        rows: how many flaps one above the other; by the height when 0.

    Size: 0.8 x 0.24 x 1.05
    Example: furnish("shoes_1", shoe_cabinet, rows=3)
    """
    look = style_look(style)
    made = case(o, look, "plinth", handle="pull", foot=0.06)
    case_fronts(o, made, look, rows or max(1, round(made.height / 0.4)), max(1, round(o.w / 0.8)), "drawer")


def wall_hooks(
    o: Thing, *, style: str = "modern", seed: int = 0, hooks: int = 5, shelf: bool = False
) -> None:
    """A board of coat hooks for a wall, with a hat shelf when asked for.

    Options:
        hooks: how many.
        shelf: with a shelf above them.

    Size: 0.8 x 0.1 x 0.14
    Mount: wall
    Example: furnish("hooks_1", wall_hooks, hooks=6, shelf=True)
    """
    look = style_look(style)
    back = o.d / 2
    high = o.h - (0.022 if shelf else 0.0)
    box(o, "board", (o.w, 0.02, high), (0, back - 0.01, 0), "wood", look.bevel)
    if shelf:
        box(o, "shelf", (o.w, o.d, 0.022), (0, 0, high - 0.0005), "wood", look.bevel)
    for k in range(hooks):
        x = -o.w / 2 + o.w * (k + 0.5) / hooks
        front = -o.d / 2 + 0.007
        path: list[Vec3] = [(x, back - 0.019, high * 0.66), (x, front, high * 0.58), (x, front, high * 0.86)]
        tube(o, "hooks", path, 0.006, "metal", 8, 0.018)
        small: list[Vec3] = [
            (x, back - 0.019, high * 0.3),
            (x, back - 0.04, high * 0.22),
            (x, back - 0.042, high * 0.4),
        ]
        tube(o, "hooks", small, 0.005, "metal", 8, 0.012)


def changing_table(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A nursery changing table: a padded, rimmed top over a drawer and open shelves with folded cloths.

    Size: 0.9 x 0.55 x 0.98
    Example: furnish("changer", changing_table)
    """
    look = style_look(style)
    rim, t = 0.12, 0.035
    top = o.h - rim
    x, y = o.w / 2 - t / 2, o.d / 2 - t / 2
    posts: list[tuple[Vec3, Vec3]] = [
        ((t, t, o.h - 0.02), (sx * x, sy * y, 0)) for sx in (-1, 1) for sy in (-1, 1)
    ]
    boxes(o, "posts", posts, "leg", look.bevel)
    rails: list[tuple[Vec3, Vec3]] = [((0.018, 2 * y - t, 0.1), (s * x, 0, o.h - 0.1)) for s in (-1, 1)]
    rails.append(((2 * x - t, 0.018, 0.1), (0, y, o.h - 0.1)))
    rails.append(((2 * x - t, 0.018, 0.05), (0, -y, top - 0.012)))
    boxes(o, "rim", rails, "body", 0.004)
    box(o, "deck", (2 * x - t * 0.4, o.d - 0.05, 0.018), (0, 0.005, top - 0.018), "body")
    pad(
        o,
        "mat",
        (2 * x - t - 0.02, o.d - 0.09, 0.06),
        (0, 0.006, top - 0.0005),
        0.024,
        (0, 0, 0.012),
        "cushion",
    )
    case_h = 0.18
    box(o, "case", (2 * x - t + 0.002, 2 * y - 0.002, case_h), (0, 0.006, top - 0.018 - case_h), "body")
    fronts(
        o,
        (2 * x - t - 0.006, case_h - 0.01),
        (0, -y + 0.0075, top - 0.018 - case_h + 0.005),
        1,
        2,
        "drawer",
        "slab",
        "knob",
        thickness=0.016,
    )
    for k, z in enumerate((0.12, 0.12 + (top - case_h - 0.14) * 0.5)):
        slats(o, (2 * x - t * 0.6, 2 * y - 0.01, 0.018), (0, 0, z), 6, 0.85, "y", "shelf", "body")
        rail = ((0.02, 2 * y - t + 0.002, 0.03), (0.0, 0.0, z - 0.0295))
        boxes(o, "bearers", [(rail[0], (s * (x - 0.003), 0.0, rail[1][2])) for s in (-1, 1)], "leg")
        folded(
            o,
            "cloths",
            (0.26, o.d * 0.55, 0.12),
            (-0.16 + 0.02 * k, 0.02, z + 0.0175),
            layers=4,
            seed=seed + k,
        )
        box(o, "box", (0.26, o.d * 0.6, 0.15), (0.19, 0.01, z + 0.0175), "wicker", 0.012)


def high_chair(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A baby's high chair: splayed legs, a moulded seat with arms, a tray, a foot rest.

    Size: 0.52 x 0.6 x 1
    Example: furnish("high_chair_1", high_chair)
    """
    seat = 0.56 * o.h
    x, y = o.w / 2 - 0.02, o.d / 2 - 0.02
    tops = {-1: -y * 0.42, 1: y * 0.55}
    rods = [
        shell_tube([(sx * x, sy * y, 0.0), (sx * x * 0.62, tops[sy], seat + 0.02)], [0.014, 0.018], 10)
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    rods.append(shell_tube([(-x * 0.86, y * 0.85, seat * 0.34), (x * 0.86, y * 0.85, seat * 0.34)], 0.01, 8))
    emit(o, "legs", rods, slot="leg")
    w, d = x * 1.4, y * 1.55
    pad(o, "seat", (w, d, 0.06), (0, y * 0.2, seat - 0.01), 0.028, (0, 0, 0.008), "seat")
    back = shell_moved(shell_pad((w, 0.06, o.h - seat - 0.02), 0.028, (0, 0.01, 0)), rotation=(-8, 0, 0))
    low = max(v[2] for v in back.verts)
    reach = max(v[1] for v in back.verts)
    emit(o, "back", back, slot="seat", at=(0, y + 0.02 - reach, o.h - low))
    arm = seat + 0.2
    sides = [shell_panel((0.024, d * 0.9, 0.2), 0.05, 0.006, "x") for _ in (0, 1)]
    emit(
        o,
        "arms",
        [shell_moved(side, (s * (w / 2), y * 0.16, seat)) for s, side in zip((-1, 1), sides, strict=True)],
        slot="plastic",
    )
    depth = min(0.28, o.d * 0.5)
    front = -o.d / 2
    panel(o, "tray", (o.w, depth, 0.018), (0, front + depth / 2, arm - 0.004), 0.09, "plastic", 0.005)
    rim = shell_sweep(
        path_rounded(
            [
                (a, b + front + depth / 2, arm + 0.018)
                for a, b in outline_rounded(o.w - 0.02, depth - 0.02, 0.085)
            ],
            0.0,
        ),
        outline_rounded(0.012, 0.018, 0.004, 1),
        closed=True,
    )
    emit(o, "tray_rim", rim, slot="plastic", crease=40.0)
    rest = seat * 0.52
    spot = -y * 0.62
    box(o, "footrest", (w * 0.8, 0.12, 0.018), (0, spot, rest), "wood", 0.006)
    slope = [
        shell_box((0.024, 0.03, seat - rest + 0.01), (s * w * 0.36, spot + 0.03, rest + 0.002), 0.004)
        for s in (-1, 1)
    ]
    emit(o, "braces", slope, slot="leg")


def weight_bench(o: Thing, *, style: str = "modern", seed: int = 0, barbell: bool = True) -> None:
    """A gym bench on a steel frame, with uprights that carry a barbell.

    Options:
        barbell: a barbell lies on its rack.

    Size: 1.4 x 1.3 x 1.1
    Example: furnish("gym_bench", weight_bench, barbell=False)
    """
    seat = 0.44 * o.h if barbell else o.h
    wide = min(0.32, o.w * 0.5)
    long = o.d * 0.96
    pad(o, "seat", (wide, long, 0.08), (0, -o.d / 2 + long / 2, seat - 0.08), 0.03, (0, 0, 0.01), "leather")
    y = o.d / 2 - 0.16
    spine = [shell_box((0.05, o.d * 0.8, 0.05), (0, 0, seat - 0.125), 0.004)]
    for t in (-o.d * 0.38, o.d * 0.36):
        spine.append(shell_box((0.05, 0.05, seat - 0.12), (0, t, 0.03), 0.004))
        spine.append(shell_box((wide * 1.3, 0.06, 0.04), (0, t, 0.0), 0.006))
    emit(o, "frame", spine, slot="dark")
    if not barbell:
        return
    gap = 0.42 * o.w
    r = min(0.2, o.h - seat - 0.05, o.d * 0.16)
    bar = o.h - r
    posts = [shell_box((0.05, 0.05, bar - 0.01), (s * gap / 2, y, 0.0), 0.004) for s in (-1, 1)]
    posts += [shell_box((0.05, 0.03, 0.06), (s * gap / 2, y - 0.035, bar - 0.035), 0.004) for s in (-1, 1)]
    posts.append(shell_box((gap - 0.05, 0.05, 0.05), (0, y, seat * 0.5), 0.004))
    emit(o, "uprights", posts, slot="dark")
    plates = []
    for s in (-1, 1):
        plates += [
            shell_cylinder(r, 0.035, (s * (o.w / 2 - 0.1), y, bar - r), 24, 0.006, "x"),
            shell_cylinder(r * 0.72, 0.03, (s * (o.w / 2 - 0.066), y, bar - r * 0.72), 20, 0.005, "x"),
        ]
    emit(o, "plates", plates, slot="dark", crease=35.0)
    rod = shell_cylinder(0.0145, o.w, (0, y, bar - 0.0145), 12, axis="x")
    collars = [
        shell_cylinder(0.025, 0.03, (s * (o.w / 2 - 0.034), y, bar - 0.025), 12, axis="x") for s in (-1, 1)
    ]
    emit(o, "bar", [rod, *collars], slot="metal", crease=35.0)


def wheelchair(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A wheelchair: two big wheels with hand rims, castors in front, foot rests, push handles.

    Size: 0.66 x 1.05 x 0.92
    Example: furnish("wheelchair_1", wheelchair)
    """
    r = min(0.305, 0.34 * o.h)
    x, axle = o.w / 2 - 0.045, o.d / 2 - r - 0.02
    seat, half = 0.53 * o.h, o.w / 2 - 0.1
    tyre = shell_moved(shell_moved(shell_torus(r - 0.014, 0.014, 32, 8), (0, 0, -0.014)), rotation=(0, 90, 0))
    rim = shell_moved(shell_moved(shell_torus(r - 0.05, 0.008, 32, 6), (0, 0, -0.008)), rotation=(0, 90, 0))
    wheels = [shell_moved(tyre, (s * x, axle, r)) for s in (-1, 1)]
    emit(o, "tyres", wheels, slot="dark", crease=60.0)
    metal = [shell_moved(rim, (s * (x + 0.035), axle, r)) for s in (-1, 1)]
    for s in (-1, 1):
        metal.append(shell_cylinder(0.028, 0.07, (s * x, axle, r - 0.028), 14, axis="x"))
        for k in range(10):
            a = 2 * math.pi * k / 10
            end = (s * x, axle + (r - 0.016) * math.cos(a), r + (r - 0.016) * math.sin(a))
            metal.append(shell_tube([(s * x, axle, r), end], 0.0025, 5))
            if k % 2 == 0:
                b = (s * (x + 0.035), axle + (r - 0.05) * math.cos(a), r + (r - 0.05) * math.sin(a))
                metal.append(shell_tube([(s * x, b[1], b[2]), b], 0.004, 5))
    emit(o, "wheels", metal, slot="metal", crease=60.0)
    t, front = 0.012, axle - seat * 0.95
    rods = []
    for s in (-1, 1):
        a = s * half
        rods.append(
            shell_tube(
                [(a, axle, r * 0.6), (a, axle, o.h - 0.05), (a, o.d / 2 - 0.01, o.h - 0.02)], t, 8, 0.05
            )
        )
        rods.append(
            shell_tube(
                [(a, axle, seat), (a, front, seat), (a, front - 0.1, 0.12), (a, -o.d / 2 + 0.12, 0.12)],
                t,
                8,
                0.05,
            )
        )
        rods.append(
            shell_tube(
                [(a, axle, seat + 0.22), (a, front + 0.1, seat + 0.22), (a, front + 0.06, seat)], t, 8, 0.06
            )
        )
        rods.append(shell_tube([(a, axle, r * 0.65), (a, front, r * 0.65), (a, front, seat)], t, 8, 0.03))
        rods.append(shell_tube([(s * x, axle, r), (a - s * 0.01, axle, r)], t, 8))
        rods.append(shell_tube([(a, front + 0.02, 0.14), (a, front + 0.02, r * 0.65)], t, 8))
    emit(o, "frame", rods, slot="metal", crease=40.0)
    small = shell_castor(0.15, 0.05)
    emit(
        o,
        "castors",
        [shell_moved(small, (s * half, front + 0.02, 0.0)) for s in (-1, 1)],
        slot="dark",
        crease=35.0,
    )
    pad(
        o,
        "seat",
        (2 * half + 0.01, axle - front + 0.02, 0.05),
        (0, (axle + front) / 2, seat),
        0.02,
        (0, 0, 0.008),
        "leather",
    )
    pad(
        o,
        "back",
        (2 * half + 0.01, 0.03, o.h - seat - 0.18),
        (0, axle, seat + 0.1),
        0.012,
        (0, 0.006, 0),
        "leather",
    )
    rests = [
        shell_box((half * 0.9, 0.16, 0.012), (s * half * 0.55, -o.d / 2 + 0.08, 0.11), 0.004) for s in (-1, 1)
    ]
    arms = [
        shell_moved(
            shell_pad((0.05, axle - front - 0.1, 0.03), 0.012),
            (s * half, (axle + front + 0.1) / 2, seat + 0.225),
        )
        for s in (-1, 1)
    ]
    stop = o.d / 2 - 0.01
    fall = 0.03 * 0.08 / (stop - axle)
    grips = []
    for s in (-1, 1):
        line: list[Vec3] = [(s * half, stop - 0.08, o.h - 0.02 - fall), (s * half, stop + 0.01, o.h - 0.02)]
        grips.append(shell_tube(line, 0.016, 8))
    emit(o, "rests", [*rests, *arms, *grips], slot="dark")
