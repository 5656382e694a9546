"""A picture as a tree of regions: small even patches, merged step by step across their weakest borders.

An ultrametric contour map in the spirit of Arbelaez et al. (2011), over plain colour edges instead of a
learned boundary detector: no weights are shipped, and textured or patterned things fall apart more easily.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.morphology import h_minima
from skimage.segmentation import watershed

from tools.picture.image import Mask, Pixels, fit_within

Array = NDArray[np.float64]
Labels = NDArray[np.int32]

SIDE = 640
"""Longer side the tree is built at."""
DEEP = 0.035
"""Minima of the edge strength shallower than this do not start a patch of their own."""
COLOUR = 0.35
"""Weight of two regions' difference in colour against the edge between them."""


_h_minima: Callable[..., NDArray[np.uint8]] = h_minima
_watershed: Callable[..., Labels] = watershed
"""Scikit-image has no types of its own."""


class Tree(NamedTuple):
    """Regions of a picture.

    Attributes:
        labels: (h, w) patch number of each pixel, at the working size.
        factor: working size over the picture's size.
        parent: (nodes,) the node each was merged into; -1 for the root. Nodes 0..leaves-1 are the patches.
        born: (nodes,) border strength at which the node came to be, 0 for patches.
        gone: (nodes,) border strength at which it was merged into its parent.
        area: (nodes,) pixels at the working size.
        color: (nodes, 3) mean CIE Lab.
        leaves: number of patches.
        edge: (h, w) edge strength, 0 to about 1.
    """

    labels: Labels
    factor: float
    parent: NDArray[np.int32]
    born: Array
    gone: Array
    area: Array
    color: Array
    leaves: int
    edge: NDArray[np.float32]

    def mask(self, node: int) -> Mask:
        """Pixels of a node at the working size."""
        wanted = np.zeros(self.leaves, bool)
        wanted[self.patches()[node]] = True
        return np.asarray(wanted[self.labels])

    def patches(self) -> list[NDArray[np.int64]]:
        """For each node the patches it is made of."""
        found: list[list[int]] = [[i] if i < self.leaves else [] for i in range(len(self.parent))]
        for node, parent in enumerate(self.parent):  # children come before their parents
            if parent >= 0:
                found[parent].extend(found[node])
        return [np.array(f, dtype=np.int64) for f in found]

    def ancestors(self, leaf: int) -> list[int]:
        """The leaf and every node it is part of, smallest first."""
        chain = [leaf]
        while self.parent[chain[-1]] >= 0:
            chain.append(int(self.parent[chain[-1]]))
        return chain


def edge_strength(image: Pixels) -> NDArray[np.float32]:
    """Colour edges at two scales, texture damped, 0 to about 1."""
    smooth = flattened(image)
    total = np.zeros(image.shape[:2], np.float32)
    for sigma, weight in ((1.0, 0.5), (2.2, 0.5)):
        lab = cv2.cvtColor(smooth.astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB)
        lab = cv2.GaussianBlur(lab, (0, 0), sigma)
        slopes = [cv2.Scharr(lab, cv2.CV_32F, dx, dy) / 32 for dx, dy in ((1, 0), (0, 1))]
        size = np.sqrt((slopes[0] ** 2 + slopes[1] ** 2).sum(2)) * sigma
        total += np.float32(weight) * np.tanh(size / 8.0).astype(np.float32)
    return total


def flattened(image: Pixels) -> Pixels:
    """The picture with wood grain, weave and noise evened out and edges kept (mean shift)."""
    side = max(image.shape[:2])
    if side > 2 * SIDE:
        return np.asarray(cv2.bilateralFilter(image, 9, 40, 7), dtype=np.uint8)
    return np.asarray(cv2.pyrMeanShiftFiltering(image, 7, 16, maxLevel=1), dtype=np.uint8)


