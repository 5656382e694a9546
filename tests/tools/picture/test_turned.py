"""A room whose walls run at an angle to the picture's sides."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.solve.rooms import CAMERA, Truth
from tools.geometry import wrap
from tools.picture import polygon
from tools.picture.annotations import Annotations
from tools.picture.reading import read
from tools.picture.solids import world_points
from tools.picture.turned import picture_facing, world_facing
from tools.pinhole import Camera
from tools.settings import PictureSettings
from tools.solve import layout
from tools.vocabulary import entry

TRUTHS = {
    "bed": Truth("bed", (-1.6, 0.9), (1.66, 2.08, 0.9), 0.0),
    "desk": Truth("desk", (2.2, -0.6), (1.3, 0.62, 0.74), -90.0),
    "chair": Truth("armchair", (0.5, -1.0), (0.8, 0.82, 0.8), 35.0),
}


def turned(degrees: float) -> Camera:
    """The camera of `rooms`, itself turned over the room."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    frame = np.array(CAMERA.rotation) @ np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    at = (0.0, 0.0, 14.0)
    return CAMERA.model_copy(update={"rotation": tuple(map(tuple, frame.tolist())), "position": at})


@pytest.mark.parametrize("degrees", [30.0, -22.0, 0.0])
@pytest.mark.parametrize("width", [None, 6.0])
def test_things_stand_and_face_along_the_walls(degrees: float, width: float | None) -> None:
    camera = turned(degrees)

    def outline(z: float) -> list[list[float]]:
        corners = [(-3, 2, z), (3, 2, z), (3, -2, z), (-3, -2, z)]
        return np.asarray(camera.project(corners)).tolist()

    things = []
    for id, t in TRUTHS.items():
        pixels = camera.project(world_points(entry(t.category).shape, t.center, t.size, t.yaw, 0.0))
        box = (*pixels.min(0).tolist(), *pixels.max(0).tolist())
        things.append(
            {"id": id, "category": t.category, "box": box, "facing": wrap(t.yaw + degrees), "top": t.size[2]}
        )
    marks = Annotations.model_validate(
        {"room_width": width, "floor_px": outline(0.0), "wall_top_px": outline(2.6), "things": things}
    )
    survey = read(np.full((900, 1200, 3), 128, np.uint8), PictureSettings(), marks)
    assert survey.room is not None
    floor = np.array(survey.room.floor)
    assert np.ptp(floor, axis=0) == pytest.approx((6.0, 4.0), rel=0.07 if width is None else 0.01)
    solved = layout.solve(survey).solved
    scale = float(np.ptp(floor[:, 0])) / 6.0
    for id, t in TRUTHS.items():
        assert solved[id].yaw == pytest.approx(t.yaw, abs=2)
        assert np.array(solved[id].at) / scale == pytest.approx(t.center, abs=0.12)


def test_most_edges_tell_the_turn_and_one_diagonal_wall_does_not() -> None:
    c, s = math.cos(0.4), math.sin(0.4)
    square = np.array([(0, 0), (4, 0), (4, 3), (1, 3), (0, 2)], dtype=float)
    assert polygon.turn_of(square) == pytest.approx(0.0, abs=1e-6)
    assert polygon.turn_of(square @ np.array([[c, s], [-s, c]])) == pytest.approx(math.degrees(0.4), abs=1e-6)


@given(st.floats(-180, 180), st.floats(-180, 180))
def test_a_facing_is_the_same_way_in_picture_and_world(turn: float, yaw: float) -> None:
    camera = turned(turn)
    assert wrap(world_facing(camera, picture_facing(camera, yaw)) - yaw) == pytest.approx(0.0, abs=1e-6)


def test_what_faces_a_turned_pictures_bottom_faces_away_from_its_top_edge() -> None:
    camera = turned(30.0)
    yaw = math.radians(world_facing(camera, 0.0))
    ahead = (math.sin(yaw), -math.cos(yaw), 0.0)  # where a yaw of 0 faces: -y
    (u0, v0), (u1, v1) = camera.project([(0.0, 0.0, 0.0), ahead])
    assert v1 > v0
    assert u1 == pytest.approx(u0, abs=1.0)
