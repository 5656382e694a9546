"""What the Material Artist can do: textures out of the picture, and the materials cell."""

import json
import re
from collections.abc import Sequence
from typing import Annotated

import cv2
import numpy as np
from pydantic import Field

from tools.errors import ToolError
from tools.files import read_object, write_text
from tools.kit.materials.material_kinds import LOOK_ALIASES, LOOKS
from tools.measured import PartReport, SceneReport
from tools.picture import colours as sampling
from tools.picture import image, texture
from tools.picture import region as regions
from tools.picture.pictures import Shown
from tools.program import edit_code, edit_look
from tools.program.cells import new_cell
from tools.program.model import MaterialSpec, Spec, Wear
from tools.program.read import read_cell
from tools.run_files import TEXTURES
from tools.solve import sightings, swatches
from tools.toolbox import cutting
from tools.toolbox.common import Region, View, Wide, looked_at, told
from tools.toolbox.tool import tool
from tools.toolbox.words import dressing
from tools.workspace import Workspace

KINDS = frozenset({*LOOKS, *LOOK_ALIASES})
"""Names of kinds of material."""
SHOWN = 30
"""Bare parts named at once."""
SIZES = "sizes.json"
"""Beside the textures: metres that each covers."""
Polygon = Annotated[
    list[Annotated[list[float], Field(min_length=2, max_length=2)]],
    Field(min_length=3, description="corners in picture pixels, well inside one surface, off anything on it"),
]


@tool(edits=True, needs="looks")
def make_texture(
    workspace: Workspace,
    name: Annotated[str, Field(description="file name without suffix, snake_case")],
    polygon: Polygon,
    height: Annotated[
        float, Field(description="metres above the floor of the surface: 0 for floor and rugs")
    ] = 0.0,
    wear: Annotated[
        list[str], Field(description='who wears it from now on: "room.floor", "bed.duvet", "rug_1"')
    ] = [],  # noqa: B006  # read only, and a schema's default
    picture: Annotated[
        int, Field(description="which picture the corners are on, where there are several: 1 is the first")
    ] = 1,
) -> str:
    """Make a seamless texture from a flat region of the picture and put it on who is to wear it."""
    _named(name)
    shown = next((p for p in workspace.pictures if p.number == picture), None)
    if shown is None:
        raise ToolError(f"there is no picture {picture} of the room whose camera is solved")
    camera = shown.survey.camera
    if camera is None:
        raise ToolError("the camera is not solved: textures cannot be straightened")
    out = workspace.folder / TEXTURES / f"{name}.webp"
    made = texture.make_texture(
        shown.image,
        camera,
        [(p[0], p[1]) for p in polygon],
        out,
        height=height,
        seed=workspace.settings.seed,
        avoid=_standing_on(workspace, shown, [(p[0], p[1]) for p in polygon]),
        within=workspace.folder,
    )
    said = _kept(workspace, name, made)
    w, h = (round(v, 2) for v in made.size_m)
    own = sampling.colours(shown.image, [(p[0], p[1]) for p in polygon])
    color = own[0].hex if own else None
    if wear:
        return f"{said} {_put_on(workspace, name, (w, h), color, wear)}"
    own_color = f'color="{color}", ' if color else ""
    return (
        f'{said} Use: material("{name}", ..., {own_color}texture="textures/{name}.webp", '
        f"tile=({w:.2f}, {h:.2f})); color is what its mean becomes, here the picture's without its light; "
        "left out, tile is this size"
    )


@tool(edits=True, needs="looks")
def cut_out(
    workspace: Workspace,
    ids: Annotated[
        list[str],
        Field(description='things whose flat face shows something: "poster", "rug_1"; "desk.top" for a slot'),
    ],
) -> str:
    """Cut flat faces (picture, poster, screen, cover, whole rug) out of the photo and put them on."""
    return "\n".join(cutting.put_on(workspace, ids))


def _standing_on(
    workspace: Workspace, shown: Shown, polygon: list[tuple[float, float]]
) -> list[regions.Region]:
    """What the scene shows on the surface that most of a polygon is, as a mask to keep out."""
    if not workspace.scene.text:
        return []
    size = shown.size
    seen = cv2.resize(workspace.ids(size[0], shown.view), size, interpolation=cv2.INTER_NEAREST)
    ids = np.asarray(seen, np.int32)
    inside = ids[regions.mask_of(polygon, size)]
    numbers, counts = np.unique(inside, return_counts=True)
    surface = int(numbers[int(counts.argmax())])
    other = (ids != surface) & (ids != 0)
    if surface == 0:  # the floor: partitions stand on it, too
        other = other | ~swatches.floor_mask(shown.image, shown.survey, margin=1, ids=ids)
    return [np.asarray(other)] if other.any() else []


