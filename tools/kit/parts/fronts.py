"""Drawer and door fronts with their handles, and the boxes (carcasses) they close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from tools.kit.core import Thing, Vec3
from tools.kit.joints import TRAVEL, joint_door, joint_drawer
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_joined, shell_lathe, shell_moved
from tools.kit.parts.solid import shell_sphere
from tools.kit.parts.sweep import outline_rounded, shell_prism

FRONT_PARTS = ("doors", "drawers", "handles", "panes")
"""What a front is made of, all fronts of a thing together: what its joint moves."""
HANDLE_REACH = {"bar": 0.03, "knob": 0.026, "ring": 0.022, "cup": 0.026, "none": 0.0, "pull": 0.02}


def shell_handle(kind: str, length: float = 0.12, upright: bool = False) -> Shell:
    """A handle on the plane y = 0 about the origin, reaching towards -Y.

    Args:
        kind: "bar", "knob", "ring", "cup", "pull" (a flat edge pull) or "none" (an empty shell).
        length: of bars, cups and pulls, metres.
        upright: bars and pulls stand instead of lying.
    """
    reach = HANDLE_REACH.get(kind, 0.03)
    if kind == "none":
        return Shell()
    if kind == "knob":
        profile = [(0.007, 0.0), (0.006, 0.009), (0.012, 0.014), (0.015, 0.019), (0.012, 0.024), (0.0, reach)]
        return shell_moved(shell_lathe(profile, 12), rotation=(90.0, 0.0, 0.0))
    if kind == "ring":
        plate = shell_box((0.03, 0.004, 0.03), (0.0, -0.002, -0.005), 0.001)
        path: list[Vec3] = [(-0.02, -0.018, -0.005), (-0.02, -0.018, -0.035), (0.02, -0.018, -0.035)]
        loop = shell_tube([*path, (0.02, -0.018, -0.005)], 0.004, 6, 0.012, closed=True)
        stud = shell_box((0.01, 0.019, 0.01), (0.0, -0.0125, -0.0095), 0.001)
        return shell_joined([plate, loop, stud])
    if kind == "cup":
        ball = shell_sphere((length * 0.36, reach, 0.02), 14)
        ball.verts = [(x, min(y, 0.0), z - 0.012) for x, y, z in ball.verts]
        return ball
    if kind == "pull":
        flat = shell_box((length, reach, 0.006), (0.0, -reach / 2, 0.0), 0.0015)
        return shell_moved(flat, rotation=(0.0, 90.0 if upright else 0.0, 0.0))
    half, r = length / 2, 0.005
    y = -(reach - r)
    rod = shell_tube([(-half, y, 0.0), (half, y, 0.0)], r, 8)
    posts = [
        shell_tube([(s * half * 0.75, 0.0, 0.0), (s * half * 0.75, y, 0.0)], r * 0.8, 6) for s in (-1.0, 1.0)
    ]
    return shell_moved(shell_joined([rod, *posts]), rotation=(0.0, 90.0 if upright else 0.0, 0.0))


def shell_front(kind: str, width: float, height: float, thickness: float = 0.018) -> tuple[Shell, Shell]:
    """A front standing on the origin, its back on y = 0, thickening towards -Y.

    Args:
        kind: "slab", "shaker" (a frame around a recessed panel), "raised", "plank", "glass" or "louvre".
        width: metres.
        height: metres.
        thickness: metres.

    Returns:
        The front, and its glass (empty but for "glass").
    """
    border = front_border(width, height)
    if kind in ("shaker", "raised", "glass", "louvre") and border:
        inner_w, inner_h = width - 2 * border, height - 2 * border
        middle = (0.0, height / 2)
        rim = [(x, y + middle[1]) for x, y in outline_rounded(width, height, 0.0)]
        hole = [(x, y + middle[1]) for x, y in outline_rounded(inner_w, inner_h, 0.0)]
        frame = shell_moved(shell_prism(rim, thickness, [hole]), rotation=(90.0, 0.0, 0.0))
        field = shell_box((inner_w, thickness * 0.4, inner_h), (0.0, -thickness * 0.3, border))
        if kind == "glass":
            return frame, field
        if kind == "louvre":
            return shell_joined([frame, *front_louvres(inner_w, inner_h, border, thickness)]), Shell()
        parts = [frame, field]
        if kind == "raised":
            gap = border * 0.45
            size = (inner_w - 2 * gap, thickness * 0.7, inner_h - 2 * gap)
            parts.append(shell_box(size, (0.0, -thickness * 0.45, border + gap), 0.007))
        return shell_joined(parts), Shell()
    if kind == "plank" and width > 0.25:
        count = max(2, round(width / 0.13))
        step = width / count
        boards = [
            shell_box(
                (step - 0.001, thickness * 0.6, height),
                (-width / 2 + step * (k + 0.5), -thickness * 0.3, 0.0),
                0.004,
            )
            for k in range(count)
        ]
        rails = [
            shell_box((width, thickness * 0.42, min(0.09, height * 0.16)), (0.0, -thickness * 0.79, z), 0.003)
            for z in (height * 0.08, height * 0.92 - min(0.09, height * 0.16))
        ]
        return shell_joined(boards + (rails if height > 0.35 else [])), Shell()
    return shell_box((width, thickness, height), (0.0, -thickness / 2, 0.0), 0.002), Shell()


def front_louvres(width: float, height: float, bottom: float, thickness: float) -> list[Shell]:
    """Slanted blades filling a frame's opening."""
    count = max(3, round(height / 0.045))
    step = height / count
    blade = shell_box((width, thickness * 0.3, step * 1.05), (0.0, 0.0, -step * 0.5))
    return [
        shell_moved(blade, (0.0, -thickness * 0.5, bottom + step * (k + 0.5)), (-22.0, 0.0, 0.0))
        for k in range(count)
    ]


