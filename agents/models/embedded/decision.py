"""What an embedded specialist is given and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

Call = tuple[str, dict[str, Any]]
"""Name of a tool and its arguments."""


class Done(NamedTuple):
    """A tool call of this turn that was answered."""

    name: str
    arguments: dict[str, Any]
    text: str
    error: bool = False


@dataclass(frozen=True)
class Decision:
    """The next tool calls; without any, the text ends the turn."""

    calls: Sequence[Call] = ()
    text: str = ""


def did(done: Sequence[Done], name: str) -> Done | None:
    """The newest answer of a tool in this turn; None when it was not called yet."""
    return next((d for d in reversed(done) if d.name == name), None)


def refused(done: Sequence[Done]) -> str:
    """The refusals of this turn as a sentence; "" when there are none."""
    texts = [f"{d.name}: {d.text.splitlines()[0]}" for d in done if d.error and d.text]
    return " Refused: " + "; ".join(texts) + "." if texts else ""