def _put_on(
    workspace: Workspace, name: str, tile: tuple[float, float], color: str | None, wear: list[str]
) -> str:
    """Let slots wear a texture: in the kind and colour of what they wear now, for the gate has seen those."""
    program = workspace.scene.program
    palette = {m.name: m for m in program.materials}
    made, worn, refused = dict[str | None, MaterialSpec](), dict[str, Wear](), list[str]()
    for wearer in wear:
        target, _, slot = wearer.partition(".")
        if target != "room" and not program.has(target):
            refused.append(f"{wearer}: nothing of that id is placed")
            continue
        old = worn.get(target) or next(
            (w for w in reversed(program.wears) if target in w.targets), Wear(target=target)
        )
        base = palette.get(old.slots.get(slot) or old.material or "")
        spec = made.setdefault(
            base.name if base else None,
            MaterialSpec(
                name=f"{name}_{len(made) + 1}" if made else name,
                family=base.family if base else "fabric",
                color=base.color if base and base.color else color,
                texture=f"textures/{name}.webp",
                tile=(max(0.05, tile[0]), max(0.05, tile[1])),
            ),
        )
        dressed = {**old.slots, slot: spec.name} if slot else {}
        worn[target] = Wear(target=target, material=old.material if slot else spec.name, slots=dressed)
    if worn:
        code = "".join(f"{line.source()}\n" for line in [*made.values(), *worn.values()])
        workspace.apply(lambda text: _merged(text, code), why=f"texture {name}")
    names = ", ".join(spec.name for spec in made.values())
    put = [f"On {', '.join(worn)} now as material {names}, in the colour worn before."] if worn else []
    return " ".join([*put, *refused])


@tool(edits=True, paints=True)
def draw_texture(
    workspace: Workspace,
    name: Annotated[str, Field(description="file name without suffix, snake_case")],
    words: Annotated[
        str,
        Field(description="the surface alone, straight on, evenly lit: material, colours, pattern, its size"),
    ],
    width: Annotated[float, Field(gt=0.02, le=20, description="metres that the picture's width is to cover")],
    wear: Annotated[
        list[str], Field(description='who wears it from now on: "room.floor", "bed.duvet", "rug_1"')
    ] = [],  # noqa: B006  # read only, and a schema's default
) -> str:
    """Have an image model draw a texture that the picture does not show well enough, and put it on."""
    _named(name)
    if workspace.painter is None:
        raise ToolError(
            "no image model is set: make the texture from the picture, or take a kind of material"
        )
    drawn = np.asarray(workspace.painter.draw(words), dtype=np.uint8)
    out = workspace.folder / TEXTURES / f"{name}.webp"
    made = texture.tiled(drawn, width, out, seed=workspace.settings.seed, within=workspace.folder)
    joint = texture.seam(image.load(out, smallest=1))
    said = f"{_kept(workspace, name, made)} Step at its joint: {joint:.1f} of the usual."
    color = "#{:02x}{:02x}{:02x}".format(*made.color)
    if wear:
        return f"{said} {_put_on(workspace, name, made.size_m, color, wear)}"
    return f'{said} Its mean colour is {color}: material("{name}", ..., texture="textures/{name}.webp")'


