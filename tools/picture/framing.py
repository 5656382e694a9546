"""A picture made ready for measuring: scaled, bars cut off, one building of several, brightened."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.picture.annotations import Annotations
from tools.picture.image import Pixels, fit_within
from tools.picture.oddities import buildings, darkness, several
from tools.picture.view import find_background
from tools.survey import Box, Caveat, Point

MEASURED = 2048
"""Pixels of the longer side that rooms are measured at: more tells nothing of walls, and takes minutes."""
BAR_EDGE = 0.985
"""Share of a row's pixels that must change where a bar ends."""
BAR_MOST = 0.3
PLAIN = 3.0
"""Levels, root mean square, that a bar's rows differ within."""


class Framed(NamedTuple):
    """A picture to measure.

    Attributes:
        image: what to look at.
        shift: pixels of the picture where its upper left corner lies.
        factor: its pixels per pixel of the picture.
        caveats: what to say of it.
    """

    image: Pixels
    shift: tuple[int, int]
    factor: float
    caveats: list[Caveat]

    def out(self, x: float, y: float) -> Point:
        """A pixel of `image` as one of the picture."""
        return (round(x / self.factor + self.shift[0], 1), round(y / self.factor + self.shift[1], 1))

    def marks(self, made: Annotations, size: tuple[int, int]) -> Annotations:
        """Marks made on `image` as marks on the picture of `size`."""
        return made.model_copy(
            update={
                "size": size,
                "floor_px": self._region(made.floor_px),
                "wall_top_px": self._region(made.wall_top_px),
                "wall_top_inner_px": self._region(made.wall_top_inner_px),
                "partitions": [
                    p.model_copy(update={"start_px": self.out(*p.start_px), "end_px": self.out(*p.end_px)})
                    for p in made.partitions
                ],
                "openings": [
                    o.model_copy(update={"from_px": self.out(*o.from_px), "to_px": self.out(*o.to_px)})
                    for o in made.openings
                ],
                "things": [
                    t.model_copy(
                        update={
                            "box": self._region(t.box),
                            "outline": self._region(t.outline),
                            "foot": None if t.foot is None else self.out(*t.foot),
                        }
                    )
                    for t in made.things
                ],
                "caveats": [*self.caveats, *made.caveats],
            }
        )

    def _region(self, region: Box | list[Point] | None) -> Box | list[Point] | None:
        if region is None:
            return None
        if isinstance(region, list):
            return [self.out(*point) for point in region]
        return (*self.out(region[0], region[1]), *self.out(region[2], region[3]))


def frame(image: Pixels) -> Framed:
    """The part and size of a picture that a room is measured in."""
    x0, y0, x1, y1 = without_bars(image)
    caveats: list[Caveat] = []
    part = image[y0:y1, x0:x1]
    small, factor = fit_within(part, MEASURED)
    gain, dark = darkness(small)
    if dark is not None:
        caveats.append(dark)
        small = np.asarray(np.clip(small.astype(np.float32) * gain, 0, 255), np.uint8)
    page = find_background(small)
    found = buildings(~page.mask) if page.found else []
    if len(found) > 1:
        caveats.append(several(len(found)))
        a, b, c, d = _with_margin(found[0], found[1:], small.shape[1], small.shape[0])
        small = np.ascontiguousarray(small[b:d, a:c])
        x0, y0 = x0 + round(a / factor), y0 + round(b / factor)
    return Framed(np.ascontiguousarray(small), (x0, y0), factor, caveats)


def _with_margin(box: Box, others: list[Box], width: int, height: int) -> tuple[int, int, int, int]:
    """A box with some page around it, alike on all sides, that cuts no other building."""
    x0, y0, x1, y1 = box
    room = [min(x0, width - x1), min(y0, height - y1), 0.08 * max(x1 - x0, y1 - y0)]
    for a, b, c, d in others:
        room.append(max(a - x1, x0 - c, b - y1, y0 - d) - 1)
    margin = max(2.0, min(room))
    low = int(max(0, x0 - margin)), int(max(0, y0 - margin))
    return (*low, int(min(width, x1 + margin)), int(min(height, y1 + margin)))


def without_bars(image: Pixels) -> tuple[int, int, int, int]:
    """The box x0, y0, x1, y1 inside an app's or a player's plain bars; the whole picture when it has none."""
    height, width = image.shape[:2]
    tall, wide = image.astype(np.int16), image.astype(np.int16).transpose(1, 0, 2)
    top, bottom = _bar(tall), _bar(tall[::-1])
    left, right = _bar(wide[:, top : height - bottom]), _bar(wide[::-1, top : height - bottom])
    if width - left - right < 64 or height - top - bottom < 64:
        return 0, 0, width, height
    return left, top, width - right, height - bottom


def _bar(rows: NDArray[np.int16]) -> int:
    """How many rows from the start are one plain bar that ends in an edge right across; 0 for none."""
    most = int(BAR_MOST * len(rows))
    colour = np.median(rows[0], axis=0)
    if np.sqrt(((rows[0] - colour) ** 2).mean()) > PLAIN:
        return 0
    for count in range(1, most):
        changed = np.abs(rows[count] - colour).max(axis=1) > 24
        if changed.mean() > BAR_EDGE:
            return count
        if changed.mean() > 0.35:  # a building begins on its page, and no bar ends
            return 0
    return 0
