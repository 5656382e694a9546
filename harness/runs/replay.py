"""Running a recorded run again: with its recorded answers and the real tools, or on from some turn live."""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from agents.events import EditEvent, EndEvent, Event, HumanEvent, ModelCallEvent, Recorder, RunEvent
from agents.messages import Approval, HumanWord
from agents.models.base import ModelClient
from agents.models.ledger import Ledger
from agents.models.recorded import RecordedClient, ThenLive
from agents.specialist import Specialist
from agents.stage import Stage
from harness.runs import transcript
from harness.runs.session import Clients, Session
from harness.settings import RoomSettings
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.files import first_fault
from tools.run_files import DRAWN, TRANSCRIPT
from tools.run_folder import checked
from tools.source.kinds import open_source
from tools.workspace import Workspace


@dataclass(frozen=True)
class Outcome:
    """What a check found.

    Attributes:
        same: every program version is the recorded one, and there are as many.
        versions: how many versions agree before the first difference.
        recorded: how many versions the transcript holds.
        divergence: the first difference in words; "" when there is none.
        requests: requests that differ from the recorded ones, in words.
        end: how the replayed run ended.
    """

    same: bool
    versions: int
    recorded: int
    divergence: str
    requests: list[str] = field(default_factory=list)
    end: str = ""


def settings_of(events: Sequence[Event], path: Path) -> RoomSettings:
    """The settings a recorded run began with.

    Raises:
        InputError: the transcript does not begin with a run event, or its settings are none.
    """
    first = next((e for e in events if isinstance(e, RunEvent)), None)
    if first is None:
        raise InputError(f"{path}: holds no run: is this a whole transcript.jsonl?")
    known = {k: v for k, v in first.settings.items() if k in RoomSettings.model_fields}
    try:
        return RoomSettings(**{**known, "base_url": None, "api_key": None})
    except ValidationError as error:
        raise InputError(f"{path}: its settings are damaged: {first_fault(error)}") from None


def prepare(recorded: Path, out: Path) -> Path:
    """A fresh run folder with what the recorded run was made from, which lies beside the transcript."""
    try:
        source = open_source(checked(recorded.parent))
    except InputError as error:
        raise InputError(
            f"{recorded.parent}: what the recorded run was made from is missing there"
        ) from error
    out.mkdir(parents=True, exist_ok=True)
    source.keep(out)
    drawn = recorded.parent / DRAWN
    if drawn.is_dir():
        shutil.copytree(drawn, out / DRAWN, symlinks=True, dirs_exist_ok=True)
    return out


def recorded_clients(
    events: Sequence[Event], live: Clients | None = None, until: int | None = None
) -> Clients:
    """Each specialist's recorded answers, up to the end of turn `until`; then `live`, when given."""
    calls = [e for e in events if isinstance(e, ModelCallEvent) and (until is None or e.turn < until)]

    def make(
        specialist: Specialist, workspace: Workspace, ledger: Ledger, stages: Sequence[Stage]
    ) -> ModelClient:
        recorded = RecordedClient(specialist.name, calls, ledger)
        return ThenLive(recorded, live(specialist, workspace, ledger, stages)) if live else recorded

    return make


def human_words(events: Sequence[Event], until: int | None = None) -> dict[int, list[HumanWord | Approval]]:
    """What people said in a recording, by the turn they said it in."""
    said: dict[int, list[HumanWord | Approval]] = {}
    for event in events:
        if isinstance(event, HumanEvent) and (until is None or event.turn < until):
            word = (
                HumanWord(to=event.to, text=event.text, goto=event.goto, quit=event.quit)
                if event.approve is None
                else Approval(stage=event.stage or "", approve=event.approve, text=event.text)
            )
            said.setdefault(event.thread, []).append(word)
    return said


class SaidAgain(asyncio.Queue[HumanWord | Approval]):
    """An inbox for a replay: whoever waits for the person gets what they said next, and then that is all.

    Args:
        rest: what the person said by turn; the session takes from it too.
    """

    def __init__(self, rest: dict[int, list[HumanWord | Approval]]) -> None:
        super().__init__()
        self.rest = rest

    async def get(self) -> HumanWord | Approval:
        """The next word; the end of the chat when there is none left."""
        if self.empty():
            turn = min((turn for turn, words in self.rest.items() if words), default=None)
            if turn is None:
                return HumanWord(to=None, text="That is all, thank you.", quit=True)
            return self.rest[turn].pop(0)
        return await super().get()


async def run_again(
    recorded: Path,
    folder: Path,
    worker: Worker,
    *,
    live: Clients | None = None,
    until: int | None = None,
    listeners: Sequence[Recorder] = (),
) -> tuple[Session, EndEvent]:
    """Run a transcript again in a prepared folder."""
    events = transcript.read(recorded)
    said = human_words(events, until)
    session = Session(
        folder,
        settings_of(events, recorded),
        worker,
        recorded_clients(events, live, until),
        listeners=listeners,
        inbox=SaidAgain(said) if any(isinstance(e, HumanEvent) for e in events) else None,
        said=said,
        stay=any(isinstance(e, HumanEvent) and e.quit for e in events),
    )
    return session, await session.run()


async def check(recorded: Path, folder: Path, worker: Worker, listeners: Sequence[Recorder] = ()) -> Outcome:
    """Prove that a transcript gives the same program versions again, or name the first divergence."""
    session, end = await run_again(recorded, prepare(recorded, folder), worker, listeners=listeners)
    before = [e for e in transcript.read(recorded) if isinstance(e, EditEvent)]
    now = [e for e in transcript.read(folder / TRANSCRIPT) if isinstance(e, EditEvent)]
    pairs = list(zip(before, now, strict=False))
    agreeing = next((i for i, (a, b) in enumerate(pairs) if a.program_sha != b.program_sha), len(pairs))
    divergence = ""
    if agreeing < len(pairs):
        a, b = pairs[agreeing]
        divergence = f"version {a.version} ({a.why}, turn {a.turn}) differs: now {b.why}, turn {b.turn}"
    elif len(before) != len(now):
        divergence = (
            f"{len(before)} versions were recorded, {len(now)} came again; the run ended: {end.reason}"
        )
    return Outcome(not divergence, agreeing, len(before), divergence, session.ledger.diverged, end.reason)
