"""World and parent frames of placed objects, from the declared lines alone.

`at`, `z` and `yaw` of an object that stands on another are in the parent's frame: origin at the centre of
the parent's footprint on its underside, turned with it.
"""

from __future__ import annotations

from typing import NamedTuple

from tools.geometry import Vec2, turn, wrap
from tools.program.model import Placement
from tools.program.program import Program


class Pose(NamedTuple):
    """Where an object stands: world metres of the centre of its underside, and world yaw in degrees."""

    x: float
    y: float
    z: float
    yaw: float


WORLD = Pose(0.0, 0.0, 0.0, 0.0)


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


def into(base: Pose, point: Vec2) -> Vec2:
    """World point (metres) in the frame of `base`."""
    return turn((point[0] - base.x, point[1] - base.y), -base.yaw)


def out_of(base: Pose, point: Vec2) -> Vec2:
    """Point in the frame of `base` in world metres."""
    dx, dy = turn(point, base.yaw)
    return base.x + dx, base.y + dy
