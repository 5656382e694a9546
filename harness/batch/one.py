"""One room of a batch, in a process of its own: told on standard input, it says on a pipe how it ended."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from agents.models.common import Common
from agents.models.ledger import Budget
from harness import settings as configuration
from harness.batch.items import Item
from harness.batch.state import FINAL, Ended, of_report
from harness.runs import folder as runfolder
from harness.runs.driving import begin, check_settings, drive
from harness.settings import RoomSettings
from tools.blender.jail.kernel import die_with_parent
from tools.errors import RoomError, StoppedError
from tools.source.base import Source
from tools.source.kinds import is_run
from tools.source.photo import bring_picture
from tools.source.words import WordsSource


class Order(BaseModel):
    """What a process of a batch is told.

    Attributes:
        item: the room.
        folder: its run folder.
        config: settings file, or "".
        flags: the batch's own settings.
        common: folder of what the batch's runs share.
        budget: of the whole batch.
        at_once: calls in flight, over the whole batch.
        parent: process id of the batch.
        answer: the pipe's file descriptor.
    """

    item: Item
    folder: Path
    config: str = ""
    flags: dict[str, Any] = {}
    common: Path
    budget: Budget = Budget()
    at_once: int | None = None
    parent: int
    answer: int


def main() -> None:
    """Make the room of the order on standard input, and end the process."""
    order = Order.model_validate_json(sys.stdin.buffer.read())
    die_with_parent(order.parent)
    os.write(order.answer, work(order).model_dump_json().encode())
    os.close(order.answer)


def work(order: Order) -> Ended:
    """Make the room, or go on with it; errors are an outcome, and their trace is in the log."""
    name = order.item.name
    try:
        _make(order)
    except RoomError as error:
        print(f"room: {error}", flush=True)  # noqa: T201  # the log
        outcome = "stopped" if isinstance(error, StoppedError) else "refused"
        return Ended(name=name, outcome=outcome, reason=str(error))
    except Exception as error:  # one room's fault is not the batch's
        traceback.print_exc()
        said = " ".join(str(error).split())[:200]
        return Ended(name=name, outcome="failed", reason=f"{type(error).__name__}: {said}")
    found = of_report(name, order.folder, 0.0)
    return found or Ended(name=name, outcome="failed", reason="no report came of it")


def _make(order: Order) -> None:
    there = is_run(order.folder)
    if there and (found := of_report(order.item.name, order.folder, 0.0)) and found.outcome in FINAL:
        return  # it ended just before the batch was killed
    settings = configuration.load(
        Path(order.config) if order.config else None, **_merged(order.flags, order.item.settings)
    )
    check_settings(settings)
    shared = Common(order.common, order.budget, order.at_once)
    if not there:
        begin(_brought(order.item, settings), settings, order.folder, force=order.folder.exists())
    else:
        runfolder.find(order.folder)
    drive(order.folder, settings, quiet=False, resume=there, shared=shared)


def _brought(item: Item, settings: RoomSettings) -> Source:
    if item.picture:
        look = settings.resolved_model != "embedded"
        return bring_picture(Path(item.picture), settings.picture, look=look)
    return WordsSource(item.words)


def _merged(flags: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The batch's settings with an item's own over them, level by level."""
    both = [k for k, v in own.items() if isinstance(v, dict) and isinstance(flags.get(k), dict)]
    return {**flags, **own, **{k: _merged(flags[k], own[k]) for k in both}}
