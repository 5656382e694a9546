"""Write parts and looks as a GLB of plain triangles: what `tools/kit/assets.py` reads, and any viewer."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from tools.blender.intake import checking, loading, looks

FLOAT, UNSIGNED = 5126, 5125
TEXT = 200
"""Characters of anything a file says of itself."""
SAID = ("title", "author", "license", "licence", "source", "copyright")


def take_in(source: Path, out: Path) -> None:
    """Read somebody's mesh file and write it as a plain GLB, in the file's own axes and unit.

    Raises:
        checking.Refused: it is not taken.
    """
    tree, notes = checking.check(source)
    pieces, done = loading.load(source)
    made = _Glb()
    known: dict[str, tuple[int, looks.Look]] = {}
    pairs = []
    for piece in pieces:
        key = piece.material.name if piece.material is not None else ""
        if key not in known:
            look = looks.look_of(piece.material, out.parent)
            known[key] = made.material(_slot(key, [m["name"] for m in made.materials]), look), look
        made.part(_word(piece.name) or "body", piece, known[key][0])
        pairs.append((piece.points, known[key][1]))
    points = np.concatenate([p.points for p in pieces])
    facts = {
        "low": points.min(axis=0).tolist(),
        "high": points.max(axis=0).tolist(),
        "triangles": sum(len(p.points) for p in pieces) // 3,
        "parts": [p.name[:TEXT] for p in pieces],
        "slots": [m["name"] for m in made.materials],
        "colors": looks.colours(pairs),
        "notes": [*notes, *done, *_unread()][:20],
        "said": _said(tree),
    }
    out.write_bytes(made.file(facts))


def _unread() -> list[str]:
    """Pictures that are left out: those that Blender does not read, or not at their size."""
    files = [i for i in bpy.data.images if i.source == "FILE" and not i.size[0]]
    return [f"without the picture {image.name[:60]}, which cannot be read" for image in files]


def _said(tree: dict[str, Any]) -> dict[str, str]:
    """What a glTF file says of its author and licence; many exporters put it into `asset.extras`."""
    asset = tree.get("asset", {})
    extras = asset.get("extras") if isinstance(asset.get("extras"), dict) else {}
    found = {key: value for place in (extras, asset) for key, value in place.items() if key in SAID}
    return {key: value[:TEXT] for key, value in found.items() if isinstance(value, str)}


def _word(name: str) -> str:
    """A name as the kit writes names: "Seat Cushion.001" is seat_cushion."""
    plain = re.sub(r"(\.\d{3})+$", "", name).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40]
    return f"m_{word}" if word[:1].isdigit() else word


def _slot(name: str, taken: list[str]) -> str:
    word = _word(name) or "body"
    number = next(n for n in range(1, len(taken) + 2) if (word if n == 1 else f"{word}_{n}") not in taken)
    return word if number == 1 else f"{word}_{number}"


class _Glb:
    """A GLB being written."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []
        self.nodes: list[dict[str, Any]] = []
        self.meshes: list[dict[str, Any]] = []
        self.materials: list[dict[str, Any]] = []
        self.images: list[dict[str, Any]] = []

    def part(self, name: str, piece: loading.Piece, material: int) -> None:
        """Add a part; corners that are alike are one."""
        columns = [piece.points, piece.normals] + ([] if piece.uv is None else [piece.uv])
        rows = np.ascontiguousarray(np.concatenate(columns, axis=1).astype(np.float32))
        _, first, corners = np.unique(
            rows.view(f"V{rows.shape[1] * 4}").ravel(), return_index=True, return_inverse=True
        )
        rows = rows[first]
        fields = {
            "POSITION": self._array(rows[:, :3], "VEC3", bounds=True),
            "NORMAL": self._array(rows[:, 3:6], "VEC3"),
        }
        if piece.uv is not None:
            fields["TEXCOORD_0"] = self._array(rows[:, 6:8] * [1, -1] + [0, 1], "VEC2")
        indices = self._array(corners.reshape(-1).astype(np.uint32), "SCALAR")
        primitive = {"attributes": fields, "indices": indices, "material": material}
        self.meshes.append({"name": name, "primitives": [primitive]})
        self.nodes.append({"name": name, "mesh": len(self.meshes) - 1})

    def material(self, name: str, look: looks.Look) -> int:
        """Add a material; returns its number."""
        plain: dict[str, Any] = {
            "baseColorFactor": list(look.color),
            "metallicFactor": look.metallic,
            "roughnessFactor": look.roughness,
        }
        made: dict[str, Any] = {
            "name": name,
            "pbrMetallicRoughness": plain,
            "doubleSided": True,
            "extras": {"mean": list(look.mean)},
        }
        places = (("base", plain, "baseColorTexture"), ("rough", plain, "metallicRoughnessTexture"),
                  ("normal", made, "normalTexture"), ("glow", made, "emissiveTexture"))  # fmt: skip
        for use, place, key in places:
            if use in look.pictures:
                place[key] = {"index": self._image(*look.pictures[use])}
        if "normal" in look.pictures:
            made["normalTexture"]["scale"] = look.relief
        if look.cut:
            made["alphaMode"] = "BLEND"
        further: dict[str, Any] = {}
        if max(look.glow) > 0:
            made["emissiveFactor"] = list(look.glow)
            if look.strength != 1:
                further["KHR_materials_emissive_strength"] = {"emissiveStrength": look.strength}
        if look.clear > 0:
            further["KHR_materials_transmission"] = {"transmissionFactor": look.clear}
        if further:
            made["extensions"] = further
        self.materials.append(made)
        return len(self.materials) - 1

    def file(self, facts: dict[str, Any]) -> bytes:
        """The whole file; the root node's matrix is still the file's own axes and unit."""
        children = list(range(1, len(self.nodes) + 1))
        root = {"name": "asset", "matrix": np.eye(4).ravel().tolist(), "children": children}
        used = sorted({name for m in self.materials for name in m.get("extensions", {})})
        tree: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": "Drawing Room", "extras": facts},
            "scene": 0,
            "scenes": [{"nodes": [0]}],
            "nodes": [root, *self.nodes],
            "meshes": self.meshes,
            "materials": self.materials,
            "accessors": self.accessors,
            "bufferViews": self.views,
            "buffers": [{"byteLength": len(self.data)}],
        }
        if self.images:
            tree["images"] = self.images
            tree["samplers"] = [{"magFilter": 9729, "minFilter": 9987}]
            tree["textures"] = [{"source": n, "sampler": 0} for n in range(len(self.images))]
        if used:
            tree["extensionsUsed"] = used
        text = json.dumps(tree, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        head = struct.pack("<4sII", b"glTF", 2, 28 + len(text) + len(self.data))
        head += struct.pack("<I4s", len(text), b"JSON")
        return head + text + struct.pack("<I4s", len(self.data), b"BIN\0") + bytes(self.data)

    def _view(self, data: bytes) -> int:
        self.views.append({"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)})
        self.data += data + b"\0" * (-len(data) % 4)
        return len(self.views) - 1

    def _array(self, values: NDArray[Any], kind: str, *, bounds: bool = False) -> int:
        sort = UNSIGNED if kind == "SCALAR" else FLOAT
        values = values.astype("<u4" if kind == "SCALAR" else "<f4")
        made: dict[str, Any] = {
            "bufferView": self._view(np.ascontiguousarray(values).tobytes()),
            "componentType": sort, "count": len(values), "type": kind,
        }  # fmt: skip
        if bounds:
            made |= {"min": values.min(axis=0).tolist(), "max": values.max(axis=0).tolist()}
        self.accessors.append(made)
        return len(self.accessors) - 1

    def _image(self, data: bytes, png: bool) -> int:
        self.images.append({"bufferView": self._view(data), "mimeType": f"image/{'png' if png else 'jpeg'}"})
        return len(self.images) - 1
