"""A cloud is near its own surface however it was scanned; boxes and unseen halves are found again."""

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.cloud.cloud import made
from tools.cloud.completing import completed
from tools.cloud.files.surface import spread
from tools.cloud.parts.finding import found
from tools.cloud.posing import Posed, even, posed, spacings
from tools.cloud.target import Sample, Target

SIZE = (1.2, 0.6, 0.9)


def box(size: tuple[float, float, float] = SIZE) -> trimesh.Trimesh:
    solid = trimesh.creation.box(size)
    solid.apply_translation((0, 0, size[2] / 2))
    return solid


def points(mesh: trimesh.Trimesh, count: int, seed: int = 3) -> np.ndarray:
    return spread(np.asarray(mesh.vertices), np.asarray(mesh.faces), count, seed)[0]


def cloud(at: np.ndarray) -> Posed:
    return posed(made("a", at), up="z", scale=1.0)


def sample(mesh: trimesh.Trimesh) -> Sample:
    return Sample.on(np.asarray(mesh.vertices), np.asarray(mesh.faces))


def halved(at: np.ndarray) -> np.ndarray:
    """What a scanner in front, to the left and above sees of a box: three of its faces."""
    return at[(at[:, 1] < -0.299) | (at[:, 0] < -0.599) | (at[:, 2] > 0.899)]


@pytest.mark.parametrize("count", [600, 1024, 16_000])
def test_a_surface_is_near_its_own_cloud_whatever_its_density(count: int) -> None:
    target = Target(cloud(points(box(), count)))
    assert target.cost(sample(box())) < 0.006
    assert target.cost(sample(box((1.2, 0.6, 1.0)))) > 0.02


def test_a_cloud_seen_from_one_side_is_compared_there_alone() -> None:
    half = cloud(halved(points(box(), 12_000)))
    assert half.seen is not None
    assert Target(half).cost(sample(box())) < 0.006
    assert cloud(points(box(), 12_000)).seen is None
    for quarters in (1, 2, 3):
        turned = half.turned(quarters)
        mesh = box().copy()
        mesh.apply_transform(trimesh.transformations.rotation_matrix(np.pi / 2 * quarters, (0, 0, 1)))
        assert Target(turned).cost(sample(mesh)) < 0.006


@settings(max_examples=10, deadline=None)
@given(
    st.tuples(*[st.floats(0.93, 1.07)] * 3), st.tuples(*[st.floats(-0.03, 0.03)] * 3),
    st.sampled_from([1024, 8000]),
)  # fmt: skip
def test_a_box_is_stretched_and_moved_onto_a_cloud(
    scale: tuple[float, float, float], shift: tuple[float, float, float], count: int
) -> None:
    target = Target(cloud(points(box(), count)))
    scales, moved = target.boxed(sample(box()).fitted(1 / np.array(scale), np.array(shift)))
    low, high = -np.array([0.6, 0.3, 0.0]), np.array([0.6, 0.3, 0.9])
    ends = [(end / scale + shift) * scales + moved for end in (low, high)]
    np.testing.assert_allclose(ends, [low, high], atol=0.02)


def test_uneven_clouds_are_drawn_from_evenly() -> None:
    at = points(box(), 20_000)
    pick = np.random.default_rng(0)
    at = at[pick.random(len(at)) < np.where(at[:, 0] > 0, 1.0, 0.1)]
    some = even(at, spacings(at), 2000)
    assert (at[:, 0] > 0).mean() > 0.88
    assert (some[:, 0] > 0).mean() < 0.7


def test_the_side_that_was_not_seen_is_the_mirror_image_of_the_other() -> None:
    half = cloud(halved(points(box(), 12_000)))
    whole = completed(half)
    assert (np.abs(whole.points[:, 0] - 0.6) < 1e-6).sum() > 500
    assert (np.abs(whole.points[:, 1] - 0.3) < 1e-6).sum() > 500
    assert completed(cloud(points(box(), 12_000))).points.shape[0] <= 12_000


def test_a_box_seen_from_one_side_is_one_solid_of_its_size() -> None:
    solids = found(completed(cloud(halved(points(box(), 12_000)))))
    largest = max(solids, key=lambda solid: solid.volume)
    assert (largest.width, largest.depth, largest.height) == pytest.approx(SIZE, abs=0.05)
    assert sum(solid.volume for solid in solids) < 1.1 * largest.volume
