from pathlib import Path
from random import Random

import numpy as np
import pytest

from harness.sample.other_hand.shapes import MAKERS
from harness.training.rooms import build_rooms, load_room
from tools.blender.worker import Worker
from tools.vocabulary import entry


def test_a_room_is_kept_whole_and_built_once(tmp_path: Path) -> None:
    with Worker() as worker:
        (file,) = build_rooms(tmp_path, worker, range(500_001, 500_002))
        assert not list(build_rooms(tmp_path, worker, range(500_001, 500_002)))
    made = load_room(file)
    assert made.triangles.max() < len(made.vertices)
    assert made.part.max() == len(made.parts) - 1
    assert {p["object"] for p in made.parts} >= set(range(len(made.objects)))
    slots = {p["slot"] for p in made.parts if p["owner"] == "room"}
    assert {"floor", "walls", "ceiling"} <= slots
    for number, thing in enumerate(made.objects):
        own = [k for k, p in enumerate(made.parts) if p["object"] == number]
        points = made.vertices[made.triangles[np.isin(made.part, own)]].reshape(-1, 3)
        middle = (points.min(0) + points.max(0)) / 2
        assert np.abs(middle - thing["center"]).max() < 0.1 + max(thing["size"])


@pytest.mark.parametrize("category", MAKERS)
def test_other_shapes_stand_on_the_floor_in_their_size(category: str) -> None:
    size = entry(category).size
    for seed in range(8):
        solids = MAKERS[category](size, Random(seed))
        points = np.concatenate([s.vertices for s in solids])
        assert all(s.triangles.max() < len(s.vertices) and s.triangles.min() >= 0 for s in solids)
        assert np.isfinite(points).all()
        assert points[:, 2].min() > -0.35
        assert points[:, 2].max() < size[2] + 0.35
        assert np.abs(points[:, :2]).max() < max(size[:2]) / 2 + 0.15
