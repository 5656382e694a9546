"""Making a run's files anew after its scene was edited."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from harness.runs.made import OUTPUTS, remember
from harness.runs.outputs import as_markdown
from tools.blender.jobs import Export, Output, Render
from tools.errors import InputError
from tools.files import read_object, write_text
from tools.measured import SceneReport
from tools.picture import image
from tools.picture.sheet import side_by_side
from tools.scene.scene import Scene

EXPORTS = ("scene.blend", "scene.glb")
MEASURED = ("category", "mount", "on", "center", "size", "yaw_deg", "color", "triangles", "placeholder")


def renew(scene: Scene, names: Iterable[str], *, width: int | None = None) -> list[str]:
    """Make these files anew from the scene as it is; returns their names.

    Args:
        scene: the run's.
        names: of `OUTPUTS`.
        width: of the final render, pixels.
    """
    folder, wanted, outputs = scene.folder, list(names), list[Output]()
    for name in wanted:
        shown = OUTPUTS[name]
        if shown is not None:
            view, quality = shown
            final = width if quality == "final" else None
            outputs.append(Render(folder / name, view=view, quality=quality, width=final))
        elif name in EXPORTS:
            outputs.append(Export(folder / name))
    report = scene.worker.job(scene.text, folder, outputs).report
    if "report.md" in wanted:
        measure_anew(folder, report)
    if "renders/beside.png" in wanted:
        beside(folder)
    remember(folder, wanted)
    return wanted


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
    path = folder / "report.json"
    try:
        report: dict[str, Any] = read_object(path)
        rows = {row["id"]: row for row in report["objects"]}
    except (KeyError, TypeError):
        raise InputError(f"{path} is not a run's report") from None
    report["room"] = scene.room.model_dump(mode="json")
    report["objects"] = [
        {"source": "user", "confidence": 1.0}
        | rows.get(o.id, {})
        | o.model_dump(mode="json", include={"id", *MEASURED})
        for o in scene.objects
    ]
    write_text(path, json.dumps(report, indent=1), within=folder)
    write_text(folder / "report.md", as_markdown(report), within=folder)
