"""Regular patterns: floor tiles, checks and the like, which quilting would break.

The pattern's two periods are read off its autocorrelation. Whole cells of the lattice that are clean are
then laid side by side, cut along the joints, so that every joint meets the next.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask

Array = NDArray[np.float64]
Patch = NDArray[np.float32]

SHORTEST = 7
"""Pixels a period has at least: finer weave is left to quilting."""
PEAK, RISE = 0.3, 0.25
"""How high a repeat's autocorrelation is, and how far it rises above the valley before it."""
SLENDER = 3.5
"""Cells are at most this many times longer than wide; planks are more, and their ends are staggered."""
CLEAN = 0.97
"""Share of a cell that must be clean to be used."""
WORN = 0.75
"""The same of a whole piece of cloth: a fold across it is no reason to shuffle its threads."""
WOVEN = 0.09
"""Periods up to this share of the sample are cloth's: its threads wander, so cells are not shuffled."""


class Lattice(NamedTuple):
    """An upright lattice.

    Attributes:
        period: (across, down) pixels.
        origin: (x, y) of a corner of a cell, on the joints.
    """

    period: tuple[float, float]
    origin: tuple[float, float]


def find_lattice(sample: Patch, mask: Mask) -> Lattice | None:
    """The lattice of a pattern that repeats along both axes, or None."""
    grey = sample.mean(2).astype(np.float64)
    # joints are lines; each tile's own tone is none of the pattern
    grey = cv2.GaussianBlur(grey, (0, 0), 0.7) - cv2.GaussianBlur(grey, (0, 0), 3.0)
    flat = np.where(mask, grey - grey[mask].mean(), 0.0)
    # lines that run down say nothing of what repeats down, and drown it where they are the stronger ones
    counts = [np.maximum(mask.sum(axis=axis, keepdims=True), 1) for axis in (0, 1)]
    down_lines, across_lines = (flat.sum(axis=axis, keepdims=True) / counts[axis] for axis in (0, 1))
    across = _period(_correlation(np.where(mask, flat - across_lines, 0.0), mask)[0])
    down = _period(_correlation(np.where(mask, flat - down_lines, 0.0), mask)[:, 0])
    if across is None or down is None or max(across, down) > SLENDER * min(across, down):
        return None
    return Lattice((across, down), (_joint(flat, mask, across, 0), _joint(flat, mask, down, 1)))


def lay(
    sample: Patch, mask: Mask, lattice: Lattice, size: tuple[int, int], rng: np.random.Generator
) -> Patch | None:
    """A seamless tile of whole clean cells, about `size` (width, height); None when too few are clean."""
    (px, py), (ox, oy) = lattice.period, lattice.origin
    cell = (round(px), round(py))
    cells = []
    for row in range(int((sample.shape[0] - oy) / py)):
        for column in range(int((sample.shape[1] - ox) / px)):
            x, y = ox + column * px, oy + row * py
            part = mask[round(y) : round(y + py), round(x) : round(x + px)]
            if part.size and part.mean() >= CLEAN:
                shift = np.array([[px / cell[0], 0, x], [0, py / cell[1], y]])
                flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
                cells.append(
                    cv2.warpAffine(sample, shift, cell, flags=flags, borderMode=cv2.BORDER_REPLICATE)
                )
    columns, rows = max(2, round(size[0] / px)), max(2, round(size[1] / py))
    if len(cells) < 4:
        return None
    order = [cells[i] for i in rng.permutation(np.resize(np.arange(len(cells)), columns * rows))]
    strips = [np.hstack(order[r * columns : (r + 1) * columns]) for r in range(rows)]
    return np.asarray(np.vstack(strips), dtype=np.float32)


