"""Where a room is looked at from when no picture says where its camera stood."""

import math

from shapely.geometry import Point, Polygon

from tools.measured import RoomReport, SceneReport
from tools.solve.standpoints import EYE, standpoints
from tools.survey import RoomSurvey, Space, Survey

FLOOR = [(-2.0, -1.5), (2.0, -1.5), (2.0, 1.5), (-2.0, 1.5)]


def report() -> SceneReport:
    room = RoomReport(floor_polygon=FLOOR, height=2.5)
    return SceneReport.model_construct(room=room, objects=[], views=[], digest="")


def test_one_room_is_seen_from_the_back_and_from_its_four_corners() -> None:
    back, *corners = standpoints(Survey(), report())
    assert back.name == "from_the_back"
    assert back.at[1] > 1.5
    assert back.at[2] > 2.5
    assert len(corners) == 4
    for point in corners:
        assert point.at[2] == EYE
        assert Polygon(FLOOR).contains(Point(point.at[:2]))
        assert math.dist(point.at[:2], (0, 0)) > 2.0


def test_each_of_several_rooms_is_seen_from_one_corner_of_its_own() -> None:
    halves = [
        Space(name="bedroom", floor=[(-2.0, -1.5), (0.0, -1.5), (0.0, 1.5), (-2.0, 1.5)], source="usual"),
        Space(name="living room", floor=[(0.0, -1.5), (2.0, -1.5), (2.0, 1.5), (0.0, 1.5)], source="usual"),
    ]
    room = RoomSurvey(floor=FLOOR, height=2.5, spaces=halves, source="usual")
    names = [p.name for p in standpoints(Survey(room=room), report())]
    assert names == ["from_the_back", "bedroom", "living_room"]
