"""`room bench photo`: cameras, rooms and things of photos at eye level, from marks made of exact truths."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated

import cyclopts
import numpy as np
from cyclopts import Parameter
from shapely import Polygon, contains_xy

from harness.bench.photo_rooms import Photographed, from_truth, generated
from harness.bench.picture import Figure
from harness.sample.photo_marks import Array, marks_of
from harness.terminal import Console
from tools.errors import InputError
from tools.picture.photo.view import cells, in_view
from tools.picture.reading import read
from tools.pinhole import Camera
from tools.settings import PictureSettings
from tools.solve.layout import solve
from tools.survey import Survey

NEAR, CLOSE = 5.0, 0.3
"""Metres from the camera within which things are counted, and those within which they are placed right."""
NOISE = 1.5
"""Pixels by which a careful reader's points are off."""
WORST = 8


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
    as_json: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> int:
    """Measure camera, floor, things and scale of photos at eye level, from marks made of truths.

    Args:
        folder: folders of NAME.truth.json of rendered photos (`camera.kind` "eye") to measure besides.
        n: how many generated rooms; they have no picture.
        seed: of the first of them.
        noise: pixels by which every marked point is off, one standard deviation.
        as_json: print JSON.
    """
    if n < 0 or noise < 0:
        raise InputError("give 0 or more rooms, and 0 or more pixels of noise")
    truths = [p for f in folder or () for p in sorted(f.glob("*.truth.json")) if _at_eye_level(p)]
    if folder and not truths:
        raise InputError(f"{', '.join(map(str, folder))}: no *.truth.json of a photo at eye level there")
    sets = {"generated": measured((generated(seed + i) for i in range(n)), noise)} if n else {}
    if truths:
        sets["rendered"] = measured((from_truth(p) for p in truths), noise)
    console = Console(highlight=False, soft_wrap=True)
    told = {name: (figures(rows), rows) for name, rows in sets.items()}
    if as_json:
        data = {
            k: {"figures": [asdict(f) for f in a], "rows": [asdict(r) for r in b]}
            for k, (a, b) in told.items()
        }
        console.print_json(json.dumps(data))
        return 0
    for name, (found, rows) in told.items():
        console.print(name, markup=False)
        for figure in found:
            aim = "" if figure.aim is None else f"  (aim {figure.aim:g}, {'met' if figure.ok else 'missed'})"
            console.print(f"  {figure.name:<52} {figure.value:8.3f} {figure.unit}{aim}", markup=False)
        for row in sorted(rows, key=lambda r: r.floor - 0.1 * r.turn)[:WORST]:
            console.print(f"    {line(row)}", markup=False)
    return 0


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


def turned(found: Camera, true: Camera) -> tuple[float, Array]:
    """Degrees between two rotations, and the quarter turn (3, 3) from the found world to the true one."""
    best: tuple[float, Array] | None = None
    for quarter in range(4):
        a = quarter * math.pi / 2
        turn = np.array([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])
        both = np.array(found.rotation) @ turn.T @ np.array(true.rotation).T
        angle = math.degrees(math.acos(float(np.clip((np.trace(both) - 1) / 2, -1, 1))))
        best = (angle, turn) if best is None or angle < best[0] else best
    assert best is not None
    return best


def in_true_world(points: Array, survey: Survey, true: Camera) -> Array:
    """Places (n, 2) of a survey's world in the true one: the camera stands at the same place in both."""
    assert survey.camera is not None
    _, turn = turned(survey.camera, true)
    moved = (points - np.array(survey.camera.position)[:2]) @ turn[:2, :2].T
    return np.asarray(moved + np.array(true.position)[:2])


def overlap(room: Photographed, survey: Survey) -> float:
    """Intersection over union of found and true floor, where the photo looks."""
    assert survey.room is not None
    floor = in_true_world(np.array(survey.room.floor), survey, room.camera)
    places = cells([room.scene.floor, [(float(x), float(y)) for x, y in floor]])
    places = places[in_view(room.camera, places, room.scene.height)]
    true, found = (contains_xy(Polygon(f), places[:, 0], places[:, 1]) for f in (room.scene.floor, floor))
    return float((true & found).sum() / max(1, (true | found).sum()))


def offsets(room: Photographed, survey: Survey) -> dict[str, list[float]]:
    """Metres by which things within NEAR of the camera are off, by how they are mounted."""
    out: dict[str, list[float]] = {}
    solved = solve(survey).solved
    for body in room.scene.bodies:
        if body.id in solved and math.dist(body.center[:2], room.camera.position[:2]) < NEAR:
            (at,) = in_true_world(np.array([solved[body.id].at]), survey, room.camera)
            out.setdefault(body.mount, []).append(float(np.hypot(*(at - body.center[:2]))))
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
