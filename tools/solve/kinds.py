"""What a slot is made of, judged by its role, its category, what a reader said, and its colour."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

from tools import vocabulary
from tools.picture.colours import Rgb

CLOTH = {"fabric", "cushion", "pillow", "sheet", "duvet", "throw", "seat", "curtain", "sheer", "rug"}
WOOD = {"wood", "top", "leg", "frame", "door", "drawer", "body", "trim", "shelf", "slat", "panel", "back"}
KEPT = {
    "glass", "mirror", "bulb", "screen", "leaf", "soil", "water", "page", "stem", "flower", "flame", "handle",
    "metal", "cable", "dark", "light", "art",
}  # fmt: skip
"""Slots that look right by themselves; the picture seldom shows their own colour."""
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
_SAID = (
    "oak", "walnut", "pine", "birch", "teak", "mahogany", "bamboo", "leather", "velvet", "linen", "cotton",
    "wool", "knit", "boucle", "marble", "granite", "concrete", "brass", "gold", "chrome", "steel", "copper",
    "wicker", "rattan", "ceramic", "porcelain", "glass", "plastic", "lacquer", "suede", "silk", "fur",
    "denim",
)  # fmt: skip


def kind_of(slot: str, category: str, said: Sequence[str], rgb: Rgb | None) -> str | None:
    """The kind of material of a slot; None to leave it as the kit has it."""
    if slot in KEPT:
        return None
    words = " ".join(said).lower()
    named = next((w for w in _SAID if w in words), None)
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
        return wood_kind(rgb) if rgb else None
    return {"paper": "paper", "cover": "paper", "pot": "ceramic", "rope": "rope", "plastic": "plastic"}.get(
        slot
    )


def wood_kind(rgb: Rgb) -> str:
    """Wood with grain for browns, painted wood for whites, greys and strong colours."""
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
