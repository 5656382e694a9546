"""Where to look at a room from: its corners at eye level, and slanted from the back, which `iso` is not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from shapely.geometry import Point, Polygon

from tools.geometry import Vec2, Vec3
from tools.measured import ObjectReport, SceneReport
from tools.solve.room_views import labelled
from tools.survey import Survey

EYE, LENS = 1.55, 0.55
"""Metres that eyes are above the floor, and the focal length as a share of the picture's width."""
IN, FURTHEST, STEP = 0.25, 1.6, 0.1
"""Metres from a corner along its bisector at which a free place for somebody to stand is looked for."""
LOOKED_AT = 0.75
"""Metres above the floor of what is looked at."""
MOST = 6
"""Corners that are stood in."""
HIDES = 1.2
"""Metres: what is lower hides nothing from somebody who stands in it."""
AWAY: Vec3 = (-0.55, 1.0, 1.05)
"""Direction to a viewer above the back, opposite to that of `iso`."""


class Standpoint(NamedTuple):
    """A place to look from, world metres; `focal` is a share of the picture's width."""

    name: str
    at: Vec3
    look_at: Vec3
    focal: float

    def source(self) -> str:
        """Its line of a program."""
        at, to = (tuple(round(v, 3) for v in p) for p in (self.at, self.look_at))
        return f'view("{self.name}", at={at}, look_at={to}, focal={self.focal:.3f})\n'


def standpoints(survey: Survey, report: SceneReport) -> list[Standpoint]:
    """From the back, slanted, and in the corners: of one room in up to four, of each of several in one."""
    spaces = survey.room.spaces if survey.room else []
    whole = Polygon(report.room.floor_polygon)
    named = {name: Polygon(s.floor) for name, s in labelled(spaces)} or {"": whole}
    found = [_slanted(whole, report.room.height)]
    for name, floor in named.items():
        corners = _corners(floor)
        for number, corner in enumerate(corners[: 1 if len(named) > 1 else 4], start=1):
            label = f"{name or 'corner'} {number}" if len(named) == 1 else name
            found.append(_standing(label.replace(" ", "_"), corner, floor, report.objects))
    return found[: MOST + 1]


def _corners(floor: Polygon) -> list[Vec2]:
    """The corners that stick out most, the farthest from the middle first."""
    rim = [(float(x), float(y)) for x, y in floor.exterior.coords[:-1]]
    rim_of_hull = floor.convex_hull.boundary
    outer = [c for c in rim if rim_of_hull.distance(Point(c)) < 0.01]
    middle = floor.representative_point()
    return sorted(outer, key=lambda c: -math.dist(c, (middle.x, middle.y)))


def _standing(name: str, corner: Vec2, floor: Polygon, objects: Sequence[ObjectReport]) -> Standpoint:
    """As near to a corner as somebody can stand, looking across the room."""
    middle = floor.centroid if floor.contains(floor.centroid) else floor.representative_point()
    dx, dy = middle.x - corner[0], middle.y - corner[1]
    far = math.hypot(dx, dy) or 1.0
    tall = [o.place.footprint for o in objects if o.high[2] > HIDES and o.low[2] < EYE]
    at = corner
    for step in np.arange(IN, max(IN, min(FURTHEST, 0.8 * far)) + 1e-9, STEP):
        at = (corner[0] + dx / far * float(step), corner[1] + dy / far * float(step))
        spot = Point(at).buffer(0.12)
        if floor.contains(spot) and not any(t.intersects(spot) for t in tall):
            break
    return Standpoint(name, (*at, EYE), (middle.x, middle.y, LOOKED_AT), LENS)


def _slanted(floor: Polygon, height: float) -> Standpoint:
    x0, y0, x1, y1 = floor.bounds
    middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2, 0.4 * height])
    back = np.array(AWAY) / np.linalg.norm(AWAY)
    at = middle + back * 2.1 * math.hypot(x1 - x0, y1 - y0, height)
    right = np.cross([0.0, 0.0, 1.0], back)
    right /= np.linalg.norm(right)
    up = np.cross(back, right)
    corners = np.array([(x, y, z) for x in (x0, x1) for y in (y0, y1) for z in (0.0, height)]) - at
    ahead = -corners @ back
    wide, high = np.abs(corners @ right / ahead).max(), np.abs(corners @ up / ahead).max()
    focal = 0.45 / max(float(wide), float(high) * 4 / 3)
    (x, y, z), (u, v, w) = at.tolist(), middle.tolist()
    return Standpoint("from_the_back", (x, y, z), (u, v, w), focal)
