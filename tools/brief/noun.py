"""A noun and what stands before it: "two large blue armchairs", "a 4 x 3 m bedroom"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tools.brief import lexicon
from tools.brief.atoms import Atom, Kind
from tools.brief.colours import shaded

ADJECTIVES: tuple[Kind, ...] = (
    "colour", "shade", "material", "look", "room size", "style", "shape", "density", "measure", "axis",
)  # fmt: skip
HEADS: tuple[Kind, ...] = (
    "thing", "room", "opening", "surface", "wall", "this room", "pronoun", "reciprocal",
)  # fmt: skip
COUNTING: tuple[Kind, ...] = ("the", "a", "number", "vague", "about")


@dataclass
class Described:
    """What adjectives say.

    Attributes:
        colours: each "#rrggbb".
        materials: kinds of the kit.
        looks: words of its looks.
        scale: by what its usual size is multiplied.
        size: metres, each None where nothing was said.
        extent: metres along two or three axes.
        area: square metres.
    """

    colours: list[str] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    size: list[float | None] = field(default_factory=lambda: [None, None, None])
    extent: tuple[float, ...] = ()
    area: float | None = None
    loose: float | None = None
    """A length of which nobody said along which axis."""
    values: dict[Kind, Any] = field(default_factory=dict)
    """Of room size, style, shape and density."""
    shade: str = ""

    def take(self, atom: Atom) -> bool:
        """Add what an atom says; False when it is no adjective."""
        for kind in ADJECTIVES:
            value = atom.of(kind)
            if value is not None and kind in ("room size", "style", "shape", "density"):
                self.values.setdefault(kind, value)
        return self._look(atom) or any(k in self.values and atom.of(k) is not None for k in self.values)

    def _look(self, atom: Atom) -> bool:
        if (measure := atom.of("measure")) is not None:
            self._measured(measure.kind, measure.values)
        elif self.loose is not None and (axis := atom.of("axis")) is not None:
            self._along(axis)
        elif (shade := atom.of("shade")) is not None:
            self.shade = shade and atom.text
        elif (colour := atom.of("colour")) is not None:
            factor = lexicon.table("shades").get(self.shade, 1.0)
            self.colours.append(shaded(colour, factor))
        elif (material := atom.of("material")) is not None:
            self.materials.append(f"{self.shade} {material}" if self.shade in DARK_LIGHT else material)
        elif atom.of("look") is not None:
            by = lexicon.table("thing_sizes").get(atom.text)
            if by:
                x, y, z = (a * b for a, b in zip(self.scale, by, strict=True))
                self.scale = (x, y, z)
            else:
                self.looks.append(atom.text)
        else:
            return False
        return True

    def _measured(self, kind: str, values: tuple[float, ...]) -> None:
        if kind == "extent":
            self.extent = values
        elif kind == "area":
            self.area = values[0]
        else:
            self.loose = values[0]

    def _along(self, axis: int) -> None:
        for k in (0, 1) if axis == 3 else (axis,):
            self.size[k] = self.loose
        self.loose = None


DARK_LIGHT = ("dark", "light", "pale", "deep")
"""Shades that a material's name takes."""


@dataclass
class Noun:
    """A noun phrase.

    Attributes:
        kind: of its head.
        value: of its head.
        definite: "the" stood before it.
        count: the number before it; None without one.
        exact: the number is neither vague nor a bound.
        plural: its head is one.
        described: its adjectives.
        unknown: words in it that nothing knows.
        said: all of it.
    """

    kind: Kind
    value: Any
    definite: bool
    count: int | None
    exact: bool
    plural: bool
    described: Described
    unknown: list[str]
    said: str
    start: int
    """Index of its first atom."""
    end: int
    """Index of the atom after it."""


