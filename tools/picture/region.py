"""Parts of a picture: boxes, outlines and masks, cropped and turned into one another."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from tools.errors import InputError
from tools.picture.image import Mask, Pixels, scale
from tools.survey import Box, Point

Region = Box | Sequence[Point] | Mask
"""A box (x0, y0, x1, y1), an outline of at least 3 points, or a mask of the picture's size."""


def box_within(box: Sequence[float], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box in whole pixels, corners ordered, cut to a picture of `size` (width, height).

    Raises:
        InputError: it has not 4 numbers, or does not meet the picture.
    """
    if len(box) != 4 or not all(np.isfinite(box)):
        raise InputError(f"a box is four numbers x0, y0, x1, y1 in pixels; got {list(box)}")
    width, height = size
    x0, x1 = sorted((float(box[0]), float(box[2])))
    y0, y1 = sorted((float(box[1]), float(box[3])))
    left, top = max(0, int(np.floor(x0))), max(0, int(np.floor(y0)))
    right, bottom = min(width, int(np.ceil(x1))), min(height, int(np.ceil(y1)))
    if right <= left or bottom <= top:
        raise InputError(f"the box {[round(v) for v in box]} is outside the {width} x {height} picture")
    return left, top, right, bottom


def mask_of(region: Region, size: tuple[int, int]) -> Mask:
    """The region as a mask (height, width) of a picture of `size` (width, height).

    Raises:
        InputError: the region does not meet the picture or a mask has another size.
    """
    width, height = size
    array = np.asarray(region)
    if array.dtype == np.bool_:
        if array.shape != (height, width):
            raise InputError(
                f"the mask is {array.shape[1]} x {array.shape[0]}, the picture {width} x {height}"
            )
        return array
    mask = np.zeros((height, width), np.uint8)
    if array.shape == (4,):
        left, top, right, bottom = box_within([float(v) for v in array], size)
        mask[top:bottom, left:right] = 1
    else:
        corners = np.asarray(array, dtype=float).reshape(-1, 2)
        # pixel (0, 0) covers 0..1, and its centre is what a filled polygon must contain
        cv2.fillPoly(mask, [np.rint((corners - 0.5) * 16).astype(np.int32)], (1,), cv2.LINE_8, 4)
    if not mask.any():
        raise InputError(f"the region does not meet the {width} x {height} picture")
    return mask.astype(bool)


def box_of(mask: Mask) -> Box:
    """The smallest box around a mask's pixels; (0, 0, 0, 0) for an empty mask."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if len(rows) == 0:
        return (0.0, 0.0, 0.0, 0.0)
    return (float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))


def outline_of(mask: Mask, tolerance: float = 1.5) -> list[Point]:
    """The outline of a mask's largest piece, simplified to `tolerance` pixels."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return []
    largest = max(contours, key=cv2.contourArea)
    simple = cv2.approxPolyDP(largest, tolerance, True).reshape(-1, 2)
    return [(float(x) + 0.5, float(y) + 0.5) for x, y in simple]


def crop(image: Pixels, box: Sequence[float], *, margin: float = 0.08, side: int | None = None) -> Pixels:
    """The part of the picture in a box with some surroundings.

    Args:
        image: the picture.
        box: x0, y0, x1, y1 in pixels.
        margin: surroundings on each side, as a part of the box's longer side.
        side: when given, the crop is scaled by one factor so that its longer side has this many pixels
            (at most 4 times enlarged).

    Raises:
        InputError: the box does not meet the picture.
    """
    height, width = image.shape[:2]
    left, top, right, bottom = box_within(box, (width, height))
    pad = round(margin * max(right - left, bottom - top))
    part = image[max(0, top - pad) : bottom + pad, max(0, left - pad) : right + pad]
    if side is None:
        return part.copy()
    return scale(part, min(4.0, side / max(part.shape[:2])))
