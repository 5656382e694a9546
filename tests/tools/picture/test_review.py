from tests.tools.solve.rooms import Truth, survey_of
from tools.picture.review import review
from tools.survey import Survey


def test_a_room_without_given_width_says_what_settles_it() -> None:
    doubts = {d.about: d for d in review(survey_of({}, room_width=None))}
    assert doubts["scale"].settle.startswith("--room-width METRES")
    assert "scale" not in {d.about for d in review(survey_of({}))}


def test_a_tall_thing_of_unknown_height_is_doubtful_and_a_marked_one_is_not() -> None:
    tall = Truth("wardrobe", (2.0, -1.7), (1.2, 0.6, 2.2), 180.0)
    assert "w" in {d.about for d in review(survey_of({"w": tall}))}
    tall.marks["top"] = 2.2
    assert "w" not in {d.about for d in review(survey_of({"w": tall}))}


def test_unnamed_things_are_listed() -> None:
    thing = Truth("unknown", (0, 0), (0.5, 0.5, 0.5), marks={"top": 0.5})
    (doubt,) = [d for d in review(survey_of({"blob": thing})) if d.about == "names"]
    assert "blob" in doubt.words


def test_the_weightiest_doubt_comes_first() -> None:
    assert review(Survey(picture="x", size=(10, 10)))[0].about == "outlines"
    doubts = review(survey_of({}, room_width=None, wall_height=None))
    assert [d.metres for d in doubts] == sorted((d.metres for d in doubts), reverse=True)
