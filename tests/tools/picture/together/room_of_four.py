"""A room with four things, and what a careful reader marks on three photos of it."""

from typing import Any

import numpy as np

from harness.sample.photo_marks import Body, Scene, marks_of
from tests.tools.picture.photo.rooms import camera
from tools.picture.annotations import Annotations
from tools.pinhole import Camera

FLOOR = [(-2.5, -2.2), (2.5, -2.2), (2.5, 2.2), (-2.5, 2.2)]
BODIES = [
    Body("chest", "dresser", "floor", (0.6, 1.9, 0.4), (1.0, 0.5, 0.8), 0.0),
    Body("bed", "bed", "floor", (1.4, -0.6, 0.3), (1.6, 2.0, 0.6), -90.0),
    Body("table", "coffee table", "floor", (-0.6, 0.5, 0.2), (1.0, 0.6, 0.4), 0.0),
    Body("wardrobe", "wardrobe", "floor", (-2.2, 0.8, 1.0), (1.2, 0.6, 2.0), 90.0),
]
ROOM = Scene(FLOOR, 2.6, BODIES, [])
CAMERAS = (
    camera(40.0, 10.0, 0.0, 85.0, (-1.9, -1.8, 1.5)),
    camera(-40.0, 10.0, 0.0, 80.0, (2.1, -1.9, 1.6)),
    camera(215.0, 12.0, 0.0, 90.0, (1.9, 1.7, 1.4)),
)


def marked(seen: Camera, number: int, noise: float = 1.0, **changed: Any) -> Annotations:
    """What shows of the room in a photo of it."""
    made = marks_of(ROOM, seen, np.random.default_rng(number), noise)
    assert made is not None
    return Annotations.model_validate(made.model_dump(exclude_none=True) | changed)
