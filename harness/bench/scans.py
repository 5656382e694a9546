"""`room bench scans`: generated rooms as scans with holes and noise, and how near the surveys of them are."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import shapely

from harness.sample.program import write_program
from tools import vocabulary
from tools.blender.jobs import Meshes
from tools.blender.worker import Worker
from tools.cloud.building import joined
from tools.cloud.cloud import Cloud, Floats, made
from tools.cloud.files.surface import spread
from tools.cloud.library import looks
from tools.cloud.scan.reading import read_scan, stood
from tools.errors import RoomError
from tools.geometry import Vec2
from tools.measured import ObjectReport
from tools.planner.design import Request
from tools.planner.finishes import TILED, choose_finish
from tools.planner.generate import generate
from tools.survey import Measured, Survey

DENSITY = 2500.0
"""Points on a square metre before anything hides them: a hand scanner's centimetres."""
NOISE, HOLES, HOLE = 0.005, 8, 0.3
"""Metres of scatter; how many balls of what radius are missing."""
STATIONS = 4
NEAR = 0.15
LARGE = 0.35
"""Metres of a thing's longest side from which on it is counted."""


@dataclass(frozen=True)
class Scan:
    """A generated room's scan and what is true of it.

    Attributes:
        name: type and seed.
        cloud: the points, colours left out.
        floor: its corners, metres.
        things: what stands in it.
    """

    name: str
    cloud: Cloud
    floor: list[Vec2]
    things: list[ObjectReport]


@dataclass(frozen=True)
class Row:
    """How near one scan's survey is.

    Attributes:
        name: of the room.
        said: why there is no survey; "" when there is one.
        floor: overlap of the outlines, 0 to 1.
        near: share of the large things on the floor with something measured within 0.15 m of their middle.
        named: share with such a thing of the same family.
        things: how many large things there are.
        extra: how many things were found that are near none.
        seconds: of reading.
    """

    name: str
    said: str
    floor: float
    near: float
    named: float
    things: int
    extra: int
    seconds: float


def scanned(seed: int, worker: Worker) -> Scan:
    """A room of that seed as several stations inside it see it."""
    design = generate(Request(seed))
    pieces = {p.id: p.category for p in design.pieces}
    finish = choose_finish(Random(seed), design.style, pieces, tiled=design.zones[0].type in TILED)
    program = write_program(design, finish, [], {}, seed)
    result = worker.job(program, Path(), [Meshes()])
    solid = joined([part for parts in result.meshes.values() for part in parts])
    if solid is None:
        raise RoomError("an empty room")
    corners = solid.vertices[solid.triangles]
    area = (
        float(
            np.linalg.norm(
                np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1
            ).sum()
        )
        / 2
    )
    points, _ = spread(solid.vertices, solid.triangles, int(min(2_000_000, area * DENSITY)), seed)
    pick = np.random.default_rng(seed)
    seen = np.zeros(len(points), bool)
    floor = shapely.Polygon(design.floor)
    for _ in range(STATIONS):
        seen |= _visible(points, _station(floor, pick))
    points = points[seen] + pick.normal(0.0, NOISE, (int(seen.sum()), 3))
    for centre in points[pick.integers(0, len(points), HOLES)]:
        points = points[np.linalg.norm(points - centre, axis=1) > HOLE]
    return Scan(f"{design.type} {seed}", made("scan", points), design.floor, result.report.objects)


def _station(floor: shapely.Polygon, pick: np.random.Generator) -> Floats:
    low_x, low_y, high_x, high_y = floor.bounds
    while True:
        x, y = pick.uniform(low_x, high_x), pick.uniform(low_y, high_y)
        if floor.buffer(-0.4).contains(shapely.Point(x, y)):
            return np.array([x, y, pick.uniform(1.2, 2.0)])


def _visible(points: Floats, eye: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which points are the nearest in their direction, to a degree."""
    ray = points - eye
    far = np.linalg.norm(ray, axis=1)
    about = np.degrees(np.arctan2(ray[:, 1], ray[:, 0])) + 180.0
    above = np.degrees(np.arcsin(np.clip(ray[:, 2] / np.maximum(far, 1e-9), -1, 1))) + 90.0
    cell = above.astype(np.int64) * 1000 + about.astype(np.int64)
    nearest = np.full(int(cell.max()) + 1, np.inf)
    np.minimum.at(nearest, cell, far)
    return np.asarray(far < nearest[cell] + 0.05)


def judged(scan: Scan, survey: Survey, seconds: float) -> Row:
    """A survey beside the truth; both are in the scan's frame but for a shift of the middle."""
    room, _ = stood(scan.cloud)

    def here(x: float, y: float) -> Floats:
        """A place of the truth in the survey's frame."""
        return np.asarray((room.turn @ np.array([x, y, 0.0]) - room.shift)[:2])

    moved = shapely.Polygon([tuple(here(x, y)) for x, y in scan.floor])
    floor = shapely.Polygon(survey.room.floor) if survey.room else shapely.Polygon()
    union = moved.union(floor).area
    large = [
        o for o in scan.things
        if o.mount == "floor" and max(o.size) >= LARGE and vocabulary.entry(o.category).shape != "flat"
    ]  # fmt: skip
    left = [t for t in survey.things if isinstance(t, Measured)]
    near = named = 0
    for o in sorted(large, key=lambda o: -max(o.size)):
        at = here(o.center[0], o.center[1])
        close = [t for t in left if float(np.hypot(*(np.array(t.at) - at))) <= NEAR]
        if not close:
            continue
        family = vocabulary.entry(o.category).family
        best = next((t for t in close if vocabulary.entry(t.category).family == family), close[0])
        near += 1
        named += vocabulary.entry(best.category).family == family
        left.remove(best)
    count = max(len(large), 1)
    overlap = moved.intersection(floor).area / union if union else 0.0
    return Row(scan.name, "", overlap, near / count, named / count, len(large), len(left), seconds)


def bench(n: int, seed: int, tell: Callable[[Row], None] = lambda row: None) -> list[Row]:
    """Surveys of n generated rooms' scans."""
    rows = []
    with Worker(check_policy=False) as worker:
        known = looks(worker)
        for k in range(n):
            scan = scanned(seed + k, worker)
            started = time.monotonic()
            try:
                row = judged(scan, read_scan(scan.cloud, known), time.monotonic() - started)
            except RoomError as error:
                row = Row(
                    scan.name,
                    str(error)[:200],
                    0.0,
                    0.0,
                    0.0,
                    len(scan.things),
                    0,
                    time.monotonic() - started,
                )
            rows.append(row)
            tell(row)
    return rows


def summary(rows: list[Row]) -> dict[str, float]:
    """Means over the rooms; one without a survey counts as nothing found."""
    return {
        "rooms": len(rows),
        "read": sum(not row.said for row in rows) / len(rows),
        "floor_iou": statistics.fmean(row.floor for row in rows),
        "within_0.15": statistics.fmean(row.near for row in rows),
        "named": statistics.fmean(row.named for row in rows),
        "seconds_median": statistics.median(row.seconds for row in rows),
    }
