"""Who sits in a living room, and how they sit to one another: the group before it has a place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tools import vocabulary
from tools.brief.brief import Relation, Wanted
from tools.geometry import Vec2, Vec3, facing, turn
from tools.planner.ensembles.group import Member
from tools.planner.space import Space

KNEES = 0.42
"""Metres between a seat and the low table before it: to reach a cup, and to get past."""
FLANK = 0.45
"""Metres between that table's ends and a chair beside them."""
LEAN = 12.0
"""Degrees by which chairs at a table's ends are turned away from the sofa, to the screen."""
TOGETHER = frozenset({"sofa", "armchair", "coffee table", "round coffee table", "tv", "tv stand",
                      "side table", "rug", "round rug", "fireplace", "sectional sofa"})  # fmt: skip
"""What a seat may be asked to stand to and still belong to the group."""


@dataclass
class Seats:
    """What stands in a group.

    Attributes:
        members: the main seat (or the table, where there is none) first.
        look: the direction in its frame that it looks along.
        middle: of the low table, in its frame.
        table: number of the low table among the members, -1 without.
        extent: metres of rug under it.
    """

    members: list[Member] = field(default_factory=list)
    look: Vec2 = (0.0, -1.0)
    middle: Vec2 = (0.0, 0.0)
    table: int = -1
    extent: Vec2 = (0.0, 0.0)


def focus_of(space: Space) -> str | None:
    """What the seats look at: what was asked for, else a screen where none is barred."""
    own = {w.category for w in space.wishes.things}
    if "tv stand" in own or "tv" in own:
        return "tv stand"
    if "fireplace" in own:
        return "fireplace"
    sofas = sum(w.count for w in space.wishes.things if vocabulary.entry(w.category).family == "sofa")
    if sofas > 1:  # who sits opposite somebody looks at them
        return None
    return "tv stand" if space.wishes.welcome("tv") and space.wishes.welcome("tv stand") else None


def ways(space: Space, focus: str | None) -> Iterator[Seats]:
    """The group with as much as was asked for or is usual, then with less."""
    sofas = _count(space, ("sofa",), 1 if space.wishes.welcome("sofa") else 0)
    sofas = [c for c in sofas if space.wishes.welcome(c)]
    roomy = space.area > 17
    usual = space.rng.choice((1, 2, 2) if roomy else (0, 1, 1)) if len(sofas) < 2 else 0
    if not sofas:
        usual = 2
    chairs = _count(space, ("armchair",), usual if space.wishes.welcome("armchair") else 0)
    asked = any(vocabulary.entry(w.category).family == "armchair" for w in space.wishes.things)
    low = space.wishes.instead(space.rng.choice(("coffee table", "coffee table", "round coffee table")))
    table = low if space.wishes.welcome(low) else None
    sizes = {c: space.pick(c) for c in dict.fromkeys([*sofas, *chairs, *([table] if table else [])])}
    order = (1, -1) if space.chance(0.5) else (-1, 1)
    for number in range(len(chairs), -1 if not asked else max(0, len(chairs) - 2) - 1, -1):
        for side in order:
            if sofas:
                yield _about_sofa(space, sofas, chairs[:number], table, sizes, focus, side)
            elif number:
                yield _about_table(chairs[:number], table, sizes)
            if number != 1 and len(sofas) < 2:
                break
    if len(sofas) > 1:
        yield _about_sofa(space, sofas[:1], [], table, sizes, focus, 1)
    if sofas and table:
        yield _about_sofa(space, sofas[:1], [], None, sizes, focus, 1)


def _count(space: Space, families: tuple[str, ...], usual: int) -> list[str]:
    """The categories of the seats of some families: those asked for with the group, else the usual."""
    found: list[str] = []
    asked = False
    for wanted in space.wishes.things:
        if vocabulary.entry(wanted.category).family in families:
            asked = True
            if _belongs(space, wanted):
                found += [wanted.category] * wanted.count
    return found if asked else [families[0]] * usual


def _belongs(space: Space, wanted: Wanted) -> bool:
    """Whether nothing asks a thing to stand elsewhere than with the group."""
    for relation, own in space.wishes.relations_of(wanted.key):
        if not own:
            continue
        other = space.wishes.brief.wanted(relation.object)
        walled = relation.object not in ("room", "window", "door") or wanted.category == "sofa"
        if other is None and not walled:
            return False
        if other is not None and other.category not in TOGETHER:
            return False
        if relation.kind == "far":
            return False
    return True


