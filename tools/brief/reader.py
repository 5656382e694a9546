"""From atoms to what is wished for: nouns, and the relations between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from tools.brief.atoms import Atom
from tools.brief.brief import MOST, Density, RoomType, Shape, Style
from tools.brief.noun import ADJECTIVES, COUNTING, Described, Noun, adjectives_at, noun_at, windows_told
from tools.brief.roomed import Roomed
from tools.brief.things import Heard, Link, Things, hangs

ROOMY = 2.0
"""Metres: what is larger to all sides, and told after a comma, is the room and no thing."""
UNKNOWN = "unknown"
"""A noun that nothing knows."""
MUTUAL = ("facing", "beside", "opposite", "near", "far")
"""Relations that things of one kind can have to each other."""
DWELLINGS = frozenset({"flat", "apartment", "house", "bungalow"})
"""Names of a whole that holds the rooms named after it."""


@dataclass
class Reader:
    """Reads atoms from first to last; what it understood is in its attributes.

    Attributes:
        things: what is wanted, and how it stands to one another.
        rooms: in the order they were named.
        looks: of floor, walls and ceiling.
        unknown: words that were not understood, in order.
    """

    atoms: Sequence[Atom]
    things: Things = field(default_factory=Things)
    rooms: list[Roomed] = field(default_factory=list)
    looks: dict[str, tuple[Described, str]] = field(default_factory=dict)
    height: float | None = None
    shape: Shape | None = None
    style: Style | None = None
    density: Density | None = None
    bare: bool = False
    windows: int | None = None
    doors: int | None = None
    unknown: list[str] = field(default_factory=list)
    at: int = 0
    room: int = 0
    """Number of the room that is spoken of."""
    barred: bool = False
    """What is named is not wanted."""
    last: Heard | str | None = None
    """The last noun of the clause: a thing, "room", or a surface."""
    owner: Heard | None = None
    """Whose what follows is: "a desk with"."""
    anchor: Heard | str | None = None
    """What "on the left" is the left of."""
    subject: Heard | None = None
    """Of the last relation."""
    pending: list[Link] = field(default_factory=list)
    """Relations whose subject is still to come: "next to the bed stands a lamp"."""
    each: bool = False
    sibling: Heard | None = None
    """The thing joined by "and" to the last one."""
    known: bool = False
    """The last object of a relation was one told of before."""

    def read(self) -> None:
        """Read it all."""
        while self.at < len(self.atoms):
            self._step(self.atoms[self.at])

    def _step(self, atom: Atom) -> None:
        noun = self._noun(self.at)
        if noun is not None:
            self.at = noun.end
            self._take(noun)
            return
        if self._adjectives():
            return
        self.at += 1
        match atom.kind:
            case "stop":
                self._end()
            case "comma":
                self._comma()
            case "not":
                self.barred = True
            case "but":
                self.barred, self.owner = False, None
            case "with":
                self.barred = False
                self.owner = self._told_of()
                self.anchor = self.owner or self.anchor
            case "each":
                self.each = True
                if "with" in atom.text or "ha" in atom.text:
                    self.owner = self._told_of()
            case "relation":
                self._relation(atom)
            case "inverse":
                if isinstance(self.last, Heard):
                    self.pending.append(Link(atom.value, self.last, None, atom.text))
            case "bare side":
                self._bare_side(atom)
            case "bare":
                self.bare = True
            case "unknown" | "vague":
                self.unknown.append(atom.text)
                if self.at > 1 and self.atoms[self.at - 2].kind in COUNTING:
                    self.last = UNKNOWN  # what is told of it next is not told of what came before
            case "number":
                if atom.value != 1:
                    self.unknown.append(atom.text)
            case _:
                pass

    def _noun(self, at: int) -> Noun | None:
        inside = bool(self.rooms) and not any(r.whole for r in self.rooms)
        return noun_at(self.atoms, at, roomed=inside)

    def _told_of(self) -> Heard | None:
        """Whose "with" is: the last thing's, or after a comma that of the clause before."""
        if self.subject is not None and self.known and self.last is self.anchor:
            return self.subject  # "a table beside the sofa with a lamp": the sofa was told of before
        after_comma = self.at >= 2 and self.atoms[self.at - 2].kind == "comma"
        if after_comma and self.subject is not None:
            return self.subject
        return self.last if isinstance(self.last, Heard) else None

    def _end(self) -> None:
        """A sentence ends; what it fronted and nobody took is said."""
        self.unknown += [link.said for link in self.pending]
        self.barred, self.each = False, False
        self.owner = self.anchor = self.subject = self.last = None
        self.pending = []

    def _comma(self) -> None:
        following = self._noun(self.at)
        if following is None or following.count is not None or following.definite:
            self.barred = False
        self.owner = None

    def _take(self, noun: Noun) -> None:
        match noun.kind:
            case "thing":
                self._thing(noun)
            case "room":
                self._room(noun)
            case "this room":
                self._describe_room(noun.described, noun.said)
                self.last = "room"
            case "surface":
                self._surface(str(noun.value), noun.described, noun.said)
            case "wall":
                self._surface("wall", noun.described, noun.said)
            case "opening":
                self._opening(noun)
            case "pronoun":
                self.last = self.anchor if isinstance(self.anchor, Heard) else self.things.last
            case _:
                pass
        self.unknown += noun.unknown

    def _thing(self, noun: Noun) -> None:
        if self.barred:
            self.things.bar(noun, self._type())
            return
        before = self.atoms[noun.start - 1].kind if noun.start else "stop"
        self.sibling = self.last if before == "and" and self._untold(self.last) else None
        heard = self.things.resolve(noun, self._type(), self.room, subject=not self.pending)
        if self.owner is heard:
            self.owner = None
        if self.pending:
            for link in self.pending:
                self.things.relate(heard, link)
            self.subject, self.anchor = heard, self.pending[-1].object
            self.pending = []
        elif self.owner is not None:
            if self.each:
                heard.count = min(MOST, heard.count * self.owner.count)
            self.things.belongs(heard, self.owner)
        self.last = heard

    def _untold(self, thing: Heard | str | None) -> TypeGuard[Heard]:
        """Whether nobody said yet where a thing stands: "a cup near the door and a vase on the table"."""
        links = self.things.links
        return isinstance(thing, Heard) and all(s is not thing or link.implied for s, link in links)

    def _type(self) -> RoomType | None:
        return self.rooms[self.room].type if self.room < len(self.rooms) else None

    def _room(self, noun: Noun) -> None:
        if self.barred:
            self.unknown.append(noun.said)
            return
        known = next((n for n, r in enumerate(self.rooms) if r.type == noun.value and not r.whole), None)
        if known is None or (noun.count and self.rooms[known].said and noun.count > 1):
            for _ in range(min(noun.count or 1, 6)):
                whole = noun.said.split()[-1] in DWELLINGS
                self.rooms.append(Roomed(type=noun.value, said=noun.said, whole=whole))
            known = len(self.rooms) - 1
        self.room = known
        self._describe_room(noun.described, noun.said)
        self.last, self.owner = "room", None

    def _describe_room(self, described: Described, said: str) -> None:
        """Adjectives and measures of the room that is spoken of."""
        values = described.values
        self.style = self.style or values.get("style")
        self.density = self.density or values.get("density")
        if described.extent or described.area or "room size" in values or values.get("shape"):
            self._own(described, said)
        if described.size[2] is not None:
            self.height = described.size[2]
        if described.colours and "wall" not in self.looks:
            self.looks["wall"] = (described, said)
        elif described.materials:
            self.unknown += described.materials

    def _own(self, described: Described, said: str) -> None:
        if not self.rooms:
            self.rooms.append(Roomed(said=said))
        room = self.rooms[min(self.room, len(self.rooms) - 1)]
        room.size = room.size or described.values.get("room size")
        room.area = room.area or described.area
        if described.extent and not room.extent:
            room.extent = described.extent[:2]
            if len(described.extent) > 2:
                self.height = described.extent[2]
        shape = described.values.get("shape")
        room.square = room.square or shape == "square"
        self.shape = self.shape or ("rect" if shape == "square" else shape)

    def _surface(self, name: str, described: Described, said: str) -> None:
        self.last = name
        if described.size[2] is not None or described.loose is not None:
            self.height = described.size[2] or described.loose
        if self.barred:
            self.unknown.append(said)
        elif described.colours or described.materials:
            self.looks[name] = (described, said)

    def _opening(self, noun: Noun) -> None:
        count = 0 if self.barred else noun.count or (2 if noun.plural else 1)
        if noun.definite and not self.barred and noun.count is None:
            self.windows = windows_told(noun, self.windows, len(self.rooms))
        elif noun.value == "window":
            self.windows = count
        else:
            self.doors = count
        for link in self.pending:
            if isinstance(link.object, Heard) or link.object not in ("room", None):
                self.unknown.append(f"{noun.said} {link.said}")
        self.pending, self.last = [], str(noun.value)

    def _adjectives(self) -> bool:
        """Adjectives that follow what they tell of; False when there are none here."""
        atom = self.atoms[self.at]
        if atom.kind not in ADJECTIVES and atom.of("material") is None:
            return False
        described, end = adjectives_at(self.atoms, self.at)
        if end == self.at:
            return False
        said = " ".join(a.text for a in self.atoms[self.at : end])
        apart = self.at > 0 and self.atoms[self.at - 1].kind == "comma"
        self.at = end
        if apart and described.extent and min(described.extent) >= ROOMY:
            self._describe_room(described, said)  # "..., a clock on the wall, 7 x 5 m" is the room
        elif isinstance(self.last, Heard):
            if not self.things.describe(self.last, described):
                self._describe_room(described, said)
        elif self.last in ("floor", "wall", "ceiling"):
            self._surface(self.last, described, said)
        elif described.size[2] is not None or described.loose is not None:
            self.unknown.append(said)
        else:
            self._describe_room(described, said)
        return True

    def _relation(self, atom: Atom) -> None:
        kind = str(atom.value)
        if kind in ("corner", "each corner", "middle"):
            self._place(kind, atom)
            return
        start, self.at = self.at, self._past("of")
        object = self._object()
        if object is None:
            self.at = start
            if atom.text not in ("in", "at", "on", "by", "before", "over", "along", "face", "into"):
                self._bare_side(atom)
            return
        other: Heard | str | None = None
        if kind == "between" and isinstance(object, Heard) and object.count > 1:
            other = object
        elif kind == "between" and self.at < len(self.atoms) and self.atoms[self.at].kind == "and":
            self.at += 1
            other = self._object()
        if object == "ceiling" and isinstance(self.last, Heard) and not hangs(self.last):
            self.unknown.append(f"{self.last.said} {atom.text} the ceiling")
        if object in ("floor", "ceiling"):
            return
        if object == "room":
            return
        said = " ".join(a.text for a in self.atoms[start - 1 : self.at])
        self._link(Link(kind, object, other, said))

    def _past(self, word: str) -> int:
        at = self.at
        while at < len(self.atoms) and self.atoms[at].text == word:
            at += 1
        return at

    def _place(self, kind: str, atom: Atom) -> None:
        """In a corner or the middle: of the room, or of a thing."""
        start, self.at = self.at, self._past("of")
        noun = self._noun(self.at) if atom.text.endswith("of") or self.at > start else None
        object: Heard | str = "room"
        if noun is not None and noun.kind in ("this room", "room"):
            self.at = noun.end
        elif noun is not None and noun.kind == "thing":
            object = self._object() or "room"
        else:
            self.at = start
        self._link(Link(kind, object, None, atom.text))

    def _object(self) -> Heard | str | None:
        """What a relation is to: a thing, "wall", "window", "door", "floor", "ceiling" or "room"."""
        noun = self._noun(self.at)
        if noun is None:
            return None
        self.unknown += noun.unknown
        self.at = noun.end
        self.known = noun.definite
        if noun.kind == "reciprocal":
            return self.last
        if noun.kind == "thing":
            barred = noun.count is None and self.barred
            return None if barred else self.things.resolve(noun, self._type(), self.room, subject=False)
        if noun.kind == "room":
            self._room(noun)
            return "room"
        if noun.kind == "surface":
            return str(noun.value)
        if noun.kind in ("opening", "wall"):
            self.windows = windows_told(noun, self.windows, len(self.rooms))
            return str(noun.value)
        if noun.kind == "pronoun":
            return self._meant()
        return "room"

    def _meant(self) -> Heard | str | None:
        """What "it" is: whose things are told, else the last thing that is not the subject."""
        if self.owner is not None and self.owner is not self.last:
            return self.owner
        if isinstance(self.anchor, Heard) and self.anchor is not self.last:
            return self.anchor
        return self.things.before(self.last if isinstance(self.last, Heard) else None)

    def _link(self, link: Link) -> None:
        """A relation: of the last thing, or of what comes."""
        if self.barred:
            self.unknown.append(f"not {link.said}")
            return
        if self.last == UNKNOWN:
            self.unknown.append(link.said)
            return
        joined = self.at >= 2 and self._joined_before(link)
        subject: Heard | str | None = self.subject if joined and self.subject is not None else self.last
        mutual = isinstance(subject, Heard) and subject.count > 1 and link.kind in MUTUAL
        if isinstance(subject, Heard) and (mutual or subject is not link.object):
            self.things.relate(subject, link)
            if link.kind == "on" and subject is self.last and self.sibling is not None:
                self.things.relate(self.sibling, link)  # "a toaster and a microwave on the counter"
            self.sibling = None
            self.subject, self.anchor = subject, link.object
            self.last = link.object if isinstance(link.object, Heard) else subject
        else:
            self.pending.append(link)

    def _joined_before(self, link: Link) -> bool:
        """Whether an "and" stands before the relation, so that it is told of the same thing."""
        words = len(link.said.split())
        at = self.at - 1
        while at > 0 and words > 0:
            words -= len(self.atoms[at].text.split())
            at -= 1
        return self.atoms[at].kind in ("and", "comma") if at >= 0 else False

    def _bare_side(self, atom: Atom) -> None:
        """A side of what was spoken of last: "on the left"."""
        kind = atom.value
        base = self.anchor or self.owner
        if not isinstance(base, Heard) or base is self.last:
            base = self._meant() if isinstance(self.last, Heard) else self.things.last
        if not isinstance(base, Heard):
            self.unknown.append(atom.text)
            return
        self._link(Link(kind, base, None, atom.text))
