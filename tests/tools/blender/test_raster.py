"""The z-buffer against projections worked out by hand and against every ray on its own."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from tools.blender.raster import rasterise

Floats = NDArray[np.float64]


def perspective(focal: float, near: float = 0.1, far: float = 100.0) -> Floats:
    """Clip matrix of a camera at the origin looking along -Z; focal in half widths."""
    return np.array([
        [focal, 0, 0, 0], [0, focal, 0, 0],
        [0, 0, (far + near) / (near - far), 2 * far * near / (near - far)], [0, 0, -1, 0],
    ])  # fmt: skip


def clip(triangles: Floats, matrix: Floats) -> Floats:
    homogeneous = np.concatenate([triangles, np.ones((*triangles.shape[:2], 1))], axis=2)
    return np.asarray(homogeneous @ matrix.T)


def square(z: float, half: float = 1.0) -> Floats:
    a, b, c, d = (-half, -half, z), (half, -half, z), (half, half, z), (-half, half, z)
    return np.array([[a, b, c], [a, c, d]], float)


def test_a_square_covers_exactly_its_pixels_without_a_seam() -> None:
    hits = rasterise(clip(square(-2.0), perspective(1.0)), 64, 64)
    seen = hits.triangle >= 0
    assert seen[16:48, 16:48].all()
    assert seen.sum() == 32 * 32
    assert set(np.unique(hits.triangle)) == {-1, 0, 1}


def test_the_nearer_one_wins_whatever_the_order() -> None:
    near, far = square(-2.0, 0.5), square(-3.0, 3.0)
    for order in ((near, far), (far, near)):
        hits = rasterise(clip(np.concatenate(order), perspective(1.0)), 64, 64)
        front = 0 if order[0] is near else 2
        assert (hits.triangle[32, 32] // 2) * 2 == front
        assert (hits.triangle[2, 2] // 2) * 2 == 2 - front


def test_weights_are_correct_in_perspective() -> None:
    floor = np.array([[(-1, -1, -1), (1, -1, -1), (0, -1, -9)]], float)
    hits = rasterise(clip(floor, perspective(1.0)), 200, 200)
    rows, columns = np.nonzero(hits.triangle == 0)
    points = hits.weights[rows, columns] @ floor[0]
    x = (columns + 0.5) / 100 - 1
    y = 1 - (rows + 0.5) / 100
    np.testing.assert_allclose(points[:, 0] / -points[:, 2], x, atol=1e-9)
    np.testing.assert_allclose(points[:, 1] / -points[:, 2], y, atol=1e-9)


def test_triangles_are_cut_at_the_camera() -> None:
    floor = np.array([[(-50, -1, 50), (50, -1, 50), (0, -1, -50)]], float)
    hits = rasterise(clip(floor, perspective(1.0)), 50, 50)
    assert (hits.triangle[30:, 20:30] == 0).all()
    assert (hits.triangle[:25] == -1).all()
    points = hits.weights[40, 25] @ floor[0]
    assert points[1] == pytest.approx(-1.0)
    assert points[2] == pytest.approx(-1 / ((40.5) / 25 - 1))


def test_behind_the_camera_and_broken_ones_are_not_there() -> None:
    behind = square(3.0)
    broken = np.full((2, 3, 3), np.nan)
    hits = rasterise(clip(np.concatenate([behind, broken, square(-2.0)]), perspective(1.0)), 16, 16)
    assert set(np.unique(hits.triangle)) <= {-1, 4, 5}
    assert (hits.triangle >= 4).any()
    assert (rasterise(np.zeros((0, 3, 4)), 8, 8).triangle == -1).all()


@pytest.mark.parametrize("seed", range(3))
def test_it_agrees_with_a_ray_through_every_pixel(seed: int) -> None:
    rng = np.random.default_rng(seed)
    triangles = rng.uniform(-2, 2, (40, 3, 3)) - (0, 0, 4)
    hits = rasterise(clip(triangles, perspective(1.0)), 40, 40)
    x, y = np.meshgrid((np.arange(40) + 0.5) / 20 - 1, 1 - (np.arange(40) + 0.5) / 20)
    rays = np.stack([x, y, -np.ones_like(x)], axis=2).reshape(-1, 3)
    expected = nearest_by_rays(triangles, rays).reshape(40, 40)
    assert (hits.triangle == expected).mean() > 0.995  # rays exactly on an edge may fall either way


def nearest_by_rays(triangles: Floats, rays: Floats) -> NDArray[np.int64]:
    """Moeller and Trumbore, one triangle after the other."""
    best, found = np.full(len(rays), np.inf), np.full(len(rays), -1)
    for number, (a, b, c) in enumerate(triangles):
        edge_1, edge_2 = b - a, c - a
        p = np.cross(rays, edge_2)
        inverse = 1.0 / (p @ edge_1)
        u = (p @ -a) * inverse
        q = np.cross(-a, edge_1)
        v = (rays @ q) * inverse
        t = (edge_2 @ q) * inverse
        hit = (u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0.1) & (t < best)
        best[hit], found[hit] = t[hit], number
    return found


def test_a_mesh_of_many_triangles_has_no_holes() -> None:
    rng = np.random.default_rng(1)
    steps = np.sort(np.concatenate([[-1.0, 1.0], rng.uniform(-1, 1, 60)]))
    cells = []
    for x0, x1 in pairwise(steps):
        for y0, y1 in pairwise(steps):
            a, b, c, d = (x0, y0, -2.0), (x1, y0, -2.0), (x1, y1, -2.0), (x0, y1, -2.0)
            cells += [[a, b, c], [c, d, a]]
    hits = rasterise(clip(np.array(cells), perspective(1.3)), 333, 333)
    edge = round(333 * (0.5 - 1.3 / 4)) + 1
    assert (hits.triangle[edge:-edge, edge:-edge] >= 0).all()
