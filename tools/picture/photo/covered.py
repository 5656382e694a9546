"""Which edges of a thing's box are where something before it covers the rest."""

from __future__ import annotations

from collections.abc import Sequence

from tools.survey import Box

NEAR = 4.0
"""Pixels within which a box reaches another's edge."""
SHARE = 0.3
"""Part of an edge along which something must reach over it."""

Edges = tuple[bool, bool, bool, bool]
"""Left, top, right, bottom."""


def covered_edges(box: Box, hiders: Sequence[Box]) -> Edges:
    """The edges of a box that the boxes of what stands before it reach over."""
    x0, y0, x1, y1 = box
    found = [False] * 4
    for a0, b0, a1, b1 in hiders:
        down = (min(y1, b1) - max(y0, b0) + NEAR) / (y1 - y0)
        across = (min(x1, a1) - max(x0, a0) + NEAR) / (x1 - x0)
        if min(down, across) <= 0:
            continue
        found[0] |= a0 <= x0 + NEAR and down > SHARE
        found[2] |= a1 >= x1 - NEAR and down > SHARE
        found[1] |= b0 <= y0 + NEAR and across > SHARE
        found[3] |= b1 >= y1 - NEAR  # a thin foot is covered by little
    return (found[0], found[1], found[2], found[3])
