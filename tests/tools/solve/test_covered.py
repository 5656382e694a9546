"""What other things hide is of a usual size, or like its like."""

import pytest

from tests.tools.solve.rooms import CAMERA, Truth, survey_of
from tools.solve import layout
from tools.solve.covered import covered_edges
from tools.survey import Seen, Survey

TABLE = Truth("dining table", (0.0, 0.0), (1.8, 0.9, 0.75), marks={"top": 0.75})


def seen(survey: Survey, id: str) -> Seen:
    return next(t for t in survey.seen if t.id == id)


def test_a_stand_under_its_computer_is_not_as_narrow_as_what_is_seen_of_it() -> None:
    tower = Truth("computer tower", (2.5, 1.0), (0.22, 0.45, 0.45), z=0.6, marks={"on": "stand", "top": 1.05})
    x0, y0, _, y1 = tower.mark("tower").box or (0, 0, 0, 0)
    middle = CAMERA.project([(2.5, 1.0, 0.0)])[0].tolist()
    narrow = {"box": (x0 + 4, y0 + 4, x0 + 20, y1 - 4), "top": 0.6, "foot": middle}
    stand = Truth("side table", (2.5, 1.0), (0.45, 0.45, 0.6), marks=narrow)
    survey = survey_of({"stand": stand, "tower": tower})
    first = layout.solve(survey).solved
    assert covered_edges(seen(survey, "stand"), survey, first)[0]
    assert first["stand"].size[0] > 0.3


def test_a_chair_under_a_table_is_as_deep_as_its_like() -> None:
    def chair(x: float, y: float) -> Truth:
        return Truth("dining chair", (x, y), (0.46, 0.6, 0.9), 180.0, marks={"top": 0.9})

    truths = {"table": TABLE, "free": chair(2.2, -1.0), "pushed": chair(0.0, -0.6)}
    marks = truths["pushed"].mark("pushed")
    assert marks.box is not None
    x0, y0, x1, y1 = marks.box
    edge = float(CAMERA.project([(0.0, -0.45, 0.75)])[0][1])
    truths["pushed"].marks["box"] = (x0, max(y0, edge), x1, y1)
    solved = layout.solve(survey_of(truths)).solved
    assert solved["pushed"].size[1] == pytest.approx(solved["free"].size[1], abs=0.1)


def test_a_nightstand_beside_a_bed_is_not_hidden_by_it() -> None:
    truths = {
        "bed": Truth("bed", (0.0, 0.95), (1.7, 2.1, 1.0), marks={"top": 1.0}),
        "stand": Truth("nightstand", (1.2, 1.75), (0.45, 0.4, 0.55), marks={"top": 0.55}),
    }
    solved = layout.solve(survey_of(truths)).solved
    assert solved["stand"].size[0] == pytest.approx(0.45, abs=0.05)


def test_books_in_a_shelf_are_as_deep_as_books() -> None:
    shelf = Truth("bookshelf", (0.0, 1.8), (1.6, 0.4, 1.5), marks={"top": 1.5})
    front = CAMERA.project([(-0.2, 1.61, 1.1), (0.2, 1.61, 1.3), (0.2, 1.65, 1.1)])
    (x0, y0), (x1, y1) = front.min(0).tolist(), front.max(0).tolist()
    inside = {"on": "shelf", "elevation": 1.1, "height": 0.2, "box": (x0, y0, x1, y1)}
    books = Truth("book stack", (0.0, 1.7), (0.4, 0.24, 0.2), marks=inside)
    solved = layout.solve(survey_of({"shelf": shelf, "books": books})).solved["books"]
    assert 0.15 < solved.size[1] < 0.4


def test_a_mark_with_its_chain_does_not_bring_a_lamp_down_to_the_table() -> None:
    lamp = Truth("chandelier", (0.0, 0.0), (0.7, 0.7, 0.6), z=2.0, marks={"mount": "ceiling", "height": 2.0})
    solved = layout.solve(survey_of({"table": TABLE, "lamp": lamp})).solved["lamp"]
    assert solved.z > 1.2
    assert solved.top == pytest.approx(2.6, abs=0.1)


def test_a_plate_and_a_globe_lamp_are_round_however_they_were_marked_and_an_arc_lamp_is_not() -> None:
    truths = {
        "table": Truth("dining table", (0.5, 0.3), (1.6, 0.9, 0.75), marks={"top": 0.75}),
        "plate": Truth("plate", (0.3, 0.3), (0.27, 0.22, 0.03), z=0.75, marks={"on": "table"}),
        "globe": Truth("table lamp", (0.8, 0.3), (0.19, 0.23, 0.2), z=0.75, marks={"on": "table"}),
        "arc": Truth("floor lamp", (-1.6, 0.5), (1.0, 0.4, 1.8), marks={"top": 1.8, "words": ["arc"]}),
    }
    solved = layout.solve(survey_of(truths)).solved
    for id in ("plate", "globe"):
        width, depth, _ = solved[id].size
        assert width == pytest.approx(depth)
    assert solved["arc"].size[0] > 1.3 * solved["arc"].size[1]
