"""A batch's rooms on the machines of a Ray cluster: a task each. Needs the optional group `ray`."""

from __future__ import annotations

import importlib.util
import logging
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from harness.batch.far import Arrived, Counter, Make, make
from harness.batch.hands import GIGABYTES
from harness.batch.one import Order, work
from harness.batch.parcel import sent, unpacked
from harness.batch.pool import Ways
from harness.batch.state import Batch, Ended
from tools.errors import InputError, RoomError
from tools.files import append

TRIES = 4
"""Machines that a room is given to before it counts as failed: the room may be what ends them."""

ANSWER = 10.0
"""Seconds in which a cluster's address must answer."""


def ray_itself() -> Any:
    """Ray, told to tell nobody of its use.

    Raises:
        InputError: it is not installed; says how to.
    """
    if importlib.util.find_spec("ray") is None:
        raise InputError("the package `ray` is not installed: python3 harness/start.py add ray")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray

    return ray


@dataclass
class Task:
    """A run under way somewhere."""

    order: Order
    began: float
    tries: int = 1


class Cluster:
    """The machines of a Ray cluster; each has Drawing Room installed, and this process runs on one of them.

    Args:
        address: "auto" (the cluster that this machine belongs to), "local" (one of this machine's cores), or
            HOST:PORT.
        batch: whose rooms are made.
        ways: how.
        jobs: runs at one time; None is a run for each core and `GIGABYTES` that the cluster has.
        told: hears, in words, of a room that is begun again because its machine was lost.
        make_room: what makes a room there.

    Raises:
        InputError: Ray is not installed, or there is no such cluster.
    """

    def __init__(
        self,
        address: str,
        batch: Batch,
        ways: Ways,
        jobs: int | None = None,
        told: Callable[[str], None] = lambda said: None,
        make_room: Make = work,
    ) -> None:
        self.ray = ray_itself()
        self.jobs, self.told, self.make_room = jobs, told, make_room
        self._here = not self.ray.is_initialized()
        if self._here:
            self._join(address)
        here = self.ray.get_runtime_context().get_node_id()
        beside = self.ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(here, soft=False)
        actor = self.ray.remote(num_cpus=0, scheduling_strategy=beside, max_concurrency=1000)(Counter)
        self.counter = actor.remote(batch.folder.resolve() / "common", ways.budget, ways.at_once)
        # Ray would begin a lost task again by itself, but then a dead run's turn to ask would never end.
        self._make = self.ray.remote(num_cpus=1, memory=int(GIGABYTES * 2**30), max_retries=0)(make)
        self._tasks: dict[Any, Task] = {}
        self._refused: list[Ended] = []

    def _join(self, address: str) -> None:
        try:
            if ":" in address:  # Ray itself tries for many minutes where nobody listens
                host, _, port = address.rpartition(":")
                socket.create_connection((host, int(port)), ANSWER).close()
            self.ray.init(
                address=None if address == "local" else address,
                include_dashboard=False if address == "local" else None,
                log_to_driver=False,
                logging_level=logging.ERROR,
            )
        except (OSError, ValueError, RuntimeError) as error:
            said = " ".join(str(error).split())[:200]
            begin = "`ray start --head` begins one, `--ray local` makes one of this machine"
            raise InputError(f"--ray {address}: no cluster there ({said}); {begin}") from error

    def free(self) -> int:
        """How many more runs may begin now: machines come and go, so the cluster is asked each time."""
        return (self.jobs or self.places()) - len(self._tasks) - len(self._refused)

    def places(self) -> int:
        """Runs that the cluster has cores and memory for."""
        has = self.ray.cluster_resources()
        return int(min(has.get("CPU", 0), has.get("memory", 0) / (GIGABYTES * 2**30)))

    def busy(self) -> list[str]:
        """Names of the items whose runs are under way."""
        return [t.order.item.name for t in self._tasks.values()] + [e.name for e in self._refused]

    def begin(self, order: Order) -> None:
        """Send an order out."""
        self._send(Task(order, time.monotonic()))

    def ended(self) -> list[Ended]:
        """What ended since the last look, its folder and its log brought back."""
        found, self._refused = self._refused, []
        if self._tasks:
            ready, _ = self.ray.wait(list(self._tasks), num_returns=len(self._tasks), timeout=0)
            for reference in ready:
                ended = self._received(reference, self._tasks.pop(reference))
                found += [ended] if ended is not None else []
        return found

    def stop(self) -> None:
        """End what is under way; it is made from its last state here when the batch goes on."""
        for reference in self._tasks:
            self.ray.cancel(reference, force=True)
        self._tasks.clear()

    def close(self) -> None:
        """Leave the cluster."""
        self.ray.kill(self.counter)
        if self._here:
            self.ray.shutdown()

    def _send(self, task: Task) -> None:
        try:
            parcel = sent(task.order)
        except RoomError as error:
            self._refused.append(Ended(name=task.order.item.name, outcome="refused", reason=str(error)))
            return
        self._tasks[self._make.remote(parcel, self.counter, self.make_room)] = task

    def _received(self, reference: Any, task: Task) -> Ended | None:
        """What came of a task; None where it is begun again."""
        errors = self.ray.exceptions
        name = task.order.item.name
        try:
            arrived: Arrived = self.ray.get(reference)
        except errors.RayTaskError as error:  # not a room's fault: `work` makes an outcome of those
            return self._failed(task, f"cannot be made on that machine: {error.cause!r}")
        except errors.WorkerCrashedError as error:
            self.ray.get(self.counter.leave.remote(name))
            return self._failed(task, f"its process ended: {_line(error)}")
        except errors.RayError as error:  # the machine is gone, or had no memory left
            self.ray.get(self.counter.leave.remote(name))
            if task.tries >= TRIES:
                return self._failed(task, f"lost {task.tries} machines: {_line(error)}")
            self.told(f"{name}: its machine is lost ({type(error).__name__}); it is begun again")
            self._send(Task(task.order, task.began, task.tries + 1))
            return None
        if arrived.run:
            unpacked(arrived.run, task.order.folder)
        append(task.order.log, arrived.log)
        arrived.ended.seconds = round(time.monotonic() - task.began, 1)
        return arrived.ended

    def _failed(self, task: Task, reason: str) -> Ended:
        return Ended(name=task.order.item.name, outcome="failed", reason=reason[:300])


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
