"""Places where something could stand: along the walls, beside what stands there, and all over the floor."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import shapely

from tools.geometry import Vec2, Vec3, facing, turn
from tools.measure.relations import Stood
from tools.planner.liking import GAP, places
from tools.planner.space import Space
from tools.planner.walls import Stretch

STEP = 0.3
BESIDE = (0.06, 0.25, 0.4)
"""Metres between a thing and the one it is to be next to; SceneEval's reach is 0.5."""


class Spot(NamedTuple):
    """A place on the floor or a wall."""

    at: Vec2
    yaw: float
    wall: Stretch | None = None
    along: float = 0.0
    met: float = 0.0
    """How much of what was asked of a thing it meets there."""


def open_spots(space: Space, size: Vec3, stood: dict[str, Stood], leave: str, turns: int) -> list[Spot]:
    """Those of the places whose middle is free and far enough from the walls."""
    spots = list(_everywhere(space, size, stood, turns))
    xy = np.array([s.at for s in spots]).reshape(-1, 2)
    good = shapely.contains_xy(space.polygon.buffer(0.005 - min(size[:2]) / 2), xy[:, 0], xy[:, 1])
    for solid in space.solids:
        if (
            solid.low < size[2]
            and solid.id != leave
            and (stood.get(solid.id) is None or not stood[solid.id].on)
        ):
            good &= ~shapely.contains_xy(solid.area, xy[:, 0], xy[:, 1])
    return [spot for spot, fine in zip(spots, good, strict=True) if fine]


TURNS = {0: 1, 4: 1, 2: 2}
"""In how many directions a thing in the open is tried, by how many of its sides are alike (`turns`)."""


def _everywhere(space: Space, size: Vec3, stood: dict[str, Stood], turns: int) -> Iterator[Spot]:
    """Along the walls, at the sides of what stands on the floor, and all over it."""
    for wall in space.walls:
        for along in (*places(wall, size[0]), *_next_to(wall, size, stood)):
            for off in space.offs(wall, along, size):
                yield Spot(wall.at(along, off + size[1] / 2), wall.facing, wall, along)
    for other in [s for s in stood.values() if s.mount == "floor" and s.on is None]:
        yield from _beside(other, size)
    base = space.walls[0].facing if space.walls else 0.0
    for at in space.grid(STEP):
        for k in range(turns):
            yield Spot(at, base + 90 * k)


def _next_to(wall: Stretch, size: Vec3, stood: dict[str, Stood]) -> Iterator[float]:
    """Places along a wall close beside what stands at it."""
    for other in [s for s in stood.values() if s.mount == "floor" and s.on is None]:
        corners = [wall.place_of((float(x), float(y))) for x, y in other.footprint.exterior.coords[:-1]]
        if min(out for _, out in corners) > 2 * AT_WALL or max(out for _, out in corners) < 0:
            continue
        for side in (min(a for a, _ in corners) - BESIDE[0], max(a for a, _ in corners) + BESIDE[0]):
            low = side < wall.place_of(other.at)[0]
            along = side - size[0] / 2 if low else side + size[0] / 2
            if GAP + size[0] / 2 <= along <= wall.length - GAP - size[0] / 2:
                yield along


AT_WALL = 0.05
"""Metres between a wall and the back of what stands at it."""


def _beside(other: Stood, size: Vec3) -> Iterator[Spot]:
    """Places at the four sides of a thing, as turned as it is, turned to it, and beside its back."""
    w, d = other.size[0] / 2, other.size[1] / 2
    for gap in BESIDE:
        for out in ((-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)):
            for turned in (other.yaw, facing(turn((-out[0], -out[1]), other.yaw))):
                across = abs(math.cos(math.radians(turned - other.yaw))) > 0.7
                reach = (size[0] if across else size[1]) if out[0] else (size[1] if across else size[0])
                far = (w if out[0] else d) + gap + reach / 2
                slides = (0.0,) if out[1] else (0.0, d - (size[1] if across else size[0]) / 2)
                for slide in slides:
                    local = (out[0] * far, out[1] * far) if out[1] else (out[0] * far, slide)
                    x, y = turn(local, other.yaw)
                    yield Spot((other.at[0] + x, other.at[1] + y), turned)
