"""Pictures of a built room: other colours, cameras and light each time, with the boxes of what they show."""

from __future__ import annotations

import colorsys
import math
from random import Random
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from harness.training import raster
from harness.training.rooms import MeshRoom
from harness.training.shapes import MAKERS

Array = NDArray[np.float32]
OTHER = 0.4
"""Share of the categories that a picture shows in shapes of another family."""
KINDS = ("above", "ortho", "oblique", "eye")
SOFT = frozenset({"bed", "sofa", "armchair", "sectional sofa", "pouf", "rug", "curtain", "blanket", "pillow"})
FABRIC = frozenset({"fabric", "cushion", "duvet", "throw", "pillow", "curtain", "seat", "sheet", "leather"})
WOODEN = frozenset({"wood", "body", "top", "door", "drawer", "leg", "frame", "trim", "board"})
GIVEN: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "leaf": ((0.2, 0.42), (0.3, 0.8), (0.1, 0.45)), "soil": ((0.05, 0.1), (0.2, 0.5), (0.05, 0.2)),
    "stem": ((0.08, 0.4), (0.2, 0.6), (0.15, 0.4)), "screen": ((0, 1), (0, 0.2), (0.01, 0.08)),
    "dark": ((0, 1), (0, 0.15), (0.02, 0.15)), "metal": ((0, 1), (0, 0.25), (0.1, 0.8)),
    "mirror": ((0.5, 0.6), (0, 0.15), (0.5, 0.9)), "glass": ((0.5, 0.6), (0, 0.2), (0.5, 1)),
    "water": ((0.5, 0.6), (0.1, 0.5), (0.4, 0.8)), "ceramic": ((0, 1), (0, 0.15), (0.7, 0.97)),
    "page": ((0.1, 0.15), (0, 0.2), (0.7, 0.95)), "wicker": ((0.06, 0.12), (0.2, 0.6), (0.3, 0.7)),
    "ceiling": ((0, 1), (0, 0.1), (0.8, 0.97)),
}  # fmt: skip
"""Slots whose colour says what they are: ranges of hue, saturation and value."""


class View(NamedTuple):
    """A picture and what is in it."""

    image: NDArray[np.uint8]
    """(h, w, 3) BGR, as OpenCV has it."""
    things: list[dict[str, Any]]
    """category, small, box (x0, y0, x1, y1) pixels, share of its hull that shows, front (dx, dy) or None."""
    kind: str


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
        depth = np.ones(len(p), np.float32) if self.ortho else np.where(p[:, 2] > raster.NEAR, p[:, 2], np.nan)
        return np.asarray(p[:, :2] / depth[:, None] * self.focal + np.float32([size[0] / 2, size[1] / 2]))


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
    made = _shaken(_other_shapes(made, rng), rng)
    hidden = _hidden(made, rng, kind)
    box = _extent(made)
    aspect = rng.uniform(0.62, 1.0)
    size = (side, round(side * aspect)) if box[0] >= box[1] or kind == "eye" else (round(side * aspect), side)
    if kind == "eye" and rng.random() < 0.15:
        size = (size[1], size[0])
    big = (round(size[0] * over), round(size[1] * over))
    camera = _camera(made, rng, kind, big, box)
    shown = ~hidden[made.part]
    if kind in ("above", "ortho", "oblique"):
        shown &= _inner(made, camera, rng)
    key, who = raster.raster(
        camera.local(made.vertices), made.triangles, shown, camera.focal, big[0] / 2, big[1] / 2, camera.ortho, *big
    )
    linear = _colours(made, rng, kind, camera, key, who, hidden)
    linear *= rng.uniform(1.0, 2.2)
    image = np.clip(linear, 0, 1) ** (1 / 2.2) * 255
    image = cv2.resize(image.astype(np.uint8), size, interpolation=cv2.INTER_AREA)
    things = _things(made, camera, who, big, over, hidden)
    return View(image, things, kind)


