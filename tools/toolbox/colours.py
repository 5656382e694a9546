"""The palette matched to the picture: what the Material Artist and the Lighting Director share."""

import math
from collections.abc import Sequence

from tools.picture import image
from tools.program import edit_code
from tools.program.edit import Edit
from tools.program.model import MaterialSpec
from tools.solve import lighting, matching
from tools.toolbox.tool import tool
from tools.workspace import Workspace

FEW = 12
"""Things left out named for one reason."""


@tool(edits=True, needs="looks")
def match_colours(workspace: Workspace) -> str:
    """Expose as the picture is, then move the palette to what it shows, by what renders measure."""
    # A render that is too bright is paler than its palette: matched so, colours come out too strong.
    render = _lit(workspace)
    seen = matching.Comparison(workspace, render.shape[1])
    red, _, blue = seen.light(render)
    if lighting.as_lit(workspace, render, float(red - blue) / math.log(2)):
        render = _lit(workspace)
    found = matching.matched(workspace, render, seen)
    if not found.palette:
        return "Nothing is seen well enough to be compared." + _not_compared(found)
    before, wears = workspace.scene.program.materials, workspace.scene.program.wears

    def worn(palette: Sequence[MaterialSpec]) -> Edit:
        lines = "".join(f"{line.source()}\n" for line in [*palette, *wears])
        return lambda text: edit_code.set_cell(text, "materials", lines)

    tried = image.load(workspace.renders.trial(worn(found.palette), "reference", "lit"))
    kept = matching.without_worse(found.palette, before, seen.gaps(render), seen.gaps(tried))
    workspace.apply(worn(kept), why="colours matched")
    old = {m.name: m.color for m in before}
    moved = [f"{m.name} {m.color}" for m in kept if old.get(m.name) != m.color]
    said = f"Moved to {', '.join(moved)}." if moved else "All colours fit."
    return said + _not_compared(found)


def _lit(workspace: Workspace) -> image.Pixels:
    return image.load(workspace.render("reference", "lit"))


def _not_compared(found: matching.Matched) -> str:
    """What was left out and why, and who should have a colour of its own, a line each."""
    reasons: dict[str, list[str]] = {}
    for id, why in found.left_out.items():
        reasons.setdefault(why, []).append(id)
    lines = [f"Left out, {why}: {_named_few(ids)}." for why, ids in reasons.items()]
    lines += [
        f"{id} looks unlike {other}, which wears {name}, too: give it its own."
        for id, other, name in found.apart
    ]
    return "".join(f"\n{line}" for line in lines)


def _named_few(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - FEW} more" if len(ids) > FEW else ""
    return ", ".join(ids[:FEW]) + more
