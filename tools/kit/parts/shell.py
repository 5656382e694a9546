"""Shells: plain vertex and face lists, from which every solid part is made.

A shell is made about the origin, moved with `shell_moved`, and several shells may become one part
(`emit`): forty slats are one mesh, not forty objects.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from mathutils import Euler

from tools.kit.core import Thing, Vec2, Vec3, mesh


@dataclass
class Shell:
    """A surface: vertices in metres, faces counter-clockwise seen from outside, and which are smooth."""

    verts: list[Vec3] = field(default_factory=list)
    faces: list[tuple[int, ...]] = field(default_factory=list)
    smooth: list[bool] = field(default_factory=list)

    def add(self, faces: Iterable[tuple[int, ...]], smooth: bool = False) -> None:
        """Append faces that are all smooth, or all flat."""
        before = len(self.faces)
        self.faces.extend(faces)
        self.smooth.extend([smooth] * (len(self.faces) - before))


def emit(
    o: Thing,
    part: str,
    shells: Shell | Sequence[Shell],
    *,
    slot: str = "body",
    at: Vec3 = (0.0, 0.0, 0.0),
    rotation: Vec3 = (0.0, 0.0, 0.0),
    crease: float | None = None,
) -> Any:
    """Make one part of one or several shells.

    Args:
        o: the object it belongs to.
        part: its name.
        shells: what it is made of.
        slot: which of the object's materials it wears.
        at: where the shells' origin goes, metres.
        rotation: degrees about X, Y, Z (in that order) around the shells' origin.
        crease: when given, shade everything smooth but the edges that turn by more than these degrees.

    Returns:
        The Blender object.
    """
    whole = shells if isinstance(shells, Shell) else shell_joined(shells)
    if at != (0.0, 0.0, 0.0) or rotation != (0.0, 0.0, 0.0):
        whole = shell_moved(whole, at, rotation)
    obj = mesh(o, part, whole.verts, whole.faces, slot=slot)
    if crease is not None:
        obj.data.shade_smooth()
        obj.data.set_sharp_from_angle(angle=math.radians(crease))
    else:
        obj.data.polygons.foreach_set("use_smooth", whole.smooth)
    return obj


def shell_joined(shells: Sequence[Shell]) -> Shell:
    """Several shells as one."""
    whole = Shell()
    for shell in shells:
        base = len(whole.verts)
        whole.verts.extend(shell.verts)
        whole.faces.extend([tuple([base + index for index in face]) for face in shell.faces])
        whole.smooth.extend(shell.smooth)
    return whole


def shell_moved(shell: Shell, at: Vec3 = (0.0, 0.0, 0.0), rotation: Vec3 = (0.0, 0.0, 0.0)) -> Shell:
    """A copy turned by degrees about X, Y, Z around its origin, then moved by metres."""
    if rotation == (0.0, 0.0, 0.0):
        x, y, z = at
        moved = [(a + x, b + y, c + z) for a, b, c in shell.verts]
    else:
        rows = Euler([math.radians(r) for r in rotation]).to_matrix()
        (ax, bx, cx), (ay, by, cy), (az, bz, cz) = (tuple(row) for row in rows)
        x, y, z = at
        moved = [
            (ax * a + bx * b + cx * c + x, ay * a + by * b + cy * c + y, az * a + bz * b + cz * c + z)
            for a, b, c in shell.verts
        ]
    return Shell(moved, list(shell.faces), list(shell.smooth))


def shell_mirrored(shell: Shell, axis: str = "x") -> Shell:
    """A copy mirrored through the origin's plane across an axis ("x", "y" or "z")."""
    sign = [-1.0 if axis == name else 1.0 for name in "xyz"]
    verts = [(x * sign[0], y * sign[1], z * sign[2]) for x, y, z in shell.verts]
    return Shell(verts, [face[::-1] for face in shell.faces], list(shell.smooth))


def shell_outward(shell: Shell) -> Shell:
    """The shell itself, with its faces turned over when they enclose a negative volume."""
    volume = 0.0
    for face in shell.faces:
        a = shell.verts[face[0]]
        for second, third in pairwise(face[1:]):
            b, c = shell.verts[second], shell.verts[third]
            volume += a[0] * (b[1] * c[2] - b[2] * c[1])
            volume += a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])
    if volume < 0:
        shell.faces = [face[::-1] for face in shell.faces]
    return shell


@lru_cache(maxsize=16)
def shell_box_pattern(segments: int) -> tuple[list[tuple[Vec3, Vec3]], Shell]:
    """Corner signs and corner directions of a rounded box's vertices, and its faces; 0 is a plain box."""
    signs = [(x, y, z) for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)]
    pattern: list[tuple[Vec3, Vec3]] = []
    index: dict[tuple[Vec3, tuple[int, int, int]], int] = {}
    steps = [(i, j, segments - i - j) for i in range(segments + 1) for j in range(segments + 1 - i)]
    for sign in signs:
        for step in steps:
            length = math.hypot(*step) or 1.0
            index[sign, step] = len(pattern)
            pattern.append((sign, (step[0] / length, step[1] / length, step[2] / length)))
    shell = Shell()
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        shell.add(shell_box_sides(index, segments, axis, u, v))
        shell.add(shell_box_edges(index, segments, axis, u, v), smooth=True)
    for sign in signs:
        flip = sign[0] * sign[1] * sign[2] < 0
        shell.add(shell_box_corner(index, segments, sign, flip), smooth=True)
    return pattern, shell


