"""How much stands about: a room thinned out, or filled with what people leave where they do things."""

from __future__ import annotations

import math
from itertools import combinations

from tools import vocabulary
from tools.brief.brief import Density, RoomType
from tools.planner import habits
from tools.planner.catalogue import CELL
from tools.planner.design import Piece
from tools.planner.gallery import hang_anew
from tools.planner.space import Space

A_METRE = 3.0
"""Things a square metre in a room that is lived in."""
FEWEST, MOST = 66, 100
"""Things in one: 60 to 120 is what is promised, with some to spare for what finds no place."""
BEHIND = 0.01
"""Metres that boards lose to their wall in that check, on the whole of them."""
SHARED = 0.072
"""Cubic metres that a room may share by this reckoning; the rest of 0.1 is for what it does not see."""
ON_FLOOR = 14
"""Things that stand about on the floor, at most."""
FLOOR_AND_WALLS, TAKEN = 9, 0.6
"""Things that find a place on floor and walls, and the part of those that belong on tops which do."""
ON_TOP = 0.35
"""Metres of what stands on furniture that is put in: it stands before no window."""
HUNG = 3
"""Pictures more than a room has that is not lived in."""
SHELVES, SHELF, BOARD = 2, 1.4, 0.16
"""Shelves that hang over what is worked at, and metres above the floor."""
LEVELS = 5
ANY = 1.6
"""How many times as many of a kind as people have there may be where a room holds little."""
HIGH = 1.85
"""Metres above the floor that a clock hangs."""
UNHUNG = frozenset({"shop", "lab", "classroom", "bath"})
"""Rooms whose walls are for other things than pictures."""
CLOCKED = frozenset({"kitchen", "dining", "office", "lab"})
HOMELY = frozenset({"living", "office"})
"""Rooms of which 60 to 120 things are promised."""
KEPT = frozenset({"pillow", "bedding", "lamp", "screen", "sink"})
"""Families of small things that a sparse room keeps."""
SPARE = frozenset({"plant", "bench", "box", "bag", "clothes", "toy", "decor"})
"""Families on the floor that it does without."""


def dense(space: Space, type: RoomType, density: Density) -> None:
    """Thin a furnished room out, or fill it; as it is for "usual". What was asked for stays."""
    if density == "sparse":
        _thin(space)
    elif density == "lived-in":
        _fill(space, type)
        if not space.wishes.brief.says_nothing:
            lighten(space)
    elif not space.wishes.brief.says_nothing:
        hang_anew(space)
        lighten(space)


def _thin(space: Space) -> None:
    asked = set(space.wishes.keys)
    carriers = {p.on for p in space.pieces if p.id in asked}
    gone: set[str] = set()
    for piece in space.pieces:
        family = vocabulary.entry(piece.category).family
        small = piece.on is not None and family not in KEPT
        if (small or family in SPARE) and piece.id not in asked | carriers:
            gone.add(piece.id)
    gone |= {p.id for p in space.pieces if p.on in gone}
    space.take_out(gone)


def lighten(space: Space) -> None:
    """Take small things that nobody asked for off what carries them while the room shares too much space.

    What a thing stands on shares a layer of cells with it in SceneReVis's voxel check; a room is valid by
    that check up to 0.1 m3.
    """
    asked = set(space.wishes.keys)
    small = [p for p in space.pieces if p.on is not None]
    shared = {p.id: _layer(space, p) for p in small}
    rugs = [p for p in space.pieces if p.mount == "floor" and vocabulary.entry(p.category).shape == "flat"]
    stands = [p for p in space.pieces if p.mount == "floor" and p not in rugs and p.category in CLOSED]
    others = sum(r.footprint.intersection(p.footprint).area * CELL for r in rugs for p in stands)
    boards = [p for p in space.pieces if vocabulary.entry(p.category).family == "board" and p.mount == "wall"]
    others += sum(p.size[0] * p.size[2] for p in boards) * BEHIND
    units = [p for p in space.pieces if p.mount == "floor" and vocabulary.entry(p.category).family in UNITS]
    others += sum(
        JOINTS * CELL * min(a.size[1], b.size[1]) * min(a.size[2], b.size[2])
        for a, b in combinations(units, 2)
        if a.footprint.distance(b.footprint) < TOUCHING
    )
    spare = [p for p in small if p.id not in asked and _spared(p)]
    for piece in sorted(spare, key=lambda p: -shared[p.id]):
        if sum(shared.values()) + others <= SHARED:
            return
        space.take_out({piece.id})
        del shared[piece.id]


def _layer(space: Space, piece: Piece) -> float:
    """Cubic metres of the cells at a thing's underside, as far as it fills its box there."""
    across, deep = (2 * math.floor(0.5 * v / CELL + 0.5) + 1 for v in piece.size[:2])
    entry = vocabulary.entry(piece.category)
    fills = FILLS.get(entry.family, 0.75 if entry.turns == 0 else 1.0)
    soft = piece.category == "blanket" or (entry.soft and _boxed(space, piece))
    return across * deep * CELL**3 * fills * (2.0 if soft and entry.family != "pillow" else 1.0)


