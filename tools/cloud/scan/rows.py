"""Pieces of a scan that are several things side by side: cupboards in a row, desks, a chair at a desk.

Where nothing is seen between two things, only what things look like tells them apart: a piece is cut where
its height or its front changes, or into equal parts, if the parts are clearly nearer to words of the kit than
the whole is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.cloud.cloud import Floats
from tools.cloud.scan.cutting import Cut, profile_cuts

Owner = NDArray[np.int64]
PLAIN = 0.055
"""A word's cost below which a piece is that thing, and nothing is tried."""
STEPPED, EQUAL = 0.84, 0.8
"""Cost of the parts, by their points, as a share of the whole's below which a piece is cut where it changes,
and into equal parts. Set on rooms of `room bench scans` with seeds from 100."""
CHANGES = 0.05
"""Metres by which heights or reaches differ at a cut."""
TRIED, MOST = 2, 4
"""Cuts of a piece that are tried, and the most equal parts."""
LONG, LEAST = 1.0, 0.4
"""Metres of a piece that may be equal things in a row, and of the least of them."""
ASPECT = 1.7
"""How much longer than deep such a row is at least."""
FEWEST = 150
"""Points of a part: fewer look like anything."""


@dataclass(frozen=True)
class Split:
    """A way to cut a piece: each of its points' part, and the share of the whole's cost to be below."""

    owner: Owner
    limit: float


def told_apart(points: Floats, cost: Callable[[Floats], float]) -> Owner:
    """(n,) which of the things side by side each point of a piece is of.

    Args:
        points: (n, 3) metres, walls along X and Y.
        cost: how far points are from the nearest word of the kit.
    """
    owner = np.zeros(len(points), np.int64)
    todo = [(0, cost(points))]
    while todo:
        k, whole = todo.pop()
        mine = np.nonzero(owner == k)[0]
        best = _best(points[mine], whole, cost) if whole > PLAIN else None
        if best is None:
            continue
        parts, costs = best
        for part in range(1, int(parts.max()) + 1):
            new = int(owner.max()) + 1
            owner[mine[parts == part]] = new
            todo.append((new, costs[part]))
        todo.append((k, costs[0]))
    return owner


def _best(points: Floats, whole: float, cost: Callable[[Floats], float]) -> tuple[Owner, list[float]] | None:
    """The split that is nearest to words of all near enough ones, and its parts' costs."""
    found: tuple[float, Owner, list[float]] | None = None
    for split in _splits(points):
        counts = np.bincount(split.owner)
        if counts.min() < FEWEST:
            continue
        costs = [cost(points[split.owner == k]) for k in range(len(counts))]
        share = float(np.dot(costs, counts)) / len(points) / whole
        if share < split.limit and (found is None or share < found[0]):
            found = (share, split.owner, costs)
    return None if found is None else found[1:]


def _splits(points: Floats) -> list[Split]:
    cuts = [cut for axis in (0, 1) for cut in profile_cuts(points, axis)]
    plain = sorted((c for c in cuts if c.step > CHANGES or c.reach > CHANGES), key=lambda c: -c.score)
    made = [Split(_side(points, cut), STEPPED) for cut in plain[:TRIED]]
    low, high = (np.percentile(points, q, axis=0) for q in (0.5, 99.5))
    wide = (high - low)[:2]
    axis = int(np.argmax(wide))
    if wide[axis] < max(LONG, ASPECT * float(wide[1 - axis])):
        return made
    for many in range(2, MOST + 1):
        if wide[axis] / many >= LEAST:
            place = (points[:, axis] - low[axis]) / wide[axis] * many
            made.append(Split(np.clip(np.floor(place), 0, many - 1).astype(np.int64), EQUAL))
    return made


def _side(points: Floats, cut: Cut) -> Owner:
    return (points[:, cut.axis] > cut.at).astype(np.int64)
