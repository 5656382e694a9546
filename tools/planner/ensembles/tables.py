"""Several tables that one sits around, in rows with room for the chairs and to walk between them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tools.geometry import Vec3
from tools.planner.design import Piece
from tools.planner.ensembles.group import Member, Pose, stand_group
from tools.planner.space import Space

PULLED = 0.5
"""Metres that the chairs of a table's side take beyond its edge."""
WALK = 0.65
"""Metres between the chairs of two tables."""


def stand_tables(space: Space, category: str, size: Vec3, count: int) -> list[Piece]:
    """Several tables alike as one group; none where they find no place together."""
    for across in range(1, count + 1):
        if count % across:
            continue
        members = _grid(category, size, count, across)
        pieces = stand_group(space, members, _poses(space, members, size))
        if pieces:
            return pieces
    return []


def _grid(category: str, size: Vec3, count: int, across: int) -> list[Member]:
    """Tables in rows of `across` along their length, the rows apart along their depth."""
    aside, apart = size[0] + 2 * PULLED + WALK, size[1] + 2 * PULLED + WALK
    return [Member(category, ((k % across) * aside, (k // across) * apart), size) for k in range(count)]


def _poses(space: Space, members: list[Member], size: Vec3) -> Iterator[Pose]:
    """All over the floor in line with the walls, the middle first, with room for the chairs at the ends."""
    far_x, far_y = max(m.at[0] for m in members), max(m.at[1] for m in members)
    middle = space.polygon.centroid
    base = space.walls[0].facing
    long, deep = far_x + size[0] + 2 * PULLED, far_y + size[1] + 2 * PULLED
    for at in space.grid(0.2):
        for yaw in (base, base + 90):
            c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
            x, y = -far_x / 2, -far_y / 2
            first = (at[0] + c * x - s * y, at[1] + s * x + c * y)
            if space.free_for(at, (long, deep, size[2]), yaw):
                yield Pose(first, yaw, -math.dist(at, (middle.x, middle.y)))
