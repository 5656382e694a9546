"""Where a link's mass lies: what URDF and USD want said, and MuJoCo works out itself."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from tools.physics.model import Array, Convex, Link


class Inertia(NamedTuple):
    """Of one link, in its frame.

    Attributes:
        mass: kilograms.
        centre: (3,) centre of mass, metres.
        tensor: (3, 3) about it, kg m^2.
    """

    mass: float
    centre: Array
    tensor: Array


def inertia(link: Link) -> Inertia:
    """Of all a link's shapes, each of one density."""
    parts = [_of_shape(shape) for shape in link.shapes]
    mass = sum(part.mass for part in parts)
    centre = np.asarray(sum((part.mass * part.centre for part in parts), np.zeros(3)) / mass)
    tensor = np.zeros((3, 3))
    for part in parts:
        off = part.centre - centre
        tensor += part.tensor + part.mass * (off @ off * np.eye(3) - np.outer(off, off))
    return Inertia(mass, centre, tensor)


def faces(shape: Convex) -> tuple[Array, NDArray[np.int32]]:
    """Corners (n, 3) of a shape's hull and its triangles (m, 3), counter-clockwise from outside."""
    around = ConvexHull(shape.vertices)
    order = {int(corner): number for number, corner in enumerate(around.vertices)}
    corners = shape.vertices[around.vertices]
    triangles = np.array([[order[int(c)] for c in row] for row in around.simplices], np.int32)
    a, b, c = (corners[triangles[:, k]] for k in range(3))
    inwards = np.einsum("ij,ij->i", np.cross(b - a, c - a), around.equations[:, :3]) < 0
    triangles[inwards] = triangles[inwards][:, ::-1]
    return corners, triangles


def _of_shape(shape: Convex) -> Inertia:
    """Sums over the tetrahedra from the middle to each triangle."""
    corners, triangles = faces(shape)
    middle = corners.mean(axis=0)
    fans = corners[triangles] - middle
    volumes = np.linalg.det(fans) / 6
    whole = float(volumes.sum())
    centres = fans.sum(axis=1) / 4
    centre = np.asarray((volumes[:, None] * centres).sum(axis=0) / whole)
    # Second moments of a tetrahedron with a corner at the origin: V / 20 (sum of p p' and of s s').
    total = fans.sum(axis=1)
    second = np.einsum("t,tki,tkj->ij", volumes, fans, fans) + np.einsum("t,ti,tj->ij", volumes, total, total)
    second = second / 20 / whole - np.outer(centre, centre)
    return Inertia(shape.mass, centre + middle, shape.mass * (np.trace(second) * np.eye(3) - second))
