"""Small drawn rooms with exact truth, for measuring the picture tools: seeded, no Blender, half a second.

A z-buffer over textured convex polygons: floor (rectangle, L, T or U), walls with thick tops, partitions,
doors, windows, rugs and box furniture, under an uneven light with noise and JPEG blocks.
"""

from __future__ import annotations

import colorsys
import math
from itertools import pairwise
from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from harness.bench.canvas import FLOOR, TEXELS, THING, WALL, Canvas
from tools.picture import polygon
from tools.picture.image import Mask, Pixels
from tools.pinhole import Camera
from tools.survey import Box

Array = NDArray[np.float64]
Shape = Literal["rectangle", "L", "T", "U"]
View = Literal["overhead", "oblique", "isometric", "eye"]
"""isometric: from far away over a corner, the walls on the near side left out, as in a doll's house."""


class DrawnThing(NamedTuple):
    """A box that stands in the drawn room: centre of its base, size, turn, and its visible pixels' box."""

    at: tuple[float, float]
    size: tuple[float, float, float]
    yaw: float
    box: Box


class DrawnRoom(NamedTuple):
    """A picture and everything that is true about it.

    Attributes:
        floor: inner polygon in metres, counter-clockwise.
        floor_mask: pixels that show bare floor.
        things: furniture with at least 60 visible pixels.
    """

    image: Pixels
    camera: Camera
    floor: Array
    wall_height: float
    shape: Shape
    floor_mask: Mask
    things: list[DrawnThing]


def draw_room(seed: int, *, view: View = "overhead") -> DrawnRoom:
    """One room. The same seed gives the same pixels."""
    rng = np.random.default_rng(seed)
    shape: Shape = "rectangle" if rng.random() < 0.6 else str(rng.choice(["L", "T", "U"]))  # type: ignore[assignment]
    floor = _floor(rng, shape)
    wall = float(rng.uniform(2.4, 2.9))
    thick = float(rng.uniform(0.1, 0.25))
    camera = _camera(rng, floor, wall, thick, view)
    canvas = Canvas(camera, rng)
    things = _build(canvas, rng, floor, wall, thick, view)
    image, kinds, owners = canvas.finish()
    seen = []
    for number, (at, size, yaw) in enumerate(things, start=1):
        rows, columns = np.nonzero(owners == number)
        if len(rows) >= 60:
            box = (float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1))
            seen.append(DrawnThing(at, size, yaw, box))
    return DrawnRoom(image, camera, floor, wall, shape, kinds == FLOOR, seen)


def _floor(rng: Generator, shape: Shape) -> Array:
    w, d = float(rng.uniform(3.2, 9.0)), float(rng.uniform(2.8, 5.5))
    a, b = w * rng.uniform(0.35, 0.6), d * rng.uniform(0.4, 0.6)
    if shape == "rectangle":
        corners = [(0, 0), (w, 0), (w, d), (0, d)]
    elif shape == "L":
        corners = [(0, 0), (w, 0), (w, b), (a, b), (a, d), (0, d)]
    else:
        left, right = w * rng.uniform(0.2, 0.35), w * rng.uniform(0.65, 0.8)
        if shape == "T":
            corners = [(0, b), (left, b), (left, 0), (right, 0), (right, b), (w, b), (w, d), (0, d)]
        else:
            corners = [(0, 0), (left, 0), (left, b), (right, b), (right, 0), (w, 0), (w, d), (0, d)]
    points = np.array(corners, dtype=float) - (w / 2, d / 2)
    return polygon.canonical(points * rng.choice([-1, 1], size=2))


def _camera(rng: Generator, floor: Array, wall: float, thick: float, view: str) -> Camera:
    width, height = int(rng.integers(720, 1100)), int(rng.integers(540, 760))
    if view == "eye":
        heading = float(rng.integers(4) * 90 + rng.normal(0, 12))
        pitch = [90 - float(rng.uniform(-4, 8)), heading]
        frame = (Rotation.from_euler("xz", pitch, degrees=True).as_matrix() @ np.diag([1.0, -1.0, -1.0])).T
        back = -frame[2][:2] * np.ptp(floor, axis=0) * 0.42
        eye = (float(back[0]), float(back[1]), 1.5)
        straight = Camera.overhead(width, height, 0.75 * width, eye)
        return straight.model_copy(update={"rotation": tuple(map(tuple, frame.tolist()))})
    focal = float(np.exp(rng.normal(math.log(1.35), 0.3))) * max(width, height)
    tilt = float(abs(rng.normal(0, 4))) if view == "overhead" else float(rng.uniform(18, 35))
    about = rng.uniform(0, 2 * math.pi) if view == "overhead" else math.pi + rng.normal(0, 0.15)
    vector = np.radians(tilt) * np.array([math.cos(about), math.sin(about), 0.0])
    frame = Rotation.from_rotvec(vector).as_matrix() @ np.diag([1.0, -1.0, -1.0])
    if view == "isometric":
        focal, turns = 5.0 * max(width, height), [float(rng.uniform(20, 70)), -float(rng.uniform(40, 58))]
        frame = np.diag([1.0, -1.0, -1.0]) @ Rotation.from_euler("zx", turns, degrees=True).as_matrix()
    outer = polygon.grown(floor, thick)
    solid = np.vstack([np.column_stack([outer, np.full(len(outer), z)]) for z in (0.0, wall)])
    rotation = tuple(map(tuple, frame.tolist()))
    camera = Camera.overhead(width, height, focal, (0.0, 0.0, 1.0)).model_copy(update={"rotation": rotation})
    fill = float(rng.uniform(0.8, 0.94))
    target, away = np.array([0.0, 0.0, wall / 2]), 30.0
    for _ in range(30):  # back off or close in until the building fills the picture
        eye_at = target - away * frame[2]
        camera = camera.model_copy(update={"position": tuple(eye_at.tolist())})
        spread = np.ptp(camera.project(solid), axis=0) / (width, height)
        away = float(np.clip(away * spread.max() / fill, wall + 1.5, 80))
        middle = camera.project(solid)
        shift = (middle.min(0) + middle.max(0)) / 2 - (width / 2, height / 2)
        target = target + (shift[0] * frame[0] + shift[1] * frame[1]) * away / focal * 0.7 * (1, 1, 0)
    return camera


