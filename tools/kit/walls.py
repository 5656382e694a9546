"""Walls, floor and ceiling as closed solids, with openings cut through them exactly."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from tools.kit.core import BUILD, Thing, Vec2
from tools.kit.parts_shell import Shell, emit
from tools.kit.parts_sweep import outline_area, shell_prism
from tools.kit.room_shell import WallRun, shell_runs

WALL_CAP = 0.004
"""Thickness of the plate that finishes a wall's top, metres."""
FLOOR_TOP = 0.012
"""Thickness of the flooring, which lies on the slab, metres."""
FLOOR_SLAB = 0.1
CEILING_SLAB = 0.1


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
    """The wall's solid in its own frame: a grid of blocks, those inside an opening left out.

    Both faces share the grid, so that it is closed and watertight whatever is cut.
    """
    us = sorted({0.0, run.length, *(u for c in cuts for u in (c["u0"], c["u1"]))})
    zs = sorted({0.0, run.height, *(z for c in cuts for z in (c["z0"], c["z1"]))})
    through = [c for c in cuts if c["depth"] is None]
    solid = {
        (i, j): not any(wall_inside(c, us[i] + us[i + 1], zs[j] + zs[j + 1]) for c in through)
        for i in range(len(us) - 1)
        for j in range(len(zs) - 1)
    }
    shell, index = Shell(), {}

    def corner(i: int, j: int, outer: bool) -> int:
        if (i, j, outer) not in index:
            u = us[i]
            if outer:
                ends = {0: run.outer[0], len(us) - 1: run.outer[1]}
                u = ends.get(i, min(max(u, run.outer[0]), run.outer[1]))
            index[i, j, outer] = len(shell.verts)
            shell.verts.append((u * run.side, run.thickness if outer else 0.0, zs[j]))
        return index[i, j, outer]

    niches = [c for c in cuts if c["depth"] is not None]
    for (i, j), filled in solid.items():
        if filled:
            hollow = any(wall_inside(c, us[i] + us[i + 1], zs[j] + zs[j + 1]) for c in niches)
            shell.add(wall_block(i, j, solid, corner)[1 if hollow else 0 :])
    for cut in cuts:
        if cut["depth"] is not None:
            wall_niche(shell, cut, run)
        elif cut["arch"]:
            wall_arch(shell, cut, run)
    if run.side < 0:
        shell.faces = [face[::-1] for face in shell.faces]
    return shell


def wall_inside(cut: dict[str, Any], twice_u: float, twice_z: float) -> bool:
    """Whether a point, given by its doubled coordinates, lies in an opening's rectangle."""
    return bool(cut["u0"] < twice_u / 2 < cut["u1"] and cut["z0"] < twice_z / 2 < cut["z1"])


def wall_block(i: int, j: int, solid: dict[tuple[int, int], bool], corner: Any) -> list[tuple[int, ...]]:
    """Faces of one block of a wall's grid: inner, outer, then those towards neighbours that are missing."""
    a, b = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)], False
    inner, outer = [corner(*p, b) for p in a], [corner(*p, True) for p in a]
    faces: list[tuple[int, ...]] = [tuple(inner), tuple(outer[::-1])]
    around = [(i, j - 1), (i + 1, j), (i, j + 1), (i - 1, j)]
    for k, neighbour in enumerate(around):
        if not solid.get(neighbour, False):
            m = (k + 1) % 4
            faces.append((inner[k], outer[k], outer[m], inner[m]))
    return faces


def wall_niche(shell: Shell, cut: dict[str, Any], run: WallRun) -> None:
    """The hollow of a niche: its back and its four sides."""
    base, depth = len(shell.verts), min(cut["depth"], run.thickness - 0.005)
    rim = [(cut[u], cut[z]) for u, z in (("u0", "z0"), ("u1", "z0"), ("u1", "z1"), ("u0", "z1"))]
    for y in (0.0, depth):
        shell.verts += [(u * run.side, y, z) for u, z in rim]
    shell.add([tuple(base + 4 + k for k in range(4))])
    for k in range(4):
        m = (k + 1) % 4
        shell.add([(base + k, base + m, base + 4 + m, base + 4 + k)])


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
    if info["ceiling"]:
        lid = shell_prism(outline, CEILING_SLAB, holes)
        emit(o, "ceiling", lid, slot="ceiling", at=(0, 0, info["height"] + WALL_CAP + 0.001))
