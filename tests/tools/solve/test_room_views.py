"""Each room of a flat has a view of its own, slanted from above."""

from tools.solve.room_views import labelled, views_of
from tools.survey import RoomSurvey, Space

FLOOR = [(-4.0, -2.0), (4.0, -2.0), (4.0, 2.0), (-4.0, 2.0)]
HALVES = (
    [(-4.0, -2.0), (0.0, -2.0), (0.0, 2.0), (-4.0, 2.0)],
    [(0.0, -2.0), (4.0, -2.0), (4.0, 2.0), (0.0, 2.0)],
)


def flat(*names: str) -> RoomSurvey:
    spaces = [Space(name=n, floor=f, source="usual") for n, f in zip(names, HALVES, strict=False)]
    return RoomSurvey(floor=FLOOR, height=2.6, spaces=spaces, source="usual")


def test_every_room_has_a_view_that_looks_down_into_it() -> None:
    views = views_of(flat("living room", "bedroom"))
    assert [v.name for v in views] == ["living_room", "bedroom"]
    for view, middle in zip(views, (-2.0, 2.0), strict=True):
        assert view.look_at[:2] == (middle, 0.0)
        assert view.at[2] > 2 * abs(view.at[1] - view.look_at[1])


def test_two_of_a_name_are_told_apart_and_a_single_room_needs_none() -> None:
    assert [name for name, _ in labelled(flat("bedroom", "bedroom").spaces)] == ["bedroom", "bedroom_2"]
    assert views_of(flat("bedroom")) == []
