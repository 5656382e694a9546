"""The whole pipeline over generated rooms: made, run, measured, in parallel; a stopped one goes on."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Literal, NamedTuple

from harness.evaluate.evaluation import Evaluation
from harness.evaluate.measuring import measure
from harness.evaluate.summary import Figure, summarise
from harness.sample.make import Look, make_sample
from tools.blender.worker import Worker
from tools.errors import RoomError
from tools.files import write_text
from tools.planner.design import ROOM_TYPES, CameraKind, Request

Marks = Literal["without", "with", "both"]
CALL = "import sys; from harness.cli import main; main(sys.argv[1:])"
CASE_SECONDS = 900.0
STOPPED = 3
WORST_BY = "any_within_0.3"
"""The measure that the worst cases are found by: it also tells runs apart that name nothing."""
FINAL_WIDTH = 512
"""Pixels of the runs' final renders: enough to measure likeness on, and most of a run's time otherwise."""


class Case(NamedTuple):
    """One generated room and one way of reading it."""

    seed: int
    camera: CameraKind
    marked: bool

    @property
    def room(self) -> str:
        """Stem of the room's files."""
        return f"{ROOM_TYPES[self.seed % len(ROOM_TYPES)]}-{self.camera}-{self.seed}"

    @property
    def name(self) -> str:
        """Name of the run."""
        return f"{self.room}{'-marked' if self.marked else ''}"

    @property
    def kind(self) -> str:
        """Column of the table."""
        return f"{self.camera}{' + marks' if self.marked else ''}"


class Bench(NamedTuple):
    """How the rooms are made and run."""

    out: Path
    model: str | None = None
    look: Look = "lit"
    width: int = 768
    limit: float = CASE_SECONDS
    """Seconds after which a run is stopped and counts as failed."""


def cases(n: int, seed: int, cameras: Sequence[CameraKind], marks: Marks) -> list[Case]:
    """`n` rooms, the cameras and the room types in turn, each without or with marks or both."""
    ways = {"without": [False], "with": [True], "both": [False, True]}[marks]
    return [Case(seed + k, cameras[k % len(cameras)], way) for k in range(n) for way in ways]


def run_cases(bench: Bench, todo: Sequence[Case], workers: int, done: Callable[[Evaluation], None]) -> None:
    """Run what has no result yet; `done` is called for each result as it comes (in the calling thread)."""
    waiting = []
    for case in todo:
        kept = load_result(bench.out, case)
        if kept is None:
            waiting.append(case)
        else:
            done(kept)
    lock = threading.Lock()
    with Worker(check_policy=False) as worker, ThreadPoolExecutor(workers) as pool:
        jobs = [pool.submit(_one, bench, case, worker, lock) for case in waiting]
        try:
            for job in as_completed(jobs):
                done(job.result())
        except BaseException:  # Ctrl-C above all: what has not begun must not begin
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _one(bench: Bench, case: Case, worker: Worker, lock: threading.Lock) -> Evaluation:
    """One case from nothing to its result; one that cannot be made or measured counts as failed."""
    try:
        return _measured(bench, case, worker, lock)
    except Exception as error:  # the other runs must not be lost with it; it is said, and counts as failed
        why = str(error) if isinstance(error, RoomError) else f"{type(error).__name__}: {error}"
        found = Evaluation(run=case.name, completed=False, outcome=f"failed: {why}", objects=0)
        _result(bench.out, case).parent.mkdir(parents=True, exist_ok=True)
        write_text(_result(bench.out, case), found.model_dump_json())
        return found


def _measured(bench: Bench, case: Case, worker: Worker, lock: threading.Lock) -> Evaluation:
    rooms, folder = bench.out / "rooms", bench.out / "runs" / case.name
    with lock:  # the two ways of reading one room share its files
        picture = rooms / f"{case.room}.png"
        if not (rooms / f"{case.room}.truth.json").is_file():
            request = Request(case.seed, ROOM_TYPES[case.seed % len(ROOM_TYPES)], camera=case.camera)
            make_sample(
                request, rooms, worker, look=bench.look, width=bench.width, name=case.room, annotations=True
            )
    ended = _pipeline(bench, case, picture, folder)
    found = measure(folder, rooms / f"{case.room}.truth.json", worker)[2]
    if not ended:
        return found  # stopped from outside: run again next time
    result = _result(bench.out, case)
    result.parent.mkdir(parents=True, exist_ok=True)
    write_text(result, found.model_dump_json())
    return found


def _pipeline(bench: Bench, case: Case, picture: Path, folder: Path) -> bool:
    """`room run`, as a person would call it; a run that fails leaves no report, which counts as zero.

    False when something from outside ended it (a signal), which says nothing about the pipeline.
    """
    words = ["run", str(picture), "--out", str(folder), "--force", "--quiet"]
    words += ["--final-width", str(min(bench.width, FINAL_WIDTH))]
    words += [] if case.marked else ["--no-annotations", "--unnamed"]
    words += ["--plan"] if case.camera == "plan" else []
    words += ["--model", bench.model] if bench.model else []
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{case.name}.log").open("w") as log:
        try:
            command = [sys.executable, "-c", CALL, *words]
            code = subprocess.run(
                command, stdout=log, stderr=log, timeout=bench.limit, check=False
            ).returncode
        except subprocess.TimeoutExpired:
            log.write(f"stopped after {bench.limit:.0f} s\n")
            code = STOPPED
    folder.mkdir(parents=True, exist_ok=True)
    return code >= 0


def _result(out: Path, case: Case) -> Path:
    return out / "results" / f"{case.name}.json"


def load_result(out: Path, case: Case) -> Evaluation | None:
    """The result of an earlier call, if there is one."""
    path = _result(out, case)
    return Evaluation.model_validate_json(path.read_bytes()) if path.is_file() else None


def by_kind(out: Path, every: Sequence[Case]) -> dict[str, dict[str, Figure]]:
    """The figures of each column: every kind, and all together."""
    found = {case: result for case in every if (result := load_result(out, case)) is not None}
    columns: dict[str, dict[str, Figure]] = {}
    for kind in dict.fromkeys(case.kind for case in every):
        own = [result for case, result in found.items() if case.kind == kind]
        if own:
            columns[f"{kind} ({len(own)})"] = summarise(own)
    for marked in (False, True):
        own = [result for case, result in found.items() if case.marked == marked]
        if len({case.kind for case in found if case.marked == marked}) > 1:
            columns[f"all{' + marks' if marked else ''} ({len(own)})"] = summarise(own)
    return columns


def worst(out: Path, every: Sequence[Case], count: int = 5) -> Iterator[tuple[Case, Evaluation]]:
    """The cases with the smallest share of things within 0.3 m of their place, by any name."""
    found = [(case, result) for case in every if (result := load_result(out, case)) is not None]
    found.sort(key=lambda pair: pair[1].fidelity.get(WORST_BY, 0.0))
    yield from found[:count]
