"""How sure the outline of a photographed or painted room is."""

from __future__ import annotations

from collections.abc import Sequence

from tools.picture.room import RoomReading
from tools.survey import Caveat

ODD = 0.35
"""What is left of it for each thing that is odd about the picture."""


def sure_of_outline(reading: RoomReading, odd: Sequence[Caveat] = ()) -> float:
    """0 to 1."""
    sure = min(reading.room.confidence, 0.5 + 0.5 * reading.solution.confidence)
    return sure * ODD ** len(odd)
