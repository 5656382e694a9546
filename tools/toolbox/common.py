"""Tools that several specialists share."""

from typing import Annotated

from pydantic import Field

from tools.toolbox.tool import tool
from tools.workspace import Workspace


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
