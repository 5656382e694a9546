"""Projection both ways, and footprints with the lean undone, for any camera above the thing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import ConvexHull
from scipy.spatial.transform import Rotation
from shapely import Polygon

from tools.errors import InputError
from tools.picture import polygon
from tools.picture.measure import distance, footprint, height_above, to_floor, turned_size
from tools.pinhole import Camera

angles = st.floats(-25, 25)


@st.composite
def cameras(draw: st.DrawFn) -> Camera:
    turn = Rotation.from_euler("xyz", [draw(angles), draw(angles), draw(st.floats(-40, 40))], degrees=True)
    frame = turn.as_matrix() @ np.diag([1.0, -1.0, -1.0])
    straight = Camera.overhead(1000, 800, draw(st.floats(600, 3000)), (0.3, -0.2, draw(st.floats(6, 25))))
    return straight.model_copy(update={"rotation": tuple(map(tuple, frame.tolist()))})


points = st.tuples(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5))


@given(cameras(), points, st.floats(0, 2.5))
@settings(max_examples=60, deadline=None)
def test_project_then_back_is_the_same_point(camera: Camera, point: tuple[float, float], z: float) -> None:
    pixel = camera.project([(*point, z)])
    assert np.allclose(to_floor(camera, pixel, z)[0], point, atol=1e-6)


@given(
    cameras(), points, st.floats(0.3, 2.0), st.floats(0.3, 2.0), st.floats(0, 180), st.floats(0.01, 2.4),
    st.floats(0, 1.0),
)  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_footprint_of_a_prism_is_exact(
    camera: Camera, at: tuple[float, float], width: float, depth: float, yaw: float, height: float, low: float
) -> None:
    c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (width / 2, depth / 2) @ [[c, s], [-s, c]] + at
    solid = np.vstack([np.column_stack([corners, np.full(4, z)]) for z in (low, low + height)])
    seen = camera.project(solid)
    hull = seen[ConvexHull(seen).vertices]
    found = footprint(camera, [(float(x), float(y)) for x, y in hull], height, elevation=low)
    assert Polygon(found.outline).symmetric_difference(Polygon(corners)).area < 1e-4 * width * depth + 1e-6
    assert np.allclose(found.center, at, atol=1e-3)
    assert sorted(found.size) == pytest.approx(sorted((width, depth)), abs=2e-3)


@given(points, st.floats(0.4, 2), st.floats(0.4, 2), st.floats(0.05, 2.2))
@settings(max_examples=40, deadline=None)
def test_box_seen_straight_down(at: tuple[float, float], width: float, depth: float, height: float) -> None:
    camera = Camera.overhead(1024, 559, 1783, (0.1, 0.2, 18.4))
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (width / 2, depth / 2) + at
    seen = camera.project(np.vstack([np.column_stack([corners, np.full(4, z)]) for z in (0, height)]))
    box = (*map(float, seen.min(0)), *map(float, seen.max(0)))
    found = footprint(camera, box, height, yaw=0)  # type: ignore[arg-type]
    assert np.allclose(found.center, at, atol=1e-6)
    assert found.size == pytest.approx((width, depth), abs=1e-6)


def test_lean_left_in_would_be_wrong() -> None:
    camera = Camera.overhead(1024, 559, 1783, (0, 0, 18.4))
    seen = camera.project([(3, 1, 2.2), (3.6, 1, 0), (3, 1.6, 0), (3.6, 1.6, 2.2)])
    box = (*map(float, seen.min(0)), *map(float, seen.max(0)))
    leaning = footprint(camera, box, 0.0).center  # type: ignore[arg-type]
    assert np.hypot(leaning[0] - 3.3, leaning[1] - 1.3) > 0.15


@pytest.mark.parametrize("yaw", [0, 20, 70, 90, 160])
def test_turned_size_inverts_the_upright_box(yaw: float) -> None:
    c, s = abs(math.cos(math.radians(yaw))), abs(math.sin(math.radians(yaw)))
    assert turned_size(1.4 * c + 0.8 * s, 1.4 * s + 0.8 * c, yaw) == pytest.approx((1.4, 0.8))


def test_turned_size_near_45_degrees_is_even() -> None:
    width, depth = turned_size(1.5, 1.5, 45)
    assert width == pytest.approx(depth)
    assert width == pytest.approx(1.5 / math.sqrt(2))


def test_height_and_distance() -> None:
    camera = Camera.overhead(1000, 800, 1400, (0, 0, 12))
    foot, top = camera.project([(2.0, 1.5, 0), (2.0, 1.5, 1.9)]).tolist()
    assert height_above(camera, tuple(foot), tuple(top)) == pytest.approx(1.9, abs=1e-6)
    a, b = camera.project([(-1, 0, 0.7), (1, 1, 0.7)]).tolist()
    assert distance(camera, tuple(a), tuple(b), 0.7) == pytest.approx(math.hypot(2, 1))


def test_refusals_say_what_to_do() -> None:
    camera = Camera.overhead(1000, 800, 1400, (0, 0, 3))
    with pytest.raises(InputError, match="at least 3 outline points"):
        footprint(camera, [(1, 1), (5, 5)], 1.0)
    with pytest.raises(InputError, match="no area"):
        footprint(camera, [(1, 1), (5, 5), (9, 9)], 1.0)
    with pytest.raises(InputError, match="reaches the camera"):
        footprint(camera, (100, 100, 200, 200), 3.5)


def test_polygon_helpers() -> None:
    square = [(0, 0), (0, 2), (3, 2), (3, 0)]
    assert polygon.area(square) == -6
    turned = polygon.canonical(square)
    assert polygon.area(turned) == 6
    assert turned[0].tolist() == [0, 0]
    assert polygon.area(polygon.grown(turned, 0.5)) == pytest.approx(12)
    assert polygon.axis_edges(turned).tolist() == [0, 1, 0, 1]
    assert polygon.clip(turned, (1, 0), 1.0).max(0).tolist() == [1, 2]
    assert len(polygon.clip(turned, (1, 0), -1.0)) == 0
