"""`room bench worker`: how long the worker takes for what people wait for, all measured in one run."""

from __future__ import annotations

import math
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tools.blender.jobs import Quality
from tools.blender.worker import Render, Worker
from tools.measured import JobResult
from tools.program.kit_cell import standalone

ROOM_OBJECTS = 240
"""Blender objects of the large room: roots, parts and shell."""
SNIPPET = """# %% room
room(floor=[(-2, -1.5), (2, -1.5), (2, 1.5), (-2, 1.5)], height=2.6)
# %% layout
place("table", "table", at=({x:.3f}, 0.2), size=(1.2, 0.7, 0.74))
place("chair", "dining chair", at=({x:.3f}, -0.5), size=(0.45, 0.5, 0.85), yaw=180)
# %% run
finish()
"""
GROUP = (
    ("bed", "bed", (1.8, 2.1, 1.1), "bed"),
    ("sofa", "sofa", (2.1, 0.9, 0.8), "sofa"),
    ("desk", "desk", (1.4, 0.7, 0.75), "desk"),
    ("chair", "dining chair", (0.45, 0.52, 0.85), "dining_chair"),
    ("shelf", "bookcase", (0.9, 0.32, 1.8), "bookshelf"),
    ("plant", "plant", (0.5, 0.5, 1.1), "plant"),
    ("lamp", "floor lamp", (0.4, 0.4, 1.6), "floor_lamp"),
    ("armchair", "armchair", (0.85, 0.85, 0.8), "armchair"),
)
"""Furniture of the large room, over and over: name, category, size, word."""


@dataclass(frozen=True)
class Figure:
    """One measurement.

    Attributes:
        name: what was measured.
        value: the median.
        unit: "s", "ms", "MB", "x" (a ratio) or "".
        aim: what it should be at most (at least for "x"); None where there is none.
        detail: how it was measured.
    """

    name: str
    value: float
    unit: str
    aim: float | None = None
    detail: str = ""

    @property
    def ok(self) -> bool:
        """Whether the aim is met."""
        if self.aim is None:
            return True
        return self.value >= self.aim if self.unit == "x" else self.value <= self.aim

    @property
    def line(self) -> str:
        """For the console."""
        aim = "" if self.aim is None else f"  (aim {self.aim:g} {'met' if self.ok else 'missed'})"
        return f"{self.name:<46} {self.value:>9.3f} {self.unit}{aim}  {self.detail}"


def measure(repeats: int = 5, say: Callable[[str], None] = lambda line: None) -> list[Figure]:
    """Measure everything, side by side.

    Args:
        repeats: how often each thing is done; the median counts.
        say: told what is being measured.
    """
    with tempfile.TemporaryDirectory(prefix="room-bench-") as name, Worker() as worker:
        folder = Path(name)
        large = large_room(worker, folder)
        parts: list[tuple[str, Callable[[], list[Figure]]]] = [
            ("edits", lambda: _edits(worker, folder, repeats)),
            ("the large room", lambda: _rebuild(worker, folder, large, repeats)),
            ("pictures", lambda: _pictures(worker, folder, large, repeats)),
            ("the jail", lambda: _jail(folder, repeats)),
            ("memory", lambda: _memory(worker, folder, large)),
            ("two workers", lambda: _two(folder, large)),
        ]
        load = os.getloadavg()[0]
        figures = [
            Figure("load of the machine before", load, "", detail=f"{os.cpu_count()} cores; 0 is idle")
        ]
        for title, work in parts:
            say(title)
            figures += work()
    return figures


