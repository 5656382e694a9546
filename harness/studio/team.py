"""The team at work on a run: its transcript as rows for a page, and the process that this studio started."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from agents.events import (
    AnswerEvent,
    AskedEvent,
    EditEvent,
    EndEvent,
    Event,
    HumanEvent,
    MeasurementEvent,
    MessageEvent,
    ModelCallEvent,
    ModelErrorEvent,
    RestEvent,
    RunEvent,
    ToolCallEvent,
    VerdictEvent,
)
from agents.header import FOREMAN
from agents.models.ledger import Prices
from harness.runs import transcript
from harness.runs.pace import OUTPUTS, RULES, Pace
from harness.studio.asks import Terms
from harness.studio.messages import (
    EventRow,
)
from tools.errors import InputError, RoomError
from tools.images import MARK
from tools.run_files import TRANSCRIPT

TURNS = ("brief", "human", "rest", "end")
"""Events after which the team stands otherwise than before."""
STEADY = 1.5
"""By this factor two estimates of a run's whole time differ at most for one to be told."""
TEXT = 4000
"""Characters of one message that the page shows."""
FREE = Prices()
ROOM = "import sys; from harness.cli import main; main()"
"""`room`, as a program of its own: a run outlives its page, and its end is not the studio's."""


class Team:
    """The team of one run folder.

    Args:
        folder: of the run; may not be there yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: list[EventRow] = []
        self._process: subprocess.Popen[str] | None = None
        self._said: IO[bytes] = io.BytesIO()
        """What it prints: looked at when it ends without having done anything."""
        self._size = -1
        self._prices = Prices()
        self._playing = False
        self.shows: Path | None = None
        """A picture of what it begins with, until the run has its own."""
        self.pictures: set[str] = set()
        """Names of what was shown in the conversation."""

    @property
    def live(self) -> bool:
        """Whether a team that this studio started is at work, or waits for words."""
        return self._process is not None and self._process.poll() is None

    @property
    def playing(self) -> bool:
        """Whether what goes on is a recorded run that is played again: nobody is there to hear a word."""
        return self._playing and self.live

    @property
    def rests(self) -> bool:
        """Whether the plan is done, the outputs are written, and it waits for words."""
        last = next((row for row in reversed(self.rows) if row.what in TURNS), None)
        return last is not None and last.what == "rest" and last.rests

    def start(self, what: Path, *flags: str) -> None:
        """Let the team begin with a picture, or go on with the run.

        Raises:
            InputError: it is at work already.
        """
        if self.live:
            raise InputError("the team is at work already")
        self._playing = False
        new = ["--out", str(self.folder)] if what != self.folder else []
        self._run("chat", str(what.resolve()), *new, *flags)

    def replay(self, recorded: Path) -> None:
        """Let a recorded run be played again, with its answers and the real tools, into this folder."""
        self._playing = True
        self._run("replay", str(recorded.resolve()), "--check", "--out", str(self.folder))

    def _run(self, *words: str) -> None:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # it is read when the team has gone
        self._process = subprocess.Popen(
            [sys.executable, "-c", ROOM, *words],
            stdin=subprocess.PIPE, stdout=self._said, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "NO_COLOR": "1"}, start_new_session=True,
        )  # fmt: skip

    def say(self, line: str, terms: Terms | None = None) -> None:
        """Words for the team, as in `room chat`; a team that went home is called back, on these terms.

        Raises:
            InputError: it cannot be told.
        """
        if self.playing:
            raise InputError("a recorded run is played again: the team hears you when it has ended")
        if not self.live:
            self.start(self.folder, *flags_of(terms or Terms()))
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(" ".join(line.split()) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise InputError("the team has gone: say it once more to call it back") from error

    def fault(self) -> str:
        """Why the team ended without a transcript: the last line that it said; "" while all is well."""
        if self._process is None or self._process.poll() in (None, 0, 1) or self.rows:
            return ""
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:500] if lines else "the team ended without a word"

    def news(self) -> list[EventRow]:
        """Events that were not told yet."""
        path = self.folder / TRANSCRIPT
        try:
            size = path.stat().st_size
        except OSError:
            return []
        if size == self._size:
            return []
        try:
            events = transcript.read(path)
        except RoomError:
            return []
        self._size = size
        if len(events) < len(self.rows):  # a run that went back to its last whole turn
            self.rows = []
        fresh = events[len(self.rows) :]
        self._prices = next((prices_of(e) for e in fresh if isinstance(e, RunEvent)), self._prices)
        found = [row_of(event, self._prices) for event in fresh]
        self.rows += found
        self.pictures |= {key for row in found for key, _ in row.pictures}
        return found

    def left(self) -> float | None:
        """Seconds that the run will likely still take; None while that is not known, or nobody is at work.

        What one stage makes of it is told once the stage before it came to about the same.
        """
        turns = [row for row in self.rows if row.what in TURNS]
        if not self.live or not turns:
            return None
        whole = self._whole(turns[-1])
        before = next((self._whole(row) for row in reversed(turns[:-1]) if row.what == "brief"), None)
        if whole is None or before is None or not 1 / STEADY <= whole / before <= STEADY:
            return None
        return max(0.0, whole - self.rows[-1].time)

    def _whole(self, row: EventRow) -> float | None:
        """Seconds that the run takes in all, as it looks when a stage or the writing begins."""
        writes = row.what == "end" or (row.what == "rest" and not row.rests)
        if row.what != "brief" and not writes:
            return None
        rules = not any(each.tokens for each in self.rows)
        pace = Pace([name for name in RULES if name != OUTPUTS], rules=rules)
        left = pace.left(OUTPUTS if writes else row.stage, row.time)
        return None if left is None else row.time + left

    def stop(self) -> None:
        """End it as Ctrl-C does: what was done up to the last whole turn is safe, and can be gone on with."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()


