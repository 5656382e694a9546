"""Where people sit together: sofas and armchairs about a low table, on a rug, before a screen or a hearth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tools import vocabulary
from tools.geometry import Vec2, Vec3, rectangle, turn
from tools.planner.design import Piece
from tools.planner.ensembles.group import Pose, keep_to, stand_group
from tools.planner.ensembles.seats import TOGETHER, Seats, focus_of, ways
from tools.planner.liking import GAP
from tools.planner.livable import LOW, WATCHED, emptiest
from tools.planner.space import Space
from tools.planner.walls import Stretch

BEHIND = 0.85
"""Metres behind a sofa that does not stand at a wall: to walk there."""
VIEW = 2.9
"""Metres from a seat to its screen that one likes best."""
SHIFTS = (0.0, 0.1, -0.1, 0.2, -0.2, 0.35, -0.35)
"""Metres by which a screen may stand beside the middle of what watches it."""
HIGH = 0.8
"""Metres of a screen above its stand: it stands before no window."""
OFF_GLASS = 0.1
"""Metres from a window to the back of a sofa that is taller than its sill."""
SEES = 2.0
"""What a place is worth, in metres' worth, from which a screen can be looked at."""
STEP = 0.1
LARGE = 1.0
"""Square metres from which something else that was asked for needs floor of its own."""


class Sight(NamedTuple):
    """Where a screen or hearth stands that a group looks at."""

    at: Vec2
    wall: Stretch
    view: float
    shift: float


@dataclass
class Stood:
    """A group as it stands: its pieces by what they are for."""

    pieces: list[Piece]
    sofas: list[Piece]
    chairs: list[Piece]
    table: Piece | None
    focus: Piece | None


def stand_seats(space: Space) -> Stood | None:
    """The seats of a living room with what they look at; None where they find no place."""
    focus = focus_of(space)
    best = None
    for seats in ways(space, focus):
        best = _stand(space, seats, focus)
        if best is not None:
            break
    return best


def _stand(space: Space, seats: Seats, focus: str | None) -> Stood | None:
    size = space.pick(focus) if focus else (0.0, 0.0, 0.0)
    open_ = vocabulary.entry(seats.members[0].category).family not in ("sofa", "armchair")
    poses = list(_open_poses(space) if open_ else _wall_poses(space, seats, size))
    looked: dict[str, Piece] = {}

    def also(pieces: list[Piece]) -> None:
        looked.clear()
        if focus is None or not space.wishes.welcome(focus):
            return
        first = pieces[0]
        sight = _sight(space, first.at, first.yaw, seats, size)
        if sight is not None:
            stand = space.add(
                focus, sight.at, size, sight.wall.facing, relation=("against", str(sight.wall.name))
            )
            space.keep_front(stand, 0.5)
            looked["focus"] = stand

    def worth(pieces: list[Piece]) -> float:
        value = 0.0
        if focus is not None:
            stand = looked.get("focus")
            value += -3.0 if stand is None else _seen(space, pieces[0], seats, stand)
        if _more_wanted(space):
            ground = [s for s in space.stood.values() if s.mount == "floor" and s.on is None]
            value += 1.5 * min(2.0, emptiest([s for s in ground if s.size[2] > LOW], space.hall)[0])
        return value

    pieces = stand_group(space, seats.members, poses, also=also, worth=worth)
    if pieces is None:
        return None
    stand = looked.get("focus")
    table = next((p for p in pieces if p.category in ("coffee table", "round coffee table")), None)
    _rug(space, pieces, seats)
    beyond = [stand.to_world((x * stand.size[0] / 3, -stand.size[1] / 2)) for x in (-1, 1)] if stand else []
    keep_to(space, pieces, beyond)
    return Stood(
        pieces,
        [p for p in pieces if vocabulary.entry(p.category).family == "sofa"],
        [p for p in pieces if vocabulary.entry(p.category).family == "armchair"],
        table,
        stand,
    )


def _more_wanted(space: Space) -> bool:
    """Whether other large things were asked for that stand in the open."""
    return any(
        w.category not in TOGETHER
        and vocabulary.entry(w.category).mount == "floor"
        and vocabulary.entry(w.category).size[0] * vocabulary.entry(w.category).size[1] > LARGE
        for w in space.wishes.things
    )


def _open_poses(space: Space) -> Iterator[Pose]:
    """Places all over the floor, the middle of it and places by a window first."""
    middle = space.polygon.centroid
    windows = [w.at(w.local(h)) for w in space.walls for h in w.holes if h.kind == "window"]
    base = space.walls[0].facing
    for at in space.grid(0.25):
        like = -0.5 * math.dist(at, (middle.x, middle.y)) + 0.3 * space.rng.random()
        like -= 0.3 * min((math.dist(at, w) for w in windows), default=0.0)
        for k in range(4):
            yield Pose(at, base + 90 * k, like)


