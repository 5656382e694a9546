"""`room bench confidence`: is what is said with 0.9 right nine times of ten?"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Annotated, NamedTuple

import cv2
import cyclopts
import numpy as np
from scipy.optimize import isotonic_regression

from harness.bench.drawn_plans import draw_plan_case
from harness.bench.drawn_rooms import draw_room
from harness.bench.plans import RIGHT, overlap_of
from harness.terminal import Console
from tools.errors import InputError
from tools.picture import drafting
from tools.picture.confidence import Kind, observation_of
from tools.picture.image import Pixels
from tools.settings import PictureSettings

BINS = (0.0, 0.5, 0.7, 0.85, 1.01)
"""Between which confidences are counted together."""
APART = 1e-3
"""Least step of a table."""


class Said(NamedTuple):
    """One outline: how sure it was said to be, and whether it was right."""

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
        as_json: Annotated[bool, cyclopts.Parameter(name="--json", negative="")] = False,
    ) -> int:
        """Compare how sure outlines are said to be with how often they are right, on plans and pictures.

        Half are generated plans, half drawn pictures of rooms; half of the pictures are damaged. New tables
        are fitted on one half (isotonic regression) and judged on the other.

        Args:
            count: plans and pictures together.
            first: seed of the first.
            as_json: print JSON.
        """
        progress, rows = Console(stderr=True, highlight=False), []
        for seed in range(first, first + count):
            row = plan_said(seed) if seed % 2 else picture_said(seed)
            rows.append(row)
            progress.print(f"{row.name}: {row.sure:.2f} {row.overlap:.3f}", markup=False)
        figures = reliability(rows)
        tables = {kind: fitted([r for r in rows[::2] if r.kind == kind]) for kind in ("plan", "picture")}
        console = Console(highlight=False, soft_wrap=True)
        if as_json:
            told = [r._asdict() for r in rows]
            console.print_json(json.dumps({"figures": figures, "tables": tables, "rows": told}))
        else:
            for name, value in figures.items():
                console.print(f"{name:<36} {value:>8.3f}", markup=False)
            for kind, table in tables.items():
                console.print(f"fitted, {kind}: {table}", markup=False)
        sure = figures.get("right where 0.85 and more was said", 1.0)
        return 0 if sure >= 0.85 else 1


def plan_said(seed: int) -> Said:
    """A generated plan."""
    case = draw_plan_case(seed)
    return _said(f"plan {seed} {case.style} {' '.join(case.defects)}", "plan", case.image, case.floor)


def picture_said(seed: int) -> Said:
    """A drawn room from above or aslant; every second one damaged."""
    rng = np.random.default_rng(seed)
    room = draw_room(seed, view="oblique" if rng.random() < 0.25 else "overhead")
    floor = room.camera.project(np.column_stack([room.floor, np.zeros(len(room.floor))]))
    image, damage = room.image, ""
    if rng.random() < 0.5:
        damage = str(rng.choice(["dark", "bars", "beside", "bent", "noise", "small"]))
        image, floor = _damaged(image, floor, damage, rng)
    return _said(f"picture {seed} {room.shape} {damage}", "picture", image, floor)


def _damaged(
    image: Pixels, floor: np.typing.NDArray[np.float64], damage: str, rng: np.random.Generator
) -> tuple[Pixels, np.typing.NDArray[np.float64]]:
    h, w = image.shape[:2]
    if damage == "dark":
        return np.asarray(image * 0.12, np.uint8), floor
    if damage == "bars":
        bar = np.full((int(rng.integers(40, 120)), w, 3), 15, np.uint8)
        return np.vstack([bar, image, bar]), floor + (0, len(bar))  # noqa: RUF005  # a shift
    if damage == "beside":
        return np.hstack([image, image[:, ::-1]]), floor
    if damage == "noise":
        noisy = image + rng.normal(0, 14, image.shape)
        return np.asarray(np.clip(noisy, 0, 255), np.uint8), floor
    if damage == "small":
        half = cv2.resize(image, (w // 2, h // 2), interpolation=cv2.INTER_AREA)
        return np.asarray(half, np.uint8), floor / 2
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    middle, reach = np.array([w / 2, h / 2]), max(w, h) / 2
    u, v = (x - middle[0]) / reach, (y - middle[1]) / reach
    far = 1 + 0.5 * (u * u + v * v)
    bent = cv2.remap(image, middle[0] + reach * u * far, middle[1] + reach * v * far, cv2.INTER_LINEAR)
    return np.asarray(
        bent, np.uint8
    ), floor  # the true floor is bent now: hardly any straight outline is right


def _said(name: str, kind: Kind, image: Pixels, floor: np.typing.NDArray[np.float64]) -> Said:
    try:
        marks = drafting.draft_room(image, PictureSettings())
    except InputError:
        return Said(name, kind, 0.0, 0.0)
    read = np.array(marks.floor_corners or [(0, 0), (1, 0), (1, 1)], dtype=float)
    return Said(name, kind, marks.confidence or 0.0, overlap_of(floor, read))


def reliability(rows: list[Said]) -> dict[str, float]:
    """Share right, and how many, by how sure they were said to be."""
    figures: dict[str, float] = {}
    for low, high in pairwise(BINS):
        inside = [r for r in rows if low <= r.sure < high]
        if inside:
            name = f"right where {low:g} and more was said"
            figures[name] = float(np.mean([r.right for r in inside]))
            figures[f"  said there, mean of {len(inside)}"] = float(np.mean([r.sure for r in inside]))
    surest = [r for r in rows if r.sure >= 0.94]
    figures["wrong with 0.94 and more, of all"] = sum(not r.right for r in surest) / max(len(rows), 1)
    gaps = [abs(r.sure - r.right) ** 2 for r in rows]
    figures["Brier score"] = float(np.mean(gaps))
    return figures


def fitted(rows: list[Said]) -> tuple[list[float], list[float]]:
    """A table for `TABLES`: evidence and share right, both strictly increasing (isotonic regression)."""
    if len(rows) < 8:
        return [0.0, 1.0], [0.0, 1.0]
    pairs = sorted((observation_of(r.sure, r.kind), float(r.right)) for r in rows)
    evidence = np.array([p[0] for p in pairs])
    # a wrong and a right one stand before, so that few rows claim neither 0 nor 1
    shares = isotonic_regression([p[1] for p in pairs]).x
    groups = np.array_split(np.arange(len(pairs)), min(6, len(pairs) // 4))
    seen, right = [0.0], [0.0]
    for group in groups:
        seen.append(max(float(evidence[group].mean()), seen[-1] + APART))
        known = (float(shares[group].sum()) + 0.5) / (len(group) + 1)
        right.append(max(min(known, 0.97), right[-1] + APART))
    return [round(v, 3) for v in [*seen, max(1.0, seen[-1] + APART)]], [
        round(v, 3) for v in [*right, max(0.98, right[-1] + APART)]
    ]
