"""How sure an outline is: what the evidence gives, put right by how often such outlines are right.

`room bench confidence` measures it on mixed plans and pictures, clean and with people's defects, and prints
new tables; right is an outline that overlaps the true one by 0.9 in the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from tools.picture.room import RoomReading
from tools.survey import Caveat

Kind = Literal["plan", "picture"]
ODD = 0.35
"""What is left of it for each thing that is odd about the picture as a whole."""
TABLES: dict[Kind, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "plan": ((0.0, 1.0), (0.0, 1.0)),
    "picture": ((0.0, 1.0), (0.0, 1.0)),
}
"""Evidence, and the share of outlines with such evidence that are right, between which is interpolated; both
strictly increasing."""


def calibrated(evidence: float, kind: Kind) -> float:
    """The chance, 0 to 1, that an outline with this evidence is right."""
    return float(np.interp(evidence, *TABLES[kind]))


def observation_of(sure: float, kind: Kind) -> float:
    """The inverse of `calibrated`."""
    seen, right = TABLES[kind]
    return float(np.interp(sure, right, seen))


def sure_of_outline(reading: RoomReading, odd: Sequence[Caveat] = ()) -> float:
    """The chance that the outline of a photographed or painted room is right, 0 to 1."""
    sure = min(reading.room.confidence, 0.5 + 0.5 * reading.solution.confidence)
    return calibrated(sure * ODD ** len(odd), "picture")
