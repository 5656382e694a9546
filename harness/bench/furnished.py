"""Rooms of varied real sizes without a picture: furniture of sizes that are sold, marked as a camera sees it.

The sizes are drawn from what shops offer (a bed's mattress and what its frame adds, standard kitchen units),
evenly and independently of the table that the reading uses; a quarter of the rooms has furniture that is all
larger or smaller than usual, and every twelfth thing is no standard at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation
from shapely import Polygon

from harness.bench.marks import MarkedRoom
from tools import vocabulary
from tools.picture.annotations import Annotations
from tools.picture.solids import world_points
from tools.pinhole import Camera
from tools.survey import Point

Array = NDArray[np.float64]
Range = tuple[float, ...]
EDGE = 1.5
"""Pixels by which a careful reader's box edges are off."""
ODD = 1 / 12
"""Share of things of no usual size."""


class Sold(NamedTuple):
    """What a category is sold as: sizes to choose from, and what a frame adds to width and depth."""

    widths: Range
    depths: Range
    heights: Range
    more: Range = (0.0, 0.03)


SOLD: dict[str, Sold] = {
    "bed": Sold((0.9, 1.2, 1.4, 1.5, 1.6, 1.8, 1.93), (1.9, 2.0, 2.0, 2.03), (0.8, 1.3), (0.03, 0.2)),
    "nightstand": Sold((0.4, 0.45, 0.5, 0.55), (0.33, 0.38, 0.4, 0.45), (0.45, 0.6)),
    "wardrobe": Sold((0.8, 1.0, 1.5, 2.0, 2.5), (0.5, 0.55, 0.58, 0.6, 0.65), (1.9, 2.4)),
    "dresser": Sold((0.8, 1.0, 1.2, 1.6), (0.42, 0.45, 0.48, 0.5), (0.7, 1.0)),
    "sofa": Sold((1.5, 1.7, 1.9, 2.1, 2.3, 2.5), (0.82, 0.88, 0.92, 0.98), (0.75, 0.9)),
    "armchair": Sold((0.68, 0.75, 0.82, 0.9), (0.75, 0.82, 0.9), (0.75, 1.0)),
    "coffee table": Sold((0.9, 1.1, 1.2, 1.3), (0.5, 0.6, 0.7), (0.35, 0.48)),
    "tv stand": Sold((1.2, 1.5, 1.8), (0.35, 0.4, 0.45), (0.4, 0.6)),
    "bookshelf": Sold((0.4, 0.8, 1.2), (0.28, 0.3, 0.35, 0.4), (1.8, 2.1)),
    "dining table": Sold((1.2, 1.4, 1.6, 1.8, 2.2), (0.8, 0.85, 0.9, 1.0), (0.73, 0.77)),
    "dining chair": Sold((0.42, 0.45, 0.48, 0.52), (0.48, 0.52, 0.57), (0.8, 0.95)),
    "sideboard": Sold((1.2, 1.5, 1.8), (0.38, 0.42, 0.45, 0.5), (0.7, 0.9)),
    "desk": Sold((1.0, 1.2, 1.4, 1.6, 1.8), (0.6, 0.65, 0.7, 0.8), (0.72, 0.76)),
    "office chair": Sold((0.58, 0.62, 0.66, 0.7), (0.58, 0.62, 0.68), (0.9, 1.2)),
    "filing cabinet": Sold((0.4, 0.42, 0.46), (0.5, 0.6), (0.6, 1.3)),
    "kitchen counter": Sold((1.2, 1.8, 2.4), (0.6, 0.6, 0.635, 0.65), (0.86, 0.93)),
    "refrigerator": Sold((0.55, 0.6, 0.7, 0.91), (0.6, 0.65, 0.7), (1.5, 2.0)),
    "stove": Sold((0.5, 0.6, 0.6, 0.76), (0.6, 0.65), (0.86, 0.92)),
    "toilet": Sold((0.36, 0.38, 0.4), (0.62, 0.66, 0.7), (0.75, 0.82)),
    "bathtub": Sold((1.5, 1.6, 1.7, 1.8), (0.7, 0.75, 0.8), (0.55, 0.62)),
    "washing machine": Sold((0.6,), (0.5, 0.55, 0.6, 0.65), (0.84, 0.86)),
    "side table": Sold((0.4, 0.45, 0.5, 0.55), (0.4, 0.45, 0.5), (0.45, 0.6)),
}
ROOMS: tuple[tuple[str, ...], ...] = (
    ("bed", "nightstand", "nightstand", "wardrobe", "dresser", "armchair"),
    ("bed", "nightstand", "wardrobe", "desk", "office chair"),
    ("sofa", "armchair", "armchair", "coffee table", "tv stand", "bookshelf", "side table"),
    ("dining table", "dining chair", "dining chair", "dining chair", "dining chair", "sideboard"),
    ("desk", "office chair", "bookshelf", "filing cabinet", "armchair"),
    ("kitchen counter", "refrigerator", "stove", "dining table", "dining chair", "dining chair"),
    ("toilet", "bathtub", "washing machine"),
)


