"""Lines that only cover a floor: the squares of drawing paper, tiles, boards."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask

ACROSS = 0.6
"""Part of a room that a ruled line runs over at least; furniture may hide the rest."""
LINES = 4
"""So many of them, equally far apart, are a ruling."""
OFF, EVEN = 0.1, 0.8
"""Part of their distance that it may vary by, and of the lines across a room that must be so far apart."""
THIN = 4
"""Pixels that one is wide at most."""


def without_ruling(ink: Mask, room: Mask) -> Mask:
    """The strokes in a room without lines ruled over it; what crosses a line, or is wider, stays whole.

    Args:
        ink: (h, w) strokes of an upright drawing.
        room: (h, w) the room's floor.
    """
    rows, columns = _ruled(ink, room), _ruled(ink.T, room.T)
    clean = ink
    if rows:
        clean = _erased(clean, room, rows)
    if columns:
        clean = _erased(clean.T, room.T, columns).T
    if rows and columns:  # where they cross, rows were taken for strokes while columns stood
        clean = _erased(clean, room, rows)
    return clean


def _erased(ink: Mask, room: Mask, lines: list[tuple[int, int]]) -> Mask:
    """The strokes without these rows where nothing goes on above or below them."""
    clean = ink.copy()
    height = len(ink)
    for first, last in lines:
        above = ink[first - 1] if first else np.zeros(ink.shape[1], bool)
        below = ink[last + 1] if last + 1 < height else np.zeros(ink.shape[1], bool)
        clean[first : last + 1] &= (above | below) | ~room[first : last + 1]
    return np.asarray(clean)


def _ruled(ink: Mask, room: Mask) -> list[tuple[int, int]]:
    """First and last rows of each line ruled over a room; none where they are few or uneven."""
    width = room.sum(1)
    full = (ink & room).sum(1) > ACROSS * np.maximum(width, 1)
    edges: NDArray[np.intp] = np.flatnonzero(np.diff(np.pad(full.astype(np.int8), 1)))
    lines = [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a <= THIN]
    if len(lines) < LINES:
        return []
    places = np.array([(a + b) / 2 for a, b in lines])
    usual = float(np.median(np.diff(places)))
    apart = np.abs(places[:, None] - places)
    # an edge of furniture lies somewhere between two lines
    even = (np.abs(apart - usual) < max(1.5, OFF * usual)).any(1)
    return [line for line, ok in zip(lines, even, strict=True) if ok] if even.mean() >= EVEN else []
