"""Write the scene as .blend, .glb or .usdc."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path

import bpy

SUFFIXES = (".blend", ".glb", ".usdc")


def preload() -> None:
    """In the zygote: load the glTF exporter, which otherwise costs every child half a second."""
    for name in ("io_scene_gltf2", "io_scene_gltf2.blender.exp.export", "io_scene_gltf2.io.exp.export"):
        importlib.import_module(name)


def export(out: Path, texts: Mapping[str, str]) -> None:
    """Write the whole scene; the suffix says how.

    .blend packs its textures and the program's `texts`, by file name, to run from the text editor;
    .glb keeps object ids and part names in extras and textures as WebP;
    .usdc keeps textures in a folder beside it.
    """
    if out.suffix == ".blend":
        for name, text in texts.items():
            bpy.data.texts.new(name).write(text)
        bpy.ops.file.pack_all()
        bpy.ops.wm.save_as_mainfile(filepath=str(out), copy=True, compress=True)
    elif out.suffix == ".glb":
        _export_glb(out)
    elif out.suffix == ".usdc":
        # What a view leaves out (the ceiling, from above) still belongs to the room.
        bpy.ops.wm.usd_export(
            filepath=str(out), export_custom_properties=True, relative_paths=True, evaluation_mode="VIEWPORT"
        )
    else:
        raise ValueError(f"cannot export {out.suffix!r}; use one of {', '.join(SUFFIXES)}")


def _export_glb(out: Path) -> None:
    bpy.ops.export_scene.gltf(
        filepath=str(out),
        export_format="GLB",
        export_extras=True,
        export_cameras=True,
        export_lights=True,
        export_animations=False,
        export_image_format="WEBP",
        export_image_quality=85,
        export_apply=True,
        export_yup=True,
    )
