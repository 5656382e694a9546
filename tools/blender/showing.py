"""The scene as a viewer draws it: `tools.shown` in a file; read again by `tools.blender.shown_file`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from tools.blender import surface
from tools.blender.meshes import Piece, Snapshot, owned

Floats = NDArray[np.float64]


def save(snapshot: Snapshot, out: Path, *, pictures: bool) -> None:
    """Write every object's geometry in its own frame, and the materials.

    One line of JSON, `{"things": [[id, matrix, corners, indices, [[part, slot, material, indices], ...]],
    ...], "materials": {name: look}, "pictures": [[digest, bytes], ...]}`; then for every thing its positions
    (float32), normals (int8), uvs (float32) and indices (uint32), then the pictures, little endian.

    Args:
        snapshot: the evaluated scene.
        out: the file.
        pictures: also the pictures on materials.
    """
    roots = {o["room_id"]: o for o in bpy.context.scene.objects if o.type == "EMPTY" and "room_id" in o}
    things, blocks = [], []
    worn: dict[str, Any] = {}
    for id, pieces in sorted(owned(snapshot).items()):
        root = roots.get(id)
        line, data = _thing(id, root, pieces, worn)
        things.append(line)
        blocks += data
    looks, files = _looks(worn, pictures)
    index = {"things": things, "materials": looks, "pictures": [[d, len(f)] for d, f in files.items()]}
    with out.open("wb") as file:
        file.write(json.dumps(index).encode() + b"\n")
        file.writelines([*blocks, *files.values()])


def _thing(id: str, root: Any, pieces: list[Piece], worn: dict[str, Any]) -> tuple[list[Any], list[bytes]]:
    """One object's line and its four blocks; what wears the same material is drawn in one go."""
    named = []
    for piece in pieces:
        material = surface.material_of(piece, 0)
        name = material.name if material is not None else ""
        if material is not None:
            worn[name] = material
        named.append((name, piece))
    named.sort(key=lambda pair: pair[0])
    start, parts, found = 0, [], []
    for name, piece in named:
        positions, normals, uvs, indices = _corners(piece, _within(piece.source, root))
        found.append((positions, normals, uvs, indices + start))
        start += len(positions)
        parts.append([piece.part, piece.slot, name, len(indices)])
    blocks = [np.concatenate(arrays) for arrays in zip(*found, strict=True)]
    kinds = ("<f4", "<i1", "<f4", "<u4")
    matrix = np.eye(4) if root is None else np.array(root.matrix_world, np.float64)
    line = [id, [round(float(x), 9) for x in matrix.ravel()], len(blocks[0]), len(blocks[3]), parts]
    return line, [np.ascontiguousarray(b, k).tobytes() for b, k in zip(blocks, kinds, strict=True)]


def _within(obj: Any, root: Any) -> Floats:
    """(4, 4) from an object's frame to its root's, without the root's own place: moving changes no digit."""
    matrix = np.eye(4)
    while obj is not None and obj != root:
        # Not `matrix_local`: Blender takes that from where both stand in the world, with all its rounding.
        own = np.array(obj.matrix_basis, np.float64)
        matrix = np.array(obj.matrix_parent_inverse, np.float64) @ own @ matrix
        obj = obj.parent
    return matrix


def _corners(piece: Piece, matrix: Floats) -> tuple[NDArray[Any], ...]:
    """Positions, normals and uvs of every face corner, and three corners a triangle."""
    mesh = piece.mesh
    count = len(mesh.loops)
    points = np.empty(len(mesh.vertices) * 3, np.float32)
    mesh.vertices.foreach_get("co", points)
    corner = np.empty(count, np.int32)
    mesh.loops.foreach_get("vertex_index", corner)
    normals = np.empty(count * 3, np.float32)
    mesh.corner_normals.foreach_get("vector", normals)
    uvs = np.zeros(count * 2, np.float32)
    if mesh.uv_layers.active is not None:
        mesh.uv_layers.active.uv.foreach_get("vector", uvs)
    indices = np.empty(len(mesh.loop_triangles) * 3, np.int32)
    mesh.loop_triangles.foreach_get("loops", indices)
    placed, turned = points.reshape(-1, 3)[corner], normals.reshape(-1, 3)
    if not np.array_equal(matrix, np.eye(4)):
        placed = placed @ matrix[:3, :3].T + matrix[:3, 3]
        turned = turned @ np.linalg.inv(matrix[:3, :3])
        turned = turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-9)
        if np.linalg.det(matrix[:3, :3]) < 0:
            indices = indices.reshape(-1, 3)[:, ::-1].ravel()
    bytes_ = np.zeros((count, 4), np.int8)
    bytes_[:, :3] = np.round(np.clip(np.nan_to_num(turned), -1, 1) * 127)
    return placed, bytes_, np.nan_to_num(uvs).reshape(-1, 2), indices


def _looks(worn: dict[str, Any], pictures: bool) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Every material's look, and the pictures on them by digest."""
    looks, files = {}, {}
    for name, material in sorted(worn.items()):
        look = surface.surface_of(material)
        shader = surface.shader_of(material)
        found = {
            "color": _numbers(look.color),
            "roughness": _input(shader, "Roughness", 0.5),
            "metallic": _input(shader, "Metallic", 0.0),
            "alpha": _input(shader, "Alpha", 1.0),
            "transmission": _input(shader, "Transmission Weight", 0.0),
            "emission": _numbers(look.emission),
        }
        data = _packed(look.image) if pictures and look.image is not None else None
        if data is not None:
            digest = hashlib.sha256(data).hexdigest()[:16]
            files[digest] = data
            found |= {"picture": digest, "mapping": [*_row(look.mapping[0]), *_row(look.mapping[1])]}
        looks[name] = found
    return looks, files


def _row(row: Floats) -> list[float]:
    return [*_numbers(row), 0.0]


def _packed(image: Any) -> bytes | None:
    """A picture's file as the program packed it."""
    return None if image.packed_file is None else bytes(image.packed_file.data)


def _input(shader: Any, name: str, default: float) -> float:
    if shader is None or name not in shader.inputs:
        return default
    return min(1.0, max(0.0, float(shader.inputs[name].default_value)))


def _numbers(values: Any) -> list[float]:
    return [round(float(v), 6) for v in values]
