"""Sizes of a thing that somebody said: they win over its marks, and where the two differ is told."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from tools.place import Place
from tools.solve.footprint import solve as solve_footprint
from tools.solve.several import sights_of
from tools.survey import AXES, Seen, Survey

WORDS = ("wide", "deep", "high")
DIFFERS = 0.04
"""Part of a size from which what the marks make of it is told: twice what such marks are off by."""


def as_said(thing: Seen, place: Place) -> Place:
    """A place of exactly the sizes that were said."""
    if not thing.said:
        return place
    w, d, h = (thing.said.get(axis, size) for axis, size in zip(AXES, place.size, strict=True))
    return replace(place, size=(w, d, h))


def contradicted(thing: Seen, survey: Survey, solved: Mapping[str, Place]) -> list[str]:
    """A line for each said size that the thing's own marks would make another one.

    Args:
        thing: of which sizes may be said.
        survey: with camera and room.
        solved: all places, its carrier's and the others', which stay as they are.
    """
    sights = sights_of(thing.model_copy(update={"said": {}}), survey, solved) if thing.said else []
    if not sights:
        return []
    (evidence, camera), *more = sights
    alone = solve_footprint(replace(evidence, yaw=solved[thing.id].yaw), camera, more).size
    return [
        f"{thing.id} is {thing.said[axis]:g} m {word}, as was said; its marks would make it {size:.2f} m"
        for axis, word, size in zip(AXES, WORDS, alone, strict=True)
        if axis in thing.said and abs(math.log(size / thing.said[axis])) > DIFFERS
    ]
