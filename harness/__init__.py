"""Runs the team: command line, run folders, transcripts, replay, evaluation.

`from harness import Room, run` is the door for programmers (`docs/api.md`).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harness.making import run
    from harness.room import Room
    from tools.blender.export_options import ExportOptions

__all__ = ["ExportOptions", "Room", "run"]
DOOR = {
    "ExportOptions": "tools.blender.export_options",
    "Room": "harness.room",
    "run": "harness.making",
}


def __getattr__(name: str) -> Any:
    """Load the door when somebody goes through it: set-up runs before any package is there."""
    if name in DOOR:
        return getattr(import_module(DOOR[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
