"""One run: the team on a run folder, from its first turn or from a checkpoint, to its end."""

import asyncio
import logging
import shlex
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from agents.events import (
    CheckpointEvent,
    EditEvent,
    EndEvent,
    HumanEvent,
    MeasurementEvent,
    MessageEvent,
    Recorder,
    RunEvent,
)
from agents.header import HUMAN
from agents.messages import Approval, HumanWord
from agents.models.base import ModelClient
from agents.models.embedded_client import EmbeddedClient
from agents.models.endpoint import endpoint
from agents.models.ledger import Ledger, Shared
from agents.models.options import Manner
from agents.models.recording import RecordingClient
from agents.plan import Message, StagePlan, spoken
from agents.specialist import Specialist
from agents.stage import Stage
from harness import settings as configuration
from harness.runs import checkpoint as checkpoints
from harness.runs import transcript
from harness.runs.checkpoint import Checkpoint
from harness.runs.painting import painter_of
from harness.runs.resting import rest
from harness.runs.transcript import Transcript
from harness.settings import RoomSettings
from team import Crew, Utterance, plan_for, task
from tools.blender.worker import Worker
from tools.errors import InputError, StoppedError
from tools.gates.thresholds import below
from tools.run_files import TRANSCRIPT
from tools.source.base import OFFERS, Source
from tools.workspace import Workspace

WATCH = 2.0
"""Seconds between two looks at whether the chat lives."""
GRACE = 30.0
"""Seconds that a tool at work may go on when the budget of seconds is used up."""
STILL = 1800.0
"""Seconds without any event after which a turn is given up; the longest of code's own work took 200."""
STILL_MORE = 120.0
"""Seconds that a model call may be silent beyond its own time limit: the pauses between tries."""
Outcome = Literal["done", "below", "stopped", "failed"]
Clients = Callable[[Specialist, Workspace, Ledger, Sequence[Stage]], ModelClient]
"""Makes a specialist's model client, for a run's workspace, ledger and plan."""


def clients_for(settings: RoomSettings) -> Clients:
    """Where the specialists' answers come from: the endpoint, or the embedded rules."""
    manners: dict[str, Manner] = {}

    def make(
        specialist: Specialist, workspace: Workspace, ledger: Ledger, stages: Sequence[Stage]
    ) -> ModelClient:
        model = settings.models.get(specialist.name, settings.resolved_model)
        if model == "embedded":
            return EmbeddedClient(specialist, workspace, stages)
        manner = manners.setdefault(model, Manner(settings.endpoint))
        return endpoint(
            model, configuration.asked(settings), settings.key, timeout=settings.call_timeout, manner=manner
        )

    return make


def plan_of(settings: RoomSettings, source: Source | None = None) -> tuple[Stage, ...]:
    """The stages that a user's settings ask for, and that what was brought has a use for.

    Raises:
        InputError: they name a stage that there is not.
    """
    stages = plan_for(
        leave_out=[*settings.leave_out, *(source.leaves_out if source else ())],
        missing=OFFERS - source.offers if source else (),
        small_detail=settings.small_detail,
        revisions=settings.revisions,
        by_eye=settings.by_eye,
        walls=settings.picture.walls is not None,
        free=settings.resolved_model == "embedded",
        end=settings.end,
    )
    names = [stage.name for stage in stages]
    unknown = [word for word in settings.approvals if word not in (*names, "all")]
    if unknown:
        raise InputError(f"no stage {unknown[0]!r} to approve; this run has {', '.join(names)}")
    return stages


