"""What no scanner saw of a thing: the back of what stands at a wall, the seat of a chair at a table.

What stands at a wall reaches to it where neither floor nor wall between the two was seen. Of a chair that is
pushed under a table a leaning back is seen alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely

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

BACK_WIDE, BACK_THICK, BACK_TOP, BACK_LOW = (0.3, 0.6), 0.25, (0.7, 0.98), 0.7
"""Metres: width and most thickness of a chair's back, where its top is, and below what height it begins."""
AT_WALL = 0.2
"""Metres from a wall within which nobody sits with his back to it, but radiators hang."""
LEANS = 0.08
"""Metres by which such a back leans at least for each metre of its height, away from its seat."""
SEAT, SEAT_HEIGHT = 0.48, 0.45
"""Metres from a chair's back to its front, and of its seat above the floor, as is usual."""


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

    def seated(self, points: Floats) -> Floats:
        """Points of a chair's back with its seat and legs; all others as they are.

        Args:
            points: (n, 3) metres.
        """
        low, high = points.min(axis=0), points.max(axis=0)
        wide = (high - low)[:2]
        across = int(np.argmin(wide))
        is_back = (
            BACK_WIDE[0] < wide[1 - across] < BACK_WIDE[1]
            and wide[across] < BACK_THICK
            and BACK_TOP[0] < high[2] < BACK_TOP[1]
            and low[2] < BACK_LOW
        )
        edges = shapely.MultiLineString([(tuple(a), tuple(b)) for a, b in self.walls])
        if not is_back or edges.distance(shapely.Point((low + high)[:2] / 2)) < AT_WALL:
            return points
        leans = float(np.polyfit(points[:, 2], points[:, across], 1)[0])
        if abs(leans) < LEANS:
            return points
        rear = float(high[across] if leans > 0 else low[across])
        steps = np.linspace(0.0, 1.0, 11)
        side = low[1 - across] + wide[1 - across] * steps
        deep = rear - np.sign(leans) * SEAT * steps
        plan = np.zeros((121, 3))
        plan[:, 1 - across], plan[:, across] = (v.ravel() for v in np.meshgrid(side, deep))
        legs = plan[np.isin(np.arange(121), (0, 10, 110, 120))]
        up = np.array([0.0, 0.0, SEAT_HEIGHT])
        return np.vstack([points, plan + up, *(legs + up * step for step in np.linspace(0.0, 1.0, 41))])
