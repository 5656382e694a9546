"""Shells swept and extruded: outlines raised into prisms, sections drawn along a path."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from mathutils import Vector
from mathutils.geometry import tessellate_polygon

from tools.kit.core import Vec2, Vec3
from tools.kit.parts.shell import Shell, shell_band, shell_outward


def outline_rounded(width: float, depth: float, radius: float, segments: int = 5) -> list[Vec2]:
    """A rectangle about the origin with round corners, counter-clockwise."""
    r = min(radius, width / 2 - 1e-5, depth / 2 - 1e-5)
    if r <= 1e-6:
        x, y = width / 2, depth / 2
        return [(-x, -y), (x, -y), (x, y), (-x, y)]
    points: list[Vec2] = []
    for quarter, (sx, sy) in enumerate(((1, -1), (1, 1), (-1, 1), (-1, -1))):
        cx, cy = sx * (width / 2 - r), sy * (depth / 2 - r)
        for step in range(segments + 1):
            a = math.radians(-90 + 90 * quarter + 90 * step / segments)
            point = (cx + r * math.cos(a), cy + r * math.sin(a))
            if not points or math.dist(point, points[-1]) > 1e-4:
                points.append(point)
    return points if math.dist(points[0], points[-1]) > 1e-4 else points[:-1]


def outline_ellipse(width: float, depth: float, segments: int = 32) -> list[Vec2]:
    """An ellipse about the origin, counter-clockwise, that reaches its width and depth exactly."""
    turn = [2 * math.pi * k / segments for k in range(segments)]
    return [(width / 2 * math.cos(a), depth / 2 * math.sin(a)) for a in turn]


def outline_inset(outline: Sequence[Vec2], distance: float) -> list[Vec2]:
    """A counter-clockwise outline moved inwards (mitred corners); negative moves it outwards."""
    moved = []
    count = len(outline)
    for k in range(count):
        p, q, n = Vector(outline[k - 1]), Vector(outline[k]), Vector(outline[(k + 1) % count])
        first, second = (q - p).normalized(), (n - q).normalized()
        a, b = Vector((-first.y, first.x)), Vector((-second.y, second.x))
        shift = (a + b) / max(0.3, 1.0 + a.dot(b))
        moved.append((q.x + shift.x * distance, q.y + shift.y * distance))
    return moved


def outline_area(outline: Sequence[Vec2]) -> float:
    """Signed area in square metres; positive when counter-clockwise."""
    pairs = zip(outline, [*outline[1:], outline[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def shell_prism(
    outline: Sequence[Vec2],
    height: float,
    holes: Sequence[Sequence[Vec2]] = (),
    bevel: float = 0.0,
    crease: float = 30.0,
) -> Shell:
    """An outline raised along Z, from z = 0.

    Args:
        outline: (x, y) points in metres, any simple polygon.
        height: metres.
        holes: outlines cut through it.
        bevel: chamfer of the outer top and bottom edges, metres.
        crease: sides that turn by less than these degrees are shaded smooth.
    """
    rim = list(outline) if outline_area(outline) > 0 else list(outline)[::-1]
    shell = Shell()
    levels = [(0.0, 0.0), (height, 0.0)]
    if bevel > 1e-6:
        b = min(bevel, height * 0.49)
        levels = [(0.0, b), (b, 0.0), (height - b, 0.0), (height, b)]
    rings = [prism_ring(shell, outline_inset(rim, inset) if inset else rim, z) for z, inset in levels]
    soft = prism_is_smooth(rim, crease)
    for low, high in pairwise(rings):
        shell.add(shell_band(low, high), smooth=soft)
    inner = [list(hole) if outline_area(hole) < 0 else list(hole)[::-1] for hole in holes]
    bottoms = [prism_ring(shell, hole, 0.0) for hole in inner]
    tops = [prism_ring(shell, hole, height) for hole in inner]
    for hole, low, high in zip(inner, bottoms, tops, strict=True):
        shell.add(shell_band(low, high), smooth=prism_is_smooth(hole, crease))
    shell.add([tuple(i) for i in prism_cap(shell, rings[-1], tops)])
    shell.add([tuple(i)[::-1] for i in prism_cap(shell, rings[0], bottoms)])
    return shell


def prism_ring(shell: Shell, outline: Sequence[Vec2], z: float) -> list[int]:
    """Append an outline's vertices at a height; their indices."""
    base = len(shell.verts)
    shell.verts.extend((x, y, z) for x, y in outline)
    return list(range(base, base + len(outline)))


