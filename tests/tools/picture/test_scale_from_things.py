"""Metres from the usual sizes of what is seen, when nobody gave a number."""

import pytest

from tests.tools.solve.rooms import CAMERA, WIDTH, Truth, survey_of
from tools.picture.reading import size_anchors

SEATS = {
    "bed": Truth("bed", (-1.6, 0.9), (1.85, 2.1, 1.0), 0.0, marks={"top": 1.0}),
    "armchair": Truth("armchair", (1.8, 1.0), (0.8, 0.82, 0.8), -40.0, marks={"top": 0.8}),
    "chair_1": Truth("chair", (0.6, -1.2), (0.46, 0.5, 0.9), 90.0, marks={"top": 0.9}),
    "chair_2": Truth("chair", (2.6, -1.2), (0.46, 0.5, 0.9), -90.0, marks={"top": 0.9}),
}


def test_things_of_usual_size_give_the_rooms_width() -> None:
    room = survey_of(SEATS, room_width=None).room
    assert room is not None
    xs = [x for x, _ in room.floor]
    assert max(xs) - min(xs) == pytest.approx(WIDTH, rel=0.06)


def test_alike_things_are_one_reason_and_one_tucked_in_is_none() -> None:
    table = Truth("dining table", (1.6, -1.2), (1.6, 0.9, 0.75), 0.0, marks={"top": 0.75})
    marks = [t.mark(id) for id, t in (SEATS | {"table": table}).items()]
    words = [a.words for a in size_anchors(CAMERA, marks)]
    assert words == ["bed", "armchair", "dining table"]  # both chairs stand at the table
    apart = [t.mark(id) for id, t in SEATS.items()]
    assert [a.words.split()[0] for a in size_anchors(CAMERA, apart)] == ["bed", "armchair", "2"]


def test_a_turned_thing_is_measured_by_its_sides_and_not_by_its_box() -> None:
    factors = {a.words: a.factor for a in size_anchors(CAMERA, [t.mark(i) for i, t in SEATS.items()])}
    assert factors["armchair"] == pytest.approx(1.0, abs=0.08)  # turned by 40 degrees, its box is no side
    assert factors["bed"] == pytest.approx(1.0, abs=0.08)
