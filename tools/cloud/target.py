"""How far a surface is from a cloud, whatever the cloud's density, noise and one-sidedness.

Distances to the nearest point of a sampling grow with its gaps: a sparse cloud would be far from its own
surface. So the cloud's points are measured to the model's triangles; the model's points to the planes through
the cloud's, in full across them, along them only beyond the gap that the cloud has there. What a cloud shows
on one side only is compared there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree
from trimesh import triangles as trimesh_triangles

from tools.cloud.building import Surface
from tools.cloud.cloud import Floats
from tools.cloud.files.surface import drawn
from tools.cloud.posing import Posed, even, spacings

POINTS, MODEL = 1300, 5000
"""Points that look for their nearest, and points of a model that are looked among."""
BOUND = 0.1
"""A distance counts no more than this part of the longest side: what is missing is missing."""
NEAREST = 3
"""Nearest points whose planes are tried: at an edge the very nearest may be of the other face."""
GAP = 1.3
"""A gap in a random sampling, as a multiple of the side of the square that each point stands for: one disc in
200 of that radius holds no point (exp(-pi 1.3^2))."""
NEIGHBOURS = 12


@dataclass(frozen=True)
class Sample:
    """Points on a surface.

    Attributes:
        points: (n, 3) metres, evenly by area, in no order.
        normals: (n, 3).
        corners: (n, 3, 3) of the triangle that each lies on.
    """

    points: Floats
    normals: Floats
    corners: Floats

    @classmethod
    def of(cls, surface: Surface, count: int = MODEL) -> Sample:
        """Of a built object."""
        return cls.on(surface.vertices, surface.triangles, count)

    @classmethod
    def on(cls, vertices: Floats, triangles: NDArray[np.int64], count: int = MODEL) -> Sample:
        """Of triangles."""
        points, normals, which = drawn(vertices, triangles, count)
        order = np.random.default_rng(1).permutation(len(points))
        return cls(points[order], normals[order], vertices[triangles[which[order]]])

    def fitted(self, scale: Floats, shift: Floats) -> Sample:
        """The same stretched about the origin along the axes, then moved."""
        normals = self.normals / scale
        normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
        return Sample(self.points * scale + shift, normals, self.corners * scale + shift)

    def take(self, which: NDArray[np.generic]) -> Sample:
        """Those of an index or mask."""
        return Sample(self.points[which], self.normals[which], self.corners[which])

    def closest(self, points: Floats) -> Floats:
        """(n, 3) places nearest to each of points (n, 3), on the triangles of the nearest samples."""
        index = _nearest(KDTree(self.points), points)
        each = np.repeat(points, index.shape[1], axis=0)
        closest: Any = trimesh_triangles.closest_point
        found = closest(self.corners[index].reshape(-1, 3, 3), each).reshape(*index.shape, 3)
        far = ((found - points[:, None]) ** 2).sum(axis=2)
        return np.asarray(found[np.arange(len(points)), far.argmin(axis=1)])


class Target:
    """A cloud to fit to.

    Args:
        view: the cloud, its front to -Y.
    """

    def __init__(self, view: Posed) -> None:
        self.view, self.reach = view, view.longest
        self.tree = KDTree(view.points)
        near = np.asarray(self.tree.query(view.points, min(NEIGHBOURS, len(view.points)))[1], dtype=np.int64)
        patch = view.points[near]
        patch = patch - patch.mean(axis=1, keepdims=True)
        values, vectors = np.linalg.eigh(np.einsum("nki,nkj->nij", patch, patch) / patch.shape[1])
        self.normals = np.asarray(vectors[:, :, 0])
        self.rough = np.sqrt(np.maximum(values[:, 0], 0.0))
        """Metres by which neighbours lie off the plane through them: noise, edges, legs thinner than gaps."""
        spacing = spacings(view.points)
        self.gap = GAP * spacing
        """Metres within which a place on the surface has a point."""
        self.some = even(view.points, spacing, POINTS)

    def cost(self, model: Sample) -> float:
        """Root mean squared distance both ways as a part of the longest side, each bounded, less noise."""
        there, back = self.there(model), self.back(model)
        both = [
            float((np.minimum(d / self.reach, BOUND) ** 2).mean()) if len(d) else 0.0 for d in (there, back)
        ]
        return float(np.sqrt((both[0] + both[1]) / 2))

    def there(self, model: Sample) -> Floats:
        """Metres from some of a model's points to the cloud; of those that could have been seen."""
        some = model.points[self.shown(model)[:POINTS]]
        if not len(some):
            return np.empty(0)
        index = _nearest(self.tree, some)
        step = some[:, None] - self.view.points[index]
        across = np.abs(np.einsum("nki,nki->nk", step, self.normals[index]))
        along = np.sqrt(np.maximum((step**2).sum(axis=2) - across**2, 0.0))
        across = np.maximum(across - self.rough[index], 0.0)
        return np.asarray(np.hypot(across, np.maximum(along - self.gap[index], 0.0)).min(axis=1))

    def back(self, model: Sample) -> Floats:
        """Metres from some of the cloud's points to a model; to its faces that look towards the scanner."""
        return np.asarray(np.linalg.norm(self._facing(model).closest(self.some) - self.some, axis=1))

    def shown(self, model: Sample) -> NDArray[np.int64]:
        """Which of a model's points the cloud could show: all, or those before whatever hides others."""
        if self.view.seen is None:
            return np.arange(len(model.points))
        facing = np.nonzero(self.view.seen.facing(model.normals))[0]
        return np.asarray(facing[~self.view.seen.hidden(model.points[facing])])

    def _facing(self, model: Sample) -> Sample:
        if self.view.seen is None:
            return model
        which = self.view.seen.facing(model.normals)
        return model.take(which) if int(which.sum()) > NEAREST else model

    def boxed(self, model: Sample, rounds: int = 5, *, stretch: bool = True) -> tuple[Floats, Floats]:
        """Scales along the axes and a shift that bring a model's points onto the cloud.

        Each round is one step of Gauss and Newton on the distances between nearest places, both ways (Chen
        and Medioni 1992; at a surface's ends along it, too); far points weigh nothing (Tukey's biweight).

        Returns:
            Scales (3,) about the origin, then the shift (3,), metres.
        """
        model = self._facing(model)
        x = np.concatenate([np.ones(3), np.zeros(3)])
        far = BOUND * self.reach
        limit = np.array([0.1] * 3 + [far] * 3)
        for _ in range(rounds):
            now = model.fitted(x[:3], x[3:])
            foot = now.closest(self.some)
            step = self.some - foot
            away = step / np.maximum(np.linalg.norm(step, axis=1, keepdims=True), 1e-9)
            rows = [((foot - x[3:]) / x[:3], away, step)]
            which = self.shown(now)[:POINTS]
            j = np.asarray(self.tree.query(now.points[which])[1], dtype=np.int64)
            step = self.view.points[j] - now.points[which]
            near = np.linalg.norm(step, axis=1) < np.maximum(2 * self.gap[j], 0.5 * far)
            rows.append((model.points[which][near], self.normals[j][near], step[near]))
            a = np.concatenate([np.hstack([n * m, n]) for m, n, _ in rows])
            b = np.concatenate([np.einsum("ni,ni->n", n, s) for _, n, s in rows])
            off = np.concatenate([np.linalg.norm(s, axis=1) for _, _, s in rows])
            weight = np.maximum(1 - (np.minimum(np.abs(b), off) / far) ** 2, 0.0) ** 2
            # A little of what was there is kept: a rod says nothing of its own length's scale.
            keep = 1e-3 * len(b) * np.diag([self.reach**2] * 3 + [1.0] * 3) / 10
            a = a if stretch else a * (0, 0, 0, 1, 1, 1)
            move = np.linalg.solve(a.T @ (a * weight[:, None]) + keep, a.T @ (b * weight))
            x = x + np.clip(move, -limit, limit)
            if float(np.abs(move / limit).max()) < 2e-3:
                break
        return x[:3], x[3:]


def loose(cloud: Posed) -> float:
    """A cloud's usual gap as a part of its longest side: how little it says of what lies between."""
    return float(np.median(spacings(cloud.points))) / cloud.longest


def _nearest(tree: KDTree, points: Floats) -> NDArray[np.int64]:
    return np.asarray(tree.query(points, NEAREST)[1], dtype=np.int64)
