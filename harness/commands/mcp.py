"""`room mcp`: rooms for other agents."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import cyclopts

from tools.errors import InputError


def register(app: cyclopts.App) -> None:
    """Add the command."""
    app.command(mcp)


def mcp(*, root: Path = Path("runs")) -> int:
    """Serve rooms to another agent over standard input and output (Model Context Protocol).

    Such a program starts it itself: give it the command `room mcp --root FOLDER`. No window, no port.

    Args:
        root: the folder with the rooms; nothing outside it is written.
    """
    if importlib.util.find_spec("mcp") is None:
        raise InputError("the package `mcp` is not installed: python3 harness/start.py add mcp")
    from harness.mcp.server import serve

    serve(root.resolve())
    return 0
