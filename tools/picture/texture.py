"""Textures out of the picture itself: straightened, evenly lit, and made to tile where that is possible."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.errors import InputError
from tools.picture.cast_shadow import evenly_lit
from tools.picture.colours import lab_of
from tools.picture.image import Mask, Pixels, save
from tools.picture.lattice import find_lattice, lay, whole
from tools.picture.measure import to_floor
from tools.picture.quilt import quilt
from tools.picture.rectify import pixel_size, rectify
from tools.picture.region import Region, mask_of
from tools.pinhole import Camera
from tools.survey import Point

Patch = NDArray[np.float32]

SIDE = 512
"""Pixels of a finished texture's longer side, about."""
LONGEST = 2.4
"""Metres of a tile at most: enough for planks and rugs' weave to vary."""
BLOCKS = (0.16, 0.11, 0.075)
"""Tried block sides, as a part of the tile: large ones keep planks whole, small ones fit cluttered floors."""
SMALLEST, PLAIN = 48, 6.0
"""Pixels a side from which a pattern is looked for, and the spread (of 255) that it has: weave has less."""
WHOLE = 0.55
"""A region whose seams cost more than this times its own busyness is used as it is, not tiled."""


class Texture(NamedTuple):
    """A texture file.

    Attributes:
        path: of the WebP.
        size_m: (width, height) in metres that the picture of it covers.
        seamless: whether it tiles; otherwise it is to be used once at its size.
        color: mean sRGB of the picture's own pixels it was made from.
    """

    path: Path
    size_m: tuple[float, float]
    seamless: bool
    color: tuple[int, int, int]


def make_texture(
    image: Pixels,
    camera: Camera,
    polygon_px: Sequence[Point],
    out: Path,
    *,
    height: float = 0.0,
    seed: int = 0,
    avoid: Sequence[Region] = (),
    tile: bool | None = None,
    size_m: tuple[float, float] | None = None,
    within: Path | None = None,
) -> Texture:
    """Makes a texture of a flat horizontal region.

    The region is seen from straight above, shadows and gradients are evened out, things standing on it are
    masked out generously, and the rest is quilted into a seamless tile with the region's own mean colour.

    Args:
        image: the picture.
        camera: over the room.
        polygon_px: corners of the region in pixels.
        out: the file to write; .webp or .png.
        height: of the surface above the floor, metres.
        seed: of the quilting.
        avoid: boxes, outlines or masks of things on the region.
        tile: True: make it tile; False: the straightened region as it is (a rug, a picture); None: tile it
            unless its pattern would break.
        size_m: of the tile in metres; by default what the region offers, at most LONGEST.
        within: the run folder that `out` lies in, as for `tools.files.write_bytes`.

    Raises:
        InputError: the region is too small, or does not lie in view.
    """
    corners = to_floor(camera, list(polygon_px), height)
    low, high = corners.min(0), corners.max(0)
    mpp = max(pixel_size(camera, height), float(max(high - low)) / 1400)
    if min(high - low) / mpp < 12:
        raise InputError("the region is under 12 pixels across, too small for a texture; mark a larger one")
    bounds = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    view = rectify(image, camera, height, mpp, bounds)
    inside = mask_of(
        [(float(u), float(v)) for u, v in view.to_view(corners)], (view.image.shape[1], view.image.shape[0])
    )
    allowed = inside & view.seen & ~_avoided(image, camera, height, mpp, bounds, avoid)
    sample = view.image.astype(np.float32)
    surface = evenly_lit(sample, allowed) if tile is not False else allowed
    clean = clear_of_things(sample, surface)
    mean = sample[clean].mean(0)
    even = evened(sample, clean)
    if tile is not False:
        made = _tile(even, clean, mpp, size_m, np.random.default_rng(seed), force=tile is True)
        if made is not None:
            pixels, size = made
            return _written(pixels, mean, out, size, seamless=True, within=within)
    crop = _filled(even, allowed)
    extent = (float(high[0] - low[0]), float(high[1] - low[1]))
    return _written(crop, mean, out, extent, seamless=False, within=within)


