"""What was asked to be by another and stands farther off than people call that is drawn closer.

What counts as beside and near is SceneEval's (`tools/measure/relations.py`); these are tighter, and no wish
that is met may be lost for them.
"""

from __future__ import annotations

from tools import vocabulary
from tools.brief.brief import Relation
from tools.geometry import turn
from tools.measure.relations import NEXT_TO, Gap, Stood, distance
from tools.planner.design import Piece
from tools.planner.judging import total
from tools.planner.seeking import floor_spots, moved, space_piece
from tools.planner.space import Space
from tools.planner.spots import Spot

ROWED = frozenset({"cabinet", "wardrobe", "shelf", "dresser"})
"""Families of what stands side by side without a gap."""
JOINT = 0.011
"""Metres between two of these: a joint one sees, and no contact."""
SAID_NEAR = 1.0
"""Metres up to which people call it near, where SceneEval counts up to 1.5."""
TRIED = 30
"""Places that are tried for one thing."""


def draw_close(space: Space) -> None:
    """Close up cupboards that were asked to be side by side, and bring what is to be near within a metre."""
    for relation in space.wishes.brief.relations:
        if relation.kind == "beside":
            _close_up(space, relation)
        elif relation.kind == "near":
            _bring_near(space, relation)


def _close_up(space: Space, relation: Relation) -> None:
    """Slide each cupboard along its wall to the one that it was asked to be beside."""
    for id in space.wishes.filled.get(relation.subject, []):
        piece = space_piece(space, id)
        others = [space_piece(space, o) for o in space.wishes.filled.get(relation.object, []) if o != id]
        if not _rowed(piece) or not others:
            continue
        stood = space.stood
        gap, other = min(((distance(stood[id], stood[o.id]), o) for o in others), key=lambda found: found[0])
        if not _rowed(other) or piece.yaw != other.yaw or not JOINT + 0.001 < gap <= NEXT_TO:
            continue
        x, _ = stood[other.id].local(piece.at)
        side = 1 if x > 0 else -1
        dx, dy = turn((side * (other.size[0] / 2 + JOINT + piece.size[0] / 2) - x, 0.0), other.yaw)
        _moves(space, piece, Spot((piece.at[0] + dx, piece.at[1] + dy), piece.yaw))


def _rowed(piece: Piece) -> bool:
    return piece.on is None and piece.mount == "floor" and vocabulary.entry(piece.category).family in ROWED


def _bring_near(space: Space, relation: Relation) -> None:
    """Move what stands farther than a metre from what it is to be near, to a free place."""
    gaps = space.hall.openings(relation.object) if relation.object in ("door", "window") else []
    for id in space.wishes.filled.get(relation.subject, []):
        piece = space_piece(space, id)
        objects = [space.stood[o] for o in space.wishes.filled.get(relation.object, ()) if o != id]
        if piece.on is not None or piece.mount != "floor" or not (gaps or objects):
            continue
        if _off(space.stood[id], gaps, objects) <= SAID_NEAR:
            continue
        spots = [
            spot
            for spot in floor_spots(space, piece.category, piece.size, leave=id)
            if _off(Stood(spot.at, piece.size, spot.yaw, id=id, category=piece.category), gaps, objects)
            <= SAID_NEAR
        ]
        walled = vocabulary.entry(piece.category).back_to_wall
        rather = sorted(spots, key=lambda spot: spot.wall is None)  # as liked, rather at a wall
        any(_moves(space, piece, s) for s in [s for s in rather if s.wall is not None or not walled][:TRIED])


def _off(thing: Stood, gaps: list[Gap], objects: list[Stood]) -> float:
    """Metres to the nearest of what it is to be near."""
    return min(
        [*(float(thing.footprint.distance(g.line)) for g in gaps), *(distance(thing, o) for o in objects)]
    )


def _moves(space: Space, piece: Piece, spot: Spot) -> bool:
    """Whether it stands there now: the place is free, and no wish is met less."""
    before, was = total(space), (piece.at, piece.yaw)
    kept = list(space.solids), list(space.keeps)
    if not moved(space, [piece], spot):
        return False
    if total(space) >= before - 1e-9:
        return True
    piece.at, piece.yaw = was
    space.solids, space.keeps = kept
    return False
