"""A scene for export in few pieces: everything that wears one material is one mesh."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

NO_UV = (0.0, 0.0)


@dataclass
class Pieces:
    """What is gathered for one material: arrays of one entry a source mesh.

    Attributes:
        vertices: (V, 3) metres, world.
        triangles: (T, 3) indices into the piece's own vertices.
        normals: (T, 3, 3) unit, at every triangle's corners.
        uvs: (T, 3, 2).
    """

    vertices: list[NDArray[np.float32]] = field(default_factory=list)
    triangles: list[NDArray[np.int32]] = field(default_factory=list)
    normals: list[NDArray[np.float32]] = field(default_factory=list)
    uvs: list[NDArray[np.float32]] = field(default_factory=list)


def join() -> None:
    """Replace every mesh object by one for each material; equal materials are taken for the same."""
    same = _same_materials()
    gathered: dict[Any, Pieces] = {}
    graph = bpy.context.evaluated_depsgraph_get()
    sources = [o for o in bpy.context.scene.objects if o.type == "MESH"]
    for obj in sources:
        _gather(obj.evaluated_get(graph), gathered, same)
    for obj in [*sources, *(o for o in bpy.context.scene.objects if o.type == "EMPTY")]:
        for child in obj.children:
            world = child.matrix_world.copy()
            child.parent = None
            child.matrix_world = world
        bpy.data.objects.remove(obj)
    for material, pieces in gathered.items():
        _build(material, pieces)


def _same_materials() -> dict[Any, Any]:
    """Each material, and the first of those that look the same."""
    first: dict[tuple[Any, ...], Any] = {}
    return {m: first.setdefault(_looks(m), m) for m in bpy.data.materials}


def _looks(material: Any) -> tuple[Any, ...]:
    """Everything of a material that a file can hold."""
    nodes = material.node_tree.nodes if material.node_tree else ()
    links = material.node_tree.links if material.node_tree else ()
    values = []
    for n in nodes:
        image = getattr(n, "image", None)
        own = (n.type, n.name, image.name if image else "", getattr(n, "operation", ""))
        values.append((*own, *(_value(s) for s in n.inputs)))
    wires = sorted((k.from_node.name, k.from_socket.name, k.to_node.name, k.to_socket.name) for k in links)
    return (*sorted(map(repr, values)), *wires, material.use_backface_culling, material.surface_render_method)


def _value(socket: Any) -> Any:
    value = getattr(socket, "default_value", None)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    try:
        return tuple(round(float(v), 5) for v in value)
    except TypeError:
        return round(value, 5) if isinstance(value, float) else str(value)


def _gather(obj: Any, gathered: dict[Any, Pieces], same: dict[Any, Any]) -> None:
    """Sort the triangles of an evaluated object by material, in world coordinates."""
    mesh = obj.to_mesh()
    count = len(mesh.loop_triangles)
    if not count:
        obj.to_mesh_clear()
        return
    corners, loops, worn = (np.empty(n, np.int32) for n in (count * 3, count * 3, count))
    mesh.loop_triangles.foreach_get("vertices", corners)
    mesh.loop_triangles.foreach_get("loops", loops)
    mesh.loop_triangles.foreach_get("material_index", worn)
    vertices, normals = (
        np.empty(len(mesh.vertices) * 3, np.float32),
        np.empty(len(mesh.loops) * 3, np.float32),
    )
    mesh.vertices.foreach_get("co", vertices)
    mesh.corner_normals.foreach_get("vector", normals)
    uvs = np.tile(np.asarray(NO_UV, np.float32), len(mesh.loops))
    if mesh.uv_layers:
        mesh.uv_layers[0].uv.foreach_get("vector", uvs)
    world = np.array(obj.matrix_world)
    turned = np.linalg.inv(world[:3, :3]).T
    placed = vertices.reshape(-1, 3) @ world[:3, :3].T + world[:3, 3]
    upright = normals.reshape(-1, 3) @ turned.T
    upright /= np.maximum(np.linalg.norm(upright, axis=1, keepdims=True), 1e-12)
    order = [0, 2, 1] if np.linalg.det(world[:3, :3]) < 0 else [0, 1, 2]  # mirrored: the other way round
    triangles, ends = corners.reshape(-1, 3)[:, order], loops.reshape(-1, 3)[:, order]
    slots = [s.material for s in obj.material_slots] or [None]
    for index in np.unique(worn):
        material = slots[min(int(index), len(slots) - 1)]
        original = material.original if material is not None else None
        pieces = gathered.setdefault(same.get(original, original), Pieces())
        mine = worn == index
        used, local = np.unique(triangles[mine], return_inverse=True)
        pieces.vertices.append(placed[used].astype(np.float32))
        pieces.triangles.append(local.reshape(-1, 3).astype(np.int32))
        pieces.normals.append(upright[ends[mine]].astype(np.float32))
        pieces.uvs.append(uvs.reshape(-1, 2)[ends[mine]])
    obj.to_mesh_clear()


def _build(material: Any, pieces: Pieces) -> None:
    """One object of everything gathered for a material."""
    name = material.name if material is not None else "plain"
    starts = np.cumsum([0, *(len(v) for v in pieces.vertices)])
    triangles = np.concatenate([t + s for t, s in zip(pieces.triangles, starts[:-1], strict=True)])
    data = bpy.data.meshes.new(name)
    data.from_pydata(np.concatenate(pieces.vertices), [], triangles)
    if _pictured(material):  # else they, and the tangents that go with them, are half of the file for nothing
        data.uv_layers.new(name="UVMap").uv.foreach_set("vector", np.concatenate(pieces.uvs).ravel())
    # As they are: Blender's packed ones differ in the fifth digit from face to face, and no corner is shared.
    normals = data.attributes.new("custom_normal", "FLOAT_VECTOR", "CORNER")
    normals.data.foreach_set("vector", np.concatenate(pieces.normals).ravel())
    if material is not None:
        data.materials.append(material)
    bpy.context.scene.collection.objects.link(bpy.data.objects.new(name, data))


def _pictured(material: Any) -> bool:
    """Whether a material has a picture on it."""
    nodes = material.node_tree.nodes if material is not None and material.node_tree else ()
    return any(node.type == "TEX_IMAGE" and node.image is not None for node in nodes)
