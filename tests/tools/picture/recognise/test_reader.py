import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.training import fixed
from tools.picture.recognise import reader
from tools.picture.recognise.calibration import confidence_of, figures
from tools.picture.recognise.classes import CLASS_OF, CLASSES, FINE
from tools.vocabulary import entries

SIZE = 320
N = SIZE // reader.STRIDE


def maps_of(
    box: tuple[float, float, float, float], front: tuple[float, float], size: tuple[int, int]
) -> dict[str, reader.Array]:
    """What a perfect network would give for one bed."""
    w, h = size[0] // reader.STRIDE, size[1] // reader.STRIDE
    x0, y0, x1, y1 = (v / reader.STRIDE for v in box)
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    x, y = int(cx), int(cy)
    maps = {
        "heat": np.zeros((len(CLASSES), h, w), np.float32), "size": np.zeros((2, h, w), np.float32),
        "offset": np.zeros((2, h, w), np.float32), "word": np.zeros((len(FINE), h, w), np.float32),
        "front": np.zeros((2, h, w), np.float32),
    }  # fmt: skip
    maps["heat"][0, y, x] = 1
    maps["size"][:, y, x] = math.log1p(x1 - x0), math.log1p(y1 - y0)
    maps["offset"][:, y, x] = cx - x, cy - y
    maps["front"][:, y, x] = front
    return maps


def moved(x: float, y: float, w: float, h: float, quarters: int, mirror: bool) -> tuple[float, float]:
    """A point of a picture w by h in the picture mirrored, then turned counter-clockwise."""
    if mirror:
        x = w - x
    for _ in range(quarters):
        x, y, w, h = y, w - x, h, w
    return x, y


@given(
    st.tuples(st.floats(10, 150), st.floats(10, 120), st.floats(20, 140), st.floats(20, 100)),
    st.floats(-3.1, 3.1), st.integers(0, 3), st.booleans(),
)  # fmt: skip
def test_a_turned_look_is_turned_back(
    box: tuple[float, float, float, float], way: float, quarters: int, mirror: bool
) -> None:
    w, h = 320, 256
    x0, y0, x1, y1 = box[0], box[1], box[0] + box[2], box[1] + box[3]
    front = (math.sin(way), math.cos(way))
    a, b = moved(x0, y0, w, h, quarters, mirror), moved(x1, y1, w, h, quarters, mirror)
    ends = moved(0, 0, w, h, quarters, mirror), moved(front[0], front[1], w, h, quarters, mirror)
    seen_box = (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    seen_front = (ends[1][0] - ends[0][0], ends[1][1] - ends[0][1])
    size = (w, h) if quarters % 2 == 0 else (h, w)
    maps = reader._undone(maps_of(seen_box, seen_front, size), quarters, mirror)
    (peak,) = reader._peaks(maps, 1.0, (w, h), 0.5)
    assert peak[1] == pytest.approx((x0, y0, x1, y1), abs=0.01)
    assert tuple(peak[4]) == pytest.approx(front, abs=1e-4)


def test_turning_a_picture_is_what_moved_says() -> None:
    x = np.zeros((4, 6, 1), np.float32)
    x[1, 4] = 1
    for quarters in range(4):
        for mirror in (False, True):
            turned = reader._turned(x, quarters, mirror)
            row, column = np.argwhere(turned[..., 0])[0]
            assert moved(4.5, 1.5, 6, 4, quarters, mirror) == (column + 0.5, row + 0.5)


def test_boxes_are_pixels_of_the_picture_and_the_surest_come_first() -> None:
    image = fixed.load()[0][0]
    small = np.ascontiguousarray(image[..., ::-1])
    found = reader.recognise(small)
    assert found
    assert [n.score for n in found] == sorted((n.score for n in found), reverse=True)
    for one in found:
        x0, y0, x1, y1 = one.box
        assert 0 <= x0 < x1 <= image.shape[1]
        assert 0 <= y0 < y1 <= image.shape[0]
        assert one.word in one.words[0]
        assert sum(share for _, share in one.words) == pytest.approx(1)
    same_class = [(a, b) for k, a in enumerate(found) for b in found[:k] if a.name == b.name]
    assert all(reader.overlap(a.box, b.box) <= reader.SAME for a, b in same_class)


def test_two_looks_at_one_picture_are_the_same() -> None:
    image = np.ascontiguousarray(fixed.load()[1][0][..., ::-1])
    assert reader.recognise(image, turned=False) == reader.recognise(image, turned=False)


def test_every_word_is_a_category() -> None:
    assert set(FINE) <= set(entries())
    assert len(FINE) == len(CLASS_OF)


@pytest.mark.parametrize("name", CLASSES)
def test_a_higher_score_is_never_less_sure(name: str) -> None:
    sure = [confidence_of(name, s) for s in np.linspace(0, 1, 21)]
    assert sure == sorted(sure)
    assert sure[0] >= 0
    assert sure[-1] < 1


def test_the_file_says_how_it_was_made() -> None:
    assert figures()["made_by"].startswith("room train-reader")
    assert figures()["steps"] > 0
