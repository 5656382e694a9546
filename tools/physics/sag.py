"""What is soft rests on all that is close below it, which a rigid shape cannot: it gets small feet there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tools.physics.model import Array, Convex, Mover
from tools.physics.overlap import Placed

SAGS = 0.13
"""Metres that something soft hangs down at most: as deep as it is pressed (`tools.physics.start.PRESSED`)."""
ACROSS = (-0.66, 0.0, 0.66)
"""Where its feet are: shares of half its width."""
ALONG = tuple(k / 20 for k in range(-14, 15))
"""Where they may be: shares of half its depth. The first and the last close above something are taken."""
HALF = 0.01
"""Half the width of a foot, metres."""
TOUCH = 0.002
"""Metres of air that need no foot."""
SHARE = 0.01
"""Of its mass, in each foot."""
UPRIGHT = 1e-9
CORNERS = np.array([(0, 0), (-1, -1), (-1, 1), (1, -1), (1, 1)], float)


def sagged(upper: Mover, lower: Mover) -> Mover:
    """A soft thing with feet down to its carrier, as far apart as it is close above it.

    Args:
        upper: the thing, its shapes pressed already.
        lower: what carries it.
    """
    own = [Placed(shape, upper) for shape in upper.base.shapes]
    under = [Placed(shape, lower) for shape in lower.base.shapes]
    if not own:
        return upper
    local = np.concatenate([shape.vertices for shape in upper.base.shapes])
    low, high = local.min(axis=0), local.max(axis=0)
    middle, half = (low + high) / 2, (high - low) / 2
    c, s = np.cos(upper.yaw), np.sin(upper.yaw)
    feet: list[Convex] = []
    for x in ACROSS:
        close = []
        for y in ALONG:
            at = middle[:2] + half[:2] * (x, y)
            spots = (at + HALF * CORNERS) @ np.array([[c, s], [-s, c]]) + upper.origin[:2]
            bottom, top = underside(own, spots[0]), max(topside(under, spot) for spot in spots)
            if bottom - top < SAGS:
                close.append((at, bottom, top))
        for at, bottom, top in (*close[:1], *close[1:][-1:]):
            if bottom - top > TOUCH:
                size = np.array([HALF, HALF, (bottom - top) / 2])
                feet.append(_foot(np.array([*at, (bottom + top) / 2 - upper.origin[2]]), size, upper))
    if not feet:
        return upper
    lighter = 1 - len(feet) * SHARE
    shapes = [replace(shape, mass=shape.mass * lighter) for shape in upper.base.shapes]
    return replace(upper, base=replace(upper.base, shapes=(*shapes, *feet)))


def underside(shapes: Sequence[Placed], at: Array) -> float:
    """Height of the lowest point of some shapes on an upright line; infinite where it meets none.

    Args:
        shapes: in the world.
        at: (2,) world metres.
    """
    return min((span[0] for span in (_span(shape, at) for shape in shapes) if span), default=np.inf)


def topside(shapes: Sequence[Placed], at: Array) -> float:
    """Height of the highest point of some shapes on an upright line; minus infinity where it meets none."""
    return max((span[1] for span in (_span(shape, at) for shape in shapes) if span), default=-np.inf)


def _span(shape: Placed, at: Array) -> tuple[float, float] | None:
    """From where to where an upright line is in a convex shape."""
    if (at < shape.low[:2]).any() or (at > shape.high[:2]).any():
        return None
    rest = shape.planes[:, :2] @ at + shape.planes[:, 3]
    slope = shape.planes[:, 2]
    up, down = slope > UPRIGHT, slope < -UPRIGHT
    if (rest[~up & ~down] > 0).any():
        return None
    low, high = float((-rest[down] / slope[down]).max()), float((-rest[up] / slope[up]).min())
    return (low, high) if low < high else None


def _foot(centre: Array, half: Array, of: Mover) -> Convex:
    signs = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    friction = max(shape.friction for shape in of.base.shapes)
    return Convex(centre + signs * half, of.base.mass * SHARE, friction, half, centre)
