"""The light of a room that no picture shows: sun through its largest window, and pools of warm light."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from tools import vocabulary
from tools.program.model import ExposureSpec, LightSpec, Placement, Spec
from tools.solve.even_light import ceiling_lights, window_lights
from tools.survey import Survey
from tools.walls import walls_of

EVENING = re.compile(r"\b(evening|night|nightly|dusk|after dark|candle-?lit|moonlit)\b")
"""Words after which the lamps light a room and not the sun."""
SUN = {"elevation": 38, "strength": 8.0, "kelvin": 4900, "angle": 2}
ASIDE = 24.0
"""Degrees that the sun stands beside the middle of its window, for its patch to lie aslant."""
AZIMUTH = 215.0
"""Where the sun comes from without a window, degrees clockwise from the back."""
SKY, FILL = (0.6, 0.12), (0.6, 0.35)
"""Strength of the sky, and watts of soft light a square metre under the ceiling: by day, at night."""
SKY_KELVIN = (5200, 7500)
DAYLIGHT, MOON, MOON_KELVIN = 0.9, 0.08, 9000.0
"""Share of a window's daylight beside the sun, and at night with its colour temperature."""
WARM = 2750.0
LAMPS = {"table": (7.0, 14.0), "floor": (12.0, 26.0), "ceiling": (9.0, 30.0), "wall": (6.0, 12.0)}
"""Watts of a lamp where it stands or hangs, by day and at night."""


def by_words(survey: Survey, placements: Sequence[Placement], text: str = "") -> str:
    """The lighting cell of a room from words.

    Args:
        survey: says where the windows are.
        placements: what stands in the program; its lamps are lit.
        text: what was said of the room.
    """
    night = bool(EVENING.search(text.lower()))
    specs: list[Spec] = []
    if not night:
        specs.append(LightSpec(kind="sun", options={**SUN, "azimuth": _azimuth(survey)}))
    specs.append(
        LightSpec(kind="sky", options={"strength": SKY[night], "kelvin": 5200 if not night else 7500})
    )
    specs += ceiling_lights(survey, FILL[night])
    specs += window_lights(survey, MOON, MOON_KELVIN) if night else window_lights(survey, DAYLIGHT)
    for placement in placements:
        if vocabulary.entry(placement.category).family == "lamp":
            kind = "table" if placement.on else placement.mount
            watts = LAMPS.get(kind, LAMPS["table"])[night]
            options = {"on": placement.id, "power": watts, "kelvin": WARM}
            specs.append(LightSpec(kind="lamp_light", name=f"{placement.id}_light", options=options))
    return "".join(spec.source() + "\n" for spec in [*specs, ExposureSpec(stops=0.0)])


def _azimuth(survey: Survey) -> float:
    """Where the sun comes from to shine through the largest window, degrees clockwise from the back."""
    if survey.room is None:
        return AZIMUTH
    walls = {wall.name: wall for wall in walls_of(survey.room) if not wall.inner}
    windows = [o for o in survey.room.openings if o.kind == "window" and o.wall in walls]
    if not windows:
        return AZIMUTH
    wall = walls[max(windows, key=lambda o: o.width * o.height).wall]
    (x, y), (u, v) = wall.at(0.0, 0.0), wall.at(0.0, 1.0)
    return round((math.degrees(math.atan2(x - u, y - v)) + ASIDE) % 360, 1)
