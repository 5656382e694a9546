"""Runs a batch's items, so many at one time; nothing is made twice and nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agents.models.common import Common
from agents.models.ledger import Budget
from harness.batch.hands import Hands, Processes
from harness.batch.items import Item
from harness.batch.one import Order
from harness.batch.state import Batch, Ended

LOOK = 0.2
"""Seconds between two looks at the runs."""


@dataclass(frozen=True)
class Ways:
    """How a batch is run.

    Attributes:
        jobs: runs at one time, on this machine.
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


class Pool:
    """Works through the items that are left.

    Args:
        batch: what is to be made; held by this process.
        ways: how.
        tell: hears of every run that ended, once it is on disk.
        look: called several times a second with the names of the runs under way.
        hands: who makes the rooms; left out, processes of this machine.
        refused: why items are refused before they are begun, by their names.
    """

    def __init__(
        self,
        batch: Batch,
        ways: Ways,
        tell: Callable[[Ended], None] = lambda ended: None,
        look: Callable[[Sequence[str]], None] = lambda names: None,
        hands: Hands | None = None,
        refused: Mapping[str, str] | None = None,
    ) -> None:
        self.batch, self.ways, self._tell, self._look = batch, ways, tell, look
        self.common = Common(batch.folder / "common", ways.budget, ways.at_once)
        self.hands = hands or Processes(ways.jobs)
        self.refused = refused or {}
        self.began = time.monotonic()
        self.why_ended: str | None = None
        """Why further runs were not begun; None when all were."""

    def work(self) -> None:
        """Make everything that is left; the rest of the batch does not suffer from one run's fault."""
        waiting = self.batch.left()[::-1]
        try:
            while waiting or self.hands.busy():
                self.why_ended = self.why_ended or self._over()
                while waiting and self.why_ended is None and self.hands.free() > 0:
                    self._begin(waiting.pop())
                busy = self.hands.busy()
                if not busy:
                    if self.why_ended is not None:
                        break
                    if self.hands.free() > 0:
                        continue  # what was begun was refused at once
                self._look(busy)
                time.sleep(LOOK)
                for ended in self.hands.ended():
                    self._note(ended)
        except KeyboardInterrupt:
            self.why_ended = "stopped by you"
            self.hands.stop()
        self.hands.close()

    def _over(self) -> str | None:
        """What keeps further runs from being begun."""
        limit = self.ways.budget.seconds
        if limit is not None and time.monotonic() - self.began >= limit:
            return f"the batch's budget of {limit:g} seconds is used up: raise it and go on with the batch"
        return self.common.exhausted()

    def _begin(self, item: Item) -> None:
        if why := item.fault or self.refused.get(item.name, ""):
            self._note(Ended(name=item.name, outcome="refused", reason=why))
            return
        flags = dict(self.ways.flags)
        if self.ways.budget.seconds is not None:
            left = self.ways.budget.seconds - (time.monotonic() - self.began)
            flags["budget"] = {**flags.get("budget", {}), "seconds": max(1.0, left)}
        order = Order(
            item=item,
            folder=self.batch.run_of(item),
            log=self.batch.log_of(item),
            config=self.ways.config,
            flags=flags,
            common=self.common.folder,
            budget=self.ways.budget,
            at_once=self.ways.at_once,
        )
        order.log.parent.mkdir(parents=True, exist_ok=True)
        self.hands.begin(order)

    def _note(self, ended: Ended) -> None:
        self.batch.note(ended)
        self._tell(ended)
        if self.ways.stop_on_error and ended.outcome in ("failed", "refused"):
            self.why_ended = self.why_ended or f"{ended.name} {ended.outcome}, and --stop-on-error was given"
