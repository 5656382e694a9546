"""Doors: frame, leaf and handles, built into an opening's own frame (X to the right, Y through the wall)."""

from __future__ import annotations

import math
from typing import NamedTuple

from tools.kit.core import Thing, Vec3
from tools.kit.joints import OPEN, joint
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_joined, shell_moved
from tools.kit.parts.solid import shell_cylinder, shell_sphere

DOOR_JAMB = 0.025
"""Thickness of the lining inside the hole, metres."""
DOOR_CASING = (0.07, 0.014)
"""Width and thickness of the boards on the wall's faces, metres; they cover the joint by 1 cm."""
DOOR_LEAF = 0.04
DOOR_BEAD = 0.018
"""Width of the moulding around a panel, metres."""


class DoorLook(NamedTuple):
    """How a door looks.

    Attributes:
        style: "panel", "flush", "glass", "half glass" or "planks".
        panels: columns and rows of its panels or panes.
        handle: "lever", "knob", "bar" or "none".
        casing: width of the boards around it, metres; 0 for none.
    """

    style: str = "panel"
    panels: tuple[int, int] = (1, 3)
    handle: str = "lever"
    casing: float = DOOR_CASING[0]


def door_build(o: Thing, swing: str, angle: float, look: DoorLook) -> None:
    """Frame, leaf and handles of a door whose hole is `o.size` (width, wall thickness, height)."""
    door_frame(o, look.casing)
    way, _, hinge = swing.partition("-")
    clear, tall = o.w - 2 * DOOR_JAMB - 0.006, o.h - DOOR_JAMB - 0.008
    if swing == "none":
        return
    if way == "sliding":
        shift = o.w * min(max(angle, 0.0), 90.0) / 90 * (1 if hinge == "right" else -1)
        door_leaf(o, "leaf", o.w + 0.04, o.h + 0.02, (shift - (o.w + 0.04) / 2, -0.036, 0.008), 0.0, 1, look)
        limits = (-shift, o.w - shift) if hinge == "right" else (-o.w - shift, -shift)
        at = (shift, -0.036, 0.0)
        joint(o, "leaf", "slide", at=at, axis=(1.0, 0.0, 0.0), limits=limits, parts=leaf_parts("leaf"))
        return
    inward = way == "in"
    y, deep = (0.0, DOOR_LEAF / 2) if inward else (o.d, -DOOR_LEAF / 2)
    sides = {"left": [1], "right": [-1], "double": [1, -1]}[hinge]
    for side in sides:
        width = clear / len(sides)
        turn = -angle * side if inward else angle * side
        name = "leaf" if len(sides) == 1 else f"leaf_{'left' if side > 0 else 'right'}"
        hung = (-side * clear / 2, y, 0.008)
        door_leaf(o, name, width, tall, hung, turn, side, look, deep)
        # A positive turn opens it; it closes as far as it stands open.
        axis, limits = (
            (0.0, 0.0, math.copysign(1.0, -side if inward else side)),
            (-angle, max(OPEN - angle, 0.0)),
        )
        joint(o, name, "hinge", at=hung, axis=axis, limits=limits, parts=leaf_parts(name))


def leaf_parts(name: str) -> tuple[str, ...]:
    """Names of the parts of a leaf, which may be without glass or handle."""
    return name, f"{name}_pane", f"{name}_handle"


def door_frame(o: Thing, casing: float = DOOR_CASING[0]) -> None:
    """The lining of the hole and the boards around it on both faces."""
    j, c, thick, w, h = DOOR_JAMB, casing, DOOR_CASING[1], o.w, o.h
    lining = [
        shell_box((j, o.d, h), (-(w - j) / 2, o.d / 2, 0)),
        shell_box((j, o.d, h), ((w - j) / 2, o.d / 2, 0)),
        shell_box((w - 2 * j, o.d, j), (0, o.d / 2, h - j)),
    ]
    # A strip the leaf closes against.
    lining += [shell_box((0.012, 0.03, h - j), (s * (w / 2 - j - 0.006), o.d / 2, 0)) for s in (-1, 1)]
    emit(o, "lining", shell_joined(lining), slot="frame")
    if c < 0.02:
        return
    reach = c - 0.01
    for name, y in (("casing_in", -thick / 2), ("casing_out", o.d + thick / 2)):
        boards = [
            shell_box((c, thick, h - 0.01), (s * (w / 2 + reach - c / 2), y, 0), 0.003) for s in (-1, 1)
        ]
        boards.append(shell_box((w + 2 * reach, thick, c), (0, y, h - 0.01), 0.003))
        emit(o, name, shell_joined(boards), slot="frame")


def door_leaf(
    o: Thing,
    name: str,
    width: float,
    height: float,
    hinge: Vec3,
    turn: float,
    side: int,
    look: DoorLook,
    deep: float = 0.0,
) -> None:
    """A leaf that hangs at `hinge`, reaching to +X for side 1 and to -X for -1, turned by degrees.

    `deep` is how far its middle plane lies behind its hinges, metres.
    """
    middle = side * width / 2
    rotation = (0.0, 0.0, turn)
    solid, glass = door_shells(width, height, look)
    at = (middle, deep, 0.0)
    if glass:
        panes = shell_moved(shell_joined(glass), at)
        emit(o, f"{name}_pane", panes, slot="glass", at=hinge, rotation=rotation)
    emit(o, name, shell_moved(shell_joined(solid), at), slot="door", at=hinge, rotation=rotation)
    if look.handle != "none":
        grip = door_handle(side, look.handle)
        spot = (side * (width - 0.06), deep, min(1.0, height * 0.5))
        emit(
            o,
            f"{name}_handle",
            shell_moved(grip, spot),
            slot="handle",
            at=hinge,
            rotation=rotation,
            crease=35,
        )


