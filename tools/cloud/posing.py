"""From a file's points to an object on the floor: outliers, noise, up, turn about Z, unit."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.spatial import ConvexHull, KDTree, QhullError

from tools.cloud.cloud import Cloud, Floats, thinned
from tools.cloud.seen import Seen, seen_from
from tools.errors import InputError

Up = Literal["auto", "x", "y", "z", "-x", "-y", "-z"]
WORKED = 24_000
"""Points an object is fitted to."""
CELLS = 160
"""An uneven cloud is evened to one point in a cube of this part of its longest side, where it has more."""
ALONE = 0.04
"""A point whose eighth neighbour is further than this part of the longest side is no point of the object."""
NOISY, CROWDED = 0.25, 0.028
"""Scatter across a patch of seven neighbours as a part of that along it, which nine patches in ten of a noisy
cloud exceed, and the spacing (as a part of the longest side) up to which that tells noise. Of twenty objects'
scans clean ones showed at most 0.19, those with 1 % of noise 0.31 and more; patches of sparse ones bend
around edges and legs and show up to 0.30."""
FACES = 1.3
"""Standard deviations by which noisy points stick out at an end, 0.3 % of them left out: half way
between a wide face there (2.3) and the feet of thin legs (about 0.5)."""
UNITS = {"m": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254, "ft": 0.3048}


@dataclass(frozen=True)
class Posed:
    """A cloud as an object stands: metres, Z up, the middle of its footprint at the origin, underside at 0.

    Attributes:
        cloud: the points, evened and without outliers.
        size: its box along X, Y, Z, metres.
        turn: (3, 3) from the file's axes to these; a rotation.
        middle: what of the file's turned points lies at the origin, in its unit.
        scale: metres of the file's unit.
        noise: scatter off the surface, metres; 0 for clean points.
        spacing: median distance of a point to its nearest, metres.
        sure: whether the unit was given, or follows from a category.
        seen: from where one scanner saw it; None when it was seen from all around.
    """

    cloud: Cloud
    size: tuple[float, float, float]
    turn: Floats
    middle: Floats
    scale: float
    noise: float
    spacing: float
    sure: bool
    seen: Seen | None = None

    @property
    def points(self) -> Floats:
        """(n, 3) metres."""
        return self.cloud.points

    @property
    def longest(self) -> float:
        """The longest side, metres."""
        return max(self.size)

    def turned(self, quarters: int) -> Posed:
        """The same turned by quarters of a circle about Z, counter-clockwise from above."""
        turn = quarter(quarters)
        normals = self.cloud.normals
        cloud = replace(
            self.cloud, points=self.points @ turn.T, normals=None if normals is None else normals @ turn.T
        )
        w, d, h = self.size
        size = (d, w, h) if quarters % 2 else (w, d, h)
        seen = None if self.seen is None else self.seen.turned(turn)
        turned = turn @ self.turn
        return replace(self, cloud=cloud, size=size, turn=turned, middle=turn @ self.middle, seen=seen)


def quarter(quarters: int) -> Floats:
    """(3, 3) quarters of a circle about Z, counter-clockwise from above."""
    c, s = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters % 4]
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def posed(
    cloud: Cloud,
    *,
    up: Up = "auto",
    scale: float | None = None,
    longest: float | None = None,
    usual: tuple[float, float, float] | None = None,
) -> Posed:
    """An object's cloud cleaned and stood up.

    Args:
        cloud: as read.
        up: which of the file's axes points up; "auto" looks for what it stands on.
        scale: metres of the file's unit.
        longest: its longest side in metres, instead.
        usual: size of such a thing, for the unit.

    Raises:
        InputError: nothing is left.
    """
    kept = without_outliers(evened(cloud))
    if len(kept) < 30:
        raise InputError("of these points no object is left: they lie too far from each other")
    turn, said = upright(kept.points, up)
    kept = _rotated(kept, turn).noted(*said)
    reach = float(np.ptp(kept.points, axis=0).max())
    noise = scatter(kept.points)
    calm = smoothed(kept, noise) if noise else kept
    if noise:
        kept = kept.noted(f"its points scatter by {100 * noise / reach:.1f} % of its size")
    spin = math.radians(straightened(calm))
    c, s = math.cos(spin), math.sin(spin)
    about = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    kept = _rotated(kept, about)
    if abs(spin) > 1e-9:
        kept = kept.noted(f"turned by {math.degrees(spin):.1f} degrees about its upright axis")
    low, high = _ends(kept.points, 0.003 if noise else 0.0004)
    low, high = low + FACES * noise, high - FACES * noise
    metres, sure, words = unit_of(high - low, scale, longest, usual)
    middle = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]])
    moved = replace(kept.noted(words), points=(kept.points - middle) * metres)
    w, d, h = (max(float(v), 1e-3) for v in (high - low) * metres)
    near = float(np.median(gaps(moved.points, 2)[:, 1]))
    seen = seen_from(moved.points, near)
    if seen is not None:
        moved = moved.noted("seen from one side only: what that hides is taken from its shape")
    return Posed(moved, (w, d, h), about @ turn, middle, metres, noise * metres, near, sure, seen)


def evened(cloud: Cloud) -> Cloud:
    """At most one point in each small cube, and no more than are worked on."""
    side = float(np.ptp(np.percentile(cloud.points, (2, 98), axis=0), axis=0).max()) / CELLS
    if len(cloud) <= 4000 or side <= 0:
        return thinned(cloud, WORKED)
    order = np.random.default_rng(0).permutation(len(cloud))
    cells = np.floor(cloud.points[order] / side).astype(np.int64)
    _, first = np.unique(cells, axis=0, return_index=True)
    return thinned(cloud.take(np.sort(order[first])), WORKED)


def without_outliers(cloud: Cloud) -> Cloud:
    """Without points that have no company."""
    reach = float(np.ptp(np.percentile(cloud.points, (2, 98), axis=0), axis=0).max())
    eighth = gaps(cloud.points, 9)[:, -1]
    far = eighth > max(ALONE * reach, 5 * float(np.median(eighth)))
    if not far.any():
        return cloud
    return cloud.take(~far, f"{int(far.sum()):,} points far from all others left out")


def gaps(points: Floats, k: int) -> Floats:
    """(n, k) distances from each point to its nearest, itself first, of at most 24,000 points."""
    found = KDTree(points).query(points[:WORKED], min(k, len(points)))
    return np.asarray(found[0], dtype=np.float64).reshape(min(len(points), WORKED), -1)


def spacings(points: Floats, k: int = 5) -> Floats:
    """(n,) the side of the square of surface that each point stands for, from its k-th neighbour's distance.

    Within a disc of radius r on a surface lie k points, each on pi r^2 / k of it.
    """
    found = KDTree(points).query(points, min(k + 1, len(points)))
    return np.asarray(np.asarray(found[0])[:, -1] * math.sqrt(math.pi / k), dtype=np.float64)


def even(points: Floats, spacing: Floats, count: int) -> Floats:
    """Some of a cloud's points, evenly over its surface however unevenly it was scanned, in no order."""
    pick = np.random.default_rng(0)
    if len(points) <= count:
        return np.asarray(points[pick.permutation(len(points))])
    area = np.minimum(spacing, 3 * float(np.median(spacing))) ** 2  # strays stand for little
    return np.asarray(points[pick.choice(len(points), count, replace=False, p=area / area.sum())])


