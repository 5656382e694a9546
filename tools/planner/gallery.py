"""Pictures on walls: in rows over furniture, alike, evenly apart, their middles at one height."""

from __future__ import annotations

from collections.abc import Sequence

from tools import vocabulary
from tools.geometry import Vec3, rectangle
from tools.planner.design import Piece
from tools.planner.liking import places
from tools.planner.space import Space
from tools.planner.walls import Stretch

MIDDLE = 1.55
"""Metres above the floor of the middle of a picture: eye level, as galleries hang them."""
OVER = 0.2
"""Metres between furniture and what hangs above it."""
BETWEEN = 0.1
"""Metres between pictures of a row."""
TOGETHER = 0.15
"""Metres between two alike that stand as one: what hangs over them hangs over the middle of both."""
APART = 0.3
"""Metres between rows, at least."""
SHARE = 0.85
"""Part of the furniture's width that a row takes at most."""
LOWER = 1.25
"""Metres: over what is taller nothing is hung."""
FORMATS: tuple[tuple[int, float, float], ...] = (
    (3, 0.42, 0.56),
    (2, 0.46, 0.6),
    (1, 0.8, 0.56),
    (1, 0.5, 0.62),
)
"""How many hang in a row, and how wide and high each is, metres: the first that fits."""
LARGE = (0.95, 0.68)
"""A picture that has a wall to itself."""
AROUND = 0.2
"""Metres of bare wall to each side of it."""
ALONE = 2
"""Walls of a room with a picture that belongs to no furniture, at most."""
FIRST = ("sofa", "sectional sofa", "bed", "sideboard", "piano", "console table", "dresser", "cabinet", "desk",
         "bench", "day bed", "crib", "changing table", "filing cabinet", "armchair")  # fmt: skip
"""What pictures are hung over, most willingly first."""


def hang_anew(space: Space, more: int = 0) -> None:
    """Hang the pictures that nobody asked for anew, now that the furniture stands, and `more` of them."""
    asked = set(space.wishes.keys)
    old = {p.id for p in space.pieces if p.category == "picture" and p.mount == "wall" and p.id not in asked}
    left = len(old) + more
    if not left:
        return
    space.take_out(old)
    for piece in sorted(_backed(space), key=lambda p: FIRST.index(p.category)):
        if left <= 0:
            return
        left -= row(space, piece, left + 1)
    for _ in range(ALONE):
        if left <= 0 or not _alone(space):
            return
        left -= 2


def row(space: Space, piece: Piece, most: int) -> int:
    """Hang a row over a piece of furniture, in its middle; how many hang."""
    behind = space.behind(piece)
    if behind is None:
        return 0
    wall, _ = behind
    low_end, high_end = _pair(space, wall, piece)
    along = (low_end + high_end) / 2
    for count, w, h in FORMATS:
        wide = count * w + (count - 1) * BETWEEN
        if count > most or wide > SHARE * max(high_end - low_end, 0.65):
            continue
        size = space.pick("picture", w=w, h=h)
        low = max(MIDDLE - size[2] / 2, piece.size[2] + OVER)
        if _crowds(space, wall, along, wide):
            continue
        if _hung(space, wall, along, count, size, round(low, 3)):
            return count
    return 0


def _pair(space: Space, wall: Stretch, piece: Piece) -> tuple[float, float]:
    """Metres along a wall from and to which a thing, and its like close beside it, stand."""
    spans = [(piece, wall.place_of(piece.at)[0])]
    for other in space.pieces:
        along, out = wall.place_of(other.at)
        near = abs(along - spans[0][1]) < (piece.size[0] + other.size[0]) / 2 + TOGETHER
        alike = other.category == piece.category and other.on is None and abs(other.yaw - piece.yaw) < 1
        if other is not piece and alike and near and out < other.size[1]:
            spans.append((other, along))
    return min(a - p.size[0] / 2 for p, a in spans), max(a + p.size[0] / 2 for p, a in spans)


def _crowds(space: Space, wall: Stretch, along: float, wide: float) -> bool:
    """Whether a row would hang so near to another that they look like one with uneven gaps."""
    hung = [p for p in space.pieces if p.category == "picture" and p.mount == "wall"]
    beside = [p for p in hung if ("against", str(wall.name)) in p.relations]
    return any(abs(wall.place_of(p.at)[0] - along) < (p.size[0] + wide) / 2 + APART for p in beside)


def _hung(space: Space, wall: Stretch, along: float, count: int, size: Vec3, low: float) -> bool:
    """All of a row, or none."""
    step = size[0] + BETWEEN
    hung: list[Piece] = []
    for k in range(count):
        at = along + (k - (count - 1) / 2) * step
        one = space.hang("picture", low, size=size, wall=wall, along=at)
        if one is None:
            space.take_out({p.id for p in hung})
            return False
        hung.append(one)
    return True


def _alone(space: Space) -> bool:
    """A large picture in the middle of a piece of wall with nothing on it and nothing high before it."""
    w, h = LARGE
    size = space.pick("picture", w=w, h=h)
    low = round(MIDDLE - size[2] / 2, 3)
    found: list[tuple[float, Stretch, float]] = []
    hung = {name for p in space.pieces if p.category in ("picture", "tv") for _, name in p.relations}
    screens = {name for p in space.pieces if p.category == "tv stand" for _, name in p.relations}
    for wall in space.walls:
        if str(wall.name) in hung | screens:
            continue
        free = [a for a in places(wall, w) if _is_bare(space, wall, a, size, low)]
        runs: list[list[float]] = []
        for a in sorted(free):
            if runs and a - runs[-1][-1] < 0.3:
                runs[-1].append(a)
            else:
                runs.append([a])
        found += [(run[-1] - run[0], wall, (run[0] + run[-1]) / 2) for run in runs]
    for _, wall, along in sorted(found, key=lambda f: -f[0]):
        if space.hang("picture", low, size=size, wall=wall, along=round(along, 3)) is not None:
            return True
    return False


def _is_bare(space: Space, wall: Stretch, along: float, size: Vec3, low: float) -> bool:
    """Whether a piece of wall, and a hand's breadth to each side of it, has nothing on it."""
    if space.blocks_hole(wall, along, (size[0] + 2 * AROUND, size[1], size[2]), low):
        return False
    area = rectangle(wall.at(along, 0.15), (size[0] + 2 * AROUND, 0.28, size[2]), wall.facing)
    inside = area.intersection(space.polygon)
    return space.free(inside, low - 0.1, low + size[2], keep="doors")


def _backed(space: Space) -> Sequence[Piece]:
    """Low furniture that pictures are hung over and that nothing hangs over yet."""
    hung = [
        p.footprint
        for p in space.pieces
        if p.mount == "wall" and vocabulary.entry(p.category).family != "curtain"
    ]
    return [
        p
        for p in space.pieces
        if p.category in FIRST
        and p.mount == "floor"
        and p.size[2] < LOWER
        and not any(p.footprint.buffer(0.06).intersects(h) for h in hung)
    ]
