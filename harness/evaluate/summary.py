"""Many evaluations as one: means with bootstrap intervals, failures counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel

from harness.evaluate.evaluation import Evaluation

GOOD_SHARES = (
    "recall", "precision", "f1", "within_", "any_within", "iou", "floor_iou", "f_0", "object_f_0",
    "silhouette_iou", "ssim", "scenerevis_valid", "sceneeval_navigability", "sun_found",
)  # fmt: skip
"""Beginnings of the names of measures that are 0 for a run that failed."""
BAD_SHARES = ("scenerevis_collision", "scenerevis_out", "sceneeval_collision", "sceneeval_out",
              "sceneeval_openings", "contact_share")  # fmt: skip
"""Those that are 1 for a run that failed. Errors in metres or degrees are means over what was found."""
DRAWS = 2000


class Figure(BaseModel):
    """A mean over runs with its 95 % interval (percentile bootstrap), and how many runs it is over."""

    mean: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def figure(values: Sequence[float], seed: int = 0) -> Figure:
    """Mean and 95 % percentile bootstrap interval of some values (at least one)."""
    data = np.asarray(values, dtype=float)
    picks = np.random.default_rng(seed).integers(0, len(data), (DRAWS, len(data)))
    low, high = np.percentile(data[picks].mean(axis=1), [2.5, 97.5])
    return Figure(mean=float(data.mean()), low=float(low), high=float(high), n=len(data))


def scores_of(evaluation: Evaluation) -> dict[str, float]:
    """Every score of a run in one dictionary; the truth's own plausibility as `truth:NAME`."""
    scores = {"completed": float(evaluation.completed)}
    scores |= evaluation.fidelity | evaluation.room | evaluation.likeness | evaluation.plausibility
    scores |= {f"truth:{k}": v for k, v in evaluation.truth_plausibility.items()}
    scores |= {f"cost:{k}": v for k, v in evaluation.cost.items()}
    if evaluation.seconds is not None:
        scores["seconds"] = evaluation.seconds
    return scores


def summarise(evaluations: Sequence[Evaluation]) -> dict[str, Figure]:
    """A figure for every measure any run has; a run without a share counts with its worst value."""
    rows = [scores_of(e) for e in evaluations]
    names = list(dict.fromkeys(name for row in rows for name in row))
    summary = {}
    for name in names:
        worst = worst_of(name)
        values = [row.get(name, worst) for row in rows]
        known = [v for v in values if v is not None]
        if known:
            summary[name] = figure(known)
    return summary


def worst_of(name: str) -> float | None:
    """What a run that failed scores, None for a measure that has no worst value."""
    if name.startswith(BAD_SHARES):
        return 1.0
    return 0.0 if name.startswith(GOOD_SHARES) or name == "completed" else None
