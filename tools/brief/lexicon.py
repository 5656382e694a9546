"""The words a brief is read by: `lexicon.json`, and the vocabulary's names of things."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from tools import vocabulary

LONGEST = 7
"""Words in the longest phrase, articles between them included."""


@cache
def table(name: str) -> dict[str, Any]:
    """One of the tables by phrase; a list becomes a table of itself."""
    held = _all()[name]
    return held if isinstance(held, dict) else {word: word for word in held}


@cache
def _all() -> dict[str, Any]:
    text = (Path(__file__).parent / "lexicon.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def phrases(name: str) -> dict[str, str]:
    """A table of lists turned round: each phrase to the heading it stands under."""
    return {phrase: heading for heading, held in _all()[name].items() for phrase in held}


def singular_forms(phrase: str) -> list[str]:
    """A phrase and what it could be the plural of; its first word's plural, too ("vases of flowers")."""
    forms = [phrase, *_singular(phrase)]
    first, space, rest = phrase.partition(" of ")
    if space:
        forms += [f"{one} of {rest}" for one in _singular(first)]
    return forms


def _singular(phrase: str) -> list[str]:
    if phrase.endswith("ves"):
        return [f"{phrase[:-3]}f", f"{phrase[:-3]}fe", phrase[:-1]]
    if phrase.endswith("ies"):
        return [f"{phrase[:-3]}y"]
    if phrase.endswith("es"):
        return [phrase[:-1], phrase[:-2]]
    return [phrase[:-1]] if phrase.endswith("s") and not phrase.endswith("ss") else []


def room(phrase: str) -> str | None:
    """The type of room that a phrase names, in the singular or the plural; None for anything else."""
    known: dict[str, str] = table("rooms")
    return next((known[form] for form in singular_forms(phrase) if form in known), None)


def thing(phrase: str) -> tuple[str, bool] | None:
    """The name of a thing in the singular, and whether the phrase was its plural; None for anything else."""
    first, *others = singular_forms(phrase)
    # What is a name in both numbers ("candles") is taken in the singular, so that it is counted.
    for form in (*others, first):
        if form in table("variants") or form in table("generic"):
            return form, form != phrase
        found = vocabulary.exact(form)
        if found is not None and found not in (vocabulary.UNKNOWN, *vocabulary.OPENINGS):
            return form, form != phrase
    return None
