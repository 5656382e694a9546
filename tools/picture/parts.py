"""Things a reader lists that are parts of another: built with it, not beside it."""

from __future__ import annotations

from collections.abc import Sequence

from tools import vocabulary
from tools.survey import Box, Seen

WHOLES: dict[str, tuple[str, ...]] = {
    "headboard": ("bed",),
    "mattress": ("bed",),
    "duvet": ("bed",),
    "plant pot": ("plant",),
    "faucet": ("sink", "bath", "kitchen"),
    "kitchen sink": ("kitchen",),
    "shower head": ("bath",),
}
"""Category of a part: families of the wholes it belongs to."""


def part_of(thing: Seen, things: Sequence[Seen]) -> Seen | None:
    """The whole that `thing` is part of, or None.

    It is one when it is said to be on it, or when its box lies mostly within the other's.
    """
    families = WHOLES.get(thing.category, ())
    for whole in things:
        if whole is thing or whole.rejected or whole.category == thing.category:
            continue
        if vocabulary.entry(whole.category).family not in families:
            continue
        if thing.on == whole.id or (thing.on is None and covered(thing.box, whole.box) > 0.7):
            return whole
    return None


def covered(box: Box, by: Box) -> float:
    """Share of a box's area that lies within another."""
    width = min(box[2], by[2]) - max(box[0], by[0])
    height = min(box[3], by[3]) - max(box[1], by[1])
    return max(0.0, width) * max(0.0, height) / ((box[2] - box[0]) * (box[3] - box[1]))
