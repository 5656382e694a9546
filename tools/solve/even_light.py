"""Neutral light for a room: what it is seen in until its own light is found."""

from __future__ import annotations

from itertools import pairwise

from tools.picture.survey import Survey
from tools.scene.model import ExposureSpec, LightSpec, Spec

WHITE = 5000.0
"""Colour temperature that looks white."""


def even_light(survey: Survey) -> list[Spec]:
    """The sky, and a soft light under the ceiling of every part of the room."""
    sky = LightSpec(kind="sky", options={"strength": 1.0, "kelvin": WHITE})
    return [sky, *_ceiling(survey), ExposureSpec(stops=0.0)]


def _ceiling(survey: Survey) -> list[Spec]:
    """One soft light under the ceiling for each part of the room between partitions."""
    if survey.room is None:
        return []
    xs = [p[0] for p in survey.room.floor]
    ys = [p[1] for p in survey.room.floor]
    across = [p.start[0] for p in survey.room.partitions if abs(p.start[0] - p.end[0]) < 0.1]
    cuts = sorted([min(xs), *across, max(xs)])
    specs: list[Spec] = []
    for number, (low, high) in enumerate(pairwise(cuts), start=1):
        width, depth = high - low, max(ys) - min(ys)
        if width < 0.5:
            continue
        specs.append(
            LightSpec(
                kind="area_light",
                name=f"ceiling_{number}",
                options={
                    "at": (
                        round((low + high) / 2, 3),
                        round((max(ys) + min(ys)) / 2, 3),
                        survey.room.height - 0.05,
                    ),
                    "size": (round(0.8 * width, 3), round(0.8 * depth, 3)),
                    "power": round(3.5 * width * depth, 1),
                    "kelvin": WHITE,
                },
            )
        )
    return specs
