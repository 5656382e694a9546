"""Relations hold as a person would say them, not only by distance."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon

from tools.geometry import Wall
from tools.measure.relations import ENOUGH, Hall, Stood, holds

CORNERS = [(-3.0, -2.0), (3.0, -2.0), (3.0, 2.0), (-3.0, 2.0)]
HALL = Hall(
    Polygon(CORNERS),
    tuple(Wall(str(k), CORNERS[k], CORNERS[(k + 1) % 4]) for k in range(4)),
)


def against(category: str, at: tuple[float, float], yaw: float, size: tuple[float, float, float]) -> bool:
    thing = Stood(at, size, yaw, id="thing", category=category)
    return holds("against", [thing], "back wall", [], HALL) >= ENOUGH


SHELF = (0.9, 0.3, 1.8)


def test_a_bookshelf_against_a_wall_has_its_back_there() -> None:
    assert against("bookshelf", (0.0, 1.83), 0.0, SHELF)
    assert not against("bookshelf", (0.0, 1.55), 90.0, SHELF)  # a side touches it: it juts into the room
    assert not against("bookshelf", (0.0, 1.83), 180.0, SHELF)  # it looks at the wall


@pytest.mark.parametrize("yaw", [0.0, 90.0])
def test_a_bed_may_stand_along_a_wall(yaw: float) -> None:
    y = 1.0 if yaw == 0.0 else 1.54
    assert against("bed", (0.0, y), yaw, (0.9, 2.0, 0.5))


@given(st.floats(-29.0, 29.0))
def test_a_little_askew_is_still_against(yaw: float) -> None:
    depth = 0.3 * math.cos(math.radians(yaw)) + 0.9 * abs(math.sin(math.radians(yaw)))
    assert against("bookshelf", (0.0, 2.0 - depth / 2 - 0.01), yaw, SHELF)


def test_armchairs_around_a_table_look_at_it() -> None:
    table = Stood((0.0, 0.0), (0.8, 0.8, 0.4), 0.0, id="table", category="coffee table")
    left = Stood((-0.95, 0.0), (0.8, 0.8, 0.8), 90.0, id="a", category="armchair")  # looks to the right
    right = Stood((0.95, 0.0), (0.8, 0.8, 0.8), -90.0, id="b", category="armchair")
    turned = Stood((0.95, 0.0), (0.8, 0.8, 0.8), 90.0, id="b", category="armchair")
    assert holds("around", [left, right], [table], [], HALL) >= ENOUGH
    assert holds("around", [left, turned], [table], [], HALL) < holds(
        "around", [left, right], [table], [], HALL
    )
    assert holds("around", [turned], [table], [], HALL) < ENOUGH
