"""A photo's world on its truth's, by the camera that both have."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.measure.common_world import Move, by_camera, turned
from tools.measure.truth import Item, Room
from tools.pinhole import Camera

EYE = Camera(
    width=800, height=600, focal_px=500, cx=400, cy=300,
    rotation=((0.8, -0.6, 0), (0, 0, -1), (0.6, 0.8, 0)), position=(1.0, -2.0, 1.5),
)  # fmt: skip
PLACES = st.tuples(st.floats(-5, 5), st.floats(-5, 5))


@given(st.integers(0, 3), PLACES, PLACES)
def test_a_world_that_was_moved_is_moved_back(quarters, shift, place):
    there = Move(quarters, shift)
    back = by_camera(there.camera(EYE), EYE)
    assert back.point(there.point(place)) == pytest.approx(place, abs=1e-9)
    assert turned(there.camera(EYE), EYE)[0] == pytest.approx(0, abs=1e-5)
    item = Item(id="a", category="chair", center=(*place, 0.4), size=(0.5, 0.6, 0.8), yaw_deg=30)
    again = back.item(there.item(item))
    assert again.yaw_deg == pytest.approx(30)
    assert again.center == pytest.approx(item.center, abs=1e-9)


@given(st.integers(0, 3), PLACES, PLACES)
def test_what_the_camera_sees_stays_where_it_is_in_the_picture(quarters, shift, place):
    move = Move(quarters, shift)
    before = EYE.project(np.array([(*place, 0.7)]))
    after = move.camera(EYE).project(np.array([(*move.point(place), 0.7)]))
    assert after == pytest.approx(before, rel=1e-6, abs=1e-6)


def test_a_quarter_is_counter_clockwise_from_above():
    move = Move(1, (10.0, 0.0))
    assert move.point((1.0, 0.0)) == pytest.approx((10.0, 1.0))
    room = Room(floor_polygon=[(0, 0), (2, 0), (2, 1), (0, 1)], height=2.5)
    assert np.array(move.room(room).floor_polygon) == pytest.approx(
        np.array([(10, 0), (10, 2), (9, 2), (9, 0)])
    )


def test_a_camera_that_is_wrong_by_a_few_degrees_is_still_of_its_quarter():
    a = math.radians(8)
    off = np.array(EYE.rotation) @ np.array(
        [[math.cos(a), math.sin(a), 0], [-math.sin(a), math.cos(a), 0], [0, 0, 1]]
    )
    degrees, quarters = turned(Move(3, (0, 0)).camera(EYE.model_copy(update={"rotation": off.tolist()})), EYE)
    assert quarters == 1
    assert degrees == pytest.approx(8)
