"""`room bench picture`: the picture tools against rooms whose truth is known exactly."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import cv2
import cyclopts
import numpy as np
import orjson
from shapely import Polygon

from harness.bench.drawn_rooms import draw_room
from harness.options import Json
from harness.picture_out import write
from harness.terminal import Console
from tools.errors import InputError
from tools.geometry import box_overlap
from tools.picture import image
from tools.picture.image import Mask, Pixels
from tools.picture.overlay import Canvas
from tools.picture.overlay import draw_room as draw_shell
from tools.picture.room import RoomReading, read_room
from tools.picture.segment import proposals
from tools.picture.sheet import contact_sheet
from tools.picture.texture import make_texture
from tools.pinhole import Camera
from tools.survey import Box, Point

TRUTH: tuple[int, int, int] = (255, 170, 0)
"""Ink of the true floor on the sheet of the worst."""
OPEN_FLOOR = 25
"""Pixels from walls and furniture within which creases darken a floor's own colour."""
WORST = 10
SURE = 0.35
"""Confidence of the draft boxes that are counted."""


class Case(NamedTuple):
    """A picture and what is true of it.

    Attributes:
        floor_mask: bare floor in the picture; None when unknown, and then no texture is measured.
        boxes: of the furniture, pixels.
    """

    name: str
    image: Pixels
    camera: Camera
    floor: list[Point]
    floor_mask: Mask | None
    boxes: list[Box]


