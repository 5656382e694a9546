"""Views of the single rooms of a flat: each slanted from above, over its own walls."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tools.geometry import Vec2
from tools.program.model import ViewSpec
from tools.survey import RoomSurvey, Space

AWAY = (0.3, -0.72, 1.75)
"""Direction to the viewer: steep enough to look over a partition at the floor behind it."""
FAR = 3.2
"""Distance of the viewer in diagonals of the room."""
FILLED = 0.46
"""Part of the picture's half width that the room's farthest corner takes."""
LOOKED_AT = 0.5
"""Metres above the floor of what is looked at."""
HIGH = 1.2
"""Metres above the floor up to which the room is to be in the picture."""
PICTURE = (1024, 768)


def views_of(room: RoomSurvey) -> list[ViewSpec]:
    """A view of each of several rooms, by what the room is called; none of a single room."""
    if len(room.spaces) < 2:
        return []
    return [_slanted(label, space.floor) for label, space in labelled(room.spaces)]


def labelled(spaces: Sequence[Space]) -> list[tuple[str, Space]]:
    """Every space with a name of its own that a view can have: "bedroom", "bedroom_2"."""
    found: list[tuple[str, Space]] = []
    for space in spaces:
        stem = space.name.replace(" ", "_")
        there = sum(other.name == space.name for _, other in found)
        found.append((f"{stem}_{there + 1}" if there else stem, space))
    return found


def _slanted(name: str, floor: Sequence[Vec2]) -> ViewSpec:
    xs, ys = [x for x, _ in floor], [y for _, y in floor]
    middle = np.array([(min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, LOOKED_AT])
    back = np.array(AWAY) / np.linalg.norm(AWAY)
    at = middle + back * FAR * math.hypot(max(xs) - min(xs), max(ys) - min(ys), HIGH)
    right = np.cross([0.0, 0.0, 1.0], back)
    right /= np.linalg.norm(right)
    up = np.cross(back, right)
    corners = np.array(
        [(x, y, z) for x in (min(xs), max(xs)) for y in (min(ys), max(ys)) for z in (0.0, HIGH)]
    )
    rays = corners - at
    ahead = -rays @ back
    wide, high = np.abs(rays @ right / ahead).max(), np.abs(rays @ up / ahead).max()
    focal = FILLED / max(float(wide), float(high) * PICTURE[0] / PICTURE[1])
    (x, y, z), (u, v, w) = at.round(3).tolist(), middle.round(3).tolist()
    return ViewSpec(name=name, at=(x, y, z), look_at=(u, v, w), focal=round(focal, 3), resolution=PICTURE)
