"""Pieces of a scan that are two things: end to end, as a bed and the bench at its foot, or in a row.

Along X and along Y a piece is looked at in slices. Of each slice count the height of what it carries (the
highest level that covers its depth), the height of its highest points and how far it reaches to either side.
Where both sides step in at once and the height changes as well, it is cut. A corner sofa steps in on one side
only, half hidden things, too: they stay whole. Of things in a row the backs are flush: they are cut where the
fronts and both heights change, or where the side of a higher one is seen above a lower one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.cloud.cloud import Floats

SLICE, LEVEL, CELL = 0.05, 0.04, 0.05
"""Metres of a slice, of a level and of a cell across the slice."""
COVERS = 0.45
"""Share of a slice's depth that what it carries covers."""
REACH, SAME = 0.12, 0.03
"""Metres by which both sides of two things differ, and below which their heights are equal."""
SEATED, SEATED_REACH = 1.1, 0.1
"""Metres below which a piece may be a desk with its chair, and by which their sides differ at least: those of
a school desk of 0.69 and a chair of 0.44 by 0.12."""
WIDE = 0.3
"""Metres of the narrowest thing that is cut off."""
FLUSH = 0.06
"""Metres by which the backs of things of one row differ at most."""
STEP, FRONT = 0.1, 0.3
"""Metres by which heights, and fronts, of two things of a row differ where nothing else tells them apart."""
PANEL, HIGH, DEEP, FACING, FEWEST = 0.4, 0.2, 0.6, 0.8, 20
"""Of the side of a higher one that is seen above a lower one: metres by which heights differ, metres of its
height, share of the depth that it covers, how far its normals lie along the row, and its points."""
LONG = 0.85
"""Metres from which a piece is looked at: a school desk and the chair pushed under it are 0.86."""


@dataclass(frozen=True)
class Cut:
    """A place where a piece's slices change.

    Attributes:
        axis: 0 for X, 1 for Y.
        at: the place along it, metres.
        step: how much the height of what it carries changes, metres.
        drop: how much its highest points do.
        reach: how much the side that changes more does.
        both: how much the side that changes less does.
        sharp: the largest change right at the cut.
    """

    axis: int
    at: float
    step: float
    drop: float
    reach: float
    both: float
    sharp: float

    @property
    def score(self) -> float:
        """How plain it is."""
        return self.step + self.both + self.sharp


def cut_up(points: Floats, normals: Floats) -> NDArray[np.int64]:
    """(n,) which of the things end to end or side by side each point of a piece is of.

    Args:
        points: (n, 3) metres, walls along X and Y.
        normals: (n, 3), their sign open.
    """
    owner = np.zeros(len(points), np.int64)
    todo = [0]
    while todo:
        k = todo.pop()
        mine = np.nonzero(owner == k)[0]
        found = _cut(points[mine], normals[mine])
        if found is None:
            continue
        new = int(owner.max()) + 1
        owner[mine[points[mine, found.axis] > found.at]] = new
        todo += [k, new]
    return owner


def _cut(points: Floats, normals: Floats) -> Cut | None:
    """The plainest cut; None where it is one thing."""
    cuts = [cut for axis in (0, 1) if np.ptp(points[:, axis]) >= LONG for cut in profile_cuts(points, axis)]
    # On both sides: of a thing that is half hidden one changes.
    reach = SEATED_REACH if float(points[:, 2].max()) < SEATED else REACH
    ends = [cut for cut in cuts if cut.both > reach and cut.step > SAME]
    row = int(np.argmax(np.ptp(points[:, :2], axis=0)))
    rows = [c for c in cuts if c.axis == row and c.both < FLUSH and _beside(c, points, normals)]
    return max(ends or rows, key=lambda cut: cut.score, default=None)


def _beside(cut: Cut, points: Floats, normals: Floats) -> bool:
    """Whether two things of a row meet there: both heights and the front change, or an end panel is seen."""
    if min(cut.step, cut.drop) > STEP and cut.reach > FRONT:
        return True
    if min(cut.step, cut.drop) < PANEL:
        return False
    at, side = points[:, cut.axis], points[:, 1 - cut.axis]
    near = np.abs(at - cut.at) < WIDE
    sides = [points[near & which] for which in (at > cut.at, at < cut.at)]
    lower = min(float(np.percentile(s[:, 2], 98)) if len(s) else 0.0 for s in sides)
    face = (np.abs(at - cut.at) < SLICE) & (np.abs(normals[:, cut.axis]) > FACING) & (points[:, 2] > lower)
    if face.sum() < FEWEST:
        return False
    low, high = (float(v) for v in np.percentile(side[near], (2, 98)))
    cells = max(2, round((high - low) / CELL))
    where = np.floor((side[face] - low) / max(high - low, 1e-6) * cells).astype(int)
    deep = len(set(where[(where >= 0) & (where < cells)].tolist())) / cells
    return bool(deep > DEEP and np.ptp(points[face, 2]) > HIGH)


def profile_cuts(points: Floats, axis: int) -> list[Cut]:
    """Every slice of a piece along an axis at which it could be cut, and how much changes there."""
    low = float(points[:, axis].min())
    slices = np.floor((points[:, axis] - low) / SLICE).astype(int)
    count = int(slices.max()) + 1
    told = np.array([_slice(points[slices == k], 1 - axis) for k in range(count)])
    wide = round(WIDE / SLICE)
    found = []
    for k in range(wide, count - wide + 1):
        before, after = (_median(told[a:b]) for a, b in ((k - wide, k), (k, k + wide)))
        if before is None or after is None:
            continue
        step, drop, *sides = (float(v) for v in np.abs(after - before))
        # at the place where the slices themselves change, the medians of both sides are most apart
        sharp = float(np.abs(_jump(told, k)).max())
        found.append(Cut(axis, low + k * SLICE, step, drop, max(sides), min(sides), sharp))
    return found


def _jump(told: Floats, k: int) -> Floats:
    before, after = (_median(told[a:b]) for a, b in ((max(0, k - 2), k), (k, k + 2)))
    return np.zeros(4) if before is None or after is None else after - before


def _median(rows: Floats) -> Floats | None:
    """The usual slice of some; None where most are empty."""
    full = rows[np.isfinite(rows).all(axis=1)]
    return np.median(full, axis=0) if len(full) > len(rows) / 2 else None


def _slice(points: Floats, across: int) -> tuple[float, float, float, float]:
    """Heights of what a slice carries and of its highest points, its reach to both sides; nan if empty."""
    if len(points) < 4:
        return (np.nan, np.nan, np.nan, np.nan)
    side = points[:, across]
    low, high = (float(v) for v in np.percentile(side, (2, 98)))
    cells = max(1, round((high - low) / CELL))
    where = np.clip(((side - low) / max(high - low, 1e-6) * cells).astype(int), 0, cells - 1)
    levels = np.floor(points[:, 2] / LEVEL).astype(int)
    grid = np.zeros((int(levels.max()) + 1, cells), bool)
    grid[levels, where] = True
    covered = np.nonzero(grid.mean(axis=1) >= COVERS)[0]
    peak = float(np.percentile(points[:, 2], 98))
    return ((float(covered[-1]) + 0.5) * LEVEL if len(covered) else peak, peak, low, high)
