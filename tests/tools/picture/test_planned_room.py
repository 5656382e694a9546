"""A planned room is drawn from above for who reviews it."""

import numpy as np
import pytest

from tools.picture.planned_room import SIDE, draw_plan
from tools.survey import Opening, RoomSurvey, Survey, Wished

FLOOR = [(-2.0, -1.5), (2.0, -1.5), (2.0, 1.5), (-2.0, 1.5)]


def test_a_thing_stands_where_it_was_planned_with_its_front_marked() -> None:
    bed = Wished(id="bed_1", category="bed", at=(-1.0, 0.5), size=(1.6, 2.0, 0.5), yaw=0.0)
    window = Opening(id="w", kind="window", wall=0, start=1.0, width=1.5, sill=0.9, height=1.2)
    room = RoomSurvey(floor=FLOOR, height=2.5, openings=[window])
    drawn = draw_plan(Survey(room=room, things=[bed]))
    assert max(drawn.shape[:2]) == SIDE
    scale = (SIDE - 48) / 4.0
    x, y = round((-1.6 + 2.0) * scale + 24), round((1.5 - 1.0) * scale + 24)
    assert tuple(drawn[y, x]) == (0xE3, 0xCF, 0xDC)
    front = drawn[round((1.5 + 0.5) * scale + 24), round((-1.0 + 2.0) * scale + 24)]
    assert front[0] > 150
    assert front[2] < 80
    assert (np.abs(drawn.astype(int) - (0x2F, 0x7F, 0xE0)).sum(axis=2) == 0).any()


def test_without_a_room_there_is_no_plan() -> None:
    with pytest.raises(ValueError, match="room"):
        draw_plan(Survey())
