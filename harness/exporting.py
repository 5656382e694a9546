"""Where an exported file goes when nobody says, and the files of fewer triangles beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tools.blender import export_options
from tools.blender.export_options import ExportOptions
from tools.blender.jobs import Export, Meshes, View
from tools.blender.worker import WITH_TEXTURES
from tools.errors import InputError
from tools.files import write_bytes, write_text
from tools.names import file_stem
from tools.physics.gltf import with_physics
from tools.physics.mjcf import mjcf
from tools.physics.model import World
from tools.physics.start import ready
from tools.physics.urdf import urdf
from tools.physics.usd import usd
from tools.physics.world import world_of
from tools.run_files import EXPORTS
from tools.scene.one_file import one_file
from tools.scene.scene import Scene

PROGRAM = ".py"
MODEL, ROBOT, STAGE = ".xml", ".urdf", ".usda"
"""For simulators: MuJoCo's own format (MJCF), URDF, USD with physics."""
SIMULATORS = (MODEL, ROBOT, STAGE)
USUAL = ".glb"


def target(folder: Path, out: str | Path | None, options: ExportOptions) -> Path:
    """The file to write: as named; for an ending alone or nothing, exports/NAME.ENDING in the room's folder.

    Args:
        folder: the room's.
        out: a path, an ending ("obj", ".obj") or None.
        options: an object that is written alone gives its name.
    """
    if out is not None and str(out) != "":
        ending = f".{str(out).removeprefix('.')}"
        if ending not in (*export_options.SUFFIXES, PROGRAM, *SIMULATORS):
            return Path(out)
    else:
        ending = USUAL
    name = options.object or folder.resolve().name or "room"
    return folder / EXPORTS / f"{file_stem(name)}{ending}"


def write(scene: Scene, out: Path, options: ExportOptions, lods: Sequence[float] = ()) -> list[Path]:
    """Write the room as it is now; returns the files, the whole one first.

    Args:
        scene: the room's.
        out: the file.
        options: how.
        lods: shares of the triangles for further files, NAME-lod1, NAME-lod2, ... beside it.

    Raises:
        RoomError: what `out`, an option or a share asks for is not to be had.
    """
    if out.suffix == PROGRAM:
        if options.changed() or lods:
            raise InputError(f"{out.name}: a program is the room as it is; other kinds of file take options")
        write_text(out, one_file(scene))
        return [out]
    if out.suffix in SIMULATORS:
        if options.changed() or lods:
            raise InputError(
                f"{out.name}: a simulator gets the room as it is; other kinds of file take options"
            )
        return [model(scene, out)]
    files = {out: options}
    for number, share in enumerate(lods, 1):
        if not 0 < share < 1:
            raise InputError(f"a level of detail of {share:g}: use shares between 0 and 1, as 0.5")
        level = replace(options, detail=options.detail * share)
        files[out.with_name(f"{out.stem}-lod{number}{out.suffix}")] = level
    scene.worker.job(scene.text, scene.folder, [Export(path, how) for path, how in files.items()])
    if options.physics:
        world = bodies(scene)
        for path in files:
            write_bytes(path, with_physics(path.read_bytes(), world, y_up=options.up != "z"))
    return list(files)


def beside(files: Iterable[Path], since: float) -> list[Path]:
    """What was written with exported files and they need beside them: materials, pictures, meshes.

    Args:
        files: as `write` returns them.
        since: seconds of the epoch before they were written; an earlier export's pictures are not theirs.
    """
    found: list[Path] = []
    for file in files:
        if file.suffix == ".obj":
            found.append(file.with_name(f"{file_stem(file.stem)}.mtl"))
        if file.suffix in (MODEL, ROBOT):
            found.append(_meshes(file))
        if file.suffix in WITH_TEXTURES:
            folder = file.with_name("textures")
            found += [folder] if any(p.stat().st_mtime >= since for p in folder.glob("*")) else []
    return [path for path in dict.fromkeys(found) if path.exists()]


def _meshes(out: Path) -> Path:
    return out.with_name(f"{file_stem(out.stem)}-meshes")


def bodies(scene: Scene) -> World:
    """The room as rigid bodies that can be let go of."""
    result = scene.worker.job(scene.text, scene.folder, [Meshes(), View()])
    return ready(world_of(result.report, result.meshes, scene.program, result.shown))


def model(scene: Scene, out: Path) -> Path:
    """Write the room for simulators; returns the file.

    Args:
        scene: the room's.
        out: the file: .xml and .urdf with meshes in NAME-meshes beside it, .usda with all in it.
    """
    world = bodies(scene)
    if out.suffix == STAGE:
        write_text(out, usd(world, out.stem))
        return out
    meshes = _meshes(out)
    written = (mjcf if out.suffix == MODEL else urdf)(world, out.stem, meshes.name)
    for name, text in written.meshes.items():
        write_text(meshes / name, text)
    write_text(out, written.xml)
    return out