def scatter(points: Floats) -> float:
    """How far points scatter off their surface: one standard deviation, in their unit; 0 for clean points.

    The smallest eigenvalue of a neighbourhood's covariance is the variance across the surface, where that is
    flat and the neighbourhood wider than the scatter; edges and curves make it larger: a low third speaks.
    """
    some = points[np.random.default_rng(0).permutation(len(points))[:1200]]
    tree, reach = KDTree(points), float(np.ptp(points, axis=0).max())
    few = np.linalg.eigvalsh(_covariances(points[tree.query(some, min(7, len(points)))[1]]))
    across, along = np.sqrt(np.maximum(few[:, 0], 0.0)), np.sqrt(np.maximum(few[:, 1], 1e-24))
    sparse = float(np.median(spacings(points))) > CROWDED * reach
    if sparse or float(np.percentile(across / along, 10)) < NOISY:
        return 0.0
    many = np.linalg.eigvalsh(_covariances(points[tree.query(some, min(32, len(points)))[1]]))[:, 0]
    return float(np.sqrt(max(float(np.percentile(many, 30)), 0.0)))


def _covariances(near: Floats) -> Floats:
    centred = near - near.mean(axis=1, keepdims=True)
    return np.asarray(np.einsum("nki,nkj->nij", centred, centred) / near.shape[1])


def smoothed(cloud: Cloud, noise: float) -> Cloud:
    """Points moved onto the plane of their neighbours, twice; outliers across it weigh little."""
    points = cloud.points
    spacing = float(np.median(gaps(points, 2)[:, 1]))
    k = int(np.clip(24 * (noise / max(spacing, 1e-12)) ** 0.5, 16, 48))
    for _ in range(2):
        near = points[KDTree(points).query(points, min(k, len(points)))[1]]
        middle = np.median(near, axis=1)
        _, vectors = np.linalg.eigh(_covariances(near))
        normal = vectors[:, :, 0]
        points = points - normal * np.einsum("ni,ni->n", points - middle, normal)[:, None]
    return replace(cloud, points=points)


def estimated_normals(points: Floats, k: int = 14) -> Floats:
    """(n, 3) directions across the surface, without a sign, from the neighbourhoods' covariance."""
    near = points[KDTree(points).query(points, min(k, len(points)))[1]]
    _, vectors = np.linalg.eigh(_covariances(near))
    return np.asarray(vectors[:, :, 0])


