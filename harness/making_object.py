"""An object's folder from its cloud: program, .glb, pictures of both from four views, report."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from harness.object_report import SHEET
from harness.runs.folder import remove
from tools.blender.jobs import Export
from tools.cloud.building import joined
from tools.cloud.cloud import Floats
from tools.cloud.drawing import sheet
from tools.cloud.eye import Eye, normals_of
from tools.cloud.files.reading import read_cloud
from tools.cloud.files.surface import spread
from tools.cloud.modelling import Model, Program, modelled, text_of
from tools.cloud.posing import Posed, Up, posed
from tools.cloud.words import usual_of
from tools.errors import InputError
from tools.files import write_bytes, write_text
from tools.measure.clouds import DENSE, cloud_likeness
from tools.run_files import GLB, HISTORY, KIT, RENDERS, REPORT, SCENE
from tools.run_folder import checked
from tools.scene.building import Runner
from tools.scene.scene import Scene

OWN = (SCENE, KIT, GLB, REPORT, HISTORY, RENDERS)


@dataclass(frozen=True)
class Object:
    """What came of a cloud.

    Attributes:
        folder: where it lies.
        report: as in report.json.
        surface: (DENSE, 3) points of the built object in the file's own unit and axes.
    """

    folder: Path
    report: dict[str, Any]
    surface: Floats


def make_object(
    path: Path,
    out: Path,
    worker: Runner,
    *,
    category: str | None = None,
    up: Up = "auto",
    scale: float | None = None,
    longest: float | None = None,
    program: Program = "best",
    force: bool = False,
    pictures: bool = True,
    tell: Callable[[str], None] = lambda line: None,
    eye: Eye | None = None,
) -> Object:
    """Model an object's cloud and leave everything in a folder.

    Args:
        path: the cloud or mesh.
        out: the folder.
        worker: runs programs.
        category: what it is.
        up: the file's axis that points up.
        scale: metres of the file's unit.
        longest: metres of its longest side, instead.
        program: words of the kit, free parts, or the better.
        force: reuse a folder that holds something.
        pictures: draw the sheet.
        tell: hears what is being done.
        eye: somebody who says what it is and what its parts are called.

    Raises:
        InputError: the file, the folder or the category cannot be used; nothing was written.
    """
    started = time.monotonic()
    usual = usual_of(category) if category else None
    cloud = posed(read_cloud(path, tell), up=up, scale=scale, longest=longest, usual=usual)
    _ready(out, force)
    models = modelled(cloud, worker, category=category, program=program, tell=tell, eye=eye)
    chosen = models[0]
    scene = Scene.open(out, worker)
    scene.apply(lambda text: text_of(chosen, _colour(cloud)), f"modelled from {path.name}", by="cloud")
    worker.job(scene.text, scene.folder, [Export(out / GLB)])
    built = joined(next(iter(scene.meshes.values())))
    if built is None:
        raise InputError(f"{path.name}: what was made of it has no surface")
    points, normals = spread(built.vertices, built.triangles, DENSE)
    view = cloud.turned(chosen.quarters)
    points[:, 2] += chosen.at[2]
    if pictures:
        _draw(out / RENDERS / SHEET, view, points, normals, out)
    back = (points / view.scale + view.middle) @ view.turn
    report = _report(path, cloud, models, cloud_likeness(points, view.points), time.monotonic() - started)
    report["to_file"] = {
        "turn": view.turn.T.round(6).tolist(), "shift": (view.turn.T @ view.middle).round(6).tolist(),
        "unit_m": view.scale,
    }  # fmt: skip
    if eye is not None:
        report["seen"] = eye.told()
    write_text(out / REPORT, json.dumps(report, indent=1), within=out)
    return Object(out, report, back)


def _ready(out: Path, force: bool) -> None:
    if out.exists() and not out.is_dir():
        raise InputError(f"{out}: is a file, not a folder: choose another --out")
    if out.is_dir() and any(out.iterdir()):
        if not force:
            raise InputError(f"{out}: exists and is not empty: choose another --out, or --force to reuse it")
        checked(out)
        for name in OWN:
            remove(out / name)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror}): choose another --out") from error


def _colour(cloud: Posed) -> str | None:
    """The cloud's middle colour as "#rrggbb"."""
    colours = cloud.cloud.colours
    if colours is None:
        return None
    r, g, b = (int(v) for v in np.rint(np.median(colours, axis=0) * 255))
    return f"#{r:02x}{g:02x}{b:02x}"


def _draw(out: Path, view: Posed, points: Floats, normals: Floats, folder: Path) -> None:
    of_cloud = normals_of(view)
    some = np.random.default_rng(0).permutation(len(points))[:90_000]
    picture: Image.Image = sheet(
        [("cloud", view.points, of_cloud, view.cloud.colours), ("model", points[some], normals[some], None)]
    )
    data = io.BytesIO()
    picture.save(data, "PNG")
    write_bytes(out, data.getvalue(), within=folder)


def _report(
    path: Path, cloud: Posed, models: list[Model], near: dict[str, float], seconds: float
) -> dict[str, Any]:
    chosen = models[0]
    return {
        "source": path.name,
        "points": len(cloud.points),
        "notes": list(cloud.cloud.notes),
        "category": chosen.category,
        "program": chosen.kind,
        "word": chosen.word,
        "arguments": chosen.arguments,
        "parts": chosen.parts,
        "size_m": [round(v, 4) for v in chosen.size],
        "unit_sure": cloud.sure,
        "noise_m": round(cloud.noise, 5),
        "distance": near,
        "tried": [
            {"program": m.kind, "word": m.word, "arguments": m.arguments, "distance": round(m.cost, 5)}
            for m in models
        ],
        "seconds": round(seconds, 1),
        "files": {"scene": SCENE, "glb": GLB, "pictures": f"{RENDERS}/{SHEET}"},
    }
