"""`room bench plans`: generated plans with the defects people's plans have, read without help."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import NamedTuple

import cv2
import cyclopts
import numpy as np
from shapely import Polygon

from harness.bench.drawn_plans import DrawnPlan, draw_plan_case
from harness.options import Json
from harness.terminal import Console
from tools.errors import InputError
from tools.picture import drafting, image, overlay, reading
from tools.picture.image import Pixels
from tools.picture.plan.lettering import can_read
from tools.settings import PictureSettings
from tools.survey import Survey
from tools.walls import walls_of

NEAR = 0.45
"""Metres that an opening's middle may be off and still be found."""
RIGHT = 0.9
"""Overlap from which an outline counts as right."""
AIMS = {
    "floor IoU, median": 0.95,
    "share over 0.85": 0.9,
    "width error where written": 0.03,
    "doors found": 0.9,
}


class Read(NamedTuple):
    """What was measured on one plan.

    Attributes:
        overlap: of the true floor and the read one in the picture (intersection over union).
        width_error: of the room's width, as a fraction.
        doors: true doors and doorways, and how many were found.
        windows: likewise.
        extra: openings read where there is none.
        rooms: true and read.
        confidence: that the outline is right, as the survey says.
        seconds: processor time.
        failed: why nothing was read.
    """

    name: str
    overlap: float
    width_error: float
    written: bool
    doors: tuple[int, int]
    windows: tuple[int, int]
    extra: int
    rooms: tuple[int, int]
    confidence: float
    seconds: float
    failed: str = ""


def register(bench: cyclopts.App) -> None:
    """Add `room bench plans`."""

    @bench.command
    def plans(
        *,
        count: int = 60,
        first: int = 1000,
        out: Path | None = None,
        as_json: Json = False,
    ) -> int:
        """Read generated plans with scanners', apps' and habits' defects; compare with their truth.

        Args:
            count: plans.
            first: seed of the first.
            out: folder for a picture of the worst, true outline green, read outline red.
            as_json: print JSON.
        """
        rows, worst = [], []
        progress = Console(stderr=True, highlight=False)
        for seed in range(first, first + count):
            case = draw_plan_case(seed)
            row, survey = measure(case, f"{seed} {case.style} {' '.join(case.defects)}")
            rows.append(row)
            worst.append((row.overlap, _beside(case, survey, row)))
            progress.print(f"{row.name}: {row.overlap:.3f} {row.failed}", markup=False)
        figures = summary(rows)
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            worst.sort(key=lambda pair: pair[0])
            for number, (_, shown) in enumerate(worst[:12]):
                image.save(shown, out / f"worst_{number:02d}.png")
        console = Console(highlight=False, soft_wrap=True)
        if as_json:
            console.print_json(json.dumps({"figures": figures, "rows": [r._asdict() for r in rows]}))
        else:
            for name, value in figures.items():
                aim = f"  (aim {AIMS[name]:g})" if name in AIMS else ""
                console.print(f"{name:<32} {value:>8.3f}{aim}", markup=False)
            if not can_read():
                console.print("widths are not read: the optional group ocr is not installed")
        return 0 if met(figures) else 1


def measure(case: DrawnPlan, name: str) -> tuple[Read, Survey | None]:
    """One plan read without help, against its truth."""
    settings = PictureSettings()
    doors = [h for h in case.holes if h.kind != "window"]
    windows = [h for h in case.holes if h.kind == "window"]
    start = time.process_time()
    try:
        survey = reading.read(case.image, settings, drafting.draft(case.image, settings))
    except InputError as error:
        none = (len(doors), 0), (len(windows), 0)
        spent = time.process_time() - start
        return Read(
            name, 0.0, 1.0, case.written, *none, 0, (len(case.rooms), 0), 0.0, spent, str(error)
        ), None
    spent = time.process_time() - start
    room = survey.room
    assert room is not None
    assert survey.camera is not None
    read: list[tuple[str, float, float]] = [
        (o.kind, *_place(survey, o.wall, o.start + o.width / 2)) for o in room.openings
    ]
    near = NEAR * float(np.ptp(case.floor[:, 0])) / case.width
    hit = [_found(h.middle, h.kind == "window", read, near) for h in case.holes]
    width = float(np.ptp([p[0] for p in room.floor]))
    return Read(
        name=name,
        overlap=overlap_of(case.floor, np.array(room.floor_px)),
        width_error=abs(width / case.width - 1),
        written=case.written,
        doors=(len(doors), sum(ok for ok, h in zip(hit, case.holes, strict=True) if h.kind != "window")),
        windows=(len(windows), sum(ok for ok, h in zip(hit, case.holes, strict=True) if h.kind == "window")),
        extra=max(0, len(read) - sum(hit)),
        rooms=(len(case.rooms), max(1, len(room.spaces))),
        confidence=room.confidence,
        seconds=spent,
    ), survey


