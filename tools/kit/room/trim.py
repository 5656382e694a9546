"""Skirting boards and cornices: profiles that run along walls and stop at what is cut into them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from mathutils import Vector

from tools.kit.core import BUILD, Thing, Vec2
from tools.kit.parts.shell import Shell, emit, shell_joined
from tools.kit.room.room_shell import WallRun, shell_mitre, shell_room, shell_runs
from tools.kit.room.walls import wall_place

SKIRTING_DEPTH = 0.01
"""How far a skirting board stands off the wall, metres: less than what counts as a collision."""
CASING_WIDTH = 0.06
"""Width of the frame around a door on the wall's face, metres: the skirting ends at it."""


def trim_profile(kind: str, size: float, height: float) -> list[Vec2]:
    """(distance off the wall, height) points of a moulding's section, counter-clockwise."""
    if kind == "skirting":
        d = SKIRTING_DEPTH
        return [(0.0, 0.0), (d, 0.0), (d, size - 0.006), (d - 0.005, size), (0.0, size)]
    s, h = size, height
    return [
        (0.0, h - s),
        (0.012, h - s),
        (0.02, h - 0.7 * s),
        (0.7 * s, h - 0.02),
        (s, h - 0.012),
        (s, h),
        (0.0, h),
    ]


def trim_gaps(run: WallRun, low: float, high: float) -> list[Vec2]:
    """Stretches of a wall (metres along it) where an opening interrupts a moulding between two heights."""
    gaps = []
    for cut in BUILD.openings.get(run.name, []):
        if cut["z0"] < high and cut["z1"] > low:
            gaps.append((cut["u0"] - cut["casing"], cut["u1"] + cut["casing"]))
    return sorted(gaps)


def trim_stretches(length: float, gaps: list[Vec2]) -> list[Vec2]:
    """What is left of a wall between the gaps."""
    stretches, at = [], 0.0
    for start, end in gaps:
        if start - at > 0.02:
            stretches.append((at, start))
        at = max(at, end)
    return [*stretches, (at, length)] if length - at > 0.02 else stretches


def trim_piece(run: WallRun, profile: list[Vec2], low: float, high: float, back: bool = False) -> Shell:
    """A straight piece of moulding from `low` to `high` metres along a wall, mitred at its corners.

    With `back` it runs along the wall's outer face.
    """
    n, shell = len(profile), Shell()
    mitres = (
        shell_mitre(math.radians(run.corners[0])) if low <= 1e-6 else 0.0,
        shell_mitre(math.radians(run.corners[1])) if high >= run.length - 1e-6 else 0.0,
    )
    for u, mitre, sign in ((low, mitres[0], 1.0), (high, mitres[1], -1.0)):
        for off, z in profile:
            y = run.thickness + off if back else -off
            shell.verts.append(((u + sign * mitre * off) * run.side, y, z))
    shell.add([tuple(range(n))[::-1], tuple(n + k for k in range(n))])
    shell.add([(k, (k + 1) % n, n + (k + 1) % n, n + k) for k in range(n)])
    if (run.side > 0) != back:
        shell.faces = [face[::-1] for face in shell.faces]
    return shell


def trim_wall(o: Thing, kind: str, name: str, run: WallRun, size: float, both: bool = False) -> Any:
    """The skirting or cornice of one wall as one part; None when nothing is left of it."""
    profile = trim_profile(kind, size, run.height)
    gaps = trim_gaps(run, min(z for _, z in profile), max(z for _, z in profile))
    pieces = []
    for back in (False, True) if both else (False,):
        pieces += [trim_piece(run, profile, a, b, back) for a, b in trim_stretches(run.length, gaps)]
    if not pieces:
        return None
    return wall_place(emit(o, name, shell_joined(pieces), slot=kind), run)


def trim_partition(o: Thing, kind: str, run: WallRun, size: float) -> None:
    """The moulding on both sides of a partition and around those of its ends that stand free."""
    ends = [run.frame(u) @ Vector((0.0, run.thickness / 2, 0.0)) for u in (0.0, run.length)]
    free = [trim_free(end.x, end.y, run) for end in ends]
    corners = (-90.0 if free[0] else 0.0, -90.0 if free[1] else 0.0)
    trim_wall(o, kind, kind, replace(run, corners=corners), size, both=True)
    back = (-run.along[0], -run.along[1])
    for k, (u, into) in enumerate(((0.0, run.along), (run.length, back))):
        if free[k]:
            start = (run.start[0] + run.along[0] * u, run.start[1] + run.along[1] * u)
            end = replace(run, start=start, along=run.outward, outward=into, length=run.thickness)
            profile = trim_profile(kind, size, run.height)
            piece = trim_piece(replace(end, corners=(-90.0, -90.0)), profile, 0.0, run.thickness)
            wall_place(emit(o, f"{kind}_end", piece, slot=kind), end)


def trim_free(x: float, y: float, run: WallRun) -> bool:
    """Whether a partition's end at a point touches no wall and no other partition."""
    others = [r for r in shell_room()["partitions"].values() if r.name != run.name]
    for other in [*shell_runs(shell_room()), *others]:
        dx, dy = x - other.start[0], y - other.start[1]
        through = dx * other.outward[0] + dy * other.outward[1]
        along = dx * other.along[0] + dy * other.along[1]
        if -0.03 < through < other.thickness + 0.03 and -0.03 < along < other.length + 0.03:
            return False
    return True


def trim_build() -> None:
    """Skirting and cornice of every wall, partitions on both sides."""
    info = shell_room()
    for kind in ("skirting", "cornice"):
        if info[kind] <= 0:
            continue
        for run in shell_runs(info):
            trim_wall(BUILD.shell["room"], kind, f"{kind}.{run.name}", run, info[kind])
        for number, (id, run) in enumerate(info.get("partitions", {}).items(), 1):
            # Surfaces that coincide where walls meet would come out black: keep them apart.
            apart = replace(run, height=run.height - 0.0007 * number)
            if kind == "skirting" or run.height >= info["height"] - 0.01:
                trim_partition(BUILD.shell[id], kind, apart, info[kind] - 0.0007 * number)
