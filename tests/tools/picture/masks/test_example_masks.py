"""The shipped photo with its label map: a room by masks, names and walls, without a contact point."""

import json
import math
from pathlib import Path

import numpy as np

from tools.picture.annotations_file import load
from tools.picture.image import load as load_image
from tools.picture.masks.merging import with_masks
from tools.picture.masks.read import read_masks
from tools.picture.reading import read
from tools.settings import PictureSettings
from tools.solve.layout import solve

PHOTOS = Path(__file__).resolve().parents[4] / "example" / "photos"
TRUE = {"sofa_1": "sofa_1", "coffee_table_1": "coffee_table_1", "bookshelf_1": "bookshelf_2",
        "desk_1": "desk_1", "floor_lamp_1": "floor_lamp_1"}  # fmt: skip
"""Numbers of the masks, and of the truth, in which not everything shows."""


def test_the_shipped_masks_become_a_room_like_the_true_one() -> None:
    image = load_image(PHOTOS / "living-1.jpg")
    size = (image.shape[1], image.shape[0])
    masks = read_masks(PHOTOS / "living-1.ids.png", size, "living-1.jpg")
    truth = json.loads((PHOTOS / "living-1.truth.json").read_text())
    given = with_masks(load(PHOTOS / "living-1.walls.json", size), masks)
    assert len(given.things) == len(masks.names) > 20
    given = given.model_copy(update={"things": [t for t in given.things if t.id in TRUE]})
    height = truth["camera"]["position"][2]
    plan = solve(read(image, PictureSettings(camera_height=height), given))
    assert plan.solved.keys() == TRUE.keys()
    centers = {o["id"]: np.array(o["center"]) for o in truth["objects"]}
    names = list(TRUE)
    off = [
        abs(math.dist(plan.solved[a].at, plan.solved[b].at)
            - math.dist(centers[TRUE[a]][:2], centers[TRUE[b]][:2]))
        for k, a in enumerate(names) for b in names[k + 1 :]
    ]  # fmt: skip
    assert float(np.median(off)) < 0.2
