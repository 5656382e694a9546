"""The camera of a photo taken inside a room, with the places of the walls, solved from all lines together.

Upright lines, the feet and ceiling edges of walls and level edges of furniture each pull with their own
uncertainty; what they leave open (the focal length of a frontal view) stays with what is usual, and is said
so.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, least_squares

from tools.picture.photo.lines import UP, Lines, camera_of, meets, rotation, to_axis, to_edges
from tools.pinhole import Camera

Array = NDArray[np.float64]

FOCAL, FOCAL_SPREAD = 0.68, 0.3
"""Usual focal length of photos of rooms in long sides, and the spread of its logarithm: phones have 0.72,
wide lenses 0.45, and few pictures of rooms are taken with more than 1."""
PITCH, ROLL = 12.0, 1.5
"""Degrees by which photos are usually pitched and rolled, one standard deviation."""
CEILING, CEILING_SPREAD = 1.72, 0.14
"""Usual height of a ceiling in camera heights (2.6 m over 1.5 m), and the spread of its logarithm."""
END_PX = 0.0015
"""Ends of lines marked by eye are off by about this part of the photo's diagonal."""
GRAZING = 3.0
"""Part of the noise that a wrong line keeps pulling with, at most about this many times its own."""
LEVEL = 0.7
"""Weight of an edge of furniture beside one of a wall."""
FINE = ((0.5, 4.0), (0.2, 1.5), (0.1, 0.5))
"""Pixels by which a straight edge of a mask misses its axis of the room, and within which it is taken to run
along one, round by round: one of something that stands askew, or tapers, does so by chance alone. On exact
masks nine of ten that do miss by 0.2 pixels or less."""
DENIED, SLACK = 1.6, 5.0
"""How much worse the marked lines may fit with fine edges than without: times, and half squares of misses in
their own noise besides. Of 22 rooms one went beyond, and its camera was wrong."""
STARTS = 4
GOOD = 1.0
"""Half the square of a miss in its own noise, on average: a start that comes to less is taken at once."""
MOST_WAYS = 8
"""So many choices of axes are tried."""
HEADINGS = np.radians(np.arange(-85.0, 90.0, 10.0))
PITCHES = np.radians([-12.0, 0.0, 8.0, 18.0, 30.0])
FOCALS = np.log([0.45, 0.6, 0.8, 1.1])


class Solved(NamedTuple):
    """The camera, one unit above the floor over the origin, the walls along its world's axes.

    Attributes:
        offsets: (n,) of each wall along y or x, in camera heights.
        ceiling: height of the ceiling in camera heights.
        ceiling_error: spread of its logarithm.
        turn_error: degrees by which its rotation may be off, one standard deviation.
        focal_error: spread of the focal length's logarithm.
        rms: pixels by which the lines miss.
        inliers: share of the lines that fit.
        cost: half the sum of squares of everything that pulls.
    """

    camera: Camera
    offsets: Array
    ceiling: float
    ceiling_error: float
    turn_error: float
    focal_error: float
    rms: float
    inliers: float
    cost: float


def solve(lines: Lines) -> tuple[Solved, Lines] | None:
    """The camera, and the lines with the axes that their walls then have.

    A wall that does not meet the one before it may run either way: the likelier one is found out. None when
    no camera sees the walls' feet below and their tops above it.
    """
    found = [(s, way) for way in _ways(lines) if (s := _solved(way)) is not None]
    return min(found, key=lambda f: f[0].cost) if found else None


def _ways(lines: Lines) -> list[Lines]:
    """The lines with each choice of axes that walls may have."""
    choices: list[list[int]] = [[0]]
    for wall in lines.walls[1:]:
        turns = (1, 0) if wall.apart else (1,)
        choices = [[*c, (c[-1] + turn) % 2] for c in choices for turn in turns]
    return [
        replace(lines, walls=[replace(w, axis=a) for w, a in zip(lines.walls, axes, strict=True)])
        for axes in choices[:MOST_WAYS]
    ]


def _solved(lines: Lines) -> Solved | None:
    """The best of several starts; the first that fits well is taken."""
    best: OptimizeResult | None = None
    for start in _starts(lines):
        solved = least_squares(_misfits, start, args=(lines,), x_scale=_steps(lines), max_nfev=60, xtol=1e-7)
        if _possible(solved.x, lines) and (best is None or solved.cost < best.cost):
            best = solved
        if best is not None and best.cost < GOOD * len(best.fun):
            break
    if best is None:
        return None
    if len(lines.fine):
        best = _sharpened(best, lines)
    slope = np.asarray(best.jac)
    cov = np.linalg.pinv(slope.T @ slope)
    misses = _line_misses(best.x, lines)
    fits = np.abs(misses) < GRAZING * lines.noise
    return Solved(
        camera_of(best.x, lines.size), best.x[5:], math.exp(best.x[4]), math.sqrt(float(cov[4, 4])),
        math.degrees(math.sqrt(float(np.trace(cov[:3, :3])))), math.sqrt(float(cov[3, 3])),
        float(np.sqrt((misses[fits] ** 2).mean())) if fits.any() else 90.0, float(fits.mean()),
        float(best.cost),
    )  # fmt: skip


def _sharpened(first: OptimizeResult, lines: Lines) -> OptimizeResult:
    """The camera by fine edges, too; by upright ones alone, or as it was, where the marked lines deny it.

    Desks that all stand a little askew agree with each other, and not with the walls.
    """
    for ways in ((0, 1, UP), (UP,)):
        found = first
        for noise, reach in FINE:
            axes = _axes(found.x, lines, reach)
            args = (lines, np.where(np.isin(axes, ways), axes, -1), noise)
            found = least_squares(_sharper, found.x, args=args, x_scale=_steps(lines), max_nfev=60, xtol=1e-7)
        if float((_misfits(found.x, lines) ** 2).sum()) / 2 < DENIED * first.cost + SLACK:
            return found
    return first


