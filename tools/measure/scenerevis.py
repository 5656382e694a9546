"""Plausibility as SceneReVis defines it (github.com/Runder-sun/SceneReVis, `eval/`).

* collision rate (`myeval.py`): share of objects that take part in a contact deeper than 1 cm, contacts and
  depths from `trimesh.collision.CollisionManager.in_collision_internal` on all objects' meshes.
* out-of-bounds rate: share of objects with more than 1 % of 500 surface samples outside the floor polygon
  grown by 1 mm, or outside the height range by more than 1 mm.
* voxel check (`voxel_eval.py`): every mesh voxelised at 5 cm and filled, in the frame of its bottom centre;
  the room valid when the volume outside the filled room and the volume shared by pairs sum to 0.1 m3 at most.

Written anew from those definitions. They allow nothing (a chair under a table, a cushion sunk into a sofa
count), which is why each figure must be read beside the truth's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
import shapely
import trimesh
from numpy.typing import NDArray
from scipy.ndimage import binary_fill_holes
from shapely.geometry import Polygon

from tools.measure.solids import Mesh, collision_manager, surface_samples
from tools.measure.truth import Room

DEPTH, SAMPLES, OUTSIDE_SHARE, SLACK = 0.01, 500, 0.01, 0.001
PITCH, VALID_VOLUME = 0.05, 0.1
OFFSET, RADIX = 8192, np.array([1 << 28, 1 << 14, 1], dtype=np.int64)
"""A cell as one number: good for 400 m to each side."""
OUTSIDE = "outside"
"""Stands for what is not the room, where pairs are told."""


def colliding(bodies: Mapping[str, Mesh]) -> set[str]:
    """Ids of the objects in a contact deeper than 1 cm."""
    return {name for pair in contact_pairs(bodies) for name in pair}


def contact_pairs(bodies: Mapping[str, Mesh]) -> set[tuple[str, str]]:
    """The pairs of objects in a contact deeper than 1 cm, each pair in alphabetical order."""
    manager = collision_manager()
    for name, mesh in bodies.items():
        manager.add_object(name, mesh)
    _, contacts = manager.in_collision_internal(return_data=True)
    deep = [sorted(contact.names) for contact in contacts if contact.depth > DEPTH]
    return {(a, b) for a, b in deep}


def out_of_bounds(bodies: Mapping[str, Mesh], room: Room, seed: int = 0) -> set[str]:
    """Ids of the objects with more than 1 % of 500 surface samples outside the room."""
    area = Polygon(room.floor_polygon).buffer(SLACK)
    shapely.prepare(area)
    outside = set()
    for name, mesh in bodies.items():
        points = surface_samples(mesh, SAMPLES, seed)
        level = (points[:, 2] >= -SLACK) & (points[:, 2] <= room.height + SLACK)
        inside = level & shapely.contains_xy(area, points[:, 0], points[:, 1])
        if 1.0 - inside.sum() / len(inside) > OUTSIDE_SHARE:
            outside.add(name)
    return outside


class Voxels(NamedTuple):
    """Volumes in cubic metres."""

    out_of_bounds: float
    collision: float

    @property
    def valid(self) -> bool:
        """Whether the room passes."""
        return self.out_of_bounds + self.collision <= VALID_VOLUME


def voxel_check(bodies: Mapping[str, Mesh], room: Room) -> Voxels:
    """The volume outside the room and the volume that pairs share, at 5 cm."""
    return summed(voxel_shares(bodies, room))


def summed(shares: Mapping[tuple[str, str], float]) -> Voxels:
    """The volumes of all pairs of `voxel_shares`."""
    return Voxels(
        sum(v for (_, other), v in shares.items() if other == OUTSIDE),
        sum(v for (_, other), v in shares.items() if other != OUTSIDE),
    )


def voxel_shares(bodies: Mapping[str, Mesh], room: Room) -> dict[tuple[str, str], float]:
    """Who loses how much: cubic metres by pair of ids, or by id and `OUTSIDE`; only what is not nothing."""
    shell = _cells(_room_mesh(room), np.zeros(3))
    made = {name: _cells(mesh, _bottom_centre(mesh)) for name, mesh in bodies.items()}
    found = {(name, OUTSIDE): len(cells) - len(_common(cells, shell)) for name, cells in made.items()}
    found |= {
        (a, b): len(_common(made[a], made[b])) for a, b in combinations(made, 2) if _near(made[a], made[b])
    }
    return {pair: count * PITCH**3 for pair, count in found.items() if count}


def _room_mesh(room: Room) -> Mesh:
    """The room's inside as a closed mesh."""
    floor = shapely.make_valid(Polygon(room.floor_polygon))  # a result's outline may cross itself
    areas = [part for part in shapely.get_parts(floor) if isinstance(part, Polygon)]
    triangles = shapely.get_parts(shapely.constrained_delaunay_triangles(areas))
    points = shapely.get_coordinates(triangles).reshape(-1, 4, 2)[:, :3].reshape(-1, 2)
    corners, faces = np.unique(points.round(9), axis=0, return_inverse=True)
    return trimesh.creation.extrude_triangulation(corners, faces.reshape(-1, 3), room.height)


