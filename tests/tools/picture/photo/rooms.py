"""Rectangular rooms with a camera inside, and the marks that a reader makes of their lines."""

import math
from typing import Any

import numpy as np

from tools.picture.annotations import Annotations
from tools.picture.photo.lines import rotation
from tools.pinhole import Camera

CORNERS = ((-1, -1), (-1, 1), (1, 1), (1, -1))
"""Of a room, clockwise from above: from left to right for who looks along +Y."""


def camera(heading: float, pitch: float, roll: float, lens: float, at: tuple[float, float, float]) -> Camera:
    """A camera of 1200 by 800 pixels; degrees, `lens` across the picture."""
    frame = rotation(*(math.radians(v) for v in (heading, pitch, roll)))
    return Camera(
        width=1200, height=800, focal_px=600 / math.tan(math.radians(lens / 2)), cx=600, cy=400,
        rotation=tuple(map(tuple, frame.tolist())), position=at,
    )  # fmt: skip


def line(seen: Camera, a: Any, b: Any, noise: np.random.Generator | None = None) -> list[list[float]] | None:
    """The ends of the part of a line that is in the picture; None where less than 30 pixels are."""
    shares = np.linspace(0.0, 1.0, 300)[:, None]
    points = np.array(a) * (1 - shares) + np.array(b) * shares
    u, v = seen.project(points).T
    inside = (seen.depth(points) > 0.05) & (u >= 0) & (u <= seen.width) & (v >= 0) & (v <= seen.height)
    if inside.sum() < 2:
        return None
    ends = seen.project(points[inside][[0, -1]])
    if np.hypot(*(ends[1] - ends[0])) < 30:
        return None
    return (ends if noise is None else ends + noise.normal(0, 1.5, (2, 2))).tolist()  # type: ignore[no-any-return]


def marks(
    seen: Camera, size: tuple[float, float, float], noise: np.random.Generator | None = None, **more: Any
) -> Annotations:
    """Walls and corners of a room of that width, depth and height around the origin."""
    w, d, h = size
    ring = [(x * w / 2, y * d / 2) for x, y in CORNERS]
    walls, uprights = [], []
    for i, a in enumerate(ring):
        b = ring[(i + 1) % 4]
        base, top = line(seen, (*a, 0), (*b, 0), noise), line(seen, (*a, h), (*b, h), noise)
        if base or top:
            walls.append((np.mean([e for e in (base, top) if e], axis=(0, 1))[0], base, top))
        uprights.append(line(seen, (*a, 0), (*a, h), noise))
    walls.sort(key=lambda wall: wall[0])
    return Annotations.model_validate(
        {
            "walls": [{"base_px": base, "top_px": top} for _, base, top in walls],
            "verticals_px": [u for u in uprights if u],
            **more,
        }
    )
