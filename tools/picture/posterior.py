"""One scale from many uncertain reasons: a posterior over all scales, with an error that is meant."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from tools.picture.size_evidence import STEPS, Reason

Array = NDArray[np.float64]

FINE = 0.002
"""Step of the logarithms that the posterior is worked out at."""
SHARED = 0.05
"""Spread by which all furniture of a room is larger or smaller than usual together, as a fraction; what is
made to a norm is not."""
ROUGH, SHRUNK = 0.13, 0.07
"""The same where our own reader drew the boxes, and the part by which they are too small on average: on ten
pictures of furniture by another hand (`room sample --seed 7100 --n 10 --camera above --rooms 1 --other-hand`)
widths were read 8 % too large, with a spread of 10 %; on fourteen of our own (`--seed 7200 --n 14`, looked at
afterwards) 14 % too large."""
STRAY, STRAYS = 0.2, 0.5
"""Where boxes are rough, how likely what was believed before is wrong altogether, and its spread then: two
buildings in one picture, a wide lens."""
QUARREL = 2.0
"""By how much of itself that spread grows where all reasons contradict each other."""
ALIEN = 0.5
"""A reason more likely odd than this is named as an outlier."""
NAMED = 4
"""So many reasons are named, the surest first."""


class Posterior(NamedTuple):
    """The scale.

    Attributes:
        factor: true metres over provisional ones.
        error: one standard deviation, as a fraction.
        used: the reasons that agree, the surest first.
        odd: those that do not, with the factor each would have alone.
    """

    factor: float
    error: float
    used: list[str]
    odd: list[tuple[str, float]]


def posterior(reasons: Sequence[Reason], middle: float, spread: float, *, rough: float = 0.0) -> Posterior:
    """Joins the reasons with what was believed before.

    Args:
        reasons: what each kind of thing says.
        middle: logarithm of the factor believed before.
        spread: of that, one standard deviation.
        rough: share of the things whose boxes our own reader drew.
    """
    if not rough or not reasons:
        return _joined(reasons, middle, spread, 0.0, 0.0)
    found = _joined(reasons, middle, spread, rough * ROUGH, rough * SHRUNK)
    quarrel = len(found.odd) / len(reasons)
    return _joined(reasons, middle, spread, rough * ROUGH * (1 + QUARREL * quarrel), rough * SHRUNK)


def _normal(x: Array, middle: float, spread: float) -> Array:
    """The normal density at each x; scipy.stats has it, but takes longer to load than most commands run."""
    return np.asarray(np.exp(-(((x - middle) / spread) ** 2) / 2.0) / math.sqrt(2 * math.pi) / spread)


def _joined(
    reasons: Sequence[Reason], middle: float, spread: float, shared: float, shrunk: float
) -> Posterior:
    """The posterior when all reasons may be wrong together, by `shared`, and are by `shrunk`."""
    fine = np.arange(STEPS[0], STEPS[-1], FINE)
    styled = [r.curve for r in reasons if not r.norm]
    logs = _blurred(_over(fine + shrunk, styled), math.hypot(SHARED, shared))
    logs += _blurred(_over(fine + shrunk, [r.curve for r in reasons if r.norm]), shared)
    if shared:
        usual = _normal(fine, middle, spread)
        logs += np.log((1 - STRAY) * usual + STRAY * _normal(fine, middle, max(STRAYS, spread)))
    else:
        logs -= 0.5 * ((fine - middle) / spread) ** 2
    weight = np.exp(logs - logs.max())
    weight /= weight.sum()
    mean = float(weight @ fine)
    error = math.sqrt(float(weight @ (fine - mean) ** 2))
    odd = [(r, float(np.interp(mean + shrunk, STEPS, r.odd))) for r in reasons]
    used = sorted((r for r, share in odd if share <= ALIEN), key=_spread)
    return Posterior(
        math.exp(mean),
        error,
        [r.words for r in used],
        [(r.words, math.exp(r.best - shrunk)) for r, share in odd if share > ALIEN],
    )


def _over(at: Array, curves: Sequence[Array]) -> Array:
    """The sum of log densities over STEPS, at these logarithms."""
    total = np.sum(curves, axis=0) if curves else np.zeros(len(STEPS))
    return np.asarray(np.interp(at, STEPS, total))


def _blurred(logs: Array, spread: float) -> Array:
    """A log density over fine steps, off by a spread more."""
    if not spread:
        return logs
    likely = gaussian_filter1d(np.exp(logs - logs.max()), spread / FINE, mode="nearest")
    return np.asarray(np.log(np.maximum(likely, 1e-300)))


def _spread(reason: Reason) -> float:
    """How sure a reason is: the standard deviation of its curve."""
    weight = np.exp(reason.curve - reason.curve.max())
    weight /= weight.sum()
    mean = float(weight @ STEPS)
    return float(weight @ (STEPS - mean) ** 2)
