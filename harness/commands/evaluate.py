"""`room evaluate`: runs against truth, and against each other."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import cyclopts
import orjson
from cyclopts import Parameter

from harness import settings as configuration
from harness.evaluate.evaluation import Evaluation
from harness.evaluate.judging import Opinion, opinions
from harness.evaluate.measuring import Result, measure
from harness.evaluate.page import page
from harness.evaluate.summary import summarise
from harness.evaluate.tables import run_table, summary_table
from harness.terminal import Console
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.files import write_text


def register(app: cyclopts.App) -> None:
    """Add the command."""
    app.command(evaluate_runs, name="evaluate")


def evaluate_runs(
    *runs: Path,
    truth: Path | None = None,
    against: Path | None = None,
    page_file: Annotated[Path | None, Parameter(name="--page")] = None,
    boxes: Annotated[bool, Parameter(negative="")] = False,
    judge: Annotated[bool, Parameter(negative="")] = False,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Measure runs: fidelity to the truth, likeness to the picture, plausibility beside the truth's own.

    Args:
        runs: run folders, or report.json files.
        truth: the truth file of them all, or a folder with RUN.truth.json; left out, one is looked for in and
            beside each run.
        against: another run to show beside them.
        page_file: also write an HTML page of pictures there.
        boxes: measure plausibility on boxes, without Blender.
        judge: also ask the configured model for marks (rationality, layout, accessibility, likeness), and
            with --against which of the two is better; never part of a score.
        json: print JSON.
    """
    if not runs:
        raise InputError("give at least one run folder: room evaluate runs/NAME")
    if truth is not None and not truth.exists():
        raise InputError(f"--truth {truth} is not there")
    every = [*runs, *([against] if against else [])]
    for run in every:
        if not run.exists():
            raise InputError(f"{run} is not there; give a run folder")
    with ExitStack() as stack:
        # A run's kit cell may be of an earlier version, which the policy would refuse; the jail holds anyway.
        worker = None if boxes else stack.enter_context(Worker(check_policy=False))
        results = [measure(run, truth, worker) for run in every]
    if page_file is not None:
        write_text(page_file, page(results))
    said = _judged(results, against is not None) if judge else []
    _show([r[2] for r in results], said, json)
    return 0 if all(r[2].completed for r in results) else 1


def _judged(results: list[Result], against: bool) -> list[Opinion]:
    subjects = [r[0] for r in results]
    return opinions(configuration.load(), subjects, subjects[-1] if against else None)


def _show(found: list[Evaluation], said: list[Opinion], json: bool) -> None:
    console = Console(highlight=False, soft_wrap=json)
    if json:
        rows = [e.model_dump() for e in found]
        for row, opinion in zip(rows, said, strict=False):
            row["judge"] = opinion
        console.print(orjson.dumps(rows).decode(), markup=False)
        return
    console.print(run_table(found))
    if len(found) > 2:
        console.print(summary_table(f"{len(found)} runs", {"mean": summarise(found)}))
    for opinion in said:
        console.print("judge: " + ", ".join(f"{k} {v}" for k, v in opinion.items()), markup=False)
    console.print(f"plausibility measured on {', '.join(sorted({e.bodies for e in found}))}")