def _other_shapes(made: MeshRoom, rng: Random) -> MeshRoom:
    """Some of the room's furniture in shapes that the kit does not have; twins stay twins."""
    keep = np.ones(len(made.triangles), bool)
    chosen = {name for name in MAKERS if rng.random() < OTHER}
    number_of = np.array([p["object"] for p in made.parts])[made.part]
    vertices, triangles, part_of = [made.vertices], [], []
    parts, offset = list(made.parts), len(made.vertices)
    for number, thing in enumerate(made.objects):
        if thing["category"] not in chosen:
            continue
        keep &= number_of != number
        size = tuple(thing["size"])
        twin = Random(f"{made.room['seed']}/{thing['category']}/{rng.random() if rng.random() < 0.1 else 0}")
        a = math.radians(thing["yaw"])
        turn = np.float32([[math.cos(a), math.sin(a), 0], [-math.sin(a), math.cos(a), 0], [0, 0, 1]])
        foot = np.float32([*thing["center"][:2], thing["center"][2] - size[2] / 2])
        for solid in MAKERS[thing["category"]](size, twin):
            vertices.append((solid.vertices @ turn + foot).astype(np.float32))
            triangles.append(solid.triangles + offset)
            part_of.append(np.full(len(solid.triangles), len(parts), np.int16))
            offset += len(solid.vertices)
            parts.append({"object": number, "owner": thing["id"], "name": solid.slot, "slot": solid.slot, "material": None})
    return made._replace(
        vertices=np.concatenate(vertices), triangles=np.concatenate([made.triangles[keep], *triangles]),
        part=np.concatenate([made.part[keep], *part_of]), parts=parts,
    )  # fmt: skip


def _shaken(made: MeshRoom, rng: Random) -> MeshRoom:
    """Every thing a little wider, deeper, higher than it was; soft things a little out of shape."""
    vertices = made.vertices.copy()
    number_of = np.array([p["object"] for p in made.parts])[made.part]
    order = np.argsort(number_of, kind="stable")
    bounds = np.searchsorted(number_of[order], np.arange(len(made.objects) + 1))
    for number, thing in enumerate(made.objects):
        own = order[bounds[number] : bounds[number + 1]]
        if not len(own) or thing["category"] in ("door", "window") or rng.random() < 0.3:
            continue
        rows = np.unique(made.triangles[own])
        yaw, middle = math.radians(thing["yaw"]), np.float32(thing["center"])
        c, s = math.cos(yaw), math.sin(yaw)
        turn = np.float32([[c, s, 0], [-s, c, 0], [0, 0, 1]])
        local = (vertices[rows] - middle) @ turn.T
        spread = 0.08 if thing["mount"] == "object" or thing["mount"] == "wall" else 0.14
        factor = np.float32([1 + rng.uniform(-spread, spread), 1 + rng.uniform(-spread, spread), 1.0])
        if thing["mount"] == "floor":
            factor[2] = 1 + rng.uniform(-0.12, 0.12)
        local = local * factor
        if thing["mount"] == "floor":
            local[:, 2] += (factor[2] - 1) * thing["size"][2] / 2
        if thing["category"] in SOFT and rng.random() < 0.6:
            k = np.float32([[rng.uniform(3, 9) for _ in range(3)] for _ in range(3)])
            phase = np.float32([rng.uniform(0, 6.3) for _ in range(3)])
            local += rng.uniform(0.004, 0.025) * np.sin(local @ k.T + phase)
        vertices[rows] = local @ turn + middle
    return made._replace(vertices=vertices)


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
            carrier = next((k for k, o in enumerate(made.objects) if o["id"] == made.objects[number]["on"]), None)
            out[p] |= carrier is not None and gone[carrier]
    return out


def _extent(made: MeshRoom) -> tuple[float, float]:
    floor = np.float32(made.room["floor"])
    across, deep = (floor.max(0) - floor.min(0)).tolist()
    return across + 2 * made.room["wall"], deep + 2 * made.room["wall"]


