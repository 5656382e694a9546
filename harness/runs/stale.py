"""Making a run's files anew after its scene was edited."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from harness.runs import report as reports
from harness.runs.made import OUTPUTS, remember
from harness.runs.report import ObjectRow
from tools.blender.jobs import Export, Output, Render
from tools.errors import InputError
from tools.measured import SceneReport
from tools.picture import image
from tools.picture.sheet import side_by_side
from tools.run_files import REPORT
from tools.scene.scene import Scene

DRAWN_UP = ("report.md", "renders/beside.png")
"""Made of other files, without Blender."""
STEPS = (
    ("report.md", "renders/reference-fast.png"),
    ("renders/reference-lit.png", "renders/iso-lit.png"),
    ("scene.blend", "scene.glb"),
    ("renders/reference-final.png",),
    ("renders/beside.png",),
)
"""What is made together in one run of the program, the quick first."""


def renew(scene: Scene, names: Collection[str]) -> Iterator[str]:
    """Make these files anew from the scene as it is, the quick ones first; yields each name as it is done.

    What was made by then stays and is taken note of when a later one fails, or a person ends it.

    Args:
        scene: the run's.
        names: of `OUTPUTS`.
    """
    folder = scene.folder
    for together in STEPS:
        wanted = [name for name in together if name in names]
        if not wanted:
            continue
        outputs = [_output(folder, name) for name in wanted if name not in DRAWN_UP]
        if outputs or "report.md" in wanted:
            report = scene.worker.job(scene.text, folder, outputs).report
            if "report.md" in wanted:
                measure_anew(folder, report)
        if "renders/beside.png" in wanted:
            beside(folder)
        remember(folder, wanted)
        yield from wanted


def _output(folder: Path, name: str) -> Output:
    """How a file is asked of the worker; a final render is as wide as the one it follows."""
    shown = OUTPUTS[name]
    if shown is None:
        return Export(folder / name)
    view, quality = shown
    old = folder / name
    width = image.load(old, smallest=1).shape[1] if quality == "final" and old.is_file() else None
    return Render(old, view=view, quality=quality, width=width)


def beside(folder: Path) -> None:
    """The input picture and the final render, side by side."""
    pictures = [
        image.load(folder / name, smallest=1) for name in ("input.png", "renders/reference-final.png")
    ]
    image.save(
        side_by_side(pictures, ["picture", "scene.py"]), folder / "renders" / "beside.png", within=folder
    )


def measure_anew(folder: Path, scene: SceneReport) -> None:
    """Put what stands in the room now into report.json and report.md; what the run found stays as it was."""
    try:
        report = reports.load(folder)
    except InputError as error:
        raise InputError(f"{folder / REPORT} is not a run's report: put it elsewhere ({error})") from None
    known = {row.id: row.model_dump() for row in report.objects}
    report.room = scene.room
    report.objects = [
        ObjectRow.of(o, **({"source": "user", "confidence": 1.0} | known.get(o.id, {})))
        for o in scene.objects
    ]
    report.write(folder)
