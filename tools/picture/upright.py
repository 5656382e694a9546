"""The camera when no wall tops are seen: from upright lines, the floor's edges and the picture's own lines.

Four numbers: the pixel where uprights meet (the nadir), the focal length, and the room's turn. Each family of
evidence pulls at them with its own uncertainty, and what is left open is stated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from tools.picture import polygon
from tools.picture.manhattan import Frame
from tools.picture.slant import off_axis
from tools.pinhole import Camera
from tools.survey import Point

Array = NDArray[np.float64]
Upright = tuple[Point, Point]

END_PX = 0.0015
"""Ends of lines marked by eye are off by about this part of the picture's diagonal."""
LEVEL = 15.0
"""Degrees from straight down that pictures from above usually are within, one standard deviation."""
SURE_LINES, LOOSE_LINES = 0.7, 5.0
"""Degrees by which the picture's own lines miss the nadir when they fit well, and when they do not."""
FEW_UPRIGHT = 0.04
"""Share of upright line length below which the picture's lines hardly tell the nadir."""
FOCAL_SEEN = 0.02
"""Loss of line fit under a wrong focal length above which the lines are taken to show it."""
FOCAL_FROM_LINES, FOCAL_UNSEEN = 0.15, 1.0
"""Spread of the logarithm of a focal length that lines show, and of one that they do not."""
WALLS = 45.0
"""Degrees within which an edge of the floor is held to the room's axes: all are, or turns would be free."""
SHORTEST = 8.0
"""Pixels: a shorter upright line has no direction."""


class Evidence(NamedTuple):
    """What there is to solve from.

    Attributes:
        size: (width, height) of the picture, pixels.
        floor: (n, 2) corners of the floor, pixels.
        uprights: (m, 2, 2) ends of lines that are upright in the room, pixels.
        frame: of the picture's own lines, or None.
        focal: pixels, and its spread.
    """

    size: tuple[int, int]
    floor: Array
    uprights: Array
    frame: Frame | None
    focal: tuple[float, float]


class Solved(NamedTuple):
    """The camera, one unit above the floor, below it the origin.

    Attributes:
        tilt_error: degrees, one standard deviation.
        focal_error: of the focal length's logarithm.
        rms: pixels by which the marked lines miss; 0 without such lines.
        families: what it rests on, in words.
    """

    camera: Camera
    floor: Array
    tilt_error: float
    focal_error: float
    rms: float
    families: list[str]


def solve_upright(evidence: Evidence) -> Solved | None:
    """The best of several starts; None when no start sees the whole floor below the horizon."""
    found = []
    for start in _starts(evidence):
        if _ground(start, evidence) is None:
            continue
        solved = least_squares(
            _misfits, start, args=(evidence,), method="trf", x_scale=_steps(evidence), max_nfev=80
        )
        if _ground(solved.x, evidence) is not None:
            found.append(solved)
    if not found:
        return None
    best = min(found, key=lambda f: f.cost)
    slope = np.asarray(best.jac)
    cov = np.linalg.pinv(slope.T @ slope)
    camera, ground = _camera(best.x, evidence), _ground(best.x, evidence)
    assert ground is not None
    focal = math.exp(best.x[2])
    # the nadir lies focal * tan(tilt) from the middle
    tilt_error = math.degrees(math.sqrt(float(max(cov[0, 0], cov[1, 1]))) / focal)
    misses = _line_misses(best.x, evidence)
    return Solved(
        camera, ground, tilt_error, math.sqrt(float(cov[2, 2])),
        float(np.sqrt((misses**2).mean())) if len(misses) else 0.0, families(evidence),
    )  # fmt: skip


def families(evidence: Evidence) -> list[str]:
    """What tells the tilt, in words."""
    told = []
    if len(evidence.uprights):
        told.append(f"{len(evidence.uprights)} upright lines that were marked")
    if evidence.frame is not None:
        told.append(
            "the picture's own lines"
            if evidence.frame.upright >= FEW_UPRIGHT
            else "the picture's level lines"
        )
    return [*told, "the floor's edges"]


def _starts(evidence: Evidence) -> list[Array]:
    focal = math.log(evidence.focal[0])
    starts = [np.array([0.0, 0.0, focal, 0.0])]
    if evidence.frame is not None:
        u, v = evidence.frame.nadir - np.array(evidence.size) / 2
        starts.append(np.array([u, v, math.log(evidence.frame.focal), math.radians(evidence.frame.yaw)]))
    if len(evidence.uprights) >= 2:
        ends = evidence.uprights - np.array(evidence.size) / 2
        first, second = (np.column_stack([ends[:, k] / 1e3, np.ones(len(ends))]) for k in (0, 1))
        lines = np.cross(first, second)
        point = np.linalg.svd(lines)[2][-1]
        if abs(point[2]) > 1e-6:
            starts.append(np.array([point[0] / point[2] * 1e3, point[1] / point[2] * 1e3, focal, 0.0]))
    more = []
    for start in starts:
        ground = _ground(start, evidence)
        if ground is not None:
            more.append(start + np.array([0.0, 0.0, 0.0, _turn(ground)]))
    return [*starts, *more]


