"""Pictures of a built room: other colours, cameras and light each time, with the boxes of what they show."""

from __future__ import annotations

import math
from random import Random
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from harness.sample.arrays import vec
from harness.training import raster
from harness.training.cameras import Camera, choose_camera, extent
from harness.training.painting import normals, paint
from harness.training.reshaping import other_shapes, shaken
from harness.training.rooms import MeshRoom

KINDS = ("above", "ortho", "oblique", "eye")


class View(NamedTuple):
    """A picture and what is in it."""

    image: NDArray[np.uint8]
    """(h, w, 3) BGR, as OpenCV has it."""
    things: list[dict[str, Any]]
    """category, small, box (x0, y0, x1, y1) pixels, share of its hull that shows, front (dx, dy) or None."""
    kind: str


def draw(made: MeshRoom, rng: Random, *, side: int = 448, kind: str | None = None, over: float = 1.7) -> View:
    """One picture of a room, its longer side `side` pixels.

    Args:
        made: the room.
        rng: decides everything else.
        side: pixels.
        kind: of camera; mostly from above when left out.
        over: drawn this much larger and shrunk, for smooth edges.
    """
    kind = kind or rng.choices(KINDS, weights=(5, 1, 2, 2))[0]
    made = shaken(other_shapes(made, rng), rng)
    hidden = _hidden(made, rng, kind)
    box = extent(made)
    aspect = rng.uniform(0.62, 1.0)
    size = (side, round(side * aspect)) if box[0] >= box[1] or kind == "eye" else (round(side * aspect), side)
    if kind == "eye" and rng.random() < 0.15:
        size = (size[1], size[0])
    big = (round(size[0] * over), round(size[1] * over))
    camera = choose_camera(made, rng, kind, big, box)
    shown = ~hidden[made.part]
    if kind in ("above", "ortho", "oblique"):
        shown &= _inner(made, camera, rng)
    key, who = raster.raster(
        camera.local(made.vertices),
        made.triangles,
        shown,
        camera.focal,
        big[0] / 2,
        big[1] / 2,
        camera.ortho,
        *big,
    )
    linear = paint(made, rng, camera, key, who, hidden)
    linear *= rng.uniform(1.0, 2.2)
    image = np.clip(linear, 0, 1) ** (1 / 2.2) * 255
    small = cv2.resize(image.astype(np.uint8), size, interpolation=cv2.INTER_AREA)
    things = _things(made, camera, who, big, over, hidden)
    return View(np.asarray(small, dtype=np.uint8), things, kind)


def _hidden(made: MeshRoom, rng: Random, kind: str) -> NDArray[np.bool_]:
    """Which parts are left out: the ceiling and what hangs from it, and now and then a thing."""
    open_top = kind != "eye"
    lamps = open_top and rng.random() < 0.6
    bare = rng.random() < 0.15
    gone = [
        rng.random() < 0.04 or (lamps and o["mount"] == "ceiling") or (bare and o["mount"] == "object")
        or (open_top and o["category"] == "curtain" and rng.random() < 0.3)
        for o in made.objects
    ]  # fmt: skip
    out = np.zeros(len(made.parts), bool)
    for p, part in enumerate(made.parts):
        number = part["object"]
        out[p] = (number >= 0 and gone[number]) or (open_top and part["slot"] == "ceiling")
        if number >= 0 and made.objects[number]["on"] is not None:
            carrier = next(
                (k for k, o in enumerate(made.objects) if o["id"] == made.objects[number]["on"]), None
            )
            out[p] |= carrier is not None and gone[carrier]
    return out


def _inner(made: MeshRoom, camera: Camera, rng: Random) -> NDArray[np.bool_]:
    """Triangles drawn of a doll's house: the outer faces of walls in the way are mostly left out."""
    if rng.random() < 0.25:
        return np.ones(len(made.triangles), bool)
    wall = np.array(
        [p["object"] < 0 and p["slot"] in ("walls", "cap", "skirting", "trim") for p in made.parts]
    )
    hole = np.array([p["object"] < 0 and p["owner"] != "room" for p in made.parts])
    n = normals(made)
    middle = made.vertices[made.triangles].mean(1)
    toward = np.broadcast_to(camera.rotation[2], middle.shape) if camera.ortho else middle - camera.eye
    away = (n * toward).sum(1) > 0
    # an outer face is one whose normal leads out of the building
    outward = (n[:, :2] * middle[:, :2]).sum(1) > 0
    return np.asarray(~((wall[made.part] | hole[made.part]) & ~away & outward & (np.abs(n[:, 2]) < 0.5)))


def _things(
    made: MeshRoom,
    camera: Camera,
    who: NDArray[np.int32],
    big: tuple[int, int],
    over: float,
    hidden: NDArray[np.bool_],
) -> list[dict[str, Any]]:
    """The boxes of what shows, in pixels of the shrunk picture."""
    number = np.array([p["object"] for p in made.parts])
    shells: list[str] = sorted({p["owner"] for p in made.parts if p["object"] < 0 and p["owner"] != "room"})
    count = len(made.objects)
    number = np.array(
        [
            p["object"]
            if p["object"] >= 0
            else count + shells.index(p["owner"])
            if p["owner"] in shells
            else -1
            for p in made.parts
        ]
    )
    ids = np.where(who >= 0, number[made.part[np.maximum(who, 0)]], -1)
    rows, columns = np.nonzero(ids >= 0)
    owner = ids[rows, columns]
    order = np.argsort(owner, kind="stable")
    rows, columns, owner = rows[order], columns[order], owner[order]
    out = []
    starts = np.searchsorted(owner, np.arange(count + len(shells) + 1))
    of_triangle = number[made.part]
    for k in range(count + len(shells)):
        a, b = starts[k], starts[k + 1]
        if b - a < 12:
            continue
        r, c = rows[a:b], columns[a:b]
        box = [c.min() / over, r.min() / over, (c.max() + 1) / over, (r.max() + 1) / over]
        points = made.vertices[np.unique(made.triangles[of_triangle == k])]
        flat = camera.pixels(points, big)
        flat = flat[~np.isnan(flat).any(1)]
        whole = cv2.contourArea(cv2.convexHull(flat)) if len(flat) > 2 else 1.0
        flat = np.clip(flat, 0, vec(big))
        inside = cv2.contourArea(cv2.convexHull(flat)) if len(flat) > 2 else 1.0
        thing = (
            made.objects[k]
            if k < count
            else {"category": shells[k - count].split("_")[0], "mount": "wall", "turns": 2}
        )
        front = _front(thing, camera, big) if thing["turns"] == 1 else None
        out.append(
            {
                "category": thing["category"],
                "small": thing["mount"] == "object",
                "box": [round(float(v), 1) for v in box],
                "shows": round(min(1.0, (b - a) / max(inside, 1.0)), 2),
                "framed": round(min(1.0, inside / max(whole, 1.0)), 2),
                "front": front,
            }
        )
    return out


def _front(thing: dict[str, Any], camera: Camera, big: tuple[int, int]) -> list[float] | None:
    """The direction in the picture that its front looks to, a unit vector (right, down)."""
    yaw, middle = math.radians(thing["yaw"]), vec(thing["center"])
    ahead = vec([math.sin(yaw), -math.cos(yaw), 0]) * 0.25
    p = camera.pixels(vec([middle, middle + ahead]), big)
    d = p[1] - p[0]
    length = float(np.hypot(*d))
    return None if not length > 1 else [round(float(d[0]) / length, 3), round(float(d[1]) / length, 3)]
