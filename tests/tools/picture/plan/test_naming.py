"""What furniture symbols are taken for."""

import numpy as np
import pytest

from tools.picture.plan.furniture import Symbol
from tools.picture.plan.naming import names_of

CENTIMETRES = 0.01


def symbol(
    x: float, y: float, w: float, d: float, *, cell: int = 1, round_: bool = False, inner: int = 0
) -> Symbol:
    """A rectangle from its upper left corner, centimetres."""
    corners = np.array([(x, y), (x + w, y), (x + w, y + d), (x, y + d)], dtype=float)
    return Symbol(corners, (x, y, x + w, y + d), cell, round_, [corners] * inner, False)


def bed(x: float, y: float) -> Symbol:
    """A double bed with its pillows at the left."""
    pillow = np.array([(x + 10, y + 20), (x + 50, y + 20), (x + 50, y + 80), (x + 10, y + 80)], dtype=float)
    return symbol(x, y, 200, 160)._replace(inner=[pillow, pillow + np.array([0, 70])])


def named(*symbols: Symbol, rooms: dict[int, str] | None = None) -> list[str]:
    return [called.category for called in names_of(symbols, CENTIMETRES, rooms or {})]


def test_a_small_box_at_a_beds_head_is_a_nightstand_and_looks_as_the_bed_does() -> None:
    called = names_of([symbol(2, 5, 45, 40), bed(0, 60), symbol(150, 5, 45, 40)], CENTIMETRES, {})
    assert [c.category for c in called] == ["nightstand", "bed", "unknown"]
    assert called[0].facing == called[1].facing == 90


def test_chairs_tell_a_table_and_look_at_it() -> None:
    seats = [symbol(20, 0, 45, 45), symbol(100, 0, 45, 45), symbol(20, 150, 45, 45), symbol(-60, 75, 45, 45)]
    called = names_of([symbol(0, 55, 180, 90), *seats], CENTIMETRES, {})
    assert [c.category for c in called] == ["dining table", *["dining chair"] * 4]
    assert [c.facing for c in called[1:]] == [0, 0, 180, 90]


def test_what_stands_before_a_sofa_is_a_coffee_table() -> None:
    table, far = symbol(40, 140, 110, 60), symbol(40, 400, 110, 60)
    assert named(symbol(0, 0, 210, 90, inner=3), table, far) == ["sofa", "coffee table", "unknown"]


def test_one_chair_at_a_deep_board_is_a_desk() -> None:
    assert named(symbol(0, 0, 140, 70), symbol(40, 75, 50, 50)) == ["desk", "office chair"]


def test_a_wall_between_parts_neighbours() -> None:
    assert named(bed(0, 0), symbol(2, 165, 45, 40, cell=2)) == ["bed", "unknown"]


@pytest.mark.parametrize(
    ("room", "size", "name"),
    [
        ("bath / wc", (170, 75), "bathtub"),
        ("bath", (40, 65), "toilet"),
        ("bathroom", (90, 90), "shower"),
        ("wc", (45, 35), "sink"),
        ("kitchen", (260, 60), "kitchen counter"),
        ("living", (210, 90), "sofa"),
        ("", (170, 75), "unknown"),
    ],
)
def test_a_rooms_name_tells_what_stands_in_it(room: str, size: tuple[int, int], name: str) -> None:
    assert named(symbol(0, 0, *size), rooms={1: room}) == [name]
