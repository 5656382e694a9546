"""Sport and wheels: bicycle, treadmill, exercise bike, weights; beds and bowls for pets."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec3, paint
from tools.kit.parts.path import shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import loft, soft_block, soft_outline
from tools.kit.parts.solid import box, shell_cylinder, shell_torus


def bike_wheel(radius: float, at: Vec3, spokes: int = 14) -> tuple[list[Shell], list[Shell]]:
    """A wheel in the YZ plane around `at`: its tyre, and its rim, hub and spokes."""
    tyre = shell_moved(shell_torus(radius - 0.018, 0.018, 36, 8), (0, 0, -0.018))
    rim = shell_moved(shell_torus(radius - 0.04, 0.008, 36, 6), (0, 0, -0.008))
    hub = shell_moved(shell_cylinder(0.02, 0.08, segments=12), (0, 0, -0.04))
    parts = [rim, hub]
    for k in range(spokes):
        a = math.tau * k / spokes
        tip = (math.cos(a) * (radius - 0.042), math.sin(a) * (radius - 0.042), 0.0)
        parts.append(shell_tube([(0.0, 0.0, 0.025 * (-1) ** k), tip], 0.0016, 4))
    turn = (0.0, 90.0, 0.0)
    return [shell_moved(tyre, at, turn)], [shell_moved(p, at, turn) for p in parts]


def bicycle(o: Thing, *, style: str = "modern", seed: int = 0, basket: bool = False) -> None:
    """A bicycle heading to -Y, or to -X when wider than deep; `basket` hangs one on its bars.

    Example: furnish("bicycle_1", bicycle, basket=True)
    """
    turned = o.w > o.d
    w, d, h = (o.d, o.w, o.h) if turned else o.size
    first = len(o.parts)
    r = min(d * 0.2, h * 0.33)
    front, rear = (0.0, -d / 2 + r, r), (0.0, d / 2 - r, r)
    tyres: list[Shell] = []
    rims: list[Shell] = []
    for at in (front, rear):
        tyre, rim = bike_wheel(r, at)
        tyres += tyre
        rims += rim
    emit(o, "tyres", tyres, slot="dark", crease=60)
    emit(o, "wheels", rims, slot="metal", crease=60)
    crank = (0.0, d * 0.04, r * 0.86)
    seat, head = (0.0, d * 0.12, h * 0.74), (0.0, -d * 0.22, h * 0.8)
    neck = (0.0, -d * 0.245, h * 0.66)
    tubes = [
        shell_tube([crank, (0.0, seat[1], h * 0.72)], 0.016, 10),
        shell_tube([(0.0, seat[1] * 0.98, h * 0.69), head], 0.016, 10),
        shell_tube([crank, neck], 0.019, 10),
        shell_tube([(0.0, head[1] + 0.004 * d, h * 0.86), neck], 0.02, 10),
    ]
    for s in (-1, 1):
        tubes.append(shell_tube([(s * 0.02, crank[1], crank[2]), (s * 0.035, rear[1], rear[2])], 0.009, 8))
        tubes.append(shell_tube([(s * 0.018, seat[1], h * 0.68), (s * 0.035, rear[1], rear[2])], 0.008, 8))
        tubes.append(shell_tube([(s * 0.03, neck[1], neck[2]), (s * 0.035, front[1], front[2])], 0.011, 8))
    tubes.append(shell_box((0.08, 0.035, 0.03), (0.0, neck[1], neck[2] - 0.02), 0.008))
    tint = ("#2f6f6a", "#b03a2e", "#2b3a55", "#c8a13a")[seed % 4]
    paint(emit(o, "frame", tubes, slot="metal", crease=60), tint, "gloss paint")
    bar = w / 2 - 0.012
    handle: list[Vec3] = [
        (-bar, head[1] + d * 0.07, h - 0.016),
        (-bar * 0.5, head[1] - d * 0.02, h - 0.016),
        (0.0, head[1] - d * 0.03, h - 0.03),
    ]
    handle += [(bar * 0.5, head[1] - d * 0.02, h - 0.016), (bar, head[1] + d * 0.07, h - 0.016)]
    post = [
        shell_tube(handle, 0.011, 8, bend=0.05),
        shell_tube([(0.0, head[1] - d * 0.03, h - 0.03), (0.0, head[1], h * 0.84)], 0.013, 8),
    ]
    post.append(shell_tube([(0.0, seat[1], h * 0.7), (0.0, seat[1] + d * 0.012, h * 0.86)], 0.013, 8))
    ring = shell_moved(shell_torus(r * 0.26, 0.006, 28, 6), (0, 0, -0.006))
    post.append(shell_moved(ring, (0.04, crank[1], crank[2]), (0, 90, 0)))
    post += [
        shell_tube(
            [(0.042, crank[1], crank[2] + s * r * 0.255), (0.042, rear[1], rear[2] + s * 0.03)], 0.004, 5
        )
        for s in (-1, 1)
    ]
    for s in (-1, 1):
        post.append(
            shell_tube(
                [
                    (s * 0.02, crank[1], crank[2]),
                    (s * 0.07, crank[1], crank[2]),
                    (s * 0.07, crank[1] - s * r * 0.4, crank[2] - s * r * 0.12),
                ],
                0.008,
                6,
            )
        )
    emit(o, "fittings", post, slot="metal", crease=60)
    pedals = [
        shell_box(
            (0.08, 0.07, 0.02), (s * 0.115, crank[1] - s * r * 0.4, crank[2] - s * r * 0.12 - 0.01), 0.004
        )
        for s in (-1, 1)
    ]
    grips = [
        shell_tube(
            [
                (s * (bar + 0.003), head[1] + d * 0.074, h - 0.016),
                (s * bar * 0.78, head[1] + d * 0.03, h - 0.016),
            ],
            0.016,
            8,
        )
        for s in (-1, 1)
    ]
    emit(o, "pedals", [*pedals, *grips], slot="dark", crease=60)
    saddle: list[list[Vec3]] = []
    for y, wide, low, high in (
        (-0.09, 0.02, 0.0, 0.02),
        (-0.05, 0.03, -0.015, 0.026),
        (0.02, 0.06, -0.02, 0.028),
        (0.075, 0.14, -0.02, 0.036),
        (0.1, 0.12, -0.01, 0.03),
    ):
        z = h * 0.87
        pts = soft_outline(wide, high - low, (high - low) * 0.45, 3)
        saddle.append([(x, seat[1] + y * d * 0.62 + 0.01, z + (low + high) / 2 + q) for x, q in pts])
    loft(o, "saddle", [ring[::-1] for ring in saddle], slot="leather", sharp=80)
    if basket:
        rings = [
            [(x, -d * 0.34 + y, z) for x, y in soft_outline(a, b, 0.03, 4)]
            for z, a, b in ((h * 0.62, w * 0.4, d * 0.1), (h * 0.8, w * 0.55, d * 0.15))
        ]
        rings += [
            [(x, -d * 0.34 + y, z) for x, y in soft_outline(a, b, 0.03, 4)]
            for z, a, b in ((h * 0.8, w * 0.51, d * 0.138), (h * 0.63, w * 0.37, d * 0.09))
        ]
        loft(o, "basket", rings, slot="wicker", sharp=50)
    if turned:
        for part in o.parts[first:]:
            for vertex in part.data.vertices:
                vertex.co.x, vertex.co.y = vertex.co.y, -vertex.co.x


def treadmill(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A treadmill, the runner facing -Y: deck with belt, motor hood, uprights, console with a screen.

    Example: furnish("treadmill_1", treadmill)
    """
    deck = min(0.2, o.h * 0.14)
    hood = o.d * 0.2
    soft_block(
        o,
        "deck",
        (o.w * 0.97, o.d - hood * 0.6, deck * 0.8),
        (0, hood * 0.3, 0.02),
        radius=0.03,
        edge=0.015,
        slot="dark",
    )
    paint(
        box(o, "belt", (o.w * 0.66, o.d - hood, 0.012), (0, hood * 0.48, 0.02 + deck * 0.8 - 0.004), "dark"),
        "#3b3d40",
        "rubber",
    )
    rails = [
        shell_box(
            (o.w * 0.13, o.d - hood, 0.016), (s * o.w * 0.41, hood * 0.48, 0.02 + deck * 0.8 - 0.003), 0.004
        )
        for s in (-1, 1)
    ]
    emit(o, "foot_rails", rails, slot="metal")
    soft_block(
        o, "hood", (o.w, hood, deck * 1.5), (0, -o.d / 2 + hood / 2, 0.0), radius=0.05, edge=0.04, slot="dark"
    )
    emit(
        o,
        "feet",
        [shell_box((0.06, 0.06, 0.03), (s * o.w * 0.4, y, 0)) for s in (-1, 1) for y in (o.d * 0.42,)],
        slot="dark",
    )
    y0, y1 = -o.d / 2 + hood * 0.6, -o.d / 2 + hood * 0.95
    posts: list[Shell] = []
    for s in (-1, 1):
        x = s * (o.w / 2 - 0.035)
        posts.append(shell_tube([(x, y0, deck * 0.8), (x, y1, o.h * 0.82)], 0.032, 10))
        posts.append(shell_tube([(x, y1 - 0.04, o.h * 0.79), (x, y1 + o.d * 0.24, o.h * 0.76)], 0.02, 10))
    emit(o, "uprights", posts, slot="metal", crease=60)
    console = shell_box((o.w * 0.96, 0.05, o.h * 0.2), (0, 0, 0), 0.016, 3)
    at, turn = (0.0, y1 - 0.05, o.h * 0.79), (-24.0, 0.0, 0.0)
    emit(o, "console", console, slot="dark", at=at, rotation=turn, crease=60)
    face = shell_box((o.w * 0.5, 0.004, o.h * 0.11), (0, 0.026, o.h * 0.06))
    emit(o, "screen", face, slot="screen", at=at, rotation=turn)
    keys = [shell_box((0.02, 0.006, 0.012), ((k - 3.5) * 0.04, 0.026, o.h * 0.03)) for k in range(8)]
    emit(o, "buttons", keys, slot="metal", at=at, rotation=turn)


