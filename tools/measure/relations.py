"""How things stand to one another and to the room, by SceneEval's definitions where it has one.

From SceneEval (github.com/3dlg-hcvc/SceneEval, `spatial/`), on oriented boxes: next to 0 to 0.5 m; near 0.5
to 1.5 m (here 0 to 1.5: what is next to something is near it, too); facing: a ray of its front meets the
other, within 30 degrees; side of: most sample points beyond that side of the other, 0.25 m of margin across;
against a wall 0 to 0.3 m (and, our own, with its back to it where that usually goes there); on a wall 0 to
0.01 m (a score of a half at 0.022 m); in a corner: two walls within 0.8 m; in the middle: a Gaussian of the
distance. A graded score counts from a half. The others are our own.

Written anew from those definitions. World metres, yaw in degrees, front at -Y at yaw 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely.geometry import LineString, Polygon

from tools import vocabulary
from tools.brief.brief import RelationKind
from tools.geometry import Vec2, Wall, centroid, clipped, turn
from tools.place import Place

NEXT_TO, NEAR, ACROSS = 0.5, 1.5, 4.0
FACING = 30.0
CLOSE = 0.2
"""Our own: metres up to which people say that one thing stands beside another; SceneEval's 0.5 m is what is
measured."""
SIDE_MARGIN = 0.25
AGAINST, ON_WALL, CORNER = 0.3, 0.022, 0.8
MIDDLE_STD = 0.25
SIDEWAYS = frozenset({"bed", "bath", "table"})
"""Our own: families that stand against a wall with a side as well as with their back."""
WRITTEN_AT = frozenset({"desk", "vanity table"})
"""Our own: what faces a window where it stands at it."""
SEATS = frozenset({"chair", "armchair", "sofa"})
"""Our own: families that are not around a thing while they look away from it."""
FAR = 1.5
"""Our own: further than "near" reaches; SceneEval's 4 m do not fit into most rooms."""
MOST_OF = 0.75
"""Our own: the share of a group that has to stand around a thing."""
ENOUGH = 0.5
"""The score from which a relation holds."""


@dataclass(frozen=True, kw_only=True)
class Stood(Place):
    """A thing where it stands.

    Attributes:
        id: its own.
        category: what it is.
        mount: floor, wall, ceiling or object.
        on: id of what carries it.
    """

    id: str
    category: str
    mount: str = "floor"
    on: str | None = None

    @cached_property
    def front(self) -> Vec2:
        """Unit vector its front looks along."""
        return turn((0.0, -1.0), self.yaw)

    @cached_property
    def points(self) -> list[Vec2]:
        """25 points spread over its footprint, world metres."""
        w, d, _ = self.size
        steps = (-0.45, -0.225, 0.0, 0.225, 0.45)
        return [self.world((x * w, y * d)) for x in steps for y in steps]


@dataclass(frozen=True)
class Gap:
    """A door or window in a wall.

    Attributes:
        kind: door, window or opening.
        wall: the face it is in.
        along: metres along the face to its middle.
        width: metres.
        sill: metres above the floor.
    """

    kind: str
    wall: Wall
    along: float
    width: float
    sill: float

    @cached_property
    def line(self) -> LineString:
        """Where it is on the wall's face."""
        half = self.width / 2
        return LineString([self.wall.at(self.along - half), self.wall.at(self.along + half)])


@dataclass(frozen=True)
class Hall:
    """The room that things stand in: faces of walls, the openings in them, and the floor."""

    floor: Polygon
    walls: tuple[Wall, ...]
    gaps: tuple[Gap, ...] = ()

    def faces(self, name: str) -> list[Wall]:
        """The walls that a name means, as seen from above with the back wall at the upper edge."""
        side = {"left wall": (1, 0), "right wall": (-1, 0), "back wall": (0, -1), "front wall": (0, 1)}.get(
            name
        )
        if side is not None:
            return [w for w in self.walls if w.normal[0] * side[0] + w.normal[1] * side[1] > 0.7]
        lengths = [w.length for w in self.walls if w.length > 1.0] or [0.0]
        if name == "long wall":
            return [w for w in self.walls if w.length >= 0.95 * max(lengths)]
        if name == "short wall":
            return [w for w in self.walls if 1.0 < w.length <= 1.05 * min(lengths)]
        return list(self.walls)

    def openings(self, name: str) -> list[Gap]:
        """The windows, or the doors and plain openings."""
        return [g for g in self.gaps if (g.kind == "window") == (name == "window")]


