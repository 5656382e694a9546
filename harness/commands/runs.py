"""`room list`, `show`, `clean` and `settings`: the runs there are, and what they were set to."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import cyclopts
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from harness import settings as configuration
from harness.object_report import SHEET, is_object, shown
from harness.options import Json
from harness.runs import folder as runfolder
from harness.runs import transcript
from harness.runs.checkpoint import rewind
from harness.runs.made import notice, outdated
from harness.runs.session import plan_of
from harness.runs.stages import before, progress
from harness.terminal import Console
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.files import read_object, read_text
from tools.names import printable
from tools.run_files import LEFTOVERS, RENDERS, REPORT, SCENE, TRANSCRIPT
from tools.run_folder import checked
from tools.source.kinds import open_source
from tools.workspace import Workspace


def register(app: cyclopts.App) -> None:
    """Add the commands."""

    @app.command
    def show(
        run: Path,
        *,
        stages: Annotated[bool, cyclopts.Parameter(negative="")] = False,
        as_json: Json = False,
        open_it: Annotated[bool, cyclopts.Parameter(name="--open", negative="")] = False,
    ) -> None:
        """Show the report of a run or of an object; --open also opens picture and render side by side.

        Args:
            run: the run folder.
            stages: how far each stage came, instead of the report; also while the run goes on.
            as_json: print report.json instead, or the stages as JSON.
            open_it: open renders/beside.png with the desktop's viewer.
        """
        made = next((f for f in runfolder.places(run, SCENE) if is_object(f)), None)
        if made is not None and not stages:
            _object(checked(made), as_json, open_it)
            return
        folder = runfolder.find(run)
        if stages:
            _stages(folder, as_json)
            return
        report = folder / REPORT
        if not report.exists():
            raise InputError(f"{folder}: has no report yet: `room resume {folder}` finishes it")
        if as_json:
            Console().print_json(data=read_object(report) | {"outdated": outdated(folder)})
        else:
            text = printable(read_text(folder / "report.md"))
            console = Console(highlight=False, soft_wrap=True)
            if line := notice(folder, str(run)):
                console.print(printable(line), markup=False)
            if console.is_terminal:
                Console(highlight=False).print(Markdown(text))
            else:
                console.print(text, markup=False)
            beside = folder / "renders" / "beside.png"
            if beside.exists():
                console.print(f"Picture and room: {beside.resolve()}", markup=False)
            if open_it:
                show_picture(beside)

    @app.command
    def clean(
        run: Path,
        *,
        all_of_it: Annotated[bool, cyclopts.Parameter(name="--all", negative="")] = False,
        stage: Annotated[str | None, cyclopts.Parameter(name="--from")] = None,
    ) -> None:
        """Remove what a finished run no longer needs (checkpoints, snapshots), or --all that it wrote.

        Args:
            run: the run folder.
            all_of_it: all that the run wrote.
            stage: what this stage and those after it did: the run is as it was before, for `room resume`.
        """
        folder = runfolder.find(run)
        if stage:
            clear(folder, stage)
            stay = []
        elif all_of_it:
            stay = runfolder.remove_run(folder)
        else:
            for name in LEFTOVERS:
                runfolder.remove(folder / name)
            stay = []
        others = f"; not of the run, and left there: {printable(', '.join(stay[:5]))}" if stay else ""
        Console(highlight=False, soft_wrap=True).print(f"cleaned {folder}{others}", markup=False)

    @app.command
    def settings() -> None:
        """Print the settings in force here (flags aside), without secrets."""
        Console().print_json(json.dumps(configuration.load().public()))


def clear(folder: Path, stage: str) -> None:
    """Put a run back to where it was before a stage. The program's history keeps what came after.

    Raises:
        InputError: the run has no such stage or no checkpoint from before it, or is at work.
    """
    chosen = configuration.of_run(folder)
    with runfolder.held(folder), Worker() as worker:
        point = before(folder, stage, plan_of(chosen, open_source(folder)))
        rewind(folder, point)
        Workspace(folder, worker, chosen.picture).restore(point.snapshot, tell=False)


def _object(folder: Path, as_json: bool, open_it: bool) -> None:
    if as_json:
        Console().print_json(data=read_object(folder / REPORT))
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in shown(folder):
        console.print(printable(line), markup=False)
    if open_it:
        show_picture(folder / RENDERS / SHEET)


def _stages(folder: Path, as_json: bool) -> None:
    stages = plan_of(configuration.of_run(folder), open_source(folder))
    path = folder / TRANSCRIPT
    rows = progress(stages, transcript.read(path) if path.exists() else [])
    if as_json:
        Console().print_json(json.dumps([row.row() for row in rows]))
        return
    table = Table(box=None, pad_edge=False)
    for name in ("stage", "specialist", "state"):
        table.add_column(name)
    for name in ("tries", "calls", "seconds"):
        table.add_column(name, justify="right")
    table.add_column("scores")
    for row in rows:
        scores = ", ".join(f"{name} {value:.2f}" for name, value in row.scores.items())
        counts = (str(row.tries or ""), str(row.calls or ""), f"{row.seconds:.1f}" if row.seconds else "")
        table.add_row(row.stage, row.specialist, row.state, *counts, Text(scores))
    Console(highlight=False).print(table)


def show_picture(path: Path) -> None:
    """Open a picture with the desktop's viewer.

    Raises:
        InputError: it is not there, or there is no desktop.
    """
    if not path.exists():
        raise InputError(f"{path}: there is no picture yet")
    opener = shutil.which("open") or shutil.which("xdg-open")
    if opener is None or not (
        sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        raise InputError(f"there is no desktop here to open it with: {path.resolve()}")
    subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
