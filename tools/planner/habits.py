"""What people leave where they do things: small things in groups on tops, others on the floor by their use.

A group stands at one end of a top, towards its back, the tall behind the low; not two of one kind on a small
top, and of no kind more in a room than people have.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tools import vocabulary
from tools.brief.brief import RoomType
from tools.geometry import Vec2, Vec3, rectangle
from tools.planner.catalogue import kind
from tools.planner.design import Piece
from tools.planner.space import Space

GRID = 0.02
"""Metres between places that are tried on a top."""
APART = 0.018
"""Metres between things on a top."""
USUAL = 22.0
"""Square metres of a room for which the numbers of each kind are; a larger one holds more."""
EDGE = 0.03
"""Metres that things keep from a top's edge."""
REACH = 0.42
"""Metres from where a group is to where one of it may stand at most."""
TALL = 0.14
"""Metres from which a thing stands at the back."""
TILTED = frozenset({"book", "papers", "tablet", "book stack", "phone", "cutting board"})
"""What people lay down as it comes."""
TURNED = 12.0
"""Degrees by which that is turned at most."""
ENDLESS, SOME_MORE = frozenset({"book", "book stack", "decor", "small plant", "box", "papers"}), 1.4
"""What there may be as many times more of as is asked for, and how many times more of anything else."""
TWICE = frozenset(
    {"book", "cup", "glass", "candle", "jar", "bottle", "papers", "folded clothes", "perfume bottle"}
)
"""What people have more than one of on a large top."""
FOLDED = (0.34, 0.3)
"""Width and depth in metres of a throw that lies folded on a seat."""
BY_DOOR = 0.12
"""Metres from a door's frame to what stands by it."""
BEFORE = 0.15
"""Metres between a thing and a seat before it."""
BEHIND = 0.03
"""Metres between a sofa's back and the table behind it."""
CLOSE = (0.05, 0.12, 0.25)
"""Metres from a thing to what stands beside it."""
HAS_ONE = 0.6
"""Metres from a thing within which another of the kind serves it, too."""
WALK, SHARES = 0.3, (0.85, 0.7)
"""Metres to each side of somebody walking, and the part of the free floor that one can still walk to."""
LOW_TOP = 1.9
"""Metres: nobody puts things on what is higher."""
BUSY = frozenset({"stove", "refrigerator", "ottoman", "pouf", "microwave"})
UNUSED = frozenset({"chair", "stool", "bed", "toilet", "bath", "box", "bedding", "clothes"})
"""Categories and families on which nothing is left although they could carry something."""
OTHER_NAMES = {
    "round coffee table": "coffee table", "reception desk": "desk", "vanity table": "dresser",
    "grand piano": "piano", "sectional sofa": "sofa",
}  # fmt: skip


def enough(space: Space, name: str, times: float = 1.0) -> bool:
    """Whether a room holds as many of a kind as people have about unasked, or that many times as many."""
    own = kind(name)
    most: dict[str, int] = table()["enough"]
    larger = (times if own in ENDLESS else min(times, SOME_MORE)) * max(1.0, space.area / USUAL)
    return sum(p.category == own for p in space.pieces) >= round(larger * most.get(own, 3))


def groups_for(piece: Piece) -> list[list[str]]:
    """The groups that people put on a thing, each with its place first; none on what is busy or too high."""
    entry = vocabulary.entry(piece.category)
    on: dict[str, list[list[str]]] = table()["on"]
    if entry.surface is None or piece.on is not None or piece.category in BUSY or entry.family in UNUSED:
        return []
    if (piece.z or 0.0) + piece.size[2] * entry.surface > LOW_TOP:
        return []
    if piece.mount != "floor":
        return on["wall shelf"] if piece.category == "wall shelf" else []
    if "display" in piece.category:
        return on["display"]
    name = OTHER_NAMES.get(piece.category, piece.category)
    if name not in on and entry.soft:
        return []
    return on.get(name) or on.get(entry.family) or []