@dataclass(frozen=True)
class Row:
    """What was measured on one picture.

    Attributes:
        tilt: degrees between the found and the true direction straight down.
        floor: overlap (intersection over union) of the floor polygons in the picture.
        texture: largest difference of a channel's mean, 0-255, between the tile and the open floor; None
            when not measured.
        found: share of the furniture with a draft box that overlaps it by half; None without furniture.
        right: share of the draft boxes that overlap a piece of furniture by half.
        seconds: camera and room.
        failed: why there is no reading; the other figures are then the worst possible.
    """

    name: str
    tilt: float
    floor: float
    texture: float | None
    found: float | None
    right: float | None
    seconds: float
    failed: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure over all pictures, and the aim it is held against."""

    name: str
    value: float
    unit: str
    aim: float | None = None
    at_least: bool = False

    @property
    def ok(self) -> bool:
        """Whether the aim is met; True without one."""
        if self.aim is None:
            return True
        return self.value >= self.aim if self.at_least else self.value <= self.aim


def register(bench: cyclopts.App) -> None:
    """Add `room bench picture`."""

    @bench.command
    def picture(
        *,
        n: int = 200,
        seed: int = 1000,
        folder: Path | None = None,
        geometry: Annotated[bool, cyclopts.Parameter(negative="")] = False,
        out: Path | None = None,
        force: Annotated[bool, cyclopts.Parameter(negative="")] = False,
        as_json: Json = False,
    ) -> int:
        """Measure the picture tools on rooms with exact truth: camera, floor, textures, draft boxes.

        Args:
            n: how many drawn rooms.
            seed: of the first one.
            folder: measure on `room sample` pictures from above in this folder instead.
            geometry: camera and floor only, three times as fast.
            out: picture of the ten worst to write.
            force: overwrite it.
            as_json: print JSON.
        """
        if n < 1:
            raise InputError(f"--n {n}: give at least 1 room")
        told = Console(stderr=True, highlight=False)
        cases = samples(folder) if folder else (drawn(seed + i) for i in range(n))
        rows, worst = [], Worst()
        for number, case in enumerate(cases, start=1):
            row, reading = measure(case, geometry=geometry)
            rows.append(row)
            worst.add(case, row, reading)
            if number % 20 == 0:
                told.print(f"{number} pictures measured ...")
        found = figures(rows)
        if out is not None:
            write(worst.sheet(), out, force=force)
        _tell(found, rows, as_json)
        return 0 if all(figure.ok for figure in found) else 1


def drawn(seed: int) -> Case:
    """A room of the small renderer."""
    room = draw_room(seed)
    boxes = [t.box for t in room.things if t.size[2] > 0.1]
    floor = [(float(x), float(y)) for x, y in room.floor]
    return Case(f"{seed} {room.shape}", room.image, room.camera, floor, room.floor_mask, boxes)


def samples(folder: Path) -> Sequence[Case]:
    """The pictures from above (and slanted) that `room sample` made in a folder."""
    cases = []
    for path in sorted(folder.glob("*.truth.json")):
        truth = orjson.loads(path.read_bytes())
        if truth.get("camera_kind") == "eye":
            continue
        picture = path.with_name(truth["picture"])
        boxes = [
            (o["box"][0], o["box"][1], o["box"][2], o["box"][3]) for o in truth["objects"] if not o["small"]
        ]
        floor = [(float(x), float(y)) for x, y in truth["room"]["floor_polygon"]]
        cases.append(Case(picture.stem, image.load(picture), Camera(**truth["camera"]), floor, None, boxes))
    if not cases:
        raise InputError(
            f"{folder} holds no *.truth.json of pictures from above; make some with `room sample`"
        )
    return cases


def measure(case: Case, *, geometry: bool = False) -> tuple[Row, RoomReading | None]:
    """Reads one picture and holds it against its truth; with `geometry`, its camera and floor only."""
    start = time.perf_counter()
    try:
        reading = read_room(case.image)
    except InputError as error:
        return Row(case.name, 90.0, 0.0, None, 0.0, 0.0, time.perf_counter() - start, str(error)), None
    seconds = time.perf_counter() - start
    found, right = (None, None) if geometry else draft_shares(case, reading)
    row = Row(
        case.name,
        tilt_error(reading.solution.camera, case.camera),
        floor_overlap(reading.room.floor_px, case),
        None if geometry else texture_error(case, reading),
        found,
        right,
        seconds,
    )
    return row, reading


def draft_shares(case: Case, reading: RoomReading) -> tuple[float | None, float | None]:
    """Share of the furniture with a draft box, and of the draft boxes that are furniture."""
    found = proposals(case.image, reading.solution.camera, reading.room)
    drafts = [p.box for p in found if p.confidence >= SURE]
    if not case.boxes:
        return None, None
    overlaps = [[box_overlap(a, b) for b in drafts] for a in case.boxes]
    hits = np.array(overlaps).reshape(len(case.boxes), -1) > 0.5
    return float(hits.any(1).mean()), float(hits.any(0).mean()) if drafts else 0.0


def tilt_error(found: Camera, true: Camera) -> float:
    """Degrees between two cameras' directions straight down, each in its camera's frame."""
    down = [np.array(c.rotation) @ (0.0, 0.0, -1.0) for c in (found, true)]
    return float(np.degrees(np.arccos(np.clip(down[0] @ down[1], -1, 1))))


def floor_overlap(floor_px: Sequence[Point], case: Case) -> float:
    """Intersection over union of a floor polygon in pixels and the true one."""
    ground = np.array(case.floor)
    truth = Polygon(case.camera.project(np.column_stack([ground, np.zeros(len(ground))]))).buffer(0)
    guess = Polygon(floor_px).buffer(0)
    return float(guess.intersection(truth).area / guess.union(truth).area)


def texture_error(case: Case, reading: RoomReading) -> float | None:
    """Difference of mean colour between a tile of the floor and the open floor; None without a mask."""
    if case.floor_mask is None:
        return None
    kernel = np.ones((OPEN_FLOOR, OPEN_FLOOR), np.uint8)
    open_floor = cv2.erode(case.floor_mask.astype(np.uint8), kernel) > 0
    if open_floor.sum() < 500:
        return None
    with tempfile.TemporaryDirectory() as folder:
        made = make_texture(
            case.image,
            reading.solution.camera,
            reading.room.floor_px,
            Path(folder) / "floor.webp",
            avoid=[~case.floor_mask],
        )
        tile = image.load(made.path, smallest=1)
    if min(tile.shape[:2]) < image.MIN_SIDE:
        return None
    return float(np.abs(tile.reshape(-1, 3).mean(0) - case.image[open_floor].mean(0)).max())


def figures(rows: Sequence[Row]) -> list[Figure]:
    """The figures that are promised, from all rows."""
    tilt, floor = np.array([r.tilt for r in rows]), np.array([r.floor for r in rows])
    texture = np.array([r.texture for r in rows if r.texture is not None])
    found = [r.found for r in rows if r.found is not None]
    right = [r.right for r in rows if r.right is not None]
    out = [
        Figure("pictures", len(rows), ""),
        Figure("camera tilt error, median", float(np.median(tilt)), "deg", 0.5),
        Figure("camera tilt error, 90 % within", float(np.percentile(tilt, 90)), "deg", 3.0),
        Figure("floor overlap, median", float(np.median(floor)), "IoU", 0.9, at_least=True),
        Figure("floor overlap, 10 % below", float(np.percentile(floor, 10)), "IoU"),
        Figure("camera and room, median", float(np.median([r.seconds for r in rows])), "s"),
    ]
    if len(texture):
        out.append(Figure("texture colour error, median", float(np.median(texture)), "/255", 3.0))
        out.append(
            Figure("texture colour error, 95 % within", float(np.percentile(texture, 95)), "/255", 3.0)
        )
    if found:
        out.append(Figure("furniture with a draft box", float(np.mean(found)), "share"))
        out.append(Figure("draft boxes that are furniture", float(np.mean(right)), "share"))
    return out


class Worst:
    """Keeps the pictures that were read worst, to look at."""

    def __init__(self, count: int = WORST) -> None:
        self._count = count
        self._kept: list[tuple[float, str, Pixels]] = []

    def add(self, case: Case, row: Row, reading: RoomReading | None) -> None:
        """Draws the reading and the truth when this is among the worst so far."""
        badness = (1 - row.floor) + row.tilt / 20
        if len(self._kept) >= self._count and badness <= self._kept[-1][0]:
            return
        canvas = Canvas(case.image)
        if reading is not None:
            draw_shell(canvas, reading.solution.camera, reading.room)
        ground = np.array(case.floor)
        canvas.outline(case.camera.project(np.column_stack([ground, np.zeros(len(ground))])), TRUTH)
        words = f"{case.name}: floor {row.floor:.3f}, tilt {row.tilt:.2f}" + (" FAILED" if row.failed else "")
        self._kept.append((badness, words, canvas.pixels()))
        self._kept.sort(key=lambda k: -k[0])
        del self._kept[self._count :]

    def sheet(self) -> Pixels:
        """The worst on one sheet; the truth in orange."""
        return contact_sheet([k[2] for k in self._kept], [k[1] for k in self._kept], columns=4, side=460)


def as_json(found: Sequence[Figure], rows: Sequence[Row]) -> dict[str, Any]:
    """Figures and rows as plain data."""
    return {
        "figures": [asdict(f) | {"ok": f.ok} for f in found],
        "rows": [asdict(r) for r in rows],
    }


def _tell(found: Sequence[Figure], rows: Sequence[Row], json_wanted: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if json_wanted:
        console.print_json(json.dumps(as_json(found, rows)))
        return
    for figure in found:
        aim = "" if figure.aim is None else f"  (aim {figure.aim:g}, {'met' if figure.ok else 'missed'})"
        console.print(f"{figure.name:<36} {figure.value:9.3f} {figure.unit}{aim}", markup=False)
    for row in sorted(rows, key=lambda r: r.floor - r.tilt / 20)[:WORST]:
        line = f"  worst: {row.name}: floor {row.floor:.3f}, tilt {row.tilt:.2f} degrees {row.failed}"
        console.print(line, markup=False)
