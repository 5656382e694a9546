"""What happens on a machine of a cluster: a room is made there, and sent back whole."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agents.models.common import Common
from agents.models.ledger import Budget, Shared
from harness.batch.one import Order, logged, work
from harness.batch.parcel import Parcel, own_keys, packed, unwrapped
from harness.batch.state import Ended
from tools.errors import InputError

Make = Callable[[Order, Shared | None], Ended]


@dataclass(frozen=True)
class Arrived:
    """What comes back.

    Attributes:
        ended: how the run ended.
        run: its folder as `harness.batch.parcel.packed`.
        log: what it said.
    """

    ended: Ended
    run: bytes = field(repr=False)
    log: bytes = field(repr=False)


def make(parcel: Parcel, counter: Any, make_room: Make = work) -> Arrived:
    """Make the room of a parcel on this machine.

    Args:
        parcel: the order.
        counter: the batch's `Counter` actor.
        make_room: what makes it.
    """
    try:
        own_keys(parcel)
    except InputError as error:
        return Arrived(Ended(name=parcel.order.item.name, outcome="refused", reason=str(error)), b"", b"")
    with tempfile.TemporaryDirectory(prefix="room-batch-") as scratch:
        order = unwrapped(parcel, Path(scratch))
        with logged(order.log):
            ended = make_room(order, Far(counter, order.item.name))
        run = packed(order.folder) if order.folder.is_dir() else b""
        return Arrived(ended, run, order.log.read_bytes())


class Counter:
    """An actor beside the batch: what all runs count together, on the batch's own disk.

    Args:
        folder: of it.
        budget: of all runs.
        at_once: calls in flight at one time.
    """

    def __init__(self, folder: Path, budget: Budget, at_once: int | None) -> None:
        self.common = Common(folder, budget, at_once)
        self._turns: dict[str, list[AsyncExitStack]] = {}

    async def enter(self, run: str) -> None:
        """Wait for a turn to ask."""
        stack = AsyncExitStack()
        await stack.enter_async_context(self.common.turn())
        self._turns.setdefault(run, []).append(stack)

    async def leave(self, run: str) -> None:
        """End a run's turn, if it has one: it asked, or its machine is gone."""
        for stack in self._turns.pop(run, []):
            await stack.aclose()

    async def add(self, tokens: int, money: float, calls: int) -> None:
        """Count what was paid for."""
        self.common.add(tokens, money, calls)

    async def exhausted(self) -> str | None:
        """What is used up, in words."""
        return self.common.exhausted()

    async def hold(self, seconds: float) -> None:
        """Let no run ask for so long."""
        self.common.hold(seconds)


@dataclass(frozen=True)
class Far:
    """The counter as a run on another machine sees it.

    Attributes:
        counter: the actor.
        run: name of the item.
    """

    counter: Any
    run: str

    def add(self, tokens: int, money: float, calls: int = 1) -> None:
        """Count one answered call, or what else was paid for."""
        _answer(self.counter.add.remote(tokens, money, calls))

    def exhausted(self) -> str | None:
        """What is used up, in words."""
        said: str | None = _answer(self.counter.exhausted.remote())
        return said

    def hold(self, seconds: float) -> None:
        """Let nobody ask for so long."""
        _answer(self.counter.hold.remote(seconds))

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn to ask."""
        await self.counter.enter.remote(self.run)
        try:
            yield
        finally:
            await self.counter.leave.remote(self.run)


def _answer(asked: Any) -> Any:
    import ray

    return ray.get(asked)
