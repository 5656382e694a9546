"""Pictures whose perspective is not one camera's, as many drawn and made ones are: measured and shared out.

The corners of the walls lean as they are seen to, each by itself; the camera is the best one for all of them.
What is left over at each corner is known in pixels; between corners, and below the tops, it is taken to fade.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tools.pinhole import Camera
from tools.survey import Box, Point, RoomSurvey

Array = NDArray[np.float64]

NOTICED = 0.006
"""Part of the picture's diagonal by which a corner must be off before the picture counts as uneven."""
FARTHEST = 0.12
"""Part of the diagonal beyond which a marked corner is none of this wall's."""
NEAR = 0.3
"""Metres within which a corner's lean is taken as it is."""


def leans(
    camera: Camera, floor: Sequence[Point], height: float, tops: Sequence[Point] | Box | None
) -> list[Point]:
    """For each floor corner the pixels from where the camera sees its top to where it is marked.

    Args:
        camera: solved.
        floor: corners, metres.
        height: of the walls, metres.
        tops: the marked inner edge of the walls' tops, pixels, in any order.

    Returns:
        One offset a corner; empty when one camera fits, or the corners cannot be told apart.
    """
    if tops is None or camera.kind != "pinhole":
        return []
    marked = np.asarray(tops, dtype=float)
    if marked.shape == (4,):
        x0, y0, x1, y1 = marked
        marked = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    if len(marked) != len(floor):
        return []
    seen = camera.project([(*p, height) for p in floor])
    apart = np.linalg.norm(seen[:, None] - marked[None], axis=2)
    nearest = apart.argmin(1)
    diagonal = math.hypot(camera.width, camera.height)
    off = apart[np.arange(len(seen)), nearest]
    if (
        len(set(nearest.tolist())) < len(seen)
        or off.max() > FARTHEST * diagonal
        or off.max() < NOTICED * diagonal
    ):
        return []
    return [(float(u), float(v)) for u, v in marked[nearest] - seen]


def told(room: RoomSurvey) -> list[str]:
    """What a person should know of it, in a line; nothing when one camera fits."""
    if not room.lean_px:
        return []
    sizes = [math.hypot(*offset) for offset in room.lean_px]
    worst = int(np.argmax(sizes))
    u, v = room.floor_px[worst]
    return [
        f"the picture's perspective is not one camera's: tops of walls are off by {np.mean(sizes):.0f} px, "
        f"most ({sizes[worst]:.0f} px) over the corner at {round(u)}, {round(v)}; what stands near a corner "
        "is placed with its lean"
    ]


def straightened(box: Box, point: Point, low: float, high: float, room: RoomSurvey) -> Box:
    """A box where the one camera would see it.

    Args:
        box: as marked, pixels.
        point: where the thing is, world metres.
        low: height of its underside above the floor, metres.
        high: height of its top.
        room: with the lean of its corners.
    """
    if not room.lean_px:
        return box
    offsets = np.array(room.lean_px)
    away = np.linalg.norm(np.array(room.floor) - point, axis=1)
    weight = 1 / (away**2 + NEAR**2)
    lean = (weight[:, None] * offsets).sum(0) / weight.sum()
    bottom, top = (min(max(z / room.height, 0.0), 1.2) * lean for z in (low, high))
    x0, y0, x1, y1 = box
    # the edge on the side it leans to is its top's, the other its underside's
    left, right = (top[0], bottom[0]) if lean[0] < 0 else (bottom[0], top[0])
    up, down = (top[1], bottom[1]) if lean[1] < 0 else (bottom[1], top[1])
    return (x0 - float(left), y0 - float(up), x1 - float(right), y1 - float(down))
