"""`room bench physics`: generated rooms let go of in MuJoCo, their doors opened."""

from __future__ import annotations

import json as json_text
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from typing import Annotated

import cyclopts
from cyclopts import Parameter
from pydantic import BaseModel

from harness.sample.cameras import choose_camera
from harness.sample.lights import choose_lights
from harness.sample.program import write_program
from harness.terminal import Console
from tools.blender.jobs import Meshes
from tools.blender.worker import Worker
from tools.errors import InputError, RoomError
from tools.physics.simulate import Simulation, engine
from tools.physics.start import ready
from tools.physics.world import world_of
from tools.planner.design import ROOM_TYPES, Request
from tools.planner.finishes import TILED, choose_finish
from tools.planner.generate import generate
from tools.program.read import read

STILL = 0.02
"""Metres within which a thing stayed where it was."""
MANY = (30, 50)
"""Free and fixed things in a room that counts as one of about 40."""
AIMS = {"loaded": 1.0, "still": 0.98, "opened": 1.0, "steps": 1000.0}


class Tried(BaseModel):
    """What came of one room.

    Attributes:
        seed: its seed.
        type: what room it is.
        failed: why it could not be made or loaded; "" when it was.
        warnings: what MuJoCo said.
        things: placed objects.
        moved: metres by id of every free thing.
        tilt: degrees by id of those that moved too far.
        hits: metres that joints run into their own thing, by name; 0 where they do not.
        stuck: names of those that do.
        steps: a second of one processor.
        apart: pairs that stood in each other and pass through each other.
    """

    seed: int
    type: str
    failed: str = ""
    warnings: list[str] = []
    things: int = 0
    moved: dict[str, float] = {}
    tilt: dict[str, float] = {}
    hits: dict[str, float] = {}
    stuck: list[str] = []
    steps: float = 0.0
    apart: list[tuple[str, str]] = []


def register(bench: cyclopts.App) -> None:
    """Add the command to `room bench`."""
    bench.command(physics)


def physics(*, n: int = 20, seed: int = 0, json: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Let go of generated rooms for 5 s in MuJoCo, and take every door and drawer to its limits.

    Rooms of all types in turn, of one room each. Exit 1 below an aim: all load without a warning, 98 % of
    free things stay within 2 cm, every joint opens without hitting its own thing, 1,000 steps a second of one
    processor with about 40 things. A room that cannot be made counts in all of them as failed.

    Args:
        n: how many rooms.
        seed: the first one's.
        json: print JSON, a line a room, then the figures.
    """
    if n < 1:
        raise InputError(f"--n {n}: give a number of rooms from 1")
    engine()
    console, progress = (Console(stderr=e, highlight=False, soft_wrap=True) for e in (False, True))
    tried = []
    with Worker(check_policy=False) as worker, tempfile.TemporaryDirectory(prefix="room-physics-") as scratch:
        for number in range(n):
            tried.append(_try(seed + number, worker, Path(scratch)))
            progress.print(_line(tried[-1]), markup=False)
            if json:
                console.print(tried[-1].model_dump_json(), markup=False)
    figures = figures_of(tried)
    if json:
        console.print(json_text.dumps(figures), markup=False)
    else:
        for line in told(figures, tried):
            console.print(line, markup=False)
    return 0 if all(figures[name] >= aim for name, aim in AIMS.items()) else 1


def _try(seed: int, worker: Worker, folder: Path) -> Tried:
    """One room, from its seed to its figures."""
    made = Tried(seed=seed, type=ROOM_TYPES[seed % len(ROOM_TYPES)])
    try:
        text = program(seed)
        result = worker.job(text, folder, [Meshes()])
        world = ready(world_of(result.report, result.meshes, read(text)))
        simulation = Simulation(world)
    except RoomError as error:
        made.failed = str(error)
        return made
    settled = simulation.settle()
    made.warnings, made.steps = list(settled.warnings), settled.steps_per_second
    made.things, made.apart = len(result.report.objects), list(world.apart)
    made.moved = {id: round(rest.moved, 4) for id, rest in settled.rests.items()}
    made.tilt = {id: round(rest.tilt, 1) for id, rest in settled.rests.items() if rest.moved > STILL}
    opened = simulation.open_all()
    made.hits = {joint.name: round(joint.hit, 4) for joint in opened}
    made.stuck = [joint.name for joint in opened if not joint.ok]
    return made


def program(seed: int) -> str:
    """The program of a generated room."""
    design = generate(Request(seed, ROOM_TYPES[seed % len(ROOM_TYPES)], rooms=1))
    rng = Random(f"look/{seed}")
    camera = choose_camera(rng, design, "above", 256)
    categories = {piece.id: piece.category for piece in design.pieces}
    finish = choose_finish(rng, design.style, categories, tiled=design.zones[0].type in TILED)
    lights = choose_lights(rng, design, "above")
    return write_program(design, finish, lights, {"reference": camera}, seed)


def figures_of(tried: list[Tried]) -> dict[str, float]:
    """Shares of rooms, free things and joints that are right, and the median of steps a second."""
    loaded = [t for t in tried if not t.failed]
    free = [metres for t in loaded for metres in t.moved.values()]
    joints = [name for t in loaded for name in t.hits]
    large = [t.steps for t in loaded if MANY[0] <= t.things <= MANY[1]] or [t.steps for t in loaded]
    return {
        "rooms": float(len(tried)),
        "loaded": sum(not t.failed and not t.warnings for t in tried) / len(tried),
        "free": float(len(free)),
        "still": sum(metres <= STILL for metres in free) / len(free) if free else 0.0,
        "joints": float(len(joints)),
        "opened": 1 - sum(len(t.stuck) for t in loaded) / len(joints) if joints else 1.0,
        "steps": median(large) if large else 0.0,
        "apart": float(sum(len(t.apart) for t in loaded)),
    }


def told(figures: dict[str, float], tried: list[Tried]) -> list[str]:
    """The figures for people, and what falls short of them."""
    rows = (
        ("rooms that load without a warning", f"{figures['loaded']:.1%} of {figures['rooms']:.0f}", "100 %"),
        ("free things within 2 cm after 5 s", f"{figures['still']:.1%} of {figures['free']:.0f}", "98 %"),
        ("joints that open to their limits", f"{figures['opened']:.1%} of {figures['joints']:.0f}", "100 %"),
        ("steps a second of one processor, about 40 things", f"{figures['steps']:.0f}", "1000"),
        ("pairs that stand in each other, so pass through", f"{figures['apart']:.0f}", "0"),
    )
    lines = [f"{name:<52}{value:>18}  (aim {aim})" for name, value, aim in rows]
    return [*lines, *(_line(t) for t in tried if t.failed or t.warnings or t.tilt or t.stuck)]


def _line(tried: Tried) -> str:
    if tried.failed:
        return f"seed {tried.seed} {tried.type}: failed: {tried.failed.splitlines()[0]}"
    said = [
        f"{id} moves {tried.moved[id]:.3f} m, tilts {tilt:.0f} degrees" for id, tilt in tried.tilt.items()
    ]
    said += [f"{name} hits {tried.hits[name]:.3f} m" for name in tried.stuck]
    return f"seed {tried.seed} {tried.type}: {'; '.join([*said, *tried.warnings]) or 'all right'}"
