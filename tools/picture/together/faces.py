"""Walls of several pictures: which of them are the same one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.picture.together.shot import Shot
from tools.pinhole import Camera
from tools.survey import Point

Array = NDArray[np.float64]

SAME, SHARE = 0.3, 0.07
"""Metres, plus a part of its distance from the camera, within which two pictures see the same wall."""
ALONG = 10.0
"""Degrees within which two walls run alike."""
SNAP = 4.0
"""Degrees within which a wall runs along the axes."""
HIDDEN = 0.35
"""Weight of a wall's foot that is thought of and not seen."""


Line = tuple[tuple[Point, Point], bool, float]
"""Two pixels, whether the ceiling meets the wall there, and a weight."""


class Edge(NamedTuple):
    """A line where a wall meets floor or ceiling, in one picture.

    Attributes:
        view: number of the picture.
        ends: two pixels.
        top: whether it is the ceiling's.
        sure: weight.
        face: number of the wall.
    """

    view: int
    ends: tuple[Point, Point]
    top: bool
    sure: float
    face: int


@dataclass
class Face:
    """A wall that is seen.

    Attributes:
        normal: (2,) unit vector into the room.
        offset: of its plane along the normal, metres.
        id: that was given to it; "" for none.
        reach: where it is seen, metres along (normal turned a quarter clockwise).
        views: of the pictures that see it, with its number among the walls of each.
    """

    normal: Array
    offset: float
    id: str = ""
    reach: tuple[float, float] = (0.0, 0.0)
    views: dict[int, list[int]] = field(default_factory=dict)


class Sighted(NamedTuple):
    """A wall as one picture sees it."""

    face: Face
    lines: list[Line]
    view: int
    number: int
    distance: float


def sighted(shots: Sequence[Shot], cameras: Sequence[Camera], heights: Sequence[float]) -> list[Sighted]:
    """The walls of each picture as it sees them.

    Args:
        shots: the pictures.
        cameras: of them, in one world.
        heights: of the walls, metres there.
    """
    return [
        seen
        for view, (shot, camera, height) in enumerate(zip(shots, cameras, heights, strict=True))
        for seen in _sighted(shot, camera, height, view)
    ]


def faces_of(found: Sequence[Sighted], *, apart: bool = False) -> tuple[list[Face], list[Edge]]:
    """The walls that the pictures show, each once, and all their lines.

    Args:
        found: walls as each picture sees them.
        apart: take walls of different pictures for one only where they have one id: while nobody knows well
            where the pictures were taken.
    """
    faces: list[Face] = []
    edges: list[Edge] = []
    for seen in found:
        number = _same(faces, seen, apart=apart)
        if number is None:
            number = len(faces)
            faces.append(Face(seen.face.normal, seen.face.offset, seen.face.id, seen.face.reach))
        known = faces[number]
        known.id = known.id or seen.face.id
        known.reach = (min(seen.face.reach[0], known.reach[0]), max(seen.face.reach[1], known.reach[1]))
        known.views.setdefault(seen.view, []).append(seen.number)
        edges += [Edge(seen.view, ends, top, sure, number) for ends, top, sure in seen.lines]
    return faces, edges


def _same(faces: Sequence[Face], seen: Sighted, *, apart: bool) -> int | None:
    """Number of the known wall that this one is."""
    for number, known in enumerate(faces):
        if known.id and known.id == seen.face.id:
            return number
    if apart:
        return None
    best: tuple[float, int] | None = None
    for number, known in enumerate(faces):
        if (known.id and seen.face.id) or seen.view in known.views:
            continue  # told apart by a person, or by the picture itself
        alike = float(known.normal @ seen.face.normal) > math.cos(math.radians(ALONG))
        off = abs(known.offset - seen.face.offset)
        if alike and off < SAME + SHARE * seen.distance and (best is None or off < best[0]):
            best = (off, number)
    return best[1] if best else None


def _sighted(shot: Shot, camera: Camera, height: float, view: int) -> list[Sighted]:
    """The walls of one picture, in the order of its marks."""
    if shot.level:
        rows = [(w.base_px, w.top_px, HIDDEN if w.hidden else 1.0, w.id) for w in shot.marks.walls]
    else:
        low, high = shot.marks.floor_corners or [], shot.marks.inner_top
        count = len(low)
        rows = [
            (
                (low[i], low[(i + 1) % count]),
                None if high is None or len(high) != count else (high[i], high[(i + 1) % count]),
                1.0,
                "",
            )
            for i in range(count)
        ]
    found = []
    for number, (base, top, sure, id) in enumerate(rows):
        lines = [(line, up, weight) for line, up, weight in ((base, False, sure), (top, True, 1.0)) if line]
        face = _face(lines, camera, height, id, level=shot.level)
        if face is not None:
            away = abs(float(face.normal @ np.array(camera.position[:2])) - face.offset)
            found.append(Sighted(face, lines, view, number, away))
    return found


def _face(lines: Sequence[Line], camera: Camera, height: float, id: str, *, level: bool) -> Face | None:
    """The plane through a wall's lines; None where they meet neither floor nor ceiling."""
    ways, middles, ends = [], [], []
    for line, up, _ in lines:
        places = camera.to_plane(line, height if up else 0.0)[:, :2]
        if np.isfinite(places).all() and np.hypot(*(places[1] - places[0])) > 0.05:
            ways.append(places[1] - places[0])
            middles.append(places.mean(0))
            ends += list(places)
    if not ways:
        return None
    way = max(ways, key=lambda w: float(np.hypot(*w)))
    angle = math.atan2(way[1], way[0])
    square = round(math.degrees(angle) / 90) * 90
    if level or abs(math.degrees(angle) - square) < SNAP:  # walls of photos run along the axes
        angle = math.radians(square)
    along = np.array([math.cos(angle), math.sin(angle)])
    normal = np.array([-along[1], along[0]])
    offset = float(np.mean([normal @ m for m in middles]))
    inward = float(normal @ np.array(camera.position[:2])) - offset
    if inward < 0:
        normal, offset = -normal, -offset
    right = np.array([normal[1], -normal[0]])
    reach = [float(right @ e) for e in ends]
    return Face(normal, offset, id, (min(reach), max(reach)))