def _named(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", name):
        raise ToolError(f"{name!r} cannot be a texture's name: use snake_case letters, digits and _")


def _kept(workspace: Workspace, name: str, made: texture.Texture) -> str:
    """Note the metres that a texture covers; returns what it is, in words."""
    w, h = (round(v, 2) for v in made.size_m)
    sizes = workspace.folder / TEXTURES / SIZES
    known = read_object(sizes) if sizes.exists() else {}
    write_text(sizes, json.dumps(known | {name: (w, h)}), within=workspace.folder)
    tile = "tiles seamlessly" if made.seamless else "does not tile: use it once, at this size"
    return f"textures/{name}.webp, {w:.2f} x {h:.2f} m, {tile}."


@tool(edits=True)
def set_materials(
    workspace: Workspace,
    code: Annotated[
        str, Field(description="material(...) and wear(...) lines, arguments written out: no loops or names")
    ],
    replace: Annotated[bool, Field(description="true: the whole cell; false: only these names and wearers")],
) -> str:
    """Write the materials cell: the palette, and who wears what on which slot or part."""
    full, refused = _completed(workspace, code, replace)
    known = set(workspace.report.notes)
    report = workspace.apply(
        lambda text: edit_code.set_cell(text, "materials", full) if replace else _merged(text, full),
        why="materials",
    )
    bare = sorted({f"{o.id}.{p.name}" for o in report.objects for p in o.parts if p.material is None})
    said = [f"Still bare: {', '.join(bare[:SHOWN])}" if bare else "Every part wears one."]
    said += [f"NOTE {note}" for note in report.notes if note not in known]
    return told(refused, "\n".join(["Materials set." if not refused else "The rest is set.", *said]))


def _completed(workspace: Workspace, code: str, replace: bool) -> tuple[str, list[str]]:
    """The lines with what they leave out: a texture's own size, and kinds of material worn by their names.

    Returns:
        The lines, and what was taken out of them because nothing has such a slot.
    """
    specs = [spec for spec, _ in read_cell(new_cell("materials", code))]
    specs, refused = _worn_by_somebody(specs, workspace.report)
    sizes = texture_sizes(workspace)
    lines, changed = [], bool(refused)
    for spec in specs:
        if isinstance(spec, MaterialSpec) and spec.texture in sizes and spec.tile is None:
            spec, changed = spec.model_copy(update={"tile": sizes[spec.texture]}), True
        lines.append(spec.source())
    known = {s.name for s in specs if isinstance(s, MaterialSpec)}
    known |= set() if replace else {m.name for m in workspace.scene.program.materials}
    # What the cell had before is nothing that a lamp comes with.
    own = {m.name for m in workspace.scene.program.materials}
    built_in = {p.material for o in workspace.report.objects for p in o.parts} - known - own - KINDS
    for i, spec in enumerate(specs):
        if isinstance(spec, Wear) and built_in & set(spec.slots.values()):
            # A slot said to wear what it comes with (bulb="bulb") simply keeps it.
            kept = {slot: name for slot, name in spec.slots.items() if name not in built_in}
            specs[i] = spec.model_copy(update={"slots": kept})
            lines[i], changed = specs[i].source() if kept or spec.material else "", True
    worn = [n for s in specs if isinstance(s, Wear) for n in (s.material, *s.slots.values()) if n]
    for name in dict.fromkeys(n for n in worn if n not in known):
        if name.replace("_", " ") in KINDS:
            lines.insert(0, MaterialSpec(name=name, family=name.replace("_", " ")).source())
            changed = True
    return "\n".join(lines) + "\n" if changed else code, refused


def _worn_by_somebody(specs: Sequence[Spec], report: SceneReport) -> tuple[list[Spec], list[str]]:
    """The lines without slots that none of their wearers has; of what is not built yet nobody knows.

    Returns:
        The lines, and what is refused, a line each, with the slots that there are.
    """
    built = {o.id: o.parts for o in report.objects if o.parts and not o.placeholder}
    names = {id: {name for part in parts for name in _called(part)} for id, parts in built.items()}
    kept, refused = list[Spec](), list[str]()
    for spec in specs:
        if isinstance(spec, Wear) and spec.targets and all(id in names for id in spec.targets):
            wrong = [s for s in spec.slots if not any(s in names[id] for id in spec.targets)]
            if wrong:
                slots = sorted({part.slot for id in spec.targets for part in built[id]})
                refused.append(
                    f"REFUSED wear({spec.key!r}): no slot or part {', '.join(wrong)}; its slots are "
                    + ", ".join(slots)
                )
                spec = spec.model_copy(
                    update={"slots": {s: m for s, m in spec.slots.items() if s not in wrong}}
                )
            if wrong and not (spec.slots or spec.material):
                continue
        kept.append(spec)
    return kept, refused


def _called(part: PartReport) -> tuple[str, ...]:
    """What `wear` may call a part: its slot, its name, and what it shares with parts of the same name."""
    return part.slot, part.name, part.name.replace(".", "_"), part.name.split(".")[0]


def texture_sizes(workspace: Workspace) -> dict[str, tuple[float, float]]:
    """Metres that each texture made so far covers, by its path."""
    path = workspace.folder / TEXTURES / SIZES
    known = read_object(path) if path.exists() else {}
    return {f"textures/{name}.webp": (w, h) for name, (w, h) in known.items()}


def _merged(text: str, code: str) -> str:
    """The program with these materials and wearers added, or put in place of those of the same name."""
    for spec, _ in read_cell(new_cell("materials", code)):
        if isinstance(spec, MaterialSpec):
            text = edit_look.set_material(text, spec)
        elif isinstance(spec, Wear):
            text = edit_look.set_wear(text, spec)
    return text


@tool(looks=True)
def preview(workspace: Workspace, view: View, width: Wide = 512, box: Region = None) -> str:
    """Render the room in its light, as the Critic sees it, or a part of the picture's view enlarged."""
    return looked_at(workspace, view, "lit", width, box)


@tool()
def list_slots(workspace: Workspace) -> str:
    """The room's and every object's slots, with what they wear now and the colour seen in the picture."""
    palette = {m.name for m in workspace.scene.program.materials}
    looks = _looks(workspace) if workspace.has_picture else {}
    return (
        f"{_shell(workspace)}\n{_areas(workspace)}{_openings(workspace)}"
        f"{dressing(workspace.survey, workspace.report, palette, looks)}"
    )


def _looks(workspace: Workspace) -> dict[str, str]:
    """How each marked thing looks where the picture shows it: its colour, or that it is not seen well."""
    looks = {}
    for id, seen in sightings.sightings(workspace).items():
        if seen.why:
            looks[id] = "not seen well"
            continue
        mask = seen.mask.astype(np.uint8)
        size = (workspace.image.shape[1], workspace.image.shape[0])
        full = cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST) > 0
        looks[id] = sampling.to_hex(sampling.median_colour(workspace.image, full))
    return looks


