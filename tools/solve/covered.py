"""What of a mark others hide: of a stand under its computer, of a chair pushed under a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools import vocabulary
from tools.picture.solids import world_points
from tools.place import Place
from tools.solve.cut import NONE, Edges
from tools.solve.evidence import surface_of
from tools.survey import Box, Seen, Survey

STRIP, LEAST_PX = 0.12, 4.0
"""How deep an edge is looked at on either side: a share of the box, and at least so many pixels."""
COVERED = 0.7
"""Share of such a strip in other things' boxes from which the edge is theirs and not the thing's."""
NEARER = 0.1
"""Metres by which the top of a thing must be nearer to the camera than another's, to hide that."""
SEATS, TABLES = ("chair", "stool"), ("table", "kitchen")
"""Families of what is pushed under what: a seat lies lower than its back, which is what reaches high."""


def covered_edges(thing: Seen, survey: Survey, solved: Mapping[str, Place]) -> Edges:
    """Edges (left, top, right, bottom) of a mark where another thing hides how far this one goes on.

    On both sides of such an edge the picture shows what stands on it, or what is nearer to the camera.

    Args:
        thing: what is marked.
        survey: with a camera.
        solved: first places of what stands, by id, the thing's among them.
    """
    others = [t for t in survey.seen if t.id != thing.id and not t.rejected]
    hiding: list[BaseGeometry] = [
        shapely.box(*t.box) for t in others if _carries(thing.id, t, survey) and _hard(t)
    ]
    under: list[BaseGeometry] = []
    seat = vocabulary.entry(thing.category).family in SEATS
    for other in others:
        if other.id not in solved or thing.id not in solved or not _hard(other):
            continue
        if seat and vocabulary.entry(other.category).family in TABLES:
            under.append(_outline(other, survey, solved[other.id]))
        elif _nearer(solved[other.id], solved[thing.id], survey):
            hiding.append(_outline(other, survey, solved[other.id]))
    if not hiding and not under:
        return NONE
    edges = []
    for k in range(4):
        inside, outside = _strips(thing.box, k)
        both = _share(inside, hiding) >= COVERED and _share(outside, hiding) >= COVERED
        edges.append(both or _share(outside, under) >= COVERED)
    return (edges[0], edges[1], edges[2], edges[3])


def _hard(thing: Seen) -> bool:
    """Whether its body fills its outline: what lies flat or soft hides nothing of what is under it."""
    return vocabulary.entry(thing.category).shape not in ("flat", "drape", "soft")


def _nearer(other: Place, thing: Place, survey: Survey) -> bool:
    assert survey.camera is not None
    tops = survey.camera.depth([(*other.at, other.top), (*thing.at, thing.top)])
    return bool(tops[0] < tops[1] - NEARER)


def _outline(thing: Seen, survey: Survey, place: Place) -> BaseGeometry:
    """The picture of its solid part: the hull of its corners, pixels, as high as it carries things."""
    assert survey.camera is not None
    high = surface_of(thing.id, survey, {thing.id: place}) - place.z
    size = (place.size[0], place.size[1], max(0.01, min(high, place.size[2])))
    shape = vocabulary.entry(thing.category).shape
    corners = survey.camera.project(world_points(shape, place.at, size, place.yaw, place.z))
    return shapely.MultiPoint(corners[np.isfinite(corners).all(axis=1)]).convex_hull


def _carries(id: str, other: Seen, survey: Survey) -> bool:
    """Whether what stands on a thing, or on what does, is the other."""
    on, passed = other.on, {other.id}
    carriers = {t.id: t.on for t in survey.things}
    while on is not None and on not in passed:
        if on == id:
            return True
        passed.add(on)
        on = carriers.get(on)
    return False


def _strips(box: Box, edge: int) -> tuple[Box, Box]:
    """The strips along an edge within a box and outside it."""
    low = edge % 2
    deep = max(LEAST_PX, STRIP * (box[low + 2] - box[low]))
    sign = 1.0 if edge < 2 else -1.0  # from the edge inwards
    made = []
    for way in (sign, -sign):
        ends = sorted((box[edge], box[edge] + way * deep))
        strip = list(box)
        strip[low], strip[low + 2] = ends
        made.append((strip[0], strip[1], strip[2], strip[3]))
    return made[0], made[1]


def _share(strip: Box, shapes: Sequence[BaseGeometry]) -> float:
    """The share of a strip that lies in any of some shapes."""
    if not shapes:
        return 0.0
    piece = shapely.box(*strip)
    return float(piece.intersection(shapely.union_all(shapes)).area / max(piece.area, 1e-9))
