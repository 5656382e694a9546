"""Say a scene in the terms that glTF and USD share with Blender, just before it is exported.

Every file starts from the scene as it was built, so the scene itself is changed. What is said another way:
pictures scaled by a node (here in the UV coordinates), relief by a node (a normal map), the weight of sheen
(its colour), solid things (seen from outside only), and the ceiling (its lower side: one looks in).
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from tools.blender.naming import name_materials

DEFAULT_COAT_ROUGHNESS = 0.03
"""Blender's own; another value makes the exporter write a coat that is not there."""
CEILING = "ceiling"
PATH_SAFE = re.compile(r"[^A-Za-z0-9_.-]+")


def prepare() -> None:
    """Change the scene for export."""
    _open_ceiling()
    _uv_from_mappings()
    for material in bpy.data.materials:
        shader = shader_of(material)
        if shader is not None:
            _relief(material, shader)
            _sheen_and_coat(shader)
    _single_sided()
    name_materials()
    for image in bpy.data.images:  # USD writes them as files of these names, and reads no # or blank in one
        image.name = PATH_SAFE.sub("_", image.name)


def shader_of(material: Any) -> Any:
    """The principled shader of a material; None when it has none."""
    nodes = material.node_tree.nodes if material.node_tree else ()
    return next((n for n in nodes if n.type == "BSDF_PRINCIPLED"), None)


def _meshes() -> list[Any]:
    return [o for o in bpy.context.scene.objects if o.type == "MESH"]


def _open_ceiling() -> None:
    """Keep the ceiling's lower side only, in a material of its own that is seen from one side."""
    for obj in _meshes():
        if obj.get("slot") != CEILING or not obj.material_slots:
            continue
        obj.data = obj.data.copy()
        keep = [p for p in obj.data.polygons if p.normal.z < -0.5]
        if not keep:
            continue
        corners = [tuple(obj.data.vertices[v].co) for p in keep for v in p.vertices]
        loops = iter(range(len(corners)))
        faces = [[next(loops) for _ in p.vertices] for p in keep]
        data = bpy.data.meshes.new(obj.data.name)
        data.from_pydata(corners, [], faces)
        made = obj.material_slots[0].material.copy()
        made["one_side"] = True
        data.materials.append(made)
        data.uv_layers.new(name="UVMap")
        obj.data = data
        obj.material_slots[0].link = "DATA"


def _uv_from_mappings() -> None:
    """Put every material's mapping into the UV coordinates of the meshes that wear it."""
    made: dict[tuple[str, str], Any] = {}
    for obj in _meshes():
        material = obj.material_slots[0].material if obj.material_slots else None
        mapping = _mapping(material)
        if material is None or mapping is None or not obj.data.uv_layers:
            continue
        key = (obj.data.name, material.name)
        if key not in made:
            made[key] = obj.data.copy()
            _transform_uv(made[key], mapping)
        obj.data = made[key]
        obj.material_slots[0].link = "OBJECT"
        obj.material_slots[0].material = material
    for material in bpy.data.materials:
        mapping = _mapping(material)
        if mapping is not None:
            mapping.inputs["Scale"].default_value = (1.0, 1.0, 1.0)
            mapping.inputs["Rotation"].default_value = (0.0, 0.0, 0.0)
            mapping.inputs["Location"].default_value = (0.0, 0.0, 0.0)


def _mapping(material: Any) -> Any:
    nodes = material.node_tree.nodes if material is not None and material.node_tree else ()
    return next((n for n in nodes if n.type == "MAPPING" and n.vector_type == "POINT"), None)


def _transform_uv(data: Any, mapping: Any) -> None:
    """Blender's point mapping: scaled, then turned about Z, then moved."""
    scale, turn = mapping.inputs["Scale"].default_value, mapping.inputs["Rotation"].default_value[2]
    offset = mapping.inputs["Location"].default_value
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    uv = np.empty(len(data.loops) * 2, np.float32)
    for layer in data.uv_layers:
        layer.uv.foreach_get("vector", uv)
        moved = (uv.reshape(-1, 2) * scale[:2]) @ rotation.T + np.array(offset[:2])
        layer.uv.foreach_set("vector", moved.astype(np.float32).ravel())


