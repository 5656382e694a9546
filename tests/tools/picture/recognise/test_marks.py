from typing import Any

import numpy as np
import pytest

from tools.picture.recognise import marks
from tools.picture.recognise.reader import Named
from tools.pinhole import Camera
from tools.survey import RoomSurvey

IMAGE = np.full((400, 600, 3), 120, np.uint8)
CAMERA = Camera.overhead(600, 400, 500.0, (0.0, 0.0, 5.0))
"""A hundred pixels a metre on the floor."""
ROOM = RoomSurvey(
    floor_px=[(50, 350), (550, 350), (550, 50), (50, 50)],
    floor=[(-2.5, -1.5), (2.5, -1.5), (2.5, 1.5), (-2.5, 1.5)],
    height=2.6,
)


def seen(name: str, box: Any, *words: str, score: float = 0.95, facing: float | None = None) -> Named:
    share = 1 / len(words)
    return Named(name, box, score, tuple((w, share) for w in words), facing)


def read(*things: Named) -> dict[str, Any]:
    return {m.id: m for m in marks.marks_of(things, IMAGE, CAMERA, ROOM)}


@pytest.fixture(autouse=True)
def as_sure_as_the_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.picture.recognise.reader.confidence_of", lambda _, score: score)


def test_the_size_decides_between_words_that_look_alike() -> None:
    found = read(seen("sofa", (100, 100, 310, 190), "armchair", "sofa"))
    assert [m.category for m in found.values()] == ["sofa"]
    found = read(seen("sofa", (100, 100, 185, 185), "sofa", "armchair"))
    assert [m.category for m in found.values()] == ["armchair"]


def test_a_lamp_on_a_nightstand_stands_on_it_whatever_is_surer() -> None:
    found = read(
        seen("lamp", (110, 110, 140, 140), "floor lamp", "table lamp", score=0.99),
        seen("storage", (100, 100, 150, 150), "nightstand", score=0.7),
    )
    assert found["table_lamp_1"].on == "nightstand_1"


def test_a_lamp_on_the_floor_is_a_floor_lamp() -> None:
    assert "floor_lamp_1" in read(seen("lamp", (110, 110, 150, 150), "table lamp", "floor lamp"))


def test_a_front_close_to_a_wall_direction_is_along_it() -> None:
    (bed,) = read(seen("bed", (100, 100, 300, 280), "bed", facing=83.0)).values()
    assert bed.facing == 90.0
    (chair,) = read(seen("chair", (100, 100, 150, 150), "dining chair", facing=44.0)).values()
    assert chair.facing == pytest.approx(44.0, abs=1)


def test_what_is_unsure_has_no_name_and_says_what_it_may_be() -> None:
    (thing,) = read(seen("bed", (100, 100, 300, 280), "bed", score=marks.SURE - 0.05, facing=0.0)).values()
    assert thing.category == "unknown"
    assert thing.facing is None
    assert "bed" in thing.note


def test_what_is_unlikely_or_outside_is_left_out() -> None:
    assert not read(seen("bed", (100, 100, 300, 280), "bed", score=marks.MAYBE - 0.05))
    assert not read(seen("bed", (0, 0, 40, 40), "bed"))


def test_ids_are_free_of_each_other() -> None:
    found = marks.marks_of(
        [seen("chair", (100 + 60 * k, 100, 150 + 60 * k, 150), "dining chair") for k in range(4)],
        IMAGE, CAMERA, ROOM,
    )  # fmt: skip
    assert len({m.id for m in found}) == 4
