"""From the marks on a photo at eye level to its camera, its metres and the room around it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.errors import InputError
from tools.picture.annotations import Annotations
from tools.picture.photo.camera import END_PX, FOCAL, FOCAL_SPREAD, Solved, solve
from tools.picture.photo.closing import Closed, Placed, close
from tools.picture.photo.lines import Lines, WallLines
from tools.picture.photo.metres import Metres, metres
from tools.picture.photo.view import floor_in_picture, share_seen
from tools.picture.solution import CameraHints, CameraSolution
from tools.pinhole import Camera
from tools.survey import Point, RoomSurvey

Array = NDArray[np.float64]

HIDDEN = 0.35
"""Weight of a wall's foot that is thought of and not seen."""
LENS = 0.04
"""Spread of a focal length that somebody told."""
PROVISIONAL = 1.5
"""Metres the camera is taken to be high before its scale is known."""
LOOSE_FOCAL = 0.15
"""Spread of a focal length's logarithm from which it is told that it hardly shows."""
SHORTEST = 8.0
"""Pixels: shorter lines have no direction."""
REACH = 0.4
"""Camera heights around a thing's place that its own body may take."""


def solve_shell(
    size: tuple[int, int], marks: Annotations, hints: CameraHints
) -> tuple[CameraSolution, RoomSurvey]:
    """Camera and room of a photo; the world's Y runs along the walls, away from the camera.

    Raises:
        InputError: no camera sees the walls as they are marked, or they go round no room.
    """
    lines = lines_of(size, marks, hints)
    found_camera = solve(lines)
    if found_camera is None:
        raise InputError(
            "no camera inside a room sees the walls as they are marked: give them from left to right, each "
            "meeting the next in a corner of the room, feet below tops"
        )
    solved, lines = found_camera
    closed = close(placed(solved, lines), on_floor(solved, marks))
    (floor, guessed), camera = _turned(closed, solved)
    wide = [(PROVISIONAL * x, PROVISIONAL * y) for x, y in floor]
    found = metres(_scaled(camera, PROVISIONAL), solved, wide, guessed, marks, hints)
    height = found.height
    camera = _scaled(camera, height)
    floor, camera = _centred([(height * x, height * y) for x, y in floor], camera)
    ceiling = hints.wall_height or found.ceiling
    room = RoomSurvey(
        floor_px=floor_in_picture(camera, floor),
        floor=floor,
        height=ceiling,
        seen=round(share_seen(camera, floor, ceiling), 3),
        guessed=guessed,
        source="measured",
        confidence=confidence(solved),
    )
    solution = CameraSolution(
        camera=camera, residual=_residual(solved), confidence=confidence(solved), kind="eye",
        words=_words(solved, found, room, hints), floor=floor, wall_height=ceiling,
        scale=found.scale, focal_error=solved.focal_error,
    )  # fmt: skip
    return solution, room


def lines_of(size: tuple[int, int], marks: Annotations, hints: CameraHints) -> Lines:
    """Everything among the marks that tells the camera."""
    long = max(size)
    told = hints.focal or marks.focal
    focal = (math.log(told * long), LENS) if told else (math.log(FOCAL * long), FOCAL_SPREAD)
    walls = [
        WallLines(0, wall.base_px, wall.top_px, HIDDEN if wall.hidden else 1.0, wall.apart)
        for wall in marks.walls
    ]
    levels = [*marks.levels_px]
    for thing in marks.things:
        square = vocabulary.entry(thing.category).turns not in (0,)
        if len(thing.contacts_px) >= 2 and square:
            levels.append((thing.contacts_px[0], thing.contacts_px[1]))
    noise = max(0.5, END_PX * math.hypot(*size))
    uprights, edges, fine = (_long(ends, size) for ends in (marks.verticals_px, levels, marks.edges_px))
    return Lines(size, walls, uprights, edges, fine, focal, noise)


def placed(solved: Solved, lines: Lines) -> list[Placed]:
    """The walls of a solved camera, each as far as it is marked, camera heights."""
    out = []
    for wall, offset in zip(lines.walls, solved.offsets, strict=True):
        marked = [(wall.base, 0.0), (wall.top, solved.ceiling)]
        along = [
            _along(solved.camera, point, wall.axis, float(offset))
            for line, _ in marked if line is not None for point in line
        ]  # fmt: skip
        known = [a for a in along if a is not None]
        out.append(
            Placed(wall.axis, float(offset), min(known, default=0.0), max(known, default=0.0), wall.apart)
        )
    return out