def door_shells(width: float, height: float, look: DoorLook) -> tuple[list[Shell], list[Shell]]:
    """The wood and the glass of a leaf, its middle of base on the origin."""
    if look.style == "flush":
        return [shell_box((width, DOOR_LEAF, height), (0, 0, 0), 0.003)], []
    if look.style == "planks":
        count = max(3, round(width / 0.14))
        each = width / count
        boards = [
            shell_box((each - 0.002, DOOR_LEAF * 0.7, height), ((k + 0.5) * each - width / 2, 0, 0), 0.006)
            for k in range(count)
        ]
        ledge = (width - 0.04, DOOR_LEAF, 0.11)
        ledges = [shell_box(ledge, (0, 0, height * t), 0.004) for t in (0.1, 0.5, 0.84)]
        return boards + ledges, []
    stile = 0.08 if look.style == "glass" else 0.1
    low = 0.2 if look.style == "panel" else stile
    inner = (width - 2 * stile, height - low - stile)
    solid = [shell_box((stile, DOOR_LEAF, height), (s * (width - stile) / 2, 0, 0), 0.003) for s in (-1, 1)]
    solid += [
        shell_box((inner[0] + 0.004, DOOR_LEAF - 0.002, tall), (0, 0, z))
        for z, tall in ((0.0, low), (height - stile, stile))
    ]
    columns, rows = max(1, look.panels[0]), max(1, look.panels[1])
    if look.style == "panel":
        cells = door_cells(solid, inner, low, (columns, rows), 0.09)
        solid.append(shell_box((inner[0] + 0.01, 0.010, inner[1] + 0.01), (0, 0, low - 0.005)))
        for x, z, w, h in cells:
            solid.append(shell_box((w - 0.09, 0.024, h - 0.09), (x, 0, z + 0.045), 0.007))
            solid += door_beads(x, z, w, h)
        return solid, []
    glass_low = low if look.style == "glass" else height * 0.45
    if look.style != "glass":
        solid.append(shell_box((inner[0] + 0.004, DOOR_LEAF - 0.002, 0.1), (0, 0, glass_low - 0.1)))
        solid.append(shell_box((inner[0] + 0.01, 0.014, glass_low - 0.1 - low + 0.01), (0, 0, low - 0.005)))
        size = (inner[0] - 0.05, 0.026, glass_low - 0.1 - low - 0.05)
        solid.append(shell_box(size, (0, 0, low + 0.025), 0.006))
    tall = height - stile - glass_low
    door_cells(solid, (inner[0], tall), glass_low, (columns, rows), 0.022)
    return solid, [shell_box((inner[0] + 0.01, 0.008, tall + 0.01), (0, 0, glass_low - 0.005))]


def door_beads(x: float, z: float, w: float, h: float) -> list[Shell]:
    """The moulding around a panel (its middle along x, foot, width, height): a step on both faces."""
    b, deep = DOOR_BEAD, DOOR_LEAF - 0.014
    upright, level = (b, deep, h), (w, deep, b)
    return [
        *(shell_box(upright, (x + s * (w - b) / 2, 0, z), 0.005) for s in (-1, 1)),
        *(shell_box(level, (x, 0, z + up), 0.005) for up in (0.0, h - b)),
    ]


def door_cells(
    solid: list[Shell], inner: tuple[float, float], low: float, panels: tuple[int, int], bar: float
) -> list[tuple[float, float, float, float]]:
    """Bars between the cells of a leaf, added to `solid`; each cell's (x, z of its foot, width, height)."""
    columns, rows = panels
    w, h = (inner[0] - (columns - 1) * bar) / columns, (inner[1] - (rows - 1) * bar) / rows
    for k in range(1, columns):
        x = -inner[0] / 2 + k * (w + bar) - bar / 2
        solid.append(shell_box((bar, DOOR_LEAF - 0.002, inner[1] + 0.004), (x, 0, low - 0.002)))
    for k in range(1, rows):
        z = low + k * (h + bar) - bar
        solid.append(shell_box((inner[0] + 0.004, DOOR_LEAF - 0.004, bar), (0, 0, z)))
    return [
        (-inner[0] / 2 + i * (w + bar) + w / 2, low + j * (h + bar), w, h)
        for i in range(columns)
        for j in range(rows)
    ]


def door_handle(side: int, kind: str = "lever") -> Shell:
    """A handle on both faces of a leaf: a lever that points towards the hinges, a knob, or an upright bar."""
    shells = []
    for face in (-1, 1):
        y = face * DOOR_LEAF / 2
        out = y + face * 0.05
        if kind == "bar":
            posts = [[(0.0, y, z), (0.0, out, z)] for z in (-0.2, 0.2)]
            shells += [shell_tube(path, 0.008, 8) for path in posts]
            shells.append(shell_tube([(0.0, out, -0.28), (0.0, out, 0.28)], 0.013, 12))
            continue
        shells.append(shell_cylinder(0.026, 0.008, (0.0, y + face * 0.004, -0.026), axis="y"))
        if kind == "knob":
            shells.append(shell_tube([(0.0, y, 0.0), (0.0, out, 0.0)], 0.009, 10))
            shells.append(shell_moved(shell_sphere(0.028, 16), (0.0, out, -0.028)))
            continue
        path = [(0.0, y, 0.0), (0.0, out, 0.0), (-side * 0.12, out, 0.0)]
        shells.append(shell_tube(path, 0.009, 10, 0.02))
    return shell_joined(shells)