def prism_is_smooth(outline: Sequence[Vec2], crease: float) -> bool:
    """True when most corners of an outline turn gently: a curve, not a polygon."""
    gentle = 0
    for k in range(len(outline)):
        p, q, n = Vector(outline[k - 1]), Vector(outline[k]), Vector(outline[(k + 1) % len(outline)])
        gentle += (q - p).angle(n - q, 0.0) < math.radians(crease)
    return gentle > 0.8 * len(outline)


def prism_cap(shell: Shell, ring: list[int], holes: list[list[int]]) -> list[list[int]]:
    """Faces, counter-clockwise from above, of a cap: one polygon, or triangles when there are holes."""
    if not holes:
        return [ring]
    loops = [ring, *holes]
    flat = [index for loop in loops for index in loop]
    faces = []
    corners = [[Vector((*shell.verts[i][:2], 0.0)) for i in loop] for loop in loops]
    for triangle in tessellate_polygon(corners):
        a, b, c = (flat[k] for k in triangle)
        pa, pb, pc = (shell.verts[i] for i in (a, b, c))
        turn = (pb[0] - pa[0]) * (pc[1] - pa[1]) - (pb[1] - pa[1]) * (pc[0] - pa[0])
        faces.append([a, b, c] if turn > 0 else [a, c, b])
    return faces


def path_rounded(path: Sequence[Vec3], radius: float, segments: int = 4, closed: bool = False) -> list[Vec3]:
    """A polyline with its corners replaced by arcs of (at most) this radius, metres."""
    points = [Vector(p) for p in path]
    count = len(points)
    rounded: list[Vec3] = []
    for k in range(count):
        if not closed and k in (0, count - 1):
            rounded.append(tuple(points[k]))
            continue
        before, here, after = points[k - 1], points[k], points[(k + 1) % count]
        back, ahead = (before - here), (after - here)
        angle = back.angle(ahead, math.pi)
        if angle > math.radians(175) or radius <= 0:
            rounded.append(tuple(here))
            continue
        reach = min(radius / math.tan(angle / 2), 0.49 * back.length, 0.49 * ahead.length)
        start, end = here + back.normalized() * reach, here + ahead.normalized() * reach
        for step in range(segments + 1):
            t = step / segments
            rounded.append(tuple((1 - t) ** 2 * start + 2 * t * (1 - t) * here + t * t * end))
    return rounded


def shell_sweep(
    path: Sequence[Vec3],
    section: Sequence[Vec2],
    closed: bool = False,
    smooth: bool = True,
    up: Vec3 = (0.0, 0.0, 1.0),
    scales: Sequence[float] | None = None,
) -> Shell:
    """A section drawn along a path, mitred at its corners and capped at its ends.

    Args:
        path: points in metres.
        section: (sideways, up) outline in metres, counter-clockwise looking back along the path.
        closed: join the path's end to its start.
        smooth: shade the sides smooth.
        up: where the section's second axis points, as nearly as the path lets it.
        scales: one factor of the section a path point.
    """
    points = [Vector(p) for p in path]
    count = len(points)
    shell, rings = Shell(), []
    side: Vector | None = None
    for k in range(count):
        into = (points[k] - points[k - 1]).normalized() if (k or closed) else None
        out = (points[(k + 1) % count] - points[k]).normalized() if (k < count - 1 or closed) else None
        along: Vector = into if into is not None else out
        across = (into + out).normalized() if into is not None and out is not None else along
        side = sweep_side(along, side, Vector(up))
        lift = side.cross(along)
        scale = scales[k] if scales else 1.0
        base = len(shell.verts)
        for a, b in section:
            offset = (side * a + lift * b) * scale
            slide = offset.dot(across) / max(0.2, along.dot(across))
            shell.verts.append(tuple(points[k] + offset - along * slide))
        rings.append(list(range(base, base + len(section))))
    for low, high in zip(rings, rings[1:] + (rings[:1] if closed else []), strict=False):
        shell.add(shell_band(low, high), smooth=smooth)
    if not closed:
        shell.add([tuple(rings[0][::-1]), tuple(rings[-1])])
    return shell_outward(shell)


def sweep_side(along: Vector, before: Vector | None, up: Vector) -> Vector:
    """The section's sideways axis for a direction: carried over from the step before, or made from up."""
    if before is not None:
        side = before - along * before.dot(along)
        if side.length > 1e-4:
            return side.normalized()
    side = along.cross(up)
    if side.length < 1e-4:
        side = along.cross(Vector((0.0, 1.0, 0.0)))
    return side.normalized()
