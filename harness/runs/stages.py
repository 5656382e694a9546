"""A run stage by stage: how far each came, and the state before one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from agents.events import Event, MeasurementEvent, MessageEvent, ModelCallEvent
from agents.stage import Stage
from harness.runs import checkpoint as checkpoints
from harness.runs import transcript
from harness.runs.checkpoint import Checkpoint
from tools.errors import InputError
from tools.run_files import TRANSCRIPT

State = Literal["passed", "below", "begun", "not yet"]


@dataclass
class Progress:
    """How far a stage of a run came.

    Attributes:
        turn: of the chat in which it was opened last; None before that.
        tries: how often it was measured.
        scores: of the last measurement.
        calls: model calls in its turns.
        seconds: wall seconds from its briefs to the next.
    """

    stage: str
    specialist: str
    state: State = "not yet"
    turn: int | None = None
    tries: int = 0
    scores: dict[str, float] = field(default_factory=dict)
    calls: int = 0
    seconds: float = 0.0

    def row(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def progress(stages: Sequence[Stage], events: Sequence[Event]) -> list[Progress]:
    """Every stage with a gate, in the plan's order, as far as a transcript tells of it."""
    rows = {s.name: Progress(s.name, s.specialist.name) for s in stages if s.gate}
    at: Progress | None = None
    since = 0.0
    for event in events:
        if isinstance(event, MessageEvent) and event.header and event.header.kind == "brief":
            if at:
                at.seconds = round(at.seconds + event.time - since, 2)
            at, since = rows.get(event.header.stage), event.time
            if at:
                at.turn = event.turn
                at.state = "begun"
        elif isinstance(event, ModelCallEvent) and at:
            at.calls += 1
        elif isinstance(event, MeasurementEvent) and event.stage in rows:
            row = rows[event.stage]
            row.tries, row.scores = row.tries + 1, event.scores
            row.state = "passed" if event.passed else "below"
    if at and events:
        at.seconds = round(at.seconds + events[-1].time - since, 2)
    return list(rows.values())


def before(folder: Path, stage: str, stages: Sequence[Stage]) -> Checkpoint:
    """The newest checkpoint that a run has from before a stage.

    Raises:
        InputError: there is no such stage, the run has not come to it, or its checkpoint is gone.
    """
    rows = progress(stages, transcript.read(folder / TRANSCRIPT))
    names = [row.stage for row in rows]
    if stage not in names:
        raise InputError(f"no stage {stage!r}; this run has {', '.join(names)}")
    missing = next((row.stage for row in rows if row.state == "not yet"), None)
    if missing and names.index(stage) > names.index(missing):
        raise InputError(f"{folder}: has not come to {stage} yet: {missing} is next")
    later = frozenset(names[names.index(stage) :])
    for point in checkpoints.newest_first(folder):
        if not later & told(point):
            return point
    raise InputError(f"{folder}: has no checkpoint from before {stage} (`room clean` removes them)")


def told(point: Checkpoint) -> set[str]:
    """The stages that the chat of a checkpoint has a brief or numbers of."""
    managers = point.chat.get("agent_states", {}).values()
    thread = [message for state in managers for message in state.get("message_thread", ())]
    contents = [message.get("content") for message in thread]
    headers = [c["header"] for c in contents if isinstance(c, dict) and isinstance(c.get("header"), dict)]
    return {str(h.get("stage")) for h in headers if h.get("kind") in ("brief", "measured")}
