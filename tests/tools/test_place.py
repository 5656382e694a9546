import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.place import FLOOR, Place

METRES = st.floats(-20, 20)
LENGTHS = st.floats(0.01, 5)
PLACES = st.builds(
    Place, st.tuples(METRES, METRES), st.tuples(LENGTHS, LENGTHS, LENGTHS), st.floats(-360, 360), METRES
)
POINTS = st.tuples(METRES, METRES)


@given(PLACES, POINTS)
def test_into_its_frame_and_back_is_the_same_point(place: Place, point: tuple[float, float]) -> None:
    assert place.world(place.local(point)) == pytest.approx(point, abs=1e-9)
    assert place.local(place.at) == pytest.approx((0, 0), abs=1e-9)


@given(PLACES)
def test_its_footprint_is_its_corners_and_has_its_area(place: Place) -> None:
    w, d, h = place.size
    assert place.footprint.area == pytest.approx(w * d)
    seen = np.array(place.footprint.exterior.coords)[:-1]
    assert seen == pytest.approx(place.corners(), abs=1e-9)
    assert place.corners().mean(0) == pytest.approx(place.at, abs=1e-9)
    assert place.top - place.z == pytest.approx(h)


@given(PLACES)
def test_its_front_is_its_first_two_corners_seen_from_its_middle(place: Place) -> None:
    front = place.corners()[:2].mean(0) - place.at
    turned = math.radians(place.yaw)
    assert front == pytest.approx(
        np.array([math.sin(turned), -math.cos(turned)]) * place.size[1] / 2, abs=1e-9
    )


@given(PLACES, POINTS)
def test_moving_it_moves_its_footprint_and_nothing_else(place: Place, by: tuple[float, float]) -> None:
    moved = place.moved(*by)
    assert moved.corners() - place.corners() == pytest.approx(np.tile(by, (4, 1)), abs=1e-9)
    assert (moved.size, moved.yaw, moved.z, type(moved)) == (place.size, place.yaw, place.z, type(place))


@given(POINTS)
def test_the_floor_s_frame_is_the_world(point: tuple[float, float]) -> None:
    assert FLOOR.world(point) == point == FLOOR.local(point)
