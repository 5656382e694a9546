"""Standing things on the floor by relations: against a wall, beside, around, in a corner, in the open.

Every relation tries its places in order of liking and keeps the first that is free: inside the room, not
inside another thing at the same height, not in a door's swing or on somebody's clearance.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import shapely
from shapely.geometry import Polygon

from tools import vocabulary
from tools.geometry import Vec2, Vec3, facing, rectangle, turn
from tools.planner.catalogue import FLAT, kind
from tools.planner.design import Piece
from tools.planner.liking import GAP, Prefer, liking, places
from tools.planner.occupancy import DoesNotFit, Keeping, Occupancy
from tools.planner.walls import Stretch

CURTAINS, BEFORE_CURTAINS = 0.18, 1.0
"""Metres from a wall that curtains take, and metres high up to which something stands before them."""
SPARE = frozenset({"cabinet", "wardrobe", "shelf"})
"""Families of what is put in unasked only where the rest leaves room."""
TALL, AT_DOOR = 1.4, 0.5
"""Metres from which a thing is tall, and up to which one of these is in the way of who comes in."""
AMID = 0.4
"""Metres free around what a room cannot do without and was asked to be in its middle."""
LEG = 0.14
"""Metres from a table's end to where a chair beside its legs begins."""
INTO_CORNER = 4.0
"""What a metre from the end of a wall weighs for what was asked to be in a corner."""
AT_FOOT = 0.3
"""Share of a bed's length by which its rug lies further from the head."""
WISH = 12.0
"""What a relation that was asked for weighs against liking, which is a few metres' worth."""


STEP, ACROSS = 1.0, 30.0
"""What each place further from where it is liked most costs a thing in the open, and to lie across."""


