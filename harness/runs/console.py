"""What a person watching a run sees: stages, gate scores, calls, tokens, and pictures' places."""

import shlex
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from agents.events import (
    AskedEvent,
    EditEvent,
    EndEvent,
    Event,
    MeasurementEvent,
    MessageEvent,
    ModelCallEvent,
    ModelErrorEvent,
    RestEvent,
    RunEvent,
    ToolCallEvent,
    VerdictEvent,
)
from agents.header import FOREMAN, HUMAN
from agents.models.ledger import Ledger, Prices
from agents.stages import ROSTER
from harness.invoked import spelled
from harness.runs.pace import OUTPUTS, Pace, spoken
from harness.terminal import Console
from tools.critique import CRITIC
from tools.images import MARK
from tools.picture.review import Doubt, worst
from tools.run_files import BLEND, GLB, REPORT_PAGE, SCENE
from tools.toolbox import critic

VERDICT = critic.submit_verdict.name
COLOURS = {FOREMAN: "dim", HUMAN: "green"}
"""Of those who are no specialists."""


class ConsoleView:
    """A transcript listener that prints one line for each thing that matters.

    Args:
        console: where to.
        prices: of tokens, for the running cost.
        pace: the run's stages: a bar with stage and time left is kept below the lines in a terminal, and the
            same is said at the head of each stage elsewhere. None: neither.
        whole: show what specialists say in full, as a person who asked wants it; else its first line.
    """

    def __init__(
        self, console: Console, prices: Prices | None = None, pace: Pace | None = None, *, whole: bool = False
    ) -> None:
        self.console, self.pace, self.whole = console, pace, whole
        self.ledger = Ledger(prices=prices or Prices())
        self._said: dict[str, str] = {}
        """First line of each specialist's newest tool answer."""
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Keep the bar on screen for as long as the run works."""
        if self.pace is None or not self.console.is_terminal or self.console.quiet:
            yield
            return
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[left]}"))
        with Progress(*columns, TimeElapsedColumn(), console=self.console, transient=True) as self._bar:
            self._task = self._bar.add_task("starting", total=1.0, left="")
            yield
        self._bar = self._task = None

    def write(self, event: Event) -> None:
        """Show one event."""
        line = self.line(event)
        if line:
            self.console.print(f"[dim]{event.time:7.1f}s[/dim] {line}", highlight=False)
        if isinstance(event, MessageEvent) and event.header and event.header.kind == "brief":
            self.at(event.header.stage, event.time)
        elif isinstance(event, EndEvent) and event.outcome in ("done", "below"):
            self.at(OUTPUTS, event.time)

    def at(self, stage: str, elapsed: float) -> None:
        """Say how far the work is when a stage begins."""
        if self.pace is None:
            return
        left = self.pace.left(stage, elapsed)
        number, count = self.pace.number(stage), len(self.pace.stages)
        time_left = f"about {spoken(left)} left" if left is not None else ""
        if self._bar is not None and self._task is not None:
            words = f"{number}/{count} {stage.replace('_', ' ')}"
            self._bar.update(self._task, completed=self.pace.share(stage), description=words, left=time_left)
        elif stage == OUTPUTS or time_left:
            what = "writing the final picture, .blend, .glb and report" if stage == OUTPUTS else stage
            self.console.print(f"[dim]{number} of {count}: {what}{time_left and ', ' + time_left}[/dim]")

    def line(self, event: Event) -> str | None:
        """The line for an event, or None when it is not worth one."""
        if isinstance(event, RunEvent):
            return f"[bold]{escape(event.picture)}[/bold], model {escape(str(event.settings.get('model')))}"
        if isinstance(event, MessageEvent):
            return self._message(event)
        if isinstance(event, ModelCallEvent):
            self.ledger.add(event.tokens_in, event.tokens_out, event.seconds)
            return self._spent() if event.tokens_in else None
        if isinstance(event, ModelErrorEvent):
            more = "trying again" if event.retried else "giving up"
            return f"[red]{escape(event.agent)}: {escape(cut(event.error, 120))}; {more}[/red]"
        if isinstance(event, ToolCallEvent):
            return self._tool(event)
        if isinstance(event, EditEvent):
            return f"  [green]version {event.version}[/green] {escape(event.why)}"
        if isinstance(event, MeasurementEvent):
            scores = ", ".join(f"{k} {v:.2f}" for k, v in event.scores.items())
            word = "[green]passed[/green]" if event.passed else "[red]not passed[/red]"
            return f"  gate {escape(event.stage)}: {word} [dim]{escape(scores)}[/dim]"
        if isinstance(event, VerdictEvent):
            word = "[green]accepts[/green]" if event.accept else "[red]asks for changes[/red]"
            return f"  {_name(CRITIC)} {word} {escape(cut(event.summary, 160))}"
        if isinstance(event, AskedEvent):
            return f"  [bold]{escape(event.stage)} is done[/bold]: /approve, or /reject and why"
        if isinstance(event, RestEvent) and not event.written:
            return f"[bold]{event.outcome}[/bold]: {escape(event.reason)}; the outputs are being written"
        if isinstance(event, EndEvent):
            return f"[bold]{event.outcome}[/bold]: {escape(event.reason)}"
        return None

    def _tool(self, event: ToolCallEvent) -> str | None:
        first = _first(event.result)
        self._said[event.agent] = first
        if event.name == VERDICT and not event.error:
            return None  # said once, by the verdict itself
        mark = "[red]refused[/red] " if event.error else ""
        who = f"{_name(event.agent)} {mark}{escape(event.name)}"
        return f"  {who} [dim]{event.seconds:.1f}s {escape(cut(first, 100))}[/dim]"

    def _message(self, event: MessageEvent) -> str | None:
        first = _first(event.text)
        if event.source == FOREMAN:
            brief = event.header is not None and event.header.kind == "brief"
            return f"[bold]{escape(first)}[/bold]" if brief else None
        if event.source == "user" or first == self._said.get(event.source):
            return None  # the task, or the answer of the tool that closed the turn, which was shown
        said = event.text.strip() if self.whole and event.source in ROSTER else cut(first, 160)
        return f"{_name(event.source)}: {escape(said)}"

    def _spent(self) -> str:
        ledger = self.ledger
        money = f", {ledger.money:.3f} spent" if ledger.money else ""
        return (
            f"  [dim]{ledger.calls} calls, {ledger.tokens_in} tokens in, {ledger.tokens_out} out{money}[/dim]"
        )


def cut(text: str, most: int) -> str:
    """The text, ended after a whole word where it is longer than that many characters."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    whole = kept if text[most - 1].isspace() else kept.rpartition(" ")[0]
    return (whole or kept).rstrip(" ,;:") + " …"


