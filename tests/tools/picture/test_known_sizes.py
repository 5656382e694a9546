"""Sizes that somebody knows win over usual ones."""

import numpy as np
import pytest

from tests.tools.solve.rooms import CAMERA, HEIGHT, WIDTH, Truth, outline, survey_of
from tools.picture.annotations import Annotations
from tools.picture.known_sizes import faults
from tools.picture.reading import read
from tools.picture.review import settling
from tools.settings import PictureSettings
from tools.survey import Survey

ODD = {
    "bed": Truth("bed", (-1.6, 0.9), (1.3, 1.6, 0.9), 0.0, marks={"top": 0.9}),
    "desk": Truth("desk", (1.5, -1.0), (1.0, 0.5, 0.7), 90.0, marks={"top": 0.7}),
}
"""Furniture a fifth smaller than usual."""


def width(survey: Survey) -> float:
    assert survey.room is not None
    return float(np.ptp([x for x, _ in survey.room.floor]))


def told(**sizes: object) -> Survey:
    return survey_of(ODD, room_width=None, **sizes)


@pytest.mark.parametrize(
    ("of", "axis", "metres"),
    [
        ("bed", "width", 1.3),
        ("bed", "length", 1.6),
        ("desk", "depth", 0.5),
        ("room", "width", 6.0),
        ("room", "depth", 4.0),
    ],
)
def test_one_known_size_scales_the_room(of: str, axis: str, metres: float) -> None:
    assert width(told()) > 1.1 * WIDTH  # taken as usual
    survey = told(known_sizes=[{"of": of, "axis": axis, "metres": metres}])
    assert width(survey) == pytest.approx(WIDTH, rel=0.03)
    assert survey.scale is not None
    assert survey.scale.source == "user"
    assert survey.scale.relative_error < 0.055
    objected = any("usual sizes of" in note and "what was given is kept" in note for note in survey.notes)
    assert objected or survey.scale.relative_error > 0.04  # a short side says too little to quarrel over


def test_two_that_agree_are_surer_and_one_that_contradicts_them_is_named() -> None:
    both = [{"of": "bed", "axis": "width", "metres": 1.3}, {"of": "room", "axis": "depth", "metres": 4.0}]
    wrong = {"of": "desk", "axis": "width", "metres": 2.0}
    survey = told(known_sizes=[*both, wrong])
    assert width(survey) == pytest.approx(WIDTH, rel=0.03)
    assert any("desk is 2 m wide contradicts" in note for note in survey.notes)


def test_the_walls_height_may_be_said() -> None:
    survey = told(known_sizes=[{"of": "walls", "axis": "height", "metres": 3.1}], wall_height=None)
    assert survey.room is not None
    assert survey.room.height == pytest.approx(3.1, abs=0.02)


def test_a_given_width_stays_and_usual_sizes_object() -> None:
    marks = Annotations.model_validate(
        {
            "floor_px": outline(0.0),
            "wall_top_px": outline(HEIGHT),
            "things": [t.mark(i) for i, t in ODD.items()],
        }
    )
    image = np.full((CAMERA.height, CAMERA.width, 3), 128, np.uint8)
    survey = read(image, PictureSettings(room_width=3.0), marks)
    assert width(survey) == pytest.approx(3.0, abs=0.05)
    assert any("what was given is kept" in note for note in survey.notes)


def test_what_no_size_can_be_held_against_is_said() -> None:
    marks = Annotations.model_validate({"known_sizes": [{"of": "lost", "axis": "width", "metres": 1.0}]})
    assert "no thing, opening or room of that id" in faults(marks)[0]


def test_the_measure_that_settles_is_named_while_sizes_are_usual() -> None:
    assert settling(told()) == "the width of the room between its left and right wall, or the depth of bed"
    assert settling(told(known_sizes=[{"of": "bed", "axis": "width", "metres": 1.3}])) is None


def test_a_thing_that_is_cut_all_around_settles_nothing_by_itself() -> None:
    cut = {"id": "shelf", "category": "bookshelf", "box": [0, 0, 400, 300], "facing": 0, "height": 1.5}
    bed = ODD["bed"].mark("bed").model_dump()
    known = [{"of": "shelf", "axis": "width", "metres": 1.0}]
    survey = survey_of({}, room_width=None, things=[cut, bed], known_sizes=known)
    assert survey.scale is not None
    assert survey.scale.source == "usual"
    assert survey.scale.relative_error >= 0.03
    assert "of which the picture shows a part; with usual sizes of bed" in survey.scale.anchor
