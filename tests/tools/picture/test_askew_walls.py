"""A room with a slanted wall seen straight down is not taken for a tilted camera."""

import pytest

from tools.picture.rectangles import from_rectangles
from tools.picture.solution import CameraHints
from tools.pinhole import Camera

FLOOR = [(-3.04, -2.27), (2.33, -2.27), (3.04, 2.27), (-3.04, 2.27)]


def test_four_corners_need_not_be_a_rectangle():
    camera = Camera.overhead(768, 586, 1417.0, (0.0, 0.0, 15.7))
    floor = camera.project([(x, y, 0.0) for x, y in FLOOR])
    top = camera.project([(x, y, 2.75) for x, y in FLOOR])
    hints = CameraHints(room_width=6.08, wall_height=2.75)
    found = from_rectangles((768, 586), floor.tolist(), top.tolist(), hints)
    assert found.wall_height == pytest.approx(2.75, abs=0.05)
    corners = sorted(found.floor)
    for known, seen in zip(sorted(FLOOR), corners, strict=True):
        assert seen == pytest.approx(known, abs=0.03)
