"""`room bench cloud`: objects whose surface is known, scanned in several ways, and their programs."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from harness.bench.cloud_shapes import Parts, other_object
from harness.making_object import SHEET, make_object
from tools.blender.worker import Worker
from tools.cloud.building import Shape, Value, surfaces
from tools.cloud.choices import values
from tools.cloud.cloud import Floats
from tools.cloud.files.surface import spread
from tools.cloud.modelling import Program
from tools.errors import RoomError
from tools.measure.clouds import DENSE, WORST, Likeness, likeness
from tools.program import kit_index
from tools.run_files import RENDERS

KINDS = ("clean", "noisy", "sparse", "uneven", "hidden", "turned")
POINTS, SPARSE, NOISE = 16_384, 1_024, 0.01
WORDS = (
    "armchair", "bar_stool", "bar_table", "bathtub", "bed", "bench", "bookshelf", "bunk_bed",
    "cabinet", "chaise_longue", "chest_of_drawers", "coat_rack", "coffee_table", "console_table",
    "crib", "day_bed", "desk", "dining_chair", "dining_table", "dresser", "filing_cabinet",
    "floor_lamp", "loveseat", "nightstand", "office_chair", "ottoman", "refrigerator",
    "rocking_chair", "sectional_sofa", "shoe_rack", "side_table", "sideboard", "sofa", "stool",
    "stove", "table_lamp", "toilet", "trash_can", "tv_stand", "wardrobe", "washing_machine",
)  # fmt: skip
"""41 indoor categories, as many as were published."""


@dataclass(frozen=True)
class Subject:
    """An object whose surface is known.

    Attributes:
        name: what it is.
        drawn: True when the kit drew it.
        truth: (DENSE, 3) points on its surface, metres, Z up.
        cloud: many points of it, normals left out, of which a scan is taken.
    """

    name: str
    drawn: bool
    truth: Floats
    cloud: Floats


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
        parts: how many.
        measures: against the true surface; the worst values where nothing ran.
        seconds: by the clock.
    """

    name: str
    drawn: bool
    kind: str
    ran: bool
    said: str
    program: str
    word: str
    right: bool | None
    parts: int
    measures: Likeness
    seconds: float


def drawn(count: int, seed: int, worker: Worker) -> Iterator[Subject]:
    """Objects of the kit with arguments and sizes drawn at random."""
    entries = {entry.name: entry for entry in kit_index.words()}
    for k in range(count):
        word = WORDS[k % len(WORDS)]
        for trial in range(5):
            pick = random.Random(f"drawn {seed} {k} {trial}")
            given: list[tuple[str, Value]] = []
            for parameter in entries[word].parameters:
                choices = values(parameter)
                if choices and pick.random() < 0.5:
                    given.append((parameter.name, pick.choice(choices)))
            w, d, h = (side * pick.uniform(0.85, 1.2) for side in entries[word].size or (0.5, 0.5, 0.5))
            surface = surfaces([Shape(word, (w, d, h), tuple(given))], worker)[0]
            if surface is not None:
                yield Subject(word, True, surface.points(DENSE, 1), surface.points(4 * POINTS, 2))
                break


def others(count: int, seed: int) -> Iterator[Subject]:
    """Objects of another hand; of their parts only what is not within another part."""
    for k in range(count):
        name, parts = other_object(seed * 1000 + k)
        yield Subject(name, False, outer(parts, DENSE, 1), outer(parts, 4 * POINTS, 2))


def outer(parts: Parts, count: int, seed: int) -> Floats:
    """Points on what can be seen of parts that stand in or on each other, evenly by area.

    A point of a part is left out where it lies within another's convex hull, half a millimetre grown; all
    parts but rings are convex or alone.
    """
    meshes = [solid for _, solid in parts]
    total = sum(float(m.area) for m in meshes)
    hulls = [m.convex_hull if m.is_convex else None for m in meshes]
    kept = []
    for k, mesh in enumerate(meshes):
        many = int(1.6 * count * float(mesh.area) / total) + 8
        points = spread(np.asarray(mesh.vertices), np.asarray(mesh.faces), many, seed + 17 * k)[0]
        for j, hull in enumerate(hulls):
            if j != k and hull is not None:
                normals, starts = np.asarray(hull.face_normals), np.asarray(hull.triangles[:, 0])
                near = ((points > hull.bounds[0] - 1e-3) & (points < hull.bounds[1] + 1e-3)).all(axis=1)
                inside = near.copy()
                off = points[near] @ normals.T - np.einsum("ij,ij->i", normals, starts)
                inside[near] = (off < 5e-4).all(axis=1)
                points = points[~inside]
        kept.append(points)
    every = np.concatenate(kept)
    order = np.random.default_rng(seed).permutation(len(every))
    return np.asarray(every[np.resize(order, count)])


