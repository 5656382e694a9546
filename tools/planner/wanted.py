"""What was asked for and is not there yet, put in; what nobody asked for makes way."""

from __future__ import annotations

from tools import vocabulary
from tools.brief.brief import Wanted
from tools.planner.design import Piece
from tools.planner.rooms import common
from tools.planner.seeking import stand
from tools.planner.space import Space

NEEDED = frozenset({"bed", "sofa", "toilet", "bath", "appliance", "sink", "kitchen", "chair", "crib"})
"""Families without which a room is no longer of its type."""
STEPPED_OVER = 0.05
"""Metres: what is no higher is in nobody's way."""
SPARED = 12
"""Pieces that make way for what was asked for, at most."""


def add_wanted(space: Space) -> None:
    """Put what is lacking into a furnished room, the largest first, carriers before what they carry."""
    for wanted in sorted(space.wishes.things, key=_order):
        while len(space.wishes.filled[wanted.key]) < wanted.count:
            piece = _stood(space, wanted)
            if piece is None:
                break
            _completed(space, piece)


def _order(wanted: Wanted) -> tuple[int, float]:
    entry = vocabulary.entry(wanted.category)
    rank = {"floor": 0, "wall": 1, "ceiling": 2, "object": 3}[entry.mount]
    return (rank + (entry.shape == "flat"), -entry.size[0] * entry.size[1])


def _stood(space: Space, wanted: Wanted) -> Piece | None:
    piece = stand(space, wanted.category)
    for _ in range(SPARED):
        if piece is not None:
            break
        if not give_way(space):
            break
        piece = stand(space, wanted.category)
    return piece


def give_way(space: Space) -> bool:
    """Take the last thing out that nobody asked for, with what is on it; False when there is none."""
    spare = _spare(space)
    if spare is None:
        return False
    space.take_out({spare.id, *(p.id for p in space.pieces if p.on == spare.id)})
    return True


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


def _spare(space: Space) -> Piece | None:
    """The last piece on the floor that nobody asked for and the room can do without."""
    asked = set(space.wishes.keys)
    carriers = {p.on for p in space.pieces if p.id in asked}
    for piece in reversed(space.pieces):
        entry = vocabulary.entry(piece.category)
        kept = piece.id in carriers | asked or entry.family in NEEDED or entry.shape == "flat"
        if piece.mount == "floor" and piece.on is None and not kept:
            return piece
    return None
