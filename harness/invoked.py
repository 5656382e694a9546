"""How the person in front has to write this command, so that every hint works as it is printed."""

import os
import shlex
import shutil
import sys
from pathlib import Path


def command() -> str:
    """`room` when the shell finds this very program under that name, else its path, quoted for a shell."""
    program = Path(sys.argv[0])
    if program.name != "room" or not program.exists():  # a test, or `python -m`
        return "room"
    found = shutil.which("room")
    if found and Path(found).resolve() == program.resolve():
        return "room"
    path = os.path.relpath(program.absolute())
    return shlex.quote(str(program.absolute()) if path.startswith("..") else path)


def spelled(line: str) -> str:
    """A line for people with each `room ...` in backticks written as it has to be typed here."""
    return line.replace("`room ", f"`{command()} ")
