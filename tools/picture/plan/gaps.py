"""Gaps in walls: from the end of a wall straight on to the next one."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask
from tools.picture.plan.ends import End, corners_of, wall_ends

Array = NDArray[np.float64]

FACING = 0.4
"""Part of the walls' reach over the drawing that a gap between two facing ends may be wide."""
ACROSS = 10.0
"""Times the thickness that a gap between a wall's end and the side of another may be wide: a doorway of
0.9 m beside a wall of 0.1 m."""
STUB = 0.25
"""Part of a wall's thickness that may stick out of its end: where the line of a pane begins."""
RAGGED = 0.1
"""Part of its thickness that what closes a gap reaches into the walls beside it, whose ends are ragged."""
BESIDE = 8.0
"""The same from the side of an end to another wall's corner: less than a corridor is wide."""


class Gap(NamedTuple):
    """An opening in a wall.

    Attributes:
        start: (2,) middle of the wall's end it begins at.
        end: (2,) where the wall goes on.
        thickness: of the wall there, pixels.
        facing: it lies between two ends that look at each other.
    """

    start: Array
    end: Array
    thickness: float
    facing: bool

    @property
    def width(self) -> float:
        """Pixels along the wall."""
        return float(np.linalg.norm(self.end - self.start))

    @property
    def along(self) -> Array:
        """(2,) unit vector from start to end."""
        return np.asarray((self.end - self.start) / max(self.width, 1e-9))

    @property
    def across(self) -> Array:
        """(2,) unit vector at right angles to the wall."""
        return np.array([-self.along[1], self.along[0]])

    def corners(self, slack: float = 0.0) -> Array:
        """(4, 2) what closes it, `slack` pixels longer at both ends."""
        side, more = self.across * self.thickness / 2, self.along * slack
        a, b = self.start - more, self.end + more
        return np.array([a - side, b - side, b + side, a + side])


def find_gaps(walls: Mask, thickness: float, ink: Mask, *, narrow: bool = False) -> list[Gap]:
    """Gaps that lead from a wall's end to the next wall, the narrowest first.

    Args:
        walls: pixels of the walls.
        thickness: of the usual wall.
        ink: all strokes: window lines let a gap be wide.
        narrow: only gaps between facing ends.
    """
    facing = _straight_on(walls, thickness, ink, facing=True)
    if narrow:
        return facing
    # what is closed now is no end any more
    shut = close(walls, facing)
    onto = _straight_on(shut, thickness, ink, facing=False)
    return [*facing, *onto, *_aside(close(shut, onto), thickness)]


def _straight_on(walls: Mask, thickness: float, ink: Mask, *, facing: bool) -> list[Gap]:
    """Gaps from ends to ends that look at them (`facing`), or else to the sides of other walls."""
    ends = wall_ends(walls, thickness)
    rows, columns = np.flatnonzero(walls.any(1)), np.flatnonzero(walls.any(0))
    reach = float(max(np.ptp(rows), np.ptp(columns))) if len(rows) else 0.0
    found: list[Gap] = []
    for end in ends:
        width = _distance(walls, end, 0.9 * reach)
        if width is None or width < 2:
            continue
        target = end.middle + end.looks * width
        others = [
            other
            for other in ends
            if float(other.looks @ end.looks) < -0.9
            and np.linalg.norm(other.middle - target) < 0.9 * end.length
            and 0.5 < other.length / end.length < 2
        ]
        meets = bool(others)
        if meets:
            target = min(others, key=lambda o: float(np.linalg.norm(o.middle - target))).middle
        gap = Gap(end.middle, target, end.length, meets)
        most = FACING * reach if facing else ACROSS * min(thickness, end.length)
        if (meets or not facing) and (width <= most or (width <= 0.85 * reach and glazing(gap, ink) >= 2)):
            found.append(gap)
    return _once(sorted(found, key=lambda g: g.width))


def _aside(walls: Mask, thickness: float) -> list[Gap]:
    """Gaps from the side of a wall's end to a corner of another wall: rooms that meet at their corners."""
    corners = corners_of(walls, thickness)
    found: list[Gap] = []
    for end in wall_ends(walls, thickness):
        inward = end.middle - 0.5 * end.length * end.looks
        for turn in (1, -1):
            looks = np.array([-end.looks[1], end.looks[0]]) * float(turn)
            first = inward + looks * end.length / 2
            half = end.looks * end.length / 2
            side = End(first, looks, end.length, np.array([first - half, first + half]))
            width = _distance(walls, side, BESIDE * min(thickness, end.length))
            if width is None or width < end.length:
                continue
            target = first + looks * width
            if len(corners) and np.linalg.norm(corners - target, axis=1).min() < 1.3 * end.length:
                found.append(Gap(first, target, end.length, False))
    return _once(found)


def _distance(walls: Mask, end: End, most: float) -> float | None:
    """Pixels from a wall's end to the next wall straight ahead; None when there is none."""
    steps = np.arange(1.5, most, 1.0)
    reached = []
    for share in (0.12, 0.3, 0.5, 0.7, 0.88):
        first = end.ends[0] + share * (end.ends[1] - end.ends[0])
        points = np.floor(first + steps[:, None] * end.looks).astype(int)
        inside = (points >= 0).all(1) & (points[:, 0] < walls.shape[1]) & (points[:, 1] < walls.shape[0])
        points = points[inside]
        wall = walls[points[:, 1], points[:, 0]]
        # the first steps may still touch the end itself, or a stub of a pane's line on it
        clear = np.flatnonzero(~wall[: max(3, int(STUB * end.length)) + 1])
        hits = np.flatnonzero(wall)
        hits = hits[hits > clear[-1]] if len(clear) else hits[:0]
        if len(hits):
            reached.append(float(steps[hits[0]]))
    for nearest in sorted(reached):
        near = [r for r in reached if nearest <= r <= nearest + max(4.0, 0.5 * end.length)]
        if len(near) >= 2:
            return float(np.median(near))
    return None


def glazing(gap: Gap, ink: Mask) -> int:
    """How many lines run through a gap along its wall, from end to end."""
    offsets = np.arange(-gap.thickness / 2 - 2, gap.thickness / 2 + 2.1, 0.5)
    places = np.linspace(0.08, 0.92, max(12, int(gap.width)))
    points = gap.start + places[:, None, None] * (gap.end - gap.start) + offsets[None, :, None] * gap.across
    at = np.floor(points).astype(int)
    x, y = np.clip(at[..., 0], 0, ink.shape[1] - 1), np.clip(at[..., 1], 0, ink.shape[0] - 1)
    full = np.asarray(ink[y, x].mean(0) > 0.85)
    return int(np.count_nonzero(np.diff(np.pad(full.astype(int), 1)) == 1))


def _once(gaps: list[Gap]) -> list[Gap]:
    """Each gap once: it is found from both of its ends."""
    kept: list[Gap] = []
    for gap in gaps:
        middle = (gap.start + gap.end) / 2
        if all(
            np.linalg.norm((k.start + k.end) / 2 - middle) > 0.5 * max(k.thickness, gap.thickness) + 2
            or abs(float(k.along @ gap.along)) < 0.7
            for k in kept
        ):
            kept.append(gap)
    return kept


def close(walls: Mask, gaps: list[Gap]) -> Mask:
    """The walls with these gaps filled."""
    closed = walls.astype(np.uint8)
    for gap in gaps:
        corners = np.rint(gap.corners(2.0 + RAGGED * gap.thickness) - 0.5).astype(np.int32)
        cv2.fillConvexPoly(closed, corners, (1,))
    return np.asarray(closed > 0)