def distance(a: Stood, b: Stood) -> float:
    """Metres between two boxes."""
    flat = float(a.footprint.distance(b.footprint))
    return math.hypot(flat, max(0.0, b.z - a.top, a.z - b.top))


def holds(
    kind: RelationKind,
    subjects: Sequence[Stood],
    objects: Sequence[Stood] | str,
    others: Sequence[Stood],
    hall: Hall,
) -> float:
    """How well subjects stand as they were told, 0 to 1; each counts alike.

    Args:
        kind: of the relation.
        subjects: those that were meant, as many as were asked for.
        objects: things that it may be to, of which one will do; or "wall", "window", "door", "room".
        others: the second thing of "between".
        hall: the room.
    """
    if not subjects:
        return 0.0
    if isinstance(objects, str):
        return sum(_fixed(kind, a, objects, hall) for a in subjects) / len(subjects)
    if kind in ("both sides", "around"):
        return max((_grouped(kind, subjects, b) for b in objects), default=0.0)
    if kind == "between":
        return sum(
            max((_between(a, b, c) for b in objects for c in others if b.id != c.id), default=0.0)
            for a in subjects
        ) / len(subjects)
    return sum(max((pair(kind, a, b) for b in objects if b.id != a.id), default=0.0) for a in subjects) / len(
        subjects
    )


def pair(kind: RelationKind, a: Stood, b: Stood) -> float:
    """How well one thing stands to another, 0 to 1."""
    match kind:
        case "beside" | "against" | "around" | "both sides":
            return float(distance(a, b) <= NEXT_TO)
        case "near":
            return float(distance(a, b) <= NEAR)
        case "far":
            return float(distance(a, b) >= FAR)
        case "at":
            return float(distance(a, b) <= NEXT_TO and faces(a, b.footprint))
        case "facing":
            return float(faces(a, b.footprint))
        case "opposite":
            ahead = faces(a, b.footprint) and (_frontless(b) or faces(b, a.footprint))
            return float(ahead and NEXT_TO < distance(a, b) <= ACROSS + NEXT_TO)
        case "left of" | "right of" | "in front of" | "behind":
            return side_share(kind, a, b)
        case "on" | "corner":
            return float(a.on == b.id or (_overlap(a, b) >= ENOUGH and abs(a.z - b.top) < 0.06))
        case "under":
            return float(_overlap(a, b) >= ENOUGH and a.z <= b.z + 0.05 and a.top <= b.top)
        case "above":
            return float(_shade(a, b) >= ENOUGH and a.z >= b.top - 0.02)
        case "middle":
            gap = math.dist(a.at, b.at)
            return math.exp(-(gap**2) / (2 * MIDDLE_STD**2))
        case _:
            return 0.0


