"""The bodies that plausibility is measured on: meshes when there are some, else oriented boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import trimesh
from numpy.typing import ArrayLike, NDArray

from tools.measure.boxes import corners
from tools.measure.truth import Item

Mesh = Any
"""A `trimesh.Trimesh` in world metres."""

BOX_FACES = np.array(
    [(0, 2, 1), (0, 3, 2), (4, 5, 6), (4, 6, 7), (0, 1, 5), (0, 5, 4),
     (1, 2, 6), (1, 6, 5), (2, 3, 7), (2, 7, 6), (3, 0, 4), (3, 4, 7)]
)  # fmt: skip


def box_mesh(item: Item) -> Mesh:
    """The oriented box as a closed mesh."""
    return trimesh.Trimesh(corners(item), BOX_FACES, process=False)


def collision_manager() -> Any:
    """A new `trimesh.collision.CollisionManager` (python-fcl)."""
    manager: Any = trimesh.collision.CollisionManager
    return manager()


def surface_samples(mesh: Mesh, count: int, seed: int) -> NDArray[np.float64]:
    """(count, 3) points spread over the surface by area, the same for the same seed."""
    points = trimesh.sample.sample_surface(mesh, count, seed=seed)[0]
    return np.asarray(points, dtype=float)


def merge(parts: Sequence[tuple[ArrayLike, ArrayLike]]) -> Mesh:
    """Parts as (vertices (n, 3) in world metres, triangles (m, 3)) joined to one mesh."""
    meshes = [trimesh.Trimesh(np.asarray(v), np.asarray(f), process=False) for v, f in parts]
    return trimesh.util.concatenate(meshes)


def bodies(items: Sequence[Item], meshes: Mapping[str, Mesh] | None = None) -> dict[str, Mesh]:
    """A mesh for every object: its own, or its box when it has none."""
    meshes = meshes or {}
    return {item.id: meshes.get(item.id) or box_mesh(item) for item in items}
