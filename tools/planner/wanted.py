"""What was asked for and is not there yet, put in; what nobody asked for makes way."""

from __future__ import annotations

from tools import vocabulary
from tools.brief.brief import Wanted
from tools.planner.curtains import KINDS
from tools.planner.design import Piece
from tools.planner.ensembles.beds import stand_beds
from tools.planner.ensembles.desks import stand_desks
from tools.planner.ensembles.tables import stand_tables
from tools.planner.rooms import common
from tools.planner.seated import with_seats
from tools.planner.seeking import stand
from tools.planner.space import Space

NEEDED = frozenset({"bed", "sofa", "toilet", "bath", "appliance", "sink", "kitchen", "chair", "crib"})
"""Families without which a room is no longer of its type."""
LAST = frozenset({"wardrobe"})
"""What makes way when nothing else is left to."""
FOLLOW = ("around", "facing", "beside")
"""Relations of a recipe by which a thing goes with another."""
STEPPED_OVER = 0.05
"""Metres: what is no higher is in nobody's way."""
FEW_DESKS = 4
"""Desks of one room of which each has a lamp of its own; more are lit from the ceiling."""
SPARED = 12
"""Pieces that make way for what was asked for, at most."""


def add_wanted(space: Space, *, early: bool = False) -> None:
    """Put what is lacking into a furnished room, the largest first, carriers before what they carry.

    Args:
        space: the room.
        early: what goes without saying is still to come: small things wait for it, unless it was told on what
            they stand.
    """
    _together(space)
    for wanted in sorted(space.wishes.things, key=_order):
        if early and _waits(space, wanted):
            continue
        while len(space.wishes.filled[wanted.key]) < wanted.count:
            piece = _stood(space, wanted)
            if piece is None:
                break
            _completed(space, piece)


def _waits(space: Space, wanted: Wanted) -> bool:
    """Whether a small thing was told to be on nothing that is there."""
    told = [r.object for r, own in space.wishes.relations_of(wanted.key) if own and r.kind == "on"]
    small = vocabulary.entry(wanted.category).mount == "object"
    return small and not any(space.wishes.filled.get(key) for key in told)


def _together(space: Space) -> None:
    """What is used together of which none stands yet, as groups: desks, beds, cribs, tables."""

    def none_yet(category: str, least: int) -> int:
        own = [w for w in space.wishes.things if w.category == category]
        stands = any(space.wishes.filled[w.key] for w in own)
        count = sum(w.count for w in own)
        return count if count >= least and not stands else 0

    if number := none_yet("desk", 2):
        for desk in stand_desks(space, number):
            if not space.wishes.brief.bare:
                common.desk_set(space, desk, lamp=number <= FEW_DESKS)
    for family in ("bed", "crib"):
        if none_yet(family, 2):
            stand_beds(space, family=family)
    if number := none_yet("dining table", 2):
        for table in stand_tables(space, "dining table", space.pick("dining table"), number):
            with_seats(space, table)


def _order(wanted: Wanted) -> tuple[int, float]:
    entry = vocabulary.entry(wanted.category)
    rank = {"floor": 0, "wall": 1, "ceiling": 2, "object": 3}[entry.mount]
    return (rank + (entry.shape == "flat"), -entry.size[0] * entry.size[1])


def _stood(space: Space, wanted: Wanted) -> Piece | None:
    category = _as_before(space, wanted)
    piece = stand(space, category)
    for _ in range(SPARED):
        if piece is not None or category in KINDS:
            break
        if not give_way(space):
            break
        piece = stand(space, category)
    for _ in range(SPARED):
        if piece is None or at_wall(piece) or not _belongs_at_wall(space, wanted):
            break
        # What stands at the walls unasked makes way before a bookcase stands in the room.
        space.take_out({piece.id})
        more = give_way(space, walled=True)
        piece = stand(space, category)
        if not more:
            break
    return piece


def _as_before(space: Space, wanted: Wanted) -> str:
    """The category of those that stand already for a wish: ten chairs are ten alike."""
    ids = space.wishes.filled[wanted.key]
    return next((p.category for p in space.pieces if p.id in ids), wanted.category)


def at_wall(piece: Piece) -> bool:
    """Whether it was stood against a wall or in a corner."""
    return any(kind in ("against", "corner") for kind, _ in piece.relations)


def _belongs_at_wall(space: Space, wanted: Wanted) -> bool:
    entry = vocabulary.entry(wanted.category)
    free = entry.mount != "floor" or entry.family == "sofa" or entry.shape == "flat"
    relations = space.wishes.relations_of(wanted.key)
    told = any(own and r.kind not in ("against", "corner") for r, own in relations)
    return entry.back_to_wall and not free and not told


def give_way(space: Space, *, walled: bool = False) -> bool:
    """Take the last thing out that nobody asked for, with what belongs to it; False when there is none.

    `walled` asks for one that stands at a wall.
    """
    spare = _spare(space, walled=walled)
    if spare is None:
        return False
    space.given += 1
    gone = {spare.id, *_followers(space, spare)}
    space.take_out(gone | {p.id for p in space.pieces if p.on in gone})
    return True


def _followers(space: Space, piece: Piece) -> set[str]:
    """What nobody asked for and stands there for a piece's sake: the chair of a desk."""
    asked = set(space.wishes.keys)
    return {
        p.id
        for p in space.pieces
        if p.id not in asked and any(kind in FOLLOW and to == piece.id for kind, to in p.relations)
    }


def give_up(space: Space) -> bool:
    """Take the last thing out that was asked for, where it leaves no way to walk; False when none is left."""
    stands = [p for p in space.pieces if p.mount == "floor" and p.on is None and p.size[2] > STEPPED_OVER]
    if not stands:
        return False
    last = stands[-1]
    space.take_out({last.id, *(p.id for p in space.pieces if p.on == last.id)})
    return True


def _completed(space: Space, piece: Piece) -> None:
    """What goes without saying with a thing: a chair and the things of work at a desk."""
    if piece.category == "desk" and not space.wishes.brief.bare:
        common.desk_set(space, piece)
    with_seats(space, piece)


def _spare(space: Space, *, walled: bool = False) -> Piece | None:
    """The last piece on the floor that nobody asked for and the room can do without."""
    asked = set(space.wishes.keys)
    carriers = {p.on for p in space.pieces if p.id in asked}
    for piece in sorted(reversed(space.pieces), key=lambda p: p.category in LAST):
        entry = vocabulary.entry(piece.category)
        kept = piece.id in carriers | asked or entry.family in NEEDED or entry.shape == "flat"
        if piece.mount == "floor" and piece.on is None and not kept and (at_wall(piece) or not walled):
            return piece
    return None
