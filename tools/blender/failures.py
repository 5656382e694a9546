"""From how a job ended to one clear error: which cell, which line, what happened, what to do."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from typing import Any, NamedTuple

from tools.blender.answers import Fault
from tools.blender.frames import IN_KIT
from tools.blender.jobs import Limits
from tools.blender.scratch import FILES
from tools.blender.watch import THREADS
from tools.errors import ProgramError, RoomError, ToolError
from tools.names import printable
from tools.program.cells import Cell, excerpt, locate, split

TRACE_LINE = re.compile(r'File "<(scene|room_kit)>", line (\d{1,9}) in (\S+)')
MESSAGE_LIMIT = 2500
KILLED = {
    "disk": "more than {limits.scratch_mb} MB of files, or more than {files} of them, were written; "
    "the job was stopped",
    "threads": "the program started more than {threads} threads and was stopped; a scene program runs in one",
    "stopped": "the program stopped its own process and was ended",
    "silent": "the program cut the worker's line to it and was stopped",
    "reply": "the scene is too large to report; the job was stopped",
}
NOT_THE_USERS = ("kit", "run")


class Line(NamedTuple):
    """One entry of a traceback: line of the program, function, 1-based column where it is known."""

    number: int
    function: str
    column: int | None = None


def trace_lines(text: str) -> list[Line]:
    """(program line, function) of a crash trace, outermost first; of the first thread that has any."""
    found = TRACE_LINE.findall(text)[:100]
    return [Line(IN_KIT if file == "room_kit" else int(line), name[:100]) for file, line, name in found[::-1]]


def at_line(program: str, cause: str, lines: Sequence[Line]) -> ProgramError:
    """The error at the innermost of `lines` that is in a cell people write; the kit is only named."""
    cells = split(program)
    placed = [
        (*found, entry.column)
        for entry in lines
        if entry.number != IN_KIT and (found := locate(cells, entry.number))
    ]
    if not placed:
        return ProgramError(cause)
    cell, line, column = _blamed(placed)
    inside = lines[-1].number == IN_KIT or placed[-1][0].kind == "kit"
    if inside and cell.kind != "kit" and not lines[-1].function.startswith(("<", "_")):
        cause = f"{cause} [inside {lines[-1].function}()]"
    return ProgramError(
        cause, cell=cell.name or None, line=line, column=column, excerpt=excerpt(cell.source, line)
    )


def _blamed(placed: list[tuple[Cell, int, int | None]]) -> tuple[Cell, int, int | None]:
    for skipped in (NOT_THE_USERS, ("kit",), ()):
        for found in reversed(placed):
            if found[0].kind not in skipped:
                return found
    return placed[-1]


def from_error(program: str, stage: str, error: Fault, limits: Limits, what: str) -> RoomError:
    """The error a child reported itself."""
    kind, message = printable(error.type)[:200], printable(error.message)[:MESSAGE_LIMIT]
    lines = [Line(line, printable(name)[:100], *column) for line, name, *column in error.lines]
    if kind == "MemoryError":
        return at_line(program, _memory(limits), lines)
    if stage == "start":
        return RoomError(f"the worker could not lock its child in: {kind}: {message}; run `room doctor`")
    if stage.startswith("output"):
        known = kind in ("UnknownView", "UnknownObject", "Refused")
        return ToolError(message if known else f"{what} could not be made: {kind}: {message}")
    shown = message if kind == "SystemExit" else f"{kind}: {message}" if message else kind
    return at_line(program, shown, lines)


def from_death(program: str, header: dict[str, Any], trace: str, limits: Limits, what: str) -> RoomError:
    """The error of a child that said nothing more."""
    cause = _cause_of_death(header, limits)
    if str(header["stage"]).startswith("output"):
        return ToolError(f"{what} could not be made: {cause}")
    return at_line(program, cause, trace_lines(trace))


def _cause_of_death(header: dict[str, Any], limits: Limits) -> str:
    killed, number = header["killed"], int(header["signal"])
    output = str(header["stage"]).startswith("output")
    who = "it" if output else "the program"
    if killed == "cpu":
        most = "too much" if output else f"more than {limits.run_seconds:g} s of"
        advice = "look for an endless loop or far too much geometry"
        return f"{who} used {most} processor time and was stopped; {advice}"
    if killed == "wall":
        most = "in time" if output else f"within {limits.wall_seconds(limits.run_seconds):g} s"
        why = "it may have: it waits for something, or this machine is too busy"
        return f"{who} was not done {most} by the clock and was stopped, with less processor time than {why}"
    if killed in KILLED:
        return KILLED[killed].format(limits=limits, files=FILES, threads=THREADS)
    if number in (signal.SIGXCPU, signal.SIGKILL):
        return f"too much processor time or memory (limit {limits.memory_mb} MB) was used; it was stopped"
    if number == signal.SIGSYS:
        return "the program made a system call of another kind of processor and was ended"
    if number:
        name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
        return (
            f"Blender crashed ({name}); likely a mesh too big for {limits.memory_mb} MB of memory, "
            "or use of an element after it was removed"
        )
    return "the program ended its own process before it was done; let it run through"


def _memory(limits: Limits) -> str:
    return f"the program needs more than {limits.memory_mb} MB of memory; build less geometry"
