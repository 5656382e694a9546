"""What code does before a specialist gets the floor: work that needs no judgement costs no model call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.checks.check import PLACES
from tools.errors import RoomError
from tools.picture.image import save
from tools.run_files import TEXTURES
from tools.solve import layout, lighting, walls
from tools.solve.layout import Kind, kind_of
from tools.toolbox.architect import check, solve_layout
from tools.toolbox.common import preview
from tools.toolbox.looking import around
from tools.toolbox.revising import evaluated
from tools.toolbox.words import scene_lines
from tools.workspace import Workspace

if TYPE_CHECKING:
    from agents.stage import Stage

MARKED = ("on", "part of")
"""Relations that the marks give by themselves."""


def prepare(stage: Stage, workspace: Workspace) -> str:
    """Do what a stage has prepared.

    Returns:
        What came of it, with a picture; empty for a stage that needs no preparing.
    """
    if stage.prepare is None:
        return ""
    try:
        return stage.prepare(stage, workspace)
    except RoomError as error:  # the specialist reads why, and its gate will say the same
        return f"(could not be prepared: {error})"


def solve(stage: Stage, workspace: Workspace, *, look: bool = True) -> str:
    """Have a layout stage's things solved; what stands already stays. `look` adds a picture."""
    ids = workspace.scene.program.ids if workspace.scene.text else ()
    lines = [
        _standing(workspace, kind)
        if layout.stands(workspace.survey, ids, kind)
        else solve_layout(workspace, kind)
        for kind in stage.kinds
    ]
    seen = [preview(workspace, "reference")] if look else []
    return "\n".join([*lines, f"Checked: {check(workspace)}", *seen])


def stands_as_planned(stage: Stage, workspace: Workspace) -> bool:
    """Stand what a plan from words has places for; True where nothing is wrong, and nobody need look yet."""
    if "words" not in workspace.source.offers or workspace.has_picture or workspace.afresh:
        return False
    try:
        solve(stage, workspace, look=False)
        return stage.measure(workspace).passed and not workspace.check(PLACES)
    except RoomError:  # the specialist gets the floor, and reads why
        return False


def evaluate(stage: Stage, workspace: Workspace) -> str:
    """Before a revision: the smallest moves that put places right, what is measured then, and two views."""
    moved = workspace.settle().lines()
    lines = [f"Moved by rule: {'; '.join(moved)}"] if moved else []
    views = [preview(workspace, "top"), *around(workspace, stage.quality)] if stage.eyes else []
    return "\n".join([*lines, f"Measured: {evaluated(workspace)}", *views])


def light(stage: Stage, workspace: Workspace) -> str:
    """Light the room once, before its colours are chosen."""
    if not lighting.first_light(workspace):
        return ""
    if workspace.has_picture:
        return "The room is lit much as the picture is."
    return "The room is lit by an afternoon sun and by its lamps."


def finish_walls(stage: Stage, workspace: Workspace) -> bool:
    """Finish the walls as the settings say; False where that was refused, and a specialist has to look."""
    wanted = workspace.settings.walls
    if wanted is None:
        return True
    try:
        texture = ""
        if wanted != "subtle":
            texture = f"{TEXTURES}/walls_{wanted}.webp"
            drawn = walls.draw(workspace.scene.program, wanted, workspace.settings.seed)
            save(drawn, workspace.folder / texture, within=workspace.folder)
        workspace.apply(lambda text: walls.finish(text, wanted, texture), why=f"walls: {wanted}")
    except RoomError:  # the specialist gets the floor, and its gate says why
        return False
    return True


def relations_told(stage: Stage, workspace: Workspace) -> bool:
    """Whether relations were told with the survey already."""
    told = any(relation not in MARKED for _, relation, _ in workspace.survey.relations)
    return told and stage.measure(workspace).passed


def _standing(workspace: Workspace, kind: Kind) -> str:
    own = {t.id for t in workspace.survey.things if kind_of(t) == kind}
    report = workspace.report
    return scene_lines(report.model_copy(update={"objects": [o for o in report.objects if o.id in own]}))
