"""Floor polygons, and splitting them into rooms."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from tools.geometry import Vec2
from tools.planner.design import Divider, RoomType, Shape

THICKNESS = 0.1
GRID = 0.05
NARROWEST = 1.5
"""Metres that a room of several is wide, at least."""
ACROSS = 0.75
"""Length of a partition as a share of the side of a square floor: one runs across, the next only in part."""
WAYS = 40
"""Ways of sharing a floor out of which the squarest is taken."""

AREAS: dict[RoomType, tuple[float, float]] = {
    "bedroom": (12, 24),
    "living": (18, 36),
    "dining": (13, 24),
    "kitchen": (11, 20),
    "office": (13, 30),
    "lab": (24, 44),
    "shop": (26, 48),
    "classroom": (38, 62),
    "bath": (5.5, 12),
    "nursery": (10, 18),
}
"""Floor area in square metres of one room of each type."""


def outline(
    rng: Random, shape: Shape, area: float, extent: Vec2 | None = None, *, step: float = 0.01
) -> Polygon:
    """A floor polygon of about `area` square metres, centred on its bounding rectangle.

    Args:
        rng: where the choices come from.
        shape: of the whole.
        area: square metres.
        extent: metres along x and y, when they are given; the area follows from them.
        step: metres to which its corners are rounded.
    """
    ratio = rng.uniform(1.05, 1.7)
    cut = {"rect": 1.0, "L": 0.82, "T": 0.78, "U": 0.84, "free": 0.94}[shape]
    width = math.sqrt(area / cut * ratio)
    depth = width / ratio
    if rng.random() < 0.3 and shape in {"rect", "L"}:
        width, depth = depth, width
    if extent is not None:
        width, depth = extent
    polygon: BaseGeometry = box(0, 0, width, depth)
    if shape == "L":
        polygon -= _corner(rng, width, depth, rng.uniform(0.34, 0.48), rng.uniform(0.34, 0.48))
    elif shape == "T":
        stem, bar = rng.uniform(0.4, 0.52), rng.uniform(0.42, 0.55)
        left = rng.uniform(0.35, 0.65) * (1 - stem)
        polygon -= box(0, 0, width * left, depth * (1 - bar))
        polygon -= box(width * (left + stem), 0, width, depth * (1 - bar))
    elif shape == "U":
        notch, deep = rng.uniform(0.26, 0.36), rng.uniform(0.36, 0.52)
        left = rng.uniform(0.42, 0.58) * (1 - notch)
        polygon -= box(width * left, 0, width * (left + notch), depth * deep)
    elif shape == "free":
        polygon = _free(rng, width, depth)
    if shape in {"T", "U"} and rng.random() < 0.5:
        polygon = affinity.scale(polygon, 1, -1)
    return _centred(polygon, step)


def _corner(rng: Random, width: float, depth: float, across: float, down: float) -> Polygon:
    """A rectangle at one of the four corners."""
    w, d = width * across, depth * down
    x, y = rng.choice([0.0, width - w]), rng.choice([0.0, depth - d])
    return box(x, y, x + w, y + d)


def _free(rng: Random, width: float, depth: float) -> Polygon:
    """A rectangle with one or two corners cut off, or one slanted wall."""
    corners = [(0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth)]
    if rng.random() < 0.4:
        slip = rng.uniform(0.08, 0.2) * width * rng.choice([-1, 1])
        corners[2] = (width - max(slip, 0), depth)
        corners[1] = (width + min(slip, 0), 0.0)
        return Polygon(corners)
    chosen = rng.sample(range(4), rng.choice([1, 1, 2]))
    points: list[Vec2] = []
    for i, (x, y) in enumerate(corners):
        if i not in chosen:
            points.append((x, y))
            continue
        reach_x, reach_y = rng.uniform(0.2, 0.34) * width, rng.uniform(0.22, 0.36) * depth
        inward_x, inward_y = (1 if x == 0 else -1), (1 if y == 0 else -1)
        along_x, along_y = (x + inward_x * reach_x, y), (x, y + inward_y * reach_y)
        points += [along_y, along_x] if i in {0, 2} else [along_x, along_y]
    return Polygon(points)


def _centred(shape: BaseGeometry, step: float) -> Polygon:
    """Counter-clockwise, rounded to `step`, its bounding rectangle centred on the origin."""
    if not isinstance(shape, Polygon):
        raise LookupError("the cut left the floor in pieces")
    polygon = shape
    x0, y0, x1, y1 = polygon.bounds

    def rounded(value: float) -> float:
        return round(round(value / step) * step, 2)

    width, depth = rounded((x1 - x0) / 2) * 2, rounded((y1 - y0) / 2) * 2
    points = [
        (
            rounded((x - x0) * width / (x1 - x0) - width / 2),
            rounded((y - y0) * depth / (y1 - y0) - depth / 2),
        )
        for x, y in list(orient(polygon).exterior.coords)[:-1]
    ]
    points = _without_straight(points)
    first = min(range(len(points)), key=lambda i: sum(points[i]))
    return Polygon(points[first:] + points[:first])


def _without_straight(points: list[Vec2]) -> list[Vec2]:
    """The points that turn a corner."""
    kept = []
    for i, b in enumerate(points):
        a, c = points[i - 1], points[(i + 1) % len(points)]
        if abs((b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])) > 1e-6:
            kept.append(b)
    return kept


class Plan(NamedTuple):
    """A floor split into rooms."""

    zones: list[Polygon]
    dividers: list[Divider]


def split(rng: Random, floor: Polygon, rooms: int) -> Plan:
    """Cut a floor into `rooms` rooms by straight partitions, or fewer when no good cut is left."""
    zones = [floor]
    dividers: list[Divider] = []
    for _ in range(rooms * 12):
        if len(zones) >= rooms:
            break
        zone = max(zones, key=lambda z: z.area * rng.uniform(0.7, 1.0))
        cut = _cut(rng, zone)
        if cut is None:
            continue
        parts, start, end = cut
        zones.remove(zone)
        zones += parts
        dividers.append(Divider(f"partition_{len(dividers) + 1}", start, end, THICKNESS))
    return Plan([orient(z) for z in zones], dividers)


def share_out(rng: Random, floor: Polygon, areas: Sequence[float]) -> Plan:
    """Cut a rectangle into rooms with their parts of its area, in their order; the squarest of several ways.

    Args:
        rng: where the choices come from.
        floor: a rectangle along the axes.
        areas: how much each room is to have, in proportion.

    Raises:
        LookupError: every way leaves a room too narrow.
    """
    best: tuple[float, dict[int, Polygon], list[Divider]] | None = None
    for _ in range(WAYS):
        rooms: dict[int, Polygon] = {}
        dividers: list[Divider] = []
        order = list(range(len(areas)))
        rng.shuffle(order)
        _shared(rng, floor.bounds, order, areas, rooms, dividers)
        sides = [(z.bounds[2] - z.bounds[0], z.bounds[3] - z.bounds[1]) for z in rooms.values()]
        narrow = min(min(s) for s in sides)
        worst = max(max(s) / min(s) for s in sides) if narrow >= NARROWEST else math.inf
        if worst < math.inf and (best is None or worst < best[0]):
            best = (worst, rooms, dividers)
    if best is None:
        raise LookupError("a room would be too narrow")
    return Plan([best[1][n] for n in range(len(areas))], best[2])


def with_partitions(areas: Sequence[float]) -> float:
    """Square metres of a floor whose rooms have these areas, with what partitions between them stand on."""
    total = sum(areas)
    return total + THICKNESS * ACROSS * math.sqrt(total) * (len(areas) - 1)


def _shared(
    rng: Random,
    bounds: tuple[float, float, float, float],
    order: list[int],
    areas: Sequence[float],
    rooms: dict[int, Polygon],
    dividers: list[Divider],
) -> None:
    """Halve a rectangle's rooms by a partition across its longer side until each has its own."""
    x0, y0, x1, y1 = bounds
    if len(order) == 1:
        rooms[order[0]] = orient(box(*bounds))
        return
    cut = rng.randint(1, len(order) - 1)
    first, rest = order[:cut], order[cut:]
    whole, other = (with_partitions([areas[n] for n in part]) for part in (first, rest))
    upright = (x1 - x0) > (y1 - y0) * rng.uniform(0.8, 1.25)
    low, high = (x0, x1) if upright else (y0, y1)
    half = THICKNESS / 2
    clear = whole / (whole + other) * (high - low - THICKNESS)
    # The middle of a partition lies on the grid of 5 cm, so that both its faces do.
    at = round(round((low + clear + half) / GRID) * GRID, 2)
    name = f"partition_{len(dividers) + 1}"
    if upright:
        dividers.append(Divider(name, (at, y0), (at, y1), THICKNESS))
        halves = ((x0, y0, round(at - half, 2), y1), (round(at + half, 2), y0, x1, y1))
    else:
        dividers.append(Divider(name, (x0, at), (x1, at), THICKNESS))
        halves = ((x0, y0, x1, round(at - half, 2)), (x0, round(at + half, 2), x1, y1))
    for own, numbers in zip(halves, (first, rest), strict=True):
        _shared(rng, own, numbers, areas, rooms, dividers)


