"""How sure a plan's outline is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tools.picture.confidence import calibrated, doubted
from tools.picture.plan.read import Plan
from tools.survey import Caveat

STYLE = {"solid": 0.95, "hollow": 0.85, "thin": 0.5}
"""Evidence by how walls are drawn."""
OPEN, OPEN_COSTS = 0.06, 0.6
"""Share of the way around that plain openings to the outside may take, and what more of it costs."""


def sure_of_outline(plan: Plan, odd: Sequence[Caveat] = ()) -> float:
    """The chance that the outline is right, 0 to 1."""
    gaps = sum(h.gap.width for h in plan.holes if h.kind == "opening" and 0 in h.sides)
    around = float(np.linalg.norm(np.roll(plan.floor, -1, axis=0) - plan.floor, axis=1).sum())
    sure = STYLE[plan.walls.style] - OPEN_COSTS * max(0.0, gaps / max(around, 1.0) - OPEN)
    return calibrated(doubted(float(np.clip(sure, 0.05, 0.95)), odd), "plan")
