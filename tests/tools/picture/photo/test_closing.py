"""The floor within walls that are seen."""

import numpy as np
import pytest

from tools.errors import InputError
from tools.picture.photo.closing import Placed, close

NOTHING = np.empty((0, 2))


def test_two_walls_that_meet_make_a_rectangle_around_the_camera() -> None:
    found = close([Placed(1, -2.0, -0.5, 3.0), Placed(0, 3.0, -2.0, 1.5)], NOTHING)
    assert sorted(found.floor) == [(-2.0, -0.5), (-2.0, 3.0), (1.5, -0.5), (1.5, 3.0)]
    assert len(found.guessed) == 2


def test_what_stands_on_the_floor_has_room() -> None:
    found = close([Placed(0, 3.0, -1.0, 1.0)], np.array([(2.5, 1.0), (-1.5, 2.0)]))
    low, high = np.min(found.floor, axis=0), np.max(found.floor, axis=0)
    assert low[0] <= -1.5
    assert high[0] >= 2.5
    assert high[1] == 3.0
    assert len(found.guessed) == 3


def test_a_step_in_the_wall_ahead_becomes_two_corners() -> None:
    ahead = [Placed(1, -2.0, -0.5, 3.0), Placed(0, 3.0, -2.0, 0.5), Placed(0, 4.0, 0.5, 2.0, apart=True)]
    found = close([*ahead, Placed(1, 2.0, -0.5, 4.0)], NOTHING)
    assert {(0.5, 3.0), (0.5, 4.0)} <= set(found.floor)
    assert len(found.floor) == 6


def test_a_wall_that_ends_before_one_across_leaves_a_recess() -> None:
    found = close([Placed(0, 4.0, -2.0, 0.0), Placed(1, 1.0, -0.5, 2.0, apart=True)], NOTHING)
    assert (1.0, 2.0) in found.floor  # the edge behind which the wall ahead goes on
    assert max(x for x, _ in found.floor) > 1.0 or len(found.floor) == 6


def test_walls_that_go_round_no_room_are_refused() -> None:
    walls = [Placed(0, 3.0, -2.0, 1.5), Placed(1, 0.5, -1.0, 3.0), Placed(0, 1.0, -2.0, 1.5)]
    with pytest.raises(InputError, match="go round no room"):
        close([*walls, Placed(1, -2.0, 0.0, 3.0)], NOTHING)
