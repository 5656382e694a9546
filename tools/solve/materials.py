"""The materials cell: a palette from the picture's colours, and who wears what on which slot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.kit.materials.material_kinds import LOOKS
from tools.measured import ObjectReport, SceneReport
from tools.picture import colours
from tools.picture.colours import Colour, Rgb, encoded, lab_of, linear
from tools.picture.image import Pixels
from tools.picture.pictures import Shown
from tools.picture.texture import patterned
from tools.pinhole import Camera
from tools.program.model import MaterialSpec, Wear
from tools.program.program import Program
from tools.solve import kinds, swatches
from tools.solve.palette import Palette
from tools.survey import Box, Point, Seen, Survey

TEXTURED = 40
"""Pixels: the shorter side of a bare patch that is worth a texture."""
ALIKE = 0.12
"""Share of a thing's pixels from which a colour is one of its several alike parts'."""
BEDDING = ("sheet", "pillow", "pillow_2")
"""Slots of a bed beside its cover."""
BLOOM = 22.0
"""Distance in Lab's a and b from the walls, from which a colour in a flower's box is a bloom's."""
LEAF_SHADE = 2.2
"""Leaves are seen in each other's shadow: how much lighter one by itself is, judged on rendered plants."""
SAME_CLOTH = 12.0
"""CIEDE2000 up to which a pillow is of the cover's cloth."""
OTHER_WALL = 3.5
"""CIEDE2000 from which one wall's colour is told from the others': plain to see where both meet."""
BRIGHTEST = 232
"""No surface's own colour is taken to be lighter than this, as no paint is."""


class Wanted(NamedTuple):
    """A texture to be made from the picture.

    Attributes:
        name: of the texture and its material.
        target: who wears it: an object's id or "room".
        slot: on which slot; "" for all.
        kind: kind of material.
        polygon: where to cut it, pixels.
        height: of the surface above the floor, metres.
        picture: the one that is cut from, from 1.
    """

    name: str
    target: str
    slot: str
    kind: str
    polygon: list[Point]
    height: float
    picture: int = 1


def choose(
    image: Pixels, survey: Survey, program: Program, report: SceneReport, ids: NDArray[np.int32] | None = None
) -> str:
    """The source of the materials cell.

    Args:
        image: the picture.
        survey: what was read from it.
        program: what is placed.
        report: the parts and slots of every built object.
        ids: (H, W) what the reference camera sees: index into the report's objects plus 1; None: not known.
    """
    palette = Palette()
    lift = _lift(image, survey)
    wears: list[Wear | None] = [_room(image, survey, palette, lift, ids)]
    seen = {t.id: t for t in survey.seen}
    built = {o.id: o for o in report.objects}
    numbers = {o.id: n for n, o in enumerate(report.objects, start=1)}
    walls = swatches.of_walls(image, survey)
    neutral = walls.rgb if walls else None
    for placement in program.placements:
        if placement.id not in built:
            continue
        thing = seen.get(placement.id)
        shown = None if ids is None else swatches.shown_mask(image, ids, numbers[placement.id])
        own = {}
        if thing is not None and vocabulary.entry(placement.category).family == "bed":
            own = swatches.of_parts(image, survey, built[placement.id], shown)
        found = swatches.of_thing(image, survey, thing, shown) if thing else []
        wears.append(
            _wear(built[placement.id], placement.category, thing, found, survey, palette, lift, neutral, own)
        )
    lines = [spec.source() for spec in palette.specs()] + [wear.source() for wear in wears if wear]
    return "\n".join(lines) + "\n"


def textures(pictures: Sequence[Shown], report: SceneReport) -> list[Wanted]:
    """Textures worth making: the floor's, where enough of it is bare, and of checked bedding.

    Each from the picture that shows the largest bare part of it, in pixels.
    """
    best: dict[str, list[Wanted]] = {}
    for shown in pictures:
        for name, group in _textures(shown, report).items():
            if name not in best or _extent(group) > _extent(best[name]):
                best[name] = [want._replace(picture=shown.number) for want in group]
    return [want for group in best.values() for want in group]


def _extent(group: Sequence[Wanted]) -> float:
    (x0, y0), _, (x1, y1), _ = group[0].polygon
    return abs((x1 - x0) * (y1 - y0))


def _textures(shown: Shown, report: SceneReport) -> dict[str, list[Wanted]]:
    """By texture, who is to wear what one picture shows well enough."""
    image, survey = shown.image, shown.survey
    wanted: dict[str, list[Wanted]] = {}
    floor = swatches.largest_rectangle(swatches.floor_mask(image, survey, margin=6))
    if floor is not None and min(floor[2] - floor[0], floor[3] - floor[1]) >= TEXTURED:
        wanted["floor"] = [Wanted("floor", "room", "floor", "wood floor", _corners(floor), 0.0)]
    if survey.camera is not None:
        for item in report.objects:
            if vocabulary.entry(item.category).family == "bed" and item.id in survey.boxes:
                group = _checked(image, survey, survey.camera, item, report)
                wanted |= {group[0].name: group} if group else {}
    return wanted