CLOSED = frozenset({"bookshelf", "wardrobe", "cabinet", "dresser", "sideboard", "reception desk", "tv stand"})
"""What stands on the whole of its footprint."""
UNITS, JOINTS, TOUCHING = frozenset({"kitchen", "appliance"}), 0.6, 0.02
"""Families that stand in a row, the part of their joints that share a cell, and metres between such two."""
FILLS = {"lamp": 0.35, "screen": 0.55, "plant": 0.5, "toy": 0.5}
"""Part of its box that a thing of a family takes at its underside."""


def _spared(piece: Piece) -> bool:
    family = vocabulary.entry(piece.category).family
    return family not in KEPT or family == "bedding" or piece.category == "throw pillow"


def _boxed(space: Space, piece: Piece) -> bool:
    """Whether what carries it is soft, or closed under its top."""
    carrier = next(p for p in space.pieces if p.id == piece.on)
    return bool(vocabulary.entry(carrier.category).soft) or carrier.category == "school desk"


def _fill(space: Space, type: RoomType) -> None:
    """What people have about: on the floor where it is used, on shelves and tops in groups, on the walls."""
    goal = min(MOST, max(FEWEST, round(A_METRE * space.area)))
    more = list(habits.table()["more"].get(type, ()))
    while more and len(space.pieces) + FLOOR_AND_WALLS + TAKEN * _room_on_tops(space) < FEWEST:
        _furniture(space, more.pop(0), ON_TOP)
    habits.put_by_use(space, type, ON_FLOOR)
    for piece in [p for p in space.pieces if p.category == "sofa"][:1]:
        for group in habits.groups_for(piece):
            habits.put_group(space, piece, group, 1)
    shelves = _shelves(space, type)
    if type not in UNHUNG:
        hang_anew(space, HUNG if len(space.pieces) < goal else 0)
    if type in CLOCKED and not habits.enough(space, "wall clock"):
        space.hang("wall clock", HIGH, prefer="middle")
    _on_tops(space, goal, [*shelves, *space.pieces])
    for name in (*more, *habits.table()["more"].get(type, ())):
        if len(space.pieces) >= FEWEST:
            return
        stood = _furniture(space, name, 0.0)
        if stood is not None:
            _on_tops(space, FEWEST, [stood])
    if type in HOMELY:
        for times in (1.5, 2.0):
            _on_tops(space, FEWEST, list(space.pieces), times)
        _anything(space)


def _anything(space: Space) -> None:
    """Where all that belongs somewhere is there and it is still little: more of any kind on each top."""
    more: list[str] = habits.table()["else"]
    for side in ("right", "left", "middle", "right", "left"):
        for piece in [p for p in space.pieces if p.category != "sofa" and habits.groups_for(p)]:
            if len(space.pieces) >= FEWEST:
                return
            habits.put_group(space, piece, [side, *space.rng.sample(more, 3)], 3, ANY)


def _furniture(space: Space, name: str, top: float) -> Piece | None:
    """One more piece that carries things: behind a sofa that stands in the room, else at a wall."""
    if habits.enough(space, name):
        return None
    piece = habits.behind_sofa(space, name) if name == "console table" else None
    piece = piece or space.against(name, front=0.45, prefer="middle", top=top)
    if piece is not None and not space.walkable(habits.WALK):
        space.take_out({piece.id})
        return None
    return piece


def _room_on_tops(space: Space) -> int:
    """How many small things belong on what stands there, besides those that are there."""
    belong = sum(len(group) - 1 for p in space.pieces for group in habits.groups_for(p))
    return belong - sum(p.on is not None for p in space.pieces)


def _shelves(space: Space, type: RoomType) -> list[Piece]:
    """A shelf over what one works or stands at."""
    made: list[Piece] = []
    for name in habits.table()["shelves"].get(type, ()):
        for piece in [p for p in space.pieces if p.category == name and p.mount == "floor"]:
            if len(made) >= SHELVES:
                return made
            size = space.pick("wall shelf", w=round(min(0.9, piece.size[0]), 2), h=BOARD)
            shelf = space.hang("wall shelf", SHELF, over=piece, size=size)
            made += [shelf] if shelf is not None else []
    return made


def _on_tops(space: Space, goal: int, carriers: list[Piece], times: float = 1.0) -> None:
    """Groups of small things on everything that carries some, one each in turn, up to `goal` pieces."""
    own = {p.id: p for p in carriers if p.category != "sofa"}
    for level in range(LEVELS):
        for piece in own.values():
            groups = habits.groups_for(piece)
            if level < len(groups) and len(space.pieces) < goal:
                habits.put_group(space, piece, groups[level], goal - len(space.pieces), times)