def _build(
    canvas: Canvas, rng: Generator, floor: Array, wall: float, thick: float, view: View
) -> list[tuple[tuple[float, float], tuple[float, float, float], float]]:
    """Draws everything; gives each thing's place, size and turn in the order of its owner number."""
    paint = _colour(rng, (0.05, 0.6), (0.0, 0.12), (0.75, 0.97))
    top = np.clip(paint * rng.uniform(0.8, 1.05), 0, 250)
    texture = _texture(rng)
    for piece in _convex(floor):
        canvas.face(_lifted(piece, 0.0), paint, FLOOR, texture=texture)
        if view == "eye":
            canvas.face(_lifted(piece, wall), np.full(3, 245.0), WALL)
    outer = polygon.grown(floor, thick)
    for i in range(len(floor)):
        j = (i + 1) % len(floor)
        ends, outs = floor[[i, j]], outer[[i, j]]
        across = np.array([ends[1][1] - ends[0][1], ends[0][0] - ends[1][0], 0.0])  # outward
        if view == "isometric" and across @ canvas.frame[2] < 0:
            canvas.face(np.vstack([_lifted(ends, 0.0), _lifted(outs[::-1], 0.0)]), top, WALL)
            continue
        canvas.face(np.vstack([_lifted(ends, 0), _lifted(ends[::-1], wall)]), paint, WALL)
        if view != "eye":
            canvas.face(np.vstack([_lifted(ends, wall), _lifted(outs[::-1], wall)]), top, WALL)
            canvas.face(np.vstack([_lifted(outs, 0), _lifted(outs[::-1], wall)]), paint * 0.9, WALL)
        _hole(canvas, rng, ends, wall)
    if np.ptp(floor[:, 0]) > 5 and rng.random() < 0.5:
        _partition(canvas, rng, floor, wall, paint, top)
    return _furnish(canvas, rng, floor)


def _hole(canvas: Canvas, rng: Generator, ends: Array, wall: float) -> None:
    """Perhaps a door or a window on a wall."""
    length = float(np.linalg.norm(ends[1] - ends[0]))
    if length < 1.8 or rng.random() < 0.35:
        return
    along = (ends[1] - ends[0]) / length
    inward = np.array([-along[1], along[0]]) * 0.01
    door = rng.random() < 0.5
    wide = float(rng.uniform(0.75, 0.95) if door else rng.uniform(0.9, min(2.2, length - 0.6)))
    start = float(rng.uniform(0.2, length - wide - 0.2))
    low, high = (0.0, 2.02) if door else (0.85, min(2.15, wall - 0.15))
    base = ends[0] + along * start + inward
    pair = np.array([base, base + along * wide])
    colour = _wood(rng) if door else np.array([235.0, 243.0, 250.0])
    canvas.face(np.vstack([_lifted(pair, low), _lifted(pair[::-1], high)]), colour, WALL)


def _partition(canvas: Canvas, rng: Generator, floor: Array, wall: float, paint: Array, top: Array) -> None:
    x = float(rng.uniform(-0.2, 0.2) * np.ptp(floor[:, 0]))
    inside = [y for y in np.linspace(floor[:, 1].min(), floor[:, 1].max(), 80) if _contains(floor, (x, y))]
    if len(inside) < 20:
        return
    low, high = inside[0], inside[0] + (inside[-1] - inside[0]) * rng.uniform(0.35, 0.65)
    canvas.box((x, (low + high) / 2), (0.1, high - low, wall), 0, paint, WALL, 0)
    ring = np.array([(x - 0.05, low), (x + 0.05, low), (x + 0.05, high), (x - 0.05, high)])
    canvas.face(_lifted(ring, wall + 0.001), top, WALL)


