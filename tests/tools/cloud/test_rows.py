"""Things in a row are told apart, and named by where they stand and what room they are in."""

import numpy as np
import pytest
import trimesh

from tools.cloud.building import Shape
from tools.cloud.cloud import Cloud
from tools.cloud.posing import posed
from tools.cloud.scan.cutting import cut_up
from tools.cloud.scan.hidden import Behind
from tools.cloud.scan.naming import Piece, in_room, room_of
from tools.cloud.words import Candidate


def block(w, d, h, x=0.0, y=0.0, z=0.0):
    solid = trimesh.creation.box((w, d, h))
    solid.apply_translation((x, y, z + h / 2))
    return solid


def points_of(solids, count):
    return np.asarray(trimesh.util.concatenate(solids).sample(count, seed=0))


TALL, LOW = (0.6, 0.6, 1.8), (1.0, 0.6, 0.9)


def parts_of(solids, count=12_000):
    mesh = trimesh.util.concatenate(solids)
    points, faces = trimesh.sample.sample_surface(mesh, count, seed=0)
    owner = cut_up(np.asarray(points), np.asarray(mesh.face_normals)[faces])
    return np.asarray(points), owner


def test_a_row_is_cut_where_the_side_of_a_higher_thing_is_seen():
    points, owner = parts_of([block(*TALL, -0.51), block(*LOW, 0.3)])
    assert len(set(owner.tolist())) == 2
    assert len(set(owner[points[:, 0] < -0.25].tolist())) == 1


def test_a_basket_beside_a_sofa_is_cut_off_and_a_screen_on_a_stand_is_not():
    sofa = [block(1.8, 0.9, 0.42), block(1.8, 0.2, 0.83, y=0.35)]
    sofa += [block(0.2, 0.9, 0.6, sign * 0.8) for sign in (-1, 1)]
    basket = block(0.4, 0.4, 0.35, 1.11, 0.25)
    assert len(set(parts_of(sofa)[1].tolist())) == 1
    points, owner = parts_of([*sofa, basket])
    assert len(set(owner.tolist())) == 2
    assert np.ptp(points[owner == owner[points[:, 0].argmax()], 0]) < 0.5
    stand = [block(1.8, 0.4, 0.5), block(1.0, 0.05, 0.6, -0.2, z=0.52)]
    assert len(set(parts_of(stand)[1].tolist())) == 1


def test_a_chair_pushed_under_a_school_desk_is_cut_off_and_an_armchair_stays_whole():
    desk = [block(0.69, 0.52, 0.03, z=0.7)]
    desk += [block(0.04, 0.04, 0.7, 0.32 * x, 0.24 * y) for x in (-1, 1) for y in (-1, 1)]
    chair = [block(0.44, 0.45, 0.04, y=0.37, z=0.42), block(0.44, 0.03, 0.38, y=0.58, z=0.44)]
    chair += [block(0.03, 0.03, 0.42, 0.2 * x, 0.37 + 0.2 * y) for x in (-1, 1) for y in (-1, 1)]
    points, owner = parts_of([*desk, *chair])
    assert len(set(owner.tolist())) == 2
    assert np.ptp(points[owner == owner[points[:, 1].argmin()], 1]) == pytest.approx(0.52, abs=0.1)
    seat = [block(0.7, 0.87, 0.42), block(0.7, 0.2, 0.9, y=0.335)]
    seat += [block(0.12, 0.8, 0.6, 0.35 * sign) for sign in (-1, 1)]
    assert len(set(parts_of(seat)[1].tolist())) == 1


def test_a_chair_of_which_the_back_alone_is_seen_gets_its_seat_on_the_side_that_it_leans_from():
    floor = [(-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0)]
    level = np.random.default_rng(0).uniform(-2, 2, (4_000, 3)) * (1, 1, 0)
    back = points_of([block(0.42, 0.03, 0.35, z=0.5)], 600)
    back[:, 1] += 0.25 * (back[:, 2] - 0.5)
    behind = Behind(level, floor)
    chair = behind.seated(back)
    assert np.ptp(chair, axis=0) == pytest.approx([0.42, 0.48, 0.85], abs=0.02)
    assert chair[:, 1].max() == pytest.approx(back[:, 1].max())
    assert len(behind.seated(points_of([block(0.42, 0.03, 0.35, z=0.5)], 600))) == 600  # a screen
    assert len(behind.seated(back + np.array([0.0, 1.8, 0.0]))) == 600  # a radiator
    assert posed(Cloud(chair), up="z", scale=1.0).size == pytest.approx((0.42, 0.48, 0.85), abs=0.03)


def piece(*rows):
    stood = posed(Cloud(points_of([block(*LOW)], 500)), up="z", scale=1.0)
    return Piece(stood.points, stood, [Candidate(Shape(word, LOW), 0, cost) for word, cost in rows])


def test_all_things_say_what_room_it_is_and_the_room_says_what_a_doubtful_thing_is():
    sure = [piece(("bathtub", 0.03)), piece(("toilet", 0.03)), piece(("bidet", 0.04))]
    doubtful = piece(("bed", 0.07), ("bathroom_vanity", 0.072), ("plant", 0.069))
    kind = room_of([*sure, doubtful])
    assert kind == "bathroom"
    best = in_room(doubtful, kind)
    assert best is not None
    assert best.shape.word == "bathroom_vanity"
    plain = in_room(piece(("bed", 0.03), ("bathroom_vanity", 0.072)), kind)
    assert plain is not None
    assert plain.shape.word == "bed"
    assert in_room(piece(), kind) is None
