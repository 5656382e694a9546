"""What is wished for one room while it is being furnished: what comes next, and what it wants to be near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools import vocabulary
from tools.brief.brief import FIXED, Brief, Relation, Wanted
from tools.geometry import Vec3
from tools.measure.relations import Hall, Stood, holds
from tools.planner.catalogue import kind

ROLES: tuple[frozenset[str], ...] = (
    frozenset({"dining table", "round table"}),
    frozenset({"coffee table", "round coffee table"}),
    frozenset({"rug", "round rug", "runner rug"}),
    frozenset({"bed", "bunk bed", "day bed"}),
    frozenset({"sofa", "sectional sofa"}),
    frozenset({"ceiling lamp", "pendant lamp", "chandelier"}),
    frozenset({"armchair", "rocking chair"}),
    frozenset({"dresser", "sideboard"}),
    frozenset({"curtain", "sheer curtain"}),
    frozenset({"kitchen island", "dining table"}),
)
"""Categories of which one stands where a recipe has another."""
FULL = 0.34
"""Part of a floor that what was asked for covers together with what is added to it, at most: the room's main
use comes first."""


class Wishes:
    """The part of a brief that is about one room.

    Args:
        brief: all of it.
        room: number of the room.
    """

    def __init__(self, brief: Brief | None, room: int = 0) -> None:
        self.brief = brief or Brief()
        self.room = room
        self.things = [w for w in self.brief.things if w.room == room]
        self.enough = False
        """Whether what was asked for stands, so that nobody adds a second bookshelf to the one asked for."""
        self.filled: dict[str, list[str]] = {w.key: [] for w in self.things}
        """Ids of what was put in for each wish."""

    @property
    def keys(self) -> dict[str, str]:
        """Id of a thing to the wish it was put in for."""
        return {id: key for key, ids in self.filled.items() for id in ids}

    @property
    def covered(self) -> float:
        """Square metres of floor that what was asked for stands on, at its usual sizes."""
        total = 0.0
        for wanted in self.things:
            entry = vocabulary.entry(wanted.category)
            if entry.mount == "floor" and entry.shape != "flat":
                w, d = (said or usual for said, usual in zip(wanted.size[:2], entry.size[:2], strict=True))
                total += wanted.count * w * d
        return total

    def leaves(self, floor: float, area: float) -> bool:
        """Whether there is room for what nobody asked for and stands on `floor` of `area` square metres."""
        return self.covered + floor <= FULL * area

    def following(self, category: str) -> Wanted | None:
        """The wish that a thing of this category would meet next; None when nobody asked for one (more)."""
        own = [w for w in self.things if len(self.filled[w.key]) < w.count and w.meets(kind(category))]
        exactly = next((w for w in own if vocabulary.same(w.category, kind(category))), None)
        return exactly or next((w for w in own if not self._seat_of_another(w, category)), None)

    def _seat_of_another(self, wanted: Wanted, category: str) -> bool:
        """Whether chairs are wanted at a table, and this is an armchair that "a chair" could be elsewhere."""
        families = {vocabulary.entry(wanted.category).family, vocabulary.entry(kind(category)).family}
        tables = {w.key for w in self.things if vocabulary.entry(w.category).family == "table"}
        at_table = any(
            own and r.kind in ("at", "around") and r.object in tables
            for r, own in self.relations_of(wanted.key)
        )
        return families == {"chair", "armchair"} and at_table

    def instead(self, category: str) -> str:
        """The category that is wanted where a recipe has this one."""
        open_ = [w.category for w in self.things if len(self.filled[w.key]) < w.count]
        if kind(category) in open_:
            return category
        roles = [role for role in ROLES if kind(category) in role]
        return next((name for role in roles for name in open_ if name in role), category)

    def welcome(self, category: str) -> bool:
        """Whether one (more) may stand there: it is not barred, and its number is not reached."""
        name = kind(category)
        if any(vocabulary.same(name, barred) for barred in self.brief.without):
            return False
        if self.following(category) is not None:
            return True
        return not any((w.exact or self.enough) and w.meets(name) for w in self.things)

    def count(self, category: str, usual: int) -> int:
        """How many there are to be: as asked for, else as usual."""
        asked = [w for w in self.things if w.meets(category)]
        return sum(w.count for w in asked) if any(w.exact for w in asked) else max(
            [usual, *(w.count for w in asked)]
        )  # fmt: skip

    def sized(self, category: str, usual: Vec3) -> Vec3:
        """The size of the next one: what was said over what is usual."""
        wanted = self.following(category)
        if wanted is None:
            return usual
        w, d, h = (
            said if said is not None else round(by * value, 3)
            for said, by, value in zip(wanted.size, wanted.scale, usual, strict=True)
        )
        return w, d, h

    def took(self, id: str, category: str) -> None:
        """Remember that a thing was put in."""
        wanted = self.following(category)
        if wanted is not None:
            self.filled[wanted.key].append(id)

    def forget(self, ids: Iterable[str]) -> None:
        """These were taken out again."""
        gone = set(ids)
        self.filled = {key: [i for i in held if i not in gone] for key, held in self.filled.items()}

    def told_of(self, category: str) -> list[tuple[Relation, bool]]:
        """The relations of the next thing of a category, and whether it is the subject of each."""
        wanted = self.following(category)
        return [] if wanted is None else self.relations_of(wanted.key)

    def relations_of(self, key: str) -> list[tuple[Relation, bool]]:
        """The relations of a wish, and whether it is the subject of each."""
        told = [(r, True) for r in self.brief.relations if r.subject == key]
        return told + [(r, False) for r in self.brief.relations if key in (r.object, r.other)]

    def can_tell(self, relation: Relation, *, own: bool) -> bool:
        """Whether what a thing is to stand to is there already: what comes later can still suit it."""
        if own:
            return relation.object in FIXED or bool(self.filled.get(relation.object))
        return bool(self.filled.get(relation.subject))

    def longing(
        self, told: Sequence[tuple[Relation, bool]], new: Stood, there: dict[str, Stood], hall: Hall
    ) -> float:
        """How many of its relations a thing would meet at a place, by what stands there already."""
        return sum(self._met(relation, own, new, there, hall) for relation, own in told)

    def _met(self, relation: Relation, own: bool, new: Stood, there: dict[str, Stood], hall: Hall) -> float:
        def placed(key: str | None) -> list[Stood]:
            return [there[id] for id in self.filled.get(key or "", ()) if id in there and id != new.id]

        fixed = relation.object in FIXED
        if own:
            objects: Sequence[Stood] | str = relation.object if fixed else placed(relation.object)
            others = placed(relation.other)
            if relation.kind == "both sides" and not isinstance(objects, str):
                before = placed(relation.subject)
                return holds(relation.kind, [*before, new], objects, others, hall)
            return holds(relation.kind, [new], objects, others, hall)
        subjects = placed(relation.subject)
        if not subjects:
            return 0.0
        second = [new, *placed(relation.other)] if relation.object != relation.other else [
            new, *placed(relation.object)
        ]  # fmt: skip
        if relation.kind == "between":
            return holds("between", subjects, [*second, *placed(relation.object)], second, hall)
        return holds(relation.kind, subjects, [new], (), hall)
