"""Have Blender's importers read a mesh file, and gather its triangles in the file's own axes."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from tools.blender import surface
from tools.blender.intake.checking import Refused

MOST_TRIANGLES = 3_000_000
KEPT_TRIANGLES = 80_000
"""More are brought down to about this many: a room has a hundred things."""
MOST_PIECES = 60
"""Parts that keep their names; of a file with more, what wears one material becomes one."""
MOST_COLORS = 12
"""Colours that a mesh coloured by its vertices is taken apart into."""
SMALLEST = 1e-12
"""Area of a triangle, of the whole's extent squared, below which it is none."""


@dataclass
class Piece:
    """Triangles that wear one material.

    Attributes:
        name: of the object in the file.
        material: of Blender; None for none.
        points: (n, 3) of every corner, in the file's own axes and unit.
        normals: (n, 3), unit length.
        uv: (n, 2), v upwards; None without.
    """

    name: str
    material: Any
    points: NDArray[np.float64]
    normals: NDArray[np.float64]
    uv: NDArray[np.float64] | None


def load(source: Path) -> tuple[list[Piece], list[str]]:
    """The parts of a file, and what was done to them, a line each.

    Raises:
        Refused: Blender's importer does not read it, or there is no surface in it.
    """
    _import(source)
    turn = np.eye(3)
    if source.suffix.lower() != ".obj":  # the importer made Z up of glTF's Y: back to the file's own
        turn = np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]])
    objects = [o for o in bpy.context.scene.objects if o.type == "MESH" and o.data.polygons]
    total = _triangles(objects)
    if total > MOST_TRIANGLES:
        raise Refused(f"has {total:,} triangles, more than {MOST_TRIANGLES:,}: reduce it first")
    notes = []
    if total > KEPT_TRIANGLES:
        for obj in objects:
            made = obj.modifiers.new("fewer", "DECIMATE")
            made.ratio = KEPT_TRIANGLES / total
        bpy.context.view_layer.update()
        notes.append(f"{total:,} triangles brought down to about {KEPT_TRIANGLES:,}")
    pieces = [piece for obj in objects for piece in _pieces(obj, turn)]
    if not pieces:
        raise Refused("has no surface in it")
    if len(pieces) > MOST_PIECES:
        notes.append(f"{len(pieces)} parts joined by material")
        pieces = _joined(pieces)
    return pieces, notes


def _import(source: Path) -> None:
    try:
        if source.suffix.lower() == ".obj":
            bpy.ops.wm.obj_import(filepath=str(source), forward_axis="Y", up_axis="Z", validate_meshes=True)
        else:
            bpy.ops.import_scene.gltf(filepath=str(source), import_scene_extras=False)
    except Exception as error:  # whatever an importer in Python does with a stranger's file
        said = " ".join(str(error).removeprefix("Error: ").split())
        raise Refused(f"is not read by Blender's importer: {said[:160]}") from None


def _triangles(objects: list[Any]) -> int:
    """Triangles of all objects; shared meshes count each time."""
    return sum(len(o.data.loops) - 2 * len(o.data.polygons) for o in objects)


def _pieces(obj: Any, turn: NDArray[np.float64]) -> list[Piece]:
    """An object's triangles by material, as it stands in the world."""
    evaluated = obj.evaluated_get(bpy.context.evaluated_depsgraph_get())
    data = evaluated.to_mesh()
    data.calc_loop_triangles()
    count = len(data.loop_triangles)
    loops, worn = np.empty(count * 3, np.int32), np.empty(count, np.int32)
    data.loop_triangles.foreach_get("loops", loops)
    data.loop_triangles.foreach_get("material_index", worn)
    points, corners = np.empty(len(data.vertices) * 3, np.float32), np.empty(len(data.loops), np.int32)
    data.vertices.foreach_get("co", points)
    data.loops.foreach_get("vertex_index", corners)
    normals = np.empty(len(data.loops) * 3, np.float32)
    data.corner_normals.foreach_get("vector", normals)
    uv = None
    if data.uv_layers.active is not None:
        flat = np.empty(len(data.loops) * 2, np.float32)
        data.uv_layers.active.uv.foreach_get("vector", flat)
        uv = flat.reshape(-1, 2).astype(float)
    colors = _colors(data)
    matrix = turn @ np.array(obj.matrix_world, float)[:3, :3]
    placed = points.reshape(-1, 3)[corners] @ matrix.T + turn @ np.array(obj.matrix_world.translation, float)
    with contextlib.suppress(np.linalg.LinAlgError):
        turned = normals.reshape(-1, 3) @ np.linalg.inv(matrix)
        normals = (turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-12)).ravel()
    normals = normals.reshape(-1, 3)
    loops = loops.reshape(-1, 3)
    if np.linalg.det(matrix) < 0:
        loops = loops[:, ::-1]
    slots = [slot.material for slot in obj.material_slots] or [None]
    found = []
    for number in np.unique(worn).tolist():
        which = loops[worn == number]
        which = which[_real(placed[which])].ravel()
        if not len(which) or not np.isfinite(placed[which]).all():
            continue
        own = None if uv is None else np.nan_to_num(uv[which])
        shown = np.nan_to_num(normals[which])
        shown[np.linalg.norm(shown, axis=1) < 0.5] = (0.0, 0.0, 1.0)
        piece = Piece(obj.name, slots[min(number, len(slots) - 1)], placed[which], shown, own)
        found += _by_color(piece, None if colors is None else colors[which])
    evaluated.to_mesh_clear()
    return found


