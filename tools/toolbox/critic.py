"""What the Critic can do: numbers first, then reference and render side by side, then a verdict."""

import functools
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from tools.blender.jobs import Quality
from tools.critique import Finding
from tools.errors import ToolError
from tools.picture import image
from tools.picture.region import crop
from tools.picture.sheet import contact_sheet, side_by_side
from tools.toolbox.analyst import Box
from tools.toolbox.common import WIDEST
from tools.toolbox.tool import Tool, tool
from tools.workspace import Workspace

SIDE, SMALLEST, LARGEST = 768, 256, 1024
"""Longer side of each half of a comparison, pixels: usually, at least and at most."""
BUSY, CLOSE = 30, 768
"""Things from which the render that a verdict goes by is drawn larger, and its pixels across: at 512 a mouse
on a desk is 5 pixels, and a reader calls right what it cannot see. It costs some 500 tokens a look."""
WORST, TILE = 4, 240
"""Findings shown enlarged with the numbers, and the longer side of each picture of them, pixels."""


def worst_mark(workspace: Workspace, items: Sequence[Finding], quality: Quality) -> str:
    """The regions of the gravest findings, picture and render side by side, as one mark; "" for none.

    Args:
        workspace: its picture and scene.
        items: findings, the gravest first.
        quality: of the render.
    """
    boxes = [_roomy(item.box, workspace) for item in items if item.box is not None][:WORST]
    if not boxes:
        return ""
    render = image.load(workspace.render("reference", quality))  # drawn already: numbers were taken from it
    smaller = render.shape[1] / workspace.image.shape[1]
    tiles, captions = [], []
    for item, box in zip([i for i in items if i.box is not None], boxes, strict=False):
        same = (smaller * box[0], smaller * box[1], smaller * box[2], smaller * box[3])
        tiles += [crop(workspace.image, box, side=TILE), crop(render, same, side=TILE)]
        captions += [f"{item.object}: picture", "render"]
    sheet = contact_sheet(tiles, captions, columns=4, side=TILE)
    return workspace.images.put(sheet, "the gravest findings, picture and render side by side")


def _roomy(box: tuple[float, float, float, float], workspace: Workspace) -> tuple[float, float, float, float]:
    """A box with enough around it to see where it belongs, within the picture."""
    height, width = workspace.image.shape[:2]
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    half = max(0.8 * max(box[2] - box[0], box[3] - box[1]), 0.04 * width)
    return max(0.0, x - half), max(0.0, y - half), min(float(width), x + half), min(float(height), y + half)


@tool(looks=True, needs="picture")
def compare(
    workspace: Workspace,
    box: Box,
    side: Annotated[
        int, Field(ge=SMALLEST, le=LARGEST, description="longer side of each half, pixels")
    ] = SIDE,
) -> str:
    """The same region of picture and render side by side, enlarged."""
    x0, y0, x1, y1 = box
    if x1 - x0 < 8 or y1 - y0 < 8:
        raise ToolError(f"box {box} is too small to compare: give x0, y0, x1, y1 at least 8 pixels apart")
    height, width = workspace.image.shape[:2]
    region = max(0.0, x0), max(0.0, y0), min(float(width), x1), min(float(height), y1)
    # A small region is drawn larger than the picture is: there the render at least shows what it has.
    longest = max(region[2] - region[0], region[3] - region[1])
    wide = round(min(WIDEST, max(width, 0.5 * width * side / longest)))
    render = image.load(workspace.render("reference", "lit", width=wide))
    same = render.shape[1] / width
    there = (same * region[0], same * region[1], same * region[2], same * region[3])
    views = [crop(workspace.image, region, side=side), crop(render, there, side=side)]
    pair = side_by_side(views, ["picture", "render"])
    return workspace.images.put(pair, f"picture and render, x {x0:.0f} to {x1:.0f}, y {y0:.0f} to {y1:.0f}")


def scene_mark(workspace: Workspace, quality: Quality) -> str:
    """The render that a verdict goes by, large enough for the things that are in it."""
    busy = workspace.has_picture and len(workspace.report.objects) > BUSY
    return workspace.render_mark("reference", quality, width=CLOSE if busy else None)


def quarters(workspace: Workspace) -> list[str]:
    """Each quarter of picture and render side by side, as marks."""
    height, width = workspace.image.shape[:2]
    x, y = width / 2, height / 2
    return [compare(workspace, [i * x, j * y, (i + 1) * x, (j + 1) * y]) for j in (0, 1) for i in (0, 1)]


@tool(ends_turn=True)
def submit_verdict(
    workspace: Workspace,
    accept: Annotated[bool, Field(description="true: work may move on")],
    summary: str,
    items: Annotated[
        list[Finding], Field(description="what is wrong, each located and with an owner; may be empty")
    ],
    send_back_to: Annotated[
        str | None, Field(description="an earlier stage that must work again, or null")
    ] = None,
    scores: Annotated[dict[str, float] | None, Field(description="your marks, 0 to 10, by aspect")] = None,
) -> str:
    """Give your verdict on the stage. Ends your turn."""
    lines = [("Accepted: " if accept else "Revise: ") + summary, *(f"- {i.line()}" for i in items)]
    return "\n".join(lines)


def verdict_for(owners: Sequence[str]) -> Tool[...]:
    """`submit_verdict` of a team: a point's owner is one of these, or nobody."""

    @functools.wraps(submit_verdict.function)
    def checked(workspace: Workspace, *, items: list[Finding], **rest: Any) -> str:
        wrong = sorted({i.owner for i in items} - {*owners, ""})
        if wrong:
            raise ToolError(f"no specialist is called {', '.join(wrong)}; owners are {', '.join(owners)}")
        return submit_verdict(workspace, items=items, **rest)

    return Tool(checked, ends_turn=submit_verdict.ends_turn)
