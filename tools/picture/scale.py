"""Where metres come from: several uncertain anchors joined into one, each said by name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from tools.errors import InputError
from tools.survey import Provenance, Scale

ROOM_AREA = 20.0
"""Usual floor area in square metres (log-normal prior); a shown room or suite is 10 to 45."""
ROOM_AREA_SPREAD = 0.55


class Anchor(NamedTuple):
    """One reason to believe in a size.

    Attributes:
        words: for a person: "bed taken as 2.0 m long".
        factor: metres per unit of whatever is being scaled.
        spread: one standard deviation as a fraction.
        source: prior for a usual size, user for a given one.
    """

    words: str
    factor: float
    spread: float
    source: Provenance = "usual"


def combine(anchors: Sequence[Anchor]) -> tuple[float, Scale]:
    """The most believable factor.

    A user's anchor wins outright, and next one written on the drawing. Priors are averaged in the logarithm
    by their certainty, after those more than 2.5 spreads from the weighted median have been left out.

    Returns:
        The factor (metres per unit) and the scale record naming the anchors that were used.

    Raises:
        InputError: no anchor at all.
    """
    if not anchors:
        raise InputError("nothing in the picture gives a size; give --room-width METRES")
    for source in ("user", "measured"):
        given = [a for a in anchors if a.source == source]
        if given:
            best = min(given, key=lambda a: a.spread)
            return best.factor, Scale(
                source=best.source, confidence=0.95, anchor=best.words, relative_error=best.spread
            )
    middle = _weighted_median(anchors)
    kept = [a for a in anchors if abs(math.log(a.factor) - middle) <= 2.5 * max(a.spread, 0.05)] or list(
        anchors
    )
    weights = [a.spread**-2 for a in kept]
    mean = sum(w * math.log(a.factor) for w, a in zip(weights, kept, strict=True)) / sum(weights)
    # Size priors share their bias (a picture of a large house has large furniture): never under 6 %.
    error = max(0.06, sum(weights) ** -0.5)
    return math.exp(mean), Scale(
        source="usual",
        confidence=max(0.1, min(0.9, 1.0 - 2.0 * error)),
        anchor="; ".join(a.words for a in kept),
        relative_error=round(error, 3),
    )


def _weighted_median(anchors: Sequence[Anchor]) -> float:
    """Logarithm of the factor with half of the certainty on either side."""
    ranked = sorted(anchors, key=lambda a: a.factor)
    half, run = sum(a.spread**-2 for a in ranked) / 2, 0.0
    for anchor in ranked:
        run += anchor.spread**-2
        if run >= half:
            return math.log(anchor.factor)
    return math.log(ranked[-1].factor)
