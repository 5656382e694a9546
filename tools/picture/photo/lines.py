"""Lines on a photo, and how far a camera inside the room misses them.

The world has the room's axes, the camera's foot as its origin, and the camera one unit above the floor. A
camera is (heading, pitch, roll, log focal): radians, heading from +Y to +X, pitch down, roll clockwise; focal
in pixels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.pinhole import Camera
from tools.survey import Point

Array = NDArray[np.float64]
Line = tuple[Point, Point]
UP = 2
"""Number of the world's axis that points up; 0 and 1 are those of the walls."""


@dataclass(frozen=True)
class WallLines:
    """What is seen of one wall.

    Attributes:
        axis: 0 where it runs along x, 1 along y; of the first wall 0.
        base: two points of the line where it meets the floor, pixels; None when it is not marked.
        top: the same where it meets the ceiling.
        sure: 1; less where the base is a guess behind furniture.
        apart: whether it does not meet the wall before it.
    """

    axis: int
    base: Line | None
    top: Line | None
    sure: float = 1.0
    apart: bool = False


class Edges(NamedTuple):
    """Feet and tops of walls, m of them.

    Attributes:
        ends: (m, 2, 2) pixels from the principal point.
        axis: (m,) along which each runs.
        wall: (m,) number of its wall.
        top: (m,) whether it is the ceiling's.
        sure: (m,) weight.
    """

    ends: Array
    axis: NDArray[np.int_]
    wall: NDArray[np.int_]
    top: NDArray[np.bool_]
    sure: Array


@dataclass(frozen=True)
class Lines:
    """Everything on a photo that tells its camera.

    Attributes:
        size: width and height of the photo, pixels.
        walls: from left to right.
        uprights: (m, 2, 2) ends of lines that are upright, pixels from the principal point.
        levels: (k, 2, 2) the same of lines that are level and run along one of the walls.
        fine: (j, 2, 2) the same of straight edges of masks, right to part of a pixel; some run along no wall.
        focal: pixels, and the spread of its logarithm.
        noise: pixels by which ends of lines are off.
    """

    size: tuple[int, int]
    walls: Sequence[WallLines]
    uprights: Array = field(default_factory=lambda: np.empty((0, 2, 2)))
    levels: Array = field(default_factory=lambda: np.empty((0, 2, 2)))
    fine: Array = field(default_factory=lambda: np.empty((0, 2, 2)))
    focal: tuple[float, float] = (0.0, 0.3)
    noise: float = 1.5

    @cached_property
    def edges(self) -> Edges:
        """All feet and tops of walls."""
        rows = [
            (line, w.axis, number, top, 1.0 if top else w.sure)
            for number, w in enumerate(self.walls)
            for line, top in ((w.base, False), (w.top, True))
            if line is not None
        ]
        ends, axis, wall, top, sure = zip(*rows, strict=True)
        return Edges(
            np.array(ends) - self.middle, np.array(axis), np.array(wall), np.array(top), np.array(sure)
        )

    @property
    def middle(self) -> Array:
        """Principal point (2,), pixels."""
        return np.array(self.size) / 2


def rotation(heading: float, pitch: float, roll: float) -> Array:
    """World to camera (3, 3): rows right, down, forward."""
    c, s, cp, sp = math.cos(heading), math.sin(heading), math.cos(pitch), math.sin(pitch)
    forward = np.array([s * cp, c * cp, -sp])
    right = np.array([c, -s, 0.0])
    down = np.cross(forward, right)
    cr, sr = math.cos(roll), math.sin(roll)
    return np.array([cr * right + sr * down, cr * down - sr * right, forward])


def camera_of(p: Sequence[float] | Array, size: tuple[int, int]) -> Camera:
    """The camera of the first four parameters, one unit above the floor."""
    rows = rotation(float(p[0]), float(p[1]), float(p[2]))
    return Camera(
        width=size[0], height=size[1], focal_px=math.exp(float(p[3])), cx=size[0] / 2, cy=size[1] / 2,
        rotation=tuple(map(tuple, rows.tolist())), position=(0.0, 0.0, 1.0),
    )  # fmt: skip


def to_axis(frame: Array, focal: float, segments: Array, axis: int) -> Array:
    """Pixels (n,) by which the ends of segments miss lines to an axis's vanishing point.

    Args:
        frame: world to camera (3, 3), or several (..., 3, 3); the result is then (..., n).
        focal: pixels, or as many (...).
        segments: (n, 2, 2) ends, from the principal point.
        axis: of the world.
    """
    way, far = frame[..., axis], np.asarray(focal)
    middle, half = segments.mean(1), (segments[:, 1] - segments[:, 0]) / 2
    # towards the vanishing point, which may be at infinity or behind: its sign makes no difference
    x = far[..., None] * way[..., 0, None] - middle[:, 0] * way[..., 2, None]
    y = far[..., None] * way[..., 1, None] - middle[:, 1] * way[..., 2, None]
    return np.asarray((half[:, 0] * y - half[:, 1] * x) / np.maximum(np.hypot(x, y), 1e-9))


def to_edges(frame: Array, focal: float, edges: Edges, offsets: Array, ceiling: float) -> Array:
    """Pixels (2 m,) by which the ends of walls' lines miss where these walls meet floor and ceiling."""
    count = len(edges.ends)
    points = np.zeros((count, 3))
    points[np.arange(count), 1 - edges.axis] = offsets[edges.wall]
    points[:, 2] = np.where(edges.top, ceiling, 0.0) - 1.0
    stretch = np.array([focal, focal, 1.0])
    drawn = np.cross(points @ frame.T * stretch, frame[:, edges.axis].T * stretch)
    length = np.maximum(np.hypot(drawn[:, 0], drawn[:, 1]), 1e-9)
    seen = np.concatenate([edges.ends, np.ones((count, 2, 1))], axis=2)
    misses = np.einsum("mek,mk->me", seen, drawn / length[:, None])
    return np.asarray((misses * edges.sure[:, None]).ravel())


def meets(p: Array, lines: Lines, pixel: Array, z: float) -> Array | None:
    """World x, y (2,) where a pixel's ray meets the height `z`; None where it never does."""
    ray = np.append((pixel - lines.middle) / math.exp(p[3]), 1.0) @ rotation(p[0], p[1], p[2])
    far = (z - 1.0) / ray[2] if abs(ray[2]) > 1e-9 else -1.0
    return np.asarray(ray[:2] * far) if far > 0 else None
