"""What is not in the room: through a wall, the ceiling, the floor or a partition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from tools import vocabulary
from tools.checks.bodies import Array, Body, Solid
from tools.checks.finding import moving
from tools.checks.separate import MARGIN
from tools.critique import Finding
from tools.program.walls import Plan

TOLERANCE = 0.01
"""Metres that something may go beyond the room."""
HUNG = 0.03
"""The same for what hangs on a wall: its hooks and back go a little way in."""
SMALL = 1e-4
_STEPS = 4
_SPACING = 0.05
"""Metres between the places looked at along the outline of what is outside."""


def check_room(plan: Plan, bodies: Mapping[str, Body]) -> list[Finding]:
    """Objects beyond the floor polygon, in a hole, above the ceiling, under the floor, in a partition."""
    found: list[Finding] = []
    for body in bodies.values():
        found += [f for f in (_sideways(plan, body), _upright(plan, body), *_partitions(plan, body)) if f]
    return found


def beyond(plan: Plan, body: Body) -> tuple[float, Array]:
    """How many metres of an object lie outside the floor at most, and the (2,) move that brings all in."""
    move, depth = np.zeros(2), 0.0
    if plan.ample.covers(shapely.box(*body.low[:2], *body.high[:2])):
        return depth, move
    shadows = [shadow(p) for p in body.parts if not plan.ample.covers(p.footprint)]
    for _ in range(_STEPS):
        # In a corner, or between a wall and a pillar, the way in is found place by place.
        far, step = _deepest(plan.floor, [affinity.translate(s, *move) for s in shadows])
        depth = max(depth, far)
        if far < SMALL:
            break
        move = move + step
    return depth, move


def _deepest(floor: shapely.Polygon, shadows: Sequence[BaseGeometry]) -> tuple[float, Array]:
    """Distance to the floor of the place furthest from it, and the vector (2,) from there to it."""
    outside = [g for s in shadows if not (g := s.difference(floor)).is_empty]
    places = np.unique(shapely.get_coordinates(shapely.segmentize(outside, _SPACING)), axis=0)
    if not len(places):
        return 0.0, np.zeros(2)
    ends = shapely.get_coordinates(shapely.shortest_line(shapely.points(places), floor)).reshape(-1, 2, 2)
    back = ends[:, 1] - ends[:, 0]
    far = np.linalg.norm(back, axis=1)
    return float(far.max()), np.asarray(back[far.argmax()])


def shadow(part: Solid) -> BaseGeometry:
    """A part seen from above: its hull, or for a bent part the union of its faces."""
    if part.convex or len(part.triangles) > 3000:
        return part.footprint
    flat = part.corners[:, :, :2]
    area = np.abs(np.cross(flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]))
    return shapely.union_all(shapely.polygons(flat[area > 1e-9]))


def _sideways(plan: Plan, body: Body) -> Finding | None:
    depth, move = beyond(plan, body)
    if depth <= (HUNG if body.info.mount == "wall" else TOLERANCE):
        return None
    words = f"{body.id} is {depth * 100:.1f} cm outside the room"
    return moving("outside", (body.id,), depth, body.center, words, (float(move[0]), float(move[1]), 0.0))


def _upright(plan: Plan, body: Body) -> Finding | None:
    above, below = body.high[2] - plan.height, -body.low[2]
    if max(above, below) <= TOLERANCE:
        return None
    where = "above the ceiling" if above > below else "under the floor"
    words = f"{body.id} is {max(above, below) * 100:.1f} cm {where}"
    fits = body.high[2] - body.low[2] <= plan.height
    rise = (-float(above) if above > below else float(below)) if fits else 0.0
    if below >= above and fits and body.info.mount == "wall":
        usual = vocabulary.entry(body.info.category).elevation or 0.0  # what hangs goes back to its wall
        rise += min(usual, float(plan.height - (body.high[2] - body.low[2])))
    return moving("outside", (body.id,), float(max(above, below)), body.center, words, (0.0, 0.0, rise))


def _partitions(plan: Plan, body: Body) -> list[Finding]:
    found = []
    for partition in plan.partitions:
        solid = plan.solid(partition)
        top = partition.height or plan.height
        if not solid.intersects(shapely.box(*body.low[:2], *body.high[:2])):
            continue
        depth, move = _in_wall(plan, body, solid, top, partition.id)
        if depth > (HUNG if body.info.mount == "wall" else TOLERANCE):
            words = f"{body.id} is {depth * 100:.1f} cm in the partition {partition.id}"
            by = (float(move[0]), float(move[1]), 0.0)
            found.append(moving("contact", (body.id, partition.id), depth, body.center, words, by))
    return found


def _in_wall(plan: Plan, body: Body, solid: shapely.Polygon, top: float, id: str) -> tuple[float, Array]:
    """Depth in metres of an object in a partition, and the (2,) move across it that frees the object."""
    wall = plan.wall(id)
    partition = next(p for p in plan.partitions if p.id == id)
    assert wall is not None
    normal = np.array(wall.normal)
    reach: list[tuple[float, float]] = []
    for part in body.parts:
        if part.low[2] >= top - TOLERANCE:
            continue
        held = shadow(part).intersection(solid)
        for gap in plan.gaps(partition, float(part.low[2]), float(part.high[2])):
            held = held.difference(gap)
        if not held.is_empty and held.area > 1e-8:
            side = (shapely.get_coordinates(part.footprint) - wall.start) @ normal
            reach.append((float(side.min()), float(side.max())))
    if not reach:
        return 0.0, np.zeros(2)
    half = partition.thickness / 2
    left, right = half - min(r[0] for r in reach), max(r[1] for r in reach) + half
    depth = min(left, right)
    return depth, normal * (left + MARGIN if left < right else -(right + MARGIN))
