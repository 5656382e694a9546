"""The materials cell: a palette from the picture's colours, and who wears what on which slot."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.measured import ObjectReport, SceneReport
from tools.picture.colours import Colour, Rgb, encoded, linear
from tools.picture.image import Pixels
from tools.program.model import MaterialSpec, Wear
from tools.program.program import Program
from tools.solve import kinds, swatches
from tools.solve.palette import Palette
from tools.survey import Point, Seen, Survey

TEXTURED = 40
"""Pixels: the shorter side of a bare patch that is worth a texture."""
ALIKE = 0.12
"""Share of a thing's pixels from which a colour is one of its several alike parts'."""
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
    """

    name: str
    target: str
    slot: str
    kind: str
    polygon: list[Point]
    height: float


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
    for placement in program.placements:
        if placement.id not in built:
            continue
        thing = seen.get(placement.id)
        shown = None if ids is None else swatches.shown_mask(image, ids, numbers[placement.id])
        found = swatches.of_thing(image, survey, thing, shown) if thing else []
        wears.append(_wear(built[placement.id], placement.category, thing, found, survey, palette, lift))
    lines = [spec.source() for spec in palette.specs()] + [wear.source() for wear in wears if wear]
    return "\n".join(lines) + "\n"


def textures(image: Pixels, survey: Survey, shown: Mapping[str, swatches.Mask] | None = None) -> list[Wanted]:
    """Textures worth making: the floor and every rug, where enough of them is bare.

    Args:
        image: the picture.
        survey: what was read from it.
        shown: pixels where the scene shows each object, by id.
    """
    wanted = []
    floor = swatches.largest_rectangle(swatches.floor_mask(image, survey, margin=6))
    if floor is not None and min(floor[2] - floor[0], floor[3] - floor[1]) >= TEXTURED:
        wanted.append(Wanted("floor", "room", "floor", "wood floor", _corners(floor), 0.0))
    for thing in survey.seen:
        if vocabulary.entry(thing.category).family != "rug" or thing.rejected:
            continue
        above = [t.box for t in survey.seen if t.id != thing.id and _stands_above(t)]
        bare = swatches.box_mask(image, thing.box, 0.04) & ~swatches.covered(image, above, 4)
        if shown and thing.id in shown:
            bare &= shown[thing.id]
        patch = swatches.largest_rectangle(bare)
        if patch is not None and min(patch[2] - patch[0], patch[3] - patch[1]) >= TEXTURED / 2:
            name = "rug_" + re.sub(r"[^a-z0-9]+", "_", thing.id.lower()).removeprefix("rug_")
            wanted.append(Wanted(name[:40], thing.id, "rug", "rug", _corners(patch), 0.0))
    return wanted


def textured(wanted: Sequence[Wanted], sizes: Mapping[str, tuple[float, float]], program: Program) -> str:
    """Lines that put finished textures to use.

    Args:
        wanted: what was asked for.
        sizes: metres that each texture covers, by its path; a missing one was not made.
        program: whose wear lines are kept but for the slots in question.
    """
    worn = {w.target: w for w in program.wears}
    plain = {m.name: m.color for m in program.materials}  # matched to the picture: the texture's mean, too
    lines = []
    for want in wanted:
        path = f"textures/{want.name}.webp"
        if path not in sizes:
            continue
        width, height = sizes[path]
        tile = (max(0.05, width), max(0.05, height))
        old = worn.get(want.target) or Wear(target=want.target)
        spec = MaterialSpec(
            name=f"{want.name}_picture",
            family=want.kind,
            color=plain.get(old.slots.get(want.slot) or old.material or ""),
            texture=path,
            tile=tile,
        )
        if want.slot == "rug":
            new = old.model_copy(update={"material": spec.name, "slots": {}})
        else:
            new = old.model_copy(update={"slots": {**old.slots, want.slot: spec.name}})
        worn[want.target] = new
        lines += [spec.source(), new.source()]
    return "\n".join(lines) + "\n" if lines else ""


def _room(
    image: Pixels, survey: Survey, palette: Palette, lift: float, ids: NDArray[np.int32] | None
) -> Wear:
    """What the shell wears."""
    slots = {}
    for slot, kind, colour in (
        ("floor", "wood floor", swatches.of_floor(image, survey, ids)),
        ("walls", "wall paint", swatches.of_walls(image, survey)),
        ("cap", "paint", swatches.of_wall_tops(image, survey)),
    ):
        if colour is not None:
            chosen = kinds.floor_kind(colour.rgb) if slot == "floor" else kind
            slots[slot] = palette.name(chosen, _base(colour, lift))
    return Wear(target="room", slots=slots)


def _wear(
    built: ObjectReport, category: str, thing: Seen | None, found: Sequence[Colour], survey: Survey,
    palette: Palette, lift: float,
) -> Wear | None:  # fmt: skip
    """What one object wears: its main colour on its main slots, the next one on the others."""
    slots = sorted({p.slot for p in built.parts})
    if not slots or not found:
        return None
    said = [*thing.materials, *thing.words] if thing else []
    main = kinds.main_slots(category, slots)
    worn: dict[str, str] = {}
    for slot in slots:
        colour = _colour_of(slot, main, thing, found, survey)
        kind = kinds.kind_of(slot, category, said, colour.rgb if colour else None)
        if kind is not None and colour is not None:
            worn[slot] = palette.name(kind, _base(colour, lift))
    if not worn:
        return None
    if len(set(worn.values())) == 1 and len(worn) == len(slots):
        return Wear(target=built.id, material=next(iter(worn.values())))
    return Wear(target=built.id, slots=worn)


def _colour_of(
    slot: str, main: Sequence[str], thing: Seen | None, found: Sequence[Colour], survey: Survey
) -> Colour | None:
    """The colour a slot has in the picture; None when nothing of it is known."""
    part = _part_colour(slot, thing, survey)
    if part is not None:
        return Colour(part, part, (0.0, 0.0, 0.0), 1.0)
    if slot in main:
        return found[0]
    first, _, number = slot.rpartition("_")
    if first in main and number.isdigit():  # one of several alike, as garments on a rail
        seen = [colour for colour in found if colour.share >= ALIKE]
        return seen[(int(number) - 1) % len(seen)] if seen else found[0]
    return None


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


def _stands_above(thing: Seen) -> bool:
    return not thing.rejected and vocabulary.entry(thing.category).shape != "flat"


def _corners(box: tuple[float, float, float, float]) -> list[Point]:
    x0, y0, x1, y1 = box
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
