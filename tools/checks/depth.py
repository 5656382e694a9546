"""How deep two parts are in one another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.checks.bodies import Array, Solid

_GRID = 6
_MEASURED = 100
"""Points at which depth is measured, of those that lie in both parts."""


class Overlap(NamedTuple):
    """Depth in metres of the deepest place of two parts, and where it is (world metres)."""

    depth: float
    at: Array


def overlap(a: Solid, b: Solid, tolerance: float) -> Overlap | None:
    """How deep two parts are in each other; None when not deeper than `tolerance` metres.

    Convex parts: the shortest move along any face normal that separates them. Others: at points inside
    both, how far it is to the one surface plus to the other, at its largest. A part that is not closed
    (cloth, a pane) has no inside: there it counts how deep its surface lies in the other part.
    """
    low, high = np.maximum(a.low, b.low), np.minimum(a.high, b.high)
    thin = not (a.closed and b.closed)
    if np.minimum(a.high - b.low, b.high - a.low).min() <= (0.0 if thin else tolerance):
        return None
    bound = _along_normals(a, b) if a.convex and b.convex else float(np.inf)
    if bound <= tolerance or not (_touch(a, b, low, high) or _holds(a, b) or _holds(b, a)):
        return None
    if a.convex and b.convex:
        return Overlap(bound, (low + high) / 2)
    found = _sampled(a, b, low, high)
    return found if found is not None and found.depth > tolerance else None


def _along_normals(a: Solid, b: Solid) -> float:
    axes = np.concatenate([a.normals, b.normals])
    pa, pb = a.vertices @ axes.T, b.vertices @ axes.T
    gaps = np.minimum(pa.max(axis=0) - pb.min(axis=0), pb.max(axis=0) - pa.min(axis=0))
    return float(gaps.min())


def _touch(a: Solid, b: Solid, low: Array, high: Array) -> bool:
    import fcl

    one, other = a.surface(low, high), b.surface(low, high)
    if one is None or other is None:
        return False
    return bool(fcl.collide(one, other, fcl.CollisionRequest(), fcl.CollisionResult()))


def _holds(a: Solid, b: Solid) -> bool:
    """Whether `b`, which touches no face of `a`, lies inside it."""
    return a.closed and bool(inside(a, b.vertices[:1])[0])


def _sampled(a: Solid, b: Solid, low: Array, high: Array) -> Overlap | None:
    if not (a.closed or b.closed):
        return None
    if a.closed and b.closed:
        axis = (np.arange(_GRID) + 0.5) / _GRID
        grid = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1).reshape(-1, 3)
        points = np.concatenate([low + grid * (high - low), _crossings(a, b, low, high)])
        solids = [a, b]
    else:
        solid, sheet = (a, b) if a.closed else (b, a)
        held = ((sheet.vertices >= low) & (sheet.vertices <= high)).all(axis=1)
        points = np.concatenate([sheet.vertices[held], _crossings(a, b, low, high)])
        solids = [solid]
    for solid in solids:
        points = points[inside(solid, points)]
    if not len(points):
        return None
    points = points[:: 1 + len(points) // _MEASURED]
    depths = np.sum([distance(solid, points) for solid in solids], axis=0)
    deepest = int(depths.argmax())
    return Overlap(float(depths[deepest]), points[deepest])


def _crossings(a: Solid, b: Solid, low: Array, high: Array) -> Array:
    """Points around where the surfaces cross: overlaps too small for the grid lie there."""
    import fcl

    result = fcl.CollisionResult()
    one, other = a.surface(low, high), b.surface(low, high)
    if one is not None and other is not None:
        fcl.collide(one, other, fcl.CollisionRequest(num_max_contacts=24, enable_contact=True), result)
    found = np.array([c.pos for c in result.contacts], dtype=float).reshape(-1, 3)
    middle = found.mean(axis=0) if len(found) else np.zeros(3)
    # From each crossing towards the middle of them all one gets inside both, wherever they lie.
    return np.concatenate([found + (middle - found) * step for step in (0.05, 0.3, 0.6, 1.0)])


def inside(solid: Solid, points: Array) -> NDArray[np.bool_]:
    """(n,) whether points (n, 3) lie inside a closed part: a ray up crosses it an odd number of times."""
    flags = np.asarray(((points >= solid.low) & (points <= solid.high)).all(axis=1), dtype=bool)
    held = points[flags]
    if not len(held):
        return flags
    # Off the mesh's own round numbers, so that no ray runs along an edge.
    x, y = held[:, None, 0] + 1.7e-6, held[:, None, 1] + 2.3e-6
    corners = solid.corners
    low, high = solid.spans
    over = (low[:, :2] <= held[:, :2].max(axis=0) + 1e-5) & (high[:, :2] >= held[:, :2].min(axis=0) - 1e-5)
    a, b, c = np.moveaxis(corners[over.all(axis=1) & (high[:, 2] >= held[:, 2].min())], 1, 0)
    ux, uy, vx, vy = b[:, 0] - a[:, 0], b[:, 1] - a[:, 1], c[:, 0] - a[:, 0], c[:, 1] - a[:, 1]
    area = ux * vy - uy * vx
    area = np.where(np.abs(area) < 1e-14, np.nan, area)  # upright faces are never crossed
    wx, wy = x - a[:, 0], y - a[:, 1]
    s, t = (wx * vy - wy * vx) / area, (ux * wy - uy * wx) / area
    with np.errstate(invalid="ignore"):
        height = a[:, 2] + s * (b[:, 2] - a[:, 2]) + t * (c[:, 2] - a[:, 2])
        crossed = (s >= 0) & (t >= 0) & (s + t <= 1) & (height > held[:, None, 2])
    flags[flags] = crossed.sum(axis=1) % 2 == 1
    return flags


def distance(solid: Solid, points: Array) -> Array:
    """(n,) metres from points (n, 3) to the nearest place on a part's surface."""
    if not len(points):
        return np.zeros(0)
    corners = solid.corners
    low, high = solid.spans
    # No point is further from the surface than the furthest of them is from one of its vertices near by.
    middle = points.mean(axis=0)
    spread = float(np.linalg.norm(points - middle, axis=1).max())
    near = np.linalg.norm(corners[:, 0] - middle, axis=1).min()
    reach = float(near) + 2 * spread + 1e-6
    away = np.maximum(np.maximum(low - middle, middle - high), 0.0)
    corners = corners[np.einsum("ij,ij->i", away, away) <= reach * reach]
    step = max(1, 100_000 // len(corners))
    chunks = [_to_triangles(points[n : n + step], corners) for n in range(0, len(points), step)]
    return np.concatenate(chunks)


def _to_triangles(points: Array, corners: Array) -> Array:
    a, b, c = np.moveaxis(corners, 1, 0)
    from_a = points[:, None] - a
    best = np.minimum.reduce([_to_edges(points, *edge) for edge in ((a, b), (b, c), (c, a))])
    normal = np.cross(b - a, c - a)
    area = np.einsum("ij,ij->i", normal, normal)
    area[area < 1e-24] = np.inf  # a face without area has only its edges
    # Barycentric coordinates of the foot of each point on each face's plane.
    u = np.einsum("pij,ij->pi", np.cross(b - a, from_a), normal) / area
    v = np.einsum("pij,ij->pi", np.cross(from_a, c - a), normal) / area
    over = (u >= 0) & (v >= 0) & (u + v <= 1) & np.isfinite(area)
    height = np.abs(np.einsum("pij,ij->pi", from_a, normal)) / np.sqrt(area)
    return np.asarray(np.where(over, height, best).min(axis=1))


def _to_edges(points: Array, a: Array, b: Array) -> Array:
    along = b - a
    length = np.maximum(np.einsum("ij,ij->i", along, along), 1e-24)
    offset = points[:, None] - a
    t = np.clip(np.einsum("pij,ij->pi", offset, along) / length, 0, 1)
    return np.asarray(np.linalg.norm(offset - t[:, :, None] * along, axis=2))
