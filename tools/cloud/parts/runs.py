"""A grid cut into runs: pieces that are one piece in every level, and change slowly from level to level."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tools.geometry import mask_overlap

Mask = NDArray[np.bool_]
LEANS = 0.45
"""Overlap of two levels' pieces that are one run: a leg that leans by half a cell a level still is."""
CRUMB = 0.006
"""Share of all cells below which a piece of one or two levels is a crumb."""
SAME = 0.6
"""Overlap of pieces below and above a crossing one that are one run through it."""


@dataclass(eq=False)
class Run:
    """Levels `low` to `low + len(masks) - 1` of one piece; each mask is (nx, ny)."""

    low: int
    masks: list[Mask] = field(default_factory=list)

    @property
    def high(self) -> int:
        """The last level."""
        return self.low + len(self.masks) - 1

    @property
    def section(self) -> Mask:
        """Where at least half of its levels are; the middle one of a run that leans beyond itself."""
        usual = np.asarray(np.mean(self.masks, axis=0) >= 0.5)
        return usual if usual.any() else self.masks[len(self.masks) // 2]

    @property
    def size(self) -> int:
        """Cells."""
        return int(sum(mask.sum() for mask in self.masks))


def runs(cells: Mask) -> list[Run]:
    """The runs of a grid, legs and posts that go on beyond a crossing piece joined."""
    done: list[Run] = []
    going: list[Run] = []
    for z in range(cells.shape[2]):
        level = cells[:, :, z]
        labels, count = ndimage.label(level)
        pieces = [labels == k for k in range(1, count + 1)]
        following: list[Run] = []
        for piece in pieces:
            below = [run for run in going if (run.masks[-1] & piece).any()]
            above = [p for p in pieces if len(below) == 1 and (below[0].masks[-1] & p).any()]
            if len(below) == 1 and len(above) == 1 and alike(below[0].masks[-1], piece):
                below[0].masks.append(piece)
                following.append(below[0])
            else:
                following.append(Run(z, [piece]))
        done += [run for run in going if run not in following]
        going = following
    return absorbed(joined([*done, *going], cells), int(cells.sum()))


def alike(a: Mask, b: Mask) -> bool:
    """Whether a piece only shifts or grows by about a cell from one level to the next."""
    overlap = mask_overlap(a, b)
    edge = int(a.sum()) - int(ndimage.binary_erosion(a).sum())
    return overlap > 0.9 or (overlap > LEANS and int((a ^ b).sum()) <= max(edge, 2))


def absorbed(found: list[Run], total: int) -> list[Run]:
    """Crumbs of a level or two, which are where alike runs touch something, made part of them."""
    crumbs = [run for run in found if len(run.masks) <= 2 and run.size < CRUMB * total]
    whole = [run for run in found if run not in crumbs]
    kept = []
    for crumb in crumbs:
        below = [
            r for r in whole if r.high + 1 == crumb.low and mask_overlap(r.masks[-1], crumb.masks[0]) > 0.35
        ]
        above = [
            r for r in whole if r.low == crumb.high + 1 and mask_overlap(r.masks[0], crumb.masks[-1]) > 0.35
        ]
        if below:
            below[0].masks += [below[0].masks[-1]] * len(crumb.masks)
        elif above:
            above[0].low = crumb.low
            above[0].masks = [above[0].masks[0]] * len(crumb.masks) + above[0].masks
        else:
            kept.append(crumb)
    return [*whole, *kept]


def joined(found: list[Run], cells: Mask) -> list[Run]:
    """Runs that go on straight above a piece which crosses them, as one."""
    found = sorted(found, key=lambda run: run.low)
    again = True
    while again:
        again = False
        for a in found:
            b = next((b for b in found if b is not a and _goes_on(a, b, cells)), None)
            if b is not None:
                gap = [cells[:, :, z] & (a.masks[-1] | b.masks[0]) for z in range(a.high + 1, b.low)]
                a.masks += [*gap, *b.masks]
                found.remove(b)
                again = True
                break
    return found


def _goes_on(a: Run, b: Run, cells: Mask) -> bool:
    gap = b.low - a.high - 1
    if not 1 <= gap <= 0.3 * cells.shape[2]:
        return False
    end, start = a.masks[-1], b.masks[0]
    if mask_overlap(end, start) < SAME:
        return False
    return all(float(cells[:, :, z][end].mean()) > 0.85 for z in range(a.high + 1, b.low))


def rectangles(mask: Mask, most: int = 8, share: float = 0.94) -> list[tuple[int, int, int, int]]:
    """A few rectangles (x0, x1, y0, y1; ends not counted) that make most of a mask, largest first."""
    left = np.asarray(ndimage.binary_closing(np.pad(mask, 2))[2:-2, 2:-2]) | mask
    found: list[tuple[int, int, int, int]] = []
    total = int(mask.sum())
    while left.sum() > (1 - share) * total and len(found) < most:
        best = largest(left)
        if best is None:
            break
        x0, x1, y0, y1 = best
        if (x1 - x0) * (y1 - y0) < max(2, 0.02 * total):
            break
        left[x0:x1, y0:y1] = False
        found.append(best)
    return found


def largest(mask: Mask) -> tuple[int, int, int, int] | None:
    """The largest rectangle of a mask: x0, x1, y0, y1, ends not counted.

    Row by row the bars that end there, and the widest stretch under each height (the stack of histograms).
    """
    best, most = None, 0
    tall = np.zeros(mask.shape[1], int)
    for x in range(mask.shape[0]):
        tall = np.where(mask[x], tall + 1, 0)
        stack: list[tuple[int, int]] = []
        for y, height in enumerate([*tall.tolist(), 0]):
            start = y
            while stack and stack[-1][1] >= height:
                start, above = stack.pop()
                if above * (y - start) > most:
                    most, best = above * (y - start), (x + 1 - above, x + 1, start, y)
            stack.append((start, height))
    return best
