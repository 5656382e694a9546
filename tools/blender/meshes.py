"""Evaluated meshes of the scene as arrays, and their way to the main process."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

SOLID_TYPES = {"MESH", "CURVE", "SURFACE", "FONT", "META"}


@dataclass(frozen=True)
class Piece:
    """One evaluated mesh.

    Attributes:
        source: the Blender object.
        owner: id of the object it belongs to; "" when nothing says.
        part: its part name.
        slot: the material role it wears.
        vertices: (n, 3) world, metres.
        triangles: (m, 3) vertex indices.
        materials: (m,) material slot of every triangle.
        mesh: the evaluated Blender mesh, for uv and normals.
    """

    source: Any
    owner: str
    part: str
    slot: str
    vertices: NDArray[np.float32]
    triangles: NDArray[np.int32]
    materials: NDArray[np.int32]
    mesh: Any = field(repr=False)


@dataclass(frozen=True)
class Snapshot:
    """The evaluated scene: pieces by object name, and the root empties of placed objects in order."""

    pieces: list[Piece]
    roots: list[Any]


def evaluate(only: Collection[str] | None = None) -> Snapshot:
    """Evaluate every solid object of the scene, sorted by name.

    Args:
        only: ids of the placed objects that were built; None: all of them.
    """
    graph = bpy.context.evaluated_depsgraph_get()
    scene = bpy.context.scene
    pieces = [
        _piece(obj, graph) for obj in sorted(scene.objects, key=lambda o: o.name) if obj.type in SOLID_TYPES
    ]
    roots = [obj for obj in scene.objects if _is_placed(obj) and (only is None or obj["room_id"] in only)]
    return Snapshot([p for p in pieces if len(p.triangles)], roots)


def _is_placed(obj: Any) -> bool:
    """A root of a placed object; doors and windows have roots, too, but belong to the shell."""
    return obj.type == "EMPTY" and "category" in obj and "room_id" in obj and not obj.get("shell")


def _piece(obj: Any, graph: Any) -> Piece:
    evaluated = obj.evaluated_get(graph)
    mesh = evaluated.data if obj.type == "MESH" else evaluated.to_mesh()
    points = np.empty(len(mesh.vertices) * 3, np.float32)
    mesh.vertices.foreach_get("co", points)
    mesh.calc_loop_triangles()
    count = len(mesh.loop_triangles)
    corners = np.empty(count * 3, np.int32)
    mesh.loop_triangles.foreach_get("vertices", corners)
    materials = np.empty(count, np.int32)
    mesh.loop_triangles.foreach_get("material_index", materials)
    matrix = np.array(evaluated.matrix_world, np.float64)
    world = points.reshape(-1, 3) @ matrix[:3, :3].T + matrix[:3, 3]
    return Piece(
        source=obj,
        owner=_text_property(obj, "room_id") or _owner(obj.parent),
        part=_text_property(obj, "part") or obj.name,
        slot=_text_property(obj, "slot") or "body",
        vertices=world.astype(np.float32),
        triangles=corners.reshape(-1, 3),
        materials=materials,
        mesh=mesh,
    )


def _owner(obj: Any) -> str:
    """The nearest ancestor's id."""
    while obj is not None:
        name = _text_property(obj, "room_id")
        if name:
            return name
        obj = obj.parent
    return ""


def _text_property(obj: Any, name: str) -> str:
    """A custom property as text; "" when it is absent."""
    return str(obj.get(name, "") or "")


def owned(snapshot: Snapshot) -> dict[str, list[Piece]]:
    """Pieces by the id of their object."""
    groups: dict[str, list[Piece]] = {}
    for piece in snapshot.pieces:
        groups.setdefault(piece.owner, []).append(piece)
    return groups


def save(snapshot: Snapshot, out: Path) -> None:
    """Write all pieces as plain numbers behind one line of JSON: see `tools.blender.arrays.load_meshes`."""
    index = [[p.owner, p.part, p.slot, len(p.vertices), len(p.triangles)] for p in snapshot.pieces]
    with out.open("wb") as file:
        file.write(json.dumps(index).encode() + b"\n")
        for piece in snapshot.pieces:
            file.write(np.ascontiguousarray(piece.vertices, "<f4").tobytes())
            file.write(np.ascontiguousarray(piece.triangles, "<i4").tobytes())
