"""One sample: the program, its picture, and the truth about it, in a folder."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Literal, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray
from PIL import Image

from harness.sample.annotate import annotations_of
from harness.sample.cameras import choose_camera, further_camera
from harness.sample.lights import choose_lights
from harness.sample.photo import photo_annotations
from harness.sample.plan import draw_plan, plan_ids
from harness.sample.program import write_program
from harness.sample.truths import Seen, make_truth
from tools.blender.jobs import Meshes, Output, Render
from tools.blender.worker import Worker
from tools.measure.truth import Truth
from tools.measured import JobResult
from tools.picture_file import open_picture
from tools.planner.design import CAMERAS, Request
from tools.planner.finishes import TILED, choose_finish
from tools.planner.generate import generate

Look = Literal["fast", "lit", "final"]


class Sample(NamedTuple):
    """What was written."""

    name: str
    picture: Path
    truth: Truth


def make_sample(
    request: Request,
    out: Path,
    worker: Worker,
    *,
    look: Look = "lit",
    width: int = 1024,
    name: str | None = None,
    annotations: bool = False,
    other_hand: bool = False,
    view: int = 1,
) -> Sample:
    """Generate a room, render it and write its truth.

    Args:
        request: what was asked for.
        out: folder, made when missing. Gets NAME.png, NAME.truth.json, NAME.ids.png, NAME.depth.png,
            NAME.scene.py and, when asked for, NAME.annotations.json.
        worker: Blender.
        look: "fast" (flat light), "lit" (2 samples) or "final" (16 samples); a drawn plan has one look.
        width: of the picture, pixels.
        name: file stem; made of type, camera and seed when left out.
        annotations: also write what a careful reader would have marked.
        other_hand: furniture of another family of shapes than the kit's.
        view: number of the photo of this room, where there are several: 2 is taken from another place.

    Raises:
        InputError: what was asked for cannot be furnished.
    """
    design = generate(request)
    rng = Random(f"look/{request.seed}")
    kind = rng.choice(CAMERAS) if request.camera is None else request.camera
    camera = choose_camera(rng, design, kind, width)
    seen_from = [camera]
    for number in range(2, view + 1):
        camera = further_camera(Random(f"look/{request.seed}/{number}"), design, seen_from, width)
        seen_from.append(camera)
    finish = choose_finish(
        rng,
        design.style,
        {p.id: p.category for p in design.pieces},
        tiled=design.zones[0].type in TILED,
    )
    program = write_program(
        design,
        finish,
        choose_lights(rng, design, kind),
        {"reference": camera},
        request.seed,
        other_hand,
    )
    stem = name or f"{design.type}-{kind}-{request.seed}{f'-{view}' if view > 1 else ''}"
    out.mkdir(parents=True, exist_ok=True)
    picture = out / f"{stem}.png"
    (out / f"{stem}.scene.py").write_text(program, encoding="utf-8")
    drawn = kind == "plan"
    seen, depth = _run(worker, program, out, None if drawn else Render(picture, "reference", look, width))
    if drawn:
        draw_plan(design, camera, request.seed).save(picture)
        seen = seen._replace(ids=plan_ids(design, camera, [o.id for o in seen.report.objects]))
    truth = make_truth(stem, design, finish, camera, kind, seen)
    truth.save(out / f"{stem}.truth.json")
    Image.fromarray(seen.ids.astype(np.uint16)).save(out / f"{stem}.ids.png")
    Image.fromarray(_millimetres(depth)).save(out / f"{stem}.depth.png")
    if annotations:
        pixels = np.asarray(open_picture(picture).convert("RGB"))
        marks = (photo_annotations if kind == "eye" else annotations_of)(truth, pixels, seen.ids)
        (out / f"{stem}.annotations.json").write_bytes(_rows(marks))
    return Sample(stem, picture, truth)


def _run(
    worker: Worker, program: str, folder: Path, picture: Render | None
) -> tuple[Seen, NDArray[np.float32]]:
    """One job: the report, the id picture, the depth, the meshes, and the picture when one is wanted."""
    with tempfile.TemporaryDirectory(prefix="room-sample-") as scratch:
        ids, depth = Path(scratch) / "ids.npy", Path(scratch) / "depth.npy"
        outputs: list[Output] = [Render(ids, quality="ids"), Render(depth, quality="depth"), Meshes()]
        result: JobResult = worker.job(program, folder, [*_wanted(picture), *outputs])
        return (
            Seen(result.report, np.load(ids).astype(np.int32), result.meshes),
            np.load(depth).astype(np.float32),
        )


def _wanted(picture: Render | None) -> Sequence[Output]:
    return [] if picture is None else [picture]


def _millimetres(depth: NDArray[np.float32]) -> NDArray[np.uint16]:
    """Depth along the viewing axis as whole millimetres, 0 where there is nothing."""
    known = np.where(np.isfinite(depth) & (depth > 0), depth * 1000.0, 0.0)
    return np.asarray(np.clip(np.round(known), 0, 65535), dtype=np.uint16)


def _rows(marks: dict[str, Any]) -> bytes:
    """JSON with one thing a line."""
    things = marks["things"]
    head = (
        orjson.dumps({k: v for k, v in marks.items() if k != "things"}, option=orjson.OPT_INDENT_2)
        .decode()
        .rstrip("}\n")
    )
    rows = ",\n    ".join(orjson.dumps(thing).decode() for thing in things)
    return f'{head},\n  "things": [\n    {rows}\n  ]\n}}\n'.encode()
