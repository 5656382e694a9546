"""`room object`: a point cloud of one thing to a program with parts."""

import json
import re
from pathlib import Path
from typing import Annotated, Literal

import cyclopts

from harness import settings as configuration
from harness.making_object import Object, make_object
from harness.object_eye import ModelEye
from harness.object_report import SHEET, described
from harness.one_client import OneClient
from harness.options import Json
from harness.runs.folder import default_folder
from harness.terminal import Console
from tools.blender.worker import Worker
from tools.cloud.posing import UNITS
from tools.errors import InputError

Flag = cyclopts.Parameter(negative="")


def register(app: cyclopts.App) -> None:
    """Add the command."""

    @app.command(name="object")
    def object_(
        cloud: Path,
        *,
        category: str | None = None,
        up: Literal["auto", "x", "y", "z", "-x", "-y", "-z"] = "auto",
        scale: str | None = None,
        program: Literal["best", "kit", "parts"] = "best",
        model: str | None = None,
        out: Path | None = None,
        force: Annotated[bool, Flag] = False,
        quiet: Annotated[bool, Flag] = False,
        as_json: Json = False,
    ) -> int:
        """Turn a point cloud or mesh of one object into an editable program with named parts.

        Exit 0 when the program is near the cloud (nine tenths within 2.5 % of its size), else 1.

        Args:
            cloud: npz, npy, ply, pcd, xyz, csv, las; or a mesh: glb, obj, stl.
            category: what it is ("chair"); left out, its shape says.
            up: which of the file's axes points up.
            scale: the length of its longest side ("0.9m", "90cm"), or the file's unit alone ("mm").
            program: words of the kit, free parts, or the better of both.
            model: "embedded" to ask none, or a model of your endpoint; where one is set (ROOM_BASE_URL) it is
                asked what the thing is and what its parts are called.
            out: the folder (default: runs/TIME-NAME).
            force: reuse an existing folder; what an earlier `room object` wrote there is replaced.
            quiet: print nothing but errors.
            as_json: print the report as JSON.
        """
        unit, longest = read_scale(scale)
        progress = Console(stderr=True, highlight=False, quiet=quiet or as_json)
        settings = configuration.load(model=model)

        def tell(line: str) -> None:
            progress.print(f"{line} ...", markup=False)

        with Worker() as worker, OneClient(settings) as client:
            eye = None if settings.resolved_model == "embedded" else ModelEye(client, tell)
            made = make_object(
                cloud, out or default_folder(cloud.stem), worker, category=category, up=up, scale=unit,
                longest=longest, program=program, force=force, tell=tell, eye=eye,
            )  # fmt: skip
        console = Console(highlight=False, soft_wrap=True, quiet=quiet)
        if as_json:
            console.print_json(json.dumps(made.report))
        else:
            _tell(console, made)
        near = made.report["distance"]
        return 0 if near["covered"] >= 0.9 and near["beyond"] <= 0.1 else 1


def read_scale(text: str | None) -> tuple[float | None, float | None]:
    """Metres of a unit, or of the longest side; one of them is None.

    Raises:
        InputError: it is neither.
    """
    if text is None:
        return None, None
    match = re.fullmatch(r"\s*(\d*\.?\d+)?\s*(m|cm|mm|in|ft)?\s*", text)
    if match is None or (match[1] is None and match[2] is None):
        raise InputError(f"--scale {text!r}: give its longest side (0.9m, 90cm) or the file's unit (mm)")
    unit = UNITS[match[2] or "m"]
    if match[1] is None:
        return unit, None
    length = float(match[1]) * unit
    if not 0.001 <= length <= 1000:
        raise InputError(f"--scale {text!r}: give a longest side from 1 mm to 1 km")
    return None, length


def _tell(console: Console, made: Object) -> None:
    for line in described(made.report):
        console.print(line, markup=False)
    console.print(f"{made.folder}: scene.py, scene.glb, renders/{SHEET}, report.json", markup=False)
