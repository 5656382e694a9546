"""Rooms with known truth: solids put at known places and marked where a known camera sees them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tools import vocabulary
from tools.picture.annotations import Annotations, ThingMark
from tools.picture.reading import read
from tools.picture.solids import world_points
from tools.pinhole import Camera
from tools.settings import PictureSettings
from tools.survey import Survey

WIDTH, DEPTH, HEIGHT = 6.0, 4.0, 2.6
CAMERA = Camera.overhead(1200, 900, 1500.0, (0.3, -0.2, 12.0))


@dataclass
class Truth:
    """A thing where it really is."""

    category: str
    center: tuple[float, float]
    size: tuple[float, float, float]
    yaw: float = 0.0
    z: float = 0.0
    marks: dict[str, object] = field(default_factory=dict)

    def mark(self, id: str) -> ThingMark:
        """The mark a perfect reader makes."""
        shape = vocabulary.entry(self.category).shape
        seen = CAMERA.project(world_points(shape, self.center, self.size, self.yaw, self.z))
        box = [*seen.min(0), *seen.max(0)]
        data = {"id": id, "category": self.category, "box": box, "facing": self.yaw} | self.marks
        return ThingMark.model_validate(data)


def outline(z: float) -> list[tuple[float, float]]:
    """Pixels of the walls' inner corners at a height."""
    x, y = WIDTH / 2, DEPTH / 2
    corners = [(-x, y, z), (x, y, z), (x, -y, z), (-x, -y, z)]
    return [(float(u), float(v)) for u, v in CAMERA.project(np.array(corners))]


def survey_of(truths: dict[str, Truth], **fields: object) -> Survey:
    """The survey of a picture in which a perfect reader marked these things."""
    marks = Annotations.model_validate(
        {
            "room_width": WIDTH,
            "wall_height": HEIGHT,
            "floor_px": outline(0.0),
            "wall_top_px": outline(HEIGHT),
            "things": [t.mark(id) for id, t in truths.items()],
        }
        | fields
    )
    image = np.full((CAMERA.height, CAMERA.width, 3), 128, np.uint8)
    return read(image, PictureSettings(), marks)