def _furnish(
    canvas: Canvas, rng: Generator, floor: Array
) -> list[tuple[tuple[float, float], tuple[float, float, float], float]]:
    things: list[tuple[tuple[float, float], tuple[float, float, float], float]] = []
    taken: list[tuple[float, float, float]] = []
    if rng.random() < 0.6:
        at, size = _free(rng, floor, 0.9), rng.uniform((1.4, 1.0), (2.4, 1.8))
        if at is not None:
            things.append((at, (float(size[0]), float(size[1]), 0.015), 0.0))
            canvas.box(at, (*size, 0.015), 0, _colour(rng), THING, len(things), _texture(rng, "plain"))
    for _ in range(int(rng.integers(5, 14))):
        size = rng.uniform((0.4, 0.4, 0.3), (2.0, 1.0, 1.0))
        if rng.random() < 0.15:
            size[2] = rng.uniform(1.6, 2.2)
        at = _free(rng, floor, float(max(size[:2])) / 2 + 0.05)
        reach = float(max(size[:2])) / 2
        if at is None or any(math.hypot(at[0] - x, at[1] - y) < reach + r for x, y, r in taken):
            continue
        yaw = float(rng.choice([0, 90, 0, 90, rng.uniform(0, 90)]))
        taken.append((*at, reach))
        things.append((at, (float(size[0]), float(size[1]), float(size[2])), yaw))
        colour = _wood(rng) if rng.random() < 0.5 else _colour(rng)
        texture = _texture(rng) if rng.random() < 0.3 else None
        canvas.box(at, size, yaw, colour, THING, len(things), texture)
        if rng.random() < 0.5:  # something on top of it
            canvas.box(at, size * 0.35, yaw + 20, _colour(rng), THING, len(things), base=float(size[2]))
    return things


def _free(rng: Generator, floor: Array, reach: float) -> tuple[float, float] | None:
    """A place inside the floor with `reach` metres around it, half of the time beside a wall."""
    low, high = floor.min(0) + reach, floor.max(0) - reach
    if (high <= low).any():
        return None
    for _ in range(30):
        x, y = rng.uniform(low, high)
        if rng.random() < 0.5:
            y = rng.choice([low[1], high[1]])
        around = [(x + i * reach * 0.98, y + j * reach * 0.98) for i in (-1, 1) for j in (-1, 1)]
        if all(_contains(floor, p) for p in around):
            return (float(x), float(y))
    return None


def _contains(floor: Array, point: tuple[float, float]) -> bool:
    return cv2.pointPolygonTest(floor.astype(np.float32).reshape(-1, 1, 2), point, False) >= 0


def _lifted(points: Array, z: float) -> Array:
    return np.column_stack([points, np.full(len(points), z)])


def _convex(floor: Array) -> list[Array]:
    """A right-angled polygon as rectangles of its own grid."""
    xs, ys = np.unique(floor[:, 0]), np.unique(floor[:, 1])
    pieces = []
    for x0, x1 in pairwise(xs):
        for y0, y1 in pairwise(ys):
            if _contains(floor, (float(x0 + x1) / 2, float(y0 + y1) / 2)):
                pieces.append(np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]))
    return pieces


def _colour(
    rng: Generator,
    hue: tuple[float, float] = (0.0, 1.0),
    saturation: tuple[float, float] = (0.0, 0.45),
    value: tuple[float, float] = (0.3, 0.95),
) -> Array:
    rgb = colorsys.hsv_to_rgb(rng.uniform(*hue), rng.uniform(*saturation), rng.uniform(*value))
    return np.array(rgb, dtype=np.float64) * 255.0


def _wood(rng: Generator) -> Array:
    return _colour(rng, (0.05, 0.1), (0.25, 0.6), (0.3, 0.8))


def _texture(rng: Generator, kind: str | None = None) -> Array:
    """TEXELS x TEXELS x 3 repeating colours: planks, tiles or plain weave."""
    kind = kind or str(rng.choice(["planks", "planks", "tiles", "plain"]))
    colour = _wood(rng) if kind == "planks" else _colour(rng, (0.05, 0.6), (0.0, 0.25), (0.45, 0.92))
    cloth = np.ones((TEXELS, TEXELS, 1)) + rng.normal(0, 0.02, (TEXELS, TEXELS, 1))
    if kind == "planks":
        grain = cv2.resize(rng.normal(0, 1, (TEXELS, 10)), (TEXELS, TEXELS), interpolation=cv2.INTER_CUBIC)
        cloth += 0.04 * grain[..., None]
        step = TEXELS // int(rng.choice([8, 16]))
        for row in range(0, TEXELS, step):
            cloth[row : row + step] *= rng.normal(1, 0.06)
            cloth[row] *= 0.8
            cloth[row : row + step, int(rng.integers(TEXELS))] *= 0.8
        if rng.random() < 0.4:
            cloth = cloth.transpose(1, 0, 2)
    elif kind == "tiles":
        step = TEXELS // int(rng.choice([2, 4]))
        for row in range(0, TEXELS, step):
            for column in range(0, TEXELS, step):
                cloth[row : row + step, column : column + step] *= rng.normal(1, 0.03)
        cloth[::step] *= 0.85
        cloth[:, ::step] *= 0.85
    texture: Array = np.clip(colour * cloth, 0.0, 255.0).astype(np.float64)
    return texture
