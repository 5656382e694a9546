"""Walls that nothing stands at or hangs on: furniture that people would put there, else a picture."""

from __future__ import annotations

from collections.abc import Iterator

from tools import vocabulary
from tools.brief.brief import RoomType
from tools.geometry import Vec2
from tools.planner.design import Piece
from tools.planner.gallery import LARGE, MIDDLE, row
from tools.planner.liking import GAP
from tools.planner.livable import LOW
from tools.planner.rooms import common
from tools.planner.space import Space
from tools.planner.walls import Stretch

LEAST = 2.2
"""Metres of wall on which nobody misses anything."""
AT = 0.6
"""Metres from a wall up to which a thing fills it for the eye."""
SMALL = 0.5
"""Metres of a clock or switch, which leave a wall bare."""
BESIDE = 0.25
"""Metres to each side of what is put there."""
FRONT, PATH = 0.75, 0.35
"""Metres before it to use it, and to each side of somebody walking past."""
WALLS = 2
"""Walls of a room that are furnished so, at most."""
COVERED = 0.36
"""Part of a floor that things stand on, from which no more are put in."""
PICTURES = 2
BY_ROOM: dict[RoomType, tuple[str, ...]] = {
    "living": ("sideboard", "bookshelf", "console table"),
    "bedroom": ("dresser", "bookshelf"),
    "dining": ("sideboard", "cabinet"),
    "office": ("bookshelf", "cabinet", "sideboard"),
    "lab": ("cabinet",),
    "classroom": ("bookshelf", "cabinet"),
    "nursery": ("dresser", "bookshelf"),
    "kitchen": (),
}
"""What is put at a bare wall, in the order in which it is tried; without any, pictures alone."""
ON_TOP = ("vase", "bowl", "book stack", "small plant", "decor")


def dress_walls(space: Space, type: RoomType) -> None:
    """Furnish the barest walls of a room of a kind that has furniture at its walls."""
    if type not in BY_ROOM:
        return
    left, tried = list(BY_ROOM[type]), list[tuple[str, float]]()
    for _ in range(2 * WALLS):
        free = [f for f in _bare(space) if (str(f[0].name), round(f[1], 1)) not in tried]
        if not free or len(tried) >= WALLS:
            return
        wall, low, high = max(free, key=lambda f: f[2] - f[1])
        tried.append((str(wall.name), round(low, 1)))
        piece = next((p for name in left if (p := _stood(space, name, wall, low, high))), None)
        if piece is None:
            _pictured(space, wall, (low + high) / 2)
            continue
        left.remove(piece.category)
        if vocabulary.entry(piece.category).family != "shelf":
            row(space, piece, PICTURES)
            common.trinkets(space, piece, list(ON_TOP), 2)


def _bare(space: Space) -> Iterator[tuple[Stretch, float, float]]:
    """Stretches of wall with nothing at them: the wall, and metres along it from and to."""
    for wall in space.walls:
        taken = [(wall.local(h) - h.width / 2, wall.local(h) + h.width / 2) for h in wall.holes]
        taken += [span for p in space.pieces if (span := _filled(wall, p)) is not None]
        at = 0.0
        for low, high in [*sorted(taken), (wall.length, wall.length)]:
            if low - at > LEAST:
                yield wall, at, low
            at = max(at, high)


def _filled(wall: Stretch, piece: Piece) -> tuple[float, float] | None:
    """The part of a wall that a thing stands or hangs at, metres along it."""
    small = piece.mount == "wall" and piece.size[0] < SMALL
    if piece.on is not None or piece.mount == "ceiling" or piece.size[2] <= LOW or small:
        return None
    places = [wall.place_of((float(x), float(y))) for x, y in piece.footprint.exterior.coords[:-1]]
    along = [a for a, _ in places]
    near = -0.1 < min(out for _, out in places) < AT
    return (min(along), max(along)) if near and max(along) > 0 and min(along) < wall.length else None


def _stood(space: Space, name: str, wall: Stretch, low: float, high: float) -> Piece | None:
    size = space.pick(name)
    floor = sum(p.footprint.area for p in space.pieces if p.mount == "floor" and not p.on and p.size[2] > LOW)
    if (
        not space.wishes.welcome(name)
        or size[0] + 2 * BESIDE > high - low
        or floor + size[0] * size[1] > COVERED * space.area
        or not space.wishes.leaves(size[0] * size[1], space.area)
    ):
        return None
    at: Vec2 = wall.at((low + high) / 2, GAP + size[1] / 2)
    if not space.stands(name, at, size, wall.facing, FRONT):
        return None
    piece = space.add(name, at, size, wall.facing, relation=("against", str(wall.name)))
    space.keep_front(piece, FRONT)
    if space.walkable(PATH):
        return piece
    space.take_out({piece.id})
    return None


def _pictured(space: Space, wall: Stretch, along: float) -> None:
    """A large picture in the middle of what is bare."""
    size = space.pick("picture", w=LARGE[0], h=LARGE[1])
    space.hang("picture", round(MIDDLE - size[2] / 2, 3), size=size, wall=wall, along=along)
