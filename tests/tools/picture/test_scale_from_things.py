"""Metres from the usual sizes of what is seen, when nobody gave a number."""

import numpy as np
import pytest

from tests.tools.solve.rooms import CAMERA, WIDTH, Truth, survey_of
from tools.picture.annotations import ThingMark
from tools.picture.posterior import posterior
from tools.picture.size_evidence import STEPS, Reason, reasons, seen_sides
from tools.picture.usual import table, variants

SEATS = {
    "bed": Truth("bed", (-1.6, 0.9), (1.66, 2.08, 1.0), 0.0, marks={"top": 1.0}),
    "armchair": Truth("armchair", (1.8, 1.0), (0.8, 0.82, 0.8), -40.0, marks={"top": 0.8}),
    "chair_1": Truth("chair", (0.6, -1.2), (0.46, 0.53, 0.9), 90.0, marks={"top": 0.9}),
    "chair_2": Truth("chair", (2.6, -1.2), (0.46, 0.53, 0.9), -90.0, marks={"top": 0.9}),
}


def found(truths: dict[str, Truth]) -> dict[str, Reason]:
    marks = [t.mark(id) for id, t in truths.items()]
    return {r.words: r for r in reasons(CAMERA, marks, rigid=False)}


def with_foot(truth: Truth) -> ThingMark:
    """Its mark with the pixel where it stands."""
    (foot,) = CAMERA.project([(*truth.center[:2], 0.0)])
    return truth.mark(truth.category).model_copy(update={"foot": (float(foot[0]), float(foot[1]))})


def width_of(truths: dict[str, Truth]) -> float:
    room = survey_of(truths, room_width=None).room
    assert room is not None
    return float(np.ptp([x for x, _ in room.floor]))


def test_things_of_usual_size_give_the_rooms_width() -> None:
    assert width_of(SEATS) == pytest.approx(WIDTH, rel=0.05)


@pytest.mark.parametrize(
    ("width", "name"),
    [(0.98, "single bed"), (1.48, "double bed"), (1.66, "bed"), (1.93, "king size bed"), (0.98, "bed")],
)
def test_a_bed_is_as_long_as_ever_whatever_its_width(width: float, name: str) -> None:
    bed = Truth(name, (-1.0, 0.5), (width, 2.08, 0.9), 0.0, marks={"top": 0.9})
    assert width_of({"bed": bed}) == pytest.approx(WIDTH, rel=0.07)


def test_alike_things_are_one_reason() -> None:
    assert list(found(SEATS)) == ["bed", "armchair", "2 x dining chair"]


def test_a_chair_drawn_up_to_a_table_speaks_only_with_the_side_that_is_whole() -> None:
    table = Truth("dining table", (1.6, -1.2), (1.6, 0.9, 0.75), 0.0, marks={"top": 0.75}).mark("table")
    chair = SEATS["chair_1"].mark("chair_1")
    assert seen_sides(chair, [chair, table], CAMERA).axes == (False, True)
    assert seen_sides(table, [chair, table], CAMERA).axes == (True, True)
    cut = chair.model_copy(update={"box": (0.0, 100.0, 60.0, 160.0)})
    assert seen_sides(cut, [cut], CAMERA) == (False, True, True, True)


def test_what_stands_nearer_to_the_camera_hides_what_lies_behind_it() -> None:
    bed = with_foot(Truth("bed", (0.0, 1.2), (1.66, 2.08, 0.9), 0.0, marks={"top": 0.9}))
    shelf = with_foot(Truth("bookshelf", (0.0, 0.25), (1.47, 0.39, 1.47), 0.0, marks={"top": 1.47}))
    assert seen_sides(shelf, [bed, shelf], CAMERA).axes == (True, True)  # though the bed's box is larger
    assert not seen_sides(bed, [bed, shelf], CAMERA).bottom


@pytest.mark.parametrize("words", ["four by four cube shelf", "four columns by four rows of square cells"])
def test_a_shelf_of_cubes_that_the_frame_cuts_is_measured_from_its_foot(words: str) -> None:
    shelf = Truth("bookshelf", (-1.6, 0.9), (1.47, 0.39, 1.47), 0.0, marks={"top": 1.47, "words": [words]})
    mark = with_foot(shelf)
    assert mark.box is not None
    _, y0, x1, y1 = mark.box
    cut = mark.model_copy(update={"box": (0.0, y0, x1, y1)})
    (whole,) = reasons(CAMERA, [mark], rigid=False)
    (reason,) = reasons(CAMERA, [cut], rigid=False)
    assert reason.words == "bookshelf (4 x 4 cubes)"
    assert reason.norm
    assert whole.best == pytest.approx(0.0, abs=0.02)
    assert reason.best == pytest.approx(0.0, abs=0.05)
    (blind,) = reasons(CAMERA, [cut.model_copy(update={"foot": None})], rigid=False)
    assert blind.best != pytest.approx(reason.best, abs=0.002)  # its height alone is left


def test_a_turned_thing_is_measured_by_its_sides_and_not_by_its_box() -> None:
    assert found(SEATS)["armchair"].best == pytest.approx(0.0, abs=0.06)  # turned by 40 degrees


def test_a_seat_whose_facing_nobody_said_may_stand_askew() -> None:
    chair = SEATS["armchair"].mark("armchair").model_copy(update={"facing": None})
    (reason,) = reasons(CAMERA, [chair], rigid=False)
    assert reason.best == pytest.approx(0.0, abs=0.12)


@pytest.mark.parametrize("size", [(2.0, 3.0), (2.3, 1.6), (4.0, 3.0), (4.55, 3.6)])
def test_a_rug_of_a_size_that_is_sold_gives_the_width(size: tuple[float, float]) -> None:
    rug = Truth("rug", (0.0, 0.3), (*size, 0.015), 0.0)
    assert width_of(SEATS | {"rug": rug}) == pytest.approx(WIDTH, rel=0.05)


def test_what_is_of_no_usual_size_is_named_and_does_not_count() -> None:
    doll = Truth("toilet", (0.5, 0.8), (0.19, 0.34, 0.4), 0.0, marks={"top": 0.4})
    survey = survey_of(SEATS | {"doll": doll}, room_width=None)
    assert survey.scale is not None
    assert "not of usual size, it seems: toilet" in survey.scale.anchor
    assert width_of(SEATS | {"doll": doll}) == pytest.approx(width_of(SEATS), rel=0.02)


def test_two_reasons_are_surer_than_one_and_none_is_what_was_believed() -> None:
    one = Reason("one", -0.5 * ((STEPS - 0.2) / 0.1) ** 2, -0.5 * ((STEPS - 0.2) / 0.1) ** 2)
    alone, both = posterior([one], 0.0, 0.3), posterior([one, one], 0.0, 0.3)
    assert both.error < alone.error < 0.11
    nothing = posterior([], 0.1, 0.2)
    assert np.log(nothing.factor) == pytest.approx(0.1, abs=0.01)


def test_words_choose_the_variant_and_every_row_says_its_source() -> None:
    assert [r.variant for r in variants("bed", ["twin bed"])] == ["single"]
    assert len(variants("bed", ["bed", "upholstered"])) == 5
    assert all(row.source for rows in table().values() for row in rows)
