import pytest

from tools.planner.asked import request_of
from tools.planner.generate import generate
from tools.source.words import WordsSource


@pytest.mark.parametrize("area", [8, 10, 12])
@pytest.mark.parametrize("seed", range(4))
def test_a_small_dining_room_has_its_table_and_seats(area: int, seed: int) -> None:
    design = generate(request_of(WordsSource(f"A dining room of {area} m2").brief, seed))
    categories = [p.category for p in design.pieces]
    assert {"dining table", "round table"} & set(categories)
    assert categories.count("dining chair") >= 2


@pytest.mark.parametrize("room", ["shop", "classroom", "lab", "office", "nursery", "bathroom", "kitchen"])
def test_no_small_room_stays_empty(room: str) -> None:
    for seed in range(2):
        design = generate(request_of(WordsSource(f"A {room} of 8 m2").brief, seed))
        assert sum(p.mount == "floor" for p in design.pieces) >= 2
