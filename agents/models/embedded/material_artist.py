"""The Material Artist without a model: sampled colours, and textures cut from floor and rugs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agents.models.embedded.decision import Decision, Done, did, refused
from tools import vocabulary
from tools.picture import image as pictures
from tools.solve import finishing, matching, materials, swatches
from tools.toolbox.materials import texture_sizes
from tools.workspace import Workspace

if TYPE_CHECKING:
    from agents.stage import Stage

CORRECTIONS = 2
"""How often the palette is corrected by a render in one turn."""


def decide(stage: Stage, workspace: Workspace, done: Sequence[Done]) -> Decision:
    """Write the palette, or put textures from the picture on floor and rugs."""
    if stage.name == "textures":
        return _textures(workspace, done)
    if not workspace.has_picture:
        return _by_style(workspace, done)
    tries = [d for d in done if d.name == "set_materials"]
    if tries and not tries[-1].error and len(tries) <= CORRECTIONS:
        code = _corrected(workspace)
        if code is not None:
            return Decision([("set_materials", {"code": code, "replace": True})])
    if tries:
        return Decision(
            text="Sampled a palette from the picture, light taken out, and gave every slot one of it. What a "
            "thing is made of is judged by its category, words and colour only." + refused(done)
        )
    code = materials.choose(
        workspace.image,
        workspace.survey,
        workspace.scene.program,
        workspace.report,
        workspace.ids(workspace.image.shape[1]),
    )
    return Decision([("set_materials", {"code": code, "replace": True})])


def _by_style(workspace: Workspace, done: Sequence[Done]) -> Decision:
    """A palette of the room's style, when there is no picture to take colours from."""
    if did(done, "set_materials"):
        text = "Chose a palette of the room's style; what each thing wears is usual for its kind."
        return Decision(text=text + refused(done))
    code = finishing.choose(workspace.survey, workspace.scene.program, workspace.settings.seed)
    return Decision([("set_materials", {"code": code, "replace": True})])


def _corrected(workspace: Workspace) -> str | None:
    return matching.matched(workspace, pictures.load(workspace.render("reference", "lit")))


def _textures(workspace: Workspace, done: Sequence[Done]) -> Decision:
    ids = workspace.ids(workspace.image.shape[1])
    shown = {
        o.id: swatches.shown_mask(workspace.image, ids, n)
        for n, o in enumerate(workspace.report.objects, start=1)
        if vocabulary.entry(o.category).family == "rug"
    }
    wanted = materials.textures(workspace.image, workspace.survey, shown)
    made = [d for d in done if d.name == "make_texture"]
    if not made and wanted:
        return Decision(
            [
                (
                    "make_texture",
                    {"name": w.name, "polygon": [list(p) for p in w.polygon], "height": w.height},
                )
                for w in wanted
            ]
        )
    tries = [d for d in done if d.name == "set_materials"]
    if len(tries) == 1 and not tries[-1].error:  # its mean is the colour that was matched before
        better = _corrected(workspace)
        if better is not None:
            return Decision([("set_materials", {"code": better, "replace": True})])
    if tries or not wanted:
        count = f"{len(made)} texture{'' if len(made) == 1 else 's'}"
        return Decision(text=f"Made {count} from the picture's own surfaces." + refused(done))
    code = materials.textured(wanted, texture_sizes(workspace), workspace.scene.program)
    if not code:
        return Decision(text="No texture could be made; plain colours stay." + refused(done))
    return Decision([("set_materials", {"code": code, "replace": False})])
