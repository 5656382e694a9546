"""The room's shell from the picture alone: floor, wall tops, partitions and openings."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from tools.errors import InputError
from tools.picture import polygon, shell, silhouette
from tools.picture.camera import solve
from tools.picture.dividers import find_partitions
from tools.picture.holes import find_openings
from tools.picture.image import Mask, Pixels
from tools.picture.rectangles import Fit, enlarged, in_metres
from tools.picture.rectify import Rectified, pixel_size, rectify
from tools.picture.solution import CameraHints, CameraSolution
from tools.picture.view import find_background
from tools.pinhole import Camera
from tools.survey import Point, RoomSurvey

Array = NDArray[np.float64]

WORK = 1000
"""Longer side in pixels of the overhead view the shell is fitted in."""
FOCAL_SEEN = 0.02
"""Loss of line fit under a wrong focal length above which the picture is taken to show it."""


class RoomReading(NamedTuple):
    """Camera and room together, in the same metres."""

    solution: CameraSolution
    room: RoomSurvey


class _Found(NamedTuple):
    """A shell in the world of the camera it was found with, and how sure."""

    shell: shell.Shell
    floor: Array
    top: Array
    confidence: float


def read_room(image: Pixels, *, hints: CameraHints | None = None) -> RoomReading:
    """Solves the camera, finds the room, and puts both in metres, the floor's middle at the origin.

    Raises:
        InputError: an eye-level photo, or no room was found.
    """
    hints = hints or CameraHints()
    lines = solve(image, hints=hints)
    found = _find(image, lines.camera)
    if hints.camera is not None:
        return RoomReading(lines, _surveyed(image, hints.camera, found))
    height = lines.camera.position[2]
    unit = enlarged(lines.camera, 1 / height, np.zeros(2))
    wall = 1 - 1 / found.shell.ratio
    seen = wall > 0.005
    fit = Fit(
        unit,
        found.floor / height,
        wall,
        max(0.5, 6 * (1 - found.shell.support)),
        lines.kind != "plan" and "focal length does not show" not in lines.words,
        "floor and wall tops",
    )
    solution = in_metres((image.shape[1], image.shape[0]), fit, hints, walls_seen=seen)
    floor = np.array(solution.floor)
    solution = solution.model_copy(
        update={
            "residual": lines.residual,
            "confidence": min(lines.confidence, 0.4 + 0.6 * found.confidence),
            "kind": lines.kind,
            "words": f"{lines.words}; {solution.words}",
        }
    )
    factor = float(np.ptp(floor[:, 0]) / np.ptp(found.floor[:, 0]))
    kept = found._replace(floor=floor, shell=found.shell._replace(thickness=found.shell.thickness * factor))
    return RoomReading(solution, _surveyed(image, solution.camera, kept, solution.wall_height))


def _find(image: Pixels, camera: Camera) -> _Found:
    coarse = max(pixel_size(camera), pixel_size(camera) * max(image.shape[:2]) / WORK)
    view = rectify(image, camera, 0.0, coarse)
    foot = np.array(camera.position[:2]) if camera.kind == "pinhole" else np.zeros(2)
    edges = shell.Edges(view, foot)
    flat = camera.kind == "ortho"
    best: _Found | None = None
    for tolerance in (0.5, 1.0, 0.25):
        building = _building(image, camera, view, tolerance)
        outline = None if building is None else silhouette.outline(building)
        if building is None or outline is None:
            continue
        found = shell.fit(
            edges.without(building), polygon.counter_clockwise(view.to_world(outline) - foot), flat=flat
        )
        if not Polygon(found.floor).is_valid:
            continue  # edges were taken for the wrong walls: no floor crosses itself
        tidy = 1.0 if (polygon.axis_edges(found.floor, 4) >= 0).all() else 0.6
        confidence = float(np.clip((found.support - 0.25) / 0.4, 0.05, 0.95)) * tidy
        if best is None or found.support * tidy > best.shell.support * 1.1:
            best = _Found(found, *_placed(found, foot), confidence)
        if best.shell.support > 0.6 and tidy == 1.0:
            break
    if best is None:
        framed = shell.fit_frame(edges, _frame(view, foot), flat=flat)
        best = _Found(framed, *_placed(framed, foot), 0.35 * framed.support)
    if polygon.area(best.floor) <= 0:
        raise InputError("no room was found in the picture; mark the floor and the wall tops")
    return best


def _placed(found: shell.Shell, foot: Array) -> tuple[Array, Array]:
    """Floor and wall tops' shadow on the floor plane, in world coordinates."""
    return found.floor + found.foot + foot, found.floor * found.ratio + found.foot + foot


