"""The bench of clouds: what it scans can be put back, and other hands' objects are what they say."""

from pathlib import Path

import numpy as np
import pytest

from harness.bench.cloud import Plan, Row, bench
from harness.bench.cloud_shapes import MAKERS, block, other_object
from harness.bench.cloud_subjects import KINDS, POINTS, SPARSE, outer, scan, turn_of
from tools.errors import InputError

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


def test_other_kinds_fall_evenly_on_the_objects() -> None:
    plan = Plan(20, kinds=("clean", "noisy"), each=5)
    several = [number for number in range(20) if len(plan.wants(number)) == 2]
    assert len(several) == 5
    assert max(np.diff(several)) == 4
    assert all(plan.wants(number)[0] == "clean" for number in range(20))


def test_a_bench_goes_on_where_it_was_broken_off(tmp_path: Path) -> None:
    plan = Plan(1, kinds=("sparse",), program="parts")
    first = bench(plan, tmp_path / "out")
    assert [row.ran for row in first] == [True]
    (tmp_path / "out" / "rows.jsonl").open("a").write('{"name": "cut')
    heard: list[Row] = []
    assert bench(plan, tmp_path / "out", heard.append) == first
    assert heard == []
    assert len(list((tmp_path / "out" / "pictures").iterdir())) == 1
    with pytest.raises(InputError, match="other settings"):
        bench(Plan(2, kinds=("sparse",), program="parts"), tmp_path / "out")


def test_a_file_is_no_place_for_a_bench(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(InputError, match="holds no bench"):
        bench(Plan(1), tmp_path / "a")
