"""The relation graph that supports, distances and facings give."""

from __future__ import annotations

import math

from tools import vocabulary
from tools.solve.evidence import floor_point
from tools.survey import Survey, Thing
from tools.walls import nearest, walls_of

Relation = tuple[str, str, str]
BESIDE = 1.2
"""Metres between the middles of a bed or sofa and what stands beside it, beyond half their widths."""


def relations(survey: Survey) -> list[Relation]:
    """(subject, relation, object) triples that places give; object may be "wall"."""
    if survey.room is None or (survey.seen and survey.camera is None):
        return []
    found: list[Relation] = []
    ids = {t.id for t in survey.things}
    walls = walls_of(survey.room)
    for thing in survey.things:
        if thing.on in ids and thing.on is not None:
            hung = vocabulary.entry(thing.category).shape == "hang"
            found.append((thing.id, "inside" if hung else "on", thing.on))
            continue
        if thing.rejected:
            continue
        point = floor_point(thing, survey)
        entry = vocabulary.entry(thing.category)
        reach = 0.5 * max(entry.size[:2]) + 0.35
        close = nearest(walls, point, thing.facing, reach)
        if thing.mount == "wall" or (entry.back_to_wall and close is not None):
            found.append((thing.id, "against", "wall"))
        if entry.family in ("chair", "stool"):
            table = _nearest_table(thing, survey)
            if table is not None:
                found.append((thing.id, "around", table))
        if thing.category == "nightstand":
            bed = next((t.id for t in survey.things if vocabulary.entry(t.category).family == "bed"), None)
            if bed is not None:
                found.append((thing.id, "beside", bed))
    return found


def _nearest_table(thing: Thing, survey: Survey) -> str | None:
    point = floor_point(thing, survey)
    best: tuple[float, str] | None = None
    for other in survey.things:
        if vocabulary.entry(other.category).family != "table" or other.rejected:
            continue
        distance = math.dist(point, floor_point(other, survey))
        reach = max(vocabulary.entry(other.category).size[:2]) / 2 + BESIDE
        if distance < reach and (best is None or distance < best[0]):
            best = (distance, other.id)
    return best[1] if best else None
