"""What a person may call objects: ids, stems, categories, families; and what they are told otherwise."""

import pytest

from harness.runs.choosing import choose
from tools.errors import InputError

ROOM = {
    "bed_1": "bed", "bedside_1": "nightstand", "nightstand_2": "nightstand", "couch": "sofa",
    "chair_1": "armchair", "chair_2": "office chair", "floor_lamp_1": "floor lamp",
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("bed_1", ["bed_1"]),
        ("bed", ["bed_1"]),  # the stem; bedside_1 is something else
        ("bedside table", ["bedside_1", "nightstand_2"]),  # a synonym of the category
        ("sofa", ["couch"]),
        ("chair", ["chair_1", "chair_2"]),
        ("floor lamp, bed", ["bed_1", "floor_lamp_1"]),  # the room's order, whatever was typed
        ("floor*", ["floor_lamp_1"]),
    ],
)
def test_objects_by_any_name(words: str, ids: list[str]) -> None:
    assert choose(words, ROOM) == ids


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nightstnd", "did you mean nightstand"),
        ("lam_piano", "there are floor_lamp_1"),
        (" , ", "name at least one"),
    ],
)
def test_what_means_nothing_is_one_line(words: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        choose(words, ROOM)
    assert "\n" not in str(caught.value)