def shell_box_sides(index: Any, segments: int, axis: int, u: int, v: int) -> list[tuple[int, ...]]:
    """The two big faces of a rounded box across one axis."""
    step = tuple(segments if k == axis else 0 for k in range(3))
    faces = []
    for side in (-1.0, 1.0):
        ring = []
        for a, b in ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)):
            sign = [0.0, 0.0, 0.0]
            sign[axis], sign[u], sign[v] = side, a, b
            ring.append(index[tuple(sign), step])
        faces.append(tuple(ring if side > 0 else ring[::-1]))
    return faces


def shell_box_edges(index: Any, segments: int, axis: int, u: int, v: int) -> list[tuple[int, ...]]:
    """The strips along the four edges of a rounded box that run along one axis."""
    faces = []
    for a, b in ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)):
        for t in range(segments):
            ring = []
            for end, k in ((-1.0, t), (1.0, t), (1.0, t + 1), (-1.0, t + 1)):
                sign, step = [0.0, 0.0, 0.0], [0, 0, 0]
                sign[axis], sign[u], sign[v] = end, a, b
                step[u], step[v] = segments - k, k
                ring.append(index[tuple(sign), tuple(step)])
            faces.append(tuple(ring[::-1] if a * b > 0 else ring))
    return faces


def shell_box_corner(index: Any, segments: int, sign: Vec3, flip: bool) -> list[tuple[int, ...]]:
    """The triangles of one corner of a rounded box."""
    faces = []
    for i in range(segments):
        for j in range(segments - i):
            k = segments - i - j
            up = ((i + 1, j, k - 1), (i, j + 1, k - 1), (i, j, k))
            faces.append(tuple(index[sign, step] for step in up))
            if k > 1:
                down = ((i + 1, j, k - 1), (i + 1, j + 1, k - 2), (i, j + 1, k - 1))
                faces.append(tuple(index[sign, step] for step in down))
    return [face[::-1] for face in faces] if flip else faces


def shell_box(size: Vec3, at: Vec3 = (0.0, 0.0, 0.0), bevel: float = 0.0, segments: int = 1) -> Shell:
    """A box with rounded edges, standing on `at` (the centre of its base).

    Args:
        size: outer width, depth, height in metres.
        at: centre of its base.
        bevel: radius of its edges in metres; 0 leaves them sharp. Never more than half the thinnest side.
        segments: strips across each edge.
    """
    r = min(bevel, 0.49 * min(size))
    pattern, shape = shell_box_pattern(segments if r > 1e-6 else 0)
    r = max(r, 0.0) if r > 1e-6 else 0.0
    x, y, z = at[0], at[1], at[2] + size[2] / 2
    hx, hy, hz = size[0] / 2 - r, size[1] / 2 - r, size[2] / 2 - r
    verts = [
        (x + s[0] * (hx + r * d[0]), y + s[1] * (hy + r * d[1]), z + s[2] * (hz + r * d[2]))
        for s, d in pattern
    ]
    return Shell(verts, list(shape.faces), list(shape.smooth))


def shell_lathe(profile: Sequence[Vec2], segments: int = 32, closed: bool = False) -> Shell:
    """A profile turned around the Z axis.

    Args:
        profile: (radius, height) points in metres, from the bottom up. A radius of 0 is a pole; an open
            end is closed with a flat cap.
        segments: sides around.
        closed: join the last point to the first (a ring); then no caps.
    """
    shell = Shell()
    turns = [
        (math.cos(2 * math.pi * k / segments), math.sin(2 * math.pi * k / segments)) for k in range(segments)
    ]
    rings: list[list[int]] = []
    for radius, height in profile:
        base = len(shell.verts)
        if radius < 1e-6:
            shell.verts.append((0.0, 0.0, height))
            rings.append([base] * segments)
        else:
            shell.verts.extend((radius * c, radius * s, height) for c, s in turns)
            rings.append(list(range(base, base + segments)))
    for low, high in zip(rings, rings[1:] + (rings[:1] if closed else []), strict=False):
        shell.add(shell_band(low, high), smooth=True)
    if not closed:
        if len(set(rings[0])) > 1:
            shell.add([tuple(rings[0][::-1])])
        if len(set(rings[-1])) > 1:
            shell.add([tuple(rings[-1])])
    return shell_outward(shell)


def shell_band(low: Sequence[int], high: Sequence[int]) -> list[tuple[int, ...]]:
    """Faces between two rings of the same length; a ring that is one vertex gives triangles."""
    faces = []
    count = len(low)
    for k in range(count):
        n = (k + 1) % count
        ring = (low[k], low[n], high[n], high[k])
        face = tuple(dict.fromkeys(ring))
        if len(face) > 2:
            faces.append(face)
    return faces
