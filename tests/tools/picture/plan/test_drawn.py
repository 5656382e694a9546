"""What is drawn on paper is told from what is built of pale things."""

import cv2
import numpy as np
import pytest

from harness.bench.drawn_plans import draw_plan_case
from tools.picture.image import Pixels
from tools.picture.plan.drawn import line_drawing, looks_drawn
from tools.picture.plan.paper import lay_flat


def pale_bath(seed: int) -> Pixels:
    """A floor of pale stone tiles with dark joints and white things on it, seen from above."""
    rng = np.random.default_rng(seed)
    tones = np.kron(rng.uniform(215, 245, (12, 16)), np.ones((40, 40)))
    tones += cv2.GaussianBlur(rng.normal(0, 90, tones.shape), (0, 0), 3)  # the stone's clouds
    tones = np.clip(tones, 0, 250)
    tones[::40], tones[:, ::40] = 110, 110
    tones[60:160, 80:200] = 252
    cv2.rectangle(tones, (80, 60), (200, 160), 90, 2)
    return np.repeat(tones[..., None], 3, axis=2).astype(np.uint8)


@pytest.mark.parametrize("seed", [0, 2, 3, 9, 12, 23, 35])  # turned, grey, noisy, blue, framed, small, barred
def test_a_plan_is_drawn_however_it_was_scanned(seed: int) -> None:
    assert looks_drawn(lay_flat(draw_plan_case(seed).image))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_pale_bathroom_is_no_drawing(seed: int) -> None:
    assert not line_drawing(pale_bath(seed))


def test_the_same_lines_on_even_paper_are_one() -> None:
    tiles = pale_bath(1)
    assert line_drawing(np.where(tiles > 200, 248, tiles).astype(np.uint8))
