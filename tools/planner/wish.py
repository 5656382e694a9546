"""From a sentence to what a planner can do with it, and what of it was not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from tools import vocabulary
from tools.planner.design import ROOM_TYPES, STYLES, RoomType, Shape, Style

Size = Literal["small", "large"]

ROOMS: dict[str, RoomType] = {
    "living room": "living", "lounge": "living", "sitting room": "living", "dining room": "dining",
    "bathroom": "bath", "study": "office", "home office": "office", "laboratory": "lab", "store": "shop",
    "boutique": "shop", "nursery": "nursery", "children's room": "nursery", "kids room": "nursery",
    "schoolroom": "classroom", "guest room": "bedroom", "flat": "living", "apartment": "living",
}  # fmt: skip
ROOMS |= {name: name for name in ROOM_TYPES}
SIZES: dict[str, Size] = {
    "small": "small", "tiny": "small", "little": "small", "compact": "small", "narrow": "small",
    "cosy": "small", "cozy": "small", "large": "large", "big": "large", "spacious": "large", "wide": "large",
    "roomy": "large", "huge": "large", "generous": "large",
}  # fmt: skip
NEAR_STYLES: dict[str, Style] = {
    "contemporary": "modern", "scandinavian": "minimal", "nordic": "minimal", "minimalist": "minimal",
    "japandi": "minimal", "traditional": "classic", "vintage": "classic", "victorian": "classic",
    "country": "rustic", "farmhouse": "rustic", "boho": "rustic", "loft": "industrial",
}  # fmt: skip
NEAR_STYLES |= {style: style for style in STYLES}
SHAPES = {
    "l-shaped": "L", "t-shaped": "T", "u-shaped": "U", "rectangular": "rect", "square": "rect",
}  # fmt: skip
COUNTS = {
    "a": 1, "an": 1, "one": 1, "single": 1, "two": 2, "pair": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "some": 2, "several": 3,
}  # fmt: skip
WITHOUT = ("no", "without")
FILLERS = frozenset(
    {
        *("a", "an", "and", "the", "of", "in", "for", "to", "room", "that", "has", "have", "there", "is"),
        *(
            "are",
            "it",
            "i",
            "want",
            "please",
            "make",
            "me",
            "build",
            "my",
            "our",
            "we",
            "need",
            "also",
            "plus",
        ),
        *("both", "by", "on", "at", "from", "which", "where", "its", "be", "should", "would", "like"),
    }
)
"""Words that carry nothing a planner needs."""
LONGEST = 4
"""Words in the longest name that is looked for."""


@dataclass(frozen=True)
class Wish:
    """What was asked for; None leaves the choice to the planner.

    Attributes:
        things: category and number of what there has to be.
        without: categories of what there must not be.
        unknown: words that were not understood.
    """

    type: RoomType | None = None
    shape: Shape | None = None
    style: Style | None = None
    size: Size | None = None
    things: tuple[tuple[str, int], ...] = ()
    without: tuple[str, ...] = ()
    unknown: tuple[str, ...] = field(default=())


def understood(text: str) -> Wish:
    """A sentence taken apart by the names that the vocabulary and the planner know; the rest is said."""
    tokens = re.findall(r"[a-z0-9'-]+|[,.;]", text.lower())
    found: dict[str, str] = {}
    things: dict[str, int] = {}
    without: list[str] = []
    unknown: list[str] = []
    count, barred, at = 1, False, 0
    while at < len(tokens):
        taken = 1
        for length in range(min(LONGEST, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + length])
            if _note(phrase, found):
                taken = length
                break
            category = _category(phrase)
            if category is not None:
                taken = length
                if barred:
                    without.append(category)
                else:
                    things[category] = things.get(category, 0) + count
                count = 1
                break
        else:
            word = tokens[at]
            if word in (",", ".", ";"):
                barred = False
            elif word in WITHOUT:
                barred = True
            elif word in ("with", "but"):
                barred = False
            elif word in COUNTS or word.isdigit():
                count = COUNTS[word] if word in COUNTS else max(1, min(12, int(word)))
            elif word not in FILLERS:
                unknown.append(word)
        at += taken
    return Wish(
        type=_of(found.get("type"), ROOM_TYPES),
        shape=_of(found.get("shape"), get_args(Shape)),
        style=_of(found.get("style"), STYLES),
        size=_of(found.get("size"), get_args(Size)),
        things=tuple(things.items()),
        without=tuple(without),
        unknown=tuple(unknown),
    )


def _of(value: str | None, known: tuple[Any, ...]) -> Any:
    return value if value in known else None


def _note(phrase: str, found: dict[str, str]) -> bool:
    """Take a word about the room as a whole."""
    tables: dict[str, Mapping[str, str]] = {
        "type": ROOMS,
        "size": SIZES,
        "style": NEAR_STYLES,
        "shape": SHAPES,
    }
    for name, table in tables.items():
        if phrase in table:
            found.setdefault(name, table[phrase])
            return True
    return False


def _category(phrase: str) -> str | None:
    """The category with exactly this name, in the singular or the plural."""
    forms = [phrase, phrase.removesuffix("s"), phrase.removesuffix("es")]
    if phrase.endswith("ves"):
        forms.append(phrase[:-3] + "f")
    names = (vocabulary.exact(form.replace("-", " ")) for form in forms)
    found = next((name for name in names if name not in (None, vocabulary.UNKNOWN)), None)
    return None if found in vocabulary.OPENINGS else found
