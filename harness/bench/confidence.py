"""`room bench confidence`: is what is said with 0.9 right nine times of ten?"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import cyclopts
import numpy as np
from scipy.optimize import isotonic_regression

from harness.bench.drawn_plans import draw_plan_case
from harness.bench.drawn_rooms import View, draw_room
from harness.bench.picture_defects import DAMAGES, damage
from harness.bench.plans import RIGHT, overlap_of
from harness.options import Json
from harness.terminal import Console
from tools.errors import InputError
from tools.files import first_fault, read_text
from tools.picture import drafting
from tools.picture.confidence import Kind, evidence_of
from tools.picture.image import Pixels
from tools.settings import PictureSettings

BINS = (0.0, 0.2, 0.4, 0.6, 0.75, 0.85, 0.95, 1.01)
"""Between which confidences are counted together."""
APART = 1e-3
"""Least step of a table."""
FEW, MOST = 8, 0.97
"""Rows that a step of a table stands for at least, and the most that is claimed."""
SURE = 0.85
"""From here on something is said to be as good as certain."""
SURE_RIGHT, SURE_SAID = f"said {SURE:g} and more: right", f"said {SURE:g} and more: said on average"


class Said(NamedTuple):
    """One outline: how sure it was said to be, what it was read as, and whether it was right."""

    name: str
    kind: Kind
    sure: float
    overlap: float

    @property
    def right(self) -> bool:
        """Whether it overlaps the truth well."""
        return self.overlap >= RIGHT


def register(bench: cyclopts.App) -> None:
    """Add `room bench confidence`."""

    @bench.command
    def confidence(
        *,
        count: int = 200,
        first: int = 5000,
        out: Path | None = None,
        as_json: Json = False,
    ) -> int:
        """Compare how sure outlines are said to be with how often they are right, on plans and pictures.

        Half are generated plans, half drawn pictures of rooms from above, aslant or isometric; half of the
        pictures are damaged. What is printed last are tables fitted to these (isotonic regression): judge
        them on other seeds.

        Args:
            count: plans and pictures together.
            first: seed of the first.
            out: file of results, a line each; what stands in it is not measured again.
            as_json: print JSON.
        """
        progress, rows = Console(stderr=True, highlight=False), []
        known = {row.name.split()[1]: row for row in _read(out)} if out is not None else {}
        for seed in range(first, first + count):
            row = known.get(str(seed))
            if row is None:
                row = plan_said(seed) if seed % 2 else picture_said(seed)
                progress.print(f"{row.name}: {row.sure:.2f} {row.overlap:.3f}", markup=False)
                if out is not None:
                    with out.open("a") as file:
                        file.write(json.dumps(row._asdict()) + "\n")
            rows.append(row)
        figures = reliability(rows)
        tables = {kind: fitted([r for r in rows if r.kind == kind]) for kind in ("plan", "picture")}
        console = Console(highlight=False, soft_wrap=True)
        if as_json:
            told = [r._asdict() for r in rows]
            console.print_json(json.dumps({"figures": figures, "tables": tables, "rows": told}))
        else:
            for name, value in figures.items():
                console.print(f"{name:<36} {value:>8.3f}", markup=False)
            for kind, table in tables.items():
                console.print(f"fitted, {kind}: {table}", markup=False)
        return 0 if calibrated_well(figures) else 1


def _read(path: Path) -> list[Said]:
    """Results of an earlier, perhaps broken off, measurement."""
    if not path.exists():
        return []
    try:
        return [Said(**json.loads(line)) for line in read_text(path, 1 << 24).splitlines()]
    except (ValueError, TypeError) as error:
        raise InputError(f"{path}: not the results of this bench: {first_fault(error)}") from error


def plan_said(seed: int) -> Said:
    """A generated plan."""
    case = draw_plan_case(seed)
    return _said(f"plan {seed} {case.style} {' '.join(case.defects)}", case.image, case.floor)


def picture_said(seed: int) -> Said:
    """A drawn room from above, aslant or isometric; every second one damaged."""
    rng = np.random.default_rng(seed)
    view: View = str(rng.choice(["overhead", "oblique", "isometric"], p=[0.65, 0.22, 0.13]))  # type: ignore[assignment]
    room = draw_room(seed, view=view)
    floor = room.camera.project(np.column_stack([room.floor, np.zeros(len(room.floor))]))
    image, what, much = room.image, "", ""
    if rng.random() < 0.5:
        what = DAMAGES[int(rng.integers(len(DAMAGES)))]
        image, floor, much = damage(image, floor, what, rng)
    return _said(f"picture {seed} {view} {room.shape} {what} {much}".strip(), image, floor)


def _said(name: str, image: Pixels, floor: np.typing.NDArray[np.float64]) -> Said:
    try:
        marks = drafting.draft_room(image, PictureSettings())
    except InputError:
        return Said(name, "picture", 0.0, 0.0)
    read = np.array(marks.floor_corners or [(0, 0), (1, 0), (1, 1)], dtype=float)
    kind: Kind = "plan" if marks.plan else "picture"
    return Said(name, kind, marks.confidence or 0.0, overlap_of(floor, read))


def reliability(rows: list[Said]) -> dict[str, float]:
    """Share right, and how many, by how sure they were said to be."""
    figures: dict[str, float] = {}
    for low, high in pairwise(BINS):
        inside = [r for r in rows if low <= r.sure < high]
        if inside:
            name = f"said {low:g} to {min(high, 1):g}: {len(inside)}, right"
            figures[name] = float(np.mean([r.right for r in inside]))
            figures[f"{name}, said on average"] = float(np.mean([r.sure for r in inside]))
    sure = [r for r in rows if r.sure >= SURE]
    figures[SURE_RIGHT] = float(np.mean([r.right for r in sure])) if sure else 1.0
    figures[SURE_SAID] = float(np.mean([r.sure for r in sure])) if sure else 1.0
    figures["outlines right, of all"] = float(np.mean([r.right for r in rows]))
    figures["Brier score"] = float(np.mean([(r.sure - r.right) ** 2 for r in rows]))
    return figures


def calibrated_well(figures: dict[str, float]) -> bool:
    """Whether what is said with 0.9 on average is right 0.85 to 0.95 of the time, and so on above."""
    return abs(figures[SURE_RIGHT] - figures[SURE_SAID]) <= 0.05


def fitted(rows: list[Said]) -> tuple[list[float], list[float]]:
    """A table for `TABLES`: evidence and share right, both strictly increasing (isotonic regression)."""
    if len(rows) < FEW:
        return [0.0, 1.0], [0.0, 1.0]
    evidence = np.array([evidence_of(r.sure, r.kind) for r in rows])
    values, which = np.unique(np.round(evidence, 2), return_inverse=True)
    count = np.bincount(which).astype(float)
    hits = np.bincount(which, [float(r.right) for r in rows])
    shares = isotonic_regression(hits / count, weights=count).x
    seen, right = [0.0], [0.0]
    group: list[int] = []
    for i in range(len(values)):
        group.append(i)
        size = float(count[group].sum())
        if size < FEW and i < len(values) - 1:
            continue
        # half a wrong and half a right one stand before, so that few rows claim neither 0 nor 1
        known = (float(shares[group] @ count[group]) + 0.5) / (size + 1)
        seen.append(max(float(values[group] @ count[group]) / size, seen[-1] + APART))
        right.append(max(min(known, MOST), right[-1] + APART))
        group = []
    ends = [max(1.0, seen[-1] + APART)], [max(MOST, right[-1]) + APART]
    return [round(v, 3) for v in [*seen, *ends[0]]], [round(v, 3) for v in [*right, *ends[1]]]
