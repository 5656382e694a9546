"""`room bench cloud`: objects whose surface is known, scanned in several ways, and their programs."""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from harness.bench.cloud_subjects import KINDS, Subject, drawn_object, other, scan, turn_of
from harness.making_object import make_object
from harness.object_report import SHEET
from tools.blender.worker import Worker
from tools.cloud.eye import Eye
from tools.cloud.modelling import Program
from tools.errors import InputError, RoomError
from tools.files import read_object
from tools.measure.clouds import WORST, Likeness, likeness
from tools.run_files import RENDERS


@dataclass(frozen=True)
class Row:
    """One object's cloud, and what came of it.

    Attributes:
        name: of the object.
        drawn: True when the kit drew it.
        kind: of the cloud.
        ran: whether a program came of it and was built.
        said: why not.
        program: "kit" or "parts".
        word: the word taken.
        right: the word is the object's own; None where it has none.
        parts: how many of each, by name.
        measures: against the true surface; the worst values where nothing ran.
        seconds: of processors, the worker's too.
        number: which of the bench's objects it is.
    """

    name: str
    drawn: bool
    kind: str
    ran: bool
    said: str
    program: str
    word: str
    right: bool | None
    parts: dict[str, int]
    measures: Likeness
    seconds: float
    number: int = 0


def measured(
    subject: Subject,
    kind: str,
    seed: int,
    worker: Worker,
    folder: Path,
    program: Program = "best",
    *,
    number: int = 0,
    pictures: bool = True,
    eye: Eye | None = None,
) -> Row:
    """Model one scan of an object, and measure the built program against the true surface."""
    started = _spent(worker)
    own = subject.name if subject.drawn else ""
    file = folder / "cloud.npy"
    np.save(file, scan(subject.cloud, kind, seed).astype(np.float32))
    try:
        made = make_object(
            file,
            folder / "object",
            worker,
            program=program,
            force=True,
            scale=1.0,
            pictures=pictures,
            eye=eye,
        )
    except RoomError as error:
        return Row(
            subject.name, subject.drawn, kind, False, str(error)[:200], "", "", False if own else None, {},
            WORST, _spent(worker) - started, number,
        )  # fmt: skip
    report, gone = made.report, _spent(worker) - started
    near = likeness(made.surface @ turn_of(kind, seed), subject.truth)
    return Row(
        subject.name, subject.drawn, kind, True, "", report["program"], report["word"],
        report["word"] == own if own else None, report["parts"], near, gone, number,
    )  # fmt: skip


def _spent(worker: Worker) -> float:
    """Seconds of processors so far: of this process, the worker, and those of its children that ended."""
    own = time.process_time()
    if worker.pid is None:
        return own
    fields = Path(f"/proc/{worker.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return own + sum(int(fields[k]) for k in range(11, 15)) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Plan:
    """What a bench measures.

    Attributes:
        n: objects, three fifths of them drawn by the kit.
        seed: of what is drawn.
        kinds: of scans; the first one of every object.
        each: objects of every other kind, spread over all.
        program: words of the kit, free parts, or the better.
    """

    n: int
    seed: int = 0
    kinds: tuple[str, ...] = KINDS
    each: int | None = None
    program: Program = "best"

    def wants(self, number: int) -> tuple[str, ...]:
        """The kinds of scans of one object: other kinds fall on every so-manieth."""
        each = self.n if self.each is None else min(self.each, self.n)
        chosen = (number + 1) * each // self.n > number * each // self.n
        return self.kinds if chosen else self.kinds[:1]


def bench(
    plan: Plan,
    out: Path | None = None,
    tell: Callable[[Row], None] = lambda row: None,
    eye: Eye | None = None,
) -> list[Row]:
    """Every scan of a plan, what is measured already left as it is.

    Args:
        plan: what to measure.
        out: a folder for each row as it comes, and its picture; a bench that was broken off goes on there.
        tell: hears each new row.
        eye: somebody who says what each is and what its parts are called.
    """
    kept = _kept(out, plan)
    have = {(row.number, row.kind) for row in kept}
    rows = list(kept)
    count = round(0.6 * plan.n)
    with Worker() as worker, tempfile.TemporaryDirectory(prefix="room-cloud-") as held:
        # In steps of the golden ratio, so that what is measured of a bench broken off is spread over all.
        for number in sorted(range(plan.n), key=lambda k: k * GOLDEN % 1):
            kinds = [kind for kind in plan.wants(number) if (number, kind) not in have]
            if not kinds:
                continue
            drawn = number < count
            subject = drawn_object(number, plan.seed, worker) if drawn else other(number - count, plan.seed)
            for kind in kinds if subject else ():
                assert subject is not None
                row = measured(
                    subject, kind, plan.seed * 100_000 + number, worker, Path(held), plan.program,
                    number=number, pictures=out is not None, eye=eye,
                )  # fmt: skip
                rows.append(row)
                tell(row)
                if out is not None:
                    _keep(out, row, Path(held) / "object" / RENDERS / SHEET)
    return rows


GOLDEN = 0.6180339887
ROWS, PLAN, PICTURES = "rows.jsonl", "plan.json", "pictures"


def _kept(out: Path | None, plan: Plan) -> list[Row]:
    """The rows of an earlier run of the same plan.

    Raises:
        InputError: the folder holds another bench.
    """
    if out is None:
        return []
    wanted = json.loads(json.dumps(asdict(plan)))
    if (out / PLAN).exists():
        if read_object(out / PLAN) != wanted:
            raise InputError(f"{out}: holds a bench with other settings: give them again, or another --out")
    elif out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"{out}: exists and holds no bench: choose another --out")
    else:
        try:
            (out / PICTURES).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{out}: cannot be written ({error.strerror}): choose another --out") from error
        (out / PLAN).write_text(json.dumps(wanted), encoding="utf-8")
    lines = (out / ROWS).read_text(encoding="utf-8").splitlines() if (out / ROWS).exists() else []
    found = []
    for line in lines:
        try:
            values = json.loads(line)
        except ValueError:  # the last line of a bench that was killed while it wrote
            continue
        found.append(Row(**values | {"measures": Likeness(**values["measures"])}))
    return found