def _along(camera: Camera, pixel: Point, axis: int, offset: float) -> float | None:
    """Where along a wall's plane a pixel's ray meets it; None where it does so behind the camera."""
    ray = np.array([(pixel[0] - camera.cx) / camera.focal_px, (pixel[1] - camera.cy) / camera.focal_px, 1.0])
    way = ray @ np.array(camera.rotation)
    far = offset / way[1 - axis] if abs(way[1 - axis]) > 1e-6 else -1.0
    return float(way[axis] * far) if 0 < far < 50 else None


def on_floor(solved: Solved, marks: Annotations) -> Array:
    """Places (n, 2) on the floor where things stand, with room for their bodies, camera heights."""
    found = []
    for thing in marks.things:
        pixels = [*thing.contacts_px, *([thing.foot] if thing.foot else [])]
        if not pixels or thing.mount in ("wall", "ceiling") or thing.on:
            continue
        around = 0.0 if thing.contacts_px else REACH
        for x, y in solved.camera.to_plane(pixels)[:, :2]:
            if np.isfinite(x) and math.hypot(x, y) < 8:
                found += [(x - around, y - around), (x + around, y + around)]
    return np.array(found, dtype=float).reshape(-1, 2)


def confidence(solved: Solved) -> float:
    """How sure a camera is, 0 to 1."""
    sure = 1.0 - min(1.0, solved.turn_error / 8.0) - min(0.4, solved.focal_error)
    return float(np.clip(sure * (0.4 + 0.6 * solved.inliers), 0.1, 0.95))


def _turned(closed: Closed, solved: Solved) -> tuple[Closed, Camera]:
    """Floor and camera turned by quarters until the camera looks along +Y, the floor from its lower left."""
    frame = np.array(solved.camera.rotation)
    x, y = frame[2][:2]
    quarter = round(math.degrees(math.atan2(x, y)) / 90) * 90
    c, s = math.cos(math.radians(quarter)), math.sin(math.radians(quarter))
    turn = np.round(np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]))
    floor = np.array(closed.floor) @ turn[:2, :2].T
    rows = tuple(map(tuple, (frame @ turn.T).tolist()))
    camera = solved.camera.model_copy(update={"rotation": rows})
    first = int(np.argmin(floor.sum(1)))
    guessed = sorted((i - first) % len(floor) for i in closed.guessed)
    return Closed([(float(u), float(v)) for u, v in np.roll(floor, -first, axis=0)], guessed), camera


def _scaled(camera: Camera, height: float) -> Camera:
    return camera.model_copy(update={"position": tuple(height * v for v in camera.position)})


def _centred(floor: list[Point], camera: Camera) -> tuple[list[Point], Camera]:
    """The world's origin in the middle of the floor's bounding rectangle."""
    points = np.array(floor)
    x, y = ((points.min(0) + points.max(0)) / 2).tolist()
    moved = (camera.position[0] - x, camera.position[1] - y, camera.position[2])
    return [(u - x, v - y) for u, v in floor], camera.model_copy(update={"position": moved})


def _residual(solved: Solved) -> float:
    """The lines' misses as an angle at the picture's half width, degrees."""
    return round(math.degrees(math.atan2(solved.rms, solved.camera.focal_px)), 3)


def _words(solved: Solved, found: Metres, room: RoomSurvey, hints: CameraHints) -> str:
    frame = np.array(solved.camera.rotation)
    pitch = -math.degrees(math.asin(float(frame[2][2])))
    parts = [
        f"photo at eye level: pitched {pitch:.1f} degrees down (within {solved.turn_error:.1f}), "
        f"{math.degrees(2 * math.atan(solved.camera.width / 2 / solved.camera.focal_px)):.0f} degrees wide; "
        f"{solved.inliers:.0%} of the marked lines fit",
        f"camera {found.height:.2f} m above the floor; metres: {found.scale.anchor} (within "
        f"{found.scale.relative_error:.0%})",
        f"{room.seen or 0:.0%} of the floor is seen; walls {', '.join(map(str, room.guessed)) or 'none'} are "
        "guessed",
    ]
    if solved.focal_error > LOOSE_FOCAL and not hints.focal:
        parts.append(
            f"the focal length hardly shows (within {solved.focal_error:.0%}): lines that run into the "
            "picture on both sides would tell it"
        )
    return "; ".join([*parts, *found.told])


def _long(ends: list[tuple[Point, Point]], size: tuple[int, int]) -> Array:
    """Lines (n, 2, 2) from the picture's middle, those without a direction left out."""
    lines = np.array(ends, dtype=float).reshape(-1, 2, 2) - np.array(size) / 2
    return np.asarray(lines[np.hypot(*(lines[:, 1] - lines[:, 0]).T) >= SHORTEST])