def upright(points: Floats, up: Up) -> tuple[Floats, tuple[str, ...]]:
    """A rotation that puts up along +Z, and what to say of it."""
    turns = {
        "z": np.eye(3), "-z": np.diag([1.0, -1, -1]), "y": np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]]),
        "-y": np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]]),
        "x": np.array([[0, 0, -1.0], [0, 1, 0], [1, 0, 0]]),
        "-x": np.array([[0, 0, 1.0], [0, 1, 0], [-1, 0, 0]]),
    }  # fmt: skip
    if up != "auto":
        return turns[up], ()
    stands = {axis: _stands(points @ turns[axis].T) for axis in ("z", "y")}
    if stands["z"] or not stands["y"]:
        return turns["z"], ("up taken to be z",)
    return turns["y"], ("up taken to be y: on z it would fall over",)


def _stands(points: Floats) -> bool:
    """Whether a thing's middle lies over what of it touches the ground."""
    low, high = np.percentile(points[:, 2], (0.2, 99.8))
    feet = points[points[:, 2] < low + 0.04 * (high - low)][:, :2]
    middle = (points[:, :2].min(axis=0) + points[:, :2].max(axis=0)) / 2
    try:
        hull = ConvexHull(feet)
    except (QhullError, ValueError):
        return False
    inside = hull.equations[:, :2] @ middle + hull.equations[:, 2] <= 1e-9
    wide = np.ptp(points[:, :2], axis=0)
    return bool(inside.all() and hull.volume > 0.02 * wide[0] * wide[1])


def straightened(cloud: Cloud) -> float:
    """Degrees to turn about Z so that its sides lie along X and Y; 0 where the file's own turn is as good."""
    flat = cloud.points[:, :2]
    choices = [0.0]
    normals = cloud.normals if cloud.normals is not None else estimated_normals(cloud.points)
    level = np.abs(normals[:, 2]) < 0.3
    if level.sum() > 30:
        angle = np.arctan2(normals[level, 1], normals[level, 0])
        bins = np.histogram(np.mod(np.degrees(angle), 90.0), bins=90, range=(0, 90))[0].astype(float)
        smooth = sum(np.roll(bins, k) * w for k, w in ((-2, 0.5), (-1, 1.0), (0, 1.0), (1, 1.0), (2, 0.5)))
        peak = int(np.argmax(smooth))
        off = (np.degrees(angle) - peak - 0.5 + 45.0) % 90.0 - 45.0
        close = np.abs(off) < 3.0
        choices.append(-(peak + 0.5 + float(np.median(off[close]))) if close.any() else 0.0)
    try:
        hull = flat[ConvexHull(flat).vertices]
    except (QhullError, ValueError):
        return 0.0
    edges = np.diff(np.vstack([hull, hull[:1]]), axis=0)
    choices += (-np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))).tolist()
    areas = [_area(hull, angle) for angle in choices]
    best = min(areas)
    for angle, area in zip(choices[:2], areas[:2], strict=False):  # as it came; as its sides say
        if area < best * (1.01 if angle == 0.0 else 1.06):
            return _least_turn(angle)
    return _least_turn(choices[int(np.argmin(areas))])


def _least_turn(angle: float) -> float:
    """The same up to quarters, in -45 to 45; what is less than half a degree is none."""
    turned = (angle + 45.0) % 90.0 - 45.0
    return 0.0 if abs(turned) < 0.4 else turned


def _area(hull: Floats, degrees: float) -> float:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    wide = np.ptp(hull @ np.array([[c, s], [-s, c]]), axis=0)
    return float(wide[0] * wide[1])


def _ends(points: Floats, share: float) -> tuple[Floats, Floats]:
    """The box, without the share of points that stick out farthest on each side."""
    count = max(2, round(share * len(points)))
    ranked = np.sort(points, axis=0)
    return ranked[count - 1], ranked[-count]


def unit_of(
    extent: Floats,
    scale: float | None,
    longest: float | None,
    usual: tuple[float, float, float] | None,
) -> tuple[float, bool, str]:
    """Metres of the file's unit, whether that is sure, and a line that says why."""
    side = float(extent.max())
    if scale is not None:
        return scale, True, f"unit given: {scale:g} m"
    if longest is not None:
        return longest / side, True, f"longest side given: {longest:g} m"
    if usual is not None:
        wanted = float(np.log(np.sort(usual)).mean())
        have = float(np.log(np.sort(np.maximum(extent, 1e-3 * side))).mean())
        name, factor = min(UNITS.items(), key=lambda item: abs(have + math.log(item[1]) - wanted))
        if abs(have + math.log(factor) - wanted) < math.log(1.5):
            return factor, True, f"unit taken to be {name}: {side * factor:.2f} m is its longest side"
        longest = max(usual)
        return (
            longest / side,
            False,
            f"no unit fits: its longest side taken to be {longest:.2f} m, as is usual",
        )
    name = "m" if side <= 6.0 else "cm" if side <= 600.0 else "mm"
    factor = UNITS[name]
    return (
        factor,
        False,
        f"unit guessed to be {name}: {side * factor:.2f} m is its longest side (--scale says it)",
    )


def _rotated(cloud: Cloud, turn: Floats) -> Cloud:
    normals = cloud.normals
    return replace(cloud, points=cloud.points @ turn.T, normals=None if normals is None else normals @ turn.T)
