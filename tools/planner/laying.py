"""Laying what is flat on the floor: under or by what it was asked to be, else where it is seen."""

from __future__ import annotations

import math

from tools.geometry import Vec2, Vec3, rectangle, turn
from tools.planner.design import Piece
from tools.planner.livable import LOW, in_sight
from tools.planner.space import Space

STEP = 0.3
"""Metres between places that are tried."""
SMALL = 0.2
"""Square metres of a thing, such as a toy, that no rug is laid in line with."""
MET = 0.75
"""Of a rug's wish to be in the middle: more of it is not worth being hidden for."""


def laid(space: Space, category: str, size: Vec3) -> Piece | None:
    """A rug: under or by what it was asked to be, in line with it; else in the middle."""
    stood = space.stood
    for relation, own in space.wishes.told_of(category):
        other = relation.object if own else relation.subject
        for id in space.wishes.filled.get(other, ()):
            base = stood[id]
            if base.size[0] * base.size[1] < SMALL:
                continue
            reach = base.size[1] / 2 + size[1] / 2 + 0.05
            local = (0.0, -reach) if relation.kind in ("in front of", "beside", "near") else (0.0, 0.0)
            x, y = turn(local, base.yaw)
            at = (base.at[0] + x, base.at[1] + y)
            under = relation.kind in ("under", "on", "around")
            extent = size[:2]
            if under and space.wishes.following(category) and not _said(space, category):
                extent = (max(size[0], base.size[0] + 0.6), max(size[1], base.size[1] + 0.5))
            piece = space.lay(category, at, extent, base.yaw)
            if piece is not None:
                return piece
    yaw, middle = space.walls[0].facing, space.polygon.centroid
    ground = [s for s in stood.values() if s.mount == "floor" and s.on is None and s.size[2] > LOW]

    def dislike(at: Vec2) -> float:
        met = min(MET, space.longing(category, at, size, yaw))
        shown = in_sight(rectangle(at, size, yaw), ground)
        return math.dist(at, (middle.x, middle.y)) - 10 * met - 3 * shown

    spots = sorted(space.grid(STEP), key=dislike)
    for at in spots:
        piece = space.lay(category, at, size[:2], yaw)
        if piece is not None:
            return piece
    return None


def _said(space: Space, category: str) -> bool:
    wanted = space.wishes.following(category)
    return wanted is not None and wanted.size[0] is not None
