"""Who makes a batch's rooms: processes of this machine, or those of a cluster (`harness.batch.cluster`)."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from harness.batch.one import Order
from harness.batch.state import Ended

GIGABYTES = 2.5
"""Of memory for each run: its own process, Blender's zygote, and one job."""
ROOMS = 25
"""That one process makes before another takes its place: what it may have gathered by then goes with it."""
CHILD = "from harness.batch.one import main; main()"


class Hands(Protocol):
    """Who makes rooms."""

    def free(self) -> int:
        """How many more runs may begin now."""

    def begin(self, order: Order) -> None:
        """Begin a run."""

    def busy(self) -> list[str]:
        """Names of the items whose runs are under way."""

    def ended(self) -> list[Ended]:
        """What ended since the last look, everything of it on this machine's disk."""

    def stop(self) -> None:
        """End what is under way; each goes on later from its last whole turn."""

    def close(self) -> None:
        """Nothing more is coming."""


@dataclass
class Child:
    """A process that makes one room at a time.

    Attributes:
        process: it.
        answers: reading end of its pipe.
        said: what it answered, as far as read.
        order: the run under way; None between two.
        began: when, monotonic seconds.
        made: rooms so far.
    """

    process: subprocess.Popen[bytes]
    answers: int
    said: bytes = b""
    order: Order | None = None
    began: float = 0.0
    made: int = 0


class Processes:
    """Processes of this machine, each kept for the next room.

    Args:
        jobs: runs at one time.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._children: list[Child] = []

    def free(self) -> int:
        """How many more runs may begin now."""
        return self.jobs - len(self.busy())

    def busy(self) -> list[str]:
        """Names of the items whose runs are under way."""
        return [c.order.item.name for c in self._children if c.order is not None]

    def begin(self, order: Order) -> None:
        """Begin a run, in a process that waits for one or a new one."""
        child = next((c for c in self._children if c.order is None), None) or self._start()
        child.order, child.began, child.said = order, time.monotonic(), b""
        assert child.process.stdin is not None
        with suppress(BrokenPipeError):  # it ended at once; its end is read like any other
            child.process.stdin.write(order.model_dump_json().encode() + b"\n")
            child.process.stdin.flush()

    def ended(self) -> list[Ended]:
        """What ended since the last look."""
        found = []
        for child in [c for c in self._children if c.order is not None]:
            assert child.order is not None
            gone = child.process.poll() is not None
            while select.select([child.answers], [], [], 0)[0] and (more := os.read(child.answers, 1 << 16)):
                child.said += more
            if not child.said.endswith(b"\n") and not gone:
                continue
            try:
                ended = Ended.model_validate_json(child.said)
            except ValidationError:
                child.process.kill()
                ended = _lost(child.order, child.process.wait())
            ended.seconds = round(time.monotonic() - child.began, 1)
            found.append(ended)
            child.order, child.made = None, child.made + 1
            if gone or child.process.poll() is not None or child.made >= ROOMS:
                self._end(child)
        return found

    def stop(self) -> None:
        """End what is under way."""
        for child in self._children:
            child.process.kill()
        self.close()

    def close(self) -> None:
        """Let the processes go."""
        for child in list(self._children):
            self._end(child)

    def _start(self) -> Child:
        reads, answers = os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(answers), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=(answers,),
        )
        os.close(answers)
        self._children.append(Child(process, reads))
        return self._children[-1]

    def _end(self, child: Child) -> None:
        assert child.process.stdin is not None
        with suppress(BrokenPipeError):  # it ended before it read all
            child.process.stdin.close()
        child.process.wait()
        os.close(child.answers)
        self._children.remove(child)


def _lost(order: Order, code: int) -> Ended:
    """How a run ended whose process said nothing."""
    how = f"signal {-code}" if code < 0 else f"code {code}"
    reason = f"its process ended by {how}: see {order.log}"
    return Ended(name=order.item.name, outcome="failed", reason=reason)


def fitting() -> int:
    """How many runs this machine has cores and memory for, at least one."""
    cores = len(os.sched_getaffinity(0))
    try:
        rows = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = next(int(row.split()[1]) for row in rows if row.startswith("MemAvailable")) / (1 << 20)
    except (OSError, StopIteration, ValueError):
        return 1
    return max(1, min(cores, int(free / GIGABYTES)))
