"""`room chat`: the same team with a person in it."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import cyclopts

from agents.events import EndEvent
from agents.header import HUMAN
from harness import settings as configuration
from harness.commands.run import EXIT, brought
from harness.runs import checkpoint as checkpoints
from harness.runs import folder as runfolder
from harness.runs.chat import Chat, converse
from harness.runs.console import ConsoleView, where_things_are
from harness.runs.driving import begin, check_settings, write_outputs
from harness.runs.session import Session, clients_for
from harness.runs.stopping import stoppable
from harness.terminal import Console
from tools.blender.worker import Worker
from tools.settings import CameraWord
from tools.source.words import Pins


def register(app: cyclopts.App) -> None:
    """Add `room chat`."""

    @app.command
    def chat(
        start: Path,
        *,
        out: Path | None = None,
        force: Annotated[bool, cyclopts.Parameter(negative="")] = False,
        model: str | None = None,
        approve: str | None = None,
        max_calls: int | None = None,
        max_seconds: float | None = None,
        room_width: float | None = None,
        camera: CameraWord | None = None,
        masks: Path | None = None,
        marks: Path | None = None,
    ) -> int:
        """Work on a room together with the team. Say anything at any time; /help lists the commands.

        Args:
            start: a picture to begin with, or a run to go on with.
            out: the run folder for a new run.
            force: reuse an existing folder.
            model: "auto", "embedded", or a model of your endpoint.
            approve: stages after which you are asked: all, none, or names with commas.
            max_calls: stop cleanly after this many model calls.
            max_seconds: stop cleanly after this many seconds.
            room_width: metres between the outermost walls.
            camera: kind of camera of a picture when you know it.
            masks: outlines of a picture's things, as for `room run`.
            marks: a picture's annotations, where they do not lie beside it.
        """
        going_on = start.is_dir() or (Path("runs") / start).is_dir()
        limits = {"calls": max_calls, "seconds": max_seconds}
        budget: dict[str, Any] = {name: most for name, most in limits.items() if most is not None}
        flags: dict[str, Any] = {"model": model, "approve": approve, "budget": budget or None}
        if going_on:
            folder = runfolder.find(start)
            settings = configuration.of_run(folder, model)
            settings.approve = approve or settings.approve
            settings.budget = replace(settings.budget, **budget)
        else:
            known = {"room_width": room_width, "camera": camera}
            picture = {name: value for name, value in known.items() if value is not None} or None
            settings = configuration.load(**flags, picture=picture)
        check_settings(settings)
        if not going_on:
            folder = begin(brought(start, None, settings, Pins(), masks, marks), settings, out, force=force)
            runfolder.save_settings(folder, settings)
        console = Console(highlight=False)
        with runfolder.held(folder), stoppable(folder), Worker() as worker:
            session, point = _open(folder, settings, worker, console)
            end = asyncio.run(converse(Chat(session, console), point))
            write_outputs(session, end, keep=True)
        where_things_are(console, folder, end)
        return EXIT[end.outcome]


def _open(
    folder: Path, settings: configuration.RoomSettings, worker: Worker, console: Console
) -> tuple[Session, checkpoints.Checkpoint | None]:
    """A session with a person in it, on a new run or at the last whole turn of an old one."""
    point = checkpoints.load(folder)
    if point is not None:
        checkpoints.rewind(folder, point)

    def leave(end: EndEvent) -> None:
        write_outputs(session, end, keep=True)
        where_things_are(console, folder, end)
        console.print("[dim]Finished: say something to go on; /quit ends the chat[/dim]")

    session = Session(
        folder,
        settings,
        worker,
        clients_for(settings),
        listeners=[ConsoleView(console, settings.prices, whole=True)],
        inbox=asyncio.Queue(),
        stay=True,
        at_rest=leave,
    )
    if point is not None:
        session.workspace.resume(point.snapshot)
    console.print(
        f"[dim]{HUMAN}: say anything; @name for one specialist; /help for commands; /quit to finish[/dim]"
    )
    return session, point
