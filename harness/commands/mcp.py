"""`room mcp`: rooms for other agents."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import cyclopts

from tools.errors import InputError

TOKEN = "ROOM_MCP_TOKEN"


def register(app: cyclopts.App) -> None:
    """Add the command."""
    app.command(mcp)


def mcp(*, root: Path = Path("runs"), http: int | None = None) -> int:
    """Serve rooms to another agent over standard input and output (Model Context Protocol).

    Such a program starts it itself: give it the command `room mcp --root FOLDER`. No window, no port.

    Args:
        root: the folder with the rooms; nothing outside it is written.
        http: serve on this port of this machine instead (0: a free one), to whoever has the token:
            ROOM_MCP_TOKEN, or one that is made and told.
    """
    if importlib.util.find_spec("mcp") is None:
        raise InputError("the package `mcp` is not installed: python3 harness/start.py add mcp")
    if http is not None:
        if not 0 <= http <= 65535:
            raise InputError(f"--http {http}: a port is 0 to 65535")
        from harness.mcp import http as over_http

        over_http.serve(root.resolve(), http, os.environ.get(TOKEN) or None)
    else:
        from harness.mcp.server import serve

        serve(root.resolve())
    return 0