def _first(text: str) -> str:
    """The first line, without the marks that stand for pictures."""
    return MARK.sub("", text).strip().partition("\n")[0].strip()


def _name(agent: str) -> str:
    known = ROSTER.get(agent)
    colour = known.colour if known else COLOURS.get(agent, "white")
    return f"[{colour}]{escape(agent)}[/{colour}]"


def beginning(
    console: Console,
    folder: Path,
    marks: str | None,
    model: str,
    offers: Collection[str] = ("picture",),
) -> None:
    """The lines above the work: where it goes, and who reads what was brought."""
    console.print(f"Run folder: [bold]{escape(str(folder))}[/bold]", highlight=False, soft_wrap=True)
    if marks:
        console.print(marks, markup=False, highlight=False, soft_wrap=True)
    elif model == "embedded":
        read = "rules do the work"
        if "picture" in offers:
            read = "rules read the picture, and recognise little"
        elif "words" in offers:
            read = "a grammar reads the words"
        console.print(f"No model is set: {read}.", highlight=False)


def in_doubt(console: Console, folder: Path, doubts: list[Doubt]) -> None:
    """What makes the picture's reading or its metres doubtful: the worst of it, and where the rest is."""
    said = worst(doubts)
    for doubt in said:
        line = escape(spelled(doubt.line))
        console.print(f"[yellow]In doubt:[/yellow] {line}", highlight=False, soft_wrap=True)
    if said and len(doubts) > len(said):
        where = escape(str(folder / REPORT_PAGE))
        console.print(f"{len(doubts) - len(said)} smaller doubts: {where}", highlight=False, soft_wrap=True)


def where_things_are(console: Console, folder: Path, end: EndEvent) -> None:
    """The last lines of a run: what lies where, and what to do next."""
    console.print(f"\n[bold]{escape(str(folder))}[/bold]", soft_wrap=True)
    for name, words in {
        SCENE: "the room as a program: open it, edit it, run it",
        BLEND: "the room for Blender 5",
        GLB: "the room for everything else",
        "renders/reference-final.png": "seen from its reference camera: the picture's own, if any",
        REPORT_PAGE: "what was measured and what is left",
    }.items():
        if (folder / name).exists():
            console.print(f"  {name:<30} {words}", highlight=False)
    run = shlex.quote(str(folder))
    again = f"`room resume {run}`" if end.outcome in ("stopped", "failed") else f"`room check {run}`"
    ways = end.ways or [again, f"`room show {run}`"]
    if not end.ways and (folder / SCENE).exists():
        ways.append(f"`room edit {run} move ID --by 0.2 0`")
    console.print("Ways on:" if end.ways else "Next:", highlight=False)
    for way in ways:
        console.print(f"  {escape(spelled(way))}", highlight=False, soft_wrap=True)
