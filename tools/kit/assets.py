"""Meshes of a user's own: `furnish("chair_1", asset("eames_chair"))` builds from `assets/eames_chair.glb`.

`room assets add` writes these files, and an edit copies them beside a program that names one: a GLB of plain
triangles in one buffer, pictures inside, a root node whose matrix turns the file's axes and unit into glTF's.
Nothing else is read: a file from elsewhere goes through `room assets add`, which takes it apart in the jail.
"""

from __future__ import annotations

import base64
import json
import math
import struct
from collections.abc import Callable
from typing import Any

import bpy
import numpy as np

from tools.kit.core import BUILD, Thing, mesh
from tools.kit.materials.materials import material_see_through, texture_folders

ASSET_STRETCH = 0.15
"""How much further one side may be drawn out than another to fill a box; the rest of the box stays empty."""
ASSET_FLAT = 0.9995
"""Cosine from which a corner's normal is its face's own."""


def asset(name: str, *, turn: float = 0.0, stretch: float = ASSET_STRETCH) -> Callable[[Thing], None]:
    """A mesh of your own, to `furnish` with as with a word.

    Example: `furnish("chair_1", asset("eames_chair"))`. It is fitted into the object's box with its
    proportions kept: no side is drawn out more than `stretch` further than another. `wear` replaces its
    materials by slot; `room assets` lists the names.

    Args:
        name: of the asset; its file is `assets/NAME.glb` beside the program.
        turn: degrees counter-clockwise from above that its front is turned to face -Y.
        stretch: 0 keeps the proportions exactly; 0.15 lets one side grow 15 % more than another.
    """
    if not 0 <= stretch <= 10:
        raise ValueError(f"asset({name!r}): stretch={stretch} is not between 0 and 10")

    def build(o: Thing) -> None:
        asset_build(o, name, turn)
        o.root["stretch"] = float(stretch)

    return build


def asset_data(name: str, data: str) -> None:
    """Give an asset's file as base64 text, for `asset(name)` to find it without the file."""
    BUILD.settings.setdefault("asset_data", {})[name] = data


def asset_build(o: Thing, name: str, turn: float) -> None:
    """Make an asset's parts in an object's own frame, each with its own material."""
    tree, data = asset_file(name)
    try:
        meshes = asset_meshes(name, tree, data)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(
            f"asset({name!r}): the file is not as `room assets add` writes it: {error}"
        ) from None
    spin = math.radians(turn)
    around = np.array([[math.cos(spin), -math.sin(spin), 0], [math.sin(spin), math.cos(spin), 0], [0, 0, 1]])
    for part, index, points, faces, normals, uv in meshes:
        made = asset_material(name, tree, data, index)
        corners = faces.ravel()
        merged, same = np.unique(points.round(6), axis=0, return_inverse=True)
        same = same.reshape(-1)
        real = np.array([len(set(face)) == 3 for face in same[faces].tolist()], bool)
        faces, corners = same[faces][real], corners.reshape(-1, 3)[real].ravel()
        if not len(faces):
            continue
        obj = mesh(o, part, merged @ around.T, faces.tolist(), slot=made["slot"], smooth=True)
        obj["own"] = made["key"]
        asset_shade(obj.data, (normals @ around.T)[corners])
        if uv is not None:
            obj.data.uv_layers.new(name="UVMap", do_init=False).uv.foreach_set("vector", uv[corners].ravel())


def asset_shade(data: Any, normals: Any) -> None:
    """Shade as the file's normals (one a corner) say: flat where they are the faces' own, else by them."""
    own = np.empty(len(data.polygons) * 3, np.float32)
    data.polygons.foreach_get("normal", own)
    flat = (np.einsum("nkc,nc->nk", normals.reshape(-1, 3, 3), own.reshape(-1, 3)) > ASSET_FLAT).all(axis=1)
    data.polygons.foreach_set("use_smooth", ~flat)
    if not flat.all():
        data.normals_split_custom_set(normals.tolist())