def furnished(seed: int) -> MarkedRoom:
    """One room; the same seed gives the same marks."""
    rng = np.random.default_rng([seed, 16])
    wanted = ROOMS[int(rng.integers(len(ROOMS)))]
    width, depth = (rng.uniform(1.9, 3.0, 2) if "toilet" in wanted else rng.uniform(3.0, 6.5, 2)).tolist()
    wall = float(rng.uniform(2.35, 2.95))
    camera = _camera(rng, width, depth, wall)
    style = float(rng.choice([1.0, 1.0, 1.0, rng.normal(1.0, 0.06)]))
    things: list[dict[str, object]] = []
    taken: list[Polygon] = []
    for number, category in enumerate(wanted):
        size = _size(rng, category, style)
        placed = _place(rng, size, (width, depth), taken)
        if placed is None:
            continue
        centre, yaw, shape = placed
        taken.append(shape)
        seen = camera.project(world_points(vocabulary.entry(category).shape, centre, size, yaw, 0.0))
        low, high = seen.min(0) + rng.normal(0, EDGE, 2), seen.max(0) + rng.normal(0, EDGE, 2)
        low, high = (
            np.clip(low, 0, (camera.width, camera.height)),
            np.clip(high, 0, (camera.width, camera.height)),
        )
        if (high - low).min() < 6:
            continue
        (foot,) = camera.project([(*centre, 0.0)]) + rng.normal(0, 3, 2)
        mark: dict[str, object] = {
            "id": f"thing_{number}",
            "category": category,
            "box": [*low.tolist(), *high.tolist()],
        }
        if 0 <= foot[0] <= camera.width and 0 <= foot[1] <= camera.height:
            mark["foot"] = foot.tolist()
        mark |= {"facing": yaw} if rng.random() < 0.7 else {}
        mark |= {"top": round(size[2] * math.exp(rng.normal(0, 0.08)), 2)} if rng.random() < 0.7 else {}
        things.append(mark)
    marks = {
        "floor_px": _outline(camera, width, depth, 0.0, rng),
        "wall_top_px": _outline(camera, width, depth, wall, rng),
        "verticals_px": _corners(camera, width, depth, wall, rng),
        "things": things,
    }
    blank = np.full((camera.height, camera.width, 3), 128, np.uint8)
    return MarkedRoom(
        f"{seed} {'+'.join(wanted[:2])}", blank, Annotations.model_validate(marks), width, camera
    )


def _size(rng: Generator, category: str, style: float) -> tuple[float, float, float]:
    sold = SOLD[category]
    odd = float(rng.normal(1.0, 0.3)) if rng.random() < ODD else 1.0
    scale = style * min(1.7, max(0.6, odd))
    w = float(rng.choice(sold.widths)) + float(rng.uniform(sold.more[0], sold.more[1]))
    d = float(rng.choice(sold.depths)) + float(rng.uniform(sold.more[0], sold.more[1]))
    return w * scale, d * scale, float(rng.uniform(min(sold.heights), max(sold.heights)))


def _place(
    rng: Generator, size: tuple[float, float, float], room: tuple[float, float], taken: Sequence[Polygon]
) -> tuple[Point, float, Polygon] | None:
    """A free place for a thing; None when none was found."""
    for _ in range(60):
        yaw = float(rng.choice([0, 90, 180, -90]))
        if rng.random() < 0.08:
            yaw += float(rng.uniform(-40, 40))
        c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
        reach = (abs(c) * size[0] + abs(s) * size[1]) / 2, (abs(s) * size[0] + abs(c) * size[1]) / 2
        free = room[0] / 2 - reach[0], room[1] / 2 - reach[1]
        if min(free) <= 0:
            continue
        x, y = float(rng.uniform(-free[0], free[0])), float(rng.uniform(-free[1], free[1]))
        local = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (size[0] / 2, size[1] / 2)
        shape = Polygon(local @ np.array([[c, s], [-s, c]]) + (x, y))
        if not any(shape.buffer(0.12).intersects(other) for other in taken):
            return (x, y), yaw, shape
    return None


def _camera(rng: Generator, width: float, depth: float, wall: float) -> Camera:
    """Nearly straight down, or (a third) at a slant of 8 to 30 degrees; the walls' tops may be cut off."""
    tilt = math.radians(float(rng.uniform(8, 30) if rng.random() < 0.33 else abs(rng.normal(0, 1.5))))
    about = rng.uniform(0, 2 * math.pi) if tilt < 0.1 else 1.5 * math.pi + rng.normal(0, 0.3)
    size = (1000, int(1000 * min(1.4, max(0.6, (depth + 1) / (width + 1)))))
    focal = 1000 * math.exp(rng.uniform(math.log(0.9), math.log(2.2)))
    height = (
        focal * max((width + 0.6) / size[0], (depth + 0.6) / size[1]) * rng.uniform(1.0, 1.2) + 0.9 * wall
    )
    eye = (
        height * math.sin(tilt) * math.cos(about),
        height * math.sin(tilt) * math.sin(about),
        height * math.cos(tilt),
    )
    level = Rotation.from_euler("x", 180, degrees=True)
    lean = Rotation.from_rotvec(np.array([-math.sin(about), math.cos(about), 0.0]) * tilt)
    frame = (level.inv() * lean.inv()).as_matrix()
    return Camera(
        width=size[0], height=size[1], focal_px=focal, cx=size[0] / 2, cy=size[1] / 2,
        rotation=tuple(map(tuple, frame.tolist())), position=eye,
    )  # fmt: skip


def _corners(
    camera: Camera, width: float, depth: float, wall: float, rng: Generator
) -> list[tuple[Point, Point]]:
    """Corners of the walls as far as the picture shows them: from the floor to part of the height."""
    lines = []
    reach = float(rng.uniform(0.3, 1.0)) * wall
    for low, high in zip(
        _outline(camera, width, depth, 0.0, rng), _outline(camera, width, depth, reach, rng), strict=True
    ):
        if all(0 <= x <= camera.width and 0 <= y <= camera.height for x, y in (low, high)):
            lines.append((low, high))
    return lines


def _outline(camera: Camera, width: float, depth: float, z: float, rng: Generator) -> list[Point]:
    x, y = width / 2, depth / 2
    seen = camera.project([(-x, -y, z), (x, -y, z), (x, y, z), (-x, y, z)]) + rng.normal(0, EDGE, (4, 2))
    return [(float(u), float(v)) for u, v in seen]