def _checked(
    image: Pixels, survey: Survey, camera: Camera, bed: ObjectReport, report: SceneReport
) -> list[Wanted]:
    """The texture of a bed's cover when it has a pattern, for its duvet and for what lies on it alike."""
    boxes = survey.boxes
    bare = swatches.box_mask(image, boxes[bed.id], 0.06)
    smaller = [b for id, b in boxes.items() if id != bed.id and _size(b) < _size(boxes[bed.id])]
    patch = swatches.largest_rectangle(bare & ~swatches.covered(image, smaller, 3))
    slots = {p.slot: p for p in bed.parts}
    if patch is None or "duvet" not in slots or min(patch[2] - patch[0], patch[3] - patch[1]) < TEXTURED:
        return []
    height = slots["duvet"].high[2]
    if not patterned(image, camera, _corners(patch), height):
        return []
    name = f"cover_{bed.id}"[:40]
    cover = Wanted(name, bed.id, "duvet", "cotton", _corners(patch), height)
    found = [cover, *(cover._replace(slot=slot) for slot in ("sheet", "pillow", "pillow_2") if slot in slots)]
    own = colours.median_colour(image, patch)
    pillows = [o.id for o in report.objects if o.on == bed.id and o.id in boxes]
    alike = [
        id for id in pillows
        if vocabulary.entry(report.object(id).category).family == "pillow"
        and colours.delta_e(colours.median_colour(image, boxes[id]), own) < SAME_CLOTH
    ]  # fmt: skip
    found += [cover._replace(target=id, slot="") for id in alike]
    return found


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def textured(wanted: Sequence[Wanted], sizes: Mapping[str, tuple[float, float]], program: Program) -> str:
    """Lines that put finished textures to use.

    Args:
        wanted: what was asked for.
        sizes: metres that each texture covers, by its path; a missing one was not made.
        program: whose wear lines are kept but for the slots in question.
    """
    worn = {id: w for w in program.wears for id in w.targets}
    plain = {m.name: m.color for m in program.materials}  # matched to the picture: the texture's mean, too
    specs: dict[str, MaterialSpec] = {}
    for want in wanted:
        path = f"textures/{want.name}.webp"
        if path not in sizes:
            continue
        width, height = sizes[path]
        old = worn.get(want.target) or Wear(target=want.target)
        spec = MaterialSpec(
            name=f"{want.name}_picture",
            family=want.kind,
            color=plain.get(old.slots.get(want.slot) or old.material or ""),
            texture=path,
            tile=(max(0.05, width), max(0.05, height)),
        )
        specs.setdefault(spec.name, spec)
        update = (
            {"slots": {**old.slots, want.slot: spec.name}}
            if want.slot
            else {"material": spec.name, "slots": {}}
        )
        worn[want.target] = old.model_copy(update={**update, "target": want.target})
    lines = [spec.source() for spec in specs.values()]
    targets = dict.fromkeys(w.target for w in wanted if f"textures/{w.name}.webp" in sizes)
    lines += [worn[target].source() for target in targets]
    return "\n".join(lines) + "\n" if lines else ""


def _room(
    image: Pixels, survey: Survey, palette: Palette, lift: float, ids: NDArray[np.int32] | None
) -> Wear:
    """What the shell wears."""
    slots: dict[str, str] = {}
    for slot, kind, colour in (
        ("floor", "wood floor", swatches.of_floor(image, survey, ids)),
        ("walls", "wall paint", swatches.of_walls(image, survey)),
        ("cap", "paint", swatches.of_wall_tops(image, survey)),
    ):
        if colour is not None:
            chosen = kinds.floor_kind(colour.rgb) if slot == "floor" else kind
            slots[slot] = palette.name(chosen, _base(colour, lift))
    if "walls" in slots:
        slots |= _walls(image, survey, palette, lift)
    return Wear(target="room", slots=slots)


def _walls(image: Pixels, survey: Survey, palette: Palette, lift: float) -> dict[str, str]:
    """Walls that are of another colour than most: slot by slot, as far as each is seen."""
    common = swatches.of_walls(image, survey)
    found = {}
    for number in range(len(survey.room.floor) if survey.room else 0):
        own = swatches.of_wall(image, survey, number)
        if own is not None and common is not None and colours.delta_e(own.rgb, common.rgb) > OTHER_WALL:
            found[f"wall_{number}"] = palette.name("wall paint", _base(own, lift))
    return found


