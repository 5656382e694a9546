"""One recipe a room type: what stands where, told by relations."""

from __future__ import annotations

from collections.abc import Callable

from tools.planner.design import RoomType
from tools.planner.rooms import (
    bath,
    bedroom,
    classroom,
    dining,
    kitchen,
    lab,
    living,
    nursery,
    office,
    shop,
)
from tools.planner.space import Space

RECIPES: dict[RoomType, Callable[[Space], None]] = {
    "bedroom": bedroom.furnish,
    "living": living.furnish,
    "dining": dining.furnish,
    "kitchen": kitchen.furnish,
    "office": office.furnish,
    "lab": lab.furnish,
    "shop": shop.furnish,
    "classroom": classroom.furnish,
    "bath": bath.furnish,
    "nursery": nursery.furnish,
}
"""Furnishes an empty room; raises `DoesNotFit` when something essential found no place."""
