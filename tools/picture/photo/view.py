"""What of a room a camera inside it looks at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon, box, contains_xy

from tools.geometry import Vec2, Vec3
from tools.pinhole import Camera

FINE = 0.05
"""Metres between the places that are tried."""
LEVELS = 9
"""Heights between floor and ceiling that are tried at each."""
NEAR = 0.05
"""Metres before the camera from which things are in its picture."""
SLANT = -0.6
"""Steepest slope of a view that is one at eye level: 37 degrees down."""


def looks_level(camera: Camera) -> bool:
    """Whether it is a pinhole camera that looks along the floor more than down on it."""
    return bool(camera.kind == "pinhole" and camera.rotation[2][2] > SLANT)


def cells(floors: Sequence[Sequence[Vec2]], fine: float = FINE) -> NDArray[np.float64]:
    """Places (n, 2) on a grid over all of these floors, world metres."""
    points = np.array([p for floor in floors for p in floor])
    low, high = points.min(0), points.max(0)
    x, y = (np.arange(low[k] + fine / 2, high[k], fine) for k in (0, 1))
    return np.asarray(np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2), dtype=float)


def in_view(camera: Camera, places: NDArray[np.float64], height: float) -> NDArray[np.bool_]:
    """Whether (n,) something between floor and ceiling at each place (n, 2) lies within the frame."""
    seen = np.zeros(len(places), bool)
    for z in np.linspace(0.0, height, LEVELS):
        points = np.column_stack([places, np.full(len(places), z)])
        u, v = camera.project(points).T
        within = (u >= 0) & (u <= camera.width) & (v >= 0) & (v <= camera.height)
        seen |= within & (camera.depth(points) > 0.01)
    return seen


def share_seen(camera: Camera, floor: Sequence[Vec2], height: float) -> float:
    """Share of a floor's area over which the camera looks."""
    places = cells([floor])
    places = places[contains_xy(Polygon(floor), places[:, 0], places[:, 1])]
    return float(in_view(camera, places, height).mean()) if len(places) else 0.0


def floor_in_picture(camera: Camera, floor: Sequence[Vec2]) -> list[Vec2]:
    """The part of the floor within the frame, as a polygon in pixels; empty when none is."""
    return face_in_picture(camera, [(x, y, 0.0) for x, y in floor])


def face_in_picture(camera: Camera, corners: Sequence[Vec3]) -> list[Vec2]:
    """The part of a flat face that is before the camera and in its frame, as a polygon in pixels.

    Args:
        camera: of the picture; also one inside the room, behind which part of the face may lie.
        corners: of the face in order, world metres.

    Returns:
        Corners of the largest piece; empty when nothing of it is seen.
    """
    ring = np.array(corners, dtype=float)
    if camera.kind == "pinhole":
        ring = _before(ring, camera.depth(ring))
    if len(ring) < 3:
        return []
    shape = Polygon(camera.project(ring)).buffer(0).intersection(box(0, 0, camera.width, camera.height))
    parts = [g for g in getattr(shape, "geoms", [shape]) if isinstance(g, Polygon) and not g.is_empty]
    if not parts:
        return []
    return [(float(x), float(y)) for x, y in max(parts, key=lambda g: g.area).exterior.coords[:-1]]


def _before(ring: NDArray[np.float64], depths: NDArray[np.float64]) -> NDArray[np.float64]:
    """The part (m, 3) of a ring (n, 3) that lies before the camera."""
    kept = []
    for i, (point, depth) in enumerate(zip(ring, depths, strict=True)):
        after, beyond = ring[(i + 1) % len(ring)], depths[(i + 1) % len(ring)]
        if depth > NEAR:
            kept.append(point)
        if (depth > NEAR) != (beyond > NEAR):
            kept.append(point + (after - point) * (NEAR - depth) / (beyond - depth))
    return np.array(kept, dtype=float).reshape(-1, 3)