def noun_at(atoms: Sequence[Atom], at: int, *, roomed: bool) -> Noun | None:
    """The noun phrase that begins at an atom; None when there is none.

    Args:
        atoms: of the text.
        at: index of the first.
        roomed: a room is known already, so that "bath" is the thing.
    """
    described, unknown = Described(), list[str]()
    definite, count, exact = False, None, True
    start = at
    while at < len(atoms):
        atom = atoms[at]
        kind = _head(atoms, at, roomed=roomed)
        if kind is not None:
            value = atom.of(kind)
            plural = (kind == "thing" and value[1]) or (kind == "opening" and atom.text.endswith("s"))
            said = " ".join(a.text for a in atoms[start : at + 1])
            return Noun(
                kind, value, definite, count, exact, bool(plural), described, unknown, said, start, at + 1
            )  # fmt: skip
        if atom.kind == "the":
            definite = True
        elif atom.kind == "a":
            count = count or 1
        elif atom.kind in ("number", "vague"):
            count = int(atom.value) * (count or 1) if count not in (None, 1) else int(atom.value)
            exact = exact and atom.kind == "number"
        elif atom.kind == "about":
            exact = (exact and "of" in atom.text.split()) or atom.text in ("exactly", "precisely")
        elif (atom.kind == "unknown" and at > start) or _qualifies(atoms, at):
            unknown.append(atom.text)
        elif (
            (atom.kind == "and" and at > start and _joins(atoms, at))
            or (atom.kind == "comma" and (definite or count is not None) and _joins(atoms, at))
            or (atom.kind == "filler" and at > start and atom.text in INNER)
        ):
            pass
        elif not described.take(atom):
            return None
        at += 1
    return None


INNER = (
    "of",
    "other",
    "more",
    "another",
    "extra",
    "second",
    "style",
    "coloured",
    "colored",
    "sized",
    "shaped",
)
"""Fillers that stand within a noun phrase."""


def adjectives_at(atoms: Sequence[Atom], at: int) -> tuple[Described, int]:
    """The adjectives from an atom on, and the index after them: "white", "2 m wide"."""
    described = Described()
    while at < len(atoms) and described.take(atoms[at]):
        at += 1
    return described, at


def windows_told(noun: Noun, told: int | None, rooms: int) -> int | None:
    """How many windows there are, once a phrase that is told of what is there was read.

    "By the window" and "under a window" say that there is one, "between two windows" how many; of several
    rooms nobody knows whose it is.

    Args:
        noun: the phrase.
        told: windows told of before; None where nothing was said.
        rooms: named so far.
    """
    count = noun.count or (0 if noun.plural else 1)
    if noun.value != "window" or rooms > 1 or not count:
        return told
    return count if told is None or (noun.count is not None and count > told) else told


def _joins(atoms: Sequence[Atom], at: int) -> bool:
    """Whether a comma or "and" stands between two adjectives."""
    return at + 1 < len(atoms) and _adjective(atoms[at - 1]) and _adjective(atoms[at + 1])


def _adjective(atom: Atom) -> bool:
    return atom.kind not in ("thing", "measure") and any(atom.of(k) is not None for k in ADJECTIVES)


def _qualifies(atoms: Sequence[Atom], at: int) -> bool:
    """Whether a thing's name only tells of the room that follows: "music classroom", "computer lab"."""
    following = atoms[at + 1] if at + 1 < len(atoms) else None
    return atoms[at].kind == "thing" and following is not None and following.kind == "room"


def _head(atoms: Sequence[Atom], at: int, *, roomed: bool) -> Kind | None:
    """As what an atom is the head of a noun phrase; None when it is none, or more of it follows."""
    atom = atoms[at]
    following = atoms[at + 1] if at + 1 < len(atoms) else None
    if atom.kind == "room" and atom.of("thing") is not None and roomed:
        return "thing"
    if atom.kind not in HEADS or _qualifies(atoms, at):
        return None
    more = following is not None and following.kind in ("thing", "surface", "room")
    if more and atom.kind == "thing" and any(atom.of(k) is not None for k in ADJECTIVES):
        return None  # "glass table": what it is made of
    return atom.kind
