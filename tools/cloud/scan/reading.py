"""A scan as a survey: the room, its openings, and its things with box, facing and name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import shapely

from tools import vocabulary
from tools.cloud.cloud import Cloud
from tools.cloud.library import Looks
from tools.cloud.scan.levels import Room, leveled, without_strays
from tools.cloud.scan.shell import openings, outline
from tools.cloud.scan.things import Cluster, clusters
from tools.errors import InputError
from tools.geometry import Vec2, rectangle
from tools.survey import Measured, RoomSurvey, Scale, Survey

SURE = 0.06
"""Cost of a word at which a name is a guess, right one time in two: so it was on the few scans looked at."""


def read_scan(cloud: Cloud, looks: Looks, tell: Callable[[str], None] = lambda line: None) -> Survey:
    """What a scan of a furnished room shows.

    Args:
        cloud: as read.
        looks: what the words look like, for names.
        tell: hears what is being done.

    Raises:
        InputError: it is no room.
    """
    tell("finding the floor and the walls")
    room, floor = stood(cloud)
    holes = openings(room, floor)
    tell("finding the things")
    things = _things(clusters(room, floor, looks))
    shell = RoomSurvey(
        floor=floor, height=round(room.height, 3), openings=holes,
        source="measured", confidence=0.9,
    )  # fmt: skip
    notes = [note for note in room.notes if note]
    if not room.ceiling:
        notes.append("the scan has no ceiling: the room is as high as its highest points")
    return Survey(
        scene_type="residential", style="modern", room=shell, things=things, notes=notes,
        scale=Scale(anchor="the scan's own metres", relative_error=0.01, source="measured", confidence=0.9),
    )  # fmt: skip


def stood(cloud: Cloud) -> tuple[Room, list[Vec2]]:
    """A scan as its room stands, and the floor's corners; the middle of the floor's box is the origin.

    Raises:
        InputError: it is no room.
    """
    room = without_strays(leveled(cloud))
    floor = outline(room)
    polygon = shapely.Polygon(floor)
    if len(floor) < 3 or not polygon.is_valid or polygon.area < 1.0:
        raise InputError("the scan's walls close no floor of a square metre: give a scan with its walls")
    middle = polygon.envelope.centroid
    by = np.array([middle.x, middle.y, 0.0])
    moved = replace(room, points=room.points - by, shift=room.shift + by)
    return moved, [(round(x - middle.x, 3), round(y - middle.y, 3)) for x, y in floor]


def _things(found: list[Cluster]) -> list[Measured]:
    counts: dict[str, int] = {}
    made: list[Measured] = []
    for cluster in found:
        called = cluster.word.replace("_", " ")
        category = vocabulary.canonical(called) or vocabulary.UNKNOWN
        stem = category.replace(" ", "_") if category != vocabulary.UNKNOWN else "thing"
        counts[stem] = counts.get(stem, 0) + 1
        at = cluster.at
        sure = max(0.2, min(0.95, 1.0 - cluster.cost / (2 * SURE)))
        top = cluster.z + cluster.size[2]
        under = _under(at, cluster, made) if cluster.z > 0.15 else None
        mount = "floor" if cluster.z < 0.15 else "object" if under else "wall"
        made.append(
            Measured(
                id=f"{stem}_{counts[stem]}",
                category=category,
                at=at,
                size=cluster.size,
                yaw=cluster.yaw,
                z=0.0 if cluster.z < 0.06 else cluster.z,
                facing=cluster.yaw,
                height=cluster.size[2],
                elevation=cluster.z,
                top=round(top, 3),
                mount=mount,
                on=under,
                color=cluster.colour,
                small=max(cluster.size) < 0.35,
                source="measured",
                confidence=round(sure, 2),
            )
        )
    return made


def _under(at: Vec2, cluster: Cluster, others: list[Measured]) -> str | None:
    """What a thing stands on: one whose top is just below it and whose footprint holds its middle."""
    for other in others:
        top = other.z + other.size[2]
        if abs(top - cluster.z) < 0.1 and rectangle(other.at, other.size, other.yaw).contains(
            shapely.Point(at)
        ):
            return other.id
    return None
