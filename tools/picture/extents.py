"""How large a thing of a certain size looks where its box is, and how well that agrees with the box."""

from __future__ import annotations

import math
from dataclasses import dataclass
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
FOOT_PART = 0.05
"""The same where the thing is seen in part, in parts of its box: the middle is then thought."""
LEAN = 0.15
"""Part of its lean by which a thing's box tells it wrongly: shapes are simple solids."""
FAR = 30.0
"""Standard deviations off of what cannot be."""
NUDGE = 1.05
"""Factor by which a side is changed to see what the picture makes of it."""
SLOPES = 8
"""So many scales at which that is looked at."""


class Sides(NamedTuple):
    """Which sides of a box in the picture are the thing's own: neither cut by the frame nor hidden."""

    left: bool = True
    right: bool = True
    top: bool = True
    bottom: bool = True

    @property
    def axes(self) -> tuple[bool, bool]:
        """Whether the box's width and height are whole."""
        return self.left and self.right, self.top and self.bottom

    def told(self, foot: Point | None) -> tuple[bool, bool]:
        """Whether something is known along the picture's width and height: a side and the foot will do."""
        if foot is None:
            return self.axes
        return self.left or self.right, self.top or self.bottom

    def tell(self, foot: Point | None) -> bool:
        """Whether anything is known."""
        return any(self.told(foot))


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
    sides: Sides,
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
        sides: the box's sides that are the thing's own. Of two opposite ones the other of which is cut, one
            and the foot tell half of it.
        foot: pixel of its footprint's middle on the floor, where it was marked: it tells the lean.
    """
    x0, y0, x1, y1 = box
    whole_box = all(sides.axes)
    kept = np.flatnonzero(sides.told(foot))
    at = None if whole_box or foot is None else np.array(foot)
    looks = _Looks(camera, np.array([(x0 + x1) / 2, (y0 + y1) / 2]), shape, sides, at)
    seen = looks.spans(np.array([[x0, y0]]), np.array([[x1, y1]]), None if at is None else at[None])[0]
    tall = np.ones(len(factors)) if rigid else 1 / factors
    sizes = np.column_stack([guess.size[0] / factors, guess.size[1] / factors, guess.size[2] * tall])
    base, feet = looks(sizes, guess.yaw, guess.z * tall)
    slopes = _slopes(looks, sizes, base, guess.yaw, guess.z * tall)
    cov = np.einsum("nik,k,njk->nij", slopes, np.square(guess.spread), slopes)
    whole = slopes.sum(2)
    cov += guess.common**2 * whole[:, :, None] * whole[:, None, :]
    edge = min(PX[2], PX[0] + PX[1] * math.sqrt((x1 - x0) * (y1 - y0)))
    loose = math.hypot(FOOT_PX, FOOT_PART * math.sqrt((x1 - x0) * (y1 - y0)))
    off_px = np.where(sides.axes, math.sqrt(2) * edge, math.hypot(edge, loose))
    cov[:, [0, 1], [0, 1]] += np.square(off_px / np.exp(seen))
    off = seen - base
    cov, off = cov[:, kept][:, :, kept], off[:, kept]
    lost = ~(
        np.isfinite(cov).all((1, 2)) & np.isfinite(off).all(1)
    )  # it would reach the camera, or the horizon
    cov[lost], off[lost] = np.eye(len(kept)), FAR
    _, logs = np.linalg.slogdet(cov)
    far = np.einsum("ni,nij,nj->n", off, np.linalg.inv(cov), off)
    leaning: Array | float = 0.0
    if foot and whole_box:
        leaning = _lean(feet - looks.middle, np.array(foot) - looks.middle, guess.spread[2])
    return np.asarray(leaning - 0.5 * (far + logs + len(kept) * math.log(2 * math.pi)))


def _lean(expected: Array, seen: Array, spread: float) -> Array:
    """Log density (n,) of a foot seen so far from its box's middle (2,), where (n, 2) is expected."""
    loose = FOOT_PX**2 + ((spread + LEAN) ** 2) * (expected**2).sum(1)
    far = np.nan_to_num(((expected - seen) ** 2).sum(1), nan=1e6)
    return np.asarray(-0.5 * far / np.nan_to_num(loose, nan=1.0) - np.log(np.nan_to_num(loose, nan=1.0)))


