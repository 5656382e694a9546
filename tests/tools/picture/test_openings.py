import cv2
import numpy as np
import pytest

from tests.tools.solve.rooms import CAMERA, DEPTH, HEIGHT, WIDTH, Truth, outline, survey_of
from tools.picture.holes import bright_openings
from tools.picture.region import mask_of

Corners = list[tuple[float, float, float]]


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


def daylit(*holes: Corners) -> np.ndarray:
    """A picture of the room: grey walls, brown floor, and white rectangles on its walls."""
    image, size = np.full((CAMERA.height, CAMERA.width, 3), 128, np.uint8), (CAMERA.width, CAMERA.height)
    image[mask_of(outline(HEIGHT), size)] = (150, 148, 144)
    image[mask_of(outline(0.0), size)] = (140, 100, 60)
    for hole in holes:
        cv2.fillPoly(image, [np.rint(CAMERA.project(hole)).astype(np.int32)], (246, 247, 250))
    return image


def on_wall(x0: float, x1: float, low: float, high: float) -> Corners:
    """A rectangle on the upper wall."""
    y = DEPTH / 2
    return [(x0, y, low), (x1, y, low), (x1, y, high), (x0, y, high)]


def test_windows_and_doorways_that_nobody_marked_are_seen_by_their_daylight() -> None:
    survey = survey_of({})
    assert survey.camera is not None
    assert survey.room is not None
    image = daylit(on_wall(-2.0, -0.6, 0.9, 2.1), on_wall(0.5, 1.4, 0.0, 2.05))
    found = sorted(bright_openings(image, survey.camera, survey.room), key=lambda o: o.kind)
    assert [(o.kind, o.wall) for o in found] == [("opening", 2), ("window", 2)]
    way, window = found  # the upper wall runs from right to left
    assert (window.start, window.width) == pytest.approx((WIDTH / 2 + 0.6, 1.4), abs=0.08)
    assert (window.sill, window.height) == pytest.approx((0.9, 1.2), abs=0.1)
    assert (way.start, way.width, way.sill) == pytest.approx((WIDTH / 2 - 1.4, 0.9, 0.0), abs=0.08)


def test_what_was_marked_there_is_no_hole_and_a_dull_wall_has_none() -> None:
    survey = survey_of({})
    assert survey.camera is not None
    assert survey.room is not None
    board = on_wall(-2.0, -0.6, 0.9, 2.1)
    low, high = CAMERA.project(board).min(0), CAMERA.project(board).max(0)
    box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    assert bright_openings(daylit(board), survey.camera, survey.room, [box]) == []
    assert bright_openings(daylit(), survey.camera, survey.room) == []
    round_glare = [(0.4 * np.cos(a), DEPTH / 2, 1.4 + 0.4 * np.sin(a)) for a in np.linspace(0, 6.28, 40)]
    assert bright_openings(daylit(round_glare), survey.camera, survey.room) == []
