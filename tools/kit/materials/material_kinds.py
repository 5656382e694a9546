"""The material library: what each kind of material looks like when only its name is given."""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple


class MaterialLook(NamedTuple):
    """How a kind of material looks.

    Attributes:
        color: base colour, "#rrggbb" sRGB.
        rough: roughness 0-1.
        pattern: name of a pattern in `PATTERNS`, or "" for plain.
        depth: how strong the pattern is, 0-1.
        tile: metres one repeat covers.
        bump: how deep the pattern is, metres; 0 is flat.
        metal: metallic 0-1.
        sheen: fuzz of cloth, 0-1.
        coat: clear lacquer, 0-1.
        alpha: opacity 0-1.
        glow: emission strength.
        grain: whether the pattern runs along a part's longest side.
        transmit: light passing through, 0-1.
    """

    color: str
    rough: float = 0.5
    pattern: str = ""
    depth: float = 0.2
    tile: float = 0.5
    bump: float = 0.0
    metal: float = 0.0
    sheen: float = 0.0
    coat: float = 0.0
    alpha: float = 1.0
    glow: float = 0.0
    grain: bool = False
    transmit: float = 0.0


GRAIN = 0.6
"""How strong grain is of what a species shows close by: a metre or two off it is nearly one tone."""


def look_wood(color: str, depth: float = 0.22, rough: float = 0.45) -> MaterialLook:
    """A species of wood, oiled."""
    return MaterialLook(color, rough, "wood", GRAIN * depth, 0.7, grain=True)


def look_cloth(color: str, pattern: str = "weave", depth: float = 0.16, tile: float = 0.12) -> MaterialLook:
    """A fabric."""
    return MaterialLook(color, 0.9, pattern, depth, tile, bump=0.001, sheen=0.25)


def look_metal(color: str, rough: float = 0.25) -> MaterialLook:
    """A plain metal."""
    return MaterialLook(color, rough, metal=1.0)


def look_floor(color: str, pattern: str = "planks", tile: float = 2.4) -> MaterialLook:
    """A wooden floor, lacquered to a dull shine."""
    return MaterialLook(color, 0.42, pattern, 0.2, tile, bump=0.0008, grain=True)


def look_stone(color: str, pattern: str = "granite", rough: float = 0.35, depth: float = 0.2) -> MaterialLook:
    """A stone, ground smooth."""
    return MaterialLook(color, rough, pattern, depth, 0.9)


