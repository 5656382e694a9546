"""`room edit`, `check`, `history`, `diff`, `undo` and `render`: a finished scene in your hands."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated, Any

import cyclopts
from cyclopts import Parameter
from pydantic_core import to_json
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.syntax import Syntax

from harness.commands.remedies import edit_line
from harness.edit_verbs import Flag, verbs
from harness.filming import orbit
from harness.invoked import command
from harness.options import Json
from harness.room import Room
from harness.runs.made import notice
from harness.terminal import Console, under_way
from tools.blender.jobs import Quality
from tools.checks.check import FAMILIES
from tools.critique import Finding
from tools.errors import InputError
from tools.program.history import Version

Words = Annotated[str, Parameter(show=False, allow_leading_hyphen=True)]


def register(app: cyclopts.App) -> None:
    """Add the commands."""
    # `room edit RUN move --help` is about moving: the inner app answers it.
    app.command(cyclopts.App(name="edit", help=edit.__doc__, help_flags=[], version_flags=[]))
    app["edit"].default(edit)
    for function in (check, history, undo, redo, render):
        app.command(function)
    app.command(diff, name="diff")


def edit(*words: Words) -> int:
    """Edit a scene: room edit RUN move bed --by 0.2 0. `room edit --help` lists all edits.

    The edit is parsed, held against the policy, run in Blender and only then kept; `room undo` takes it
    back. With --json the result is printed as JSON.
    """
    given = [word for word in words if word != "--json"]
    if len(given) < 2 or given[0] in ("--help", "-h"):
        verbs.help_print([])
        return 0 if given and given[0] in ("--help", "-h") else 2
    if "--help" in given or "-h" in given:
        verbs.help_print(next(([word] for word in given if word[:1] != "-" and word in [*verbs]), []))
        return 0
    with Room.open(given[0]) as room:
        done = room.edit(given[1:])
    if "--json" in words:
        _print_json(done.model_dump() | {"findings": _rows(done.findings, given[0])})
        return 0
    console = _console()
    if not done.diff:
        console.print("Nothing changes.")
        return 0
    _print_diff(console, done.diff)
    undo = f"`{command()} undo {shlex.quote(given[0])}`"
    console.print(f"Version {done.version}: {done.why}. {undo} takes it back.")
    if done.note:
        console.print(done.note, markup=False)
    _print_findings(console, done.findings, given[0])
    _print_notice(console, room, given[0])
    return 0


def check(
    run: Path, *, fix: Flag = False, only: str | None = None, physics: Flag = False, json: Json = False
) -> int:
    """Check a scene. Exit 0 when all is in order, 1 when something was found.

    The program's own warnings (a slot that nothing has, ...) are shown with the rest.

    Args:
        run: a run folder, its name under runs/, or a scene.py.
        fix: first make the smallest moves that end contacts and close gaps to walls, and say what moved.
        only: checks to make, with commas: contacts, room, support, shape, look, openings.
        physics: instead let go of everything for 5 s in a simulator, and see what moves, tips or starts in
            something else (the optional group `physics`).
        json: print JSON.
    """
    families = [name.strip() for name in only.split(",")] if only else list(FAMILIES)
    if physics and only:
        raise InputError("--physics is a check of its own: leave --only out")
    with Room.open(run) as room:
        done = room.check_physics(fix=fix, tell=under_way) if physics else room.check(fix=fix, only=families)
    if json:
        _print_json(done.model_dump() | {"findings": _rows(done.findings, str(run))})
        return 1 if done.findings or done.warnings else 0
    console = _console()
    if done.fixed is not None:
        for line in done.fixed.lines():
            console.print(f"moved {line}", markup=False)
        if not done.fixed.moves:
            console.print("Nothing had to move.")
    _print_findings(console, done.findings, str(run))
    for warning in done.warnings:
        console.print(f"warning: {warning}", markup=False)
    if not done.findings and not done.warnings:
        console.print("All in order.")
    if done.fixed is not None:
        _print_notice(console, room, str(run))
    return 1 if done.findings or done.warnings else 0


def history(run: Path, *, json: Json = False) -> int:
    """List every accepted version of a scene, oldest first."""
    versions = Room.open(run).history
    if json:
        _print_json([v.model_dump(exclude_none=True) for v in versions])
        return 0
    console = _console()
    for v in versions:
        note = f" (version {v.restores} again)" if v.restores else ""
        console.print(
            f"{v.number:>4}  {v.when[:19].replace('T', ' ')}  {v.by:<5} {v.why}{note}", markup=False
        )
    return 0


def diff(run: Path, old: int | None = None, new: int | None = None, *, json: Json = False) -> int:
    """Show what changed between two versions; left out, between the last two.

    Args:
        run: the run.
        old: a version's number.
        new: another; left out, the newest.
        json: print JSON.
    """
    text = Room.open(run).diff(old, new)
    if json:
        _print_json({"diff": text})
    else:
        _print_diff(_console(), text)
    return 0


def undo(run: Path, steps: int = 1, *, json: Json = False) -> int:
    """Take back the last edits of a scene; the history keeps them.

    Args:
        run: the run.
        steps: how many.
        json: print JSON.
    """
    with Room.open(run) as room:
        before = room.version
        version = room.undo(steps)
    _print_step(room, run, before, version, json)
    return 0


def redo(run: Path, steps: int = 1, *, json: Json = False) -> int:
    """Take back the last undos of a scene, as long as nothing was changed since.

    Args:
        run: the run.
        steps: how many.
        json: print JSON.
    """
    with Room.open(run) as room:
        before = room.version
        version = room.redo(steps)
    _print_step(room, run, before, version, json)
    return 0


def _print_step(room: Room, run: Path, before: int, version: Version, json: bool) -> None:
    """What an undo or a redo changed."""
    text = room.diff(before, version.number)
    if json:
        _print_json({"version": version.model_dump(exclude_none=True), "diff": text})
        return
    console = _console()
    _print_diff(console, text)
    console.print(f"Version {version.number}: {version.why}.", markup=False)
    _print_notice(console, room, str(run))


def render(
    run: Path,
    out: Path | None = None,
    *,
    view: str = "reference",
    quality: Quality = "lit",
    width: int | None = None,
    turntable: Path | None = None,
    frames: int = 72,
) -> int:
    """Draw a view of a scene as it is now, or film it from all around.

    Args:
        run: the run.
        out: the picture; left out, renders/VIEW-QUALITY.png in the run.
        view: a camera of the program, or "top" or "iso".
        quality: fast, lit, final, ids, depth or normal.
        width: pixels.
        turntable: a film (.mp4) of the room from all around, or a folder for its pictures.
        frames: of the film, 24 a second.
    """
    with Room.open(run) as room:
        if turntable is not None:
            if out is not None:
                raise InputError("--turntable names its own file: leave the other one out")
            columns = (TextColumn("filming"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
                task = bar.add_task("", total=frames)
                film = orbit(
                    room, turntable, frames=frames, width=width or 640, quality=quality,
                    tell=lambda drawn: bar.advance(task, drawn),
                )  # fmt: skip
            _console().print(str(film), markup=False)
            return 0
        _console().print(str(room.render(view, out, quality=quality, width=width)))
    return 0


def _print_notice(console: Console, room: Room, run: str) -> None:
    line = notice(room.folder, run)
    if line:
        console.print(line, markup=False)


def _print_findings(console: Console, findings: list[Finding], run: str) -> None:
    for finding in findings:
        remedy = f"  ->  {edit_line(finding.remedy, run)}" if finding.remedy else ""
        console.print(f"{finding.kind}: {finding.problem}{remedy}", markup=False)


def _rows(findings: list[Finding], run: str) -> list[dict[str, Any]]:
    """Findings as scripts read them: what is wrong, where, how much, and the command that mends it."""
    return [
        {
            "kind": f.kind, "objects": f.objects, "measure": f.measure, "unit": f.unit, "at": f.at,
            "message": f.problem, "suggestion": edit_line(f.remedy, run) if f.remedy else "", "move": f.move,
        }
        for f in findings
    ]  # fmt: skip


def _print_diff(console: Console, text: str) -> None:
    if console.is_terminal:
        console.print(Syntax(text.rstrip(), "diff", background_color="default"))
    else:
        console.print(text.rstrip(), markup=False)


def _print_json(value: Any) -> None:
    _console().print(to_json(value, indent=1).decode(), markup=False, soft_wrap=True)


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True)
