"""Runs a batch's items, a process each, so many at one time; nothing is made twice and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from agents.models.common import Common
from agents.models.ledger import Budget
from harness.batch.items import Item
from harness.batch.one import Order
from harness.batch.state import Batch, Ended

LOOK = 0.2
"""Seconds between two looks at the processes."""
GIGABYTES = 2.5
"""Of memory for each run: its own process, Blender's zygote, and one job."""
CHILD = "from harness.batch.one import main; main()"


@dataclass(frozen=True)
class Ways:
    """How a batch is run.

    Attributes:
        jobs: runs at one time.
        config: settings file, or "".
        flags: the batch's settings, by the names of `RoomSettings`.
        budget: of all runs together.
        at_once: model calls in flight at one time; None is no limit.
        stop_on_error: begin no further run after one that failed or was refused.
    """

    jobs: int = 1
    config: str = ""
    flags: dict[str, Any] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    at_once: int | None = None
    stop_on_error: bool = False


@dataclass
class Running:
    """A run under way."""

    item: Item
    process: subprocess.Popen[bytes]
    answer: int
    began: float


class Pool:
    """Works through the items that are left.

    Args:
        batch: what is to be made; held by this process.
        ways: how.
        tell: hears of every run that ended, once it is on disk.
        look: called several times a second with the names of the runs under way.
    """

    def __init__(
        self,
        batch: Batch,
        ways: Ways,
        tell: Callable[[Ended], None] = lambda ended: None,
        look: Callable[[Sequence[str]], None] = lambda names: None,
    ) -> None:
        self.batch, self.ways, self._tell, self._look = batch, ways, tell, look
        self.common = Common(batch.folder / "common", ways.budget, ways.at_once)
        self.began = time.monotonic()
        self.why_ended: str | None = None
        """Why further runs were not begun; None when all were."""
        self._running: list[Running] = []

    def work(self) -> None:
        """Make everything that is left; the rest of the batch does not suffer from one run's fault."""
        waiting = self.batch.left()[::-1]
        try:
            while waiting or self._running:
                self.why_ended = self.why_ended or self._over()
                while waiting and len(self._running) < self.ways.jobs and self.why_ended is None:
                    self._begin(waiting.pop())
                if not self._running:
                    return
                self._look([r.item.name for r in self._running])
                time.sleep(LOOK)
                for run in [r for r in self._running if r.process.poll() is not None]:
                    self._running.remove(run)
                    self._end(run)
        except KeyboardInterrupt:
            self.why_ended = "stopped by you"
            self._stop()

    def _over(self) -> str | None:
        """What keeps further runs from being begun."""
        limit = self.ways.budget.seconds
        if limit is not None and time.monotonic() - self.began >= limit:
            return f"the batch's budget of {limit:g} seconds is used up: raise it and go on with the batch"
        return self.common.exhausted()

    def _begin(self, item: Item) -> None:
        if item.fault:
            self._note(Ended(name=item.name, outcome="refused", reason=item.fault))
            return
        flags = dict(self.ways.flags)
        if self.ways.budget.seconds is not None:
            left = self.ways.budget.seconds - (time.monotonic() - self.began)
            flags["budget"] = {**flags.get("budget", {}), "seconds": max(1.0, left)}
        reads, answer = os.pipe()
        order = Order(
            item=item,
            folder=self.batch.run_of(item),
            config=self.ways.config,
            flags=flags,
            common=self.common.folder,
            budget=self.ways.budget,
            at_once=self.ways.at_once,
            parent=os.getpid(),
            answer=answer,
        )
        log = self.batch.log_of(item)
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-c", CHILD],
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
                pass_fds=(answer,),
            )
        os.close(answer)
        assert process.stdin is not None
        try:
            process.stdin.write(order.model_dump_json().encode())
            process.stdin.close()
        except BrokenPipeError:
            pass  # it ended at once; its end is read like any other
        self._running.append(Running(item, process, reads, time.monotonic()))

    def _end(self, run: Running) -> None:
        with os.fdopen(run.answer, "rb") as pipe:
            said = pipe.read()
        try:
            ended = Ended.model_validate_json(said)
        except ValidationError:
            code = run.process.returncode
            how = f"signal {-code}" if code < 0 else f"code {code}"
            log = self.batch.log_of(run.item)
            ended = Ended(
                name=run.item.name, outcome="failed", reason=f"its process ended by {how}: see {log}"
            )
        ended.seconds = round(time.monotonic() - run.began, 1)
        self._note(ended)

    def _note(self, ended: Ended) -> None:
        self.batch.note(ended)
        self._tell(ended)
        if self.ways.stop_on_error and ended.outcome in ("failed", "refused"):
            self.why_ended = self.why_ended or f"{ended.name} {ended.outcome}, and --stop-on-error was given"

    def _stop(self) -> None:
        """End what is under way; each goes on from its last whole turn when the batch does."""
        for run in self._running:
            run.process.kill()
        for run in self._running:
            run.process.wait()
            os.close(run.answer)
        self._running.clear()


def fitting() -> int:
    """How many runs this machine has cores and memory for, at least one."""
    cores = len(os.sched_getaffinity(0))
    try:
        rows = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = next(int(row.split()[1]) for row in rows if row.startswith("MemAvailable")) / (1 << 20)
    except (OSError, StopIteration, ValueError):
        return 1
    return max(1, min(cores, int(free / GIGABYTES)))
