"""Doors that cannot be walked through and windows that something stands in front of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.checks.allowed import family, is_rug
from tools.checks.bodies import Body, point
from tools.checks.finding import moving
from tools.checks.room import shadow
from tools.checks.separate import MARGIN
from tools.critique import Finding
from tools.geometry import Wall
from tools.program.model import OpeningSpec
from tools.program.walls import Plan, sill

IN_FRONT_OF_DOOR = 0.6
"""Metres that must be free before a door, or its own width when it swings into the room."""
IN_FRONT_OF_WINDOW = 0.3
"""Metres before a window within which something tall blocks it."""
INTRUSION = 0.05
"""Metres by which something may stand in a door's way."""
COVERED = 0.5
"""Share of a window's width that may be covered."""
LOW = 0.05
"""Height of what is stepped over."""


def check_openings(plan: Plan, bodies: Mapping[str, Body]) -> list[Finding]:
    """Clearance of every door, opening and window."""
    found: list[Finding] = []
    for opening in plan.openings:
        wall = plan.wall(opening.wall)
        if wall is not None:
            found += (
                _window(wall, opening, bodies) if opening.kind == "window" else _door(wall, opening, bodies)
            )
    return found


def ways(plan: Plan) -> list[shapely.Polygon]:
    """The floor, metres, that every door and open doorway needs, on each of its sides that lies inside."""
    found: list[shapely.Polygon] = []
    for opening in plan.openings:
        wall = plan.wall(opening.wall)
        if wall is not None and opening.kind != "window":
            found += [way for way, _, _ in _ways(wall, opening)]
    return found


def _ways(wall: Wall, opening: OpeningSpec) -> Iterator[tuple[shapely.Polygon, float, float]]:
    """What is to be free on each side of a door: the area, which side, and how deep it is."""
    half, deep = opening.size[0] / 2, IN_FRONT_OF_DOOR
    if opening.kind == "door" and (opening.swing or "in-left").startswith("in"):
        deep = max(deep, opening.size[0])
    for side in (1.0, -1.0) if isinstance(wall.name, str) else (1.0,):
        yield wall.area(opening.at - half, opening.at + half, 0.0, deep * side), side, deep


def _door(wall: Wall, opening: OpeningSpec, bodies: Mapping[str, Body]) -> Iterator[Finding]:
    half = opening.size[0] / 2
    for way, side, deep in _ways(wall, opening):
        for body in bodies.values():
            if is_rug(body) or family(body) == "curtain":
                continue
            blocked = _held(way, body, LOW, opening.size[1])
            if blocked.is_empty:
                continue
            along = (shapely.get_coordinates(blocked) - wall.start) @ np.array(wall.along)
            to_left, to_right = along.max() - (opening.at - half), (opening.at + half) - along.min()
            across = (shapely.get_coordinates(blocked) - wall.start) @ np.array(wall.normal) * side
            away = deep - across.min()
            depth = float(min(to_left, to_right, away))
            if depth > INTRUSION:
                yield _blocked(wall, opening, body, (to_left, to_right, away * 1.0), side, depth)


def _blocked(
    wall: Wall,
    opening: OpeningSpec,
    body: Body,
    ways: tuple[float, float, float],
    side: float,
    depth: float,
) -> Finding:
    """The shortest of three ways out: either way along the wall, or away from it."""
    vectors = [-np.array(wall.along), np.array(wall.along), np.array(wall.normal) * side]
    x, y = vectors[int(np.argmin(ways))] * (depth + MARGIN)
    words = f"{body.id} stands {depth * 100:.0f} cm in the way of the {opening.kind} {opening.id}"
    at = point((*wall.at(opening.at), 1.0))
    return moving("door blocked", (body.id, opening.id), depth, at, words, (float(x), float(y), 0.0))


def _window(wall: Wall, opening: OpeningSpec, bodies: Mapping[str, Body]) -> Iterator[Finding]:
    half, low = opening.size[0] / 2, sill(opening)
    front = wall.area(opening.at - half, opening.at + half, 0.0, IN_FRONT_OF_WINDOW)
    for body in bodies.values():
        if family(body) in ("curtain", "plant") or body.info.mount == "ceiling":
            continue
        if body.high[2] < low + 0.3 * opening.size[1]:
            continue  # a desk or a bed's headboard under a window takes little light
        covered = _held(front, body, low + 0.1, low + opening.size[1])
        if covered.is_empty:
            continue
        along = (shapely.get_coordinates(covered) - wall.start) @ np.array(wall.along)
        share = float(along.max() - along.min()) / opening.size[0]
        if share > COVERED:
            yield Finding(
                kind="window blocked",
                object=body.id,
                others=(opening.id,),
                measure=round(share, 3),
                unit="share",
                at=point((*wall.at(opening.at), low + opening.size[1] / 2)),
                problem=f"{body.id} covers {share:.0%} of the width of the window {opening.id}",
            )


def _held(area: shapely.Polygon, body: Body, low: float, high: float) -> BaseGeometry:
    """What of an object, between two heights, stands in an area of the floor."""
    if not area.intersects(shapely.box(*body.low[:2], *body.high[:2])):
        return shapely.Point()
    parts = [p for p in body.parts if p.high[2] > low and p.low[2] < high]
    return shapely.union_all([shadow(p).intersection(area) for p in parts])
