"""What the runs of a batch have in common: one budget, and an endpoint that they ask in turn.

The runs are processes of their own, so all of it lies in files of one folder, under locks that the kernel
lets go of when a process ends, however it ends.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from agents.models.ledger import Budget
from tools.files import read_object, write_bytes

LOOK = 0.1
"""Seconds between two looks whether it is one's turn; a call takes seconds."""
COUNTED = ("calls", "tokens", "money")


@dataclass
class Common:
    """One batch's spending, and its queue for calls.

    Attributes:
        folder: where it is kept; made when missing.
        budget: of all runs together; its seconds are not counted here.
        at_once: calls that may be in flight at one time, over all runs; None is no limit.
    """

    folder: Path
    budget: Budget = field(default_factory=Budget)
    at_once: int | None = None

    def __post_init__(self) -> None:
        (self.folder / "queue").mkdir(parents=True, exist_ok=True)

    def spent(self) -> dict[str, float]:
        """Calls, tokens and money so far; 0 before the first call."""
        path = self.folder / "spent.json"
        known = read_object(path) if path.exists() else {}
        return {name: float(known.get(name, 0)) for name in COUNTED}

    def add(self, tokens: int, money: float, calls: int = 1) -> None:
        """Count one answered call of any run, or what else was paid for."""
        with self._locked():
            more = dict(zip(COUNTED, (calls, tokens, money), strict=True))
            total = {name: value + more[name] for name, value in self.spent().items()}
            write_bytes(self.folder / "spent.json", orjson.dumps(total))

    def exhausted(self) -> str | None:
        """What is used up, in words; None while there is something left."""
        limits = {"calls": self.budget.calls, "tokens": self.budget.tokens, "money": self.budget.money}
        for name, value in self.spent().items():
            limit = limits[name]
            if limit is not None and value >= limit:
                return f"the batch's budget of {limit:g} {name} is used up: raise it and go on with the batch"
        return None

    def hold(self, seconds: float) -> None:
        """Let no run ask for so long: the endpoint refuses one because of all."""
        with self._locked():
            until = max(self._held_until(), time.time() + seconds)
            write_bytes(self.folder / "hold.json", orjson.dumps({"until": until}))

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn to ask, first come, first served; it ends with the block, or with the process."""
        if self.at_once is None:
            while (wait := self._held_until() - time.time()) > 0:
                await asyncio.sleep(min(wait, 1.0))
            yield
            return
        ticket = self._ticket()
        try:
            while not self._is_next(ticket[0]) or self._held_until() > time.time():
                await asyncio.sleep(LOOK)
            yield
        finally:
            with suppress(FileNotFoundError):
                ticket[0].unlink()
            os.close(ticket[1])

    def _held_until(self) -> float:
        path = self.folder / "hold.json"
        if not path.exists():
            return 0.0
        until = read_object(path).get("until", 0.0)
        return float(until) if isinstance(until, int | float) else 0.0

    def _ticket(self) -> tuple[Path, int]:
        """A file with a number that is locked as long as this process waits or asks."""
        with self._locked():
            path = self.folder / "queue" / f"{time.time_ns():020d}-{os.getpid()}-{secrets.token_hex(4)}"
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(handle, fcntl.LOCK_EX)
            return path, handle

    def _is_next(self, mine: Path) -> bool:
        """Whether fewer live tickets are before this one than may ask at once; dead ones are removed."""
        with self._locked():  # or a ticket that is just being made would be taken for a dead one
            before = sorted(p for p in (self.folder / "queue").iterdir() if p.name < mine.name)
            alive = sum(_is_held(path) for path in before)
        return self.at_once is None or alive < self.at_once

    @contextmanager
    def _locked(self) -> Iterator[None]:
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _is_held(path: Path) -> bool:
    """Whether the process of a ticket lives; the ticket of one that does not is removed."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        with suppress(FileNotFoundError):
            path.unlink()
        return False
    finally:
        os.close(handle)
