"""The FLIP error as published."""

from __future__ import annotations

import numpy as np
import pytest

from harness.bench.drawn_rooms import draw_room
from tools.picture.flip import flip


def test_flip_behaves_as_published() -> None:
    black, white = (np.full((64, 64, 3), v, np.uint8) for v in (0, 255))
    green = np.zeros((64, 64, 3), np.uint8)
    green[..., 1] = 255
    blue = np.zeros((64, 64, 3), np.uint8)
    blue[..., 2] = 255
    assert flip(black, black).max() == pytest.approx(0, abs=1e-9)
    # the largest error of the colour pipeline is by definition that of green against blue
    assert flip(green, blue).mean() == pytest.approx(1.0, abs=1e-6)
    assert 0.9 < flip(black, white).mean() < 1.0
    one = white.copy()
    one[32, 32] = 0
    assert flip(white, one)[32, 32] > flip(white, one)[5, 5]


def test_flip_grows_with_noise() -> None:
    image = draw_room(1).image
    rng = np.random.default_rng(0)
    errors = []
    for spread in (0, 8, 30):
        noisy = np.clip(image + rng.normal(0, spread, image.shape), 0, 255).astype(np.uint8)
        errors.append(float(flip(image, noisy).mean()))
    assert errors[0] == pytest.approx(0, abs=1e-9)
    assert errors == sorted(errors)
