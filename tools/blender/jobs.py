"""What can be asked of the worker, and what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tools.blender.export_options import WHOLE, ExportOptions

Quality = Literal["fast", "lit", "final", "ids", "depth", "normal"]
SECONDS: dict[str, float] = {
    "fast": 60.0,
    "lit": 120.0,
    "final": 900.0,
    "ids": 60.0,
    "depth": 60.0,
    "normal": 60.0,
    "export": 180.0,
    "meshes": 60.0,
}
"""Seconds each kind of output may take with one processor to itself."""
START_SECONDS = 10.0
PREVIEW_WIDTH = 512
"""Pixels across that fast and lit pictures have at most when no width is asked for."""


@dataclass(frozen=True)
class Render:
    """A picture.

    Attributes:
        out: fast, lit and final are PNG. ids (int32), depth (float32, metres) and normal (float32, world)
            are arrays as .npy, or coloured pictures of them as .png.
        view: a camera of the program, or "top" or "iso", which frame everything. None: "reference", or a
            view framed on the isolated object.
        quality: fast is flat-lit from base colours (no lamps), lit is Cycles at 2 samples, final at 8.
        width: pixels; the height follows from the view. None: the view's own, at most 512 for fast and lit.
        isolate: id of the only object to show.
    """

    out: Path
    view: str | None = None
    quality: Quality = "fast"
    width: int | None = None
    isolate: str | None = None


@dataclass(frozen=True)
class Export:
    """The scene as a file, by the suffix of `out`: .blend, .glb, .usdc, .usdz, .obj or .fbx."""

    out: Path
    options: ExportOptions = WHOLE


@dataclass(frozen=True)
class Meshes:
    """The evaluated meshes as arrays."""


@dataclass(frozen=True)
class View:
    """The scene as a viewer draws it: see `tools.shown`.

    Attributes:
        pictures: also the pictures on materials, which take the program longer to make.
    """

    pictures: bool = False


@dataclass(frozen=True)
class Intake:
    """Somebody's own mesh file as a plain .glb that the kit reads, in the file's own axes and unit.

    The scene has no part in it: it goes with an empty program. What the file is like stands in `asset.extras`
    of the .glb (`tools.assets.facts`).

    Attributes:
        out: the .glb.
        source: a .glb, .gltf or .obj file; of its folder everything can be read, and nothing outside it.
    """

    out: Path
    source: Path


Output = Render | Export | Meshes | View | Intake


@dataclass(frozen=True)
class Limits:
    """Bounds of one job.

    Attributes:
        run_seconds: of processor time, for running and measuring the program; outputs have their own on top.
        wall_factor: how much longer a job may take by the clock, as others may use the processors, too.
        memory_mb: address space; Blender itself takes 1300 of it.
        file_mb: size of any one file.
        scratch_mb: all files together.
        triangles: of the whole scene; measuring and checking it beside the worker takes time for each.
    """

    run_seconds: float = 20.0
    wall_factor: float = 10.0
    memory_mb: int = 4000
    file_mb: int = 400
    scratch_mb: int = 1500
    triangles: int = 1_000_000

    def wall_seconds(self, stage_seconds: float) -> float:
        """The clock's bound on a stage that may use so much processor time."""
        return stage_seconds * self.wall_factor


def seconds_for(output: Output) -> float:
    """The time an output may take."""
    if isinstance(output, Render):
        return SECONDS[output.quality]
    return SECONDS["export" if isinstance(output, Export | Intake) else "meshes"]


def needs_textures(output: Output) -> bool:
    """Whether an output shows the pictures on materials; without one the program need not make them."""
    if isinstance(output, Render):
        return output.quality in ("fast", "lit", "final")
    if isinstance(output, View):
        return output.pictures
    return isinstance(output, Export)


def budget(outputs: Sequence[Output], limits: Limits, threads: int = 1) -> dict[str, tuple[float, float]]:
    """(processor seconds of all threads together, seconds by the clock) by stage, as the zygote counts."""
    seconds = {"start": START_SECONDS, "run": limits.run_seconds}
    seconds |= {f"output {n}": seconds_for(output) for n, output in enumerate(outputs)}
    return {
        stage: (each * (threads if stage.startswith("output") else 1), limits.wall_seconds(each))
        for stage, each in seconds.items()
    }
