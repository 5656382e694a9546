"""Which of a brief's wishes a room meets: numbers, relations, and what must not be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from tools import vocabulary
from tools.brief.brief import FIXED, Brief, Relation, Wanted
from tools.measure.relations import CLOSE, ENOUGH, NEXT_TO, Hall, Stood, distance, holds


class Met(NamedTuple):
    """One wish and how far it is met.

    Attributes:
        kind: number, relation or absence.
        what: the wish in words.
        score: 0 to 1.
        key: of the thing it is about; the category for an absence.
        relation: number of the relation in the brief; None for others.
    """

    kind: Literal["number", "relation", "absence"]
    what: str
    score: float
    key: str
    relation: int | None = None

    @property
    def ok(self) -> bool:
        """Whether it counts as met: a number in full, a relation from a half."""
        return self.score >= (ENOUGH if self.kind == "relation" else 1.0) - 1e-9


def judge(brief: Brief, things: Sequence[Stood], keys: Mapping[str, str], halls: Sequence[Hall]) -> list[Met]:
    """Every wish of a brief, judged.

    Args:
        brief: what was asked for.
        things: all that stands in the room.
        keys: id of a thing to the key of the wish it was put in for.
        halls: the rooms, in the order of the brief's.
    """
    found = [_number(w, things, keys) for w in brief.things]
    chosen = {w.key: chosen_for(w, things, keys) for w in brief.things}
    for number, relation in enumerate(brief.relations):
        found.append(_relation(brief, number, relation, chosen, halls))
    for name in brief.without:
        there = any(vocabulary.same(name, t.category) for t in things)
        found.append(Met("absence", f"no {name}", float(not there), name))
    return found


def apart(brief: Brief, things: Sequence[Stood], keys: Mapping[str, str]) -> list[tuple[Stood, Stood, float]]:
    """What was asked to be beside another and is further from it than people call that, though it counts.

    Returns:
        The thing, the nearest it was asked to be beside, and the metres between them.
    """
    found: list[tuple[Stood, Stood, float]] = []
    for relation in brief.relations:
        wanted, other = brief.wanted(relation.subject), brief.wanted(relation.object)
        if relation.kind not in ("beside", "both sides") or wanted is None or other is None:
            continue
        objects = chosen_for(other, things, keys)
        for thing in chosen_for(wanted, things, keys):
            near = [(distance(thing, o), o.id, o) for o in objects if o.id != thing.id]
            if near and CLOSE < min(near)[0] <= NEXT_TO:
                far, _, nearest = min(near)
                found.append((thing, nearest, far))
    return found


def chosen_for(wanted: Wanted, things: Sequence[Stood], keys: Mapping[str, str]) -> list[Stood]:
    """The things a wish is about: those put in for it, else others of the kind, as many as were asked for."""
    own = [t for t in things if keys.get(t.id) == wanted.key]
    free = [t for t in things if t.id not in keys and wanted.meets(t.category)]
    return [*own, *free][: wanted.count]


def _number(wanted: Wanted, things: Sequence[Stood], keys: Mapping[str, str]) -> Met:
    there = sum(wanted.meets(t.category) and keys.get(t.id, wanted.key) == wanted.key for t in things)
    what = f"{wanted.count} x {wanted.category}"
    return Met("number", what, min(1.0, there / wanted.count), wanted.key)


def _relation(
    brief: Brief, number: int, relation: Relation, chosen: Mapping[str, list[Stood]], halls: Sequence[Hall]
) -> Met:
    wanted = brief.wanted(relation.subject)
    hall = halls[min(wanted.room if wanted else 0, len(halls) - 1)]
    objects = relation.object if relation.object in FIXED else chosen.get(relation.object, [])
    others = chosen.get(relation.other or "", [])
    score = holds(relation.kind, chosen.get(relation.subject, []), objects, others, hall)
    return Met("relation", told(brief, relation), score, relation.subject, number)


def told(brief: Brief, relation: Relation) -> str:
    """A relation in words: "nightstand both sides bed"."""

    def name(key: str) -> str:
        wanted = brief.wanted(key)
        return wanted.category if wanted else f"the {key}"

    other = f" and {name(relation.other)}" if relation.other else ""
    return f"{name(relation.subject)} {relation.kind} {name(relation.object)}{other}"