def whole(
    sample: Patch, mask: Mask, lattice: Lattice, size: tuple[int, int]
) -> tuple[Patch, tuple[int, int]] | None:
    """A seamless tile cut out as one piece of whole periods, as printed or woven cloth needs it.

    Returns:
        The tile and its (columns, rows) of cells; None when no such piece is clean, or the cells are large.
    """
    (px, py), (height, width) = lattice.period, sample.shape[:2]
    if px > WOVEN * width or py > WOVEN * height:
        return None
    across = _span(sample, mask, px, size[0])
    if across is None:
        return None
    columns = slice(across[0], across[0] + round(across[1] * px))
    down = _span(sample[:, columns].swapaxes(0, 1), mask[:, columns].swapaxes(0, 1), py, size[1])
    if down is None:
        return None
    (x, across_cells), (y, down_cells) = across, down
    w, h = round(across_cells * px), round(down_cells * py)
    if mask[y : y + h, x : x + w].mean() < WORN:
        return None
    part = _closed(sample[y : y + h + round(py), x : x + w + round(px)], w, round(px))
    part = _closed(part.swapaxes(0, 1), h, round(py)).swapaxes(0, 1)
    return np.ascontiguousarray(part, dtype=np.float32), (across_cells, down_cells)


def _span(sample: Patch, mask: Mask, period: float, wanted: int) -> tuple[int, int] | None:
    """Start and number of periods along x for which what follows looks most like the start."""
    width, strip = sample.shape[1], round(period)
    most = int((width - strip) / period)
    best: tuple[float, int, int] | None = None
    for count in range(max(3, min(most, round(wanted / period)) - 3), min(most, round(wanted / period)) + 1):
        long = round(count * period)
        for start in range(0, width - long - strip + 1):
            if mask[:, start : start + long + strip].mean() < WORN:
                continue
            first, after = sample[:, start : start + strip], sample[:, start + long : start + long + strip]
            gap = float(np.abs(first - after).mean())
            if best is None or gap < best[0]:
                best = (gap, start, count)
    return None if best is None else (best[1], best[2])


def _closed(part: Patch, long: int, strip: int) -> Patch:
    """The first `long` columns, the strip that follows faded into the first ones."""
    made = part[:, :long].copy()
    wide = min(strip, part.shape[1] - long)
    fade = np.linspace(1.0, 0.0, wide, dtype=np.float32)[None, :, None]
    made[:, :wide] = part[:, long : long + wide] * fade + made[:, :wide] * (1 - fade)
    return np.asarray(made, np.float32)


def _correlation(flat: Array, mask: Mask) -> Array:
    """Autocorrelation at non-negative lags, corrected for the mask, 1 at no lag."""
    shape = tuple(2 * s for s in flat.shape)
    values = np.fft.irfft2(np.abs(np.fft.rfft2(flat, shape)) ** 2, shape)
    counts = np.fft.irfft2(np.abs(np.fft.rfft2(mask.astype(float), shape)) ** 2, shape)
    ratio = values / np.maximum(counts, 0.05 * counts[0, 0])
    return np.asarray(ratio[: flat.shape[0] // 2, : flat.shape[1] // 2] / max(ratio[0, 0], 1e-9))


def _period(curve: Array) -> float | None:
    """The first strong repeat of an autocorrelation curve, sharpened with its multiples."""
    smooth = cv2.GaussianBlur(curve[None], (0, 0), 0.8)[0]
    for lag in range(SHORTEST, len(smooth) - 1):
        top = smooth[lag]
        if top < PEAK or top < smooth[lag - 1] or top < smooth[lag + 1]:
            continue
        if top - smooth[1:lag].min() < RISE:
            continue
        period, step = float(lag), 1
        while round((step + 1) * period) + 2 < len(smooth):
            step += 1
            near = round(step * period) + np.arange(-2, 3)
            period = float(near[int(smooth[near].argmax())]) / step
        return period
    return None


def _joint(flat: Array, mask: Mask, period: float, axis: int) -> float:
    """Where along an axis, within one period, the joints lie: the place that stands out most."""
    sums, counts = flat.sum(axis=axis), np.maximum(mask.sum(axis=axis), 1)
    profile = sums / counts
    bins = max(4, round(period))
    place = ((np.arange(len(profile)) + 0.5) % period / period * bins).astype(int) % bins
    folded = np.bincount(place, profile, bins) / np.maximum(np.bincount(place, minlength=bins), 1)
    return (float(np.abs(folded - np.median(folded)).argmax()) + 0.5) / bins * period
