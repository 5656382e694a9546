"""A part's surface as few convex pieces: boxes and hulls, cut only where a hull would fill what is open."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import ConvexHull, QhullError

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
THIN = 0.0015
"""Metres that a piece is thick at least: thinner ones fall through what they lie on."""
WASTE = 0.12
"""Share of a hull that may be empty before it is cut."""
MUCH = 0.02
"""Cubic metres of emptiness (a low window's) that are worth a cut of anything."""
VOID = 0.01
"""Share of a slice's hull that is full below which it is a hole: what bounds it is only its rim."""
SMALL = 2e-4
"""Cubic metres of emptiness (a cup's) that are worth a cut."""
MANY = 10
"""Shells of a part that are kept apart; what has more is taken as one, and cut."""
FINE = 300
"""Triangles above which a coarser surface is used to find where to cut."""
PLAIN = 100
"""Triangles up to which a cut is tried wherever a corner lies."""
PLACES = 5
"""Places along each axis where a cut is tried."""


class Piece(NamedTuple):
    """Points whose hull is one convex piece: (n, 3) metres, and its volume."""

    points: Array
    volume: float


def shells(vertices: Array, triangles: NDArray[np.int32] | Ints) -> list[Array]:
    """Triangles (m, 3, 3) of every connected piece of a surface."""
    links = np.concatenate([triangles[:, :2], triangles[:, 1:]])
    ones = np.ones(len(links), dtype=np.int8)
    graph = coo_array((ones, (links[:, 0], links[:, 1])), shape=(len(vertices), len(vertices)))
    _, label = connected_components(graph, directed=False)
    own = label[triangles[:, 0]]
    order = np.argsort(own, kind="stable")
    starts = np.flatnonzero(np.diff(own[order])) + 1
    return [vertices[triangles[rows]] for rows in np.split(order, starts)]


def volume(corners: Array) -> float:
    """Cubic metres within a closed surface (m, 3, 3); of an open one something less."""
    a, b, c = np.moveaxis(corners - corners.mean(axis=(0, 1)), 1, 0)
    return abs(float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6))


def area(corners: Array) -> float:
    """Square metres of a surface (m, 3, 3)."""
    a, b, c = np.moveaxis(corners, 1, 0)
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)


def convex_pieces(part: list[Array], most: int) -> list[Piece]:
    """Convex pieces that together cover some shells, thin ones thickened.

    Args:
        part: triangles (m, 3, 3) of each shell.
        most: how many pieces at most where shells have to be cut or taken together.
    """
    if len(part) > MANY:
        return cut(np.concatenate(part), most, closed=False)
    made: list[Piece] = []
    for corners in part:
        made += cut(corners, most, closed=True)
    return made


def cut(corners: Array, most: int, *, closed: bool) -> list[Piece]:
    """Hulls of a surface's slices, sliced where that parts what is full from what is empty.

    Where to slice is found on a coarser surface, and done on this one.

    Args:
        corners: (m, 3, 3).
        most: how many at most.
        closed: whether it is one shell, whose volume tells how full a hull is.
    """
    whole = hull(corners)
    if most < 2 or (closed and whole.volume - volume(corners) < _worth(whole)):
        return [whole]
    rough = coarse(corners)
    slices = [_slice(rough, hull(rough), {})]
    found = [_best(slices[0])]
    made = [corners]
    while len(slices) < most:
        index = max(range(len(slices)), key=lambda k: found[k].saved)
        best = found[index]
        if best.saved <= 0.02 * sum(each.badness for each in slices):
            break
        halves = [sliced(made[index], best.axis, best.place, side) for side in (-1, 1)]
        if not all(len(half) for half in halves):
            found[index] = NO_CUT
            continue
        slices[index : index + 1] = best.halves
        found[index : index + 1] = [_best(half) for half in best.halves]
        made[index : index + 1] = halves
    full = [not closed or each.empty < (1 - VOID) * each.hull.volume for each in slices]
    return [hull(half) for half, kept in zip(made, full, strict=True) if kept] or [whole]


def _worth(around: Piece) -> float:
    """Cubic metres of emptiness from which a hull is cut."""
    return max(min(WASTE * around.volume, MUCH), SMALL)


class _Slice(NamedTuple):
    """A slice of a surface (m, 3, 3): its hull, how much of that is empty, its cuts by axis and side."""

    corners: Array
    hull: Piece
    empty: float
    cuts: dict[tuple[int, int], float]

    @property
    def badness(self) -> float:
        """What slicing makes less: emptiness, the worse the larger the hull it is spread in."""
        return 0.0 if self.empty < _worth(self.hull) else self.empty * self.hull.volume


class _Cut(NamedTuple):
    saved: float
    axis: int = 0
    place: float = 0.0
    halves: tuple[_Slice, ...] = ()


NO_CUT = _Cut(0.0)


def _slice(corners: Array, around: Piece, cuts: dict[tuple[int, int], float]) -> _Slice:
    full = _within(corners, cuts)
    empty = 0.0 if full is None else max(0.0, around.volume - full)
    return _Slice(corners, around, empty, cuts)


def _within(corners: Array, cuts: dict[tuple[int, int], float]) -> float | None:
    """Volume within a surface that was cut open: by the flux of a field that does not cross the cuts.

    The field along an axis crosses no cut across another axis, and none at its own zero. None where both
    sides of every axis were cut.
    """
    for axis in range(3):
        own = [cuts[axis, side] for side in (-1, 1) if (axis, side) in cuts]
        if len(own) < 2:
            zero = own[0] if own else float(corners[:, :, axis].mean())
            a, b, c = np.moveaxis(corners, 1, 0)
            across = np.cross(b - a, c - a)[:, axis] / 2
            return abs(float(((corners[:, :, axis].mean(axis=1) - zero) * across).sum()))
    return None


