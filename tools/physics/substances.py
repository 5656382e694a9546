"""What things are made of: density, how thick the walls of hollow things are, and how well they slide."""

from __future__ import annotations

import math
import re
from typing import NamedTuple


class Substance(NamedTuple):
    """One kind of stuff.

    Attributes:
        density: kilograms a cubic metre.
        wall: metres: what is thicker than two of these is hollow inside; infinite for what is full.
        friction: coefficient of sliding on a floor, which has the same or less.
    """

    density: float
    wall: float
    friction: float


FULL = math.inf
"""No hollow: also the feet of lamps, which are weighted so that these stand."""
SHEET = 0.0005
"""Metres: the wall of a lamp's shade, whatever it is made of."""
SUBSTANCES: dict[str, Substance] = {
    # Densities: Engineering ToolBox, tables of solids and woods; foams: 25 to 50 kg/m3, with their covers.
    # Walls: boards of 16 to 19 mm, tubes and sheet of 1 to 2 mm, panes of 4 to 6, sanitary ware of 10 to 15.
    # Friction: wood on wood 0.3 to 0.5, rubber and cloth more (Engineering ToolBox, friction coefficients).
    "wood": Substance(650.0, 0.018, 0.5),
    "metal": Substance(7800.0, 0.0015, 0.45),
    "glass": Substance(2500.0, 0.005, 0.5),
    "ceramic": Substance(2300.0, 0.012, 0.5),
    "stone": Substance(2600.0, 0.03, 0.6),
    "plastic": Substance(1000.0, 0.003, 0.5),
    "upholstery": Substance(45.0, FULL, 0.7),
    "shade": Substance(400.0, 0.002, 0.5),
    "paper": Substance(700.0, FULL, 0.5),
    "plant": Substance(150.0, FULL, 0.6),
    "soil": Substance(1300.0, FULL, 0.7),
    "full": Substance(950.0, FULL, 0.5),
}
WORDS: tuple[tuple[str, str], ...] = (
    # The first that a material's kind contains; kinds are those of tools/kit/materials/material_kinds.py.
    ("glass", r"glass|mirror|bulb|lamp$|crystal"),
    ("shade", r"lampshade|wicker|rattan|straw"),
    ("metal", r"metal|steel|chrome|alumin|iron|brass|gold|copper|bronze|silver"),
    ("paper", r"paper|card|canvas print|print|book"),
    ("upholstery", r"fabric|linen|cotton|wool|canvas|denim|tweed|felt|knit|boucle|velvet|silk|satin|sheer"
     r"|towel|carpet|rug|fur|leather|suede|cushion|foam|curtain|cloth|plush|mattress|bedding"),
    ("ceramic", r"ceramic|porcelain|stoneware|tile|terracotta|clay|enamel"),
    ("stone", r"stone|marble|granite|concrete|slate|terrazzo|quartz|brick|plaster"),
    ("plastic", r"plastic|vinyl|rubber|acrylic|screen|linoleum|dark"),
    ("plant", r"foliage|petal|leaf|bark|moss|grass"),
    ("soil", r"soil|gravel|sand"),
    ("full", r"food|water|wax|bread|fruit"),
    ("wood", r""),
)  # fmt: skip
LEAST = 0.005
"""Kilograms: no piece weighs less."""


def substance(kind: str) -> Substance:
    """What a material of that kind ("oak", "brushed steel") is made of; boards when in doubt."""
    return SUBSTANCES[next(name for name, words in WORDS if re.search(words, kind.lower()))]


def mass(of: Substance, volume: float, area: float) -> float:
    """Kilograms of a solid of that volume and surface, as thick as its walls where it is hollow.

    Args:
        of: what it is made of.
        volume: cubic metres within its surface.
        area: square metres.
    """
    filled = volume if math.isinf(of.wall) else min(volume, area * of.wall)
    return max(LEAST, of.density * filled)
