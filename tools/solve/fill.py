"""Parameters that follow from the scene: what is placed on a thing is not built into it a second time."""

from __future__ import annotations

from collections.abc import Sequence

from tools import vocabulary
from tools.picture.survey import Seen
from tools.scene.model import Placement

Value = str | int | float | bool
MATTRESS = 0.6
"""Metres: a bed's mattress is not higher than this."""


def from_scene(
    word: str, placement: Placement, thing: Seen | None, carried: Sequence[Placement]
) -> dict[str, Value]:
    """Values by parameter name, some of which the word may not have."""
    families = [vocabulary.entry(p.category).family for p in carried]
    values: dict[str, Value] = {}
    if "pillow" in families:
        values |= {"pillows": 0, "cushions": 0}
    if "bedding" in families:
        values["blanket"] = False
    if word == "bed":
        values["mattress_top"] = round(min(MATTRESS, 0.5 * placement.size[2]), 3)
    if families:
        # Shelves and cupboards hold what the picture shows, and nothing else.
        values |= {"books": 0, "items": 0, "filled": False, "clothes": 0, "things": 0}
    if "clothes" in families:
        values |= {"open": True, "doors": 0}
    return values
