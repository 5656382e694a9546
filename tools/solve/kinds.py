"""What a slot is made of, judged by its role, its category, what a reader said, and its colour."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence

import numpy as np

from tools import vocabulary
from tools.picture.colours import Rgb, lab_of

TINTED, BRIGHT = 6.0, 18.0
"""Distance in Lab's a and b, and lightness below the walls', within which a surface is as white as they."""
CLOTH = {"fabric", "cushion", "pillow", "sheet", "duvet", "throw", "seat", "curtain", "sheer", "rug"}
WOOD = {"wood", "top", "leg", "frame", "door", "drawer", "body", "trim", "shelf", "slat", "panel", "back"}
KEPT = {
    "glass", "mirror", "bulb", "screen", "leaf", "soil", "water", "page", "stem", "flower", "flame", "handle",
    "metal", "cable", "dark", "light", "art",
}  # fmt: skip
"""Slots that look right by themselves; the picture seldom shows their own colour."""
KIND_WHERE_SEEN = {"leaf": "foliage", "stem": "foliage", "flower": "petal", "art": "canvas print"}
"""Kept slots that wear a colour of their own where one was found."""
_CLOTHS = {
    "pillow": "cotton", "sheet": "cotton", "duvet": "cotton", "throw": "knit", "curtain": "linen",
    "sheer": "sheer", "rug": "rug", "fabric": "fabric", "cushion": "fabric", "seat": "fabric",
}  # fmt: skip
_BY_FAMILY = {
    "decor": "ceramic", "dishes": "ceramic", "appliance": "gloss paint", "sink": "ceramic",
    "toilet": "ceramic", "bath": "ceramic", "screen": "plastic", "book": "paper", "lamp": "steel",
    "gym": "black plastic",
    "board": "laminate", "plant": "ceramic", "clothes": "cotton", "towel": "towel", "toy": "plastic",
    "kitchen": "laminate", "pillow": "cotton", "bedding": "knit", "curtain": "linen", "rug": "rug",
}  # fmt: skip
_ACCENT = r"pulls?|knobs?|handles?|rods?|trims?|hardware|feet|castors?|discs?|dials?|lines?"
"""What a metal said in a thing's words may be of, without the thing being made of it."""
_PAINTED = ("white", "black", "grey", "gray", "cream", "painted", "lacquered")
"""Words of a thing that has no grain to show."""
_SAID = (
    "oak", "walnut", "pine", "birch", "teak", "mahogany", "bamboo", "leather", "velvet", "linen", "cotton",
    "wool", "knit", "boucle", "marble", "granite", "concrete", "brass", "gold", "chrome", "steel", "copper",
    "wicker", "rattan", "ceramic", "porcelain", "glass", "plastic", "lacquer", "suede", "silk", "fur",
    "denim",
)  # fmt: skip


def kind_of(
    slot: str, category: str, said: Sequence[str], rgb: Rgb | None, neutral: Rgb | None = None
) -> str | None:
    """The kind of material of a slot; None to leave it as the kit has it.

    Args:
        slot: its role.
        category: of the thing.
        said: what a reader noted of the thing.
        rgb: its colour as seen.
        neutral: the walls' colour as seen: what is no more coloured than they is painted.
    """
    if slot in KEPT:
        return None
    words = re.sub(rf"\b({'|'.join(_SAID)})\b([ -]\w+)? ({_ACCENT})\b", "", " ".join(said).lower())
    named = next((w for w in _SAID if re.search(rf"\b{w}\b", words)), None)
    if named == "glass" and slot in (WOOD | {"case"}) - {"body", "top", "door"}:
        named = None  # what is around it
    plain = named is None and any(re.search(rf"\b{w}\b", words) for w in _PAINTED)
    entry = vocabulary.entry(category)
    if category == vocabulary.UNKNOWN:
        return "paint"  # a plain volume does not pretend to a material
    if slot == "shade":
        return "lampshade"
    if slot in CLOTH:
        if category == "sheer curtain" or slot == "sheer":
            return "sheer"
        soft = ("leather", "velvet", "linen", "wool", "knit", "boucle", "suede", "silk", "fur", "denim")
        return named if named in soft else _CLOTHS[slot]
    if named is not None and not entry.soft:
        return named
    if entry.family in _BY_FAMILY and slot not in ("frame", "leg", "top", "wood"):
        return _BY_FAMILY[entry.family]
    if slot in WOOD:
        return ("painted wood" if plain else wood_kind(rgb, neutral)) if rgb else None
    return {"paper": "paper", "cover": "paper", "pot": "ceramic", "rope": "rope", "plastic": "plastic"}.get(
        slot
    )


def handle_kind(said: Sequence[str]) -> str | None:
    """What its handles are made of, when a reader noted it: "brass knobs", "black handle"."""
    found = re.search(
        r"\b(brass|gold|copper|bronze|chrome|steel|black|white)\b([ -]\w+)? (pulls?|knobs?|handles?)\b",
        " ".join(said).lower(),
    )
    if found is None:
        return None
    return {"black": "black metal", "white": "painted metal"}.get(found[1], found[1])


def wood_kind(rgb: Rgb, neutral: Rgb | None = None) -> str:
    """Wood with grain for browns, painted wood for whites, greys and strong colours.

    Args:
        rgb: the colour as seen.
        neutral: that of the walls in the same light: in warm light white paint looks like pale wood.
    """
    if neutral is not None:
        (own, a, b), (wall, wa, wb) = lab_of([rgb, neutral])
        if own > wall - BRIGHT and float(np.hypot(a - wa, b - wb)) < TINTED and np.hypot(a, b) > 4:
            return "painted wood"
    hue, lightness, saturation = colorsys.rgb_to_hls(*(c / 255 for c in rgb))
    warm = 0.02 < hue < 0.16
    pale = (
        lightness > 0.8 or (lightness > 0.6 and saturation < 0.25) or (lightness > 0.45 and saturation < 0.07)
    )
    if pale or (not warm and saturation > 0.25):
        return "painted wood"
    return "wood" if lightness > 0.3 else "walnut"


def floor_kind(rgb: Rgb) -> str:
    """Boards for browns, stone or carpet tones otherwise."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(c / 255 for c in rgb))
    if 0.02 < hue < 0.15 and saturation > 0.15:
        return "wood floor" if lightness > 0.25 else "dark wood floor"
    return "vinyl" if lightness > 0.35 else "linoleum"


def main_slots(category: str, slots: Sequence[str]) -> list[str]:
    """The slots that give a thing its colour: its cloth if it is soft, otherwise its body."""
    soft = vocabulary.entry(category).soft
    free = [s for s in slots if s not in KEPT]
    cloth = [s for s in free if s in CLOTH]
    family = vocabulary.entry(category).family
    if family == "bed":
        return [s for s in free if s in ("duvet", "fabric")] or cloth or free
    if family == "lamp":
        return [s for s in free if s == "shade"]
    if family == "plant":
        return [s for s in free if s == "pot"]
    if soft and cloth:
        return cloth
    if family in ("chair", "stool"):
        return free  # seen from above it is mostly its seat
    return [s for s in free if s not in CLOTH] or free
