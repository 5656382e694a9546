"""A group of things as one stands them: all at once, at the best of many places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shapely.geometry import MultiPoint, Polygon

from tools import vocabulary
from tools.geometry import Vec2, Vec3, rectangle, turn
from tools.planner.design import Piece
from tools.planner.judging import judged
from tools.planner.occupancy import Keep
from tools.planner.space import Space
from tools.planner.walls import Stretch

TRIED = 14
"""Of the places that are free, the best liked at which wishes are counted."""
WISHED = 8.0
"""What a wish more weighs against liking, which is a few metres' worth."""
LACKS = 0.6
"""What a thing that finds no place there costs which the group can do without."""


@dataclass(frozen=True)
class Member:
    """One thing of a group, in the frame of the group: its first thing at the origin, front along -Y.

    Attributes:
        category: what it is.
        at: metres.
        size: of its box, metres.
        yaw: degrees, against the group's.
        need: without it the group does not stand there.
        front: metres before it that are to be free of others.
        relation: how it goes with the first thing, as in `Piece.relations`.
    """

    category: str
    at: Vec2
    size: Vec3
    yaw: float = 0.0
    need: bool = True
    front: float = 0.0
    relation: str = "beside"


class Pose(NamedTuple):
    """A place for a group.

    Attributes:
        at: where its first thing stands, world metres.
        yaw: degrees.
        like: how good the place is, in metres' worth; higher is better.
        wall: what its back is at.
        along: metres along that wall.
    """

    at: Vec2
    yaw: float
    like: float = 0.0
    wall: Stretch | None = None
    along: float = 0.0


def stand_group(
    space: Space,
    members: Sequence[Member],
    poses: Iterable[Pose],
    *,
    also: Callable[[list[Piece]], None] | None = None,
    worth: Callable[[list[Piece]], float] | None = None,
) -> list[Piece] | None:
    """Stand a group at the place that meets most wishes and is liked best; its pieces, None without a place.

    Args:
        space: the room.
        members: what belongs to it, the first at the origin.
        poses: places, in any order.
        also: what is done with the pieces at each place before it is judged, such as a screen opposite.
        worth: how much better the room is for it once it stands, in metres' worth.
    """
    first, there = members[0], space.stood
    told = bool(space.wishes.told_of(first.category))

    def liked(pose: Pose) -> float:
        wished = (
            WISHED * space.longing(first.category, pose.at, first.size, pose.yaw, there=there)
            if told
            else 0.0
        )
        return -pose.like - wished

    free = [p for p in sorted(poses, key=liked) if _fits(space, members, p)][:TRIED]
    best: tuple[float, Pose] | None = None
    for pose in free:
        held = space.held()
        pieces = _stood(space, members, pose)
        if also is not None:
            also(pieces)
        lacking = LACKS * (len(members) - len(pieces))
        more = worth(pieces) if worth is not None else 0.0
        value = pose.like + more - lacking + WISHED * sum(m.score for m in judged(space))
        space.back_to(held)
        if best is None or value > best[0]:
            best = (value, pose)
    if best is None:
        return None
    pieces = _stood(space, members, best[1])
    if also is not None:
        also(pieces)
    return pieces


def keep_to(space: Space, pieces: Sequence[Piece], beyond: Sequence[Vec2] = ()) -> None:
    """Keep the floor between the pieces of a group free of what is none of it."""
    points = [xy for p in pieces for xy in p.footprint.exterior.coords]
    hull = MultiPoint([*points, *beyond]).convex_hull
    if isinstance(hull, Polygon):
        space.keeps.append(Keep(hull, frozenset(p.id for p in pieces)))


def _fits(space: Space, members: Sequence[Member], pose: Pose) -> bool:
    return all(_free(space, m, pose) for m in members if m.need)


def _free(space: Space, member: Member, pose: Pose) -> bool:
    at, yaw = _world(member, pose)
    if vocabulary.entry(member.category).shape == "flat":
        return True
    if not space.free(rectangle(at, member.size, yaw), 0.0, member.size[2]):
        return False
    if pose.wall is not None and space.blocks_window(
        pose.wall, pose.wall.place_of(at)[0], _along(member, pose, yaw)
    ):
        near = pose.wall.place_of(at)[1] < member.size[1] / 2 + 0.3
        if near:
            return False
    return member.front <= 0 or space.stands(member.category, at, member.size, yaw, member.front)


def _along(member: Member, pose: Pose, yaw: float) -> Vec3:
    """The size of a member as it lies along the wall behind it."""
    assert pose.wall is not None
    across = abs((yaw - pose.wall.facing) % 180 - 90) < 45
    w, d, h = member.size
    return (d, w, h) if across else (w, d, h)


def _stood(space: Space, members: Sequence[Member], pose: Pose) -> list[Piece]:
    made: list[tuple[Piece, Member]] = []
    for member in members:
        if not space.wishes.welcome(member.category) or not (member.need or _free(space, member, pose)):
            continue
        at, yaw = _world(member, pose)
        relation = (member.relation, made[0][0].id) if made else None
        if relation is None and pose.wall is not None:
            relation = ("against", str(pose.wall.name))
        piece = space.add(member.category, at, member.size, yaw, relation=relation)
        made.append((piece, member))
    for piece, member in made:
        if member.front > 0:
            space.keep_front(piece, member.front, {p.id for p, _ in made})
    return [p for p, _ in made]


def _world(member: Member, pose: Pose) -> tuple[Vec2, float]:
    x, y = turn(member.at, pose.yaw)
    return (pose.at[0] + x, pose.at[1] + y), pose.yaw + member.yaw
