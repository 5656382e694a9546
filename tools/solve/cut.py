"""What of a thing the frame cuts off, and what fills it."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Mapping

from tools import vocabulary
from tools.geometry import Vec3
from tools.picture.usual import typical, variants
from tools.place import Place
from tools.solve.footprint import Prior
from tools.survey import Box, Seen, Survey

Edges = tuple[bool, bool, bool, bool]
"""Left, top, right, bottom of a box."""
NONE: Edges = (False, False, False, False)
BORDER = 1.5
"""Pixels: a box that comes this near to the picture's border goes on beyond it."""
LIKE = 0.05
"""Spread of the size of what is like others in the room."""
LEAST = 0.05
"""Smallest spread of a usual size."""


FAR = 1e6
"""Pixels: further out than anything is drawn."""


def cut_edges(box: Box, size: tuple[int, int]) -> Edges:
    """Which edges of a box are the picture's border."""
    x0, y0, x1, y1 = box
    return (x0 <= BORDER, y0 <= BORDER, x1 >= size[0] - BORDER, y1 >= size[1] - BORDER)


def frame_of(box: Box, size: tuple[int, int]) -> Box:
    """The picture's borders where they cut a box; far out elsewhere."""
    (left, top, right, bottom), (w, h) = cut_edges(box, size), size
    return (0.0 if left else -FAR, 0.0 if top else -FAR, w if right else FAR, h if bottom else FAR)


def is_cut(thing: Seen, size: tuple[int, int]) -> bool:
    """Whether the frame cuts a thing that is no part of the shell."""
    return vocabulary.entry(thing.category).shape != "flat" and any(cut_edges(thing.box, size))


def fill(
    thing: Seen, survey: Survey, solved: Mapping[str, Place], partly: Collection[str] = ()
) -> tuple[Prior, Prior, Prior]:
    """The size of a thing of which part is not shown, in its own frame.

    Args:
        thing: of which part is hidden.
        survey: what else is seen.
        solved: what is placed already.
        partly: ids of other things of which part is hidden.

    Things of its kind that the picture shows whole are the best guess ("the other six are like this one");
    then what its kind is usually sold as.
    """
    alike: list[Vec3] = [
        solved[t.id].size for t in survey.seen
        if t.id != thing.id and t.id in solved and t.category == thing.category
        and t.id not in partly and not is_cut(t, survey.size)
    ]  # fmt: skip
    if alike:
        width, depth, height = (Prior(statistics.median(s[k] for s in alike), LIKE) for k in range(3))
        return width, depth, height
    rows = variants(thing.category, thing.words) or (typical(thing.category),)
    row = max(rows, key=lambda r: r.share)
    width, depth, height = (Prior(v, max(LEAST, spread)) for v, spread in (row.width, row.depth, row.height))
    return width, depth, height