@dataclass(frozen=True)
class _Looks:
    """How long a thing looks along the picture's width and height.

    Attributes:
        camera: over a world of provisional size.
        middle: (2,) the box's, pixels: the thing stands where its own box has it, too.
        sides: those that are seen; where one of two is not, lengths are from the foot to the other.
        foot: (2,) pixel where it stands, where the middle of its box says nothing.
    """

    camera: Camera
    middle: Array
    shape: Shape
    sides: Sides
    foot: Array | None

    def spans(self, low: Array, high: Array, feet: Array | None) -> Array:
        """Logarithms (n, 2) of the lengths that are seen whole, or from the feet on."""
        out = high - low
        if feet is not None:
            for axis, (first, second) in enumerate((self.sides[:2], self.sides[2:])):
                if first != second:
                    out[:, axis] = ((high - feet) if second else (feet - low))[:, axis]
        return np.asarray(np.log(np.maximum(out, 1e-3)))

    def __call__(self, sizes: Array, yaw: float, z: Array) -> tuple[Array, Array]:
        """Logarithms (n, 2) of the lengths of things of these sizes (n, 3); their feet (n, 2), pixels."""
        c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
        local = points(self.shape)[None] * sizes[:, None, :]
        turned = np.stack(
            [c * local[..., 0] - s * local[..., 1], s * local[..., 0] + c * local[..., 1], local[..., 2]], 2
        )
        if self.foot is not None:
            at = np.broadcast_to(self.camera.to_plane([self.foot])[0, :2], (len(sizes), 2))
            low, high = self._box(turned, at, z)
            return self.spans(low, high, np.broadcast_to(self.foot, low.shape)), low
        aim = np.broadcast_to(self.middle, (len(sizes), 2))
        low, high, foot = aim, aim, aim
        for _ in range(2):  # what stands nearer looks larger: its box's middle is not its own
            foot = _under(self.camera, aim, z + sizes[:, 2] / 2)
            low, high = self._box(turned, foot, z)
            aim = aim + self.middle - (low + high) / 2
        feet = self.camera.project(np.column_stack([foot, np.zeros(len(foot))]))
        return self.spans(low, high, None), feet

    def _box(self, turned: Array, at: Array, z: Array) -> tuple[Array, Array]:
        """Corners (n, 2) of the boxes of solids (n, k, 3) that stand at (n, 2)."""
        world = turned + np.column_stack([at, z])[:, None, :]
        pixels = self.camera.project(world.reshape(-1, 3)).reshape(len(turned), -1, 2)
        return pixels.min(1), pixels.max(1)


def _slopes(looks: _Looks, sizes: Array, base: Array, yaw: float, z: Array) -> Array:
    """How the looks (n, 2) of things change with their width, depth and height (n, 2, 3), all logarithms.

    They change slowly with the factor: they are taken at some, and those between follow.
    """
    some = np.unique(np.linspace(0, len(sizes) - 1, SLOPES).round().astype(int))
    out = np.empty((len(sizes), 2, 3))
    for k in range(3):
        other = sizes[some].copy()
        other[:, k] *= NUDGE
        steep = (looks(other, yaw, z[some])[0] - base[some]) / math.log(NUDGE)
        for axis in range(2):
            out[:, axis, k] = np.interp(np.arange(len(sizes)), some, steep[:, axis])
    return out


def _under(camera: Camera, pixels: Array, z: Array) -> Array:
    """World x, y (n, 2) where the rays of pixels (n, 2) meet heights (n,)."""
    low = camera.to_plane(pixels, 0.0)
    if camera.kind == "ortho":
        return low[:, :2]
    eye = np.array(camera.position)
    share = (z / eye[2])[:, None]
    return np.asarray(low[:, :2] * (1 - share) + eye[:2] * share)