def _about_sofa(
    space: Space,
    sofas: Sequence[str],
    chairs: Sequence[str],
    table: str | None,
    sizes: dict[str, Vec3],
    focus: str | None,
    side: int,
) -> Seats:
    """A sofa with its table before it; a second one opposite or across; chairs at the table's ends."""
    seats = Seats()
    w, d, _ = sizes[sofas[0]]
    tw, td, _ = sizes[table] if table else (1.0, 0.5, 0.4)
    y = -(d / 2 + KNEES + td / 2)
    seats.middle = (0.0, y)
    seats.members.append(Member(sofas[0], (0.0, 0.0), sizes[sofas[0]]))
    if table:
        seats.table = 1
        seats.members.append(Member(table, seats.middle, sizes[table], relation="facing"))
    opposite = len(sofas) > 1 and _face_each_other(space, focus)
    across = 0.0
    for number, category in enumerate(sofas[1:]):
        _, deep, _ = sizes[category]
        if opposite and number == 0:
            far = y - td / 2 - KNEES - deep / 2
            seats.members.append(Member(category, (0.0, far), sizes[category], 180.0, relation="facing"))
            seats.look = (float(side), 0.0)
        else:
            seats.members.append(_sideways(category, sizes, side, w, d, tw, 0.15))
            side, across = -side, 1.0
    wide = tw
    if opposite:
        wide = max(wide, w - 0.6)
    told = [r.kind for r in _own_relations(space, "armchair") if r.kind in ("left of", "right of")]
    for number, category in enumerate(chairs):
        cw, cd, _ = sizes[category]
        if told:  # at the sofa's own end, half turned to who sits on it
            out = -1 if told.pop() == "left of" else 1
            at = (out * (w / 2 + 0.15 + cw / 2), (d - cd) / 2 - 0.1)
            seats.members.append(Member(category, at, sizes[category], -out * 14.0, relation="around"))
            continue
        out = -side if number == 0 else side
        if opposite and number == 0 and focus is not None:
            out = -side  # at the end that does not look at the hearth's back
        elif opposite and focus is not None:
            break
        if number < 2 - across and (focus is not None or opposite):
            x = out * (wide / 2 + FLANK + cd / 2)
            lean = LEAN if not opposite else 0.0
            seats.members.append(
                Member(category, (x, y - 0.05), sizes[category], -out * (90.0 - lean), relation="around")
            )
        else:
            place = number - (2 - across if focus is not None else 0)
            off = (cw / 2 + 0.12) * (1 if place % 2 else -1) if len(chairs) > 1 else 0.0
            seats.members.append(
                Member(
                    category,
                    (off, y - td / 2 - FLANK - cd / 2),
                    sizes[category],
                    180.0 + 8.0 * (1 if off > 0 else -1 if off < 0 else 0),
                    relation="around",
                )
            )
    reach = 2 * (FLANK + 0.35) if len(chairs) > 0 and (focus is not None or opposite) else 0.5
    seats.extent = (max(w + 0.2, wide + reach), td + 2 * KNEES + 0.5)
    return seats


def _own_relations(space: Space, family: str) -> list[Relation]:
    """What was said of how things of a family stand."""
    keys = {w.key for w in space.wishes.things if vocabulary.entry(w.category).family == family}
    return [r for r in space.wishes.brief.relations if r.subject in keys]


def _sideways(
    category: str, sizes: dict[str, Vec3], side: int, w: float, d: float, tw: float, gap: float
) -> Member:
    """A second sofa at a right angle to the first, its front to the table."""
    sw, sd, _ = sizes[category]
    x = side * max(tw / 2 + KNEES + sd / 2, w / 2 - 0.05)
    return Member(category, (x, -(d / 2 + gap + sw / 2)), sizes[category], -side * 90.0, relation="around")


def _face_each_other(space: Space, focus: str | None) -> bool:
    """Whether two sofas stand opposite each other rather than at a right angle."""
    sofas = {w.key for w in space.wishes.things if vocabulary.entry(w.category).family == "sofa"}
    told = _own_relations(space, "sofa")
    if any(r.kind in ("facing", "opposite") and r.object in sofas for r in told):
        return True
    return focus != "tv stand"


def _about_table(chairs: Sequence[str], table: str | None, sizes: dict[str, Vec3]) -> Seats:
    """Chairs evenly about a low table that stands in the open."""
    seats = Seats()
    tw, td, _ = sizes[table] if table else (0.5, 0.5, 0.0)
    if table:
        seats.table = 0
        seats.members.append(Member(table, (0.0, 0.0), sizes[table]))
    turns = {1: [180.0], 2: [125.0, -125.0], 3: [180.0, 60.0, -60.0]}.get(
        len(chairs), [k * 360.0 / max(1, len(chairs)) for k in range(len(chairs))]
    )
    for category, angle in zip(chairs, turns, strict=True):
        cd = sizes[category][1]
        out = turn((0.0, -1.0), angle)
        reach = math.hypot(out[0] * tw, out[1] * td) / 2 + 0.38 + cd / 2
        at = (out[0] * reach, out[1] * reach)
        seats.members.append(
            Member(category, at, sizes[category], facing((-out[0], -out[1])), relation="around")
        )
    seats.extent = (tw + 2.0, td + 1.9)
    return seats
