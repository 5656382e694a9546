"""The camera of a photo at eye level, and the room around it, from lines of a known room."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.tools.picture.photo.rooms import camera, line, marks
from tools.errors import InputError
from tools.picture.annotations import Annotations
from tools.picture.photo.shell import solve_shell
from tools.picture.solution import CameraHints, CameraSolution
from tools.pinhole import Camera

CORNERS = ((-0.35, -0.25), (0.35, -0.25), (0.35, 0.25), (-0.35, 0.25))
ROOM = (5.0, 4.4, 2.6)


def apart(found: Camera, true: Camera) -> float:
    """Degrees between two rotations, whichever wall each calls the first."""
    angles = []
    for quarter in range(4):
        a = quarter * math.pi / 2
        turn = np.array([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])
        both = np.array(found.rotation) @ turn @ np.array(true.rotation).T
        angles.append(math.degrees(math.acos(np.clip((np.trace(both) - 1) / 2, -1, 1))))
    return min(angles)


def solved(made: Annotations, **hints: float) -> CameraSolution:
    return solve_shell((1200, 800), made, CameraHints(**hints))[0]  # type: ignore[arg-type]


@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    heading=st.floats(25, 65), pitch=st.floats(-3, 15), roll=st.floats(-3, 3), lens=st.floats(60, 100),
    height=st.floats(1.2, 1.8), side=st.sampled_from([-1, 1]),
)  # fmt: skip
def test_a_corner_view_tells_rotation_focal_length_and_walls(
    heading: float, pitch: float, roll: float, lens: float, height: float, side: int
) -> None:
    true = camera(side * heading, pitch, roll, lens, (-side * 1.7, -1.4, height))
    made = marks(true, ROOM)
    assume(len(made.walls) >= 2 and made.verticals_px and sum(w.base_px is not None for w in made.walls) >= 2)
    assume(any(w.top_px is not None for w in made.walls))
    found = solved(made, camera_height=height)
    assert apart(found.camera, true) < 1.0
    assert found.camera.focal_px == pytest.approx(true.focal_px, rel=0.05)
    assert found.camera.position[2] == pytest.approx(height)


def askew(true: Camera, degrees: float) -> list[list[list[float]]]:
    """The edges of desks' tops, all turned by the same angle."""
    turn = math.radians(degrees)
    along, across = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
    found = []
    for x in (-1.0, 0.0, 1.0, 2.0):
        for y in (0.0, 0.8, 1.6):
            corners = [np.array([x, y]) + a * along + b * across for a, b in CORNERS]
            ends = [line(true, (*p, 0.75), (*q, 0.75)) for p, q in pairwise([*corners, corners[0]])]
            found += [e for e in ends if e]
    return found


@pytest.mark.parametrize("degrees", [0.0, 5.0])
def test_straight_edges_of_masks_sharpen_a_camera_and_desks_that_stand_askew_do_not_turn_it(
    degrees: float,
) -> None:
    true = camera(40, 8, 1, 75, (-1.7, -1.4, 1.5))
    made = marks(true, ROOM, np.random.default_rng(2), edges_px=askew(true, degrees))
    assert apart(solved(made, camera_height=1.5).camera, true) < (0.7 if degrees else 0.1)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(pitch=st.floats(0, 12), lens=st.floats(60, 100), height=st.floats(1.2, 1.8), heading=st.floats(-5, 5))
def test_a_frontal_view_tells_rotation_and_the_width_between_walls(
    pitch: float, lens: float, height: float, heading: float
) -> None:
    true = camera(heading, pitch, 0.0, lens, (0.2, -1.9, height))
    made = marks(true, (3.4, 4.4, 2.6), np.random.default_rng(3))
    assume(len(made.walls) == 3)
    found = solved(made, camera_height=height)
    assert apart(found.camera, true) < 2.0
    width = np.ptp([p[0] for p in found.floor])
    assert width == pytest.approx(3.4, rel=0.04)


def test_marks_that_are_off_leave_an_error_that_is_stated() -> None:
    errors, stated = [], []
    for seed in range(8):
        rng = np.random.default_rng(seed)
        true = camera(float(rng.uniform(25, 65)), 5.0, 0.0, 75.0, (-1.7, -1.4, 1.5))
        found = solved(marks(true, ROOM, rng), camera_height=1.5)
        errors.append(abs(math.log(found.camera.focal_px / true.focal_px)))
        stated.append(found.focal_error)
    assert max(stated) < 0.15
    assert np.sqrt(np.mean(np.square(np.array(errors) / stated))) < 2.5


def test_where_the_walls_end_nobody_sees_the_room_is_closed_behind_the_camera() -> None:
    true = camera(40.0, 6.0, 0.0, 80.0, (-1.7, -1.4, 1.5))
    solution, room = solve_shell((1200, 800), marks(true, ROOM), CameraHints(camera_height=1.5))
    x, y, _ = solution.camera.position
    assert len(room.floor) == 4
    assert len(room.guessed) == 2
    assert 0.3 < (room.seen or 0) < 0.9
    low, high = np.min(room.floor, axis=0), np.max(room.floor, axis=0)
    assert np.all(low < (x, y))
    assert np.all(high > (x, y))
    # the corner that is seen stands where it is: 4.2 m to the right and 3.6 m ahead of the camera
    ahead = np.array(solution.camera.rotation)[2][:2]
    corner = max(room.floor, key=lambda p: float(np.dot(np.subtract(p, (x, y)), ahead)))
    assert math.dist(corner, (x, y)) == pytest.approx(math.hypot(4.2, 3.6), rel=0.02)


def test_metres_come_from_what_was_given_else_from_usual_heights() -> None:
    made = marks(camera(40.0, 6.0, 0.0, 80.0, (-1.7, -1.4, 1.5)), ROOM)
    assert solved(made, wall_height=2.6).camera.position[2] == pytest.approx(1.5, rel=0.02)
    usual = solved(made)
    assert usual.scale is not None
    assert usual.scale.source == "usual"
    assert 0.05 < usual.scale.relative_error < 0.12
    assert "ceiling" in usual.scale.anchor
    both = marks(camera(0.0, 6.0, 0.0, 95.0, (0.0, -1.9, 1.5)), (3.4, 4.4, 2.6))
    wide = solved(both, room_width=3.4)
    assert wide.camera.position[2] == pytest.approx(1.5, rel=0.02)
    corner = solved(made, room_width=5.0)
    assert "the given room width is not used" in corner.words


def test_a_given_focal_length_is_kept() -> None:
    true = camera(1.0, 0.5, 0.0, 62.0, (0.0, -1.9, 1.5))
    made = marks(true, (6.0, 4.4, 2.6), np.random.default_rng(1))
    told = made.model_copy(update={"focal": true.focal_px / 1200})
    assert solved(told).camera.focal_px == pytest.approx(true.focal_px, rel=0.05)


def test_walls_that_go_round_no_room_are_refused_in_a_line() -> None:
    true = camera(40.0, 6.0, 0.0, 80.0, (-1.7, -1.4, 1.5))
    made = marks(true, ROOM)
    upside = [w.model_copy(update={"base_px": w.top_px, "top_px": w.base_px}) for w in made.walls]
    with pytest.raises(InputError, match="from left to right"):
        solved(made.model_copy(update={"walls": upside, "verticals_px": []}))
