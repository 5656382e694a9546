"""Faults that need no picture: things in each other, outside the room, in the air, in the way of doors."""

from __future__ import annotations

from tools.checks.check import PLACES
from tools.critique import Finding
from tools.gates.thresholds import GRAVE, UNDERGROUND
from tools.workspace import Workspace


def fault_scores(workspace: Workspace) -> tuple[dict[str, float], list[Finding]]:
    """Share of objects without a fault, little while one is in the ground, and an item for each fault."""
    report = workspace.report
    if not report.objects:
        return {}, []
    found = workspace.check(PLACES)
    boxes = workspace.survey.boxes
    items = [
        f.model_copy(
            update={
                "owner": "LayoutArchitect",
                "severity": "medium" if f.unit == "m" and f.measure > GRAVE else "low",
                "box": boxes.get(f.object),
            }
        )
        for f in found
    ]
    faulty = {f.object for f in found}
    share = 1.0 - len(faulty) / len(report.objects)
    return {"sound": min(share, UNDERGROUND) if any(map(_sunk, found)) else share}, items


def _sunk(fault: Finding) -> bool:
    """Whether it is a thing under the floor, and not by a hair."""
    up = fault.move.by[2] if fault.move is not None else 0.0
    return fault.kind == "outside" and fault.measure > GRAVE and up > 0
