"""A whole turn, safe on disk: the chat's state, the workspace's snapshot, and the transcript's length."""

import contextlib
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from harness.runs import transcript
from tools.errors import InputError
from tools.files import TEXT_LIMIT, read_bytes, write_bytes
from tools.run_files import CHECKPOINTS, TRANSCRIPT

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
    write_bytes(path, gzip.compress(checkpoint.model_dump_json().encode(), 5), within=folder)
    _path(folder, checkpoint.turn - KEEP).unlink(missing_ok=True)
    return path


def load(folder: Path, turn: int | None = None) -> Checkpoint | None:
    """The checkpoint of a turn, or the newest whole one; None when there is none."""
    return next(newest_first(folder, turn), None)


def newest_first(folder: Path, turn: int | None = None) -> Iterator[Checkpoint]:
    """The whole checkpoints of a run, or of one turn; what a kill or a full disk cut short is passed over."""
    for path in reversed([p for p in _all(folder) if turn is None or _turn(p) == turn]):
        with contextlib.suppress(ValueError, InputError, OSError, EOFError, zlib.error):
            yield Checkpoint.model_validate_json(_unpacked(path))


def rewind(folder: Path, checkpoint: Checkpoint) -> None:
    """Cut the transcript back to a checkpoint, and forget the checkpoints after it.

    The workspace is put back by whoever opens it next, with `Workspace.restore(checkpoint.snapshot)`.
    """
    transcript.truncate(folder / TRANSCRIPT, checkpoint.transcript_bytes)
    for path in _all(folder):
        if _turn(path) > checkpoint.turn:
            path.unlink()


def _unpacked(path: Path) -> bytes:
    """The JSON of a checkpoint; a small file that unpacks to a very large one is refused."""
    with gzip.GzipFile(fileobj=io.BytesIO(read_bytes(path))) as file:
        data = file.read(TEXT_LIMIT + 1)
    if len(data) > TEXT_LIMIT:
        raise InputError(f"{path} unpacks to more than {TEXT_LIMIT:,} bytes")
    return data


def _path(folder: Path, turn: int) -> Path:
    return folder / CHECKPOINTS / f"{turn:04d}.json.gz"


def _all(folder: Path) -> list[Path]:
    """Every file that is named as a checkpoint is, oldest first."""
    found = (p for p in (folder / CHECKPOINTS).glob("*.json.gz") if p.name.partition(".")[0].isdecimal())
    return sorted(found, key=_turn)


def _turn(path: Path) -> int:
    return int(path.name.partition(".")[0])
