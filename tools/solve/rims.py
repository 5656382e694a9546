"""The rim of a thing's mask as evidence: to which sides it is its own, and what body it is the picture of."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tools import vocabulary
from tools.geometry import Vec2, Wall, wrap
from tools.picture.hulls import hulls_of
from tools.picture.photo.view import looks_level
from tools.pinhole import Camera
from tools.place import Place
from tools.solve.footprint import Observation, Prior, Sight, solve
from tools.solve.words import word_for
from tools.survey import Seen, Survey

AT_BORDER = 0.2
"""What the rim tells where the picture's border cuts it: how far it reaches there hangs on all the rest."""
SAME = 0.5
"""Degrees within which two ways to face are one."""
LIKE = 0.012
"""Least spread of a side of things of one kind in one room."""
ON_TOP = 0.004
"""Metres by which the underside of what stands on a thing with a mask is off that thing's top: what is told
of a height moves a cup by twice as much to and fro."""
SOFT = ("bed", "sofa", "armchair", "chair", "stool")
"""Families in whose cushions things sink, nobody knows how far."""
ODD, ROUGH, FIRM = 2.2, 0.3, 0.12
"""Spreads of its usual size (at least ROUGH) from which a fit is not believed: the mask is of a part of the
thing, and the rest is hidden by what has no mask, as a corner of the wall. It then has its usual size, to
FIRM."""
SKIRTING = 0.02
"""Metres between a wall and what has its back to it: room for the skirting board."""
PLAIN = 0.3
"""Share of its rim that may be hidden of a thing whose size others of its kind go by."""


def with_rim(found: Observation, thing: Seen, survey: Survey, first: Mapping[str, Place]) -> Observation:
    """The evidence with the rim of the thing's mask, where it has one and a word makes such things.

    Args:
        found: the evidence so far.
        thing: as one picture shows it.
        survey: with what else is seen in that picture.
        first: first places of everything, by id.
    """
    word = word_for(thing.category)
    if thing.rim is None or word is None or survey.camera is None or not looks_level(survey.camera):
        return found
    hidden = hidden_rays(thing, survey, first)
    starts = (*found.others, first[thing.id].at) if thing.id in first else found.others
    carrier = next((t for t in survey.seen if t.id == thing.on), None)
    standing = thing.elevation is None and carrier is not None and carrier.rim is not None
    standing = standing and carrier is not None and vocabulary.entry(carrier.category).family not in SOFT
    tells = tuple(AT_BORDER if cut else 1.0 for cut in thing.rim.cut)
    return replace(
        found, rim=(tuple(thing.rim.reach), hidden, tells),
        z=Prior(found.z.value, ON_TOP) if standing else found.z,
        ceiling=survey.room.height if survey.room else math.inf, looks=hulls_of(word.name), others=starts,
        size=_like(found.size, thing, survey, first), yaws=() if found.wall else _yaws(found.yaw, thing),
    )  # fmt: skip


def believed(found: Observation, camera: Camera, more: Sequence[Sight] = ()) -> tuple[Observation, Place]:
    """The place of a thing, with the evidence for it: as of a part where its mask is of no whole one."""
    place = solve(found, camera, more)
    part = in_part(found, place)
    return (found, place) if part is None else (part, solve(part, camera, more))


def backed(found: Observation, wall: Wall, at: Vec2) -> Observation:
    """The evidence for a thing that stands with its back to a wall, near a place."""
    gap = found.gap if found.rim is None else SKIRTING
    return replace(found, wall=wall, yaw=wall.facing, center=at, gap=gap)


def in_part(found: Observation, place: Place) -> Observation | None:
    """The evidence once more, as of a mask that shows a part of the thing; None for a place to believe in."""
    off = [
        abs(math.log(side / usual.value)) / max(usual.spread, ROUGH)
        for side, usual in zip(place.size, found.size, strict=True)
    ]
    if found.rim is None or max(off) < ODD:
        return None
    reach, hidden, tells = found.rim
    width, depth, height = (Prior(p.value, min(p.spread, FIRM)) for p in found.size)
    return replace(found, rim=(reach, (True,) * len(hidden), tells), size=(width, depth, height))


def _yaws(yaw: float, thing: Seen) -> tuple[float, ...]:
    """Which ways it may face besides: as was told, before it was squared with the walls; else any side."""
    if vocabulary.entry(thing.category).turns == 0 or (thing.on is not None and thing.facing is None):
        return ()
    others = [thing.facing] if thing.facing is not None else [yaw + 90.0, yaw + 180.0, yaw - 90.0]
    return tuple(wrap(y) for y in others if abs(wrap(y - yaw)) > SAME)


def hidden_rays(thing: Seen, survey: Survey, first: Mapping[str, Place]) -> tuple[bool, ...]:
    """To which sides of its rim a thing may go on behind another; none of one without a rim.

    Those beside such a side are among them: what reaches farthest there is where the other's edge begins.
    """
    assert survey.camera is not None
    if thing.rim is None:
        return ()
    eye = survey.camera.position[:2]
    carriers = {t.id: t.on for t in survey.things}
    on_it = carried_by(thing.id, carriers)
    before = {
        id
        for id in {id for ids in thing.rim.beside for id in ids}
        if id in on_it or (thing.id not in carried_by(id, carriers) and _is_before(id, thing, first, eye))
    }
    own = [any(id in before for id in beside) for beside in thing.rim.beside]
    return tuple(own[k - 1] or here or own[(k + 1) % len(own)] for k, here in enumerate(own))


def _is_before(id: str, thing: Seen, first: Mapping[str, Place], eye: Vec2) -> bool:
    """Whether another thing may hide part of one.

    As was said, or where both stand in one place, as a chair under its table, or it is the nearer: nobody
    names all that hides a little.
    """
    own, other = first.get(thing.id), first.get(id)
    if own is None or other is None or own.footprint.intersects(other.footprint):
        return True
    if id in (thing.hidden_by or ()):
        return True
    return math.dist(eye, other.at) < math.dist(eye, own.at)


def carried_by(id: str, carriers: Mapping[str, str | None]) -> set[str]:
    """What stands on a thing, and on that.

    Args:
        id: of the thing.
        carriers: what carries each, by id.
    """
    found = {id}
    while more := {own for own, on in carriers.items() if on in found} - found:
        found |= more
    return found - {id}


def _like(
    size: tuple[Prior, Prior, Prior], thing: Seen, survey: Survey, first: Mapping[str, Place]
) -> tuple[Prior, Prior, Prior]:
    """Each side as of the others of its kind, as far as these agree."""
    others = [
        t for t in survey.seen
        if t.category == thing.category and t.id in first and t.id != thing.id and t.rim is not None
    ]  # fmt: skip
    plain = [t for t in others if statistics.mean(hidden_rays(t, survey, first)) < PLAIN]
    alike = [first[t.id].size for t in (plain if len(plain) > 1 else others)]
    if not alike:
        return size
    sides = []
    for k, usual in enumerate(size):
        logs = [math.log(s[k]) for s in alike]
        middle = statistics.median(logs)
        apart = 1.5 * statistics.median(abs(v - middle) for v in logs) if len(logs) > 2 else _between(logs)
        spread = max(LIKE, apart)
        sides.append(Prior(math.exp(middle), spread) if spread < usual.spread else usual)
    return (sides[0], sides[1], sides[2])


def _between(logs: list[float]) -> float:
    """How far two of a kind differ; of one alone nobody knows."""
    return max(logs) - min(logs) if len(logs) > 1 else 0.1
