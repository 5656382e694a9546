"""Things of several pictures that may be the same one under two ids: by name, colour and place."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from tools import vocabulary
from tools.geometry import Vec2
from tools.picture.colours import ciede2000, lab_of
from tools.picture.together.shot import at_of
from tools.survey import Seen, Survey

NAME, FAMILY = 1.0, 0.7
"""How much the same name, and names of one family, speak for the same thing."""
SHADES = 25.0
"""CIEDE2000 by which one thing differs between two photos: light and sides differ."""
APART = 0.7
"""Metres by which rough places of one thing differ between two pictures."""
ALIKE = 0.35
"""From which two things are proposed to be one."""


class Alike(NamedTuple):
    """A thing of one picture that may be one of another's.

    Attributes:
        picture: number of the view, from 0, in which it goes by another id.
        other: its id there.
        id: that of the same thing.
        why: for a person.
        score: 0 to 1.
    """

    picture: int
    other: str
    id: str
    why: str
    score: float


def alike(survey: Survey) -> list[Alike]:
    """Proposals, the surest first; each thing is in one of them at most.

    Args:
        survey: of several pictures, in one world.
    """
    found: list[Alike] = []
    for number in range(1, len(survey.views)):
        alone = [
            t for t in survey.things if isinstance(t, Seen) and t.pictures == [number] and not t.rejected
        ]
        known = [
            t for t in survey.things
            if isinstance(t, Seen) and number not in t.pictures and not t.rejected
        ]  # fmt: skip
        if not alone or not known:
            continue
        rows = [[_score(a, b, survey) for b in known] for a in alone]
        worth = np.array([[score for score, _ in row] for row in rows])
        for i, j in zip(*linear_sum_assignment(-worth), strict=True):
            if worth[i, j] >= ALIKE:
                why = rows[int(i)][int(j)][1]
                found.append(Alike(number, alone[int(i)].id, known[int(j)].id, why, float(worth[i, j])))
    return sorted(found, key=lambda p: -p.score)


def _score(a: Seen, b: Seen, survey: Survey) -> tuple[float, str]:
    """How likely two things are one, 0 to 1, and why."""
    one, other = vocabulary.entry(a.category), vocabulary.entry(b.category)
    named = NAME if a.category == b.category else FAMILY if one.family == other.family else 0.0
    if vocabulary.UNKNOWN in (a.category, b.category):
        named = FAMILY / 2
    if not named or (a.on is None) != (b.on is None):
        return 0.0, ""
    score, why = named, [a.category if a.category == b.category else f"{a.category} or {b.category}"]
    here, there = _place(a, survey), _place(b, survey)
    if here is not None and there is not None:
        off = math.dist(here, there)
        score *= math.exp(-((off / APART) ** 2) / 2)
        why.append(f"{off:.1f} m apart")
    if a.color is not None and b.color is not None:
        shades = float(ciede2000(lab_of(np.array([a.color])), lab_of(np.array([b.color])))[0])
        score *= math.exp(-((shades / SHADES) ** 2) / 2)
        why.append("of like colour" if shades < SHADES / 2 else "of another colour")
    return score, ", ".join(why)


def _place(thing: Seen, survey: Survey) -> Vec2 | None:
    view = survey.views[thing.picture]
    if view.camera is None or survey.room is None:
        return None
    return at_of(thing, view.camera, survey.room)
