"""A scene with fewer triangles: what is round and fine loses most, what is flat nothing."""

from __future__ import annotations

from typing import Any

import bpy

SHELL = "room"
FEW = 64
"""Triangles up to which a mesh keeps its own: boxes, boards and legs fall apart before they save anything."""
LEAST = 0.02
"""Of one mesh: less leaves a splinter."""


def reduce(share: float) -> None:
    """Collapse edges until about `share` of the scene's triangles is left, or what is flat is all there is.

    Args:
        share: of all triangles, above 0 and at most 1.
    """
    if share >= 1:
        return
    graph = bpy.context.evaluated_depsgraph_get()
    objects = [o for o in bpy.context.scene.objects if o.type == "MESH"]
    counts = {o: _triangles(o.evaluated_get(graph)) for o in objects}
    rich = [o for o in objects if counts[o] > FEW and o.get("room_id") != SHELL]
    many = sum(counts[o] for o in rich)
    if not many:
        return
    wanted = share * sum(counts.values()) - (sum(counts.values()) - many)
    ratio = max(wanted / many, LEAST)
    for obj in rich:
        made = obj.modifiers.new("detail", "DECIMATE")
        made.decimate_type = "COLLAPSE"
        made.ratio = max(ratio, min(1.0, FEW / 2 / counts[obj]))
        made.use_collapse_triangulate = True


def _triangles(obj: Any) -> int:
    count = len(obj.to_mesh().loop_triangles)
    obj.to_mesh_clear()
    return count
