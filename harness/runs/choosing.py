"""Which objects a person means: by id, by the stem of ids, by category, or by family."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from tools import vocabulary
from tools.errors import InputError

SHOWN = 12
"""Ids listed where none was meant."""


def choose(words: str, categories: Mapping[str, str]) -> list[str]:
    """The ids that these words, with commas between, mean; in the room's order.

    Each is taken as the first of these that is there: an id; the stem of ids ("bed" for bed_1, "bed_*"); a
    category by any of its names ("couch"); a family ("seat").

    Args:
        words: as typed.
        categories: id -> category of everything there is.

    Raises:
        InputError: one of them means nothing here.
    """
    meant: set[str] = set()
    for word in filter(None, (w.strip() for w in words.split(","))):
        found = _meant(word, categories)
        if not found:
            raise InputError(f"--objects {word}: nothing here is called that; {_hint(word, categories)}")
        meant.update(found)
    if not meant:
        raise InputError("--objects: name at least one id, category or family")
    return [id for id in categories if id in meant]


def _meant(word: str, categories: Mapping[str, str]) -> list[str]:
    if word in categories:
        return [word]
    stem = vocabulary.plain(word.removesuffix("*")).replace(" ", "_").rstrip("_")
    pattern = re.compile(re.escape(stem) + (r"_.*" if word.endswith("*") else r"_\d+"))
    plain = vocabulary.plain(word)
    ways = (
        [id for id in categories if pattern.fullmatch(id)],
        [id for id, category in categories.items() if vocabulary.same(word, category)],
        [id for id, category in categories.items() if vocabulary.entry(category).family == plain],
        [id for id in categories if id.startswith(f"{stem}_")],
    )
    return next((found for found in ways if found), [])


def _hint(word: str, categories: Mapping[str, str]) -> str:
    names = [*categories, *{c for c in categories.values() if c not in categories}]
    close = difflib.get_close_matches(word, names, n=3, cutoff=vocabulary.NEAR)
    if close:
        return f"did you mean {' or '.join(close)}?"
    shown = difflib.get_close_matches(word, list(categories), n=SHOWN, cutoff=0.0)  # the nearest first
    more = f" and {len(categories) - len(shown)} more" if len(categories) > len(shown) else ""
    return f"there are {', '.join(shown)}{more}" if shown else "there are no objects yet"
