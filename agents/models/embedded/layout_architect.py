"""The Layout Architect without a model: footprints, relations and contacts are solved, not guessed."""

from __future__ import annotations

from collections.abc import Sequence

from agents.models.embedded.decision import Decision, Done, did, refused
from tools.workspace import Workspace

KINDS = {"layout": "large", "wall_objects": "wall", "small_objects": "small"}
NOUNS = {"large": "standing things and the room", "wall": "wall and ceiling things", "small": "small things"}


def decide(stage: str, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """Have the layout of this stage's kind solved, then say what came of it."""
    kind = KINDS.get(stage, "large")
    answer = did(done, "solve_layout")
    if answer is None:
        return Decision([("solve_layout", {"kinds": kind})])
    if answer.error:
        return Decision(text=f"The layout could not be solved.{refused(done)}")
    notes = [line[2:] for line in answer.text.splitlines() if line.startswith("- ")]
    said = f" {len(notes)} notes: " + "; ".join(notes[:6]) + "." if notes else ""
    return Decision(
        text=f"Placed the {NOUNS[kind]} by least squares over their pixel boxes, usual sizes, walls and "
        f"supports. Sizes across the picture are measured; depths hidden by the lean and heights without a "
        f"mark are usual values.{said}"
    )
