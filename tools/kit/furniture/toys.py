"""Toys: bears, blocks, balls, cars, a doll's house, a play tent."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Literal

from tools.kit.core import Thing, Vec3, paint
from tools.kit.parts.path import extrude, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_lathe, shell_moved
from tools.kit.parts.soft import soft_block
from tools.kit.parts.solid import box, boxes, shell_cylinder, shell_sphere
from tools.kit.parts.sweep import shell_prism

TOY_TINTS = ("#d0493b", "#e9b23c", "#4f86c6", "#5fa25d", "#d9824a", "#8e6bb0")


def toy(
    o: Thing, *, style: str = "modern", seed: int = 0, kind: Literal["", "bear", "blocks", "ball", "car"] = ""
) -> None:
    """A toy: "bear", "blocks", "ball" or "car"; by the seed when left out.

    Options:
        kind: "bear", "blocks", "ball" or "car"; by the proportions when left out.

    Example: furnish("toy_1", toy, kind="bear")
    """
    words = {"bear": teddy_bear, "blocks": toy_blocks, "ball": ball, "car": toy_car}
    words[kind or ("bear", "blocks", "car", "ball")[seed % 4]](o, style=style, seed=seed)


def teddy_bear(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A sitting teddy bear facing -Y.

    Size: 0.28 x 0.24 x 0.36
    Example: furnish("teddy_bear_1", teddy_bear)
    """
    w, d, h = o.size
    fur = ("#a8774a", "#c8a27a", "#7a5638")[seed % 3]

    def blob(name: str, r: Vec3, at: Vec3, tint: str = "", slot: str = "fabric") -> None:
        ball_shell = shell_sphere((r[0] * w, r[1] * d, r[2] * h), 18)
        part = emit(o, name, ball_shell, slot=slot, at=(at[0] * w, at[1] * d, at[2] * h), crease=100)
        paint(part, tint or fur, "fur" if not tint else "felt")

    blob("body", (0.27, 0.29, 0.27), (0.0, 0.16, 0.0))
    blob("head", (0.27, 0.27, 0.215), (0.0, 0.08, 0.47))
    for side in (-1, 1):
        blob("leg", (0.15, 0.32, 0.13), (side * 0.29, -0.18, 0.0))
        blob("sole", (0.09, 0.03, 0.085), (side * 0.29, -0.475, 0.045), "#d9bd97")
        blob("arm", (0.12, 0.2, 0.15), (side * 0.32, -0.02, 0.27))
        blob("ear", (0.1, 0.08, 0.09), (side * 0.2, 0.1, 0.82))
        blob("ear_inside", (0.055, 0.03, 0.05), (side * 0.2, 0.02, 0.86), "#d9bd97")
        blob("eye", (0.022, 0.022, 0.02), (side * 0.1, -0.165, 0.70), "#1d1612")
    blob("muzzle", (0.12, 0.1, 0.085), (0.0, -0.16, 0.53), "#d9bd97")
    blob("nose", (0.04, 0.028, 0.028), (0.0, -0.245, 0.615), "#1d1612")
    blob("tummy", (0.17, 0.05, 0.17), (0.0, -0.105, 0.1), "#d9bd97")
    for side in (-1, 1):
        bow = shell_lathe([(0.012 * w, 0.0), (0.055 * w, 0.1 * w), (0.04 * w, 0.13 * w), (0.0, 0.12 * w)], 12)
        part = emit(
            o, "bow", bow, slot="fabric", at=(0, -0.075 * d, 0.5 * h), rotation=(0, side * 90, 0), crease=60
        )
        paint(part, "#b5423c", "satin")