def build(image: Pixels) -> Tree:
    """The tree of a picture, at most SIDE pixels a side."""
    small, factor = fit_within(image, SIDE)
    edge = edge_strength(small)
    shallow = np.asarray(_h_minima((edge * 255).astype(np.uint8), int(DEEP * 255)), dtype=np.uint8)
    labels = np.asarray(_watershed(edge, cv2.connectedComponents(shallow)[1]), dtype=np.int32) - 1
    leaves = int(labels.max()) + 1
    lab = cv2.cvtColor(small.astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB)
    area = np.bincount(labels.ravel(), minlength=leaves).astype(float)
    color = np.stack(
        [np.bincount(labels.ravel(), lab[..., c].ravel(), leaves) / area for c in range(3)], axis=1
    )
    merger = _Merger(area, color, _borders(labels, edge, leaves), labels.size)
    merger.run()
    return Tree(
        labels, factor, np.array(merger.parent, np.int32), np.array(merger.born), np.array(merger.gone),
        np.array(merger.area), np.array(merger.color), leaves, edge,
    )  # fmt: skip


def _borders(labels: Labels, edge: NDArray[np.float32], leaves: int) -> list[dict[int, list[float]]]:
    """For each patch its neighbours with border length and summed edge strength."""
    near: list[dict[int, list[float]]] = [{} for _ in range(leaves)]
    for first, second in ((np.s_[:-1], np.s_[1:]), (np.s_[:, :-1], np.s_[:, 1:])):
        a, b = labels[first], labels[second]
        across = a != b
        strength = np.maximum(edge[first], edge[second])[across]
        low, high = np.minimum(a[across], b[across]), np.maximum(a[across], b[across])
        keys, inverse = np.unique(low.astype(np.int64) * leaves + high, return_inverse=True)
        lengths, sums = np.bincount(inverse), np.bincount(inverse, strength)
        for key, length, total in zip(keys, lengths, sums, strict=True):
            i, j = int(key // leaves), int(key % leaves)
            old = near[i].get(j, [0.0, 0.0])
            near[i][j] = near[j][i] = [old[0] + float(length), old[1] + float(total)]
    return near


class _Merger:
    """Greedy merging: always the pair of regions with the weakest border."""

    def __init__(self, area: Array, color: Array, near: list[dict[int, list[float]]], pixels: int) -> None:
        self.near = {i: n for i, n in enumerate(near)}
        self.area, self.color = area.tolist(), [c for c in color]
        self.parent = [-1] * len(near)
        self.born, self.gone = [0.0] * len(near), [1.0] * len(near)
        self._small = 0.0012 * pixels

    def run(self) -> None:
        heap = [(self._gap(i, j), i, j) for i, n in self.near.items() for j in n if i < j]
        heapq.heapify(heap)
        while heap:
            gap, i, j = heapq.heappop(heap)
            if i in self.near and j in self.near:
                new = self._merge(i, j, gap)
                for k in self.near[new]:
                    heapq.heappush(heap, (max(gap, self._gap(new, k)), new, k))

    def _gap(self, i: int, j: int) -> float:
        length, total = self.near[i][j]
        apart = (self.color[i] - self.color[j]) * (0.6, 1.2, 1.2)
        colour = min(float(np.sqrt(apart @ apart)) / 45, 1.0)
        size = min(self.area[i], self.area[j])
        # specks are absorbed early, whatever they look like
        return float((total / length + COLOUR * colour) * (size / (size + self._small)) ** 0.4)

    def _merge(self, i: int, j: int, gap: float) -> int:
        new, a, b = len(self.area), self.area[i], self.area[j]
        self.area.append(a + b)
        self.color.append((self.color[i] * a + self.color[j] * b) / (a + b))
        self.parent[i] = self.parent[j] = new
        self.gone[i] = self.gone[j] = gap
        self.parent.append(-1)
        self.born.append(gap)
        self.gone.append(gap + 1.0)
        joined: dict[int, list[float]] = {}
        for old, other in ((i, j), (j, i)):
            for k, (length, total) in self.near.pop(old).items():
                if k != other:
                    sums = joined.setdefault(k, [0.0, 0.0])
                    sums[0] += length
                    sums[1] += total
        self.near[new] = joined
        for k, sums in joined.items():
            self.near[k].pop(i, None)
            self.near[k].pop(j, None)
            self.near[k][new] = sums
        return new
