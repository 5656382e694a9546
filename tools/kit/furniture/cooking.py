"""Small kitchen machines, pots and pans, and the bin."""

from __future__ import annotations

from tools.kit.core import Thing, Vec2, Vec3, paint
from tools.kit.furniture.kitchen import appliance_knobs
from tools.kit.joints import joint
from tools.kit.parts.path import extrude, lathe, tube
from tools.kit.parts.shell import emit, shell_box, shell_lathe
from tools.kit.parts.soft import soft_block, soft_outline
from tools.kit.parts.solid import box
from tools.kit.parts.sweep import outline_ellipse


def toaster(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A two-slot toaster with two slices looking out.

    Example: furnish("toaster_1", toaster)
    """
    foot = min(0.012, o.h * 0.06)
    knob = min(0.014, o.h * 0.08) * 1.2
    bread = o.h * 0.13
    high = o.h - foot - bread
    soft_block(
        o,
        "body",
        (o.w * 0.94, o.d - knob, high),
        (-o.w * 0.03, knob / 2, foot),
        radius=min(o.w, o.d) * 0.22,
        edge=min(0.025, o.d * 0.16),
        slot="metal",
    )
    soft_block(
        o,
        "base",
        (o.w * 0.9, o.d * 0.92, foot + 0.004),
        (-o.w * 0.03, 0, 0),
        radius=0.03,
        edge=0.003,
        slot="dark",
    )
    for number, y in enumerate((-o.d * 0.17, o.d * 0.17)):
        box(
            o,
            f"slot_{number + 1}",
            (o.w * 0.66, o.d * 0.14, 0.004),
            (-o.w * 0.03, y, foot + high - 0.003),
            "dark",
        )
        slice_ = soft_block(
            o,
            f"toast_{number + 1}",
            (o.w * 0.56, o.d * 0.09, bread + 0.02),
            (-o.w * 0.03, y, foot + high - 0.02),
            radius=0.006,
            edge=0.005,
            slot="food",
        )
        paint(slice_, "#b8813f", "bread")
    box(o, "lever", (o.w * 0.1, o.d * 0.2, o.h * 0.05), (o.w * 0.45, 0, o.h * 0.55), "dark", 0.004)
    appliance_knobs(o, [o.w * 0.24], -o.d / 2 + knob, foot + high * 0.28, knob / 1.2)


def kettle(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A kettle on its base, handle to +X, spout to -X.

    Size: 0.24 x 0.18 x 0.25
    Example: furnish("kettle_1", kettle)
    """
    r = min(o.w * 0.34, o.d / 2)
    foot = o.h * 0.09
    profile: list[Vec2] = [
        (0, 0),
        (r, 0),
        (r, 0.02),
        (r * 0.92, o.h * 0.35),
        (r * 0.72, o.h * 0.76),
        (r * 0.6, o.h * 0.82),
        (0, o.h * 0.82),
    ]
    shift = -o.w / 2 + r * 1.26
    lathe(o, "body", profile, (shift, 0, foot - 0.001), "metal", 32)
    lathe(
        o,
        "base",
        [(0, 0), (r * 0.98, 0), (r, foot * 0.4), (r * 0.94, foot), (0, foot)],
        (shift, 0, 0),
        "dark",
        32,
    )
    lathe(
        o,
        "lid",
        [
            (0, 0),
            (r * 0.56, 0),
            (r * 0.4, o.h * 0.03),
            (r * 0.12, o.h * 0.04),
            (r * 0.15, o.h * 0.1),
            (0, o.h * 0.11),
        ],
        (shift, 0, o.h * 0.89),
        "dark",
        24,
    )
    spout: list[Vec3] = [
        (shift - r * f, 0, o.h * z)
        for f, z in ((0.6, 0.46), (0.9, 0.53), (1.04, 0.66), (1.1, 0.8), (1.2, 0.87))
    ]
    tube(o, "spout", spout, [r * f for f in (0.3, 0.25, 0.18, 0.14, 0.13)], "metal", 16)
    x = o.w / 2 - r * 0.12
    grip: list[Vec3] = [
        (shift + r * 0.4, 0, o.h * 0.875),
        (x, 0, o.h * 0.86),
        (x, 0, o.h * 0.3),
        (shift + r * 0.7, 0, o.h * 0.25),
    ]
    tube(o, "handle", grip, r * 0.12, "dark", 10, bend=r * 0.4)


def coffee_machine(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """An espresso machine: body, group head with its handle, drip tray, a cup under it.

    Example: furnish("coffee_machine_1", coffee_machine)
    """
    head, tray = o.h * 0.3, o.h * 0.09
    back = o.d * 0.45
    soft_block(
        o,
        "back",
        (o.w * 0.985, back, o.h * 0.985),
        (0, o.d / 2 - back / 2 - 0.001, 0),
        radius=0.02,
        edge=0.012,
        slot="metal",
    )
    soft_block(
        o,
        "head",
        (o.w, o.d * 0.86, head),
        (0, o.d / 2 - o.d * 0.43, o.h - head),
        radius=0.02,
        edge=0.012,
        slot="metal",
    )
    soft_block(
        o,
        "tray",
        (o.w * 0.94, o.d * 0.9, tray),
        (0, -o.d / 2 + o.d * 0.45, 0.0015),
        radius=0.02,
        edge=0.006,
        slot="dark",
    )
    grid = [
        shell_box((o.w * 0.8, 0.004, 0.003), (0, -o.d * (0.42 - 0.055 * k), tray - 0.001)) for k in range(7)
    ]
    emit(o, "grid", grid, slot="metal")
    r, y = min(o.w * 0.15, 0.035), -o.d * 0.16
    z = o.h - head
    lathe(
        o,
        "group",
        [(0, 0), (r, 0), (r * 1.15, o.h * 0.05), (r * 1.15, o.h * 0.09), (0, o.h * 0.09)],
        (0, y, z - o.h * 0.08),
        "metal",
        24,
    )
    tube(o, "handle", [(0, y, z - o.h * 0.05), (0, -o.d / 2 + 0.012, z - o.h * 0.07)], r * 0.32, "dark", 10)
    cup = min(0.03, o.w * 0.13)
    lathe(
        o,
        "cup",
        [
            (0, 0),
            (cup * 0.7, 0),
            (cup, cup * 1.7),
            (cup * 0.9, cup * 1.7),
            (cup * 0.62, cup * 0.2),
            (0, cup * 0.2),
        ],
        (0, y, tray),
        "ceramic",
        20,
    )
    appliance_knobs(
        o, [-o.w * 0.3, 0.0, o.w * 0.3], o.d / 2 - o.d * 0.86, o.h - head * 0.5, min(0.016, o.w * 0.07)
    )


def blender(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A stand mixer for drinks: motor foot with a dial, glass jug with handle and lid.

    Example: furnish("blender_1", blender)
    """
    r = min(o.w * 0.4, o.d / 2)
    foot, lid = o.h * 0.32, o.h * 0.07
    shift = -o.w / 2 + r
    lathe(
        o,
        "motor",
        [(0, 0), (r, 0), (r, 0.01), (r * 0.72, foot * 0.9), (r * 0.66, foot), (0, foot)],
        (shift, 0, 0),
        "metal",
        32,
    )
    jug = o.h - foot - lid
    profile: list[Vec2] = [
        (0, 0),
        (r * 0.62, 0),
        (r * 0.9, jug),
        (r * 0.84, jug),
        (r * 0.57, 0.008),
        (0, 0.008),
    ]
    lathe(o, "jug", profile, (shift, 0, foot - 0.001), "glass", 32)
    drink = lathe(
        o,
        "drink",
        [(0, 0.009), (r * 0.56, 0.009), (r * 0.7, jug * 0.55), (0, jug * 0.55)],
        (shift, 0, foot - 0.001),
        "food",
        28,
    )
    paint(drink, "#c9657a", "food")
    lathe(
        o,
        "lid",
        [(0, 0), (r * 0.92, 0), (r * 0.9, lid * 0.5), (r * 0.4, lid * 0.55), (r * 0.36, lid), (0, lid)],
        (shift, 0, o.h - lid),
        "dark",
        28,
    )
    x = o.w / 2 - r * 0.1
    grip: list[Vec3] = [
        (shift + r * 0.82, 0, foot + jug * 0.85),
        (x, 0, foot + jug * 0.82),
        (x, 0, foot + jug * 0.25),
        (shift + r * 0.66, 0, foot + jug * 0.2),
    ]
    tube(o, "handle", grip, r * 0.1, "dark", 8, bend=r * 0.25)
    appliance_knobs(o, [shift], -r * 0.8, foot * 0.45, r * 0.18)


def pan(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A frying pan, its handle to the front (-Y).

    Example: furnish("pan_1", pan)
    """
    r = min(o.w / 2, o.d * 0.36)
    y, side = o.d / 2 - r, min(o.h * 0.6, r * 0.4)
    wall = max(0.003, r * 0.02)
    profile: list[Vec2] = [(0, 0), (r * 0.78, 0), (r, side), (r - wall, side), (r * 0.76, wall), (0, wall)]
    lathe(o, "pan", profile, (0, y, 0), "dark", 36)
    start = y - r * 0.94
    path: list[Vec3] = [
        (0, start, side * 0.75),
        (0, start - r * 0.3, side + (o.h - side) * 0.5),
        (0, -o.d / 2 + 0.012, o.h - 0.012),
    ]
    tube(o, "handle", path, min(0.012, r * 0.1), "dark", 10, bend=r * 0.2)


def pot(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A cooking pot with two handles and a lid.

    Size: 0.32 x 0.24 x 0.2
    Mount: object
    Example: furnish("pot_1", pot)
    """
    grip = o.w * 0.1
    r = min(o.w / 2 - grip, o.d / 2)
    tall = o.h * 0.72
    lathe(o, "pot", [(0, 0), (r * 0.96, 0), (r, 0.006), (r, tall), (0, tall)], slot="metal", segments=36)
    lid = o.h - tall
    lathe(
        o,
        "lid",
        [
            (0, 0),
            (r * 1.01, 0),
            (r * 1.01, lid * 0.12),
            (r * 0.6, lid * 0.42),
            (r * 0.1, lid * 0.55),
            (r * 0.08, lid * 0.7),
            (r * 0.2, lid * 0.82),
            (r * 0.16, lid),
            (0, lid),
        ],
        (0, 0, tall - 0.001),
        "metal",
        36,
    )
    for number, side in enumerate((-1, 1)):
        z, span = tall * 0.78, r * 0.32
        x = side * (o.w / 2 - 0.006)
        loop: list[Vec3] = [
            (side * r * 0.94, -span, z),
            (x, -span, z),
            (x, span, z),
            (side * r * 0.94, span, z),
        ]
        tube(o, f"handle_{number + 1}", loop, min(0.006, grip * 0.2), "dark", 8, bend=grip * 0.4)


def cutting_board(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A wooden board with a grip hole.

    Example: furnish("cutting_board_1", cutting_board)
    """
    w, d = o.w, o.d
    r = min(w, d) * 0.1
    outline = soft_outline(w, d, r, 5)
    hole = [
        (x * 1.0 + w / 2 - min(w, d) * 0.14, y)
        for x, y in outline_ellipse(min(w, d) * 0.09, min(w, d) * 0.26, 20)
    ]
    extrude(o, "board", outline, o.h, (0, 0, 0), [hole], "wood", min(0.004, o.h * 0.3))


def trash_can(o: Thing, *, style: str = "modern", seed: int = 0, lid: bool = True) -> None:
    """A bin with a domed lid and a pedal.

    Options:
        lid: with a lid.

    Example: furnish("trash_can_1", trash_can, lid=False)
    """
    r = min(o.w, o.d) / 2
    pedal = o.d * 0.06
    tall = o.h * (0.86 if lid else 1.0)
    sx, sy = o.w / (2 * r), (o.d - pedal) / (2 * r)
    shells = [
        shell_lathe(
            [
                (0, 0),
                (r * 0.9, 0),
                (r * 0.92, 0.01),
                (r, tall),
                (r * 0.95, tall),
                (r * 0.88, tall * 0.6),
                (0, tall * 0.6),
            ],
            36,
        )
    ]
    if lid:
        dome = [
            (0.0, tall * 0.99),
            (r * 1.0, tall * 0.99),
            (r, tall * 1.02),
            (r * 0.9, tall + (o.h - tall) * 0.6),
            (r * 0.5, tall + (o.h - tall) * 0.94),
            (0.0, o.h),
        ]
        shells.append(shell_lathe(dome, 36))
    for part, shell, slot in zip(("bin", "lid"), shells, ("metal", "dark"), strict=False):
        shell.verts = [(x * sx, y * sy + pedal / 2, z) for x, y, z in shell.verts]
        emit(o, part, shell, slot=slot, crease=40)
    if lid:
        back = (0.0, o.d / 2, tall * 1.02)
        joint(o, "lid", "hinge", at=back, axis=(-1.0, 0.0, 0.0), limits=(0.0, 80.0), parts=("lid",))
    box(
        o,
        "pedal",
        (o.w * 0.3, pedal + r * 0.2, o.h * 0.03),
        (0, -o.d / 2 + (pedal + r * 0.2) / 2, o.h * 0.02),
        "dark",
        0.003,
    )
