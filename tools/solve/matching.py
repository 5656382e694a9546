"""Correct the palette by what a render measures: each colour moves until it looks as in the picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.picture.colours import encoded, linear, to_hex
from tools.picture.image import Mask, Pixels
from tools.program.model import MaterialSpec
from tools.solve import sightings, swatches
from tools.workspace import Workspace

STEP = 0.85
"""Part of a measured difference that is corrected at once."""
BRIGHTER, TINTED = 0.7, 0.35
"""Most that a colour moves at once, natural log of linear light: brightness by a factor of 2, and one channel
against the mean by 1.4. Whoever named a colour saw it: what asks for more is another thing's pixels."""
DOUBT = 60.0
"""Pixels at which half of a difference is believed: a patch of 8 by 8, rim off, may be a reflection."""
APART = 0.5
"""Log of light from which a wearer that differs from the others who share its colour is told."""
HAZE = 0.02
"""Linear light that is seen on anything: a black thing's ratios without it are those of its reflections."""
DARKEST, LIGHTEST = 0.003, 0.8
"""Linear reflectance that real surfaces keep within, also in their darkest channel."""
GLOWING = ("lamp", "mirror", "plant")
"""Families that do not look like their material: what glows, mirrors or has leaves."""
UNLIKE = (
    "glass",
    "mirror",
    "bulb",
    "screen",
    "shade",
    "light",
    "flame",
    "water",
    "leaf",
    "stem",
    "flower",
    "art",
)
"""Slots that do not."""


class Matched(NamedTuple):
    """What comes of a comparison.

    Attributes:
        code: the materials cell with corrected colours; None when nothing was seen well enough.
        left_out: id -> why it was not compared.
        apart: (id, material) whose wearer asks for another colour than the others who share it.
    """

    code: str | None
    left_out: dict[str, str]
    apart: list[tuple[str, str]]


class _Wish(NamedTuple):
    """What one wearer asks of its material: log of light per channel, and by how many pixels."""

    who: str
    shift: NDArray[np.float64]
    pixels: float


def matched(workspace: Workspace, render: Pixels) -> Matched:
    """The materials cell moved towards the picture, by what picture and scene both show in the same place.

    Each wearer counts by the area it is seen with; where several share a colour, it moves by their median.

    Args:
        workspace: its picture, survey and scene.
        render: lit, of the reference view.
    """
    width, height = render.shape[1], render.shape[0]
    ids = workspace.ids(width)
    picture = cv2.resize(workspace.image, (width, height), interpolation=cv2.INTER_AREA)
    program = workspace.scene.program
    wishes: dict[str, list[_Wish]] = {}
    left_out: dict[str, str] = {}

    def compare(who: str, name: str, mask: Mask) -> None:
        if mask.sum() < sightings.FEW:
            return
        wanted, now = _middle(picture[mask].astype(np.uint8)), _middle(render[mask])
        wishes.setdefault(name, []).append(_Wish(who, np.log(wanted / now), float(mask.sum())))

    for name, mask in _of_room(workspace, ids):
        compare("room", name, mask)
    for who, name, mask in _of_things(workspace, ids, left_out):
        compare(who, name, mask)
    if not wishes:
        return Matched(None, left_out, [])
    middles = {name: _median(each) for name, each in wishes.items()}
    # Brightness overall is the exposure's to match, not the palette's.
    common = float(np.median([m.mean() for m in middles.values()]))
    specs = [
        _moved(s, middles[s.name] - common, sum(w.pixels for w in wishes[s.name])) if s.name in middles else s
        for s in program.materials
    ]
    apart = [
        (wish.who, name)
        for name, each in wishes.items()
        for wish in each
        if len(each) > 1 and np.abs(wish.shift - middles[name]).max() > APART
    ]
    code = "\n".join(spec.source() for spec in [*specs, *program.wears]) + "\n"
    return Matched(code, left_out, apart)