@dataclass
class Session:
    """A run in progress.

    Attributes:
        folder: the run folder, which holds what the room is made from.
        settings: everything the user set.
        worker: the Blender worker.
        clients: makes each specialist's model client.
        listeners: get every transcript event (a console).
        inbox: what a person says, when one takes part.
    """

    folder: Path
    settings: RoomSettings
    worker: Worker
    clients: Clients
    listeners: Iterable[Recorder] = ()
    inbox: asyncio.Queue[HumanWord | Approval] | None = None
    said: dict[int, list[HumanWord | Approval]] = field(default_factory=dict)
    """For a replay: what the person said, by the turn it was said in."""
    stay: bool = False
    """Wait for the person's next wish when the plan is done."""
    at_rest: Callable[[EndEvent], object] | None = None
    """With `stay`: writes the outputs each time the plan is done, before the next wish is waited for."""
    idle: Callable[[], bool] = lambda: True
    """Whether the person has said nothing that is still on its way into the inbox."""
    resting: bool = False
    """Whether the outputs are being written."""
    task: str | None = None
    """Another first message than the usual one."""
    stages: Sequence[Stage] | None = None
    """Another plan than the settings'."""
    shared: Shared | None = None
    """What is counted together with other runs."""
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    """Cleared while paused."""

    def __post_init__(self) -> None:
        self.gate.set()
        self.workspace = Workspace(self.folder, self.worker, self.settings.picture)
        self.workspace.images.compress = self.settings.endpoint.compress
        self.transcript = Transcript(self.folder / TRANSCRIPT, self.listeners)
        self.workspace.on_edit = lambda version, why, digest: self.transcript.write(
            EditEvent(version=version, why=why, program_sha=digest)
        )
        self.ledger = Ledger(self.settings.budget, self.settings.prices, shared=self.shared)
        self.workspace.painter = painter_of(self.settings, self.folder, self.ledger)
        self.recording: dict[str, RecordingClient] = {}
        self.plan = tuple(self.stages or plan_of(self.settings, self.workspace.source))
        self.crew = self._crew()

    def _crew(self) -> Crew:
        names = [s.name for s in self.plan] if "all" in self.settings.approvals else self.settings.approvals
        return Crew(
            self.workspace,
            StagePlan(self.plan, names if self.inbox is not None else (), stay=self.stay),
            self._client,
            self.transcript,
            before_turn=self._before_turn,
            inbox=self.inbox,
            rest=(lambda: rest(self)) if self.at_rest is not None else None,
            named=self.rules_read and not (self.settings.unnamed or self._masked) and self.inbox is None,
        )

    @property
    def _masked(self) -> bool:
        """Whether somebody said by masks what there is: it is built, named or not."""
        return getattr(self.workspace.source, "masks", None) is not None

    @property
    def rules_read(self) -> bool:
        """Whether the picture is read without a model."""
        return self.settings.models.get("Analyst", self.settings.resolved_model) == "embedded"

    def _client(self, specialist: Specialist) -> ModelClient:
        client = RecordingClient(
            specialist.name,
            self.clients(specialist, self.workspace, self.ledger, self.plan),
            self.transcript,
            self.ledger,
            closing_tools=specialist.closing_tools,
            looking_tools=specialist.looking_tools,
            gate=self.gate,
            attempts=self.settings.attempts,
            backoff=self.settings.backoff,
            timeout=self.settings.call_timeout,
            loading=self.settings.endpoint.loading,
        )
        self.recording[specialist.name] = client
        return client

    async def _before_turn(self, thread: Sequence[Message]) -> None:
        """Wait while paused, then make the turn that just ended safe."""
        await self.gate.wait()
        state = await self.crew.save()
        # The task is the first message and no turn; a resumed chat counts the same way.
        turn = self.transcript.turn = spoken(thread) - 1
        made = Checkpoint(
            turn=turn,
            chat=state,
            snapshot=await asyncio.to_thread(self.workspace.snapshot),
            transcript_bytes=self.transcript.size(),
            calls={name: client.index for name, client in self.recording.items()},
            cost=self.ledger.cost(),
        )
        for word in self.said.pop(turn, []):
            if self.inbox is not None:
                self.inbox.put_nowait(word)
        path = checkpoints.save(self.folder, made)
        self.transcript.write(CheckpointEvent(folder=str(path.relative_to(self.folder))))

    async def _resume(self, point: Checkpoint) -> None:
        await self.crew.load(point.chat)
        for name, count in point.calls.items():
            self.recording[name].index = count
        self.ledger.calls = int(point.cost.get("calls", 0))
        self.ledger.tokens_in = int(point.cost.get("tokens_in", 0))
        self.ledger.tokens_out = int(point.cost.get("tokens_out", 0))
        self.ledger.images = int(point.cost.get("images", 0))
        self.ledger.model_seconds = point.cost.get("model_seconds", 0.0)
        self.ledger.started = time.monotonic() - self.transcript.elapsed

    async def run(self, point: Checkpoint | None = None) -> EndEvent:
        """Work to the end, or on from a checkpoint. Always leaves an end event, also when stopped."""
        if point is None:
            self.transcript.write(
                RunEvent(picture=self.workspace.source.title, settings=self.settings.public())
            )
        else:
            try:
                await self._resume(point)
            except Exception as error:  # AutoGen's own state, whose shape is not ours to check
                raise InputError(
                    f"the checkpoint of turn {point.turn} in {self.folder} is damaged "
                    f"({type(error).__name__}: {error!s:.100}): remove it, and `room resume` goes on "
                    "from the one before"
                ) from error
            await asyncio.to_thread(self.workspace.scene.refresh)
        with _quiet_autogen():
            outcome, reason = await self._converse(None if point else self.task or task(self.workspace))
        end = self.end(outcome, reason)
        self.transcript.write(end)
        return end

    def end(self, outcome: Outcome, reason: str) -> EndEvent:
        """How it ended, with what it cost."""
        cost = self.ledger.cost() | {"seconds": round(self.transcript.elapsed, 2)}
        return EndEvent(outcome=outcome, reason=reason, cost=cost, ways=self._ways(outcome))

    async def _converse(self, first: str | None) -> tuple[Outcome, str]:
        try:
            await self._listen(first)
        except StoppedError as error:
            return "stopped", str(error)
        except RuntimeError as error:  # AutoGen turns every error of a turn into this one
            if self.ledger.stopped is not None:
                return "stopped", str(self.ledger.stopped)
            return "failed", f"a turn failed ({_cause(error)}); `room resume` tries it again"
        where = self.crew.where
        if self.crew.nameless:
            if not self.workspace.has_picture:
                return "stopped", "nothing of what was brought was recognised without a model"
            boxes = len(self.workspace.survey.things)
            found = (
                f"{boxes} regions may be things, none has a name" if boxes else "no region looks like a thing"
            )
            return "stopped", f"nothing in the picture was recognised without a model: {found}"
        if where.phase != "done":
            return "stopped", "the chat ended before the plan did; `room resume` goes on"
        return self.finished()

    def finished(self) -> tuple[Outcome, str]:
        """How it stands once the plan is done."""
        where = self.crew.where
        failed = ", ".join(self._below(where.outcomes))
        if not self.workspace.scene.text:
            return "failed", f"no room was built: below its gate {failed}" if failed else "no room was built"
        return ("below", f"below its gate: {failed}") if failed else ("done", "every gate passed")

    def _below(self, outcomes: dict[str, bool]) -> list[str]:
        """The stages that did not pass, each with what fails it: "final (contrast 0.15 of 0.40)"."""
        events = transcript.read(self.transcript.path)
        tries = [e for e in events if isinstance(e, MeasurementEvent) and not e.passed]
        why = {e.stage: ", ".join(below(e.scores, e.must)) for e in tries}
        return [f"{n} ({why[n]})" if why.get(n) else n for n, passed in outcomes.items() if not passed]

    def _ways(self, outcome: Outcome) -> list[str]:
        """What to do next where checking, editing and resuming are no use."""
        run = shlex.quote(str(self.folder))
        if self.crew.nameless:
            what = "picture" if self.workspace.has_picture else "source"
            model = (
                f"a model reads the {what}: export ROOM_BASE_URL=... ROOM_API_KEY=... ROOM_MODEL=..., then "
                f"`room resume {run}`"
            )
            if not self.workspace.has_picture:
                return [model]
            return [
                model,
                "you name things: `room survey PICTURE --draft` writes boxes beside the picture; give them "
                "their categories, then `room run PICTURE` again",
                "plain boxes will do: `room run PICTURE --unnamed`",
            ]
        if outcome == "failed" and not self.workspace.scene.text:
            said = f"`room transcript {run} --markdown said.md` what was said"
            ways = [f"`room show {run}` tells what was measured, {said}"]
            if self.settings.resolved_model != "embedded":
                ways.append("`room doctor --endpoint` tries the endpoint; another model may do better")
            return ways
        return []

    async def _listen(self, first: str | None) -> None:
        """Hear the chat to its end, or give it up when its time is over or nothing happens any more.

        AutoGen 0.7.5 can wait for ever on an agent that died; what is given up here is not waited for.

        Raises:
            StoppedError: the budget of seconds is used up, or a turn stands still.
        """
        sayings = self.crew.run(first)
        while True:
            heard = asyncio.ensure_future(anext(sayings, None))
            while not heard.done():
                await asyncio.wait({heard}, timeout=WATCH)
                if heard.done():
                    break
                try:
                    self._must_live()
                except StoppedError:
                    heard.cancel()
                    raise
            said = heard.result()
            if said is None:
                return
            self._note(said)

    def _must_live(self) -> None:
        waits = not self.gate.is_set() or (self.inbox is not None and self.crew.speaker == HUMAN)
        silent = time.monotonic() - self.transcript.last_write
        if self.ledger.seconds_left() <= 0 and silent > GRACE:
            self.ledger.check_seconds()
        if not waits and silent > max(STILL, self.settings.call_timeout + STILL_MORE):
            raise self.ledger.stop(
                f"nothing happened for {silent:.0f} s in the turn of {self.crew.speaker}; "
                "`room resume` goes on from the last whole turn"
            )

    def _note(self, said: Utterance) -> None:
        if isinstance(said.content, HumanWord | Approval):
            self._note_human(said.content)
        self.transcript.write(
            MessageEvent(source=said.source, type=said.kind, text=said.text, header=said.header)
        )

    def _note_human(self, content: HumanWord | Approval) -> None:
        event = HumanEvent(text=content.text, thread=self.transcript.turn)
        if isinstance(content, Approval):
            event.stage, event.approve = content.stage, content.approve
        else:
            event.to, event.goto, event.quit = content.to, content.goto, content.quit
        self.transcript.write(event)


def _cause(error: RuntimeError) -> str:
    """The error's first line: AutoGen appends the whole traceback of the turn to its text."""
    return str(error).partition("\nTraceback")[0].strip().splitlines()[0]


@contextmanager
def _quiet_autogen() -> Any:
    """AutoGen's runtime logs every participant's view of an error; ours is the one that counts."""
    loggers = [logging.getLogger(name) for name in ("autogen_core", "autogen_core.events")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