def _areas(workspace: Workspace) -> str:
    """The floors of the rooms of several, which may differ from the room's, a line."""
    worn = {id: w.material for w in workspace.scene.program.wears for id in w.targets}
    names = [f"{a.id}={worn[a.id]}" if worn.get(a.id) else a.id for a in workspace.scene.program.areas]
    if not names:
        return ""
    return (
        f'floors of single rooms, each a wearer of its own (wear("{names[0].split("=")[0]}", '
        f'"tiles")), else the room\'s floor: {", ".join(names)}\n'
    )


def _openings(workspace: Workspace) -> str:
    """Doors and windows with the slots they can be given a material on, a line each."""
    worn = {id: w.slots for w in workspace.scene.program.wears for id in w.targets}
    slots = {"door": ("door", "frame", "handle", "glass"), "window": ("frame", "glass", "sill", "handle")}
    lines = []
    for opening in workspace.scene.program.openings:
        own = worn.get(opening.id, {})
        names = [f"{slot}={own[slot]}" if slot in own else slot for slot in slots.get(opening.kind, ())]
        if names:
            lines.append(f"{opening.id} ({opening.kind}): {', '.join(names)}\n")
    return "".join(lines)


ROOM = ("floor", "walls", "ceiling", "trim")
"""What of a room itself wears a material."""


def _shell(workspace: Workspace) -> str:
    """The room's own slots: what they look like in the picture, light-corrected, and what they wear."""
    worn = next((w for w in workspace.scene.program.wears if w.target == "room"), Wear(target="room"))
    if not workspace.has_looks:
        names = dict.fromkeys((*ROOM, *worn.slots))
        slots = ", ".join(f"{n}={worn.slots[n]}" if n in worn.slots else n for n in names)
        return f"room (no picture shows it; trim is skirting and frames): {slots}"
    image, survey = workspace.image, workspace.survey
    seen = {
        "floor": swatches.of_floor(image, survey),
        "walls": swatches.of_walls(image, survey),
        "cap": swatches.of_wall_tops(image, survey),
    }
    looks = [f"{n} looks {sampling.to_hex(c.rgb)}, light-corrected {c.hex}" for n, c in seen.items() if c]
    slots = ", ".join(f"{n}={worn.slots[n]}" if n in worn.slots else n for n in seen)
    return f"room ({'; '.join(looks)}; cap is the cut top of the walls): {slots}"