def _best(soup: _Slice) -> _Cut:
    """The single cut after which least is empty."""
    best = NO_CUT
    if not soup.badness:
        return best
    flat = soup.corners.reshape(-1, 3)
    low, high = flat.min(axis=0), flat.max(axis=0)
    for axis in range(3):
        for place in _places(flat[:, axis], low[axis], high[axis]):
            halves: list[_Slice] = []
            saved = soup.badness
            for side in (-1, 1):
                half = sliced(soup.corners, axis, place, side)
                if not len(half):
                    break
                halves.append(_slice(half, hull(half), {**soup.cuts, (axis, -side): place}))
                saved -= halves[-1].badness
                if saved <= best.saved:
                    break  # whatever the other half is, a better cut is known
            else:
                best = _Cut(saved, axis, place, tuple(halves))
    return best


def _places(values: Array, low: float, high: float) -> list[float]:
    """Where to try a cut along an axis: where corners lie, which is where the shape changes."""
    margin = 2 * THIN
    found = np.unique(np.round(values, 3))
    found = found[(found > low + margin) & (found < high - margin)]
    if len(found) > (PLACES if len(values) > 3 * PLAIN else PLAIN):
        found = found[np.linspace(0, len(found) - 1, PLACES).astype(int)]
    return [float(x) for x in found]


def coarse(corners: Array) -> Array:
    """The same surface with at most some hundred triangles of sizes that matter, (k, 3, 3)."""
    if len(corners) <= FINE:
        return corners
    flat = corners.reshape(-1, 3)
    low = flat.min(axis=0)
    for cells in (32, 20, 12):
        step = float(np.ptp(flat, axis=0).max()) / cells
        snapped = np.round((flat - low) / step).astype(np.int64).reshape(-1, 3, 3)
        a, b, c = np.moveaxis(snapped, 1, 0)
        kept = (a != b).any(axis=1) & (b != c).any(axis=1) & (a != c).any(axis=1)
        made = np.unique(snapped[kept].reshape(-1, 9), axis=0).reshape(-1, 3, 3) * step + low
        if len(made) <= FINE:
            break
    return np.asarray(made if len(made) >= 4 else corners, float)


def sliced(corners: Array, axis: int, place: float, side: int) -> Array:
    """The triangles (m, 3, 3) on one side of a plane across an axis, cut ones cut.

    Args:
        corners: (m, 3, 3).
        axis: 0, 1 or 2.
        place: of the plane, metres.
        side: 1 keeps what is beyond, -1 what is before.
    """
    return parted(corners, (corners[:, :, axis] - place) * side)


def parted(corners: Array, height: Array) -> Array:
    """The triangles (m, 3, 3) whose corners have a positive height (m, 3), cut where it is 0."""
    inside = height > 1e-9
    count = inside.sum(axis=1)
    kept = [corners[count == 3]]
    for wanted in (1, 2):
        rows = np.flatnonzero(count == wanted)
        if not len(rows):
            continue
        # The corner that is alone on its side comes first.
        alone = np.argmax(inside[rows] == (wanted == 1), axis=1)
        order = (alone[:, None] + np.arange(3)) % 3
        turned = np.take_along_axis(corners[rows], order[:, :, None], axis=1)
        up = np.take_along_axis(height[rows], order, axis=1)
        a, b, c = turned[:, 0], turned[:, 1], turned[:, 2]
        ab = a + (b - a) * (up[:, 0] / (up[:, 0] - up[:, 1]))[:, None]
        ac = a + (c - a) * (up[:, 0] / (up[:, 0] - up[:, 2]))[:, None]
        if wanted == 1:
            kept.append(np.stack([a, ab, ac], axis=1))
        else:
            kept += [np.stack([ab, b, c], axis=1), np.stack([ab, c, ac], axis=1)]
    return np.concatenate(kept)


def hull(corners: Array) -> Piece:
    """The convex hull of some triangles (m, 3, 3), thickened where it is flat."""
    found = _hull(corners.reshape(-1, 3))
    if found is not None:
        return found
    points = np.unique(np.round(corners.reshape(-1, 3), 5), axis=0)
    low, high = points.min(axis=0), points.max(axis=0)
    for grown in (_pillow(points), _box(low, high)):
        found = _hull(grown)
        if found is not None:
            return found
    raise AssertionError("a box of some thickness has a hull")


def _hull(points: Array) -> Piece | None:
    """The hull of points; None where they lie in a plane."""
    if len(points) < 4:
        return None
    try:
        found = ConvexHull(points)
    except QhullError:
        return None
    corners = points[found.vertices]
    if np.ptp(corners @ found.equations[:, :3].T, axis=0).min() < THIN * 0.99:
        return None
    return Piece(corners, float(found.volume))


def _pillow(points: Array) -> Array:
    """Points of something flat, moved apart across it."""
    middle = points.mean(axis=0)
    _, _, axes = np.linalg.svd(points - middle, full_matrices=True)
    off = axes[2] * THIN / 2
    return np.concatenate([points + off, points - off])


def _box(low: Array, high: Array) -> Array:
    """Corners of a box around what has hardly any extent."""
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, THIN / 2)
    signs = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    return np.asarray(middle + signs * half)
