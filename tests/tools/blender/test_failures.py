"""From the way a job ended to one clear error."""

from __future__ import annotations

import signal
from typing import Any

import pytest

from tools.blender import failures
from tools.blender.answers import Fault
from tools.blender.jobs import Limits
from tools.errors import ProgramError, RoomError, ToolError

PROGRAM = """# %% kit
def word():
    raise ValueError("no")
# %% geometry:bed
a = 1
word()
# %% run
finish()
"""


def ended(**how: Any) -> dict[str, Any]:
    return {"stage": "run", "killed": None, "signal": 0, "exit": 0, **how}


@pytest.mark.parametrize(
    ("lines", "cell", "line"),
    [
        ([(6, "<module>"), (3, "word")], "geometry:bed", 2),
        ([(8, "<module>"), (3, "word")], "run", 1),
        ([(3, "word")], "kit", 2),
        ([(8, "<module>"), (5, "bed"), (3, "word")], "geometry:bed", 1),
    ],
)
def test_the_users_own_cell_is_blamed(lines: list[tuple[int, str]], cell: str, line: int) -> None:
    error = failures.at_line(PROGRAM, "cause", [failures.Line(*entry) for entry in lines])
    assert (error.cell, error.line) == (cell, line)
    assert f"> {line:>4} |" in error.excerpt


def test_without_lines_there_is_still_an_error() -> None:
    assert failures.at_line(PROGRAM, "cause", []).cell is None


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"killed": "cpu"}, "more than 20 s of processor time"),
        ({"killed": "wall"}, "not done within 200 s by the clock"),
        ({"killed": "threads"}, "threads"),
        ({"killed": "stopped"}, "stopped its own process"),
        ({"signal": 40}, "Blender crashed (signal 40)"),
        ({"signal": int(signal.SIGSYS)}, "system call"),
        ({"killed": "disk"}, "MB of files"),
        ({"killed": "reply"}, "too large to report"),
        ({"killed": "silent"}, "cut the worker's line"),
        ({"signal": int(signal.SIGSEGV)}, "Blender crashed (SIGSEGV)"),
        ({"signal": int(signal.SIGKILL)}, "memory"),
        ({"exit": 3}, "ended its own process"),
    ],
)
def test_every_death_has_its_words(how: dict[str, Any], words: str) -> None:
    error = failures.from_death(PROGRAM, ended(**how), "", Limits(), "the scene")
    assert isinstance(error, ProgramError)
    assert words in str(error)


def test_the_crash_trace_gives_the_line() -> None:
    trace = 'Fatal Python error: x\n  File "<scene>", line 3 in word\n  File "<scene>", line 6 in <module>\n'
    error = failures.from_death(PROGRAM, ended(signal=11), trace, Limits(), "the scene")
    assert isinstance(error, ProgramError)
    assert (error.cell, error.line) == ("geometry:bed", 2)


def test_an_output_that_fails_is_not_the_programs_fault() -> None:
    error = failures.from_death(PROGRAM, ended(stage="output 0", signal=6), "", Limits(), "room.glb")
    assert isinstance(error, ToolError)
    assert not isinstance(error, ProgramError)
    assert str(error).startswith("room.glb could not be made: Blender crashed")


def test_a_forged_message_is_cut_and_cannot_steer_a_terminal() -> None:
    said = Fault(type="E\x1b[31m", message="x" * 10**6, lines=[(5, "f")])
    text = str(failures.from_error(PROGRAM, "run", said, Limits(), "the scene"))
    assert "\x1b" not in text
    assert len(text) < 4000


def test_a_jail_that_cannot_be_entered_points_to_the_doctor() -> None:
    said = Fault(type="OSError", message="landlock")
    error = failures.from_error(PROGRAM, "start", said, Limits(), "the scene")
    assert isinstance(error, RoomError)
    assert "room doctor" in str(error)
