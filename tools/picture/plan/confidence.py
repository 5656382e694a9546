"""How sure a plan's outline is: the share of such plans that are read right."""

from __future__ import annotations

import numpy as np

from tools.picture.plan.read import Plan

STYLE = {"solid": 0.95, "hollow": 0.85, "thin": 0.5}
"""Before calibration."""


def sure_of_outline(plan: Plan) -> float:
    """0 to 1."""
    sure = STYLE[plan.walls.style]
    gaps = sum(h.gap.width for h in plan.holes if h.kind == "opening" and 0 in h.sides)
    around = float(np.linalg.norm(np.roll(plan.floor, -1, axis=0) - plan.floor, axis=1).sum())
    return float(np.clip(sure - 0.6 * max(0.0, gaps / max(around, 1.0) - 0.06), 0.1, 0.95))
