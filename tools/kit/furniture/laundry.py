"""White goods that wash, and the microwave."""

from __future__ import annotations

from tools.kit.core import Thing, paint
from tools.kit.furniture.kitchen import appliance_bar, appliance_knobs
from tools.kit.joints import joint_door
from tools.kit.parts.shell import emit, shell_box, shell_lathe
from tools.kit.parts.solid import box, panel

WHITE_GOODS = "#e6e6e3"


def machine_body(o: Thing, depth: float, y: float) -> None:
    """The white cabinet of a household machine with its plinth."""
    foot = min(0.03, o.h * 0.04)
    paint(box(o, "body", (o.w, depth, o.h - foot), (0, y, foot), "body", 0.006), WHITE_GOODS, "gloss paint")
    emit(
        o,
        "feet",
        [
            shell_box((0.05, 0.05, foot + 0.004), (x * o.w * 0.4, y + s * depth * 0.4, 0))
            for x in (-1, 1)
            for s in (-1, 1)
        ],
        slot="dark",
    )


def washing_machine(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A front loader: round glass door, drawer, dial and display.

    Example: furnish("washing_machine_1", washing_machine)
    """
    lip = min(0.05, o.d * 0.09)
    depth = o.d - lip
    y, r = o.d / 2 - depth / 2, min(o.w * 0.36, o.h * 0.28)
    front = y - depth / 2
    machine_body(o, depth, y)
    z = o.h * 0.44
    ring = shell_lathe(
        [(r * 0.72, 0.0), (r, 0.0), (r, lip * 0.5), (r * 0.94, lip * 0.75), (r * 0.74, lip * 0.6)],
        40,
        closed=True,
    )
    emit(o, "ring", ring, slot="metal", at=(0, front + 0.002, z), rotation=(90, 0, 0), crease=40)
    profile = [(0, 0), (r * 0.74, 0), (r * 0.72, lip * 0.55), (r * 0.5, lip * 0.85), (0, lip)]
    emit(
        o,
        "window",
        shell_lathe(profile, 36),
        slot="screen",
        at=(0, front + 0.001, z),
        rotation=(90, 0, 0),
        crease=60,
    )
    face = ((-r, front - lip, z - r), (r, front, z + r))
    joint_door(o, face, "l", ("ring", "window"))
    box(o, "strip", (o.w - 0.012, 0.006, o.h * 0.13), (0, front - 0.001, o.h * 0.85), "metal", 0.002)
    box(o, "drawer", (o.w * 0.3, 0.012, o.h * 0.1), (-o.w * 0.32, front - 0.004, o.h * 0.865), "body", 0.003)
    appliance_knobs(o, [0.0], front - 0.003, o.h * 0.915, min(0.03, o.h * 0.04))
    panel(
        o,
        "display",
        (o.w * 0.2, 0.004, o.h * 0.06),
        (o.w * 0.28, front - 0.004, o.h * 0.885),
        0.004,
        "screen",
        axis="y",
    )
    box(o, "hatch", (o.w * 0.16, 0.004, o.h * 0.07), (-o.w * 0.36, front - 0.001, o.h * 0.06), "body", 0.001)


def dishwasher(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A dishwasher: one steel front with a control strip and a long handle.

    Example: furnish("dishwasher_1", dishwasher)
    """
    bar = 0.045
    depth = o.d - bar
    y = o.d / 2 - depth / 2
    front = y - depth / 2
    machine_body(o, depth * 0.94, y + depth * 0.03)
    plinth, strip = o.h * 0.1, o.h * 0.12
    box(
        o,
        "door",
        (o.w * 0.99, depth * 0.06, o.h - plinth - strip - 0.004),
        (0, front + depth * 0.03, plinth),
        "metal",
        0.004,
    )
    box(
        o,
        "controls",
        (o.w * 0.99, depth * 0.06, strip),
        (0, front + depth * 0.03, o.h - strip),
        "metal",
        0.004,
    )
    appliance_bar(o, "handle", o.w * 0.78, (0.0, front + 0.001, o.h - strip - 0.05))
    face = ((-o.w / 2, front, plinth), (o.w / 2, front + depth * 0.06, o.h - strip - 0.004))
    joint_door(o, face, "b", ("door", "handle"), limit=90.0)
    panel(
        o,
        "display",
        (o.w * 0.16, 0.003, strip * 0.36),
        (0, front, o.h - strip * 0.7),
        0.003,
        "screen",
        axis="y",
    )
    marks = [
        shell_box((0.012, 0.003, 0.012), (o.w * (0.18 + 0.07 * k) * s, front, o.h - strip * 0.6))
        for k in range(3)
        for s in (-1, 1)
    ]
    emit(o, "buttons", marks, slot="dark")


def microwave(o: Thing, *, style: str = "modern", seed: int = 0) -> None:
    """A microwave oven: window, handle, keypad with a display.

    Example: furnish("microwave_1", microwave)
    """
    depth = o.d - 0.045
    y = o.d / 2 - depth / 2
    front = y - depth / 2
    foot = min(0.012, o.h * 0.05)
    box(o, "body", (o.w, depth, o.h - foot), (0, y, foot), "metal", 0.006)
    emit(
        o,
        "feet",
        [
            shell_box((0.03, 0.03, foot + 0.003), (x * o.w * 0.42, y + s * depth * 0.4, 0))
            for x in (-1, 1)
            for s in (-1, 1)
        ],
        slot="dark",
    )
    door = o.w * 0.74
    left = -o.w / 2 + door / 2
    box(
        o,
        "door",
        (door - 0.004, 0.016, o.h - foot - 0.012),
        (left, front - 0.008, foot + 0.006),
        "dark",
        0.004,
    )
    panel(
        o,
        "window",
        (door * 0.72, 0.003, (o.h - foot) * 0.6),
        (left - door * 0.04, front - 0.016, foot + (o.h - foot) * 0.2),
        0.01,
        "screen",
        axis="y",
    )
    appliance_bar(
        o, "handle", o.h * 0.66, (left + door * 0.42, front - 0.015, foot + (o.h - foot) / 2), upright=True
    )
    joint_door(
        o, ((-o.w / 2, front - 0.016, foot), (left + door / 2, front, o.h)), "l", ("door", "window", "handle")
    )
    x = o.w / 2 - (o.w - door) / 2
    box(
        o,
        "keypad",
        (o.w - door - 0.006, 0.012, o.h - foot - 0.012),
        (x, front - 0.006, foot + 0.006),
        "dark",
        0.003,
    )
    panel(
        o,
        "display",
        ((o.w - door) * 0.66, 0.003, o.h * 0.14),
        (x, front - 0.012, o.h * 0.76),
        0.003,
        "screen",
        axis="y",
    )
    size = (o.w - door) * 0.18
    keys = [
        shell_box(
            (size, 0.004, size * 0.8), (x + (i - 1) * size * 1.35, front - 0.012, o.h * (0.2 + 0.125 * j))
        )
        for i in range(3)
        for j in range(4)
    ]
    emit(o, "keys", keys, slot="metal")
