"""What doors on a photo say of its scale."""

from __future__ import annotations

import math

import numpy as np

from tools.picture.annotations import Annotations, OpeningMark
from tools.pinhole import Camera
from tools.survey import Point


def door_heights(camera: Camera, marks: Annotations) -> list[float]:
    """Heights of the doors that are marked by their corners, in the camera's own metres."""
    found = [_height(camera, o) for o in marks.openings if o.kind == "door" and o.corners_px]
    return [h for h in found if h is not None]


def _height(camera: Camera, door: OpeningMark) -> float | None:
    """From its foot on the floor up to its top edge; None where the frame cuts either off."""
    corners = sorted(door.corners_px or [], key=lambda p: p[1])
    size = (camera.width, camera.height)
    if len(corners) < 4 or any(
        not 1 < v < side - 1 for p in corners for v, side in zip(p, size, strict=True)
    ):
        return None
    foot = ((corners[2][0] + corners[3][0]) / 2, (corners[2][1] + corners[3][1]) / 2)
    top = ((corners[0][0] + corners[1][0]) / 2, (corners[0][1] + corners[1][1]) / 2)
    return height_over(camera, foot, top)


def height_over(camera: Camera, foot: Point, top: Point) -> float | None:
    """Metres of an upright line from a pixel on the floor to another; None where there is no such line."""
    place = camera.to_plane([foot])[0]
    if not np.isfinite(place).all():
        return None
    ray = np.array([(top[0] - camera.cx) / camera.focal_px, (top[1] - camera.cy) / camera.focal_px, 1.0])
    way = ray @ np.array(camera.rotation)
    flat = math.hypot(way[0], way[1])
    far = math.hypot(place[0] - camera.position[0], place[1] - camera.position[1])
    return float(camera.position[2] + way[2] / flat * far) if flat > 1e-6 else None
