"""The bench of clouds: what it scans can be put back, and other hands' objects are what they say."""

import numpy as np
import pytest

from harness.bench.cloud import KINDS, POINTS, SPARSE, outer, scan, turn_of
from harness.bench.cloud_shapes import MAKERS, block, other_object

CUBE = np.random.default_rng(0).uniform(-1, 1, (4 * POINTS, 3))


def test_a_turned_scan_is_turned_back_exactly() -> None:
    plain = CUBE[np.random.default_rng(5).permutation(len(CUBE))[:POINTS]]
    np.testing.assert_allclose(scan(CUBE, "turned", 5) @ turn_of("turned", 5), plain, atol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_scan_has_points(kind: str) -> None:
    found = scan(CUBE, kind, 1)
    assert SPARSE <= len(found) <= POINTS
    assert np.isfinite(found).all()


def test_faces_that_two_parts_share_are_not_of_the_surface() -> None:
    points = outer([("low", block(1, 1, 1)), ("high", block(1, 1, 1, z=1.0))], 4000, 1)
    middle = np.abs(points[:, 2] - 1.0) < 1e-6
    assert not (middle & (np.abs(points[:, :2]) < 0.49).all(axis=1)).any()


@pytest.mark.parametrize("seed", range(len(MAKERS)))
def test_the_same_seed_is_the_same_object(seed: int) -> None:
    (name, first), (_, second) = other_object(seed), other_object(seed)
    assert name == list(MAKERS)[seed]
    assert all(np.array_equal(a[1].vertices, b[1].vertices) for a, b in zip(first, second, strict=True))
    assert all(solid.is_watertight for _, solid in first)
