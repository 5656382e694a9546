"""Chamfer, F-score and picture distances on cases worked out by hand."""

import numpy as np
import pytest
import trimesh

from tools.geometry import mask_overlap
from tools.measure import images
from tools.measure.shape import nearest, shape_scores


def test_nearest_by_hand():
    assert nearest([[0, 0, 0], [3, 4, 0]], [[0, 0, 0], [0, 0, 1]]).tolist() == [0.0, 5.0]


def test_a_shift_of_a_plane_is_its_chamfer_distance():
    plane = trimesh.creation.box((2.0, 2.0, 1e-4))
    lifted = plane.copy()
    lifted.apply_translation((0, 0, 0.05))
    same, off = shape_scores(plane, plane), shape_scores(lifted, plane)
    noise = same["chamfer"]  # two samplings of one surface are not the same points
    assert noise < 2e-3
    assert off["chamfer"] - noise == pytest.approx(2 * 0.05**2, rel=0.05)
    assert off["f_0.1"] > 0.99
    assert off["f_0.01"] == 0.0


def test_alignment_is_the_truths_alone():
    cube = trimesh.creation.box((4, 4, 4))
    small = trimesh.creation.box((2, 2, 2))
    scores = shape_scores(small, cube)
    assert scores["chamfer"] > 0.4  # a wrong size is not fitted away
    assert shape_scores(cube, cube)["f_0.1"] == 1.0


def test_psnr_by_hand():
    a = np.full((8, 8, 3), 100, np.uint8)
    assert images.psnr(a, a) == float("inf")
    assert images.psnr(a, a + 10) == pytest.approx(10 * np.log10(255**2 / 100))


def test_ssim_and_colour_of_a_picture_with_itself():
    picture = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    assert images.ssim(picture, picture) == pytest.approx(1.0)
    assert images.ciede2000(picture, picture) == pytest.approx(0.0, abs=1e-9)
    assert images.ssim(picture, 255 - picture) < 0.1


def test_ciede2000_of_black_and_white_is_100():
    assert images.color_difference((0, 0, 0), (255, 255, 255)) == pytest.approx(100.0, abs=0.01)


def test_silhouettes():
    a = np.zeros((10, 10), bool)
    b = a.copy()
    a[:, :6], b[:, 4:] = True, True
    assert mask_overlap(a, b) == pytest.approx(0.2)
    assert mask_overlap(a & False, b & False) == 1.0


def test_visible_sizes_are_compared_in_pixels():
    mask = np.zeros((60, 80), dtype=bool)
    mask[10:30, 20:60] = True
    assert images.seen_size_error(mask, (20, 10, 60, 30)) == 0.0
    assert images.seen_size_error(mask, (0, 0, 50, 40)) == pytest.approx((10 / 50 + 20 / 40) / 2)
    assert images.seen_size_error(np.zeros((4, 4), dtype=bool), (0, 0, 2, 2)) is None