def _camera(made: MeshRoom, rng: Random, kind: str, size: tuple[int, int], box: tuple[float, float]) -> Camera:
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
    target = np.float32([rng.uniform(-0.08, 0.08) * box[0], rng.uniform(-0.08, 0.08) * box[1], 0.0])
    away = high * 0.8 + max(box) * math.exp(rng.uniform(math.log(0.55), math.log(2.6)))
    t, a = math.radians(tilt), math.radians(turned)
    eye = target + np.float32(
        [away * math.sin(t) * math.sin(a), -away * math.sin(t) * math.cos(a), away * math.cos(t)]
    )
    up = np.float32([-math.sin(a), math.cos(a), 0]) if kind == "oblique" or rng.random() < 0.4 else np.float32([0, 1, 0])
    camera = _aimed(eye, target, up, kind == "ortho")
    if kind == "oblique":
        target = target + _off_middle(made, camera) * rng.uniform(0.8, 1.1)
        camera = _aimed(eye, target, up, False)
    corners = np.float32([(x, y, z) for x, y in made.room["floor"] for z in (0.0, high)])
    p = camera.local(corners)
    reach = np.abs(p[:, :2] if camera.ortho else p[:, :2] / np.maximum(p[:, 2:], 0.3)).max(0)
    fill = rng.choice([rng.uniform(0.8, 0.98), rng.uniform(0.8, 1.0), rng.uniform(1.0, 1.7)])
    return camera._replace(focal=float(fill * min(size[0] / 2 / reach[0], size[1] / 2 / reach[1])))


def _off_middle(made: MeshRoom, camera: Camera) -> Array:
    """How far on the floor the middle of what shows lies from where the camera looks."""
    p = camera.local(np.float32([(x, y, z) for x, y in made.room["floor"] for z in (0.0, made.room["height"])]))
    flat = p[:, :2] / np.maximum(p[:, 2:], 0.3)
    middle = (flat.min(0) + flat.max(0)) / 2 * float(np.median(p[:, 2]))
    off = camera.rotation[0] * middle[0] + camera.rotation[1] * middle[1]
    return np.float32([off[0], off[1], 0.0])


def _aimed(eye: Array, target: Array, up: Array, ortho: bool) -> Camera:
    ahead = (target - eye) / np.linalg.norm(target - eye)
    right = np.cross(ahead, up)
    right /= np.linalg.norm(right)
    return Camera(np.float32([right, np.cross(ahead, right), ahead]), np.float32(eye), 100.0, ortho)


def _eye(made: MeshRoom, rng: Random, size: tuple[int, int]) -> Camera:
    """A standing person's photo, from the best of a few places in the main room."""
    floor = np.float32(made.room["zones"][rng.randrange(len(made.room["zones"]))])
    middle, best, most = floor.mean(0), None, -1.0
    standing = [o for o in made.objects if o["mount"] == "floor" and o["size"][2] > 0.3]
    for _ in range(60):
        corner = floor[rng.randrange(len(floor))]
        at = corner + (middle - corner) * rng.uniform(0.08, 0.6)
        if any(abs(at - np.float32(o["center"][:2])).max() < max(o["size"][:2]) / 2 + 0.25 for o in standing):
            continue
        heading = math.atan2(*(middle - at)) + rng.uniform(-0.5, 0.5)
        seen = 0.0
        for o in standing:
            d = np.float32(o["center"][:2]) - at
            off = abs((math.atan2(*d) - heading + math.pi) % (2 * math.pi) - math.pi)
            seen += (off < 0.6) * min(1.0, float(np.hypot(*d)) / 2) * math.prod(o["size"]) ** (1 / 3)
        seen += rng.uniform(0, 0.5)
        if seen > most:
            best, most = (at, heading), seen
    at, heading = best if best is not None else (middle, 0.0)
    tall = rng.uniform(1.2, 1.9)
    drop = math.tan(math.radians(rng.uniform(0, 20)))
    eye = np.float32([at[0], at[1], tall])
    camera = _aimed(eye, eye + np.float32([math.sin(heading), math.cos(heading), -drop]), np.float32([0, 0, 1]), False)
    return camera._replace(focal=max(size) * rng.uniform(0.45, 0.85))