class Standing(Occupancy):
    """A room in which things can be stood by relations."""

    def against(
        self,
        category: str,
        *,
        size: Vec3 | None = None,
        front: float = 0.55,
        prefer: Prefer = "any",
        near: Piece | None = None,
        need: bool = False,
        ignore: Collection[str] = (),
        gap: float = GAP,
        walls: list[Stretch] | None = None,
        word: dict[str, Any] | None = None,
        top: float = 0.0,
    ) -> Piece | None:
        """Stand a thing with its back to a wall, `front` metres before it left free.

        `top` is the height of what it will carry, which must not stand before a window either.
        """
        if not self.wishes.welcome(category):
            return None
        category = self.wishes.instead(category)
        told = self.wishes.told_of(category)
        if any(own and r.kind == "middle" and r.object == "room" for r, own in told):
            piece = self.open(category, size=size, margin=AMID) if need else None
            if need and piece is None:
                raise DoesNotFit(category)
            return piece
        size = size or self.pick(category)
        spare = self._is_spare(category)
        if spare and size[2] <= TALL and not self.wishes.leaves(size[0] * size[1], self.area):
            return None
        spots = [
            (liking(self.rng, self.walls, wall, along, prefer, near), wall, along)
            for wall in walls or self.walls
            for along in places(wall, size[0])
        ]
        if self.wishes.told_of(category):
            out, there = gap + size[1] / 2, self.stood
            cornered = any(own and r.kind == "corner" for r, own in told)
            spots = [
                (
                    like
                    + WISH * self.longing(category, w.at(a, out), size, w.facing, there=there)
                    - (INTO_CORNER * (min(a, w.length - a) - size[0] / 2) if cornered else 0.0),
                    w,
                    a,
                )
                for like, w, a in spots
            ]
        ordered = [(w, a, gap) for _, w, a in sorted(spots, key=lambda p: p[0], reverse=True)]
        for wall, along, off in [(w, a, o) for w, a, g in ordered for o in self.offs(w, a, size, g)]:
            at = wall.at(along, off + size[1] / 2)
            if self.blocks_window(wall, along, (size[0], size[1], size[2] + top)):
                continue
            if spare and self._at_door(rectangle(at, size, wall.facing), size[2]):
                continue
            if self.stands(category, at, size, wall.facing, front, ignore):
                piece = self.add(
                    category, at, size, wall.facing, word=word, relation=("against", str(wall.name))
                )
                self.keep_front(piece, front, ignore)
                return piece
        if need:
            raise DoesNotFit(category)
        return None

    def _is_spare(self, category: str) -> bool:
        """Whether it is a cupboard that nobody asked for: it is put in only where the rest leaves room."""
        spare = vocabulary.entry(kind(category)).family in SPARE and self.wishes.following(category) is None
        return spare and not self.wishes.brief.says_nothing

    def _at_door(self, area: Polygon, height: float) -> bool:
        """Whether a tall thing would stand close beside a door, where one comes in."""
        doors = [gap.line for gap in self.hall.gaps if gap.kind != "window"]
        return height > TALL and any(area.distance(line) < AT_DOOR for line in doors)

    def offs(self, wall: Stretch, along: float, size: Vec3, gap: float = GAP) -> tuple[float, ...]:
        """Metres from a wall at which a thing could have its back there: what is low also before curtains."""
        if self.wishes.brief.says_nothing or size[2] > BEFORE_CURTAINS:
            return (gap,)
        hung = [
            abs(wall.place_of(p.at)[0] - along) < (p.size[0] + size[0]) / 2
            for p in self.pieces
            if vocabulary.entry(p.category).family == "curtain" and ("against", str(wall.name)) in p.relations
        ]
        return (gap, CURTAINS) if any(hung) else (gap,)

    def by(
        self,
        anchor: Piece,
        category: str,
        offset: Vec2,
        turned: float = 0.0,
        *,
        size: Vec3 | None = None,
        front: float = 0.0,
        ignore: Collection[str] = (),
        relation: str = "beside",
        word: dict[str, Any] | None = None,
        keep: Keeping = "all",
    ) -> Piece | None:
        """Stand a thing at an offset in another's frame (front is -Y), turned from it by `turned` degrees."""
        if not self.wishes.welcome(category) or not self.holds(anchor):
            return None
        category = self.wishes.instead(category)
        size = size or self.pick(category)
        at, yaw = anchor.to_world(offset), anchor.yaw + turned
        if self.reluctant(category, at, size, yaw):
            return None
        friends = {anchor.id, *ignore}
        area = rectangle(at, size, yaw)
        if not self.free(area, 0.0, size[2], ignore=ignore, keep="none"):
            return None
        if not self.free(area, 0.0, size[2], ignore=friends, keep=keep):
            return None
        if front and not self.stands(category, at, size, yaw, front, friends):
            return None
        return self.add(category, at, size, yaw, relation=(relation, anchor.id), word=word)

    def beside(self, anchor: Piece, category: str, side: int, gap: float = 0.06, **more: Any) -> Piece | None:
        """Stand a thing at another's side (-1 its right, 1 its left seen by it), backs in line."""
        size = more.pop("size", None) or self.pick(category)
        x = side * (anchor.size[0] / 2 + gap + size[0] / 2)
        return self.by(anchor, category, (x, (anchor.size[1] - size[1]) / 2), size=size, **more)

    def flank(
        self, anchor: Piece, category: str, side: int, gap: float, friends: Collection[str], size: Vec3
    ) -> Piece | None:
        """Stand a thing at another's side, on floor that is kept for its friends, but not into them."""
        x = side * (anchor.size[0] / 2 + gap + size[0] / 2)
        at = anchor.to_world((x, (anchor.size[1] - size[1]) / 2))
        if not self.free(rectangle(at, size, anchor.yaw), 0.0, size[2], keep="none"):
            return None
        return self.beside(anchor, category, side, gap, size=size, ignore=friends)

    def around(
        self,
        table: Piece,
        category: str,
        seats: int,
        *,
        tuck: float = 0.2,
        back: float = 0.25,
        size: Vec3 | None = None,
        sides: str = "nsew",
    ) -> list[Piece]:
        """Seats around a table, each facing it, pushed `tuck` metres under its edge."""
        category = self.wishes.instead(category)
        size = size or self.pick(category)
        placed: list[Piece] = []
        told = not self.wishes.brief.says_nothing
        if told and table.category in CIRCLES and seats > 1 and sides == "nsew":
            places = self._freest(table, _rounds(table.size, size, tuck, seats), size, back, seats)
        else:
            ways = [_seats(table.size, size, tuck, sides, n) for n in ((seats, None) if told else (None,))]
            places = self._freest(table, ways, size, back, seats) if told else ways[0]
        for offset, yaw in places:
            if len(placed) >= seats or not self.wishes.welcome(category):
                break
            pull = self.rng.choice([0.0, 0.0, 0.0, 0.06, 0.12])
            out = turn((0.0, 1.0), yaw)  # a seat at yaw 0 faces -Y, so its back is towards +Y
            at = table.to_world((offset[0] + out[0] * pull, offset[1] + out[1] * pull))
            turned = table.yaw + yaw + self.rng.choice([0.0, 0.0, self.rng.uniform(-8, 8)])
            if not self.wishes.brief.says_nothing:  # somebody cleared up
                at, turned = table.to_world(offset), table.yaw + yaw
            room = rectangle(at, (size[0], size[1] + back, size[2]), turned)
            if self.reluctant(category, at, size, turned):
                continue
            if self.free(room, 0.0, size[2], ignore={table.id}):
                placed.append(self.add(category, at, size, turned, relation=("around", table.id)))
        return placed

    def _freest(
        self, table: Piece, ways: list[list[tuple[Vec2, float]]], size: Vec3, back: float, seats: int
    ) -> list[tuple[Vec2, float]]:
        """Of several ways to sit around a table the first at which most seats have room."""

        def free(place: tuple[Vec2, float]) -> bool:
            room = rectangle(
                table.to_world(place[0]), (size[0], size[1] + back, size[2]), table.yaw + place[1]
            )
            return self.free(room, 0.0, size[2], ignore={table.id})

        return max(ways, key=lambda places: min(seats, sum(map(free, places))))

    def open(
        self,
        category: str,
        *,
        size: Vec3 | None = None,
        margin: float = 0.6,
        yaw: float | None = None,
        need: bool = False,
        near: Vec2 | None = None,
        word: dict[str, Any] | None = None,
    ) -> Piece | None:
        """Stand a thing in the open, `margin` metres free all round, most central place first."""
        if not self.wishes.welcome(category):
            return None
        category = self.wishes.instead(category)
        size = size or self.pick(category)
        base = self.walls[0].facing if yaw is None else yaw
        target = near or (self.polygon.centroid.x, self.polygon.centroid.y)
        core = self.polygon.buffer(-(min(size[:2]) / 2 + margin))
        inside = [p for p in self.grid(0.25) if shapely.contains_xy(core, *p)]
        points = sorted(inside, key=lambda p: math.dist(p, target) + self.rng.uniform(0, 0.3))
        if self.wishes.told_of(category):
            there = self.stood
            points.sort(
                key=lambda p: math.dist(p, target) - WISH * self.longing(category, p, size, base, there=there)
            )
        places = [(at, turned) for at in points for turned in (base, base + 90)]
        if not self.wishes.brief.says_nothing:  # along the room, if that is not far away
            rank = {at: STEP * n for n, at in enumerate(points)}
            places.sort(key=lambda p: rank[p[0]] + ACROSS * self._lies_across(size, p[1]))
        for at, turned in places:
            wide = rectangle(at, (size[0] + 2 * margin, size[1] + 2 * margin, size[2]), turned)
            if self.free(wide, 0.0, size[2]):
                return self.add(category, at, size, turned, word=word)
        if need:
            raise DoesNotFit(category)
        return None

    def _lies_across(self, size: Vec3, yaw: float) -> bool:
        """Whether a thing's long side would run across the room's."""
        x0, y0, x1, y1 = self.polygon.bounds
        along_x = abs(math.cos(math.radians(yaw))) > 0.7
        return abs(size[0] - size[1]) > 0.1 and (along_x == (size[0] > size[1])) != (x1 - x0 > y1 - y0)

    def corner(self, category: str, *, size: Vec3 | None = None, gap: float = 0.06) -> Piece | None:
        """Stand a thing in a corner of the room, facing out of it."""
        if not self.wishes.welcome(category):
            return None
        category = self.wishes.instead(category)
        size = size or self.pick(category)
        walls = list(zip(self.walls, self.walls[1:] + self.walls[:1], strict=True))
        self.rng.shuffle(walls)
        reach = math.hypot(size[0], size[1]) / 2
        for a, b in walls:
            out = (a.normal[0] + b.normal[0], a.normal[1] + b.normal[1])
            if math.dist(a.end, b.start) > 0.01 or math.hypot(*out) < 0.5:
                continue
            square = abs(a.normal[0] * b.normal[0] + a.normal[1] * b.normal[1]) < 0.1
            if not square and reach > 0.45:
                continue
            off = gap + (size[0] / 2 if square else reach)
            at = (a.end[0] + off * out[0], a.end[1] + off * out[1])
            if self.free(rectangle(at, size, a.facing), 0.0, size[2]):
                if self.reluctant(category, at, size, a.facing):
                    continue
                return self.add(category, at, size, a.facing, relation=("corner", str(a.name)))
        return None

    def rug(self, under: list[Piece], category: str = "rug", grow: Vec2 = (0.5, 0.4)) -> Piece | None:
        """Lay a rug under things, in line with the first, reaching `grow` metres beyond them where free."""
        yaw, origin = under[0].yaw, under[0].at
        local = [turn((x - origin[0], y - origin[1]), -yaw) for p in under for x, y in _corners(p)]
        x0, x1 = min(p[0] for p in local), max(p[0] for p in local)
        y0, y1 = min(p[1] for p in local), max(p[1] for p in local)
        shift = turn(((x0 + x1) / 2, (y0 + y1) / 2), yaw)
        at = (origin[0] + shift[0], origin[1] + shift[1])
        wide, deep = x1 - x0 + 2 * grow[0], y1 - y0 + 2 * grow[1]
        told = self.wishes.told_of(self.wishes.instead(category))
        if any(own and r.object == "room" for r, own in told):
            return None  # asked to be in the middle, or elsewhere: laid with what was asked for
        if under[0].category == "bed":  # under its lower part, and beyond its foot, where it is seen
            out = turn((0.0, -AT_FOOT * (y1 - y0)), yaw)
            at = (at[0] + out[0], at[1] + out[1])
        return self.lay(category, at, (wide, deep), yaw)

    def lay(self, category: str, at: Vec2, extent: Vec2, yaw: float) -> Piece | None:
        """Lay something flat on the floor, smaller where the room asks for it."""
        if not self.wishes.welcome(category):
            return None
        category = self.wishes.instead(category)
        wanted = self.wishes.following(category)
        if wanted is not None and wanted.size[0] and wanted.size[1]:
            extent = (wanted.size[0], wanted.size[1])
        elif wanted is not None and category == "round rug":
            extent = (min(extent), min(extent))
        others = [p.footprint for p in self.pieces if p.category in FLAT]
        thick = self.pick(category)[2]
        for shrink in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5):
            size = (round(extent[0] * shrink, 2), round(extent[1] * shrink, 2), thick)
            area = rectangle(at, size, yaw)
            if self.polygon.buffer(-0.05).covers(area) and not any(area.intersects(o) for o in others):
                return self.add(category, at, size, yaw)
        return None


