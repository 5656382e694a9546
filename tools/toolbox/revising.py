"""Revising a room that was made from words: seven edits under the names the field knows them by.

`add_object, move_object, rotate_object, scale_object, replace_object, remove_object, terminate` are those of
SceneReVis (github.com/Runder-sun/SceneReVis). Each takes one thing or many, builds what is new, and answers
with what is measured afterwards.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated

from pydantic import BaseModel, Field

from tools.checks.check import PLACES
from tools.gates.wishes import wish_scores
from tools.program import assets, edit, edit_code
from tools.program.frames import world_place
from tools.program.read import read
from tools.solve import words
from tools.toolbox.architect import NewObject, Size, adding, each, rejected, removing
from tools.toolbox.assets import Own, replaced_by
from tools.toolbox.common import told
from tools.toolbox.tool import tool
from tools.workspace import Workspace

SHOWN = 8
"""Faults and wishes told at once."""


class To(BaseModel):
    """Where an object goes, world metres as seen from above; what is left out stays."""

    id: str
    x: float | None = None
    y: float | None = None
    z: Annotated[float | None, Field(description="height of its underside; of what hangs or is carried")] = (
        None
    )


class Turn(BaseModel):
    """How an object is turned."""

    id: str
    yaw: Annotated[float, Field(description="world degrees; 0 faces down as seen from above, 90 right")]


class Scale(BaseModel):
    """How large an object is to be."""

    id: str
    size: Size


class Instead(BaseModel):
    """What stands where an object stood."""

    id: str
    category: str
    size: Annotated[
        Size | None,
        Field(description="left out: as large as what it replaces; with an asset, as that really is"),
    ] = None
    asset: Own = None


@tool(edits=True, needs="words")
def add_object(workspace: Workspace, objects: list[NewObject]) -> str:
    """Put objects into the room, carriers before what they carry; they are built at once."""
    steps = [(o.id, adding(o) if o.asset else _built(workspace, o.id, adding(o))) for o in objects]
    return _revised(workspace, steps, "add")


@tool(edits=True, needs="words")
def move_object(workspace: Workspace, objects: list[To]) -> str:
    """Move objects to places in the world; what stands on them goes along."""
    return _revised(workspace, [(o.id, _moving(o)) for o in objects], "move")


@tool(edits=True, needs="words")
def rotate_object(workspace: Workspace, objects: list[Turn]) -> str:
    """Turn objects about their middles; what stands on them goes along."""

    def turning(turn: Turn) -> Callable[[str], str]:
        return lambda text: edit.rotate_object(text, turn.id, to=turn.yaw)

    return _revised(workspace, [(o.id, turning(o)) for o in objects], "rotate")


@tool(edits=True, needs="words")
def scale_object(workspace: Workspace, objects: list[Scale]) -> str:
    """Give objects other sizes, about their middles and undersides."""

    def scaling(scale: Scale) -> Callable[[str], str]:
        w, d, h = scale.size
        return lambda text: edit.scale_object(text, scale.id, size=(w, d, h))

    return _revised(workspace, [(o.id, scaling(o)) for o in objects], "scale")


@tool(edits=True, needs="words")
def replace_object(workspace: Workspace, objects: list[Instead]) -> str:
    """Make objects something else where they stand; what stands on them stays, ids stay."""

    def replacing(new: Instead) -> Callable[[str], str]:
        size = (new.size[0], new.size[1], new.size[2]) if new.size else None
        if new.asset:
            return replaced_by(new.id, new.category, new.asset, size)
        change = partial(edit.replace_object, id=new.id, category=new.category, size=size)
        return _built(workspace, new.id, change)

    return _revised(workspace, [(o.id, replacing(o)) for o in objects], "replace")


@tool(edits=True, needs="words")
def remove_object(workspace: Workspace, ids: list[str], reason: str) -> str:
    """Take objects, and what stands on them, out of the room."""
    answer = _revised(workspace, [(id, removing(id)) for id in ids], "remove")
    standing = {o.id for o in workspace.report.objects}
    for id in ids:
        if id not in standing:
            rejected(workspace, id, reason)
    return answer


@tool(ends_turn=True, needs="words")
def terminate(workspace: Workspace, summary: str) -> str:
    """Say in a sentence why the room is as good as it will be. Ends your turn."""
    return summary


def evaluated(workspace: Workspace) -> str:
    """What a revision has to better: wishes that are not met, and faults of places; metres."""
    scores, lacking = wish_scores(workspace)
    faults = workspace.check(PLACES)
    head = [f"wishes met {scores['wishes']:.2f}"] if scores else []
    lines = [", ".join([*head, f"{len(faults)} faults of place"])]
    found = [item.problem for item in (*lacking, *faults)]
    lines += [f"- {problem}" for problem in found[:SHOWN]]
    return "\n".join([*lines, f"- and {len(found) - SHOWN} more"] if len(found) > SHOWN else lines)


def _revised(workspace: Workspace, steps: Sequence[tuple[str, Callable[[str], str]]], verb: str) -> str:
    refused, text = each(workspace, steps, f"{verb} {', '.join(id for id, _ in steps)}")
    return told(refused, f"{text}\nMeasured: {evaluated(workspace)}")


def _moving(to: To) -> Callable[[str], str]:
    def moved(text: str) -> str:
        program = read(text)
        x, y = edit.world_at(program, to.id)
        carrier = program.placement(to.id).on
        base = world_place(program, carrier).z if carrier else 0.0
        at = (x if to.x is None else to.x, y if to.y is None else to.y)
        text = edit.move_object(text, to.id, to=at)
        return text if to.z is None else edit.move_object(text, to.id, z=round(to.z - base, 4))

    return moved


def _built(workspace: Workspace, id: str, change: Callable[[str], str]) -> Callable[[str], str]:
    """The change, and after it the building word that makes the thing; among boxes it stays a box."""

    def built(text: str) -> str:
        before = read(text)
        text = change(text)
        if before.placements and not {id for id in before.geometry if id not in assets.built(before)}:
            return text
        return edit_code.write_geometry(text, [id], words.choose(workspace.survey, read(text))[id])

    return built


REVISING = (
    add_object, move_object, rotate_object, scale_object, replace_object, remove_object, terminate
)  # fmt: skip
"""The seven tools, under their published names."""
