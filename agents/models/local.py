"""A model of the user's own files: llama.cpp's server in a child process, on loopback.

It comes with the optional group `local` (xllamacpp, prebuilt). A process of its own, because llama.cpp ends
its process where something is wrong with weights; it ends when this one does, for it waits for its input to
close.
"""

from __future__ import annotations

import importlib.util
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

from tools.errors import InputError
from tools.names import printable

SUFFIX = ".gguf"
MAGIC = b"GGUF"
ADD = "python3 harness/start.py add local"
LOADING = 600.0
"""Seconds that weights may take to load: 8 GB from a slow disk."""
SHOWN = 200
"""Characters of what the server said last."""


class Served(NamedTuple):
    """A local server: its address, and the key that keeps other programs of this machine out."""

    address: str
    key: str


def is_file(model: str) -> bool:
    """Whether a model's name is a file of weights."""
    return model.lower().endswith(SUFFIX)


def check(model: str, projector: str | None) -> None:
    """Refuse what no server can load, before anything is started.

    Raises:
        InputError: a file is not there or no GGUF, or the group `local` is not installed.
    """
    for name in filter(None, (model, projector)):
        path = Path(name).expanduser()
        try:
            with path.open("rb") as file:
                sound = file.read(len(MAGIC)) == MAGIC
        except OSError as error:
            raise InputError(f"{printable(name)}: {error.strerror or error}") from error
        if not sound:
            raise InputError(f"{printable(name)}: this is no GGUF file of weights")
    if importlib.util.find_spec("xllamacpp") is None:
        raise InputError(
            f"a model file needs xllamacpp: {ADD}; or serve it yourself and set ROOM_BASE_URL "
            "(docs/endpoints.md)"
        )


@cache
def serve(model: str, projector: str | None, context: int) -> Served:
    """Start the server once and wait until the weights are loaded.

    Args:
        model: file of the weights.
        projector: file that turns pictures into what the model reads; None for a model without eyes.
        context: tokens that question and answer may have together.

    Raises:
        InputError: it cannot be started; in the server's own last words.
    """
    check(model, projector)
    key = secrets.token_urlsafe(16)
    wanted = {
        "model": _path(model),
        "projector": projector and _path(projector),
        "context": context,
        "key": key,
    }
    said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115  # as long as the child
    command = [sys.executable, "-P", "-m", "agents.models.local_server"]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True, env=_environment()
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(wanted) + "\n")
    child.stdin.flush()
    watch = threading.Timer(LOADING, child.kill)
    watch.start()
    line = child.stdout.readline().strip()
    watch.cancel()
    if not line.startswith("http://127.0.0.1:"):
        child.kill()
        child.wait()
        raise InputError(f"{printable(model)} could not be loaded: {_last(said)}")
    _CHILDREN.append(child)
    return Served(f"{line}/v1", key)


_CHILDREN: list[subprocess.Popen[str]] = []
"""Held, so that their inputs stay open as long as this process lives."""


def _path(name: str) -> str:
    return str(Path(name).expanduser().resolve())


def _environment() -> dict[str, str]:
    """What the server needs to start, and no key of an endpoint."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ROOM_")}
    return kept | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


def _last(said: IO[str]) -> str:
    """The server's last words that say what is wrong."""
    said.seek(0)
    lines = [line.strip() for line in said.read().splitlines() if line.strip()]
    telling = [line for line in lines if "error" in line.lower() or "fail" in line.lower()] or lines
    return printable(telling[-1][-SHOWN:]) if telling else "the server ended without a word"
