"""The typed events of a transcript, and the one place they are handed to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal, Protocol

from pydantic import BaseModel, Field, TypeAdapter

from agents.header import Header
from tools.critique import Finding

VERSION = 2
"""Of transcripts. Since 2 a Foreman's message has its header as a field; `version_1` reads older ones."""


class _Event(BaseModel):
    seq: int = -1
    """Position in the transcript, filled in when written."""
    time: float = 0.0
    """Seconds since the run began."""
    turn: int = 0
    """Turns of the group chat finished before this event."""


class RunEvent(_Event):
    """The first line: what runs, with what settings (never a secret)."""

    kind: Literal["run"] = "run"
    version: int = VERSION
    picture: str
    settings: dict[str, Any]


class MessageEvent(_Event):
    """A message of the group chat."""

    kind: Literal["message"] = "message"
    source: str
    type: str
    text: str
    header: Header | None = None
    """Of the Foreman's messages."""


class ModelCallEvent(_Event):
    """One answer of a model."""

    kind: Literal["model_call"] = "model_call"
    agent: str
    index: int
    """How many calls this specialist made before."""
    request_hash: str
    """Over the request as text, images by caption."""
    messages: int
    images: int
    result: dict[str, Any]
    tokens_in: int
    tokens_out: int
    seconds: float
    digest: list[str] = Field(default_factory=list)
    """A short hash of each request message, to name the first that differs in a replay."""


class ModelErrorEvent(_Event):
    """A model call that failed, and whether it was tried again."""

    kind: Literal["model_error"] = "model_error"
    agent: str
    index: int
    attempt: int
    error: str
    retried: bool


class ToolCallEvent(_Event):
    """A tool call and what it answered."""

    kind: Literal["tool_call"] = "tool_call"
    agent: str
    name: str
    arguments: dict[str, Any]
    result: str
    error: bool
    seconds: float


class EditEvent(_Event):
    """An accepted version of the scene program."""

    kind: Literal["edit"] = "edit"
    version: int
    why: str
    program_sha: str


class MeasurementEvent(_Event):
    """A gate's numbers."""

    kind: Literal["measurement"] = "measurement"
    stage: str
    attempt: int
    passed: bool
    scores: dict[str, float]
    must: dict[str, float] = Field(default_factory=dict)
    """What those scores that count must reach."""
    findings: list[Finding]
    looked: dict[str, list[str]] = Field(default_factory=dict)
    """Ids whose work was measured, by whose work it is."""


class VerdictEvent(_Event):
    """The Critic's verdict, or the approval of a person."""

    kind: Literal["verdict"] = "verdict"
    stage: str
    accept: bool
    summary: str
    items: list[Finding] = Field(default_factory=list)


class HumanEvent(_Event):
    """Something a person said, and how long the thread was when they said it."""

    kind: Literal["human"] = "human"
    text: str
    thread: int
    """Turns finished when it was said: a replay says it at the same point."""
    to: str | None = None
    """The specialist it was for."""
    goto: str | None = None
    quit: bool = False
    stage: str | None = None
    approve: bool | None = None
    """For an approval: yes or no."""


class AskedEvent(_Event):
    """A person is asked whether a stage is as it should be; the team waits."""

    kind: Literal["asked"] = "asked"
    stage: str


class AnswerEvent(_Event):
    """What a person was answered to a command that no specialist serves; a replay passes over it."""

    kind: Literal["answer"] = "answer"
    text: str
    good: bool = True
    """Whether it was done; False: it was refused, and the text says why."""
    paused: bool = False
    """Whether the team holds before its next model call."""


class RestEvent(_Event):
    """The plan is done and the team waits for a person's next wish; a replay passes over it."""

    kind: Literal["rest"] = "rest"
    outcome: Literal["done", "below", "stopped", "failed"]
    reason: str
    written: bool = False
    """Whether the outputs are on disk; False: they are being written."""


class CheckpointEvent(_Event):
    """A whole turn is safe on disk."""

    kind: Literal["checkpoint"] = "checkpoint"
    folder: str


class EndEvent(_Event):
    """How the run ended."""

    kind: Literal["end"] = "end"
    outcome: Literal["done", "below", "stopped", "failed"]
    reason: str
    ways: list[str] = Field(default_factory=list)
    """Ways on, a line each, where the usual ones (check it, edit it, resume it) do not fit."""
    cost: dict[str, float] = Field(default_factory=dict)


Event = Annotated[
    RunEvent
    | MessageEvent
    | ModelCallEvent
    | ModelErrorEvent
    | ToolCallEvent
    | EditEvent
    | MeasurementEvent
    | VerdictEvent
    | HumanEvent
    | AskedEvent
    | AnswerEvent
    | RestEvent
    | CheckpointEvent
    | EndEvent,
    Field(discriminator="kind"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)


class Recorder(Protocol):
    """Whoever keeps the events: a transcript file, a console, a list in a test."""

    def write(self, event: Event) -> None:
        """Keep one event before anything else happens."""


def workers_of(events: Iterable[Event]) -> dict[str, str]:
    """Who worked in each stage that was opened, by its name."""
    headers = [e.header for e in events if isinstance(e, MessageEvent) and e.header]
    return {header.stage: header.specialist for header in headers if header.kind == "brief"}
