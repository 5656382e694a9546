"""What of a scene goes into a file: one object alone, no ceiling, no lights."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

import bpy
from mathutils import Matrix

from tools.blender.portable import CEILING


class UnknownObject(Exception):
    """No object of that id."""


def keep_object(id: str) -> None:
    """Leave one object, moved so that its own frame is the world's; "room", the shell, stays where it is.

    Raises:
        UnknownObject: there is none.
    """
    bpy.context.view_layer.update()
    everything = list(bpy.context.scene.objects)
    kept = [o for o in everything if o.get("room_id") == id]
    if not any(o.type == "MESH" for o in kept):
        ids = sorted({str(o["room_id"]) for o in everything if o.get("room_id") and o.type == "MESH"})
        near = difflib.get_close_matches(id, ids, n=3, cutoff=0.5)
        some = ", ".join(difflib.get_close_matches(id, ids, n=8, cutoff=0.0))
        hint = f"did you mean {' or '.join(near)}?" if near else f"the nearest names: {some}"
        raise UnknownObject(f"there is no object {id!r} to export; {hint}")
    root = next((o for o in kept if o.type == "EMPTY" and o.get("category") is not None), None)
    back = root.matrix_world.inverted() if root is not None else Matrix()
    tops = [(o, o.matrix_world.copy()) for o in kept if o.parent not in kept]
    for obj, world in tops:
        obj.parent = None
        obj.matrix_world = back @ world
    _remove(o for o in everything if o not in kept)
    bpy.context.view_layer.update()


def without_ceiling() -> None:
    """Take the ceiling out; what hangs from it stays."""
    _remove(o for o in list(bpy.context.scene.objects) if o.get("slot") == CEILING)


def without_lights() -> None:
    """Take every light out; what shines by its material goes on to."""
    _remove(o for o in list(bpy.context.scene.objects) if o.type == "LIGHT")


def _remove(objects: Iterable[Any]) -> None:
    for obj in objects:
        bpy.data.objects.remove(obj)
    for held in (bpy.data.meshes, bpy.data.materials, bpy.data.images):
        for block in [b for b in held if b.users == 0]:
            held.remove(block)
