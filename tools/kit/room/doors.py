"""Doors: frame, leaf and handles, built into an opening's own frame (X to the right, Y through the wall)."""

from __future__ import annotations

from tools.kit.core import Thing, Vec3
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_joined, shell_moved
from tools.kit.parts.solid import shell_cylinder

DOOR_JAMB = 0.025
"""Thickness of the lining inside the hole, metres."""
DOOR_CASING = (0.07, 0.014)
"""Width and thickness of the boards on the wall's faces, metres; they cover the joint by 1 cm."""
DOOR_LEAF = 0.04


def door_build(o: Thing, swing: str, angle: float, style: str) -> None:
    """Frame, leaf and handles of a door whose hole is `o.size` (width, wall thickness, height)."""
    door_frame(o)
    way, _, hinge = swing.partition("-")
    clear, tall = o.w - 2 * DOOR_JAMB - 0.006, o.h - DOOR_JAMB - 0.008
    if swing == "none":
        return
    if way == "sliding":
        shift = o.w * min(max(angle, 0.0), 90.0) / 90 * (1 if hinge == "right" else -1)
        door_leaf(o, "leaf", o.w + 0.04, o.h + 0.02, (shift - (o.w + 0.04) / 2, -0.036, 0.008), 0.0, 1, style)
        return
    inward = way == "in"
    y, deep = (0.0, DOOR_LEAF / 2) if inward else (o.d, -DOOR_LEAF / 2)
    sides = {"left": [1], "right": [-1], "double": [1, -1]}[hinge]
    for side in sides:
        width = clear / len(sides)
        turn = -angle * side if inward else angle * side
        name = "leaf" if len(sides) == 1 else f"leaf_{'left' if side > 0 else 'right'}"
        door_leaf(o, name, width, tall, (-side * clear / 2, y, 0.008), turn, side, style, deep)


def door_frame(o: Thing) -> None:
    """The lining of the hole and the boards around it on both faces."""
    j, (c, thick), w, h = DOOR_JAMB, DOOR_CASING, o.w, o.h
    lining = [
        shell_box((j, o.d, h), (-(w - j) / 2, o.d / 2, 0)),
        shell_box((j, o.d, h), ((w - j) / 2, o.d / 2, 0)),
        shell_box((w - 2 * j, o.d, j), (0, o.d / 2, h - j)),
    ]
    # A strip the leaf closes against.
    lining += [shell_box((0.012, 0.03, h - j), (s * (w / 2 - j - 0.006), o.d / 2, 0)) for s in (-1, 1)]
    emit(o, "lining", shell_joined(lining), slot="frame")
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
    style: str,
    deep: float = 0.0,
) -> None:
    """A leaf that hangs at `hinge`, reaching to +X for side 1 and to -X for -1, turned by degrees.

    `deep` is how far its middle plane lies behind its hinges, metres.
    """
    middle = (side * width / 2, 0.0, 0.0)
    rotation = (0.0, 0.0, turn)
    stile = 0.1 if style != "glass" else 0.08
    inner = (width - 2 * stile, height - 2 * stile)
    shells = [shell_box((width, DOOR_LEAF, height), middle, 0.003)]
    if style != "flush":
        shells = door_stiles(width, height, stile, middle, rails=style == "panel")
        thick = 0.02 if style == "panel" else 0.008
        pane = shell_box((inner[0] + 0.01, thick, inner[1] + 0.01), (middle[0], 0.0, stile - 0.005))
        slot = "door" if style == "panel" else "glass"
        emit(o, f"{name}_pane", shell_moved(pane, (0, deep, 0)), slot=slot, at=hinge, rotation=rotation)
    leaf = shell_moved(shell_joined(shells), (0, deep, 0))
    emit(o, name, leaf, slot="door", at=hinge, rotation=rotation)
    lever = door_handle(side)
    at = (side * (width - 0.06), deep, min(1.0, height * 0.5))
    emit(o, f"{name}_handle", shell_moved(lever, at), slot="handle", at=hinge, rotation=rotation, crease=35)


def door_stiles(width: float, height: float, stile: float, middle: Vec3, rails: bool) -> list[Shell]:
    """The frame of a leaf: two stiles, rails between them."""
    thick, x = DOOR_LEAF, middle[0]
    shells = [shell_box((stile, thick, height), (x + s * (width - stile) / 2, 0, 0), 0.003) for s in (-1, 1)]
    levels = [0.0, height - stile] + ([height * 0.42, height * 0.72] if rails else [])
    across = width - 2 * stile
    return shells + [shell_box((across + 0.004, thick - 0.002, stile), (x, 0, z)) for z in levels]


def door_handle(side: int) -> Shell:
    """A lever on both faces of a leaf, pointing towards the hinges."""
    shells = []
    for face in (-1, 1):
        y = face * DOOR_LEAF / 2
        shells.append(shell_cylinder(0.026, 0.008, (0.0, y + face * 0.004, -0.026), axis="y"))
        path = [(0.0, y, 0.0), (0.0, y + face * 0.05, 0.0), (-side * 0.12, y + face * 0.05, 0.0)]
        shells.append(shell_tube(path, 0.009, 10, 0.02))
    return shell_joined(shells)
