"""The command `room` in the user's shells."""

import os
import shlex
import shutil
from pathlib import Path

from harness.setup.console import say
from harness.setup.places import VENV


def put_on_path() -> str:
    """Make `room` a command of the user's shells; "" when it is one, else the line to print at the end."""
    room = VENV / "bin" / "room"
    found = shutil.which("room")
    if found:
        return "" if Path(found).resolve() == room.resolve() else _otherwise(room, found)
    searched = os.environ.get("PATH", os.defpath).split(os.pathsep)
    own, everybody = Path.home() / ".local" / "bin", Path("/usr/local/bin")
    as_root = os.geteuid() == 0 and str(own) not in searched and str(everybody) in searched
    folder = everybody if as_root else own
    link = folder / "room"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if link.is_symlink() and not link.exists():
            link.unlink()  # its checkout is gone
        if not link.exists():
            link.symlink_to(room)
    except OSError:
        pass
    if not link.exists() or link.resolve() != room.resolve():
        return _otherwise(room, str(link) if link.exists() else "")
    if str(folder) in searched:
        say(f"the command `room` is now in {folder}")
        return ""
    add = 'export PATH="$HOME/.local/bin:$PATH"'
    shell = Path(os.environ.get("SHELL", "")).name
    start_file = {"bash": "~/.bashrc", "zsh": "~/.zshrc"}.get(shell, "~/.profile")
    return f"to have `room` in this shell and in new ones:\n{add}; echo '{add}' >> {start_file}"


def _otherwise(room: Path, other: str) -> str:
    there = f" (`room` is another one here: {other})" if other else ""
    add = f'export PATH={shlex.quote(str(room.parent))}:"$PATH"'
    return f"to have this checkout's `room` in a shell{there}:\n{add}"
