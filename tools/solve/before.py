"""What stands before what, where masks border on one another and nobody said which is in front."""

from __future__ import annotations

import math
from collections.abc import Mapping

from tools.geometry import Vec2
from tools.place import Place
from tools.survey import Seen, Survey


def with_order(survey: Survey, solved: Mapping[str, Place]) -> Survey:
    """The survey with `hidden_by` of what has a mask and nobody told: of its neighbours those that are nearer.

    Args:
        survey: with a camera.
        solved: first places, by id.
    """
    if survey.camera is None or not any(_open(t) for t in survey.seen):
        return survey
    eye = survey.camera.position[:2]
    carriers = {t.id: t.on for t in survey.things}
    things = [
        t.model_copy(update={"hidden_by": _before(t, solved, carriers, eye)})
        if isinstance(t, Seen) and t.picture == 0 and _open(t) else t
        for t in survey.things
    ]  # fmt: skip
    return survey.model_copy(update={"things": things})


def _open(thing: Seen) -> bool:
    return thing.rim is not None and thing.hidden_by is None


def _before(
    thing: Seen, solved: Mapping[str, Place], carriers: Mapping[str, str | None], eye: Vec2
) -> list[str]:
    assert thing.rim is not None
    beside = {id for ids in thing.rim.beside for id in ids} - carried_by(thing.id, carriers)
    own = solved.get(thing.id)
    found = []
    for id in sorted(beside):
        if thing.id in carried_by(id, carriers):
            continue  # what carries it lies under it
        other = solved.get(id)
        known = own is not None and other is not None
        if not known or _reaches_under(own, other) or math.dist(eye, other.at) < math.dist(eye, own.at):
            found.append(id)
    return found


def _reaches_under(one: Place, other: Place) -> bool:
    """Whether both stand in one place, as a chair under its table: either may hide part of the other."""
    return bool(one.footprint.intersects(other.footprint))


def carried_by(id: str, carriers: Mapping[str, str | None]) -> set[str]:
    """What stands on a thing, and on that."""
    found = {id}
    while more := {own for own, on in carriers.items() if on in found} - found:
        found |= more
    return found - {id}