def fronts(
    o: Thing,
    size: tuple[float, float],
    at: Vec3,
    rows: int | Sequence[float] = 1,
    columns: int = 1,
    kind: Literal["drawer", "door"] | str = "drawer",
    door: str = "slab",
    handle: Literal["bar", "knob", "ring", "cup", "pull", "none"] | str = "bar",
    gap: float = 0.004,
    thickness: float = 0.018,
    slot: str = "",
    hinges: str = "",
    moves: bool = True,
) -> list[Any]:
    """A grid of drawer or door fronts with handles, closing an opening.

    Args:
        o: the object.
        size: width and height of the opening, metres.
        at: centre of the opening's lower edge, on the carcass's front plane; fronts stand before it.
        rows: how many, or their relative heights from the bottom up.
        columns: how many side by side.
        kind: "drawer" or "door": where the handles go, and the part's name.
        door: front style, see `shell_front`.
        handle: "bar", "knob", "ring", "cup", "pull" or "none".
        gap: between fronts, metres.
        thickness: of the fronts, metres.
        slot: material slot; the kind by default.
        hinges: for doors: "l" or "r" a column, where the hinge is; pairs open in the middle by default.
        moves: whether they open; what only lies on another front does not by itself.

    Returns:
        The parts made: fronts, then handles, then glass (when there are any).
    """
    handle = "knob" if kind == "door" and handle == "cup" else handle
    shares = [1.0] * rows if isinstance(rows, int) else list(rows)
    w = size[0] / columns
    sides = hinges or ("lr" * columns)[: columns - columns % 2] + "r" * (columns % 2)
    faces, grips, panes = [], [], []
    z = at[2]
    for share in shares:
        h = size[1] * share / sum(shares)
        for column in range(columns):
            x = at[0] - size[0] / 2 + w * (column + 0.5)
            front, pane = shell_front(door, w - gap, h - gap, thickness)
            faces.append(shell_moved(front, (x, at[1], z + gap / 2)))
            if pane.faces:
                panes.append(shell_moved(pane, (x, at[1], z + gap / 2)))
            if moves:
                low, high = (
                    (x - (w - gap) / 2, at[1] - thickness, z + gap / 2),
                    (x + (w - gap) / 2, at[1], z + h - gap / 2),
                )
                front_joint(o, kind, (low, high), sides[column])
            spots = front_handle_spots(kind, w, h, handle, sides[column])
            for dx, dz, upright in spots:
                length = min(0.16, max(0.06, 0.3 * (h if upright else w)))
                grip = shell_handle(handle, length, upright)
                reach = thickness * front_depth(door, w - gap, h - gap, dx, dz)
                grips.append(shell_moved(grip, (x + dx, at[1] - reach, z + dz)))
        z += h
    made = [emit(o, kind + "s", faces, slot=slot or kind)]
    if handle != "none" and grips:
        made.append(emit(o, "handles", grips, slot="handle", crease=35.0))
    if panes:
        made.append(emit(o, "panes", panes, slot="glass"))
    return made


