"""`room bench cloud` on the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import cyclopts
from rich.table import Table

from harness import settings as configuration
from harness.bench import scans as rooms
from harness.bench.cloud import Plan, Row, as_json, bench
from harness.bench.cloud_subjects import KINDS
from harness.object_eye import ModelEye
from harness.one_client import OneClient
from harness.options import Json
from harness.terminal import Console
from tools.errors import InputError

PUBLISHED = {"iou": 0.8675, "chamfer_1e-2": 0.06}
"""MeshCoder (arXiv 2508.14879), its own 41 categories and data, programs that fail left out."""


def register(app: cyclopts.App) -> None:
    """Add the command to `room bench`."""

    @app.command
    def cloud(
        *,
        n: int = 200,
        seed: int = 0,
        kinds: str = ",".join(KINDS),
        each: int | None = None,
        program: Literal["best", "kit", "parts"] = "best",
        eye: Annotated[bool, cyclopts.Parameter(negative="")] = False,
        out: Path | None = None,
        as_json_: Json = False,
    ) -> int:
        """Measure programs of point clouds against the true surface.

        Three fifths of the objects are drawn by the kit with arguments it is not told, the others by a script
        of another style. Programs that fail count as the worst value; the published mean leaves them out.

        Args:
            n: objects.
            seed: of what is drawn.
            kinds: of scans, with commas: clean, noisy, sparse, uneven, hidden, turned (the first: all).
            each: so many objects, spread over all, in every other kind (default: all).
            program: words of the kit, free parts, or the better.
            eye: ask the configured model what each is and what its parts are called, as `room object` does.
            out: a folder for rows and pictures (their names begin with the IoU); a bench broken off goes on.
            as_json_: print JSON.
        """
        wanted = tuple(kinds.split(","))
        strange = [kind for kind in wanted if kind not in KINDS]
        if strange:
            raise InputError(f"--kinds: {strange[0]!r} is none of {', '.join(KINDS)}")
        if not 1 <= n <= 10_000:
            raise InputError(f"--n {n}: give 1 to 10000 objects")
        if each is not None and each < 1:
            raise InputError(f"--each {each}: give at least 1 object")
        progress = Console(stderr=True, highlight=False)
        plan = Plan(n, seed, wanted, each, program)
        with OneClient(configuration.load()) as client:
            asked = ModelEye(client, progress.print) if eye else None
            rows = bench(plan, out, lambda row: _tell(progress, row), asked)
        if asked is not None:
            progress.print(f"the model: {asked.spent}", markup=False)
        found = as_json(rows)
        console = Console(highlight=False, soft_wrap=True)
        if as_json_:
            console.print_json(json.dumps(found))
        else:
            console.print(_table(found["tables"]))
        return 0 if all(row.ran for row in rows) else 1

    @app.command
    def scans(
        *,
        n: int = 20,
        seed: int = 0,
        as_json_: Json = False,
    ) -> int:
        """Measure the surveys of generated rooms' scans: floor, things within 0.15 m, names.

        Args:
            n: rooms.
            seed: of the first.
            as_json_: print JSON.
        """
        if not 1 <= n <= 10_000:
            raise InputError(f"--n {n}: give 1 to 10000 rooms")
        progress, console = Console(stderr=True, highlight=False), Console(highlight=False, soft_wrap=True)
        rows = rooms.bench(n, seed, lambda row: progress.print(_line(row), markup=False))
        found = rooms.summary(rows)
        if as_json_:
            console.print_json(json.dumps({"summary": found, "rows": [asdict(row) for row in rows]}))
        else:
            console.print(", ".join(f"{key} {value:.3g}" for key, value in found.items()), markup=False)
        return 0 if not any(row.said for row in rows) else 1


def _line(row: rooms.Row) -> str:
    if row.said:
        return f"{row.name}: {row.said}"
    return (
        f"{row.name}: floor IoU {row.floor:.2f}, {row.near:.2f} of {row.things} things within 0.15 m, "
        f"{row.named:.2f} named, {row.extra} more found, {row.seconds:.0f} s"
    )


def _tell(console: Console, row: Row) -> None:
    what = f"{row.word or row.said or f'{sum(row.parts.values())} parts'}"
    console.print(
        f"{row.name} {row.kind}: IoU {row.measures.iou:.2f}, Chamfer {100 * row.measures.chamfer:.3f}, "
        f"{what}, "
        f"{row.seconds:.0f} s", markup=False,
    )  # fmt: skip


def _table(tables: dict[str, dict[str, float | None]]) -> Table:
    table = Table(title="clouds: Chamfer x 1e-2 (longest side 2), voxel IoU (a 32nd of it)")
    names = ("objects", "ran", "iou", "chamfer_1e-2", "chamfer_1e-2_median", "f_0.01", "f_0.05",
             "published_iou", "published_chamfer_1e-2", "right_word", "iou_lost",
             "seconds_median")  # fmt: skip
    for label in ("", *tables, "MeshCoder, its own data"):
        table.add_column(label)
    for name in names:
        found = [row.get(name) for row in tables.values()]
        shown = ["-" if value is None else f"{value:.3g}" for value in found]
        published = PUBLISHED.get(name.removeprefix("published_")) if name.startswith("published_") else None
        table.add_row(name, *shown, "-" if published is None else f"{published:.3g}")
    return table
