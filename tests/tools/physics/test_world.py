"""A room as rigid bodies: what is free, what moves on it, what it weighs."""

import math

import numpy as np
import pytest

from tools.physics.model import Mover, World


def mover(world: World, id: str) -> Mover:
    return next(m for m in world.movers if m.id == id)


def test_what_stands_is_free_and_what_hangs_is_not(world: World) -> None:
    assert {m.id for m in world.free} == {"cabinet_1", "dresser_1", "vase_1", "chair_1"}
    assert {m.id for m in world.movers} > {"room", "door_1", "picture_1", "rug_1"}


def test_doors_drawers_and_seats_move(world: World) -> None:
    assert [link.name for link in mover(world, "cabinet_1").links] == ["cabinet_1.door", "cabinet_1.door.2"]
    assert len(mover(world, "dresser_1").links) == 6
    assert [link.name for link in mover(world, "chair_1").links] == ["chair_1.swivel"]
    (leaf,) = mover(world, "door_1").links
    assert leaf.joint is not None
    assert leaf.joint.limits == pytest.approx((-math.radians(30), math.radians(70)))


def test_a_drawer_takes_its_handle_along_and_nothing_else(world: World) -> None:
    it = mover(world, "dresser_1")
    for link in it.links:
        assert link.joint is not None
        assert link.joint.kind == "slide"
        assert link.joint.axis == pytest.approx((0.0, -1.0, 0.0))
        assert 0.25 < link.joint.limits[1] < 0.4
        points = np.concatenate([shape.vertices for shape in link.shapes])
        assert np.ptp(points[:, 0]) < 0.62
        assert np.ptp(points[:, 1]) < 0.07


def test_things_weigh_what_such_things_weigh(world: World) -> None:
    assert 25 < mover(world, "dresser_1").mass < 90
    assert 0.2 < mover(world, "vase_1").mass < 3
    assert 5 < mover(world, "chair_1").mass < 30


def test_a_wall_is_open_where_its_door_is(world: World) -> None:
    boxes = [shape for shape in mover(world, "room").base.shapes]
    inside = np.array([-1.0, -2.07, 1.0])
    held = [
        (s.vertices.min(axis=0) < inside).all() and (s.vertices.max(axis=0) > inside).all() for s in boxes
    ]
    assert not any(held)


def test_one_sees_in_from_above_and_the_ceiling_is_solid_all_the_same(world: World) -> None:
    shell = mover(world, "room").base
    top = max(float(visual.vertices[:, 2].max()) for visual in shell.visuals)
    assert top == pytest.approx(2.5, abs=0.01)  # the slab above it is there to be run into alone
    assert max(float(shape.vertices[:, 2].max()) for shape in shell.shapes) > 2.55
