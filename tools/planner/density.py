"""How much stands about: a room thinned out, or filled with what people leave where they do things."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from tools import vocabulary
from tools.brief.brief import Density, RoomType
from tools.planner.design import Piece
from tools.planner.seeking import fits, floor_spots
from tools.planner.space import Space

A_METRE = 3.4
"""Things a square metre in a room that is lived in."""
FEWEST, MOST = 66, 116
"""Things in one: 60 to 120 is what is promised, with some to spare for what finds no place."""
TRIES = 5
"""How often a place that has no more room is asked again."""
CELL = 0.05
"""Metres: SceneReVis's voxels."""
BEHIND = 0.01
"""Metres that boards lose to their wall in that check, on the whole of them."""
SHARED = 0.06
"""Cubic metres that small things may share with what carries them; the rest of 0.1 is for neighbours."""
ON_FLOOR = 14
ENOUGH = {"pouf": 1, "ottoman": 1, "basket": 2, "floor lamp": 1, "speaker": 2, "side table": 2, "plant": 2}
"""How many of a kind stand about in one room at most, unasked."""
MOST_OF = 0.85
"""Part of the free floor that one can still walk to."""
MORE = ("console table", "sideboard", "side table", "cabinet")
"""What carries more, where a room that is lived in has too little that does."""
HOMELY = frozenset({"living", "office"})
"""Rooms of which `FEWEST` is promised."""
KEPT = frozenset({"pillow", "bedding", "lamp", "screen", "sink"})
"""Families of small things that a sparse room keeps."""
SPARE = frozenset({"plant", "bench", "box", "bag", "clothes", "toy", "decor"})
"""Families on the floor that it does without."""
BUSY = frozenset({"stove", "refrigerator", "ottoman", "pouf"})
UNUSED = frozenset({"chair", "stool", "bed", "toilet", "bath", "box"})
"""Categories and families on which nothing is left although they could carry something."""
LOW = 1.9
"""Metres: nobody puts things on what is higher."""


HEIGHTS = {"wall clock": 1.9, "wall shelf": 1.35, "whiteboard": 0.95}
"""Metres above the floor that things hang, where it is not a picture's height."""


def dense(space: Space, type: RoomType, density: Density) -> None:
    """Thin a furnished room out, or fill it; as it is for "usual". What was asked for stays."""
    if density == "sparse":
        _thin(space)
    elif density == "lived-in":
        _fill(space, type)
    elif not space.wishes.brief.says_nothing:
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
    """Take small things that nobody asked for off what carries them while they share too much space with it.

    What a thing stands on shares a layer of cells with it in SceneReVis's voxel check, cushions more; a room
    is valid by that check up to 0.1 m3.
    """
    asked = set(space.wishes.keys)
    small = [p for p in space.pieces if p.on is not None]
    shared = {p.id: p.size[0] * p.size[1] * CELL * (2.0 if _boxed(space, p) else 1.2) for p in small}
    rugs = [p for p in space.pieces if p.mount == "floor" and vocabulary.entry(p.category).shape == "flat"]
    stands = [p for p in space.pieces if p.mount == "floor" and p not in rugs and p.category in CLOSED]
    on_rugs = sum(r.footprint.intersection(p.footprint).area * CELL for r in rugs for p in stands)
    boards = [p for p in space.pieces if vocabulary.entry(p.category).family == "board" and p.mount == "wall"]
    at_walls = sum(p.size[0] * p.size[2] for p in boards) * BEHIND
    spare = [p for p in small if p.id not in asked and _spared(p)]
    for piece in sorted(spare, key=lambda p: -shared[p.id]):
        if sum(shared.values()) + on_rugs + at_walls <= SHARED:
            return
        space.take_out({piece.id})
        del shared[piece.id]


CLOSED = frozenset({"bookshelf", "wardrobe", "cabinet", "dresser", "sideboard", "reception desk", "tv stand"})
"""What stands on the whole of its footprint."""


def _spared(piece: Piece) -> bool:
    family = vocabulary.entry(piece.category).family
    return family not in KEPT or family == "bedding" or piece.category == "throw pillow"


def _boxed(space: Space, piece: Piece) -> bool:
    """Whether what carries it is soft, or closed under its top."""
    carrier = next(p for p in space.pieces if p.id == piece.on)
    return bool(vocabulary.entry(carrier.category).soft) or carrier.category == "school desk"


def _fill(space: Space, type: RoomType) -> None:
    goal = min(MOST, max(FEWEST, round(A_METRE * space.area)))
    for category in _table()["wall"][type]:
        space.hang(category, HEIGHTS.get(category, 1.5), prefer="any")
    _floor(space, _table()["floor"][type])
    _on_tops(space, goal)
    for name in (*MORE, *MORE):
        if len(space.pieces) >= FEWEST or type not in HOMELY:
            return
        piece = space.against(name, front=0.45)
        if piece is not None and not space.walkable(0.3, MOST_OF):
            space.take_out({piece.id})
        _on_tops(space, FEWEST)


def _on_tops(space: Space, goal: int) -> None:
    """Small things on everything that carries some, in turn, up to `goal` pieces in the room."""
    carriers = [(p, names) for p in space.pieces if (names := _names(p))]
    failed = dict.fromkeys((p.id for p, _ in carriers), 0)
    turn = 0
    while len(space.pieces) < goal and any(f < TRIES for f in failed.values()):
        for piece, names in carriers:
            if failed[piece.id] >= TRIES or len(space.pieces) >= goal:
                continue
            name = names[(turn + space.rng.randrange(2)) % len(names)]
            made = space.on(piece, name, edge=0.03)
            failed[piece.id] += made is None
        turn += 1


def _floor(space: Space, names: list[str]) -> None:
    """Things left on the floor, along the walls and beside the furniture, as long as one can still walk."""
    put = 0
    for name in [*names, *names]:
        there = sum(p.category == name.split("/")[0] for p in space.pieces)
        if put >= ON_FLOOR or not space.wishes.welcome(name) or there >= ENOUGH.get(name, there + 1):
            continue
        size = space.pick(name)
        for spot in floor_spots(space, name.split("/")[0], size)[:60]:
            if not fits(space, name, size, spot, 0.0, frozenset()):
                continue
            piece = space.add(name, spot.at, size, spot.yaw, relation=("beside", "room"))
            if space.walkable(0.3, MOST_OF):
                put += 1
                break
            space.take_out({piece.id})


def _names(piece: Piece) -> list[str]:
    """What people put on a thing; nothing on what is soft or too high."""
    entry = vocabulary.entry(piece.category)
    table: dict[str, list[str]] = _table()["on"]
    top = (piece.z or 0.0) + piece.size[2] * (entry.surface or 0.0)
    if entry.surface is None or entry.soft or piece.on is not None or top > LOW:
        return []
    if piece.category in BUSY or entry.family in UNUSED:
        return []
    if piece.mount != "floor":
        return table["wall shelf"] if piece.category == "wall shelf" else []
    if "display" in piece.category:
        return table["display"]
    return table.get(piece.category) or table.get(_alike(piece.category)) or table.get(entry.family) or []


def _alike(category: str) -> str:
    return {"round coffee table": "coffee table", "reception desk": "desk", "vanity table": "dresser"}.get(
        category, ""
    )


@cache
def _table() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((Path(__file__).parent / "density.json").read_text(encoding="utf-8"))
    return data
