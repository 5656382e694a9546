"""`room bench photo --views`: the same rooms from one picture and from several, side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from harness.bench.photo_against import CLOSE, NOISE, away, in_true_world, overlap
from harness.bench.photo_rooms import Photographed, several
from harness.bench.picture import Figure
from harness.sample.photo_marks import marks_of
from tools.errors import InputError
from tools.measure.common_world import turned
from tools.picture.reading import read
from tools.picture.together.reading import Given, read_together
from tools.settings import PictureSettings

SHARE = 0.6
"""Part of one picture's median error that several may have: what issue 17 asks for."""


@dataclass(frozen=True)
class Both:
    """What was measured on one room, from its first picture alone and from all of them.

    Attributes:
        one: metres by which each thing within NEAR of the first camera is off, from that picture alone.
        all: the same, in the same order, from all pictures; infinite where a thing is not placed.
        also: the part of `all` of things that a second picture shows, too.
        turn: degrees between found and true rotation of the first camera, from one picture and from all.
        floor: overlap of found and true floor where the first picture looks, from one and from all.
        elsewhere: metres by which the places of the other cameras are off.
        why: why there is no reading of all; "" else.
    """

    name: str
    one: list[float] = field(default_factory=list)
    all: list[float] = field(default_factory=list)
    also: list[tuple[float, float]] = field(default_factory=list)
    turn: tuple[float, float] = (180.0, 180.0)
    floor: tuple[float, float] = (0.0, 0.0)
    elsewhere: list[float] = field(default_factory=list)
    why: str = ""


def measured(n: int, seed: int, views: int, noise: float = NOISE) -> list[Both]:
    """A row for each room; rooms of which a picture shows no wall are left out."""
    rows = (measure(several(seed + i, views), i, noise) for i in range(n))
    return [row for row in rows if row is not None]


def measure(rooms: Sequence[Photographed], number: int, noise: float = NOISE) -> Both | None:
    """Reads one room from its first picture and from all, the heights of the cameras given."""
    first = rooms[0]
    # the first picture's marks are those of `room bench photo`
    draws = [np.random.default_rng([number, 170, *([k] if k else [])]) for k in range(len(rooms))]
    marks = [marks_of(r.scene, r.camera, d, noise) for r, d in zip(rooms, draws, strict=True)]
    given = [
        Given(
            f"picture {k + 1}", np.full((r.camera.height, r.camera.width, 3), 128, np.uint8), m,
            PictureSettings(camera_height=r.camera.position[2]),
        )
        for k, (r, m) in enumerate(zip(rooms, marks, strict=True)) if m is not None
    ]  # fmt: skip
    if len(given) < len(rooms):
        return None
    try:
        alone = read(given[0].image, given[0].settings, given[0].marks)
    except InputError:
        return None
    one = away(first, alone)
    try:
        together = read_together(given)
        both = away(first, together)
    except InputError as error:
        return Both(first.name, list(one.values()), [math.inf] * len(one), why=str(error))
    everywhere = [v for k, m in enumerate(marks) if k and m is not None for v in m.things]
    shared = {t.id for t in everywhere}
    assert alone.camera is not None
    assert together.camera is not None
    found = [v.camera for v in together.views if v.camera is not None]
    places = in_true_world(np.array([c.position[:2] for c in found]), together, first.camera)
    true = np.array([r.camera.position[:2] for r in rooms])
    return Both(
        first.name, list(one.values()), [both.get(i, math.inf) for i in one],
        [(e, both.get(i, math.inf)) for i, e in one.items() if i in shared],
        (turned(alone.camera, first.camera)[0], turned(together.camera, first.camera)[0]),
        (overlap(first, alone), overlap(first, together)),
        np.hypot(*(places - true).T)[1:].tolist(),
    )  # fmt: skip


def figures(rows: Sequence[Both]) -> list[Figure]:
    """What is promised of several pictures, beside one."""
    one, every = (np.array([v for r in rows for v in getattr(r, name)]) for name in ("one", "all"))
    twice = np.array([pair for r in rows for pair in r.also]).reshape(-1, 2)
    read_ = [r for r in rows if not r.why]
    found = [
        Figure("rooms", len(rows), ""),
        Figure("  of which the pictures were not brought together", len(rows) - len(read_), ""),
        Figure("things", len(one), ""),
    ]
    if not len(one) or not read_:
        return found
    ratio = float(np.median(every) / np.median(one))
    turns, floors = np.array([r.turn for r in read_]), np.array([r.floor for r in read_])
    elsewhere = np.array([v for r in read_ for v in r.elsewhere])
    found += [
        Figure("centre off, median, from one picture", float(np.median(one)), "m"),
        Figure("centre off, median, from all pictures", float(np.median(every)), "m"),
        Figure("  as part of one picture's", ratio, "", SHARE),
        Figure(f"placed within {CLOSE:g} m, from one picture", float((one < CLOSE).mean()), "share"),
        Figure(f"placed within {CLOSE:g} m, from all pictures", float((every < CLOSE).mean()), "share"),
        Figure("rotation error, median, from one picture", float(np.median(turns[:, 0])), "deg"),
        Figure("rotation error, median, from all pictures", float(np.median(turns[:, 1])), "deg"),
        Figure("floor that is seen, IoU, mean, from one picture", float(floors[:, 0].mean()), ""),
        Figure("floor that is seen, IoU, mean, from all pictures", float(floors[:, 1].mean()), ""),
        Figure("places of the other cameras off, median", float(np.median(elsewhere)), "m"),
    ]
    if len(twice):
        part = float(np.median(twice[:, 1]) / np.median(twice[:, 0]))
        found.append(Figure(f"{len(twice)} things that a second picture shows, too: part", part, ""))
    return found


def worst(rows: Sequence[Both]) -> list[Both]:
    """The rows in which several pictures gain least, first."""
    return sorted(rows, key=lambda r: float(np.median(r.one) - np.median(r.all)) if r.one else 0.0)


def line(row: Both) -> str:
    """One room, for a person."""
    if row.why:
        return f"{row.name}: {row.why}"
    one, every = (float(np.median(v)) if v else 0.0 for v in (row.one, row.all))
    return (
        f"{row.name}: {len(row.one)} things off by {one:.3f} m from one picture, {every:.3f} m from all; "
        f"floor {row.floor[0]:.3f}, {row.floor[1]:.3f}"
    )
