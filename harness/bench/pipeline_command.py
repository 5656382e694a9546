"""`room bench rooms`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import cyclopts
import orjson
from cyclopts import Parameter
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from harness.bench.pipeline import WORST_BY, Bench, Case, by_kind, cases, run_cases, worst
from harness.evaluate.evaluation import Evaluation
from harness.evaluate.summary import Figure
from harness.evaluate.tables import markdown, summary_table
from harness.terminal import Console
from tools.errors import InputError
from tools.files import write_text
from tools.picture import image
from tools.picture.sheet import contact_sheet
from tools.planner.design import CameraKind
from tools.run_files import RENDERS

SHOWN = (
    "completed", "recall_large", "precision_large", "within_0.3_large", "within_0.15_large", "recall_small",
    "within_0.3_small", "any_within_0.3", "center_error_median", "yaw_error_mean",
    "size_error_mean", "iou_all", "floor_iou",
    "silhouette_iou", "ssim", "ciede2000", "contact_share", "scenerevis_collision",
    "scenerevis_out_of_bounds", "sceneeval_navigability", "seconds",
)  # fmt: skip
"""Measures of the Markdown table that a README can take."""


def register(bench: cyclopts.App) -> None:
    """Add the command to `room bench`."""
    bench.command(rooms)


def rooms(
    *,
    out: Path = Path("runs/bench-rooms"),
    n: int = 50,
    seed: int = 0,
    camera: list[CameraKind] | None = None,
    marks: Literal["without", "with", "both"] = "both",
    model: str | None = None,
    workers: int = 2,
    look: Literal["fast", "lit", "final"] = "lit",
    width: int = 768,
    limit: float = 900.0,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Run the pipeline over generated rooms and print one table by kind, with 95 % bootstrap intervals.

    Stopped and called again with the same options, it goes on where it was.

    Args:
        out: folder for rooms, runs and results.
        n: how many rooms.
        seed: of the first room.
        camera: kinds of picture, in turn; above, oblique, ortho and plan when left out.
        marks: read the picture alone, with annotations made from the truth's boxes, or both.
        model: as for `room run`.
        workers: runs at a time.
        look: of the pictures: fast, lit or final.
        width: of the pictures, pixels.
        limit: seconds after which a run is stopped and counts as failed.
        json: print JSON.
    """
    if n < 1 or workers < 1:
        raise InputError(f"--n {n} --workers {workers}: both must be at least 1")
    kinds: list[CameraKind] = camera or ["above", "oblique", "ortho", "plan"]
    every = cases(n, seed, kinds, marks)
    _run(Bench(out, model, look, width, limit), every, workers)
    columns = by_kind(out, every)
    write_text(out / "table.md", markdown(columns, SHOWN))
    draw_worst(out, every)
    _show(out, every, columns, json)
    return 0


def draw_worst(out: Path, every: list[Case], count: int = 3) -> None:
    """worst.jpg: of each kind, the runs with the fewest things in their place, picture beside result."""
    pictures, captions = [], []
    for kind in dict.fromkeys(case.kind for case in every):
        for case, found in worst(out, [c for c in every if c.kind == kind], count):
            beside = out / "runs" / case.name / RENDERS / "beside.png"
            if beside.exists():
                pictures.append(image.load(beside))
            else:
                pictures.append(image.load(out / "rooms" / f"{case.room}.png"))
            near = found.fidelity.get(WORST_BY, 0.0)
            captions.append(f"{case.name}: {near:.2f} within 0.3 m, {found.outcome}")
    if pictures:
        image.save(contact_sheet(pictures, captions, columns=count, side=720), out / "worst.jpg")


def _run(bench: Bench, every: list[Case], workers: int) -> None:
    console = Console(stderr=True)
    columns = (TextColumn("rooms"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("rooms", total=len(every))

        def done(_: Evaluation) -> None:
            bar.advance(task)

        run_cases(bench, every, workers, done)


def _show(out: Path, every: list[Case], columns: dict[str, dict[str, Figure]], json: bool) -> None:
    console = Console(highlight=False, soft_wrap=json)
    if json:
        data = {kind: {k: f.model_dump() for k, f in figures.items()} for kind, figures in columns.items()}
        console.print(orjson.dumps(data).decode(), markup=False)
        return
    console.print(summary_table(f"{len(every)} runs over generated rooms", columns))
    console.print(f"worst by {WORST_BY} (pictured in {out / 'worst.jpg'}):")
    for case, found in worst(out, every):
        near = found.fidelity.get(WORST_BY, 0.0)
        console.print(f"  {case.name}: {near:.2f} ({found.outcome})", markup=False)
    console.print(f"table: {out / 'table.md'}  rooms, runs and results: {out}", markup=False)
