"""Straight line segments of a picture."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Pixels, scale

Array = NDArray[np.float64]

SHORT = 0.018
"""Segments under this part of the diagonal say little about direction."""
MOST = 600


class Segments(NamedTuple):
    """Line segments in original pixels.

    Attributes:
        start: (n, 2).
        end: (n, 2).
        length: (n,) pixels.
        diagonal: of the picture, pixels.
    """

    start: Array
    end: Array
    length: Array
    diagonal: float

    def keep(self, which: NDArray[np.bool_] | NDArray[np.int_]) -> Segments:
        """Only some of them."""
        return Segments(self.start[which], self.end[which], self.length[which], self.diagonal)


def find_segments(image: Pixels, *, shortest: float = SHORT, most: int = MOST) -> Segments:
    """The longest segments of the picture (LSD), at most `most`, none under `shortest` diagonals.

    Small pictures are enlarged and large ones reduced for the search, by one factor.
    """
    side = max(image.shape[:2])
    factor = 800 / side if side < 800 else min(1.0, 1400 / side)
    work = scale(image, factor) if factor != 1 else image
    grey = cv2.GaussianBlur(cv2.cvtColor(work, cv2.COLOR_RGB2GRAY), (0, 0), 0.8)
    lines = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(grey)[0]
    flat = np.empty((0, 4)) if lines is None else np.asarray(lines, dtype=float).reshape(-1, 4) / factor
    length = np.hypot(flat[:, 2] - flat[:, 0], flat[:, 3] - flat[:, 1])
    diagonal = float(np.hypot(image.shape[0], image.shape[1]))
    order = np.argsort(-length, kind="stable")[:most]
    order = order[length[order] >= shortest * diagonal]
    return Segments(flat[order, :2], flat[order, 2:], length[order], diagonal)
