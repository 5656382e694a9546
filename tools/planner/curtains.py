"""What hangs before windows in rooms from words: one rod with a panel at each side, a sheer, or a blind."""

from __future__ import annotations

from tools.geometry import Vec3, rectangle
from tools.planner.design import Hole, Piece
from tools.planner.occupancy import Solid
from tools.planner.space import Space
from tools.planner.walls import Stretch

KINDS = ("curtain", "sheer curtain", "blind")
"""Categories that hang before a window, one thing a window."""
PANEL = (0.24, 0.42)
"""Metres that an open panel is wide: least where a corner is near, and usually."""
LAP = 0.02
"""Metres by which a panel hangs before the window's edge."""
CORNER = 0.03
"""Metres between a rod's end and the next wall."""
DEPTH, GAP = 0.11, 0.02
"""Metres from the foremost to the rearmost fold, and from there to the wall."""
HEM, HIGHEST = 0.03, 2.3
"""Metres above the floor of its hem, and of its rod where the ceiling is no lower."""
BELOW_CEILING = 0.12
ROD = 0.08
"""Metres below its top that the rod takes: over the window nothing else of it is in the way."""
AIR = 0.06
"""Metres beside a panel that stay free: a cell of the voxel check."""
BLIND, AROUND = 0.06, 0.04
"""Metres that a blind is deep, and wider than its window at each side and above."""


def hang_curtains(space: Space) -> None:
    """Dress every window of the room that has wall for it, before anything else takes its place."""
    while dress_window(space, _wanted(space)) is not None:
        pass


def dress_window(space: Space, category: str) -> Piece | None:
    """Hang one before the widest window that has none; None where there is none, or no wall beside it.

    Args:
        space: the room.
        category: one of `KINDS`.
    """
    holes = [(wall, hole) for wall in space.walls for hole in wall.holes if hole.kind == "window"]
    for wall, hole in sorted(holes, key=lambda h: -h[1].width):
        piece = _before(space, wall, hole, category) if space.wishes.welcome(category) else None
        if piece is not None:
            return piece
    return None


def _wanted(space: Space) -> str:
    """What was asked for where curtains usually hang."""
    open_ = [w.category for w in space.wishes.things if len(space.wishes.filled[w.key]) < w.count]
    return next((name for name in open_ if name in KINDS), "curtain")


def _before(space: Space, wall: Stretch, hole: Hole, category: str) -> Piece | None:
    at = wall.local(hole)
    if category == "blind":
        size = space.wishes.sized(category, (hole.width + 2 * AROUND, BLIND, hole.height + AROUND))
        return _hung(space, wall, at, category, size, hole.sill, panel=0.0)
    beside = min(at, wall.length - at) - hole.width / 2 - CORNER + LAP
    panel = round(min(PANEL[1], beside), 2)
    if panel < PANEL[0]:
        return None
    top = min(HIGHEST, round(space.height - BELOW_CEILING, 2))
    usual = (round(hole.width + 2 * (panel - LAP), 3), DEPTH, round(top - HEM, 3))
    size = space.wishes.sized(category, usual)
    return _hung(space, wall, at, category, size, HEM, panel=panel if category == "curtain" else 0.0)


def _hung(
    space: Space, wall: Stretch, at: float, category: str, size: Vec3, low: float, *, panel: float
) -> Piece | None:
    """Hang it where nothing is in its way; open panels, `panel` metres wide, and their rod leave the rest."""
    out, top = GAP + size[1] / 2, low + size[2]
    whole = rectangle(wall.at(at, out), size, wall.facing)
    solids = [(whole, low)]
    if panel:
        off, one = (size[0] - panel + AIR) / 2, (panel + AIR, size[1], size[2])
        sides = [rectangle(wall.at(at + s * off, out), one, wall.facing) for s in (-1, 1)]
        solids = [(whole, top - ROD), *((side, low) for side in sides)]
    if not all(space.free(area, under, top, keep="none") for area, under in solids):
        return None
    against = ("against", str(wall.name))
    piece = space.add(category, wall.at(at, out), size, wall.facing, z=low, mount="wall", relation=against)
    taken = [Solid(piece.id, area, under, top) for area, under in solids]
    space.solids = [*(s for s in space.solids if s.id != piece.id), *taken]
    return piece
