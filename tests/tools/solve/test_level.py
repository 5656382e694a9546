"""Things on a photo at eye level: placed by what they touch."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.picture.photo.rooms import camera, marks
from tools.picture.annotations import Annotations
from tools.picture.reading import read
from tools.picture.solids import world_points
from tools.pinhole import Camera
from tools.place import Place
from tools.settings import PictureSettings
from tools.solve.layout import solve
from tools.solve.level import grown
from tools.survey import Opening, RoomSurvey, Survey

ROOM = (5.0, 4.4, 2.6)
EYE = (-1.7, -1.4, 1.5)
SEEN = camera(40.0, 8.0, 0.0, 85.0, EYE)


def mark(
    seen: Camera, place: Place, category: str, corners: tuple[int, ...] = (), **more: Any
) -> dict[str, Any]:
    """A thing as it is marked: its box within the frame, and these corners of its footprint."""
    pixels = seen.project(world_points("box", place.at, place.size, place.yaw, place.z))
    low, high = np.clip(pixels.min(0), 0, (1200, 800)), np.clip(pixels.max(0), 0, (1200, 800))
    ground = [(*place.corners()[k], 0.0) for k in corners]
    return {
        "id": category.replace(" ", "_"), "category": category, "box": [*low.tolist(), *high.tolist()],
        "contacts_px": seen.project(ground).tolist() if ground else [], "hidden_by": [], **more,
    }  # fmt: skip


def surveyed(*things: dict[str, Any], seen: Camera = SEEN) -> Survey:
    made: Annotations = marks(seen, ROOM, things=list(things), camera_height=seen.position[2])
    return read(np.full((800, 1200, 3), 128, np.uint8), PictureSettings(), made)


def shift(survey: Survey, seen: Camera = SEEN) -> tuple[float, float]:
    """From the true room's world to the survey's: both look along +Y here."""
    assert survey.camera is not None
    (x, y, _), (u, v, _) = survey.camera.position, seen.position
    return (x - u, y - v)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(x=st.floats(-0.6, 1.4), y=st.floats(0.4, 1.5), yaw=st.sampled_from([0, 90, 180]))
def test_a_cupboard_stands_where_its_lower_corners_are(x: float, y: float, yaw: int) -> None:
    true = Place((x, y), (1.2, 0.45, 0.9), float(yaw))
    front = {0: (0, 1, 3), 90: (0, 3, 1), 180: (2, 3, 1)}[yaw]
    survey = surveyed(mark(SEEN, true, "dresser", front, facing=(yaw + 220) % 360 - 180))
    found = solve(survey).solved["dresser"]
    dx, dy = shift(survey)
    assert math.dist(found.at, (x + dx, y + dy)) < 0.12
    assert found.size[2] == pytest.approx(0.9, rel=0.1)


def test_what_stands_before_the_camera_and_is_cut_keeps_a_usual_size() -> None:
    true = Place((0.2, -1.0), (1.6, 0.8, 0.75), 90.0)
    survey = surveyed(mark(SEEN, true, "dining table", (3,), facing=130))
    found = solve(survey).solved["dining_table"]
    dx, dy = shift(survey)
    assert math.dist(found.at, (0.2 + dx, -1.0 + dy)) < 0.5
    assert 1.0 < max(found.size[:2]) < 2.4


def test_pictures_hang_on_the_wall_they_are_seen_on_and_lamps_from_the_ceiling() -> None:
    picture = Place((0.5, 2.18), (0.8, 0.04, 0.6), 0.0, 1.4)
    lamp = Place((1.2, 1.2), (0.4, 0.4, 0.5), 0.0, 2.1)
    survey = surveyed(
        mark(SEEN, picture, "picture", mount="wall"), mark(SEEN, lamp, "pendant lamp", mount="ceiling")
    )
    plan = solve(survey)
    dx, dy = shift(survey)
    assert math.dist(plan.solved["picture"].at, (0.5 + dx, 2.18 + dy)) < 0.08
    assert plan.solved["picture"].z == pytest.approx(1.4, abs=0.08)
    assert math.dist(plan.solved["pendant_lamp"].at, (1.2 + dx, 1.2 + dy)) < 0.35
    assert not plan.rejected


def test_windows_are_where_their_corners_are_seen() -> None:
    corners = [(0.2, 2.2, 0.9), (1.4, 2.2, 0.9), (1.4, 2.2, 2.1), (0.2, 2.2, 2.1)]
    made = marks(
        SEEN, ROOM, camera_height=1.5,
        openings=[{"id": "window", "kind": "window", "corners_px": SEEN.project(corners).tolist()}],
    )  # fmt: skip
    survey = read(np.full((800, 1200, 3), 128, np.uint8), PictureSettings(), made)
    assert survey.room is not None
    (window,) = survey.room.openings
    assert window.width == pytest.approx(1.2, abs=0.05)
    assert window.sill == pytest.approx(0.9, abs=0.05)
    assert window.height == pytest.approx(1.2, abs=0.05)
    assert window.wall not in survey.room.guessed


def test_a_guessed_wall_gives_way_to_what_is_seen_and_openings_stay_where_they_are() -> None:
    floor = [(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)]
    door = Opening(id="door", kind="door", wall=1, start=1.0, width=0.9)
    room = RoomSurvey(floor=floor, height=2.6, seen=0.6, guessed=[0], openings=[door])
    larger = grown(room, [Place((0.0, -2.0), (1.0, 1.0, 0.5))])
    assert min(y for _, y in larger.floor) == pytest.approx(-2.5)
    assert larger.openings[0].start == pytest.approx(1.5)
    assert grown(room, []).floor == floor
