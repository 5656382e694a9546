"""The sharp edge of a shadow or a patch of sun on one surface: which part of it to take a texture from."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.colours import linear
from tools.picture.image import Mask

RATIO = (1.25, 8.0)
"""Light in the sun against light in the shade; less is a pattern's own, more is another thing."""
APART = 0.8
"""Part of the brightness' variance that two levels explain (Otsu's criterion); an even slope has 0.75."""
STEP = 0.6
"""Part of the difference (in logarithms) that lies right at the edge; a slope has little there."""
TINT = 1.35
"""Most that one channel's ratio may differ from another's: shade is bluer, another material is not alike."""
PIECES, WHOLE = 3, 0.85
"""So many pieces make up so much of each level: checks and planks are many."""
LEAST = 0.12
"""Part of the surface that the smaller level takes; less is left to `clear_of_things`."""
LIT = 0.3
"""Part of the surface in the light from which the light part is taken; else the shade is what one sees."""


def evenly_lit(sample: NDArray[np.float32], allowed: Mask) -> Mask:
    """The part of a surface under one light: in the sun where that is a good part, else in the shade.

    Two levels of brightness are one surface in two lights when both are a few pieces, differ by a plausible
    factor, alike in all channels, and meet at a sharp edge. Then the edge's surroundings and the other level
    are left out; otherwise everything stays.

    Args:
        sample: (h, w, 3) sRGB, 0 to 255, seen from straight above.
        allowed: (h, w) what is the surface.
    """
    count = int(allowed.sum())
    short = min(sample.shape[:2])
    if count < 400 or short < 24:
        return allowed
    reach = max(2, short // 45)
    light = np.asarray(linear(sample), dtype=np.float32) + np.float32(1e-3)
    smooth = _blurred(np.log(light.mean(2)), allowed, reach)
    bright, apart = _two_levels(smooth, allowed)
    if apart < APART:
        return allowed
    bright = _whole(bright & allowed, allowed, reach)
    dark = _whole(allowed & ~bright, allowed, reach)
    bright = allowed & ~dark
    if min(bright.sum(), dark.sum()) < LEAST * count:
        return allowed
    if min(_in_pieces(bright) / bright.sum(), _in_pieces(dark) / dark.sum()) < WHOLE:
        return allowed
    near_bright, near_dark = (_grown(part, reach) for part in (bright, dark))
    rims = (bright & ~near_dark & _grown(dark, 3 * reach), dark & ~near_bright & _grown(bright, 3 * reach))
    if min(rim.sum() for rim in rims) < 30:
        return allowed
    ratios = np.median(light[bright], axis=0) / np.median(light[dark], axis=0)
    across = np.log(light.mean(2))
    step = float(np.median(across[rims[0]]) - np.median(across[rims[1]]))
    whole = float(np.log(ratios.mean()))
    if not RATIO[0] < ratios.mean() < RATIO[1] or ratios.max() > TINT * ratios.min() or step < STEP * whole:
        return allowed
    kept = bright & ~near_dark if bright.sum() >= LIT * count else dark & ~near_bright
    return kept if kept.sum() > 0.06 * count else allowed


def _blurred(values: NDArray[np.float32], mask: Mask, sigma: float) -> NDArray[np.float32]:
    weight = mask.astype(np.float32)
    spread = cv2.GaussianBlur(weight, (0, 0), sigma) + np.float32(1e-4)
    return np.asarray(cv2.GaussianBlur(values * weight, (0, 0), sigma) / spread, dtype=np.float32)


def _two_levels(values: NDArray[np.float32], mask: Mask) -> tuple[Mask, float]:
    """Otsu's split of the values in the mask, and the part of their variance that it explains."""
    found = values[mask]
    low, high = np.percentile(found, (1, 99))
    if high - low < np.log(RATIO[0]) / 2:
        return mask, 0.0
    scaled = np.clip((found - low) / (high - low) * 255, 0, 255).astype(np.uint8)
    at, _ = cv2.threshold(scaled.reshape(-1, 1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    upper = scaled > at
    if upper.all() or not upper.any():
        return mask, 0.0
    share = float(upper.mean())
    apart = float(scaled[upper].mean()) - float(scaled[~upper].mean())
    out = np.zeros(mask.shape, bool)
    out[mask] = upper
    return out, share * (1 - share) * apart**2 / max(float(scaled.var()), 1e-6)


def _whole(part: Mask, allowed: Mask, reach: int) -> Mask:
    """A part without its specks."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return np.asarray((cv2.morphologyEx(part.astype(np.uint8), cv2.MORPH_OPEN, kernel) > 0) & allowed)


def _in_pieces(part: Mask) -> int:
    """Pixels of the largest pieces together."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8), connectivity=8)
    return int(np.sort(stats[1:, cv2.CC_STAT_AREA])[-PIECES:].sum())


def _grown(part: Mask, reach: int) -> Mask:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return np.asarray(cv2.dilate(part.astype(np.uint8), kernel) > 0)
