"""What every reader of masks gives, and how masks become one label map in which each pixel is one thing's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.errors import InputError
from tools.picture.annotations import ThingMark
from tools.picture.image import Mask
from tools.picture.masks.rims import Labels, rim_of, straight_edges
from tools.picture.region import box_of, outline_of
from tools.survey import Point

MOST = 500
"""Things of one picture."""
SPECK = 16
"""Pixels: less is no thing, but the rim of one."""
RIM, WITHIN, TWICE = 0.1, 0.9, 0.8
"""Shares of the smaller of two masks: up to `RIM` their edges overlap, from `WITHIN` on the smaller one lies
before the larger. `TWICE` is the intersection over union from which both are the same thing."""
ALL = 0.99
"""Of the picture: a mask of so much marks nothing."""
CRUMB = 0.02
"""Of a mask's largest piece: smaller pieces do not widen its box."""


@dataclass(frozen=True)
class Named:
    """One mask as it was read.

    Attributes:
        id: of the thing.
        category: as it was called, or "unknown".
        corner: row and column of the picture at which `mask` begins.
        mask: (h, w), the part of the picture's mask that holds all of its pixels.
    """

    id: str
    category: str
    corner: tuple[int, int]
    mask: Mask

    @classmethod
    def of(cls, id: str, category: str, mask: Mask) -> Named:
        """Of a mask (height, width) of the whole picture."""
        x0, y0, x1, y1 = (int(v) for v in box_of(mask))
        return cls(id, category, (y0, x0), mask[y0:y1, x0:x1].copy())

    def within(self, labels: Labels) -> Labels:
        """The part of a label map of the picture that its mask is of."""
        (y, x), (h, w) = self.corner, self.mask.shape
        return labels[y : y + h, x : x + w]


@dataclass(frozen=True)
class Masks:
    """The masks of one picture.

    Attributes:
        labels: whose each pixel is.
        names: id and category of number 1, 2, ... in the order they were given.
        notes: what was left out, and why, a line each.
    """

    labels: Labels
    names: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all masks."""
        return frozenset(id for id, _ in self.names)

    @cached_property
    def things(self) -> list[ThingMark]:
        """Each mask as a mark: the outline of its largest piece, and the box and the rim of all of it."""
        return [_thing(self, number) for number in range(1, len(self.names) + 1)]

    @cached_property
    def edges(self) -> list[tuple[Point, Point]]:
        """The straight edges of all masks, both ends in pixels."""
        return straight_edges(self.labels)


def composed(found: Sequence[Named], size: tuple[int, int], where: str, notes: Sequence[str] = ()) -> Masks:
    """One label map of masks that may overlap.

    What lies within another mask is before it; edges that overlap a little go to the smaller one.

    Args:
        found: in the order that numbers them.
        size: width and height of the picture.
        where: what to call their source in an error's line.
        notes: what was left out.

    Raises:
        InputError: a mask is empty or the whole picture, two are the same thing or overlap so that nobody
            can say which is before, or there are too many.
    """
    if not found:
        raise InputError(f"{where} holds no mask of a thing{': ' if notes else ''}{'; '.join(notes)}")
    if len(found) > MOST:
        raise InputError(f"{where} holds {len(found)} masks: at most {MOST} are read")
    areas = [int(named.mask.sum()) for named in found]
    labels = np.zeros((size[1], size[0]), np.uint16)
    for number in sorted(range(len(found)), key=lambda n: -areas[n]):
        named, area = found[number], areas[number]
        if area < SPECK:
            held = f"{area} pixels" if area else "no pixel"
            raise InputError(f"{where}: the mask of {named.id!r} holds {held}: draw it, or leave it out")
        if area >= ALL * labels.size:
            raise InputError(
                f"{where}: the mask of {named.id!r} is all of the picture: white is the thing, black the rest"
            )
        here = named.within(labels)
        counts = np.bincount(here[named.mask], minlength=len(found) + 1)
        _check_overlap(counts, number, found, areas, where)
        here[named.mask] = number + 1
    left = np.bincount(labels.ravel(), minlength=len(found) + 1)[1:]
    if left.min() < SPECK:
        lost = found[int(left.argmin())].id
        raise InputError(f"{where}: other masks cover all of {lost!r}: leave it out, or them")
    return Masks(labels, tuple((named.id, named.category) for named in found), tuple(notes))


def _check_overlap(
    counts: NDArray[np.int64], number: int, found: Sequence[Named], areas: Sequence[int], where: str
) -> None:
    """Refuse a mask that cannot be told from a larger one, or from the order of the two."""
    counts = counts[1:]
    other = int(counts.argmax())
    common = int(counts[other])
    one, two = found[number].id, found[other].id
    if common > TWICE * (areas[number] + areas[other] - common):
        raise InputError(f"{where}: {one!r} and {two!r} are the same mask twice: leave one out")
    share = float(counts.sum()) / areas[number]
    if RIM < share < WITHIN:
        raise InputError(
            f"{where}: {common / areas[number]:.0%} of {one!r} lies on {two!r}: a pixel is one thing's; "
            f"cut one mask out of the other"
        )


def _thing(masks: Masks, number: int) -> ThingMark:
    """A mask as a mark; crumbs far off its pieces do not count."""
    id, category = masks.names[number - 1]
    mask = masks.labels == number
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    sizes = stats[1:, cv2.CC_STAT_AREA]
    kept = np.isin(pieces, [n + 1 for n in range(count - 1) if sizes[n] >= CRUMB * sizes.max()])
    known = category != vocabulary.UNKNOWN
    outline = outline_of(mask)
    return ThingMark(
        id=id,
        category=category,
        box=box_of(kept),
        outline=outline if len(outline) > 2 else None,
        rim=rim_of(kept, masks.labels, number, [id for id, _ in masks.names]),
        confidence=0.9 if known else 0.4,
    )
