"""Nothing through walls or other things unless the picture shows it, and everything on its carrier."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon
from shapely.ops import nearest_points

from tools import vocabulary
from tools.geometry import Wall, wrap
from tools.place import Place
from tools.survey import Thing

Array = NDArray[np.float64]

TUCKS: tuple[tuple[set[str], set[str]], ...] = (
    ({"chair", "stool", "bench", "armchair"}, {"table", "kitchen"}),
    ({"box", "bag", "screen"}, {"table", "bed"}),
)
"""Families that stand under others."""
STICKS_OUT = 0.12
"""Metres by which garments may be wider than what they hang in is deep: so much sticks out in front."""
SHOULDERS = (0.3, 0.6)
"""Metres that a garment on a hanger is wide, at least and at most."""
GAP = 0.06
"""Metres: what is told to stand against another thing is moved up to it across no more than this."""
TRIM = 0.3
"""Largest part of a thing's side that is taken off it; beyond that it is moved."""
HIDDEN_TRIM = 0.7
"""The same of a side that nobody saw."""
SMALL_TRIM = 0.04
"""The same of a thing that stands on another, in each of several rounds."""


def keep_inside(solved: Place, walls: Iterable[Wall]) -> Place:
    """The thing within the walls: a side that is square to a wall is cut back, otherwise it is moved."""
    for wall in walls:
        depths = [wall.place_of((float(x), float(y))) for x, y in solved.corners()]
        along = [a for a, _ in depths]
        if max(along) < 0.02 or min(along) > wall.length - 0.02:
            continue
        out = min(o for _, o in depths)
        reach = max(o for _, o in depths) - out
        # Mostly behind this face: it belongs to the room on the other side.
        if out >= 0 or -out > 0.5 * reach:
            continue
        solved = push_off(solved, wall.normal, -out)
    return solved


def push_off(solved: Place, direction: tuple[float, float], depth: float, trim: float = TRIM) -> Place:
    """Clear `depth` metres along a unit direction: by cutting back a square near side, else moving.

    Something round is moved: cut back on one side it would be an oval.
    """
    turn = wrap(math.degrees(math.atan2(direction[0], -direction[1])) - solved.yaw)
    axis = 1 if abs(abs(turn) - 90) > 45 else 0
    square = min(abs(wrap(turn - 90 * k)) for k in range(4)) < 2
    if solved.round or not square or depth > trim * solved.size[axis]:
        return solved.moved(direction[0] * depth, direction[1] * depth)
    size = list(solved.size)
    size[axis] -= depth
    moved = solved.moved(direction[0] * depth / 2, direction[1] * depth / 2)
    return replace(moved, size=(size[0], size[1], size[2]))


def close_up(pairs: Iterable[tuple[str, str]], solved: dict[str, Place]) -> list[str]:
    """Move things told to be against others up to them, across at most GAP, in place; a line per move."""
    said = []
    for id, other in pairs:
        if id not in solved or other not in solved or not _same_height(solved[id], solved[other]):
            continue
        own, its = Polygon(solved[id].corners()), Polygon(solved[other].corners())
        gap = own.distance(its)
        if not 0.004 < gap <= GAP:
            continue
        here, there = nearest_points(own, its)
        solved[id] = solved[id].moved(there.x - here.x, there.y - here.y)
        said.append(f"{id} was moved {gap:.2f} m to stand against {other}")
    return said


def give_way(hidden: Collection[str], things: Mapping[str, Thing], solved: dict[str, Place]) -> list[str]:
    """Cut back what is partly hidden, and so of a usual size, where what is seen stands, in place.

    Args:
        hidden: ids of what is partly hidden.
        things: everything, by id.
        solved: its places.

    Returns:
        A line per pair.
    """
    standing = [i for i in solved if _stands(things[i])]
    said = []
    for id in (i for i in hidden if i in standing):
        for other in (i for i in standing if i not in hidden):
            if _may_overlap(things[id], things[other]) or not _same_height(solved[id], solved[other]):
                continue
            depth, way = overlap(solved[other].corners(), solved[id].corners())
            if depth >= 0.004:
                solved[id] = push_off(solved[id], way, depth, HIDDEN_TRIM)
                said.append(f"{id}, partly hidden, was cut back by {depth:.2f} m beside {other}")
    return said


def _stands(thing: Thing) -> bool:
    """Whether a thing is a body on the floor."""
    return thing.on is None and thing.mount == "floor" and vocabulary.entry(thing.category).shape != "flat"


def separate(things: Mapping[str, Thing], solved: dict[str, Place], rounds: int = 4) -> list[str]:
    """Take things that stand on the floor out of one another, in place; returns a line per pair."""
    standing = [i for i in solved if _stands(things[i])]
    return list(_take_apart(standing, things, solved, rounds).values())


def spread(things: Mapping[str, Thing], solved: dict[str, Place], walls: Sequence[Wall]) -> list[str]:
    """The same for hard things on one piece of furniture, which are kept inside the walls, too."""
    by_carrier: dict[str, list[str]] = {}
    for id in solved:
        entry = vocabulary.entry(things[id].category)
        if things[id].on is not None and entry.shape not in ("flat", "drape", "hang", "soft"):
            by_carrier.setdefault(_root(id, things), []).append(id)
    said: dict[tuple[str, str], str] = {}
    for group in by_carrier.values():
        for _ in range(8):  # a wall does not give way: what it pushes back, the neighbour has to clear
            moved = _take_apart(group, things, solved, 1, trim=SMALL_TRIM)
            if not moved:
                break
            said = moved | said
            for id in group:
                solved[id] = keep_inside(solved[id], walls)
            for id in {id for pair in moved for id in pair}:
                carrier = things[id].on
                if carrier is not None and carrier in solved:  # nothing is pushed off what it stands on
                    solved[id] = onto(solved[id], solved[carrier])
    return list(said.values())


