"""The six specialists without a language model: each decides by rules and picture tools, and says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agents.models.embedded import (
    analyst,
    critic,
    geometer,
    layout_architect,
    lighting_director,
    material_artist,
)
from agents.models.embedded.decision import Decision, Done
from tools.workspace import Workspace

__all__ = ["Decision", "Done", "decide"]

Decide = Callable[[str, Workspace, Sequence[Done]], Decision]

_SPECIALISTS: dict[str, Decide] = {
    "Analyst": analyst.decide,
    "LayoutArchitect": layout_architect.decide,
    "Geometer": geometer.decide,
    "MaterialArtist": material_artist.decide,
    "LightingDirector": lighting_director.decide,
    "Critic": critic.decide,
}


def decide(specialist: str, stage: str, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """What a specialist does next.

    Args:
        specialist: its name in the group chat.
        stage: name of the stage it has the floor for.
        workspace: read access to picture, survey and scene.
        done: this turn's tool results so far.
    """
    return _SPECIALISTS[specialist](stage, workspace, done)
