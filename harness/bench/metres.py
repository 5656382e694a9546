"""`room bench metres`: how wide a room becomes when nobody gives a number, from perfect marks in pixels."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import cyclopts
import numpy as np
from cyclopts import Parameter

from harness.bench.furnished import furnished
from harness.bench.marks import MarkedRoom, marked_rooms
from harness.bench.picture import Figure, tilt_error
from harness.options import Json
from harness.terminal import Console
from tools.errors import InputError
from tools.picture.reading import read
from tools.settings import PictureSettings
from tools.survey import Survey

AIM = 0.05
"""Share of its width by which a room may be off."""


@dataclass(frozen=True)
class Row:
    """What was measured on one room.

    Attributes:
        tops: whether the tops of the walls were marked.
        width: metres found; 0 when nothing was.
        error: found over true width, less 1.
        stated: the error the survey states, one standard deviation as a fraction.
        tilt: degrees between the found and the true direction straight down; None where nobody knows it.
        height: camera's height found over true, less 1; None where nobody knows it.
        why: where the survey has its scale from, or why there is none.
    """

    name: str
    tops: bool
    width: float
    error: float
    stated: float
    tilt: float | None
    height: float | None
    why: str

    @property
    def off(self) -> float:
        """Stated errors by which it is off."""
        return abs(math.log1p(self.error)) / max(self.stated, 1e-6)


def register(bench: cyclopts.App) -> None:
    """Add `room bench metres`."""
    bench.command(metres)


def metres(
    folder: list[Path] | None = None,
    *,
    n: int = 100,
    seed: int = 0,
    tops: Annotated[bool | None, Parameter(negative="--no-tops")] = None,
    eye: Annotated[bool, Parameter(negative="")] = False,
    as_json: Json = False,
) -> int:
    """Measure width, stated error and camera when nobody gives a number, from marks made of truths.

    Args:
        folder: folders of NAME.truth.json beside their pictures (of `room sample`, or from elsewhere).
        n: how many furnished rooms of varied real sizes to measure besides; they have no picture.
        seed: of the first of them.
        tops: only with, or only without marked wall tops; both when left out.
        eye: also the pictures taken at eye level, which have no wall tops.
        as_json: print JSON.
    """
    if n < 0:
        raise InputError(f"--n {n}: give 0 or more rooms")
    ways = (True, False) if tops is None else (tops,)
    rooms = [room for path in folder or () for room in marked_rooms(path) if eye or not room.eye]
    sets = {
        "pictures": measured(rooms, ways),
        "furnished": measured((furnished(seed + i) for i in range(n)), ways),
    }
    console = Console(highlight=False, soft_wrap=True)
    told = {}
    for what, rows in sets.items():
        for way in ways:
            own = [r for r in rows if r.tops == way]
            if own:
                told[f"{what}, {'with' if way else 'without'} wall tops"] = (figures(own), own)
    if as_json:
        console.print_json(
            json.dumps(
                {
                    k: {"figures": [asdict(f) for f in a], "rows": [asdict(r) for r in b]}
                    for k, (a, b) in told.items()
                }
            )
        )
        return 0
    for title, (found, own) in told.items():
        console.print(title, markup=False)
        for figure in found:
            aim = "" if figure.aim is None else f"  (aim {figure.aim:g}, {'met' if figure.ok else 'missed'})"
            console.print(f"  {figure.name:<44} {figure.value:8.3f} {figure.unit}{aim}", markup=False)
        for row in sorted(own, key=lambda r: -abs(r.error))[: 30 if title.startswith("pictures") else 5]:
            console.print(f"    {line(row)}", markup=False)
    return 0


def measured(rooms: Iterable[MarkedRoom], ways: Sequence[bool]) -> list[Row]:
    """A row for each room and each way of marking it."""
    return [measure(room, tops=way) for room in rooms for way in ways if room.marks.inner_top or not way]


def measure(room: MarkedRoom, *, tops: bool) -> Row:
    """Reads one room from its marks alone."""
    marks = (
        room.marks if tops else room.marks.model_copy(update={"wall_top_px": None, "wall_top_inner_px": None})
    )
    settings = PictureSettings(camera="eye" if room.eye else "auto")
    try:
        survey = read(room.picture, settings, marks)
    except InputError as error:
        return Row(room.name, tops, 0.0, -1.0, 1e-6, None, None, str(error))
    width = width_of(survey)
    camera, scale = survey.camera, survey.scale
    known = camera is not None and room.camera is not None
    assert camera is not None
    return Row(
        room.name, tops, width, width / room.width - 1, scale.relative_error if scale else 1.0,
        tilt_error(camera, room.camera) if known and room.camera else None,
        camera.position[2] / room.camera.position[2] - 1 if known and room.camera else None,
        scale.anchor if scale else "nothing",
    )  # fmt: skip


def width_of(survey: Survey) -> float:
    """Metres of the floor's bounding rectangle along x."""
    return float(np.ptp([p[0] for p in survey.room.floor])) if survey.room else 0.0


def figures(rows: Sequence[Row]) -> list[Figure]:
    """What is promised of a set of rows."""
    error = np.array([abs(r.error) for r in rows])
    off = np.array([r.off for r in rows])
    tilt = [r.tilt for r in rows if r.tilt is not None]
    height = [abs(r.height) for r in rows if r.height is not None]
    found = [
        Figure("rooms", len(rows), ""),
        Figure("width error, median", float(np.median(error)), "", AIM),
        Figure("width error, largest", float(error.max()), ""),
        Figure(f"width within {AIM:.0%}", float((error <= AIM).mean()), "share"),
        Figure("stated error, median", float(np.median([r.stated for r in rows])), ""),
        Figure(
            "within one stated error (68 % are right)", float((off <= 1).mean()), "share", 0.62, at_least=True
        ),
        Figure("within two stated errors (95 %)", float((off <= 2).mean()), "share", 0.92, at_least=True),
    ]
    if tilt:
        found.append(Figure("camera tilt error, median", float(np.median(tilt)), "deg"))
        found.append(Figure("camera tilt error, largest", float(np.max(tilt)), "deg"))
    if height:
        found.append(Figure("camera height error, median", float(np.median(height)), ""))
    return found


def line(row: Row) -> str:
    """One room, for a person."""
    camera = "" if row.tilt is None else f", tilt off {row.tilt:.1f} deg, height {row.height:+.0%}"
    off = f"{row.width:.2f} m, {row.error:+.1%} (states {row.stated:.1%}, off {row.off:.1f})"
    return f"{row.name}: {off}{camera}; {row.why}"
