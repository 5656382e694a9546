"""The room's shell: what a program says about floor, walls and what is cut into them.

Walls are numbered by the floor polygon's edges: wall i runs from floor[i] to floor[i + 1]; the edges of the
holes follow. The polygon is the walls' inner face, their thickness goes outwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mathutils import Matrix

from tools.kit.core import BUILD, Thing, Vec2, root_empty
from tools.kit.parts.sweep import outline_area


@dataclass(frozen=True)
class WallRun:
    """A straight wall in plan.

    Attributes:
        name: number of a room wall, or a partition's id.
        start: first point of its inner face, world metres.
        along: unit vector along it.
        outward: unit vector through it, away from its inner face.
        length: of the inner face, metres.
        height: metres.
        thickness: metres.
        outer: where its outer face begins and ends, metres along it from `start`.
        corners: angle it turns by at its start and end, degrees; positive where the room's corner is
            convex, 0 where the wall ends freely.
    """

    name: int | str
    start: Vec2
    along: Vec2
    outward: Vec2
    length: float
    height: float
    thickness: float
    outer: Vec2
    corners: Vec2

    @property
    def side(self) -> float:
        """-1 when a wall's own +X (to the right seen from inside) runs against `along`, else 1."""
        turn = self.along[0] * self.outward[1] - self.along[1] * self.outward[0]
        return 1.0 if turn > 0 else -1.0

    def frame(self, distance: float = 0.0) -> Any:
        """World matrix at a point of the inner face: -Y looks into the room, +Y goes through the wall."""
        x, y = (self.start[k] + self.along[k] * distance for k in range(2))
        right = (self.along[0] * self.side, self.along[1] * self.side)
        rows = ((right[0], self.outward[0], 0.0, x), (right[1], self.outward[1], 0.0, y))
        return Matrix((*rows, (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0)))


def room(
    floor: Sequence[Vec2],
    height: float = 2.6,
    wall: float = 0.12,
    holes: Sequence[Sequence[Vec2]] = (),
    skirting: bool | float = True,
    cornice: bool | float = False,
    ceiling: bool = True,
) -> None:
    """The room: any simple floor polygon, with walls around it.

    Args:
        floor: inner face of the walls, world metres, in order around the room.
        height: floor to ceiling, metres.
        wall: thickness of the walls, metres; 0 leaves them out.
        holes: polygons in the floor that are walled off: shafts, pillars.
        skirting: a board along the walls' feet; a number is its height in metres.
        cornice: a moulding under the ceiling; a number is its size in metres.
        ceiling: whether there is one. Views from above leave it out.
    """
    if len(floor) < 3 or abs(outline_area(floor)) < 0.01:
        raise ValueError(f"room: floor has {len(floor)} points and no area; give at least three corners")
    if height <= 0 or wall < 0:
        raise ValueError(f"room: height={height}, wall={wall} must be positive")
    if BUILD.room:
        raise ValueError("room: called twice; use partition(...) for walls inside the room")
    BUILD.begin()
    BUILD.room = {
        "floor": [tuple(map(float, p)) for p in floor],
        "holes": [[tuple(map(float, p)) for p in hole] for hole in holes],
        "height": float(height),
        "wall": float(wall),
        "skirting": 0.08 if skirting is True else float(skirting),
        "cornice": 0.07 if cornice is True else float(cornice),
        "ceiling": ceiling,
    }
    wide, deep = (max(p[k] for p in floor) - min(p[k] for p in floor) for k in range(2))
    BUILD.shell["room"] = Thing("room", "room", (wide, deep, float(height)), None)


def shell_room() -> dict[str, Any]:
    """What room(...) was given; an error when it has not been called."""
    if not BUILD.room:
        raise ValueError("the room is not there yet: call room(floor=...) first")
    return BUILD.room


def shell_thing(id: str, category: str, size: tuple[float, float, float], run: WallRun, at: float) -> Thing:
    """A piece of the shell with an id of its own, standing at a wall, facing into the room."""
    if id in BUILD.things or id in BUILD.shell:
        raise ValueError(f"{category}({id!r}): this id is already taken")
    root = root_empty(id, category, "Room")
    root["on"], root["mount"], root["shell"], root["wall"] = "", "wall", True, str(run.name)
    root.matrix_world = run.frame(at)
    thing = Thing(id, category, size, root)
    BUILD.shell[id] = thing
    return thing


