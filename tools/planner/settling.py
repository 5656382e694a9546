"""Relations that are not met yet, mended by moving things; what cannot be had, with the reason."""

from __future__ import annotations

from shapely.geometry import MultiPoint, Point

from tools import vocabulary
from tools.brief.brief import Brief, Relation
from tools.measure.relations import ENOUGH
from tools.measure.wishes import Met, told
from tools.planner.design import Design, Piece
from tools.planner.judging import judged, total
from tools.planner.seeking import floor_spots, moved, space_piece, stand
from tools.planner.space import Space
from tools.planner.spots import Spot
from tools.planner.wanted import FOLLOW, at_wall

TRIED = 40
"""Places that are tried for one thing, the most wished-for first."""
ROUNDS = 3
FEW = 3
"""Things of which each is moved until all stand as one of them does."""
WHOLE = 0.98
"""Score from which everything that was asked stands so."""


def settle(space: Space) -> None:
    """Move things until no relation more can be met by moving one and its group."""
    for turn in range(ROUNDS):
        met = judged(space)
        unmet = [m for m in met if m.kind == "relation" and not m.ok]
        if turn == 0:
            unmet += [m for m in met if m.ok and in_part(space.wishes.brief, m) and _few(space, m)]
        if not any([_mended(space, m) for m in unmet]):
            return


def _few(space: Space, met: Met) -> bool:
    """Whether a relation is of so few things that the one which does not stand so is worth looking for."""
    return 1 < len(space.wishes.filled.get(met.key, ())) <= FEW


def in_part(brief: Brief, met: Met) -> bool:
    """Whether a relation is not met by all it was asked of; being in the middle is a matter of degree."""
    return met.kind == "relation" and met.score < (
        ENOUGH if brief.relations[met.relation or 0].kind == "middle" else WHOLE
    )


def _mended(space: Space, unmet: Met) -> bool:
    """Whether moving the subject, else the object, made the room meet more of what was asked."""
    relation = space.wishes.brief.relations[unmet.relation or 0]
    before = total(space)
    for key in (relation.subject, relation.object, relation.other):
        for id in list(space.wishes.filled.get(key or "", ())):
            piece = space_piece(space, id)
            if piece.on is not None and key != relation.subject:
                piece = space_piece(space, piece.on)
            if piece.mount == "floor" and piece.on is None and _tried(space, piece, before):
                return True
            if piece.mount in ("wall", "object") and key == relation.subject and _anew(space, piece, before):
                return True
    return False


def _tried(space: Space, piece: Piece, before: float) -> bool:
    """Whether some place for a piece, alone or with its group, is better for the whole."""
    was = Spot(piece.at, piece.yaw)
    alone = [piece]
    entry = vocabulary.entry(piece.category)
    walled = entry.back_to_wall and entry.family not in ("sofa", "table") and at_wall(piece)
    for group in (_group(space, piece), alone):
        tried = 0
        for spot in floor_spots(space, piece.category, piece.size, leave=piece.id):
            if tried >= TRIED:
                break
            if walled and spot.wall is None:
                continue
            tried += 1
            kept = [(p, p.at, p.yaw) for p in group], list(space.solids), list(space.keeps)
            if not moved(space, group, spot):
                continue
            if total(space) > before + 0.3:
                return True
            for old, at, yaw in kept[0]:
                old.at, old.yaw = at, yaw
            space.solids, space.keeps = kept[1], kept[2]
        if len(group) == 1:
            break
    assert (piece.at, piece.yaw) == was[:2]
    return False


def _anew(space: Space, piece: Piece, before: float) -> bool:
    """Whether taking a small or hung thing down and standing it anew is better; else all is as before."""
    held = space.held()
    space.take_out({piece.id})
    if piece.on is not None:
        stood = [p.footprint for p in space.pieces if p.on == piece.on]
        space.tops[piece.on] = stood
    new = stand(space, piece.category)
    if new is not None and total(space) > before + 0.3:
        return True
    space.back_to(held)
    return False


def _group(space: Space, piece: Piece) -> list[Piece]:
    """A piece and what stands by it: the chairs of a table, the table of a sofa and the rug amid them."""
    ground = [p for p in space.pieces if p.on is None and p.mount == "floor" and p is not piece]
    found = [piece, *(p for p in ground if any(k in FOLLOW and to == piece.id for k, to in p.relations))]
    amid = MultiPoint([xy for p in found for xy in p.footprint.exterior.coords]).convex_hull
    rugs = [p for p in ground if vocabulary.entry(p.category).shape == "flat" and p not in found]
    return found + [p for p in rugs if amid.contains(Point(p.at))]


def conflicts(brief: Brief, met: list[Met], design: Design) -> list[str]:
    """What is not met, each with why, in words."""
    area = sum(z.polygon.area for z in design.zones)
    lines = []
    for wish in met:
        if wish.ok:
            continue
        if wish.kind == "number":
            wanted = brief.wanted(wish.key)
            there = round(wish.score * wanted.count) if wanted else 0
            lines.append(f"{wish.what}: only {there} have a place in {area:.0f} m2")
        elif wish.kind == "absence":
            lines.append(f"{wish.what}: the room is none without")
        else:
            lines.append(f"{wish.what}: {_why(brief, brief.relations[wish.relation or 0], met)}")
    return lines


OPPOSED: tuple[frozenset[str], ...] = (
    frozenset({"left of", "right of"}), frozenset({"in front of", "behind"}), frozenset({"near", "far"}),
    frozenset({"beside", "far"}), frozenset({"above", "under"}), frozenset({"corner", "middle"}),
    frozenset({"on", "under"}), frozenset({"against", "middle"}),
)  # fmt: skip


def _why(brief: Brief, relation: Relation, met: list[Met]) -> str:
    """The wish it contradicts, or that there is no free place."""
    counted = {m.key: m.ok for m in met if m.kind == "number"}
    for key in (relation.subject, relation.object):
        if counted.get(key) is False:
            wanted = brief.wanted(key)
            return f"there is no place for {wanted.category if wanted else key}"
    for other in brief.relations:
        if other is relation:
            continue
        pair = frozenset({relation.kind, other.kind})
        alike = other.subject == relation.subject and other.object == relation.object
        turned = other.subject == relation.object and other.object == relation.subject
        if (alike and pair in OPPOSED) or (turned and relation.kind == other.kind != "beside"):
            return f"it contradicts {told(brief, other)!r}"
        if other.subject == relation.subject and pair in OPPOSED and relation.kind != other.kind:
            return f"it cannot be had together with {told(brief, other)!r}"
    return "no free place meets it with the rest of what was asked for"
