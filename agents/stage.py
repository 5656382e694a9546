"""One step of the plan, in one record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from agents.specialist import Specialist
from tools.blender.jobs import Quality
from tools.gates.gate import Gate, measure, must
from tools.gates.measures import Measure
from tools.solve.layout import Kind
from tools.source.base import Offer
from tools.workspace import Workspace


@dataclass(frozen=True)
class Stage:
    """One step of the plan.

    Attributes:
        name: what scripts, prompts (`prompts/stage_<name>.md`) and transcripts know it by.
        specialist: who works; the Critic itself means that the stage is only measured and reviewed.
        kinds: which things it is about.
        measures: the numbers that are taken after the turn, each with what it must reach. None are fine.
        prepare: what code does before the specialist gets the floor; returns what came of it, in words.
        done: whether its work is done without a turn of its own, within an earlier one or by code, so that
            it is only measured.
        quality: of the renders that show how it came out.
        shows: what the Critic looks at: the scene beside the picture, or the survey over it.
        gate: whether numbers are taken after the turn. A stage without is a note before the work: its brief
            goes with that of the same specialist's next stage, and both are one turn.
        critic: whether the Critic sees it before work moves on.
        late: of a room from words alone the Critic sees it with what follows: a plan stands as planned.
        revisions: how often it may be done again.
        answers: how many model calls a turn has; None for as many as it takes. What goes wrong in the last
            one gives one more.
        needs: what a source has to have brought for it; None: nothing.
        eyes: whether pictures are looked at: rules work from numbers, and need none enlarged.
    """

    name: str
    specialist: Specialist
    kinds: tuple[Kind, ...] = ()
    measures: tuple[Measure, ...] = ()
    prepare: Callable[[Stage, Workspace], str] | None = None
    done: Callable[[Stage, Workspace], bool] | None = None
    quality: Quality = "fast"
    shows: Literal["scene", "survey"] = "scene"
    gate: bool = True
    critic: bool = True
    late: bool = False
    revisions: int = 1
    answers: int | None = 2
    needs: Offer | None = None
    eyes: bool = True

    @property
    def must(self) -> dict[str, float]:
        """What its scores must reach, by score."""
        return must(self.measures)

    def measure(self, workspace: Workspace) -> Gate:
        """Take its numbers.

        Raises:
            RoomError: there is nothing to measure yet, or it cannot be run.
        """
        return measure(self.name, self.measures, workspace, self.kinds)
