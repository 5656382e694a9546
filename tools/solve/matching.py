"""Correct the palette by what a render measures: each colour moves until it looks as in the picture.

What all colours ask for alike, brightness and tint, is the light's and not the palette's: a white door under
a lamp that is too red is no green door. It is measured by itself (`Comparison.light`) and taken out before
anything moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.kit.materials.material_kinds import LOOKS
from tools.picture.colours import Rgb, ciede2000, encoded, lab_of, linear, to_hex
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
NEUTRAL, COLOURED = 6.0, 14.0
"""Chroma in Lab up to which a colour is white, grey or black and only its brightness moves, and from which
its hue moves whole: "off-white" of paint cards ends at about 6, beige and cream begin at about 14."""
WARM = np.array([1.0, 0.0, -1.0]) / np.sqrt(2.0)
"""The way in which lights differ, log of red, green and blue: no lamp is told to be greener, only warmer."""
LEAST_WHITE = 0.1
"""What a coloured thing says of the light's tint beside a white one: its own hue may be wrong."""
APART = 9.0
"""CIEDE2000, lightness at half, from which a wearer that differs from the others who share its colour is
told: `tools.picture.colours.SAME`, what is told apart in light and shade."""
CHECKED = ("stripes", "checks")
"""Patterns of several colours, side by side."""
WORSE = 0.3
"""CIEDE2000 by which a colour may come out worse than it was: the noise of two renders of one room."""
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
        palette: all materials, with corrected colours; none when nothing was seen well enough.
        left_out: id -> why it was not compared.
        apart: (id, id of another, material) of a wearer that asks for another colour than that other.
    """

    palette: list[MaterialSpec]
    left_out: dict[str, str]
    apart: list[tuple[str, str, str]]


class _Wish(NamedTuple):
    """What one wearer asks of its material: log of light per channel, and by how many pixels."""

    who: str
    shift: NDArray[np.float64]
    pixels: float


class _Seen(NamedTuple):
    """One wearer's pixels of one material; `whole`: a pattern, of which the mean tells and not the middle."""

    who: str
    name: str
    mask: Mask
    whole: bool


class Comparison:
    """Picture and scene beside each other, wearer by wearer, for as long as no shape moves.

    Args:
        workspace: its picture, survey and scene.
        width: pixels across of the renders that it is held against.

    Attributes:
        left_out: id -> why it is not compared.
    """

    def __init__(self, workspace: Workspace, width: int) -> None:
        ids = workspace.ids(width)
        size = (ids.shape[1], ids.shape[0])
        self.picture = np.asarray(cv2.resize(workspace.image, size, interpolation=cv2.INTER_AREA), np.uint8)
        self.left_out: dict[str, str] = {}
        whole = {m.name for m in workspace.scene.program.materials if _many_coloured(m)}
        rows = [("room", name, mask) for name, mask in _of_room(workspace, ids)]
        rows += _of_things(workspace, ids, self.left_out)
        self.white = {m.name: 1.0 - hue(m) for m in workspace.scene.program.materials}
        self.rows = [
            _Seen(who, name, mask, name in whole) for who, name, mask in rows if mask.sum() >= sightings.FEW
        ]

    def wishes(self, render: Pixels) -> dict[str, list[_Wish]]:
        """What each material's wearers ask of it, (3,) log of linear light each."""
        found: dict[str, dict[str, list[_Wish]]] = {}
        for row in self.rows:
            wanted, now = (_middle(p[row.mask], row.whole) for p in (self.picture, render))
            wish = _Wish(row.who, np.log(wanted / now), float(row.mask.sum()))
            found.setdefault(row.name, {}).setdefault(row.who, []).append(wish)
        # Slots of one thing that share a colour look to different sides: light tells them apart, not colour.
        return {name: [_joined(each) for each in by.values()] for name, by in found.items()}

    def light(self, render: Pixels) -> NDArray[np.float64]:
        """(3,) log of linear light by which the picture is brighter and warmer, whatever the colour."""
        return _light(self.wishes(render), self.white)

    def gaps(self, render: Pixels) -> dict[str, float]:
        """CIEDE2000 of each material to the picture, in the picture's light, its wearers by their areas."""
        light = np.exp(self.light(render))
        found: dict[str, list[tuple[float, float]]] = {}
        for row in self.rows:
            wanted = _middle(self.picture[row.mask], row.whole) - HAZE
            now = _middle(render[row.mask], row.whole) * light - HAZE
            gap = ciede2000(lab_of([encoded(wanted)]), lab_of([encoded(now)]))
            found.setdefault(row.name, []).append((float(gap[0]), float(row.mask.sum())))
        return {name: sum(g * n for g, n in each) / sum(n for _, n in each) for name, each in found.items()}


def matched(workspace: Workspace, render: Pixels, seen: Comparison | None = None) -> Matched:
    """The palette moved towards the picture, by what picture and scene both show in the same place.

    Each wearer counts by the area it is seen with; where several share a colour, it moves by their median.

    Args:
        workspace: its picture, survey and scene.
        render: lit, of the reference view.
        seen: what both show where; left out, it is made.
    """
    seen = seen or Comparison(workspace, render.shape[1])
    wishes = seen.wishes(render)
    if not wishes:
        return Matched([], seen.left_out, [])
    program, light = workspace.scene.program, _light(wishes, seen.white)
    middles = {name: _median(each) for name, each in wishes.items()}
    specs = [
        _moved(s, middles[s.name] - light, sum(w.pixels for w in wishes[s.name])) if s.name in middles else s
        for s in program.materials
    ]
    colors = {s.name: s.color for s in program.materials}
    apart = [
        (wish.who, _nearest(each, middles[name], wish.who), name)
        for name, each in wishes.items()
        for wish in each
        if len(each) > 1 and _unlike(colors[name], wish.shift - middles[name])
    ]
    return Matched(specs, seen.left_out, [a for a in apart if a[0] != a[1]])


