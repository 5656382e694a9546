"""How bright the room is with its ceiling on and off, so that views of both kinds are exposed alike."""

from __future__ import annotations

import math
from typing import Any

from tools.kit.core import BUILD
from tools.kit.parts.sweep import outline_area

BRIGHT_WALLS = 0.6
"""Share of light that a room's surfaces reflect, on average."""
BRIGHT_MOST = 3.0
"""Stops that a closed room is brightened by at most."""
BRIGHT_MOOD = 0.4
"""Stops that a room seen from inside may stay darker: its corners and its lamps then show."""


def bright_stops() -> float:
    """How many stops a camera under the closed ceiling opens beyond one that looks in from above.

    Mean irradiance of a closed room by the integrating sphere: flux / (area * (1 - reflectance)); from above
    the sky and the sun come in as well, and half of what is reflected leaves.
    """
    floor, height = BUILD.room["floor"], BUILD.room["height"]
    around = sum(math.dist(a, b) for a, b in zip(floor, [*floor[1:], floor[0]], strict=True))
    area = 2 * abs(outline_area(floor)) + around * height
    outlook = BUILD.settings["sky"]["strength"]
    suns = [o for o in BUILD.lights.values() if o.data.type == "SUN"]
    # On the floor; an average view has half of it in the walls' shadow.
    sunlight = sum(o.data.energy * max(-bright_down(o), 0.0) * 0.5 for o in suns)
    glass = sum(t.w * t.h for t in BUILD.shell.values() if t.category == "window")
    lamps = sum(o.data.energy for o in BUILD.lights.values() if o.data.type != "SUN")
    inside = (lamps + 0.3 * glass * sunlight) / (area * (1 - BRIGHT_WALLS))
    above = outlook * math.pi * 0.6 + sunlight + lamps / (area * (1 - BRIGHT_WALLS / 2))
    return (
        min(max(math.log2(above / max(inside, 1e-6)) - BRIGHT_MOOD, 0.0), BRIGHT_MOST) if above > 0 else 0.0
    )


def bright_down(light: Any) -> float:
    """Vertical part of the direction a light shines in: -1 is straight down."""
    turn = light.rotation_euler.to_matrix()
    return float(-turn[2][2])