def _building(image: Pixels, camera: Camera, view: Rectified, tolerance: float) -> Mask | None:
    """The building in the overhead view, when it stands on a page."""
    page = find_background(image, tolerance)
    return silhouette.largest_piece(_warped(~page.mask, camera, view)) if page.found else None


def _warped(mask: Mask, camera: Camera, view: Rectified) -> Mask:
    layers = np.repeat(mask[:, :, None].astype(np.uint8) * np.uint8(255), 3, axis=2)
    flat = rectify(layers, camera, 0.0, view.metres_per_pixel, view.bounds)
    return (flat.image[..., 0] > 127) & view.seen


def _frame(view: Rectified, foot: Array) -> Array:
    """The largest upright rectangle of what the picture shows, about, relative to the foot."""
    rows = np.flatnonzero(view.seen.mean(1) > 0.8)
    columns = np.flatnonzero(view.seen.mean(0) > 0.8)
    if len(rows) < 8 or len(columns) < 8:
        rows, columns = np.arange(view.seen.shape[0]), np.arange(view.seen.shape[1])
    x0, x1, y0, y1 = columns[0], columns[-1] + 1, rows[0], rows[-1] + 1
    return polygon.counter_clockwise(view.to_world([(x0, y1), (x1, y1), (x1, y0), (x0, y0)]) - foot)


def _surveyed(image: Pixels, camera: Camera, found: _Found, height: float | None = None) -> RoomSurvey:
    """The room survey of a shell whose floor is in the camera's metres."""
    floor = polygon.canonical(polygon.squared(found.floor))
    wall = height if height is not None else camera.position[2] * (1 - 1 / found.shell.ratio)
    room = RoomSurvey(
        floor_px=_pixels(camera, floor, 0.0),
        wall_top_px=_pixels(camera, floor, wall) if wall > 0.02 and camera.kind == "pinhole" else [],
        floor=[(float(x), float(y)) for x, y in floor],
        height=float(wall) if wall > 0.02 else 2.6,
        thickness=float(np.clip(found.shell.thickness, 0.03, 1.0)),
        source="measured",
        confidence=round(found.confidence, 3),
    )
    if camera.kind != "pinhole" or wall <= 0.02:
        return room
    partitions = find_partitions(image, camera, room)
    room = room.model_copy(update={"partitions": partitions})
    return room.model_copy(update={"openings": find_openings(image, camera, room)})


def _pixels(camera: Camera, floor: Array, z: float) -> list[Point]:
    seen = camera.project(np.column_stack([floor, np.full(len(floor), z)]))
    return [(round(float(u), 2), round(float(v), 2)) for u, v in seen]


def describe(room: RoomSurvey) -> str:
    """One line for a person."""
    xs, ys = zip(*room.floor, strict=True)
    parts = [
        f"{len(room.floor)} corners, {max(xs) - min(xs):.2f} x {max(ys) - min(ys):.2f} m, "
        f"{abs(polygon.area(room.floor)):.1f} m²",
        f"walls {room.height:.2f} m high and {room.thickness:.2f} m thick",
        f"{len(room.partitions)} partitions, {len(room.openings)} openings",
        f"confidence {room.confidence:.0%}",
    ]
    if room.confidence < 0.5 or math.isnan(room.confidence):
        parts.append("check the overlay, or mark the floor and the wall tops")
    return "; ".join(parts)
