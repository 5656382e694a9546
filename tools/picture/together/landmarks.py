"""Things that several pictures show, as solids whose pictures are compared with what is marked.

What stands on the floor is a solid of its category's shape. What hangs, or stands on other things, is the
middle of its box alone: so much is the same from everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.geometry import Vec2, Vec3
from tools.picture.solids import points
from tools.survey import Box, Point
from tools.vocabulary import Shape

Array = NDArray[np.float64]

EDGE_PX, EDGE_SHARE, EDGE_MOST = 2.0, 0.05, 20.0
"""Pixels by which a box's edges are off, plus a part of its size, at most so many."""
FOOT_PX, CONTACT_PX, INSET = 6.0, 2.0, 0.02
"""The same of feet and contact points; feet stand further in by a part of the box's size."""
MIDDLE_PX, MIDDLE_SHARE = 4.0, 0.06
"""The same of the middle of a box, which is not quite the picture of the middle of its thing."""
SIZE, SHAPE = 0.35, 0.2
"""Spread of the logarithms of usual sizes, and of the ratio of width and depth."""
STANDS = 0.003
"""Metres by which what stands on the floor is above it."""
LOOSE = 3.0
"""Spread of what is not solved for."""
NEAR = 0.1
"""Metres before a camera from which things are in its picture."""
UNIT = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
"""Corners of a footprint, as `Place.corners` numbers them."""


class Landmark(NamedTuple):
    """A thing that several pictures show.

    Attributes:
        at: first guess of its middle, metres.
        size: usual width, depth, height.
        yaw: degrees; it is not solved for.
        z: first guess of its underside.
        shape: solid of its category.
        solid: whether it stands on the floor; of others only the middle is compared.
    """

    id: str
    at: Vec2
    size: Vec3
    yaw: float
    z: float
    shape: Shape
    solid: bool


@dataclass(frozen=True)
class Look:
    """What one picture shows of one landmark.

    Attributes:
        view: number of the picture.
        landmark: number of the thing.
        box: pixels.
        cut: edges of the box (left, top, right, bottom) that are not the thing's own.
        foot: pixel of its middle on the floor.
        contacts: pixels of corners of its footprint.
        numbers: which these are.
    """

    view: int
    landmark: int
    box: Box
    cut: tuple[bool, bool, bool, bool]
    foot: Point | None = None
    contacts: tuple[Point, ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Packed:
    """All looks in arrays, so that they are drawn at once."""

    unit: Array
    turn: Array
    usual: Array
    solid: NDArray[np.bool_]
    view: NDArray[np.int_]
    owner: NDArray[np.int_]
    box: Array
    cut: NDArray[np.bool_]
    foot: Array
    contacts: Array
    numbers: NDArray[np.int_]

    def known(self, things: Array) -> Array:
        """(k, 5) what pulls at each thing without any picture: usual size, its shape, the floor."""
        off = things[:, 2:5] - self.usual
        shape = off[:, 0] - off[:, 1]
        loose = np.where(self.solid, SIZE, 1e-3)
        stands = np.where(self.solid, STANDS, LOOSE)
        return np.column_stack([off / loose[:, None], shape / SHAPE, things[:, 5] / stands])

    def misses(
        self,
        things: Array,
        frames: Array,
        places: Array,
        zoom: Array,
        middle: Array,
        ortho: NDArray[np.bool_],
    ) -> Array:
        """(looks, 14) misses in their spread: of 4 edges or 2 of the middle, 2 of the foot, 8 of contacts."""
        own, v = things[self.owner], self.view
        size = np.exp(own[:, 2:5])
        c, s = self.turn[self.owner].T

        def seen(local: Array, z: Array) -> Array:
            """Pixels (looks, n, 2) of points (looks, n, 2) of the footprints at heights (looks, n)."""
            x = own[:, 0, None] + c[:, None] * local[..., 0] - s[:, None] * local[..., 1]
            y = own[:, 1, None] + s[:, None] * local[..., 0] + c[:, None] * local[..., 1]
            world = np.stack([x, y, z], axis=-1) - places[v][:, None]
            inside = np.einsum("lij,lnj->lni", frames[v], world)
            depth = np.where(ortho[v][:, None], 1.0, np.maximum(inside[..., 2], NEAR))
            return np.asarray(
                inside[..., :2] / depth[..., None] * zoom[v][:, None, None] + middle[v][:, None]
            )

        solid = self.unit[self.owner] * size[:, None]
        pixels = seen(solid[..., :2], own[:, 5, None] + solid[..., 2])
        bounds = np.concatenate([pixels.min(1), pixels.max(1)], axis=1)
        outward = (bounds - self.box) * np.array([-1.0, -1.0, 1.0, 1.0])
        wide = np.sqrt((self.box[:, 2] - self.box[:, 0]) * (self.box[:, 3] - self.box[:, 1]))[:, None]
        edges = outward / np.minimum(EDGE_MOST, EDGE_PX + EDGE_SHARE * wide)
        edges[self.cut & (outward > 0)] = 0.0
        centre = seen(np.zeros((len(own), 1, 2)), (own[:, 5] + size[:, 2] / 2)[:, None])[:, 0]
        off = (centre - (self.box[:, :2] + self.box[:, 2:]) / 2) / (MIDDLE_PX + MIDDLE_SHARE * wide)
        whole = ~self.cut.any(1)
        off[~whole] = 0.0
        alone = ~self.solid[self.owner]
        edges[alone] = 0.0
        edges[alone, :2] = off[alone]
        foot = seen(np.zeros((len(own), 1, 2)), np.zeros((len(own), 1)))[:, 0]
        feet = np.nan_to_num((foot - self.foot) / FOOT_PX, nan=0.0)
        corners = UNIT[self.numbers] * size[:, None, :2]
        ground = seen(corners, np.zeros((len(own), 4)))
        stand = np.nan_to_num((ground - self.contacts) / (CONTACT_PX + INSET * wide)[..., None], nan=0.0)
        return np.concatenate([edges, feet, stand.reshape(len(own), 8)], axis=1)


def packed(landmarks: Sequence[Landmark], looks: Sequence[Look]) -> Packed:
    """All looks in arrays."""
    clouds = [points(m.shape) if m.solid else np.zeros((1, 3)) for m in landmarks]
    most = max((len(c) for c in clouds), default=1)
    unit = np.array([np.vstack([c, np.repeat(c[:1], most - len(c), axis=0)]) for c in clouds])
    angles = np.radians([m.yaw for m in landmarks])
    contacts = np.full((len(looks), 4, 2), np.nan)
    numbers = np.zeros((len(looks), 4), dtype=int)
    for row, look in enumerate(looks):
        for k, (pixel, number) in enumerate(zip(look.contacts, look.numbers, strict=True)):
            contacts[row, k], numbers[row, k] = pixel, number
    return Packed(
        unit=unit.reshape(-1, most, 3),
        turn=np.column_stack([np.cos(angles), np.sin(angles)]).reshape(-1, 2),
        usual=np.log(np.array([m.size for m in landmarks], dtype=float).reshape(-1, 3)),
        solid=np.array([m.solid for m in landmarks], dtype=bool),
        view=np.array([k.view for k in looks], dtype=int),
        owner=np.array([k.landmark for k in looks], dtype=int),
        box=np.array([k.box for k in looks], dtype=float).reshape(-1, 4),
        cut=np.array([k.cut for k in looks], dtype=bool).reshape(-1, 4),
        foot=np.array([k.foot or (math.nan, math.nan) for k in looks], dtype=float).reshape(-1, 2),
        contacts=contacts,
        numbers=numbers,
    )
