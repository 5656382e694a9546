"""Tools that several specialists share."""

from typing import Annotated, Literal

from pydantic import Field

from tools.toolbox.tool import tool
from tools.workspace import Workspace

Colleague = Literal["Analyst", "LayoutArchitect", "Geometer", "MaterialArtist", "LightingDirector"]
"""Whom work can be handed on to; a test holds these against the plan's specialists."""


@tool(looks=True)
def preview(
    workspace: Workspace,
    view: Annotated[str, Field(description='"reference" (the picture\'s camera), "top", "iso" or "eye"')],
) -> str:
    """Render the room quickly."""
    return workspace.render_mark(view, "fast")


@tool(ends_turn=True)
def finish_turn(workspace: Workspace, summary: str) -> str:
    """Say in a sentence or two what you did and what is left. Ends your turn."""
    return summary


@tool(ends_turn=True)
def hand_on(
    workspace: Workspace,
    to: Colleague,
    what: Annotated[str, Field(description="what is left to do, with the ids of the objects it is about")],
) -> str:
    """Hand a person's wish, or the rest of it, on to who can do it. Ends your turn."""
    return f"Handed on to {to}: {what}"
