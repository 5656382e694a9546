"""Where the ray of a pixel meets the room: its floor, its ceiling, or one of its walls."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tools.geometry import Wall
from tools.pinhole import Camera
from tools.survey import Point

Array = NDArray[np.float64]

BESIDE = 0.15
"""Metres beyond a wall's ends within which a ray still meets it."""


def ray_of(camera: Camera, pixel: Point) -> Array:
    """Direction (3,) of a pixel's ray, one unit along the viewing axis."""
    local = [(pixel[0] - camera.cx) / camera.focal_px, (pixel[1] - camera.cy) / camera.focal_px, 1.0]
    return np.asarray(np.array(local) @ np.array(camera.rotation))


def on_wall(camera: Camera, pixel: Point, wall: Wall) -> tuple[float, float, float] | None:
    """(metres along the wall, height above the floor, depth) of where a pixel's ray meets a wall's face."""
    ray, eye = ray_of(camera, pixel), np.array(camera.position)
    normal = np.array([*wall.normal, 0.0])
    towards = float(ray @ normal)
    if towards > -1e-6:  # it runs along the wall, or looks at its back
        return None
    far = float((np.array([*wall.start, 0.0]) - eye) @ normal) / towards
    if far <= 0:
        return None
    place = eye + far * ray
    return (wall.place_of((float(place[0]), float(place[1])))[0], float(place[2]), far)


def nearest_wall(
    camera: Camera, pixel: Point, walls: Iterable[Wall], height: float
) -> tuple[Wall, float, float] | None:
    """The wall a pixel shows, with the metres along it and the height above the floor; None for none."""
    best: tuple[float, Wall, float, float] | None = None
    for wall in walls:
        met = on_wall(camera, pixel, wall)
        if met is None:
            continue
        along, z, far = met
        if -BESIDE < along < wall.length + BESIDE and -BESIDE < z < height + BESIDE:
            best = (far, wall, along, z) if best is None or far < best[0] else best
    return None if best is None else best[1:]
