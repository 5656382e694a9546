"""Ctrl-C in a run: it ends at once, and what was done up to its last whole turn is safe on disk."""

import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from harness.invoked import command

STOPPED = 3
"""The exit code of a run that can be resumed."""


@contextmanager
def stoppable(folder: Path) -> Iterator[None]:
    """Within this, Ctrl-C says how to go on with the run and ends the process.

    A run survives kill -9 at any moment, so nothing is waited for: a model call in flight may take minutes,
    and AutoGen 0.7.5 does not always come back from a cancellation.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        sys.stdout.flush()
        sys.stderr.write(
            f"\nroom: stopped by you; go on with: {command()} resume {shlex.quote(str(folder))}\n"
        )
        sys.stderr.flush()
        os._exit(STOPPED)

    earlier = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, earlier)
