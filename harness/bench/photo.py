"""`room bench photo`: cameras, rooms and things of photos at eye level, from marks made of exact truths."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated

import cyclopts
import numpy as np
from cyclopts import Parameter

from harness.bench import photo_masks, photo_views
from harness.bench.photo_against import CLOSE, NEAR, NOISE, away, overlap
from harness.bench.photo_rooms import Photographed, from_truth, generated
from harness.bench.picture import Figure
from harness.options import Json
from harness.sample.photo_marks import marks_of
from harness.terminal import Console
from tools.errors import InputError
from tools.measure.common_world import turned
from tools.picture.reading import read
from tools.settings import PictureSettings
from tools.survey import Survey

WORST = 8
MOST_VIEWS = 6
"""Pictures of one room: more tell little more."""


@dataclass(frozen=True)
class Row:
    """What was measured on one room.

    Attributes:
        turn: degrees between the found rotation and the true one.
        focal: found focal length over the true one, less 1.
        floor: overlap (intersection over union) of found and true floor where the photo looks.
        scale: camera's height by usual sizes over the true one, less 1.
        stated: the error of that which the survey states.
        seen: share of the found floor that is seen.
        placed: metres by which each thing within NEAR is off when the camera's height is given, by mount.
        why: why there is no reading; "" else.
    """

    name: str
    turn: float = 180.0
    focal: float = 1.0
    floor: float = 0.0
    scale: float = 1.0
    stated: float = 0.01
    seen: float = 0.0
    placed: dict[str, list[float]] = field(default_factory=dict)
    why: str = ""


def register(bench: cyclopts.App) -> None:
    """Add `room bench photo`."""
    bench.command(photo)


def photo(
    folder: list[Path] | None = None,
    *,
    n: int = 100,
    seed: int = 0,
    noise: float = NOISE,
    views: int = 1,
    masks: Annotated[bool, Parameter(negative="")] = False,
    as_json: Json = False,
) -> int:
    """Measure camera, floor, things and scale of photos at eye level, from marks made of truths.

    Args:
        folder: folders of NAME.truth.json of rendered photos (`camera.kind` "eye") to measure besides.
        n: how many generated rooms; they have no picture.
        seed: of the first of them.
        noise: pixels by which every marked point is off, one standard deviation.
        views: how many pictures of each generated room: with 3, the same rooms from one picture and from
            three, side by side.
        masks: give the generated rooms' things by exact masks and names, and measure boxes and surfaces.
        as_json: print JSON.
    """
    if n < 0 or noise < 0 or not 1 <= views <= MOST_VIEWS:
        raise InputError(
            f"give 0 or more rooms, 0 or more pixels of noise, and 1 to {MOST_VIEWS} pictures of each room"
        )
    if (views > 1 or masks) and folder:
        raise InputError("--views and --masks are of generated rooms: leave the folder out")
    if masks:
        rows = photo_masks.measured(n, seed, noise)
        worst_rows = {"masks": [photo_masks.line(r) for r in photo_masks.worst(rows)[:WORST]]}
        tell({"masks": (photo_masks.figures(rows), [asdict(r) for r in rows])}, worst_rows, as_json=as_json)
        return 0
    if views > 1:
        both = photo_views.measured(n, seed, views, noise)
        tell(
            {f"{views} pictures": (photo_views.figures(both), [asdict(r) for r in both])},
            {f"{views} pictures": [photo_views.line(r) for r in photo_views.worst(both)[:WORST]]},
            as_json=as_json,
        )
        return 0
    truths = [p for f in folder or () for p in sorted(f.glob("*.truth.json")) if _at_eye_level(p)]
    if folder and not truths:
        raise InputError(f"{', '.join(map(str, folder))}: no *.truth.json of a photo at eye level there")
    sets = {"generated": measured((generated(seed + i) for i in range(n)), noise)} if n else {}
    if truths:
        sets["rendered"] = measured((from_truth(p) for p in truths), noise)
    told = {name: (figures(rows), [asdict(r) for r in rows]) for name, rows in sets.items()}
    worst = {
        name: [line(r) for r in sorted(rows, key=lambda r: r.floor - 0.1 * r.turn)[:WORST]]
        for name, rows in sets.items()
    }
    tell(told, worst, as_json=as_json)
    return 0


def tell(
    told: Mapping[str, tuple[list[Figure], list[dict[str, object]]]],
    worst: Mapping[str, list[str]],
    *,
    as_json: bool,
) -> None:
    """Print figures with their aims and the worst rows, by the name of a set; or everything as JSON."""
    console = Console(highlight=False, soft_wrap=True)
    if as_json:
        data = {k: {"figures": [asdict(f) for f in a], "rows": b} for k, (a, b) in told.items()}
        console.print_json(json.dumps(data))
        return
    for name, (found, _) in told.items():
        console.print(name, markup=False)
        for figure in found:
            aim = "" if figure.aim is None else f"  (aim {figure.aim:g}, {'met' if figure.ok else 'missed'})"
            console.print(f"  {figure.name:<52} {figure.value:8.3f} {figure.unit}{aim}", markup=False)
        for row in worst[name]:
            console.print(f"    {row}", markup=False)


def _at_eye_level(path: Path) -> bool:
    try:
        camera = json.loads(path.read_bytes()).get("camera", {})
    except (ValueError, AttributeError) as error:
        raise InputError(f"{path}: no truth that can be read ({error})") from error
    return isinstance(camera, dict) and camera.get("kind") == "eye" and "rotation_deg" in camera


def measured(rooms: Iterable[Photographed], noise: float) -> list[Row]:
    """A row for each room; rooms of which the photo shows no wall are left out."""
    return list(_rows(rooms, noise))


def _rows(rooms: Iterable[Photographed], noise: float) -> Iterator[Row]:
    for number, room in enumerate(rooms):
        row = measure(room, np.random.default_rng([number, 170]), noise)
        if row is not None:
            yield row


def measure(room: Photographed, rng: np.random.Generator, noise: float = NOISE) -> Row | None:
    """Reads one room from its marks: once with the camera's height given, once by usual sizes."""
    marks = marks_of(room.scene, room.camera, rng, noise)
    if marks is None:
        return None
    camera = room.camera
    blank = np.full((camera.height, camera.width, 3), 128, np.uint8)
    try:
        given = read(blank, PictureSettings(camera_height=camera.position[2]), marks)
        usual = read(blank, PictureSettings(), marks)
        placed = offsets(room, given)
    except InputError as error:
        return Row(room.name, why=str(error))
    assert given.camera is not None
    assert usual.camera is not None
    assert given.room is not None
    assert usual.scale is not None
    turn, _ = turned(given.camera, camera)
    return Row(
        room.name, turn, given.camera.focal_px / camera.focal_px - 1, overlap(room, given),
        usual.camera.position[2] / camera.position[2] - 1, usual.scale.relative_error, given.room.seen or 0.0,
        placed,
    )  # fmt: skip