def put_group(space: Space, piece: Piece, group: Sequence[str], most: int, times: float = 1.0) -> int:
    """Put a group on a top, as far as there is room; how many found a place.

    Args:
        space: the room.
        piece: what carries it.
        group: its place ("left", "right", "middle", "front", "end"), then its things, "a|b" for either.
        most: things at most.
        times: how many times as many of a kind as usual the room may hold.
    """
    where, names = group[0], [_one_of(space, name) for name in group[1:]]
    there = {p.category for p in space.pieces if p.on == piece.id}
    twice = piece.size[0] > 1.0 or times > 1.0
    count = 0
    anchor: Vec2 | None = None
    for name in sorted(names, key=lambda n: -_height(n)):
        if count >= most or enough(space, name, times) or kind(name) in there - (TWICE if twice else set()):
            continue
        made = put(space, piece, name, where, anchor)
        if made is not None:
            count += 1
            anchor = anchor or made.at
    return count


def put(
    space: Space, piece: Piece, name: str, where: str = "middle", near: Vec2 | None = None
) -> Piece | None:
    """Put one thing on a top where it belongs: near the others of its group, tall ones at the back."""
    if piece.id not in {p.id for p in space.pieces}:
        return None
    size = space.pick(name)
    yaw = round(space.rng.uniform(-TURNED, TURNED), 1) if kind(name) in TILTED else 0.0
    if where == "end":  # a throw over a seat's arm side, front to back
        size, yaw = (FOLDED[0], FOLDED[1], size[2]), 0.0
    for at in _places(space, piece, size, yaw, where, near)[:6]:
        made = space.on(piece, name, at, size=size, yaw=yaw)
        if made is not None:
            return made
    return None


def _places(space: Space, piece: Piece, size: Vec3, yaw: float, where: str, near: Vec2 | None) -> list[Vec2]:
    """Free places on a top, the best first."""
    c, s = abs(math.cos(math.radians(yaw))), abs(math.sin(math.radians(yaw)))
    w, d = c * size[0] + s * size[1], s * size[0] + c * size[1]
    half_x, half_y = piece.size[0] / 2 - EDGE - w / 2, piece.size[1] / 2 - EDGE - d / 2
    if half_x < 0 or half_y < 0:
        return []
    backed = vocabulary.entry(piece.category).back_to_wall and piece.category != "desk"
    tall = size[2] >= TALL
    rear = half_y if backed or piece.category == "desk" else 0.0
    goal_y = rear if tall else max(-half_y, rear - 0.1)
    goal_x = {"left": -0.62, "right": 0.62, "middle": 0.0, "front": 0.0, "end": 0.92}[where] * half_x
    if where == "front":
        goal_y = -half_y
    if where == "end":
        goal_y = -0.1 * half_y
    taken = [u.bounds for u in space.tops.get(piece.id, [])]
    found: list[tuple[float, Vec2]] = []
    for x in _steps(half_x):
        for y in _steps(half_y):
            if any(
                x - w / 2 - APART < u[2] and u[0] < x + w / 2 + APART
                and y - d / 2 - APART < u[3] and u[1] < y + d / 2 + APART
                for u in taken
            ):  # fmt: skip
                continue
            far = math.hypot(x - (near[0] if near else goal_x), 0.5 * (y - (near[1] if near else goal_y)))
            if far > REACH + 0.2 * piece.size[0]:
                continue
            found.append((far + 0.8 * abs(y - goal_y) + (0.3 if near else 0.0) * abs(x - goal_x), (x, y)))
    return [(round(x, 3), round(y, 3)) for _, (x, y) in sorted(found)]


def _steps(half: float) -> Iterator[float]:
    count = int(half / GRID)
    yield from (k * GRID for k in range(-count, count + 1))


def _one_of(space: Space, name: str) -> str:
    return space.rng.choice(name.split("|"))


def _height(name: str) -> float:
    return vocabulary.entry(kind(name)).size[2]


