"""The bench of drawn plans: its truth is right, and its figures say what was read."""

import numpy as np
from shapely import Point, Polygon

from harness.bench.drawn_plans import draw_plan_case
from harness.bench.plans import AIMS, Read, met, overlap_of, summary


def test_a_plan_is_the_same_for_the_same_seed_and_its_truth_lies_on_it() -> None:
    one, two = draw_plan_case(1003), draw_plan_case(1003)
    assert (one.image == two.image).all()
    h, w = one.image.shape[:2]
    assert (one.floor >= 0).all()
    assert (one.floor <= (w, h)).all()
    whole = Polygon(one.floor).buffer(2)
    assert all(whole.contains(Polygon(room)) for room in one.rooms)
    edge = Polygon(one.floor).exterior
    outer = [hole for hole in one.holes if hole.outer]
    scale = float(np.ptp(one.floor[:, 0])) / one.width
    assert outer
    assert all(edge.distance(Point(*hole.middle)) < 0.4 * scale for hole in outer)


def test_the_figures_are_met_only_by_good_rows() -> None:
    good = Read("a", 0.99, 0.01, True, (2, 2), (1, 1), 0, (1, 1), 0.9, 1.0)
    assert met(summary([good]))
    for worse in (
        good._replace(overlap=0.8),
        good._replace(width_error=0.2),
        good._replace(doors=(2, 1)),
        good._replace(written=False),  # a width that stands on no plan was read on none
    ):
        assert not met(summary([worse]))
    assert set(AIMS) <= set(summary([good]))


def test_overlap() -> None:
    square = np.array([(0, 0), (2, 0), (2, 2), (0, 2)], float)
    assert overlap_of(square, square) == 1
    assert overlap_of(square, square + np.array([1, 0])) == 1 / 3
