"""A flat face cut out of the picture and seen head-on: a picture, a screen, a book's cover, a whole rug.

What stands before the face is filled by the face's own symmetry where it has one (a rug's two halves), else
by more of the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.errors import InputError
from tools.picture.colours import encoded, lab_of, linear
from tools.picture.image import Mask, Pixels, save
from tools.picture.quilt import quilt
from tools.pinhole import Camera

Array = NDArray[np.float64]
Patch = NDArray[np.float32]

FINER = 1.5
"""Pixels of a cut for each pixel of the picture, along its longer edge: none of what is there is lost."""
LONGEST = 1024
"""Pixels of a cut's longer side at most."""
ALIKE = 12.0
"""Mean distance in Lab, of what both halves show, up to which a face counts as symmetrical."""
MIRRORED = 16.0
"""The same, up to which what is slow and different on both sides is light, as a shadow over half of it is."""
SLOPE = 0.9
"""Natural log of the most that light is taken to change over a face."""
BOTH = 0.04
"""Share of a face that both halves must show before they are compared."""
SMALL_HOLE = 0.04
"""A gap of at most this share is painted over from its edge; more is quilted from the rest."""


class Flip(NamedTuple):
    """A face turned over: from side to side, upside down, or both."""

    axes: tuple[int, ...]

    def __call__(self, array: NDArray[Any]) -> NDArray[Any]:
        """(h, w, ...) turned over."""
        return np.flip(array, self.axes)


FLIPS = (Flip((1,)), Flip((0,)), Flip((0, 1)))


class Sight(NamedTuple):
    """How well the picture shows a face.

    Attributes:
        short: length of its shorter edge in the picture, pixels.
        area: pixels it covers.
        inside: share of it that lies within the frame.
        towards: cosine between its normal and the way to the camera; below 0 it looks away.
    """

    short: float
    area: float
    inside: float
    towards: float


def sight(camera: Camera, corners: Array) -> Sight:
    """How well the picture shows a face.

    Args:
        camera: over the room.
        corners: (4, 3) world metres as one sees it: top left, top right, bottom right, bottom left.
    """
    normal = np.cross(corners[1] - corners[0], corners[0] - corners[3])
    to_eye = np.asarray(camera.position) - corners.mean(0)
    length = float(np.linalg.norm(normal) * np.linalg.norm(to_eye)) or 1.0
    seen = np.asarray(camera.project(corners), float)
    if not np.isfinite(seen).all():
        return Sight(0.0, 0.0, 0.0, 0.0)
    edges = np.linalg.norm(np.roll(seen, -1, 0) - seen, axis=1)
    x, y = seen.T
    area = 0.5 * abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1)))
    frame = np.array(
        [[0, 0], [camera.width, 0], [camera.width, camera.height], [0, camera.height]], np.float32
    )
    within, _ = cv2.intersectConvexConvex(cv2.convexHull(seen.astype(np.float32)), frame)
    across = area / max(float(edges.max()), 1e-6)  # of a slanted quad, not its short side
    return Sight(
        min(float(edges.min()), across),
        area,
        float(within) / max(area, 1e-6),
        float(normal @ to_eye) / length,
    )


def cut(
    image: Pixels,
    seen_px: Array,
    out: Path,
    *,
    shape: float,
    hidden: Mask | None = None,
    even: bool = False,
    within: Path | None = None,
) -> tuple[int, int, int]:
    """Write a face as it looks head-on.

    Args:
        image: the picture.
        seen_px: (4, 2) its corners in the picture: top left, top right, bottom right, bottom left.
        out: the file to write; .webp or .png.
        shape: its width over its height, in metres.
        hidden: (H, W) pixels of the picture that show something else; filled.
        even: take a slow change of light over it out.
        within: the run folder that `out` lies in, as for `tools.files.write_bytes`.

    Returns:
        The mean of its sRGB codes, which is what a material's color moves.

    Raises:
        InputError: hardly any of it can be seen.
    """
    patch, known = head_on(image, seen_px, shape, hidden)
    if known.mean() < 0.15:
        raise InputError(f"only {known.mean():.0%} of it can be seen: too little to cut out")
    full = completed(level(patch, known) if even else patch, known)
    pixels = np.clip(np.rint(full), 0, 255).astype(np.uint8)
    save(pixels, out, within=within)
    r, g, b = (round(float(v)) for v in pixels.reshape(-1, 3).mean(0))
    return r, g, b


def head_on(image: Pixels, seen_px: Array, shape: float, hidden: Mask | None = None) -> tuple[Patch, Mask]:
    """A face head-on, and which of its pixels the picture shows. Arguments as for `cut`."""
    top, right, low, left = (float(np.linalg.norm(seen_px[(k + 1) % 4] - seen_px[k])) for k in range(4))
    longer = FINER * max(top, low, left, right)
    longer = float(np.clip(longer, 16, LONGEST))
    width, height = (longer, longer / shape) if shape >= 1 else (longer * shape, longer)
    size = (max(4, round(width)), max(4, round(height)))
    corners = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32) - np.float32(0.5)
    to_picture = cv2.getPerspectiveTransform(corners, (seen_px - 0.5).astype(np.float32))
    inverse = cv2.WARP_INVERSE_MAP
    patch = cv2.warpPerspective(
        image, to_picture, size, flags=cv2.INTER_CUBIC | inverse, borderMode=cv2.BORDER_REPLICATE
    )
    shown = np.full(image.shape[:2], 255, np.uint8)
    if hidden is not None:
        shown[hidden] = 0
    known = cv2.warpPerspective(shown, to_picture, size, flags=cv2.INTER_LINEAR | inverse) > 250
    return patch.astype(np.float32), np.asarray(known)


