"""A slanted camera from the floor's and the wall tops' corners.

The lines from floor corners to wall-top corners meet in the nadir, which with a focal length gives the tilt;
the floor then lies flat and its walls give the turn. Several focal lengths and turns are tried, since a
single start ends in a turned room when the camera stands off to a side.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.spatial.transform import Rotation

from tools.picture import polygon
from tools.pinhole import Camera

Array = NDArray[np.float64]

FOCALS = np.geomspace(0.5, 6.0, 26)
"""Focal lengths tried, in long sides of the picture."""
STARTS = 2
"""So many focal lengths, and as many turns for each, are solved in full."""
APART = 3
"""Places in the ranking between those focal lengths: the next best is the best one's neighbour."""


class Prior(NamedTuple):
    """What is expected before looking: the focal length, and how well corners are marked.

    Attributes:
        focal: pixels.
        spread: of the focal length's logarithm.
        noise: pixels by which marks are off.
    """

    focal: float
    spread: float
    noise: float


class Slant(NamedTuple):
    """A solved camera, one unit above the floor.

    Attributes:
        camera: below it lies the world's origin; the room's walls run along x and y.
        floor: (n, 2) corners in units.
        wall: wall height in units.
        rms: root mean square distance from the marks, pixels.
        askew: root mean square by which walls within 20 degrees of x or y miss running along it, pixels;
            such walls hardly count in the fit.
    """

    camera: Camera
    floor: Array
    wall: float
    rms: float
    askew: float


class _Start(NamedTuple):
    focal: float
    frame: Array
    """(3, 3) world to camera axes."""
    ground: Array
    wall: float


def solve_slant(size: tuple[int, int], floor: Array, top: Array, prior: Prior) -> Slant | None:
    """Focal length, tilt, turn, wall height and floor corners together.

    Walls meet at right angles, but for those that clearly do not: they are outliers. The principal point
    is the picture's centre. The turn is the one that has the picture's horizontal within 45 degrees of x.

    Args:
        size: (width, height) of the picture in pixels.
        floor: (n, 2) corners of the floor in pixels.
        top: (n, 2) the same corners at the top of the walls.
        prior: what is expected.

    Returns:
        The best of all starts, or None when no start sees the whole floor below the horizon.
    """
    centre = np.array(size) / 2.0
    starts = _starts(floor - centre, top - centre, prior, max(size))
    if not starts:
        return None
    marks = np.vstack([floor, top]) - centre
    found = [_solved(start, marks, prior) for start in starts]
    _, best = min(found, key=lambda f: f[0])
    camera = Camera.overhead(*size, best.focal, (0.0, 0.0, 1.0))
    camera = camera.model_copy(update={"rotation": tuple(map(tuple, best.frame.tolist()))})
    errors = _seen(best) - marks
    askew = off_axis(best.ground) * best.focal
    return Slant(
        camera, best.ground, best.wall,
        float(np.sqrt((errors**2).sum(1).mean())), float(np.sqrt((askew**2).mean())),
    )  # fmt: skip


def off_axis(corners: Array, along: NDArray[np.int_] | None = None) -> Array:
    """For each edge the distance by which it misses being along x or y; 0 for clearly diagonal edges.

    Args:
        corners: (n, 2) in order.
        along: (n,) which axis each edge should follow, as `polygon.axis_edges` tells; told from the
            corners themselves when left out.
    """
    sides = np.roll(corners, -1, axis=0) - corners
    along = polygon.axis_edges(corners) if along is None else along
    return np.where(along == 0, sides[:, 1], np.where(along == 1, sides[:, 0], 0.0))


def _nadir(floor: Array, top: Array) -> Array:
    """Homogeneous pixels (3,) of the point where the corners' upright edges meet, by least squares."""
    reach = float(np.abs(np.vstack([floor, top])).max())
    low = np.column_stack([floor / reach, np.ones(len(floor))])
    high = np.column_stack([top / reach, np.ones(len(top))])
    # not normalised: a longer upright edge tells its direction better
    point = np.linalg.svd(np.cross(low, high))[2][-1]
    point = point if point[2] >= 0 else -point
    return np.array([point[0] * reach, point[1] * reach, point[2]])