def tiled(
    picture: Pixels, width_m: float, out: Path, *, seed: int = 0, within: Path | None = None
) -> Texture:
    """Makes a texture of a whole picture of a surface seen straight on, seamless where its pattern lets it.

    Slow changes of light are taken out, its mean colour is kept.

    Args:
        picture: (H, W, 3) of the surface and nothing else.
        width_m: metres that its width shows.
        out: the file to write; .webp or .png.
        seed: of the quilting.
        within: the run folder that `out` lies in.
    """
    sample = picture.astype(np.float32)
    whole = np.ones(picture.shape[:2], bool)
    mpp = width_m / picture.shape[1]
    even, mean = evened(sample, whole), sample.reshape(-1, 3).mean(0)
    size = (width_m, mpp * picture.shape[0])
    small = (min(size[0], LONGEST), min(size[1], LONGEST))
    made = _tile(even, whole, mpp, small, np.random.default_rng(seed), force=False)
    if made is not None:
        return _written(made[0], mean, out, made[1], seamless=True, within=within)
    return _written(_filled(even, whole), mean, out, size, seamless=False, within=within)


def seam(picture: Pixels) -> float:
    """Step across the joint of a tile laid beside itself over its usual step between rows and columns.

    About 1 where it tiles, several where the joint shows.
    """
    grey = picture.astype(np.float32).mean(2)
    joint = np.abs(grey[:, 0] - grey[:, -1]).mean() + np.abs(grey[0] - grey[-1]).mean()
    usual = np.abs(np.diff(grey, axis=1)).mean() + np.abs(np.diff(grey, axis=0)).mean()
    return float(joint / max(usual, 0.5))


def patterned(image: Pixels, camera: Camera, polygon_px: Sequence[Point], height: float = 0.0) -> bool:
    """Whether a flat region shows checks or the like: a pattern that repeats both ways, plain to see.

    Args:
        image: the picture.
        camera: over the room.
        polygon_px: corners of the region in pixels.
        height: of the surface above the floor, metres.
    """
    corners = to_floor(camera, list(polygon_px), height)
    low, high = corners.min(0), corners.max(0)
    mpp = max(pixel_size(camera, height), float(max(high - low)) / 1400)
    if min(high - low) / mpp < SMALLEST:
        return False
    bounds = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    view = rectify(image, camera, height, mpp, bounds)
    sample = view.image.astype(np.float32)
    fine = sample.mean(2) - cv2.GaussianBlur(sample.mean(2), (0, 0), 10)
    return float(fine.std()) > PLAIN and find_lattice(sample, view.seen) is not None