def level(patch: Patch, known: Mask) -> Patch:
    """The patch with its change of light taken out, in brightness and in tint.

    A change from side to side (a plane in log light) always; what else is slow and not the same on both sides
    only where the face is alike enough on both: light falls from one side, a pattern does not.
    """
    rows, columns = np.nonzero(known)
    step = max(1, len(rows) // 20_000)
    rows, columns = rows[::step], columns[::step]
    light = np.log(np.maximum(linear(np.clip(patch, 0, 255)), 2e-3))
    y, x = rows / patch.shape[0] - 0.5, columns / patch.shape[1] - 0.5
    slope, *_ = np.linalg.lstsq(np.column_stack([x, y, np.ones_like(x)]), light[rows, columns], rcond=None)
    yy, xx = np.mgrid[0 : patch.shape[0], 0 : patch.shape[1]]
    over, down = (xx / patch.shape[1] - 0.5)[..., None], (yy / patch.shape[0] - 0.5)[..., None]
    flat = light - np.clip(over * slope[0] + down * slope[1], -SLOPE, SLOPE)
    even = _as_bytes(flat)
    gaps = [gap for flip in FLIPS if (gap := _unlike(even, known, flip)) is not None]
    if not gaps or min(gaps) > MIRRORED:
        return even
    slow = _spread(flat.astype(np.float32), known)
    balanced = (slow + sum(flip(slow) for flip in FLIPS)) / 4
    return _as_bytes(flat + np.clip(balanced - slow, -SLOPE, SLOPE))


def _as_bytes(light: NDArray[Any]) -> Patch:
    return np.asarray(encoded(np.exp(light)), np.float32)


def completed(patch: Patch, known: Mask) -> Patch:
    """The patch with what is hidden filled in.

    By its mirror images, the one that agrees best with what both show first; what is still open is painted
    over when it is small, and quilted from the rest when it is not.
    """
    full, there = patch.copy(), known.copy()
    for flip in mirrors(patch, known):
        turned, shown = flip(full), flip(there)
        fresh = shown & ~there
        if fresh.any():
            # as light as this half is thereabouts, for the light falls from one side
            full[fresh] = (turned + _spread(full - turned, there & shown))[fresh]
            there = there | fresh
    if there.all():
        return full
    if (~there).mean() > SMALL_HOLE:
        made = _more(full, there)
        if made is not None:
            made = made - _spread(made, np.ones_like(there)) + _spread(full, there)
            full[~there], there = made[~there], np.ones_like(there)
    if not there.all():
        pixels = np.clip(full, 0, 255).astype(np.uint8)
        full = cv2.inpaint(pixels, (~there).astype(np.uint8), 5, cv2.INPAINT_TELEA).astype(np.float32)
    soft = cv2.GaussianBlur(full, (0, 0), 1.0)
    rim = cv2.morphologyEx(known.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    full[rim] = soft[rim]
    return full


def mirrors(patch: Patch, known: Mask) -> list[Flip]:
    """The flips under which a face looks the same, as far as both sides are seen; the best first."""
    found = []
    for flip in FLIPS:
        gap = _unlike(patch, known, flip)
        if gap is not None and gap < ALIKE and (flip(known) & ~known).any():
            found.append((gap, flip))
    return [flip for _, flip in sorted(found, key=lambda item: item[0])]


def _spread(values: Patch, known: Mask) -> Patch:
    """Values (h, w, 3) where they are known, smoothed, and carried on to where they are not."""
    weight = known.astype(np.float32)[..., None]
    total, amount = np.zeros_like(values), np.zeros_like(weight)
    short = min(known.shape)
    # the nearest neighbourhood that knows anything counts most
    for sigma, trust in ((short / 12, 1.0), (short / 4, 1e-2), (short / 1.5, 1e-4)):
        near = cv2.GaussianBlur(weight, (0, 0), sigma)[..., None] * trust
        total += cv2.GaussianBlur(values * weight, (0, 0), sigma) * trust
        amount += near
    return np.asarray(total / np.maximum(amount, 1e-9), np.float32)


def _more(full: Patch, there: Mask) -> Patch | None:
    """As large a patch of the same stuff, quilted from what is seen; None when too little is."""
    height, width = there.shape
    shrink = min(1.0, 384 / max(height, width))
    size = (max(8, round(width * shrink)), max(8, round(height * shrink)))
    small = np.asarray(cv2.resize(full, size, interpolation=cv2.INTER_AREA), np.float32)
    mask = cv2.resize(there.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.99
    for part in (0.16, 0.1, 0.06):
        made = quilt(small, mask, size, max(10, round(part * max(size))), np.random.default_rng(0))
        if made is not None:
            return np.asarray(cv2.resize(made[: size[1], : size[0]], (width, height)), np.float32)
    return None


def _unlike(patch: Patch, known: Mask, flip: Flip) -> float | None:
    """Mean distance in Lab between a face and itself turned over; None where too little shows of both."""
    both = known & flip(known)
    if both.mean() < BOTH:
        return None
    small = cv2.GaussianBlur(patch, (0, 0), max(1.0, min(patch.shape[:2]) / 60))
    lab = lab_of(small.reshape(-1, 3)).reshape(patch.shape)
    return float(np.linalg.norm((lab - flip(lab))[both] * (0.6, 1.0, 1.0), axis=1).mean())
