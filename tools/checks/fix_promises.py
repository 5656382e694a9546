"""What the moves of a fix have to keep: pairs apart, things in the room, on their wall, on their carrier."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import shapely
from shapely import affinity

from tools import vocabulary
from tools.checks.bodies import Array, Body
from tools.checks.contact import part_pairs
from tools.checks.depth import overlap
from tools.checks.fix_rows import FIRM, SOFT, Row
from tools.checks.room import beyond
from tools.checks.separate import MARGIN, candidates, needed
from tools.critique import Finding
from tools.geometry import Wall
from tools.program.program import Program
from tools.program.walls import Plan

NEAR_WALL = 0.12
"""Metres between a wall and the back of what usually stands against one: a gap meant to be none."""
NEAREST = 0.5
"""Metres within which something that hangs on a wall finds it."""
SMALLEST = 0.005
"""Gaps in metres up to which nothing is moved to close them."""
SLACK = 1e-5
_TRIES = 8


class Promises:
    """Makes rows for one scene.

    Attributes:
        weights: how much one metre of each object's move counts: large things stay.
    """

    def __init__(self, program: Program, plan: Plan | None, solid: Mapping[str, Body]) -> None:
        self.program, self.plan, self.solid = program, plan, solid
        self.weights = {id: 0.05 + float(np.prod(b.high[:2] - b.low[:2])) for id, b in solid.items()}
        self._walls = {id: w for id, b in solid.items() if b.info.mount == "wall" and (w := self._wall_of(b))}
        self._banned: set[tuple[tuple[str, ...], tuple[float, float]]] = set()

    def give_up(self, row: Row) -> None:
        """Do not promise this, in this direction, again."""
        self._banned.add((row.what, row.normal))

    def of(self, faults: Iterable[Finding], now: Mapping[str, Body], moves: Mapping[str, Array]) -> list[Row]:
        """Rows that end each of these faults, seen from where everything is now."""
        rows: list[Row | None] = []
        for fault in faults:
            first = fault.objects[0]
            if fault.kind == "contact" and fault.objects[1] in now:
                rows.append(self._part(now[first], now[fault.objects[1]], moves))
            elif fault.move is not None:
                rows += self._inside(first, fault, now, moves)
        return [row for row in rows if row]

    def gaps(self) -> list[Row]:
        """Rows that bring to the wall what hangs on one, or stands a little off with its back to one."""
        rows = []
        for id, body in self.solid.items():
            wall = self._walls.get(id) or self._behind(body)
            if wall is None:
                continue
            gap = _gap(body, wall)
            if abs(gap) > SMALLEST and abs(gap) < (NEAREST if id in self._walls else NEAR_WALL):
                x, y = wall.normal
                rows.append(Row(("to wall", id), self._chain(id), (), (-x, -y), gap - MARGIN, SOFT))
        return rows

    def borders(self, rows: Iterable[Row]) -> list[Row]:
        """Rows that always hold for what moves: on its wall, on its carrier."""
        made: list[Row] = []
        for id in sorted({i for row in rows for i in (*row.ids, *row.against)}):
            if id in self._walls:
                made += self._on_wall(id, self._walls[id])
            elif self.solid[id].info.on in self.solid:
                made += self._on_carrier(id)
        return made

    def _part(self, a: Body, b: Body, moves: Mapping[str, Array]) -> Row | None:
        pairs = [(p, q) for p, q in part_pairs(a, b, 0.0) if overlap(p, q, 0.0)]
        if not pairs:
            return None
        what = ("apart from", *sorted((a.id, b.id)))
        ways = candidates(pairs)
        need = needed(pairs, ways) + MARGIN
        order = np.argsort(need)[: 4 * _TRIES]
        free = [
            k for k in order if self._can_go(a, b, ways[k]) and (what, _pair(ways[k])) not in self._banned
        ]
        if not free:
            return None
        # A way that leads out of the room on both sides is worth three times its length.
        cost = [need[k] * (1.0 if self._has_room(a, b, ways[k] * need[k]) else 3.0) for k in free[:_TRIES]]
        way = int(free[int(np.argmin(cost))])
        chain_a, chain_b = self._chain(a.id), self._chain(b.id)
        ids = tuple(i for i in chain_a if i not in chain_b)
        against = tuple(i for i in chain_b if i not in chain_a)
        so_far = _sum(moves, ids) - _sum(moves, against)
        return Row(what, ids, against, _pair(ways[way]), float(so_far @ ways[way] + need[way]))

    def _inside(
        self, id: str, fault: Finding, now: Mapping[str, Body], moves: Mapping[str, Array]
    ) -> list[Row]:
        """One row for each axis or wall by which it has to come in."""
        assert fault.move is not None
        move = np.array(fault.move.by[:2])
        length = float(np.linalg.norm(move))
        if length < SLACK:
            return []
        chain = self._chain(id)
        name = fault.objects[1] if fault.kind == "contact" else "inside"
        ways = [move / length]
        if fault.kind == "outside" and self.plan is not None:
            _, back = beyond(self.plan, now[id])
            ways = [np.array([np.sign(back[0]), 0.0]), np.array([0.0, np.sign(back[1])])]
        rows = []
        for way in ways:
            step = float(move @ way)
            if step > SLACK:
                least = float(_sum(moves, chain) @ way + step + MARGIN)
                rows.append(Row(("into the room", id, name, str(_pair(way))), chain, (), _pair(way), least))
        return rows

    def _has_room(self, a: Body, b: Body, way: Array) -> bool:
        """Whether one of the two can go its way and stay on the floor."""
        if self.plan is None:
            return True
        floor = self.plan.floor.buffer(0.01)
        for body, step in ((a, way), (b, -way)):
            if body.id not in self._walls:
                x, y = step
                if floor.covers(affinity.translate(body.footprint, float(x), float(y))):
                    return True
        return False

    def _can_go(self, a: Body, b: Body, way: Array) -> bool:
        """Whether one of the two may go that way at all: things on a wall only go along it."""
        return any(
            self._walls.get(body.id) is None or abs(float(np.dot(self._walls[body.id].along, way))) > 0.5
            for body in (a, b)
        )

    def _on_wall(self, id: str, wall: Wall) -> list[Row]:
        gap = _gap(self.solid[id], wall)
        gap = gap - MARGIN if MARGIN < abs(gap) < NEAREST else 0.0
        (x, y), chain = wall.normal, self._chain(id)
        ahead = Row(("on wall", id, "in"), chain, (), (-x, -y), gap - SLACK, FIRM)
        return [ahead, Row(("on wall", id, "out"), chain, (), (x, y), -gap - SLACK, FIRM)]

    def _on_carrier(self, id: str) -> list[Row]:
        """Its middle stays over its carrier; it may not go further out than it is where it is out already."""
        body = self.solid[id]
        carrier = self.solid[str(body.info.on)].footprint
        if not isinstance(carrier, shapely.Polygon):
            return []
        ring = np.array(shapely.geometry.polygon.orient(carrier).exterior.coords)
        middle = np.array(body.footprint.centroid.coords[0])
        edges = np.diff(ring, axis=0)
        edges /= np.maximum(np.linalg.norm(edges, axis=1, keepdims=True), 1e-9)
        inward = np.column_stack([-edges[:, 1], edges[:, 0]])
        room = np.einsum("ij,ij->i", middle - ring[:-1], inward)
        return [
            Row(("on", id, str(k)), (id,), (), _pair(n), -max(float(r), 0.0) - SLACK, FIRM)
            for k, (n, r) in enumerate(zip(inward, room, strict=True))
        ]

    def _wall_of(self, body: Body) -> Wall | None:
        """The wall that something hangs on: the nearest one that it faces away from."""
        if self.plan is None:
            return None
        back = _back(body)
        reach = [w for w in self._faces() if _beside(body, w) and abs(_gap(body, w)) < NEAREST]
        behind = [w for w in reach if np.dot(w.normal, back) < -0.9]
        return min(behind or reach, key=lambda w: abs(_gap(body, w)), default=None)

    def _behind(self, body: Body) -> Wall | None:
        """The wall at the back of something that usually stands with its back to one."""
        usual = vocabulary.entry(body.info.category).back_to_wall
        if self.plan is None or not usual or body.info.on is not None or body.info.mount != "floor":
            return None
        back = _back(body)
        walls = [w for w in self._faces() if np.dot(w.normal, back) < -0.98 and _beside(body, w)]
        near = [w for w in walls if -0.01 < _gap(body, w) < NEAR_WALL]
        return min(near, key=lambda w: _gap(body, w), default=None)

    def _faces(self) -> list[Wall]:
        assert self.plan is not None
        faces = [w for w in self.plan.walls if isinstance(w.name, int)]
        for wall in (w for w in self.plan.walls if isinstance(w.name, str)):
            half = wall.thickness / 2
            ends = [(0.0, wall.length, half), (wall.length, 0.0, -half)]
            faces += [
                Wall(wall.name, wall.at(a, out), wall.at(b, out), True, wall.thickness) for a, b, out in ends
            ]
        return faces

    def _chain(self, id: str) -> tuple[str, ...]:
        return (id, *(i for i in self.program.ancestors(id) if i in self.solid))


def _back(body: Body) -> Array:
    turn = np.radians(body.info.yaw_deg)
    return np.array([-np.sin(turn), np.cos(turn)])


def _gap(body: Body, wall: Wall) -> float:
    """Metres between a wall's face and the nearest of a thing; negative when it is in the wall."""
    corners = shapely.get_coordinates(body.footprint)
    return float(((corners - wall.start) @ np.array(wall.normal)).min())


def _beside(body: Body, wall: Wall) -> bool:
    """Whether a thing stands along the wall rather than past its ends."""
    middle = (np.array(body.footprint.centroid.coords[0]) - wall.start) @ np.array(wall.along)
    return bool(-0.05 <= middle <= wall.length + 0.05)


def _sum(moves: Mapping[str, Array], ids: Collection[str]) -> Array:
    """(2,) sideways metres that the moves of these objects add up to."""
    return np.asarray(np.sum([moves[i][:2] for i in ids if i in moves], axis=0) + np.zeros(2))


def _pair(way: Array) -> tuple[float, float]:
    return float(way[0]), float(way[1])
