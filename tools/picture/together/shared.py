"""The things that several pictures show, as the joint solve takes them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.geometry import Vec2, wrap
from tools.picture.photo.covered import covered_edges
from tools.picture.photo.rays import ray_of
from tools.picture.together.landmarks import UNIT, Landmark, Look
from tools.picture.together.shot import BORDER, Pose, Shot, size_of, yaw_of
from tools.pinhole import Camera
from tools.survey import Seen

Array = NDArray[np.float64]
Row = tuple[int, Seen]
"""Number of a picture, and a thing as it shows it."""

FACES_AWAY = -0.2
"""Cosine beyond which a side of a footprint looks away from a camera, so that its ends are not marked."""


def landmarks_of(
    shots: Sequence[Shot], cameras: Sequence[Camera], poses: Sequence[Pose]
) -> tuple[list[Landmark], list[Look]]:
    """What at least two pictures show, and what each shows of it.

    Args:
        shots: the pictures.
        cameras: of them, in one world.
        poses: that bring the pictures' own worlds there.
    """
    by_id: dict[str, list[Row]] = {}
    for view, shot in enumerate(shots):
        for thing in shot.survey.seen:
            if not thing.rejected:
                by_id.setdefault(thing.id, []).append((view, thing))
    spots = [shot.spots() for shot in shots]
    landmarks: list[Landmark] = []
    looks: list[Look] = []
    for id, rows in by_id.items():
        if len(rows) < 2:
            continue
        own = [Look(v, len(landmarks), t.box, _cut(t, shots[v])) for v, t in rows]
        rough = [poses[v].point(spots[v][id].at) for v, _ in rows if id in spots[v]]
        made = _standing(id, rows, rough, shots, poses) if _stands(rows) else None
        if made is not None:
            looks += [_with_feet(k, t, made, cameras[v]) for k, (v, t) in zip(own, rows, strict=True)]
        else:
            clear = [(k, t) for k, (_, t) in zip(own, rows, strict=True) if not any(k.cut)]
            made = _hanging(id, clear, cameras)
            if made is None:
                continue
            looks += [k for k, _ in clear]
        landmarks.append(made)
    return landmarks, looks


def _stands(rows: Sequence[Row]) -> bool:
    return all(t.on is None and t.mount == "floor" for _, t in rows)


def _cut(thing: Seen, shot: Shot) -> tuple[bool, bool, bool, bool]:
    """Edges of its box that the frame or another thing cuts short."""
    w, h = shot.survey.size
    x0, y0, x1, y1 = thing.box
    boxes = {t.id: t.box for t in shot.survey.seen if t.id != thing.on and t.on != thing.id}
    over = covered_edges(thing.box, [boxes[i] for i in thing.hidden_by or () if i in boxes])
    frame = (x0 <= BORDER, y0 <= BORDER, x1 >= w - BORDER, y1 >= h - BORDER)
    left, top, right, bottom = (a or b for a, b in zip(over, frame, strict=True))
    return (left, top, right, bottom)


def _standing(
    id: str, rows: Sequence[Row], rough: Sequence[Vec2], shots: Sequence[Shot], poses: Sequence[Pose]
) -> Landmark | None:
    """A thing on the floor; None where no picture tells where."""
    if not rough:
        return None
    view, thing = max(rows, key=lambda r: (r[1].facing is not None, min(2, len(r[1].contacts)), _area(r[1])))
    yaw = yaw_of(thing, shots[view].camera)
    w, d, h = size_of(thing)
    if yaw is not None and thing.facing is None:
        side = _length(thing, shots[view].camera)
        if side is not None and abs(math.log(side / d)) < abs(math.log(side / w)):
            yaw += 90.0
    x, y = np.median(np.array(rough), axis=0).tolist()
    turned = wrap((yaw or 0.0) + 90.0 * poses[view].quarter)
    return Landmark(id, (x, y), (w, d, h), turned, 0.0, vocabulary.entry(thing.category).shape, solid=True)


def _hanging(id: str, clear: Sequence[tuple[Look, Seen]], cameras: Sequence[Camera]) -> Landmark | None:
    """The middle of what hangs or is carried, where two rays nearly meet."""
    if len({k.view for k, _ in clear}) < 2:
        return None
    across, along = np.zeros((3, 3)), np.zeros(3)
    for look, _ in clear:
        camera = cameras[look.view]
        x0, y0, x1, y1 = look.box
        middle = ((x0 + x1) / 2, (y0 + y1) / 2)
        if camera.kind == "ortho":
            return None
        ray = ray_of(camera, middle)
        ray = ray / np.linalg.norm(ray)
        off = np.eye(3) - np.outer(ray, ray)
        across += off
        along += off @ np.array(camera.position)
    if np.linalg.cond(across) > 1e3:  # the rays run alike
        return None
    x, y, z = np.linalg.solve(across, along).tolist()
    size = size_of(clear[0][1])
    return Landmark(id, (x, y), size, 0.0, z - size[2] / 2, "box", solid=False)


def _with_feet(look: Look, thing: Seen, landmark: Landmark, camera: Camera) -> Look:
    """A look with the corners that its contact points are."""
    contacts = tuple(thing.contacts)
    numbers = _numbers(thing, landmark, camera) if len(contacts) >= 2 else None
    if numbers is None:
        return Look(look.view, look.landmark, look.box, look.cut, thing.foot if not contacts else None)
    return Look(look.view, look.landmark, look.box, look.cut, None, contacts, numbers)


def _numbers(thing: Seen, landmark: Landmark, camera: Camera) -> tuple[int, ...] | None:
    """Which corners of a landmark's footprint the contact points are; None where they fit none."""
    places = camera.to_plane(thing.contacts)[:, :2]
    if not np.isfinite(places).all():
        return None
    turn = math.radians(landmark.yaw)
    c, s = math.cos(turn), math.sin(turn)
    own = np.array([[c, s], [-s, c]])
    local = (places - places[:2].mean(0)) @ own.T
    eye = own @ (np.array(camera.position[:2]) - places[:2].mean(0))
    unit = UNIT * np.array(landmark.size[:2])
    best: tuple[float, tuple[int, int]] | None = None
    for first in range(4):
        second = (first + 1) % 4
        outward = (unit[first] + unit[second]) / max(1e-9, float(np.hypot(*(unit[first] + unit[second]))))
        if outward @ eye < FACES_AWAY * float(np.hypot(*eye)):
            continue
        for a, b in ((first, second), (second, first)):
            off = float(np.hypot(*((unit[b] - unit[a]) - (local[1] - local[0]))))
            off -= 0.2 * float(outward @ eye) / max(1e-9, float(np.hypot(*eye)))  # of like sides the nearer
            if best is None or off < best[0]:
                best = (off, (a, b))
    if best is None:
        return None
    numbers = [*best[1]]
    middle = local[:2].mean(0) - unit[numbers].mean(0)
    for place in local[2:]:
        left = [k for k in range(4) if k not in numbers]
        numbers.append(min(left, key=lambda k: float(np.hypot(*(unit[k] + middle - place)))))
    return tuple(numbers)


def _length(thing: Seen, camera: Camera) -> float | None:
    if len(thing.contacts) < 2:
        return None
    a, b = camera.to_plane(thing.contacts[:2])[:, :2]
    side = float(np.hypot(*(b - a)))
    return side if math.isfinite(side) and side > 0.05 else None


def _area(thing: Seen) -> float:
    x0, y0, x1, y1 = thing.box
    return (x1 - x0) * (y1 - y0)
