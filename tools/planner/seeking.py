"""Looking for a place for what was asked for: everywhere it could stand, the most wished-for places first."""

from __future__ import annotations

import math

from tools import vocabulary
from tools.geometry import Vec2, Vec3, rectangle, turn
from tools.measure.relations import NEXT_TO, Stood, distance
from tools.planner.curtains import KINDS, dress_window
from tools.planner.design import Piece
from tools.planner.laying import laid
from tools.planner.livable import AROUND
from tools.planner.occupancy import neat_yaw
from tools.planner.rows import APARTS, CENTRAL, aparts, before_window, front_of, in_line, to_corner
from tools.planner.seated import long_enough, seated, tabled
from tools.planner.space import Space
from tools.planner.spots import BESIDE, TURNS, Spot, open_spots

HIGH = 1.3
"""Metres above the floor that something hangs whose usual height nobody wrote down."""
DEEP = 0.02
"""Metres, both sides together, by which it is clear of what is before and behind it."""
LOOSE = 6.0
"""What a metre weighs by which it is further off than that."""
INTO_CORNER = 3.0
"""What a metre from a corner weighs for what is to be in one."""
TO_END = 0.6
"""What a metre from the end of a wall weighs where much is to stand on little floor."""
IN_FRONT = 1.5
"""What it weighs that a thing told to be beside another stands before it, where that is used."""
OVER = 0.25
"""Metres between a thing and what hangs above it."""


def stand(space: Space, category: str) -> Piece | None:
    """Put the next thing of a category where it most meets what was asked of it; None without a free place.

    Recipes have had their turn: this is for what they do not know, or did not put where it was wanted.
    """
    entry = vocabulary.entry(category)
    size = space.pick(category)
    size = long_enough(space, category, size) if category in AROUND else size
    if entry.mount == "object":
        return _carried(space, category, size)
    if entry.mount == "ceiling":
        return _overhead(space, category, size)
    if entry.mount == "wall":
        return dress_window(space, category) if category in KINDS else _hung(space, category, size)
    if entry.shape == "flat":
        return laid(space, category, size)
    told_on = _told_carriers(space, category)
    if told_on:
        return _carried(space, category, size)
    return _floored(space, category, size)


def floor_spots(space: Space, category: str, size: Vec3, leave: str = "") -> list[Spot]:
    """Places on the floor for a thing, by how many of its relations they meet and how usual they are.

    Args:
        space: the room.
        category: what it is.
        size: of its box, metres.
        leave: id of a piece to look for anew; "" for a new one.
    """
    entry = vocabulary.entry(category)
    told = space.wishes.told_of(category)
    if leave:
        keys = space.wishes.keys
        own = [leave, *(p.id for p in space.pieces if p.on == leave)]
        told = [t for id in own if id in keys for t in space.wishes.relations_of(keys[id])]
    stood = {id: s for id, s in space.stood.items() if not leave or (id != leave and s.on != leave)}
    near = [
        id
        for relation, own in told
        if own and relation.kind not in ("far", "opposite", "facing")
        for id in space.wishes.filled.get(relation.object, ())
        if id in stood
    ]
    beside = [
        id
        for relation, own in told
        if relation.kind in ("beside", "both sides")
        for id in space.wishes.filled.get(relation.object if own else relation.subject, ())
        if id in stood
    ]
    before = [
        (id, relation.kind in ("facing", "opposite"))
        for relation, own in told
        if relation.kind in STRAIGHT
        for id in space.wishes.filled.get(relation.object if own else relation.subject, ())
        if id in stood
    ]
    scored: list[tuple[float, int, Spot]] = []
    backed = entry.back_to_wall or entry.family not in CENTRAL
    alike = [s for s in stood.values() if s.category == category and s.on is None]
    roomed = {r.kind for r, own in told if own and r.object == "room"}
    crowded = len(aparts(space)) == 1
    middled, cornered = "middle" in roomed, "corner" in roomed
    for number, spot in enumerate(open_spots(space, size, stood, leave, TURNS.get(entry.turns, 4))):
        new = Stood(spot.at, size, spot.yaw, id=leave, category=category)
        met = space.wishes.longing(told, new, stood, space.hall)
        usual = 0.5 if (spot.wall is not None) == (backed and not middled) else 0.0
        if entry.family in SEATS:
            usual += 0.5 * _inward(space, new)
        if entry.back_to_wall and spot.wall is None and not middled:
            usual -= 4.0
        if spot.wall is None and entry.family not in SEATS and any(in_line(new, o) for o in alike):
            usual += 0.6
        if cornered:
            usual -= INTO_CORNER * to_corner(space.polygon, new, alike)
        if crowded and spot.wall is not None:  # leave floor in one piece
            usual -= TO_END * (min(spot.along, spot.wall.length - spot.along) - size[0] / 2)
        if middled:
            usual -= math.dist(spot.at, (space.polygon.centroid.x, space.polygon.centroid.y))
        usual -= 0.3 * min((distance(new, stood[id]) for id in near), default=0.0)
        gap = min((distance(new, stood[id]) for id in beside), default=0.0)
        usual -= LOOSE * max(0.0, min(gap, NEXT_TO) - BESIDE[0] - 0.05)
        usual -= IN_FRONT * any(_before(new, stood[id]) for id in beside)
        usual -= sum(_off(new, stood[id], across=across) for id, across in before)
        scored.append((-met * 10 - usual - 0.3 * space.rng.random(), number, spot._replace(met=met)))
    return [spot for _, _, spot in sorted(scored)]