def scan(points: Floats, kind: str, seed: int) -> Floats:
    """A cloud of one kind from many points of a surface."""
    pick = np.random.default_rng(seed)
    order = pick.permutation(len(points))
    size = float(np.ptp(points, axis=0).max())
    match kind:
        case "noisy":
            some = points[order[:POINTS]]
            return np.asarray(some + pick.normal(0.0, NOISE * size, some.shape))
        case "sparse":
            return np.asarray(points[order[:SPARSE]])
        case "uneven":  # up to twenty times as dense on one side
            along = points @ pick.normal(size=3)
            weight = np.exp(3.0 * (along - along.min()) / max(float(np.ptp(along)), 1e-9))
            some = pick.choice(len(points), POINTS, replace=False, p=weight / weight.sum())
            return np.asarray(points[some])
        case "hidden":
            return _seen(points, pick)[:POINTS]
        case "turned":
            a = pick.uniform(0, 2 * np.pi)
            c, s = np.cos(a), np.sin(a)
            return np.asarray(points[order[:POINTS]] @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]))
    return np.asarray(points[order[:POINTS]])


def turn_of(kind: str, seed: int) -> Floats:
    """(3, 3) by which a kind of scan turns its points; to be undone before measuring."""
    if kind != "turned":
        return np.eye(3)
    pick = np.random.default_rng(seed)
    pick.permutation(4 * POINTS)
    a = pick.uniform(0, 2 * np.pi)
    c, s = np.cos(a), np.sin(a)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def _seen(points: Floats, pick: np.random.Generator) -> Floats:
    """What one scanner in front, to one side and above, sees: the nearest points in each of its cells."""
    a, e = pick.choice((-1, 1)) * pick.uniform(0.4, 0.9), pick.uniform(0.3, 0.6)
    away = np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])
    side = np.array([np.cos(a), np.sin(a), 0.0])
    up = np.cross(away, side)
    size = float(np.ptp(points, axis=0).max())
    cell = np.floor(np.column_stack([points @ side, points @ up]) / (0.012 * size)).astype(np.int64)
    depth = points @ away
    _, inverse = np.unique(cell, axis=0, return_inverse=True)
    front = np.full(int(inverse.max()) + 1, -np.inf)
    np.maximum.at(front, inverse.ravel(), depth)
    seen = points[depth > front[inverse.ravel()] - 0.03 * size]
    return np.asarray(seen[pick.permutation(len(seen))])


def measured(
    subject: Subject, kind: str, seed: int, worker: Worker, folder: Path, program: Program = "best"
) -> Row:
    """Model one scan of an object, and measure the built program against the true surface."""
    started = time.monotonic()
    own = subject.name if subject.drawn else ""
    file = folder / "cloud.npy"
    np.save(file, scan(subject.cloud, kind, seed).astype(np.float32))
    try:
        made = make_object(file, folder / "object", worker, program=program, force=True, scale=1.0)
    except RoomError as error:
        gone = time.monotonic() - started
        said = str(error)[:200]
        return Row(
            subject.name, subject.drawn, kind, False, said, "", "", False if own else None, 0, WORST, gone
        )
    report = made.report
    near = likeness(made.surface @ turn_of(kind, seed), subject.truth)
    return Row(
        subject.name, subject.drawn, kind, True, "", report["program"], report["word"],
        report["word"] == own if own else None, sum(report["parts"].values()), near,
        time.monotonic() - started,
    )  # fmt: skip


def bench(
    n: int,
    seed: int,
    kinds: tuple[str, ...],
    *,
    program: Program = "best",
    pictures: Path | None = None,
    tell: Callable[[Row], None] = lambda row: None,
) -> list[Row]:
    """Every kind of scan of objects, three fifths of them drawn by the kit.

    Args:
        n: objects.
        seed: of what is drawn.
        kinds: of scans.
        program: words, free parts, or the better.
        pictures: a folder for each one's picture.
        tell: hears each row.
    """
    rows = []
    with Worker() as worker, tempfile.TemporaryDirectory(prefix="room-cloud-") as folder:
        count = round(0.6 * n)
        for number, subject in enumerate([*drawn(count, seed, worker), *others(n - count, seed)]):
            for kind in kinds:
                row = measured(subject, kind, seed * 100_000 + number, worker, Path(folder), program)
                rows.append(row)
                tell(row)
                sheet = Path(folder) / "object" / RENDERS / SHEET
                if pictures is not None and row.ran and sheet.exists():
                    pictures.mkdir(parents=True, exist_ok=True)
                    name = f"{row.measures.iou:.2f}-{number:03d}-{row.name}-{kind}.png"
                    (pictures / name).write_bytes(sheet.read_bytes())
    return rows


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
    return {"tables": {k: v for k, v in tables.items() if v}, "rows": [asdict(row) for row in rows]}