def _relief(material: Any, shader: Any) -> None:
    """A normal map in place of the bump node; a photograph, which is no field of heights, gets none."""
    socket = shader.inputs["Normal"]
    bump = socket.links[0].from_node if socket.links else None
    if bump is None or bump.type != "BUMP":
        return
    tree = material.node_tree
    image = bump.inputs["Height"].links[0].from_node if bump.inputs["Height"].links else None
    depth, strength = bump.inputs["Distance"].default_value, bump.inputs["Strength"].default_value
    tree.nodes.remove(bump)
    tile = float(material.get("tile", 0.0))
    if image is None or image.type != "TEX_IMAGE" or tile <= 0:
        return
    texture, turned = tree.nodes.new("ShaderNodeTexImage"), tree.nodes.new("ShaderNodeNormalMap")
    texture.image = _normal_image(image.image, depth, strength, tile)
    turned.uv_map = "UVMap"
    if image.inputs[0].links:
        tree.links.new(image.inputs[0].links[0].from_socket, texture.inputs[0])
    tree.links.new(texture.outputs[0], turned.inputs["Color"])
    tree.links.new(turned.outputs[0], socket)


def _normal_image(picture: Any, depth: float, strength: float, tile: float) -> Any:
    """The normal map of a picture taken as heights; materials of the same relief share it."""
    width, height = picture.size
    data = np.empty(width * height * picture.channels, np.float32)
    picture.pixels.foreach_get(data)
    heights = data.reshape(height, width, picture.channels)[:, :, :3].mean(axis=2)
    pixels = normal_map(heights, depth, strength, tile)
    name = "relief." + hashlib.sha256((pixels * 255).astype(np.uint8).tobytes()).hexdigest()[:12]
    made = bpy.data.images.get(name)
    if made is None:
        made = bpy.data.images.new(name, width, height, alpha=False)
        made.colorspace_settings.name = "Non-Color"
        made.pixels.foreach_set(pixels.ravel())
        made.pack()
    return made


def normal_map(heights: NDArray[Any], depth: float, strength: float, tile: float) -> NDArray[np.float32]:
    """(H, W, 4) normals as colours, first row lowest, from heights (H, W) of 0 to 1 that repeat.

    Args:
        heights: the relief.
        depth: metres between 0 and 1.
        strength: how much of the tilt is kept, as in Blender's bump node.
        tile: metres that the whole covers, along its width.
    """
    size = tile / heights.shape[1]
    slope_u = (np.roll(heights, -1, 1) - np.roll(heights, 1, 1)) * depth / (2 * size)
    slope_v = (np.roll(heights, -1, 0) - np.roll(heights, 1, 0)) * depth / (2 * size)
    normal = np.stack([-slope_u, -slope_v, np.ones_like(slope_u)], axis=2)
    normal /= np.linalg.norm(normal, axis=2, keepdims=True)
    normal = strength * normal + (1 - strength) * np.array([0.0, 0.0, 1.0])
    normal /= np.linalg.norm(normal, axis=2, keepdims=True)
    alpha = np.ones((*heights.shape, 1))
    return np.asarray(np.concatenate([normal * 0.5 + 0.5, alpha], axis=2), np.float32)


def _sheen_and_coat(shader: Any) -> None:
    """Sheen's weight goes into its colour, which is all that glTF has; no coat says nothing of a coat."""
    weight = shader.inputs["Sheen Weight"].default_value
    if weight > 0:
        tint = shader.inputs["Sheen Tint"].default_value
        shader.inputs["Sheen Tint"].default_value = (*(c * weight for c in tint[:3]), 1.0)
        shader.inputs["Sheen Weight"].default_value = 1.0
    if not shader.inputs["Coat Weight"].default_value:
        shader.inputs["Coat Roughness"].default_value = DEFAULT_COAT_ROUGHNESS


def _single_sided() -> None:
    """Materials worn by closed surfaces only are seen from outside only."""
    closed: dict[str, bool] = {}
    solid: dict[str, bool] = {}
    for obj in _meshes():
        data = obj.data
        if data.name not in closed:
            closed[data.name] = _closed(data)
        for slot in obj.material_slots:
            if slot.material is not None:
                name = slot.material.name
                solid[name] = solid.get(name, True) and closed[data.name]
    for material in bpy.data.materials:
        one = bool(material.get("one_side")) or solid.get(material.name, False)
        shader = shader_of(material)
        clear = shader is not None and shader.inputs["Alpha"].default_value < 1
        material.use_backface_culling = one and not clear


def _closed(data: Any) -> bool:
    """Whether every edge of a mesh lies between exactly two faces."""
    if not len(data.polygons):
        return False
    edges = np.empty(len(data.loops), np.int32)
    data.loops.foreach_get("edge_index", edges)
    return bool((np.bincount(edges, minlength=len(data.edges)) == 2).all())
