"""A camera from the floor's and the wall tops' outlines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from tools.errors import InputError
from tools.picture.camera import CameraHints, from_rectangles
from tools.pinhole import Camera

ROOMS: dict[str, list[tuple[float, float]]] = {
    "rectangle": [(-3.0, -2.0), (3.0, -2.0), (3.0, 2.0), (-3.0, 2.0)],
    "L": [(-3.0, -2.0), (3.0, -2.0), (3.0, 0.5), (0.5, 0.5), (0.5, 2.0), (-3.0, 2.0)],
    "T": [(-3, 0), (-1, 0), (-1, -2), (1, -2), (1, 0), (3, 0), (3, 2), (-3, 2)],
}


def outlines(
    camera: Camera, room: list[tuple[float, float]], wall: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    ground = np.array(room, dtype=float)
    low, high = np.zeros((len(ground), 1)), np.full((len(ground), 1), wall)
    return camera.project(np.hstack([ground, low])), camera.project(np.hstack([ground, high]))


@given(
    st.sampled_from(sorted(ROOMS)),
    st.floats(7, 25),
    st.floats(900, 3000),
    st.floats(-1, 1),
    st.floats(2.2, 3.2),
)
@settings(max_examples=40, deadline=None)
def test_straight_down_is_exact(name: str, height: float, focal: float, shift: float, wall: float) -> None:
    camera = Camera.overhead(1024, 559, focal, (shift, 0.3, height))
    floor, top = outlines(camera, ROOMS[name], wall)
    hints = CameraHints(room_width=6.0, wall_height=wall)
    found = from_rectangles((1024, 559), floor.tolist(), top[::-1].tolist(), hints)
    assert found.camera.focal_px == pytest.approx(focal, rel=1e-5)
    assert found.camera.position[2] == pytest.approx(height, rel=1e-5)
    assert found.residual < 1e-4
    assert np.allclose(sorted(found.floor), sorted(ROOMS[name]), atol=1e-4)
    assert found.floor[0] in [pytest.approx(p, abs=1e-4) for p in ROOMS[name]]


def test_an_outline_that_crosses_itself_is_refused() -> None:
    bow = [(100, 100), (500, 400), (500, 100), (100, 390)]
    with pytest.raises(InputError, match="crosses itself"):
        from_rectangles((800, 600), bow, None, CameraHints(room_width=6.0))


@pytest.mark.parametrize("name", sorted(ROOMS))
@pytest.mark.parametrize("plan", [None, True])
def test_wall_tops_right_over_the_floor_are_an_orthographic_picture(name: str, plan: bool | None) -> None:
    outline = [(400 + 50 * x, 300 - 50 * y) for x, y in ROOMS[name]]
    hints = CameraHints(room_width=6.0, plan=plan)
    found = from_rectangles((800, 600), outline, [(x + 0.4, y - 0.3) for x, y in outline], hints)
    assert found.camera.kind == "ortho"
    assert found.kind == "plan"
    assert np.allclose(sorted(found.floor), sorted(ROOMS[name]), atol=1e-6)


@pytest.mark.parametrize("tilt", [(18, 0, 0), (25, 5, 2), (-15, 9, -3)])
@pytest.mark.parametrize("name", ["rectangle", "L"])
def test_slanted_is_recovered(name: str, tilt: tuple[float, float, float]) -> None:
    frame = Rotation.from_euler("xyz", tilt, degrees=True).as_matrix() @ np.diag([1.0, -1.0, -1.0])
    camera = Camera.overhead(1000, 800, 1300, (0.5, 0.0, 11)).model_copy(
        update={"rotation": tuple(map(tuple, frame.tolist()))}
    )
    floor, top = outlines(camera, ROOMS[name], 2.6)
    found = from_rectangles((1000, 800), floor.tolist(), top.tolist(), CameraHints(room_width=6.0))
    angle = np.degrees(np.arccos(np.clip(np.array(found.camera.rotation)[2] @ frame[2], -1, 1)))
    assert angle < 1.0
    assert found.wall_height == pytest.approx(2.6, rel=0.05)
    assert np.ptp([p[0] for p in found.floor]) == pytest.approx(6.0, rel=1e-3)
    seen = found.camera.project(np.column_stack([found.floor, np.zeros(len(found.floor))]))
    assert np.abs(np.sort(seen, axis=0) - np.sort(floor, axis=0)).max() < 0.5


def test_marks_are_reproduced_by_the_camera() -> None:
    found = from_rectangles(
        (1024, 559), (133, 109, 889, 451), (73, 79, 951, 480), CameraHints(room_width=7.8)
    )
    low = found.camera.project(np.column_stack([found.floor, np.zeros(4)]))
    high = found.camera.project(np.column_stack([found.floor, np.full(4, found.wall_height)]))
    assert sorted(map(tuple, low.round(3).tolist())) == [(133, 109), (133, 451), (889, 109), (889, 451)]
    marked = np.array([(73, 480), (951, 480), (951, 79), (73, 79)])
    assert np.abs(high - marked).max() < 3
    width, depth = np.ptp(np.array(found.floor), axis=0)
    assert width == pytest.approx(7.8)
    assert width / depth == pytest.approx(756 / 342)


def test_hints_decide_and_priors_are_named() -> None:
    boxes = (133.0, 109.0, 889.0, 451.0), (73.0, 79.0, 951.0, 480.0)
    free = from_rectangles((1024, 559), *boxes)
    assert free.scale is not None
    assert free.scale.source == "usual"
    assert "m²" in free.scale.anchor
    tall = from_rectangles((1024, 559), *boxes, CameraHints(wall_height=5.2, room_width=7.8))
    usual = from_rectangles((1024, 559), *boxes, CameraHints(room_width=7.8))
    assert tall.camera.position[2] == pytest.approx(2 * usual.camera.position[2])
    door = from_rectangles((1024, 559), *boxes, CameraHints(door_height=2.0, room_width=7.8))
    assert door.wall_height == pytest.approx(2.6)


def test_no_walls_seen_still_gives_the_floor() -> None:
    found = from_rectangles((800, 600), (100, 100, 700, 500), None, CameraHints(room_width=6))
    assert np.ptp(np.array(found.floor), axis=0) == pytest.approx((6, 4))
    assert found.confidence < 0.7


@pytest.mark.parametrize(
    ("floor", "top", "words"),
    [
        ((10, 10, 10, 200), None, "no area"),
        ([(1, 1), (2, 2)], None, "at least 3 corners"),
        ((100, 100, 200, 200), (120, 120, 180, 180), "inside the floor"),
        ((100, 100, 200, 200), [(0, 0), (300, 0), (300, 300)], "same corners"),
    ],
)
def test_refusals(floor: object, top: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        from_rectangles((400, 400), floor, top)  # type: ignore[arg-type]


def test_plans_are_orthographic() -> None:
    hints = CameraHints(room_width=6, plan=True)
    found = from_rectangles((800, 600), (100, 100, 700, 500), None, hints)
    assert found.kind == "plan"
    assert found.camera.kind == "ortho"
    assert found.camera.metres_per_pixel == pytest.approx(0.01)
    assert np.ptp(np.array(found.floor), axis=0) == pytest.approx((6, 4))
    corners = found.camera.project(np.column_stack([found.floor, np.full(4, 1.0)]))
    assert corners.min(0) == pytest.approx((100, 100))
