"""What stands in what to begin with: how deep convex shapes are in each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

import numpy as np
from scipy.optimize import linprog
from scipy.spatial import ConvexHull

from tools.physics.model import Array, Convex, Link, Mover, World

DEEP = 0.0015
"""Metres across the largest ball in both from which two shapes are in each other, not beside each other."""


class Placed:
    """One shape in the world: its corners (n, 3), the planes (k, 4) that bound it, its bounds and volume."""

    def __init__(self, shape: Convex, mover: Mover) -> None:
        self.points = in_world(shape.vertices, mover)
        self.low, self.high = self.points.min(axis=0), self.points.max(axis=0)

    @cached_property
    def _around(self) -> ConvexHull:
        """Worked out when it is asked for: most shapes are near nothing."""
        return ConvexHull(self.points)

    @property
    def planes(self) -> Array:
        """What bounds it."""
        return np.asarray(self._around.equations)

    @property
    def volume(self) -> float:
        """Cubic metres."""
        return float(self._around.volume)


def in_world(points: Array, mover: Mover) -> Array:
    """Points (n, 3) of a body's frame in the world."""
    c, s = np.cos(mover.yaw), np.sin(mover.yaw)
    return np.asarray(points @ np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]]) + mover.origin)


def placed(world: World) -> dict[str, tuple[Mover, Link, list[Placed]]]:
    """Every link's shapes in the world, by its name."""
    return {
        link.name: (mover, link, [Placed(shape, mover) for shape in link.shapes])
        for mover in world.movers
        for link in (mover.base, *mover.links)
        if link.shapes
    }


def depth(one: Placed, other: Placed) -> float:
    """Metres across the largest ball that is in both; 0 where they are apart."""
    if (one.low >= other.high - DEEP).any() or (other.low >= one.high - DEEP).any():
        return 0.0
    planes = np.concatenate([one.planes, other.planes])
    normals = np.column_stack([planes[:, :3], np.ones(len(planes))])
    found = linprog([0, 0, 0, -1], A_ub=normals, b_ub=-planes[:, 3], bounds=[(None, None)] * 3 + [(0, None)])
    return 0.0 if found.x is None else 2 * float(found.x[3])


def overlaps(world: World, among: Collection[str] | None = None) -> dict[tuple[str, str], float]:
    """Links that stand in each other to begin with, at least one of which moves, and how deep (metres).

    Args:
        world: the room.
        among: ids of things, one of which has to be in a pair; left out, all pairs.
    """
    links = list(placed(world).items())
    found = {}
    for number, (name, (mover, link, shapes)) in enumerate(links):
        for other, (host, held, others) in links[number + 1 :]:
            moves = mover.free or host.free or link.joint is not None or held.joint is not None
            if mover.id == host.id or not moves:
                continue
            if among is not None and mover.id not in among and host.id not in among:
                continue
            deepest = max((depth(a, b) for a, b in _near(shapes, others)), default=0.0)
            if deepest > DEEP:
                found[name, other] = deepest
    return found


def _near(shapes: list[Placed], others: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    if not len(shapes) or not len(others):
        return
    lows, highs = np.array([o.low for o in others]), np.array([o.high for o in others])
    for one in shapes:
        for k in np.flatnonzero(((lows < one.high - DEEP) & (highs > one.low + DEEP)).all(axis=1)):
            yield one, others[k]
