"""The camera when no wall tops are marked."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.bench.picture import tilt_error
from tools.picture.camera import CameraHints, from_rectangles
from tools.picture.manhattan import Frame
from tools.pinhole import Camera, KitCamera

SIZE = (1000, 800)
FLOOR = [(-2.5, -2.0), (2.5, -2.0), (2.5, 2.0), (-2.5, 2.0)]


def camera(tilt: float, turn: float = 0.0, focal: float = 1.1) -> Camera:
    """Above the room's middle, leaning back by `tilt` degrees, the room turned by `turn` in the picture."""
    back = math.radians(tilt)
    at = (0.0, -8.0 * math.sin(back), 8.0 * math.cos(back))
    seen = Camera.from_kit(KitCamera(at, (tilt, 0.0, 0.0), focal, (0.0, 0.0), SIZE, None))
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    about = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    frame = np.array(seen.rotation) @ about
    return seen.model_copy(
        update={
            "rotation": tuple(map(tuple, frame.tolist())),
            "position": tuple((about.T @ np.array(at)).tolist()),
        }
    )


def pixels(seen: Camera, z: float) -> list[tuple[float, float]]:
    return [(float(u), float(v)) for u, v in seen.project([(*p, z) for p in FLOOR])]


def uprights(seen: Camera, up: float = 1.2) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return list(zip(pixels(seen, 0.0), pixels(seen, up), strict=True))


@settings(max_examples=25, deadline=None)
@given(tilt=st.floats(0, 28), turn=st.floats(-40, 40), focal=st.floats(0.9, 1.8))
def test_corners_of_walls_give_the_tilt_whatever_the_turn(tilt: float, turn: float, focal: float) -> None:
    true = camera(tilt, turn, focal)
    found = from_rectangles(SIZE, pixels(true, 0.0), None, CameraHints(room_width=5.0), uprights(true))
    # focal length and tilt trade off when nearly level: then the pixel where uprights meet is what is known
    down = [np.array(c.rotation) @ (0.0, 0.0, -1.0) for c in (found.camera, true)]
    nadir = [c.focal_px * d[:2] / d[2] for c, d in zip((found.camera, true), down, strict=True)]
    assert np.hypot(*(nadir[0] - nadir[1])) < 30
    assert tilt_error(found.camera, true) < 8 or tilt > 20


def test_a_slant_is_found_from_uprights_where_the_outline_alone_says_none() -> None:
    true = camera(16.0)
    found = from_rectangles(SIZE, pixels(true, 0.0), None, CameraHints(room_width=5.0), uprights(true))
    assert tilt_error(found.camera, true) < 1.5
    assert found.camera.position[2] == pytest.approx(true.position[2], rel=0.08)
    assert "4 upright lines that were marked" in found.words


def test_nothing_but_an_outline_is_no_certainty() -> None:
    found = from_rectangles(SIZE, pixels(camera(16.0), 0.0), None, CameraHints(room_width=5.0))
    assert "fit within 0.0 px" not in found.words
    assert "nothing tells the tilt" in found.words
    assert found.confidence < 0.6


def test_one_line_that_is_not_upright_does_little() -> None:
    true = camera(12.0)
    marked = [*uprights(true), ((300.0, 300.0), (420.0, 310.0)), *uprights(true, 2.0)]
    found = from_rectangles(SIZE, pixels(true, 0.0), None, CameraHints(room_width=5.0), marked)
    assert tilt_error(found.camera, true) < 2


def test_few_upright_lines_are_said_with_their_uncertainty() -> None:
    true = camera(10.0)
    axes = np.array(true.rotation) @ np.diag([1.0, -1.0, -1.0])
    nadir = np.array(SIZE) / 2 + true.focal_px * axes[:2, 2] / axes[2, 2]
    poor = Frame(nadir, true.focal_px, 0.0, 10.0, 0.5, 0.55, 0.004, 0.001, axes)
    good = poor._replace(inliers=0.9, upright=0.12, focal_loss=0.2)
    one, two = (from_rectangles(SIZE, pixels(true, 0.0), None, CameraHints(), (), f) for f in (poor, good))
    assert "mark more upright lines" in one.words
    assert "mark more upright lines" not in two.words
    assert two.confidence > one.confidence
    assert tilt_error(two.camera, true) < 1
