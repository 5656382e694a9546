"""What has been spent, and the budget that stops a run cleanly."""

import math
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from tools.errors import StoppedError


@dataclass(frozen=True)
class Budget:
    """Upper limits of a run; None is no limit."""

    calls: int | None = None
    tokens: int | None = None
    seconds: float | None = None
    money: float | None = None


@dataclass(frozen=True)
class Prices:
    """Money per million tokens."""

    tokens_in: float = 0.0
    tokens_out: float = 0.0
    image: float = 0.0
    """Money for one picture of an image model."""


class Shared(Protocol):
    """What several runs count together; see `agents.models.common`."""

    def add(self, tokens: int, money: float, calls: int = 1) -> None:
        """Count one answered call, or what else was paid for."""

    def exhausted(self) -> str | None:
        """What is used up, in words."""

    def hold(self, seconds: float) -> None:
        """Let nobody ask for so long."""

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Wait for a turn to ask."""


@dataclass
class Ledger:
    """Calls, tokens, seconds and money of one run, over all specialists.

    Attributes:
        stopped: why the run must end, once it must; AutoGen loses an exception's type, so it is kept here.
    """

    budget: Budget = field(default_factory=Budget)
    prices: Prices = field(default_factory=Prices)
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    model_seconds: float = 0.0
    images: int = 0
    started: float = field(default_factory=time.monotonic)
    stopped: StoppedError | None = None
    shared: Shared | None = None
    """What this run counts together with others."""
    diverged: list[str] = field(default_factory=list)
    """Where a replay's requests differ from the recorded ones."""

    @property
    def money(self) -> float:
        """Cost so far in the prices' currency."""
        tokens = self.tokens_in * self.prices.tokens_in + self.tokens_out * self.prices.tokens_out
        return tokens / 1e6 + self.images * self.prices.image

    def add(self, tokens_in: int, tokens_out: int, seconds: float) -> None:
        """Count one answered call."""
        before = self.money
        self.calls += 1
        self.tokens_in += tokens_in
        self.tokens_out += tokens_out
        self.model_seconds += seconds
        if self.shared is not None:
            self.shared.add(tokens_in + tokens_out, self.money - before)

    def add_image(self, seconds: float) -> None:
        """Count one picture of an image model."""
        self.images += 1
        self.model_seconds += seconds
        if self.shared is not None:
            self.shared.add(0, self.prices.image, calls=0)

    def check(self) -> None:
        """Refuse the next call when a limit is reached, or the run must end anyway.

        Raises:
            StoppedError: which limit, and how to go on.
        """
        if self.stopped is not None:
            raise self.stopped
        if self.shared is not None and (reason := self.shared.exhausted()) is not None:
            raise self.stop(reason)
        budget = self.budget
        spent = {
            "calls": (self.calls, budget.calls),
            "tokens": (self.tokens_in + self.tokens_out, budget.tokens),
            "seconds": (time.monotonic() - self.started, budget.seconds),
            "money": (self.money, budget.money),
        }
        for name, (value, limit) in spent.items():
            if limit is not None and value >= limit:
                raise self.stop(
                    f"the budget of {limit:g} {name} is used up: raise it and `room resume` the run"
                )

    def seconds_left(self) -> float:
        """Of the budget of seconds; infinite without one."""
        limit = self.budget.seconds
        return math.inf if limit is None else max(0.0, self.started + limit - time.monotonic())

    def check_seconds(self) -> None:
        """Refuse to go on when the budget of seconds is used up.

        Raises:
            StoppedError: it is.
        """
        if self.seconds_left() <= 0:
            limit = self.budget.seconds
            raise self.stop(f"the budget of {limit:g} seconds is used up: raise it and `room resume` the run")

    def stop(self, reason: str) -> StoppedError:
        """Remember why the run ends and return the error to raise."""
        self.stopped = self.stopped or StoppedError(reason)
        return self.stopped

    def cost(self) -> dict[str, float]:
        """The figures, for a report."""
        return {
            "calls": self.calls,
            "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out,
            "model_seconds": round(self.model_seconds, 2),
            "money": round(self.money, 4),
            **({"images": self.images} if self.images else {}),
        }
