"""Overlaps that the picture itself shows: no check complains of them and no fix undoes them."""

from __future__ import annotations

from tools.checks.contact import Pair
from tools.survey import Survey

TOGETHER = ("on", "under", "in", "inside")
"""Relations of things that share a place on the floor plan."""


def shown_pairs(survey: Survey) -> set[Pair]:
    """Pairs of ids that the survey says stand in, on or under one another."""
    related = {Pair((a, b)) for a, relation, b in survey.relations if relation in TOGETHER}
    carried = {Pair((t.id, t.on)) for t in survey.things if t.on is not None}
    return {pair for pair in related | carried if len(pair) == 2}
