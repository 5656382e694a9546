"""What a careful reader marks on a generated photo at eye level: walls, lines and contact points."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from harness.sample.annotate import SEEN
from harness.sample.photo_marks import Body, Scene, marks_of
from tools.measure.truth import Truth

ROUNDED = 1
"""Decimals of a pixel."""


def photo_annotations(truth: Truth, pixels: NDArray[np.uint8], ids: NDArray[np.int32]) -> dict[str, Any]:
    """The content of `NAME.annotations.json` for a photo.

    Args:
        truth: of the picture.
        pixels: (H, W, 3) the picture, for the colours.
        ids: (H, W) what each pixel shows, as in the truth's `ids` file.

    Raises:
        ValueError: the truth has no camera, or its photo shows no wall.
    """
    if truth.camera is None:
        raise ValueError("a truth without a camera has no pixels")
    bodies = [Body(o.id, o.category, o.mount, o.center, o.size, o.yaw_deg, o.on) for o in truth.objects]
    holes = [(o.id, o.kind, _corners(truth, o.wall, o.at, o.width, o.sill, o.height))
             for o in truth.room.openings if isinstance(o.wall, int)]  # fmt: skip
    scene = Scene(truth.room.floor_polygon, truth.room.height, bodies, holes)
    marks = marks_of(scene, truth.camera, np.random.default_rng(0), 0.0)
    if marks is None:
        raise ValueError("the photo shows no wall")
    counts = np.bincount(ids.ravel(), minlength=len(truth.objects) + 1)[1:]
    known = {
        o.id: (o, int(n), number + 1) for number, (o, n) in enumerate(zip(truth.objects, counts, strict=True))
    }
    data = marks.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    things = []
    for thing in data.get("things", []):
        item, shown, number = known[thing["id"]]
        if shown < SEEN or item.box is None:
            continue
        thing |= {"box": item.box, "materials": item.materials}
        thing["color"] = [int(c) for c in np.median(pixels[ids == number], axis=0)]
        things.append(thing)
    kept = {t["id"] for t in things}
    things = [t for t in things if t.get("on") is None or t["on"] in kept]
    for thing in things:
        thing["hidden_by"] = [i for i in thing.get("hidden_by", []) if i in kept]
    head = {"version": 1, "picture": truth.picture, "size": list(truth.size), "scene_type": truth.scene_type}
    whole: dict[str, Any] = _rounded({**head, "style": truth.style, **data, "things": things})
    return whole


def _corners(
    truth: Truth, wall: int, at: float, width: float, sill: float, height: float
) -> NDArray[np.float64]:
    """Corners (4, 3) of a hole: lower left, lower right, upper right, upper left, as seen from inside."""
    floor = truth.room.floor_polygon
    a, b = np.array(floor[wall]), np.array(floor[(wall + 1) % len(floor)])
    along = (b - a) / float(np.hypot(*(b - a)))
    left, right = a + along * (at + width / 2), a + along * (at - width / 2)
    return np.array([(*left, sill), (*right, sill), (*right, sill + height), (*left, sill + height)])


def _rounded(value: Any) -> Any:
    """Pixels to a tenth: nobody marks finer."""
    if isinstance(value, float):
        return round(value, ROUNDED)
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    return [_rounded(v) for v in value] if isinstance(value, list | tuple) else value
