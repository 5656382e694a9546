"""The things that are wanted while words are being read, and how they stand to one another."""

from __future__ import annotations

from dataclasses import dataclass, field

from tools import vocabulary
from tools.brief import lexicon
from tools.brief.brief import MOST, RoomType
from tools.brief.noun import Described, Noun

SEATS = ("chair", "stool", "bench")
CARRIED = ("object",)


@dataclass(eq=False)
class Heard:
    """A thing that was named.

    Attributes:
        form: its name in the singular, as the lexicon or the vocabulary has it.
        count: how many.
        exact: a number was said.
        described: its looks and sizes.
        said: the words.
        room: number of the room.
    """

    form: str
    count: int
    exact: bool
    described: Described
    said: str
    room: int = 0

    def category(self, room: RoomType | None) -> str:
        """The category it is in a room of that type."""
        if self.form in lexicon.table("variants"):
            return str(lexicon.table("variants")[self.form][0])
        generic = lexicon.table("generic").get(self.form)
        if generic is not None:
            return str(generic["in"].get(room, generic["default"]))
        return vocabulary.exact(self.form) or self.form

    @property
    def accepts(self) -> tuple[str, ...]:
        """Further categories that meet the wish."""
        generic = lexicon.table("generic").get(self.form)
        return (generic["default"], *generic["in"].values(), *generic["accepts"]) if generic else ()


@dataclass
class Link:
    """A relation without its subject."""

    kind: str
    object: Heard | str | None
    other: Heard | str | None
    said: str
    implied: bool = False
    """Nobody said how: "with" alone."""


@dataclass
class Things:
    """Everything named so far."""

    heard: list[Heard] = field(default_factory=list)
    links: list[tuple[Heard, Link]] = field(default_factory=list)
    barred: list[str] = field(default_factory=list)

    @property
    def last(self) -> Heard | None:
        """The thing named last."""
        return self.heard[-1] if self.heard else None

    def before(self, other: Heard | None) -> Heard | None:
        """The last thing named that is not another."""
        return next((h for h in reversed(self.heard) if h is not other), None)

    def bar(self, noun: Noun, room: RoomType | None) -> None:
        """What must not be, and what goes by the same name."""
        heard = _heard(noun, 0)
        for name in (heard.category(room), *heard.accepts):
            if name not in self.barred:
                self.barred.append(name)

    def resolve(self, noun: Noun, room: RoomType | None, number: int, *, subject: bool) -> Heard:
        """The thing a noun means: one named before, or a new one.

        Args:
            noun: its phrase.
            room: type of the room that is spoken of.
            number: the room's.
            subject: it begins something: "a lamp" is a new one then, and only "the lamp" the old one.
        """
        new = _heard(noun, number)
        if noun.definite or (not subject and noun.count in (None, 1)):
            known = self._known(new, room, noun)
            if known is not None:
                self.describe(known, noun.described)
                return known
        self.heard.append(new)
        return new

    def _known(self, new: Heard, room: RoomType | None, noun: Noun) -> Heard | None:
        own = {new.category(room), *new.accepts}
        alike = [
            h for h in self.heard
            if h.room == new.room and (h.category(room) in own or new.form.endswith(f" {h.form}"))
        ]  # fmt: skip
        same = [h for h in alike if h.form == new.form] or alike
        if noun.described.colours:
            same = [h for h in same if h.described.colours == noun.described.colours]
        return same[-1] if same else None

    def describe(self, heard: Heard, more: Described) -> bool:
        """Add what was said later; False when it is of a room and not of a thing."""
        if more.area is not None:
            return False
        own = heard.described
        own.colours += more.colours
        own.materials += more.materials
        own.looks += more.looks
        x, y, z = (a * b for a, b in zip(own.scale, more.scale, strict=True))
        own.scale = (x, y, z)
        own.size = [b if b is not None else a for a, b in zip(own.size, more.size, strict=True)]
        own.extent = more.extent or own.extent
        own.loose = more.loose if more.loose is not None else own.loose
        return True

    def relate(self, subject: Heard, link: Link) -> None:
        """Note how a thing stands."""
        if link.kind == "each corner":
            subject.count = max(subject.count, 4)
            link = Link("corner", link.object, None, link.said)
        if link.kind in ("both sides",) and subject.count == 1 and "each" in link.said:
            subject.count = 2
        self.links = [
            (s, old)
            for s, old in self.links
            if not (s is subject and old.implied and old.object is link.object)
        ]
        self.links.append((subject, link))

    def belongs(self, part: Heard, owner: Heard) -> None:
        """What "with" means between two things, by what they are."""
        kind = belonging(part, owner)
        self.links.append((part, Link(kind, owner, None, f"{owner.said} with {part.said}", implied=True)))


def hangs(heard: Heard) -> bool:
    """Whether a thing is one that hangs from a ceiling, in some room."""
    names = (heard.category(None), *heard.accepts)
    return any(vocabulary.entry(name).mount == "ceiling" for name in names)


def belonging(part: Heard, owner: Heard) -> str:
    """The relation that "with" means: chairs go around a table, a lamp stands on it."""
    one, other = vocabulary.entry(part.category(None)), vocabulary.entry(owner.category(None))
    if one.family in SEATS and other.family in ("table", "kitchen"):
        return "around" if part.count > 1 and owner.count == 1 else "at"
    if one.shape == "flat":
        return "under"
    if one.mount == "ceiling" or one.mount == "wall":
        return "above"
    if part.form in ("lamp", "light", "plant") and other.surface is not None and other.family != "bed":
        return "on"
    if one.mount == "object" and other.surface is not None:
        return "on"
    if other.family in ("bed", "sofa") and one.family in ("cabinet", "table") and part.count == 2:
        return "both sides"
    if other.family == "bed" and one.family == "bench":
        return "in front of"
    return "beside"


PAIRS = frozenset({"curtain", "sheer curtain"})
"""What hangs in pairs, two panels on one rod: "curtains" and "a pair of curtains" are one thing a window."""


def _heard(noun: Noun, number: int) -> Heard:
    form, plural = noun.value
    count = noun.count if noun.count is not None else 2 if plural and not noun.definite else 1
    exact = noun.exact and noun.count is not None
    if plural and vocabulary.exact(form) in PAIRS:
        count = max(1, count // 2)
    return Heard(form, max(1, min(MOST, count)), exact, noun.described, noun.said, number)
