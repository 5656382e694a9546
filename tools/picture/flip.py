"""LDR-FLIP: how different two pictures look when flipped between, 0 to 1 at every pixel.

After P. Andersson, J. Nilsson, T. Akenine-Möller, M. Oskarsson, K. Åström and M. D. Fairchild, "FLIP: A
Difference Evaluator for Alternating Images", Proc. ACM Comput. Graph. Interact. Tech. 3(2), 2020. Written
from the paper: contrast sensitivity filters in YCxCz, HyAB distance of Hunt-adjusted Lab colours, and edges
and points found with derivatives of a Gaussian.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.colours import linear
from tools.picture.image import Pixels

Array = NDArray[np.float64]

PIXELS_PER_DEGREE = 0.7 * 3840 / 0.7 * math.pi / 180
"""A 0.7 m wide 3840-pixel display seen from 0.7 m: the paper's own viewing conditions, about 67."""

_Q_COLOUR, _P_COLOUR, _P_TURN = 0.7, 0.4, 0.95
_Q_FEATURE, _FEATURE_WIDTH = 0.5, 0.082
# contrast sensitivity as sums of Gaussians: (a1, b1, a2, b2) for luminance, red-green, blue-yellow
_SENSITIVITY = ((1.0, 0.0047, 0.0, 1e-5), (1.0, 0.0053, 0.0, 1e-5), (34.1, 0.04, 13.5, 0.025))
_TO_XYZ = np.array(
    [
        [10135552 / 24577794, 8788810 / 24577794, 4435075 / 24577794],
        [2613072 / 12288897, 8788810 / 12288897, 887015 / 12288897],
        [1425312 / 73733382, 8788810 / 73733382, 70074185 / 73733382],
    ]
)
_WHITE = _TO_XYZ.sum(1)


def flip(reference: Pixels, test: Pixels, pixels_per_degree: float = PIXELS_PER_DEGREE) -> Array:
    """The error map (h, w) of two pictures of the same size; its mean is the usual single number."""
    a, b = _opponent(reference), _opponent(test)
    colour = _colour_error(_filtered(a, pixels_per_degree), _filtered(b, pixels_per_degree))
    feature = _feature_error(a[..., 0], b[..., 0], pixels_per_degree)
    return np.asarray(colour ** (1 - feature))


def _opponent(image: Pixels) -> Array:
    """YCxCz."""
    xyz = linear(image) @ _TO_XYZ.T / _WHITE
    x, y, z = xyz[..., 0], xyz[..., 1], xyz[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def _filtered(opponent: Array, ppd: float) -> Array:
    """Linear RGB, clipped, after the eye's contrast sensitivity."""
    widest = max(max(b1, b2) for _, b1, _, b2 in _SENSITIVITY)
    radius = math.ceil(3 * math.sqrt(widest / (2 * math.pi**2)) * ppd)
    grid = np.arange(-radius, radius + 1) / ppd
    square = grid[:, None] ** 2 + grid[None] ** 2
    out = np.empty_like(opponent)
    for k, (a1, b1, a2, b2) in enumerate(_SENSITIVITY):
        kernel = a1 * math.sqrt(math.pi / b1) * np.exp(-(math.pi**2) * square / b1)
        kernel += a2 * math.sqrt(math.pi / b2) * np.exp(-(math.pi**2) * square / b2)
        out[..., k] = cv2.filter2D(
            opponent[..., k], -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE
        )
    y = (out[..., 0] + 16) / 116
    xyz = np.stack([out[..., 1] / 500 + y, y, y - out[..., 2] / 200], axis=-1) * _WHITE
    return np.asarray(np.clip(xyz @ np.linalg.inv(_TO_XYZ).T, 0, 1))


def _colour_error(a: Array, b: Array) -> Array:
    first, second = _hunt(a), _hunt(b)
    green, blue = _hunt(np.array([[0.0, 1.0, 0.0]])), _hunt(np.array([[0.0, 0.0, 1.0]]))
    largest = float(_hyab(green, blue)[0]) ** _Q_COLOUR
    error = _hyab(first, second) ** _Q_COLOUR
    turn = _P_COLOUR * largest
    low = _P_TURN / turn * error
    high = _P_TURN + (error - turn) / (largest - turn) * (1 - _P_TURN)
    return np.asarray(np.clip(np.where(error < turn, low, high), 0, 1))


def _hunt(rgb: Array) -> Array:
    """CIE Lab with colour weighted by lightness (the Hunt effect)."""
    ratio = rgb @ _TO_XYZ.T / _WHITE
    delta = 6 / 29
    f = np.where(ratio > delta**3, np.cbrt(ratio), ratio / (3 * delta**2) + 4 / 29)
    lightness = 116 * f[..., 1] - 16
    a = 0.01 * lightness * 500 * (f[..., 0] - f[..., 1])
    b = 0.01 * lightness * 200 * (f[..., 1] - f[..., 2])
    return np.stack([lightness, a, b], axis=-1)


def _hyab(a: Array, b: Array) -> Array:
    gap = a - b
    return np.asarray(np.abs(gap[..., 0]) + np.hypot(gap[..., 1], gap[..., 2]))


def _feature_error(a: Array, b: Array, ppd: float) -> Array:
    """Difference of edges and of points, whichever is larger."""
    first, second = (a + 16) / 116, (b + 16) / 116
    gaps = []
    for order in (1, 2):
        sizes = [_feature(v, order, ppd) for v in (first, second)]
        gaps.append(np.abs(sizes[0] - sizes[1]))
    return np.asarray((np.maximum(gaps[0], gaps[1]) / math.sqrt(2)) ** _Q_FEATURE)


def _feature(luminance: Array, order: int, ppd: float) -> Array:
    """Strength of edges (order 1) or points (order 2)."""
    sigma = 0.5 * _FEATURE_WIDTH * ppd
    grid = np.arange(-math.ceil(3 * sigma), math.ceil(3 * sigma) + 1, dtype=float)
    x, y = np.meshgrid(grid, grid)
    bell = np.exp(-(x**2 + y**2) / (2 * sigma**2))
    kernel = -x * bell if order == 1 else (x**2 / sigma**2 - 1) * bell
    kernel = np.where(kernel > 0, kernel / kernel[kernel > 0].sum(), kernel / -kernel[kernel < 0].sum())
    across, down = (
        cv2.filter2D(luminance, -1, k, borderType=cv2.BORDER_REPLICATE) for k in (kernel, kernel.T)
    )
    return np.hypot(across, down)