def toy_blocks(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A little castle of coloured wooden blocks.

    Size: 0.35 x 0.25 x 0.22
    Example: furnish("toy_blocks_1", toy_blocks)
    """
    u, v, t = o.w / 4, o.d / 2, o.h / 4
    pieces: list[tuple[str, Shell]] = []

    def cube(i: float, j: float, k: float, w: float = 1.0) -> Shell:
        return shell_box((u * w * 0.98, v * 0.9, t), ((i - 1.5) * u, (j - 0.5) * v, k * t), min(u, t) * 0.06)

    for n, (i, j, k, w) in enumerate(
        (
            (0, 0, 0, 1),
            (3, 0, 0, 1),
            (0, 0, 1, 1),
            (3, 0, 1, 1),
            (1.5, 0, 2, 4),
            (1.5, 1, 0, 2),
            (0, 1, 0, 1),
            (3, 1, 0, 1),
            (1.5, 1, 1, 1),
        )
    ):
        pieces.append((TOY_TINTS[(n + seed) % 6], cube(i, j, k, w)))
    roof = shell_prism([(-u * 0.49, 0), (u * 0.49, 0), (0, t)], v * 0.9)
    for i in (0, 3):
        pieces.append(
            (
                TOY_TINTS[(i + seed) % 6],
                shell_moved(
                    shell_moved(roof, (0, v * 0.45, 0), (90, 0, 0)), ((i - 1.5) * u, -0.5 * v, 3 * t)
                ),
            )
        )
    pieces.append((TOY_TINTS[(seed + 2) % 6], shell_cylinder(min(u, v) * 0.42, t, (0, 0.5 * v, 2 * t), 20)))
    pieces.append(
        (
            TOY_TINTS[(seed + 5) % 6],
            shell_cylinder(min(u, v) * 0.46, t * 0.98, (0, -0.5 * v, 3 * t), 20, top=0.001),
        )
    )
    for k, (tint, shell) in enumerate(pieces):
        paint(emit(o, f"block_{k + 1}", shell, slot="wood"), tint, "painted wood")


def ball(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A beach ball in six coloured gores.

    Size: 0.22 x 0.22 x 0.22
    Example: furnish("ball_1", ball)
    """
    for k in range(6):
        tint = TOY_TINTS[(k + seed) % 6] if k % 2 == 0 else "#f2efe6"
        paint(
            emit(o, f"gore_{k + 1}", ball_gore(o.size, k / 6, 1 / 6), slot="plastic", crease=60),
            tint,
            "plastic",
        )


def ball_gore(size: Vec3, start: float, share: float) -> Shell:
    """A closed wedge of a ball standing on the origin, from a share of the turn, that wide."""
    rows, cells = 12, 4
    verts: list[Vec3] = [(0.0, 0.0, 0.0), (0.0, 0.0, size[2]), (0.0, 0.0, size[2] / 2)]
    grid: list[list[int]] = []
    for row in range(rows + 1):
        b = math.pi * row / rows
        if row in (0, rows):
            grid.append([0 if row == 0 else 1] * (cells + 1))
            continue
        grid.append(list(range(len(verts), len(verts) + cells + 1)))
        for c in range(cells + 1):
            a = math.tau * (start + share * c / cells)
            reach = math.sin(b) / 2
            x, y = reach * size[0] * math.cos(a), reach * size[1] * math.sin(a)
            verts.append((x, y, (1 - math.cos(b)) * size[2] / 2))
    faces: list[tuple[int, ...]] = []
    for low, high in pairwise(grid):
        for c in range(cells):
            ring = tuple(dict.fromkeys((low[c], low[c + 1], high[c + 1], high[c])))
            faces.append(ring)
        faces += [(2, low[0], high[0]), (2, high[-1], low[-1])]
    return Shell(verts, faces, [True] * len(faces))


def exercise_ball(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A big gymnastic ball with shallow rings.

    Example: furnish("exercise_ball_1", exercise_ball)
    """
    profile = [(0.0, 0.0)]
    for k in range(1, 40):
        a = math.pi * k / 40
        groove = 0.985 if k % 5 == 0 and 8 < k < 32 else 1.0
        profile.append((math.sin(a) * groove, 0.5 - 0.5 * math.cos(a)))
    shell = shell_lathe([*profile, (0.0, 1.0)], 40)
    shell.verts = [(x * o.w / 2, y * o.d / 2, z * o.h) for x, y, z in shell.verts]
    paint(
        emit(o, "ball", shell, slot="plastic", crease=80),
        ("#5b7f95", "#8a5f8a", "#6f9a78")[seed % 3],
        "plastic",
    )


def toy_car(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A wooden toy car; its front is at -Y, or at -X when it is wider than deep.

    Size: 0.1 x 0.22 x 0.09
    Example: furnish("toy_car_1", toy_car)
    """
    along_x = o.w >= o.d
    long, wide = (o.w, o.d) if along_x else (o.d, o.w)
    r = min(o.h * 0.26, long * 0.14)
    tint = TOY_TINTS[seed % 6]
    body = wide * 0.8
    side = [
        (-0.5, r * 0.8 / o.h),
        (0.5, r * 0.8 / o.h),
        (0.5, 0.52),
        (0.46, 0.58),
        (0.28, 0.6),
        (0.14, 0.97),
        (0.1, 1.0),
        (-0.26, 1.0),
        (-0.31, 0.97),
        (-0.4, 0.62),
        (-0.48, 0.58),
        (-0.5, 0.5),
    ]
    outline = [(-x * long, z * o.h) for x, z in side]
    turn = (90.0, 0.0, 0.0) if along_x else (90.0, 0.0, -90.0)
    at = (0.0, body / 2, 0.0) if along_x else (body / 2, 0.0, 0.0)
    paint(
        extrude(o, "body", outline, body, at, slot="wood", bevel=min(0.006, wide * 0.05), rotation=turn),
        tint,
        "gloss paint",
    )
    pane = [(-0.3, 0.64), (0.24, 0.64), (0.13, 0.92), (-0.25, 0.92)]
    glass = [(-x * long, z * o.h) for x, z in pane]
    thick = body * 1.012
    start = (0.0, thick / 2, 0.0) if along_x else (thick / 2, 0.0, 0.0)
    paint(extrude(o, "windows", glass, thick, start, slot="glass", rotation=turn), "#bcd6e0", "gloss paint")
    wheels: list[Shell] = []
    hubs: list[Shell] = []
    for x in (-0.3, 0.3):
        for s in (-1, 1):
            wheel = shell_lathe(
                [
                    (0, 0),
                    (r * 0.92, 0),
                    (r, wide * 0.03),
                    (r, wide * 0.12),
                    (r * 0.92, wide * 0.15),
                    (0, wide * 0.15),
                ],
                24,
            )
            hub = shell_lathe(
                [(0, -0.001), (r * 0.45, -0.001), (r * 0.45, wide * 0.152), (0, wide * 0.152)], 16
            )
            for shell, group in ((wheel, wheels), (hub, hubs)):
                spot = shell_moved(shell, (0, 0, -wide * 0.075), (0, 0, 0))
                spot = shell_moved(spot, (0, 0, 0), (90.0, 0.0, 0.0))
                spot = shell_moved(spot, (x * long, s * (wide - wide * 0.152) / 2, r))
                group.append(spot if along_x else shell_moved(spot, (0, 0, 0), (0, 0, -90.0)))
    emit(o, "wheels", wheels, slot="dark", crease=40)
    paint(emit(o, "hubs", hubs, slot="wood", crease=40), "#e9d9b5", "wood")
    lamps = [shell_sphere((0.02 * long, 0.06 * wide, 0.05 * o.h), 10) for _ in range(2)]
    placed = [
        shell_moved(lamp, (-long * 0.487, s * body * 0.3, o.h * 0.42))
        for s, lamp in zip((-1, 1), lamps, strict=True)
    ]
    emit(
        o,
        "lamps",
        [p if along_x else shell_moved(p, (0, 0, 0), (0, 0, 90.0)) for p in placed],
        slot="bulb",
        crease=60,
    )


def doll_house(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A doll's house open at the front (-Y): two floors, a gabled roof, windows, tiny furniture.

    Size: 0.6 x 0.35 x 0.7
    Example: furnish("doll_house_1", doll_house)
    """
    thin, roof = min(0.012, o.w * 0.025), o.h * 0.3
    eave = o.w * 0.04
    w, high = o.w - 2 * eave, o.h - roof
    walls = [((thin, o.d * 0.96, high), (s * (w - thin) / 2, o.d * 0.02, 0.0)) for s in (-1, 1)]
    walls += [
        ((w - 2 * thin + 0.001, thin, high), (0.0, (o.d - thin) / 2, 0.0)),
        ((thin, o.d * 0.88, high - thin), (w * 0.08, o.d * 0.045, 0.003)),
    ]
    paint(boxes(o, "walls", walls, "wood"), "#f0e4d6", "painted wood")
    floors = [
        ((w - 2 * thin + 0.0004, o.d * 0.95, thin), (0.0, o.d * 0.02, z))
        for z in (0.001, high * 0.48, high - thin - 0.001)
    ]
    boxes(o, "floors", floors, "wood")
    at = (0.0, o.d / 2 - 0.002, high - 0.001)
    rise = roof - thin * 1.4
    gable = [(-w / 2, 0.0), (w / 2, 0.0), (0.0, rise)]
    back = extrude(o, "gable", gable, thin, at, slot="wood", rotation=(90, 0, 0))
    paint(back, "#f0e4d6", "painted wood")
    slope = math.atan2(rise, w / 2)
    plank = shell_box((o.w / 2 / math.cos(slope), o.d, thin))
    planes = []
    for s in (-1, 1):
        shifted = shell_moved(plank, (s * o.w / 4 / math.cos(slope), 0.0, 0.0))
        planes.append(
            shell_moved(shifted, (0.0, 0.0, high + rise - 0.002), (0.0, s * math.degrees(slope), 0.0))
        )
    paint(emit(o, "roof", planes, slot="wood"), "#b9614f", "painted wood")
    chimney = box(
        o, "chimney", (o.w * 0.08, o.d * 0.14, roof * 0.55), (o.w * 0.22, 0.0, high + roof * 0.36), "wood"
    )
    paint(chimney, "#8f6b5c", "brick")
    frames = []
    for s in (-1, 1):
        for z in (0.2, 0.66):
            frames.append(shell_box((0.003, o.d * 0.34, high * 0.2), (s * w / 2, 0, high * z)))
    paint(emit(o, "windows", frames, slot="glass"), "#a9c9d6", "gloss paint")
    bits = [
        ((0.16, 0.3, 0.12), (-0.25, 0.0, 0.0)),
        ((0.14, 0.2, 0.16), (0.26, 0.1, 0.0)),
        ((0.2, 0.36, 0.1), (-0.2, 0.05, 0.48)),
        ((0.1, 0.14, 0.22), (0.3, 0.2, 0.48)),
        ((0.06, 0.1, 0.1), (0.12, -0.1, 0.48)),
    ]
    for k, (size, at) in enumerate(bits):
        part = soft_block(
            o,
            f"furniture_{k + 1}",
            (size[0] * w, size[1] * o.d, size[2] * high),
            (at[0] * w, at[1] * o.d + 0.02 * o.d, at[2] * high + thin),
            radius=0.006,
            edge=0.004,
            slot="fabric",
        )
        paint(part, TOY_TINTS[k], "felt")


def play_tent(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A tipi: four poles, cloth open at the front (-Y), a cushion within.

    Example: furnish("play_tent_1", play_tent)
    """
    cross = 0.86 * o.h
    r = min(0.014, o.w * 0.015)
    for k, (sx, sy) in enumerate(((-1, -1), (1, -1), (1, 1), (-1, 1))):
        foot: Vec3 = (sx * (o.w / 2 - r), sy * (o.d / 2 - r), r * 0.5)
        over = (o.h - cross) / cross
        tip: Vec3 = (-foot[0] * over * 0.95, -foot[1] * over * 0.95, o.h - r * 0.3)
        tube(o, f"pole_{k + 1}", [foot, tip], r, "wood", 8)
    top = 0.1
    corner = [(sx * (o.w / 2 - r), sy * (o.d / 2 - r)) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    high = cross * (1 - top)
    sheets: list[Shell] = []
    panels = [(1, 2), (2, 3), (3, 0)]
    for a, b in panels:
        sheets.append(
            tent_sheet(
                [
                    (*corner[a], 0.02),
                    (*corner[b], 0.02),
                    (corner[b][0] * top, corner[b][1] * top, high),
                    (corner[a][0] * top, corner[a][1] * top, high),
                ]
            )
        )
    for x, y in corner[:2]:
        low: Vec3 = (x * 0.82, y, 0.02)
        quad: list[Vec3] = [
            (x, y, 0.02),
            low,
            (0.0, y * (top + 0.2), high * 0.78),
            (0.0, y * top, high),
            (x * top, y * top, high),
        ]
        sheets.append(tent_sheet(quad if x < 0 else quad[::-1]))
    emit(o, "cloth", sheets, slot="fabric")
    soft_block(
        o,
        "mat",
        (o.w * 0.72, o.d * 0.72, min(0.06, o.h * 0.05)),
        (0, o.d * 0.04, 0),
        radius=0.05,
        edge=0.02,
        slot="cushion",
    )
    half = o.d / 2 - r

    def string(x: float) -> Vec3:
        z = o.h * (0.46 - 0.25 * abs(x) / o.w)
        return (x, -half * (1 - z / cross) - 0.006, z)

    tube(o, "string", [string(s * o.w * 0.24) for s in (-1.0, 0.0, 1.0)], 0.004, "rope", 5)
    pennant = shell_prism([(-0.03 * o.w, 0), (0, -0.05 * o.h), (0.03 * o.w, 0)], 0.003)
    flags = [shell_moved(pennant, string(k * o.w * 0.09), (90, 0, 0)) for k in (-2, -1, 0, 1, 2)]
    paint(emit(o, "flags", flags, slot="fabric"), "#d9824a", "felt")


def tent_sheet(corners: list[Vec3], thick: float = 0.004) -> Shell:
    """A flat sheet of cloth of a thickness through corners that run counter-clockwise seen from outside."""
    a, b, c = corners[0], corners[1], corners[2]
    u, v = [b[k] - a[k] for k in range(3)], [c[k] - a[k] for k in range(3)]
    n = (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
    size = math.sqrt(sum(k * k for k in n)) or 1.0
    back = [tuple(p[k] - n[k] / size * thick for k in range(3)) for p in corners]
    m = len(corners)
    faces: list[tuple[int, ...]] = [tuple(range(m)), tuple(range(2 * m - 1, m - 1, -1))]
    faces += [(k, k + m, (k + 1) % m + m, (k + 1) % m) for k in range(m)]
    return Shell([*corners, *((p[0], p[1], p[2]) for p in back)], faces, [False] * len(faces))
