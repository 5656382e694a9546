"""Regular patterns are found and laid so that their joints meet; irregular ones are left alone."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tools.picture.lattice import find_lattice, lay

Patch = NDArray[np.float32]


def tiled(across: float, down: float, seed: int = 0) -> Patch:
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:300, 0:420]
    i, j = ((columns - 11) // across).astype(int), ((rows - 5) // down).astype(int)
    tone = rng.normal(0, 4, (60, 60))[j, i]
    image = np.full((300, 420), 190.0) + tone + rng.normal(0, 2, (300, 420))
    joint = ((columns - 11) % across < 2) | ((rows - 5) % down < 2)
    image[joint] -= 45
    return np.repeat(image[..., None], 3, axis=2).astype(np.float32)


@pytest.mark.parametrize(("across", "down"), [(30, 30), (24.5, 41)])
def test_tiles_are_found_on_their_joints(across: float, down: float) -> None:
    mask = np.ones((300, 420), bool)
    mask[100:180, 150:260] = False
    found = find_lattice(tiled(across, down), mask)
    assert found is not None
    assert found.period == pytest.approx((across, down), rel=0.01)
    assert abs((found.origin[0] - 12) % across) < 2 or abs((found.origin[0] - 12) % across - across) < 2


def test_laid_joints_meet() -> None:
    sample, mask = tiled(30, 30), np.ones((300, 420), bool)
    mask[100:180, 150:260] = False
    sample[100:180, 150:260] = (255, 0, 0)
    lattice = find_lattice(np.where(mask[..., None], sample, 190).astype(np.float32), mask)
    assert lattice is not None
    tile = lay(sample, mask, lattice, (150, 120), np.random.default_rng(0))
    assert tile is not None
    assert tile.shape == (120, 150, 3)
    assert (np.abs(tile[..., 0] - tile[..., 2]) < 2).all()
    dark = tile.mean(2) < 165
    assert dark.mean(0).max() > 0.9  # a joint runs the tile's whole height
    assert dark.mean(1).max() > 0.9


def test_grain_and_planks_have_no_lattice() -> None:
    rng = np.random.default_rng(1)
    grain = rng.normal(150, 10, (200, 300, 1)).repeat(3, axis=2).astype(np.float32)
    assert find_lattice(grain, np.ones((200, 300), bool)) is None
    planks = grain.copy()
    planks[::16] -= 40
    assert find_lattice(planks, np.ones((200, 300), bool)) is None


def test_too_few_clean_cells() -> None:
    sample, mask = tiled(30, 30), np.zeros((300, 420), bool)
    mask[:70, :70] = True
    lattice = find_lattice(sample, np.ones((300, 420), bool))
    assert lattice is not None
    assert lay(sample, mask, lattice, (150, 120), np.random.default_rng(0)) is None
