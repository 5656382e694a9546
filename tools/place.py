"""Where a thing stands and the box it fills: the one value that every form of an object shares."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
import shapely
from numpy.typing import NDArray

from tools.geometry import Vec2, Vec3, rectangle, turn


@dataclass(frozen=True)
class Place:
    """A box that stands upright, turned about Z. World frame, or that of what carries it.

    Attributes:
        at: middle of its footprint, metres.
        size: width, depth, height in its own frame, metres.
        yaw: degrees counter-clockwise from above; 0 faces -Y.
        z: its underside above the floor (or the carrier's underside), metres.
        round: whether its footprint is a circle: width and depth are one diameter.
    """

    at: Vec2
    size: Vec3
    yaw: float = 0.0
    z: float = 0.0
    round: bool = False

    @property
    def top(self) -> float:
        """Metres above the floor."""
        return self.z + self.size[2]

    @cached_property
    def footprint(self) -> shapely.Polygon:
        """Its rectangle seen from above."""
        return rectangle(self.at, self.size, self.yaw)

    def corners(self) -> NDArray[np.float64]:
        """Footprint corners (4, 2), counter-clockwise: front left, front right, back right, back left."""
        w, d = self.size[0] / 2, self.size[1] / 2
        c, s = math.cos(math.radians(self.yaw)), math.sin(math.radians(self.yaw))
        local = np.array([(-w, -d), (w, -d), (w, d), (-w, d)])
        return np.asarray(local @ np.array([[c, s], [-s, c]]) + self.at, dtype=float)

    def local(self, point: Vec2) -> Vec2:
        """A point of the frame of `at` in its own frame: origin at its middle, turned with it."""
        return turn((point[0] - self.at[0], point[1] - self.at[1]), -self.yaw)

    def world(self, point: Vec2) -> Vec2:
        """A point of its own frame in the frame of `at`."""
        x, y = turn(point, self.yaw)
        return (self.at[0] + x, self.at[1] + y)

    def moved(self, dx: float, dy: float) -> Self:
        """The same, shifted by metres."""
        return replace(self, at=(self.at[0] + dx, self.at[1] + dy))


FLOOR = Place((0.0, 0.0), (0.0, 0.0, 0.0))
"""The frame of a thing that nothing carries."""
