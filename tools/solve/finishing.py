"""Materials by style, for a room that no picture shows."""

from __future__ import annotations

from random import Random

from tools.planner.finishes import TILED_BY, choose_finish
from tools.program.program import Program
from tools.solve.words import style_of
from tools.survey import Survey


def choose(survey: Survey, program: Program, seed: int) -> str:
    """The source of the materials cell: a palette of the survey's style, and who wears what of it."""
    placed = {p.id: p.category for p in program.placements}
    tiled = any(category in TILED_BY for category in placed.values())
    return choose_finish(Random(f"finish/{seed}"), style_of(survey.style), placed, tiled=tiled).lines()
