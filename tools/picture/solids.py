"""What a thing looks like to a camera: a few corner points per shape, in a unit box."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tools.vocabulary import Shape

Array = NDArray[np.float64]

_Boxes = tuple[tuple[float, float, float, float, float, float], ...]
_SOLIDS: dict[str, _Boxes] = {
    # x0, x1, y0, y1, z0, z1 in a box of width and depth -0.5 to 0.5 (front at -0.5) and height 0 to 1
    "box": ((-0.5, 0.5, -0.5, 0.5, 0, 1),),
    "bed": ((-0.5, 0.5, -0.5, 0.5, 0, 0.5), (-0.48, 0.48, 0.42, 0.5, 0, 1)),
    "chair": ((-0.5, 0.5, -0.5, 0.5, 0, 0.52), (-0.45, 0.45, 0.36, 0.5, 0, 1)),
}


@cache
def points(shape: Shape) -> Array:
    """Corner points (n, 3) of a shape in its unit box; their projection has the shape's bounding box."""
    if shape == "tree":
        return np.vstack([_ring(0.5, 0.0), _ring(0.5, 0.05), _ring(1.0, 0.62), _ring(0.9, 1.0)])
    if shape == "sofa":
        # Upholstery is rounded: its corners are cut off by a tenth.
        low, back = _block(-0.5, 0.7), _block(0.25, 1.0)
        return np.vstack([low, back])
    if shape == "soft":
        return _block(-0.5, 1.0, cut=0.14)
    if shape == "round":
        return np.vstack([_ring(0.9, 0.0), _ring(1.0, 0.5), _ring(0.9, 1.0)])
    boxes = _SOLIDS.get(shape, _SOLIDS["box"])
    return np.array(
        [(x, y, z) for x0, x1, y0, y1, z0, z1 in boxes for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)]
    )


def world_points(
    shape: Shape, center: tuple[float, float], size: tuple[float, float, float], yaw: float, z: float
) -> Array:
    """The shape's corner points (n, 3), world metres, for a footprint centre, size, yaw and underside."""
    return placed(points(shape), center, size, yaw, z)


def placed(
    unit: Array, center: tuple[float, float], size: tuple[float, float, float], yaw: float, z: float
) -> Array:
    """Points (n, 3) of a unit box (see `points`) in world metres, for the box's place."""
    local = unit * size
    c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    return np.column_stack(
        [
            center[0] + c * local[:, 0] - s * local[:, 1],
            center[1] + s * local[:, 0] + c * local[:, 1],
            z + local[:, 2],
        ]
    )


def _block(front: float, height: float, cut: float = 0.09) -> Array:
    """A block with cut corners from `front` to the back, standing on the floor."""
    flat = [(-0.5, front + cut), (-0.5 + cut, front), (0.5 - cut, front), (0.5, front + cut)]
    flat += [(0.5, 0.5 - cut), (0.5 - cut, 0.5), (-0.5 + cut, 0.5), (-0.5, 0.5 - cut)]
    return np.array([(x, y, z) for x, y in flat for z in (0.0, height)])


def _ring(diameter: float, z: float, count: int = 16) -> Array:
    turn = np.arange(count) * (2 * math.pi / count)
    return np.column_stack([diameter / 2 * np.cos(turn), diameter / 2 * np.sin(turn), np.full(count, z)])
