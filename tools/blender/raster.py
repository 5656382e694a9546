"""A z-buffer in numpy: which triangle every pixel's centre sees. Exact, no GPU, no EGL."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CHUNK_PIXELS = 1 << 21


@dataclass(frozen=True)
class _Screen:
    """Clipped triangles on the screen: pixels x right, y down; `z` is linear across the screen."""

    xy: Floats
    z: Floats
    inverse_w: Floats
    corners: Floats
    source: Ints


class Hits:
    """What the pixels of a picture see.

    Attributes:
        triangle: (H, W) index of the nearest triangle, -1 for none.
    """

    def __init__(self, screen: _Screen, winner: Ints, width: int, height: int) -> None:
        self._screen, self._winner = screen, winner
        self._hit = np.flatnonzero(winner >= 0)
        found = np.full(width * height, -1, np.int64)
        found[self._hit] = screen.source[winner[self._hit]]
        self.triangle: NDArray[np.int64] = found.reshape(height, width)

    @cached_property
    def weights(self) -> Floats:
        """(H, W, 3) perspective-correct barycentric coordinates in the triangles as they were given."""
        height, width = self.triangle.shape
        weights = np.zeros((width * height, 3))
        used, won = np.unique(self._winner[self._hit], return_inverse=True)
        x, y = self._hit % width + 0.5, self._hit // width + 0.5
        xy = self._screen.xy[used]
        scaled = self._screen.corners[used] * self._screen.inverse_w[used][:, :, None]
        for k in range(3):
            plane = _planes(xy, scaled[:, :, k])[won]
            weights[self._hit, k] = np.maximum(plane[:, 0] * x + plane[:, 1] * y + plane[:, 2], 0.0)
        total = weights[:, 0] + weights[:, 1] + weights[:, 2]
        return np.asarray(weights / np.maximum(total, 1e-30)[:, None]).reshape(height, width, 3)


def rasterise(clip: Floats, width: int, height: int) -> Hits:
    """Find the nearest triangle at every pixel's centre.

    Args:
        clip: (m, 3, 4) clip coordinates of every triangle's corners, as a 4 x 4 projection gives them.
        width: pixels.
        height: pixels.
    """
    screen = _to_screen(clip, width, height)
    rows, triangle = _rows(screen.xy, height)
    low, high = _spans(screen.xy, rows, triangle, width)
    keep = high > low
    rows, triangle, low, high = rows[keep], triangle[keep], low[keep], high[keep]
    z, step = _depths(screen, rows, triangle, low, high)
    depth, winner = np.full(width * height, np.inf), np.full(width * height, -1, np.int64)
    ends = np.cumsum(high - low)
    start = 0
    while start < len(rows):
        stop = int(np.searchsorted(ends, (ends[start - 1] if start else 0) + CHUNK_PIXELS))
        stop = max(stop, start + 1)
        offset, span = _expand(np.zeros(stop - start, np.int64), (high - low)[start:stop])
        span += start
        at = z[span] + step[span] * offset
        pixel = (rows * width + low)[span] + offset
        np.minimum.at(depth, pixel, at)
        won = at <= depth[pixel]
        winner[pixel[won]] = triangle[span[won]]
        start = stop
    return Hits(screen, winner, width, height)


def _depths(screen: _Screen, rows: Ints, triangle: Ints, low: Ints, high: Ints) -> tuple[Floats, Floats]:
    """Depth at the first pixel of every span, and what each further pixel adds."""
    a, b, c = _planes(screen.xy, screen.z)[triangle].T
    # Slivers have steep planes: rounding must not lift them out of their own corners' range.
    nearest, farthest = _least(screen.z)[triangle], -_least(-screen.z)[triangle]
    line = b * (rows + 0.5) + c
    first = np.clip(a * (low + 0.5) + line, nearest, farthest)
    last = np.clip(a * (high - 0.5) + line, nearest, farthest)
    return first, (last - first) / np.maximum(high - low - 1, 1)


def _to_screen(clip: Floats, width: int, height: int) -> _Screen:
    """Clip at the near plane, drop what is off the screen, divide."""
    clip, corners, source = _clip_near(clip, np.flatnonzero(_may_be_seen(clip)))
    inverse_w = 1.0 / clip[:, :, 3]
    ndc = clip[:, :, :3] * inverse_w[:, :, None]
    xy = np.stack([(ndc[:, :, 0] + 1) * width / 2, (1 - ndc[:, :, 1]) * height / 2], axis=2)
    low, high = _least(xy), -_least(-xy)
    seen = (high[:, 0] > 0) & (high[:, 1] > 0) & (low[:, 0] < width) & (low[:, 1] < height)
    seen &= np.isfinite(low + high).all(axis=1)
    return _Screen(xy[seen], ndc[seen, :, 2], inverse_w[seen], corners[seen], source[seen])


def _least(values: Floats) -> Floats:
    """Minimum over the three corners; much quicker than `min(axis=1)` on so short an axis."""
    return np.minimum(np.minimum(values[:, 0], values[:, 1]), values[:, 2])


def _may_be_seen(clip: Floats) -> NDArray[np.bool_]:
    """Triangles that do not lie wholly beyond one side of the view."""
    seen = np.ones(len(clip), bool)
    w = clip[:, :, 3]
    for axis in (0, 1):
        for sign in (-1.0, 1.0):
            beyond = sign * clip[:, :, axis] > w
            seen &= ~(beyond[:, 0] & beyond[:, 1] & beyond[:, 2])
    return seen


def _clip_near(clip: Floats, wanted: Ints) -> tuple[Floats, Floats, Ints]:
    """Cut the wanted triangles at the near plane (z = -w); keeps where new corners lie in the old ones."""
    clip = clip[wanted]
    distance = clip[:, :, 2] + clip[:, :, 3]
    inside = distance > 1e-9
    count = inside[:, 0].astype(int) + inside[:, 1] + inside[:, 2]
    source = np.arange(len(clip))
    identity = np.broadcast_to(np.eye(3), (len(clip), 3, 3))
    whole = count == 3
    parts = [(clip[whole], identity[whole], source[whole])]
    for left in (1, 2):
        index = source[count == left]
        if not len(index):
            continue
        # Turn each triangle so that its odd corner comes first.
        odd = np.argmax(inside[index] == (left == 1), axis=1)
        order = (odd[:, None] + np.arange(3)) % 3
        points = np.take_along_axis(clip[index], order[:, :, None], axis=1)
        weights = np.take_along_axis(identity[index], order[:, :, None], axis=1)
        away = np.take_along_axis(distance[index], order, axis=1)
        cut_b = _between(points, weights, away, 1)
        cut_c = _between(points, weights, away, 2)
        a, b, c = ((points[:, k], weights[:, k]) for k in range(3))
        triples = [(a, cut_b, cut_c)] if left == 1 else [(cut_b, b, c), (cut_b, c, cut_c)]
        for triple in triples:
            parts.append((_stack(triple, 0), _stack(triple, 1), index))
    return (
        np.concatenate([p[0] for p in parts]),
        np.concatenate([p[1] for p in parts]),
        wanted[np.concatenate([p[2] for p in parts])],
    )


def _between(points: Floats, weights: Floats, away: Floats, other: int) -> tuple[Floats, Floats]:
    """Where the edge from corner 0 to corner `other` meets the near plane."""
    share = (away[:, 0] / (away[:, 0] - away[:, other]))[:, None]
    point = points[:, 0] + share * (points[:, other] - points[:, 0])
    return point, weights[:, 0] + share * (weights[:, other] - weights[:, 0])


def _stack(triple: tuple[tuple[Floats, Floats], ...], item: int) -> Floats:
    return np.stack([corner[item] for corner in triple], axis=1)


def _planes(xy: Floats, values: Floats) -> Floats:
    """(m, 3) coefficients a, b, c of value = a x + b y + c over each triangle."""
    edge_1, edge_2 = xy[:, 1] - xy[:, 0], xy[:, 2] - xy[:, 0]
    area = edge_1[:, 0] * edge_2[:, 1] - edge_1[:, 1] * edge_2[:, 0]
    area = np.where(np.abs(area) < 1e-12, np.inf, area)
    d1, d2 = values[:, 1] - values[:, 0], values[:, 2] - values[:, 0]
    a = (d1 * edge_2[:, 1] - d2 * edge_1[:, 1]) / area
    b = (d2 * edge_1[:, 0] - d1 * edge_2[:, 0]) / area
    return np.stack([a, b, values[:, 0] - a * xy[:, 0, 0] - b * xy[:, 0, 1]], axis=1)


def _rows(xy: Floats, height: int) -> tuple[Ints, Ints]:
    """Every (row, triangle) pair whose row's centre line can meet the triangle."""
    low = np.clip(np.ceil(_least(xy[:, :, 1]) - 0.5), 0, height).astype(np.int64)
    high = np.clip(np.ceil(-_least(-xy[:, :, 1]) - 0.5), 0, height).astype(np.int64)
    rows, triangles = _expand(low, np.maximum(low, high))
    return rows, triangles


