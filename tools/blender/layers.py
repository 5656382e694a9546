"""What every pixel of a view sees; depth, position and normal are worked out when asked for."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tools.blender.meshes import Piece
from tools.blender.raster import Hits, rasterise

Floats = NDArray[np.float64]


class Layers:
    """One view of some pieces.

    Args:
        pieces: what is visible.
        to_clip: (4, 4) world to clip coordinates.
        to_camera: (4, 4) world to the camera's frame (looking along -Z).
        width: pixels.
        height: pixels.

    Attributes:
        piece: (H, W) index of the piece, -1 for none.
        triangle: (H, W) index of the triangle inside its piece.
    """

    def __init__(
        self, pieces: list[Piece], to_clip: Floats, to_camera: Floats, width: int, height: int
    ) -> None:
        # The empty one at the end is what pixels that see nothing point at.
        solid = [p.vertices[p.triangles] for p in pieces]
        self._corners = np.concatenate([*solid, np.zeros((1, 3, 3))]).astype(float)
        self._orthographic = not to_clip[3, :3].any()
        self._to_camera = to_camera
        counts = [len(p.triangles) for p in pieces]
        points = np.concatenate([self._corners[:-1], np.ones((sum(counts), 3, 1))], axis=2)
        self._hits: Hits = rasterise(points @ to_clip.T, width, height)
        owner = np.append(np.repeat(np.arange(len(pieces)), counts), -1)
        first = np.append(np.cumsum([0, *counts])[:-1], 0)
        self.piece: NDArray[np.int64] = owner[self._hits.triangle]
        self.triangle: NDArray[np.int64] = self._hits.triangle - first[self.piece]

    @property
    def weights(self) -> Floats:
        """(H, W, 3) barycentric coordinates in the triangle."""
        return self._hits.weights

    @cached_property
    def position(self) -> Floats:
        """(H, W, 3) world metres; zero where there is nothing."""
        return np.asarray(np.einsum("hwk,hwkc->hwc", self.weights, self._corners[self._hits.triangle]))

    @cached_property
    def _local(self) -> Floats:
        """Positions in the camera's frame."""
        return np.asarray(self.position @ self._to_camera[:3, :3].T + self._to_camera[:3, 3])

    @cached_property
    def depth(self) -> Floats:
        """(H, W) metres along the viewing axis, inf for none."""
        return np.where(self.piece < 0, np.inf, -self._local[:, :, 2])

    @cached_property
    def normal(self) -> Floats:
        """(H, W, 3) of the triangle, world, turned to the camera."""
        a, b, c = (self._corners[:, k] for k in range(3))
        flat = np.cross(b - a, c - a)
        flat /= np.maximum(length(flat), 1e-30)
        normal = flat[self._hits.triangle]
        to_eye = np.broadcast_to((0.0, 0.0, 1.0), normal.shape) if self._orthographic else -self._local
        away = np.einsum("hwc,hwc->hw", normal @ self._to_camera[:3, :3].T, to_eye) < 0
        return np.where(away[:, :, None], -normal, normal)


def length(vectors: Floats) -> Floats:
    """(n, 1) lengths of (n, 3) vectors."""
    return np.asarray(np.sqrt(np.einsum("nc,nc->n", vectors, vectors))[:, None])
