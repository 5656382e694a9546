"""Things that a scan joins are told apart by what they look like, and named by where they stand."""

import numpy as np
import trimesh

from tools.cloud.building import Shape
from tools.cloud.cloud import Cloud
from tools.cloud.posing import posed
from tools.cloud.scan.naming import Piece, in_room, room_of
from tools.cloud.scan.rows import told_apart
from tools.cloud.words import Candidate


def block(w, d, h, x=0.0, y=0.0, z=0.0):
    solid = trimesh.creation.box((w, d, h))
    solid.apply_translation((x, y, z + h / 2))
    return solid


def points_of(solids, count):
    return np.asarray(trimesh.util.concatenate(solids).sample(count, seed=0))


def unlike(*sizes):
    """A cost that is low where points have the size of one of some things."""

    def cost(points):
        size = np.ptp(points, axis=0)
        return 0.03 + 0.2 * min(float(np.abs(size - np.array(s)).max()) for s in sizes)

    return cost


TALL, LOW = (0.6, 0.6, 1.8), (1.0, 0.6, 0.9)


def test_a_row_is_cut_where_its_height_changes():
    some = points_of([block(*TALL, -0.51), block(*LOW, 0.3)], 6_000)
    owner = told_apart(some, unlike(TALL, LOW))
    assert len(set(owner.tolist())) == 2
    assert float((owner == owner[some[:, 0].argmin()])[some[:, 0] < -0.25].mean()) == 1.0


def test_equal_things_side_by_side_are_cut_and_one_thing_is_not():
    row = points_of([block(0.7, 0.5, 0.75, x) for x in (-0.71, 0.0, 0.71)], 6_000)
    assert len(set(told_apart(row, unlike((0.7, 0.5, 0.75))).tolist())) == 3
    assert len(set(told_apart(row, unlike((2.12, 0.5, 0.75))).tolist())) == 1


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