def _normals(made: MeshRoom) -> Array:
    v = made.vertices
    a, b, c = (v[made.triangles[:, i]] for i in range(3))
    n = np.cross(b - a, c - a)
    return np.asarray(n / np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _inner(made: MeshRoom, camera: Camera, rng: Random) -> NDArray[np.bool_]:
    """Triangles drawn of a doll's house: the outer faces of walls that stand in the way are mostly left out."""
    if rng.random() < 0.25:
        return np.ones(len(made.triangles), bool)
    wall = np.array([p["object"] < 0 and p["slot"] in ("walls", "cap", "skirting", "trim") for p in made.parts])
    hole = np.array([p["object"] < 0 and p["owner"] != "room" for p in made.parts])
    n = _normals(made)
    middle = made.vertices[made.triangles].mean(1)
    toward = np.broadcast_to(camera.rotation[2], middle.shape) if camera.ortho else middle - camera.eye
    away = (n * toward).sum(1) > 0
    # an outer face is one whose normal leads out of the building
    outward = (n[:, :2] * middle[:, :2]).sum(1) > 0
    return np.asarray(~((wall[made.part] | hole[made.part]) & ~away & outward & (np.abs(n[:, 2]) < 0.5)))


def _colour(rng: Random, hue: tuple[float, float], sat: tuple[float, float], value: tuple[float, float]) -> list[float]:
    return [c**2.2 for c in reversed(colorsys.hsv_to_rgb(rng.uniform(*hue) % 1, rng.uniform(*sat), rng.uniform(*value)))]


def _wood(rng: Random) -> list[float]:
    return _colour(rng, (0.03, 0.12), (0.15, 0.75), (0.15, 0.95))


def _cloth(rng: Random) -> list[float]:
    pick = rng.random()
    if pick < 0.4:
        return _colour(rng, (0.0, 1.0), (0, 0.12), (0.5, 1.0))
    if pick < 0.6:
        return _colour(rng, (0.04, 0.14), (0.1, 0.5), (0.3, 0.95))
    if pick < 0.75:
        return _colour(rng, (0, 1), (0, 0.15), (0.05, 0.5))
    return _colour(rng, (0, 1), (0.15, 0.8), (0.2, 0.95))


def _look(rng: Random, slot: str) -> tuple[list[float], list[float], int, float]:
    """First and second colour, pattern and its scale, of a slot."""
    base = slot.split("_")[0]
    if base in GIVEN and rng.random() < 0.85:
        one = _colour(rng, *GIVEN[base])
        return one, [c * rng.uniform(0.6, 1.1) for c in one], raster.SPECKLE if base == "leaf" else raster.PLAIN, 3.0
    wood = base in WOODEN and rng.random() < 0.62
    if wood:
        one = _wood(rng)
        return one, [c * rng.uniform(0.35, 0.85) for c in one], raster.GRAIN, rng.uniform(2, 9)
    one = _cloth(rng)
    two = _cloth(rng) if rng.random() < 0.35 else [c * rng.uniform(0.5, 0.95) for c in one]
    if base in FABRIC:
        kinds = (raster.PLAIN, raster.STRIPES, raster.CHECKS, raster.SPECKLE, raster.BLOTCHES, raster.WEAVE)
        kind = rng.choices(kinds, weights=(6, 1, 1, 3, 1, 2))[0]
        return one, two, kind, rng.uniform(2, 9)
    if base == "art":
        return one, _cloth(rng), rng.choice((raster.PLAIN, raster.BLOTCHES, raster.STRIPES, raster.GRAIN)), rng.uniform(1, 8)
    if base == "rug":
        kind = rng.choice((raster.PLAIN, raster.STRIPES, raster.CHECKS, raster.SPECKLE, raster.BLOTCHES, raster.MEDALLION))
        return one, two if rng.random() < 0.5 else _cloth(rng), kind, rng.uniform(0.5, 4)
    return one, two, rng.choices((raster.PLAIN, raster.SPECKLE, raster.GRAIN), weights=(6, 1, 1))[0], rng.uniform(2, 6)


def _shell(rng: Random, slot: str, kind: str) -> tuple[list[float], list[float], int, float]:
    if slot == "floor":
        pick = rng.random()
        if pick < 0.6:
            one = _wood(rng)
            return one, [c * rng.uniform(0.3, 0.9) for c in one], rng.choice((raster.PLANKS, raster.PLANKS, raster.GRAIN)), rng.uniform(3, 10)
        one = _cloth(rng)
        two = [c * rng.uniform(0.5, 1.3) for c in one]
        return one, two, rng.choice((raster.PLAIN, raster.TILES, raster.TILES, raster.SPECKLE, raster.CHECKS)), rng.uniform(0.8, 4)
    if slot == "walls" and rng.random() < 0.65:
        one = _colour(rng, (0.0, 1.0), (0, 0.12), (0.65, 1.0))
        return one, [c * 0.9 for c in one], rng.choice((raster.PLAIN, raster.PLAIN, raster.BLOTCHES)), 2.0
    if slot == "cap" and rng.random() < 0.8:
        one = _colour(rng, (0, 1), (0, 0.1), rng.choice([(0.75, 1.0), (0.05, 0.3), (0.4, 0.8)]))
        return one, one, raster.PLAIN, 1.0
    one = _cloth(rng)
    return one, [c * rng.uniform(0.6, 1.0) for c in one], rng.choice((raster.PLAIN, raster.STRIPES, raster.SPECKLE)), rng.uniform(1, 5)


def _colours(
    made: MeshRoom, rng: Random, kind: str, camera: Camera, key: Array, who: NDArray[np.int32], hidden: NDArray[np.bool_]
) -> Array:
    n = len(made.parts)
    looks, kinds, frames = np.zeros((n, 8), np.float32), np.zeros(n, np.int32), np.ones((n, 6), np.float32)
    frames[:, :4] = 0
    worn: dict[tuple[Any, ...], tuple[list[float], list[float], int, float]] = {}
    twins: dict[str, bool] = {}
    lamps_on = rng.random() < 0.4
    house = [_wood(rng) for _ in range(2)]
    for p, part in enumerate(made.parts):
        number, slot = part["object"], part["slot"]
        base = slot.split("_")[0]
        if number < 0:
            name: tuple[Any, ...] = (part["owner"] if part["owner"] != "room" else "room", slot)
            if name not in worn:
                worn[name] = _shell(rng, slot, kind) if part["owner"] == "room" else _look(rng, slot)
        else:
            thing = made.objects[number]
            frames[p] = (*thing["center"][:2], 0.0, math.radians(thing["yaw"]), max(thing["size"][0] / 2, 0.05), max(thing["size"][1] / 2, 0.05))
            same = twins.setdefault(thing["category"], rng.random() < 0.6)
            group = base if base in ("metal", "leg", "handle") or rng.random() < 0.75 else slot
            wooden = group in ("body", "top", "door", "drawer", "frame", "trim") and not (hash((thing["category"], made.room["seed"])) % 5 == 0)
            name = (thing["category"] if same else thing["id"], "case" if wooden else group)
            if name not in worn:
                worn[name] = _look(rng, slot)
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
    ambient = np.float32([rng.uniform(0.85, 1.1) for _ in range(3)]) * (rng.uniform(0.2, 0.4) if night else rng.uniform(0.45, 1.0))
    power = 0.0 if night or rng.random() < 0.35 else rng.uniform(0.2, 1.0)
    way = np.float32([rng.gauss(0, 0.6), rng.gauss(0, 0.6), 1.0])
    way /= np.linalg.norm(way)
    shadow, axes, scale = _shadow(made, way, hidden, walls=rng.random() < 0.4) if power else (np.full((8, 8), -1e9, np.float32), np.zeros((3, 3), np.float32), 1.0)
    back = np.float32(rng.choice([[1, 1, 1], [0.5, 0.5, 0.5], _cloth(rng), [0.02, 0.02, 0.02], [0.9, 0.9, 0.9]]))
    out = raster.shade(
        key, who, made.part, frames, turns, looks, kinds, _normals(made), camera.rotation, camera.eye, camera.focal,
        key.shape[1] / 2, key.shape[0] / 2, camera.ortho, way, power, ambient, shadow, axes, scale, back,
    )  # fmt: skip
    return np.asarray(out * _occlusion(key, who, camera, rng)[..., None], dtype=np.float32)


def _shadow(made: MeshRoom, way: Array, hidden: NDArray[np.bool_], *, walls: bool) -> tuple[Array, Array, float]:
    """Depth keys seen from the sun, its axes and its pixels a metre."""
    shown = ~hidden[made.part]
    drop = np.array([p["slot"] == "ceiling" or (not walls and p["object"] < 0) for p in made.parts])
    shown &= ~drop[made.part] | np.array([p["slot"] == "floor" for p in made.parts])[made.part]
    up = np.float32([0, 1, 0])
    right = np.cross(-way, up)
    right /= np.linalg.norm(right)
    axes = np.float32([right, np.cross(-way, right), -way])
    size = 512
    reach = float(np.abs(made.vertices[:, :2]).max()) * 1.25 + 1.0
    scale = size / 2 / reach
    key, _ = raster.raster(
        np.asarray(made.vertices @ axes.T, dtype=np.float32), made.triangles, shown, scale, size / 2, size / 2, True, size, size
    )
    return key, axes, scale


def _occlusion(key: Array, who: NDArray[np.int32], camera: Camera, rng: Random) -> Array:
    """Darker where the surroundings are nearer to the camera: soft contact shadows."""
    depth = np.where(who >= 0, -key if camera.ortho else 1 / np.maximum(key, 1e-4), 0).astype(np.float32)
    if (who >= 0).any():
        depth = np.where(who >= 0, depth, np.float32(np.median(depth[who >= 0])))
    out = np.ones_like(depth)
    for share, weight in ((0.008, 0.6), (0.03, 0.5)):
        sigma = share * max(depth.shape)
        small = cv2.resize(depth, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        near = cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma / 2), (depth.shape[1], depth.shape[0]))
        out *= np.exp(-weight * rng.uniform(0.4, 1.4) * np.clip(depth - near, 0, 0.5) / 0.25)
    return np.where(who >= 0, out, 1).astype(np.float32)


