"""`room sample`: furnished rooms with exact truth, from a seed."""

from __future__ import annotations

import time
from itertools import product
from pathlib import Path
from typing import Annotated, Literal

import cyclopts
import orjson
from cyclopts import Parameter

from harness.sample.make import make_sample
from harness.terminal import Console
from tools.blender.worker import Worker
from tools.brief.brief import Density
from tools.errors import InputError
from tools.planner.design import CameraKind, Request, RoomType, Shape, Style
from tools.planner.generate import generate


def register(app: cyclopts.App) -> None:
    """Add the command."""
    app.command(sample)


def sample(
    *,
    out: Path,
    seed: int = 0,
    n: int = 1,
    type: RoomType | None = None,
    shape: Shape | None = None,
    style: Style | None = None,
    rooms: Annotated[int | None, Parameter(validator=cyclopts.validators.Number(gte=1, lte=6))] = None,
    camera: CameraKind | None = None,
    density: Density = "usual",
    look: Literal["fast", "lit", "final"] = "lit",
    width: int = 1024,
    annotations: bool = False,
    other_hand: Annotated[bool, Parameter(negative="")] = False,
    views: Annotated[int, Parameter(validator=cyclopts.validators.Number(gte=1, lte=8))] = 1,
    layout_only: bool = False,
    json: bool = False,
) -> int:
    """Generate furnished rooms, picture and exact truth, as test pictures or training data.

    Args:
        out: folder for the files.
        seed: first seed; the same seed and options give the same room.
        n: how many rooms, with consecutive seeds.
        type: kind of the main room; by the seed when left out.
        shape: of the whole floor.
        style: of furniture and finishes.
        rooms: how many rooms, 1 to 6, parted by walls with doors.
        camera: above (near-vertical, walls cut), oblique, ortho, plan (a line drawing) or eye.
        density: how much stands about: sparse, usual or lived-in (60 to 120 things in a living room).
        look: fast (flat light), lit or final.
        width: of the picture, pixels.
        annotations: also write NAME.annotations.json, what a careful reader would mark.
        other_hand: furniture of other shapes than the kit's, so that nothing is found because we drew it.
        views: with --camera eye, how many photos of each room, from different places: NAME-2.png, ...
        layout_only: design only, no Blender: prints what would be made.
        json: print one JSON object a room.
    """
    if not 1 <= n <= 100_000:
        raise InputError(f"--n {n}: give a number of rooms from 1 to 100000")
    if not 64 <= width <= 4096:
        raise InputError(f"--width {width}: give 64 to 4096 pixels")
    if views > 1 and camera != "eye":
        raise InputError("--views: several photos of a room are at eye level: --camera eye")
    console = Console(highlight=False, soft_wrap=True)
    wanted = [Request(seed + k, type, shape, style, rooms, camera, density) for k in range(n)]
    if layout_only:
        for request in wanted:
            _tell(console, _layout(request), json)
        return 0
    if out.exists() and not out.is_dir():
        raise InputError(f"--out {out} is a file; give a folder")
    with Worker() as worker:
        for request, view in product(wanted, range(1, views + 1)):
            start = time.perf_counter()
            made = make_sample(
                request, out, worker, look=look, width=width, annotations=annotations, other_hand=other_hand,
                view=view,
            )  # fmt: skip
            row = {
                "name": made.name, "picture": str(made.picture), "type": made.truth.scene_type,
                "camera": made.truth.camera_kind, "objects": len(made.truth.objects),
                "seconds": round(time.perf_counter() - start, 1),
            }  # fmt: skip
            _tell(console, row, json)
    return 0


def _layout(request: Request) -> dict[str, object]:
    design = generate(request)
    return {
        "seed": request.seed, "type": design.type, "shape": design.shape, "style": design.style,
        "rooms": len(design.zones), "objects": len(design.pieces),
    }  # fmt: skip


def _tell(console: Console, row: dict[str, object], json: bool) -> None:
    if json:
        console.print(orjson.dumps(row).decode(), markup=False)
    else:
        console.print("  ".join(f"{key} {value}" for key, value in row.items()), markup=False)
