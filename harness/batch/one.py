"""The rooms of a batch in a process of their own: orders on standard input, a line each; answers on a pipe.

The process stays for the next room, and so does its Blender, so what a room needs is loaded once.
"""

from __future__ import annotations

import atexit
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from agents.models.common import Common
from agents.models.ledger import Budget, Shared
from harness import settings as configuration
from harness.batch.items import Item
from harness.batch.looking import brought, merged
from harness.batch.state import FINAL, Ended, of_report
from harness.runs import folder as runfolder
from harness.runs.driving import begin, check_settings, drive
from tools.blender.jail.kernel import die_with_parent
from tools.blender.worker import Worker
from tools.errors import RoomError, StoppedError
from tools.run_folder import is_run


class Order(BaseModel):
    """What is told to whoever makes a room of a batch.

    Attributes:
        item: the room.
        folder: its run folder.
        log: the file that what is said on the way is added to.
        config: settings file, or "".
        flags: the batch's own settings.
        common: folder of what the batch's runs share.
        budget: of the whole batch.
        at_once: calls in flight, over the whole batch.
    """

    item: Item
    folder: Path
    log: Path
    config: str = ""
    flags: dict[str, Any] = {}
    common: Path
    budget: Budget = Budget()
    at_once: int | None = None


def main() -> None:
    """Make the room of each order on standard input; ends with it.

    The process' arguments are the file descriptor of the pipe for the answers, and the batch's process id.
    """
    answer, parent = int(sys.argv[1]), int(sys.argv[2])
    die_with_parent(parent)
    for line in sys.stdin.buffer:
        order = Order.model_validate_json(line)
        with logged(order.log):
            ended = work(order)
        os.write(answer, ended.model_dump_json().encode() + b"\n")


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """All that this process says goes to the end of a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [(fd, os.dup(fd)) for fd in (1, 2)]
    try:
        with path.open("ab") as log:
            for fd, _ in kept:
                os.dup2(log.fileno(), fd)
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for fd, was in kept:
            os.dup2(was, fd)
            os.close(was)


def work(order: Order, shared: Shared | None = None) -> Ended:
    """Make the room, or go on with it; errors are an outcome, and their trace is in the log.

    Args:
        order: what, and where.
        shared: what all runs count together; left out, it lies in the order's folder for it.
    """
    name = order.item.name
    try:
        _make(order, shared or Common(order.common, order.budget, order.at_once))
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


@cache
def warm() -> Worker:
    """This process' Blender, which ends with it."""
    worker = Worker()
    atexit.register(worker.close)
    return worker


def _make(order: Order, shared: Shared) -> None:
    there = is_run(order.folder)
    if there and (found := of_report(order.item.name, order.folder, 0.0)) and found.outcome in FINAL:
        return  # it ended just before the batch was killed
    settings = configuration.load(
        Path(order.config) if order.config else None, **merged(order.flags, order.item.settings)
    )
    check_settings(settings)
    if not there:
        begin(brought(order.item, settings), settings, order.folder, force=order.folder.exists())
    else:
        runfolder.find(order.folder)
    drive(order.folder, settings, quiet=False, resume=there, shared=shared, warm=warm())
