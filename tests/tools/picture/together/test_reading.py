"""Several pictures of one room: one world, things placed better than from one picture."""

import math

import numpy as np
import pytest
from shapely import Polygon

from harness.sample.photo_marks import Scene, marks_of
from tests.tools.picture.photo.rooms import camera
from tests.tools.picture.together.room_of_four import BODIES, CAMERAS, FLOOR, marked
from tools.errors import InputError
from tools.picture.annotations import Annotations
from tools.picture.together.alike import alike
from tools.picture.together.reading import Given, read_together
from tools.pinhole import Camera
from tools.settings import PictureSettings
from tools.solve.layout import solve
from tools.survey import Survey


def given(seen: Camera, number: int) -> Given:
    blank = np.full((seen.height, seen.width, 3), 128, np.uint8)
    settings = PictureSettings(camera_height=seen.position[2])
    return Given(f"{number}.png", blank, marked(seen, number), settings)


@pytest.fixture(scope="module")
def survey() -> Survey:
    return read_together([given(c, k) for k, c in enumerate(CAMERAS)])


def test_all_cameras_stand_in_one_world(survey: Survey) -> None:
    for view, true in zip(survey.views, CAMERAS, strict=True):
        assert view.camera is not None
        assert math.dist(view.camera.position, true.position) < 0.12
        turned = np.array(view.camera.rotation) @ np.array(true.rotation).T
        assert math.degrees(math.acos(min(1.0, (np.trace(turned) - 1) / 2))) < 1.0


def test_a_wall_that_any_picture_shows_is_no_guess(survey: Survey) -> None:
    assert survey.room is not None
    assert survey.room.guessed == []
    sides = np.ptp(np.array(survey.room.floor), axis=0)
    assert sides == pytest.approx([5.0, 4.4], abs=0.06)
    assert survey.room.seen is not None
    assert survey.room.seen > 0.9


def test_things_say_which_pictures_show_them_and_are_placed_from_all(survey: Survey) -> None:
    by_id = {t.id: t for t in survey.things}
    assert by_id["table"].pictures == [0, 1, 2]  # type: ignore[union-attr]
    solved = solve(survey).solved
    off = {b.id: math.dist(solved[b.id].at, b.center[:2]) for b in BODIES}
    assert max(off.values()) < 0.1, off


def test_one_picture_of_several_tells_its_own_sightings(survey: Survey) -> None:
    second = survey.from_picture(1)
    assert second.camera == survey.views[1].camera
    box = next(t.box for t in second.seen if t.id == "table")
    assert box == next(s.box for t in survey.seen if t.id == "table" for s in t.also if s.picture == 1)


def test_a_picture_from_above_gives_the_whole_floor() -> None:
    high = Camera.overhead(1000, 900, 1400.0, (0.0, 0.0, 9.0))
    corners = high.project([(*p, 0.0) for p in FLOOR])[[3, 2, 1, 0]]
    tops = high.project([(*p, 2.6) for p in FLOOR])[[3, 2, 1, 0]]
    things = []
    for body in BODIES:
        pixels = high.project(body.corners())
        box = [*pixels.min(0).tolist(), *pixels.max(0).tolist()]
        things.append({"id": body.id, "category": body.category, "box": box, "facing": body.yaw})
    marks = Annotations.model_validate(
        {"floor_px": corners.tolist(), "wall_top_px": tops.tolist(), "room_width": 5.0, "things": things}
    )
    above = Given("plan.png", np.full((900, 1000, 3), 128, np.uint8), marks, PictureSettings())
    survey = read_together([given(CAMERAS[0], 0), above])
    assert survey.room is not None
    assert survey.room.guessed == []
    assert np.ptp(np.array(survey.room.floor), axis=0) == pytest.approx([5.0, 4.4], abs=0.1)
    solved = solve(survey).solved
    assert max(math.dist(solved[b.id].at, b.center[:2]) for b in BODIES) < 0.15


def test_a_picture_that_shares_nothing_is_refused_by_name() -> None:
    other = given(CAMERAS[1], 1)
    renamed = [t.model_copy(update={"id": f"other_{t.id}", "hidden_by": []}) for t in other.marks.things]
    apart = other._replace(marks=other.marks.model_copy(update={"things": renamed}))
    with pytest.raises(InputError, match=r"1\.png: no two things"):
        read_together([given(CAMERAS[0], 0), apart])


def test_a_room_with_a_corner_that_only_the_second_photo_shows_keeps_it() -> None:
    floor = [(-2.5, -2.2), (2.5, -2.2), (2.5, 0.4), (0.9, 0.4), (0.9, 2.2), (-2.5, 2.2)]
    bodies = [b for b in BODIES if b.id != "chest"]
    eyes = (
        camera(-50.0, 10.0, 0.0, 85.0, (0.4, -1.9, 1.5)),
        camera(45.0, 10.0, 0.0, 95.0, (-2.1, -1.9, 1.6)),
    )
    pictures = []
    for number, seen in enumerate(eyes):
        marks = marks_of(Scene(floor, 2.6, bodies, []), seen, np.random.default_rng(number), 0.5)
        assert marks is not None
        blank = np.full((seen.height, seen.width, 3), 128, np.uint8)
        settings = PictureSettings(camera_height=seen.position[2])
        pictures.append(Given(f"{number}.png", blank, marks, settings))
    room = read_together(pictures).room
    assert room is not None
    assert len(room.floor) == 6
    area = Polygon(room.floor).area
    assert area == pytest.approx(Polygon(floor).area, rel=0.05)


def test_what_may_be_the_same_thing_is_proposed_by_name_and_place() -> None:
    other = given(CAMERAS[1], 1)
    things = [
        t.model_copy(update={"id": "second_table" if t.id == "table" else t.id}) for t in other.marks.things
    ]
    renamed = other._replace(marks=other.marks.model_copy(update={"things": things}))
    (pair,) = alike(read_together([given(CAMERAS[0], 0), renamed]))
    assert (pair.picture, pair.other, pair.id) == (1, "second_table", "table")
    assert "coffee table" in pair.why