def _wall_poses(space: Space, seats: Seats, focus: Vec3) -> Iterator[Pose]:
    """Along every wall, at it and, in a deep room, before it so that one sees the screen well."""
    w, d, _ = seats.members[0].size
    for wall in space.walls:
        if wall.length < w + 0.1:
            continue
        count = int((wall.length - w - 2 * GAP) / STEP)
        for k in range(count + 1):
            along = w / 2 + GAP + k * STEP
            centred = -0.5 * abs(along - wall.length / 2)
            glazed = any(
                h.kind == "window" and abs(wall.local(h) - along) < (h.width + w) / 2 for h in wall.holes
            )
            like = centred - (0.2 if glazed else 0.0) + 0.5 * space.rng.random()
            sight = (
                _sight(space, wall.at(along, GAP + d / 2), wall.facing, seats, focus) if focus[0] else None
            )
            if focus[0]:  # places from which nothing can be looked at come last
                like += SEES - 2.0 * abs(sight.shift) if sight is not None else -SEES
            yield Pose(wall.at(along, GAP + d / 2), wall.facing, like + 0.8, wall, along)
            if glazed:  # taller than the sill, it stands a little before the window
                yield Pose(wall.at(along, OFF_GLASS + d / 2), wall.facing, like - 0.3)
            if sight is not None and sight.view > VIEW + BEHIND:
                out = sight.view - VIEW
                yield Pose(wall.at(along, GAP + out + d / 2), wall.facing, like)


def _sight(space: Space, at: Vec2, yaw: float, seats: Seats, size: Vec3) -> Sight | None:
    """Where what a group looks at stands: at the wall that it looks at, in line with its middle."""
    look = turn(seats.look, yaw)
    x, y = turn(seats.middle, yaw)
    # From the table's middle where the group looks along the table, else in the sofa's own line.
    start = (at[0] + x, at[1] + y) if seats.look[0] else at
    best: Sight | None = None
    for wall in space.walls:
        if look[0] * wall.normal[0] + look[1] * wall.normal[1] > -0.98:
            continue
        along, out = wall.place_of(start)
        if out < 0.8 or not 0 < along < wall.length:
            continue
        half = seats.members[0].size[1] / 2 if not seats.look[0] else 0.0
        view = out - half - size[1] - GAP
        if best is not None and best.view < view:
            continue
        for shift in SHIFTS:
            middle = along + shift
            if not size[0] / 2 + GAP <= middle <= wall.length - size[0] / 2 - GAP:
                continue
            place = wall.at(middle, GAP + size[1] / 2)
            tall = (size[0], size[1], size[2] + HIGH)
            if space.blocks_window(wall, middle, tall):
                continue
            if space.stands("tv stand", place, size, wall.facing, 0.5):
                best = Sight(place, wall, view, shift)
                break
    return best


def _seen(space: Space, first: Piece, seats: Seats, stand: Piece) -> float:
    """How well what a group looks at stands: at a good distance, in line, in the middle of its wall."""
    look = turn(seats.look, first.yaw)
    x, y = turn(seats.middle, first.yaw)
    start = (first.at[0] + x, first.at[1] + y) if seats.look[0] else first.at
    dx, dy = stand.at[0] - start[0], stand.at[1] - start[1]
    beside = abs(dx * look[1] - dy * look[0])
    far = dx * look[0] + dy * look[1] - stand.size[1] / 2
    far -= 0.0 if seats.look[0] else first.size[1] / 2
    value = 2.0 - 2.0 * beside
    if stand.category == "tv stand":
        value -= 1.5 * max(0.0, WATCHED[0] + 0.6 - far) + 1.0 * max(0.0, far - WATCHED[1] + 0.7)
    wall = next(w for w in space.walls if abs(w.place_of(stand.at)[1] - GAP - stand.size[1] / 2) < 0.01
                and abs((w.facing - stand.yaw + 180) % 360 - 180) < 2)  # fmt: skip
    return value - 0.3 * abs(wall.place_of(stand.at)[0] - wall.length / 2)


def _rug(space: Space, pieces: Sequence[Piece], seats: Seats) -> None:
    """A rug under the table and the front feet of the seats, in line, beside what else stands there."""
    first = pieces[0]
    if seats.extent[0]:
        told = space.wishes.told_of(space.wishes.instead("rug"))
        if any(own and r.object == "room" for r, own in told):
            return
        own = {p.id for p in pieces}
        others = [s.area for s in space.solids if s.id not in own and s.low < LOW]
        middle = first.to_world(seats.middle)
        for share in (1.0, 0.9, 0.8, 0.7):
            extent = (share * seats.extent[0], share * seats.extent[1])
            area = rectangle(middle, extent, first.yaw)
            if share == 0.7 or not any(area.intersects(o) for o in others):
                space.lay("rug", middle, extent, first.yaw)
                return