LOOKS: dict[str, MaterialLook] = {
    "wood": look_wood("#957556"),
    "oak": look_wood("#ad8d66"),
    "light oak": look_wood("#c9a97c", 0.16),
    "pine": look_wood("#d2a970", 0.18),
    "birch": look_wood("#d9bf96", 0.12),
    "beech": look_wood("#cfa274", 0.13),
    "ash": look_wood("#c8b08a", 0.2),
    "walnut": look_wood("#664631", 0.28),
    "cherry": look_wood("#8e4f33", 0.2),
    "mahogany": look_wood("#5f2c1e", 0.22, 0.35),
    "teak": look_wood("#96643a", 0.24),
    "rosewood": look_wood("#4c241b", 0.3, 0.35),
    "ebony": look_wood("#2a211d", 0.25, 0.35),
    "wenge": look_wood("#3c2f2a", 0.3),
    "bamboo": look_wood("#cda96a", 0.15),
    "plywood": look_wood("#d3b283", 0.12, 0.6),
    "driftwood": look_wood("#8c8478", 0.28, 0.75),
    "painted wood": MaterialLook("#ece9e2", 0.4),
    "lacquer": MaterialLook("#e8e6e1", 0.2, coat=0.4),
    "laminate": MaterialLook("#d9d4cb", 0.4),
    "chipboard": MaterialLook("#bfa57f", 0.7, "granite", 0.1, 0.3),
    "wood floor": look_floor("#a1805e"),
    "oak floor": look_floor("#b19270"),
    "dark wood floor": look_floor("#5f432f"),
    "parquet": look_floor("#a07e5b", "parquet", 0.8),
    "herringbone": look_floor("#a3825f", "herringbone", 1.0),
    "linoleum": MaterialLook("#a8a596", 0.45, "granite", 0.06, 0.5),
    "vinyl": MaterialLook("#bdb6aa", 0.4, "cloud", 0.05, 0.8),
    "fabric": look_cloth("#b9b2a6"),
    "linen": look_cloth("#d9d2c4", depth=0.2),
    "cotton": look_cloth("#efece6", "crumple", 0.03, 1.6),
    "wool": look_cloth("#b7aa98", "boucle", 0.22, 0.25),
    "canvas": look_cloth("#cfc6b3", depth=0.2, tile=0.09),
    "denim": look_cloth("#41536e", "twill", 0.25),
    "tweed": look_cloth("#85796a", "twill", 0.35, 0.15),
    "felt": look_cloth("#8b8f92", "plush", 0.12, 0.4),
    "knit": look_cloth("#c9b9a3", "knit", 0.3, 0.16),
    "boucle": look_cloth("#e4ddd0", "boucle", 0.28, 0.16),
    "velvet": look_cloth("#3f5a55", "plush", 0.2, 0.8)._replace(sheen=0.9, rough=0.75),
    "silk": look_cloth("#d9cdb8", "plush", 0.05, 0.6)._replace(rough=0.4),
    "satin": look_cloth("#cfc3b4", "plush", 0.05, 0.6)._replace(rough=0.35),
    "sheer": look_cloth("#f4f2ec", depth=0.06)._replace(alpha=0.74),
    "towel": look_cloth("#e9e6df", "pile", 0.2, 0.2),
    "striped fabric": look_cloth("#c9bfae", "stripes", 0.3, 0.4),
    "checked fabric": look_cloth("#b9ab98", "checks", 0.35, 0.3),
    "carpet": MaterialLook("#a59a8b", 1.0, "pile", 0.25, 0.4, bump=0.004, sheen=0.3),
    "rug": MaterialLook("#b4a794", 1.0, "rug", 0.3, 1.0, bump=0.003, sheen=0.3),
    "fur": MaterialLook("#e6dfd3", 1.0, "pile", 0.4, 0.25, bump=0.01, sheen=0.6),
    "leather": MaterialLook("#6b4430", 0.42, "leather", 0.25, 0.25, bump=0.0008),
    "black leather": MaterialLook("#26221f", 0.4, "leather", 0.25, 0.25, bump=0.0008),
    "suede": look_cloth("#9a7a5c", "plush", 0.22, 0.5),
    "metal": look_metal("#9d9d9b", 0.35),
    "steel": look_metal("#b8b8b6", 0.3),
    "stainless steel": look_metal("#c3c3c1", 0.28),
    "brushed steel": MaterialLook("#b4b4b2", 0.38, "brushed", 0.1, 0.3, metal=1.0, grain=True),
    "chrome": look_metal("#d6d6d6", 0.06),
    "aluminium": look_metal("#c4c5c6", 0.35),
    "iron": look_metal("#3e3c3a", 0.55),
    "black metal": look_metal("#252525", 0.45),
    "painted metal": MaterialLook("#dddcd8", 0.4),
    "brass": look_metal("#b99352", 0.28),
    "gold": look_metal("#d4a84e", 0.22),
    "copper": look_metal("#b8704d", 0.28),
    "bronze": look_metal("#7c5c3a", 0.4),
    "mirror": look_metal("#eceeee", 0.02),
    "glass": MaterialLook("#dfe9e8", 0.03, alpha=0.16),
    "frosted glass": MaterialLook("#e6ecec", 0.5, alpha=0.6),
    "smoked glass": MaterialLook("#35383a", 0.04, alpha=0.5),
    "ceramic": MaterialLook("#f1efea", 0.15, coat=0.3),
    "porcelain": MaterialLook("#f6f5f2", 0.1, coat=0.5),
    "stoneware": MaterialLook("#b9a58c", 0.45, "cloud", 0.1, 0.4),
    "terracotta": MaterialLook("#b5674a", 0.75, "cloud", 0.12, 0.4),
    "clay": MaterialLook("#b98f72", 0.85, "cloud", 0.1, 0.4),
    "stone": look_stone("#a39c90", "cloud", 0.7, 0.16),
    "granite": look_stone("#7d7a78"),
    "marble": look_stone("#e9e6e1", "marble", 0.15, 0.28),
    "black marble": look_stone("#2b2a2b", "marble", 0.15, -0.5),
    "travertine": look_stone("#cdbb9f", "cloud", 0.5, 0.14),
    "slate": look_stone("#4b5054", "cloud", 0.6, 0.2),
    "quartz": look_stone("#e6e4e0", "granite", 0.2, 0.05),
    "terrazzo": look_stone("#d8d3ca", "terrazzo", 0.3, 0.3),
    "concrete": MaterialLook("#9c9a95", 0.8, "cloud", 0.12, 1.4),
    "asphalt": MaterialLook("#4a4a4a", 0.95, "granite", 0.25, 0.4),
    "tile": MaterialLook("#dcd9d2", 0.25, "tile", 0.3, 1.2, bump=0.001),
    "floor tile": MaterialLook("#bdb6ab", 0.35, "tile", 0.3, 2.4, bump=0.001),
    "metro tile": MaterialLook("#eeece6", 0.15, "metro", 0.3, 0.4, bump=0.001),
    "mosaic": MaterialLook("#9fb4b4", 0.2, "mosaic", 0.4, 0.3, bump=0.001),
    "brick": MaterialLook("#98583f", 0.85, "brick", 0.4, 0.5, bump=0.004),
    "white brick": MaterialLook("#e4e0d8", 0.8, "brick", 0.12, 0.5, bump=0.004),
    "plaster": MaterialLook("#e7e2d8", 0.9, "cloud", 0.03, 1.5),
    "paint": MaterialLook("#efece6", 0.6),
    "wall paint": MaterialLook("#efece6", 0.85),
    "gloss paint": MaterialLook("#f2f0ec", 0.25),
    "wallpaper": MaterialLook("#ded5c6", 0.85, "stripes", 0.08, 0.8),
    "paper": MaterialLook("#f2eee4", 0.85),
    "cardboard": MaterialLook("#b08d64", 0.9, "brushed", 0.05, 0.4),
    "canvas print": MaterialLook("#e7e0d2", 0.8, "weave", 0.05, 0.2),
    "cork": MaterialLook("#b58a5c", 0.9, "cork", 0.3, 0.4),
    "foliage": MaterialLook("#54663a", 0.55, "leaf", 0.5, 0.3),
    "dry foliage": MaterialLook("#a58d5a", 0.7, "leaf", 0.3, 0.3),
    "petal": MaterialLook("#d77f8e", 0.6),
    "bark": MaterialLook("#6a5240", 0.9, "wood", 0.4, 0.3, bump=0.002, grain=True),
    "moss": MaterialLook("#5d6f37", 1.0, "pile", 0.4, 0.2, bump=0.004),
    "soil": MaterialLook("#3b2d23", 1.0, "granite", 0.4, 0.2, bump=0.004),
    "wicker": MaterialLook("#b08a59", 0.7, "wicker", 0.4, 0.3, bump=0.004),
    "rattan": MaterialLook("#a97f4d", 0.6, "wicker", 0.4, 0.25, bump=0.004),
    "rope": MaterialLook("#b59c76", 0.95, "twill", 0.35, 0.06, bump=0.002),
    "straw": MaterialLook("#c8b07a", 0.85, "brushed", 0.3, 0.15),
    "plastic": MaterialLook("#e5e4e1", 0.4),
    "black plastic": MaterialLook("#232325", 0.45),
    "rubber": MaterialLook("#2b2b2b", 0.85),
    "acrylic": MaterialLook("#e8edee", 0.08, alpha=0.35),
    "foam": MaterialLook("#d5d0c6", 0.95),
    "wax": MaterialLook("#efe6d2", 0.5),
    "soap": MaterialLook("#eadfce", 0.4),
    "screen": MaterialLook("#0c0e11", 0.12, coat=0.4),
    "lit screen": MaterialLook("#3d5a80", 0.2, glow=1.2),
    "lampshade": MaterialLook("#efe6d4", 0.9, "weave", 0.05, 0.15),
    "bulb": MaterialLook("#fff3dd", 0.4, glow=6.0),
    "lamp": MaterialLook("#fff1d8", 0.4, glow=2.5),
    "neon": MaterialLook("#ff6aa8", 0.4, glow=6.0),
    "water": MaterialLook("#a9c6c9", 0.03, alpha=0.45),
    "ice": MaterialLook("#dcebf0", 0.1, alpha=0.6),
    "food": MaterialLook("#c98d4a", 0.6, "cloud", 0.2, 0.1),
    "fruit": MaterialLook("#c7472f", 0.35),
    "bread": MaterialLook("#b77f45", 0.85, "cloud", 0.25, 0.1),
}
LOOK_ALIASES = {
    "aluminum": "aluminium", "timber": "wood", "hardwood": "wood floor", "wooden floor": "wood floor",
    "floorboards": "wood floor", "planks": "wood floor", "textile": "fabric", "cloth": "fabric",
    "upholstery": "fabric", "polyester": "fabric", "metallic": "metal", "wrought iron": "iron",
    "nickel": "steel", "tiles": "tile", "ceramic tile": "tile", "subway tile": "metro tile",
    "plant": "foliage",
    "leaf": "foliage", "leaves": "foliage", "earth": "soil", "cane": "rattan", "seagrass": "straw",
    "jute": "straw", "sisal": "straw", "mattress": "cotton", "emissive": "lamp", "light": "lamp",
    "stucco": "plaster", "drywall": "wall paint", "cement": "concrete", "sheepskin": "fur",
    "mdf": "painted wood",
    "curtain": "linen", "microfibre": "suede", "card": "cardboard", "display": "screen", "veneer": "wood",
}  # fmt: skip
LOOK_FINISHES = {
    "matte": 0.85, "matt": 0.85, "rough": 0.95, "satin": 0.45, "semi-gloss": 0.35, "gloss": 0.2,
    "glossy": 0.15,
    "shiny": 0.12, "polished": 0.1, "brushed": 0.4, "worn": 0.75, "weathered": 0.85, "lacquered": 0.25,
    "varnished": 0.3, "oiled": 0.5,
}  # fmt: skip
LOOK_SHADES = {"dark": 0.55, "deep": 0.65, "light": 1.25, "pale": 1.4, "black": 0.22, "bleached": 1.5}


