"""Marks that a perfect reader would make of a picture, from its exact truth: pixels, no metres of the plan.

Three kinds of `NAME.truth.json` are understood: those of `room sample`; readings by hand (`image_size`, boxes
and feet in pixels, the room's width in metres); and plain ones of other renderers (`camera` with `position`,
`rotation_deg` about X, Y, Z and `focal` in picture widths; `room` with `floor` and `height`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from pydantic import ValidationError

from tools.errors import InputError
from tools.measure.truth import Truth
from tools.picture import image
from tools.picture.annotations import Annotations
from tools.picture.image import Pixels
from tools.picture.turned import picture_facing
from tools.pinhole import Camera, KitCamera
from tools.survey import Point

VISIBLE = 60
"""Pixels a thing must show to be marked."""
MOUNTS = {"furniture": "floor", "wall_mounted": "wall", "manipuland": "object"}


class MarkedRoom(NamedTuple):
    """A picture with perfect marks, and what is true of it.

    Attributes:
        width: metres of the floor's bounding rectangle along x.
        camera: None where nobody knows it.
        eye: whether it was taken at eye level.
    """

    name: str
    picture: Pixels
    marks: Annotations
    width: float
    camera: Camera | None
    eye: bool = False


def marked_rooms(folder: Path) -> list[MarkedRoom]:
    """Every `*.truth.json` of a folder whose picture lies beside it.

    Raises:
        InputError: there is none, or one cannot be understood.
    """
    found = [_room(path) for path in sorted(folder.glob("*.truth.json"))]
    if not found:
        raise InputError(f"{folder} holds no *.truth.json; make some with `room sample`")
    return found


def _room(path: Path) -> MarkedRoom:
    data = json.loads(path.read_bytes())
    name = path.name.removesuffix(".truth.json")
    try:
        if "image_size" in data:
            return _by_hand(path, name, data)
        if "rotation_deg" in data.get("camera", {}):
            return _rendered(path, name, data)
        return _sampled(path, name, data)
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise InputError(f"{path}: no truth that can be read ({error})") from error


def _rendered(path: Path, name: str, data: dict[str, Any]) -> MarkedRoom:
    told = data["camera"]
    x, y, z = told["position"]
    kit = KitCamera(
        (x, y, z), tuple(told["rotation_deg"]), told["focal"], (0.0, 0.0), tuple(told["size"]), None
    )
    camera = Camera.from_kit(kit)
    floor, height = data["room"]["floor"], data["room"]["height"]
    eye = told.get("kind") == "eye"
    things = []
    for o in data["objects"]:
        mount = MOUNTS.get(o["type"])
        if o["visible_px"] < VISIBLE or mount is None or not o["box_px"]:
            continue
        mark: dict[str, Any] = {"id": o["id"], "category": o["category"], "box": o["box_px"], "mount": mount}
        if mount == "object":
            carrier = _under(o, data["objects"])
            if carrier is None:
                continue
            mark |= {"on": carrier, "small": True}
        if mount == "floor":
            (foot,) = _pixels(camera, [o["center"][:2]], 0.0)
            mark |= {"foot": foot, "top": max(0.01, round(o["center"][2] + o["size"][2] / 2, 2))}
        things.append(mark)
    kept = {t["id"] for t in things}
    marks = {
        "floor_px": _pixels(camera, floor, 0.0),
        "wall_top_px": None if eye else _pixels(camera, floor, height),
        "things": [t for t in things if t.get("on") is None or t["on"] in kept],
    }
    width = float(np.ptp([p[0] for p in floor]))
    picture = image.load(path.with_name(data["picture"]))
    return MarkedRoom(name, picture, Annotations.model_validate(marks), width, camera, eye)


def _under(small: dict[str, Any], every: Sequence[dict[str, Any]]) -> str | None:
    """The furniture on whose top a small thing stands, by its place."""
    x, y, z = small["center"]
    bottom = z - small["size"][2] / 2
    best: tuple[float, str] | None = None
    for o in every:
        if o["type"] != "furniture" or o["visible_px"] < VISIBLE:
            continue
        (cx, cy, cz), (w, d, h) = o["center"], o["size"]
        turn = np.radians(o["yaw_deg"])
        dx, dy = x - cx, y - cy
        along, across = np.cos(turn) * dx + np.sin(turn) * dy, np.cos(turn) * dy - np.sin(turn) * dx
        gap = abs(cz + h / 2 - bottom)
        if abs(along) <= w / 2 and abs(across) <= d / 2 and gap < 0.1 and (best is None or gap < best[0]):
            best = (gap, o["id"])
    return best[1] if best else None


def _by_hand(path: Path, name: str, data: dict[str, Any]) -> MarkedRoom:
    room = data["room"]
    things = []
    ids = {o["id"] for o in data["objects"]}
    for o in data["objects"]:
        mark: dict[str, Any] = {
            "id": o["id"],
            "category": o["category"],
            "box": o["bbox_px"],
            "small": o["small"],
            "words": [o["note"]] if o.get("note") else [],
        }
        on = o.get("on")
        mark |= {"on": on} if on in ids else {"mount": "wall"} if o["wall_mounted"] else {"mount": "floor"}
        if not o["small"] and not o["wall_mounted"]:
            mark |= {"foot": o["foot_px"], "facing": o["rotation_deg"]}
        things.append(mark)
    marks = {
        "floor_px": room.get("floor_quad_px") or room["floor_px"],
        "wall_top_px": room.get("wall_top_px"),
        "things": things,
    }
    picture = image.load(path.with_name(data["image"]))
    return MarkedRoom(name, picture, Annotations.model_validate(marks), room["width_m"], None)


def _sampled(path: Path, name: str, data: dict[str, Any]) -> MarkedRoom:
    truth = Truth.model_validate(data)
    things = []
    ids = {o.id for o in truth.objects if o.box}
    for o in truth.objects:
        if o.box is None or o.mount == "ceiling" or (o.visible or 0.0) < 0.3:
            continue
        mark: dict[str, Any] = {"id": o.id, "category": o.category, "box": o.box, "mount": o.mount}
        mark |= {"on": o.on, "small": True} if o.on in ids else {}
        if o.mount == "floor":
            mark |= {"foot": o.foot, "top": round(o.center[2] + o.size[2] / 2, 2) or None}
            if o.facing is not None:
                mark["facing"] = picture_facing(truth.camera, o.facing) if truth.camera else o.facing
        things.append(mark)
    kept = {t["id"] for t in things}
    eye = truth.camera_kind == "eye"
    marks = {
        "floor_px": truth.room.floor_px,
        "wall_top_px": None if eye else truth.room.wall_top_px or None,
        "things": [t for t in things if t.get("on") is None or t["on"] in kept],
    }
    width = float(np.ptp([p[0] for p in truth.room.floor_polygon]))
    picture = image.load(path.with_name(truth.picture))
    return MarkedRoom(name, picture, Annotations.model_validate(marks), width, truth.camera, eye)


def _pixels(camera: Camera, points: Sequence[Sequence[float]], z: float) -> list[Point]:
    seen = camera.project([(p[0], p[1], z) for p in points])
    return [(round(float(u), 1), round(float(v), 1)) for u, v in seen]