def offsets(room: Photographed, survey: Survey) -> dict[str, list[float]]:
    """Metres by which things within NEAR of the camera are off, by how they are mounted."""
    mounts = {b.id: b.mount for b in room.scene.bodies}
    out: dict[str, list[float]] = {}
    for id, metres in away(room, survey).items():
        out.setdefault(mounts[id], []).append(metres)
    return out


def figures(rows: Sequence[Row]) -> list[Figure]:
    """What is promised of a set of rows."""
    turn, focal, floor, scale = (
        np.array([abs(getattr(r, name)) for r in rows]) for name in ("turn", "focal", "floor", "scale")
    )
    stated = np.array([abs(math.log1p(max(r.scale, -0.99))) / r.stated for r in rows])
    mounts = sorted({m for r in rows for m in r.placed})
    by_mount = {m: np.array([v for r in rows for v in r.placed.get(m, ())]) for m in mounts}
    every = np.concatenate([*by_mount.values(), np.empty(0)])
    found = [
        Figure("rooms", len(rows), ""),
        Figure("rotation error, median", float(np.median(turn)), "deg", 1.0),
        Figure("rotation within 3 degrees", float((turn < 3).mean()), "share", 0.9, at_least=True),
        Figure("focal length within 5 %", float((focal < 0.05).mean()), "share", 0.8, at_least=True),
        Figure("floor that is seen, IoU, median", float(np.median(floor)), "", 0.9, at_least=True),
        Figure("floor that is seen, IoU, mean", float(floor.mean()), ""),
        Figure("scale by usual sizes off by, median", float(np.median(scale)), "", 0.05),
        Figure("  within two stated errors (95 % are right)", float((stated <= 2).mean()), "share"),
    ]
    if len(every):
        near = f"things within {NEAR:g} m placed within {CLOSE:g} m"
        found.append(Figure(near, float((every < CLOSE).mean()), "share", 0.9, at_least=True))
        found += [
            Figure(f"  {len(v)} on the {m}", float((v < CLOSE).mean()), "share") for m, v in by_mount.items()
        ]
    return found


def line(row: Row) -> str:
    """One room, for a person."""
    if row.why:
        return f"{row.name}: {row.why}"
    every = [v for values in row.placed.values() for v in values]
    right = sum(v < CLOSE for v in every)
    return (
        f"{row.name}: turned {row.turn:.2f} deg, focal {row.focal:+.1%}, floor {row.floor:.3f}, "
        f"scale {row.scale:+.1%} (states {row.stated:.1%}), {right} of {len(every)} things, "
        f"sees {row.seen:.0%}"
    )
