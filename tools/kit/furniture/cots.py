"""Beds that are not plain: bunk bed, crib, day bed, hospital bed."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec3, paint
from tools.kit.parts.cloth import bed_duvet
from tools.kit.parts.legs import legs
from tools.kit.parts.path import shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved
from tools.kit.parts.soft import bed_mattress, bed_pillow, cushion, soft_block
from tools.kit.parts.solid import box, boxes, shell_sphere, shell_torus
from tools.kit.parts.style import style_look


def bunk_bed(o: Thing, *, style: str = "modern", seed: int = 0, drawers: bool = True) -> None:
    """Two beds over each other, head at +Y, with a ladder at the left side (-X) and guard rails.

    Args:
        o: the object.
        style: "industrial" makes it of metal.
        seed: varies the bedding.
        drawers: two drawers under the lower bed.

    Example: furnish("bunk_bed_1", bunk_bed, drawers=False)
    """
    metal = style_look(style).leg_slot == "metal"
    slot = "metal" if metal else "frame"
    post, ladder = min(0.07, o.w * 0.08), min(0.09, o.w * 0.1)
    w, x0 = o.w - ladder, ladder / 2
    boxes(
        o,
        "posts",
        [
            ((post, post, o.h), (x0 + sx * (w - post) / 2, sy * (o.d - post) / 2, 0))
            for sx in (-1, 1)
            for sy in (-1, 1)
        ],
        slot,
        0.004,
    )
    thick = min(0.16, o.h * 0.1)
    inner_w, inner_d = w - 2 * post * 0.6, o.d - 2 * post
    for name, level in (("lower", o.h * 0.17), ("upper", o.h * 0.66)):
        rails: list[tuple[Vec3, Vec3]] = [
            ((0.03, o.d - post, 0.13), (x0 + s * (w - 0.03) / 2, 0, level - 0.06)) for s in (-1, 1)
        ]
        rails += [((w - post, 0.03, 0.13), (x0, s * (o.d - 0.04) / 2, level - 0.06)) for s in (-1, 1)]
        rails += [((w - 0.05, 0.06, 0.02), (x0, (k - 3) * o.d * 0.13, level - 0.02)) for k in range(7)]
        boxes(o, f"rails_{name}", rails, slot, 0.003)
        size = (inner_w, inner_d, thick)
        bed_mattress(o, f"mattress_{name}", size, (x0, 0, level))
        bed_duvet(
            o,
            f"duvet_{name}",
            size,
            (x0, 0, level),
            drop=-0.03,
            foot=-0.05,
            head=0.42,
            fold=0.2,
            thickness=0.035,
            rumple=0.2,
            seed=seed + len(name),
        )
        bed_pillow(
            o,
            f"pillow_{name}",
            (min(0.6, inner_w * 0.8), 0.38, 0.12),
            (x0, inner_d / 2 - 0.23, level + thick - 0.008),
            tilt=8,
            seed=seed,
        )
    top = o.h * 0.66 + thick
    guard: list[tuple[Vec3, Vec3]] = []
    for z in (top + 0.07, o.h - 0.06):
        guard.append(((0.022, o.d - post, 0.055), (x0 + (w - 0.022) / 2, 0, z)))
        guard.append(((0.022, o.d * 0.62, 0.055), (x0 - (w - 0.022) / 2, o.d * 0.19 - post / 2, z)))
        guard += [((w - post, 0.022, 0.055), (x0, s * (o.d - post) / 2, z)) for s in (-1, 1)]
    guard.append(((0.03, 0.05, o.h - top - 0.02 + 0.12), (x0 - (w - 0.03) / 2, -o.d * 0.12, top - 0.1)))
    boxes(o, "guard", guard, slot, 0.003)
    rungs: list[Shell] = [
        shell_box((0.03, 0.045, o.h * 0.86), (-o.w / 2 + 0.03, y, 0), 0.003)
        for y in (-o.d * 0.38, -o.d * 0.18)
    ]
    steps = max(3, round(o.h * 0.62 / 0.26))
    rungs += [
        shell_box(
            (0.05, o.d * 0.2, 0.025), (-o.w / 2 + 0.035, -o.d * 0.28, o.h * 0.66 * (k + 0.8) / steps), 0.003
        )
        for k in range(steps)
    ]
    rungs += [
        shell_box((ladder + 0.01, 0.03, 0.03), (-o.w / 2 + ladder / 2 + 0.012, y, o.h * 0.6237))
        for y in (-o.d * 0.38, -o.d * 0.18)
    ]
    emit(o, "ladder", rungs, slot=slot)
    if drawers:
        low = o.h * 0.17 - 0.08
        box(o, "drawer_box", (w - post, o.d - 2 * post - 0.02, low - 0.008), (x0 + 0.01, 0, 0.0), slot, 0.003)
        fronts = [
            shell_box(
                (0.018, (o.d - 2 * post) * 0.48, low - 0.03),
                (x0 - (w - post) / 2, s * (o.d - 2 * post) * 0.245, 0.018),
                0.003,
            )
            for s in (-1, 1)
        ]
        emit(o, "drawers", fronts, slot="drawer")
        knobs = [
            shell_moved(
                shell_sphere(0.014, 10),
                (x0 - (w - post) / 2 - 0.014, s * (o.d - 2 * post) * 0.245, low * 0.5),
            )
            for s in (-1, 1)
        ]
        emit(o, "knobs", knobs, slot="handle", crease=60)


def crib(o: Thing, *, style: str = "modern", seed: int = 0, mobile: bool = False) -> None:
    """A baby's cot with slatted sides, mattress, blanket and a toy; `mobile` hangs one over the head (+Y).

    Example: furnish("crib_1", crib, mobile=True)
    """
    arm = o.h * 0.42 if mobile else 0.0
    high = o.h - arm
    post = min(0.045, o.w * 0.08)
    boxes(
        o,
        "posts",
        [
            ((post, post, high), (sx * (o.w - post) / 2, sy * (o.d - post) / 2, 0))
            for sx in (-1, 1)
            for sy in (-1, 1)
        ],
        "frame",
        0.006,
    )
    low, rail = high * 0.22, 0.045
    bars: list[Shell] = []
    for z in (low, high - rail - 0.01):
        bars += [shell_box((0.028, o.d - post, rail), (s * (o.w - post) / 2, 0, z), 0.004) for s in (-1, 1)]
        bars += [shell_box((o.w - post, 0.028, rail), (0, s * (o.d - post) / 2, z), 0.004) for s in (-1, 1)]
    for s in (-1, 1):
        count = max(5, round(o.d / 0.085))
        bars += [
            shell_box(
                (0.014, 0.02, high - low - rail),
                (s * (o.w - post) / 2, (k + 0.5 - count / 2) * (o.d - post) / count, low + rail * 0.5),
            )
            for k in range(count)
        ]
        count = max(4, round(o.w / 0.085))
        bars += [
            shell_box(
                (0.02, 0.014, high - low - rail),
                ((k + 0.5 - count / 2) * (o.w - post) / count, s * (o.d - post) / 2, low + rail * 0.5),
            )
            for k in range(count)
        ]
    emit(o, "bars", bars, slot="frame")
    w, d = o.w - post * 1.3, o.d - post * 1.3
    box(o, "base", (w, d, 0.025), (0, 0, low + 0.01), "frame")
    bed_mattress(o, "mattress", (w, d, 0.11), (0, 0, low + 0.034))
    bed_duvet(
        o,
        "blanket",
        (w, d, 0.11),
        (0, 0, low + 0.034),
        drop=-0.03,
        foot=-0.04,
        head=d * 0.42,
        fold=0.12,
        thickness=0.025,
        rumple=0.2,
        seed=seed,
        slot="throw",
    )
    cushion(
        o, "pillow", (w * 0.6, 0.22, 0.07), (0, d / 2 - 0.15, low + 0.14), plump=0.8, seed=seed, slot="pillow"
    )
    if mobile:
        crib_mobile(o, high, seed)


def crib_mobile(o: Thing, low: float, seed: int) -> None:
    """A bow from the head rail with four felt balls hanging over the cot."""
    y = o.d / 2 - 0.02
    path: list[Vec3] = [(0, y, low - 0.05), (0, y, o.h - 0.02), (0, o.d * 0.12, o.h - 0.008)]
    tube(o, "mobile_arm", path, 0.008, "frame", 8, bend=0.12)
    r = min(0.16, o.w * 0.2)
    ring = shell_moved(shell_torus(r, 0.005, 24, 6), (0, o.d * 0.12, o.h - 0.09))
    strings = [
        shell_tube(
            [(0, o.d * 0.12, o.h - 0.01), (r * math.cos(a), o.d * 0.12 + r * math.sin(a), o.h - 0.085)],
            0.0015,
            4,
        )
        for a in (0.4, 2.5, 4.6)
    ]
    emit(o, "mobile_ring", [ring, *strings], slot="frame")
    for k in range(4):
        a = math.tau * k / 4 + 0.4
        x, yy, z = r * math.cos(a), o.d * 0.12 + r * math.sin(a), o.h - 0.2 - 0.03 * (k % 2)
        thread = shell_tube([(x, yy, z + 0.045), (x, yy, o.h - 0.085)], 0.0015, 4)
        made = emit(
            o,
            f"mobile_{k + 1}",
            [shell_moved(shell_sphere(0.026, 12), (x, yy, z)), thread],
            slot="fabric",
            crease=60,
        )
        paint(made, ("#e2a76f", "#8fb0a9", "#d98f9c", "#c9b56b")[(k + seed) % 4], "felt")


def day_bed(o: Thing, *, style: str = "modern", seed: int = 0, pillows: int = 3) -> None:
    """A bed that is a sofa by day: back and two ends around a mattress, bolsters and cushions.

    Args:
        o: the object; its back is at +X when deeper than wide, else at +Y.
        style: chooses frame and legs.
        seed: varies the cushions.
        pillows: cushions along the back.

    Example: furnish("day_bed_1", day_bed, pillows=4)
    """
    look = style_look(style)
    turned = o.d > o.w
    w, d = (o.d, o.w) if turned else (o.w, o.d)
    first = len(o.parts)
    slot = "metal" if look.leg_slot == "metal" else "frame"
    foot, rail = min(0.16, o.h * 0.2), 0.1
    seat = min(0.42, o.h * 0.56)
    legs(
        o, foot + 0.002, 0.02, "straight" if slot == "metal" else "tapered", 0.05, look.leg_slot, span=(w, d)
    )
    box(o, "frame", (w, d, rail), (0, 0, foot), slot, 0.006)
    thick = 0.05
    backs: list[tuple[Vec3, Vec3]] = [
        ((w, thick, o.h - foot - rail + 0.002), (0, (d - thick) / 2, foot + rail - 0.002))
    ]
    low = (o.h - foot - rail) * 0.8
    backs += [
        ((thick, d - thick, low), (s * (w - thick) / 2, -thick / 2, foot + rail - 0.002)) for s in (-1, 1)
    ]
    boxes(o, "back", backs, slot, 0.012)
    size = (w - 2 * thick - 0.01, d - thick - 0.01, max(seat - foot - rail, 0.08))
    soft_block(
        o,
        "mattress",
        size,
        (0, -thick / 2, foot + rail - 0.002),
        radius=0.05,
        edge=0.035,
        crown=0.01,
        slot="fabric",
    )
    y = d / 2 - thick
    tall = min(0.42, max(o.h - seat + 0.06, 0.22))
    for k in range(pillows):
        x = (k - (pillows - 1) / 2) * (size[0] - 0.3) / max(pillows, 1)
        deep = tall * math.cos(math.radians(72)) + 0.14
        at = (x, y - deep / 2, seat - 0.015)
        cushion(
            o,
            f"cushion_{k + 1}",
            (min(0.5, size[0] / max(pillows, 1)), tall, 0.15),
            at,
            tilt=72,
            plump=0.85,
            seed=seed + k,
            slot="cushion" if k % 2 == 0 else "cushion_2",
        )
    for number, s in enumerate((-1, 1)):
        roll = shell_moved(
            shell_box((0.17, size[1] * 0.8, 0.17), (0, 0, 0), 0.08, 4),
            (s * (size[0] / 2 - 0.09), -thick, seat - 0.012),
        )
        emit(o, f"bolster_{number + 1}", roll, slot="pillow", crease=80)
    if turned:
        for part in o.parts[first:]:
            for vertex in part.data.vertices:
                vertex.co.x, vertex.co.y = vertex.co.y, -vertex.co.x


def hospital_bed(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A clinic bed, head at +Y: castors, lifting frame, raised back rest, side rails, panels at both ends.

    Example: furnish("hospital_bed_1", hospital_bed)
    """
    deck, panel = min(0.5, o.h * 0.52), 0.04
    wheel = 0.12
    w, d = o.w * 0.94, o.d - 2 * panel
    bars: list[Shell] = [shell_box((0.05, d * 0.86, 0.05), (s * w * 0.32, 0, wheel), 0.006) for s in (-1, 1)]
    bars += [shell_box((w * 0.68, 0.05, 0.05), (0, s * d * 0.38, wheel), 0.006) for s in (-1, 1)]
    for s in (-1, 1):
        for side in (-1, 1):
            bars.append(
                shell_tube(
                    [
                        (s * w * 0.3, side * d * 0.34, wheel + 0.03),
                        (s * w * 0.3, -side * d * 0.04, deck - 0.05),
                    ],
                    0.022,
                    8,
                )
            )
    bars.append(shell_box((w, d + 0.01, 0.05), (0, 0, deck - 0.06), 0.006))
    bars += [
        shell_box((o.w - 0.03, 0.03, 0.03), (0, y, deck - 0.05)) for y in (-d * 0.16, d * 0.09, d * 0.34)
    ]
    emit(o, "frame", bars, slot="metal")
    wheels: list[Shell] = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            ring = shell_moved(shell_torus(0.042, 0.018, 18, 8), (0, 0, -0.018), (0, 0, 0))
            wheels.append(
                shell_moved(shell_moved(ring, (0, 0, 0), (0, 90, 0)), (sx * w * 0.32, sy * d * 0.4, 0.06))
            )
            wheels.append(shell_box((0.03, 0.05, 0.075), (sx * w * 0.32, sy * d * 0.4, 0.06), 0.004))
    emit(o, "castors", wheels, slot="dark", crease=50)
    back = d * 0.4
    rise = math.radians(24)
    soft_block(
        o,
        "mattress",
        (w * 0.94, d - back + 0.03, 0.12),
        (0, -back / 2, deck - 0.012),
        radius=0.06,
        edge=0.03,
        slot="sheet",
    )
    lifted = shell_box((w * 0.94, back, 0.12), (0, back / 2, 0), 0.03, 3)
    hinge = (0.0, d / 2 - back, deck - 0.012)
    emit(o, "back_rest", lifted, slot="sheet", at=hinge, rotation=(math.degrees(rise), 0, 0), crease=60)
    rest = shell_box((w * 0.9, back * 0.96, 0.02), (0, back / 2, -0.019))
    emit(o, "back_board", rest, slot="metal", at=hinge, rotation=(math.degrees(rise), 0, 0))
    strut: list[Vec3] = [
        (0, d * 0.42, deck - 0.03),
        (0, hinge[1] + back * 0.7 * math.cos(rise), hinge[2] + back * 0.7 * math.sin(rise) - 0.01),
    ]
    tube(o, "strut", strut, 0.018, "metal", 8)
    top = hinge[2] + math.sin(rise) * back * 0.72 + 0.1
    bed_pillow(
        o,
        "pillow",
        (w * 0.62, 0.38, 0.12),
        (0, hinge[1] + math.cos(rise) * back * 0.72 - 0.05, top - 0.11),
        tilt=math.degrees(rise),
        seed=seed,
    )
    flat = (w * 0.94, d - back, 0.12)
    bed_duvet(
        o,
        "blanket",
        flat,
        (0, -back / 2, deck - 0.012),
        drop=0.12,
        foot=0.02,
        head=0.04,
        fold=0.16,
        thickness=0.02,
        rumple=0.1,
        seed=seed,
        slot="throw",
    )
    ends = [
        shell_box(
            (o.w, panel, o.h - deck * 0.6 if s > 0 else (o.h - deck * 0.6) * 0.82),
            (0, s * (o.d - panel) / 2, deck * 0.6),
            0.014,
            3,
        )
        for s in (-1, 1)
    ]
    paint(emit(o, "panels", ends, slot="plastic", crease=60), "#c9d5d8", "plastic")
    rails: list[Shell] = []
    for s in (-1, 1):
        x = s * (o.w / 2 - 0.014)
        for z in (deck + 0.17, deck + 0.27):
            rails.append(shell_tube([(x, -d * 0.16, z), (x, d * 0.34, z)], 0.012, 8))
        rails += [
            shell_tube([(x, y, deck - 0.04), (x, y, deck + 0.27)], 0.012, 8)
            for y in (-d * 0.16, d * 0.09, d * 0.34)
        ]
    emit(o, "rails", rails, slot="metal", crease=60)
