"""What stands at a wall reaches to it: between the two a scanner sees neither floor nor wall."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tools.cloud.cloud import Floats
from tools.geometry import Vec2

CELL = 0.05
GAP = (0.04, 0.5)
"""Metres between a thing's back and a wall: less is nothing, more is not hidden by the thing alone."""
LARGE = 0.5
"""Metres of the longest side of what is looked at: a basket stands where it stands."""
ALONG = 0.7
"""Share of a thing's side that a wall must run along."""
SEEN = 0.25
"""Share of the floor between the two from which on something was seen there, so that nothing stands there."""


class Behind:
    """The floor of a scan, and its walls along X and Y.

    Args:
        points: (n, 3) metres, the floor at 0.
        floor: its corners, counter-clockwise.
    """

    def __init__(self, points: Floats, floor: Sequence[Vec2]) -> None:
        low = points[:, 2] < CELL / 2
        self.origin = points[:, :2].min(axis=0)
        cells = np.floor((points[low][:, :2] - self.origin) / CELL).astype(int)
        self.seen = np.zeros(np.floor((points[:, :2].max(axis=0) - self.origin) / CELL).astype(int) + 1, bool)
        self.seen[tuple(cells.T)] = True
        self.walls = [(np.array(a), np.array(b)) for a, b in zip(floor, [*floor[1:], floor[0]], strict=True)]

    def reach(self, points: Floats) -> Floats:
        """Points of a thing with its hidden back: those nearest to a wall, once more on it.

        Args:
            points: (n, 3) metres, of something that stands on the floor.
        """
        added = [points]
        if float(np.ptp(points, axis=0).max()) < LARGE:
            return points
        box = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        for a, b in self.walls:
            along = (b - a) / max(math.dist(a, b), 1e-9)
            axis = int(abs(along[1]) > 0.5)
            if abs(along[axis]) < 0.999:
                continue
            across = 1 - axis
            inward = (-along[1], along[0])[across]
            back = box[0][across] if inward > 0 else box[1][across]
            gap = float((back - a[across]) * np.sign(inward))
            run = sorted((float(a[axis]), float(b[axis])))
            shared = min(run[1], float(box[1][axis])) - max(run[0], float(box[0][axis]))
            wide = float(box[1][axis] - box[0][axis])
            if not GAP[0] < gap < GAP[1] or shared < ALONG * wide:
                continue
            if self._floor_seen((axis, box[0][axis], box[1][axis]), sorted((float(back), float(a[across])))):
                continue
            last = points[np.abs(points[:, across] - back) < CELL].copy()
            last[:, across] = a[across]
            added.append(last)
        return np.vstack(added)

    def _floor_seen(self, along: tuple[int, float, float], across: Sequence[float]) -> bool:
        """Whether much of the floor in a strip was seen."""
        axis, *span = along
        ranges: list[slice] = [slice(0), slice(0)]
        for k, (low, high) in ((axis, span), (1 - axis, across)):
            first, last = ((v - float(self.origin[k])) / CELL for v in (low, high))
            ranges[k] = slice(max(0, math.floor(first)), max(1, math.ceil(last)))
        strip = self.seen[ranges[0], ranges[1]]
        return bool(strip.size) and float(strip.mean()) > SEEN
