"""The published measures, on shapes whose answers are known."""

import numpy as np
import pytest
import trimesh

from tools.cloud.files.surface import spread
from tools.measure.clouds import cloud_likeness, likeness


def box(w: float, d: float, h: float, count: int = 120_000, seed: int = 0) -> np.ndarray:
    mesh = trimesh.creation.box((w, d, h))
    return spread(np.asarray(mesh.vertices), np.asarray(mesh.faces), count, seed)[0]


def test_the_same_surface_is_as_near_as_samples_are() -> None:
    found = likeness(box(1, 1, 1), box(1, 1, 1, seed=1))
    assert found.iou == 1.0
    assert found.chamfer < 6e-4
    assert found.f_005 > 0.999


def test_a_shift_by_a_tenth_costs_what_it_should() -> None:
    """Of the two faces across, each point is 0.1 x 2 off or less; a shifted cube shares 0.9 of its volume."""
    found = likeness(box(1, 1, 1) + np.array((0.1, 0, 0)), box(1, 1, 1, seed=1))
    assert found.iou == pytest.approx(0.9 / 1.1, abs=0.03)
    assert 2 * (2 / 6) * 0.2**2 * 0.5 < found.chamfer < 2 * (2 / 6) * 0.2**2 * 1.4


def test_it_is_measured_after_scaling_by_the_truth_alone() -> None:
    small, large = (
        likeness(box(1.1, 1, 1), box(1, 1, 1, seed=1)),
        likeness(box(11, 10, 10), box(10, 10, 10, seed=1)),
    )
    assert large.chamfer == pytest.approx(small.chamfer, rel=0.02)
    assert large.iou == pytest.approx(small.iou, abs=0.01)


def test_half_a_scan_is_covered_though_the_model_goes_beyond_it() -> None:
    whole = box(1, 1, 1)
    half = whole[whole[:, 2] > 0]
    found = cloud_likeness(whole, half)
    assert found["covered"] > 0.999
    assert found["beyond"] > 0.3
