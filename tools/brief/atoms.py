"""A text cut into atoms: the phrases the lexicon knows, measures, and words that nothing knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple

from tools.brief import lexicon
from tools.brief.colours import colour_of
from tools.brief.measures import Measure, measures_in

Kind = Literal[
    "room", "room size", "style", "shape", "density", "bare", "number", "vague", "about", "measure", "axis",
    "colour", "shade", "material", "look", "thing", "opening", "surface", "wall", "relation", "inverse",
    "bare side", "on floor", "reciprocal", "not", "with", "and", "but", "each", "be", "pronoun", "this room",
    "the", "a", "filler", "comma", "stop", "unknown",
]  # fmt: skip


class Atom(NamedTuple):
    """One phrase.

    Attributes:
        kind: what it can be.
        value: what its table says of it.
        text: as it was said.
        also: kinds it can be as well, with their values.
    """

    kind: Kind
    value: Any
    text: str
    also: tuple[tuple[Kind, Any], ...] = ()

    def of(self, kind: Kind) -> Any:
        """Its value as that kind; None when it cannot be one."""
        return self.value if self.kind == kind else next((v for k, v in self.also if k == kind), None)


ARTICLES = frozenset({"the", "a", "an", "its", "my", "our", "their", "his", "her"})
VERBS = frozenset({"stands"})
PLACING = frozenset(
    ("on", "in", "against", "next", "near", "under", "by", "beside", "between", "behind", "to", "at", "left",
     "opposite", "along", "right", "above", "close", "facing", "alone")
)  # fmt: skip
"""Words after which "stands" was a verb."""
TABLES: tuple[tuple[Kind, Callable[[str], Any]], ...] = (
    ("relation", lambda p: lexicon.phrases("relations").get(p)),
    ("inverse", lambda p: lexicon.phrases("inverse").get(p)),
    ("bare side", lambda p: lexicon.phrases("bare_sides").get(p)),
    ("reciprocal", lambda p: lexicon.table("reciprocal").get(p)),
    ("on floor", lambda p: lexicon.table("on_floor").get(p)),
    ("bare", lambda p: lexicon.table("bare").get(p)),
    ("not", lambda p: lexicon.table("not").get(p)),
    ("about", lambda p: lexicon.table("about_numbers").get(p)),
    ("number", lambda p: _number(p)),
    ("vague", lambda p: lexicon.table("vague_numbers").get(p)),
    ("each", lambda p: lexicon.table("each").get(p)),
    ("with", lambda p: lexicon.table("with").get(p)),
    ("and", lambda p: lexicon.table("and").get(p)),
    ("but", lambda p: lexicon.table("but").get(p)),
    ("wall", lambda p: _wall(p)),
    ("room", lambda p: lexicon.room(p)),
    ("thing", lambda p: lexicon.thing(p)),
    ("surface", lambda p: lexicon.table("surfaces").get(p)),
    ("opening", lambda p: lexicon.table("openings").get(p)),
    ("this room", lambda p: lexicon.table("this_room").get(p)),
    ("shape", lambda p: lexicon.table("shapes").get(p)),
    ("density", lambda p: lexicon.table("densities").get(p)),
    ("style", lambda p: lexicon.table("styles").get(p)),
    ("shade", lambda p: lexicon.table("shades").get(p)),
    ("colour", lambda p: colour_of(p) or None),
    ("material", lambda p: lexicon.table("materials").get(p)),
    ("room size", lambda p: lexicon.table("sizes").get(p)),
    ("look", lambda p: _look(p)),
    ("axis", lambda p: lexicon.table("axes").get(p)),
    ("be", lambda p: lexicon.table("be").get(p)),
    ("pronoun", lambda p: lexicon.table("pronouns").get(p)),
    ("filler", lambda p: lexicon.table("fillers").get(p)),
)


def atoms_of(text: str) -> list[Atom]:
    """The atoms of a text, in order; every word is in one of them."""
    tokens = list(_tokens(text))
    atoms: list[Atom] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if isinstance(token, Measure):
            atoms.append(Atom("measure", token, text[token.start : token.end].strip()))
            at += 1
            continue
        taken, atom = _longest(tokens, at)
        atoms.append(atom)
        at += taken
    return _joined(atoms)


def _joined(atoms: list[Atom]) -> list[Atom]:
    """Two lengths with "by" between them are an extent: "12 ft 6 in by 10 ft"."""
    joined: list[Atom] = []
    for atom in atoms:
        before = joined[-2:]
        if (
            len(before) == 2
            and all(isinstance(a.value, Measure) and a.value.kind == "length" for a in (before[0], atom))
            and before[1].text in ("by", "x")
        ):
            first: Measure = before[0].value
            both = Measure("extent", (*first.values, *atom.value.values), first.start, atom.value.end)
            joined[-2:] = [Atom("measure", both, f"{before[0].text} by {atom.text}")]
        else:
            joined.append(atom)
    return joined


def _tokens(text: str) -> Iterator[str | Measure]:
    low = text.lower().replace("’", "'").replace("“", '"').replace("”", '"')
    at = 0
    for measure in measures_in(low):
        yield from _words(low[at : measure.start])
        yield measure
        at = measure.end
    yield from _words(low[at:])


def _words(text: str) -> Iterator[str]:
    # A hyphen joins words that the lexicon writes apart; other alphabets' letters stay together.
    yield from re.findall(r"#[0-9a-f]{6}\b|[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[.!?;:\n]+|[,()]|&", text)


def _longest(tokens: list[str | Measure], at: int) -> tuple[int, Atom]:
    """The longest phrase that begins here; articles within it do not count."""
    first = str(tokens[at])
    if first in {"the", "its", "my", "our", "their"}:
        return 1, Atom("the", first, first)
    if first in {",", "(", ")"}:
        return 1, Atom("comma", first, first)
    if re.fullmatch(r"[.!?;:\n]+", first):
        return 1, Atom("stop", first, first)
    most = min(lexicon.LONGEST, len(tokens) - at)
    for length in range(most, 0, -1):
        words = tokens[at : at + length]
        if any(isinstance(w, Measure) or (not w[0].isalnum() and w[0] not in "#&") for w in words):
            continue
        if words[-1] in ARTICLES and length > 1:
            continue
        if length > 1 and words[-1] in VERBS and at + length < len(tokens) and tokens[at + length] in PLACING:
            continue  # "the tv stands on ...": no tv stands
        plain = [str(w) for w in words]
        inner = [plain[0], *(w for w in plain[1:] if w not in ARTICLES)]
        for phrase in dict.fromkeys((" ".join(plain), " ".join(inner))):
            atom = _atom(phrase, " ".join(plain))
            if atom is not None:
                return length, atom
    if first in {"a", "an", "any"}:
        return 1, Atom("a", first, first)
    return 1, Atom("unknown", first, first)


@cache
def _atom(phrase: str, text: str) -> Atom | None:
    found = [(kind, value) for kind, look in TABLES if (value := look(phrase)) is not None]
    if not found:
        return None
    (kind, value), *also = found
    return Atom(kind, value, text, tuple(also))


def _number(phrase: str) -> int | None:
    if phrase.isascii() and phrase.isdigit():
        return int(phrase[:6])
    known = lexicon.table("numbers")
    if phrase in known:
        return int(known[phrase])
    tens, _, ones = phrase.partition(" ")
    if known.get(tens, 0) >= 20 and 0 < known.get(ones, 0) < 10:
        return int(known[tens]) + int(known[ones])
    return None


SIDES = {
    "rear": "back", "north": "back", "south": "front", "west": "left", "east": "right", "longer": "long",
    "longest": "long", "shorter": "short", "far": "back",
}  # fmt: skip
"""Other names of walls."""


def _wall(phrase: str) -> str | None:
    """Which wall a phrase names: "wall", "left wall"."""
    side, _, last = phrase.rpartition(" ")
    if last not in ("wall", "walls") or (last == "walls" and not side):
        return None
    if not side:
        return "wall"
    side = SIDES.get(side, side)
    if side in ("left", "right", "back", "front", "long", "short"):
        return f"{side} wall"
    return "wall" if side in lexicon.table("wall_sides") else None


def _look(phrase: str) -> str | None:
    return phrase if phrase in lexicon.table("looks") or phrase in lexicon.table("thing_sizes") else None
