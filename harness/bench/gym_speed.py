"""`room bench gym`: steps a second of the learning environment, one alone and several in parallel."""

from __future__ import annotations

import importlib.util
import json as json_text
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import cyclopts
from cyclopts import Parameter

from harness.terminal import Console
from tools.blender.worker import Worker
from tools.errors import InputError

if TYPE_CHECKING:
    from harness.gym.env import RoomEnv

AIMS = {"bounds only": 8.0, "with a fast picture": 1.5}
VIEWS = {"bounds only": None, "with a fast picture": "iso"}
WORDS = "a living room with a sofa, a coffee table, two armchairs and a bookshelf"
TICKS = os.sysconf("SC_CLK_TCK")


def register(bench: cyclopts.App) -> None:
    """Add the command to `room bench`."""
    bench.command(gym)


def gym(*, steps: int = 40, parallel: int = 4, json: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Measure steps a second of the learning environment: bounds only, and with a fast picture of 256 pixels.

    A planned living room of boxes, one moved thing a step. By the clock, and by processor time: what one
    environment does on a machine that nobody else uses. Then several at once, each with a Blender of its own,
    and what they leave behind: processes, open files. Exit 1 below an aim (by processor time) or when
    something is left.

    Args:
        steps: of either kind.
        parallel: environments at once; 0 leaves that out.
        json: print JSON.
    """
    if importlib.util.find_spec("gymnasium") is None:
        raise InputError("the package `gymnasium` is not installed: python3 harness/start.py add gym")
    figures: dict[str, dict[str, float]] = {name: _alone(steps, view) for name, view in VIEWS.items()}
    if parallel:
        figures["in parallel"] = _together(steps, parallel)
    console = Console(highlight=False)
    if json:
        console.print_json(json_text.dumps(figures))
    else:
        for name, found in figures.items():
            aim = f"  (aim {AIMS[name]:g})" if name in AIMS else ""
            said = ", ".join(f"{key} {value:.2f}" for key, value in found.items())
            console.print(f"{name:<20} {said}{aim}", markup=False)
    met = all(figures[name]["a second of processor time"] >= AIMS[name] for name in AIMS)
    return 0 if met and not figures.get("in parallel", {}).get("left behind", 0) else 1


def _alone(steps: int, view: str | None) -> dict[str, float]:
    """Steps a second of one environment, the reset left out."""
    from harness.gym.env import RoomEnv

    with Worker(threads=1) as worker:
        env = RoomEnv(WORDS, start="planned", view=view, steps=steps + 1, worker=worker)
        try:
            env.reset(seed=0)
            began, spent = time.perf_counter(), time.process_time() + _spent(worker)
            _walk(env, steps)
            spent = time.process_time() + _spent(worker) - spent
            return {
                "a second by the clock": steps / (time.perf_counter() - began),
                "a second of processor time": steps / spent,
            }
        finally:
            env.close()


def _walk(env: RoomEnv, steps: int) -> None:
    for number in range(steps):
        place = {"id": "sofa_1", "x": 0.01 * (number % 7), "y": 0.0}
        env.step(env.action("move_object", json_text.dumps({"objects": [place]})))


def _together(steps: int, count: int) -> dict[str, float]:
    """Steps a second of several environments at once, and what is left when they are closed."""
    from harness.gym.env import RoomEnv

    before = _held()

    def one(seed: int) -> None:
        env = RoomEnv(WORDS, start="planned", steps=steps + 1)
        try:
            env.reset(seed=seed)
            _walk(env, steps)
        finally:
            env.close()

    began = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(one, range(count)))
    took = time.perf_counter() - began
    return {
        "environments": count,
        "a second by the clock, starts and resets with them": steps * count / took,
        "left behind": max(0, _held() - before),
    }


def _held() -> int:
    """Child processes and open files that this process has."""
    own = f"/proc/{os.getpid()}"
    children = sum(len(p.read_text().split()) for p in Path(f"{own}/task").glob("*/children"))
    return children + len(list(Path(f"{own}/fd").iterdir()))


def _spent(worker: Worker) -> float:
    """Processor seconds of Blender and of the jobs that it has ended."""
    fields = Path(f"/proc/{worker.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(fields[n]) for n in range(11, 15)) / TICKS