def front_joint(o: Thing, kind: str, box: tuple[Vec3, Vec3], hinge: str) -> None:
    """How one front opens: a door about its hinges, a drawer out of what is behind it."""
    if kind == "door":
        joint_door(o, box, hinge, FRONT_PARTS)
    else:
        joint_drawer(o, box, TRAVEL * (o.d / 2 - box[1][1]), FRONT_PARTS)


def front_border(width: float, height: float) -> float:
    """Width of a framed front's stiles and rails, metres; 0 when it is too small to be framed."""
    border = max(0.02, min(0.06, 0.16 * min(width, height)))
    return border if min(width, height) > 3.2 * border else 0.0


def front_depth(door: str, w: float, h: float, dx: float, dz: float) -> float:
    """Share of a front's thickness that is solid where a handle sits (from its middle, from its foot)."""
    border = front_border(w, h)
    framed = abs(dx) > w / 2 - border or not border < dz < h - border
    if door == "plank" and w > 0.25:
        return 0.58
    if not border or framed or door not in ("shaker", "raised", "glass", "louvre"):
        return 0.99
    return 0.78 if door == "raised" else 0.48


def front_handle_spots(
    kind: str, w: float, h: float, handle: str, hinge: str
) -> list[tuple[float, float, bool]]:
    """Where handles go on one front: sideways, upwards, and whether they stand."""
    if kind == "drawer":
        if w > 0.7 and handle in ("knob", "ring", "cup"):
            return [(-0.28 * w, h / 2, False), (0.28 * w, h / 2, False)]
        return [(0.0, h - 0.014 if handle == "pull" else h / 2, False)]
    border = front_border(w, h)
    x = (w / 2 - (border / 2 if border else min(0.045, 0.2 * w))) * (1 if hinge == "l" else -1)
    return [(x, h / 2, handle in ("bar", "pull"))]


def carcass(
    o: Thing,
    size: Vec3,
    at: Vec3 = (0.0, 0.0, 0.0),
    board: float = 0.018,
    back: float = 0.006,
    part: str = "carcass",
    slot: str = "body",
    bevel: float = 0.0015,
) -> Any:
    """An open-fronted cabinet box of boards: sides, top, bottom, back."""
    w, d, h = size
    x, y, z = at
    inner = w - 2 * board
    items = [
        shell_box((board, d, h), (x - (w - board) / 2, y, z), bevel),
        shell_box((board, d, h), (x + (w - board) / 2, y, z), bevel),
        shell_box((inner, d, board), (x, y, z), bevel),
        shell_box((inner, d, board), (x, y, z + h - board), bevel),
    ]
    if back > 0:
        items.append(shell_box((inner, back, h - 2 * board), (x, y + d / 2 - back - 0.002, z + board)))
    return emit(o, part, items, slot=slot)
