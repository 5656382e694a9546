"""`room list`: what lies in a folder; it loads nothing that builds or reads a room."""

import json
from pathlib import Path
from typing import Any

import cyclopts
from pydantic import BaseModel, FiniteFloat

from agents.events import ModelCallEvent
from harness.invoked import command
from harness.object_report import is_object
from harness.options import Json
from harness.runs import folder as runfolder
from harness.runs import transcript
from harness.terminal import Console
from tools.errors import InputError, ProgramError
from tools.files import read_model, read_text
from tools.program.read import read
from tools.run_files import REPORT, SCENE


def register(app: cyclopts.App) -> None:
    """Add the command."""

    @app.command(name="list")
    def list_runs(
        below: Path = Path("runs"),
        *,
        as_json: Json = False,
    ) -> None:
        """List the runs in a folder itself, not deeper, then the objects that `room object` made there.

        Args:
            below: the folder they lie in; a batch's own folder lists its rooms.
            as_json: print JSON.
        """
        rows = [summary(folder) for folder in runfolder.all_runs(below)]
        rows += [
            {"run": str(folder), "outcome": "object", "objects": 1, "calls": 0}
            for folder in runfolder.all_runs(below, is_object)
        ]
        if as_json:
            Console().print_json(json.dumps(rows))
            return
        console = Console(highlight=False, soft_wrap=True)
        for row in rows:
            console.print(
                f"{row['run']:<44} {row['outcome']:<8} {row['objects']:>4} objects  {row['calls']:>4} calls",
                markup=False,
            )
        if not rows:
            console.print(f"No runs here yet: {command()} run PICTURE")


class Brief(BaseModel):
    """What `room list` wants of a report."""

    outcome: str = "unfinished"
    cost: dict[str, FiniteFloat] = {}


def summary(folder: Path) -> dict[str, Any]:
    """One row of `room list`; a run that was stopped is counted as far as it got."""
    path, program = folder / REPORT, folder / SCENE
    row: dict[str, Any] = {"run": str(folder), "outcome": "damaged", "objects": 0, "calls": 0}
    try:
        report = read_model(path, Brief) if path.exists() else None
        row["objects"] = len(placed(read_text(program))) if program.exists() else 0
        row["calls"] = int(report.cost.get("calls", 0)) if report else calls_of(folder)
    except InputError:  # one damaged run must not hide the others
        return row
    return row | {"outcome": report.outcome if report else "unfinished"}


def placed(text: str) -> list[str]:
    """Ids of what a program places; none where a person's edit cannot be read just now."""
    try:
        return read(text).ids
    except ProgramError:
        return []


def calls_of(folder: Path) -> int:
    """Model calls of a run that was killed, from its transcript."""
    path = folder / "transcript.jsonl"
    return sum(isinstance(e, ModelCallEvent) for e in transcript.read(path)) if path.exists() else 0
