"""Whether a lens bends straight lines, and how much.

A picture of a room is full of straight edges. Seen through a lens that bends them, they are straight again
when the bend is undone, and then more edge pixels share a line: the amount under which votes for lines
(Hough) concentrate most is the lens's (plumb lines; Rosten and Loveland 2009, by minimal Hough entropy).
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Pixels, fit_within

Array = NDArray[np.float64]

SEEN_AT = 900
"""Pixels of the longer side that is looked at."""
MARGIN = 8
"""Pixels at the frame that are left out: a picture's own edge is no line in it."""
LEAST = 300
"""Edge pixels below which nothing can be told."""
AMOUNTS = np.array([-0.3, -0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
"""`k` that are tried."""
TURNS, PLACES = 180, 300
"""Cells of the votes: 1 degree, and a hundredth of half the longer side."""
FAR = 1.5
"""Lines further from the middle, in half longer sides, than any in the picture."""


class Bend(NamedTuple):
    """How a picture's lines are bent.

    Attributes:
        amount: `k` of r_straight = r (1 + k r^2), r in half longer sides from the middle; above 0 straight
            things bow outward (barrel), as through a wide lens.
        gain: how much more the votes concentrate with that bend undone, as a factor; 1 where k is 0.
    """

    amount: float
    gain: float


STRAIGHT = Bend(0.0, 1.0)


def find_bend(image: Pixels) -> Bend:
    """The bend under which a picture's edges are straightest; `STRAIGHT` where nothing can be told.

    Args:
        image: (h, w, 3) sRGB.
    """
    points, along = _edges(image)
    if len(points) < LEAST:
        return STRAIGHT
    shared = np.array([_shared(points, along, float(k)) for k in AMOUNTS])
    best = int(shared.argmax())
    if best in (0, len(AMOUNTS) - 1):  # no peak: another regularity than a lens's
        return STRAIGHT
    flat = shared[int(np.flatnonzero(AMOUNTS == 0)[0])]
    return Bend(float(AMOUNTS[best]), float(shared[best] / flat))


def _edges(image: Pixels) -> tuple[Array, Array]:
    """Places (n, 2) of edge pixels, in half longer sides from the middle, and their directions (n, 2)."""
    small, _ = fit_within(image, SEEN_AT)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (0, 0), 1.2).astype(np.float32)
    slope = [cv2.Sobel(grey, cv2.CV_32F, *way, ksize=3) for way in ((1, 0), (0, 1))]
    edge = cv2.Canny(np.rint(grey).astype(np.uint8), 30, 80) > 0
    edge[:MARGIN] = edge[-MARGIN:] = edge[:, :MARGIN] = edge[:, -MARGIN:] = False
    rows, columns = np.nonzero(edge)
    height, width = grey.shape
    middle = np.array([width, height]) / 2
    points = (np.column_stack([columns, rows]) + 0.5 - middle) / middle.max()
    along = np.column_stack([-slope[1][rows, columns], slope[0][rows, columns]]).astype(float)
    return points, along / np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)


def _shared(points: Array, along: Array, k: float) -> float:
    """Sum of squared shares of edge pixels by line, when a bend is undone."""
    far = (points**2).sum(1)
    stretch = (1 + k * far)[:, None]
    straight = points * stretch / (1 + 0.5 * k)  # about as large as before
    turned = along * stretch + points * (2 * k * (points * along).sum(1))[:, None]
    angle = np.arctan2(turned[:, 1], turned[:, 0]) % np.pi
    off = straight[:, 1] * np.cos(angle) - straight[:, 0] * np.sin(angle)
    column = (angle / np.pi * TURNS).astype(int) % TURNS
    row = np.clip((off + FAR) / (2 * FAR) * PLACES, 0, PLACES - 1).astype(int)
    votes = np.bincount(column * PLACES + row, minlength=TURNS * PLACES).astype(float)
    # an edge that lies between two cells must not count less; directions go on past the half turn
    padded = np.pad(votes.reshape(TURNS, PLACES), ((3, 3), (0, 0)), mode="wrap")
    spread = cv2.GaussianBlur(padded, (0, 0), 0.8)[3:-3]
    return float((spread**2).sum()) / len(points) ** 2
