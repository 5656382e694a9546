"""Truth files: written, read back, and converted from a hand-made one."""

import json

import pytest

from tools.errors import InputError
from tools.measure.load import load_truth
from tools.measure.truth import Truth

HAND = {
    "image": "x.png",
    "image_size": [200, 100],
    "room": {"width_m": 4.0, "depth_m": 2.0, "floor_px": [10, 10, 190, 90]},
    "camera": {"wall_height_m": 2.5},
    "objects": [
        {"id": "bed", "category": "bed", "pos_m": [1.0, 0.5], "size_m": [2.0, 1.5],
         "bbox_px": [20, 20, 60, 50],
         "rotation_deg": -90, "wall_mounted": False, "small": False, "on": None, "color_rgb": [1, 2, 3]},
        {"id": "cushion", "category": "throw pillow", "pos_m": [1.0, 0.5], "rotation_deg": 0,
         "wall_mounted": False, "small": True, "on": "bed", "size_m": [0.4, 0.4]},
    ],
}  # fmt: skip


def test_round_trip(tmp_path, room, objects):
    truth = Truth(picture="a.png", size=(64, 48), room=room, objects=objects)
    truth.save(tmp_path / "a.truth.json")
    assert load_truth(tmp_path / "a.truth.json") == truth


def test_a_hand_made_file_is_turned_into_the_world_frame(tmp_path):
    path = tmp_path / "hand.json"
    path.write_text(json.dumps(HAND))
    truth = load_truth(path)
    bed, cushion = truth.objects
    assert bed.center[:2] == (-1.0, 0.5)  # metres from the top left corner, y down, become centred and y up
    assert bed.size[:2] == (1.5, 2.0)  # seen from above 2.0 across; it faces left, so that is its depth
    assert bed.facing == -90
    assert cushion.is_small
    assert cushion.on == "bed"
    assert truth.room.floor_polygon == [(-2, -1), (2, -1), (2, 1), (-2, 1)]
    assert truth.room.height == 2.5


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"image_size": [1, 2], "room": {"width_m": 1}}', '{"version": 1}']
)
def test_what_is_no_truth_is_refused_in_one_line(tmp_path, text):
    path = tmp_path / "bad.json"
    path.write_text(text)
    with pytest.raises(InputError) as error:
        load_truth(path)
    assert "\n" not in str(error.value)
    assert "bad.json" in str(error.value)
