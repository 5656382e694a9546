"""What the edges of masks tell: how far each reaches, what it borders on, and which way its sides run."""

import math

import numpy as np
import pytest

from tools.picture.annotations import Annotations
from tools.picture.masks.given import Masks, Named, composed
from tools.picture.masks.merging import with_masks
from tools.picture.rays import rays, reaches
from tools.picture.region import mask_of
from tools.survey import RAYS

SIZE = (400, 300)
RIGHT, DOWN, LEFT, UP = (k * RAYS // 4 for k in range(4))


def masks(**outlines: list[tuple[float, float]]) -> Masks:
    return composed([Named.of(i, "box", mask_of(o, SIZE)) for i, o in outlines.items()], SIZE, "here")


def box(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float]]:
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def test_a_rim_reaches_as_far_as_the_mask_and_names_what_it_borders_on() -> None:
    found = masks(a=box(50, 60, 150, 200), b=box(150, 100, 399, 250)).things
    a, b = found[0].rim, found[1].rim
    assert a is not None
    assert b is not None
    assert found[0].box is not None
    x0, y0, x1, y1 = found[0].box
    assert [a.reach[k] for k in (RIGHT, DOWN, LEFT, UP)] == [x1, y1, -x0, -y0]
    assert a.beside[RIGHT] == ["b"]
    assert a.beside[LEFT] == []
    assert b.cut[RIGHT]
    assert not b.cut[LEFT]
    ideal = reaches(np.array(box(x0, y0, x1, y1)))
    assert np.abs(np.array(a.reach) - ideal).max() < 1.0


def test_what_lies_outside_a_frame_does_not_count() -> None:
    triangle = np.array([(0.0, 0.0), (100.0, 0.0), (0.0, 100.0)])
    found = reaches(triangle, (-1e6, -1e6, 40.0, 1e6))
    assert found[RIGHT] == pytest.approx(40.0)
    assert found[DOWN] == pytest.approx(100.0)
    aslant = int(np.argmin(np.abs(rays() - math.sqrt(0.5)).sum(1)))
    assert found[aslant] == pytest.approx(100.0 * math.sqrt(0.5))


def test_straight_edges_are_right_to_part_of_a_pixel_and_those_at_the_border_are_none() -> None:
    turn = math.radians(17)
    along, across = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
    middle = np.array([200.0, 150.0])
    corners = [middle + a * along + b * across for a, b in ((-120, -50), (120, -50), (120, 50), (-120, 50))]
    given = masks(a=[(float(x), float(y)) for x, y in corners], b=box(0, 0, 30, 120))
    marks = with_masks(Annotations(), given)
    angles = sorted(math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) % 180 for a, b in marks.edges_px)
    assert len(angles) == 5  # four of the one; of the other, which the border cuts, one is long enough
    assert [a for a in angles if 1 < a < 89] == pytest.approx([17, 17], abs=0.15)
    assert [a for a in angles if 91 < a < 179] == pytest.approx([107, 107], abs=0.2)