def _wear(
    built: ObjectReport, category: str, thing: Seen | None, found: Sequence[Colour], survey: Survey,
    palette: Palette, lift: float, neutral: Rgb | None, own: Mapping[str, Colour],
) -> Wear | None:  # fmt: skip
    """What one object wears: its main colour on its main slots, the next one on the others."""
    slots = sorted({p.slot for p in built.parts})
    if not slots or not found:
        return None
    said = [*thing.materials, *thing.words] if thing else []
    main = kinds.main_slots(category, slots)
    worn: dict[str, str] = {}
    for slot in slots:
        colour = own.get(slot) or _colour_of(slot, main, thing, found, survey, neutral)
        kind = kinds.kind_of(slot, category, said, colour.rgb if colour else None, neutral)
        kind = kind or kinds.KIND_WHERE_SEEN.get(slot)
        if kind is not None and colour is not None:
            shade = LEAF_SHADE if slot in ("leaf", "stem") else 1.0
            worn[slot] = palette.name(kind, _base(colour, lift * shade))
    grip = kinds.handle_kind(said) if "handle" in slots else None
    if grip is not None:
        code = LOOKS[grip].color
        worn["handle"] = palette.name(grip, (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)))
    if not worn:
        return None
    if len(set(worn.values())) == 1 and len(worn) == len(slots):
        return Wear(target=built.id, material=next(iter(worn.values())))
    return Wear(target=built.id, slots=worn)


def _colour_of(
    slot: str, main: Sequence[str], thing: Seen | None, found: Sequence[Colour], survey: Survey,
    neutral: Rgb | None,
) -> Colour | None:  # fmt: skip
    """The colour a slot has in the picture; None when nothing of it is known."""
    part = _part_colour(slot, thing, survey)
    if part is not None:
        return Colour(part, part, (0.0, 0.0, 0.0), 1.0)
    if slot in main:
        return found[0]
    if slot == "art":
        return found[0]  # until more of it is cut from the picture
    if thing is not None and slot in ("leaf", "stem", "flower"):
        return of_plant(slot, found, neutral)
    if thing is not None and vocabulary.entry(thing.category).family == "bed" and slot in BEDDING:
        # what is turned back, and what lies at its head, is seldom darker than the cover
        seen = [colour for colour in found if colour.share >= ALIKE] or found[:1]
        return max(seen, key=lambda colour: colour.lab[0])
    first, _, number = slot.rpartition("_")
    if first in main and number.isdigit():  # one of several alike, as garments on a rail
        seen = [colour for colour in found if colour.share >= ALIKE]
        return seen[(int(number) - 1) % len(seen)] if seen else found[0]
    return None


def of_plant(slot: str, found: Sequence[Colour], neutral: Rgb | None = None) -> Colour | None:
    """The green of its leaves, or the strongest colour of its blooms, among the colours of a plant's box.

    Args:
        slot: "leaf", "stem" or "flower".
        found: colours of its box, the wall behind it among them.
        neutral: the walls' colour as seen; grey when left out.
    """
    _, a, b = lab_of([neutral])[0] if neutral is not None else (0.0, 0.0, 0.0)
    green = [c for c in found if c.lab[1] < min(a, 0.0) - 4 and c.lab[2] > 4]
    if slot != "flower":
        return max(green, key=lambda c: c.share) if green else None

    def strength(colour: Colour) -> float:
        return float(np.hypot(colour.lab[1] - a, colour.lab[2] - b))

    strong = [c for c in found if c not in green and strength(c) > BLOOM]
    return max(strong, key=strength) if strong else None


_PARTS = {"headboard": ("frame", "headboard", "wood", "fabric"), "duvet": ("duvet",), "plant pot": ("pot",)}
"""Category of a part that was marked by itself: the slots it is."""


def _part_colour(slot: str, thing: Seen | None, survey: Survey) -> Rgb | None:
    if thing is None:
        return None
    parts = {a for a, relation, b in survey.relations if relation == "part of" and b == thing.id}
    for part in survey.things:
        if part.id in parts and part.color and slot in _PARTS.get(part.category, ()):
            return part.color
    return None


def _lift(image: Pixels, survey: Survey) -> float:
    """Factor from light as seen to a surface's own: what takes the brightest large surface to white paint."""
    tops = [c for c in (swatches.of_wall_tops(image, survey), swatches.of_walls(image, survey)) if c]
    if not tops:
        return 1.0
    brightest = max(float(linear(c.rgb).mean()) for c in tops)
    return float(np.clip(0.78 / max(brightest, 0.05), 0.8, 2.0))


def _base(colour: Colour, lift: float) -> Rgb:
    """A surface's own colour: light and tint taken out, within what paints and cloths can be."""
    raised = linear(colour.base) * lift
    top = float(raised.max())
    limit = float(linear(BRIGHTEST))
    raised = raised * min(1.0, limit / max(top, 1e-6))
    r, g, b = (round(float(v)) for v in encoded(raised))
    return (r, g, b)


def _corners(box: tuple[float, float, float, float]) -> list[Point]:
    x0, y0, x1, y1 = box
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
