"""A photo's room in its truth's world.

From above both worlds are the picture's: X right, Y up. A photo at eye level says neither which way north
is nor where the floor's middle lies, for it does not show all of it; a room read from it has axes along its
walls and an origin of its own. What both have in common is the camera: it took the same picture and stands
at the same place, so the found world is turned by the quarter that brings both cameras nearest and moved
until they stand on one spot. What is wrong with the found camera then shows as what it is: things in the
wrong place.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.geometry import Vec2
from tools.measure.solids import Mesh
from tools.measure.truth import Item, Room
from tools.pinhole import Camera


class Move(NamedTuple):
    """Quarter turns about Z, counter-clockwise from above, and then metres along X and Y."""

    quarters: int
    shift: Vec2

    @property
    def turn(self) -> NDArray[np.float64]:
        """The turn as a rotation (3, 3)."""
        return quarter_turn(self.quarters)

    def point(self, at: Vec2) -> Vec2:
        """A place on the floor."""
        x, y = self.turn[:2, :2] @ np.asarray(at) + self.shift
        return float(x), float(y)

    def item(self, item: Item) -> Item:
        """An object."""
        yaw = (item.yaw_deg + 90.0 * self.quarters) % 360.0
        place = (*self.point(item.center[:2]), item.center[2])
        return item.model_copy(update={"center": place, "yaw_deg": yaw})

    def room(self, room: Room) -> Room:
        """A shell; its openings are told by wall and need no move."""
        partitions = [
            p.model_copy(update={"start": self.point(p.start), "end": self.point(p.end)})
            for p in room.partitions
        ]
        floor = [self.point(corner) for corner in room.floor_polygon]
        return room.model_copy(update={"floor_polygon": floor, "partitions": partitions})

    def camera(self, camera: Camera) -> Camera:
        """A camera."""
        rotation = np.array(camera.rotation) @ self.turn.T
        place = (*self.point(camera.position[:2]), camera.position[2])
        rows = tuple(tuple(float(v) for v in row) for row in rotation)
        return camera.model_copy(update={"rotation": rows, "position": place})

    def mesh(self, mesh: Mesh) -> Mesh:
        """A body, as a copy."""
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:2, 3] = self.turn, self.shift
        return mesh.copy().apply_transform(matrix)


def quarter_turn(quarters: int) -> NDArray[np.float64]:
    """(3, 3) by so many quarters about Z, counter-clockwise from above."""
    a = quarters * math.pi / 2
    turn = [[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]]
    return np.round(np.array(turn, dtype=float))


def turned(found: Camera, true: Camera) -> tuple[float, int]:
    """Degrees between two rotations, and the quarter turns of the found world that leave least."""
    own, other = np.array(found.rotation), np.array(true.rotation)

    def degrees(quarters: int) -> float:
        both = own @ quarter_turn(quarters).T @ other.T
        return math.degrees(math.acos(float(np.clip((np.trace(both) - 1) / 2, -1, 1))))

    return min((degrees(quarters), quarters) for quarters in range(4))


def by_camera(found: Camera, true: Camera) -> Move:
    """The move that brings a found world to the true one."""
    _, quarters = turned(found, true)
    moved = quarter_turn(quarters)[:2, :2] @ np.array(found.position[:2])
    x, y = np.array(true.position[:2]) - moved
    return Move(quarters, (float(x), float(y)))
