"""From pixels to metres: points on planes, distances, heights, and footprints with the lean undone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import ConvexHull, QhullError

from tools.errors import InputError
from tools.picture import polygon
from tools.pinhole import Camera
from tools.survey import Box, Point

Array = NDArray[np.float64]


class Footprint(NamedTuple):
    """Where a thing stands, in world metres.

    Attributes:
        center: middle of its rectangle on the floor.
        size: (width, depth) along the rectangle's own axes.
        yaw: degrees counter-clockwise by which the rectangle's width is turned from +X.
        outline: the corners of what was found, counter-clockwise.
    """

    center: Point
    size: tuple[float, float]
    yaw: float
    outline: list[Point]


def to_floor(camera: Camera, pixels: ArrayLike, height: float = 0.0) -> Array:
    """World points (n, 2) in metres that pixels (n, 2) show if they lie `height` metres above the floor.

    Raises:
        InputError: a pixel's ray never meets that plane.
    """
    points = camera.to_plane(pixels, height)[:, :2]
    if np.isnan(points).any():
        raise InputError(f"a pixel does not look at the plane {height:g} m above the floor; choose another")
    return points


def distance(camera: Camera, a: Point, b: Point, height: float = 0.0) -> float:
    """Metres between two pixels that lie at the same `height` above the floor."""
    first, second = to_floor(camera, [a, b], height)
    return float(np.linalg.norm(first - second))


def height_above(camera: Camera, foot: Point, top: Point) -> float:
    """Metres of a vertical thing, from the pixel of its foot on the floor and of its top.

    Near the nadir a vertical is seen end-on and the answer is uncertain; at the nadir it is 0.
    """
    x, y = to_floor(camera, [foot])[0]
    base = camera.project([(x, y, 0.0)])[0]
    low, high = 0.0, max(camera.position[2], 0.0) * 0.98 or 50.0
    seen = camera.project([(x, y, high)])[0]
    along = seen - base
    wanted = float((np.asarray(top) - base) @ along)
    if wanted <= 0:
        return 0.0
    for _ in range(50):  # the projection moves steadily outward with height
        middle = (low + high) / 2
        reached = float((camera.project([(x, y, middle)])[0] - base) @ along)
        low, high = (middle, high) if reached < wanted else (low, middle)
    return (low + high) / 2


def footprint(
    camera: Camera,
    outline: Sequence[Point] | Box,
    height: float,
    *,
    elevation: float = 0.0,
    yaw: float | None = None,
) -> Footprint:
    """Where an upright thing stands, from its visible outline or box: the lean of its height is undone.

    An outline edge that faces away from the point below the camera is the thing's top edge, one that faces
    towards it is its bottom edge; each edge is laid onto the floor from its own height. Exact for convex
    prisms seen by any camera above them.

    Args:
        camera: over the room.
        outline: visible corners in pixels (its convex hull is taken), or a box (x0, y0, x1, y1).
        height: from its underside to its top, metres.
        elevation: of its underside above the floor, metres.
        yaw: its turn in degrees, when known; for a box the size is then solved for that turn.

    Raises:
        InputError: fewer than three corners, nothing of it left after undoing the lean, or it reaches above
            the camera.
    """
    corners = _world_hull(camera, outline, elevation)
    top = elevation + max(height, 0.0)
    if camera.kind == "pinhole" and top >= camera.position[2]:
        raise InputError(f"a thing {top:.1f} m high reaches the camera at {camera.position[2]:.1f} m")
    pixels = camera.project(np.column_stack([corners, np.full(len(corners), elevation)]))
    raised = to_floor(camera, pixels, top)
    eye = _below(camera)
    shape = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]) * 1e3 + corners.mean(0)
    for i in range(len(corners)):
        j = (i + 1) % len(corners)
        normal, limit = _half_plane(corners[i], corners[j])
        if camera.kind == "pinhole" and float(normal @ eye) < limit:
            normal, limit = _half_plane(raised[i], raised[j])
        shape = polygon.clip(shape, normal, limit)
    if len(shape) < 3 or polygon.area(shape) <= 0:
        raise InputError(
            f"nothing is left of the outline after undoing {height:g} m of height; is it too tall?"
        )
    return _described(shape, yaw, is_box=np.shape(outline) == (4,))


def turned_size(width: float, depth: float, yaw: float) -> tuple[float, float]:
    """Own (width, depth) of a rectangle turned by `yaw` degrees whose upright box is `width` x `depth`.

    Near 45 degrees the box does not determine both, and they are taken as equal.
    """
    c, s = abs(math.cos(math.radians(yaw))), abs(math.sin(math.radians(yaw)))
    even = (width + depth) / 2 / (c + s)
    spread = c * c - s * s
    if abs(spread) < 0.3:
        return even, even
    own = (c * width - s * depth) / spread, (c * depth - s * width) / spread
    if min(own) <= 0.25 * even:
        return even, even
    return own


def _world_hull(camera: Camera, outline: Sequence[Point] | Box, elevation: float) -> Array:
    """Convex hull on the plane of the underside, counter-clockwise."""
    points = np.asarray(outline, dtype=float)
    if points.shape == (4,):
        x0, y0, x1, y1 = points
        points = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    if points.ndim != 2 or points.shape[1] != 2 or len(points) < 3:
        raise InputError("a footprint needs a box of 4 numbers or at least 3 outline points [x, y] in pixels")
    ground = to_floor(camera, points, elevation)
    try:
        return ground[ConvexHull(ground).vertices]
    except QhullError:
        raise InputError("the outline encloses no area; mark at least three corners of the thing") from None


def _below(camera: Camera) -> Array:
    return np.array(camera.position[:2])


def _half_plane(a: Array, b: Array) -> tuple[Array, float]:
    """Outward unit normal and limit of the counter-clockwise edge a -> b."""
    side = (b - a) / max(float(np.linalg.norm(b - a)), 1e-12)
    normal = np.array([side[1], -side[0]])
    return normal, float(normal @ a)


def _described(shape: Array, yaw: float | None, *, is_box: bool) -> Footprint:
    corners = [(float(x), float(y)) for x, y in shape]
    if yaw is None:
        center, size, turn = polygon.smallest_rectangle(shape)
        return Footprint((float(center[0]), float(center[1])), size, turn, corners)
    if is_box:
        low, high = shape.min(0), shape.max(0)
        center = (low + high) / 2
        size = turned_size(float(high[0] - low[0]), float(high[1] - low[1]), yaw)
        return Footprint((float(center[0]), float(center[1])), size, yaw, corners)
    c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    frame = np.array([[c, s], [-s, c]])
    local = shape @ frame.T
    low, high = local.min(0), local.max(0)
    center = (low + high) / 2 @ frame
    return Footprint(
        (float(center[0]), float(center[1])), (float(high[0] - low[0]), float(high[1] - low[1])), yaw, corners
    )