def _cut(rng: Random, zone: Polygon) -> tuple[list[Polygon], Vec2, Vec2] | None:
    """One straight cut of a zone in two good rooms, or None."""
    x0, y0, x1, y1 = zone.bounds
    upright = (x1 - x0) > (y1 - y0)
    place = round(rng.uniform(0.33, 0.67) * ((x1 - x0) if upright else (y1 - y0)), 2)
    at = round((x0 if upright else y0) + place, 2)
    line = LineString([(at, y0 - 1), (at, y1 + 1)] if upright else [(x0 - 1, at), (x1 + 1, at)])
    inside = line.intersection(zone)
    if inside.geom_type != "LineString":
        return None
    rest = zone.difference(line.buffer(THICKNESS / 2, cap_style="flat"))
    if not isinstance(rest, MultiPolygon) or len(rest.geoms) != 2:
        return None
    parts = list(rest.geoms)
    if any(p.area < 4.4 or p.buffer(-0.85).is_empty or _jagged(p) for p in parts):
        return None
    start, end = ((round(x, 3), round(y, 3)) for x, y in inside.coords)
    return parts, start, end


def _jagged(polygon: Polygon) -> bool:
    """True when a wall of it is too short to be a wall anyone would build."""
    points = list(polygon.exterior.coords)
    return any(math.dist(a, b) < 0.35 for a, b in pairwise(points))
