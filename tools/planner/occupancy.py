"""What is where in one room while it is being furnished, and what must stay free."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from random import Random
from typing import Any, Literal, NamedTuple

import shapely
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from tools import vocabulary
from tools.geometry import Vec2, Vec3, rectangle, turn
from tools.measure.relations import Gap, Hall, Stood
from tools.planner.catalogue import FLAT, in_modules, kind, pick_size, ranges
from tools.planner.design import Piece
from tools.planner.walls import Stretch
from tools.planner.wishes import Wishes

DOOR_CLEAR = 0.95
"""Metres of floor to keep free before a door."""


class DoesNotFit(Exception):
    """Something this room cannot do without found no place: the attempt is thrown away."""


class Solid(NamedTuple):
    """Space that is taken: a footprint over a range of heights."""

    id: str
    area: Polygon
    low: float
    high: float


class Keep(NamedTuple):
    """Floor to keep free, except for the things it is there for; before a door for none."""

    area: Polygon
    allowed: frozenset[str]


class Held(NamedTuple):
    """A room as it was: what `Occupancy.back_to` takes."""

    pieces: list[Piece]
    solids: list[Solid]
    keeps: list[Keep]
    tops: dict[str, list[Polygon]]
    fronts: dict[str, tuple[float, frozenset[str]]]
    filled: dict[str, list[str]]
    taken: dict[str, int]


Keeping = Literal["all", "doors", "none"]
"""Whose kept floor is respected: everybody's, only that before doors, nobody's."""


class Occupancy:
    """One room while it is being furnished: what it holds and what is free."""

    def __init__(
        self,
        rng: Random,
        polygon: Polygon,
        walls: list[Stretch],
        height: float,
        taken: dict[str, int],
        zone: int,
        wishes: Wishes | None = None,
    ) -> None:
        self.wishes = wishes or Wishes(None)
        gaps = [Gap(h.kind, w, w.local(h), h.width, h.sill) for w in walls for h in w.holes]
        self.hall = Hall(polygon, tuple(walls), tuple(gaps))
        self.fronts: dict[str, tuple[float, frozenset[str]]] = {}
        """Metres of floor kept free before a piece, and for whom it is."""
        self.rng, self.polygon, self.walls, self.height, self.zone = rng, polygon, walls, height, zone
        self.pieces: list[Piece] = []
        self.solids: list[Solid] = []
        self.keeps: list[Keep] = []
        self.tried: dict[tuple[str, Vec3, int], list[Any]] = {}
        """Places not yet tried for many alike, by what they are and what nobody asked for stands there."""
        self.given = 0
        """How many pieces made way for what was asked for, or for walking."""
        self.asked: Callable[[], None] = lambda: None
        """What a recipe calls once what it is a room of stands, before what goes without saying: puts in what
        was asked for."""
        self.part: Polygon | None = None
        """The floor of a second use: the kitchen of an open living room."""
        self._taken = taken
        self._inside = polygon.buffer(0.001)
        shapely.prepare(self._inside)
        self.tops: dict[str, list[Polygon]] = {}
        for wall in walls:
            for hole in wall.holes:
                if hole.kind != "window":
                    self.keeps.append(
                        Keep(wall.strip(hole, max(DOOR_CLEAR, hole.width + 0.08), 0.08), frozenset())
                    )

    @property
    def area(self) -> float:
        """Square metres of floor."""
        return float(self.polygon.area)

    def pick(self, category: str, **fixed: float) -> Vec3:
        """A usual size, or the one that was asked for, no taller than the room."""
        name = self.wishes.instead(category)
        alike = self._alike(name)
        if alike is not None:
            return alike
        usual = pick_size(self.rng, name, **fixed) if name in ranges() else vocabulary.entry(name).size
        if not self.wishes.brief.says_nothing:
            usual = in_modules(name, usual)
        w, d, h = self.wishes.sized(name, usual)
        return (w, d, min(h, round(self.height - 0.15, 2)))

    def _alike(self, category: str) -> Vec3 | None:
        """The size of those of one wish that stand already: six chairs are six alike."""
        wanted = self.wishes.following(category)
        before = set(self.wishes.filled[wanted.key]) if wanted is not None else set()
        return next(
            (p.size for p in self.pieces if p.id in before and p.category == kind(category)), None
        )  # fmt: skip

    @property
    def stood(self) -> dict[str, Stood]:
        """Every piece where it stands in the world, by id."""
        return {s.id: s for s in stood_of(self.pieces, self.height)}

    def longing(
        self, category: str, at: Vec2, size: Vec3, yaw: float, *, low: float = 0.0, mount: str = "floor",
        on: str | None = None, there: dict[str, Stood] | None = None,
    ) -> float:  # fmt: skip
        """How many of the relations that were asked for a new thing would meet there.

        `there` is what stands in the room, for a caller who asks of many places.
        """
        told = self.wishes.told_of(category)
        if not told:
            return 0.0
        new = Stood(at, size, yaw, low, id="", category=kind(category), mount=mount, on=on)
        return self.wishes.longing(told, new, self.stood if there is None else there, self.hall)

    def reluctant(
        self, category: str, at: Vec2, size: Vec3, yaw: float, *, low: float = 0.0, on: str | None = None
    ) -> bool:
        """Whether a thing was asked to stand elsewhere than where a recipe would put it."""
        told = [(r, own) for r, own in self.wishes.told_of(category) if self.wishes.can_tell(r, own=own)]
        if not told:
            return False
        new = Stood(at, size, yaw, low, id="", category=kind(category), on=on)
        return self.wishes.longing(told, new, self.stood, self.hall) < 0.5 * len(told)

    def chance(self, probability: float) -> bool:
        """True that often."""
        return self.rng.random() < probability

    def free(
        self,
        area: BaseGeometry,
        low: float,
        high: float,
        *,
        ignore: Collection[str] = (),
        keep: Keeping = "all",
    ) -> bool:
        """Whether nothing else is there: `area` over the heights `low` to `high`, metres."""
        if not self._inside.covers(area):
            return False
        x0, y0, x1, y1 = area.bounds
        inner: BaseGeometry | None = None
        for other, allowed in self._taken_at(low, high, ignore, keep=keep):
            u0, v0, u1, v1 = other.bounds
            if x0 < u1 and u0 < x1 and y0 < v1 and v0 < y1 and not allowed:
                inner = inner or area.buffer(-0.004)
                if inner.intersects(other):
                    return False
        return True

    def _taken_at(
        self, low: float, high: float, ignore: Collection[str], *, keep: Keeping
    ) -> Iterator[tuple[Polygon, bool]]:
        """What could be in the way between two heights, and whether it is to be let pass."""
        for solid in self.solids:
            if solid.low < high - 0.003 and low < solid.high - 0.003:
                yield solid.area, solid.id in ignore
        for kept in self.keeps:
            if keep == "all" or (keep == "doors" and not kept.allowed):
                yield kept.area, bool(kept.allowed.intersection(ignore))

    def free_for(self, at: Vec2, size: Vec3, yaw: float, ignore: Collection[str] = ()) -> bool:
        """Whether a box of that size has room on the floor there."""
        return self.free(rectangle(at, size, yaw), 0.0, size[2], ignore=ignore)

    def stands(
        self, category: str, at: Vec2, size: Vec3, yaw: float, front: float, ignore: Collection[str] = ()
    ) -> bool:
        """Whether it can stand there with `front` metres free before it."""
        if not self.free(rectangle(at, size, yaw), 0.0, size[2], ignore=ignore):
            return False
        return front <= 0 or self._clear(at, size, yaw, front, ignore)

    def allowed(self, at: Vec2, size: Vec3, yaw: float, front: float, friends: Collection[str]) -> bool:
        """Whether it can stand there, free of every solid thing; on floor kept free for friends it may."""
        area = rectangle(at, size, yaw)
        if not self.free(area, 0.0, size[2], keep="none"):
            return False
        kept = [k for k in self.keeps if not k.allowed.intersection(friends)]
        inner = area.buffer(-0.004)
        if any(inner.intersects(k.area) for k in kept):
            return False
        return front <= 0 or self._clear(at, size, yaw, front, friends)

    def keep_front(self, piece: Piece, front: float, ignore: Collection[str] = ()) -> None:
        """Keep the floor before a thing free for using it."""
        if front > 0:
            self.fronts[piece.id] = (front, frozenset(ignore))
            area = _before(piece.at, piece.size, piece.yaw, front)
            self.keeps.append(Keep(area, frozenset({piece.id, *ignore})))

    def add(
        self,
        category: str,
        at: Vec2,
        size: Vec3,
        yaw: float,
        *,
        z: float = 0.0,
        mount: str = "floor",
        relation: tuple[str, str] | None = None,
        word: dict[str, Any] | None = None,
    ) -> Piece:
        """Put a thing there without asking."""
        piece = Piece(
            self.name(category),
            kind(category),
            (round(at[0], 3), round(at[1], 3)),
            size,
            neat_yaw(yaw),
            z=round(z, 3) if mount == "wall" else None,
            mount=mount,  # type: ignore[arg-type]
            word=word or {},
            zone=self.zone,
        )
        if relation:
            piece.relations.append(relation)
        self.pieces.append(piece)
        self.wishes.took(piece.id, piece.category)
        if category not in FLAT:
            low = self.height - size[2] if mount == "ceiling" else z
            self.solids.append(Solid(piece.id, piece.footprint, low, low + size[2]))
        return piece

    def holds(self, piece: Piece) -> bool:
        """Whether a piece is still there: it may have made way since it was stood."""
        return any(p is piece for p in self.pieces)

    def take_out(self, ids: Collection[str]) -> None:
        """Forget these pieces, the space they took and the floor kept free for them."""
        self.wishes.forget(ids)
        self.pieces = [p for p in self.pieces if p.id not in ids]
        self.solids = [s for s in self.solids if s.id not in ids]
        self.keeps = [k for k in self.keeps if not k.allowed.intersection(ids)]

    def held(self) -> Held:
        """The room as it is now; its pieces themselves are not copied."""
        return Held(
            list(self.pieces),
            list(self.solids),
            list(self.keeps),
            {k: list(v) for k, v in self.tops.items()},
            dict(self.fronts),
            {k: list(v) for k, v in self.wishes.filled.items()},
            dict(self._taken),
        )

    def back_to(self, held: Held) -> None:
        """Make the room what it was."""
        self.pieces, self.solids, self.keeps = list(held.pieces), list(held.solids), list(held.keeps)
        self.tops = {k: list(v) for k, v in held.tops.items()}
        self.fronts = dict(held.fronts)
        self.wishes.filled = {k: list(v) for k, v in held.filled.items()}
        self._taken.clear()
        self._taken.update(held.taken)

    def settle(self, ids: Collection[str]) -> None:
        """Take the space again that pieces of these ids need, after they were moved."""
        stood = self.stood
        for piece in self.pieces:
            if piece.id not in ids:
                continue
            place = stood[piece.id]
            if vocabulary.entry(piece.category).shape != "flat":
                self.solids.append(Solid(piece.id, place.footprint, place.z, place.top))
            if piece.id in self.fronts and piece.on is None:
                front, ignore = self.fronts[piece.id]
                self.keeps.append(
                    Keep(
                        _before(piece.at, piece.size, piece.yaw, front),
                        frozenset({piece.id, *ignore}),
                    )
                )

    def walkable(self, radius: float = 0.23, share: float = 0.7) -> bool:
        """Whether one can walk from each door to `share` of the free floor, `radius` metres to each side."""
        taken = [s.area for s in self.solids if s.low < 1.7 and s.high > 0.05]
        floor = self.polygon.buffer(-radius) - unary_union(taken).buffer(radius)
        parts = [p for p in getattr(floor, "geoms", [floor]) if not p.is_empty]
        if not parts:
            return False
        main = max(parts, key=lambda p: p.area)
        if main.area < share * sum(p.area for p in parts):
            return False
        doors = [(w, h) for w in self.walls for h in w.holes if h.kind != "window"]
        return all(main.distance(Point(w.at(w.local(h), 0.5))) < 0.35 for w, h in doors)

    @staticmethod
    def blocks_window(wall: Stretch, along: float, size: Vec3) -> bool:
        """Whether a thing standing there would stand before a door, or before a window's pane."""
        return Occupancy.blocks_hole(wall, along, size, 0.0)

    @staticmethod
    def blocks_hole(wall: Stretch, along: float, size: Vec3, z: float) -> bool:
        """Whether a thing there would stand before a window or door."""
        for hole in wall.holes:
            side = abs(wall.local(hole) - along) < hole.width / 2 + size[0] / 2 + 0.03
            if side and z + size[2] > hole.sill + 0.02 and z < hole.sill + hole.height:
                return True
        return False

    def _clear(self, at: Vec2, size: Vec3, yaw: float, front: float, ignore: Collection[str]) -> bool:
        """Whether the floor before it is free of things."""
        return self.free(_before(at, size, yaw, front), 0.0, 1.5, ignore=ignore, keep="none")

    def name(self, category: str) -> str:
        """A free id: the category and a number."""
        stem = kind(category).replace(" ", "_")
        self._taken[stem] = self._taken.get(stem, 0) + 1
        return f"{stem}_{self._taken[stem]}"

    def grid(self, step: float) -> Iterator[Vec2]:
        """Points of a square raster over the room, `step` metres apart."""
        x0, y0, x1, y1 = self.polygon.bounds
        for i in range(1, int((x1 - x0) / step)):
            for j in range(1, int((y1 - y0) / step)):
                yield (x0 + i * step, y0 + j * step)