SEATS = ("sofa", "armchair", "chair", "bench")
STRAIGHT = ("in front of", "behind", "facing", "opposite")
"""Relations in which one thing stands straight before another, and no further than one talks across."""
TALK, KNEES = 2.4, 1.2
"""Metres across which people talk, and watch; and those they need to sit before one another."""


def _before(new: Stood, other: Stood) -> bool:
    """Whether a thing's middle is before the front of another that has one."""
    return vocabulary.entry(other.category).turns == 1 and other.local(new.at)[1] < -other.size[1] / 2


def _off(new: Stood, other: Stood, *, across: bool) -> float:
    """How far a thing stands beside the middle of another's front, too far off or too near; metres."""
    x, _ = other.local(new.at)
    far = distance(new, other)
    near = max(0.0, KNEES - far) if across else 0.0
    return 0.5 * abs(x) + 0.4 * max(0.0, far - TALK) + near


def _inward(space: Space, new: Stood) -> float:
    """How much a thing's front looks to the middle of the room, -1 to 1."""
    dx, dy = space.polygon.centroid.x - new.at[0], space.polygon.centroid.y - new.at[1]
    far = math.hypot(dx, dy)
    return (dx * new.front[0] + dy * new.front[1]) / far if far > 0.3 else 0.0


def _floored(space: Space, category: str, size: Vec3) -> Piece | None:
    entry = vocabulary.entry(category)
    piece = seated(space, category, size) or tabled(space, category, size)
    if piece is not None:
        return piece
    front = front_of(entry.family, entry.back_to_wall, category)
    told, friends = space.wishes.told_of(category), _friends(space, category)
    ways = dict.fromkeys((front, 0.0))
    key = (category, size, sum(p.mount == "floor" for p in space.pieces if p.id not in space.wishes.keys))
    if told or key not in space.tried:
        spots = floor_spots(space, category, size)
        rather = [(clear, spot) for clear in ways for spot in spots]
        if entry.back_to_wall and told:  # of places that meet as much, first those with floor to use it
            rather.sort(key=lambda place: -round(place[1].met, 1))
        space.tried[key] = [(apart, *place) for apart in aparts(space) for place in rather]
        if entry.back_to_wall and not told:  # rather with less floor before it than in the middle
            space.tried[key].sort(key=lambda place: place[2].wall is None)
    queue = space.tried[key]
    # Of many alike that may stand anywhere, the next goes on where the last was found.
    while queue:
        apart, clear, spot = queue.pop(0)
        if fits(space, category, size, spot, clear, friends, apart):
            relation = ("against", str(spot.wall.name)) if spot.wall is not None else None
            piece = space.add(category, spot.at, size, spot.yaw, relation=relation)
            space.keep_front(piece, clear)
            return piece
    return None