def _of_room(workspace: Workspace, ids: NDArray[np.int32]) -> Iterator[tuple[str, Mask]]:
    """(material, pixels where it is seen) of floor and walls."""
    image, survey = workspace.image, workspace.survey
    room = next((w for w in workspace.scene.program.wears if "room" in w.targets), None)
    if room is None:
        return
    for slot, mask in (
        ("floor", swatches.floor_mask(image, survey, ids=ids)),
        ("walls", swatches.wall_mask(image, survey)),
        ("cap", swatches.cap_mask(image, survey)),
    ):
        if slot in room.slots:
            yield room.slots[slot], _resized(mask, ids.shape) & (ids == 0)
    for slot, name in room.slots.items():
        if slot.startswith("wall_") and slot[5:].isdigit():
            mask = swatches.one_wall_mask(image, survey, int(slot[5:]))
            yield name, _resized(mask, ids.shape) & (ids == 0)


def _of_things(
    workspace: Workspace, ids: NDArray[np.int32], left_out: dict[str, str]
) -> Iterator[tuple[str, str, Mask]]:
    """(id, material, pixels where it is seen) of every slot of what stands where the picture has it."""
    seen = sightings.sightings(workspace)
    parts = sightings.parts_seen(workspace, ids)
    palette = {m.name for m in workspace.scene.program.materials}
    pixel = workspace.survey.size[0] / ids.shape[1]
    boxes = workspace.survey.boxes
    for item in workspace.report.objects:
        if vocabulary.entry(item.category).family in GLOWING:
            continue
        if item.id in seen and seen[item.id].why:
            left_out[item.id] = seen[item.id].why
            continue
        worn = {p.slot: p.material for p in item.parts}
        for slot, name in worn.items():
            mask = parts.get((item.id, slot))
            if mask is not None and name in palette and slot not in UNLIKE:
                here = mask & sightings.within(boxes[item.id], ids.shape, pixel) if item.id in boxes else mask
                yield item.id, name, here


def _median(wishes: list[_Wish]) -> NDArray[np.float64]:
    """(3,) the wearers' median by channel, each with the weight of its area."""
    shifts, weights = np.array([w.shift for w in wishes]), np.array([w.pixels for w in wishes])
    middle = np.zeros(3)
    for k in range(3):
        order = np.argsort(shifts[:, k])
        reached = np.cumsum(weights[order]) / weights.sum()
        middle[k] = shifts[order, k][int(np.searchsorted(reached, 0.5))]
    return middle


def _moved(spec: MaterialSpec, shift: NDArray[np.float64], pixels: float) -> MaterialSpec:
    if not isinstance(spec.color, str):
        return spec  # a picture in its own colours, or a kind's usual colour
    rgb = tuple(int(spec.color[k : k + 2], 16) for k in (1, 3, 5))
    light = np.maximum(linear(rgb) * np.exp(limited(shift, pixels)), DARKEST)
    light *= min(1.0, LIGHTEST / float(light.max()))  # all channels alike: cutting one would change the hue
    r, g, b = (round(float(v)) for v in encoded(light))
    return spec.model_copy(update={"color": to_hex((r, g, b))})


def limited(shift: NDArray[np.float64], pixels: float) -> NDArray[np.float64]:
    """What of a measured difference, (3,) log of light, is corrected at once, seen with so many pixels."""
    bright = float(np.clip(shift.mean(), -BRIGHTER, BRIGHTER))
    tint = np.clip(shift - shift.mean(), -TINTED, TINTED)
    return np.asarray(STEP * pixels / (pixels + DOUBT) * (bright + tint))


def _middle(pixels: Pixels) -> NDArray[np.float64]:
    """Linear light of the median pixel, with what is seen on anything."""
    return np.asarray(linear(np.median(pixels.reshape(-1, 3), axis=0)) + HAZE)


def _resized(mask: Mask, shape: tuple[int, ...]) -> Mask:
    size = (shape[1], shape[0])
    return cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
