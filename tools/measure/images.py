"""Distances between two pictures of the same size: PSNR, SSIM, CIEDE2000, silhouettes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage import color, metrics

_color: Any = color  # scikit-image has no types
_metrics: Any = metrics

Pixels = NDArray[np.uint8]
"""(H, W, 3) sRGB."""


def psnr(a: Pixels, b: Pixels) -> float:
    """Peak signal-to-noise ratio in dB; infinity for equal pictures."""
    error = float(((a.astype(float) - b.astype(float)) ** 2).mean())
    return float("inf") if error == 0 else 10.0 * float(np.log10(255.0**2 / error))


def ssim(a: Pixels, b: Pixels) -> float:
    """Structural similarity (scikit-image: 7-pixel window, mean over the channels)."""
    return float(_metrics.structural_similarity(a, b, channel_axis=2, data_range=255))


def ciede2000(a: Pixels, b: Pixels) -> float:
    """Mean CIEDE2000 colour difference over the pixels."""
    return float(_color.deltaE_ciede2000(_color.rgb2lab(a), _color.rgb2lab(b)).mean())


def color_difference(a: tuple[int, int, int], b: tuple[int, int, int]) -> float:
    """CIEDE2000 between two sRGB colours."""
    one, two = (np.array([[c]], dtype=np.uint8) for c in (a, b))
    return ciede2000(one, two)


def seen_size_error(mask: NDArray[np.bool_], box: tuple[float, float, float, float]) -> float | None:
    """Mean relative error of the width and height of what a mask shows, against a visible box.

    Args:
        mask: (H, W), the picture's size.
        box: x0, y0, x1, y1 in pixels, of the same picture.

    Returns:
        None when the mask is empty.
    """
    ys, xs = np.nonzero(mask)
    if not len(xs):
        return None
    w, h = float(np.ptp(xs)) + 1, float(np.ptp(ys)) + 1
    return (abs(w / (box[2] - box[0]) - 1) + abs(h / (box[3] - box[1]) - 1)) / 2