def asset_file(name: str) -> tuple[dict[str, Any], bytes]:
    """An asset's description and its buffer; read once."""
    known = BUILD.settings.setdefault("assets", {})
    if name not in known:
        text = BUILD.settings.get("asset_data", {}).get(name)
        if text is not None:
            raw = base64.b64decode(text)
        else:
            found = [
                f for f in (folder / "assets" / f"{name}.glb" for folder in texture_folders()) if f.is_file()
            ]
            if not found:
                raise ValueError(f"asset({name!r}): there is no assets/{name}.glb beside the program")
            raw = found[0].read_bytes()
        known[name] = asset_chunks(name, raw)
    found_one: tuple[dict[str, Any], bytes] = known[name]
    return found_one


def asset_chunks(name: str, raw: bytes) -> tuple[dict[str, Any], bytes]:
    """The two chunks of a GLB: its description, and its buffer."""
    try:
        magic, version, total = struct.unpack_from("<4sII", raw)
        length, kind = struct.unpack_from("<I4s", raw, 12)
        if (magic, version, total, kind) != (b"glTF", 2, len(raw), b"JSON"):
            raise ValueError
        tree = json.loads(raw[20 : 20 + length])
        size, kind = struct.unpack_from("<I4s", raw, 20 + length)
        if kind != b"BIN\0" or 28 + length + size > len(raw) or not isinstance(tree, dict):
            raise ValueError
    except (ValueError, struct.error, RecursionError):
        raise ValueError(f"asset({name!r}): assets/{name}.glb is damaged: add it again") from None
    return tree, raw[28 + length :][:size]


def asset_meshes(name: str, tree: dict[str, Any], data: bytes) -> list[tuple[Any, ...]]:
    """Part name, number of its material, points, faces, normals and uv of every part.

    Points (n, 3) are metres, Z up, front -Y; faces (m, 3); normals (n, 3); uv (n, 2) or None.
    """
    known = BUILD.settings.setdefault("asset_meshes", {})
    if name in known:
        return list(known[name])
    root = tree["nodes"][tree["scenes"][0]["nodes"][0]]
    matrix = np.array(root["matrix"], float).reshape(4, 4).T
    # From glTF's axes (Y up, front +Z) to ours.
    turned = np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]]) @ matrix[:3, :3]
    made = []
    for number in root["children"]:
        node = tree["nodes"][number]
        for primitive in tree["meshes"][node["mesh"]]["primitives"]:
            fields = primitive["attributes"]
            points = asset_array(tree, data, fields["POSITION"], 3) @ turned.T
            normals = asset_array(tree, data, fields["NORMAL"], 3) @ np.linalg.inv(turned)
            normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
            uv = asset_array(tree, data, fields["TEXCOORD_0"], 2) if "TEXCOORD_0" in fields else None
            if uv is not None:
                uv = np.stack([uv[:, 0], 1 - uv[:, 1]], axis=1).astype(np.float32)
            faces = asset_array(tree, data, primitive["indices"], 1).reshape(-1, 3)
            if len(points) == 0 or faces.max(initial=0) >= len(points) or not np.isfinite(points).all():
                raise ValueError(f"part {node['name']} is damaged")
            made.append((str(node["name"]), int(primitive["material"]), points, faces, normals, uv))
    known[name] = made
    return made


def asset_array(tree: dict[str, Any], data: bytes, number: int, width: int) -> Any:
    """An accessor's numbers: (n, width), float64 from float32; (n,) int64 from uint32 for width 1."""
    accessor = tree["accessors"][number]
    view = tree["bufferViews"][accessor["bufferView"]]
    kind, sort = {1: ("SCALAR", 5125), 2: ("VEC2", 5126), 3: ("VEC3", 5126)}[width]
    if accessor["type"] != kind or accessor["componentType"] != sort or accessor["count"] < 0:
        raise ValueError(f"accessor {number} is of another kind")
    found = np.frombuffer(data, "<u4" if width == 1 else "<f4", accessor["count"] * width, view["byteOffset"])
    return found.astype(np.int64) if width == 1 else found.reshape(-1, width).astype(float)


