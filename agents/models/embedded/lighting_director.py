"""The Lighting Director without a model: lamps where lamps stand, even daylight, measured exposure."""

from __future__ import annotations

from collections.abc import Sequence

from agents.models.embedded.decision import Decision, Done, refused
from tools.solve import lighting
from tools.workspace import Workspace

ROUNDS = 3
"""Corrections of the exposure in one turn."""


def decide(stage: str, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """Light the room, then correct brightness and tint by what the render measures."""
    tries = [d for d in done if d.name == "set_lighting" and not d.error]
    if not tries:
        if any(d.error for d in done):
            return Decision(text="The lighting was refused; the old light stays." + refused(done))
        code = lighting.choose(workspace.survey, workspace.scene.program)
        return Decision([("set_lighting", {"code": code})])
    better = lighting.refine(workspace, lights=len(tries) < ROUNDS - 1) if len(tries) < ROUNDS else None
    if better is not None:
        return Decision([("set_lighting", {"code": better})])
    said = (
        "Lit the room from its lamps and an even overhead light; brightness, contrast and tint follow the "
        "picture's measured values. Soft shadows do not say where the sun stands, so none is set."
    )
    return Decision(text=said + refused(done))
