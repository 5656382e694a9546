"""Put what the picture shows on a thing's flat face onto that face."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from tools.errors import RoomError
from tools.measured import ObjectReport
from tools.picture import cutting
from tools.picture.colours import Rgb, encoded, light_tint, linear, to_hex
from tools.picture.pictures import Shown
from tools.program import edit_look
from tools.program.model import MaterialSpec, Wear
from tools.run_files import TEXTURES
from tools.solve import cut_outs
from tools.solve.cut_outs import LEAST, LYING_ON
from tools.workspace import Workspace

LIT = 0.12
"""Mean linear light of a screen from which it is switched on."""
SHINE = 0.7
"""How strongly a screen that is on glows; 1 is as bright as lit white paper."""


Dress = tuple[str, MaterialSpec | None, Wear | None]
"""What came of one face, in words, and what is to be worn; None where nothing is."""


def put_on(workspace: Workspace, wearers: Sequence[str]) -> list[str]:
    """Cut faces out and let their slots wear them, all in one edit; a line for each.

    Args:
        workspace: its picture, survey and scene.
        wearers: objects' ids, or "id.slot".
    """
    worn: dict[str, Wear] = {}
    specs, said = list[MaterialSpec](), list[str]()
    for wearer in dict.fromkeys(wearers):
        line, spec, wear = _one(workspace, wearer, worn)
        said.append(line)
        if spec is not None and wear is not None:
            specs.append(spec)
            worn[wear.key] = wear

    def dressed(text: str) -> str:
        for spec in specs:
            text = edit_look.set_material(text, spec)
        for wear in worn.values():
            text = edit_look.set_wear(text, wear)
        return text

    if specs:
        workspace.apply(dressed, why="faces from the picture")
    return said


def _one(workspace: Workspace, wearer: str, worn: Mapping[str, Wear]) -> Dress:
    id, _, named = wearer.partition(".")
    if not workspace.scene.program.has(id):
        return f"{wearer}: nothing of that id is placed", None, None
    item = workspace.report.object(id)
    slot = named or cut_outs.slot_of(item)
    slots = ", ".join(sorted({p.slot for p in item.parts}))
    if slot is None:
        return f'{wearer}: say which slot shows it, as "{id}.SLOT"; its slots are {slots}', None, None
    pictures = workspace.pictures
    face = cut_outs.best_face(pictures, item, workspace.scene.meshes.get(id, ()), slot)
    if face is None:
        return f"{wearer}: it has no slot {slot}; its slots are {slots}", None, None
    if not face.well_seen:
        return f"{wearer}: not seen well enough: {_why_not(face)}", None, None
    name = re.sub(r"[^a-z0-9]+", "_", f"{id}_{slot}".lower())[:40].strip("_")
    shown = next(p for p in pictures if p.number == face.picture)
    number = 1 + next(n for n, o in enumerate(workspace.report.objects) if o.id == id)
    boxes = cut_outs.over(shown.survey, face) if slot == "rug" else []
    try:
        mean = cutting.cut(
            shown.image,
            face.seen_px,
            workspace.folder / TEXTURES / f"{name}.webp",
            shape=face.shape,
            hidden=cut_outs.hidden(workspace.ids(shown.size[0], shown.view), number, shown.size, boxes),
            even=slot == "rug",
            within=workspace.folder,
        )
    except RoomError as error:
        return f"{wearer}: {error}", None, None
    old = worn.get(id) or next(
        (w for w in reversed(workspace.scene.program.wears) if id in w.targets), Wear(target=id)
    )
    spec = _material(workspace, shown, face, old, name, mean)
    line = f"{wearer}: cut from {face.sight.area:.0f} pixels of {shown.called}, worn as {name}"
    return line, spec, _worn(item, face.slot, old, name)


def _material(
    workspace: Workspace, shown: Shown, face: cut_outs.Face, old: Wear, name: str, mean: Rgb
) -> MaterialSpec:
    """The palette's entry: stretched over the face, its mean free of the light's tint."""
    palette = {m.name: m for m in workspace.scene.program.materials}
    base = palette.get(old.slots.get(face.slot) or old.material or "")
    kind = cut_outs.KINDS.get(face.slot) or (base.family if base else "paper")
    options: dict[str, float] = {}
    color = to_hex(_untinted(shown, mean))
    if face.slot == "rug" and base is not None and isinstance(base.color, str) and not base.texture:
        color = base.color  # its mean was matched to the picture before
    if face.slot == "screen" and float(linear(mean).mean()) > LIT:
        options, color = {"emission": SHINE}, to_hex(mean)
    return MaterialSpec(
        name=name, family=kind, color=color, texture=f"{TEXTURES}/{name}.webp", options=options
    )


def _worn(item: ObjectReport, slot: str, old: Wear, material: str) -> Wear:
    """What the thing wears with the cut on its slot, and on what lies on it."""
    there = {p.slot for p in item.parts} | {p.name.split(".")[0] for p in item.parts}
    slots = {name: material for name in (slot, *LYING_ON.get(slot, ())) if name in there}
    if slot == "rug":
        return Wear(target=item.id, material=material)
    return Wear(target=item.id, material=old.material, slots={**old.slots, **slots})


def _untinted(shown: Shown, mean: Rgb) -> Rgb:
    r, g, b = np.rint(np.clip(encoded(linear(mean) / light_tint(shown.image)), 0, 255)).astype(int)
    return int(r), int(g), int(b)


def _why_not(face: cut_outs.Face) -> str:
    """In words, what is wrong with the view of a face."""
    short, area = LEAST.get(face.slot, (8.0, 150.0))
    held = face.sight
    if held.towards < cut_outs.TOWARDS:
        return "it looks away from the camera"
    if held.inside < cut_outs.INSIDE:
        return f"only {held.inside:.0%} of it lies within the picture"
    return f"{held.area:.0f} pixels, {held.short:.0f} across (needs {area:.0f} and {short:.0f})"
