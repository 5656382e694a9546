"""How things stand among others: in rows, each in a corner of its own, how far apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from shapely.geometry import Point, Polygon

from tools import vocabulary
from tools.geometry import Vec2, Vec3, rectangle
from tools.measure.relations import Stood
from tools.planner.occupancy import neat_yaw
from tools.planner.space import Space

FRONT, DESK_FRONT = 0.5, 0.9
"""Metres of floor kept free before what is used from the front."""
APARTS = (0.08, 0.02)
"""Metres, both sides together, by which what was looked a place for is clear of others beside it."""
CENTRAL = frozenset({"table", "chair", "stool", "toy", "rug", "shop", "bench"})
"""Families that stand in the open as well as at a wall."""
OWN_CORNER = 1.0
"""Metres within which a corner is somebody's."""
IN_LINE = 0.03
"""Metres by which things of one row differ."""


def in_line(new: Stood, other: Stood) -> bool:
    """Whether two alike stand in one row or one behind the other, looking the same way."""
    x, y = other.local(new.at)
    return abs(neat_yaw(new.yaw - other.yaw)) < 1.0 and min(abs(x), abs(y)) < IN_LINE


def to_corner(floor: Polygon, new: Stood, alike: Sequence[Stood]) -> float:
    """Metres to the nearest corner in which none of its like stands."""
    return min(
        (
            math.dist(new.at, (x, y))
            for x, y in shapely.get_coordinates(floor.convex_hull)
            if floor.exterior.distance(Point(x, y)) < IN_LINE
            and all(math.dist(a.at, (x, y)) > OWN_CORNER for a in alike)
        ),
        default=0.0,
    )


def aparts(space: Space) -> tuple[float, ...]:
    """How far apart to try; where much is wanted on little floor, close at once."""
    floor = [vocabulary.entry(w.category) for w in space.wishes.things]
    wanted = zip(floor, (w.count for w in space.wishes.things), strict=True)
    covered = sum(n * e.size[0] * e.size[1] for e, n in wanted if e.mount == "floor" and e.shape != "flat")
    return APARTS if covered < CROWDED * space.area else APARTS[-1:]


CROWDED = 0.3
"""Part of a floor that what is wanted on it covers, from which it stands close."""


def front_of(family: str, back_to_wall: bool, category: str) -> float:
    """Metres of floor that a thing wants free before it."""
    if category == "desk":
        return DESK_FRONT
    return FRONT if back_to_wall else 0.2 if family in ("table", "cabinet", "shelf") else 0.0


PANE = 0.5
"""Metres before a window within which what is higher than its sill takes the light."""
LIGHT = frozenset({"sofa", "armchair", "chair", "stool", "bench", "plant", "lamp", "table", "bath", "toy"})
"""Families that stand before windows nevertheless."""


def before_window(space: Space, category: str, size: Vec3, at: Vec2, yaw: float) -> bool:
    """Whether something tall would stand in the open close before a window's pane."""
    if vocabulary.entry(category).family in LIGHT:
        return False
    area = rectangle(at, size, yaw)
    return any(
        gap.kind == "window" and size[2] > gap.sill + 0.02 and area.distance(gap.line) < PANE
        for gap in space.hall.gaps
    )
