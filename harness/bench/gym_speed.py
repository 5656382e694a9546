"""`room bench gym`: steps a second of the learning environment."""

from __future__ import annotations

import importlib.util
import json as json_text
import time
from typing import Annotated

import cyclopts
from cyclopts import Parameter

from harness.terminal import Console
from tools.errors import InputError

AIMS = {"bounds only": 8.0, "with a fast picture": 1.5}
WORDS = "a living room with a sofa, a coffee table, two armchairs and a bookshelf"


def register(bench: cyclopts.App) -> None:
    """Add the command to `room bench`."""
    bench.command(gym)


def gym(*, steps: int = 40, json: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Measure steps a second of the learning environment: bounds only, and with a fast picture of 256 pixels.

    One environment, a planned living room of boxes, one moved thing a step. Exit 1 below an aim.

    Args:
        steps: of either kind.
        json: print JSON.
    """
    if importlib.util.find_spec("gymnasium") is None:
        raise InputError("the package `gymnasium` is not installed: python3 harness/start.py add gym")
    figures = {"bounds only": _speed(steps, None), "with a fast picture": _speed(steps, "iso")}
    console = Console(highlight=False)
    if json:
        console.print_json(json_text.dumps(figures))
    else:
        for name, value in figures.items():
            console.print(f"{name:<24}{value:>7.2f} steps a second  (aim {AIMS[name]:g})", markup=False)
    return 0 if all(value >= AIMS[name] for name, value in figures.items()) else 1


def _speed(steps: int, view: str | None) -> float:
    """Steps a second, the reset left out."""
    from harness.gym.env import RoomEnv

    env = RoomEnv(WORDS, start="planned", view=view, steps=steps + 1)
    try:
        env.reset(seed=0)
        began = time.perf_counter()
        for number in range(steps):
            place = {"id": "sofa_1", "x": 0.01 * (number % 7), "y": 0.0}
            env.step(env.action("move_object", json_text.dumps({"objects": [place]})))
        return steps / (time.perf_counter() - began)
    finally:
        env.close()