def _turn(ground: Array) -> float:
    """Radians, in the picture's sense, by which the longest wall is turned from the nearest axis."""
    sides = np.roll(ground, -1, axis=0) - ground
    longest = sides[int(np.argmax(np.hypot(*sides.T)))]
    angle = math.atan2(longest[1], longest[0])
    return -((angle + math.pi / 4) % (math.pi / 2) - math.pi / 4)


def _steps(evidence: Evidence) -> Array:
    side = max(evidence.size)
    return np.array([0.05 * side, 0.05 * side, 0.2, 0.1])


def _axes(p: Array) -> Array:
    """(3, 3) world to camera: columns x, y, z of the room for nadir (u, v), log focal length and turn."""
    down = np.array([p[0], p[1], math.exp(p[2])])
    down /= np.linalg.norm(down)
    first = np.array([math.cos(p[3]), math.sin(p[3]), 0.0])
    first -= down * (first @ down)
    first /= np.linalg.norm(first)
    return np.column_stack([first, -np.cross(down, first), -down])


def _ground(p: Array, evidence: Evidence) -> Array | None:
    """The floor's corners (n, 2) in camera heights; None when one lies at the horizon or beyond."""
    middle = np.array(evidence.size) / 2
    rays = np.column_stack(
        [(evidence.floor - middle) / math.exp(p[2]), np.ones(len(evidence.floor))]
    ) @ _axes(p)
    if rays[:, 2].max() > -0.02:
        return None
    return np.asarray(-rays[:, :2] / rays[:, 2:])


def _camera(p: Array, evidence: Evidence) -> Camera:
    camera = Camera.overhead(*evidence.size, math.exp(float(p[2])), (0.0, 0.0, 1.0))
    return camera.model_copy(update={"rotation": tuple(map(tuple, _axes(p).tolist()))})


def _line_misses(p: Array, evidence: Evidence) -> Array:
    """Pixels (m,) by which upright lines miss the rays from the nadir through their near ends."""
    if not len(evidence.uprights):
        return np.empty(0)
    ends = evidence.uprights - np.array(evidence.size) / 2 - p[:2]
    order = np.argsort((ends**2).sum(2), axis=1)
    near, far = (np.take_along_axis(ends, order[:, k, None, None], 1)[:, 0] for k in (0, 1))
    # against the middle of the line: a nadir within a line's reach has no direction to it
    middle = (near + far) / 2
    along = far - near
    cross = along[:, 0] * middle[:, 1] - along[:, 1] * middle[:, 0]
    return np.asarray(cross / np.maximum(np.hypot(*middle.T), 1.0))


def _misfits(p: Array, evidence: Evidence) -> Array:
    noise = END_PX * math.hypot(*evidence.size)
    focal = math.exp(p[2])
    misses = _line_misses(p, evidence) / (1.4 * noise)
    parts = [
        np.sign(misses) * np.sqrt(np.log1p(misses**2 / 4) * 4)
    ]  # a line that is not upright costs little
    ground = _ground(p, evidence)
    if ground is None:
        return np.full(len(misses) + len(evidence.floor) + 7, 1e3)
    askew = off_axis(ground, polygon.axis_edges(ground, within=WALLS)) * focal / (2 * noise)
    parts.append(np.sign(askew) * np.sqrt(np.log1p(askew**2)))
    parts.append(np.array([(p[2] - math.log(evidence.focal[0])) / evidence.focal[1], p[3] / 0.8]))
    level = focal * math.tan(math.radians(LEVEL))
    parts.append(p[:2] / level)
    parts.append(_from_lines(p, evidence))
    return np.concatenate(parts)


def _from_lines(p: Array, evidence: Evidence) -> Array:
    """(3,) how far the camera is from what the picture's own lines say, in their standard deviations."""
    frame = evidence.frame
    if frame is None:
        return np.zeros(3)
    # uprights meet in a pixel, whatever the focal length is
    off = (p[:2] - (frame.nadir - np.array(evidence.size) / 2)) / frame.focal
    spread = math.radians(lines_error(frame))
    focal = (p[2] - math.log(frame.focal)) / focal_error(frame)
    return np.array([off[0] / spread, off[1] / spread, focal])


def focal_error(frame: Frame) -> float:
    """Spread of the logarithm of a frame's focal length."""
    return FOCAL_FROM_LINES if frame.focal_loss > FOCAL_SEEN else FOCAL_UNSEEN


def lines_error(frame: Frame) -> float:
    """Degrees by which a frame's nadir may be off."""
    fit = min(1.0, max(0.0, (frame.inliers - 0.5) / 0.25))
    seen = min(1.0, frame.upright / FEW_UPRIGHT)
    return LOOSE_LINES + (SURE_LINES - LOOSE_LINES) * fit * seen


def uprights_of(lines: Sequence[Upright]) -> Array:
    """Marked lines as (m, 2, 2), those without a direction left out."""
    ends = np.array(lines, dtype=float).reshape(-1, 2, 2)
    return np.asarray(ends[np.hypot(*(ends[:, 1] - ends[:, 0]).T) >= SHORTEST])
