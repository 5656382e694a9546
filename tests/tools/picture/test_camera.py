"""The camera from the picture's lines, and the pictures it refuses or takes for plans."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from harness.bench.drawn_rooms import DrawnRoom, draw_room
from tools.errors import InputError
from tools.picture.camera import CameraHints, CameraSolution, solve
from tools.picture.image import Pixels
from tools.picture.rectify import plane_to_picture, rectify
from tools.picture.view import find_background, looks_drawn
from tools.pinhole import Camera


def tilt_error(found: CameraSolution, room: DrawnRoom) -> float:
    """Degrees between the found and the true direction straight down, seen from the camera."""
    down = [np.array(c.rotation) @ (0, 0, -1) for c in (found.camera, room.camera)]
    return float(np.degrees(np.arccos(np.clip(down[0] @ down[1], -1, 1))))


def test_near_vertical_rooms() -> None:
    rooms = [draw_room(seed) for seed in range(8)]
    solutions = [solve(room.image) for room in rooms]
    errors = [tilt_error(s, r) for s, r in zip(solutions, rooms, strict=True)]
    assert np.median(errors) < 0.5
    assert max(errors) < 3.0
    assert all(s.confidence > 0.5 for s in solutions)
    assert {s.kind for s in solutions} <= {"overhead", "oblique"}


def test_slanted_room() -> None:
    rooms = [draw_room(seed, view="oblique") for seed in (0, 1, 2)]
    for room in rooms:
        found = solve(room.image)
        assert found.kind == "oblique"
        assert tilt_error(found, room) < 1.5
        assert found.camera.focal_px == pytest.approx(room.camera.focal_px, rel=0.2)


def test_same_picture_same_camera() -> None:
    image = draw_room(3).image
    assert solve(image) == solve(image)


def test_eye_level_photos_are_refused_unless_wanted() -> None:
    image = draw_room(500, view="eye").image
    with pytest.raises(InputError, match="eye level") as caught:
        solve(image)
    assert "--camera" in str(caught.value)
    assert solve(image, hints=CameraHints(view="eye")).kind == "eye"


def plan() -> Pixels:
    image = np.full((500, 700, 3), 255, np.uint8)
    cv2.rectangle(image, (80, 60), (620, 440), (20, 20, 20), 6)
    cv2.line(image, (300, 60), (300, 300), (20, 20, 20), 6)
    for x in range(120, 280, 60):
        cv2.rectangle(image, (x, 100), (x + 40, 150), (60, 60, 60), 1)
    return image


def test_drawn_plan_is_orthographic() -> None:
    assert looks_drawn(plan())
    found = solve(plan())
    assert found.kind == "plan"
    assert found.camera.kind == "ortho"
    assert not looks_drawn(draw_room(1).image)
    photo = solve(draw_room(1).image, hints=CameraHints(plan=True))
    assert photo.kind == "plan"
    assert solve(plan(), hints=CameraHints(plan=False)).kind != "plan"


def test_nothing_to_go_on_is_said() -> None:
    grey = np.full((300, 400, 3), 128, np.uint8)
    found = solve(grey, hints=CameraHints(view="nadir"))
    assert found.confidence < 0.2
    assert "too few" in found.words


def test_given_camera_wins() -> None:
    camera = Camera.overhead(400, 300, 500, (0, 0, 9))
    found = solve(np.zeros((300, 400, 3), np.uint8), hints=CameraHints(camera=camera))
    assert found.camera == camera
    assert found.confidence == 1.0


def test_background_is_the_page_not_a_lit_wall() -> None:
    room = draw_room(2)
    page = find_background(room.image)
    assert page.found
    assert not (page.mask & room.floor_mask).any()
    left, top = np.argwhere(room.floor_mask).min(0)[::-1]
    right, bottom = np.argwhere(room.floor_mask).max(0)[::-1]
    assert not find_background(room.image[top - 15 : bottom + 15, left - 15 : right + 15]).found


@pytest.mark.parametrize("view", ["overhead", "oblique"])
def test_rectified_plane_is_true_to_scale(view: str) -> None:
    room = draw_room(9, view=view)  # type: ignore[arg-type]
    flat = rectify(room.image, room.camera, 0.0, 0.02, (-2, -1.5, 2, 1.5))
    assert flat.image.shape == (150, 200, 3)
    corners = np.array([(-1.5, -1.0), (0.5, 1.2)])
    assert np.allclose(flat.to_world(flat.to_view(corners)), corners)
    ground = np.column_stack([corners, np.ones(2)]) @ plane_to_picture(room.camera, 0.0).T
    assert np.allclose(ground[:, :2] / ground[:, 2:], room.camera.project(np.column_stack([corners, (0, 0)])))
    # what the view shows at a world point is what the picture shows where that point projects
    at = np.rint(flat.to_view(corners) - 0.5).astype(int)
    seen = np.rint(room.camera.project(np.column_stack([corners, (0, 0)])) - 0.5).astype(int)
    a = cv2.GaussianBlur(flat.image, (0, 0), 2)[at[:, 1], at[:, 0]].astype(int)
    b = cv2.GaussianBlur(room.image, (0, 0), 2)[seen[:, 1], seen[:, 0]].astype(int)
    assert np.abs(a - b).max() < 30


def test_enormous_views_are_refused() -> None:
    room = draw_room(9)
    with pytest.raises(InputError, match="sensible"):
        rectify(room.image, room.camera, 0.0, 0.00001)


def test_orthographic_plane() -> None:
    camera = solve(plan()).camera
    flat = rectify(plan(), camera)
    assert flat.seen.mean() > 0.95
    assert np.abs(flat.image.mean() - plan().mean()) < 3
