"""Faces that look the wrong way, in all parts of a scene at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tools.checks.bodies import Array, Solid

Ints = NDArray[np.int64]
EMPTY_VOLUME = 1e-9
"""Cubic metres: a shell with less has no inside to speak of."""


def wrong_faces(parts: Sequence[Solid]) -> Ints:
    """(n,) how many faces of each part look the wrong way.

    A part may be several shells, each one piece of surface. A closed shell is wrong when it is inside out
    (unless it is a hollow in another shell of its part), or when its faces do not agree; an open one only
    when its faces do not agree.
    """
    if not parts:
        return np.zeros(0, dtype=np.int64)
    starts = np.cumsum([0, *(len(p.vertices) for p in parts)])
    vertices = np.concatenate([p.vertices for p in parts])
    faces = np.concatenate([p.triangles + start for p, start in zip(parts, starts, strict=False)])
    owner = np.repeat(np.arange(len(parts)), [len(p.triangles) for p in parts])
    shell = _shells(faces, len(vertices))
    count = int(shell.max()) + 1
    once, twice = _edges(faces, len(vertices))
    is_open = np.bincount(shell[once], minlength=count) > 0
    # A face turned alone quarrels with all its neighbours, each of them with it only.
    quarrels = np.bincount(twice, minlength=len(faces))
    disagree = np.bincount(shell[quarrels >= 2], minlength=count)
    disagree = np.maximum(disagree, np.bincount(shell[quarrels > 0], minlength=count) > 0)
    volume = np.bincount(shell, weights=_volumes(vertices[faces]), minlength=count)
    part_of = np.zeros(count, dtype=np.int64)
    part_of[shell] = owner
    turned = ~is_open & (disagree == 0) & (volume < -EMPTY_VOLUME)
    for k in np.flatnonzero(turned):
        own = owner == part_of[k]
        turned[k] = not _is_hollow(vertices, faces[own], shell[own], int(k))
    wrong = np.where(turned, np.bincount(shell, minlength=count), disagree)
    return np.bincount(part_of, weights=wrong, minlength=len(parts)).astype(np.int64)


def _is_hollow(vertices: Array, faces: Ints, shell: Ints, k: int) -> bool:
    """Whether shell `k` lies within the bounds of another shell of its part."""
    own = vertices[faces[shell == k]].reshape(-1, 3)
    low, high = own.min(axis=0), own.max(axis=0)
    for other in np.unique(shell[shell != k]):
        around = vertices[faces[shell == other]].reshape(-1, 3)
        if (around.min(axis=0) <= low).all() and (around.max(axis=0) >= high).all():
            return True
    return False


def _volumes(corners: Array) -> Array:
    """(m,) signed volume between each face and the middle of all; they add up over a closed shell."""
    a, b, c = np.moveaxis(corners - corners.mean(axis=(0, 1)), 1, 0)
    return np.asarray(np.einsum("ij,ij->i", a, np.cross(b, c)) / 6)


def _shells(faces: Ints, count: int) -> Ints:
    """(m,) number of the shell each face belongs to: faces that share corners."""
    links = np.concatenate([faces[:, :2], faces[:, 1:]])
    graph = coo_array((np.ones(len(links), dtype=np.int8), (links[:, 0], links[:, 1])), shape=(count, count))
    _, label = connected_components(graph, directed=False)
    _, shell = np.unique(label[faces[:, 0]], return_inverse=True)
    return np.asarray(shell, dtype=np.int64)


def _edges(faces: Ints, count: int) -> tuple[Ints, Ints]:
    """Faces with an edge that no other face has; both faces of every edge that both run the same way.

    Edges of more than two faces (things welded together) are in neither.
    """
    start = faces.ravel()
    end = np.roll(faces, -1, axis=1).ravel()
    face = np.repeat(np.arange(len(faces)), 3)
    both = np.minimum(start, end) * count + np.maximum(start, end)
    order = np.argsort(both, kind="stable")
    _, first, number = np.unique(both[order], return_index=True, return_counts=True)
    ahead = (start < end)[order]
    alone = face[order][first[number == 1]]
    pairs = first[number == 2]
    pairs = pairs[ahead[pairs] == ahead[pairs + 1]]
    return alone, face[order][np.concatenate([pairs, pairs + 1])]
