"""The light a room is first seen in: even and neutral, with the lamps that are lit."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from tools.picture.reading import LIT_WORD
from tools.picture.survey import Survey
from tools.scene.model import ExposureSpec, LightSpec, Spec

WHITE = 5000.0
"""Colour temperature that looks white."""
LAMP, TALL_LAMP = 3.0, 6.0
"""Watts of a lamp on a table and of one on the floor, before the picture corrects them."""
LAMP_KELVIN = 3000.0


def even_light(survey: Survey, placed: Collection[str] = ()) -> str:
    """The lighting cell: the sky, a soft light under the ceiling of every part of the room, and lit lamps.

    No sun: from above, soft shadows do not say where it stands.

    Args:
        survey: says where the room is and which lamps are lit.
        placed: ids that stand in the program.
    """
    sky = LightSpec(kind="sky", options={"strength": 1.5, "kelvin": WHITE})
    specs: list[Spec] = [sky, *_ceiling(survey)]
    for thing in survey.things:
        if thing.id in placed and LIT_WORD in thing.words:
            watts = LAMP if thing.on else TALL_LAMP
            options = {"on": thing.id, "power": watts, "kelvin": LAMP_KELVIN}
            specs.append(LightSpec(kind="lamp_light", name=f"{thing.id}_light", options=options))
    return "".join(spec.source() + "\n" for spec in [*specs, ExposureSpec(stops=0.0)])


def _ceiling(survey: Survey) -> list[Spec]:
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
            "power": round(2.5 * width * depth, 1),
            "kelvin": WHITE,
        }
        specs.append(LightSpec(kind="area_light", name=f"ceiling_{number}", options=options))
    return specs
