"""What a person watching a run sees: stages, gate scores, calls, tokens, and pictures' places."""

import shlex
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from agents.events import (
    EditEvent,
    EndEvent,
    Event,
    MeasurementEvent,
    MessageEvent,
    ModelCallEvent,
    ModelErrorEvent,
    RunEvent,
    ToolCallEvent,
    VerdictEvent,
)
from agents.models.ledger import Ledger, Prices
from agents.plan import FOREMAN, HUMAN
from agents.stages import ROSTER
from harness.invoked import command
from tools.critique import CRITIC

COLOURS = {FOREMAN: "dim", HUMAN: "green"}
"""Of those who are no specialists."""


class ConsoleView:
    """A transcript listener that prints one line for each thing that matters."""

    def __init__(self, console: Console, prices: Prices | None = None) -> None:
        self.console = console
        self.ledger = Ledger(prices=prices or Prices())

    def write(self, event: Event) -> None:
        """Show one event."""
        line = self.line(event)
        if line:
            self.console.print(f"[dim]{event.time:7.1f}s[/dim] {line}", highlight=False)

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
            return f"[red]{event.agent}: {escape(event.error[:120])}; {more}[/red]"
        if isinstance(event, ToolCallEvent):
            mark = "[red]refused[/red] " if event.error else ""
            first = event.result.splitlines()[0][:100] if event.result else ""
            return (
                f"  {_name(event.agent)} {mark}{event.name} [dim]{event.seconds:.1f}s {escape(first)}[/dim]"
            )
        if isinstance(event, EditEvent):
            return f"  [green]version {event.version}[/green] {escape(event.why)}"
        if isinstance(event, MeasurementEvent):
            scores = ", ".join(f"{k} {v:.2f}" for k, v in event.scores.items())
            word = "[green]passed[/green]" if event.passed else "[red]not passed[/red]"
            return f"  gate {event.stage}: {word} [dim]{escape(scores)}[/dim]"
        if isinstance(event, VerdictEvent):
            word = "[green]accepts[/green]" if event.accept else "[red]asks for changes[/red]"
            return f"  {_name(CRITIC)} {word} {escape(event.summary[:160])}"
        if isinstance(event, EndEvent):
            return f"[bold]{event.outcome}[/bold]: {escape(event.reason)}"
        return None

    def _message(self, event: MessageEvent) -> str | None:
        first = event.text.splitlines()[0] if event.text else ""
        if event.source == FOREMAN:
            brief = event.header is not None and event.header.kind == "brief"
            return f"[bold]{escape(first)}[/bold]" if brief else None
        return f"{_name(event.source)}: {escape(first[:160])}" if event.source != "user" else None

    def _spent(self) -> str:
        ledger = self.ledger
        money = f", {ledger.money:.3f} spent" if ledger.money else ""
        return (
            f"  [dim]{ledger.calls} calls, {ledger.tokens_in} tokens in, {ledger.tokens_out} out{money}[/dim]"
        )


def _name(agent: str) -> str:
    known = ROSTER.get(agent)
    colour = known.colour if known else COLOURS.get(agent, "white")
    return f"[{colour}]{agent}[/{colour}]"


def where_things_are(console: Console, folder: Path, end: EndEvent) -> None:
    """The last lines of a run: what lies where, and what to do next."""
    console.print(f"\n[bold]{escape(str(folder))}[/bold]")
    for name, words in {
        "scene.py": "the room as a program: open it, edit it, run it",
        "scene.blend": "the room for Blender 5",
        "scene.glb": "the room for everything else",
        "renders/reference-final.png": "seen from the picture's own camera",
        "report.md": "what was measured and what is left",
    }.items():
        if (folder / name).exists():
            console.print(f"  {name:<30} {words}", highlight=False)
    room, run = command(), shlex.quote(str(folder))
    again = f"{room} resume {run}" if end.outcome in ("stopped", "failed") else f"{room} check {run}"
    console.print(f"Next: [bold]{escape(again)}[/bold], {escape(f'{room} edit {run} move ID --by 0.2 0')}")
