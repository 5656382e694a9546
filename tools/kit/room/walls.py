"""Walls, floor and ceiling as closed solids, with openings cut through them exactly."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from tools.kit.core import BUILD, Thing, Vec2
from tools.kit.parts.shell import Shell, emit
from tools.kit.parts.sweep import outline_area, shell_prism
from tools.kit.room.plan import plan_bounds
from tools.kit.room.room_shell import WallRun, shell_runs

WALL_CAP = 0.004
"""Thickness of the plate that finishes a wall's top, metres."""
FLOOR_TOP = 0.012
"""Thickness of the flooring, which lies on the slab, metres."""
FLOOR_SLAB = 0.1
FLOOR_AREA = 0.002
"""Thickness of a floor area of its own, metres."""
CEILING_SLAB = 0.1
PILLAR_SIDE = 0.8
"""A hole in the floor narrower than this is a pillar: its top is closed."""


def wall_build(o: Thing, part: str, run: WallRun) -> Any:
    """One wall with its openings, its top finished, as parts of `o` that stand in the wall's own frame."""
    cuts = BUILD.openings.get(run.name, [])
    body = wall_place(emit(o, part, wall_shell(run, cuts), slot="walls"), run)
    name = part.replace("wall", "cap", 1) if part.startswith("wall") else "cap"
    # Where two caps cross, coinciding surfaces would come out black: keep them apart.
    partitions = list(BUILD.room.get("partitions", {}))
    lower = 0.0003 * (partitions.index(run.name) + 1) if run.name in partitions else 0.0
    plate = wall_shell(replace(run, height=WALL_CAP - lower), [])
    wall_place(emit(o, name, plate, slot="cap", at=(0, 0, run.height)), run)
    return body


def wall_place(obj: Any, run: WallRun) -> Any:
    """Stand a part made in a wall's frame where the wall is, and say which wall it belongs to."""
    obj["wall"] = str(run.name)
    obj.matrix_basis = run.frame() if obj.parent is None else obj.parent.matrix_basis.inverted() @ run.frame()
    return obj


def wall_shell(run: WallRun, cuts: list[dict[str, Any]]) -> Shell:
    """The wall's solid in its own frame: a grid of blocks, those inside an opening left out."""
    grid = WallGrid(run, cuts)
    for i in range(len(grid.us) - 1):
        for j in range(len(grid.zs) - 1):
            grid.block(i, j)
    for cut in cuts:
        if cut["depth"] is None and cut["arch"]:
            wall_arch(grid.shell, cut, run)
    if run.side < 0:
        grid.shell.faces = [face[::-1] for face in grid.shell.faces]
    return grid.shell


class WallGrid:
    """A wall cut into blocks at the edges of its openings, which share their corners: it is watertight.

    Attributes:
        us: where blocks meet along the wall, metres.
        zs: where they meet upwards, metres.
        shell: what has been built.
    """

    def __init__(self, run: WallRun, cuts: list[dict[str, Any]]) -> None:
        self.run, self.cuts, self.shell = run, cuts, Shell()
        self.us = sorted({0.0, run.length, *(u for c in cuts for u in (c["u0"], c["u1"]))})
        self.zs = sorted({0.0, run.height, *(z for c in cuts for z in (c["z0"], c["z1"]))})
        self._index: dict[tuple[int, int, float], int] = {}

    def front(self, i: int, j: int) -> float:
        """How deep a block's face lies behind the wall's inner face: 0, a niche's depth, or all through."""
        if not (0 <= i < len(self.us) - 1 and 0 <= j < len(self.zs) - 1):
            return self.run.thickness
        u, z = (self.us[i] + self.us[i + 1]) / 2, (self.zs[j] + self.zs[j + 1]) / 2
        for cut in self.cuts:
            if cut["u0"] < u < cut["u1"] and cut["z0"] < z < cut["z1"]:
                return self.run.thickness if cut["depth"] is None else float(cut["depth"])
        return 0.0

    def vertex(self, i: int, j: int, y: float) -> int:
        """Index of a grid corner at a depth; the wall's ends are slanted by their mitres."""
        if (i, j, y) not in self._index:
            run, u = self.run, self.us[i]
            ends = {0: run.outer[0], len(self.us) - 1: run.outer[1]}
            outer = ends.get(i, min(max(u, run.outer[0]), run.outer[1]))
            self._index[i, j, y] = len(self.shell.verts)
            along = u + (outer - u) * y / run.thickness
            self.shell.verts.append((along * run.side, y, self.zs[j]))
        return self._index[i, j, y]

    def block(self, i: int, j: int) -> None:
        """Build one block: its front, its back, and its sides as far as its neighbours are hollower."""
        near, far = self.front(i, j), self.run.thickness
        if near >= far:
            return
        rim = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
        front, back = [self.vertex(*p, near) for p in rim], [self.vertex(*p, far) for p in rim]
        self.shell.add([tuple(front), tuple(back[::-1])])
        for k, beside in enumerate([(i, j - 1), (i + 1, j), (i, j + 1), (i - 1, j)]):
            deep = self.front(*beside)
            if deep > near:
                a, b = rim[k], rim[(k + 1) % 4]
                inner, outer = (front[k], front[(k + 1) % 4]), (self.vertex(*a, deep), self.vertex(*b, deep))
                self.shell.add([(inner[0], outer[0], outer[1], inner[1])])


