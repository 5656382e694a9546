"""Write the scene for other programs: .blend, .glb, .usdc, .usdz, .obj, .fbx."""

from __future__ import annotations

import importlib
import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy

from tools.blender import (
    blend_file,
    portable,
    portable_coordinates,
    portable_detail,
    portable_joined,
    portable_lights,
    portable_parts,
    portable_textures,
    tangents,
    usdz,
)
from tools.blender.export_options import METRES, SUFFIXES, ExportOptions

STATE = "as-built.blend"
OPTIONAL = "KHR_lights_punctual"
"""What a reader may leave out and still show the room; the exporter calls it required."""
USD_UNITS = {"m": "METERS", "cm": "CENTIMETERS", "mm": "MILLIMETERS", "in": "INCHES", "ft": "FEET"}


def rank(name: str) -> int:
    """Where a file's turn is among a job's outputs.

    A .blend needs the objects that the program made, which are gone once the scene was read back.
    """
    suffix = Path(name).suffix
    return SUFFIXES.index(suffix) + 1 if suffix in SUFFIXES else 0


def preload() -> None:
    """In the zygote: load the glTF exporter, which otherwise costs every child half a second."""
    for name in ("io_scene_gltf2", "io_scene_gltf2.blender.exp.export", "io_scene_gltf2.io.exp.export"):
        importlib.import_module(name)


def export(
    out: Path, texts: Mapping[str, str], namespace: Mapping[str, Any], options: ExportOptions, name: str
) -> None:
    """Write the scene; the suffix says how.

    .blend packs its textures and the program's texts, by file name, to run from the text editor;
    .glb keeps object ids and part names in extras; .usdc and .obj keep pictures in `textures` beside them,
    .obj its materials in NAME.mtl; .usdz and .fbx hold everything.

    Args:
        out: the file.
        texts: the program's own files by name.
        namespace: of the program.
        options: what of the scene, and how.
        name: of the file where it will lie, without suffix.

    Raises:
        UnknownObject: the one object to write is not there.
    """
    _as_built(out.with_name(STATE))
    if out.suffix == ".blend":
        blend_file.prepare(namespace)
        for title, text in texts.items():
            bpy.data.texts.new(title).write(text)
        bpy.ops.file.pack_all()
        bpy.ops.wm.save_as_mainfile(filepath=str(out), copy=True, compress=True)
        return
    _prepare(out.suffix, namespace, options)
    WRITERS[out.suffix](out, options)
    if out.suffix == ".obj":
        _name_materials_file(out, name)


def _as_built(state: Path) -> None:
    """Remember the scene before the first file is made of it; go back to it before each further one."""
    if state.exists():
        bpy.ops.wm.open_mainfile(filepath=str(state), load_ui=False)
    else:
        bpy.ops.wm.save_as_mainfile(filepath=str(state), copy=True)


def _prepare(suffix: str, namespace: Mapping[str, Any], options: ExportOptions) -> None:
    """Change the scene into what is to be written."""
    if options.object is not None:
        portable_parts.keep_object(options.object)
    if not options.ceiling:
        portable_parts.without_ceiling()
    if not options.lights:
        portable_parts.without_lights()
    portable.prepare()
    if suffix == ".glb" and options.lights and options.object is None:
        portable_lights.prepare(namespace.get("BUILD"))
    if options.texture_size is not None:
        portable_textures.shrink(options.texture_size)
    portable_detail.reduce(options.detail)
    if options.joined:
        portable_joined.join()
    if suffix == ".glb":
        portable_coordinates.prepare()


def _glb(out: Path, options: ExportOptions) -> None:
    as_they_are = options.textures == "png"
    if as_they_are:
        portable_textures.store(out.with_name("pictures"), "png")
    bpy.ops.export_scene.gltf(
        filepath=str(out),
        export_format="GLB",
        export_extras=True,
        export_cameras=True,
        export_lights=True,
        export_import_convert_lighting_mode="COMPAT",
        export_animations=False,
        export_image_format="AUTO" if as_they_are else "JPEG",
        export_image_add_webp=options.textures == "webp",
        export_image_webp_fallback=options.textures == "webp",
        export_image_quality=portable_textures.QUALITY,
        export_apply=True,
        export_tangents=True,
        export_yup=options.up != "z",
    )
    out.write_bytes(tangents.mended(without_required(out.read_bytes(), OPTIONAL)))


def _usd(out: Path, options: ExportOptions, *, sky: bool = True) -> None:
    portable_textures.store(out.with_name("pictures"), options.textures or "png")
    # What a view leaves out (the ceiling, from above) still belongs to the room.
    bpy.ops.wm.usd_export(
        filepath=str(out),
        export_custom_properties=True,
        relative_paths=True,
        evaluation_mode="VIEWPORT",
        export_lights=options.lights,
        convert_world_material=sky and options.lights and options.object is None,
        convert_orientation=options.up == "y",
        convert_scene_units=USD_UNITS[options.unit or "m"],
    )


def _usdz(out: Path, options: ExportOptions) -> None:
    folder = out.with_name(f"{out.stem}-package")
    folder.mkdir()
    scene = folder / "scene.usdc"
    _usd(scene, replace(options, up=options.up or "y"), sky=False)
    usdz.package(out, scene, sorted((folder / "textures").glob("*")), "scene")


def _obj(out: Path, options: ExportOptions) -> None:
    portable_textures.store(out.with_name("textures"), options.textures or "png")
    z_up = options.up == "z"
    bpy.ops.wm.obj_export(
        filepath=str(out),
        forward_axis="Y" if z_up else "NEGATIVE_Z",
        up_axis="Z" if z_up else "Y",
        global_scale=1.0 / METRES[options.unit or "m"],
        path_mode="RELATIVE",
    )


def _name_materials_file(out: Path, name: str) -> None:
    """Have an .obj ask for the materials by the name that they will have."""
    lines = out.read_text(encoding="utf-8").split("\n")
    lines = [f"mtllib {name}.mtl" if line.startswith("mtllib ") else line for line in lines]
    out.write_text("\n".join(lines), encoding="utf-8")


def _fbx(out: Path, options: ExportOptions) -> None:
    portable_textures.store(out.with_name("pictures"), options.textures or "png")
    kinds = {"EMPTY", "MESH", "CAMERA"} | ({"LIGHT"} if options.lights else set())
    z_up = options.up == "z"
    bpy.ops.export_scene.fbx(
        filepath=str(out),
        object_types=kinds,
        use_custom_props=True,
        mesh_smooth_type="OFF",
        bake_anim=False,
        path_mode="COPY",
        embed_textures=True,
        axis_forward="Y" if z_up else "-Z",
        axis_up="Z" if z_up else "Y",
    )


WRITERS: dict[str, Callable[[Path, ExportOptions], None]] = {
    ".glb": _glb,
    ".usdc": _usd,
    ".usdz": _usdz,
    ".obj": _obj,
    ".fbx": _fbx,
}


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
