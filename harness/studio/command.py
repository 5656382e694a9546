"""`room studio`."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import cyclopts

from harness.runs import folder as folders
from harness.terminal import Console
from tools.errors import InputError
from tools.run_files import SCENE, TRANSCRIPT

if TYPE_CHECKING:
    from harness.studio.rooms import Rooms

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".avif")
"""Endings that say a picture was given."""
Flag = cyclopts.Parameter(negative="")


def register(app: cyclopts.App) -> None:
    """Add the command."""

    @app.command
    def studio(
        start: Path | None = None,
        *,
        port: int | None = None,
        no_browser: Annotated[bool, Flag] = False,
    ) -> int:
        """Open a room in the browser, in step with its program; or mark a picture for the team to build.

        The page is served to this machine alone, at an address that nobody can guess. Ctrl-C ends it.

        Args:
            start: a run folder, its name under runs/, a scene.py, a picture to mark, or a recorded run
                (transcript.jsonl) to play again; left out, a page to choose.
            port: on which it listens (default: 8765, or the next that is free).
            no_browser: only print the address.
        """
        from harness.studio.rooms import Rooms
        from harness.studio.server import application, listen, server

        rooms = Rooms(Path("runs"))
        place = "" if start is None else _place(rooms, start)
        try:
            listener = listen(port)
        except (OSError, OverflowError) as error:
            why = error.strerror if isinstance(error, OSError) else "ports go from 0 to 65535"
            raise InputError(f"port {port} cannot be listened on ({why}): choose another") from error
        number = listener.getsockname()[1]
        token = secrets.token_urlsafe(24)
        address = f"http://127.0.0.1:{number}/{token}/{place}"
        hosts = [f"127.0.0.1:{number}", f"localhost:{number}"]
        console = Console(highlight=False, soft_wrap=True)
        console.print(f"The studio is at {address}\nCtrl-C ends it.", markup=False)
        if not no_browser and not _opened(address):
            console.print("There is no browser here: open the address above in one on this machine.")
        running = server(application(rooms, token, hosts))
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(running.serve(sockets=[listener]))
        return 0


def _place(rooms: Rooms, start: Path) -> str:
    """Where the page of what was given is."""
    if start.is_file() and start.suffix.lower() in PICTURES:
        return f"mark/{rooms.mark(start)}/"
    recorded = start / TRANSCRIPT if start.is_dir() else start
    if recorded.name == TRANSCRIPT and recorded.is_file() and not (recorded.parent / SCENE).is_file():
        return f"room/{rooms.replay(recorded)}/"
    if start.is_file() and start.suffix != ".py":
        kinds = ", ".join(kind.lstrip(".") for kind in PICTURES)
        raise InputError(f"{start}: give a run folder, a scene.py, a transcript.jsonl or a picture ({kinds})")
    return f"room/{rooms.add(folders.find_scene(start))}/"


def _opened(address: str) -> bool:
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
