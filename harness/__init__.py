"""Runs the team: command line, run folders, transcripts, replay, evaluation.

`from harness import Room` is the door for programmers (`docs/api.md`).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harness.room import Room

__all__ = ["Room"]


def __getattr__(name: str) -> Any:
    """Load the door when somebody goes through it: setting up runs before any package is there."""
    if name in __all__:
        return getattr(import_module("harness.room"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
