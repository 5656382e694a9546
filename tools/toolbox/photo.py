"""What the Analyst calls for a photo taken inside the room."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tools.picture.annotations import OpeningMark, WallMark
from tools.survey import Point
from tools.toolbox import pixels
from tools.toolbox.analyst import Line, annotate, to_settle
from tools.toolbox.tool import tool
from tools.toolbox.words import room_lines
from tools.workspace import Workspace


@tool(edits=True, needs="photo")
def submit_walls(
    workspace: Workspace,
    walls: Annotated[list[WallMark], Field(description="every wall that shows, from left to right")],
    verticals_px: Annotated[
        list[Line],
        Field(description="lines upright in the room, both ends: corners, door frames, tall furniture"),
    ],
    levels_px: Annotated[
        list[Line],
        Field(description="level lines that run along a wall, both ends: edges of square-standing furniture"),
    ],
    openings: Annotated[
        list[OpeningMark], Field(description="doors and windows by their four corners, `corners_px`")
    ],
) -> str:
    """Mark the walls of a photo in pixels. Camera, room and all metres are solved from them."""
    outlines = [*(_outline(wall) for wall in walls), *([*o.corners_px] for o in openings if o.corners_px)]
    frame = pixels.learned(workspace, outlines, [*verticals_px, *levels_px])
    uprights, levels = (
        [[frame.point((p[0], p[1])) for p in line] for line in lines] for lines in (verticals_px, levels_px)
    )
    annotate(
        workspace,
        walls=[pixels.in_file(frame, w).model_dump() for w in walls],
        verticals_px=uprights,
        levels_px=levels,
        openings=[pixels.in_file(frame, o).model_dump() for o in openings],
    )
    marked = len(workspace.marks.now.things)
    told = pixels.words(workspace, frame)
    return "\n".join(
        [room_lines(workspace.survey), f"{marked} things marked so far.{told}", *to_settle(workspace)]
    )


def _outline(wall: WallMark) -> list[Point]:
    """A wall's lines as one outline; an open one where only one of them shows."""
    base, top = wall.base_px, wall.top_px
    if base is not None and top is not None:
        return [*base, *reversed(top)]
    return [*(base or top or ())]
