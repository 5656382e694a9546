"""Brightness, contrast and tint of a render against the picture, over the room's own pixels."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from tools.errors import InputError
from tools.picture.colours import Array, linear
from tools.picture.image import Mask, Pixels
from tools.picture.region import mask_of
from tools.survey import Survey

BINS = 32


class Exposure(NamedTuple):
    """How a render's light differs from the picture's.

    Attributes:
        stops: exposure to add to the render so that its median is the picture's; positive: it is too dark.
        contrast: spread of the render's lightness over the picture's; 1 is equal.
        tint: (3,) factors on linear RGB, mean 1, that turn the render's mean colour into the picture's.
        blown: share of the render's room that is clipped white, less the picture's share.
        histogram: earth mover's distance of the lightness histograms, 0 equal to 1 black against white.
    """

    stops: float
    contrast: float
    tint: tuple[float, float, float]
    blown: float
    histogram: float

    def words(self) -> str:
        """For a specialist: what to change and by how much."""
        way = "too dark" if self.stops > 0 else "too bright"
        parts = [
            "exposure fits"
            if abs(self.stops) < 0.1
            else f"the render is {way} by {abs(self.stops):.2f} stops"
        ]
        parts.append(f"contrast {self.contrast:.2f} of the picture's")
        warm = self.tint[0] / self.tint[2]
        if abs(np.log2(warm)) < 0.08:
            parts.append("colour temperature fits")
        else:
            parts.append(
                f"the picture is {'warmer' if warm > 1 else 'cooler'} (red to blue {warm:.2f} times)"
            )
        if self.blown > 0.02:
            parts.append(f"{self.blown:.0%} more of the render is clipped white")
        return "; ".join(parts) + f"; histogram distance {self.histogram:.3f}"


def compare(picture: Pixels, render: Pixels, survey: Survey | None = None) -> Exposure:
    """Measures the render's light against the picture's.

    Args:
        picture: the reference.
        render: the same view at any size of the same proportions.
        survey: when it has a room, only pixels within its wall tops count.

    Raises:
        InputError: the proportions differ.
    """
    render = like(render, picture)
    mask = room_mask(picture, survey)
    a, b = picture[mask].astype(float), render[mask].astype(float)
    light_a, light_b = luminance(a), luminance(b)
    dark = 1e-4
    stops = float(np.log2((np.median(light_a) + dark) / (np.median(light_b) + dark)))
    tone_a, tone_b = np.sqrt(light_a), np.sqrt(light_b)
    contrast = float(
        (np.ptp(np.percentile(tone_b, (10, 90))) + 0.01) / (np.ptp(np.percentile(tone_a, (10, 90))) + 0.01)
    )
    ratio = (linear(a).mean(0) + dark) / (linear(b).mean(0) + dark)
    ratio = ratio / ratio.mean()
    blown = float((b.min(1) > 252).mean() - (a.min(1) > 252).mean())
    return Exposure(
        stops,
        contrast,
        (float(ratio[0]), float(ratio[1]), float(ratio[2])),
        blown,
        _earth_mover(tone_a, tone_b),
    )


def room_mask(picture: Pixels, survey: Survey | None) -> Mask:
    """Pixels within the room's wall tops, or its floor; all in a photo or without a survey."""
    size = (picture.shape[1], picture.shape[0])
    if survey is not None and survey.room is not None and survey.room.seen is None:
        outline = survey.room.wall_top_px or survey.room.floor_px
        if len(outline) >= 3:
            return mask_of(outline, size)
    return np.ones(picture.shape[:2], bool)


def like(render: Pixels, picture: Pixels) -> Pixels:
    """The render at the picture's size, by one factor.

    Raises:
        InputError: the proportions differ by more than a rounded pixel.
    """
    (h, w), (rh, rw) = picture.shape[:2], render.shape[:2]
    if (h, w) == (rh, rw):
        return render
    if abs(rw * h - rh * w) > max(h, w, rh, rw) * 1.5:
        raise InputError(
            f"the render is {rw} x {rh} and the picture {w} x {h}: render with the picture's proportions"
        )
    how = cv2.INTER_AREA if rw > w else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(render, (w, h), interpolation=how), dtype=np.uint8)


def luminance(rgb: Array) -> Array:
    """Relative luminance (n,) of sRGB 0-255 (n, 3)."""
    return np.asarray(linear(rgb) @ np.array([0.2126, 0.7152, 0.0722]))


def _earth_mover(a: Array, b: Array) -> float:
    edges = np.linspace(0, 1, BINS + 1)
    first, second = (np.histogram(v, edges)[0] / max(len(v), 1) for v in (a, b))
    return float(np.abs(np.cumsum(first - second)).sum() / BINS)
