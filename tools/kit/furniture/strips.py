"""Strips of light."""

from __future__ import annotations

from typing import Literal

from tools.kit.core import Thing
from tools.kit.parts.solid import boxes


def led_strip(
    o: Thing, *, style: str = "modern", seed: int = 0, run: Literal["line", "ring"] = "line"
) -> None:
    """A strip of light in a metal channel: along a wall, a shelf or a headboard, or round a ceiling.

    Args:
        o: the object; a line fills it, a ring is 12 mm wide all round it.
        style: not used; every word takes one.
        seed: not used; every word takes one.
        run: "line" is one straight strip; "ring" runs round the outline, as a cove in a ceiling does.

    Size: 2.0 x 0.02 x 0.015
    Mount: wall
    Example: furnish("led_strip_1", led_strip, run="ring")
    """
    across = min(0.012, o.w / 4, o.d / 4)
    strips = [(o.w, o.d, 0.0, 0.0)]
    if run == "ring":
        strips = [(o.w, across, 0.0, s * (o.d - across) / 2) for s in (-1, 1)]
        strips += [(across, o.d - 2 * across, s * (o.w - across) / 2, 0.0) for s in (-1, 1)]
    boxes(o, "channel", [((w, d, o.h / 2), (x, y, o.h / 2)) for w, d, x, y in strips], "metal")
    glow = [((w - 0.3 * min(w, d), d - 0.3 * min(w, d), o.h / 2), (x, y, 0.0)) for w, d, x, y in strips]
    boxes(o, "diffuser", glow, "light")
