"""Find a user's own mesh by what it is, what it is called, how large it is and what colours it has."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PIL import ImageColor

from tools import vocabulary
from tools.assets.guessing import words_of
from tools.assets.library import Asset
from tools.brief.colours import colour_of
from tools.errors import InputError

SAME, AKIN = 3.0, 1.5
"""For the category asked for, and for one of its family."""
WORD, SIZE, COLOUR = 1.0, 1.0, 1.0
"""For each word it has, for the very size, for the very colour; less as they differ."""


LEAST = 0.01
"""Metres of a side from which its length counts."""


def find(
    assets: Iterable[Asset],
    category: str = "",
    words: str = "",
    size: Sequence[float] | None = None,
    colours: Sequence[str] = (),
    most: int = 8,
) -> list[Asset]:
    """The assets that answer best, the best first; none that answers nothing of what is asked for.

    Args:
        assets: to choose from.
        category: any name of what it is to be: nothing else is found, but its family.
        words: of its name, file, folders and parts.
        size: width, depth and height it is to have, metres: the nearer, the better.
        colours: "#rrggbb" or names.
        most: how many.

    Raises:
        InputError: a colour is none.
    """
    shades = [_rgb(colour) for colour in colours]
    wanted = words_of([words])
    scored = []
    for asset in assets:
        kind = _kind(asset, category)
        held = {*asset.words, *asset.name.split("_"), *asset.category.split()}
        hits = sum(any(w.rstrip("s") == h.rstrip("s") for h in held) for w in wanted)
        if (category and not kind) or (wanted and not hits and not kind):
            continue
        score = kind + WORD * hits
        if size is not None:
            score += SIZE * math.exp(-_apart(asset.size, size))
        for shade in shades:
            score += COLOUR * max((math.exp(-_distance(_rgb(c), shade) / 60) * (0.4 + 0.6 * s)
                                   for c, s in asset.colors), default=0.0)  # fmt: skip
        scored.append((-score, asset.name, asset))
    return [asset for _, _, asset in sorted(scored, key=lambda row: row[:2])[:most]]


def _kind(asset: Asset, category: str) -> float:
    if not category:
        return 0.0
    if vocabulary.same(asset.category, category):
        return SAME
    if vocabulary.akin(asset.category, category):
        return AKIN
    named = vocabulary.plain(category).split()  # a name that the vocabulary does not have
    return SAME if named and set(named) <= {*asset.words, *asset.category.split()} else 0.0


def _apart(has: Sequence[float], wants: Sequence[float]) -> float:
    """By how many e-folds the sides differ, all three together; it may be turned by a quarter."""
    ways = [has, (has[1], has[0], has[2])]
    logs = [[math.log(max(side, LEAST)) for side in way] for way in ways]
    goal = [math.log(max(side, LEAST)) for side in wants]
    return min(sum(abs(a - b) for a, b in zip(way, goal, strict=True)) for way in logs)


def _rgb(colour: str) -> tuple[int, ...]:
    found = colour_of(colour.strip().lower())
    if not found:
        raise InputError(f"{colour!r} is no colour: give a name or #rrggbb")
    return ImageColor.getrgb(found)[:3]


def _distance(one: Sequence[int], other: Sequence[int]) -> float:
    """How far two colours are apart to the eye, 0 to about 765 (redmean)."""
    red = (one[0] + other[0]) / 2
    dr, dg, db = (a - b for a, b in zip(one, other, strict=True))
    return math.sqrt((2 + red / 256) * dr * dr + 4 * dg * dg + (2 + (255 - red) / 256) * db * db)
