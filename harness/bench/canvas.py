"""A z-buffer for small drawn rooms: flat textured polygons, uneven light, noise and JPEG blocks."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from tools.picture.image import Pixels
from tools.pinhole import Camera

Array = NDArray[np.float64]

SUPER = 2
"""Drawn this many times larger, then reduced: edges as soft as a renderer's."""
OUTSIDE, FLOOR, WALL, THING = 0, 1, 2, 3
TEXELS = 256
"""Texture pixels along TILE metres."""
TILE = 1.6


class Canvas:
    """A z-buffer for flat convex polygons."""

    def __init__(self, camera: Camera, rng: Generator) -> None:
        self.camera, self.rng = camera, rng
        w, h = camera.width * SUPER, camera.height * SUPER
        self.size = (w, h)
        self.image = np.empty((h, w, 3), np.float32)
        shade = rng.choice([255, 250, 235, 200, 40], p=[0.4, 0.25, 0.15, 0.1, 0.1])
        self.image[:] = shade
        self.near = np.full((h, w), np.inf, np.float32)
        self.kind = np.zeros((h, w), np.uint8)
        self.owner = np.zeros((h, w), np.int32)
        self.frame = np.array(camera.rotation)
        self.eye = np.array(camera.position)

    def face(
        self, corners: ArrayLike, colour: Array, kind: int, owner: int = 0, texture: Array | None = None,
        yaw: float = 0.0,
    ) -> None:  # fmt: skip
        """Draws a flat convex polygon (n, 3), shaded by which way it faces."""
        points = self._clipped(np.asarray(corners, dtype=float))
        if len(points) < 3:
            return
        normal = np.cross(points[1] - points[0], points[2] - points[0])
        normal /= max(float(np.linalg.norm(normal)), 1e-9)
        pixels = self.camera.project(points) * SUPER
        low = np.maximum(np.floor(pixels.min(0)).astype(int), 0)
        high = np.minimum(np.ceil(pixels.max(0)).astype(int) + 1, self.size)
        if (high <= low).any():
            return
        mask = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
        cv2.fillConvexPoly(mask, np.rint((pixels - low - 0.5) * 16).astype(np.int32), (1,), cv2.LINE_8, 4)
        rows, columns = np.nonzero(mask)
        rows, columns = rows + low[1], columns + low[0]
        offset = (np.column_stack([columns, rows]) + 0.5) / SUPER - (self.camera.cx, self.camera.cy)
        rays = np.column_stack([offset / self.camera.focal_px, np.ones(len(rows))]) @ self.frame
        slope = rays @ normal
        with np.errstate(divide="ignore", invalid="ignore"):
            depth = ((points[0] - self.eye) @ normal) / slope
        front = (depth > 0) & (depth < self.near[rows, columns])
        rows, columns, depth, rays = rows[front], columns[front], depth[front], rays[front]
        self.near[rows, columns] = depth
        self.kind[rows, columns], self.owner[rows, columns] = kind, owner
        tone: Array = np.broadcast_to(colour, (len(rows), 3))
        if texture is not None:
            where = self.eye + rays * depth[:, None]
            c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
            u, v = where[:, 0] * c + where[:, 1] * s, where[:, 1] * c - where[:, 0] * s
            step = TEXELS / TILE
            tone = texture[(v * step).astype(int) % TEXELS, (u * step).astype(int) % TEXELS]
        light = 1.0 if abs(normal[2]) > 0.5 else 0.86 + 0.08 * normal[0] - 0.05 * normal[1]
        self.image[rows, columns] = tone * light

    def box(
        self, at: ArrayLike, size: ArrayLike, yaw: float, colour: Array, kind: int, owner: int,
        texture: Array | None = None, base: float = 0.0,
    ) -> None:  # fmt: skip
        """Draws an upright box without its underside."""
        w, d, h = np.asarray(size, dtype=float)
        c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
        ring = np.array([(-w, -d), (w, -d), (w, d), (-w, d)]) / 2 @ [[c, s], [-s, c]] + np.asarray(at)
        low, high = (np.column_stack([ring, np.full(4, z)]) for z in (base, base + h))
        for i in range(4):
            j = (i + 1) % 4
            self.face([low[i], low[j], high[j], high[i]], colour * 0.95, kind, owner)
        self.face(high, colour, kind, owner, texture, yaw)

    def finish(self) -> tuple[Pixels, NDArray[np.uint8], NDArray[np.int32]]:
        """The picture with light, noise and JPEG, what each pixel is, and whose."""
        rng, (w, h) = self.rng, self.size
        inside = (self.kind != OUTSIDE)[..., None]
        uneven = cv2.resize(rng.normal(1, 0.06, (3, 4)), (w, h), interpolation=cv2.INTER_CUBIC)[..., None]
        image = np.where(inside, self.image * uneven, self.image)
        # creases are darker: the depth buffer's own unsharp mask stands in for ambient occlusion
        depth = np.where(
            np.isfinite(self.near), self.near, np.nanmax(np.where(np.isfinite(self.near), self.near, 0))
        )
        hollow = np.clip(depth - cv2.GaussianBlur(depth, (0, 0), 0.012 * w), 0, 0.6)[..., None]
        image = np.where(inside, image * (1 - rng.uniform(0.2, 0.5) * hollow), image)
        image = np.where(inside, image * rng.normal(1, 0.02, 3), image)
        size = (self.camera.width, self.camera.height)
        small = cv2.resize(image.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        grain = rng.normal(0, rng.uniform(0, 3), small.shape)
        picture: Pixels = np.clip(small + grain, 0, 255).astype(np.uint8)
        if rng.random() < 0.6:
            quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(70, 96))]
            blocks = cv2.imencode(".jpg", picture, quality)[1]
            picture = np.array(cv2.imdecode(blocks, cv2.IMREAD_COLOR), dtype=np.uint8)
        return picture, self.kind[::SUPER, ::SUPER], self.owner[::SUPER, ::SUPER]

    def _clipped(self, points: Array) -> Array:
        """The part of a polygon at least 5 cm in front of the camera."""
        depth = self.camera.depth(points) - 0.05
        out: list[Array] = []
        for i in range(len(points)):
            j = (i + 1) % len(points)
            if depth[i] >= 0:
                out.append(points[i])
            if (depth[i] < 0) != (depth[j] < 0):
                out.append(points[i] + depth[i] / (depth[i] - depth[j]) * (points[j] - points[i]))
        return np.array(out).reshape(-1, 3)
