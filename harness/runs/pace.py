"""How far a run is, and how long it will still take, from how long the stages of recorded runs took."""

from __future__ import annotations

from collections.abc import Sequence

OUTPUTS = "outputs"
"""What comes after the last stage: the final picture, the exports, the report."""
RULES: dict[str, float] = {
    "survey": 9, "layout": 4, "wall_objects": 2, "geometry": 14, "small_objects": 2, "small_geometry": 25,
    "revise": 8, "materials": 38, "textures": 41, "lighting": 36, "final": 4, OUTPUTS: 60,
}  # fmt: skip
"""Seconds by stage of `room run example/bedroom.png` by rules; only their proportions count.

`revise`, which only rooms from words have, is an estimate."""
MODEL: dict[str, float] = {
    "survey": 380, "layout": 27, "wall_objects": 35, "geometry": 96, "small_objects": 36,
    "small_geometry": 138, "revise": 40, "materials": 67, "textures": 57, "lighting": 97,
    "final": 44, OUTPUTS: 60,
}  # fmt: skip
"""The same by a model: means of the two recorded runs in `transcripts/`."""
OTHER = 20.0
"""For a stage that no recorded run has."""
EARLY = 0.05
"""Below this share of the work nothing is said of the time: the estimate would be mostly noise."""


class Pace:
    """A run's stages as shares of its work.

    Args:
        stages: their names, in order.
        rules: whether rules do the work, and not a model.
    """

    def __init__(self, stages: Sequence[str], *, rules: bool) -> None:
        self.stages = [*stages, OUTPUTS]
        usual = RULES if rules else MODEL
        weights = [usual.get(name, 0.0 if name in _NOTES else OTHER) for name in self.stages]
        self._done = [sum(weights[:k]) / sum(weights) for k in range(len(weights))]

    def share(self, stage: str) -> float:
        """Share of the work that lies before a stage, 0 to 1; 0 for one that is not in the plan."""
        return self._done[self.stages.index(stage)] if stage in self.stages else 0.0

    def number(self, stage: str) -> int:
        """Its number, from 1; 0 for one that is not in the plan."""
        return self.stages.index(stage) + 1 if stage in self.stages else 0

    def left(self, stage: str, elapsed: float) -> float | None:
        """Seconds still to go at the beginning of a stage, from those that it took so far; None early on."""
        share = self.share(stage)
        return elapsed * (1 - share) / share if share >= EARLY else None


_NOTES = frozenset({"scene_type", "relations", "descriptions"})
"""Stages that are told within the turn of another."""


def spoken(seconds: float) -> str:
    """As people say it: "40 s", "3 min", "1 h 20 min"."""
    if seconds < 55:
        return f"{max(5, 5 * round(seconds / 5)):.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