def _colors(data: Any) -> NDArray[np.float64] | None:
    """The linear RGB (n, 3) that a mesh has at its corners; None when it has none."""
    layer = data.color_attributes.active_color
    if layer is None or layer.domain not in ("POINT", "CORNER"):
        return None
    found = np.empty(len(layer.data) * 4, np.float32)
    layer.data.foreach_get("color", found)
    values = np.nan_to_num(found.reshape(-1, 4)[:, :3].astype(float))
    if layer.domain == "POINT":
        corners = np.empty(len(data.loops), np.int32)
        data.loops.foreach_get("vertex_index", corners)
        values = values[corners]
    return None if values.min() > 0.99 else np.clip(values, 0.0, 1.0)


def _by_color(piece: Piece, colors: NDArray[np.float64] | None) -> list[Piece]:
    """A part whose triangles are coloured by themselves, taken apart into parts of one colour each.

    Args:
        piece: the part.
        colors: (n, 3) linear RGB of its corners; None when it has none.
    """
    if colors is None or (
        piece.material is not None and surface.surface_of(piece.material).image is not None
    ):
        return [piece]
    each = colors.reshape(-1, 3, 3).mean(axis=1)
    for steps in (12, 6, 4, 2, 1):
        _, group = np.unique(np.floor(each * steps * 0.999).astype(int), axis=0, return_inverse=True)
        if group.max() < MOST_COLORS:
            break
    made = []
    for number in range(int(group.max()) + 1):
        which = np.repeat(group.reshape(-1) == number, 3)
        shade = each[group.reshape(-1) == number].mean(axis=0)
        uv = None if piece.uv is None else piece.uv[which]
        material = _colored(piece.material, shade)
        made.append(Piece(piece.name, material, piece.points[which], piece.normals[which], uv))
    return made


def _colored(material: Any, shade: NDArray[np.float64]) -> Any:
    """A material of that colour, else as the one given; made once."""
    digits = "".join(f"{round(255 * c):02x}" for c in surface.to_srgb(shade.astype(np.float32)).tolist())
    name = f"{'colour' if material is None else material.name[:40]} {digits}"
    found = bpy.data.materials.get(name)
    if found is None:
        found = bpy.data.materials.new(name) if material is None else material.copy()
        found.name = name
        found.use_nodes = True
        shader = surface.shader_of(found)
        if shader is not None and "Base Color" in shader.inputs:
            for link in list(shader.inputs["Base Color"].links):
                found.node_tree.links.remove(link)
            shader.inputs["Base Color"].default_value = (*shade.tolist(), 1.0)
    return found


def _real(corners: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Triangles (n, 3, 3) that have an area."""
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    extent = float(np.ptp(corners.reshape(-1, 3), axis=0).max(initial=0.0)) if len(corners) else 0.0
    return np.asarray(np.linalg.norm(across, axis=1) > SMALLEST * extent * extent)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """One part for each material."""
    by_material: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_material.setdefault(piece.material.name if piece.material else "", []).append(piece)
    made = []
    for name, some in by_material.items():
        uvs = [np.zeros((len(p.points), 2)) if p.uv is None else p.uv for p in some]
        uv = np.concatenate(uvs) if any(p.uv is not None for p in some) else None
        points, normals = (np.concatenate([getattr(p, k) for p in some]) for k in ("points", "normals"))
        made.append(Piece(name or "body", some[0].material, points, normals, uv))
    return made
