"""The whole way from seeds to the shipped file and its figures; every part goes on where it was stopped."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import cv2

from harness.training import fixed
from harness.training.export import export
from harness.training.measure import calibration, figures, hold, read
from harness.training.pictures import A_SHARD, Pool, opened, read_shard, write_shard
from harness.training.rooms import build_rooms
from harness.training.train import train
from tools.blender.worker import Worker

HELD_OUT = 40
"""So many first rooms are only measured on."""
MEASURED = ("above", "oblique", "ortho", "eye", "plan")
FIRST_MEASURED = 90_000
"""Number of the first shard that is measured on; one for each kind of picture."""
A_KIND = 40
"""Pictures of a kind that are measured on."""


class Plan(NamedTuple):
    """What `room train-reader` was asked for; see harness/commands/reader.py."""

    work: Path
    out: Path
    rooms: int
    pictures: int
    steps: int
    size: int
    seed: int
    threads: int
    note: str = ""


def train_whole(plan: Plan, tell: Callable[[str], object]) -> int:
    """Do what is not done yet; leaves reader.onnx and reader.json in plan.out.

    Args:
        plan: what to do.
        tell: gets a line for each part.
    """
    cv2.setNumThreads(plan.threads)
    rooms = plan.work / "rooms"
    with Worker() as worker:
        for file in build_rooms(rooms, worker, range(plan.seed, plan.seed + plan.rooms)):
            tell(f"built {file.name}")
    _draw(plan, rooms, tell)
    train(
        plan.work / "train",
        plan.work / "reader.pt",
        steps=plan.steps,
        size=plan.size,
        seed=0,
        threads=plan.threads,
    )
    ship(plan)
    return 0


def _draw(plan: Plan, rooms: Path, tell: Callable[[str], object]) -> None:
    """The shards that are not there yet."""
    first = plan.seed + HELD_OUT
    learnt = Pool(rooms, first)
    for number in range(-(-plan.pictures // A_SHARD)):
        if not (plan.work / "train" / f"shard-{number:05d}.npz").exists():
            tell(f"drew {write_shard(learnt, number, plan.work / 'train').name}")
    kept = Pool(rooms, plan.seed, first)
    for k, kind in enumerate(MEASURED):
        number = FIRST_MEASURED + k
        if not (plan.work / "val" / f"shard-{number:05d}.npz").exists():
            write_shard(kept, number, plan.work / "val", kind, A_KIND)


def ship(plan: Plan, each: int = A_KIND) -> dict[str, Any]:
    """Export the checkpoint and write its figures and calibration beside it; gives what it wrote.

    Args:
        plan: where things are.
        each: how many pictures of a kind are measured on.
    """
    plan.out.mkdir(parents=True, exist_ok=True)
    steps = export(plan.work / "reader.pt", plan.out / "reader.onnx", plan.size)
    items = [
        (opened(packed), row)
        for k in range(len(MEASURED))
        for packed, row in read_shard(plan.work / "val" / f"shard-{FIRST_MEASURED + k:05d}.npz")[:each]
    ]
    seen = read(items, plan.out / "reader.onnx")
    made = {
        "made_by": f"room train-reader --rooms {plan.rooms} --pictures {plan.pictures} --steps {plan.steps} "
        f"--size {plan.size} --seed {plan.seed}",
        "note": plan.note,
        "steps": steps,
        "figures": figures(seen),
        "fixed": figures(read(fixed.load(), plan.out / "reader.onnx")),
        "calibration": calibration(hold(seen, 0.3)),
    }
    (plan.out / "reader.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return made
