"""The Lighting Director without a model: lamps where lamps stand, even daylight, measured exposure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agents.models.embedded.decision import Decision, Done, did, refused
from tools.solve import lighting
from tools.workspace import Workspace

if TYPE_CHECKING:
    from agents.stage import Stage

ROUNDS = 3
"""Corrections of the exposure in one turn."""


def decide(stage: Stage, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """Light the room, then correct brightness and tint by what the render measures."""
    tries = [d for d in done if d.name == "set_lighting" and not d.error]
    if not tries:
        if any(d.error for d in done):
            return Decision(text="The lighting was refused; the old light stays." + refused(done))
        if lighting.unlit(workspace):
            return Decision([("set_lighting", {"code": lighting.choose(workspace)})])
    better = lighting.refine(workspace, lights=len(tries) < ROUNDS - 1) if len(tries) < ROUNDS else None
    if better is not None:
        return Decision([("set_lighting", {"code": better})])
    if workspace.has_looks and did(done, "match_colours") is None:
        return Decision([("match_colours", {})])  # the palette was chosen in other light
    if not workspace.has_looks:
        said = "Lit the room by an afternoon sun, its windows, soft light overhead and its lamps."
        return Decision(text=said + refused(done))
    sun = next((light.options for light in workspace.scene.program.lights if light.kind == "sun"), None)
    where = (
        f"Light and shadow on the floor say that the sun stands at azimuth {sun.get('azimuth')}, "
        f"{sun.get('elevation')} degrees high."
        if sun
        else "No edge of light on the floor says where the sun stands, so none is set."
    )
    said = (
        "Lit the room from its lamps, its windows and soft light overhead; brightness, contrast and tint "
        f"follow the picture's measured values. {where}"
    )
    return Decision(text=said + refused(done))
