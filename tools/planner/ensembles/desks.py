"""Desks of people who work together: in banks front to front, side by side at a wall."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tools import vocabulary
from tools.brief.brief import FIXED
from tools.geometry import Vec3
from tools.planner.design import Piece
from tools.planner.ensembles.group import Member, Pose, stand_group
from tools.planner.liking import GAP
from tools.planner.livable import LOW, emptiest
from tools.planner.space import Space
from tools.planner.standing import CURTAINS

FRONT = 0.95
"""Metres before a desk, for its chair and to get to it."""
APART = (0.05, 0.5)
"""Metres between desks side by side in a bank, and at a wall."""
ACROSS = 0.05
"""Metres between the backs of desks that face each other: for cables, and a cell of the voxel check."""
BANK = 1.2
"""What a bank in the open is worth more than desks at a wall, in metres' worth: people see each other."""
MOST_A_ROW = 4
MARGIN = 0.45
"""Metres of floor at the ends of a bank."""


def stand_desks(space: Space, count: int) -> list[Piece]:
    """Several desks as one group, each with floor for its chair; none where they find no place together."""
    keys = {w.key for w in space.wishes.things if w.category == "desk"}
    told = [r for key in keys for r, own in space.wishes.relations_of(key) if own]
    if count < 2 or any(r.object not in FIXED | keys or r.object == "room" for r in told):
        return []
    size = space.pick("desk")
    best: list[Piece] | None = None
    for members, poses in _ways(space, count, size):
        best = stand_group(space, members, poses, worth=lambda pieces: _worth(space))
        if best:
            return best
    return []


def _ways(space: Space, count: int, size: Vec3) -> Iterator[tuple[list[Member], list[Pose]]]:
    """A bank in the open, else a row at a wall, else two rows at walls that face each other."""
    bank = _bank(count, size)
    row = _row(count, size, APART[1])
    tight = _row(count, size, 0.06)
    if _at_window(space):
        yield _row(count, size, 0.06), list(_at_walls(space, count, size, 0.06))
    ways = [(bank, list(_open(space, count, size))), (row, list(_at_walls(space, count, size, APART[1])))]
    if count % 2 or space.chance(0.35):
        ways.reverse()
    yield from ways
    yield tight, list(_at_walls(space, count, size, 0.06))


def _at_window(space: Space) -> bool:
    """Whether the desks were asked to be at a window or a wall, where one looks out and not at each other."""
    keys = {w.key for w in space.wishes.things if w.category == "desk"}
    return any(own and r.object in FIXED for key in keys for r, own in space.wishes.relations_of(key))


def _bank(count: int, size: Vec3) -> list[Member]:
    """Two rows back to back, the first desk of the near row at the origin."""
    w, d, _ = size
    half = -(-count // 2)
    found = [Member("desk", (k * (w + APART[0]), 0.0), size, 0.0, front=FRONT) for k in range(half)]
    far = d + ACROSS
    return found + [
        Member("desk", (k * (w + APART[0]), far), size, 180.0, front=FRONT) for k in range(count - half)
    ]


def _row(count: int, size: Vec3, apart: float) -> list[Member]:
    return [Member("desk", (k * (size[0] + apart), 0.0), size, front=FRONT) for k in range(count)]


def _open(space: Space, count: int, size: Vec3) -> Iterator[Pose]:
    """Places in the open, in line with the walls, the ends of the bank clear."""
    half = -(-count // 2)
    if half > MOST_A_ROW:
        return
    w, d = half * size[0] + (half - 1) * APART[0], 2 * size[1] + ACROSS
    base = space.walls[0].facing
    middle = space.polygon.centroid
    for at in space.grid(0.2):
        for yaw in (base, base + 90):
            c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
            x, y = -(w - size[0]) / 2, -(d - size[1]) / 2
            first = (at[0] + c * x - s * y, at[1] + s * x + c * y)
            long, deep = (w, d) if abs(c) > 0.7 else (d, w)
            x0, y0, x1, y1 = space.polygon.bounds
            ends = min(
                at[0] - long / 2 - x0, x1 - at[0] - long / 2
            ) if abs(c) > 0.7 else min(at[1] - deep / 2 - y0, y1 - at[1] - deep / 2)  # fmt: skip
            touches = ends < 0.05
            if ends < MARGIN and not touches:
                continue
            like = BANK - 0.4 * math.dist(at, (middle.x, middle.y)) + 0.4 * space.rng.random()
            yield Pose(first, yaw, like)


def _at_walls(space: Space, count: int, size: Vec3, apart: float) -> Iterator[Pose]:
    """Along walls, in their middle first."""
    length = count * size[0] + (count - 1) * apart
    for wall in space.walls:
        spare = wall.length - length - 2 * GAP
        if spare < 0:
            continue
        light = any(h.kind == "window" for h in wall.holes)
        steps = int(spare / 0.1)
        for k in range(steps + 1):
            low = GAP + (spare * k / steps if steps else 0.0)
            along = low + length / 2
            like = -0.4 * abs(along - wall.length / 2) + 0.3 * light + 0.4 * space.rng.random()
            # Seen by who sits at them the row runs the other way than the wall.
            first = low + size[0] / 2 if _runs(wall.facing, wall.along) else low + length - size[0] / 2
            for off in (GAP, CURTAINS) if light else (GAP,):
                at = wall.at(first, off + size[1] / 2)
                yield Pose(at, wall.facing, like - (off > GAP), wall, first)


def _runs(yaw: float, along: tuple[float, float]) -> bool:
    """Whether a group's +X at a yaw points along the wall."""
    return math.cos(math.radians(yaw)) * along[0] + math.sin(math.radians(yaw)) * along[1] > 0


def _worth(space: Space) -> float:
    """Room that is left for what else was asked for in the open."""
    wanted = any(
        vocabulary.entry(w.category).family == "table" and w.category != "desk" for w in space.wishes.things
    )
    ground = [s for s in space.stood.values() if s.mount == "floor" and s.on is None and s.size[2] > LOW]
    return (2.0 if wanted else 0.4) * min(1.8, emptiest(ground, space.hall)[0])