def fits(
    space: Space, category: str, size: Vec3, spot: Spot, front: float, friends: frozenset[str],
    apart: float = APARTS[-1],
) -> bool:  # fmt: skip
    """Whether a thing can stand at a spot: free, not before a door or a window's pane.

    Args:
        space: the room.
        category: what it is.
        size: of its box, metres.
        spot: where.
        front: metres before it that must be free.
        friends: ids of those on whose kept floor it may stand.
        apart: metres, both sides together, that it is clear of what is beside it.
    """
    if spot.wall is not None and space.blocks_window(spot.wall, spot.along, size):
        return False
    if spot.wall is None and before_window(space, category, size, spot.at, spot.yaw):
        return False
    airy = (size[0] + apart, size[1] + DEEP, size[2])
    around = rectangle(spot.at, airy, spot.yaw)
    if not space.polygon.covers(around):  # in a corner there is nothing to be clear of but the wall
        if not space.free(around.intersection(space.polygon), 0.0, size[2], keep="none"):
            return False
        airy = (size[0] + APARTS[-1], size[1] + DEEP, size[2])
    return space.stands(category, spot.at, airy, spot.yaw, front) if not friends else space.allowed(
        spot.at, airy, spot.yaw, front, friends
    )  # fmt: skip


def _friends(space: Space, category: str) -> frozenset[str]:
    """What a thing may stand before although floor is kept free there: what it was asked to be close to."""
    close = ("in front of", "at", "around", "facing", "beside", "near", "under", "both sides", "opposite")
    ids: set[str] = set()
    for relation, own in space.wishes.told_of(category):
        if relation.kind in close:
            ids |= set(space.wishes.filled.get(relation.object if own else relation.subject, ()))
    seats = vocabulary.entry(category).family in ("chair", "stool", "bench", "armchair")
    # A chair belongs on the floor that is kept free before a desk; it does not stand in it.
    return frozenset(ids if not seats else ids | {p.id for p in space.pieces if _table(p)})


def _table(piece: Piece) -> bool:
    return vocabulary.entry(piece.category).family == "table"


def _hung(space: Space, category: str, size: Vec3) -> Piece | None:
    low = vocabulary.entry(category).elevation or HIGH
    stood = space.stood
    for relation, own in space.wishes.told_of(category):
        if own and relation.kind in ("above", "behind"):
            for id in space.wishes.filled.get(relation.object, ()):
                low = max(low, round(stood[id].top + OVER, 2))
                piece = space.hang(category, low, over=space_piece(space, id), size=size)
                if piece is not None:
                    return piece
    top = space.height - size[2] - 0.06
    return space.hang(category, min(low, top), size=size) or space.hang(
        category, min(low, top), size=size, prefer="corner"
    )


def _overhead(space: Space, category: str, size: Vec3) -> Piece | None:
    stood = space.stood
    spots: list[Vec2] = []
    for relation, own in space.wishes.told_of(category):
        if own and relation.kind in ("above", "near", "beside", "on"):
            spots += [stood[id].at for id in space.wishes.filled.get(relation.object, ()) if id in stood]
    middle = space.polygon.representative_point()
    spots += [(float(space.polygon.centroid.x), float(space.polygon.centroid.y)), (middle.x, middle.y)]
    spots += sorted(space.grid(0.5), key=lambda p: math.dist(p, spots[-1]))
    for at in spots:
        piece = space.overhead(category, at, size=size)
        if piece is not None:
            return piece
    return None


def _told_carriers(space: Space, category: str) -> list[str]:
    """Ids of what a thing was asked to be on."""
    return [
        id
        for relation, own in space.wishes.told_of(category)
        if own and relation.kind == "on"
        for id in space.wishes.filled.get(relation.object, ())
    ]


