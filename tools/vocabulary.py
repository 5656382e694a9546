"""The names of indoor things: one canonical category each, its synonyms, and what is typical of it."""

from __future__ import annotations

import difflib
import json
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

Mount = Literal["floor", "wall", "ceiling", "object"]
Shape = Literal["box", "bed", "chair", "sofa", "sectional", "tree", "round", "soft", "flat", "drape", "hang"]

UNKNOWN = "unknown"
OPENINGS = {"window": "window", "door": "door", "doorway": "opening"}
"""Categories that are holes in a wall rather than objects, and the kind of opening each one is."""


NEAR = 0.6
"""Likeness of spelling from which a name is suggested: `difflib`'s own default."""


class Entry(BaseModel):
    """What is typical of a category."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: tuple[float, float, float]
    """Typical width, depth, height in its own frame, metres."""
    mount: Mount
    shape: Shape
    """How its volume fills its box; decides what a camera sees of it."""
    turns: int
    """Rotational symmetry seen from above: 1 none, 2 half turns, 4 quarter turns, 0 round."""
    family: str
    """Categories of one family are told apart by use, hardly by sight ("desk", "console table")."""
    also: tuple[str, ...] = ()
    """Further families it may be taken for."""
    soft: bool = False
    back_to_wall: bool = False
    """Usually stands with its back to a wall."""
    surface: float | None = None
    """Height of the surface that carries things, as a fraction of its height; None: carries nothing."""
    elevation: float | None = None
    """Typical height of the underside above the floor of something on a wall, metres."""
    rooms: tuple[str, ...] = ()
    like: str | None = None
    """Category whose look stands in when nothing builds this one."""
    synonyms: tuple[str, ...] = ()


@cache
def entries() -> dict[str, Entry]:
    """Every canonical category with its entry, in file order."""
    text = resources.files("tools").joinpath("vocabulary.json").read_text(encoding="utf-8")
    return {name: Entry.model_validate(entry) for name, entry in json.loads(text).items()}


def entry(category: str) -> Entry:
    """The entry of a category by any of its names; the entry of "unknown" when nothing matches."""
    return entries()[canonical(category) or UNKNOWN]


@cache
def canonical(name: str, mount: Mount | None = None) -> str | None:
    """The canonical category of a name, or None when the vocabulary has none.

    Args:
        name: any spelling: "Bedside-Table", "couches", "small wooden side table".
        mount: where it stands, which tells a wall mirror from a floor mirror.
    """
    found = _lookup(plain(name))
    if found is None:
        return None
    return _BY_MOUNT.get((found, mount), found) if mount else found


def plain(name: str) -> str:
    """A name as it is looked up: small letters, words apart by one space."""
    return " ".join(name.lower().replace("_", " ").replace("-", " ").split())


def nearest(name: str, most: int = 3) -> list[str]:
    """The names spelled most like one that is not known, the nearest first; one a category."""
    found: dict[str, str] = {}
    for close in difflib.get_close_matches(plain(name), _names(), n=3 * most, cutoff=NEAR):
        found.setdefault(_names()[close], close)
    return list(found.values())[:most]


_BY_MOUNT: dict[tuple[str, Mount], str] = {
    ("wall mirror", "floor"): "floor mirror",
    ("wall mirror", "object"): "vanity mirror",
    ("floor mirror", "wall"): "wall mirror",
    ("wall clock", "object"): "alarm clock",
    ("plant", "object"): "small plant",
    ("table lamp", "floor"): "floor lamp",
    ("table lamp", "wall"): "wall lamp",
    ("table lamp", "ceiling"): "ceiling lamp",
    ("plant", "ceiling"): "hanging plant",
}


def exact(name: str) -> str | None:
    """The category that has exactly this name or synonym; words around it do not help."""
    return _names().get(name)


def same(first: str, second: str) -> bool:
    """Whether two names mean the same category."""
    one = canonical(first)
    return one is not None and one == canonical(second)


def akin(first: str, second: str) -> bool:
    """Whether two names belong to one family, such as "desk" and "console table"."""
    one, other = canonical(first), canonical(second)
    if one is None or other is None or UNKNOWN in (one, other):
        return False
    return one == other or bool(_families(one) & _families(other))


def _families(category: str) -> set[str]:
    item = entries()[category]
    return {item.family, *item.also}


@cache
def _names() -> dict[str, str]:
    names = {name: name for name in entries()}
    for name, item in entries().items():
        for synonym in item.synonyms:
            names.setdefault(synonym.replace("-", " "), name)
    return names


def _lookup(plain: str) -> str | None:
    names = _names()
    words = plain.split()
    # The longest run of words at the end says what it is: a "white bedside table lamp" is a table lamp.
    for start in range(len(words)):
        tail = " ".join(words[start:])
        for form in (tail, *_singular(tail)):
            if form in names:
                return names[form]
    return None


def _singular(phrase: str) -> tuple[str, ...]:
    if phrase.endswith("ves"):
        return (phrase[:-3] + "f", phrase[:-1])
    if phrase.endswith("es"):
        return (phrase[:-1], phrase[:-2])
    if phrase.endswith("s") and not phrase.endswith("ss"):
        return (phrase[:-1],)
    return ()