def _misfits(p: Array, lines: Lines) -> Array:
    """Everything that pulls, in its own standard deviations."""
    misses = _line_misses(p, lines) / lines.noise
    # a line that is not what it was taken for costs little
    soft = np.sign(misses) * np.sqrt(np.log1p(misses**2 / GRAZING**2) * GRAZING**2)
    first, count = len(lines.uprights), len(lines.levels)
    askew = misses[first : first + count]  # furniture that stands askew soon pulls no more
    soft[first : first + count] = LEVEL * askew / np.sqrt(1 + (askew / GRAZING) ** 2)
    usual, spread = lines.focal
    return np.concatenate(
        [
            soft,
            [
                (p[3] - usual) / spread,
                math.degrees(p[1]) / PITCH,
                math.degrees(p[2]) / ROLL,
                (p[4] - math.log(CEILING)) / CEILING_SPREAD,
            ],
        ]
    )


def _axes(p: Array, lines: Lines, reach: float) -> NDArray[np.int_]:
    """Along which axis (j,) each fine edge runs; -1 where it misses all by more than `reach` pixels."""
    misses = np.abs(_fine_misses(p, lines))
    return np.where(misses.min(0) < reach, misses.argmin(0), -1)


def _fine_misses(p: Array, lines: Lines) -> Array:
    """Pixels (3, j) by which fine edges miss each axis."""
    frame, focal = rotation(p[0], p[1], p[2]), math.exp(p[3])
    return np.stack([to_axis(frame, focal, lines.fine, axis) for axis in (0, 1, UP)])


def _sharper(p: Array, lines: Lines, axes: NDArray[np.int_], noise: float) -> Array:
    """Everything that pulls, fine edges along their axes among it."""
    known = axes >= 0
    misses = _fine_misses(p, lines)[axes[known], known] / noise
    return np.concatenate([_misfits(p, lines), misses / np.sqrt(1 + (misses / GRAZING) ** 2)])


def _line_misses(p: Array, lines: Lines) -> Array:
    """Pixels by which all marked lines miss: uprights, level edges, feet and tops of walls."""
    frame, focal = rotation(p[0], p[1], p[2]), math.exp(p[3])
    parts = [to_axis(frame, focal, lines.uprights, UP)]
    across, along = (to_axis(frame, focal, lines.levels, axis) for axis in (0, 1))
    parts.append(np.where(np.abs(across) < np.abs(along), across, along))
    parts.append(to_edges(frame, focal, lines.edges, p[5:], math.exp(p[4])))
    return np.concatenate(parts)


def _starts(lines: Lines) -> list[Array]:
    """The best cameras of a grid by vanishing points alone, with the walls where their lines then are."""
    long = math.log(max(lines.size))
    grid = np.array([(h, t, 0.0, long + f) for h in HEADINGS for t in PITCHES for f in FOCALS])
    starts: list[Array] = []
    for i in np.argsort(_vanishing(grid, lines), kind="stable"):
        full = _with_walls(grid[i], lines)
        apart = all(abs(full[0] - s[0]) > 0.3 or abs(full[1] - s[1]) > 0.2 for s in starts)
        if apart and _possible(full, lines):
            starts.append(full)
        if len(starts) == STARTS:
            break
    return starts


def _vanishing(grid: Array, lines: Lines) -> Array:
    """How badly (n,) the lines run to the vanishing points of cameras (n, 4)."""
    frames, focal = np.array([rotation(*p[:3]) for p in grid]), np.exp(grid[:, 3])
    edges = lines.edges
    parts = [to_axis(frames, focal, lines.uprights, UP)]
    parts += [to_axis(frames, focal, edges.ends[edges.axis == a], a) for a in (0, 1)]
    near = [np.abs(to_axis(frames, focal, lines.levels, a)) for a in (0, 1)]
    parts.append(LEVEL * np.minimum(*near))
    misses = np.concatenate(parts, axis=1) / lines.noise / GRAZING
    prior = (np.degrees(grid[:, 1]) / PITCH) ** 2 + ((grid[:, 3] - lines.focal[0]) / lines.focal[1]) ** 2
    return np.asarray(np.log1p(misses**2).sum(1) + 0.1 * prior)


def _with_walls(p: Array, lines: Lines) -> Array:
    """A camera with each wall where the middle of its line meets floor or ceiling."""
    offsets = []
    for wall in lines.walls:
        line, z = (wall.base, 0.0) if wall.base is not None else (wall.top, CEILING)
        assert line is not None
        place = meets(p, lines, np.mean(line, axis=0), z)
        offsets.append(float(place[1 - wall.axis]) if place is not None else 1.0)
    return np.array([*p, math.log(CEILING), *offsets])


def _possible(p: Array, lines: Lines) -> bool:
    """Whether every foot of a wall lies below the horizon and every top above it."""
    for wall in lines.walls:
        if wall.base is not None and meets(p, lines, np.mean(wall.base, axis=0), 0.0) is None:
            return False
        if wall.top is not None and meets(p, lines, np.mean(wall.top, axis=0), math.exp(p[4])) is None:
            return False
    return True


def _steps(lines: Lines) -> Array:
    return np.array([0.1, 0.1, 0.05, 0.1, 0.1, *(0.3 for _ in lines.walls)])