def _carried(space: Space, category: str, size: Vec3) -> Piece | None:
    """A small thing on what it was asked to be on, else on the first top with room, the largest first."""
    told = _told_carriers(space, category)
    held = {id: sum(p.on == id for p in space.pieces if p.category == category) for id in told}
    tops = [space_piece(space, id) for id in sorted(told, key=lambda id: held[id])]
    if not tops:
        stood = space.stood
        surfaces = [
            p for p in space.pieces if p.on is None and vocabulary.entry(p.category).surface is not None
        ]
        tops = sorted(
            surfaces,
            key=lambda p: (
                -space.longing(category, stood[p.id].at, size, p.yaw, low=stood[p.id].top, on=p.id),
                -SUITS.get(vocabulary.entry(p.category).family, 0),
                -p.size[0] * p.size[1],
            ),
        )
    for top in tops:
        w, d = top.size[:2]
        edge = 0.02 if min(w, d) < 0.5 else 0.05
        fitted = (min(size[0], w - 2 * edge), min(size[1], d - 2 * edge), size[2])
        if min(fitted[:2]) < 0.6 * min(size[:2]):
            continue
        piece = space.on(top, category, size=fitted, edge=edge)
        room = max(0.0, w / 2 - edge - fitted[0] / 2)
        for x in (0.0, -room, room):  # where it fits only straight
            piece = piece or space.on(top, category, (x, 0.0), size=fitted, edge=edge, yaw=0.0)
        if piece is None and told:
            piece = _made_room(space, top, category, fitted)
        if piece is not None:
            return piece
    return None


def _made_room(space: Space, top: Piece, category: str, size: Vec3) -> Piece | None:
    """The thing on a top from which what nobody asked for is taken."""
    spare = {p.id for p in space.pieces if p.on == top.id and p.id not in space.wishes.keys}
    if not spare:
        return None
    space.take_out(spare)
    space.tops[top.id] = [p.footprint for p in space.pieces if p.on == top.id]
    return space.on(top, category, size=size, edge=0.01)


SUITS = {"table": 3, "cabinet": 3, "kitchen": 3, "sink": 2, "shelf": 1, "appliance": 1, "bench": 1}
"""How well things of a family carry small things that were not told where to stand."""


def space_piece(space: Space, id: str) -> Piece:
    """The piece of that id."""
    return next(p for p in space.pieces if p.id == id)


def moved(space: Space, group: list[Piece], spot: Spot) -> bool:
    """Take a piece and what goes with it to a spot, all or nothing; what stands on them goes along.

    Args:
        space: the room.
        group: the piece that is moved, and those that keep their places beside it.
        spot: where the first one goes.
    """
    first, ids = group[0], {p.id for p in group}
    carried = {p.id for p in space.pieces if p.on in ids}
    old = [(p, p.at, p.yaw) for p in group]
    turned, away = spot.yaw - first.yaw, first.at
    solids, keeps = space.solids, space.keeps
    space.solids = [s for s in solids if s.id not in ids | carried]
    space.keeps = [k for k in keeps if not k.allowed & ids]
    fine, friends = True, frozenset(ids) | _friends(space, first.category)
    for piece in group:
        x, y = turn((piece.at[0] - away[0], piece.at[1] - away[1]), turned)
        at, yaw = (spot.at[0] + x, spot.at[1] + y), piece.yaw + turned
        area = rectangle(at, piece.size, yaw)
        flat = vocabulary.entry(piece.category).shape == "flat"
        free = space.polygon.covers(area) if flat else space.free(area, 0.0, piece.size[2], ignore=ids)
        if not free or (piece is first and not fits(space, piece.category, piece.size, spot, 0.0, friends)):
            fine = False
            break
        piece.at, piece.yaw = (round(at[0], 3), round(at[1], 3)), neat_yaw(yaw)
    if not fine:
        for piece, at, yaw in old:
            piece.at, piece.yaw = at, yaw
        space.solids, space.keeps = solids, keeps
        return False
    space.settle(ids | carried)
    return True
