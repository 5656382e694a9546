"""Furniture of another family than the kit's: the reader is to learn what a sofa is, not what ours is."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from harness.sample.other_hand.shapes_hard import floor_lamp, plant, storage, table, toilet, tub
from harness.sample.other_hand.shapes_soft import Size, bed, chair, office_chair, sofa
from harness.sample.other_hand.solids import Solid

Maker = Callable[[Size, Random], list[Solid]]
MAKERS: dict[str, Maker] = {
    "bed": bed,
    "sofa": sofa,
    "armchair": sofa,
    "dining chair": chair,
    "stool": chair,
    "office chair": office_chair,
    "coffee table": table,
    "side table": table,
    "console table": table,
    "dining table": table,
    "desk": table,
    "round table": table,
    "conference table": table,
    "nightstand": storage,
    "dresser": storage,
    "wardrobe": storage,
    "tv stand": storage,
    "sideboard": storage,
    "cabinet": storage,
    "bookshelf": storage,
    "filing cabinet": storage,
    "floor lamp": floor_lamp,
    "plant": plant,
    "bathtub": tub,
    "toilet": toilet,
}
"""What can be made otherwise, by category."""
