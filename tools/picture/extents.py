"""How large a thing of a certain size looks where its box is, and how well that agrees with the box."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.picture.solids import points
from tools.pinhole import Camera
from tools.survey import Box, Point
from tools.vocabulary import Shape

Array = NDArray[np.float64]

PX = (1.0, 0.01, 3.0)
"""How far off an edge of a marked box is: pixels, plus a share of the box, at most so many pixels."""
COMMON = 0.03
"""Spread by which all sides of a thing are larger or smaller than usual together."""
FOOT_PX = 8.0
"""Pixels by which a marked foot is off."""
LEAN = 0.15
"""Part of its lean by which a thing's box tells it wrongly: shapes are simple solids."""
FAR = 30.0
"""Standard deviations off of what cannot be."""
NUDGE = 1.05
"""Factor by which a side is changed to see what the picture makes of it."""
SLOPES = 8
"""So many scales at which that is looked at."""


class Guess(NamedTuple):
    """A size that a thing may have.

    Attributes:
        size: width, depth, height, metres.
        spread: of each, as a fraction.
        yaw: degrees.
        z: its underside above the floor, metres.
        share: how likely it is among all guesses.
        common: spread by which all its sides together are larger or smaller than that.
    """

    size: tuple[float, float, float]
    spread: tuple[float, float, float]
    yaw: float
    z: float
    share: float
    common: float = COMMON


def agreement(
    camera: Camera,
    box: Box,
    shape: Shape,
    guess: Guess,
    factors: Array,
    *,
    rigid: bool,
    axes: tuple[bool, bool],
    foot: Point | None = None,
) -> Array:
    """Log density (n,) of the box, were the world larger than the camera has it by each of `factors`.

    Args:
        camera: over a world of provisional size.
        box: pixels.
        shape: solid of the thing's category.
        guess: what it may measure.
        factors: (n,) true metres over provisional ones.
        rigid: the camera's height is certain, and heights do not grow with the factor.
        axes: whether the box's width and height in the picture are the thing's own, and not cut.
        foot: pixel of its footprint's middle on the floor, where it was marked: it tells the lean.
    """
    x0, y0, x1, y1 = box
    seen = np.log([x1 - x0, y1 - y0])
    tall = np.ones(len(factors)) if rigid else 1 / factors
    sizes = np.column_stack([guess.size[0] / factors, guess.size[1] / factors, guess.size[2] * tall])
    middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2])
    base, feet = _looks(camera, middle, shape, sizes, guess.yaw, guess.z * tall)
    slopes = _slopes(camera, middle, shape, sizes, base, guess.yaw, guess.z * tall)
    cov = np.einsum("nik,k,njk->nij", slopes, np.square(guess.spread), slopes)
    whole = slopes.sum(2)
    cov += guess.common**2 * whole[:, :, None] * whole[:, None, :]
    edge = min(PX[2], PX[0] + PX[1] * math.sqrt((x1 - x0) * (y1 - y0)))
    cov[:, [0, 1], [0, 1]] += np.square(math.sqrt(2) * edge / np.array([x1 - x0, y1 - y0]))
    off = seen - base
    kept = np.flatnonzero(axes)
    cov, off = cov[:, kept][:, :, kept], off[:, kept]
    lost = ~(
        np.isfinite(cov).all((1, 2)) & np.isfinite(off).all(1)
    )  # it would reach the camera, or the horizon
    cov[lost], off[lost] = np.eye(len(kept)), FAR
    _, logs = np.linalg.slogdet(cov)
    far = np.einsum("ni,nij,nj->n", off, np.linalg.inv(cov), off)
    leaning = _lean(feet - middle, np.array(foot) - middle, guess.spread[2]) if foot and all(axes) else 0.0
    return np.asarray(leaning - 0.5 * (far + logs + len(kept) * math.log(2 * math.pi)))


def _lean(expected: Array, seen: Array, spread: float) -> Array:
    """Log density (n,) of a foot seen so far from its box's middle (2,), where (n, 2) is expected."""
    loose = FOOT_PX**2 + ((spread + LEAN) ** 2) * (expected**2).sum(1)
    far = np.nan_to_num(((expected - seen) ** 2).sum(1), nan=1e6)
    return np.asarray(-0.5 * far / np.nan_to_num(loose, nan=1.0) - np.log(np.nan_to_num(loose, nan=1.0)))


def _slopes(
    camera: Camera, middle: Array, shape: Shape, sizes: Array, base: Array, yaw: float, z: Array
) -> Array:
    """How the looks (n, 2) of things change with their width, depth and height (n, 2, 3), all logarithms.

    They change slowly with the factor: they are taken at some, and those between follow.
    """
    some = np.unique(np.linspace(0, len(sizes) - 1, SLOPES).round().astype(int))
    out = np.empty((len(sizes), 2, 3))
    for k in range(3):
        other = sizes[some].copy()
        other[:, k] *= NUDGE
        steep = (_looks(camera, middle, shape, other, yaw, z[some])[0] - base[some]) / math.log(NUDGE)
        for axis in range(2):
            out[:, axis, k] = np.interp(np.arange(len(sizes)), some, steep[:, axis])
    return out


def _looks(
    camera: Camera, middle: Array, shape: Shape, sizes: Array, yaw: float, z: Array
) -> tuple[Array, Array]:
    """Logarithms (n, 2) of the box sides of things with boxes about `middle`; their feet (n, 2), pixels."""
    c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    local = points(shape)[None] * sizes[:, None, :]
    turned = np.stack(
        [c * local[..., 0] - s * local[..., 1], s * local[..., 0] + c * local[..., 1], local[..., 2]], 2
    )
    aim = np.broadcast_to(middle, (len(sizes), 2))
    low, high, foot = aim, aim, aim
    for _ in range(2):  # what stands nearer looks larger: its box's middle is not its own
        foot = _under(camera, aim, z + sizes[:, 2] / 2)
        world = turned + np.column_stack([foot, z])[:, None, :]
        pixels = camera.project(world.reshape(-1, 3)).reshape(len(sizes), -1, 2)
        low, high = pixels.min(1), pixels.max(1)
        aim = aim + middle - (low + high) / 2
    feet = camera.project(np.column_stack([foot, np.zeros(len(foot))]))
    return np.asarray(np.log(np.maximum(high - low, 1e-3))), feet


def _under(camera: Camera, pixels: Array, z: Array) -> Array:
    """World x, y (n, 2) where the rays of pixels (n, 2) meet heights (n,)."""
    low = camera.to_plane(pixels, 0.0)
    if camera.kind == "ortho":
        return low[:, :2]
    eye = np.array(camera.position)
    share = (z / eye[2])[:, None]
    return np.asarray(low[:, :2] * (1 - share) + eye[:2] * share)
