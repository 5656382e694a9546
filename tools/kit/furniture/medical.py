"""Clinic, stage and studio stands: a cart, a drip stand, a lectern, an easel."""

from __future__ import annotations

import math

from tools.kit.core import Thing, Vec3, paint
from tools.kit.parts.path import extrude, lathe, shell_tube, tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_moved
from tools.kit.parts.soft import folded, soft_block
from tools.kit.parts.solid import box, boxes, panel, shell_cylinder, shell_sphere, shell_torus


def medical_cart(o: Thing, *, style: str = "modern", seed: int = 0, shelves: int = 3) -> None:
    """A trolley on castors with `shelves` trays, a push bar and things on it; "rustic" makes it of wood.

    Example: furnish("medical_cart_1", medical_cart, shelves=4)
    """
    slot = "wood" if "rustic" in style else "metal"
    wheel = 0.08
    post = 0.022
    w = o.w - 0.06
    x0 = -0.03
    spots = [
        (x0 + sx * ((w - post) / 2 - 0.002), sy * ((o.d - post) / 2 - 0.002))
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    top = o.h * 0.9
    emit(
        o,
        "posts",
        [shell_box((post, post, top - wheel + 0.01), (x, y, wheel - 0.01), 0.003) for x, y in spots],
        slot="metal",
    )
    wheels: list[Shell] = []
    for x, y in spots:
        wheels.append(
            shell_moved(
                shell_moved(shell_cylinder(0.036, 0.022, segments=16), (0, 0, -0.011)),
                (x, y, 0.036),
                (0, 90, 0),
            )
        )
        wheels.append(shell_box((0.03, 0.03, wheel - 0.036), (x, y, 0.036)))
    emit(o, "castors", wheels, slot="dark", crease=40)
    for k in range(shelves):
        z = wheel + 0.03 + (top - wheel - 0.05) * k / max(shelves - 1, 1)
        boxes(
            o,
            f"shelf_{k + 1}",
            [
                ((w, o.d, 0.016), (x0, 0, z)),
                *(((w, 0.01, 0.03), (x0, s * (o.d - 0.01) / 2, z + 0.014)) for s in (-1, 1)),
                ((0.01, o.d, 0.03), (x0 - (w - 0.01) / 2, 0, z + 0.014)),
            ],
            slot,
            0.002,
        )
    bar: list[Vec3] = [
        (x0 + w / 2 - 0.01, -o.d * 0.42, top - 0.03),
        (o.w / 2 - 0.01, -o.d * 0.42, top),
        (o.w / 2 - 0.01, o.d * 0.42, top),
        (x0 + w / 2 - 0.01, o.d * 0.42, top - 0.03),
    ]
    tube(o, "bar", bar, 0.01, "metal", 8, bend=0.03)
    z = top - 0.0045
    for k, (x, y, r, tint) in enumerate(
        ((-0.3, 0.1, 0.032, "#dfe8ea"), (-0.12, 0.2, 0.026, "#7fa7b8"), (0.06, 0.1, 0.03, "#c98f5a"))
    ):
        profile = [
            (0, 0),
            (r, 0),
            (r, (o.h - z) * 0.6),
            (r * 0.4, (o.h - z) * 0.78),
            (r * 0.4, o.h - z),
            (0, o.h - z),
        ]
        paint(lathe(o, f"bottle_{k + 1}", profile, (x0 + x * w, y * o.d, z), "plastic", 18), tint, "plastic")
    folded(o, "towels", (w * 0.34, o.d * 0.6, 0.1), (x0, 0, wheel + 0.046), layers=3, seed=seed)


def iv_stand(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A drip stand on five castors with a bag, its tube and a pump.

    Example: furnish("iv_stand_1", iv_stand)
    """
    r = min(o.w, o.d) / 2
    base: list[Shell] = []
    wheels: list[Shell] = []
    for k in range(5):
        a = math.tau * k / 5 + math.pi / 2
        tip: Vec3 = ((r - 0.025) * math.cos(a), (r - 0.025) * math.sin(a), 0.06)
        base.append(shell_tube([(0, 0, 0.09), tip], 0.012, 8))
        wheels.append(shell_moved(shell_sphere(0.025, 12), (tip[0], tip[1], 0.0)))
    base += [
        shell_cylinder(0.014, o.h - 0.13, (0, 0, 0.08), 12),
        shell_tube(
            [
                (-r * 0.6, 0, o.h - 0.02),
                (-r * 0.3, 0, o.h - 0.06),
                (r * 0.3, 0, o.h - 0.06),
                (r * 0.6, 0, o.h - 0.02),
            ],
            0.007,
            8,
        ),
    ]
    base += [
        shell_moved(shell_torus(0.014, 0.004, 14, 6), (s * r * 0.6, 0, o.h - 0.022), (90, 0, 0))
        for s in (-1, 1)
    ]
    emit(o, "stand", base, slot="metal", crease=60)
    emit(o, "castors", wheels, slot="dark", crease=60)
    bag = soft_block(
        o, "bag", (0.13, 0.05, 0.22), (-r * 0.6, 0, o.h - 0.25), radius=0.02, edge=0.02, slot="water"
    )
    paint(bag, "#cfe2ea", "glass")
    soft_block(o, "pump", (0.14, 0.12, 0.2), (0, -0.055, o.h * 0.55), radius=0.02, edge=0.01, slot="plastic")
    panel(o, "display", (0.09, 0.004, 0.06), (0, -0.115, o.h * 0.55 + 0.11), 0.006, "screen", axis="y")
    drip: list[Vec3] = [
        (-r * 0.6, 0, o.h - 0.25),
        (-r * 0.62, -0.02, o.h * 0.72),
        (-0.04, -0.1, o.h * 0.55 + 0.1),
    ]
    tube(o, "drip", drip, 0.003, "plastic", 6, bend=0.08)


def podium(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A lectern with a sloping top, a ledge, a sheet of notes and a microphone; the speaker stands at +Y.

    Example: furnish("podium_1", podium)
    """
    foot, mic = 0.05, o.h * 0.1
    slope = o.h * 0.12
    box(o, "base", (o.w, o.d, foot), (0, 0, 0), "wood", 0.006)
    low = o.h - mic - slope
    sides = [
        (-o.d * 0.42, 0.0),
        (o.d * 0.34, 0.0),
        (o.d * 0.4, low - foot),
        (-o.d * 0.44, low - foot + slope * 0.8),
    ]
    extrude(
        o,
        "body",
        sides,
        o.w * 0.86,
        (-o.w * 0.43, 0, foot - 0.001),
        slot="wood",
        bevel=0.004,
        rotation=(90, 0, 90),
    )
    angle = math.degrees(math.atan2(slope * 0.8, o.d * 0.86))
    top = shell_box((o.w, o.d * 0.96, 0.025), (0, 0, 0), 0.004)
    mid = (0.0, 0.0, low + slope * 0.42)
    emit(o, "top", top, slot="wood", at=mid, rotation=(-angle, 0, 0))
    emit(
        o,
        "ledge",
        shell_box((o.w * 0.9, 0.016, 0.05), (0, o.d * 0.46, 0.004)),
        slot="wood",
        at=mid,
        rotation=(-angle, 0, 0),
    )
    emit(
        o,
        "notes",
        shell_box((0.21, 0.29, 0.004), (0, 0.04, 0.0245)),
        slot="paper",
        at=mid,
        rotation=(-angle, 0, 0),
    )
    stem: list[Vec3] = [
        (o.w * 0.3, -o.d * 0.3, mid[2] + 0.02),
        (o.w * 0.3, -o.d * 0.34, o.h - mic * 0.3),
        (o.w * 0.27, -o.d * 0.18, o.h - 0.012),
    ]
    tube(o, "microphone_stem", stem, 0.005, "dark", 8, bend=0.06)
    tube(o, "microphone", [stem[-1], (o.w * 0.26, -o.d * 0.1, o.h - 0.02)], 0.012, "dark", 10)


def easel(o: Thing, *, style: str = "modern", seed: int = 0, painting: bool = True) -> None:
    """A painter's tripod easel with a canvas, its front to -Y.

    Options:
        painting: a canvas stands on it.

    Example: furnish("easel_1", easel, painting=False)
    """
    top = o.h - 0.01
    rod = 0.014
    mid = o.h * 0.9
    apex = (0.0, o.d * 0.02, mid)
    legs = [
        shell_tube([(s * (o.w / 2 - rod), -o.d / 2 + rod, 0.0), (s * o.w * 0.06, apex[1], mid)], rod, 8)
        for s in (-1, 1)
    ]
    legs.append(shell_tube([(0.0, o.d / 2 - rod, 0.0), (0.0, apex[1] + 0.02, mid)], rod, 8))
    lean = math.atan2(apex[1] + o.d / 2 - rod, mid)
    ledge_z = o.h * 0.36
    ledge_y = -o.d / 2 + rod + ledge_z * math.tan(lean)
    legs.append(shell_tube([(0.0, ledge_y, ledge_z - 0.1), (0.0, apex[1] + 0.02, top)], rod * 0.9, 8))
    legs.append(shell_box((o.w * 0.72, 0.05, 0.022), (0, ledge_y - 0.02, ledge_z - 0.022), 0.003))
    low = (ledge_y - ledge_z * math.tan(lean)) + o.h * 0.2 * math.tan(lean)
    span = (o.w / 2 - rod) * (1 - 0.2 / 0.9) + o.w * 0.06 * 0.2 / 0.9
    legs.append(shell_tube([(-span, low, o.h * 0.2), (span, low, o.h * 0.2)], rod * 0.7, 8))
    legs.append(shell_box((o.w * 0.16, 0.06, 0.05), (0, apex[1] + 0.012, mid - 0.05), 0.004))
    emit(o, "easel", legs, slot="wood", crease=60)
    if painting:
        high, wide = o.h * 0.46, o.w * 0.8
        turn = (-math.degrees(lean), 0.0, 0.0)
        at = (0.0, ledge_y - rod - 0.012, ledge_z)
        emit(
            o, "canvas", shell_box((wide, 0.022, high), (0, 0, 0), 0.003), slot="sheet", at=at, rotation=turn
        )
        for k, (x, z, w, h, tint) in enumerate(
            (
                (0, 0, 1, 0.45, "#7d9a72"),
                (0, 0.45, 1, 0.52, "#a9c6d6"),
                (-0.12, 0.3, 0.5, 0.34, "#5f7f8f"),
                (0.24, 0.66, 0.16, 0.16, "#e3b85c"),
            )
        ):
            deep = 0.0125 + 0.0008 * k
            outline = [
                (-w * wide * 0.49, z * high + 0.004),
                (w * wide * 0.49, z * high + 0.004),
                (w * wide * 0.49, (z + h) * high),
                (-w * wide * 0.49, (z + h) * high),
            ]
            if k == 2:
                outline = [outline[0], outline[1], (0.05 * wide, (z + h) * high)]
            if k == 3:
                outline = [
                    (
                        0.08 * wide * math.cos(math.tau * n / 20),
                        (z + 0.08) * high + 0.08 * wide * math.sin(math.tau * n / 20),
                    )
                    for n in range(20)
                ]
            verts = [(px + x * wide, -deep - s * 0.0008, pz) for s in (0, 1) for px, pz in outline]
            m = len(outline)
            faces: list[tuple[int, ...]] = [tuple(range(m - 1, -1, -1)), tuple(range(m, 2 * m))]
            faces += [(a, (a + 1) % m, (a + 1) % m + m, a + m) for a in range(m)]
            paint(
                emit(o, "paint", Shell(verts, faces, [False] * len(faces)), slot="art", at=at, rotation=turn),
                tint,
            )
        clamp = shell_box((0.05, 0.06, 0.03), (0, -0.01, high - 0.004), 0.004)
        emit(o, "clamp", clamp, slot="wood", at=at, rotation=turn)


def medical_device(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A patient monitor on a rolling stand: five castors, a post, a basket, a screen with traces.

    Example: furnish("medical_device_1", medical_device)
    """
    r = min(o.w, o.d) / 2
    base: list[Shell] = []
    wheels: list[Shell] = []
    for k in range(5):
        a = math.tau * k / 5 + math.pi / 2
        tip: Vec3 = ((r - 0.025) * math.cos(a), (r - 0.025) * math.sin(a), 0.06)
        base.append(shell_tube([(0, 0, 0.1), tip], 0.016, 8))
        wheels.append(shell_moved(shell_sphere(0.025, 12), (tip[0], tip[1], 0.0)))
    screen_h = o.h * 0.27
    base.append(shell_cylinder(0.02, o.h - screen_h * 0.7 - 0.08, (0, 0, 0.08), 14))
    emit(o, "stand", base, slot="metal", crease=60)
    emit(o, "castors", wheels, slot="dark", crease=60)
    case = soft_block(
        o,
        "case",
        (o.w * 0.94, 0.12, screen_h),
        (0, -0.03, o.h - screen_h),
        radius=0.03,
        edge=0.012,
        slot="plastic",
    )
    paint(case, "#dfe4e4", "plastic")
    z, face = o.h - screen_h, -0.09
    panel(
        o,
        "screen",
        (o.w * 0.7, 0.004, screen_h * 0.78),
        (-o.w * 0.08, face, z + screen_h * 0.11),
        0.008,
        "screen",
        axis="y",
    )
    for k, tint in enumerate(("#4fd06a", "#e2c94a", "#4fb7e0")):
        level = z + screen_h * (0.72 - 0.22 * k)
        trace: list[Vec3] = []
        for n in range(25):
            beat = math.exp(-(((n % 8) - 4) ** 2)) * screen_h * 0.12
            trace.append((o.w * (-0.4 + 0.026 * n), face - 0.003, level + beat))
        paint(tube(o, f"trace_{k + 1}", trace, 0.0018, "light", 4), tint, "lamp")
    knobs = [
        shell_box((0.03, 0.008, 0.022), (o.w * 0.37, face - 0.002, z + screen_h * (0.2 + 0.18 * k)), 0.003)
        for k in range(4)
    ]
    emit(o, "buttons", knobs, slot="dark")
    basket = [shell_box((o.w * 0.6, 0.006, 0.1), (0, s * 0.09, o.h * 0.42)) for s in (-1, 1)]
    basket += [shell_box((0.006, 0.18, 0.1), (s * o.w * 0.3, 0, o.h * 0.42)) for s in (-1, 1)]
    basket.append(shell_box((o.w * 0.6, 0.18, 0.006), (0, 0, o.h * 0.42)))
    emit(o, "basket", basket, slot="metal")
