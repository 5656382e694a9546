"""Findings that are measured in metres and put right by a move."""

from __future__ import annotations

from tools.critique import Finding, Kind
from tools.geometry import Vec3
from tools.remedy import Move

LEAST = 0.0005
"""Metres by which something must move for it to be worth saying."""


def moving(
    kind: Kind, objects: tuple[str, ...], measure: float, at: Vec3, problem: str, by: Vec3 | None
) -> Finding:
    """A finding measured in metres whose remedy is to move its first object `by` world metres."""
    first, *others = objects
    return Finding(
        object=first,
        others=tuple(others),
        problem=problem,
        kind=kind,
        measure=round(measure, 4),
        unit="m",
        at=at,
        remedy=Move(id=first, by=by) if by is not None and max(map(abs, by)) >= LEAST else None,
    )
