"""A cloud is stood up, straightened, cleaned and put in metres, and what was done is said."""

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.cloud.cloud import made
from tools.cloud.files.surface import spread
from tools.cloud.posing import posed
from tools.cloud.seen import _picture


def chair() -> np.ndarray:
    seat, back = trimesh.creation.box((0.45, 0.5, 0.05)), trimesh.creation.box((0.45, 0.04, 0.45))
    seat.apply_translation((0, 0, 0.43))
    back.apply_translation((0, 0.23, 0.68))
    legs = []
    for x in (-0.2, 0.2):
        for y in (-0.22, 0.22):
            leg = trimesh.creation.box((0.05, 0.05, 0.41))
            leg.apply_translation((x, y, 0.205))
            legs.append(leg)
    mesh = trimesh.util.concatenate([seat, back, *legs])
    return spread(np.asarray(mesh.vertices), np.asarray(mesh.faces), 6000)[0]


SIZE = (0.45, 0.5, 0.905)


@settings(max_examples=12, deadline=None)
@given(st.floats(-180, 180), st.floats(-50, 50), st.sampled_from([1.0, 0.01, 0.001]))
def test_turned_moved_and_in_another_unit_it_is_the_same(angle: float, shift: float, unit: float) -> None:
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    points = chair() @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) + shift
    cloud = posed(made("a", points / unit), usual=(0.46, 0.52, 0.86))
    assert cloud.scale == unit
    assert sorted(cloud.size) == pytest.approx(sorted(SIZE), abs=0.015)
    back = (cloud.points / cloud.scale + cloud.middle) @ cloud.turn * unit
    np.testing.assert_allclose(back.min(axis=0), points.min(axis=0), atol=0.02)


def test_y_up_is_seen_by_what_it_stands_on() -> None:
    pole = trimesh.creation.cylinder(0.02, segment=[(0, 0, 0), (0, 0, 1.5)])
    foot = trimesh.creation.cylinder(0.15, segment=[(0, 0, 0), (0, 0, 0.03)])
    mesh = trimesh.util.concatenate([pole, foot])
    points = spread(np.asarray(mesh.vertices), np.asarray(mesh.faces), 4000)[0]
    cloud = posed(made("a", points[:, [0, 2, 1]] * (1, 1, -1)))
    assert cloud.size == pytest.approx((0.3, 0.3, 1.5), abs=0.02)
    assert any("up taken to be y" in note for note in cloud.cloud.notes)
    assert posed(made("a", points)).size == pytest.approx((0.3, 0.3, 1.5), abs=0.02)


def test_points_far_away_are_left_out() -> None:
    points = np.vstack([chair(), [(3, 3, 3), (-2, 1, 4)]])
    cloud = posed(made("a", points))
    assert cloud.size == pytest.approx(SIZE, abs=0.015)
    assert any("2 points far" in note for note in cloud.cloud.notes)


def test_noise_is_measured_and_does_not_make_a_thing_larger() -> None:
    noisy = chair() + np.random.default_rng(0).normal(0, 0.009, (6000, 3))
    cloud = posed(made("a", noisy))
    assert cloud.size == pytest.approx(SIZE, abs=0.025)
    assert cloud.noise == pytest.approx(0.009, rel=0.35)
    assert any("scatter" in note for note in cloud.cloud.notes)
    assert posed(made("a", chair())).noise == 0.0
    assert posed(made("a", chair()[:1000])).noise == 0.0


def test_a_given_length_is_exact() -> None:
    cloud = posed(made("a", chair() * 7.3), longest=1.2)
    assert max(cloud.size) == pytest.approx(1.2, abs=1e-6)
    assert cloud.sure


def test_a_sparse_chair_is_no_half_of_one_and_half_a_sparse_one_is() -> None:
    points = chair()[np.random.default_rng(0).permutation(6000)[:1024]]
    assert posed(made("a", points)).seen is None
    away = np.array([0.5, -0.75, 0.43])
    picture = _picture(chair(), 34.0, 25.0, 0.02)
    front = chair()[~picture.behind(chair(), 2.0)]
    half = front[np.random.default_rng(0).permutation(len(front))[:1024]]
    seen = posed(made("a", half)).seen
    assert seen is not None
    assert float(seen.away @ away) > 0.8
