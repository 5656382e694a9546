"""What a viewer draws of a room: every object's geometry in its own frame, where it stands, and its looks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tools.geometry import Vec3

Matrix = tuple[float, ...]
"""Sixteen numbers, row by row: from an object's own frame to the world."""
PLACE = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


@dataclass(frozen=True)
class ShownPart:
    """One part of an object: the corners of `indices` from `first`, `count` of them (three a triangle)."""

    name: str
    slot: str
    material: str
    first: int
    count: int


@dataclass(frozen=True)
class ShownThing:
    """One object, or "room", a door, a window: what has an id of its own.

    Attributes:
        id: its id; "" for what belongs to nothing.
        matrix: where it stands.
        parts: in the order of their indices.
        positions: (n, 3) float32, metres, own frame.
        normals: (n, 4) int8, unit normals times 127, own frame; the fourth is 0.
        uvs: (n, 2) float32; metres where a material's picture has a size.
        indices: (m,) uint32, three a triangle.
    """

    id: str
    matrix: Matrix
    parts: tuple[ShownPart, ...]
    positions: NDArray[np.float32]
    normals: NDArray[np.int8]
    uvs: NDArray[np.float32]
    indices: NDArray[np.uint32]

    @cached_property
    def data(self) -> bytes:
        """Positions, normals, uvs, indices, one behind the other, little endian."""
        return b"".join(a.tobytes() for a in (self.positions, self.normals, self.uvs, self.indices))

    @cached_property
    def digest(self) -> str:
        """sha256 (16 digits) of the geometry: equal ones look alike, wherever they stand."""
        return hashlib.sha256(self.data).hexdigest()[:16]


@dataclass(frozen=True)
class ShownMaterial:
    """How a material looks, in the terms of physically based shading.

    Attributes:
        color: linear RGB; replaced by the picture where there is one.
        roughness: 0 to 1.
        metallic: 0 to 1.
        alpha: opacity, 0 to 1.
        transmission: share of the light that goes through, 0 to 1.
        emission: linear RGB times strength.
        picture: digest of its picture; None without one, or where pictures were not asked for.
        mapping: (a, b, c, d, e, f): a picture's place of (u, v) is (a u + b v + c, d u + e v + f).
    """

    color: Vec3
    roughness: float
    metallic: float
    alpha: float
    transmission: float
    emission: Vec3
    picture: str | None = None
    mapping: tuple[float, float, float, float, float, float] = PLACE


@dataclass(frozen=True)
class Shown:
    """A whole room to draw.

    Attributes:
        things: by id.
        materials: by name.
        pictures: files as the program packed them, by digest; nothing in them is trusted.
    """

    things: dict[str, ShownThing]
    materials: dict[str, ShownMaterial]
    pictures: dict[str, bytes] = field(default_factory=dict)
