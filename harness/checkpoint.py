"""A whole turn, safe on disk: the chat's state, the workspace's snapshot, and the transcript's length."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from harness import transcript
from tools.files import write_text

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
    path = folder / "checkpoints" / f"{checkpoint.turn:04d}.json"
    path.parent.mkdir(exist_ok=True)
    write_text(path, checkpoint.model_dump_json())
    (path.parent / f"{checkpoint.turn - KEEP:04d}.json").unlink(missing_ok=True)
    return path


def load(folder: Path, turn: int | None = None) -> Checkpoint | None:
    """The checkpoint of a turn, or the newest whole one; None when there is none."""
    paths = sorted((folder / "checkpoints").glob("*.json"))
    if turn is not None:
        paths = [p for p in paths if int(p.stem) == turn]
    for path in reversed(paths):
        try:
            return Checkpoint.model_validate(json.loads(path.read_bytes()))
        except ValueError:  # cut short by a kill: the one before it is whole
            continue
    return None


def rewind(folder: Path, checkpoint: Checkpoint) -> None:
    """Cut the transcript back to a checkpoint, and forget the checkpoints after it.

    The workspace is put back by whoever opens it next, with `Workspace.restore(checkpoint.snapshot)`.
    """
    transcript.truncate(folder / "transcript.jsonl", checkpoint.transcript_bytes)
    for path in (folder / "checkpoints").glob("*.json"):
        if int(path.stem) > checkpoint.turn:
            path.unlink()
