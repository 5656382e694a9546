"""Usual sizes of the things the generator furnishes with."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random

from tools import vocabulary
from tools.geometry import Vec3

MODULE = 0.1
"""Metres: the module of kitchens and cupboards, and of rooms whose size nobody said."""
CELL = 0.05
"""Metres: SceneReVis's voxels."""
SEAT_BACKS = (0.78, 0.87)
"""Metres of height of soft seats that end just above a cell, so that cushions share one layer of them."""
THIN = 0.05
"""Metres that boards, clocks and screens stand off their wall, at most."""


@cache
def ranges() -> dict[str, list[tuple[float, float]]]:
    """Category to its (low, high) metres in width, depth and height."""
    text = (Path(__file__).parent / "catalogue.json").read_text()
    return {name: [(low, high) for low, high in value] for name, value in json.loads(text).items()}


ROUND: frozenset[str] = frozenset(
    {
        "table lamp",
        "pendant lamp",
        "ceiling lamp",
        "floor lamp",
        "plant",
        "small plant",
        "vase",
        "bowl",
        "plate",
        "glass",
        "bottle",
        "jar",
        "candle",
        "bar stool",
        "stool",
        "ball",
        "pouf",
        "trash can",
        "basket",
        "coat rack",
        "stool/lab",
        "stool/children",
        "pen holder",
        "toilet paper",
        "toilet brush",
        "chandelier",
        "round rug",
        "round table",
        "round coffee table",
        "hanging plant",
        "fruit",
        "food",
        "blender",
    }
)
"""As wide as they are deep."""

FLAT: frozenset[str] = frozenset({"rug", "bath mat", "round rug", "runner rug"})
"""They lie on the floor and others may stand on them."""


def kind(name: str) -> str:
    """The category of a name of the catalogue, which may have a variant: "bed/single" is a bed."""
    return name.split("/")[0]


def pick_size(rng: Random, category: str, **fixed: float) -> Vec3:
    """A usual size of a category, to the centimetre (millimetre under 10 cm).

    Args:
        rng: where the choice comes from.
        category: a name of the catalogue; KeyError otherwise.
        **fixed: `w`, `d` or `h` to keep at a value.
    """
    w, d, h = (rng.uniform(low, high) for low, high in ranges()[category])
    if category in ROUND:
        d = w
    if category == "wall clock":
        h = w
    size = (fixed.get("w", w), fixed.get("d", d), fixed.get("h", h))
    return (_neat(size[0]), _neat(size[1]), _neat(size[2]))


def in_modules(category: str, size: Vec3) -> Vec3:
    """A size as things are made: furniture that stands against walls in whole modules, thin things thin."""
    entry = vocabulary.entry(kind(category))
    if entry.mount == "wall" and THIN < size[1] < MODULE:
        return (size[0], THIN, size[2])
    if kind(category) == "bed":  # its top just above a cell of 5 cm, so that pillows share one layer of them
        size = (size[0], size[1], round(round(size[2], 1) + 0.02, 2))
    if entry.family in ("sofa", "armchair"):
        size = (size[0], size[1], SEAT_BACKS[0] if size[2] < sum(SEAT_BACKS) / 2 else SEAT_BACKS[1])
    if entry.mount != "floor" or entry.shape == "flat":
        return size
    if entry.surface == 1.0 and size[2] > MODULE:  # the same, for what stands on it
        size = (size[0], size[1], round(round(size[2] / CELL) * CELL + 0.01, 2))
    if not entry.back_to_wall:
        return size
    width, depth = (max(MODULE, round(round(v / MODULE) * MODULE, 2)) for v in size[:2])
    return (width, depth, size[2])


def _neat(metres: float) -> float:
    return round(metres, 2 if metres >= 0.1 else 3)