def _keep(out: Path, row: Row, sheet: Path) -> None:
    with (out / ROWS).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(row)) + "\n")
    if row.ran and sheet.exists():
        name = f"{row.measures.iou:.2f}-{row.number:03d}-{row.name.replace(' ', '_')}-{row.kind}.png"
        (out / PICTURES / name).write_bytes(sheet.read_bytes())


def summary(rows: list[Row]) -> dict[str, Any]:
    """Figures of some rows; `published` leaves out what failed, as the published mean does."""
    if not rows:
        return {}
    ran = [row for row in rows if row.ran]
    rights = [row.right for row in rows if row.right is not None]
    return {
        "objects": len(rows),
        "ran": len(ran) / len(rows),
        "iou": statistics.fmean(row.measures.iou for row in rows),
        "chamfer_1e-2": 100 * statistics.fmean(row.measures.chamfer for row in rows),
        "chamfer_1e-2_median": 100 * statistics.median(row.measures.chamfer for row in rows),
        "f_0.01": statistics.fmean(row.measures.f_001 for row in rows),
        "f_0.05": statistics.fmean(row.measures.f_005 for row in rows),
        "published_iou": statistics.fmean(row.measures.iou for row in ran) if ran else 0.0,
        "published_chamfer_1e-2": 100 * statistics.fmean(row.measures.chamfer for row in ran) if ran else 0.0,
        "right_word": sum(rights) / len(rights) if rights else None,
        "seconds_median": statistics.median(row.seconds for row in rows),
    }


def as_json(rows: list[Row]) -> dict[str, Any]:
    """Tables by family and kind of cloud, and every row."""
    tables = {}
    for family, wanted in (("drawn", True), ("other", False)):
        for kind in dict.fromkeys(row.kind for row in rows):
            tables[f"{family} {kind}"] = summary([r for r in rows if r.drawn == wanted and r.kind == kind])
    # What a kind of scan costs is told on the objects that were scanned in it and clean as well.
    for label, table in tables.items():
        family, kind = label.split(" ")
        of_kind = {r.number: r for r in rows if r.kind == kind and r.drawn == (family == "drawn")}
        clean = {r.number: r for r in rows if r.kind == "clean" and r.number in of_kind}
        if table and clean and kind != "clean":
            lost = [clean[k].measures.iou - of_kind[k].measures.iou for k in clean]
            table["iou_lost"] = statistics.fmean(lost)
    return {"tables": {k: v for k, v in tables.items() if v}, "rows": [asdict(row) for row in rows]}
