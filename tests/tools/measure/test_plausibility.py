"""The published plausibility measures on rooms where the answer is known."""

import numpy as np
import pytest
import trimesh

from tools.measure import sceneeval, scenerevis
from tools.measure.plausibility import plausibility, unexcused
from tools.measure.solids import bodies
from tools.measure.truth import Item


def box(id, center, size, **more):
    return Item(id=id, category="box", center=center, size=size, **more)


def shifted(objects, id, dx=0.0, dy=0.0, dz=0.0):
    return [
        o.model_copy(update={"center": (o.center[0] + dx, o.center[1] + dy, o.center[2] + dz)})
        if o.id == id else o
        for o in objects
    ]  # fmt: skip


def test_a_sound_room_has_no_fault(objects, room):
    scores = plausibility(objects, room)
    assert scores["scenerevis_collision"] == scores["scenerevis_out_of_bounds"] == 0
    assert scores["sceneeval_out_of_bounds"] == scores["contact_share"] == 0
    assert scores["sceneeval_openings_obstructed"] == 0
    assert scores["sceneeval_navigability"] > 0.9


def test_pushed_through_the_wall_is_out_of_bounds_only(objects, room):
    base = plausibility(objects, room, voxels=False)
    scores = plausibility(shifted(objects, "wardrobe", dx=0.3), room, voxels=False)
    assert scores["scenerevis_out_of_bounds"] == pytest.approx(1 / 6)
    assert scores["sceneeval_out_of_bounds"] == pytest.approx(1 / 6)
    assert scores["scenerevis_collision"] == base["scenerevis_collision"]


def test_sunk_3_cm_into_the_floor_is_out_of_bounds(objects, room):
    made = bodies(shifted(objects, "plant", dz=-0.03))
    assert scenerevis.out_of_bounds(made, room) == {"plant"}


def test_sunk_3_cm_into_its_carrier_collides_and_is_excused(objects, room):
    sunk = shifted(objects, "lamp", dz=-0.03)
    assert scenerevis.colliding(bodies(sunk)) == {"lamp", "nightstand"}
    assert unexcused(sunk, bodies(sunk)) == set()
    assert plausibility(sunk, room, voxels=False)["scenerevis_collision"] == pytest.approx(2 / 6)


@pytest.mark.parametrize(("depth", "deep"), [(0.02, True), (0.005, False)])
def test_one_centimetre_is_the_limit(depth, deep):
    made = bodies([box("a", (0, 0, 0.5), (1, 1, 1)), box("b", (1 - depth, 0.1, 0.5), (1, 1, 1))])
    assert scenerevis.colliding(made) == ({"a", "b"} if deep else set())


def test_contacts_agree_with_fcl_on_meshes():
    sphere = trimesh.creation.icosphere(subdivisions=3, radius=0.5)
    for gap in (-0.05, 0.02):
        other = sphere.copy()
        other.apply_translation((1.0 + gap, 0.0, 0.0))
        made = {"a": sphere, "b": other}
        manager = trimesh.collision.CollisionManager()
        manager.add_object("a", sphere)
        touches = manager.in_collision_single(other)
        assert touches == (gap < 0)
        assert sceneeval.colliding(made) == ({"a", "b"} if gap < 0 else set())
        if gap > 0:
            assert manager.min_distance_single(other) == pytest.approx(gap, abs=0.01)
            assert scenerevis.colliding(made) == set()


def test_voxels_count_what_is_shared_and_what_is_outside(room):
    apart = [box("a", (0, 0, 0.5), (1, 1, 1)), box("b", (1.5, 0, 0.5), (1, 1, 1))]
    found = scenerevis.voxel_check(bodies(apart), room)
    assert found.collision == 0
    assert found.out_of_bounds == 0
    assert found.valid
    half = [apart[0], box("b", (0.5, 0, 0.5), (1, 1, 1))]
    shared = scenerevis.voxel_check(bodies(half), room)
    # A metre is 21 voxels, for both faces' own voxels count: 11 of them are common to the two boxes.
    assert shared.collision == pytest.approx(11 * 21 * 21 * 0.05**3)
    assert not shared.valid
    outside = scenerevis.voxel_check(bodies([box("a", (2.5, 0, 0.5), (1, 1, 1))]), room)
    assert outside.out_of_bounds == pytest.approx(10 * 21 * 21 * 0.05**3)
    assert not outside.valid


def test_a_room_whose_outline_crosses_itself_is_measured_all_the_same(room):
    crossed = room.model_copy(update={"floor_polygon": [(-3, -2), (3, 2), (3, -2), (-3, 2)]})
    found = scenerevis.voxel_check(bodies([box("a", (2.0, 0.0, 0.5), (0.5, 0.5, 1.0))]), crossed)
    assert found.out_of_bounds == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("turned", [0.0, 0.4])
def test_surface_cells_are_trimeshs_voxels(turned):
    for mesh in (trimesh.creation.box((0.73, 0.31, 1.12)), trimesh.creation.icosphere(radius=0.4)):
        mesh.apply_transform(trimesh.transformations.rotation_matrix(turned, (0.3, 0.2, 1.0)))
        grid = mesh.voxelized(pitch=scenerevis.PITCH)
        theirs = {tuple(c) for c in np.round(grid.points / scenerevis.PITCH).astype(int)}
        ours = {tuple(c) for c in scenerevis.surface_cells(mesh.triangles)}
        # Points on the border of two cells may round either way.
        assert len(ours ^ theirs) <= 0.03 * len(theirs)


def test_a_wall_of_boxes_halves_the_walkable_floor(room):
    fence = box("fence", (0.0, 0.0, 0.5), (0.1, 4.0, 1.0))
    assert sceneeval.navigability([fence], room) == pytest.approx(0.5, abs=0.03)
    assert sceneeval.navigability([fence.model_copy(update={"center": (0, 0, 2.2)})], room) == 1.0


def test_a_box_before_the_door_obstructs_the_door_only(room):
    before = [box("a", (1.9, -1.7, 0.5), (0.9, 0.4, 1.0))]
    covered = sceneeval.obstructed(before, bodies(before), room)
    assert covered["door_1"] == pytest.approx(1.0 / 2.05, abs=0.03)
    assert covered["window_1"] == 0.0
    away = [box("a", (1.9, 0.5, 0.5), (0.9, 0.4, 1.0))]
    assert sceneeval.obstructed(away, bodies(away), room) == {"door_1": 0.0, "window_1": 0.0}


def test_who_loses_volume_to_whom_is_told(room):
    things = bodies([box("a", (0.0, 0.0, 0.5), (1, 1, 1)), box("b", (0.5, 0.0, 0.5), (1, 1, 1))])
    shares = scenerevis.voxel_shares(things, room)
    assert set(shares) == {("a", "b")}
    assert shares["a", "b"] == pytest.approx(0.5, rel=0.25)
    assert scenerevis.summed(shares) == scenerevis.voxel_check(things, room)
    away = bodies([box("c", (40.0, 0.0, 0.5), (1, 1, 1))])
    assert scenerevis.voxel_shares(away, room)["c", scenerevis.OUTSIDE] == pytest.approx(1.0, rel=0.25)
