"""`transcript.jsonl`: append-only typed events, each on disk before the next thing happens."""

import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from agents.events import EVENT, VERSION, Event, MessageEvent, Recorder, RunEvent
from agents.header import FOREMAN
from agents.version_1 import header_in
from tools.errors import InputError
from tools.files import append, read_bytes, write_bytes
from tools.run_files import ABANDONED

LIMIT = 1 << 30
"""Bytes of a transcript that is read."""


class Transcript:
    """Writes events to a file and hands each on to listeners (the console).

    Args:
        path: the file; an existing one is continued.
        listeners: get every event after it is safe on disk.
    """

    def __init__(self, path: Path, listeners: Iterable[Recorder] = ()) -> None:
        self.path, self.listeners = path, list(listeners)
        earlier = read(path) if path.exists() else []
        self.seq = len(earlier)
        self.turn = earlier[-1].turn if earlier else 0
        self._elapsed = earlier[-1].time if earlier else 0.0
        self._started = self.last_write = time.monotonic()

    def write(self, event: Event) -> None:
        """Number, time and append one event; it is flushed to disk before this returns."""
        event.seq, event.turn = self.seq, self.turn
        event.time = round(self.elapsed, 3)
        append(self.path, line_of(event), within=self.path.parent)
        self.seq += 1
        self.last_write = time.monotonic()
        for listener in self.listeners:
            listener.write(event)

    @property
    def elapsed(self) -> float:
        """Seconds of work so far, those before a resume counted; the pause between is not."""
        return self._elapsed + time.monotonic() - self._started

    def size(self) -> int:
        """Bytes written so far."""
        return self.path.stat().st_size if self.path.exists() else 0


def read(path: Path) -> list[Event]:
    """All whole events of a transcript; a last line cut short by a kill is left out.

    Raises:
        InputError: the file is missing, or a line before the last is not an event.
    """
    lines = read_bytes(path, LIMIT).split(b"\n")
    events: list[Event] = []
    version = VERSION
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            event = EVENT.validate_json(line)
        except ValidationError as error:
            if number == len(lines):
                break
            raise InputError(
                f"{path}, line {number}: not a transcript event: is this a transcript.jsonl?"
            ) from error
        if isinstance(event, RunEvent):
            version = event.version
        if version == 1 and isinstance(event, MessageEvent) and event.source == FOREMAN:
            event.header = event.header or header_in(event.text)
        events.append(event)
    return events


def line_of(event: Event) -> bytes:
    """An event as a line; a lone surrogate, which UTF-8 lacks, is written as the escape it came as."""
    try:
        return event.model_dump_json().encode() + b"\n"
    except (PydanticSerializationError, UnicodeEncodeError):
        return json.dumps(event.model_dump(mode="python"), default=str).encode() + b"\n"


def truncate(path: Path, size: int) -> None:
    """Cut a transcript back to a checkpoint; what is cut off is kept beside it as abandoned.jsonl."""
    data = read_bytes(path, LIMIT)
    if len(data) <= size:
        return
    append(path.with_name(ABANDONED), data[size:], within=path.parent)
    write_bytes(path, data[:size], within=path.parent)


class Listing:
    """A recorder that keeps events in memory."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def write(self, event: Event) -> None:
        """Keep one."""
        self.events.append(event)


def dump(events: Sequence[Event]) -> str:
    """Events as JSON lines."""
    return "".join(json.dumps(e.model_dump(mode="json")) + "\n" for e in events)
