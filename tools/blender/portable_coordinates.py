"""Texture coordinates as glTF wants them: none where nothing shows them, tangents where relief needs them.

A reader makes up tangents that are missing, each its own; the exporter computes them (MikkTSpace, as glTF
asks) for meshes of triangles and quads only.
"""

from __future__ import annotations

from typing import Any

import bmesh
import bpy


def prepare() -> None:
    """Change the scene's meshes for export as .glb; modifiers are left as they are, and their meshes, too."""
    worn: dict[Any, list[Any]] = {}
    for obj in bpy.context.scene.objects:
        if obj.type == "MESH":
            worn.setdefault(obj.data, []).append(obj)
    for data, objects in worn.items():
        materials = {s.material for o in objects for s in o.material_slots if s.material is not None}
        if not any(_has(m, "TEX_IMAGE") for m in materials):
            while data.uv_layers:
                data.uv_layers.remove(data.uv_layers[0])
        elif any(_has(m, "NORMAL_MAP") for m in materials) and not any(o.modifiers for o in objects):
            _triangulate(data)


def _has(material: Any, kind: str) -> bool:
    return any(node.type == kind for node in (material.node_tree.nodes if material.node_tree else ()))


def _triangulate(data: Any) -> None:
    """Cut faces of more than four corners; triangles and quads stay."""
    if all(p.loop_total <= 4 for p in data.polygons):
        return
    mesh = bmesh.new()
    mesh.from_mesh(data)
    bmesh.ops.triangulate(mesh, faces=[f for f in mesh.faces if len(f.verts) > 4])
    mesh.to_mesh(data)
    mesh.free()
