"""The room's shell from the picture alone, against rooms with known truth."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from shapely import Polygon

from harness.bench.drawn_rooms import DrawnRoom, draw_room
from tools.picture import polygon, silhouette
from tools.picture.camera import CameraHints
from tools.picture.holes import wall_strip
from tools.picture.image import Pixels
from tools.picture.rectangles import refocused
from tools.picture.room import RoomReading, describe, read_room
from tools.pinhole import Camera


def floor_iou(found: RoomReading, room: DrawnRoom) -> float:
    truth = Polygon(room.camera.project(np.column_stack([room.floor, np.zeros(len(room.floor))])))
    guess = Polygon(found.room.floor_px).buffer(0)
    return float(guess.intersection(truth).area / guess.union(truth).area)


def test_floors_of_every_shape() -> None:
    rooms = [draw_room(seed) for seed in range(40, 48)]
    assert {r.shape for r in rooms} == {"rectangle", "L", "T", "U"}
    readings = [read_room(r.image) for r in rooms]
    ious = [floor_iou(f, r) for f, r in zip(readings, rooms, strict=True)]
    assert np.median(ious) > 0.95
    assert min(ious) > 0.8
    assert sum(len(f.room.floor) == len(r.floor) for f, r in zip(readings, rooms, strict=True)) >= 6


def test_slanted_rooms() -> None:
    for seed in (50, 52):
        room = draw_room(seed, view="oblique")
        found = read_room(room.image)
        assert found.solution.kind == "oblique"
        assert floor_iou(found, room) > 0.93


def test_metres_follow_the_given_width() -> None:
    room = draw_room(1)
    width = float(np.ptp(room.floor[:, 0]))
    hints = CameraHints(room_width=width, wall_height=room.wall_height)
    found = read_room(room.image, hints=hints)
    floor = np.array(found.room.floor)
    assert np.ptp(floor[:, 0]) == pytest.approx(width)
    assert np.ptp(floor[:, 1]) == pytest.approx(np.ptp(room.floor[:, 1]), rel=0.04)
    assert np.abs(floor.min(0) + floor.max(0)).max() < 1e-6
    assert found.room.height == pytest.approx(room.wall_height, rel=0.25)
    assert found.room.floor_px == pytest.approx(
        found.solution.camera.project(np.column_stack([floor, np.zeros(4)])), abs=0.01
    )
    assert "room width given" in found.solution.words
    assert "confidence" in describe(found.room)


def test_known_camera_gives_true_metres() -> None:
    room = draw_room(2)
    found = read_room(room.image, hints=CameraHints(camera=room.camera)).room
    guess, truth = Polygon(found.floor), Polygon(room.floor)
    assert guess.intersection(truth).area / guess.union(truth).area > 0.95
    assert found.height == pytest.approx(room.wall_height, rel=0.15)


def test_without_a_page_the_frame_bounds_the_room() -> None:
    room = draw_room(6)
    top = room.camera.project(np.column_stack([room.floor, np.full(len(room.floor), room.wall_height)]))
    (x0, y0), (x1, y1) = top.min(0).astype(int), top.max(0).astype(int)
    cut = np.ascontiguousarray(room.image[y0:y1, x0:x1])
    found = read_room(cut, hints=CameraHints(view="nadir"))
    truth = Polygon(room.camera.project(np.column_stack([room.floor, np.zeros(4)])) - (x0, y0))
    guess = Polygon(found.room.floor_px)
    assert guess.intersection(truth).area / guess.union(truth).area > 0.8
    assert found.room.confidence < 0.5


def suite() -> Pixels:
    """A flat drawing of a room from above with two partitions: page, wall tops, faces, floor."""
    image = np.full((400, 700, 3), 255, np.uint8)
    image[40:360, 50:650] = (205, 205, 208)
    image[54:346, 64:636] = (228, 226, 222)
    cv2.rectangle(image, (104, 84), (596, 316), (150, 110, 70), -1)
    for y in range(84, 316, 12):
        cv2.line(image, (104, y), (596, y), (140, 100, 62), 1)
    image[54:180, 240:254] = (205, 205, 208)
    image[220:346, 440:454] = (205, 205, 208)
    return image


def test_partitions_are_found_where_they_stand() -> None:
    found = read_room(suite(), hints=CameraHints(room_width=6.0)).room
    assert len(found.partitions) == 2
    tops = sorted(p.start[1] > 0 for p in found.partitions)
    assert tops == [False, True]
    for item in found.partitions:
        assert 0.05 < item.thickness < 0.3
        assert abs(item.start[0] - item.end[0]) < 0.02


def test_openings_are_drafts() -> None:
    rooms = [draw_room(seed) for seed in range(60, 66)]
    found = [o for r in rooms for o in read_room(r.image, hints=CameraHints(camera=r.camera)).room.openings]
    assert found
    assert all(o.confidence <= 0.5 and o.source == "guessed" for o in found)
    assert all(0.4 < o.width < 4.2 for o in found)


def test_wall_strip_is_straight() -> None:
    room = draw_room(1)
    survey = read_room(room.image, hints=CameraHints(camera=room.camera)).room
    strips = [wall_strip(room.image, room.camera, survey, i) for i in range(len(survey.floor))]
    seen = [s for s in strips if s is not None]
    assert seen
    lengths = [s.shape[1] * 0.02 for s in seen]
    assert max(lengths) == pytest.approx(np.ptp(np.array(survey.floor), axis=0).max(), rel=0.05)


def test_right_angled_outline_survives_ragged_edges() -> None:
    mask = np.zeros((200, 300), np.uint8)
    cv2.fillPoly(mask, [np.array([(30, 20), (270, 20), (270, 100), (150, 100), (150, 180), (30, 180)])], (1,))
    rng = np.random.default_rng(0)
    for x, y in rng.integers((20, 10), (280, 190), (40, 2)):
        cv2.circle(mask, (int(x), int(y)), 2, (1,), -1)
    found = silhouette.outline(mask.astype(bool))
    assert found is not None
    assert len(found) == 6
    assert polygon.area(found) == pytest.approx(240 * 80 + 120 * 80, rel=0.05)
    assert silhouette.outline(np.zeros((50, 50), bool)) is None


def test_refocusing_keeps_the_nadir_pixel() -> None:
    room = draw_room(5)
    changed = refocused(room.camera, 1.4)

    def nadir(camera: Camera) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        down = np.array(camera.rotation) @ (0, 0, -1)
        return np.asarray(down[:2] / down[2] * camera.focal_px + (camera.cx, camera.cy))

    assert np.allclose(nadir(room.camera), nadir(changed), atol=1e-6)
    assert np.allclose(np.array(changed.rotation) @ np.array(changed.rotation).T, np.eye(3))