def _bottom_centre(mesh: Mesh) -> NDArray[np.float64]:
    low, high = mesh.bounds
    return np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]])


def _cells(mesh: Mesh, pivot: NDArray[np.float64]) -> NDArray[np.int64]:
    """(n, 3) whole-number cells of the filled mesh: voxelised about `pivot`, then shifted to the world."""
    hit = surface_cells(np.asarray(mesh.vertices)[np.asarray(mesh.faces)] - pivot)
    low = hit.min(axis=0)
    grid = np.zeros(hit.max(axis=0) - low + 1, dtype=bool)
    grid[tuple((hit - low).T)] = True
    shift = np.floor(pivot / PITCH + low + 1e-9).astype(np.int64)
    return np.asarray(np.argwhere(binary_fill_holes(grid)) + shift, dtype=np.int64)


def surface_cells(triangles: NDArray[np.float64]) -> NDArray[np.int64]:
    """(n, 3) cells that the triangles (m, 3, 3) touch, sampled at least every half cell.

    The points are those of `trimesh.voxelized`, which cuts triangles in four until they are small enough,
    found at once and so many times quicker.
    """
    edges = np.linalg.norm(triangles - np.roll(triangles, 1, axis=1), axis=2).max(axis=1)
    steps = 2 ** np.ceil(np.log2(np.maximum(edges / (PITCH / 2), 1.0)) - 1e-9).astype(np.int64)
    found = [
        _unique(np.round(_lattice(n) @ chunk / PITCH).astype(np.int64).reshape(-1, 3))
        for n in np.unique(steps)
        for chunk in _chunks(triangles[steps == n], n)
    ]
    return _unique(np.concatenate(found))


def _chunks(triangles: NDArray[np.float64], steps: int) -> Iterator[NDArray[np.float64]]:
    """A bounded number of sample points at a time."""
    count = max(1, 1_000_000 // (steps + 1) ** 2)
    yield from (triangles[i : i + count] for i in range(0, len(triangles), count))


def _lattice(steps: int) -> NDArray[np.float64]:
    """(k, 3) barycentric coordinates of a triangle's points, `steps` of them along each side."""
    i, j = np.mgrid[0 : steps + 1, 0 : steps + 1]
    kept = i + j <= steps
    return np.column_stack([i[kept], j[kept], steps - i[kept] - j[kept]]) / steps


def _unique(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """The different rows of (n, 3) cells."""
    keys = np.unique((cells + OFFSET) @ RADIX)
    return np.column_stack([keys >> 28, (keys >> 14) & 16383, keys & 16383]) - OFFSET


def _near(a: NDArray[np.int64], b: NDArray[np.int64]) -> bool:
    return bool((a.min(axis=0) <= b.max(axis=0)).all() and (b.min(axis=0) <= a.max(axis=0)).all())


def _common(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    """The cells in both."""
    one, two = (np.asarray((cells + OFFSET) @ RADIX, dtype=np.int64) for cells in (a, b))
    return np.asarray(np.intersect1d(one, two, assume_unique=True))
