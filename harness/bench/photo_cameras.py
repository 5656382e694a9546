"""Where somebody stands who photographs a room, and with which lens: corner views and frontal ones."""

from __future__ import annotations

import math

from numpy.random import Generator
from shapely import Point as ShapelyPoint
from shapely import Polygon

from harness.sample.cameras import worth
from tools.picture.photo.lines import rotation
from tools.pinhole import Camera
from tools.planner.design import Design, Piece

LENS = (60.0, 100.0)
"""Degrees across the picture."""
EYE = (1.2, 1.8)
ROLLED, ROLL = 0.1, 3.0
"""Share of photos that are rolled, and by how many degrees at most."""
SHAPES = (0.5625, 0.667, 0.75)
"""Heights of pictures in their widths."""
WIDTH = 1200
CLEAR = 0.3
"""Metres between the photographer and walls or furniture."""


def photographed(rng: Generator, design: Design, *, corner: bool) -> Camera:
    """A camera in the first room of a design, where most of its furniture is in the frame.

    Args:
        rng: draws place, lens, height and roll.
        design: the room.
        corner: towards one of its corners, else square to a wall.
    """
    size = (WIDTH, round(WIDTH * float(rng.choice(SHAPES)) / 2) * 2)
    lens = math.radians(float(rng.uniform(*LENS)))
    tall, pitch = float(rng.uniform(*EYE)), math.radians(float(rng.uniform(0, 14)))
    roll = math.radians(float(rng.uniform(-ROLL, ROLL))) if rng.random() < ROLLED else 0.0
    standing = [p for p in design.pieces if p.mount == "floor" and p.zone == 0]
    spots = _spots(rng, design.zones[0].polygon, standing)
    best: tuple[float, tuple[float, float], float] | None = None
    for spot in spots:
        turn = 90.0 * int(rng.integers(4))
        heading = turn + float(rng.uniform(25, 65) if corner else rng.normal(0, 3))
        value = worth(standing, spot, heading, math.degrees(lens) * 0.42) + float(rng.uniform(0, 0.2))
        if best is None or value > best[0]:
            best = (value, spot, heading)
    assert best is not None
    _, (x, y), heading = best
    frame = rotation(math.radians(heading), pitch, roll)
    return Camera(
        width=size[0], height=size[1], focal_px=size[0] / 2 / math.tan(lens / 2), cx=size[0] / 2,
        cy=size[1] / 2, rotation=tuple(map(tuple, frame.tolist())), position=(x, y, tall),
    )  # fmt: skip


def _spots(rng: Generator, zone: Polygon, standing: list[Piece]) -> list[tuple[float, float]]:
    """Places to stand, clear of what is too tall to look over."""
    solids = [p.footprint.buffer(CLEAR) for p in standing if p.size[2] > 0.1]
    area = zone.buffer(-CLEAR)
    x0, y0, x1, y1 = (zone if area.is_empty else area).bounds
    found: list[tuple[float, float]] = []
    for x, y in rng.uniform((x0, y0), (x1, y1), (160, 2)).tolist():
        point = ShapelyPoint(x, y)
        if area.contains(point) and not any(s.contains(point) for s in solids):
            found.append((x, y))
    middle = zone.representative_point()
    return found or [(float(middle.x), float(middle.y))]
