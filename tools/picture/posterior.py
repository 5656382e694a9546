"""One scale from many uncertain reasons: a posterior over all scales, with an error that is meant."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.picture.size_evidence import STEPS, Reason

Array = NDArray[np.float64]

SHARED = 0.04
"""Spread by which all furniture of a room is larger or smaller than usual together, as a fraction."""
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


def posterior(reasons: Sequence[Reason], middle: float, spread: float) -> Posterior:
    """Joins the reasons with what was believed before.

    Args:
        reasons: what each kind of thing says.
        middle: logarithm of the factor believed before.
        spread: of that, one standard deviation.
    """
    fine = np.arange(STEPS[0], STEPS[-1], 0.002)
    total = np.sum([r.curve for r in reasons], axis=0) if reasons else np.zeros(len(STEPS))
    logs = np.interp(fine, STEPS, total) - 0.5 * ((fine - middle) / spread) ** 2
    weight = np.exp(logs - logs.max())
    weight /= weight.sum()
    mean = float(weight @ fine)
    error = math.sqrt(float(weight @ (fine - mean) ** 2) + SHARED**2)
    odd = [(r, float(np.interp(mean, STEPS, r.odd))) for r in reasons]
    used = sorted((r for r, share in odd if share <= ALIEN), key=_spread)
    return Posterior(
        math.exp(mean),
        error,
        [r.words for r in used],
        [(r.words, math.exp(r.best)) for r, share in odd if share > ALIEN],
    )


def _spread(reason: Reason) -> float:
    """How sure a reason is: the standard deviation of its curve."""
    weight = np.exp(reason.curve - reason.curve.max())
    weight /= weight.sum()
    mean = float(weight @ STEPS)
    return float(weight @ (STEPS - mean) ** 2)
