"""Where things stand best among their like: in rows, each in a corner of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from shapely.geometry import Point, Polygon

from tools.measure.relations import Stood
from tools.planner.occupancy import neat_yaw

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
