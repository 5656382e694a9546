"""World and parent frames of placed objects, from the declared lines alone.

`at`, `z` and `yaw` of an object that stands on another are in the parent's frame: origin at the centre of
the parent's footprint on its underside, turned with it.
"""

from __future__ import annotations

from tools.geometry import wrap
from tools.place import FLOOR, Place
from tools.program.model import Placement
from tools.program.program import Program


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


def parent_place(program: Program, placement: Placement) -> Place:
    """The frame that its line is written in, as a place in the world."""
    return FLOOR if placement.on is None else world_place(program, placement.on)


def world_place(program: Program, id: str) -> Place:
    """Where a placed object stands in the world, with its declared size.

    Raises:
        ProgramError: no object of that id is placed.
    """
    placement = program.placement(id)
    base = parent_place(program, placement)
    z = base.z + underside(program, placement)
    return Place(base.world(placement.at), placement.size, wrap(base.yaw + placement.yaw), z)
