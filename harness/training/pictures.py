"""A growing pool of pictures with boxes, in shards that only depend on their number."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from harness.sample.cameras import choose_camera
from harness.sample.masks import box_of
from harness.sample.plan import draw_plan, plan_ids
from harness.training.rooms import MeshRoom, design_of, load_room
from harness.training.views import View, draw
from tools.vocabulary import entry

A_SHARD = 100
PLANS = 0.12
"""Share of pictures that are drawn plans."""
SIDE = 448
WANTED: dict[str, float] = {
    "bed": 1.5, "sofa": 2.0, "armchair": 1.5, "toilet": 0.6, "bathtub": 1.0, "floor lamp": 0.6, "rug": 0.4,
    "dining table": 0.5, "coffee table": 0.6, "plant": 0.4, "refrigerator": 0.4, "side table": 0.5,
}  # fmt: skip
"""A room with such a thing is drawn so much more often."""


class Pool:
    """The built rooms, opened when needed."""

    def __init__(self, folder: Path, first: int = 0, last: int = 10**9) -> None:
        self.files = [f for f in sorted(folder.glob("room-??????.npz")) if first <= int(f.stem[5:]) < last]
        self._weights: dict[Path, float] = {}

    def pick(self, rng: Random) -> tuple[MeshRoom, int]:
        """A room, by how much what is in it is wanted, and its seed."""
        while True:
            file = rng.choice(self.files)
            room = load_room(file)
            if file not in self._weights:
                has = {o["category"] for o in room.objects}
                self._weights[file] = 0.6 + sum(w for name, w in WANTED.items() if name in has)
            if rng.random() * 4 < self._weights[file]:
                return room, int(file.stem[5:])


def plan_view(seed: int, rng: Random) -> View:
    """The room of a seed as a drawn plan."""
    design = design_of(seed)
    camera = choose_camera(rng, design, "plan", SIDE)
    image = np.asarray(draw_plan(design, camera, rng.randrange(10**6)).convert("RGB"))[..., ::-1]
    ids = plan_ids(design, camera, [p.id for p in design.pieces])
    things: list[dict[str, Any]] = []
    for k, piece in enumerate(design.pieces):
        box = box_of(ids == k + 1)
        if box is None:
            continue
        one = piece.on is None and entry(piece.category).turns == 1
        a = np.radians(piece.yaw)
        things.append(
            {
                "category": piece.category, "small": piece.mount == "object", "box": list(box), "shows": 1.0,
                "framed": 1.0,
                "front": [round(float(np.sin(a)), 3), round(float(np.cos(a)), 3)] if one else None,
            }
        )  # fmt: skip
    return View(np.ascontiguousarray(image), things, "plan")


def view(pool: Pool, rng: Random, kind: str | None = None) -> View:
    """One picture; `kind` of camera or "plan"."""
    while True:
        made, seed = pool.pick(rng)
        if kind == "plan" or (kind is None and rng.random() < PLANS):
            return plan_view(seed, rng)
        shown = draw(made, rng, side=SIDE, kind=kind)
        if len(shown.things) >= (3 if shown.kind == "eye" else 2):
            return shown


def write_shard(pool: Pool, number: int, out: Path, kind: str | None = None, count: int = A_SHARD) -> Path:
    """Draw a shard: packed PNG pictures and their boxes."""
    rng = Random(f"shard/{number}")
    packed, rows = [], []
    for _ in range(count):
        made = view(pool, rng, kind)
        packed.append(cv2.imencode(".png", made.image, [cv2.IMWRITE_PNG_COMPRESSION, 3])[1])
        rows.append({"kind": made.kind, "things": made.things})
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"shard-{number:05d}.npz"
    half = out / f"half-{number:05d}.npz"
    np.savez(half, meta=np.array(json.dumps(rows)), **{f"p{k}": png for k, png in enumerate(packed)})
    half.rename(file)
    return file


def read_shard(file: Path) -> list[tuple[np.ndarray[Any, Any], dict[str, Any]]]:
    """(packed picture, {"kind", "things"}) of every picture of a shard."""
    with np.load(file) as data:
        return [(data[f"p{k}"], row) for k, row in enumerate(json.loads(str(data["meta"])))]


def opened(packed: np.ndarray[Any, Any]) -> NDArray[np.uint8]:
    """A packed picture as BGR pixels."""
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