def asset_material(name: str, tree: dict[str, Any], data: bytes, number: int) -> Any:
    """A Blender material as the file says it; made once."""
    said = tree["materials"][number]
    key = f"{name}.{said['name']}"
    if key in BUILD.materials:
        return BUILD.materials[key]
    made = bpy.data.materials.new(key)
    if not made.node_tree:
        made.use_nodes = True
    made["key"], made["slot"], made["asset"] = key, str(said["name"]), name
    BUILD.materials[key] = made
    nodes, link = made.node_tree.nodes, made.node_tree.links.new
    nodes.clear()
    shader, out = nodes.new("ShaderNodeBsdfPrincipled"), nodes.new("ShaderNodeOutputMaterial")
    link(shader.outputs[0], out.inputs["Surface"])
    plain = said["pbrMetallicRoughness"]
    color, mean = plain["baseColorFactor"], said["extras"]["mean"]
    glow = said.get("emissiveFactor", [0.0, 0.0, 0.0])
    further = said.get("extensions", {})
    strength = further.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 1.0)
    clear = further.get("KHR_materials_transmission", {}).get("transmissionFactor", 0.0)
    values = {
        "Base Color": (*color[:3], 1.0), "Alpha": color[3], "Metallic": plain["metallicFactor"],
        "Roughness": plain["roughnessFactor"], "Emission Color": (*glow, 1.0), "Transmission Weight": clear,
        "Emission Strength": strength if max(glow) > 0 else 0.0,
    }  # fmt: skip
    for socket, value in values.items():
        shader.inputs[socket].default_value = value
    made.diffuse_color = (*mean, max(color[3], 0.3))
    made.roughness, made.metallic = plain["roughnessFactor"], plain["metallicFactor"]
    if said.get("alphaMode", "OPAQUE") != "OPAQUE":
        material_see_through(made)
    if BUILD.settings.get("plain"):  # the worker wants measurements only, nobody will look at this run
        return made
    base = asset_picture(name, tree, data, plain.get("baseColorTexture"), made, "sRGB")
    if base is not None:
        link(base.outputs["Color"], shader.inputs["Base Color"])
        if said.get("alphaMode", "OPAQUE") != "OPAQUE":
            link(base.outputs["Alpha"], shader.inputs["Alpha"])
    rough = asset_picture(name, tree, data, plain.get("metallicRoughnessTexture"), made, "Non-Color")
    if rough is not None:
        split = nodes.new("ShaderNodeSeparateColor")
        link(rough.outputs["Color"], split.inputs[0])
        link(split.outputs[1], shader.inputs["Roughness"])
        link(split.outputs[2], shader.inputs["Metallic"])
    relief = asset_picture(name, tree, data, said.get("normalTexture"), made, "Non-Color")
    if relief is not None:
        turned = nodes.new("ShaderNodeNormalMap")
        turned.uv_map = "UVMap"
        turned.inputs["Strength"].default_value = said["normalTexture"].get("scale", 1.0)
        link(relief.outputs["Color"], turned.inputs["Color"])
        link(turned.outputs[0], shader.inputs["Normal"])
    lit = asset_picture(name, tree, data, said.get("emissiveTexture"), made, "sRGB")
    if lit is not None:
        link(lit.outputs["Color"], shader.inputs["Emission Color"])
    return made


def asset_picture(
    name: str, tree: dict[str, Any], data: bytes, said: dict[str, Any] | None, made: Any, colours: str
) -> Any:
    """A node of a material that shows one of the file's pictures; None when it has none."""
    if said is None:
        return None
    number = tree["textures"][said["index"]]["source"]
    key = f"{name}.{number}"
    image = next((i for i in bpy.data.images if i.get("picture") == key), None)
    if image is None:
        view = tree["bufferViews"][tree["images"][number]["bufferView"]]
        raw = data[view["byteOffset"] :][: view["byteLength"]]
        image = bpy.data.images.new(key, 1, 1)
        image.source = "FILE"
        image.pack(data=raw, data_len=len(raw))
        image["picture"] = key
        if not image.size[0]:
            raise ValueError(f"asset({name!r}): picture {number} cannot be read")
        image.colorspace_settings.name = colours
    nodes = made.node_tree.nodes
    place, node = nodes.new("ShaderNodeUVMap"), nodes.new("ShaderNodeTexImage")
    place.uv_map, node.image = "UVMap", image
    made.node_tree.links.new(place.outputs[0], node.inputs[0])
    return node
