"""Which things stand by their weight alone, which are part of the building, and which hang on another."""

from __future__ import annotations

from typing import Literal

from tools import vocabulary
from tools.checks.allowed import RUG
from tools.measured import ObjectReport

Role = Literal["free", "fixed", "attached"]
BUILT_IN = frozenset(
    {"kitchen", "toilet", "bath", "fireplace", "structure", "opening", "curtain", "panel", "sink", "rug"}
)
"""Families of the vocabulary that are screwed, plumbed or glued to the building; rugs do not slide."""
FITTED = frozenset(
    {
        "radiator",
        "air conditioner",
        "cooktop",
        "range hood",
        "led strip",
        "string lights",
        "wall cabinet",
        "faucet",
    }
)
"""Categories that are, of families that are not."""
CLOTH = frozenset({"clothes", "towel", "bedding"})
"""Families that lie or hang on another thing and give way: they go where it goes."""
SOFT = frozenset({"pillow"})
"""Families that give way to what they lie on, and are things of their own."""
FOOTED = frozenset({"lamp", "decor", "dishes", "plant"})
"""Families whose round ones are made with a flat to stand on, which their meshes may not show."""
HUNG = frozenset({"hanging plant", "wall hooks", "towel rack", "toilet paper", "curtain rod"})


def role(info: ObjectReport) -> Role:
    """How a thing is held.

    * What is mounted on a wall or the ceiling, built in, or a rug: fixed.
    * Cloth on something: attached to what carries it.
    * Everything else: free.
    """
    category = vocabulary.canonical(info.category, info.mount) or vocabulary.UNKNOWN
    family = vocabulary.entry(category).family
    if info.on is not None:
        if family in CLOTH or category in HUNG:
            return "attached"
        return "fixed" if family in ("sink", "panel") or category in FITTED else "free"
    flat = info.mount == "floor" and info.size[2] <= RUG
    if info.mount in ("wall", "ceiling") or family in BUILT_IN or category in FITTED | HUNG or flat:
        return "fixed"
    return "free"
