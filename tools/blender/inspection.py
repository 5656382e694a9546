"""Measure the evaluated scene: what becomes `tools.measured.SceneReport` in the main process."""

from __future__ import annotations

import hashlib
import math
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from tools.blender import surface
from tools.blender.digests import whole
from tools.blender.meshes import Piece, Snapshot, owned

Report = dict[str, Any]
NOTES, NOTE = 100, 300
"""Lines a program may say of itself, and characters of one: it may be anybody's program."""


def report(snapshot: Snapshot, namespace: dict[str, Any]) -> Report:
    """The scene report as plain data."""
    build = namespace.get("BUILD")
    groups = owned(snapshot)
    owners = {id: digest(pieces) for id, pieces in groups.items()}
    things = getattr(build, "things", {})
    return {
        "room": _room(getattr(build, "room", {})),
        "objects": [_object(root, groups.get(root["room_id"], []), things) for root in snapshot.roots],
        "views": [_view(name, dict(view)) for name, view in getattr(build, "views", {}).items()],
        "joints": _joints(build),
        "lights": sum(1 for obj in bpy.context.scene.objects if obj.type == "LIGHT"),
        "triangles": sum(len(p.triangles) for p in snapshot.pieces),
        "owners": owners,
        "digest": whole(owners),
        "notes": [_line(note) for note in list(getattr(build, "notes", []))[:NOTES]],
    }


def _line(note: Any) -> str:
    """A program's own words as one printable line."""
    return "".join(c if c.isprintable() else " " for c in str(note))[:NOTE]


def digest(pieces: list[Piece]) -> str:
    """sha256 over every mesh's name, world vertices and faces."""
    total = hashlib.sha256()
    for piece in pieces:
        total.update(piece.source.name.encode() + b"\0")
        total.update(np.ascontiguousarray(piece.vertices).tobytes())
        total.update(np.ascontiguousarray(piece.triangles).tobytes())
    return total.hexdigest()


def _room(room: dict[str, Any]) -> Report:
    floor = room.get("floor") or room.get("floor_polygon") or []
    return {
        "floor_polygon": [_numbers(p) for p in floor],
        "holes": [[_numbers(p) for p in hole] for hole in room.get("holes") or []],
        "height": float(room.get("height", 0.0)),
    }


def _view(name: str, view: dict[str, Any]) -> Report:
    return {
        "name": name,
        "at": _numbers(view["at"]),
        "rotation": _numbers(view["rotation"]),
        "focal": float(view.get("focal") or 0.0),
        "shift": _numbers(view.get("shift", (0.0, 0.0))),
        "resolution": [int(x) for x in view["resolution"]],
        "ortho": None if view.get("ortho") is None else float(view["ortho"]),
    }


def _object(root: Any, pieces: list[Piece], things: dict[str, Any]) -> Report:
    """One placed object: its oriented box in the frame of its root, its parts, its colour."""
    id = str(root["room_id"])
    matrix = np.array(root.matrix_world, float)
    frame = matrix[:3, :3] / np.linalg.norm(matrix[:3, :3], axis=0)
    points = np.concatenate([p.vertices for p in pieces]).astype(float) if pieces else matrix[None, :3, 3]
    local = (points - matrix[:3, 3]) @ frame
    low, high = local.min(axis=0), local.max(axis=0)
    declared = getattr(things.get(id), "size", None) or root.get("size") or tuple(high - low)
    parts = [_part(p) for p in pieces]
    return {
        "id": id,
        "category": str(root["category"]),
        "mount": str(root.get("mount") or "floor"),
        "on": str(root.get("on") or "") or None,
        "center": _numbers(matrix[:3, 3] + frame @ ((low + high) / 2)),
        "size": _numbers(high - low),
        "declared_size": _numbers(declared),
        "yaw_deg": _half_open(math.degrees(math.atan2(frame[1, 0], frame[0, 0]))),
        "low": _numbers(points.min(axis=0)),
        "high": _numbers(points.max(axis=0)),
        "fit": _numbers(root.get("fit", (1.0, 1.0, 1.0))),
        "placeholder": bool(root.get("placeholder", False)),
        "triangles": sum(p["triangles"] for p in parts),
        "color": surface.mean_color(pieces),
        "parts": parts,
    }


def _joints(build: Any) -> list[Report]:
    """What moves, of objects and of the shell, in the world."""
    found = []
    for thing in [*getattr(build, "things", {}).values(), *getattr(build, "shell", {}).values()]:
        for joint in getattr(thing, "joints", ()):
            matrix = np.array(thing.root.matrix_world, float)
            axis = matrix[:3, :3] @ joint.axis
            found.append(
                {
                    "object": thing.id,
                    "name": str(joint.name),
                    "kind": str(joint.kind),
                    "at": _numbers(matrix[:3, :3] @ joint.at + matrix[:3, 3]),
                    "axis": _numbers(axis / np.linalg.norm(axis)),
                    "limits": _numbers(joint.limits),
                    "parts": [str(part) for part in joint.parts],
                    "origin": _numbers(matrix[:3, 3]),
                    "yaw_deg": _half_open(math.degrees(math.atan2(matrix[1, 0], matrix[0, 0]))),
                    "low": _numbers(joint.low),
                    "high": _numbers(joint.high),
                }
            )
    return found


def _part(piece: Piece) -> Report:
    material = surface.material_of(piece, 0)
    return {
        "name": piece.part,
        "slot": piece.slot,
        "material": material.name if material is not None else None,
        "low": _numbers(piece.vertices.min(axis=0)),
        "high": _numbers(piece.vertices.max(axis=0)),
        "triangles": len(piece.triangles),
    }


def _half_open(degrees: float) -> float:
    """An angle in (-180, 180]."""
    return 180.0 if degrees <= -180.0 + 1e-4 else degrees


def _numbers(values: Any) -> list[float]:
    """Plain rounded floats (a micrometre), so that reports read well and compare equal."""
    array: NDArray[np.float64] = np.asarray([float(v) for v in values])
    return [float(x) + 0.0 for x in np.round(array, 6)]
