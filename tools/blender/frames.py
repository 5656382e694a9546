"""Length-prefixed messages between the main process and the zygote: a JSON header and raw bytes."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from typing import Any

PREFIX = struct.Struct("<II")
KIT_NAME = "<room_kit>"
"""The file name of the kit's words in tracebacks."""
IN_KIT = 0
"""The line that a reply gives for anywhere in the kit's words."""


class Closed(Exception):
    """The other side has gone."""


class TooLate(Exception):
    """Nothing came before the deadline."""


def send(handle: int, header: dict[str, Any], body: bytes = b"") -> None:
    """Write one message to a file descriptor; Closed when nobody reads."""
    head = json.dumps(header).encode()
    data = memoryview(PREFIX.pack(len(head), len(body)) + head + body)
    while data:
        try:
            data = data[os.write(handle, data) :]
        except BrokenPipeError:
            raise Closed from None


def receive(handle: int, deadline: float | None = None) -> tuple[dict[str, Any], bytes]:
    """Read one message.

    Args:
        handle: file descriptor of a pipe.
        deadline: `time.monotonic()` after which TooLate is raised; None waits for ever.
    """
    head_size, body_size = PREFIX.unpack(_exactly(handle, PREFIX.size, deadline))
    header = json.loads(_exactly(handle, head_size, deadline))
    return header, _exactly(handle, body_size, deadline)


def _exactly(handle: int, count: int, deadline: float | None) -> bytes:
    chunks: list[bytes] = []
    while count:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([handle], [], [], left)[0]:
                raise TooLate
        chunk = os.read(handle, min(count, 1 << 20))
        if not chunk:
            raise Closed
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)
