"""`room batch`: many rooms in one go."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated

import cyclopts

from agents.models.ledger import Budget
from harness import settings as configuration
from harness.batch import view
from harness.batch.cluster import Cluster, ray_itself
from harness.batch.hands import Processes, fitting
from harness.batch.items import Item, gather
from harness.batch.looking import refusals
from harness.batch.pool import Pool, Ways
from harness.batch.state import Asked, Batch, Outcome, is_batch
from harness.invoked import command
from harness.runs.driving import check_settings
from harness.terminal import Console
from tools.errors import InputError
from tools.names import file_stem
from tools.run_folder import is_run

Flag = cyclopts.Parameter(negative="")
RUNS = Path("runs")
SHORT: tuple[Outcome, ...] = ("failed", "refused", "stopped")
"""Outcomes of which no room came."""


def register(app: cyclopts.App) -> None:
    """Add the command."""
    app.command(batch)


def batch(
    *sources: str,
    label: str | None = None,
    tag: Annotated[list[str] | None, Flag] = None,
    jobs: int | None = None,
    dry_run: Annotated[bool, Flag] = False,
    skip_existing: Annotated[bool, Flag] = False,
    stop_on_error: Annotated[bool, Flag] = False,
    quiet: Annotated[bool, Flag] = False,
    in_flight: int | None = None,
    ray: str | None = None,
    model: str | None = None,
    config: Path | None = None,
    leave_out: str | None = None,
    final_width: int | None = None,
    unnamed: Annotated[bool, Flag] = False,
    max_calls: int | None = None,
    max_tokens: int | None = None,
    max_seconds: float | None = None,
    max_money: float | None = None,
) -> int:
    """Make a room of every picture of a folder or glob, or of every line of a JSON Lines file.

    A line is {"picture": "a.png"}, which may be a scan, or {"words": "a small bedroom"}, with "name", "tags"
    and "settings" where wanted. Exit 0 when every room is done, 1 when one is below its gates, 3 when one
    failed or is left. After kill -9, `room batch runs/LABEL` goes on as it was begun, and nothing that ended
    is made again.

    Args:
        sources: folders, pictures, globs, .jsonl files; or one batch's folder, to go on with it.
        label: the batch's folder is runs/LABEL (default: batch-TIME).
        tag: a mark for the table; may be given several times.
        jobs: runs at one time (default: as many as cores and memory allow).
        dry_run: say what would be made, what would be refused and why, and what it would cost; and stop.
        skip_existing: go on with the batch of that label: what ended is not made again.
        stop_on_error: begin no further run after one that failed.
        quiet: print nothing but errors; each run has a log under logs/ either way.
        in_flight: model calls at one time over all runs; a 429 to one makes all wait.
        ray: make them on a Ray cluster: "auto" (the one of this machine), HOST:PORT, or "local".
        model: "auto", "embedded", or a model of your endpoint.
        config: settings file (default: room.toml here, if there is one).
        leave_out: stages to leave out, with commas.
        final_width: pixels of the final renders.
        unnamed: go on where nothing was recognised.
        max_calls: of all runs together.
        max_tokens: of all runs together.
        max_seconds: of the whole batch, by the clock.
        max_money: of all runs together.
    """
    if not sources:
        raise InputError(
            "give pictures: a folder, a glob, a JSON Lines file, or a batch's folder to go on with"
        )
    for name, value in (("--jobs", jobs), ("--in-flight", in_flight)):
        if value is not None and not 1 <= value <= 256:
            raise InputError(f"{name} {value}: use 1 to 256")
    there, items, folder = _asked_for(sources, label)
    known = there or (Batch.open(folder) if is_batch(folder) else None)
    asked = Asked(
        jobs=jobs, in_flight=in_flight, stop_on_error=stop_on_error or None, model=model,
        config=str(config.resolve()) if config else None,
        leave_out=leave_out.split(",") if leave_out else None, final_width=final_width,
        unnamed=unnamed or None, max_calls=max_calls, max_tokens=max_tokens, max_seconds=max_seconds,
        max_money=max_money,
    ).over(known.kept.asked if known else Asked())  # fmt: skip
    config_file = Path(asked.config) if asked.config else None
    settings = configuration.load(config_file, **asked.flags)
    if dry_run:
        listed = there.kept.items if there else items
        for line in view.plan(
            known, listed, settings, refusals(_unbegun(known, listed), config_file, asked.flags)
        ):
            Console(highlight=False, soft_wrap=True).print(line, markup=False)
        return 0
    check_settings(settings)
    if ray:
        ray_itself()
    made = there or Batch.begin(folder, items, tag or [], go_on=skip_existing)
    made.kept.asked = asked
    flags = asked.flags
    if settings.model != "auto":
        flags["model"] = settings.model  # the only one that the endpoint has, where none was named
    budget = Budget(asked.max_calls, asked.max_tokens, asked.max_seconds, asked.max_money)
    ways = Ways(
        asked.jobs or fitting(), asked.config or "", flags, budget, asked.in_flight, bool(asked.stop_on_error)
    )
    return _work(made, ways, quiet=quiet, ray=ray, jobs=asked.jobs)


def _asked_for(sources: tuple[str, ...], label: str | None) -> tuple[Batch | None, list[Item], Path]:
    """The batch to go on with, or the items of a new one; and the batch's folder."""
    for place in (Path(sources[0]), RUNS / sources[0]):
        if is_batch(place):
            if len(sources) > 1 or label:
                raise InputError(f"{place}: is a batch: give it alone to go on with it")
            return Batch.open(place), [], place
    name = label or f"batch-{datetime.now():%Y%m%d-%H%M%S}"
    if file_stem(name) != name:
        raise InputError(f"--label {name!r}: use letters, digits, _ . and -")
    return None, gather(sources), RUNS / name


