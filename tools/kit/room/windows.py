"""Windows: frame, sashes, glass and boards, built into an opening's own frame (Y goes through the wall)."""

from __future__ import annotations

from typing import NamedTuple

from tools.kit.core import Thing
from tools.kit.parts.path import shell_tube
from tools.kit.parts.shell import Shell, emit, shell_box, shell_joined

WINDOW_FRAME = 0.05
"""Width of the outer frame seen from the front, metres."""


class WindowLook(NamedTuple):
    """How a window looks: panes side by side and one above the other, and the rest as `window` names it."""

    panes: tuple[int, int] = (2, 1)
    style: str = "casement"
    sash: float = 0.04
    transom: float = 0.0
    boards: bool = True


def window_build(o: Thing, look: WindowLook) -> None:
    """Frame, glass, handles and sills of a window whose hole is `o.size` (width, wall thickness, height)."""
    columns, rows = max(1, look.panes[0]), max(1, look.panes[1])
    deep = min(0.07, o.d)
    y = o.d * 0.62 if o.d > 0.12 else o.d / 2
    fixed = look.style == "fixed"
    bar = 0.03 if fixed else WINDOW_FRAME
    shells = window_ring(o.w, o.h, bar, deep, 0.0, 0.0, y)
    top = o.h - bar
    if 0.2 < look.transom < 0.95:
        top = o.h * look.transom
        shells.append(shell_box((o.w - 2 * bar, deep, bar), (0, y, top)))
        if not fixed:
            shells += window_ring(
                o.w - 2 * bar, o.h - 2 * bar - top, look.sash, deep * 0.7, 0.0, top + bar, y - deep * 0.25
            )
    clear = (o.w - 2 * bar) / columns
    for k in range(columns):
        x = -o.w / 2 + bar + (k + 0.5) * clear
        if k:
            shells.append(shell_box((bar, deep, top - bar), (x - clear / 2, y, bar)))
        inside = clear - (bar if columns > 1 else 0.0)
        if not fixed:
            shells += window_ring(inside, top - bar, look.sash, deep * 0.7, x, bar, y - deep * 0.25)
    for j in range(1, rows):
        z = bar + (top - bar) * j / rows
        tall = 0.022 if look.style != "sash" else max(0.045, look.sash)
        shells.append(shell_box((o.w - 2 * bar, deep * 0.6, tall), (0, y, z - tall / 2)))
    emit(o, "frame", shell_joined(shells), slot="frame")
    pane = shell_box((o.w - 2 * bar + 0.01, 0.006, o.h - 2 * bar + 0.01), (0, y, bar - 0.005))
    # Sun and sky pass: shadows of clear glass cost time and show nothing.
    emit(o, "glass", pane, slot="glass").visible_shadow = False
    if look.style == "casement":
        grips = window_handles(o, columns, clear, top, y - deep * 0.6)
        emit(o, "handle", grips, slot="handle", crease=35)
    if look.boards:
        window_boards(o, y, deep)


def window_ring(
    width: float, height: float, bar: float, deep: float, x: float, z: float, y: float
) -> list[Shell]:
    """Four bars around a rectangle whose lower edge's centre is at (x, y, z)."""
    upright = [shell_box((bar, deep, height), (x + s * (width - bar) / 2, y, z), 0.004) for s in (-1, 1)]
    across = [shell_box((width - 2 * bar, deep, bar), (x, y, z + t), 0.0) for t in (0.0, height - bar)]
    return upright + across


def window_handles(o: Thing, columns: int, clear: float, top: float, y: float) -> Shell:
    """A small lever on each sash, at the side away from its hinges."""
    shells = []
    for k in range(columns):
        x = (k + 0.5 - columns / 2) * clear
        side = 1 if k < columns / 2 else -1
        at = x + side * (clear / 2 - 0.045)
        z = top * 0.47
        path = [(at, y + 0.02, z), (at, y - 0.03, z), (at, y - 0.03, z - 0.11)]
        shells.append(shell_tube(path, 0.007, 8, 0.012))
    return shell_joined(shells)


def window_boards(o: Thing, y: float, deep: float) -> None:
    """The board inside, the sloped one outside."""
    inner = y - deep / 2
    board = shell_box((o.w + 0.06, 0.045, 0.025), (0, -0.0225, -0.025), 0.004)
    tongue = shell_box((o.w, inner, 0.012), (0, inner / 2, 0.0))
    emit(o, "sill", shell_joined([board, tongue]), slot="sill")
    outside = o.d - y - deep / 2
    ledge = shell_box(
        (o.w + 0.04, outside + 0.03, 0.02), (0, y + deep / 2 + (outside + 0.03) / 2, -0.02), 0.003
    )
    emit(o, "ledge", ledge, slot="sill")
