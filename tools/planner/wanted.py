"""What was asked for by name, stood where such a thing goes; and what was not wanted, taken out again."""

from __future__ import annotations

import shapely

from tools import vocabulary
from tools.geometry import Vec3
from tools.planner.catalogue import ranges
from tools.planner.design import Piece
from tools.planner.rooms import common
from tools.planner.space import Space

WALL = 1.3
"""Metres above the floor that something hangs whose usual height nobody wrote down."""
NEEDED = frozenset({"bed", "sofa", "toilet", "bath", "appliance", "sink", "kitchen", "chair", "crib"})
"""Families without which a room is no longer of its type."""
FRONT = 0.5
"""Metres of floor kept free before what is used from the front."""


def missing(pieces: list[Piece], things: tuple[tuple[str, int], ...]) -> list[str]:
    """Categories that were asked for and are not there, each as often as it is lacking."""
    lacking: list[str] = []
    for category, count in things:
        there = sum(vocabulary.same(p.category, category) for p in pieces)
        lacking += [category] * max(0, count - there)
    return lacking


def add_wanted(space: Space, things: tuple[tuple[str, int], ...]) -> None:
    """Put what is lacking into a furnished room; what nobody asked for makes way, the last to come first."""
    for category in missing(space.pieces, things):
        while _stood(space, category) is None:
            spare = _spare(space, {name for name, _ in things})
            if spare is None:
                break
            space.take_out({spare.id, *(p.id for p in space.pieces if p.on == spare.id)})


def _spare(space: Space, asked: set[str]) -> Piece | None:
    """The last piece on the floor that the room can do without."""
    carriers = {p.on for p in space.pieces if any(vocabulary.same(p.category, name) for name in asked)}
    for piece in reversed(space.pieces[1:]):
        entry = vocabulary.entry(piece.category)
        kept = piece.id in carriers or any(vocabulary.same(piece.category, name) for name in asked)
        kept = kept or entry.family in NEEDED or entry.shape == "flat"
        if piece.mount == "floor" and not kept:
            return piece
    return None


def without(space: Space, unwanted: tuple[str, ...]) -> None:
    """Take out everything of these categories, and what stood on it."""
    gone = {p.id for p in space.pieces if any(vocabulary.same(p.category, name) for name in unwanted)}
    while more := {p.id for p in space.pieces if p.on in gone} - gone:
        gone |= more
    space.take_out(gone)


def _stood(space: Space, category: str) -> Piece | None:
    """The thing at the first place of its kind that is free."""
    entry = vocabulary.entry(category)
    size = _size(space, category)
    if entry.mount == "wall":
        return space.hang(category, entry.elevation or WALL, size=size)
    if entry.mount == "ceiling":
        middle = space.polygon.representative_point()
        return space.overhead(category, (float(middle.x), float(middle.y)), size=size)
    if entry.mount == "object":
        return _carried(space, category, size)
    if entry.shape == "flat":
        middle = shapely.Point(space.polygon.centroid)
        return space.lay(category, (float(middle.x), float(middle.y)), size[:2], space.walls[0].facing)
    if entry.back_to_wall or entry.family == "table":
        piece = space.against(category, size=size, front=FRONT) or space.against(category, size=size, front=0)
        if piece is not None and category == "desk":
            common.desk_set(space, piece)
        return piece or space.open(category, size=size, margin=0.3)
    return space.corner(category, size=size) or space.against(category, size=size, front=0.2)


def _carried(space: Space, category: str, size: Vec3) -> Piece | None:
    """A small thing on the first top that has room for it, the largest first."""
    tops = [p for p in space.pieces if p.on is None and vocabulary.entry(p.category).surface is not None]
    for top in sorted(tops, key=lambda p: -p.size[0] * p.size[1]):
        piece = space.on(top, category, size=size)
        if piece is not None:
            return piece
    return None


def _size(space: Space, category: str) -> Vec3:
    if category in ranges():
        return space.pick(category)
    w, d, h = vocabulary.entry(category).size
    return (w, d, min(h, round(space.height - 0.15, 2)))
