"""Pictures whose walls lean as no one camera would see them."""

import math

import numpy as np
import pytest

from tests.tools.solve.rooms import CAMERA, HEIGHT, WIDTH, Truth, outline
from tools.picture.annotations import Annotations
from tools.picture.reading import read
from tools.picture.solids import world_points
from tools.place import Place
from tools.settings import PictureSettings
from tools.solve import layout
from tools.survey import Survey
from tools.vocabulary import entry

MORE = 45.0
"""Pixels that the left wall leans further out than the camera of the rest sees it."""
ROOM = {
    "wardrobe": Truth("wardrobe", (-2.68, 0.3), (1.4, 0.6, 2.2), 90.0, marks={"top": 2.2}),
    "shelf": Truth("bookshelf", (2.8, 0.0), (0.9, 0.35, 1.9), -90.0, marks={"top": 1.9}),
    "rug": Truth("rug", (0.0, -0.5), (2.0, 1.4, 0.015)),
}


def drawn(more: float) -> Survey:
    """The survey of a picture in which everything high up on the left leans `more` pixels further."""

    def pull(points: np.ndarray, pixels: np.ndarray) -> np.ndarray:
        share = np.clip((-points[:, 0]) / (WIDTH / 2), 0, 1) * points[:, 2] / HEIGHT
        return pixels - np.column_stack([more * share, np.zeros(len(points))])

    corners = np.array([(-3, -2, HEIGHT), (3, -2, HEIGHT), (3, 2, HEIGHT), (-3, 2, HEIGHT)], dtype=float)
    things = []
    for id, t in ROOM.items():
        points = world_points(entry(t.category).shape, t.center, t.size, t.yaw, 0.0)
        pixels = pull(points, CAMERA.project(points))
        box = (*pixels.min(0).tolist(), *pixels.max(0).tolist())
        things.append({"id": id, "category": t.category, "box": box, "facing": t.yaw} | t.marks)
    marks = Annotations.model_validate(
        {
            "room_width": WIDTH, "wall_height": HEIGHT, "floor_px": outline(0.0),
            "wall_top_px": pull(corners, CAMERA.project(corners)).tolist(), "things": things,
        }
    )  # fmt: skip
    return read(
        np.full((CAMERA.height, CAMERA.width, 3), 128, np.uint8), PictureSettings(camera="nadir"), marks
    )


def off(solved: dict[str, Place]) -> float:
    return max(math.dist(solved[id].at, t.center) for id, t in ROOM.items())


def test_one_camera_leaves_nothing_over() -> None:
    survey = drawn(0.0)
    assert survey.room is not None
    assert survey.room.lean_px == []
    assert not any("not one camera's" in note for note in survey.notes)


def test_what_one_camera_leaves_over_is_told_and_shared_out() -> None:
    survey = drawn(MORE)
    assert survey.room is not None
    assert len(survey.room.lean_px) == 4
    assert any("not one camera's" in note for note in survey.notes)
    shared = off(layout.solve(survey).solved)
    plain = survey.model_copy(update={"room": survey.room.model_copy(update={"lean_px": []})})
    assert shared < 0.12
    assert shared < off(layout.solve(plain).solved)


def test_a_rug_lies_where_it_is_seen() -> None:
    solved = layout.solve(drawn(MORE)).solved["rug"]
    assert solved.at == pytest.approx((0.0, -0.5), abs=0.05)
