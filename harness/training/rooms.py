"""Sampled rooms kept as meshes: built once by Blender, drawn many times in other colours from other places.

Building takes most of a sample's time and drawing little, so training data is a folder of built rooms.
One .npz a room: `vertices` (n, 3) float32 world metres, `triangles` (m, 3) int32, `part` (m,) int16 index
into the parts, and `meta`, JSON with the parts (object number or -1 for the shell, name, slot, material), the
objects (what the truth knows of each) and the room.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from harness.sample.cameras import choose_camera
from harness.sample.program import write_program
from tools.blender.jobs import Meshes
from tools.blender.worker import Worker
from tools.errors import InputError
from tools.measured import SceneMeshes, SceneReport
from tools.planner.design import Design, Request, RoomType
from tools.planner.finishes import TILED, choose_finish
from tools.planner.generate import generate
from tools.vocabulary import entry

TYPES: tuple[RoomType, ...] = (
    "bedroom", "bedroom", "bedroom", "living", "living", "living", "dining", "dining", "kitchen", "kitchen",
    "office", "bath", "bath", "nursery", "lab", "shop", "classroom",
)  # fmt: skip
"""Homes more often than halls: people's pictures are of homes."""
ROOMS = (1, 1, 1, 1, 2, 2, 3, 4)


class MeshRoom(NamedTuple):
    """One built room."""

    vertices: NDArray[np.float32]
    triangles: NDArray[np.int32]
    part: NDArray[np.int16]
    parts: list[dict[str, Any]]
    objects: list[dict[str, Any]]
    room: dict[str, Any]


def build_rooms(out: Path, worker: Worker, seeds: range) -> Iterator[Path]:
    """Build the rooms of those seeds into `out`, leaving those already there; gives each file made.

    A seed whose room cannot be furnished is left out: the next has another room.
    """
    out.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        file = out / f"room-{seed:06d}.npz"
        if file.exists():
            continue
        try:
            design = design_of(seed)
        except InputError:
            continue
        rng = Random(f"training/look/{seed}")
        camera = choose_camera(rng, design, "ortho", 64)
        worn = {p.id: p.category for p in design.pieces}
        finish = choose_finish(rng, design.style, worn, tiled=design.zones[0].type in TILED)
        program = write_program(design, finish, [], {"reference": camera}, seed)
        with tempfile.TemporaryDirectory(prefix="room-training-") as scratch:
            result = worker.job(program, Path(scratch), [Meshes()])
        save_room(file, pack(design, result.report, result.meshes))
        yield file


def design_of(seed: int) -> Design:
    """The design of a training room.

    Raises:
        InputError: that seed's room cannot be furnished.
    """
    rng = Random(f"training/{seed}")
    return generate(Request(seed, rng.choice(TYPES), rooms=rng.choice(ROOMS)))


def pack(design: Design, report: SceneReport, meshes: SceneMeshes) -> MeshRoom:
    """The room's meshes as one, with what is known of each part and object."""
    number = {item.id: k for k, item in enumerate(report.objects)}
    material = {(item.id, part.name): part.material for item in report.objects for part in item.parts}
    vertices, triangles, part_of, offset = [], [], [], 0
    parts: list[dict[str, Any]] = []
    for id, pieces in meshes.items():
        for piece in pieces:
            vertices.append(piece.vertices.astype(np.float32))
            triangles.append(piece.triangles.astype(np.int32) + offset)
            part_of.append(np.full(len(piece.triangles), len(parts), np.int16))
            offset += len(piece.vertices)
            parts.append(
                {
                    "object": number.get(id, -1),
                    "owner": id,
                    "name": piece.name,
                    "slot": piece.slot,
                    "material": material.get((id, piece.name)),
                }
            )
    objects = [
        {
            "id": item.id, "category": item.category, "mount": item.mount, "on": item.on,
            "center": item.center, "size": item.size, "yaw": item.yaw_deg,
            "turns": entry(item.category).turns,
        }
        for item in report.objects
    ]  # fmt: skip
    room = {
        "seed": design.request.seed, "type": design.type, "floor": design.floor, "height": design.height,
        "wall": design.wall,
        "zones": [[list(p) for p in z.polygon.exterior.coords[:-1]] for z in design.zones],
        "zone_types": [z.type for z in design.zones],
    }  # fmt: skip
    return MeshRoom(
        np.concatenate(vertices), np.concatenate(triangles), np.concatenate(part_of), parts, objects, room
    )


def save_room(file: Path, made: MeshRoom) -> None:
    """Write a room whole: a killed run leaves no half file."""
    meta = json.dumps({"parts": made.parts, "objects": made.objects, "room": made.room})
    half = file.with_suffix(".half.npz")
    np.savez(half, vertices=made.vertices, triangles=made.triangles, part=made.part, meta=np.array(meta))
    half.rename(file)


def load_room(file: Path) -> MeshRoom:
    """A room written by `save_room`."""
    with np.load(file) as data:
        meta = json.loads(str(data["meta"]))
        return MeshRoom(
            data["vertices"], data["triangles"], data["part"], meta["parts"], meta["objects"], meta["room"]
        )
