"""Draft boxes of the things in a room, without names: what looks like one whole thing on the floor.

Colour and edges only. In plain drawn rooms most drafts are right; in a richly furnished picture beds and
sofas fall into their parts, and a person or a model has to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture import polygon, regions
from tools.picture.image import Mask, Pixels
from tools.picture.region import box_of, mask_of, outline_of
from tools.pinhole import Camera
from tools.survey import Box, Point, RoomSurvey

Array = NDArray[np.float64]

SHADE = np.array([0.45, 1.2, 1.2])
"""Weights of CIE Lab when a surface is followed through light and shade."""


class Proposal(NamedTuple):
    """Something that may be a thing: a draft box without a name.

    Attributes:
        box: pixels.
        outline: corners in pixels.
        rectangle: its four corners as a turned rectangle, pixels.
        confidence: 0 to 1, how much it looks like one whole thing. Most are right in plain drawn rooms; in a
            richly furnished picture three of four are pieces of things.
        color: mean sRGB.
    """

    box: Box
    outline: list[Point]
    rectangle: list[Point]
    confidence: float
    color: tuple[int, int, int]


def proposals(
    image: Pixels,
    camera: Camera | None = None,
    room: RoomSurvey | None = None,
    *,
    tree: regions.Tree | None = None,
    least: float = 0.2,
    most: int = 60,
) -> list[Proposal]:
    """Draft boxes of things in the room, the surest first. They have no names and many are wrong.

    Args:
        image: the picture.
        camera: the room's; with it, what its partitions cover is left out.
        room: leaves out what lies outside the wall tops, and the floor itself.
        tree: regions of the picture when already built.
        least: confidence below which nothing is returned.
        most: how many to return at most.
    """
    tree = tree or regions.build(image)
    context = _Context(tree, camera, room)
    scored = []
    for rank, mask in enumerate(context.masks()):
        confidence, rectangle = context.score(mask)
        if confidence >= least:
            scored.append((confidence, rank, mask, rectangle))
    scored.sort(key=lambda s: (-s[0], s[1]))
    kept: list[tuple[float, Mask, Array]] = []
    for confidence, _, mask, rectangle in scored:
        if len(kept) >= most:
            break
        area = mask.sum()
        if all((mask & other).sum() < 0.35 * min(area, other.sum()) for _, other, _ in kept):
            kept.append((confidence, mask, rectangle))
    return [_proposal(image, tree.factor, *item) for item in kept]


class _Context:
    """What is known of the room when judging a region."""

    def __init__(self, tree: regions.Tree, camera: Camera | None, room: RoomSurvey | None) -> None:
        self.tree = tree
        shape = tree.labels.shape
        self.inside = self.floor = np.ones(shape, bool)
        if room is not None:
            size = (shape[1], shape[0])
            self.floor = mask_of([(x * tree.factor, y * tree.factor) for x, y in room.floor_px], size)
            tops = room.wall_top_px or room.floor_px
            self.inside = mask_of([(x * tree.factor, y * tree.factor) for x, y in tops], size)
            if camera is not None:
                for hull in partition_hulls(camera, room):
                    self.inside &= ~mask_of([(x * tree.factor, y * tree.factor) for x, y in hull], size)
        whole = float(self.inside.sum())
        self.least, self.largest = 0.0012 * whole, 0.3 * whole
        self.ground = self._ground()

    def masks(self) -> Iterator[Mask]:
        """Regions worth judging: nodes of the tree, and pieces of what is not floor."""
        patches = self.tree.patches()
        for node, area in enumerate(self.tree.area):
            if self.least <= area <= self.largest:
                wanted = np.zeros(self.tree.leaves, bool)
                wanted[patches[node]] = True
                yield np.asarray(wanted[self.tree.labels])
        standing = (self.floor & ~self.ground).astype(np.uint8)
        for reach in (3, 7, 11):
            kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
            count, labels = cv2.connectedComponents(cv2.morphologyEx(standing, cv2.MORPH_OPEN, kernel))
            sizes = np.bincount(labels.ravel())
            yield from (labels == i for i in range(1, count) if self.least <= sizes[i] <= self.largest)

    def _ground(self) -> Mask:
        """Bare floor: the commonest colour inside the floor polygon, followed through light and shade.

        The floor's colour is a slow field: each round it is averaged over the floor found so far, and what
        is close to the field becomes floor.
        """
        tree = self.tree
        counts = np.bincount(tree.labels[self.floor], minlength=tree.leaves)
        colors = (tree.color[: tree.leaves] * SHADE).astype(np.float32)
        # the field is slow: a quarter of the size is enough to follow it
        labels = tree.labels[::4, ::4]
        tones, floor = colors[labels], self.floor[::4, ::4]
        # a large bed may cover more pixels than the floor does, but the floor turns up everywhere
        nearby = np.linalg.norm(colors[:, None] - colors[np.argsort(-counts)[:40]][None], axis=2) < 6
        ground = max((near[labels] & floor for near in nearby.T), key=lambda m: self._spread(m, floor))
        sigma = max(labels.shape) / 22
        for _ in range(10):
            weight = ground.astype(np.float32)
            spread = cv2.GaussianBlur(weight, (0, 0), sigma)
            field = cv2.GaussianBlur(tones * weight[..., None], (0, 0), sigma) / (spread + 1e-6)[..., None]
            ground = (np.linalg.norm(tones - field, axis=2) < 6.5) & (spread > 0.02) & floor
        size = (tree.labels.shape[1], tree.labels.shape[0])
        field, spread = (cv2.resize(f, size, interpolation=cv2.INTER_LINEAR) for f in (field, spread))
        near = np.linalg.norm(colors[tree.labels] - field, axis=2) < 6.5
        return np.asarray(near & (spread > 0.02) & self.floor)

    @staticmethod
    def _spread(mask: Mask, floor: Mask) -> float:
        """In how much of the floor, cut into small cells, the mask turns up."""
        cells = max(8, max(mask.shape) // 6)
        size = (cells, cells)
        part = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        whole = cv2.resize(floor.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        return float(np.minimum(part, 0.25 * whole).sum() + 0.1 * part.sum())

    def score(self, mask: Mask) -> tuple[float, Array]:
        """How much a region looks like one whole thing, and its turned rectangle."""
        x0, y0, x1, y1 = (int(v) for v in box_of(mask))
        window = np.s_[max(0, y0 - 4) : y1 + 4, max(0, x0 - 4) : x1 + 4]
        part = mask[window]
        area = float(part.sum())
        points = np.argwhere(part)[:, ::-1].astype(np.float32)
        hull = cv2.convexHull(points).reshape(-1, 2)
        corner = (window[1].start, window[0].start)
        rectangle = np.asarray(cv2.boxPoints(cv2.minAreaRect(hull)), dtype=float) + 0.5 + corner
        sides = sorted(float(np.linalg.norm(rectangle[i] - rectangle[i - 1])) for i in (1, 2))
        if sides[0] < 4 or sides[0] < 0.1 * sides[1]:
            return 0.0, rectangle
        full = area / ((sides[0] + 1) * (sides[1] + 1))
        solid = min(1.0, area / max(abs(polygon.area(hull)) + 0.5 * len(hull), 1.0))
        whole = part.astype(np.uint8)
        rim = (cv2.dilate(whole, np.ones((3, 3), np.uint8)) > 0) & ~(
            cv2.erode(whole, np.ones((3, 3), np.uint8)) > 0
        )
        ring = (cv2.dilate(whole, np.ones((9, 9), np.uint8)) > 0) & (
            cv2.dilate(whole, np.ones((3, 3), np.uint8)) == 0
        )
        border = float(np.median(self.tree.edge[window][rim]))
        around = float(self.ground[window][ring].mean()) if ring.any() else 0.0
        own = float(self.ground[window][part].mean())
        on_floor = float(self.floor[window][part].mean())
        shape = max(full, 0.92 * solid) ** 2
        score = shape * min(1.0, border / 0.3) ** 0.6 * (0.35 + 0.65 * around**0.5)
        score *= float(self.inside[window][part].mean()) ** 3 * (0.4 + 0.6 * on_floor) * (1 - own) ** 1.5
        score *= min(1.0, (area / (5 * self.least)) ** 0.3)
        return float(min(score, 0.95)), rectangle


def _proposal(image: Pixels, factor: float, confidence: float, mask: Mask, rectangle: Array) -> Proposal:
    x0, y0, x1, y1 = box_of(mask)
    pixels = fit_mask(mask, image)
    r, g, b = (round(float(v)) for v in np.median(image[pixels], axis=0))
    return Proposal(
        (x0 / factor, y0 / factor, x1 / factor, y1 / factor),
        [(x / factor, y / factor) for x, y in outline_of(mask)],
        [(float(x) / factor, float(y) / factor) for x, y in rectangle],
        round(confidence, 3),
        (r, g, b),
    )


def fit_mask(mask: Mask, image: Pixels) -> Mask:
    """A mask of the working size at the picture's size."""
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0)


def partition_hulls(camera: Camera, room: RoomSurvey) -> list[list[Point]]:
    """What each partition covers in the picture, corners in pixels."""
    hulls = []
    for item in room.partitions:
        a, b = np.array(item.start), np.array(item.end)
        along = (b - a) / max(float(np.linalg.norm(b - a)), 1e-9)
        aside = np.array([-along[1], along[0]]) * (item.thickness / 2 + 0.03)
        ring = np.array([a - aside, b - aside, b + aside, a + aside])
        solid = [np.column_stack([ring, np.full(4, z)]) for z in (0.0, item.height or room.height)]
        seen = camera.project(np.vstack(solid)).astype(np.float32)
        hulls.append([(float(x), float(y)) for x, y in cv2.convexHull(seen).reshape(-1, 2)])
    return hulls
