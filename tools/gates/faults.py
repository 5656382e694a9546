"""Faults that need no picture: things in each other, outside the room, in the air, in the way of doors."""

from __future__ import annotations

from tools.checks import check
from tools.critique import Item
from tools.workspace import Workspace

FAMILIES = ("contacts", "room", "support", "openings")
GRAVE = 0.05
"""Metres: a contact deeper than this is grave."""


def fault_scores(workspace: Workspace) -> tuple[dict[str, float], list[Item]]:
    """Share of objects without a fault, and an item for each fault."""
    report = workspace.report
    if not report.objects:
        return {}, []
    found = check.check(workspace.scene, families=FAMILIES)
    boxes = {t.id: t.box for t in workspace.survey.things}
    items = [
        Item(
            object=f.objects[0],
            problem=f.message,
            owner="LayoutArchitect",
            severity="medium" if f.unit == "m" and f.measure > GRAVE else "low",
            box=boxes.get(f.objects[0]),
        )
        for f in found
    ]
    faulty = {f.objects[0] for f in found}
    return {"sound": 1.0 - len(faulty) / len(report.objects)}, items