def _starts(floor: Array, top: Array, prior: Prior, side: int) -> list[_Start]:
    """Starts for the full solve, from the focal lengths under which the wall tops lie best over the floor."""
    nadir = _nadir(floor, top)
    trials: list[tuple[float, _Start]] = []
    for focal in [*(FOCALS * side), prior.focal]:
        trial = _upright(floor, top, nadir, float(focal))
        if trial is not None:
            miss = float(np.sqrt(((_seen(trial) - np.vstack([floor, top])) ** 2).sum(1).mean()))
            expected = math.log(focal / prior.focal) / prior.spread
            trials.append(((miss / prior.noise) ** 2 * len(floor) + expected**2, trial))
    trials.sort(key=lambda t: t[0])
    chosen = [trial for _, trial in trials[::APART][:STARTS]]
    return [_turned(start, turn) for start in chosen for turn in _turns(start.ground)]


def _upright(floor: Array, top: Array, nadir: Array, focal: float) -> _Start | None:
    """The camera of that focal length with that nadir, the picture's horizontal along x."""
    down = np.array([nadir[0] / focal, nadir[1] / focal, nadir[2]])
    down /= np.linalg.norm(down)
    across = np.array([1.0, 0.0, 0.0]) - down * down[0]
    if np.linalg.norm(across) < 1e-9:  # it looks along the picture's horizontal: a floor that is its own top
        return None
    across /= np.linalg.norm(across)
    frame = np.column_stack([across, -np.cross(down, across), -down])
    rays_low = np.column_stack([floor / focal, np.ones(len(floor))]) @ frame
    rays_high = np.column_stack([top / focal, np.ones(len(top))]) @ frame
    if max(rays_low[:, 2].max(), rays_high[:, 2].max()) > -0.02:
        return None
    low = -rays_low[:, :2] / rays_low[:, 2:]
    high = -rays_high[:, :2] / rays_high[:, 2:]
    # a wall top at height w over g is seen where the ground is g / (1 - w)
    wall = 1 - float((low * high).sum() / (high**2).sum())
    return _Start(focal, frame, low, min(max(wall, 0.01), 0.9))


def _turns(ground: Array) -> list[float]:
    """Turns of the room in radians, within 45 degrees, that put most of its walls along the axes."""
    sides = np.roll(ground, -1, axis=0) - ground
    length = np.linalg.norm(sides, axis=1)
    angle = np.arctan2(sides[:, 1], sides[:, 0])
    quarter = math.pi / 2

    def folded(turn: Array) -> Array:
        return (turn + quarter / 2) % quarter - quarter / 2

    apart = folded(angle[:, None] - angle[None, :])
    near = np.exp(-0.5 * (apart / math.radians(4)) ** 2) * length[None, :]
    votes = near.sum(1)
    means = folded(angle + (near * apart.T).sum(1) / votes)
    turns: list[float] = []
    for i in np.argsort(-votes, kind="stable"):
        if all(abs(folded(means[i] - turn)) > math.radians(6) for turn in turns):
            turns.append(float(means[i]))
    return turns[:STARTS]


def _turned(start: _Start, turn: float) -> _Start:
    c, s = math.cos(turn), math.sin(turn)
    world = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    return start._replace(frame=start.frame @ world, ground=start.ground @ world[:2, :2])


def _seen(start: _Start) -> Array:
    """Pixels from the picture's centre (2n, 2): the floor's corners, then the wall tops'."""
    n = len(start.ground)
    points = np.empty((2 * n, 3))
    points[:n, :2] = points[n:, :2] = start.ground
    points[:n, 2], points[n:, 2] = -1.0, start.wall - 1.0
    rays = points @ start.frame.T
    pixels: Array = start.focal * rays[:, :2] / np.maximum(rays[:, 2:], 1e-3)
    return pixels


def _solved(start: _Start, marks: Array, prior: Prior) -> tuple[float, _Start]:
    """The least cost from one start, and where it lies."""
    # diagonal walls count too: a room turned onto its diagonal walls must cost more than an upright one
    along = polygon.axis_edges(start.ground, within=45.0)

    def unpack(p: Array) -> _Start:
        frame = Rotation.from_rotvec(p[1:4]).as_matrix() @ start.frame
        return _Start(math.exp(min(max(p[0], 0.0), 20.0)), frame, p[5:].reshape(-1, 2), float(p[4]))

    def misfit(p: Array) -> Array:
        now = unpack(p)
        askew = off_axis(now.ground, along) * now.focal / prior.noise
        # Cauchy: a wall that is askew in the room costs little more when it is further askew
        robust = np.sign(askew) * np.sqrt(np.log1p(askew**2))
        expected = (p[0] - math.log(prior.focal)) / prior.spread
        return np.concatenate([((_seen(now) - marks) / prior.noise).ravel(), robust, [expected]])

    first = np.concatenate([[math.log(start.focal), 0.0, 0.0, 0.0, start.wall], start.ground.ravel()])
    found = least_squares(misfit, first, method="trf", max_nfev=60)
    return float(found.cost), unpack(found.x)
