"""The light a room is first seen in: even and neutral, with the lamps that are lit."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from tools.picture.reading import LIT_WORD
from tools.program.model import ExposureSpec, LightSpec, Spec
from tools.survey import Survey
from tools.walls import walls_of

WHITE = 5000.0
"""Colour temperature that looks white."""
LAMP, TALL_LAMP = 3.0, 6.0
"""Watts of a lamp on a table and of one on the floor, before the picture corrects them."""
LAMP_KELVIN = 3000.0
CEILING, CEILING_BY_DAY, WINDOW = 2.5, 1.2, 16.0
"""Watts a square metre: of floor from the ceiling alone and beside windows, and of window."""
DAY, DAY_KELVIN = "day_", 5500.0
"""What a window's light is called before the window's id, and its colour temperature."""
INSIDE = 0.2
"""Metres in front of its wall that a window's light stands, clear of frame and curtains."""


def even_light(survey: Survey, placed: Collection[str] = ()) -> str:
    """The lighting cell: the sky, soft lights under the ceiling, daylight from the windows, and lit lamps.

    No sun: from above, soft shadows do not say where it stands.

    Args:
        survey: says where the room is and which lamps are lit.
        placed: ids that stand in the program.
    """
    sky = LightSpec(kind="sky", options={"strength": 1.5, "kelvin": WHITE})
    day = window_lights(survey)
    specs: list[Spec] = [sky, *ceiling_lights(survey, CEILING_BY_DAY if day else CEILING), *day]
    for thing in survey.things:
        if thing.id in placed and LIT_WORD in thing.words:
            watts = LAMP if thing.on else TALL_LAMP
            options = {"on": thing.id, "power": watts, "kelvin": LAMP_KELVIN}
            specs.append(LightSpec(kind="lamp_light", name=f"{thing.id}_light", options=options))
    return "".join(spec.source() + "\n" for spec in [*specs, ExposureSpec(stops=0.0)])


def window_lights(survey: Survey, share: float = 1.0, kelvin: float = DAY_KELVIN) -> list[Spec]:
    """A soft light at each window, shining into the room and a little down, as an overcast sky would."""
    if survey.room is None:
        return []
    walls = {wall.name: wall for wall in walls_of(survey.room) if not wall.inner}
    specs: list[Spec] = []
    for opening in survey.room.openings:
        wall = walls.get(opening.wall)
        if opening.kind != "window" or wall is None:
            continue
        along, middle = opening.start + opening.width / 2, opening.sill + opening.height / 2
        (x, y), (u, v) = wall.at(along, INSIDE), wall.at(along, INSIDE + 3.0)
        options = {
            "at": (round(x, 3), round(y, 3), round(middle, 3)),
            "look_at": (round(u, 3), round(v, 3), 0.4),
            "size": (round(opening.width, 3), round(opening.height, 3)),
            "power": round(share * WINDOW * opening.width * opening.height, 1),
            "kelvin": kelvin,
        }
        specs.append(LightSpec(kind="area_light", name=f"{DAY}{opening.id}", options=options))
    return specs


def ceiling_lights(survey: Survey, watts: float) -> list[Spec]:
    """One soft light under the ceiling for each part of the room between partitions."""
    if survey.room is None:
        return []
    xs = [p[0] for p in survey.room.floor]
    ys = [p[1] for p in survey.room.floor]
    across = [p.start[0] for p in survey.room.partitions if abs(p.start[0] - p.end[0]) < 0.1]
    cuts = sorted({min(xs), *(round(x, 2) for x in across), max(xs)})
    specs: list[Spec] = []
    for number, (low, high) in enumerate(pairwise(cuts), start=1):
        width, depth = high - low, max(ys) - min(ys)
        if width < 0.5:
            continue
        at = (
            round((low + high) / 2, 3),
            round((max(ys) + min(ys)) / 2, 3),
            round(survey.room.height - 0.05, 3),
        )
        options = {
            "at": at,
            "size": (round(0.8 * width, 3), round(0.8 * depth, 3)),
            "power": round(watts * width * depth, 1),
            "kelvin": WHITE,
        }
        specs.append(LightSpec(kind="area_light", name=f"ceiling_{number}", options=options))
    return specs
