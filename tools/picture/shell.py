"""Fitting the shell of a room to its picture: where the floor ends, how thick and how high the walls are.

Seen from above, everything at one height is the floor's plan scaled about the point below the camera (the
foot). The building's outline on the page is known; wall thickness, the scale of the wall tops and a small
correction of the foot are searched so that the floor's edge and the inner edge of the wall tops lie on edges
of the picture. All lengths here are metres of a provisional camera, coordinates are relative to the foot.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture import polygon
from tools.picture.image import Mask
from tools.picture.rectify import Rectified

Array = NDArray[np.float64]

USUAL_RATIO = 0.2
"""Wall tops are seen this much larger than the floor, give or take a factor of two."""
USUAL_THICKNESS = 0.033
"""Wall thickness as a part of the square root of the floor's area."""


COARSE = 2.5
"""Pixels by which lines may be missed at first."""
STARTS = 3
RIM = 4
"""Pixels that the building's outline reaches inward as an edge."""


class Shell(NamedTuple):
    """A fitted shell.

    Attributes:
        floor: (n, 2) inner polygon on the floor, relative to the foot.
        ratio: scale of the wall tops over the floor, 1 for orthographic pictures.
        thickness: of the walls.
        foot: (2,) correction of the point below the camera.
        support: share of the visible floor and wall-top edges that lie on edges of the picture, 0 to 1.
    """

    floor: Array
    ratio: float
    thickness: float
    foot: Array
    support: float


class Edges:
    """How strongly the picture changes across a line, sampled anywhere in an overhead view."""

    def __init__(self, view: Rectified, foot: Array) -> None:
        lab = cv2.cvtColor(view.image.astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB)
        lab = cv2.GaussianBlur(lab, (0, 0), 1.0)
        slopes = [cv2.Scharr(lab, cv2.CV_32F, dx, dy) / 32 for dx, dy in ((1, 0), (0, 1))]
        self._x, self._y = (np.sqrt((s**2).sum(2)) for s in slopes)
        self._view, self._foot = view, foot

    def without(self, building: Mask) -> Edges:
        """The same, blind to the building's outline: it must not pass for the inner edge of thin walls."""
        core = cv2.erode(building.astype(np.uint8), np.ones((2 * RIM + 1, 2 * RIM + 1), np.uint8)) > 0
        other = copy.copy(self)
        other._x, other._y = self._x * core, self._y * core
        return other

    def along(self, starts: Array, ends: Array, reach: float = 1.0) -> Array:
        """Mean strength (n,) of the change across the lines (n, 2) -> (n, 2), relative to the foot, 0 to 1.

        Args:
            starts: first ends.
            ends: other ends.
            reach: pixels to either side within which the strongest change counts.
        """
        a = self._view.to_view(starts + self._foot) - 0.5
        side = self._view.to_view(ends + self._foot) - 0.5 - a
        normals = np.column_stack([-side[:, 1], side[:, 0]])
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
        offs = np.arange(-reach, reach + 0.1, 0.5)
        points = a[:, None] + _STEPS[None, :, None] * side[:, None]
        at = np.rint(points[:, :, None] + offs[None, None, :, None] * normals[:, None, None]).astype(np.intp)
        columns, rows = at[..., 0], at[..., 1]
        fine = (columns >= 0) & (columns < self._x.shape[1]) & (rows >= 0) & (rows < self._x.shape[0])
        columns, rows = np.where(fine, columns, 0), np.where(fine, rows, 0)
        tilt = np.abs(normals)[:, None, None]
        change = (tilt[..., 0] * self._x[rows, columns] + tilt[..., 1] * self._y[rows, columns]) * fine
        return np.asarray(np.tanh(change.max(2) / 3.0).mean(1))


_STEPS = np.linspace(0.02, 0.98, 70)
"""Places along a line that are sampled."""


def fit(edges: Edges, outline: Array, *, flat: bool = False) -> Shell:
    """The shell inside a building's outline.

    Args:
        edges: of the overhead view.
        outline: counter-clockwise corners of the building as seen, relative to the foot.
        flat: the picture is orthographic, or shows no heights: the wall tops are as large as the floor.
    """
    size = math.sqrt(abs(polygon.area(outline)))
    normals, offsets = polygon.edge_lines(outline)

    def score(guess: Array, reach: float) -> float:
        return _score(edges, normals, offsets, size, guess, flat, reach)

    rises = np.zeros(1) if flat else np.log(np.geomspace(0.04, 0.9, 24))
    thicks = np.log(np.geomspace(0.006, 0.08, 18))
    grid = [np.array([rise, thick, 0.0, 0.0]) for rise in rises for thick in thicks]
    best, best_score = grid[0], -np.inf
    for start in _apart(grid, [score(g, COARSE) for g in grid]):
        found, found_score = _sharpened(score, start, flat)
        if found_score > best_score:
            best, best_score = found, found_score
    floor, ratio = _build(normals, offsets, size, best, flat)
    return Shell(
        floor=floor,
        ratio=ratio,
        thickness=size * math.exp(best[1]),
        foot=best[2:] * size,
        support=_support(edges, floor, ratio, 1.0, best[2:] * size),
    )


