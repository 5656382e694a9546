"""`room export`: a scene for other programs."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import cyclopts

from harness.exporting import SIMULATORS, beside, target
from harness.room import Room
from harness.runs.pace import spoken
from harness.terminal import Console, under_way
from tools.blender.export_options import ExportOptions, Textures, Unit, Up
from tools.files import read_bytes
from tools.program.kit_cell import KIT_FILE

Flag = cyclopts.Parameter(negative="")


def register(app: cyclopts.App) -> None:
    """Add the command."""
    app.command(export)


def export(
    run: Path,
    out: Path | None = None,
    *,
    textures: Textures | None = None,
    texture_size: int | None = None,
    ceiling: bool = True,
    lights: bool = True,
    object: str | None = None,
    up: Up | None = None,
    unit: Unit | None = None,
    joined: Annotated[bool, Flag] = False,
    physics: Annotated[bool, Flag] = False,
    detail: float = 1.0,
    lod: Annotated[list[float] | None, Flag] = None,
) -> int:
    """Write a scene by OUT's ending: .glb .usdc .usdz .obj .fbx .blend .py .xml .urdf .usda.

    A .py is one program that stands alone. An .xml (MuJoCo), .urdf or .usda (USD with physics) is for
    simulators: solid shapes, masses, joints of doors and drawers (the docs' page "simulators").

    Args:
        run: the run.
        out: the file, as any path: a relative one starts where you are. An ending alone (`obj`), or options
            without OUT (then .glb), write exports/NAME in the run. Left out without options, what the run
            left of an earlier scene is made anew: its .blend, .glb, renders and report.
        textures: jpeg (in .glb the usual; PNG where see-through), png (elsewhere the usual), or webp with a
            fallback for readers without it (.glb).
        texture_size: pixels of a picture's longer side, at most.
        ceiling: leave the ceiling out with --no-ceiling.
        lights: leave the lights out with --no-lights.
        object: write this object alone, upright at the origin; "room" is the shell.
        up: axis that points up: z in .usdc and y elsewhere when left out.
        unit: m, cm, mm, in or ft, for .obj and USD; .glb is always in metres, .fbx says its unit.
        joined: one mesh for each material: few draw calls, no object ids.
        physics: list what collides, masses and joints in the extras of a .glb.
        detail: share of the triangles to keep, 0.01 to 1.
        lod: a further file, NAME-lod1, of this share of the triangles; may be given several times.
    """
    console, started = Console(highlight=False, soft_wrap=True), time.monotonic()
    options = ExportOptions(
        textures, texture_size, ceiling, lights, object, up, unit, joined, physics, detail
    )

    def tell(name: str) -> None:
        console.print(f"{room.folder / name}  ({spoken(time.monotonic() - started)})", markup=False)

    with Room.open(run) as room:
        words = room.folder / KIT_FILE
        before = read_bytes(words) if words.is_file() else None
        if out is not None or options.changed() or lod:
            since = time.time()
            if physics or target(room.folder, out, options).suffix in SIMULATORS:
                under_way("Making the room's things solid: shapes, masses, joints")
            written = room.export_all(out, options, lods=lod or ())
            for path in written:
                console.print(str(path), markup=False)
            if more := beside(written, since):
                names = ", ".join(f"{path.name}/" if path.is_dir() else path.name for path in more)
                console.print(f"Keep beside it: {names}", markup=False)
        elif room.unmade:
            console.print(f"Making {', '.join(room.unmade)} ...", markup=False)
            room.renew(tell)
        else:
            console.print("Everything shows the scene as it is.")
        if before is not None and words.is_file() and read_bytes(words) != before:
            console.print(f"{words}  written anew: the building words of this version", markup=False)
    return 0
