"""A room that can be let go of: what pictures may show and rigid bodies cannot do is put right in the shapes.

A pillow lies some centimetres deep in its bed, a table leg stands in a rug's pile. Nothing is moved for that:
the pressed part of the upper shape is taken away. What stands in each other sideways passes through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from scipy.spatial import ConvexHull

from tools.physics.bodies import frame
from tools.physics.model import Array, Convex, Mover, World
from tools.physics.overlap import DEEP, Placed, depth, overlaps
from tools.physics.pieces import Piece, hull, parted
from tools.physics.sag import sagged

PRESSED = 0.13
"""Metres that something sinks into a soft carrier at most; checks allow hardly less."""
SHARE = 0.6
"""Share of a thing that is taken away at most: what is deeper in stands beside, not on."""
LIFTED = 0.03
"""Metres that something too flat to be pressed is lifted by the simulation: as deep as checks let it sink."""
BESIDE = 0.005
"""Metres that two things may be in each other sideways: the simulation parts them without throwing them."""


def ready(world: World, found: Mapping[tuple[str, str], float] | None = None) -> World:
    """The room with shapes that can be let go of.

    Args:
        world: as it stands.
        found: its overlaps, when they are known.
    """
    pairs = overlaps(world) if found is None else found
    movers = {mover.id: mover for mover in world.movers}
    owner = {link.name: mover.id for mover in world.movers for link in (mover.base, *mover.links)}
    apart = []
    for (one, other), deep in pairs.items():
        upper, lower = movers[owner[one]], movers[owner[other]]
        if lower.on == upper.id or (lower.free and upper.flat):
            upper, lower = lower, upper
        rests = upper.on == lower.id or lower.flat
        pressed = press(upper, lower) if rests and upper.free else None
        if pressed is not None:
            movers[upper.id] = pressed
        elif deep > (LIFTED if upper.on == lower.id else BESIDE):
            apart.append((one, other))
    for id, mover in movers.items():
        if mover.soft and mover.on in movers:
            movers[id] = sagged(mover, movers[mover.on])
    return replace(world, movers=tuple(movers.values()), apart=tuple(apart))


def press(upper: Mover, lower: Mover) -> Mover | None:
    """A thing with what of it is in another taken away; None where nothing is, or too much.

    Each of its shapes is cut along that side of the other's shape that it is least deep behind: what lies on
    something loses a little of its underside, what leans into it a little of its side. A thin shape, such as
    the floor of a box that stands half on a rug, may be lost whole.
    """
    under = [Placed(shape, lower) for shape in lower.base.shapes]
    shapes: list[Convex] = []
    lost, before, cut = 0.0, 0.0, False
    for shape in upper.base.shapes:
        own = Placed(shape, upper)
        whole, left = own.volume, own.volume
        before += whole
        for other in under:
            if depth(own, other) <= DEEP:
                continue
            behind = -(own.points @ other.planes[:, :3].T + other.planes[:, 3]).min(axis=0)
            side = int(np.argmin(behind))
            if behind[side] > PRESSED:
                return None
            cut, rest = True, _beyond(own, other.planes[side])
            left = 0.0 if rest is None else rest.volume
            if rest is None:
                break
            shape = _reshaped(shape, rest, upper)
            own = Placed(shape, upper)
        lost += whole - left
        shapes += [shape] if left else []
    if not cut or lost > SHARE * before:
        return None
    light = upper.base.mass - sum(shape.mass for shape in shapes)
    shapes = [replace(shape, mass=shape.mass + light / len(shapes)) for shape in shapes]
    return replace(upper, base=replace(upper.base, shapes=tuple(shapes)))


def _beyond(of: Placed, plane: Array) -> Piece | None:
    """What of a shape is outside a plane, world frame; None for nothing."""
    corners = of.points[ConvexHull(of.points).simplices]
    kept = parted(corners, corners @ plane[:3] + plane[3])
    return hull(kept) if len(kept) else None


def _reshaped(shape: Convex, kept: Piece, mover: Mover) -> Convex:
    """A shape that is now only a piece (world frame) of itself, as heavy as before."""
    points = frame(mover.origin, mover.yaw)(kept.points)
    low, high = points.min(axis=0), points.max(axis=0)
    boxed = shape.half is not None and kept.volume > 0.999 * float(np.prod(high - low))
    if not boxed:
        return replace(shape, vertices=points, half=None)
    return replace(shape, vertices=points, half=(high - low) / 2, centre=(low + high) / 2, rotation=np.eye(3))