def wall_arch(shell: Shell, cut: dict[str, Any], run: WallRun, steps: int = 20) -> None:
    """Fill what lies above a round arch inside its opening's rectangle."""
    middle, half = (cut["u0"] + cut["u1"]) / 2, (cut["u1"] - cut["u0"]) / 2
    rise = min(half, cut["z1"] - cut["z0"] - 0.1)
    turns = [math.pi * k / steps for k in range(steps + 1)]
    rim = [(middle - half * math.cos(t), cut["z1"] - rise + rise * math.sin(t)) for t in turns]
    rim += [(cut["u1"], cut["z1"]), (cut["u0"], cut["z1"])]
    base, n = len(shell.verts), len(rim)
    for y in (0.0, run.thickness):
        shell.verts += [(u * run.side, y, z) for u, z in rim]
    shell.add([tuple(base + k for k in range(n)), tuple(base + n + k for k in range(n))[::-1]])
    shell.add([(base + k, base + n + k, base + n + (k + 1) % n, base + (k + 1) % n) for k in range(n)])


def wall_outer_outline(runs: list[WallRun]) -> list[Vec2]:
    """The outline that the walls' outer faces make, counter-clockwise."""
    points = []
    for run in runs:
        x, y = (run.start[k] + run.along[k] * run.outer[0] + run.outward[k] * run.thickness for k in range(2))
        points.append((x, y))
    return points if outline_area(points) > 0 else points[::-1]


def shell_slabs(o: Thing, info: dict[str, Any]) -> None:
    """Floor and ceiling: slabs that reach under and over the walls."""
    runs = shell_runs(info)
    count = len(info["floor"])
    outline = wall_outer_outline(runs[:count])
    holes, first = [], count
    for hole in info["holes"]:
        holes.append(wall_outer_outline(runs[first : first + len(hole)])[::-1])
        first += len(hole)
    holes = [h for h in holes if abs(outline_area(h)) > 0.01]
    xs, ys = [p[0] for p in info["floor"]], [p[1] for p in info["floor"]]
    top = emit(o, "floor", shell_prism(outline, FLOOR_TOP, holes), slot="floor", at=(0, 0, -FLOOR_TOP))
    top["texture_from"], top["texture_to"] = (min(xs), min(ys), -FLOOR_TOP), (max(xs), max(ys), 0.0)
    emit(o, "slab", shell_prism(outline, FLOOR_SLAB, holes), slot="cap", at=(0, 0, -FLOOR_TOP - FLOOR_SLAB))
    for hole in info["holes"]:
        (x0, y0), (x1, y1) = plan_bounds(hole)
        if min(x1 - x0, y1 - y0) < PILLAR_SIDE:
            lid = shell_prism(hole, WALL_CAP + 0.0005)
            emit(o, "cap.pillar", lid, slot="cap", at=(0, 0, info["height"]))
    for id, area in info.get("areas", {}).items():
        # Each a little higher than the last, so that areas that overlap do not coincide.
        thick = FLOOR_AREA * (1 + list(info["areas"]).index(id) * 0.2)
        emit(BUILD.shell[id], "floor", shell_prism(area, thick), slot="floor")
    if info["ceiling"]:
        lid = shell_prism(outline, CEILING_SLAB, holes)
        made = emit(o, "ceiling", lid, slot="ceiling", at=(0, 0, info["height"] + WALL_CAP + 0.001))
        # In Blender's window one looks into the room from above; pictures show the ceiling.
        made.display_type = "BOUNDS"
