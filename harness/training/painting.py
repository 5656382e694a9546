"""A rastered room painted: who wears what, lamps, sun and shadows."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from harness.sample.arrays import Array, vec
from harness.training import raster
from harness.training.cameras import Camera
from harness.training.looks import WOODEN, Look, cloth, look, shell, wood
from harness.training.rooms import MeshRoom


def paint(
    made: MeshRoom,
    rng: Random,
    camera: Camera,
    key: Array,
    who: NDArray[np.int32],
    hidden: NDArray[np.bool_],
) -> Array:
    """Linear colour (h, w, 3) of every pixel of a rastered room, in colours and light of its own."""
    n = len(made.parts)
    looks, kinds, frames = np.zeros((n, 8), np.float32), np.zeros(n, np.int32), np.ones((n, 6), np.float32)
    frames[:, :4] = 0
    worn: dict[tuple[Any, ...], Look] = {}
    twins: dict[str, bool] = {}
    split: dict[str, bool] = {}
    lamps_on = rng.random() < 0.4
    house = [wood(rng) for _ in range(2)]
    for p, part in enumerate(made.parts):
        number, slot = part["object"], part["slot"]
        base = slot.split("_")[0]
        if number < 0:
            name: tuple[Any, ...] = (part["owner"] if part["owner"] != "room" else "room", slot)
            if name not in worn:
                worn[name] = shell(rng, slot) if part["owner"] == "room" else look(rng, slot)
        else:
            thing = made.objects[number]
            frames[p] = (
                *thing["center"][:2],
                0.0,
                math.radians(thing["yaw"]),
                max(thing["size"][0] / 2, 0.05),
                max(thing["size"][1] / 2, 0.05),
            )
            same = twins.setdefault(thing["category"], rng.random() < 0.6)
            group = base if base in ("metal", "leg", "handle") or rng.random() < 0.75 else slot
            wooden = group in ("body", "top", "door", "drawer", "frame", "trim") and not (
                split.setdefault(thing["category"], rng.random() < 0.2)
            )
            name = (thing["category"] if same else thing["id"], "case" if wooden else group)
            if name not in worn:
                worn[name] = look(rng, slot)
                if base in WOODEN and rng.random() < 0.35:
                    one = rng.choice(house)
                    worn[name] = (one, [c * 0.7 for c in one], raster.GRAIN, 4.0)
        one, two, pattern, scale = worn[name]
        looks[p] = (*one, *two, scale, 0.0)
        kinds[p] = pattern
        if base in ("shade", "bulb", "light", "flame") and lamps_on:
            looks[p, 7] = rng.uniform(0.5, 2.5)
        if base == "glass" and number < 0:
            looks[p, 7] = rng.choice([0.0, 1.0, 3.0])
    turns = np.stack([np.cos(frames[:, 3]), np.sin(frames[:, 3])], 1)
    night = rng.random() < 0.12
    ambient = vec([rng.uniform(0.85, 1.1) for _ in range(3)]) * (
        rng.uniform(0.2, 0.4) if night else rng.uniform(0.45, 1.0)
    )
    power = 0.0 if night or rng.random() < 0.35 else rng.uniform(0.2, 1.0)
    way = vec([rng.gauss(0, 0.6), rng.gauss(0, 0.6), 1.0])
    way /= np.linalg.norm(way)
    shadow, axes, scale = (
        _shadow(made, way, hidden, walls=rng.random() < 0.4)
        if power
        else (np.full((8, 8), -1e9, np.float32), np.zeros((3, 3), np.float32), 1.0)
    )
    back = vec(
        rng.choice([[1.0, 1.0, 1.0], [0.5, 0.5, 0.5], cloth(rng), [0.02, 0.02, 0.02], [0.9, 0.9, 0.9]])
    )
    out = raster.shade(
        key, who, made.part, frames, turns, looks, kinds, normals(made), camera.rotation, camera.eye,
        camera.focal, key.shape[1] / 2, key.shape[0] / 2, camera.ortho, way, power, ambient, shadow, axes,
        scale, back,
    )  # fmt: skip
    return np.asarray(out * _occlusion(key, who, camera, rng)[..., None], dtype=np.float32)


def normals(made: MeshRoom) -> Array:
    """The unit normal of every triangle."""
    v = made.vertices
    a, b, c = (v[made.triangles[:, i]] for i in range(3))
    n = np.cross(b - a, c - a)
    return np.asarray(n / np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _shadow(
    made: MeshRoom, way: Array, hidden: NDArray[np.bool_], *, walls: bool
) -> tuple[Array, Array, float]:
    """Depth keys seen from the sun, its axes and its pixels a metre."""
    shown = ~hidden[made.part]
    drop = np.array([p["slot"] == "ceiling" or (not walls and p["object"] < 0) for p in made.parts])
    shown &= ~drop[made.part] | np.array([p["slot"] == "floor" for p in made.parts])[made.part]
    up = vec([0, 1, 0])
    right = np.cross(-way, up)
    right /= np.linalg.norm(right)
    axes = vec([right, np.cross(-way, right), -way])
    size = 512
    reach = float(np.abs(made.vertices[:, :2]).max()) * 1.25 + 1.0
    scale = size / 2 / reach
    key, _ = raster.raster(
        np.asarray(made.vertices @ axes.T, dtype=np.float32),
        made.triangles,
        shown,
        scale,
        size / 2,
        size / 2,
        True,
        size,
        size,
    )
    return key, axes, scale


def _occlusion(key: Array, who: NDArray[np.int32], camera: Camera, rng: Random) -> Array:
    """Darker where the surroundings are nearer to the camera: soft contact shadows."""
    depth = np.where(who >= 0, -key if camera.ortho else 1 / np.maximum(key, 1e-4), 0).astype(np.float32)
    if (who >= 0).any():
        depth = np.where(who >= 0, depth, vec(np.median(depth[who >= 0])))
    out = np.ones_like(depth)
    for share, weight in ((0.008, 0.6), (0.03, 0.5)):
        sigma = share * max(depth.shape)
        small = cv2.resize(depth, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        near = cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma / 2), (depth.shape[1], depth.shape[0]))
        out *= np.exp(-weight * rng.uniform(0.4, 1.4) * np.clip(depth - near, 0, 0.5) / 0.25)
    return np.where(who >= 0, out, 1).astype(np.float32)
