"""Corners from pixels, and drawings turned upright: properties."""

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.picture.plan.gaps import close, find_gaps
from tools.picture.plan.outlines import outline
from tools.picture.plan.paper import lay_flat

SIDES = st.integers(60, 160)


@settings(max_examples=25, deadline=None)
@given(SIDES, SIDES, st.integers(10, 40), st.integers(10, 40))
def test_a_rectangles_corners_are_exact(width: int, height: int, x: int, y: int) -> None:
    mask = np.zeros((260, 260), bool)
    mask[y : y + height, x : x + width] = True
    corners = outline(mask, 4.0)
    assert len(corners) == 4
    np.testing.assert_allclose(sorted(corners[:, 0]), [x, x, x + width, x + width], atol=0.3)
    np.testing.assert_allclose(sorted(corners[:, 1]), [y, y, y + height, y + height], atol=0.3)


@settings(max_examples=12, deadline=None)
@given(st.floats(-12, 12), st.integers(5, 9))
def test_a_turned_drawing_is_laid_upright_and_points_come_back(turn: float, thickness: int) -> None:
    sheet = np.full((700, 900, 3), 245, np.uint8)
    box = cv2.boxPoints(((450, 350), (500, 300), -turn))
    cv2.polylines(sheet, [np.rint(box).astype(np.int32)], True, (20, 20, 20), thickness)
    paper = lay_flat(sheet)
    assert abs(paper.turn - (turn if abs(turn) > 0.25 else 0)) < 0.4
    places = np.array([[10.0, 20.0], [800.0, 30.0], [450.0, 350.0]])
    there = places @ paper.forward[:, :2].T + paper.forward[:, 2]
    np.testing.assert_allclose(paper.back(there), places, atol=1e-6)


@settings(max_examples=20, deadline=None)
@given(st.integers(50, 150), st.integers(30, 110), st.integers(8, 18))
def test_a_doorway_is_closed_wherever_it_is(place: int, width: int, thickness: int) -> None:
    walls = np.zeros((360, 460), bool)
    walls[30:330, 30:430] = True
    walls[30 + thickness : 330 - thickness, 30 + thickness : 430 - thickness] = False
    walls[330 - thickness : 330, 60 + place : 60 + place + width] = False
    gaps = find_gaps(walls, float(thickness), walls)
    assert len(gaps) == 1
    assert abs(gaps[0].width - width) <= 2
    shut = close(walls, gaps)
    count, _ = cv2.connectedComponents((~shut).astype(np.uint8), connectivity=4)
    assert count == 3  # walls, outside, room
