"""What the Layout Architect can do to the room's doors and windows."""

from typing import Any

from pydantic import BaseModel, Field

from tools.errors import ProgramError
from tools.picture.annotations import Swing
from tools.program import edit_look
from tools.program.read import read
from tools.toolbox.tool import tool
from tools.workspace import Workspace


class OpeningChange(BaseModel):
    """What changes about one door, window or doorway; what is left out stays."""

    id: str
    shift: float = Field(0.0, description="metres along its wall, from the wall's first corner on")
    width: float | None = None
    height: float | None = None
    sill: float | None = None
    swing: Swing | None = Field(
        None, description="a door's leaf: opens in or out, hinges left or right as seen from inside the room"
    )
    angle: float | None = Field(None, description="degrees a door stands open")


@tool(edits=True)
def change_openings(workspace: Workspace, changes: list[OpeningChange]) -> str:
    """Move or resize doors, windows and doorways, or hang a door's leaf the other way."""
    refused: list[str] = []

    def edited(text: str) -> str:
        refused.clear()
        for change in changes:
            try:
                text = _changed(text, change)
            except ProgramError as error:
                refused.append(f"REFUSED {change.id}: {error}")
        return text

    ids = [c.id for c in changes]
    workspace.apply(edited, why=f"change openings {', '.join(ids)}")
    held = [o.source() for o in workspace.scene.program.openings if o.id in ids]
    return "\n".join([*refused, *held])


def _changed(text: str, change: OpeningChange) -> str:
    openings = read(text).openings
    old = next((o for o in openings if o.id == change.id), None)
    if old is None:
        known = ", ".join(o.id for o in openings) or "none"
        raise ProgramError(f"there is no opening {change.id!r}; there are {known}")
    new: dict[str, Any] = {
        "at": round(old.at + change.shift, 3),
        "size": (change.width or old.size[0], change.height or old.size[1]),
        "sill": old.sill if change.sill is None else change.sill,
        "swing": change.swing or old.swing,
    }
    if change.angle is not None:
        new["options"] = old.options | {"angle": change.angle}
    return edit_look.set_opening(text, old.model_copy(update=new))
