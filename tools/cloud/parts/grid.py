"""Which cells of space a cloud fills: where it passes, and what it encloses seen along two axes of three."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import KDTree

from tools.cloud.cloud import Floats
from tools.cloud.posing import Posed, estimated_normals, gaps

FEW, MANY = 18, 60
"""Cells along the longest side: fewer show no legs, more tear holes into thin clouds."""
WIDE = 1.75
"""A cell's side as a multiple of the median distance of nearest neighbours: faces with holes enclose
nothing. Free parts of eight objects' clouds of 1,024 points came to a voxel IoU of 0.61 at 1.4, 0.76 here."""
THIN, PATCH, THIN_PATCH = 4000, 14, 8
"""Points below which a cloud is thin, and neighbours that tell a normal: a thin one's are far away."""
DENSE = 20_000
"""A cloud of fewer points is filled up between neighbours that lie on one face."""


@dataclass(frozen=True)
class Grid:
    """Cells of one size; cell (0, 0, 0) begins at `origin`.

    Attributes:
        cells: (nx, ny, nz) filled or not, two empty ones around.
        side: of a cell, metres.
        origin: metres.
        points: the cloud, filled up between neighbours.
        normals: (n, 3), their sign open.
    """

    cells: NDArray[np.bool_]
    side: float
    origin: Floats
    points: Floats
    normals: Floats


def gridded(cloud: Posed, coarser: float = 1.0) -> Grid:
    """The cells of a cloud as it stands, larger ones by a factor where that is asked for."""
    points = cloud.points
    normals = (
        cloud.cloud.normals
        if cloud.cloud.normals is not None
        else estimated_normals(points, PATCH if len(points) >= THIN else THIN_PATCH)
    )
    for _ in range(3):
        if len(points) >= DENSE:
            break
        points, normals = between(points, normals)
    spacing = 2 * float(np.median(gaps(points[:12_000], 2)[:, 1])) * min(1.0, (12_000 / len(points)) ** 0.5)
    wanted = max(1.7 * spacing, WIDE * cloud.spacing, 1e-6)
    count = int(np.clip(cloud.longest / wanted, FEW, MANY))
    side = cloud.longest / count * coarser
    origin = points.min(axis=0) - 2.5 * side
    shape = np.ceil((points.max(axis=0) - origin) / side).astype(int) + 3
    shell = np.zeros(shape, bool)
    shell[tuple(np.floor((points - origin) / side).astype(np.int64).T)] = True
    cells = enclosed(shell)
    if cloud.seen is not None:
        middles = origin + (np.argwhere(np.ones(shell.shape, bool)) + 0.5) * side
        behind, inner = cloud.seen.hidden(middles), cloud.seen.hidden(middles, 0.5)
        cells |= behind.reshape(shell.shape) & level_filled(shell)
        cells |= inner.reshape(shell.shape) & walled(shell, cloud.seen.away)
    return Grid(cells, side, origin, points, normals)


def between(points: Floats, normals: Floats, k: int = 7) -> tuple[Floats, Floats]:
    """The points and those midway between neighbours of one face."""
    query = KDTree(points).query(points, min(k, len(points)))
    found, near = np.asarray(query[0]), np.asarray(query[1], dtype=np.int64)
    a = np.repeat(np.arange(len(points)), near.shape[1] - 1)
    b = near[:, 1:].ravel()
    first = a < b
    a, b = a[first], b[first]
    step = points[b] - points[a]
    length = np.maximum(np.linalg.norm(step, axis=1), 1e-12)
    off = np.maximum(*(np.abs(np.einsum("ij,ij->i", step, normals[k])) for k in (a, b))) / length
    alike = np.abs(np.einsum("ij,ij->i", normals[a], normals[b])) > 0.85
    good = alike & (off < 0.25) & (length < 3.0 * float(np.median(np.asarray(found)[:, 1])) * 2)
    middle = (points[a] + points[b])[good] / 2
    return np.concatenate([points, middle]), np.concatenate([normals, normals[a][good]])


def level_filled(shell: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The shell with what each level's outline closes off, top and underside being unsure in half a thing."""
    closed = [
        ndimage.binary_closing(np.pad(level, 2), np.ones((3, 3), bool), 1)[2:-2, 2:-2]
        for level in np.moveaxis(shell, 2, 0)
    ]
    return np.stack([ndimage.binary_fill_holes(level) for level in closed], axis=2)


def walled(shell: NDArray[np.bool_], away: Floats) -> NDArray[np.bool_]:
    """Cells with shell to both sides, towards the scanner, and above: a cabinet whose back was not seen."""
    depth = int(np.argmax(np.abs(away[:2])))
    both = _beyond(shell, 1 - depth, 1) & _beyond(shell, 1 - depth, -1)
    return both & _beyond(shell, depth, 1 if away[depth] > 0 else -1) & _beyond(shell, 2, 1)


def _beyond(shell: NDArray[np.bool_], axis: int, way: int) -> NDArray[np.bool_]:
    """Cells that have shell farther along an axis, or against it."""
    found = np.logical_or.accumulate(np.flip(shell, axis) if way > 0 else shell, axis)
    return np.asarray(np.flip(found, axis) if way > 0 else found)


def enclosed(shell: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The shell with what two of three axes' slices close off."""
    votes = np.zeros(shell.shape, np.int8)
    for axis in range(3):
        for k in range(shell.shape[axis]):
            # With its neighbours a slice has no pinholes; what they add wrongly is outvoted by the others.
            level = shell.take(range(max(0, k - 1), min(shell.shape[axis], k + 2)), axis).any(axis=axis)
            if level.any():
                closed = ndimage.binary_closing(np.pad(level, 1), np.ones((3, 3), bool))[1:-1, 1:-1] | level
                index: list[slice | int] = [slice(None)] * 3
                index[axis] = k
                votes[tuple(index)] += ndimage.binary_fill_holes(closed)
    solid = shell | (votes >= 2)
    around = ndimage.convolve(solid.astype(np.int8), ndimage.generate_binary_structure(3, 1).astype(np.int8))
    return np.asarray(solid | (around >= 5))
