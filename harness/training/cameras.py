"""Where a picture of a room is taken from: above, aslant, or where a person stands."""

from __future__ import annotations

import math
from random import Random
from typing import NamedTuple

import numpy as np

from harness.sample.arrays import Array, vec
from harness.training import raster
from harness.training.rooms import MeshRoom


class Camera(NamedTuple):
    """Rows of `rotation` are picture right, picture down and ahead."""

    rotation: Array
    eye: Array
    focal: float
    ortho: bool

    def local(self, points: Array) -> Array:
        """World to camera frame."""
        return np.asarray((points - self.eye) @ self.rotation.T, dtype=np.float32)

    def pixels(self, points: Array, size: tuple[int, int]) -> Array:
        """World to pixels of a (width, height) picture; points behind are NaN."""
        p = self.local(points)
        depth = (
            np.ones(len(p), np.float32) if self.ortho else np.where(p[:, 2] > raster.NEAR, p[:, 2], np.nan)
        )
        return np.asarray(p[:, :2] / depth[:, None] * self.focal + vec([size[0] / 2, size[1] / 2]))


def choose_camera(
    made: MeshRoom, rng: Random, kind: str, size: tuple[int, int], box: tuple[float, float]
) -> Camera:
    """A camera of that kind that frames the room, or a part of it.

    Args:
        made: the room.
        rng: decides the rest.
        kind: above, ortho, oblique or eye.
        size: of the picture, pixels.
        box: outer width and depth of the room, metres.
    """
    high = made.room["height"]
    if kind == "eye":
        return _eye(made, rng, size)
    if kind == "ortho":
        tilt, turned = 0.0, 0.0
    elif kind == "above":
        tilt = rng.choice([0.0, 0.0, rng.uniform(0, 8), rng.uniform(0, 22)])
        turned = rng.choice([0.0, 0.0, rng.uniform(-180, 180)])
    else:
        tilt, turned = rng.uniform(20, 52), rng.choice([0.0, 90.0, 180.0, -90.0, rng.uniform(-180, 180)])
    target = vec([rng.uniform(-0.08, 0.08) * box[0], rng.uniform(-0.08, 0.08) * box[1], 0.0])
    away = high * 0.8 + max(box) * math.exp(rng.uniform(math.log(0.55), math.log(2.6)))
    t, a = math.radians(tilt), math.radians(turned)
    eye = target + vec(
        [away * math.sin(t) * math.sin(a), -away * math.sin(t) * math.cos(a), away * math.cos(t)]
    )
    up = vec([-math.sin(a), math.cos(a), 0]) if kind == "oblique" or rng.random() < 0.4 else vec([0, 1, 0])
    camera = _aimed(eye, target, up, kind == "ortho")
    if kind == "oblique":
        target = target + _off_middle(made, camera) * rng.uniform(0.8, 1.1)
        camera = _aimed(eye, target, up, False)
    corners = vec([(x, y, z) for x, y in made.room["floor"] for z in (0.0, high)])
    p = camera.local(corners)
    reach = np.abs(p[:, :2] if camera.ortho else p[:, :2] / np.maximum(p[:, 2:], 0.3)).max(0)
    fill = rng.choice([rng.uniform(0.8, 0.98), rng.uniform(0.8, 1.0), rng.uniform(1.0, 1.7)])
    return camera._replace(focal=float(fill * min(size[0] / 2 / reach[0], size[1] / 2 / reach[1])))


def extent(made: MeshRoom) -> tuple[float, float]:
    """Outer width and depth of a room, metres."""
    floor = vec(made.room["floor"])
    across, deep = (floor.max(0) - floor.min(0)).tolist()
    return across + 2 * made.room["wall"], deep + 2 * made.room["wall"]


def _off_middle(made: MeshRoom, camera: Camera) -> Array:
    """How far on the floor the middle of what shows lies from where the camera looks."""
    p = camera.local(vec([(x, y, z) for x, y in made.room["floor"] for z in (0.0, made.room["height"])]))
    flat = p[:, :2] / np.maximum(p[:, 2:], 0.3)
    middle = (flat.min(0) + flat.max(0)) / 2 * float(np.median(p[:, 2]))
    off = camera.rotation[0] * middle[0] + camera.rotation[1] * middle[1]
    return vec([off[0], off[1], 0.0])


def _aimed(eye: Array, target: Array, up: Array, ortho: bool) -> Camera:
    ahead = (target - eye) / np.linalg.norm(target - eye)
    right = np.cross(ahead, up)
    right /= np.linalg.norm(right)
    return Camera(vec([right, np.cross(ahead, right), ahead]), vec(eye), 100.0, ortho)


def _eye(made: MeshRoom, rng: Random, size: tuple[int, int]) -> Camera:
    """A standing person's photo, from the best of a few places in the main room."""
    floor = vec(made.room["zones"][rng.randrange(len(made.room["zones"]))])
    middle, best, most = floor.mean(0), None, -1.0
    standing = [o for o in made.objects if o["mount"] == "floor" and o["size"][2] > 0.3]
    for _ in range(60):
        corner = floor[rng.randrange(len(floor))]
        at = corner + (middle - corner) * rng.uniform(0.08, 0.6)
        if any(abs(at - vec(o["center"][:2])).max() < max(o["size"][:2]) / 2 + 0.25 for o in standing):
            continue
        heading = math.atan2(*(middle - at)) + rng.uniform(-0.5, 0.5)
        seen = 0.0
        for o in standing:
            d = vec(o["center"][:2]) - at
            off = abs((math.atan2(*d) - heading + math.pi) % (2 * math.pi) - math.pi)
            seen += (off < 0.6) * min(1.0, float(np.hypot(*d)) / 2) * math.prod(o["size"]) ** (1 / 3)
        seen += rng.uniform(0, 0.5)
        if seen > most:
            best, most = (at, heading), seen
    at, heading = best if best is not None else (middle, 0.0)
    tall = rng.uniform(1.2, 1.9)
    drop = math.tan(math.radians(rng.uniform(0, 20)))
    eye = vec([at[0], at[1], tall])
    camera = _aimed(eye, eye + vec([math.sin(heading), math.cos(heading), -drop]), vec([0, 0, 1]), False)
    return camera._replace(focal=max(size) * rng.uniform(0.45, 0.85))