def flags_of(terms: Terms) -> list[str]:
    """The flags of `room chat` for the terms on which a team is called."""
    calls = ["--max-calls", str(terms.calls)] if terms.calls else []
    seconds = ["--max-seconds", f"{terms.minutes * 60:.0f}"] if terms.minutes else []
    return [*calls, *seconds, *(["--approve", "all"] if terms.approve else [])]


def prices_of(event: RunEvent) -> Prices:
    """What the run's model costs, as far as its settings say."""
    given = event.settings.get("prices")
    named = given if isinstance(given, dict) else {}
    found = {name: named.get(name, 0.0) for name in ("tokens_in", "tokens_out")}
    return Prices(**{k: float(v) for k, v in found.items() if isinstance(v, int | float)})


def row_of(event: Event, prices: Prices = FREE) -> EventRow:
    """An event as the page shows it: plain text, whoever wrote it."""
    row = EventRow(seq=event.seq, time=event.time, what=event.kind)
    if isinstance(event, MessageEvent):
        row.who, row.text = event.source, event.text
        if event.source == FOREMAN and event.header is not None:
            row.what, row.stage = event.header.kind, event.header.stage
    elif isinstance(event, ToolCallEvent):
        row.who, row.text = event.agent, f"{event.name}: {event.result}"
        row.good = not event.error
    elif isinstance(event, ModelCallEvent):
        row.who, row.tokens, row.seconds = event.agent, event.tokens_in + event.tokens_out, event.seconds
        paid = event.tokens_in * prices.tokens_in + event.tokens_out * prices.tokens_out
        row.money = paid / 1e6
    elif isinstance(event, ModelErrorEvent):
        row.who, row.text, row.good = event.agent, event.error, False
    elif isinstance(event, MeasurementEvent):
        row.stage, row.good = event.stage, event.passed
        row.scores = {name: (value, event.must.get(name)) for name, value in event.scores.items()}
        row.text = "\n".join(finding.problem for finding in event.findings[:6])
    elif isinstance(event, VerdictEvent):
        row.who, row.stage, row.good, row.text = "Critic", event.stage, event.accept, event.summary
    elif isinstance(event, HumanEvent):
        row.who, row.text = "you", event.text
    elif isinstance(event, AskedEvent):
        row.stage = event.stage
    elif isinstance(event, AnswerEvent):
        row.text, row.good, row.paused = event.text, event.good, event.paused
    elif isinstance(event, RestEvent):
        row.text = "pictures, .blend, .glb and report are written" if event.written else event.reason
        row.good, row.stage = event.outcome == "done", event.outcome
        row.rests = event.written
    elif isinstance(event, EditEvent):
        row.text, row.version = event.why, event.version
    elif isinstance(event, RunEvent):
        row.text = event.picture
        budget = event.settings.get("budget")
        given = budget.items() if isinstance(budget, dict) else ()
        row.limits = {str(name): float(most) for name, most in given if isinstance(most, int | float)}
    elif isinstance(event, EndEvent):
        row.good, row.text = event.outcome == "done", "\n".join([event.reason, *event.ways])
        row.stage = event.outcome
    row.pictures = [(key, caption or "") for key, caption in MARK.findall(row.text)]
    row.text = MARK.sub(lambda mark: f"[{mark[2] or 'a picture'}]", row.text).strip()[:TEXT]
    return row
