"""The wishes about one room, judged as it stands while it is being furnished."""

from __future__ import annotations

from tools.measure.wishes import Met, judge
from tools.planner.space import Space


def judged(space: Space) -> list[Met]:
    """Every wish about this room and how far it is met."""
    wishes = space.wishes
    here = {w.key for w in wishes.things}
    met = judge(
        wishes.brief, list(space.stood.values()), wishes.keys, [space.hall] * (wishes.room + 1)
    )  # fmt: skip
    return [m for m in met if m.key in here]


def total(space: Space) -> float:
    """How much of the wishes about this room is met, numbers before relations."""
    return sum(m.score if m.kind == "relation" else 3 * m.score for m in judged(space))
