"""What the Geometer can do: look words up, write geometry cells, look at one object alone."""

import json
import re
from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, Field

from tools.checks.shape import flaws
from tools.errors import PartlyRefused, ProgramError, ToolError
from tools.files import read_object, write_text
from tools.measured import ObjectReport
from tools.program import edit_code, kit_index
from tools.run_files import DESCRIPTIONS
from tools.toolbox.common import Wide, told
from tools.toolbox.tool import tool
from tools.workspace import Workspace

SQUEEZED, SQUEEZED_SHARE = 0.01, 0.02
"""Metres, and share of a side, by which fitting must change it to be told: less nobody sees."""


class Description(BaseModel):
    """Parts and proportions of one large object."""

    id: str
    parts: str = Field(
        description="parts, counts and proportions as seen: 'four drawers, plinth 8 cm, no handles'"
    )


class GeometryCell(BaseModel):
    """One geometry cell: the same code for one or several objects."""

    ids: list[str] = Field(description="the objects it builds; alike things share a cell")
    code: str = Field(description='e.g. furnish(["chair_1", "chair_2"], dining_chair, style="modern")')


@tool()
def kit(workspace: Workspace, query: Annotated[str, Field(description="a category, part or detail")]) -> str:
    """Look up building words: parameters, options and an example of each that fits."""
    return kit_index.told(query) or f"No word or part fits {query!r}: build it from parts."


@tool()
def describe_parts(workspace: Workspace, descriptions: list[Description]) -> str:
    """Write down parts and proportions of the large objects before modelling them."""
    path = workspace.folder / DESCRIPTIONS
    known = read_object(path) if path.exists() else {}
    write_text(
        path, json.dumps(known | {d.id: d.parts for d in descriptions}, indent=1), within=workspace.folder
    )
    return f"{len(descriptions)} objects described."


@tool(edits=True)
def write_geometry(workspace: Workspace, cells: list[GeometryCell]) -> str:
    """Write the geometry of objects. Each cell is tried alone: a broken one does not hold up the others."""
    left = [id for c in cells for id in c.ids if not workspace.may_change(id)]
    answers = [f"left alone, not among the objects to work on: {', '.join(left)}"] if left else []
    wanted = [[id for id in c.ids if workspace.may_change(id)] for c in cells]
    pending = [
        GeometryCell(ids=ids, code=c.code) for ids, c in zip(wanted, cells, strict=True) if ids == c.ids
    ]
    known = set(workspace.report.notes)
    refused: list[str] = []
    while pending:
        try:
            report = workspace.apply(_writer(pending), why=f"geometry of {_names(pending)}")
        except ProgramError as error:
            broken = [c for c in pending if error.cell and error.cell.partition(":")[2] in c.ids]
            if not broken and len(pending) > 1:  # cannot tell which: go one by one
                return _one_by_one(workspace, pending, refused, answers)
            refused.append(f"REFUSED {_names(broken or pending)}: {error}{_nearest(str(error))}")
            pending = [c for c in pending if c not in (broken or pending)]
            continue
        made = [report.object(id) for cell in pending for id in cell.ids]
        answers.append(f"{len(made)} objects built, {sum(o.triangles for o in made)} triangles.")
        answers += [line for o in made for line in (_fit(o), _mattress(o)) if line]
        ids = {o.id for o in made}
        answers += [f"MEND {flaw.problem}" for flaw in flaws(report, workspace.scene.meshes, ids)]
        answers += [f"NOTE {note}" for note in report.notes if note not in known]
        break
    return told(refused, "\n".join(answers))


def _one_by_one(
    workspace: Workspace, cells: list[GeometryCell], refused: list[str], answers: list[str]
) -> str:
    """Write cells each by itself, when what failed does not say which is at fault."""
    for cell in cells:
        try:
            answers.append(write_geometry(workspace, [cell]))
        except PartlyRefused as error:
            refused.append(str(error))
    return told(refused, "\n".join(answers))


@tool(looks=True)
def preview_object(workspace: Workspace, id: str, width: Wide = 512) -> str:
    """Render one object alone, three-quarter view."""
    if id not in {o.id for o in workspace.report.objects}:
        raise ToolError(f"{id!r} is not placed")
    return workspace.render_mark(None, "lit", width=width, isolate=id)


def _writer(cells: list[GeometryCell]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for cell in cells:
            text = edit_code.write_geometry(text, cell.ids, cell.code)
        return text

    return change


def _nearest(error: str) -> str:
    """For a word that does not exist: those that come nearest."""
    unknown = re.search(r"name '(\w+)' is not defined", error)
    found = kit_index.search(unknown.group(1), limit=4) if unknown else []
    return f"\nThe kit has {', '.join(e.name for e in found)}." if found else ""


def _names(cells: list[GeometryCell]) -> str:
    return ", ".join(id for c in cells for id in c.ids)


def _mattress(made: ObjectReport) -> str:
    """How large a bed's mattress is within its box: bedding that hangs over takes its room."""
    found = next((p for p in made.parts if p.name == "mattress"), None)
    if found is None or round(made.yaw_deg) % 90:  # its bounds are along the room's axes
        return ""
    w, d = (found.high[k] - found.low[k] for k in ((0, 1) if round(made.yaw_deg) % 180 == 0 else (1, 0)))
    box_w, box_d, _ = made.size
    if min(w / box_w, d / box_d) > 0.95:
        return ""
    return (
        f"{made.id}'s mattress is {w:.2f} x {d:.2f} m of its box of {box_w:.2f} x {box_d:.2f} m: bedding and "
        "headboard take the rest"
    )


def _fit(made: ObjectReport) -> str:
    """How far its geometry was off its box; "" when no side had to change by what anybody would see."""
    built = [s / f for s, f in zip(made.declared_size, made.fit, strict=True)]
    sides = zip(("wide", "deep", "high"), built, made.declared_size, strict=True)
    off = [
        f"{was:.2f} m {side} made {is_:.2f} m (x {is_ / was:.2f})"
        for side, was, is_ in sides
        if abs(is_ - was) > SQUEEZED and abs(is_ / was - 1) > SQUEEZED_SHARE
    ]
    return f"{made.id} was scaled to fill its box: {', '.join(off)}" if off else ""
