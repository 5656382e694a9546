"""What code does before a specialist gets the floor: work that needs no judgement costs no model call."""

from tools.errors import RoomError
from tools.gates import gate
from tools.solve import layout, lighting
from tools.solve.layout import KINDS, kind_of
from tools.toolbox.architect import check, solve_layout
from tools.toolbox.common import preview
from tools.toolbox.words import scene_lines
from tools.workspace import Workspace

MARKED = ("on", "part of")
"""Relations that the marks give by themselves."""


def stands(stage: str, workspace: Workspace) -> bool:
    """Whether a stage's work was done within an earlier turn: relations told with the survey."""
    if stage != "relations":
        return False
    told = any(relation not in MARKED for _, relation, _ in workspace.survey.relations)
    return told and gate.measure(stage, workspace).passed


def prepare(stage: str, workspace: Workspace) -> str:
    """Have a layout stage's things solved, or the room lit before its colours are chosen; what is done stays.

    Returns:
        What came of it, with a picture; empty for a stage that needs no preparing.
    """
    kind = KINDS.get(stage)
    if kind is None and stage != "materials":
        return ""
    try:
        if kind is None:
            lit = lighting.first_light(workspace)
            return "The room is lit much as the picture is." if lit else ""
        ids = workspace.scene.program.ids if workspace.scene.text else ()
        done = layout.stands(workspace.survey, ids, kind)
        lines = _standing(workspace, kind) if done else solve_layout(workspace, kind)
        found = check(workspace)
        return f"{lines}\nChecked: {found}\n{preview(workspace, 'reference')}"
    except RoomError as error:  # the specialist reads why, and its gate will say the same
        return f"(could not be prepared: {error})"


def _standing(workspace: Workspace, kind: str) -> str:
    own = {t.id for t in workspace.survey.things if kind_of(t) == kind}
    report = workspace.report
    return scene_lines(report.model_copy(update={"objects": [o for o in report.objects if o.id in own]}))
