"""The rooms of a drawing: what its walls, gaps closed, enclose; and the walls between rooms."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask
from tools.picture.plan.outlines import outline
from tools.picture.plan.strokes import widest_of

Array = NDArray[np.float64]

LEAST = 2.6
"""A room is at least this many wall thicknesses wide: less is a shaft, or a wall's own inside."""
FRAME = 0.35
"""Part of a ring's inside that a drawing within it covers before the ring is the sheet's frame."""


ANOTHER = 0.2
"""Part of the largest building's area from which another drawing counts as one."""


class Cell(NamedTuple):
    """A room as drawn.

    Attributes:
        mask: its pixels, furniture and all.
        corners: (n, 2) pixels, counter-clockwise as seen.
    """

    mask: Mask
    corners: Array


class Enclosed(NamedTuple):
    """What closed walls enclose.

    Attributes:
        cells: rooms, the largest first.
        barrier: the walls that enclose them, gaps closed.
        outside: what can be reached from the sheet's border.
        labels: number of each pixel's cell, from 1; 0 for none.
        drawings: how many separate buildings are drawn; the cells are the largest one's.
    """

    cells: list[Cell]
    barrier: Mask
    outside: Mask
    labels: NDArray[np.int32]
    drawings: int = 1


def enclose(barrier: Mask, thickness: float) -> Enclosed:
    """The rooms inside closed walls; a frame around the whole sheet is no wall."""
    barrier = _unframed(barrier)
    h, w = barrier.shape
    padded = np.pad(barrier, 1)
    count, marks, sizes, _ = cv2.connectedComponentsWithStats((~padded).astype(np.uint8), connectivity=4)
    labels, stats = np.asarray(marks[1:-1, 1:-1], np.int32), np.asarray(sizes, np.int32)
    deep = cv2.distanceTransform((~padded).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    widest = widest_of(labels, np.asarray(deep, np.float32), count)
    outside = labels == 1  # the padding is a pixel of its own: the first label
    whole = float((~outside).sum())
    order = [
        int(i)
        for i in np.argsort(-stats[:, cv2.CC_STAT_AREA])
        if i > 1
        and 2 * widest[i] >= LEAST * thickness
        and stats[i, cv2.CC_STAT_AREA] >= 0.006 * whole
        and whole >= 0.02 * h * w
    ]
    cells: list[Cell] = []
    numbers = np.zeros(barrier.shape, np.int32)
    own, drawings = _largest(barrier, labels, order, stats)
    for i in own:
        mask = _without_slots(labels == i, thickness)
        numbers[mask] = len(cells) + 1
        cells.append(Cell(mask, outline(mask, max(2.0, 0.3 * thickness))))
    return Enclosed(cells, barrier, np.asarray(outside), numbers, drawings)


def _largest(
    barrier: Mask, labels: NDArray[np.int32], rooms: list[int], stats: NDArray[np.int32]
) -> tuple[list[int], int]:
    """The rooms of the building with the largest of them together, and how many buildings there are."""
    _, walls = cv2.connectedComponents(barrier.astype(np.uint8), connectivity=8)
    groups: dict[int, list[int]] = {}
    for i in rooms:
        x, y, w, h = (int(v) for v in stats[i, :4])  # of the padded sheet: a pixel further each way
        window = np.s_[max(0, y - 3) : y + h + 2, max(0, x - 3) : x + w + 2]
        room = (labels[window] == i).astype(np.uint8)
        rim = (cv2.dilate(room, np.ones((5, 5), np.uint8)) > 0) & (walls[window] > 0)
        touched = np.bincount(walls[window][rim])
        groups.setdefault(int(touched.argmax()) if len(touched) else 0, []).append(i)
    if not groups:
        return rooms, 1
    area = {wall: float(stats[own, cv2.CC_STAT_AREA].sum()) for wall, own in groups.items()}
    best = max(area, key=lambda wall: area[wall])
    return groups[best], sum(a >= ANOTHER * area[best] for a in area.values())


def _without_slots(mask: Mask, thickness: float) -> Mask:
    """A room with stubs of wall that reach into it filled: they are walls in the room, not its outline."""
    reach = int(1.4 * thickness) | 1
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    window = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    part = np.pad(mask[window].astype(np.uint8), reach)
    kernel = np.ones((reach, reach), np.uint8)
    shut = cv2.morphologyEx(part, cv2.MORPH_CLOSE, kernel)[reach:-reach, reach:-reach]
    contours, _ = cv2.findContours(shut, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros(shut.shape, np.uint8)
    cv2.drawContours(filled, [max(contours, key=cv2.contourArea)], -1, (1,), cv2.FILLED)
    out = np.zeros_like(mask)
    out[window] = filled > 0
    return out


def _unframed(barrier: Mask) -> Mask:
    """The walls without a ring that only frames the sheet."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(barrier.astype(np.uint8), connectivity=8)
    if count < 3:
        return barrier
    order = [int(i) for i in np.argsort(-stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]) if i]
    kept = barrier.copy()
    for i in order[:-1]:
        x, y, w, h = stats[i, :4]
        inner = [
            j
            for j in order
            if j != i
            and stats[j, 0] > x
            and stats[j, 1] > y
            and stats[j, 0] + stats[j, 2] < x + w
            and stats[j, 1] + stats[j, 3] < y + h
            and stats[j, 2] * stats[j, 3] > FRAME * w * h
            and _rings(labels == j)
        ]
        if not inner:
            break
        kept &= labels != i
    return kept


def _rings(mask: Mask) -> bool:
    """Whether walls enclose most of what they reach over."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros(mask.shape, np.uint8)
    cv2.drawContours(filled, contours, -1, (1,), cv2.FILLED)
    return float(filled.sum()) > 3 * float(mask.sum())


def whole_outline(enclosed: Enclosed, thickness: float) -> tuple[Array, float]:
    """The corners (n, 2) around all rooms together, and the outer walls' thickness in pixels."""
    rooms = enclosed.labels > 0
    far = cv2.distanceTransform((~enclosed.outside).astype(np.uint8), cv2.DIST_L2, 5)
    edge = (cv2.dilate(rooms.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0) & ~rooms
    depths = far[edge & (far < 4 * thickness)]
    outer = float(np.median(depths)) if len(depths) else thickness
    if len(enclosed.cells) == 1:
        return enclosed.cells[0].corners, outer
    # walls between rooms are inside: close over them, from the rooms outward and back
    reach = int(2.2 * thickness) | 1
    padded = np.pad(rooms.astype(np.uint8), reach)
    shut = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))[
        reach:-reach, reach:-reach
    ]
    inside = (shut > 0) & (far >= 0.8 * min(outer, thickness))
    contours, _ = cv2.findContours(inside.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros(inside.shape, np.uint8)
    cv2.drawContours(filled, [max(contours, key=cv2.contourArea)], -1, (1,), cv2.FILLED)
    return outline(filled > 0, max(2.0, 0.45 * thickness)), outer
