"""A thing is compared where picture and scene both show it."""

import numpy as np

from tools.measured import PartMesh
from tools.picture.occlusion import both_show, full_boxes
from tools.pinhole import Camera

WHOLE = (0.0, 0.0, 100.0, 100.0)


def test_what_hides_a_thing_in_the_scene_is_not_its_own_fault() -> None:
    sliver = (80.0, 0.0, 100.0, 100.0)  # something stands before the rest of it
    assert both_show(sliver, WHOLE, (10.0, 0.0, 100.0, 100.0), []) == (10.0, 0.0, 100.0, 100.0)


def test_what_hides_a_thing_in_the_picture_is_not_its_own_fault() -> None:
    marked = (60.0, 0.0, 100.0, 100.0)
    assert both_show(WHOLE, WHOLE, marked, [(-10.0, -10.0, 61.0, 120.0)]) == marked
    assert both_show(WHOLE, WHOLE, marked, [(-10.0, -10.0, 20.0, 120.0)]) == WHOLE


def test_what_is_off_stays_off() -> None:
    assert both_show(WHOLE, WHOLE, (-40.0, 0.0, 60.0, 100.0), []) == WHOLE
    apart = (300.0, 300.0, 400.0, 400.0)
    assert both_show(WHOLE, WHOLE, apart, [(-500.0, -500.0, 500.0, 500.0)]) == WHOLE


def test_a_whole_thing_is_cut_to_the_picture_and_left_out_behind_the_camera() -> None:
    camera = Camera.overhead(200, 100, 100.0, (0.0, 0.0, 2.0))
    corners = np.array([[-0.5, -0.5, 0.0], [5.0, 0.5, 0.0], [0.0, 0.0, 1.0]])
    behind = corners + np.array([0.0, 0.0, 3.0])
    faces = np.array([[0, 1, 2]], np.int32)
    meshes = {
        "table": [PartMesh("top", corners, faces, "body")],
        "lamp": [PartMesh("shade", behind, faces, "body")],
    }
    assert full_boxes(meshes, camera, (200, 100)) == {"table": (75.0, 25.0, 200.0, 75.0)}
