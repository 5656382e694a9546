"""One of several pictures, as it is read alone: its camera, its walls, and roughly where its things stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.geometry import Vec2, Vec3, turn, wrap
from tools.picture.annotations import Annotations
from tools.picture.photo.rays import nearest_wall
from tools.picture.photo.view import looks_level
from tools.pinhole import Camera
from tools.survey import Point, RoomSurvey, Seen, Survey
from tools.walls import walls_of

Array = NDArray[np.float64]

BORDER = 1.5
"""Pixels from the frame at which a box is cut by it."""
CARRIED = 0.7
"""Metres: about so high stands what stands on furniture."""
SQUARE = 12.0
"""Degrees within which a side on the floor runs along the walls."""
FARTHEST = 12.0
"""Metres: what would stand further off says nothing of where it stands."""


class Spot(NamedTuple):
    """Roughly where one picture has a thing.

    Attributes:
        at: middle of its footprint, the picture's own world, metres.
        yaw: degrees; None where nobody saw its front.
    """

    at: Vec2
    yaw: float | None


class Pose(NamedTuple):
    """From one picture's world to the first one's: turned by quarters, stretched, shifted."""

    quarter: int
    scale: float
    shift: Vec2

    def point(self, at: Vec2) -> Vec2:
        """A place on the floor, metres."""
        x, y = turn(at, 90.0 * self.quarter)
        return (self.scale * x + self.shift[0], self.scale * y + self.shift[1])

    def camera(self, camera: Camera) -> Camera:
        """A camera in the other world."""
        x, y, z = camera.position
        c, s = turn((1.0, 0.0), 90.0 * self.quarter)
        about = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
        rows = np.array(camera.rotation) @ about.T
        told: dict[str, object] = {
            "position": (*self.point((x, y)), self.scale * z), "rotation": tuple(map(tuple, rows.tolist())),
        }  # fmt: skip
        if camera.metres_per_pixel is not None:
            told["metres_per_pixel"] = camera.metres_per_pixel * self.scale
        return camera.model_copy(update=told)


HERE = Pose(0, 1.0, (0.0, 0.0))
"""The first picture's own."""


@dataclass(frozen=True)
class Shot:
    """One picture, read alone.

    Attributes:
        marks: what is marked on it.
        survey: as it is read alone, metres of its own.
    """

    marks: Annotations
    survey: Survey

    @property
    def camera(self) -> Camera:
        """As it is solved alone."""
        assert self.survey.camera is not None
        return self.survey.camera

    @property
    def room(self) -> RoomSurvey:
        """As it is closed alone."""
        assert self.survey.room is not None
        return self.survey.room

    @property
    def level(self) -> bool:
        """Whether it is a photo at eye level."""
        return looks_level(self.camera)

    def spots(self) -> dict[str, Spot]:
        """Roughly where its things are, by id."""
        found: dict[str, Spot] = {}
        for thing in self.survey.seen:
            at = at_of(thing, self.camera, self.room)
            if at is not None and math.dist(at, self.camera.position[:2]) < FARTHEST:
                found[thing.id] = Spot(at, yaw_of(thing, self.camera))
        return found


def yaw_of(thing: Seen, camera: Camera) -> float | None:
    """Its yaw by its side on the floor and the way its front was said to look; None where that does not show.

    Of a thing whose front nobody told it is one of those along its side.
    """
    symmetry = vocabulary.entry(thing.category).turns
    if symmetry == 0:
        return None
    side = _side(thing, camera)
    if side is None:
        return None if thing.facing is None else wrap(90.0 * round(thing.facing / 90))
    along = math.degrees(math.atan2(side[1], side[0]))
    told = along if thing.facing is None else thing.facing
    yaw = wrap(along + 90.0 * round((told - along) / 90))
    square = 90.0 * round(yaw / 90)
    return wrap(square if abs(wrap(yaw - square)) < SQUARE else yaw)


def _side(thing: Seen, camera: Camera) -> Array | None:
    """From the first contact point to the second on the floor, metres (2,)."""
    if len(thing.contacts) < 2 or thing.mount in ("wall", "ceiling"):
        return None
    places = camera.to_plane(thing.contacts[:2])[:, :2]
    side = places[1] - places[0]
    return side if np.isfinite(side).all() and np.hypot(*side) > 0.05 else None


def at_of(thing: Seen, camera: Camera, room: RoomSurvey) -> Vec2 | None:
    """Roughly where one picture has a thing, seen from above; None where it does not tell."""
    entry = vocabulary.entry(thing.category)
    x0, y0, x1, y1 = thing.box
    if thing.on is not None or thing.mount == "ceiling":
        usual = room.height - entry.size[2] if thing.mount == "ceiling" else CARRIED
        under = thing.elevation if thing.elevation is not None else usual
        return _plane(camera, ((x0 + x1) / 2, y1), under)
    if thing.mount == "wall":
        if not looks_level(camera):
            return _plane(
                camera, ((x0 + x1) / 2, (y0 + y1) / 2), (entry.elevation or 1.2) + entry.size[2] / 2
            )
        seen = [w for w in walls_of(room) if w.name not in room.guessed]
        met = nearest_wall(camera, ((x0 + x1) / 2, (y0 + y1) / 2), seen, room.height)
        return met[0].at(met[1]) if met is not None else None
    deep = (entry.size[0] + entry.size[1]) / 4
    side = _side(thing, camera)
    if side is not None:
        near = camera.to_plane(thing.contacts[:2])[:, :2].mean(0)
        across = np.array([-side[1], side[0]]) / np.hypot(*side)
        away = across if across @ (near - camera.position[:2]) > 0 else -across
        return (float(near[0] + away[0] * deep), float(near[1] + away[1] * deep))
    if thing.foot is not None:
        return _plane(camera, thing.foot, 0.0)
    if not looks_level(camera):
        return _plane(camera, ((x0 + x1) / 2, (y0 + y1) / 2), (thing.top or entry.size[2]) / 2)
    low: Point | None = thing.contacts[0] if thing.contacts else None
    if low is None and y1 < camera.height - BORDER and not thing.hidden_by:
        low = ((x0 + x1) / 2, y1)
    foot = None if low is None else _plane(camera, low, 0.0)
    if foot is None:
        return None
    dx, dy = foot[0] - camera.position[0], foot[1] - camera.position[1]
    far = math.hypot(dx, dy) or 1e-9
    return (foot[0] + dx / far * deep, foot[1] + dy / far * deep)


def _plane(camera: Camera, pixel: Point, z: float) -> Vec2 | None:
    x, y = camera.to_plane([pixel], z)[0, :2].tolist()
    return (x, y) if math.isfinite(x) and math.isfinite(y) else None


def size_of(thing: Seen) -> Vec3:
    """Its usual size, metres, with the height that was told."""
    w, d, h = vocabulary.entry(thing.category).size
    return (w, d, thing.height or (thing.top if thing.mount == "floor" and thing.top else None) or h)
