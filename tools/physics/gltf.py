"""What collides and what moves, told in a GLB's extras: for programs that read no simulator's format."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable
from typing import Any

import numpy as np

from tools.errors import ToolError
from tools.physics.model import Array, Convex, Link, Mover, World

KEY = "physics"
"""In the extras of the file's scene."""
Y_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])
"""From the room's axes to glTF's."""


def with_physics(glb: bytes, world: World, *, y_up: bool = True) -> bytes:
    """A GLB of a room with its bodies listed in its scene's extras, under "physics".

    Args:
        glb: the file.
        world: the same room.
        y_up: whether the file's axes are glTF's own; else the room's.

    Raises:
        ToolError: it is no GLB.
    """
    try:
        length = struct.unpack_from("<I", glb, 12)[0]
        tree = json.loads(glb[20 : 20 + length])
        scene = tree["scenes"][tree.get("scene", 0)]
    except (struct.error, ValueError, LookupError, TypeError) as error:
        raise ToolError(f"the exported .glb has no scene to write to: {error}") from error
    scene.setdefault("extras", {})[KEY] = listed(world, Y_UP if y_up else np.eye(3))
    text = json.dumps(tree, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    rest = glb[20 + length :]
    head = struct.pack("<4sII", b"glTF", 2, 20 + len(text) + len(rest))
    return head + struct.pack("<I4s", len(text), b"JSON") + text + rest


def listed(world: World, axes: Array) -> dict[str, Any]:
    """The bodies as plain data; metres, kilograms, radians, quaternions as x, y, z, w.

    Args:
        world: the room.
        axes: (3, 3) from the room's axes to the file's.
    """
    return {
        "units": {"length": "m", "mass": "kg", "angle": "rad"},
        "bodies": [_body(mover, axes) for mover in world.movers],
        "pass_through": [list(pair) for pair in world.apart],
    }


def _body(mover: Mover, axes: Array) -> dict[str, Any]:
    up = axes @ (0.0, 0.0, math.sin(mover.yaw / 2))
    told: dict[str, Any] = {
        "id": mover.id,
        "free": mover.free,
        "translation": _row(axes @ mover.origin),
        "rotation": _row((*up, math.cos(mover.yaw / 2))),
        **_link(mover.base, axes),
    }
    if mover.links:
        told["links"] = [
            {"name": link.name, **_joint(link, axes), **_link(link, axes)} for link in mover.links
        ]
    return told


def _link(link: Link, axes: Array) -> dict[str, Any]:
    return {"mass": round(link.mass, 4), "collision": [_shape(shape, axes) for shape in link.shapes]}


def _joint(link: Link, axes: Array) -> dict[str, Any]:
    if link.joint is None:
        return {}
    joint = link.joint
    told = {"kind": joint.kind, "at": _row(axes @ joint.at), "axis": _row(axes @ joint.axis)}
    return {"joint": {**told, "limits": _row(joint.limits)}}


def _shape(shape: Convex, axes: Array) -> dict[str, Any]:
    """A box by its middle, half sides and axes (columns); else the corners of a convex hull."""
    if shape.half is None:
        hull = [_row(p) for p in shape.vertices @ axes.T]
        return {"hull": hull, "friction": round(shape.friction, 3)}
    return {
        "box": {
            "centre": _row(axes @ shape.centre),
            "half": _row(shape.half),
            "axes": [_row(column) for column in (axes @ shape.rotation).T],
        },
        "friction": round(shape.friction, 3),
    }


def _row(values: Iterable[float]) -> list[float]:
    return [round(float(v), 4) + 0.0 for v in values]
