"""Drawing what was measured onto the picture, so that a person or a specialist can check it by eye."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from PIL import Image, ImageDraw, ImageFont

from tools.measured import SceneReport
from tools.picture.image import Pixels
from tools.pinhole import Camera
from tools.survey import Box, Point, RoomSurvey, Survey

Ink = tuple[int, int, int]

FLOOR: Ink = (20, 160, 60)
WALL_TOP: Ink = (220, 30, 30)
PARTITION: Ink = (200, 30, 200)
OPENING: Ink = (20, 110, 230)


class Canvas:
    """A copy of a picture to draw on.

    Args:
        image: the picture; it is not changed.
        faded: how far it is faded to white, 0 to 1, so that lines stand out.
    """

    def __init__(self, image: Pixels, faded: float = 0.0) -> None:
        pale = image * (1 - faded) + 255 * faded
        self._picture = Image.fromarray(pale.astype(np.uint8))
        self._draw = ImageDraw.Draw(self._picture)
        self._thick = max(1, round(max(image.shape[:2]) / 700))
        self._font = ImageFont.load_default(max(10, round(max(image.shape[:2]) / 85)))

    def outline(self, points: ArrayLike, ink: Ink, label: str = "", *, closed: bool = True) -> None:
        """Draws corners (n, 2) in pixels as lines; corners that are not numbers end the line."""
        corners = np.asarray(points, dtype=float).reshape(-1, 2)
        if len(corners) == 0 or not np.isfinite(corners).all():
            return
        line = [(float(x), float(y)) for x, y in np.clip(corners, -1e4, 1e5)]
        self._draw.line(line + line[:1] if closed else line, fill=ink, width=self._thick)
        if label:
            self.label(line[0], label, ink)

    def box(self, box: Box, ink: Ink, label: str = "") -> None:
        """Draws a box, its label at the top left corner."""
        x0, y0, x1, y1 = box
        self.outline([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], ink, label)

    def cross(self, at: Point, ink: Ink, label: str = "") -> None:
        """Marks one pixel."""
        reach = 4 * self._thick
        x, y = at
        self.outline([(x - reach, y), (x + reach, y)], ink, closed=False)
        self.outline([(x, y - reach), (x, y + reach)], ink, closed=False)
        if label:
            self.label((x + reach, y), label, ink)

    def label(self, at: Point, text: str, ink: Ink) -> None:
        """Writes white text on the ink's colour."""
        where = self._draw.textbbox((at[0] + 2, at[1] + 1), text, font=self._font)
        self._draw.rectangle((where[0] - 2, where[1] - 1, where[2] + 2, where[3] + 1), fill=ink)
        self._draw.text((at[0] + 2, at[1] + 1), text, fill="white", font=self._font)

    def pixels(self) -> Pixels:
        """The drawing so far."""
        return np.asarray(self._picture, dtype=np.uint8).copy()


def inks(count: int) -> list[Ink]:
    """That many well separated, readable colours."""
    hues = [(0.13 + i * 0.381966) % 1.0 for i in range(count)]
    return [tuple(round(255 * c) for c in colorsys.hsv_to_rgb(h, 0.85, 0.78)) for h in hues]  # type: ignore[misc]


def draw_boxes(image: Pixels, boxes: Iterable[tuple[str, Box]]) -> Pixels:
    """Labelled boxes, each in its own colour."""
    canvas, items = Canvas(image, 0.15), list(boxes)
    for (label, box), ink in zip(items, inks(len(items)), strict=True):
        canvas.box(box, ink, label)
    return canvas.pixels()


def draw_outlines(image: Pixels, outlines: Iterable[tuple[str, Sequence[Point]]]) -> Pixels:
    """Labelled outlines, each in its own colour."""
    canvas, items = Canvas(image, 0.15), list(outlines)
    for (label, outline), ink in zip(items, inks(len(items)), strict=True):
        canvas.outline(outline, ink, label)
    return canvas.pixels()


def draw_room(canvas: Canvas, camera: Camera, room: RoomSurvey) -> None:
    """The room's floor, wall tops, uprights, partitions and openings through the camera."""
    floor = _seen(camera, room.floor, 0.0)
    top = _seen(camera, room.floor, room.height)
    canvas.outline(floor, FLOOR, "floor")
    canvas.outline(top, WALL_TOP, "wall top")
    for low, high in zip(floor, top, strict=True):
        canvas.outline([low, high], WALL_TOP, closed=False)
    walls: dict[int | str, tuple[Point, Point]] = {
        i: (p, room.floor[(i + 1) % len(room.floor)]) for i, p in enumerate(room.floor)
    }
    for item in room.partitions:
        walls[item.id] = (item.start, item.end)
        ends = [item.start, item.end]
        for z in (0.0, item.height or room.height):
            canvas.outline(_seen(camera, ends, z), PARTITION, item.id if z == 0 else "", closed=False)
    for hole in room.openings:
        if hole.wall in walls:
            a, b = (np.array(p) for p in walls[hole.wall])
            along = (b - a) / max(float(np.linalg.norm(b - a)), 1e-9)
            near, far = a + along * hole.start, a + along * (hole.start + hole.width)
            low, high = hole.sill, hole.sill + hole.height
            ring = [(*near, low), (*far, low), (*far, high), (*near, high)]
            canvas.outline(camera.project(ring), OPENING, hole.id)


def overlay_survey(image: Pixels, survey: Survey) -> Pixels:
    """The survey on its picture: room, boxes or outlines, and foot points; unsure things say so."""
    canvas = Canvas(image, 0.2)
    if survey.camera is not None and survey.room is not None:
        draw_room(canvas, survey.camera, survey.room)
    for thing, ink in zip(survey.seen, inks(len(survey.seen)), strict=True):
        label = thing.id + ("?" if thing.confidence < 0.5 else "") + (" x" if thing.rejected else "")
        if thing.outline:
            canvas.outline(thing.outline, ink, label)
        else:
            canvas.box(thing.box, ink, label)
        if thing.foot is not None:
            canvas.cross(thing.foot, ink)
    return canvas.pixels()


def overlay_scene(image: Pixels, camera: Camera, report: SceneReport) -> Pixels:
    """Each object of a finished scene as its oriented box, seen through the camera."""
    canvas = Canvas(image, 0.2)
    canvas.outline(_seen(camera, report.room.floor_polygon, 0.0), FLOOR, "floor")
    canvas.outline(_seen(camera, report.room.floor_polygon, report.room.height), WALL_TOP)
    for item, ink in zip(report.objects, inks(len(report.objects)), strict=True):
        x, y, z = item.center
        w, d, h = (s / 2 for s in item.size)
        c, s = math.cos(math.radians(item.yaw_deg)), math.sin(math.radians(item.yaw_deg))
        ring = [(x + c * i * w - s * j * d, y + s * i * w + c * j * d) for i, j in _RING]
        canvas.outline(_seen(camera, ring, z - h), ink)
        canvas.outline(_seen(camera, ring, z + h), ink, item.id)
    return canvas.pixels()


_RING = [(-1, -1), (1, -1), (1, 1), (-1, 1)]


def _seen(
    camera: Camera, points: Sequence[Point], z: float
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    ground = np.asarray(points, dtype=float).reshape(-1, 2)
    return camera.project(np.column_stack([ground, np.full(len(ground), z)])).reshape(-1, 2)