def exercise_bike(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A stationary bike heading to -Y: flywheel, frame, saddle, bars with a screen, pedals.

    Example: furnish("exercise_bike_1", exercise_bike)
    """
    w, d, h = o.size
    r = min(d * 0.24, h * 0.24)
    feet = [
        shell_moved(shell_cylinder(0.03, w, segments=12), (-w / 2, y, 0.03), (0, 90, 0))
        for y in (-d / 2 + 0.03, d / 2 - 0.03)
    ]
    hub = (0.0, -d / 2 + r + 0.08, r + 0.11)
    crank = (0.0, d * 0.02, h * 0.3)
    frame = [
        *feet,
        shell_box((0.05, d - 0.06, 0.05), (0, 0, 0.01), 0.01),
        shell_tube([(0, d * 0.02, 0.04), (0, d * 0.24, h * 0.74)], 0.03, 10),
    ]
    frame += [
        shell_tube([(0, -d / 2 + 0.1, 0.04), (0, -d * 0.22, h * 0.86)], 0.03, 10),
        shell_tube([crank, (0, -d * 0.27, h * 0.62)], 0.028, 10),
    ]
    frame.append(shell_tube([(0, d * 0.24, h * 0.7), (0, d * 0.255, h * 0.8)], 0.02, 8))
    emit(o, "frame", frame, slot="dark", crease=60)
    wheel = shell_lathe([(0, 0), (r, 0.0), (r, 0.04), (r * 0.86, 0.03), (r * 0.2, 0.03), (0, 0.034)], 36)
    emit(
        o,
        "flywheel",
        shell_moved(shell_moved(wheel, (0, 0, -0.02)), hub, (0, 90, 0)),
        slot="metal",
        crease=40,
    )
    cover = shell_lathe([(0, 0), (r * 0.5, 0), (r * 0.5, 0.05), (0, 0.06)], 28)
    emit(o, "cover", shell_moved(cover, (0.03, crank[1], crank[2]), (0, 90, 0)), slot="dark", crease=40)
    arms: list[Shell] = []
    for s in (-1, 1):
        arms.append(
            shell_tube(
                [
                    (0, crank[1], crank[2]),
                    (s * 0.11, crank[1], crank[2]),
                    (s * 0.11, crank[1] - s * 0.15, crank[2] - s * 0.04),
                ],
                0.012,
                8,
            )
        )
    emit(o, "cranks", arms, slot="metal")
    emit(
        o,
        "pedals",
        [
            shell_box((0.1, 0.09, 0.03), (s * 0.165, crank[1] - s * 0.15, crank[2] - s * 0.04 - 0.015), 0.006)
            for s in (-1, 1)
        ],
        slot="dark",
    )
    saddle: list[list[Vec3]] = []
    for y, wide, tall in (
        (-0.14, 0.03, 0.03),
        (-0.06, 0.06, 0.06),
        (0.05, 0.16, 0.07),
        (0.1, 0.2, 0.07),
        (0.13, 0.16, 0.05),
    ):
        saddle.append(
            [(x, d * 0.255 + y, h * 0.815 + q) for x, q in soft_outline(wide, tall, tall * 0.45, 3)]
        )
    loft(o, "saddle", [ring[::-1] for ring in saddle], slot="leather", sharp=80)
    y = -d * 0.22
    bar: list[Vec3] = [
        (-w * 0.44, y + d * 0.12, h * 0.94),
        (-w * 0.44, y - d * 0.06, h * 0.92),
        (0, y - d * 0.02, h * 0.86),
        (w * 0.44, y - d * 0.06, h * 0.92),
        (w * 0.44, y + d * 0.12, h * 0.94),
    ]
    tube(o, "bars", bar, 0.016, "dark", 8, bend=0.05)
    emit(
        o,
        "console",
        shell_box((w * 0.5, 0.03, h * 0.14), (0, 0, 0), 0.01),
        slot="dark",
        at=(0, y - d * 0.02, h * 0.862),
        rotation=(-16, 0, 0),
    )
    emit(
        o,
        "screen",
        shell_box((w * 0.44, 0.004, h * 0.11), (0, 0.016, h * 0.015)),
        slot="screen",
        at=(0, y - d * 0.02, h * 0.862),
        rotation=(-16, 0, 0),
    )


def dumbbell(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """Two hexagonal dumb-bells side by side, or one when it is narrow.

    Example: furnish("dumbbell_1", dumbbell)
    """
    count = 2 if o.d > 0.8 * o.h + 0.06 else 1
    each = o.d / count
    r = min(each, o.h) / 2
    metal: list[Shell] = []
    heads: list[Shell] = []
    for k in range(count):
        y = (k + 0.5 - count / 2) * each
        metal.append(
            shell_moved(
                shell_cylinder(r * 0.26, o.w * 0.7, segments=14), (-o.w * 0.35, y, o.h / 2), (0, 90, 0)
            )
        )
        for s in (-1, 1):
            head = shell_lathe(
                [
                    (r * 0.9, 0.0),
                    (r * 0.99, o.w * 0.03),
                    (r * 0.99, o.w * 0.25),
                    (r * 0.9, o.w * 0.28),
                ],
                6,
            )
            head.smooth = [False] * len(head.faces)
            head = shell_moved(shell_moved(head, (0, 0, -o.w * 0.14), (0, 0, 0)), (0, 0, 0), (0, 90, 0))
            heads.append(shell_moved(head, (s * o.w * 0.36, y, o.h / 2)))
    emit(o, "grips", metal, slot="metal", crease=50)
    emit(o, "weights", heads, slot="dark")


def pet_bed(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A round padded bed with a thick rim, low at the front (-Y).

    Example: furnish("pet_bed_1", pet_bed)
    """
    tube_r = o.h / 2
    n, sides = 40, 12
    rings: list[list[Vec3]] = []
    for k in range(n):
        a = math.tau * k / n
        low = 0.42 * max(0.0, -math.sin(a) - 0.55) / 0.45
        r = tube_r * (1 - low)
        ring: list[Vec3] = []
        for j in range(sides):
            b = math.tau * j / sides
            reach_x, reach_y = o.w / 2 - tube_r + r * math.cos(b), o.d / 2 - tube_r + r * math.cos(b)
            ring.append((reach_x * math.cos(a), reach_y * math.sin(a), r + r * math.sin(b)))
        rings.append(ring[::-1])
    loft(o, "rim", rings, slot="fabric", closed=True, sharp=100)
    soft_block(
        o,
        "pad",
        (o.w - 2.1 * tube_r, o.d - 2.1 * tube_r, o.h * 0.5),
        (0, 0, 0),
        radius=min(o.w, o.d) / 2 - 1.2 * tube_r,
        edge=o.h * 0.15,
        crown=o.h * 0.1,
        slot="cushion",
        steps=7,
    )


def pet_bowl(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A heavy bowl, wider at its foot, with food in it.

    Example: furnish("pet_bowl_1", pet_bowl)
    """
    profile = [(0, 0), (1.0, 0.0), (1.0, 0.06), (0.8, 1.0), (0.7, 1.0), (0.62, 0.3), (0, 0.26)]
    shell = shell_lathe(profile, 32)
    shell.verts = [(x * o.w / 2, y * o.d / 2, z * o.h) for x, y, z in shell.verts]
    emit(o, "bowl", shell, slot="ceramic", crease=40)
    food = shell_lathe([(0, 0.27), (0.6, 0.3), (0.66, 0.62), (0.3, 0.76), (0, 0.8)], 20)
    food.verts = [(x * o.w / 2, y * o.d / 2, z * o.h) for x, y, z in food.verts]
    paint(emit(o, "food", food, slot="food", crease=60), "#8a5a34", "food")
