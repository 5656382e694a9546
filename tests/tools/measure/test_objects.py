"""Object measures, registration and camera errors on cases worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import trimesh
from hypothesis import given
from hypothesis import strategies as st

from tools.measure.cameras import camera_errors
from tools.measure.objects import Couple, bounds_iou, box_scores, couples_of, object_scores, stretched
from tools.measure.registration import best_motion, register
from tools.measure.shape import distances
from tools.pinhole import Camera


def box(size: tuple[float, float, float], at: tuple[float, float, float] = (0, 0, 0)) -> trimesh.Trimesh:
    made = trimesh.creation.box(size)
    made.apply_translation(at)
    return made


def test_chamfer_and_f_of_three_points_by_hand() -> None:
    apart = distances([[0, 0, 0], [1, 0, 0]], [[0, 0, 0.05], [1, 0, 0], [1, 0, 3]])
    assert apart.there.tolist() == [0.05, 0.0]
    assert apart.back.tolist() == [0.05, 0.0, 3.0]
    assert apart.chamfer == pytest.approx(0.05**2 / 2 + (0.05**2 + 9) / 3)
    assert apart.f_score(0.1) == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))
    assert apart.f_score(0.01) == pytest.approx(2 * 0.5 * (1 / 3) / (0.5 + 1 / 3))


def test_boxes_by_hand() -> None:
    one = (np.zeros(3), np.ones(3))
    assert bounds_iou(one, (np.array([0.5, 0, 0]), np.array([1.5, 1, 1]))) == pytest.approx(1 / 3)
    assert bounds_iou(one, (np.array([2.0, 0, 0]), np.array([3.0, 1, 1]))) == 0.0
    flat = (np.zeros(3), np.array([1.0, 1.0, 0.0]))
    assert bounds_iou(flat, flat) == pytest.approx(1.0)


def test_a_wrong_size_is_seen_as_it_stands_and_not_after_stretching() -> None:
    same = object_scores([Couple(box((1, 1, 1)), 0.0, box((1, 1, 1)), 0.0)])
    wide = object_scores([Couple(box((1, 1, 1)), 0.0, box((3, 1, 1)), 0.0)])
    assert wide["object_chamfer_axes"] == pytest.approx(same["object_chamfer_axes"], abs=2e-3)
    assert wide["object_f_0.1_axes"] > 0.99
    # of the ends of the long box, 2 of 7 units of its surface each, most is more than 0.1 away
    assert wide["object_chamfer"] > 0.5
    assert wide["object_f_0.1"] < 0.75


def test_what_is_turned_is_turned_back_by_its_own_yaw() -> None:
    long = box((2, 1, 0.5))
    turned = long.copy()
    turned.apply_transform(trimesh.transformations.rotation_matrix(math.radians(30), (0, 0, 1)))
    points = np.asarray(turned.vertices)
    assert np.abs(stretched(points, 30.0)) == pytest.approx(np.ones_like(points))
    assert np.abs(stretched(points, 0.0)).max() == pytest.approx(1.0)


def test_what_is_missing_counts_as_the_worst() -> None:
    cube = box((1, 1, 1))
    couples = couples_of({"b": cube}, {"a": cube, "c": cube}, {"a": "b", "c": None}, ({"b": 0.0}, {}))
    scores = object_scores(couples)
    assert scores["object_f_0.1"] == pytest.approx(0.5, abs=0.01)
    assert scores["object_chamfer"] == pytest.approx(2.0, abs=0.01)
    assert box_scores(couples, cube, cube)["iou_box"] == pytest.approx(0.5)
    assert object_scores([]) == {} == box_scores([], cube, cube)


@given(st.floats(-180, 180), st.tuples(*[st.floats(-3, 3)] * 3))
def test_a_motion_comes_back_from_its_points(degrees: float, shift: tuple[float, float, float]) -> None:
    points = np.random.default_rng(0).normal(size=(40, 3))
    turn = trimesh.transformations.rotation_matrix(math.radians(degrees), (1, 2, 3))[:3, :3]
    motion = best_motion(points, points @ turn.T + shift)
    assert motion.rotation == pytest.approx(turn, abs=1e-6)
    assert motion.shift == pytest.approx(np.array(shift), abs=1e-6)


@pytest.mark.parametrize("degrees", [0.0, 8.0, 90.0, 187.0])
def test_a_scene_that_stands_elsewhere_is_laid_onto_its_truth(degrees: float) -> None:
    parts = [
        box((4, 0.1, 1), (0, 2, 0.5)),
        box((1, 2, 0.6), (-1, 0.5, 0.3)),
        box((0.5, 0.5, 2), (1.5, -1, 1)),
    ]
    move = trimesh.transformations.rotation_matrix(math.radians(degrees), (0, 0, 1))
    move[:3, 3] = (0.4, -0.2, 0.1)
    moved = [part.copy().apply_transform(move) for part in parts]
    result, truth = (trimesh.util.concatenate(each) for each in (moved, parts))
    motion = register(
        *(trimesh.sample.sample_surface(m, 4096, seed=n)[0] for n, m in enumerate((result, truth)))
    )
    assert np.linalg.norm(motion(result.vertices) - truth.vertices, axis=1).max() < 0.12
    scores = box_scores(
        [Couple(t, 0.0, r, degrees) for r, t in zip(moved, parts, strict=True)], result, truth
    )
    assert scores["iou_box_rigid"] > 0.75
    assert scores["iou_box"] < 0.5
    assert scores["f_0.1_rigid"] > 0.98


def test_a_scene_that_stands_right_stays_where_it_is() -> None:
    parts = [
        box((2, 3, 0.01), (0, 0, 0.005)),
        box((1, 0.02, 0.6), (0, 1.9, 1.4)),
        box((1.6, 2, 0.9), (0, 0.5, 0.5)),
    ]
    whole = trimesh.util.concatenate(parts)
    scores = box_scores([Couple(part, 0.0, part, 0.0) for part in parts], whole, whole)
    assert scores["iou_box"] == pytest.approx(1.0)
    assert scores["iou_box_rigid"] == pytest.approx(
        1.0
    )  # a rug of a centimetre tells a shift of a millimetre


def test_what_stands_in_a_wrong_place_does_not_turn_the_rest() -> None:
    parts = [
        box((2, 1, 0.8), (0, 2, 0.4)),
        box((0.6, 0.6, 1), (-1.5, 0, 0.5)),
        box((1, 0.5, 2), (2, 1, 1)),
        box((0.9, 0.9, 0.7), (0.5, -0.5, 0.35)),
    ]
    off = [
        p.copy().apply_translation(move)
        for p, move in zip(parts, [*3 * [(0, 0, 0)], (0.9, -0.8, 0)], strict=True)
    ]
    for move in ((0.0, 0.0, 0.0), (0.3, 0.1, 0.0)):
        made = [p.copy().apply_translation(move) for p in off]
        result, truth = (trimesh.util.concatenate(each) for each in (made, parts))
        scores = box_scores([Couple(t, 0.0, r) for r, t in zip(made, parts, strict=True)], result, truth)
        assert scores["iou_box_rigid"] == pytest.approx(
            0.75, abs=0.04
        )  # three of four, and the fourth is lost


def camera(yaw: float, tilt: float, *, width: int = 800, focal: float = 600, height: float = 1.5) -> Camera:
    """Looking along +Y, turned left by yaw and down by tilt, degrees."""
    a, b = math.radians(yaw), math.radians(tilt)
    ahead = np.array([-math.sin(a) * math.cos(b), math.cos(a) * math.cos(b), -math.sin(b)])
    right = np.array([math.cos(a), math.sin(a), 0.0])
    rows = [right, np.cross(ahead, right), ahead]
    return Camera(
        width=width, height=round(width * 0.75), focal_px=focal, cx=width / 2, cy=width * 0.375,
        rotation=tuple(tuple(float(v) for v in row) for row in rows), position=(0.0, -2.0, height),
    )  # type: ignore[arg-type]  # fmt: skip


def test_camera_errors_by_hand() -> None:
    truth = camera(0, 10)
    assert camera_errors(truth, truth) == pytest.approx(
        dict.fromkeys(camera_errors(truth, truth), 0.0), abs=1e-5
    )
    tilted = camera_errors(camera(0, 13, focal=660, height=1.65), truth)
    assert tilted["camera_rotation_error"] == pytest.approx(3.0)
    assert tilted["camera_tilt_error"] == pytest.approx(3.0)
    assert tilted["camera_focal_error"] == pytest.approx(0.1)
    assert tilted["camera_height_error"] == pytest.approx(0.1)
    turned = camera_errors(camera(90, 10), truth)
    assert turned["camera_rotation_error"] == pytest.approx(90.0)
    # the up directions seen from the cameras are the same: only the world is turned
    assert turned["camera_tilt_error"] == pytest.approx(0.0, abs=1e-5)
    larger = camera(0, 10, width=1600, focal=1200)
    assert camera_errors(larger, truth)["camera_focal_error"] == pytest.approx(0.0)