def _apart(grid: list[Array], scores: list[float]) -> list[Array]:
    """The best STARTS points of the grid that are not neighbours."""
    chosen: list[Array] = []
    for index in np.argsort([-s for s in scores], kind="stable"):
        guess = grid[index]
        if all(abs(guess[0] - c[0]) > 0.3 or abs(guess[1] - c[1]) > 0.45 for c in chosen):
            chosen.append(guess)
        if len(chosen) == STARTS:
            break
    return chosen


def _sharpened(score: Callable[[Array, float], float], start: Array, flat: bool) -> tuple[Array, float]:
    """A guess improved by shrinking random steps while lines must be met ever more exactly."""
    rng = np.random.default_rng(0)
    best, best_score = start, -np.inf
    steps = np.array([0.0 if flat else 0.12, 0.15, 0.012, 0.012])
    for reach, spread in ((COARSE, 1.0), (1.5, 0.5), (0.7, 0.15)):
        best_score = score(best, reach)
        for _ in range(60):
            guess = best + rng.normal(size=4) * steps * spread
            reached = score(guess, reach)
            if reached > best_score:
                best, best_score = guess, reached
    return best, best_score


def _build(normals: Array, offsets: Array, size: float, p: Array, flat: bool) -> tuple[Array, float]:
    """Floor polygon and ratio of the parameters log rise, log thickness and foot."""
    ratio = 1.0 if flat else 1.0 + math.exp(p[0])
    seen = offsets - normals @ (p[2:] * size)
    # an outline edge that faces away from the foot is the wall's top edge, one that faces it is its base
    outer = np.where(seen > 0, seen / ratio, seen)
    inner = outer - size * math.exp(p[1])
    return polygon.from_lines(normals, inner), ratio


def _score(
    edges: Edges, normals: Array, offsets: Array, size: float, p: Array, flat: bool, reach: float
) -> float:
    floor, ratio = _build(normals, offsets, size, p, flat)
    if polygon.area(floor) < 0.1 * size * size:
        return -np.inf
    found = _support(edges, floor, ratio, reach, p[2:] * size)
    prior = (
        0.02 * ((p[1] - math.log(USUAL_THICKNESS)) / 0.6) ** 2 + 0.03 * float((p[2:] ** 2).sum()) / 0.02**2
    )
    if not flat:
        prior += 0.02 * ((p[0] - math.log(USUAL_RATIO)) / 0.7) ** 2
    return float(found - prior)


def _support(edges: Edges, floor: Array, ratio: float, reach: float, foot: Array) -> float:
    """Length-weighted mean strength along the visible floor edges and the inner edges of the wall tops."""
    after = np.roll(floor, -1, axis=0)
    starts, ends = ratio * floor, ratio * after
    if ratio > 1:  # the floor's edge is hidden by its own wall where that leans over it
        facing = (after[:, 1] - floor[:, 1]) * floor[:, 0] > (after[:, 0] - floor[:, 0]) * floor[:, 1]
        starts, ends = np.vstack([starts, floor[facing]]), np.vstack([ends, after[facing]])
    length = np.linalg.norm(ends - starts, axis=1)
    strength = edges.along(starts + foot, ends + foot, reach)
    return float((strength * length).sum() / max(float(length.sum()), 1e-9))


def fit_frame(edges: Edges, frame: Array, *, flat: bool = False) -> Shell:
    """A rectangular shell when nothing but the picture's frame bounds it: each side is sought by itself.

    Args:
        edges: of the overhead view.
        frame: counter-clockwise rectangle the walls lie in, relative to the foot.
        flat: as in `fit`.
    """
    size = math.sqrt(abs(polygon.area(frame)))
    normals, offsets = polygon.edge_lines(frame)
    insets = np.linspace(0.0, 0.2, 41) * size
    best: tuple[float, Array, float] | None = None
    for ratio in [1.0] if flat else 1 + np.geomspace(0.04, 0.9, 26):
        tops = np.empty(len(offsets))
        total = 0.0
        for i, offset in enumerate(offsets):
            ends = frame[i], frame[(i + 1) % len(frame)]
            scores = _side_scores(edges, *ends, normals[i], offset - insets, float(ratio))
            tops[i] = offset - insets[int(scores.argmax())]
            total += float(scores.max())
        prior = 0.0 if flat else 0.02 * (math.log((ratio - 1) / USUAL_RATIO) / 0.7) ** 2
        if best is None or total / len(offsets) - prior > best[0]:
            best = (total / len(offsets) - prior, tops, float(ratio))
    assert best is not None
    _, tops, ratio = best
    floor = polygon.from_lines(normals, tops / ratio)
    support = _support(edges, floor, ratio, 1.0, np.zeros(2))
    return Shell(floor, ratio, USUAL_THICKNESS * size, np.zeros(2), support)


def _side_scores(edges: Edges, start: Array, end: Array, normal: Array, tops: Array, ratio: float) -> Array:
    """Mean strength for each place of one side's wall top and, where it can be seen, of its floor edge."""
    move = (tops - float(normal @ start))[:, None] * normal
    high = edges.along(start + move, end + move)
    if ratio == 1.0:
        return high
    low = edges.along((start + move) / ratio, (end + move) / ratio)
    return np.asarray(np.where(tops > 0, (high + low) / 2, high))
