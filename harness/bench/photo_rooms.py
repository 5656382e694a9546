"""Furnished rooms with a camera inside: generated, or from the truths of rendered photos."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from harness.bench.photo_cameras import photographed
from harness.sample.photo_marks import Array, Body, Scene
from harness.sample.program import write_program
from tools import vocabulary
from tools.blender.arrays import load_image
from tools.blender.jobs import Render
from tools.blender.worker import Worker
from tools.geometry import turn
from tools.pinhole import Camera, KitCamera
from tools.planner.design import Design, Piece, Request
from tools.planner.finishes import TILED, choose_finish
from tools.planner.generate import generate

MOUNTS = {"furniture": "floor", "wall_mounted": "wall", "manipuland": "object", "ceiling_mounted": "ceiling"}
"""What other renderers' truths call them."""


class Photographed(NamedTuple):
    """A room with a camera in it."""

    name: str
    scene: Scene
    camera: Camera


def generated(seed: int) -> Photographed:
    """A furnished room; every other one is looked at into a corner."""
    rng = np.random.default_rng([seed, 17])
    design = generate(Request(seed=seed, rooms=1))
    camera = photographed(rng, design, corner=seed % 2 == 0)
    return Photographed(f"{design.type} {seed}", scene_of(design), camera)


class Masked(NamedTuple):
    """A room whose program was run: its things as they are built, and whose each pixel of its photo is.

    Attributes:
        room: bodies are the built things' own boxes, in the order that `ids` numbers.
        ids: (H, W) 1 + index into the bodies, 0 for the shell and nothing.
        style: of the room.
    """

    room: Photographed
    ids: NDArray[np.int32]
    style: str


def masked(seed: int, worker: Worker, folder: Path) -> Masked:
    """The room of `generated`, built.

    Args:
        seed: of the room.
        worker: Blender.
        folder: where its program is run; nothing is left there.
    """
    design = generate(Request(seed=seed, rooms=1))
    camera = photographed(np.random.default_rng([seed, 17]), design, corner=seed % 2 == 0)
    rng = Random(f"look/{seed}")
    placed = {p.id: p.category for p in design.pieces}
    finish = choose_finish(rng, design.style, placed, tiled=design.zones[0].type in TILED)
    program = write_program(design, finish, [], {"reference": camera}, seed)
    with tempfile.TemporaryDirectory(prefix="room-masks-") as scratch:
        out = Path(scratch) / "ids.npy"
        report = worker.job(program, folder, [Render(out, "reference", "ids", camera.width)]).report
        ids = load_image(out, "ids").astype(np.int32)
    bodies = [Body(o.id, o.category, o.mount, o.center, o.size, o.yaw_deg, o.on) for o in report.objects]
    scene = scene_of(design)._replace(bodies=bodies)
    return Masked(Photographed(f"{design.type} {seed}", scene, camera), ids, design.style)


TRIES = 4
"""Places from which a further picture may be taken: whoever takes it shows again what the first one shows."""


def several(seed: int, count: int) -> list[Photographed]:
    """The same room in that many pictures, the first one that of `generated`, corner and frontal in turn.

    Of a few places for each further picture the one is taken that shows most of what the first one does.
    """
    design = generate(Request(seed=seed, rooms=1))
    scene = scene_of(design)
    cameras = [photographed(np.random.default_rng([seed, 17]), design, corner=seed % 2 == 0)]
    first = _framed(scene, cameras[0])
    for k in range(1, count):
        rng = np.random.default_rng([seed, 17, k])
        tries = [photographed(rng, design, corner=(seed + k) % 2 == 0) for _ in range(TRIES)]
        cameras.append(max(tries, key=lambda c: len(first & _framed(scene, c))))
    return [Photographed(f"{design.type} {seed}", scene, camera) for camera in cameras]


def _framed(scene: Scene, camera: Camera) -> set[str]:
    """Ids of what stands on the floor with its middle in the frame."""
    found = set()
    for body in scene.bodies:
        (u, v), depth = camera.project([body.center])[0], float(camera.depth([body.center])[0])
        if body.mount == "floor" and depth > 0.3 and 0 < u < camera.width and 0 < v < camera.height:
            found.add(body.id)
    return found