def overlap_of(one: np.typing.NDArray[np.float64], other: np.typing.NDArray[np.float64]) -> float:
    """Intersection over union of two outlines."""
    a, b = Polygon(one).buffer(0), Polygon(other).buffer(0)
    return float(a.intersection(b).area / max(a.union(b).area, 1e-9))


def _place(survey: Survey, wall: int | str, along: float) -> tuple[float, float]:
    """Pixels of a place on a wall."""
    room, camera = survey.room, survey.camera
    assert room is not None
    assert camera is not None
    lines = {w.name: w for w in walls_of(room) if not w.inner}
    if wall in lines:
        point = lines[wall].at(along, -room.thickness / 2)
    else:
        part = next(p for p in room.partitions if p.id == wall)
        a, b = np.array(part.start), np.array(part.end)
        x, y = (a + (b - a) * along / max(float(np.linalg.norm(b - a)), 1e-9)).tolist()
        point = (x, y)
    u, v = camera.project([(*point, 0.0)])[0].tolist()
    return u, v


def _found(
    middle: np.typing.NDArray[np.float64], window: bool, read: list[tuple[str, float, float]], near: float
) -> bool:
    return any(
        (kind == "window") == window and np.hypot(u - middle[0], v - middle[1]) < near for kind, u, v in read
    )


def summary(rows: list[Read]) -> dict[str, float]:
    """The figures of many plans."""
    overlaps = np.array([r.overlap for r in rows])
    errors = [r.width_error for r in rows if r.written and not r.failed]
    guessed = [r.width_error for r in rows if not r.written and not r.failed]
    doors, windows = (np.array([getattr(r, k) for r in rows]).sum(0) for k in ("doors", "windows"))
    return {
        "floor IoU, median": float(np.median(overlaps)),
        "share over 0.85": float((overlaps > 0.85).mean()),
        "share over 0.95": float((overlaps > 0.95).mean()),
        "width error where written": float(np.median(errors)) if errors else float("nan"),
        "within 3 % where written": float(np.mean(np.array(errors) < 0.03)) if errors else float("nan"),
        "width error where not": float(np.median(guessed)) if guessed else float("nan"),
        "doors found": float(doors[1] / max(doors[0], 1)),
        "windows found": float(windows[1] / max(windows[0], 1)),
        "openings too many, per plan": float(np.mean([r.extra for r in rows])),
        "room count right": float(np.mean([r.rooms[0] == r.rooms[1] for r in rows])),
        "confidence, mean": float(np.mean([r.confidence for r in rows])),
        f"outline right (IoU over {RIGHT:g})": float((overlaps > RIGHT).mean()),
        "seconds of processor, median": float(np.median([r.seconds for r in rows])),
    }


def met(figures: dict[str, float]) -> bool:
    """Whether all aims are met; a width that nobody could read counts as missed."""
    return (
        figures["floor IoU, median"] >= AIMS["floor IoU, median"]
        and figures["share over 0.85"] >= AIMS["share over 0.85"]
        and figures["width error where written"] <= AIMS["width error where written"]
        and figures["doors found"] >= AIMS["doors found"]
    )


def _beside(case: DrawnPlan, survey: Survey | None, row: Read) -> Pixels:
    """The picture with the truth in green and what was read over it."""
    shown = overlay.overlay_survey(case.image, survey) if survey is not None else case.image.copy()
    wide = max(2, max(shown.shape[:2]) // 400)
    cv2.polylines(shown, [np.rint(case.floor).astype(np.int32)], True, (0, 200, 0), wide)
    cv2.putText(
        shown,
        f"{row.name} {row.overlap:.2f}",
        (8, shown.shape[0] - 8),
        cv2.FONT_HERSHEY_SIMPLEX,
        0.6,
        (255, 0, 255),
        2,
    )
    return shown