def _root(id: str, things: Mapping[str, Thing]) -> str:
    """What stands on the floor, or hangs, under a thing and whatever carries it."""
    passed = {id}
    while (carrier := things[id].on) is not None and carrier in things and carrier not in passed:
        passed.add(carrier)
        id = carrier
    return id


def _take_apart(
    standing: Sequence[str],
    things: Mapping[str, Thing],
    solved: dict[str, Place],
    rounds: int,
    trim: float = TRIM,
) -> dict[tuple[str, str], str]:
    """Push every overlapping pair apart, in place; what was done, by pair."""
    said: dict[tuple[str, str], str] = {}
    for _ in range(rounds):
        clear = True
        for a, b in combinations(standing, 2):
            if _may_overlap(things[a], things[b]) or not _same_height(solved[a], solved[b]):
                continue
            depth, direction = overlap(
                _low(things[a], solved[a], solved[b]), _low(things[b], solved[b], solved[a])
            )
            if depth < 0.004:
                continue
            clear = False
            share = _share(solved[a], solved[b])
            back = (-direction[0], -direction[1])
            solved[a] = push_off(solved[a], back, depth * share, trim)
            solved[b] = push_off(solved[b], direction, depth * (1 - share), trim)
            said.setdefault((a, b), f"{a} and {b} overlapped by {depth:.2f} m and were taken apart")
        if clear:
            break
    return said


def overlap(first: Array, second: Array) -> tuple[float, tuple[float, float]]:
    """How deep two convex footprints (4, 2) overlap, and the unit direction that takes the second out."""
    best, way = math.inf, np.zeros(2)
    for shape in (first, second):
        for side in np.roll(shape, -1, axis=0) - shape:
            normal = np.array([side[1], -side[0]]) / max(float(np.hypot(*side)), 1e-9)
            a, b = first @ normal, second @ normal
            depth = float(min(a.max() - b.min(), b.max() - a.min()))
            if depth <= 0:
                return 0.0, (0.0, 0.0)
            if depth < best:
                best = depth
                way = normal if b.mean() > a.mean() else -normal
    return best, (float(way[0]), float(way[1]))


def onto(child: Place, carrier: Place, free: float = 0.3) -> Place:
    """The child with its middle over its carrier, hanging over its rim by at most `free` of its own size."""
    turn = math.radians(carrier.yaw)
    c, s = math.cos(turn), math.sin(turn)
    dx, dy = child.at[0] - carrier.at[0], child.at[1] - carrier.at[1]
    local = [c * dx + s * dy, -s * dx + c * dy]
    spin = math.radians(child.yaw - carrier.yaw)
    w, d = child.size[0], child.size[1]
    reach = (
        abs(math.cos(spin)) * w + abs(math.sin(spin)) * d,
        abs(math.sin(spin)) * w + abs(math.cos(spin)) * d,
    )
    for k in range(2):
        limit = max(0.0, carrier.size[k] / 2 - reach[k] * (0.5 - free))
        local[k] = min(limit, max(-limit, local[k]))
    center = (
        carrier.at[0] + c * local[0] - s * local[1],
        carrier.at[1] + s * local[0] + c * local[1],
    )
    return replace(child, at=center)


def _low(thing: Thing, place: Place, other: Place) -> Array:
    """Footprint at the heights the other thing reaches: a lamp's foot is narrow, its top is not."""
    narrow = vocabulary.entry(thing.category).shape == "tree" and other.top < place.z + 0.6 * place.size[2]
    middle = np.array(place.at, dtype=float)
    shrunk: Array = middle + (place.corners() - middle) * (0.55 if narrow else 1.0)
    return shrunk


def hung(child: Place, carrier: Place, rail: float) -> Place:
    """A garment on a rail along its carrier's middle, `rail` metres below its top; its hem stays."""
    turn = math.radians(carrier.yaw)
    dx, dy = child.at[0] - carrier.at[0], child.at[1] - carrier.at[1]
    along = math.cos(turn) * dx + math.sin(turn) * dy
    across = math.cos(turn) * dy - math.sin(turn) * dx
    # The front is where it is seen; the rail is in the middle, so the back follows.
    widest = min(SHOULDERS[1], max(SHOULDERS[0], carrier.size[1] + STICKS_OUT))
    depth = min(widest, max(SHOULDERS[0], child.size[1] - 2 * across))
    out = max(0.0, depth - (carrier.size[1] - 0.02)) / 2  # towards the front: behind it is a wall
    center = (
        carrier.at[0] + math.cos(turn) * along + math.sin(turn) * out,
        carrier.at[1] + math.sin(turn) * along - math.cos(turn) * out,
    )
    top = carrier.top - rail
    hem = max(carrier.z + 0.2, min(child.z, top - 0.5))
    return replace(child, at=center, size=(child.size[0], depth, top - hem), z=hem)


def _share(a: Place, b: Place) -> float:
    """Part of an overlap the first gives way: the smaller yields more."""
    area_a, area_b = a.size[0] * a.size[1], b.size[0] * b.size[1]
    return min(0.75, max(0.25, area_b / (area_a + area_b)))


def _may_overlap(a: Thing, b: Thing) -> bool:
    one, other = vocabulary.entry(a.category).family, vocabulary.entry(b.category).family
    return any((one in x and other in y) or (other in x and one in y) for x, y in TUCKS)


def _same_height(a: Place, b: Place) -> bool:
    return min(a.top, b.top) - max(a.z, b.z) > 0.01