def without_worse(
    specs: Sequence[MaterialSpec],
    before: Sequence[MaterialSpec],
    was: dict[str, float],
    now: dict[str, float],
) -> list[MaterialSpec]:
    """The palette, but what came out further from the picture than it was is as it was.

    Args:
        specs: the palette as moved.
        before: the palette as it was.
        was: CIEDE2000 of each material to the picture then.
        now: the same after the move.
    """
    old = {s.name: s for s in before}
    worse = {name for name, gap in now.items() if gap > was.get(name, gap) + WORSE}
    return [old.get(s.name, s) if s.name in worse else s for s in specs]


def _many_coloured(spec: MaterialSpec) -> bool:
    look = LOOKS.get(spec.family)
    return bool(spec.texture) or str(spec.options.get("pattern", look.pattern if look else "")) in CHECKED


def _joined(each: list[_Wish]) -> _Wish:
    """The wishes of one wearer's slots as one, each by its area."""
    pixels = [w.pixels for w in each]
    return _Wish(each[0].who, np.average([w.shift for w in each], axis=0, weights=pixels), sum(pixels))


def _light(wishes: dict[str, list[_Wish]], white: dict[str, float]) -> NDArray[np.float64]:
    """(3,) what all materials ask for alike: brightness by the median of all, warmth by the white ones.

    Large ones count more, but none for all of them.

    Args:
        wishes: what the wearers of each material ask of it.
        white: how sure a material is to have no hue of its own, 0 to 1.
    """
    if not wishes:
        return np.zeros(3)
    each = [(name, _median(own), float(np.sqrt(sum(w.pixels for w in own)))) for name, own in wishes.items()]
    bright = _median([_Wish(n, np.full(3, shift.mean()), size) for n, shift, size in each])
    tint = _median(
        [_Wish(n, shift - shift.mean(), size * (LEAST_WHITE + white.get(n, 0.0))) for n, shift, size in each]
    )
    return np.asarray(bright + WARM * float(WARM @ tint))


def _nearest(each: list[_Wish], middle: NDArray[np.float64], who: str) -> str:
    """Who of several wearers is most like all of them; of two, the one that is seen more."""
    others = sorted(each, key=lambda w: (float(np.abs(w.shift - middle).max()), -w.pixels))
    return others[0].who if len(each) > 2 or others[0].who != who else who


def _unlike(color: object, shift: NDArray[np.float64]) -> bool:
    """Whether a colour moved by this, (3,) log of light, is plainly another one."""
    rgb = _rgb(color) if isinstance(color, str) else (128, 128, 128)
    moved = encoded(np.minimum(linear(rgb) * np.exp(shift), 1.0))
    here, there = lab_of(np.array([rgb, moved]))
    there[0] = here[0] + 0.5 * (there[0] - here[0])  # more or less light is no other colour
    return float(ciede2000(here, there)) > APART


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
    rgb = _rgb(spec.color)
    light = np.maximum(linear(rgb) * np.exp(kept_neutral(rgb, limited(shift, pixels))), DARKEST)
    light *= min(1.0, LIGHTEST / float(light.max()))  # all channels alike: cutting one would change the hue
    r, g, b = (round(float(v)) for v in encoded(light))
    return spec.model_copy(update={"color": to_hex((r, g, b))})


def limited(shift: NDArray[np.float64], pixels: float) -> NDArray[np.float64]:
    """What of a measured difference, (3,) log of light, is corrected at once, seen with so many pixels."""
    bright = float(np.clip(shift.mean(), -BRIGHTER, BRIGHTER))
    tint = np.clip(shift - shift.mean(), -TINTED, TINTED)
    return np.asarray(STEP * pixels / (pixels + DOUBT) * (bright + tint))


def hue(spec: MaterialSpec) -> float:
    """How much of a hue a material has, 0 for white, grey and black to 1."""
    look = LOOKS.get(spec.family)
    color = spec.color if isinstance(spec.color, str) else look.color if look else None
    return _hue(_rgb(color)) if color else 1.0


def _hue(rgb: Rgb) -> float:
    _, a, b = lab_of([rgb])[0]
    return float(np.clip((np.hypot(a, b) - NEUTRAL) / (COLOURED - NEUTRAL), 0.0, 1.0))


def kept_neutral(rgb: Rgb, shift: NDArray[np.float64]) -> NDArray[np.float64]:
    """A shift, (3,) log of light, without its tint where a colour has no hue, in part where it has little."""
    bright = shift.mean()
    return np.asarray(bright + _hue(rgb) * (shift - bright))


def _rgb(color: str) -> Rgb:
    return (int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16))


def _middle(pixels: Pixels, whole: bool = False) -> NDArray[np.float64]:
    """Linear light, with what is seen on anything: the median pixel's; of all where there is a pattern."""
    flat = pixels.reshape(-1, 3)
    light = linear(flat).mean(axis=0) if whole else linear(np.median(flat, axis=0))
    return np.asarray(light + HAZE)


def _resized(mask: Mask, shape: tuple[int, ...]) -> Mask:
    size = (shape[1], shape[0])
    return cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
