import math

import numpy as np
import pytest

from tools.geometry import Wall, wrap
from tools.picture.solids import points, world_points
from tools.place import Place
from tools.solve import contacts
from tools.walls import nearest


def at(
    x: float, y: float, size: tuple[float, float, float] = (1, 1, 1), yaw: float = 0, z: float = 0
) -> Place:
    return Place((x, y), size, yaw, z)


def test_how_deep_two_footprints_overlap_and_which_way_out() -> None:
    depth, way = contacts.overlap(at(0, 0).corners(), at(0.9, 0.1).corners())
    assert depth == pytest.approx(0.1)
    assert way == pytest.approx((1, 0))
    assert contacts.overlap(at(0, 0).corners(), at(1.2, 0).corners())[0] == 0
    corner, _ = contacts.overlap(at(0, 0).corners(), at(1.1, 0, yaw=45).corners())
    assert corner == pytest.approx(0.5 + math.sqrt(0.5) - 1.1, abs=1e-6)


def test_a_shallow_overlap_is_cut_off_and_a_deep_one_moves_the_thing() -> None:
    cut = contacts.push_off(at(0, 0), (1, 0), 0.1)
    assert cut.size[0] == pytest.approx(0.9)
    assert cut.corners()[:, 0].max() == pytest.approx(0.5)  # its far side stays where it was seen
    moved = contacts.push_off(at(0, 0), (1, 0), 0.5)
    assert moved.size[0] == 1
    assert moved.at == pytest.approx((0.5, 0))
    turned = contacts.push_off(at(0, 0, yaw=30), (1, 0), 0.1)
    assert turned.size == (1, 1, 1)


def test_a_thing_in_a_wall_comes_out_of_it() -> None:
    wall = Wall(0, (-3, 0), (3, 0))  # the room lies above it
    kept = contacts.keep_inside(at(0, 0.4), [wall])
    assert kept.corners()[:, 1].min() == pytest.approx(0, abs=1e-9)
    behind = at(0, -2.0)
    assert contacts.keep_inside(behind, [wall]) == behind


def test_a_small_thing_keeps_its_middle_over_its_carrier() -> None:
    carrier = at(1, 1, (1.0, 0.5, 0.7), yaw=90)
    child = contacts.onto(at(1, 1.8, (0.2, 0.2, 0.1), yaw=90), carrier)
    dx, dy = child.at[0] - 1, child.at[1] - 1
    assert abs(dy) <= 0.5  # along its width
    assert abs(dx) <= 0.25


def test_a_garment_hangs_from_the_rail_and_keeps_its_hem() -> None:
    cupboard = at(0, 0, (2.0, 0.6, 2.4), yaw=-90)
    coat = contacts.hung(at(0.1, 0.5, (0.1, 0.4, 1.0), yaw=-90, z=0.8), cupboard, 0.4)
    assert coat.top == pytest.approx(2.0)
    assert coat.z == pytest.approx(0.8)
    assert coat.at == pytest.approx((0.0, 0.5))


@pytest.mark.parametrize(("degrees", "same"), [(190, -170), (-180, 180), (540, 180), (-90, -90)])
def test_angles_are_wrapped(degrees: float, same: float) -> None:
    assert wrap(degrees) == pytest.approx(same)


def test_the_nearest_wall_is_one_the_thing_can_have_its_back_to() -> None:
    bottom, left = Wall(0, (-3, -2), (3, -2)), Wall(3, (-3, 2), (-3, -2))
    assert bottom.facing == pytest.approx(180)
    assert left.facing == pytest.approx(90)
    assert nearest([bottom, left], (-2.9, -1.5)) == left
    assert nearest([bottom, left], (-2.9, -1.5), facing=180) == bottom
    assert nearest([bottom, left], (0, 1), within=1.0) is None


@pytest.mark.parametrize("shape", ["box", "bed", "chair", "sofa", "tree", "round", "soft"])
def test_every_solid_fills_its_box(shape: str) -> None:
    corners = points(shape)  # type: ignore[arg-type]
    assert corners.min(0) == pytest.approx([-0.5, -0.5, 0], abs=0.01)
    assert corners.max(0) == pytest.approx([0.5, 0.5, 1], abs=0.01)
    turned = world_points(shape, (1, 2), (2, 1, 3), 90, 0.5)  # type: ignore[arg-type]
    assert np.ptp(turned, axis=0) == pytest.approx([1, 2, 3], abs=0.05)


def test_something_round_is_moved_and_never_cut_into_an_oval() -> None:
    ball = Place((0, 0), (1, 1, 1), 0, 0, round=True)
    moved = contacts.push_off(ball, (1, 0), 0.1)
    assert moved.size == (1, 1, 1)
    assert moved.at == pytest.approx((0.1, 0))


def test_what_is_told_to_stand_against_another_closes_up_across_a_small_gap_only() -> None:
    solved = {"bed": at(0, 0), "near": at(1.05, 0.2), "far": at(-1.3, 0)}
    said = contacts.close_up([("near", "bed"), ("far", "bed"), ("near", "wall")], solved)
    assert solved["near"].at == pytest.approx((1.0, 0.2))
    assert solved["far"].at == (-1.3, 0)
    assert len(said) == 1
    assert said[0].startswith("near was moved 0.05 m")
