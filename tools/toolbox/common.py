"""Tools that several specialists share."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from tools.blender.jobs import Quality
from tools.errors import PartlyRefused, ToolError
from tools.picture import image
from tools.picture.region import crop
from tools.toolbox.tool import tool
from tools.workspace import Workspace

Colleague = Literal["Analyst", "LayoutArchitect", "Geometer", "MaterialArtist", "LightingDirector"]
"""Whom work can be handed on to; a test holds these against the plan's specialists."""


View = Annotated[
    str,
    Field(
        description='"reference" (the picture\'s camera, or from above), "top", "iso" or "eye"; of a flat '
        'also each room by its name, slanted: "bedroom", "living_room"'
    ),
]
Region = Annotated[
    list[float] | None,
    Field(
        min_length=4, max_length=4,
        description='only this part, enlarged: x0, y0, x1, y1 in pixels of the picture (view "reference"); '
        "where there is none, of the view as it is with 512 pixels across",
    ),
]  # fmt: skip
Wide = Annotated[int, Field(ge=256, le=1024, description="pixels across, 512 to look at the whole")]
SIDE = 1024
"""Longer side of an enlarged part, pixels."""
WIDEST = 3072
"""Pixels across that a view is drawn at most for a part of it."""


def told(refused: Sequence[str], done: str) -> str:
    """A tool's answer; with something refused it is an error, so that no turn ends before it was read.

    Raises:
        PartlyRefused: there are refusals; the text tells them, and then what was done.
    """
    if refused:
        raise PartlyRefused("\n".join([*refused, *filter(None, [done])]))
    return done


def looked_at(
    workspace: Workspace, view: str, quality: Quality, width: int, box: Sequence[float] | None
) -> str:
    """A view, or a part of the picture's own, as a mark.

    Args:
        workspace: its scene.
        view: name of the view.
        quality: of the render.
        width: pixels across the whole view.
        box: (x0, y0, x1, y1) of the picture, pixels; the view is then drawn large enough to see it well.
            Without a picture, of the view as it is `PREVIEW_WIDTH` across.

    Raises:
        ToolError: the part is none of the picture, or of another view.
    """
    if not workspace.scene.text:
        raise ToolError("nothing is built yet: go by the list")
    if box is None:
        return workspace.render_mark(view, quality, width=width)
    if workspace.has_picture:
        across, high = workspace.survey.size
    else:
        high, across = image.load(workspace.render(view, quality)).shape[:2]
    x0, y0, x1, y1 = max(0.0, box[0]), max(0.0, box[1]), min(across, box[2]), min(high, box[3])
    if (view != "reference" and workspace.has_picture) or x1 - x0 < 8 or y1 - y0 < 8:
        raise ToolError(
            f"box {list(box)} is no part, 8 pixels wide and high at least, of the picture of {across} x "
            f"{high} pixels" + ('; with a box the view is "reference"' if workspace.has_picture else "")
        )
    wanted = round(min(WIDEST, max(width, across * SIDE / max(x1 - x0, y1 - y0))))
    drawn = image.load(workspace.render(view, quality, width=wanted))
    same = drawn.shape[1] / across
    part = crop(drawn, (same * x0, same * y0, same * x1, same * y1), margin=0.0, side=SIDE)
    whole = "the picture" if workspace.has_picture else f"view {view}"
    return workspace.images.put(part, f"render, x {x0:.0f} to {x1:.0f}, y {y0:.0f} to {y1:.0f} of {whole}")


@tool(looks=True)
def preview(workspace: Workspace, view: View, width: Wide = 512, box: Region = None) -> str:
    """Render the room quickly, or a part of the picture's view enlarged."""
    return looked_at(workspace, view, "fast", width, box)


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
