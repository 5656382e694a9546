"""An annotations file made from exact truth: what a careful reader of the picture would have marked."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.geometry import Vec2
from tools.measure.truth import Truth, TruthObject, TruthOpening
from tools.picture.turned import picture_facing
from tools.pinhole import Camera

SEEN = 24
"""Pixels a thing must show to be marked."""


def annotations_of(truth: Truth, pixels: NDArray[np.uint8], ids: NDArray[np.int32]) -> dict[str, Any]:
    """The content of `NAME.annotations.json` (see `tools.picture.annotations`).

    Args:
        truth: of the picture.
        pixels: (H, W, 3) the picture, for the colours.
        ids: (H, W) what each pixel shows, as in the truth's `ids` file.

    Things that show fewer than 24 pixels are left out, and so is what stands on them.
    """
    counts = np.bincount(ids.ravel(), minlength=len(truth.objects) + 1)[1:]
    marked = {o.id for o, n in zip(truth.objects, counts, strict=True) if n >= SEEN and o.box}
    things = [
        _thing(o, pixels[ids == number + 1], marked, truth.camera)
        for number, o in enumerate(truth.objects)
        if o.id in marked
    ]
    room = truth.room
    xs = [x for x, _ in room.floor_polygon]
    return {
        "version": 1, "picture": truth.picture, "size": list(truth.size), "scene_type": truth.scene_type,
        "style": truth.style, "room_width": round(max(xs) - min(xs), 2), "wall_height": room.height,
        "floor_px": room.floor_px, "wall_top_px": room.wall_top_px,
        "partitions": [
            {"id": p.id, "thickness": p.thickness, "start_px": _floor(truth, p.start),
             "end_px": _floor(truth, p.end)} for p in room.partitions
        ],
        "openings": [_opening(truth, o) for o in room.openings],
        "things": things,
    }  # fmt: skip


def _thing(
    item: TruthObject, pixels: NDArray[np.uint8], marked: set[str], camera: Camera | None
) -> dict[str, Any]:
    mark: dict[str, Any] = {"id": item.id, "category": item.category, "box": item.box, "mount": item.mount}
    if item.on in marked:
        mark["on"] = item.on
    elif item.mount == "object":
        mark["mount"] = "floor"
    if item.foot is not None and item.mount == "floor":
        mark["foot"] = item.foot
    if item.facing is not None:
        mark["facing"] = round(picture_facing(camera, item.facing) if camera else item.facing)
    mark["height"] = round(item.size[2], 2)
    if item.mount in {"wall", "ceiling"}:
        mark["elevation"] = round(item.center[2] - item.size[2] / 2, 2)
    mark["color"] = [int(c) for c in np.median(pixels, axis=0)]
    mark["materials"] = item.materials
    mark["small"] = item.is_small
    return mark


def _floor(truth: Truth, point: Vec2) -> list[float]:
    """The pixel of a point of the floor."""
    if truth.camera is None:
        raise ValueError("a truth without a camera has no pixels")
    u, v = truth.camera.project([(*point, 0.0)])[0]
    return [round(float(u), 1), round(float(v), 1)]


def _opening(truth: Truth, opening: TruthOpening) -> dict[str, Any]:
    if isinstance(opening.wall, int):
        corners = truth.room.floor_polygon
        start, end = corners[opening.wall], corners[(opening.wall + 1) % len(corners)]
    else:
        partition = next(p for p in truth.room.partitions if p.id == opening.wall)
        start, end = partition.start, partition.end
    length = math.dist(start, end)
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    low, high = opening.at - opening.width / 2, opening.at + opening.width / 2
    mark: dict[str, Any] = {
        "id": opening.id, "kind": opening.kind, "wall": opening.wall,
        "from_px": _floor(truth, (start[0] + along[0] * low, start[1] + along[1] * low)),
        "to_px": _floor(truth, (start[0] + along[0] * high, start[1] + along[1] * high)),
        "height": opening.height,
    }  # fmt: skip
    if opening.kind == "window":
        mark["sill"] = opening.sill
    return mark
