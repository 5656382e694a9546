"""The Layout Architect without a model: footprints, relations and contacts are solved, not guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agents.models.embedded.decision import Decision, Done, did, refused
from tools.solve.layout import stands
from tools.workspace import Workspace

if TYPE_CHECKING:
    from agents.stage import Stage

NOUNS = {"large": "standing things and the room", "wall": "wall and ceiling things", "small": "small things"}


def decide(stage: Stage, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """What was solved stays, but for a rerun: rules have no better eye. What is not placed yet is solved."""
    if stage.name == "revise":
        if did(done, "terminate"):
            return Decision(text="Revised by rule.")
        said = "The smallest moves were made that put places right; rules have no eye for more."
        return Decision([("terminate", {"summary": said})])
    kind = stage.kinds[0] if stage.kinds else "large"
    answer = did(done, "solve_layout")
    ids = workspace.scene.program.ids if workspace.scene.text else ()
    if answer is None and (workspace.afresh or not stands(workspace.survey, ids, kind)):
        return Decision([("solve_layout", {"kinds": kind})])
    if answer is not None and answer.error:
        return Decision(text=f"The layout could not be solved.{refused(done)}")
    if workspace.survey.brief is not None:
        return Decision(text=f"Placed the {NOUNS[kind]} where the plan has them.")
    return Decision(
        text=f"Placed the {NOUNS[kind]} by least squares over their pixel boxes, usual sizes, walls and "
        "supports. Sizes across the picture are measured; depths hidden by the lean and heights without a "
        "mark are usual values."
    )
