"""How sure an outline is: what the evidence gives, put right by how often such outlines are right.

`room bench confidence` measures it on mixed plans and pictures, clean and with people's defects, and prints
new tables; right is an outline that overlaps the true one by 0.9 in the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from tools.picture.room import RoomReading
from tools.survey import Caveat

Kind = Literal["plan", "picture"]
ODD: dict[str, float] = {"lens": 0.35, "plan": 0.4, "light": 0.8, "picture": 0.9}
"""What is left of it for each thing that is odd about the picture as a whole, by what it is about."""
TABLES: dict[Kind, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "plan": ((0.0, 0.848, 0.947, 1.0), (0.0, 0.962, 0.97, 0.971)),
    "picture": (
        (0.0, 0.131, 0.275, 0.45, 0.736, 0.848, 0.949, 1.0),
        (0.0, 0.091, 0.096, 0.537, 0.924, 0.962, 0.97, 0.971),
    ),
}
"""Evidence, and the share of outlines with such evidence that are right, between which is interpolated; both
strictly increasing. Pictures were fitted by `room bench confidence --count 200 --first 5000`, plans on the 97
plans of `--first 6000` besides (all right, double lines among them); more than 0.97 is never said. Of the 200
of `--first 7000`, on which nothing was fitted, 174 were said with 0.85 and more, 0.967 on average: 0.966 of
them were right."""


def calibrated(evidence: float, kind: Kind) -> float:
    """The chance, 0 to 1, that an outline with this evidence is right."""
    return float(np.interp(evidence, *TABLES[kind]))


def evidence_of(sure: float, kind: Kind) -> float:
    """The inverse of `calibrated`."""
    seen, right = TABLES[kind]
    return float(np.interp(sure, right, seen))


def doubted(sure: float, odd: Sequence[Caveat]) -> float:
    """Evidence for an outline, less what is odd about its picture."""
    return sure * math.prod(ODD.get(caveat.about, 1.0) for caveat in odd)


def sure_of_outline(reading: RoomReading, odd: Sequence[Caveat] = ()) -> float:
    """The chance that the outline of a photographed or painted room is right, 0 to 1."""
    sure = min(reading.room.confidence, 0.5 + 0.5 * reading.solution.confidence)
    return calibrated(doubted(sure, odd), "picture")
