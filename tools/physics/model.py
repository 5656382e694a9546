"""A room of rigid bodies: what `tools.physics.world` makes, and every writer and the simulation read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tools.geometry import Vec3

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Convex:
    """One convex piece of a body's collision shape, in the body's frame.

    Attributes:
        vertices: (n, 3) metres, its corners; for a box its eight.
        mass: kilograms.
        friction: coefficient of sliding.
        half: (3,) half sides of a box, metres; None for any other hull.
        centre: (3,) middle of the box.
        rotation: (3, 3) its axes as columns.
    """

    vertices: Array
    mass: float
    friction: float
    half: Array | None = None
    centre: Array = field(default_factory=lambda: np.zeros(3))
    rotation: Array = field(default_factory=lambda: np.eye(3))


@dataclass(frozen=True)
class Visual:
    """One mesh to look at, in the body's frame.

    Attributes:
        material: name of what it wears; "" for nothing.
        vertices: (n, 3) metres.
        triangles: (m, 3).
    """

    material: str
    vertices: Array
    triangles: NDArray[np.int32]


@dataclass(frozen=True)
class Hinge:
    """How a moving body hangs on its parent, in the parent's frame; see `tools.measured.JointReport`.

    Attributes:
        kind: "hinge" or "slide".
        at: a point of the axis, metres.
        axis: its direction.
        limits: radians or metres.
    """

    kind: Literal["hinge", "slide"]
    at: Vec3
    axis: Vec3
    limits: tuple[float, float]


@dataclass(frozen=True)
class Link:
    """One rigid body.

    Attributes:
        name: unique in the room: the object's id, or "id.joint" for what moves on it.
        shapes: what it collides with.
        visuals: what it looks like.
        joint: how it hangs on the object's own link; None for that one.
    """

    name: str
    shapes: tuple[Convex, ...]
    visuals: tuple[Visual, ...] = ()
    joint: Hinge | None = None

    @property
    def mass(self) -> float:
        """Kilograms."""
        return sum(shape.mass for shape in self.shapes)


@dataclass(frozen=True)
class Mover:
    """One object, door or the shell, with all that moves on it.

    Attributes:
        id: the object's.
        origin: of its frame, world metres.
        yaw: of its frame, radians counter-clockwise from above.
        free: whether it stands by its weight alone; else it is part of the building.
        base: its own link.
        links: what moves on it.
        on: id of what carries it; None for the floor.
        flat: whether it is a rug: things stand on it.
        soft: whether it gives way: a pillow rests on all that is close below it.
    """

    id: str
    origin: Vec3
    yaw: float
    free: bool
    base: Link
    links: tuple[Link, ...] = ()
    on: str | None = None
    flat: bool = False
    soft: bool = False

    @property
    def mass(self) -> float:
        """Kilograms, everything on it included."""
        return self.base.mass + sum(link.mass for link in self.links)


@dataclass(frozen=True)
class World:
    """A whole room.

    Attributes:
        movers: the shell first, then doors and windows, then objects.
        apart: names of links that pass through each other: they stand in each other to begin with.
        colours: linear RGB and opacity by the name of a material.
    """

    movers: tuple[Mover, ...]
    colours: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)
    apart: tuple[tuple[str, str], ...] = ()

    @property
    def free(self) -> list[Mover]:
        """What stands by its weight alone."""
        return [mover for mover in self.movers if mover.free]
