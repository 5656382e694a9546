"""What the `room picture` commands share: reading corners, files, and pictures of what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from pydantic import BaseModel

from tools.errors import InputError
from tools.files import read_model
from tools.measured import SceneReport
from tools.picture import segment
from tools.picture.image import Pixels
from tools.picture.overlay import Canvas, draw_outlines, draw_room, overlay_scene, overlay_survey
from tools.picture.room import RoomReading
from tools.picture.solution import CameraSolution
from tools.survey import Box, Point, RoomSurvey, Survey

Model = TypeVar("Model", bound=BaseModel)


def corners(text: str, flag: str) -> list[Point] | Box:
    """Corners "x,y x,y x,y ..." or a box "x0,y0,x1,y1".

    Raises:
        InputError: not that many numbers.
    """
    try:
        values = [float(v) for v in re.split(r"[,;\s]+", text.strip()) if v]
    except ValueError:
        raise InputError(f'{flag} {text!r}: give pixels as "x,y x,y x,y ..." or "x0,y0,x1,y1"') from None
    if len(values) == 4:
        return (values[0], values[1], values[2], values[3])
    if len(values) < 6 or len(values) % 2:
        raise InputError(
            f"{flag} has {len(values)} numbers: give a box of 4, or x,y pairs of 3 corners or more"
        )
    return list(zip(values[::2], values[1::2], strict=True))


def polygon_of(outline: list[Point] | Box) -> list[Point]:
    """Corners, of a box too."""
    if isinstance(outline, list):
        return outline
    x0, y0, x1, y1 = outline
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def parsed(path: Path, kind: type[Model]) -> Model:
    """A JSON file as a model; InputError when it is not one."""
    return read_model(path, kind)


def room_of(solution: CameraSolution) -> RoomSurvey:
    """The room of a camera that was solved from the floor's and wall tops' outlines."""
    height = solution.wall_height or 2.6
    ground = np.array(solution.floor)

    def seen(z: float) -> list[Point]:
        pixels = solution.camera.project(np.column_stack([ground, np.full(len(ground), z)]))
        return [(float(u), float(v)) for u, v in pixels]

    return RoomSurvey(
        floor_px=seen(0.0), wall_top_px=seen(height), floor=solution.floor, height=height,
        source="user", confidence=solution.confidence,
    )  # fmt: skip


def room_overlay(pixels: Pixels, reading: RoomReading) -> Pixels:
    """The room drawn onto its picture."""
    canvas = Canvas(pixels, 0.15)
    draw_room(canvas, reading.solution.camera, reading.room)
    return canvas.pixels()


def outlines(pixels: Pixels, labelled: Sequence[tuple[str, Sequence[Point]]]) -> Pixels:
    """Labelled outlines on the picture."""
    return draw_outlines(pixels, labelled)


def overlaid(pixels: Pixels, survey: Survey, scene: SceneReport | None) -> Pixels:
    """The survey, or the scene through the survey's camera."""
    if scene is None:
        return overlay_survey(pixels, survey)
    if survey.camera is None:
        raise InputError("the survey has no camera to see the scene through")
    return overlay_scene(pixels, survey.camera, scene)


def cut(
    pixels: Pixels, at: Sequence[float] | None, reading: Callable[[], RoomReading]
) -> tuple[list[dict[str, Any]], list[tuple[str, Sequence[Point]]]]:
    """What was cut out as plain rows, and its labelled outlines: candidates, or proposals without a place."""
    if at is not None:
        place = (at[0], at[1]) if len(at) == 2 else (at[0], at[1], at[2], at[3])
        found = segment.segment(pixels, place)
        rows = [
            {"how": c.how, "box": _rounded(c.box), "outline": c.outline, "confidence": c.confidence}
            for c in found
        ]
        return rows, [(f"{c.how} {c.confidence:.2f}", c.outline) for c in found]
    room = reading()
    drafts = segment.proposals(pixels, room.solution.camera, room.room)
    rows = [
        {"box": _rounded(p.box), "outline": p.outline, "color": p.color, "confidence": p.confidence}
        for p in drafts
    ]
    return rows, [(f"{p.confidence:.2f}", p.outline) for p in drafts]


def _rounded(box: Box) -> list[float]:
    return [round(v, 1) for v in box]