def _things(
    made: MeshRoom, camera: Camera, who: NDArray[np.int32], big: tuple[int, int], over: float, hidden: NDArray[np.bool_]
) -> list[dict[str, Any]]:
    """The boxes of what shows, in pixels of the shrunk picture."""
    number = np.array([p["object"] for p in made.parts])
    shells: list[str] = sorted({p["owner"] for p in made.parts if p["object"] < 0 and p["owner"] != "room"})
    count = len(made.objects)
    number = np.array(
        [
            p["object"] if p["object"] >= 0 else count + shells.index(p["owner"]) if p["owner"] in shells else -1
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
        flat = np.clip(flat, 0, np.float32(big))
        inside = cv2.contourArea(cv2.convexHull(flat)) if len(flat) > 2 else 1.0
        thing = made.objects[k] if k < count else {"category": shells[k - count].split("_")[0], "mount": "wall", "turns": 2}
        front = _front(thing, camera, big) if thing["turns"] == 1 else None
        out.append(
            {
                "category": thing["category"], "small": thing["mount"] == "object", "box": [round(float(v), 1) for v in box],
                "shows": round(min(1.0, (b - a) / max(inside, 1.0)), 2), "framed": round(min(1.0, inside / max(whole, 1.0)), 2),
                "front": front,
            }
        )  # fmt: skip
    return out


def _front(thing: dict[str, Any], camera: Camera, big: tuple[int, int]) -> list[float] | None:
    """The direction in the picture that its front looks to, a unit vector (right, down)."""
    yaw, middle = math.radians(thing["yaw"]), np.float32(thing["center"])
    ahead = np.float32([math.sin(yaw), -math.cos(yaw), 0]) * 0.25
    p = camera.pixels(np.float32([middle, middle + ahead]), big)
    d = p[1] - p[0]
    length = float(np.hypot(*d))
    return None if not length > 1 else [round(float(d[0]) / length, 3), round(float(d[1]) / length, 3)]
