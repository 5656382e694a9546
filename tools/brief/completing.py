"""A brief that a model wrote, read as our own words are: looks that say a size, names of the vocabulary."""

from __future__ import annotations

from tools import vocabulary
from tools.brief import lexicon
from tools.brief.brief import Brief, Wanted
from tools.brief.things import PAIRS


def completed(brief: Brief) -> Brief:
    """The same wishes, with what their looks mean: how wide a "single" bed is, how high a "tall" shelf.

    What was said in metres stays as it is.
    """
    return brief.model_copy(update={"things": tuple(_completed(t) for t in brief.things)})


def unlisted_in(brief: Brief) -> list[tuple[str, list[str]]]:
    """Categories that the vocabulary does not have, each with the nearest that it has."""
    names = dict.fromkeys([*(t.category for t in brief.things), *brief.without])
    return [(name, vocabulary.nearest(name)) for name in names if vocabulary.canonical(name) is None]


def _completed(wanted: Wanted) -> Wanted:
    name, words = vocabulary.plain(wanted.category), [vocabulary.plain(w) for w in wanted.words]
    size, scale = wanted.size, wanted.scale
    for phrase in (name, *(f"{word} {name}" for word in words)):
        variant = lexicon.table("variants").get(phrase)
        if variant is not None:
            name = str(variant[0])
            w, d, h = (s if s is not None else usual for s, usual in zip(size, variant[1], strict=True))
            size = (w, d, h)
    category = vocabulary.canonical(name) or wanted.category
    for word in words:
        own = f"{word} {category}"
        if own in vocabulary.entries() and vocabulary.akin(own, category):
            category = own
        by = lexicon.table("thing_sizes").get(word)
        if by is not None and wanted.scale == (1.0, 1.0, 1.0) and size == (None, None, None):
            x, y, z = (a * b for a, b in zip(scale, by, strict=True))
            scale = (x, y, z)
    paired = {"count": 1, "exact": False} if category in PAIRS and wanted.count == 2 else {}
    return wanted.model_copy(update={"category": category, "size": size, "scale": scale} | paired)
