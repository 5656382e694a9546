"""What of a picture's things is asked of the reader."""

from __future__ import annotations

from typing import Any

from tools.picture.recognise.classes import CLASS_OF

SHOWS, FRAMED, LEAST = 0.22, 0.35, 6.0
"""What shows less of its hull, lies less inside the frame or is narrower in pixels is not asked for."""


def class_of(thing: dict[str, Any]) -> str | None:
    """The coarse class of a thing, None for what the reader need not tell."""
    name = CLASS_OF.get(thing["category"])
    if thing["small"]:
        return name if name in ("lamp", "plant", "appliance", "pillow") else "small"
    return name


def shown(thing: dict[str, Any]) -> bool:
    """Whether enough of a thing can be seen to ask for it."""
    x0, y0, x1, y1 = thing["box"]
    return bool(thing["shows"] >= SHOWS and thing["framed"] >= FRAMED and min(x1 - x0, y1 - y0) >= LEAST)
