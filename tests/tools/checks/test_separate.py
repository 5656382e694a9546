"""Depths against closed forms, and moves that must end what they were made for, on boxes at random."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.checks.bodies import Solid, bodies
from tools.checks.contact import check_contacts
from tools.checks.depth import distance, inside, overlap
from tools.checks.fix import displaced, plan_moves
from tools.checks.room import check_room
from tools.checks.separate import best
from tools.measured import PartMesh
from tools.program.walls import Plan

small = st.integers(2, 20).map(lambda v: v / 10)
place = st.integers(-20, 20).map(lambda v: v / 10)
turn = st.sampled_from([0, 15, 30, 45, 90, 133])
boxes = st.tuples(st.tuples(small, small, small), st.tuples(place, place), turn)


def solid(box: Any, shift: Any = (0, 0, 0), bent: bool = False) -> Solid:
    """A box standing on z = 0; `bent` splits a face so that it no longer counts as convex."""
    (w, d, h), (x, y), yaw = box
    flat = np.array([(-w, -d), (w, -d), (w, d), (-w, d)]) / 2
    c, s = np.cos(np.radians(yaw)), np.sin(np.radians(yaw))
    flat = flat @ np.array([[c, s], [-s, c]]) + (x, y)
    points = np.array([(*p, z) for z in (0.0, h) for p in flat]) + shift
    faces = [(0, 2, 1), (0, 3, 2), (4, 5, 6), (4, 6, 7)]
    faces += [t for i in range(4) for t in ((i, (i + 1) % 4, (i + 1) % 4 + 4), (i, (i + 1) % 4 + 4, i + 4))]
    if bent:  # a small dent in the top
        points = np.vstack([points, np.append(flat.mean(axis=0), h * 0.98) + shift])
        faces = [f for f in faces if min(f) < 4] + [(4, 5, 8), (5, 6, 8), (6, 7, 8), (7, 4, 8)]
    return Solid(PartMesh("box", points, np.array(faces, dtype=np.int32), "body"))


def test_a_box_is_closed_and_convex_and_a_dented_one_is_closed_only() -> None:
    box = ((1, 1, 1), (0, 0), 30)
    assert (solid(box).closed, solid(box).convex) == (True, True)
    assert (solid(box, bent=True).closed, solid(box, bent=True).convex) == (True, False)


@given(boxes, boxes)
@settings(max_examples=150, deadline=None)
def test_after_the_move_two_boxes_are_apart_and_no_shorter_move_along_an_axis_does_it(a: Any, b: Any) -> None:
    one, other = solid(a), solid(b)
    found = overlap(one, other, 0.01)
    if found is None:
        return
    direction, length = best([(one, other)])
    assert overlap(one.moved(np.array([*direction * length, 0])), other, 1e-4) is None
    assert found.depth <= length + 1e-6
    for axis in ((1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0)):
        shorter = np.array(axis) * (length - 0.01)
        assert overlap(one.moved(shorter), other, 1e-4) is not None


@given(st.tuples(small, small, small), st.tuples(small, small, small), st.tuples(place, place))
@settings(max_examples=100, deadline=None)
def test_depth_of_upright_boxes_is_the_smallest_way_apart(a: Any, b: Any, at: Any) -> None:
    found = overlap(solid((a, (0, 0), 0)), solid((b, at, 0)), 0.01)
    ways = [(a[k] + b[k]) / 2 - abs(at[k]) for k in range(2)] + [a[2], b[2]]
    if min(ways) > 0.011:
        assert found is not None
        assert found.depth == pytest.approx(min(ways), abs=1e-6)
    elif min(ways) < 0.009:
        assert found is None


@given(boxes, st.tuples(place, place, small))
@settings(max_examples=100, deadline=None)
def test_inside_and_distance_agree_with_the_box_itself(box: Any, point: Any) -> None:
    (w, d, h), at, yaw = box
    made = solid(box)
    c, s = np.cos(np.radians(-yaw)), np.sin(np.radians(-yaw))
    x, y = np.array(point[:2]) - at
    local = np.array([c * x - s * y, s * x + c * y, point[2] - h / 2])
    out = np.abs(local) - np.array([w, d, h]) / 2
    if np.abs(out).min() < 1e-4:
        return
    expected = -out.max() if (out < 0).all() else float(np.linalg.norm(np.maximum(out, 0)))
    assert inside(made, np.array([point]))[0] == (out < 0).all()
    assert distance(made, np.array([point]))[0] == pytest.approx(expected, abs=1e-6)


@given(boxes, st.tuples(place, place))
@settings(max_examples=60, deadline=None)
def test_a_dent_makes_no_contact_appear_or_vanish(box: Any, at: Any) -> None:
    other = solid(((0.8, 0.6, 0.9), at, 20))
    plain, dented = overlap(solid(box), other, 0.01), overlap(solid(box, bent=True), other, 0.01)
    if plain is None or plain.depth > 0.06:
        assert (plain is None) == (dented is None)


@given(st.lists(st.tuples(place, place, small, small, turn), min_size=2, max_size=7))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_fix_leaves_a_room_with_space_enough_in_order(stage: Any, things: Any) -> None:
    room = type(stage)()
    for n, (x, y, w, d, yaw) in enumerate(things):
        room.put(f"o{n}", "sideboard", (x * 1.2, y), (w * 0.5, d * 0.4, 0.8), yaw=yaw)
    program, solid_room = room.program, bodies(room.report, room.meshes)
    plan = Plan.of(program)
    assert plan is not None
    before = check_contacts(program, solid_room) + check_room(plan, solid_room)
    done = plan_moves(program, solid_room)
    after = displaced(program, solid_room, {m.id: np.array(m.by) for m in done.moves})
    left = check_contacts(program, after) + check_room(plan, after)
    assert len(left) == len(done.left)
    assert sum(f.measure for f in left) <= 0.2 * sum(f.measure for f in before) + 1e-9