def partition(
    id: str,
    start: Vec2,
    end: Vec2,
    thickness: float = 0.1,
    height: float | None = None,
) -> None:
    """A wall inside the room; with a height of its own it is a half wall.

    Args:
        id: unique name.
        start: one end of its centre line, world metres.
        end: the other end.
        thickness: metres.
        height: metres; left out, the room's.
    """
    length = math.dist(start, end)
    if length < 0.02 or thickness <= 0:
        raise ValueError(f"partition({id!r}): {length:.2f} m long and {thickness} m thick is no wall")
    if height is not None and not 0 < height <= shell_room()["height"]:
        raise ValueError(f"partition({id!r}): {height} m high in a room {shell_room()['height']} m high")
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    outward = (along[1], -along[0])
    face = (start[0] - outward[0] * thickness / 2, start[1] - outward[1] * thickness / 2)
    tall = shell_room()["height"] if height is None else float(height)
    run = WallRun(id, face, along, outward, length, tall, float(thickness), (0.0, length), (0.0, 0.0))
    thing = shell_thing(id, "partition", (length, thickness, tall), run, length / 2)
    thing.root["mount"] = "floor"
    BUILD.room.setdefault("partitions", {})[id] = run


def floor_area(id: str, outline: Sequence[Vec2]) -> None:
    """A part of the floor with a finish of its own: `floor_area("bath", [...])`, `wear("bath", "tile")`.

    Args:
        id: unique name.
        outline: its corners in order, world metres.
    """
    if id in BUILD.things or id in BUILD.shell:
        raise ValueError(f"floor_area({id!r}): this id is already taken")
    if len(outline) < 3 or abs(outline_area(outline)) < 0.01:
        raise ValueError(
            f"floor_area({id!r}): {len(outline)} points and no area; give at least three corners"
        )
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    BUILD.shell[id] = Thing(id, "floor area", (max(xs) - min(xs), max(ys) - min(ys), 0.002), None)
    shell_room().setdefault("areas", {})[id] = [tuple(map(float, p)) for p in outline]


def shell_run(wall: int | str) -> WallRun:
    """The wall of that number or partition id.

    Raises:
        ValueError: there is none, with those there are.
    """
    info = shell_room()
    partitions = info.get("partitions", {})
    if wall in partitions:
        found: WallRun = partitions[wall]
        return found
    runs = shell_runs(info)
    if isinstance(wall, int) and 0 <= wall < len(runs):
        return runs[wall]
    known = ", ".join([f"0 to {len(runs) - 1}", *partitions])
    raise ValueError(f"there is no wall {wall!r}; there are {known}")


def shell_runs(info: dict[str, Any]) -> list[WallRun]:
    """All walls of the room, in the order of their numbers."""
    runs: list[WallRun] = []
    for number, outline in enumerate([info["floor"], *info["holes"]]):
        # The room lies to the left of a counter-clockwise floor edge, and outside a hole.
        inside = 1.0 if (outline_area(outline) > 0) == (number == 0) else -1.0
        runs += shell_outline_runs(outline, inside, info["height"], info["wall"], len(runs))
    return runs


def shell_outline_runs(
    outline: list[Vec2], inside: float, height: float, thickness: float, first: int
) -> list[WallRun]:
    """Walls along one outline; `inside` is 1 when the room lies to the left of its edges, else -1."""
    count = len(outline)
    edges = [(outline[k], outline[(k + 1) % count]) for k in range(count)]
    if any(math.dist(*edge) < 1e-4 for edge in edges):
        raise ValueError("room: two corners of the floor that follow each other are the same point")
    angles = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in edges]
    turns = [math.remainder(angles[k] - angles[k - 1], math.tau) * inside for k in range(count)]
    runs = []
    for k, (a, b) in enumerate(edges):
        length = math.dist(a, b)
        along = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
        outward = (along[1] * inside, -along[0] * inside)
        ends = [thickness * shell_mitre(turns[j % count]) for j in (k, k + 1)]
        corners = (math.degrees(turns[k]), math.degrees(turns[(k + 1) % count]))
        outer = (-ends[0], length + ends[1])
        if outer[1] - outer[0] < 0.002:
            # A notch narrower than the walls around it: their outer corners have met.
            middle = min(max(sum(outer) / 2, 0.0), length)
            outer = (middle - 0.001, middle + 0.001)
        runs.append(WallRun(first + k, a, along, outward, length, height, thickness, outer, corners))
    return runs


def shell_mitre(turn: float) -> float:
    """How much further a wall's outer face reaches at a corner turning by `turn` radians, per thickness."""
    return max(-3.0, min(3.0, math.tan(max(-1.5, min(1.5, turn / 2)))))