CIRCLES = frozenset({"round table", "round coffee table"})
"""Tables that one sits around at even angles."""


def _rounds(table: Vec3, chair: Vec3, tuck: float, seats: int) -> list[list[tuple[Vec2, float]]]:
    """Places and yaws about a round table, at even angles: from its back on, or turned a part of a place."""
    off = table[1] / 2 + chair[1] / 2 - tuck
    ways = [[360.0 * (k + part) / seats for k in range(seats)] for part in (0.0, 0.5, 0.25, 0.75)]
    return [[(turn((0.0, off), yaw), yaw) for yaw in turns] for turns in ways]


def _corners(piece: Piece) -> list[Vec2]:
    return [(float(x), float(y)) for x, y in piece.footprint.exterior.coords[:-1]]


def _seats(
    table: Vec3, chair: Vec3, tuck: float, sides: str, seats: int | None = None
) -> list[tuple[Vec2, float]]:
    """Places and yaws in the table's frame: the long sides first, then the ends.

    Args:
        table: its size.
        chair: its size.
        tuck: metres that a chair is pushed under the edge.
        sides: of the table that are sat at.
        seats: how many there will be: fewer than there is room for stand evenly; None fills from one end.
    """
    off = table[1] / 2 + chair[1] / 2 - tuck
    count = max(1, int((table[0] - 0.1) / (chair[0] + 0.14)))
    long = sum(side in sides for side in "ns")
    if seats is not None and long and seats > 1:
        count = min(count, max(1, -(-seats // long)))
    spots: list[tuple[Vec2, float]] = []
    slot = (table[0] - 0.06) / count
    last = slot * (count - 1) / 2
    # As far in as the legs of the table ask for, as long as the chairs leave each other room.
    closer = min(1.0, (table[0] / 2 - LEG - chair[0] / 2) / last) if last else 1.0
    slot *= max(closer, min(1.0, (chair[0] + 0.04) / slot))
    for i in range(count):
        x = (i - (count - 1) / 2) * slot
        if "n" in sides:
            spots.append(((x, off), 0.0))
        if "s" in sides:
            spots.append(((x, -off), 180.0))
    end = table[0] / 2 + chair[1] / 2 - tuck
    if "e" in sides:
        spots.append(((end, 0.0), facing((-1.0, 0.0))))
    if "w" in sides:
        spots.append(((-end, 0.0), facing((1.0, 0.0))))
    return spots