def look_of(words: str) -> tuple[MaterialLook, str]:
    """The look a few words describe ("polished dark walnut"), and the kind it is based on.

    The longest kind's name among the words decides; finishes ("matte", "polished") set the roughness and
    shades ("dark", "pale") the brightness.

    Raises:
        ValueError: no kind is among the words; the message names the nearest.
    """
    text = f" {' '.join(re.findall(r'[a-z-]+', words.lower().replace('_', ' ')))} "
    names = [*LOOKS, *LOOK_ALIASES]
    held = [n for n in names if f" {n} " in text]
    if not held:
        near = difflib.get_close_matches(text.strip(), names, 4, 0.5)
        hint = (
            f"did you mean {', '.join(near)}?" if near else f"some kinds: {', '.join(list(LOOKS)[:12])}, ..."
        )
        raise ValueError(f"no material kind in {words!r}; {hint}")
    # The last of equally long names is the noun: "leather chair fabric" is a fabric.
    name = max(held, key=lambda n: (len(n), text.rfind(n)))
    kind = LOOK_ALIASES.get(name, name)
    look = LOOKS[kind]
    for word in text.replace(name, " ").split():
        if word in LOOK_FINISHES:
            look = look._replace(rough=LOOK_FINISHES[word])
        if word in LOOK_SHADES:
            look = look._replace(color=look_shaded(look.color, LOOK_SHADES[word]))
    return look, kind


def look_shaded(color: str, factor: float) -> str:
    """A colour made darker (below 1) or lighter (above), "#rrggbb"."""
    values = [int(color[k : k + 2], 16) for k in (1, 3, 5)]
    if factor > 1:
        values = [round(255 - (255 - v) / factor) for v in values]
    return "#" + "".join(f"{min(255, max(0, round(v * min(factor, 1.0)))):02x}" for v in values)
