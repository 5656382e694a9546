"""What of a room a camera inside it looks at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon, contains_xy

from tools.geometry import Vec2
from tools.pinhole import Camera

FINE = 0.05
"""Metres between the places that are tried."""
LEVELS = 9
"""Heights between floor and ceiling that are tried at each."""
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
    """The part of the floor within the frame, as a polygon in pixels; empty when none is.

    Only for a camera at eye level: what lies behind it is left out.
    """
    frame = np.array(camera.rotation)
    near, ring = 0.05, [np.array([x, y, 0.0]) for x, y in floor]
    kept: list[NDArray[np.float64]] = []
    depths = [float(frame[2] @ (p - camera.position)) for p in ring]
    for i, (p, d) in enumerate(zip(ring, depths, strict=True)):
        q, e = ring[(i + 1) % len(ring)], depths[(i + 1) % len(ring)]
        if d > near:
            kept.append(p)
        if (d > near) != (e > near):
            kept.append(p + (q - p) * (near - d) / (e - d))
    if len(kept) < 3:
        return []
    shape = (
        Polygon(camera.project(kept))
        .buffer(0)
        .intersection(Polygon([(0, 0), (camera.width, 0), (camera.width, camera.height), (0, camera.height)]))
    )
    parts = [g for g in getattr(shape, "geoms", [shape]) if isinstance(g, Polygon) and not g.is_empty]
    if not parts:
        return []
    outline = max(parts, key=lambda g: g.area).exterior.coords[:-1]
    return [(float(x), float(y)) for x, y in outline]