def scene_of(design: Design) -> Scene:
    """A design as bodies."""
    bodies: dict[str, Body] = {}
    for piece in _parents_first(design.pieces):
        bodies[piece.id] = _body(piece, bodies, design.height)
    holes = [(h.id, h.kind, _hole(design, h.wall, h.at, h.width, h.sill, h.height)) for h in design.holes
             if isinstance(h.wall, int)]  # fmt: skip
    return Scene(design.floor, design.height, list(bodies.values()), holes)


def from_truth(path: Path) -> Photographed:
    """A rendered photo's room, from a truth with `camera.rotation_deg` (see `harness.bench.marks`).

    There things at yaw 0 face +Y.
    """
    data: dict[str, Any] = orjson.loads(path.read_bytes())
    told = data["camera"]
    x, y, z = told["position"]
    kit = KitCamera(
        (x, y, z), tuple(told["rotation_deg"]), told["focal"], (0.0, 0.0), tuple(told["size"]), None
    )
    bodies = [
        Body(
            o["id"],
            o["category"],
            MOUNTS[o["type"]],
            tuple(o["center"]),
            tuple(o["size"]),
            o["yaw_deg"] + 180,
        )
        for o in data["objects"]
        if o["type"] in MOUNTS and o["visible_px"] >= 60
    ]
    carried = [b._replace(on=_under(b, bodies)) if b.mount == "object" else b for b in bodies]
    kept = [b for b in carried if b.mount != "object" or b.on is not None]
    floor = [(float(u), float(v)) for u, v in data["room"]["floor"]]
    return Photographed(
        path.name.removesuffix(".truth.json"), Scene(floor, data["room"]["height"], kept, []),
        Camera.from_kit(kit),
    )  # fmt: skip


def _under(small: Body, bodies: list[Body]) -> str | None:
    """What carries a small thing: the highest top below it."""
    x, y, z = small.center
    foot = z - small.size[2] / 2
    best: tuple[float, str] | None = None
    for body in bodies:
        top = body.center[2] + body.size[2] / 2
        inside = np.abs(body.local(np.array([[x, y, body.center[2]]]))[0, :2]).max() <= 0.5
        gap = abs(top - foot)
        if body.mount == "floor" and inside and gap < 0.1 and (best is None or gap < best[0]):
            best = (gap, body.id)
    return best[1] if best else None


def _parents_first(pieces: list[Piece]) -> list[Piece]:
    placed: list[Piece] = []
    left = list(pieces)
    while left:
        ready = [p for p in left if p.on is None or any(q.id == p.on for q in placed)]
        if not ready:
            break
        placed += ready
        left = [p for p in left if p not in ready]
    return placed


def _body(piece: Piece, others: dict[str, Body], ceiling: float) -> Body:
    (x, y), yaw, z = piece.at, piece.yaw, piece.z or 0.0
    tall = piece.size[2]
    if piece.on is not None:
        carrier = others[piece.on]
        dx, dy = turn(piece.at, carrier.yaw)
        x, y, yaw = carrier.center[0] + dx, carrier.center[1] + dy, carrier.yaw + piece.yaw
        low = carrier.center[2] - carrier.size[2] / 2
        share = vocabulary.entry(carrier.category).surface
        z = low + (piece.z if piece.z is not None else carrier.size[2] * (1.0 if share is None else share))
    elif piece.mount == "ceiling" and piece.z is None:
        z = ceiling - tall
    mount = "object" if piece.on else piece.mount
    return Body(piece.id, piece.category, mount, (x, y, z + tall / 2), piece.size, yaw, piece.on)


def _hole(design: Design, wall: int, at: float, width: float, sill: float, height: float) -> Array:
    """Corners (4, 3): lower left, lower right, upper right, upper left, as seen from inside."""
    (ax, ay), (bx, by) = design.floor[wall], design.floor[(wall + 1) % len(design.floor)]
    length = math.dist((ax, ay), (bx, by))
    ux, uy = (bx - ax) / length, (by - ay) / length
    # walls run counter-clockwise: seen from inside, their start is on the left... of who looks out
    near, far = at + width / 2, at - width / 2
    ends = [(ax + ux * near, ay + uy * near), (ax + ux * far, ay + uy * far)]
    (lx, ly), (rx, ry) = ends
    return np.array(
        [(lx, ly, sill), (rx, ry, sill), (rx, ry, sill + height), (lx, ly, sill + height)], dtype=float
    )
