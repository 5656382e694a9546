"""The camera model everything agrees on: pinhole or orthographic, exact both ways."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import BaseModel, ConfigDict
from scipy.spatial.transform import Rotation

Array = NDArray[np.float64]


class KitCamera(NamedTuple):
    """The literal arguments of the kit's `camera(...)` call (Blender's conventions)."""

    at: tuple[float, float, float]
    rotation: tuple[float, float, float]
    focal: float
    shift: tuple[float, float]
    resolution: tuple[int, int]
    ortho: float | None


class Camera(BaseModel):
    """A camera over the world frame (metres, Z up).

    Pixels: u to the right, v down, origin at the picture's top-left corner (the first pixel's centre is
    at 0.5, 0.5). Camera frame: x right, y down, z forward. `p_camera = rotation @ (p_world - position)`.
    An orthographic camera has `metres_per_pixel` and ignores `focal_px`.
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["pinhole", "ortho"] = "pinhole"
    width: int
    height: int
    focal_px: float
    cx: float
    cy: float
    rotation: tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
    position: tuple[float, float, float]
    metres_per_pixel: float | None = None

    def resized(self, factor: float) -> Camera:
        """The camera of the same picture with `factor` times as many pixels a side."""
        return self.model_copy(
            update={
                "width": round(self.width * factor),
                "height": round(self.height * factor),
                "focal_px": self.focal_px * factor,
                "cx": self.cx * factor,
                "cy": self.cy * factor,
                "metres_per_pixel": None if self.metres_per_pixel is None else self.metres_per_pixel / factor,
            }
        )

    def project(self, points: ArrayLike) -> Array:
        """World points (n, 3) in metres to pixels (n, 2)."""
        local = (np.asarray(points, dtype=float).reshape(-1, 3) - self.position) @ np.array(self.rotation).T
        if self.kind == "ortho":
            scale: float | Array = 1.0 / (self.metres_per_pixel or 1.0)
        else:
            scale = (self.focal_px / np.maximum(local[:, 2], 1e-6))[:, None]
        return np.asarray(local[:, :2] * scale + (self.cx, self.cy))

    def depth(self, points: ArrayLike) -> Array:
        """Distance (n,) in metres of world points (n, 3) along the viewing axis."""
        local = np.asarray(points, dtype=float).reshape(-1, 3) - self.position
        return np.asarray(local @ np.array(self.rotation)[2])

    def to_plane(self, pixels: ArrayLike, z: float = 0.0) -> Array:
        """Pixels (n, 2) to the world points (n, 3) where their rays meet the horizontal plane at `z`.

        A ray that never meets the plane gives NaN.
        """
        pixels = np.asarray(pixels, dtype=float).reshape(-1, 2)
        frame = np.array(self.rotation)
        offset = pixels - (self.cx, self.cy)
        if self.kind == "ortho":
            start = np.array(self.position) + offset * (self.metres_per_pixel or 1.0) @ frame[:2]
            rays = np.broadcast_to(frame[2], start.shape)
        else:
            start = np.broadcast_to(np.array(self.position), (len(pixels), 3))
            rays = np.column_stack([offset / self.focal_px, np.ones(len(pixels))]) @ frame
        with np.errstate(divide="ignore", invalid="ignore"):
            distance = (z - start[:, 2]) / rays[:, 2]
            points = np.asarray(start + rays * distance[:, None])
        points[~(distance > 0)] = np.nan
        return points

    def to_kit(self) -> KitCamera:
        """The arguments of the kit's `camera(...)` call that give this camera in Blender."""
        # Blender's camera looks along -Z with +Y up: its axes are ours with y and z turned over.
        world = np.array(self.rotation).T @ np.diag([1.0, -1.0, -1.0])
        rx, ry, rz = Rotation.from_matrix(world).as_euler("xyz", degrees=True)
        w, h = self.width, self.height
        return KitCamera(
            at=self.position,
            rotation=(float(rx), float(ry), float(rz)),
            focal=self.focal_px / w,
            shift=((w / 2 - self.cx) / w, (self.cy - h / 2) / w),
            resolution=(w, h),
            ortho=(self.metres_per_pixel or 0.0) * w if self.kind == "ortho" else None,
        )

    @classmethod
    def from_kit(cls, kit: KitCamera) -> Camera:
        """The inverse of `to_kit`."""
        w, h = kit.resolution
        frame = (Rotation.from_euler("xyz", kit.rotation, degrees=True).as_matrix() @ np.diag([1, -1, -1])).T
        return cls(
            kind="pinhole" if kit.ortho is None else "ortho",
            width=w,
            height=h,
            focal_px=kit.focal * w,
            cx=w / 2 - kit.shift[0] * w,
            cy=h / 2 + kit.shift[1] * w,
            rotation=tuple(tuple(float(x) for x in row) for row in frame),
            position=kit.at,
            metres_per_pixel=None if kit.ortho is None else kit.ortho / w,
        )

    @classmethod
    def overhead(
        cls,
        width: int,
        height: int,
        focal_px: float,
        eye: tuple[float, float, float],
        principal: tuple[float, float] | None = None,
    ) -> Camera:
        """A camera at `eye` looking straight down, picture-up along +Y."""
        cx, cy = principal or (width / 2, height / 2)
        return cls(
            width=width,
            height=height,
            focal_px=focal_px,
            cx=cx,
            cy=cy,
            position=eye,
            rotation=((1, 0, 0), (0, -1, 0), (0, 0, -1)),
        )