def _unbegun(batch: Batch | None, items: list[Item]) -> list[Item]:
    """Those of some items that no run was begun of yet."""
    if batch is None:
        return items
    left = {item.name for item in batch.left()} - {name for name in batch.ended()}
    known = {item.name for item in batch.kept.items}
    return [i for i in items if (i.name in left or i.name not in known) and not is_run(batch.run_of(i))]


def _work(made: Batch, ways: Ways, *, quiet: bool, ray: str | None, jobs: int | None) -> int:
    console = Console(highlight=False, soft_wrap=True, quiet=quiet)
    errors = Console(highlight=False, soft_wrap=True, stderr=True)
    with made.held():
        made.save()
        to_make = {item.name for item in made.left()}
        before = [e for name, e in made.ended().items() if name not in to_make]
        shown = view.View(console, len(made.kept.items), before, errors if quiet else None)
        config_file = Path(ways.config) if ways.config else None
        refused = refusals(_unbegun(made, made.left()), config_file, ways.flags)
        hands = Cluster(ray, made, ways, jobs, console.print) if ray else Processes(ways.jobs)
        most = hands.free()
        many = f"{most} at a time" if most > 1 else "one at a time"
        there = f"; {len(before)} are there" if before else ""
        cannot = f", {len(refused)} refused" if refused else ""
        count = len(to_make) - len(refused)
        console.print(f"Batch: {made.folder} ({_rooms(count)} to make{cannot}, {many}{there})", markup=False)
        pool = Pool(made, ways, shown.tell, shown.look, hands, refused)
        with shown.shown():
            pool.work()
        files = view.leave(made)
    ended, left = made.ended(), made.left()
    rows = [(item, ended[item.name]) for item in made.kept.items if item.name in ended]
    console.print(view.as_table(made, rows), markup=False)
    console.print(f"Table and pictures: {', '.join(map(str, files))}", markup=False)
    if left:
        why = f" ({pool.why_ended})" if pool.why_ended else ""
        console.print(f"{len(left)} left{why}: `{command()} batch {made.folder}` goes on.", markup=False)
    outcomes = Counter(e.outcome for e in ended.values())
    short = [f"{outcomes[name]} {name}" for name in SHORT if outcomes[name]]
    short += [f"{len(left)} left"] if left else []
    if not short:
        return 1 if outcomes["below"] else 0
    if quiet:
        whole = _rooms(len(made.kept.items))
        errors.print(
            f"room: {made.folder}: of {whole} {', '.join(short)} (see {files[0].name})", markup=False
        )
    return 3


def _rooms(count: int) -> str:
    return f"{count} room{'' if count == 1 else 's'}"
