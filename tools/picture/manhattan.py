"""The Manhattan frame of a picture taken from above: three vanishing points at right angles.

The frame is four numbers: the nadir pixel (where verticals meet) relative to the principal point, the focal
length and the yaw of the walls. Every segment votes for the vanishing point it aims at best; a coarse grid
over all four numbers gives starts, and an annealed search sharpens them while the tolerance shrinks.
Deterministic: the noise of the search is seeded.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.picture.segments import Segments

Array = NDArray[np.float64]

TILTS = (0.0, 2.0, 4.0, 7.0, 11.0, 16.0, 22.0, 29.0, 37.0, 45.0)
FOCALS = (0.7, 1.0, 1.5, 2.3)
STARTS = 6
NEAR_NADIR = 0.08
"""Within this part of the diagonal around the nadir, any direction is nearly radial and says nothing."""


class Frame(NamedTuple):
    """A found frame.

    Attributes:
        nadir: (2,) pixels from the picture's top left corner.
        focal: pixels.
        yaw: degrees by which the walls' first direction is turned in the picture, y down.
        tilt: degrees of the viewing axis from straight down.
        residual: weighted mean angle in degrees of inlier segments to their vanishing point.
        inliers: share of segment length within 2 degrees of a vanishing point.
        upright: share of segment length that is inlier to the vertical direction.
        focal_loss: relative loss of score when the focal length is wrong by a factor of 1.5: 0 is blind.
        axes: (3, 3), columns x, y and down in the camera's frame.
    """

    nadir: Array
    focal: float
    yaw: float
    tilt: float
    residual: float
    inliers: float
    upright: float
    focal_loss: float
    axes: Array


class _Lines(NamedTuple):
    middle: Array
    direction: Array
    weight: Array
    diagonal: float


class Search(NamedTuple):
    """What the search believes beforehand.

    Attributes:
        focal: in long sides, with `focal_spread` as the standard deviation of its logarithm.
        tilt: largest angle from straight down, degrees.
    """

    focal: float = 1.35
    focal_spread: float = 0.45
    tilt: float = 50.0
    level: bool = False
    """Also believe in no tilt at all: for pictures said to be taken straight down."""


def find_frame(segments: Segments, size: tuple[int, int], search: Search | None = None) -> Frame | None:
    """The best frame, or None with fewer than 12 segments.

    Args:
        segments: of the picture.
        size: (width, height) pixels; the principal point is taken as the centre.
        search: beliefs; by default for pictures from above.
    """
    search = search or Search()
    if len(segments.length) < 12:
        return None
    lines = _lines(segments, size)
    side = float(max(size))
    starts = _starts(_some(lines, 260), side, search)
    best, best_score = starts[0], -np.inf
    for i, start in enumerate(starts):
        params = _anneal(lines, start, side, search, seed=i)
        score = float(_scores(lines, params[None], side, search, 0.7)[0])
        if score > best_score:
            best, best_score = params, score
    return _described(lines, best, side, size, search)


def _lines(segments: Segments, size: tuple[int, int]) -> _Lines:
    centre = np.array(size) / 2
    a, b = segments.start - centre, segments.end - centre
    weight = np.minimum(segments.length, 0.15 * segments.diagonal)
    return _Lines((a + b) / 2, (b - a) / segments.length[:, None], weight / weight.sum(), segments.diagonal)


def _some(lines: _Lines, most: int) -> _Lines:
    """The weightiest lines, for the coarse grid."""
    order = np.argsort(-lines.weight, kind="stable")[:most]
    weight = lines.weight[order]
    return _Lines(lines.middle[order], lines.direction[order], weight / weight.sum(), lines.diagonal)


def _axes(params: Array) -> Array:
    """(p, 3, 3): columns x, y, down in the camera's frame, of (p, 4) parameters u, v, f, yaw (radians)."""
    down = params[:, :3] / np.linalg.norm(params[:, :3], axis=1, keepdims=True)
    first = np.column_stack([np.cos(params[:, 3]), np.sin(params[:, 3]), np.zeros(len(params))])
    first -= down * (first * down).sum(1, keepdims=True)
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    return np.stack([first, np.cross(down, first), down], axis=2)


def _angles(lines: _Lines, params: Array) -> Array:
    """(p, 3, n) sine of the angle between each line and its direction to each vanishing point."""
    axes = _axes(params)
    focal = params[:, 2, None]
    out = np.empty((len(params), 3, len(lines.weight)))
    for k in range(3):
        d = axes[:, :, k]
        x = focal * d[:, 0, None] - lines.middle[None, :, 0] * d[:, 2, None]
        y = focal * d[:, 1, None] - lines.middle[None, :, 1] * d[:, 2, None]
        cross = lines.direction[None, :, 0] * y - lines.direction[None, :, 1] * x
        out[:, k] = np.abs(cross) / np.maximum(np.hypot(x, y), 1e-9)
    return out


