"""Objects and their parts as solids that checks can measure: bounds, footprints, convexity, closedness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import KDTree
from shapely.geometry.base import BaseGeometry

from tools.measured import ObjectReport, PartMesh, SceneReport

Array = NDArray[np.float64]


class Solid:
    """One part.

    Attributes:
        name: part name.
        slot: material role.
        vertices: (n, 3) world metres.
        triangles: (m, 3).
        low, high: (3,) bounds.
    """

    def __init__(self, mesh: PartMesh) -> None:
        self.name, self.slot = mesh.name, mesh.slot
        self.vertices = np.asarray(mesh.vertices, dtype=float).reshape(-1, 3)
        self.triangles = np.asarray(mesh.triangles, dtype=np.int64).reshape(-1, 3)
        self.low: Array = self.vertices.min(axis=0) if len(self.vertices) else np.full(3, np.inf)
        self.high: Array = self.vertices.max(axis=0) if len(self.vertices) else np.full(3, -np.inf)

    def moved(self, by: Array) -> Solid:
        """A copy shifted by (3,) metres; what does not change with a shift is carried over."""
        copy = object.__new__(Solid)
        copy.__dict__.update(self.__dict__)
        for gone in ("corners", "spans", "footprint", "tree", "mesh"):
            copy.__dict__.pop(gone, None)
        copy.vertices, copy.low, copy.high = self.vertices + by, self.low + by, self.high + by
        return copy

    @cached_property
    def corners(self) -> Array:
        """(m, 3, 3) triangle corners."""
        return np.asarray(self.vertices[self.triangles])

    @cached_property
    def normals(self) -> Array:
        """(k, 3) different unit face normals."""
        a, b, c = np.moveaxis(self.corners, 1, 0)
        cross = np.cross(b - a, c - a)
        length = np.linalg.norm(cross, axis=1)
        unit = cross[length > 1e-12] / length[length > 1e-12, None]
        return np.asarray(np.unique(np.round(unit, 4), axis=0))

    @cached_property
    def mesh(self) -> Any:
        """The part as trimesh knows it, its vertices as they are."""
        import trimesh  # loaded late: most commands open no mesh

        return trimesh.Trimesh(self.vertices, self.triangles, process=False)

    @cached_property
    def closed(self) -> bool:
        """Every edge is shared by exactly two faces that agree on which side is out."""
        return bool(len(self.triangles) and self.mesh.is_watertight and self.mesh.is_winding_consistent)

    @cached_property
    def convex(self) -> bool:
        """Closed, with no edge that bends inwards; a mesh of over 4,000 faces is not asked."""
        return self.closed and len(self.triangles) <= 4000 and bool(self.mesh.is_convex)

    @cached_property
    def footprint(self) -> BaseGeometry:
        """Convex hull seen from above; a line or point for a part without area."""
        return shapely.MultiPoint(self.vertices[:, :2]).convex_hull

    @cached_property
    def tree(self) -> KDTree:
        """The vertices for nearest-neighbour questions."""
        return KDTree(self.vertices)

    @cached_property
    def spans(self) -> tuple[Array, Array]:
        """Lowest and highest corner (m, 3) of every triangle."""
        return self.corners.min(axis=1), self.corners.max(axis=1)

    def within(self, low: Array, high: Array) -> NDArray[np.bool_]:
        """(m,) which triangles reach into the box from `low` to `high`."""
        lows, highs = self.spans
        return np.asarray((lows <= high).all(axis=1) & (highs >= low).all(axis=1))

    def surface(self, low: Array, high: Array) -> Any:
        """The triangles that reach into a box as an fcl object; None when there are none.

        Building one is what costs most in checking a room, so only what can matter goes in.
        """
        import fcl  # loaded late: only scenes with something close together need it

        held = self.triangles[self.within(low, high)]
        if not len(held):
            return None
        used, numbered = np.unique(held, return_inverse=True)
        model = fcl.BVHModel()
        model.beginModel(len(held), len(used))
        model.addSubModel(self.vertices[used], numbered.reshape(-1, 3))
        model.endModel()
        return fcl.CollisionObject(model)


@dataclass(frozen=True)
class Body:
    """One placed object.

    Attributes:
        id: its id.
        info: what Blender reported of it.
        parts: its solids, broken ones (no or non-finite vertices) left out.
        shift: metres that it was moved from where it was reported.
    """

    id: str
    info: ObjectReport
    parts: tuple[Solid, ...]
    shift: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @cached_property
    def low(self) -> Array:
        """(3,) world bounds, metres."""
        return np.asarray(np.min([p.low for p in self.parts], axis=0))

    @cached_property
    def high(self) -> Array:
        """(3,) world bounds, metres."""
        return np.asarray(np.max([p.high for p in self.parts], axis=0))

    @property
    def center(self) -> tuple[float, float, float]:
        """Middle of its world bounds."""
        return point((self.low + self.high) / 2)

    @cached_property
    def footprint(self) -> BaseGeometry:
        """Convex hull of all parts seen from above."""
        return shapely.MultiPoint(np.concatenate([p.vertices[:, :2] for p in self.parts])).convex_hull

    def moved(self, by: Array) -> Body:
        """A copy shifted by (3,) metres."""
        x, y, z = np.array(self.shift) + by
        return Body(self.id, self.info, tuple(p.moved(by) for p in self.parts), (x, y, z))


def height(bodies: Mapping[str, Body], id: str) -> float:
    """Height of an object's underside as its line would write it: above its carrier's, or the floor."""
    body = bodies[id]
    carrier = bodies.get(body.info.on) if body.info.on is not None else None
    return float(body.low[2]) - (float(carrier.low[2]) if carrier else 0.0)


def point(values: Iterable[float]) -> tuple[float, float, float]:
    """Three numbers rounded to millimetres."""
    x, y, z = (round(float(v), 3) + 0.0 for v in values)
    return x, y, z


def bodies(report: SceneReport, meshes: Mapping[str, Sequence[PartMesh]]) -> dict[str, Body]:
    """Every reported object that has geometry, by id, in the report's order."""
    made: dict[str, Body] = {}
    for info in report.objects:
        solids = [Solid(mesh) for mesh in meshes.get(info.id, ())]
        sound = tuple(s for s in solids if len(s.triangles) and np.isfinite(s.low + s.high).all())
        if sound:
            made[info.id] = Body(info.id, info, sound)
    return made


def clearance(a: Solid, b: Solid, within: float) -> float:
    """Metres between two surfaces, 0 where they cross; infinite when it is more than `within`."""
    import fcl

    low, high = np.maximum(a.low, b.low) - within, np.minimum(a.high, b.high) + within
    one, other = a.surface(low, high), b.surface(low, high)
    if one is None or other is None:
        return float("inf")
    found = float(fcl.distance(one, other, fcl.DistanceRequest(), fcl.DistanceResult()))
    return max(found, 0.0) if found <= within else float("inf")
