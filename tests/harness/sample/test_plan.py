"""The line plan and the ids that go with it."""

from dataclasses import replace
from random import Random

import numpy as np
from shapely.geometry import Point

from harness.sample import program
from harness.sample.cameras import choose_camera
from harness.sample.plan import draw_plan, plan_ids
from tools.pinhole import Camera
from tools.planner.catalogue import kind as kind_of
from tools.planner.catalogue import ranges
from tools.planner.design import CAMERAS, Piece, Request
from tools.planner.generate import generate
from tools.program.kit_index import words

DESIGN = generate(Request(seed=5, type="living", rooms=2))


def test_the_plans_ids_lie_on_the_footprints():
    camera = choose_camera(Random(0), DESIGN, "plan", 500)
    order = [p.id for p in DESIGN.pieces]
    ids = plan_ids(DESIGN, camera, order)
    assert ids.shape == (camera.height, camera.width)
    for number, piece in enumerate(DESIGN.pieces):
        seen = ids == number + 1
        if piece.mount == "ceiling":
            assert not seen.any()
        elif piece.mount == "floor" and piece.category != "rug":
            rows, columns = np.nonzero(seen)
            points = camera.to_plane(np.column_stack([columns + 0.5, rows + 0.5]))[:, :2]
            away = np.abs(points - piece.at).max(initial=0.0)
            assert away <= max(piece.size[:2]) / 2 * 1.5


def test_the_plan_is_a_drawing_of_the_same_size():
    camera = choose_camera(Random(0), DESIGN, "plan", 300)
    image = draw_plan(DESIGN, camera)
    assert image.size == (camera.width, camera.height)
    assert len(np.unique(np.asarray(image).reshape(-1, 3), axis=0)) > 8


def test_every_overhead_camera_frames_the_whole_building():
    for kind in CAMERAS:
        if kind == "eye":
            continue
        for seed in range(6):
            camera: Camera = choose_camera(Random(seed), DESIGN, kind, 400)
            corners = [(x, y, z) for x, y in DESIGN.floor for z in (0.0, DESIGN.height)]
            pixels = camera.project(corners)
            assert (pixels >= -0.5).all(), kind
            assert (pixels <= np.array([camera.width, camera.height]) + 0.5).all(), kind


def test_an_eye_level_camera_stands_in_the_room_at_eye_height():
    for seed in range(4):
        camera = choose_camera(Random(seed), DESIGN, "eye", 400)
        assert 1.4 < camera.position[2] < 1.8
        assert DESIGN.zones[0].polygon.buffer(0.01).contains(Point(camera.position[:2]))


def test_every_thing_of_the_catalogue_has_a_word():
    known = {word.name for word in words()}
    others = program._stand_ins(list(known))
    pieces = [Piece("it", kind_of(name), (0, 0), (1, 1, 1)) for name in ranges()]
    assert [p.category for p in pieces if program.word_of(p, known, others) is None] == []
    table = Piece("it", "round table", (0, 0), (1.1, 1.1, 0.75))
    design = replace(DESIGN, pieces=[table])
    (cell,) = program._geometry(design, 0, other_hand=False)
    assert cell[0] == "geometry:dining_table"
    assert 'shape="round"' in cell[1]
