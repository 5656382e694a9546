"""Colours of a part of the picture: dominant, with shadow and the light's tint taken out, in CIE Lab."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray
from skimage.color import deltaE_ciede2000

from tools.picture.image import Pixels
from tools.picture.region import Region, mask_of

Array = NDArray[np.float64]
Rgb = tuple[int, int, int]

SAMPLES = 6000
CLUSTERS = 6
KEPT = 256
"""Regions whose colours are kept, some 18 kB each."""
SAME = 9.0
"""Clusters closer than this (CIEDE2000) are one colour in light and shade."""


class Colour(NamedTuple):
    """One colour of a region.

    Attributes:
        rgb: sRGB as seen, the cluster's median.
        base: sRGB with the light's tint and the deeper shadow taken out: what the surface itself may be.
        lab: CIE Lab of `rgb`.
        share: part of the region's pixels, 0 to 1.
    """

    rgb: Rgb
    base: Rgb
    lab: tuple[float, float, float]
    share: float

    @property
    def hex(self) -> str:
        """The base colour as "#rrggbb"."""
        return to_hex(self.base)


def colours(image: Pixels, region: Region | None = None, *, most: int = 4) -> list[Colour]:
    """Dominant colours of a region, the largest share first.

    Args:
        image: the picture.
        region: box, outline or mask; None is the whole picture.
        most: how many to return at most; shares below 4 % are left out.

    Raises:
        InputError: the region does not meet the picture.
    """
    found = _dominant(_pixels(image, region).astype(np.uint8).tobytes(), *light_tint(image).tolist())
    kept = [c for c in found if c.share >= 0.04] or list(found[:1])
    return kept[:most]


@lru_cache(maxsize=KEPT)
def _dominant(sampled: bytes, *light: float) -> tuple[Colour, ...]:
    """Colours of sampled pixels (n x 3 bytes) under a light; kept, since who marks one thing asks for all."""
    pixels = np.frombuffer(sampled, np.uint8).reshape(-1, 3).astype(float)
    labels = _clusters(lab_of(pixels))
    found = []
    for label in np.unique(labels):
        own = pixels[labels == label]
        found.append(_colour(own, len(own) / len(pixels), np.array(light)))
    return tuple(sorted(found, key=lambda c: -c.share))


def median_colour(image: Pixels, region: Region) -> Rgb:
    """Median sRGB of a region."""
    return _whole(np.median(_pixels(image, region), axis=0))


def light_tint(image: Pixels) -> Array:
    """The light's tint as (3,) factors on linear RGB with mean 1; (1, 1, 1) is neutral.

    Bright, weakly coloured surfaces (walls, linen) are taken to be white; bare white background and blown
    highlights say nothing and are left out. Only half of the tint found is believed.
    """
    flat = image.reshape(-1, 3)[:: max(1, image.shape[0] * image.shape[1] // 40_000)]
    return np.array(_tint(flat.astype(np.uint8).tobytes()))


@lru_cache(maxsize=8)
def _tint(sampled: bytes) -> tuple[float, ...]:
    flat = np.frombuffer(sampled, np.uint8).reshape(-1, 3).astype(float)
    high, low = flat.max(1), flat.min(1)
    pale = (high < 245) & (high > 110) & (high - low < 0.3 * high)
    if pale.sum() < 50:
        return (1.0, 1.0, 1.0)
    some = flat[pale]
    bright = some[some.mean(1) >= np.percentile(some.mean(1), 60)]
    mean = linear(bright).mean(0)
    tint = mean / mean.mean()
    return tuple((1 + 0.5 * (tint - 1)).tolist())


def delta_e(a: ArrayLike, b: ArrayLike) -> float:
    """CIEDE2000 between two sRGB colours 0-255 (mean over rows when several)."""
    return float(np.mean(ciede2000(lab_of(np.atleast_2d(a)), lab_of(np.atleast_2d(b)))))


def ciede2000(a: Array, b: Array) -> Array:
    """CIEDE2000 between CIE Lab colours (..., 3), broadcast."""
    gaps: Array = deltaE_ciede2000(a, b)  # type: ignore[no-untyped-call]
    return gaps


def lab_of(rgb: ArrayLike) -> Array:
    """CIE Lab (n, 3) of sRGB 0-255 (n, 3)."""
    values = np.asarray(rgb, dtype=np.float32).reshape(1, -1, 3) / np.float32(255)
    return np.asarray(cv2.cvtColor(values, cv2.COLOR_RGB2LAB)[0], dtype=float)


def linear(rgb: ArrayLike) -> Array:
    """Linear light 0-1 of sRGB 0-255."""
    value = np.asarray(rgb, dtype=float) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def encoded(light: ArrayLike) -> Array:
    """SRGB 0-255 of linear light 0-1 (clipped)."""
    value: Array = np.clip(np.asarray(light, dtype=float), 0, 1)
    return np.asarray(255 * np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055))


def to_hex(rgb: Rgb) -> str:
    """The colour as hexadecimal text, "#rrggbb"."""
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def _pixels(image: Pixels, region: Region | None) -> Array:
    if region is None:
        flat = image.reshape(-1, 3)
    else:
        flat = image[mask_of(region, (image.shape[1], image.shape[0]))]
    return flat[:: max(1, len(flat) // SAMPLES)].astype(float)


def _clusters(lab: Array) -> NDArray[np.int_]:
    """Cluster number of each row; deterministic."""
    wanted = min(CLUSTERS, len(lab))
    if wanted < 2:
        return np.zeros(len(lab), int)
    cv2.setRNGSeed(0)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 0.3)
    # lightness varies with shade over one surface, so it counts for less than hue
    weighted = (lab * (0.6, 1.2, 1.2)).astype(np.float32)
    _, labels, _ = cv2.kmeans(weighted, wanted, np.empty(0, np.int32), stop, 2, cv2.KMEANS_PP_CENTERS)
    return _merged(lab, np.asarray(labels, dtype=int).ravel())


def _merged(lab: Array, labels: NDArray[np.int_]) -> NDArray[np.int_]:
    """Joins clusters that are one colour, the nearest pair first."""
    labels = labels.copy()
    while True:
        names = np.unique(labels)
        middles = np.array([np.median(lab[labels == n], axis=0) for n in names])
        gaps = ciede2000(middles[:, None], middles[None])
        gaps[np.tril_indices(len(names))] = np.inf
        i, j = np.unravel_index(int(np.argmin(gaps)), gaps.shape)
        if not gaps[i, j] < SAME:
            return labels
        labels[labels == names[j]] = names[i]


def _colour(pixels: Array, share: float, light: Array) -> Colour:
    seen = np.median(pixels, axis=0)
    # the better lit half of a surface is nearer to its own colour than its shadows are
    brightness = pixels.mean(1)
    lit = pixels[brightness >= np.percentile(brightness, 55)].mean(0)
    base = encoded(linear(lit) / light)
    lightness, a, b = lab_of(seen)[0]
    return Colour(_whole(seen), _whole(base), (float(lightness), float(a), float(b)), float(share))


def _whole(rgb: Array) -> Rgb:
    r, g, b = np.clip(np.rint(rgb), 0, 255).astype(int)
    return (int(r), int(g), int(b))