def _expand(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """All integers of the ranges [low, high), with the number of the range each comes from."""
    counts = high - low
    index = np.repeat(np.arange(len(low)), counts)
    first = np.cumsum(counts) - counts
    return np.arange(len(index)) - first[index] + low[index], index


def _spans(xy: Floats, rows: Ints, triangles: Ints, width: int) -> tuple[Ints, Ints]:
    """First and one-past-last pixel of each row inside its triangle."""
    y = rows + 0.5
    left, right = np.full(len(rows), np.inf), np.full(len(rows), -np.inf)
    for first in range(3):
        a, b = _downward(xy[:, first], xy[:, (first + 1) % 3])
        a, b = a[triangles], b[triangles]
        crosses = (a[:, 1] <= y) != (b[:, 1] <= y)
        with np.errstate(divide="ignore", invalid="ignore"):
            x = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1])
        left = np.where(crosses, np.minimum(left, x), left)
        right = np.where(crosses, np.maximum(right, x), right)
    low = np.clip(np.ceil(np.nan_to_num(left, posinf=width) - 0.5), 0, width)
    high = np.clip(np.ceil(np.nan_to_num(right, neginf=0) - 0.5), 0, width)
    return low.astype(np.int64), high.astype(np.int64)


def _downward(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Edges from their upper end: two triangles round the edge they share the same way, leaving no gap."""
    turned = ((a[:, 1] > b[:, 1]) | ((a[:, 1] == b[:, 1]) & (a[:, 0] > b[:, 0])))[:, None]
    return np.where(turned, b, a), np.where(turned, a, b)
