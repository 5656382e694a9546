from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.training import batches
from tools.picture.recognise import reader
from tools.picture.recognise.classes import CLASSES, FINE


@given(
    st.integers(0, 10_000),
    st.sampled_from(["above", "plan", "oblique", "eye"]),
    st.tuples(st.integers(20, 120), st.integers(20, 90), st.integers(40, 160), st.integers(40, 120)),
)
def test_boxes_move_with_the_picture(seed: int, kind: str, box: tuple[int, int, int, int]) -> None:
    image = np.zeros((240, 320, 3), np.uint8)
    x0, y0, x1, y1 = box[0], box[1], box[0] + box[2], box[1] + box[3]
    image[y0:y1, x0:x1] = 255
    row: batches.Row = (0, 0, float(x0), float(y0), float(x1), float(y1), 0.0, 1.0)
    out, rows, left = batches.changed(image, [row], [], kind, 320, Random(seed))
    if not rows:
        assert len(left) <= 1
        return
    ((_, _, a, b, c, d, fx, fy),) = rows

    inside = out[int(b) + 3 : int(d) - 3, int(a) + 3 : int(c) - 3]
    assert inside.size == 0 or inside.min() > 200

    assert fx * fx + fy * fy == pytest.approx(1, abs=1e-4)
    if kind in ("oblique", "eye"):
        assert (fx, fy) == pytest.approx((0, 1), abs=1e-4)


@given(st.tuples(st.floats(5, 150), st.floats(5, 150), st.floats(16, 160), st.floats(16, 160)))
def test_the_maps_say_the_box_that_was_put_in(box: tuple[float, float, float, float]) -> None:
    x0, y0, x1, y1 = box[0], box[1], box[0] + box[2], box[1] + box[3]
    word = FINE.index("bed")
    maps = batches.target_of([(CLASSES.index("bed"), word, x0, y0, x1, y1, 1.0, 0.0)], [], 320)
    ((c, y, x),) = np.argwhere(maps["heat"] >= 0.999)
    assert CLASSES[c] == "bed"
    assert maps["word"][y, x] == word
    w, h = np.expm1(maps["size"][:, y, x]) * reader.STRIDE
    cx, cy = (np.array([x, y]) + maps["offset"][:, y, x]) * reader.STRIDE
    assert (cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2) == pytest.approx((x0, y0, x1, y1), abs=0.05)


def test_what_is_not_asked_for_is_not_learnt_as_nothing() -> None:
    maps = batches.target_of([], [np.array([80, 80, 240, 240], np.float32)], 320)
    assert maps["keep"][0, 20, 20] == 0
    assert maps["keep"][0, 2, 2] == 1


def test_a_damaged_picture_is_still_a_picture() -> None:
    image = np.full((96, 96, 3), 90, np.uint8)
    for seed in range(12):
        out = batches.look(image, Random(seed), np.random.default_rng(seed))
        assert out.shape == image.shape
        assert out.dtype == np.uint8
