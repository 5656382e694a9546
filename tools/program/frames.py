"""World and parent frames of placed objects, from the declared lines alone.

`at`, `z` and `yaw` of an object that stands on another are in the parent's frame: origin at the centre of
the parent's footprint on its underside, turned with it.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from tools.program.model import Placement
from tools.program.program import Program

XY = tuple[float, float]


class Pose(NamedTuple):
    """Where an object stands: world metres of the centre of its underside, and world yaw in degrees."""

    x: float
    y: float
    z: float
    yaw: float


WORLD = Pose(0.0, 0.0, 0.0, 0.0)


def turn(point: XY, yaw: float) -> XY:
    """The vector (metres) turned by `yaw` degrees counter-clockwise; exact for quarter turns."""
    quarter = yaw / 90.0
    if quarter == round(quarter):
        c, s = ((1, 0), (0, 1), (-1, 0), (0, -1))[round(quarter) % 4]
    else:
        c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))  # type: ignore[assignment]
    return c * point[0] - s * point[1], s * point[0] + c * point[1]


def wrap(yaw: float) -> float:
    """The same direction in (-180, 180] degrees."""
    turned = math.fmod(yaw, 360.0)
    if turned <= -180.0:
        return turned + 360.0
    return turned - 360.0 if turned > 180.0 else turned


def underside(program: Program, placement: Placement) -> float:
    """Height of its underside in its parent's frame (or above the floor), metres.

    Where the line gives no z and the object stands on another, the parent's declared height stands in for
    the surface that building it will find.
    """
    if placement.z is not None:
        return placement.z
    if placement.on is not None:
        return program.placement(placement.on).size[2]
    if placement.mount == "ceiling" and program.room is not None:
        return program.room.height - placement.size[2]
    return 0.0


def parent_pose(program: Program, placement: Placement) -> Pose:
    """World pose of the frame its line is written in."""
    return WORLD if placement.on is None else world_pose(program, placement.on)


def world_pose(program: Program, id: str) -> Pose:
    """World pose of a placed object.

    Raises:
        ProgramError: no object of that id is placed.
    """
    placement = program.placement(id)
    base = parent_pose(program, placement)
    dx, dy = turn(placement.at, base.yaw)
    z = base.z + underside(program, placement)
    return Pose(base.x + dx, base.y + dy, z, wrap(base.yaw + placement.yaw))


def into(base: Pose, point: XY) -> XY:
    """World point (metres) in the frame of `base`."""
    return turn((point[0] - base.x, point[1] - base.y), -base.yaw)


def out_of(base: Pose, point: XY) -> XY:
    """Point in the frame of `base` in world metres."""
    dx, dy = turn(point, base.yaw)
    return base.x + dx, base.y + dy