def faces(a: Stood, target: shapely.Polygon) -> bool:
    """Whether a thing's front looks at a convex target, within 30 degrees."""
    x0, y0, x1, y1 = (float(v) for v in shapely.bounds(target))
    w, d = a.size[0] / 2, a.size[1] / 2
    corners = [a.local(p) for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    if all(x > w for x, _ in corners) or all(x < -w for x, _ in corners) or all(y > -d for _, y in corners):
        return False
    seen = [a.local((float(x), float(y))) for x, y in shapely.get_coordinates(target)]
    for axis, limit, sign in ((0, w, 1.0), (0, -w, -1.0), (1, -d, 1.0)):
        seen = clipped(seen, axis, limit, sign)
    if len(seen) < 3:
        return False
    x, y = centroid(seen)
    far = math.hypot(x, y)
    return far < 1e-6 or -y / far >= math.cos(math.radians(FACING))


def side_share(kind: RelationKind, a: Stood, b: Stood) -> float:
    """The share of a's points beyond one side of b and within its area across that side."""
    axis, sign = {"left of": (0, -1), "right of": (0, 1), "in front of": (1, -1), "behind": (1, 1)}[kind]
    half = (b.size[0] / 2, b.size[1] / 2)
    inside = 0
    for point in a.points:
        local = b.local(point)
        beyond = local[axis] * sign > half[axis] - 1e-9
        inside += beyond and abs(local[1 - axis]) <= half[1 - axis] + SIDE_MARGIN
    return inside / len(a.points)


def _frontless(b: Stood) -> bool:
    return vocabulary.entry(b.category).turns != 1


def _overlap(a: Stood, b: Stood) -> float:
    """Common area seen from above, as a share of the smaller footprint."""
    common = a.footprint.intersection(b.footprint).area
    return float(common / max(1e-9, min(a.footprint.area, b.footprint.area)))


def _shade(a: Stood, b: Stood) -> float:
    """Our own: as `_overlap`; what hangs on a wall counts with the 0.6 m before it."""
    if a.mount != "wall":
        return _overlap(a, b)
    w, d = a.size[0] / 2, a.size[1] / 2
    before = Polygon([a.world(p) for p in ((-w, d), (w, d), (w, -d - 0.6), (-w, -d - 0.6))])
    along = before.intersection(b.footprint)
    if along.is_empty:
        return 0.0
    xs = [a.local((float(x), float(y)))[0] for x, y in shapely.get_coordinates(along)]
    return (max(xs) - min(xs)) / max(1e-9, min(a.size[0], max(b.size[:2])))


def _grouped(kind: RelationKind, subjects: Sequence[Stood], b: Stood) -> float:
    """Our own: each within 0.5 m, and on at least two sides when they are two or more."""
    near = [a for a in subjects if distance(a, b) <= NEXT_TO and (kind != "around" or not _away(a, b))]
    sides = {_side(b, a.at) for a in near}
    if kind == "both sides":
        return (
            float(any(side_share("left of", a, b) >= ENOUGH for a in near)) / 2
            + float(any(side_share("right of", a, b) >= ENOUGH for a in near)) / 2
            - (0.01 if len(near) < len(subjects) else 0.0)
        )
    share = len(near) / len(subjects)
    if share < MOST_OF:
        return share * 0.6
    return share if len(sides) >= min(2, len(subjects)) else share / 2.1


def _away(a: Stood, b: Stood) -> bool:
    """Whether a seat looks away from a thing."""
    ahead = (b.at[0] - a.at[0]) * a.front[0] + (b.at[1] - a.at[1]) * a.front[1]
    return vocabulary.entry(a.category).family in SEATS and ahead < 0


def _side(b: Stood, point: Vec2) -> str:
    x, y = b.local(point)
    u, v = x / max(0.05, b.size[0]), y / max(0.05, b.size[1])
    return ("right" if u > 0 else "left") if abs(u) > abs(v) else ("behind" if v > 0 else "front")


def _between(a: Stood, b: Stood, c: Stood) -> float:
    """Our own: its middle lies between theirs, not further to a side than they are wide."""
    dx, dy = c.at[0] - b.at[0], c.at[1] - b.at[1]
    ex, ey = a.at[0] - b.at[0], a.at[1] - b.at[1]
    far = math.hypot(dx, dy)
    if far < 1e-9:
        return 0.0
    along, off = (dx * ex + dy * ey) / far**2, abs(dx * ey - dy * ex) / far
    return float(0.1 < along < 0.9 and off <= max(*b.size[:2], *c.size[:2]) / 2 + SIDE_MARGIN)


def _fixed(kind: RelationKind, a: Stood, target: str, hall: Hall) -> float:
    """How well a thing stands to a part of the room."""
    if target == "room":
        return _roomed(kind, a, hall)
    if target in ("window", "door"):
        return max((_opening(kind, a, g) for g in hall.openings(target)), default=0.0)
    return max((_walled(kind, a, w) for w in hall.faces(target)), default=0.0)


def _roomed(kind: RelationKind, a: Stood, hall: Hall) -> float:
    if kind == "corner":
        return float(_cornered(a, hall))
    if kind != "middle":
        return 1.0
    x0, y0, x1, y1 = hall.floor.bounds
    gap = math.dist(a.at, ((x0 + x1) / 2, (y0 + y1) / 2))
    longest = max(a.size[:2])
    std = 0.5 * longest + 1 - longest / ((x1 - x0 + y1 - y0) / 2)
    return math.exp(-(gap**2) / (2 * std**2))


def _cornered(a: Stood, hall: Hall) -> bool:
    near = [w for w in hall.walls if _to_wall(a, w) <= CORNER]
    return any(
        abs(v.normal[0] * w.normal[0] + v.normal[1] * w.normal[1]) < 0.8
        and min(math.dist(v.end, w.start), math.dist(w.end, v.start)) < 0.05
        for v in near
        for w in near
    )


def _to_wall(a: Stood, wall: Wall) -> float:
    """Metres between a box seen from above and a face."""
    w, d = a.size[0] / 2, a.size[1] / 2
    corners = [wall.place_of(a.world(p)) for p in ((-w, -d), (w, -d), (w, d), (-w, d))]
    if min(out for _, out in corners) < 0 < max(out for _, out in corners):
        return float(a.footprint.distance(LineString([wall.start, wall.end])))
    length = wall.length
    near = min(math.hypot(max(0.0, -along, along - length), out) for along, out in corners)
    ends = (a.local(wall.start), a.local(wall.end))
    return min(near, *(math.hypot(max(0.0, abs(x) - w), max(0.0, abs(y) - d)) for x, y in ends))


def _walled(kind: RelationKind, a: Stood, wall: Wall) -> float:
    if kind in ("facing", "opposite"):
        along = -(a.front[0] * wall.normal[0] + a.front[1] * wall.normal[1])
        return float(along >= math.cos(math.radians(FACING)))
    far = _to_wall(a, wall)
    if kind == "far":
        return float(far >= FAR)
    if kind == "near":
        return float(far <= NEAR)
    before = 0.0 <= wall.place_of(a.at)[0] <= wall.length
    if kind in ("on", "above", "middle", "corner"):
        return float(before and (far <= ON_WALL if a.mount == "wall" else far <= AGAINST))
    return float(before and far <= AGAINST and (kind != "against" or _backed(a, wall)))


def _backed(a: Stood, wall: Wall) -> bool:
    """Whether what usually stands with its back to a wall has it there."""
    entry = vocabulary.entry(a.category)
    if a.mount != "floor" or not entry.back_to_wall or entry.family in SIDEWAYS:
        return True
    along = a.front[0] * wall.normal[0] + a.front[1] * wall.normal[1]
    return along >= math.cos(math.radians(FACING))


def _opening(kind: RelationKind, a: Stood, gap: Gap) -> float:
    """How well a thing stands to a door or window."""
    far = float(a.footprint.distance(gap.line))
    along, out = gap.wall.place_of(a.at)
    match kind:
        case "facing":
            looks_out = a.category in WRITTEN_AT and far <= NEXT_TO  # by who sits at it
            return float(looks_out or faces(a, gap.line.buffer(0.15)))
        case "opposite":
            return float(abs(along - gap.along) <= gap.width / 2 + NEXT_TO and out >= NEAR)
        case "under" | "in front of":
            across = abs(along - gap.along) <= gap.width / 2
            under = a.z < max(gap.sill, 0.5) and _backed(a, gap.wall)
            return float(across and far <= NEXT_TO and (kind != "under" or under))
        case "above" | "on":
            return float(abs(along - gap.along) <= gap.width / 2 + 0.3 and far <= AGAINST)
        case "left of" | "right of" | "both sides":
            # Seen from inside, a wall that runs counter-clockwise runs to the left.
            off = (along - gap.along) * gap.wall.side
            left = off > gap.width / 2
            right = off < -gap.width / 2
            ok = left if kind == "left of" else right if kind == "right of" else left or right
            return float(ok and far <= NEAR)
        case "far":
            return float(far >= FAR)
        case "near":
            return float(far <= NEAR)
        case _:
            return float(far <= NEXT_TO)
