"""The exact overhead view of any horizontal plane: every length on it true, one scale everywhere."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from tools.errors import InputError
from tools.picture.image import Mask, Pixels
from tools.pinhole import Camera

Array = NDArray[np.float64]
Bounds = tuple[float, float, float, float]
"""x0, y0, x1, y1 in world metres."""

LARGEST = 6000
"""Pixels a side of a rectified view at most."""


class Rectified(NamedTuple):
    """A horizontal plane seen from straight above.

    Attributes:
        image: (h, w, 3) RGB, +X right and +Y up.
        seen: (h, w) where the picture shows the plane.
        bounds: world metres covered.
        metres_per_pixel: of the view.
    """

    image: Pixels
    seen: Mask
    bounds: Bounds
    metres_per_pixel: float

    def to_view(self, points: ArrayLike) -> Array:
        """World (n, 2) metres to pixels (n, 2) of the view."""
        array = np.asarray(points, dtype=float).reshape(-1, 2)
        x0, _, _, y1 = self.bounds
        return (array - (x0, y1)) * (1, -1) / self.metres_per_pixel

    def to_world(self, pixels: ArrayLike) -> Array:
        """Pixels (n, 2) of the view to world (n, 2) metres."""
        array = np.asarray(pixels, dtype=float).reshape(-1, 2)
        x0, _, _, y1 = self.bounds
        return array * (1, -1) * self.metres_per_pixel + (x0, y1)


def rectify(
    image: Pixels,
    camera: Camera,
    z: float = 0.0,
    metres_per_pixel: float | None = None,
    bounds: Bounds | None = None,
) -> Rectified:
    """The plane at height `z` seen from straight above.

    Args:
        image: the picture the camera belongs to.
        camera: over the room.
        z: metres above the floor.
        metres_per_pixel: of the result; by default as fine as the picture's own middle.
        bounds: world rectangle to show; by default all that the picture shows within reach of the camera.

    Raises:
        InputError: the picture does not show that plane there, or the view would be enormous.
    """
    box = bounds or visible_bounds(camera, z)
    mpp = metres_per_pixel or pixel_size(camera, z)
    w, h = round((box[2] - box[0]) / mpp), round((box[3] - box[1]) / mpp)
    if not (0 < w <= LARGEST and 0 < h <= LARGEST):
        raise InputError(
            f"an overhead view of {w} x {h} pixels is not sensible; choose bounds or a coarser scale"
        )
    to_picture = view_to_picture(camera, z, mpp, box)
    view = cv2.warpPerspective(image, to_picture, (w, h), flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP)
    full = np.full(image.shape[:2], 255, np.uint8)
    seen = cv2.warpPerspective(full, to_picture, (w, h), flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP)
    return Rectified(np.asarray(view, np.uint8), np.asarray(seen) > 0, box, mpp)


def plane_to_picture(camera: Camera, z: float) -> Array:
    """The homography (3, 3) from world (x, y, 1) on the plane at `z` to picture pixels."""
    frame, eye = np.array(camera.rotation), np.array(camera.position)
    offset = frame @ (np.array([0, 0, z]) - eye)
    if camera.kind == "ortho":
        scale = 1.0 / (camera.metres_per_pixel or 1.0)
        middle = np.array([camera.cx, camera.cy])
        rows = np.column_stack([frame[:2, 0] * scale, frame[:2, 1] * scale, offset[:2] * scale + middle])
        return np.vstack([rows, [0, 0, 1]])
    lens = np.array([[camera.focal_px, 0, camera.cx], [0, camera.focal_px, camera.cy], [0, 0, 1]])
    return np.asarray(lens @ np.column_stack([frame[:, 0], frame[:, 1], offset]))


def view_to_picture(camera: Camera, z: float, metres_per_pixel: float, bounds: Bounds) -> Array:
    """The homography (3, 3) from pixel indices of a view to pixel indices of the picture (OpenCV's)."""
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    world = np.array([[metres_per_pixel, 0, bounds[0]], [0, -metres_per_pixel, bounds[3]], [0, 0, 1]])
    return np.asarray(np.linalg.inv(half) @ plane_to_picture(camera, z) @ world @ half)


def pixel_size(camera: Camera, z: float = 0.0) -> float:
    """Metres that a pixel in the picture's middle spans on the plane at `z`."""
    if camera.kind == "ortho":
        return camera.metres_per_pixel or 1.0
    cx, cy = camera.width / 2, camera.height / 2
    points = camera.to_plane([(cx - 1, cy), (cx + 1, cy)], z)
    if np.isnan(points).any():
        raise InputError(f"the picture's middle does not look at the plane {z:g} m above the floor")
    return float(np.linalg.norm(points[1] - points[0]) / 2)


def visible_bounds(camera: Camera, z: float = 0.0) -> Bounds:
    """World rectangle on the plane at `z` around what the picture shows within reach of the camera."""
    us, vs = np.linspace(0, camera.width, 25), np.linspace(0, camera.height, 25)
    grid = np.stack(np.meshgrid(us, vs), axis=-1).reshape(-1, 2)
    points = camera.to_plane(grid, z)[:, :2]
    points = points[np.isfinite(points).all(1)]
    reach = 1.6 * max(camera.width, camera.height) * pixel_size(camera, z)
    middle = camera.to_plane([(camera.width / 2, camera.height / 2)], z)[0, :2]
    points = points[np.linalg.norm(points - middle, axis=1) < reach]
    low, high = points.min(0), points.max(0)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
