"""Rooms that stand turned in their picture: the world runs along the walls, marks along the picture."""

from __future__ import annotations

import math

from tools.geometry import wrap
from tools.pinhole import Camera

TURNED = 8.0
"""Degrees from which a room counts as turned in its picture; less is what marks are off by."""


def camera_turn(camera: Camera) -> float:
    """Degrees from the world's x to the picture's right, seen from above; 0 when it is hardly turned."""
    x, y, _ = camera.rotation[0]
    turn = math.degrees(math.atan2(y, x))
    return turn if abs(turn) >= TURNED else 0.0


def world_facing(camera: Camera, facing: float) -> float:
    """The yaw in the world of what faces that way in the picture (0 its bottom, 90 right)."""
    turn = camera_turn(camera)
    return wrap(facing + turn) if turn else facing


def picture_facing(camera: Camera, yaw: float) -> float:
    """Which way what has that yaw in the world faces in the picture: `world_facing` undone."""
    return wrap(yaw - camera_turn(camera))
