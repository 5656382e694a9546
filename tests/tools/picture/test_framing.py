"""Pictures made ready for measuring, and what is odd about them."""

import cv2
import numpy as np
import pytest

from tools.picture.annotations import Annotations, ThingMark
from tools.picture.framing import MEASURED, frame, without_bars
from tools.picture.image import Pixels
from tools.picture.oddities import bent_lines, buildings, darkness


def room(width: int = 400, height: int = 300) -> Pixels:
    """A page with a building of some texture on it."""
    rng = np.random.default_rng(1)
    picture = np.full((height, width, 3), 252, np.uint8)
    picture[30:-30, 40:-40] = rng.integers(90, 200, (height - 60, width - 80, 3))
    return picture


def test_bars_are_cut_off_and_pages_are_not() -> None:
    barred = np.vstack([np.full((40, 400, 3), 20, np.uint8), room(), np.full((60, 400, 3), 20, np.uint8)])
    assert without_bars(barred) == (0, 40, 400, 340)
    assert without_bars(room()) == (0, 0, 400, 300)


def test_the_largest_of_two_buildings_is_framed_and_said() -> None:
    both = np.hstack([room(), room(300, 300)])
    framed = frame(both)
    assert [c.about for c in framed.caveats] == ["picture"]
    assert framed.image.shape[1] < 420
    assert frame(room()).caveats == []


def test_a_large_picture_is_measured_smaller_and_its_marks_come_back() -> None:
    large = np.repeat(np.repeat(room(1000, 800), 4, axis=0), 4, axis=1)
    framed = frame(large)
    assert max(framed.image.shape[:2]) == MEASURED
    made = Annotations(
        floor_px=(100, 80, 900, 700),
        things=[ThingMark(category="bed", box=(200, 200, 400, 300), foot=(300, 250))],
    )
    back = framed.marks(made, (4000, 3200))
    zoom = 4000 / MEASURED
    assert back.floor_px == pytest.approx((100 * zoom, 80 * zoom, 900 * zoom, 700 * zoom), abs=0.1)
    assert back.things[0].foot == pytest.approx((300 * zoom, 250 * zoom), abs=0.1)
    assert back.size == (4000, 3200)


def test_a_dark_picture_is_brightened_and_said() -> None:
    dark = (room() // 12).astype(np.uint8)
    gain, said = darkness(dark)
    assert gain > 5
    assert said is not None
    assert darkness(room()) == (1.0, None)
    assert frame(dark).image.max() > 180


def test_a_speck_is_no_second_building() -> None:
    mask = np.zeros((200, 300), bool)
    mask[20:180, 20:200] = True
    mask[60:80, 250:270] = True
    assert len(buildings(mask)) == 1


@pytest.mark.parametrize(("strength", "bent"), [(0.0, False), (0.9, True)])
def test_a_fisheyes_bent_lines_are_noticed(strength: float, bent: bool) -> None:
    flat = np.full((900, 900, 3), 235, np.uint8)
    for i in range(1, 9):
        cv2.line(flat, (i * 100, 0), (i * 100, 899), (40, 40, 40), 4)
        cv2.line(flat, (0, i * 100), (899, i * 100), (40, 40, 40), 4)
    y, x = np.mgrid[0:900, 0:900].astype(np.float32)
    u, v = (x - 450) / 450, (y - 450) / 450
    far = 1 + strength * (u * u + v * v)
    picture = cv2.remap(
        flat, 450 + 450 * u * far, 450 + 450 * v * far, cv2.INTER_LINEAR, borderValue=(235, 235, 235)
    )
    assert (bent_lines(np.asarray(picture, np.uint8)) is not None) == bent
