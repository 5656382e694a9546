"""Cutting things out of the picture: candidates to choose from, never one silent answer.

Measured: cutting finer improves a rough box and spoils a good one. A caller looks at the candidates and
accepts one, or keeps what it had.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.errors import InputError
from tools.picture import polygon, regions
from tools.picture.image import Mask, Pixels
from tools.picture.region import box_of, box_within, iou, mask_of, outline_of
from tools.picture.survey import Box, Point, RoomSurvey
from tools.pinhole import Camera

Array = NDArray[np.float64]


SHADE = np.array([0.45, 1.2, 1.2])
"""Weights of CIE Lab when a surface is followed through light and shade."""


class Candidate(NamedTuple):
    """One way to cut a thing out.

    Attributes:
        how: "region", "grabcut" or "edges".
        outline: corners in pixels.
        box: around it, pixels.
        mask: (height, width) of the picture.
        confidence: 0 to 1.
    """

    how: str
    outline: list[Point]
    box: Box
    mask: Mask
    confidence: float


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


def segment(
    image: Pixels, at: Point | Box, *, tree: regions.Tree | None = None, most: int = 4
) -> list[Candidate]:
    """Candidates for the thing at a pixel or in a rough box, the most believable first.

    Args:
        image: the picture.
        at: a pixel (x, y) on the thing, or a rough box (x0, y0, x1, y1) around it.
        tree: regions of the picture when already built.
        most: how many to return at most.

    Raises:
        InputError: the pixel or box is outside the picture.
    """
    tree = tree or regions.build(image)
    if len(at) == 2:
        found = _around(image, tree, (float(at[0]), float(at[1])))
    else:
        box = box_within(at, (image.shape[1], image.shape[0]))
        wide = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
        found = [c for c in (_grabcut(image, wide), _snapped(image, wide)) if c is not None]
        found += _regions_in(image, tree, wide)
    found.sort(key=lambda c: -c.confidence)
    kept: list[Candidate] = []
    for item in found:
        if all(iou(item.mask, other.mask) < 0.9 for other in kept):
            kept.append(item)
    return kept[:most]


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


def _around(image: Pixels, tree: regions.Tree, at: Point) -> list[Candidate]:
    """Regions that hold a pixel: those that last longest while the tree is merged."""
    height, width = image.shape[:2]
    if not (0 <= at[0] < width and 0 <= at[1] < height):
        raise InputError(f"the pixel {at} is outside the {width} x {height} picture")
    column, row = (min(int(v * tree.factor), n - 1) for v, n in zip(at, tree.labels.shape[::-1], strict=True))
    chain = tree.ancestors(int(tree.labels[row, column]))
    usable = [n for n in chain if 0.0004 < tree.area[n] / tree.labels.size < 0.5]
    usable.sort(key=lambda n: float(tree.born[n] - tree.gone[n]))
    found = [
        _of_mask("region", image, fit_mask(tree.mask(n), image), 0.6 * 0.85**i)
        for i, n in enumerate(usable[:4])
    ]
    if found:
        cut = _grabcut(image, found[0].box)
        if cut is not None and cut.mask[int(at[1]), int(at[0])]:
            found.append(cut._replace(confidence=0.5))
    return found


def _regions_in(image: Pixels, tree: regions.Tree, box: Box) -> list[Candidate]:
    """The region that overlaps a box best."""
    scaled = [v * tree.factor for v in box]
    inside = mask_of(
        (scaled[0], scaled[1], scaled[2], scaled[3]), (tree.labels.shape[1], tree.labels.shape[0])
    )
    leaves = np.unique(tree.labels[inside])
    nodes = {n for leaf in leaves for n in tree.ancestors(int(leaf)) if tree.area[n] < 2.5 * inside.sum()}
    best, best_iou = -1, 0.25
    for node in sorted(nodes):
        if tree.area[node] > 0.25 * inside.sum():
            shared = iou(tree.mask(node), inside)
            if shared > best_iou:
                best, best_iou = node, shared
    return [] if best < 0 else [_of_mask("region", image, fit_mask(tree.mask(best), image), best_iou * 0.9)]


def _grabcut(image: Pixels, box: Box) -> Candidate | None:
    """Foreground by colour inside a box, what lies around the box being background."""
    x0, y0, x1, y1 = box
    pad = 0.35 * max(x1 - x0, y1 - y0) + 4
    left, top = max(0, int(x0 - pad)), max(0, int(y0 - pad))
    part = np.ascontiguousarray(image[top : math.ceil(y1 + pad), left : math.ceil(x1 + pad)])
    factor = min(1.0, 320 / max(part.shape[:2]))
    size = (max(8, round(part.shape[1] * factor)), max(8, round(part.shape[0] * factor)))
    small = cv2.cvtColor(cv2.resize(part, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2BGR)
    rect = [round((v - o) * factor) for v, o in ((x0, left), (y0, top), (x1, left), (y1, top))]
    state = np.full(small.shape[:2], cv2.GC_BGD, np.uint8)
    state[rect[1] : rect[3], rect[0] : rect[2]] = cv2.GC_PR_FGD
    if not (state == cv2.GC_BGD).any() or (state == cv2.GC_PR_FGD).sum() < 16:
        return None
    cv2.setRNGSeed(0)
    try:
        cv2.grabCut(small, state, None, np.zeros((1, 65)), np.zeros((1, 65)), 4, cv2.GC_INIT_WITH_MASK)  # type: ignore[call-overload]
    except cv2.error:
        return None  # one colour on both sides: nothing to tell apart
    fore = ((state == cv2.GC_FGD) | (state == cv2.GC_PR_FGD)).astype(np.uint8)
    fore = cv2.morphologyEx(fore, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    mask = np.zeros(image.shape[:2], bool)
    grown = cv2.resize(fore, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_NEAREST) > 0
    mask[top : top + part.shape[0], left : left + part.shape[1]] = grown
    filled = float(mask.sum()) / max((x1 - x0) * (y1 - y0), 1.0)
    return _of_mask("grabcut", image, mask, 0.7 * min(1.0, filled / 0.5)) if filled > 0.05 else None


def _snapped(image: Pixels, box: Box) -> Candidate | None:
    """The box with each side moved to the strongest straight edge nearby."""
    edge = regions.edge_strength(image)
    x0, y0, x1, y1 = box
    reach = 0.12 * max(x1 - x0, y1 - y0) + 2

    def side(at: float, profile: NDArray[np.float32]) -> float:
        low, high = max(0, int(at - reach)), min(len(profile), int(at + reach) + 1)
        if high - low < 2:
            return at
        places = np.arange(low, high)
        pull = profile[low:high] * np.exp(-(((places + 0.5 - at) / reach) ** 2))
        return float(places[int(pull.argmax())]) + 0.5

    across = edge[int(y0) : math.ceil(y1)].mean(0)
    down = edge[:, int(x0) : math.ceil(x1)].mean(1)
    snapped = (side(x0, across), side(y0, down), side(x1, across), side(y1, down))
    if snapped[2] - snapped[0] < 3 or snapped[3] - snapped[1] < 3:
        return None
    return _of_mask("edges", image, mask_of(snapped, (image.shape[1], image.shape[0])), 0.55)


def _of_mask(how: str, image: Pixels, mask: Mask, confidence: float) -> Candidate:
    return Candidate(how, outline_of(mask), box_of(mask), mask, round(min(confidence, 0.95), 3))


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
