"""A picture that somebody marks: annotations, what follows from them in metres, outlines at a click."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path

import numpy as np
from pydantic import BaseModel

from tools.errors import InputError
from tools.files import write_text
from tools.geometry import Vec2
from tools.picture import annotations_file as marking
from tools.picture import drafting, image, reading, regions
from tools.picture.annotations import Annotations
from tools.picture.image import Pixels
from tools.picture.review import review
from tools.picture.segment import segment
from tools.pinhole import Camera
from tools.settings import PictureSettings
from tools.survey import Survey

PICTURE, MARKS = "picture.png", "picture.annotations.json"
GRID = 1.0
"""Metres between the lines of the grid that is drawn over the picture."""
DOUBTS = 6


class Plan(BaseModel):
    """What the marks come to in metres, and as lines on the picture."""

    width: float
    depth: float
    height: float
    scale: str
    """Where the scale comes from, in words."""
    sure: float
    """Relative error of the scale."""
    floor: list[Vec2]
    """Pixels: the solved floor, projected back; it lies on the marked one where the camera is right."""
    top: list[Vec2]
    grid: list[tuple[Vec2, Vec2]]
    """Pixels: lines a metre apart on the floor."""
    strange: list[str]
    doubts: list[str]


class Sheet:
    """A picture with its marks, in a folder of its own; safe to use from several threads.

    Args:
        folder: holds picture.png and, once something is marked, picture.annotations.json.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._solved: tuple[Camera, Plan] | None = None
        self._survey: Survey | None = None

    @classmethod
    def bring(cls, picture: Path, folder: Path) -> Sheet:
        """A picture file in a folder of its own, with the annotations that lie beside it.

        Raises:
            InputError: picture or annotations cannot be used.
        """
        pixels = image.load(picture)
        beside = marking.find(picture)
        marks = marking.load(beside, (pixels.shape[1], pixels.shape[0])) if beside else None
        folder.mkdir(parents=True, exist_ok=True)
        image.save(pixels, folder / PICTURE, within=folder)
        sheet = cls(folder)
        if marks is not None:
            sheet._write(marks)
        return sheet

    @property
    def picture(self) -> Path:
        """The picture's file."""
        return self.folder / PICTURE

    @cached_property
    def pixels(self) -> Pixels:
        """The picture."""
        return image.load(self.picture)

    @cached_property
    def _tree(self) -> regions.Tree:
        return regions.build(self.pixels)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def marks(self) -> Annotations:
        """What is marked so far."""
        path = self.folder / MARKS
        if path.exists():
            return marking.load(path, self.size)
        return Annotations(picture=PICTURE, size=self.size)

    def keep(self, marks: Annotations) -> Plan | None:
        """Keep marks and say what they come to; None while there is no floor.

        Raises:
            InputError: they fit no camera. They are kept all the same: half a thing is often wrong.
        """
        with self._lock:
            self._write(marks)
            self._survey = None
            if marks.floor_px is None:
                return None
            survey = reading.read(self.pixels, PictureSettings(), marks, picture=PICTURE)
            camera, plan = _plan(survey, marks)
            self._solved, self._survey = (camera, plan), survey
            return plan

    @property
    def survey(self) -> Survey | None:
        """What the marks that were kept last come to; None while they fit no camera."""
        return self._survey

    def draft(self) -> Annotations:
        """What our own reader sees, to be corrected.

        Raises:
            InputError: the picture is no room seen from above.
        """
        with self._lock:
            drafted = drafting.draft(self.pixels, PictureSettings())
            made = drafted.model_copy(update={"picture": PICTURE, "size": self.size})
            self._write(made)
            return made

    def outline(self, at: Vec2) -> list[Vec2]:
        """The outline of the thing at a pixel.

        Raises:
            InputError: the pixel is outside the picture, or nothing stands out there.
        """
        with self._lock:
            found = segment(self.pixels, (float(at[0]), float(at[1])), tree=self._tree, most=1)
        if not found:
            raise InputError("nothing stands out there: draw a box")
        return [(round(x, 1), round(y, 1)) for x, y in found[0].outline]

    def metres(self, a: Vec2, b: Vec2) -> tuple[float, float]:
        """Length on the floor between two pixels, and the room's width, both by the same solved camera.

        Raises:
            InputError: the floor is not marked yet.
        """
        with self._lock:
            if self._solved is None:
                raise InputError("mark the floor first: lengths are measured on it")
            camera, plan = self._solved
            ends = camera.to_plane([a, b])
            return float(np.linalg.norm(ends[1] - ends[0])), plan.width

    def _write(self, marks: Annotations) -> None:
        text = marks.model_dump_json(indent=1, exclude_none=True, exclude_defaults=True)
        write_text(self.folder / MARKS, text, within=self.folder)


def _plan(survey: Survey, marks: Annotations) -> tuple[Camera, Plan]:
    camera, room = survey.camera, survey.room
    assert camera is not None
    assert room is not None
    floor = np.array(room.floor)
    low, high = floor.min(axis=0), floor.max(axis=0)
    lines = []
    for axis in (0, 1):
        for at in np.arange(np.ceil(low[axis] / GRID), np.floor(high[axis] / GRID) + 1) * GRID:
            ends = [[at, low[1]], [at, high[1]]] if axis == 0 else [[low[0], at], [high[0], at]]
            start, end = camera.project([[*end, 0.0] for end in ends])
            lines.append(((float(start[0]), float(start[1])), (float(end[0]), float(end[1]))))
    scale = survey.scale
    return camera, Plan(
        width=float(high[0] - low[0]),
        depth=float(high[1] - low[1]),
        height=room.height,
        scale=scale.anchor if scale else "",
        sure=scale.relative_error if scale else 1.0,
        floor=_pixels(camera, room.floor, 0.0),
        top=_pixels(camera, room.floor, room.height),
        grid=lines,
        strange=marking.strange_names(marks),
        doubts=[d.words for d in review(survey)[:DOUBTS]],
    )


def _pixels(camera: Camera, floor: list[Vec2], z: float) -> list[Vec2]:
    return [(float(u), float(v)) for u, v in camera.project([[x, y, z] for x, y in floor])]