def put_by_use(space: Space, type: RoomType, most: int) -> int:
    """Put what stands on the floor where it is used; how many found a place."""
    count = 0
    share = next((part for part in SHARES if space.walkable(WALK, part)), 0.0)
    for name, where, anchors in table()["floor"].get(type, []):
        if count >= most or enough(space, name) or not space.wishes.welcome(name):
            continue
        made = _stood(space, name, where, anchors.split("|"))
        if made is not None and space.walkable(WALK, share):
            count += 1
        elif made is not None:
            space.take_out({made.id})
    return count


def _stood(space: Space, name: str, where: str, anchors: Sequence[str]) -> Piece | None:
    if where == "corner":
        return space.corner(name) or space.against(name, front=0.0, prefer="corner")
    if where == "door":
        return by_door(space, name)
    own = [p for a in anchors for p in space.pieces if p.category == a and p.mount == "floor"]
    if where == "before":
        size = space.pick(name)
        spots = ((p, (0.0, -(p.size[1] / 2 + BEFORE + size[1] / 2))) for p in own)
        made_at = (
            space.by(p, name, at, 180.0, size=size, keep="doors", relation="facing") for p, at in spots
        )
        return next((m for m in made_at if m is not None), None)
    if where == "flank":
        return _flanking(space, name, own)
    order = own if len(anchors) > 1 else space.rng.sample(own, len(own))
    size = space.pick(name)
    for anchor in order:
        if any(
            p.category == kind(name) and p.footprint.distance(anchor.footprint) < HAS_ONE
            for p in space.pieces
        ):
            continue
        friends = {p.id for p in space.pieces if p.category in ("sofa", "armchair", "coffee table")}
        if vocabulary.entry(anchor.category).family not in ("sofa", "armchair"):
            friends = set()
        for side in space.rng.sample((-1, 1), 2):
            for gap in CLOSE:
                made = space.flank(anchor, name, side, gap, friends, size)
                if made is not None:
                    return made
    return None


def _flanking(space: Space, name: str, anchors: Sequence[Piece]) -> Piece | None:
    """Two alike, one at each side of a thing, or none."""
    size = space.pick(name)
    for anchor in anchors:
        one = space.beside(anchor, name, -1, CLOSE[0], size=size)
        other = space.beside(anchor, name, 1, CLOSE[0], size=size)
        if one is not None and other is not None:
            return other
        space.take_out({p.id for p in (one, other) if p is not None})
    return None


def behind_sofa(space: Space, name: str) -> Piece | None:
    """Stand a narrow table back to back with a sofa that has room to walk behind it."""
    size = space.pick(name)
    for sofa in [p for p in space.pieces if p.category == "sofa"]:
        at = (0.0, sofa.size[1] / 2 + BEHIND + size[1] / 2)
        fits = (min(size[0], round(sofa.size[0] - 0.2, 1)), size[1], size[2])
        area = rectangle(sofa.to_world((0.0, at[1] + 0.4)), (fits[0], size[1] + 0.8), sofa.yaw)
        if space.free(area, 0.0, 1.5, ignore={sofa.id}, keep="doors"):
            return space.by(sofa, name, at, 180.0, size=fits, relation="behind")
    return None


def by_door(space: Space, name: str) -> Piece | None:
    """Stand a thing at the wall beside a door, where one comes in."""
    size = space.pick(name)
    for wall in space.walls:
        for hole in wall.holes:
            if hole.kind == "window":
                continue
            for out in (BY_DOOR, BY_DOOR + size[0] + 0.04, BY_DOOR + 0.4):
                for side in (-1, 1):
                    along = wall.local(hole) + side * (hole.width / 2 + out + size[0] / 2)
                    if not size[0] / 2 + 0.02 < along < wall.length - size[0] / 2 - 0.02:
                        continue
                    at = wall.at(along, 0.02 + size[1] / 2)
                    if space.stands(name, at, size, wall.facing, 0.0):
                        return space.add(name, at, size, wall.facing, relation=("against", str(wall.name)))
    return None


@cache
def table() -> dict[str, Any]:
    """What belongs where; see `habits.json`."""
    path = Path(__file__).parent / "habits.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
