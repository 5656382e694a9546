"""A room's scan stood up and straightened: metres, floor at 0, walls along X and Y where most of them are."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import KDTree

from tools.cloud.cloud import Cloud, Floats
from tools.cloud.posing import estimated_normals
from tools.errors import InputError

EVEN = 0.025
"""Metres: a scan is evened to one point in a cube of this side."""
BIN = 0.02
LEVEL = 0.85
"""Of a normal's z: above it a surface is level."""
LOWEST, HIGHEST = 1.8, 6.0
"""Metres of a room's height."""


@dataclass(frozen=True)
class Room:
    """A scan as a room stands.

    Attributes:
        points: (n, 3) metres, floor at 0, the middle of its box at x = y = 0.
        normals: (n, 3), their sign open.
        colours: (n, 3) 0 to 1, or None.
        height: of the ceiling, metres.
        ceiling: whether the scan has one; else the height is that of the highest points.
        turn: (3, 3) from the file's axes.
        shift: what of the turned points, in metres, lies at the origin.
        scale: metres of the file's unit.
        notes: what was done, a line each.
    """

    points: Floats
    normals: Floats
    colours: Floats | None
    height: float
    ceiling: bool
    turn: Floats
    shift: Floats
    scale: float
    notes: tuple[str, ...]


def leveled(cloud: Cloud) -> Room:
    """A scan stood up.

    Raises:
        InputError: it has no floor of a room's size.
    """
    extent = float(np.ptp(np.percentile(cloud.points, (1, 99), axis=0), axis=0).max())
    scale = 1.0 if extent < 40 else 0.01 if extent < 4000 else 0.001
    points = cloud.points * scale
    notes = list(cloud.notes)
    if scale < 1:
        notes.append(f"unit taken to be {scale:g} m: the scan is {extent:.0f} of it wide")
    _, first = np.unique(np.floor(points / EVEN).astype(np.int64), axis=0, return_index=True)
    kept = np.sort(first)
    points = points[kept]
    colours = None if cloud.colours is None else cloud.colours[kept]
    normals = estimated_normals(points) if cloud.normals is None else cloud.normals[kept]
    turn, said = _upright(points, normals)
    points, normals = points @ turn.T, normals @ turn.T
    low, high, ceiling = _levels(points, normals)
    spin = _square(points, normals, high - low)
    c, s = math.cos(spin), math.sin(spin)
    about = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    points, normals = points @ about.T, normals @ about.T
    ends = np.percentile(points, (0.2, 99.8), axis=0)
    shift = np.array([*(ends[:, :2].mean(axis=0)), low])
    inside = (points[:, 2] > low - 0.15) & (points[:, 2] < high + 0.2)
    return Room(
        points[inside] - shift, normals[inside], None if colours is None else colours[inside],
        round(high - low, 3), ceiling, about @ turn, shift, scale,
        (*notes, *said, f"turned by {math.degrees(spin):.1f} degrees" if abs(spin) > 0.01 else ""),
    )  # fmt: skip


def _upright(points: Floats, normals: Floats) -> tuple[Floats, list[str]]:
    """Which axis is up: the one across which most surface lies in two levels, the fuller half below."""
    best, share = 2, 0.0
    for axis in (2, 1, 0):
        flat = np.abs(normals[:, axis]) > LEVEL
        counts = np.sort(np.histogram(points[flat, axis], bins=_bins(points[:, axis]))[0])[::-1]
        # A floor and a ceiling are one bin each; walls across another axis are, too, but smaller.
        found = float(counts[:3].sum()) / len(points) * (1.15 if axis == 2 else 1.0)
        if found > share:
            best, share = axis, found
    order = {2: np.eye(3), 1: np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]]),
             0: np.array([[0, 0, -1.0], [0, 1, 0], [1, 0, 0]])}[best]  # fmt: skip
    z = points @ order[2]
    low, high = np.percentile(z, (1, 99))
    inner = z[(z > low + 0.1 * (high - low)) & (z < high - 0.1 * (high - low))]
    said = [] if best == 2 else [f"up taken to be {'xyz'[best]}"]
    if len(inner) and best != 2 and float((inner < (low + high) / 2).mean()) < 0.5:
        order = np.diag([1.0, -1.0, -1.0]) @ order
        said = [f"up taken to be -{'xyz'[best]}"]
    return order, said


def _bins(values: Floats) -> Floats:
    return np.arange(float(values.min()) - BIN, float(values.max()) + 2 * BIN, BIN)


def _levels(points: Floats, normals: Floats) -> tuple[float, float, bool]:
    """Floor and ceiling; without a ceiling the height of the highest points."""
    flat = np.abs(normals[:, 2]) > LEVEL
    counts, edges = np.histogram(points[flat, 2], bins=_bins(points[:, 2]))
    smooth = np.convolve(counts, (1, 1, 1), "same")
    strong = np.nonzero(smooth > 0.25 * smooth.max())[0]
    low = float(edges[strong[0]] + edges[strong[0] + 1]) / 2
    low = float(np.median(points[flat & (np.abs(points[:, 2] - low) < 0.05), 2]))
    tops = [k for k in strong if LOWEST < edges[k] - low < HIGHEST]
    if tops:
        high = float(edges[tops[-1]] + edges[tops[-1] + 1]) / 2
        near = points[flat & (np.abs(points[:, 2] - high) < 0.05)]
        cells = len(np.unique(np.floor(near[:, :2] / 0.2), axis=0))
        whole = len(np.unique(np.floor(points[:, :2] / 0.2), axis=0))
        if cells > 0.4 * whole:
            return low, float(np.median(near[:, 2])), True
    high = float(np.percentile(points[:, 2], 99.7))
    if high - low < 0.5:
        raise InputError("the scan has a floor and next to nothing above it: give a scan of a furnished room")
    return low, high if high - low > LOWEST else low + 2.6, False


def _square(points: Floats, normals: Floats, height: float) -> float:
    """Radians to turn so that most upright faces lie along X and Y; 0 where they do."""
    upright = np.abs(normals[:, 2]) < 0.2
    angle = np.degrees(np.arctan2(normals[upright, 1], normals[upright, 0])) % 90.0
    if len(angle) < 100:
        return 0.0
    counts = np.histogram(angle, bins=180, range=(0, 90))[0].astype(float)
    smooth = sum(np.roll(counts, k) for k in range(-2, 3))
    peak = (int(np.argmax(smooth)) + 0.5) / 2
    off = (angle - peak + 45) % 90 - 45
    peak += float(np.median(off[np.abs(off) < 2.0]))
    turned = (-peak + 45.0) % 90.0 - 45.0
    return 0.0 if abs(turned) < 0.3 else math.radians(turned)


def near_count(points: Floats, k: int = 6) -> Floats:
    """Distance of each point to its k-th neighbour."""
    return np.asarray(KDTree(points).query(points, k)[0], dtype=np.float64)[:, -1]


def without_strays(room: Room) -> Room:
    """Without points that have no company: a scanner's ghosts."""
    far = near_count(room.points) > 0.15
    colours = None if room.colours is None else room.colours[~far]
    return replace(room, points=room.points[~far], normals=room.normals[~far], colours=colours)
