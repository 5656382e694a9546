import pytest

from tests.tools.solve.rooms import CAMERA, DEPTH, Truth, survey_of


def pixel(x: float, y: float) -> list[float]:
    u, v = CAMERA.project([(x, y, 0.0)])[0]
    return [float(u), float(v)]


def test_a_marked_window_lands_on_its_wall() -> None:
    window = {
        "id": "w", "kind": "window", "wall": "left", "from_px": pixel(-3, 1), "to_px": pixel(-3, -0.5),
    }  # fmt: skip
    room = survey_of({}, openings=[window]).room
    assert room is not None
    (found,) = room.openings
    # Wall 3 runs down the left side, from the top left corner.
    assert found.wall == 3
    assert found.start == pytest.approx(1.0, abs=0.02)
    assert found.width == pytest.approx(1.5, abs=0.02)
    assert found.sill > 0.5


def test_a_door_seen_as_a_thing_becomes_an_opening() -> None:
    door = Truth("door", (1.0, -2.0), (0.9, 0.1, 2.0), 180.0, marks={"foot": pixel(1.0, -2.0), "top": 2.0})
    survey = survey_of({"d": door})
    assert survey.things == []
    assert survey.room is not None
    (found,) = survey.room.openings
    assert (found.kind, found.wall) == ("door", 0)
    assert found.start + found.width / 2 == pytest.approx(4.0, abs=0.08)
    assert found.width == pytest.approx(0.9, abs=0.15)


def test_a_doorway_inside_the_room_implies_its_partition() -> None:
    way = Truth("doorway", (1.0, 0.5), (0.9, 0.12, 2.0), 90.0, marks={"foot": pixel(1.0, 0.5), "top": 2.0})
    room = survey_of({"way": way}).room
    assert room is not None
    (partition,), (opening,) = room.partitions, room.openings
    assert partition.start[0] == pytest.approx(1.0, abs=0.02)
    assert abs(partition.start[1] - partition.end[1]) == pytest.approx(DEPTH, abs=0.05)
    assert opening.wall == partition.id
    low = min(partition.start[1], partition.end[1])
    assert opening.start + opening.width / 2 == pytest.approx(0.5 - low, abs=0.1)


def test_a_window_in_mid_air_is_said_and_not_built() -> None:
    window = Truth("window", (0.0, 0.0), (1.4, 0.12, 1.3), 0.0, 0.9, marks={"foot": pixel(0, 0)})
    survey = survey_of({"w": window})
    assert survey.room is not None
    assert survey.room.openings == []
    assert any("no wall runs" in note for note in survey.notes)
