"""A whole turn, safe on disk: the chat's state, the workspace's snapshot, and the transcript's length."""

import gzip
import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from harness.runs import transcript

KEEP = 400
"""Checkpoints kept; older ones of a very long run are dropped."""


class Checkpoint(BaseModel):
    """The state before a turn."""

    turn: int
    chat: dict[str, Any]
    """`save_state()` of the group chat."""
    snapshot: int
    """Number of the workspace's snapshot."""
    transcript_bytes: int
    calls: dict[str, int]
    """Model calls each specialist has made."""
    cost: dict[str, float]


def save(folder: Path, checkpoint: Checkpoint) -> Path:
    """Write one below `checkpoints/`."""
    path = _path(folder, checkpoint.turn)
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(gzip.compress(checkpoint.model_dump_json().encode(), 5))
    part.replace(path)
    _path(folder, checkpoint.turn - KEEP).unlink(missing_ok=True)
    return path


def load(folder: Path, turn: int | None = None) -> Checkpoint | None:
    """The checkpoint of a turn, or the newest whole one; None when there is none."""
    paths = sorted((folder / "checkpoints").glob("*.json.gz"))
    if turn is not None:
        paths = [p for p in paths if _turn(p) == turn]
    for path in reversed(paths):
        try:
            return Checkpoint.model_validate(json.loads(gzip.decompress(path.read_bytes())))
        except (ValueError, OSError, EOFError):  # cut short by a kill: the one before it is whole
            continue
    return None


def rewind(folder: Path, checkpoint: Checkpoint) -> None:
    """Cut the transcript back to a checkpoint, and forget the checkpoints after it.

    The workspace is put back by whoever opens it next, with `Workspace.restore(checkpoint.snapshot)`.
    """
    transcript.truncate(folder / "transcript.jsonl", checkpoint.transcript_bytes)
    for path in (folder / "checkpoints").glob("*.json.gz"):
        if _turn(path) > checkpoint.turn:
            path.unlink()


def _path(folder: Path, turn: int) -> Path:
    return folder / "checkpoints" / f"{turn:04d}.json.gz"


def _turn(path: Path) -> int:
    return int(path.name.partition(".")[0])