def _scores(lines: _Lines, params: Array, side: float, search: Search, sigma: float) -> Array:
    """(p,) share of line length that fits each frame within `sigma` degrees, less the priors."""
    fit = np.exp(-((_angles(lines, params) / math.radians(sigma)) ** 2))
    away = np.hypot(
        lines.middle[None, :, 0] - params[:, 0, None], lines.middle[None, :, 1] - params[:, 1, None]
    )
    fit[:, 2] *= np.clip(away / (NEAR_NADIR * lines.diagonal) - 0.5, 0, 1)
    tilt = np.arctan(np.hypot(params[:, 0], params[:, 1]) / params[:, 2])
    prior = (
        0.010 * (np.log(params[:, 2] / (search.focal * side)) / search.focal_spread) ** 2
        + (0.4 if search.level else 0.02) * (tilt / math.radians(40)) ** 2
        + 0.01 * (params[:, 3] / math.radians(15)) ** 2
    )
    return np.asarray(fit.max(1) @ lines.weight - prior)


def _starts(lines: _Lines, side: float, search: Search) -> list[Array]:
    """The best well separated points of a coarse grid."""
    grid = []
    for focal in FOCALS:
        for tilt in TILTS:
            if tilt > search.tilt:
                continue
            reach = focal * side * math.tan(math.radians(tilt))
            for about in np.arange(0, 360, 30) if tilt else (0,):
                u, v = reach * math.cos(math.radians(about)), reach * math.sin(math.radians(about))
                grid += [
                    (u, v, focal * side, math.radians(y)) for y in (-30, -20, -12, -6, 0, 6, 12, 20, 30, 45)
                ]
    points = np.array(grid)
    scores = np.concatenate([_scores(lines, part, side, search, 3.0) for part in np.array_split(points, 40)])
    chosen: list[Array] = []
    for index in np.argsort(-scores, kind="stable"):
        point = points[index]
        if all(
            np.hypot(*(point[:2] - c[:2])) > 0.08 * side or abs(math.log(point[2] / c[2])) > 0.5
            for c in chosen
        ):
            chosen.append(point)
        if len(chosen) == STARTS:
            break
    return chosen


def _anneal(lines: _Lines, start: Array, side: float, search: Search, seed: int) -> Array:
    """Sharpens one start: batches of shrinking steps, tolerance going down."""
    rng = np.random.default_rng(seed)
    best = start
    step = np.array([0.03 * side, 0.03 * side, 0.15, math.radians(1.5)])
    limit = side * math.tan(math.radians(search.tilt + 3))
    for sigma, rounds, reach in ((2.2, 8, 1.0), (1.4, 8, 0.5), (0.9, 8, 0.25), (0.7, 10, 0.1)):
        for _ in range(rounds):
            noise = rng.normal(size=(24, 4)) * step * reach
            tries = best + noise * (1, 1, 0, 1)
            tries[:, 2] = np.clip(best[2] * np.exp(noise[:, 2]), 0.4 * side, 5 * side)
            tries[:, :2] = np.clip(tries[:, :2], -4 * limit, 4 * limit)
            # half of the steps keep the tilt while the focal length changes: the two trade off
            tries[::2, :2] *= (tries[::2, 2] / best[2])[:, None]
            pool = np.vstack([best, tries])
            scores = _scores(lines, pool, side, search, sigma)
            best = pool[int(np.argmax(scores))]
    return best


def _described(lines: _Lines, p: Array, side: float, size: tuple[int, int], search: Search) -> Frame:
    sines = _angles(lines, p[None])[0]
    off = np.degrees(np.arcsin(np.clip(sines, 0, 1)))
    off[2, np.hypot(*(lines.middle - p[:2]).T) < NEAR_NADIR * lines.diagonal / 2] = 90
    nearest, best = off.argmin(0), off.min(0)
    fits = best < 2.0
    share = float(lines.weight[fits].sum())
    residual = float((lines.weight[fits] * best[fits]).sum() / share) if share > 0 else 90.0
    flat = Search(search.focal, 1e6, search.tilt)
    around = np.array([p * (1, 1, k, 1) * (k, k, 1, 1) for k in (1 / 1.5, 1.0, 1.5)])
    low, mid, high = _scores(lines, around, side, flat, 0.9)
    return Frame(
        nadir=p[:2] + np.array(size) / 2,
        focal=float(p[2]),
        yaw=math.degrees(p[3]),
        tilt=math.degrees(math.atan2(math.hypot(p[0], p[1]), p[2])),
        residual=residual,
        inliers=share,
        upright=float(lines.weight[fits & (nearest == 2)].sum()),
        focal_loss=float(mid - max(low, high)),
        axes=_axes(p[None])[0],
    )
