"""Write the scene as .blend, .glb or .usdc."""

from __future__ import annotations

import importlib
import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bpy

from tools.blender import blend_file, portable, portable_lights

SUFFIXES = (".blend", ".glb", ".usdc")
STATE = "as-built.blend"
OPTIONAL = "KHR_lights_punctual"
"""What a reader may leave out and still show the room; the exporter calls it required."""


def rank(name: str) -> int:
    """Where a file's turn is among a job's outputs.

    A .blend needs the objects that the program made, which are gone once the scene was read back.
    """
    return {".blend": 1, ".usdc": 2, ".glb": 3}.get(Path(name).suffix, 0)


def preload() -> None:
    """In the zygote: load the glTF exporter, which otherwise costs every child half a second."""
    for name in ("io_scene_gltf2", "io_scene_gltf2.blender.exp.export", "io_scene_gltf2.io.exp.export"):
        importlib.import_module(name)


def export(out: Path, texts: Mapping[str, str], namespace: Mapping[str, Any]) -> None:
    """Write the whole scene; the suffix says how.

    .blend packs its textures and the program's texts, by file name, to run from the text editor;
    .glb keeps object ids and part names in extras and its pictures as JPEG (PNG where they are see-through);
    .usdc keeps textures in a folder beside it.

    Args:
        out: the file.
        texts: the program's own files by name.
        namespace: of the program.
    """
    _as_built(out.with_name(STATE))
    if out.suffix == ".blend":
        blend_file.prepare(namespace)
        for name, text in texts.items():
            bpy.data.texts.new(name).write(text)
        bpy.ops.file.pack_all()
        bpy.ops.wm.save_as_mainfile(filepath=str(out), copy=True, compress=True)
    elif out.suffix == ".glb":
        portable.prepare()
        portable_lights.prepare(namespace.get("BUILD"))
        _export_glb(out)
    elif out.suffix == ".usdc":
        portable.prepare()
        # What a view leaves out (the ceiling, from above) still belongs to the room.
        bpy.ops.wm.usd_export(
            filepath=str(out), export_custom_properties=True, relative_paths=True, evaluation_mode="VIEWPORT"
        )
    else:
        raise ValueError(f"cannot export {out.suffix!r}; use one of {', '.join(SUFFIXES)}")


def _as_built(state: Path) -> None:
    """Remember the scene before the first file is made of it; go back to it before each further one."""
    if state.exists():
        bpy.ops.wm.open_mainfile(filepath=str(state), load_ui=False)
    else:
        bpy.ops.wm.save_as_mainfile(filepath=str(state), copy=True)


def _export_glb(out: Path) -> None:
    bpy.ops.export_scene.gltf(
        filepath=str(out),
        export_format="GLB",
        export_extras=True,
        export_cameras=True,
        export_lights=True,
        export_import_convert_lighting_mode="COMPAT",
        export_animations=False,
        export_image_format="JPEG",
        export_image_quality=88,
        export_apply=True,
        export_yup=True,
    )
    out.write_bytes(without_required(out.read_bytes(), OPTIONAL))


def without_required(glb: bytes, extension: str) -> bytes:
    """A GLB that uses an extension without requiring it."""
    length = struct.unpack_from("<I", glb, 12)[0]
    tree = json.loads(glb[20 : 20 + length])
    required = [name for name in tree.pop("extensionsRequired", []) if name != extension]
    if required:
        tree["extensionsRequired"] = required
    text = json.dumps(tree, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    rest = glb[20 + length :]
    head = struct.pack("<4sII", b"glTF", 2, 20 + len(text) + len(rest))
    return head + struct.pack("<I4s", len(text), b"JSON") + text + rest