def stood_of(pieces: Sequence[Piece], height: float) -> list[Stood]:
    """Pieces where they stand in the world; carriers come before what they carry.

    Args:
        pieces: of a room.
        height: of its walls, metres.
    """
    found: dict[str, Stood] = {}
    for piece in pieces:
        parent = found.get(piece.on or "")
        at, yaw, low = piece.at, piece.yaw, piece.z or 0.0
        if parent is not None:
            at, yaw = parent.world(piece.at), parent.yaw + piece.yaw
            low = parent.z + (piece.z if piece.z is not None else _surface(parent))
        elif piece.mount == "ceiling":
            low = height - piece.size[2]
        found[piece.id] = Stood(
            at, piece.size, yaw, low, id=piece.id, category=piece.category, mount=piece.mount, on=piece.on
        )  # fmt: skip
    return list(found.values())


def _surface(carrier: Stood) -> float:
    """Metres from a carrier's underside to the surface that carries things."""
    share = vocabulary.entry(carrier.category).surface
    return carrier.size[2] * (1.0 if share is None else share)


def _before(at: Vec2, size: Vec3, yaw: float, front: float) -> Polygon:
    """The floor before a thing, as wide as it is."""
    out = turn((0.0, -(size[1] / 2 + front / 2)), yaw)
    return rectangle((at[0] + out[0], at[1] + out[1]), (size[0] * 0.94, front, 1.0), yaw)


def neat_yaw(yaw: float) -> float:
    """Degrees in (-180, 180], to a tenth."""
    neat = round(-((-yaw + 180) % 360 - 180), 1)
    return 180.0 if neat == -180 else neat + 0.0
