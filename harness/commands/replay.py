"""`room replay`, `room transcript`, `room rerun`."""

import asyncio
import json
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import cyclopts
from rich.markup import escape

from agents.events import Event, MessageEvent
from harness import settings as configuration
from harness.commands.run import EXIT, Flag
from harness.options import Json
from harness.runs import replay as replaying
from harness.runs import story, transcript
from harness.runs.console import ConsoleView, where_things_are
from harness.runs.driving import check_endpoint, write_outputs
from harness.runs.session import clients_for
from harness.terminal import Console
from tools.blender.worker import Worker
from tools.errors import InputError


def watch(events: list[Event], console: Console, *, speed: float, step: bool, jump: int) -> None:
    """Show a recorded run as it went, `speed` times as fast; `step` waits for Enter before each turn."""
    view, last = ConsoleView(console), None
    for event in events:
        line = view.line(event)
        if event.turn < jump or line is None:
            continue
        if step and isinstance(event, MessageEvent):
            console.input("[dim]Enter for the next, Ctrl-C to stop[/dim] ")
        elif last is not None and speed > 0:
            time.sleep(min(3.0, max(0.0, event.time - last) / speed))
        last = event.time
        console.print(f"[dim]turn {event.turn:>3} {event.time:7.1f}s[/dim] {line}", highlight=False)


def register(app: cyclopts.App) -> None:
    """Add the commands."""

    @app.command
    def replay(
        recorded: Path,
        *,
        check: Annotated[bool, Flag] = False,
        speed: float = 20.0,
        step: Annotated[bool, Flag] = False,
        jump: int = 0,
        until: int | None = None,
        go_on: Annotated[bool, cyclopts.Parameter(name="--continue", negative="")] = False,
        out: Path | None = None,
        as_json: Json = False,
    ) -> int:
        """Watch a recorded run, prove that it gives the same room again, or go on live from one of its turns.

        Args:
            recorded: a transcript.jsonl or the folder it lies in.
            check: run it again with the recorded answers and the real tools; compare every program version.
            speed: how many times as fast as it went; 0 shows it at once.
            step: wait for Enter before each message.
            jump: begin at this turn.
            until: with --continue, the last recorded turn to take.
            go_on: run the recorded turns again and go on live after them.
            out: run folder for --check and --continue.
            as_json: print the outcome of --check as JSON.
        """
        path = story.locate(recorded)
        events = transcript.read(path)
        console = Console(highlight=False, quiet=as_json)
        if not (check or go_on):
            watch(events, console, speed=speed, step=step, jump=jump)
            return 0
        with ExitStack() as stack:
            folder = out or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="room-replay-")))
            if folder.exists() and any(folder.iterdir()):
                raise InputError(f"{folder}: exists and is not empty: choose another --out")
            worker = stack.enter_context(Worker())
            view = [ConsoleView(console)]
            if go_on:
                if out is None:
                    raise InputError("--continue makes a new run: name its folder with --out")
                live = configuration.load()
                check_endpoint(live)
                replaying.prepare(path, folder)
                session, end = asyncio.run(
                    replaying.run_again(
                        path, folder, worker, live=clients_for(live), until=until, listeners=view
                    )
                )
                write_outputs(session, end)
                where_things_are(console, folder, end)
                return EXIT[end.outcome]
            found = asyncio.run(replaying.check(path, folder, worker, view))
        if as_json:
            Console().print_json(json.dumps(asdict(found)))
        elif found.same:
            console.print(f"[green]the same[/green]: all {found.versions} program versions agree")
        else:
            where = escape(found.divergence)
            console.print(f"[red]differs[/red] after {found.versions} of {found.recorded}: {where}")
        for words in found.requests[:5]:
            console.print(f"  request: {words}", markup=False)
        return 0 if found.same else 1
