"""What the Geometer can do: look words up, write geometry cells, look at one object alone."""

import json
import re
from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, Field

from tools.errors import ProgramError, ToolError
from tools.files import read_object, write_text
from tools.program import edit_code, kit_index
from tools.run_files import DESCRIPTIONS
from tools.toolbox.tool import tool
from tools.workspace import Workspace


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
    found = kit_index.search(query, limit=5)
    details = "\n\n".join(map(kit_index.detail, found))
    return details or f"No word or part fits {query!r}: build it from parts."


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
    while pending:
        try:
            report = workspace.apply(_writer(pending), why=f"geometry of {_names(pending)}")
        except ProgramError as error:
            broken = [c for c in pending if error.cell and error.cell.partition(":")[2] in c.ids]
            if not broken and len(pending) > 1:  # cannot tell which: go one by one
                return "\n".join(answers + [write_geometry(workspace, [cell]) for cell in pending])
            pending = [c for c in pending if c not in (broken or pending)]
            answers.append(f"REFUSED {_names(broken or cells)}: {error}{_nearest(str(error))}")
            continue
        made = [report.object(id) for cell in pending for id in cell.ids]
        answers.append(f"{len(made)} objects built, {sum(o.triangles for o in made)} triangles.")
        answers += [f"{o.id}{fit}" for o in made if (fit := _fit(o.fit))]
        answers += [f"NOTE {note}" for note in report.notes if note not in known]
        break
    return "\n".join(answers)


@tool(looks=True)
def preview_object(workspace: Workspace, id: str) -> str:
    """Render one object alone, three-quarter view."""
    if id not in {o.id for o in workspace.report.objects}:
        raise ToolError(f"{id!r} is not placed")
    return workspace.render_mark(None, "lit", isolate=id)


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


def _fit(fit: tuple[float, float, float]) -> str:
    off = max(abs(s - 1) for s in fit)
    return (
        f": had to be scaled by {fit[0]:.2f} x {fit[1]:.2f} x {fit[2]:.2f} to fit its box"
        if off > 0.05
        else ""
    )