def clear_of_things(sample: Patch, allowed: Mask) -> Mask:
    """The part of a region that is its own surface: outlying colours and what surrounds them left out.

    Conservative: a thing's edge, shadow and soft outline go with it. When nearly nothing would be left, only
    the allowed region's rim is taken off.
    """
    short = min(sample.shape[:2])
    rim = _shrunk(allowed, max(1, short // 60))
    rim = rim if rim.any() else allowed
    lab = lab_of(cv2.GaussianBlur(sample, (0, 0), max(1.0, short / 90)).reshape(-1, 3)).reshape(sample.shape)
    middle = np.median(lab[rim], axis=0)
    off = np.sqrt((((lab - middle) * (0.6, 1.2, 1.2)) ** 2).sum(2))
    usual = float(np.percentile(off[rim], 50))
    odd = (off > max(3.2 * usual, 7.0)) & rim
    # single dark joints and knots are texture; areas are things
    odd = cv2.morphologyEx(odd.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    reach = max(3, short // 45)
    near = cv2.dilate(odd, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1)))
    clean = rim & (near == 0)
    return clean if clean.sum() > 0.08 * rim.sum() else rim


def evened(sample: Patch, mask: Mask) -> Patch:
    """The sample with slow changes of light taken out; the mask's mean colour is kept."""
    sigma = max(8.0, min(sample.shape[:2]) / 7)
    weight = mask.astype(np.float32)
    spread = cv2.GaussianBlur(weight, (0, 0), sigma) + np.float32(1e-3)
    slow = cv2.GaussianBlur(sample * weight[..., None], (0, 0), sigma) / spread[..., None]
    mean = sample[mask].mean(0)
    # light multiplies: the slow part is divided out, within reason
    gain = np.clip(mean / np.maximum(slow, 1.0), 0.6, 1.7)
    return np.asarray(np.clip(sample * gain, 0, 255), dtype=np.float32)


def _tile(
    even: Patch, clean: Mask, mpp: float, size_m: tuple[float, float] | None, rng: np.random.Generator,
    *, force: bool,
) -> tuple[Patch, tuple[float, float]] | None:  # fmt: skip
    """A seamless tile and its size in metres, or None when the pattern would break."""
    side = min(LONGEST, max(0.3, math.sqrt(float(clean.sum())) * mpp * 0.9))
    wanted = size_m or (side, side)
    shrink = min(1.0, SIDE / (max(wanted) / mpp))
    small, mask = _reduced(even, clean, shrink)
    step = mpp / shrink
    size = (round(wanted[0] / step), round(wanted[1] / step))
    lattice = find_lattice(small, mask)
    cut = None if lattice is None else whole(small, mask, lattice, size)
    if lattice is not None and cut is not None:
        pixels, (columns, rows) = cut
        return pixels, (columns * lattice.period[0] * step, rows * lattice.period[1] * step)
    if lattice is not None:
        laid = lay(small, mask, lattice, size, rng)
        if laid is not None:
            cells = laid.shape[1] / round(lattice.period[0]), laid.shape[0] / round(lattice.period[1])
            return laid, (cells[0] * lattice.period[0] * step, cells[1] * lattice.period[1] * step)
    for part in BLOCKS:
        block = max(14, round(part * max(size)))
        if min(small.shape[:2]) <= block + 2:
            continue
        made = quilt(small, mask, size, block, rng)
        if made is not None and (force or _seam(made, block) < WHOLE + 1.0):
            return made, (made.shape[1] * step, made.shape[0] * step)
        if made is not None:
            return None
    return None


def _seam(tile: Patch, block: int) -> float:
    """How much busier the tile is along its block joints than elsewhere: 1 is not at all."""
    step = block - max(4, block // 3)
    grey = tile.mean(2)
    across = np.abs(np.diff(grey, axis=1, append=grey[:, :1]))
    down = np.abs(np.diff(grey, axis=0, append=grey[:1]))
    joint = np.zeros(grey.shape, bool)
    reach = max(4, block // 3)
    joint[:, np.arange(grey.shape[1]) % step < reach] = True
    rest = ~joint
    if not rest.any():
        return 1.0
    return float((across + down)[joint].mean() / max((across + down)[rest].mean(), 0.5))


def _avoided(
    image: Pixels, camera: Camera, height: float, mpp: float,
    bounds: tuple[float, float, float, float], avoid: Sequence[Region],
) -> Mask:  # fmt: skip
    """Where the overhead view shows things to keep out, with a little around them."""
    size = (image.shape[1], image.shape[0])
    mask = np.zeros(image.shape[:2], np.uint8)
    for region in avoid:
        try:
            mask |= mask_of(region, size).astype(np.uint8)
        except InputError:
            continue  # outside the picture: nothing to keep out
    reach = max(1, max(size) // 200)
    grown = cv2.dilate(mask, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
    layers = np.repeat(grown[:, :, None].astype(np.uint8) * np.uint8(255), 3, axis=2)
    return np.asarray(rectify(layers, camera, height, mpp, bounds).image[..., 0] > 20)


def _filled(even: Patch, allowed: Mask) -> Patch:
    """The region's bounding rectangle, what lies outside it filled from its edge."""
    hole = (~allowed).astype(np.uint8)
    pixels = np.clip(even, 0, 255).astype(np.uint8)
    if hole.any() and hole.mean() < 0.6:
        pixels = np.asarray(cv2.inpaint(pixels, hole, 5, cv2.INPAINT_TELEA), dtype=np.uint8)
    shrink = min(1.0, 2 * SIDE / max(pixels.shape[:2]))
    return _reduced(pixels.astype(np.float32), allowed, shrink)[0]


def _reduced(sample: Patch, mask: Mask, factor: float) -> tuple[Patch, Mask]:
    if factor >= 1:
        return sample, mask
    size = (max(1, round(sample.shape[1] * factor)), max(1, round(sample.shape[0] * factor)))
    small = cv2.resize(sample, size, interpolation=cv2.INTER_AREA)
    part = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32), np.asarray(part > 0.99)


def _shrunk(mask: Mask, reach: int) -> Mask:
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    return np.asarray(cv2.erode(np.pad(mask, 1).astype(np.uint8), kernel)[1:-1, 1:-1] > 0)


def _written(
    pixels: Patch,
    mean: NDArray[np.float32],
    out: Path,
    size: tuple[float, float],
    *,
    seamless: bool,
    within: Path | None,
) -> Texture:
    """Gives the texture the region's mean colour and writes it."""
    for _ in range(3):  # clipping moves the mean a little
        pixels = np.clip(pixels + (mean - pixels.reshape(-1, 3).mean(0)), 0, 255)
    save(np.rint(pixels).astype(np.uint8), out, within=within)
    r, g, b = (int(v) for v in np.rint(mean))
    return Texture(out, (round(size[0], 4), round(size[1], 4)), seamless, (r, g, b))
