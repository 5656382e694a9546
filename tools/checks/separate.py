"""The shortest sideways move that takes two objects, or their touching parts, apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.checks.bodies import Array, Body, Solid

MARGIN = 0.0005
"""Metres left between things that were moved apart."""
_SAME = 0.998
"""Cosine from which on two directions count as one; the first, plainer one is taken."""


def apart(a: Body, b: Body, parts: Sequence[tuple[Solid, Solid]]) -> tuple[float, float]:
    """World x, y in metres by which to move `a` so that these pairs of parts stand clear of each other."""
    direction, length = best(parts)
    return float(direction[0] * length), float(direction[1] * length)


def best(parts: Sequence[tuple[Solid, Solid]]) -> tuple[Array, float]:
    """Unit direction (2,) and metres of the shortest move of the first parts that clears all pairs."""
    directions = candidates(parts)
    need = needed(parts, directions)
    chosen = int(need.argmin())
    return directions[chosen], float(need[chosen]) + MARGIN


def needed(parts: Sequence[tuple[Solid, Solid]], directions: Array) -> Array:
    """(k,) metres the first parts must go along each direction (k, 2) to clear all pairs."""
    lengths = [
        (q.vertices[:, :2] @ directions.T).max(axis=0) - (p.vertices[:, :2] @ directions.T).min(axis=0)
        for p, q in parts
    ]
    return np.asarray(np.max(lengths, axis=0))


def candidates(parts: Sequence[tuple[Solid, Solid]]) -> Array:
    """(k, 2) unit directions worth trying: the axes, then the normals of the footprints' longest edges."""
    found = [np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])]
    for p, q in parts[:12]:
        found += [_normals(p.footprint), _normals(q.footprint)]
    both = np.concatenate(found)
    kept = np.zeros((0, 2))
    for way in np.concatenate([both, -both]):
        if not len(kept) or (kept @ way).max() < _SAME:
            kept = np.vstack([kept, way])
    return kept


def _normals(hull: BaseGeometry) -> Array:
    ring = np.array(hull.exterior.coords) if isinstance(hull, shapely.Polygon) else np.zeros((0, 2))
    edges = np.diff(ring, axis=0)
    length = np.linalg.norm(edges, axis=1)
    order = np.argsort(-length)[:8]  # rounded corners add nothing
    edges = edges[order] / np.maximum(length[order, None], 1e-9)
    return np.column_stack([edges[:, 1], -edges[:, 0]])
