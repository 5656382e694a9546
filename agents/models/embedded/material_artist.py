"""The Material Artist without a model: sampled colours, and textures cut from floor and rugs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agents.models.embedded.decision import Call, Decision, Done, did, refused
from tools.solve import cut_outs, finishing, materials
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
    if not workspace.has_looks:
        return _by_style(workspace, done)
    tries = [d for d in done if d.name == "set_materials"]
    matched = [d for d in done if d.name == "match_colours"]
    if tries and not tries[-1].error and len(matched) < CORRECTIONS:
        return Decision([("match_colours", {})])
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
    code = finishing.choose(
        workspace.survey, workspace.scene.program, workspace.settings.seed, workspace.report
    )
    return Decision([("set_materials", {"code": code, "replace": True})])


def _textures(workspace: Workspace, done: Sequence[Done]) -> Decision:
    pictures = workspace.pictures
    wanted = materials.textures(pictures, workspace.report)
    faces = cut_outs.wanted(pictures, workspace.report.objects, workspace.scene.meshes)
    made, cut = [d for d in done if d.name == "make_texture"], did(done, "cut_out")
    calls: list[Call] = [
        (
            "make_texture",
            {"name": w.name, "polygon": [list(p) for p in w.polygon], "height": w.height}
            | ({"picture": w.picture} if w.picture > 1 else {}),
        )
        for w in {want.name: want for want in reversed(wanted)}.values()
        if not made
    ]
    if faces and cut is None:
        calls.append(("cut_out", {"ids": [face.id for face in faces]}))
    if calls:
        return Decision(calls)
    tries = [d for d in done if d.name == "set_materials"]
    if tries and not tries[-1].error and did(done, "match_colours") is None:
        return Decision([("match_colours", {})])  # its mean is the colour that was matched before
    if tries or not wanted:
        count = f"{len(made)} texture{'' if len(made) == 1 else 's'}"
        flat = f", and cut {len(faces)} flat faces out of it" if faces else ""
        return Decision(text=f"Made {count} from the picture's own surfaces{flat}." + refused(done))
    code = materials.textured(wanted, texture_sizes(workspace), workspace.scene.program)
    if not code:
        return Decision(text="No texture could be made; plain colours stay." + refused(done))
    return Decision([("set_materials", {"code": code, "replace": False})])