def as_json(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Plain rows."""
    return [asdict(f) | {"ok": f.ok} for f in figures]


def snippet(number: int) -> str:
    """A small room in which the table stands a little elsewhere each time."""
    return standalone(SNIPPET.format(x=0.01 * number))


def large_room(worker: Worker, folder: Path) -> str:
    """A furnished room of `ROOM_OBJECTS` Blender objects, filled up until that many are there."""
    count = len(GROUP)
    while True:
        program = furnished(count)
        if blender_objects(worker.job(program, folder)) >= ROOM_OBJECTS or count > 200:
            return program
        count += len(GROUP) // 2


def blender_objects(result: JobResult) -> int:
    """Roots and parts of placed objects."""
    return sum(1 + len(thing.parts) for thing in result.report.objects)


def furnished(count: int) -> str:
    """A room with `count` pieces of furniture in rows, built with the kit's words, textured and lit."""
    columns = math.ceil(math.sqrt(count))
    half = columns * 1.3
    layout, geometry = [], []
    for number in range(count):
        name, category, size, word = GROUP[number % len(GROUP)]
        x, y = -half + 1.3 + 2.6 * (number % columns), half - 1.3 - 2.6 * (number // columns)
        id = f"{name}_{number}"
        layout.append(f'place("{id}", "{category}", at=({x:.2f}, {y:.2f}), size={size})')
        geometry.append(f'# %% geometry:{id}\nfurnish("{id}", {word}, seed={number})')
    corner = round(0.5 - half, 2)
    floor = [(-half, -half), (half, -half), (half, half), (-half, half)]
    cells = [
        f"# %% room\nroom(floor={floor}, height=2.6)",
        'window("window", wall=0, at=2.0, size=(2.0, 1.3), sill=0.8)',
        "# %% layout",
        *layout,
        *geometry,
        '# %% materials\nmaterial("boards", "wood floor", color="#8a6a48")\nwear("room", floor="boards")',
        "# %% lighting\nsun(elevation=50, azimuth=135, strength=3.0)\nsky(strength=0.6)",
        f'area_light("ceiling", at=(0, 0, 2.5), size=(2.0, 2.0), power={40 * columns})',
        "# %% camera",
        f'view("inside", at=({corner}, {corner}, 1.6), look_at=(0, 0, 0.6), resolution=(512, 512))',
        f'camera("above", at=(0, 0, {half * 4:.2f}), rotation=(0, 0, 0), focal=1.7, resolution=(512, 512))',
        "# %% run\nfinish()\n",
    ]
    return standalone("\n".join(cells))


def _edits(worker: Worker, folder: Path, repeats: int) -> list[Figure]:
    """From an edited program to its bounds: the warm worker, and a fresh process for every snippet."""
    warm: list[float] = []
    fresh: list[float] = []
    used: dict[str, list[float]] = {"warm": [], "fresh": []}
    for program in [snippet(n) for n in range(repeats)]:
        with _timed(warm):
            result = worker.job(program, folder)
        used["warm"].append(result.cpu_seconds)
        before = _children_cpu()
        with _timed(fresh), Worker() as new:
            new.run(program, folder)
        used["fresh"].append(_children_cpu() - before)
    cpu = {name: _median(values) for name, values in used.items()}
    spent = {name: f"{seconds * 1000:.0f} ms of processor time" for name, seconds in cpu.items()}
    return [
        Figure("edit to bounds, warm", _median(warm) * 1000, "ms", detail=spent["warm"]),
        Figure("edit to bounds, fresh process", _median(fresh) * 1000, "ms", detail=spent["fresh"]),
        Figure("warm against fresh", _median(fresh) / _median(warm), "x", 10.0, "wall clock"),
        Figure("warm against fresh, processor", cpu["fresh"] / cpu["warm"], "x", 10.0, "holds under load"),
    ]


def _children_cpu() -> float:
    """Processor seconds of all processes started from here that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _rebuild(worker: Worker, folder: Path, large: str, repeats: int) -> list[Figure]:
    times: list[float] = []
    for _ in range(repeats):
        with _timed(times):
            result = worker.job(large, folder)
    report = result.report
    size = f"{blender_objects(result)} Blender objects, {len(report.objects)} placed, "
    size += f"{report.triangles} triangles; {result.cpu_seconds:.2f} s of processor time, "
    size += f"run {report.seconds['run']:.2f} s, measure {report.seconds['measure']:.2f} s"
    return [Figure("rebuild of the large room", _median(times), "s", 1.0, size)]


def _pictures(worker: Worker, folder: Path, large: str, repeats: int) -> list[Figure]:
    """Time of the picture alone: the program's run is taken off."""
    figures = []
    plans: list[tuple[str, Quality, str, float | None]] = [
        ("fast picture, 512 px, inside", "fast", "inside", 0.5),
        ("fast picture, 512 px, from above", "fast", "above", 0.5),
        ("lit picture, 512 px, inside", "lit", "inside", 2.0),
        ("lit picture, 512 px, from above", "lit", "above", 2.0),
        ("ids, 512 px, from above", "ids", "above", None),
    ]
    for name, quality, view, aim in plans:
        out = folder / ("out.npy" if quality == "ids" else "out.png")
        jobs = [
            worker.job(large, folder, [Render(out, view, quality, 512)]) for _ in range(max(2, repeats // 2))
        ]
        times = [job.report.seconds["output 0"] for job in jobs]
        cpu = statistics.median(job.cpu_seconds for job in jobs)
        figures.append(Figure(name, _median(times), "s", aim, f"whole job {cpu:.2f} s of processor time"))
    return figures


def _jail(folder: Path, repeats: int) -> list[Figure]:
    """The same empty program with and without the jail, in turns."""
    times: dict[bool, list[float]] = {True: [], False: []}
    with Worker() as jailed, Worker(jail=False) as free:
        for _ in range(max(10, repeats * 4)):
            for worker, locked in ((jailed, True), (free, False)):
                with _timed(times[locked]):
                    worker.run("", folder)
    cost = (statistics.median(times[True]) - statistics.median(times[False])) * 1000
    return [
        Figure(
            "a job of nothing", _median(times[True]) * 1000, "ms", detail="fork, jail, run, measure, report"
        ),
        Figure("of it the jail", max(cost, 0.0), "ms", 50.0),
    ]


def _memory(worker: Worker, folder: Path, large: str) -> list[Figure]:
    result = worker.job(large, folder, [Render(folder / "out.png", "inside", "lit", 512)])
    return [
        Figure(
            "memory of a waiting worker", _resident_mb(worker.pid or os.getpid()), "MB", detail="resident"
        ),
        Figure("most memory of a job", result.peak_mb, "MB", detail="the large room with a lit picture"),
    ]


def _two(folder: Path, large: str, jobs: int = 6) -> list[Figure]:
    """Rebuild and lit picture, `jobs` times: one worker with all threads, two with half of them each."""
    cores = os.cpu_count() or 1
    seconds = [_batch(folder, large, jobs, count, max(1, cores // count)) for count in (1, 2)]
    return [
        Figure("one worker", seconds[0] / jobs, "s", detail=f"a job, {cores} threads"),
        Figure("two workers", seconds[1] / jobs, "s", detail=f"a job, {max(1, cores // 2)} threads each"),
        Figure("two workers against one", seconds[0] / seconds[1], "x"),
    ]


def _batch(folder: Path, program: str, jobs: int, workers: int, threads: int) -> float:
    """Seconds for all jobs."""
    with ExitStack() as stack:
        team = [stack.enter_context(Worker(threads=threads)) for _ in range(workers)]

        def work(number: int) -> None:
            out = folder / f"batch_{number}.png"
            team[number % workers].job(program, folder, [Render(out, "inside", "lit", 512)])

        started = time.perf_counter()
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(work, range(jobs)))
        return time.perf_counter() - started


@contextmanager
def _timed(into: list[float]) -> Iterator[None]:
    started = time.perf_counter()
    yield
    into.append(time.perf_counter() - started)


def _median(values: Sequence[float]) -> float:
    return float(statistics.median(values))


def _resident_mb(pid: int) -> float:
    """Resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
