"""The viewpoints that people's pictures of rooms have."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

import numpy as np
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from tools.geometry import Vec3
from tools.pinhole import Camera
from tools.planner.design import CameraKind, Design, Piece

Matrix = tuple[Vec3, Vec3, Vec3]


APART = 1.5
"""Metres between the places of several photos of one room, about."""


def further_camera(rng: Random, design: Design, before: Sequence[Camera], width: int = 1024) -> Camera:
    """One more photo at eye level, from a place away from those of the others."""
    return _eye(rng, design, width, [(c.position[0], c.position[1]) for c in before])


def choose_camera(rng: Random, design: Design, kind: CameraKind, width: int = 1024) -> Camera:
    """A camera of that kind that frames the whole room (eye level: a good part of the main room)."""
    if kind == "above":
        return _above(rng, design, width)
    if kind == "oblique":
        return _oblique(rng, design, width)
    if kind == "eye":
        return _eye(rng, design, width)
    return _ortho(rng, design, width)


def look_at(
    eye: Vec3, target: Vec3, width: int, height: int, focal_px: float, *, ortho: float | None = None
) -> Camera:
    """A camera at `eye` looking at `target`, its picture upright.

    Args:
        eye: world metres.
        target: world metres; straight below the eye gives picture-up along +Y.
        width: pixels.
        height: pixels.
        focal_px: focal length in pixels (ignored by an orthographic camera).
        ortho: metres per pixel of an orthographic camera.
    """
    forward = np.subtract(target, eye) / math.dist(target, eye)
    up = np.array([0.0, 1.0, 0.0]) if abs(forward[2]) > 0.9999 else np.array([0.0, 0.0, 1.0])
    right = np.cross(forward, up)
    right /= np.linalg.norm(right)
    rows = [right, np.cross(forward, right), forward]
    frame: Matrix = tuple(tuple(float(x) for x in row) for row in rows)  # type: ignore[assignment]
    return Camera(
        kind="ortho" if ortho else "pinhole",
        width=width,
        height=height,
        focal_px=focal_px,
        cx=width / 2,
        cy=height / 2,
        rotation=frame,
        position=eye,
        metres_per_pixel=ortho,
    )


def _extent(design: Design) -> tuple[float, float]:
    """Outer width and depth of the building, metres."""
    xs, ys = [p[0] for p in design.floor], [p[1] for p in design.floor]
    return max(xs) - min(xs) + 2 * design.wall, max(ys) - min(ys) + 2 * design.wall


def _above(rng: Random, design: Design, width: int) -> Camera:
    """High over the room and straight down, or leaning by up to a few degrees."""
    across, deep = _extent(design)
    eye = design.height + max(across, deep) * rng.uniform(1.2, 2.6)
    margin = 1 + 2 * rng.uniform(0.02, 0.07)
    focal = (eye - design.height) / (across * margin)
    height = _even(width * deep * margin / (across * margin))
    height = min(max(height, width // 2), int(width * 1.3))
    focal = min(focal, (eye - design.height) * (height / width) / (deep * margin))
    lean = rng.choice([0.0, 0.0, rng.uniform(0.5, 3.0)])
    shift = math.tan(math.radians(lean)) * eye
    way = rng.uniform(0, 2 * math.pi)
    position = (shift * math.cos(way), shift * math.sin(way), eye) if lean else (0.0, 0.0, eye)
    if not lean:
        return look_at(position, (0.0, 0.0, 0.0), width, height, focal * width)
    camera = _rolled(position, (0.0, 0.0, 0.0), width, height, focal * width)
    return _framed(camera, design, _rolled)


def _rolled(eye: Vec3, target: Vec3, width: int, height: int, focal_px: float) -> Camera:
    """Like `look_at`, but picture-up stays along +Y: for cameras that look nearly straight down."""
    forward = np.subtract(target, eye) / math.dist(target, eye)
    right = np.cross(forward, [0.0, 1.0, 0.0])
    right /= np.linalg.norm(right)
    rows = [right, np.cross(forward, right), forward]
    frame: Matrix = tuple(tuple(float(x) for x in row) for row in rows)  # type: ignore[assignment]
    return Camera(
        width=width,
        height=height,
        focal_px=focal_px,
        cx=width / 2,
        cy=height / 2,
        rotation=frame,
        position=eye,
    )


def _oblique(rng: Random, design: Design, width: int) -> Camera:
    """A doll's house seen from high up: from one side, or turned so far that it still is that side."""
    tilt, azimuth = rng.uniform(28, 50), rng.choice([0.0, rng.uniform(-36, 36), rng.uniform(-36, 36)])
    across, deep = _extent(design)
    away = max(across, deep) * rng.uniform(1.6, 2.4)
    t, a = math.radians(tilt), math.radians(azimuth)
    eye = (
        away * math.sin(t) * math.sin(a),
        -away * math.sin(t) * math.cos(a),
        away * math.cos(t) + 0.5,
    )
    height = _even(width * rng.uniform(0.62, 0.85))
    return _framed(look_at(eye, (0.0, 0.0, 0.4), width, height, width * 1.2), design, look_at)


def _ortho(rng: Random, design: Design, width: int) -> Camera:
    """Orthographic from straight above."""
    across, deep = _extent(design)
    margin = 1 + 2 * rng.uniform(0.02, 0.06)
    height = _even(min(max(width * deep / across, width * 0.5), width * 1.4))
    scale = max(across * margin / width, deep * margin / height)
    return look_at((0.0, 0.0, 12.0), (0.0, 0.0, 0.0), width, height, width * 1.0, ortho=scale)


def _eye(rng: Random, design: Design, width: int, taken: Sequence[tuple[float, float]] = ()) -> Camera:
    """A standing person's photo across the main room, from where the most furniture is in the frame."""
    zone = design.zones[0].polygon
    standing = [p for p in design.pieces if p.mount == "floor" and p.zone == 0]
    solids = [p.footprint.buffer(0.3) for p in standing if p.size[2] > 0.5]
    spots = [
        at
        for at in _scattered(rng, zone.buffer(-0.3), 120)
        if not any(solid.contains(Point(at)) for solid in solids)
    ] or [(float(zone.representative_point().x), float(zone.representative_point().y))]
    focal = width * rng.uniform(0.48, 0.62)
    half = math.degrees(math.atan(width / 2 / focal)) * 0.85
    views = [(at, heading) for at in spots for heading in range(0, 360, 20)]

    def value(view: tuple[tuple[float, float], int]) -> float:
        near = min((math.dist(view[0], other) for other in taken), default=math.inf)
        return worth(standing, view[0], view[1], half) * (1 - math.exp(-((near / APART) ** 2)))

    at, heading = max(views, key=lambda view: value(view) + rng.uniform(0, 0.3))
    tall = rng.uniform(1.45, 1.7)
    ahead = (math.sin(math.radians(heading)), math.cos(math.radians(heading)))
    drop = math.tan(math.radians(rng.uniform(6, 13)))
    height = _even(width * rng.choice([0.667, 0.75, 0.5625]))
    target = (at[0] + ahead[0], at[1] + ahead[1], tall - drop)
    return look_at((*at, tall), target, width, height, focal)


def _scattered(rng: Random, area: BaseGeometry, count: int) -> list[tuple[float, float]]:
    """Points spread over an area."""
    x0, y0, x1, y1 = area.bounds if not area.is_empty else (0.0, 0.0, 0.0, 0.0)
    points = [(rng.uniform(x0, x1), rng.uniform(y0, y1)) for _ in range(count)]
    return [p for p in points if area.contains(Point(p))]


def worth(standing: list[Piece], at: tuple[float, float], heading: float, half: float) -> float:
    """How much furniture a view has: the volume of what is in the frame at a good distance, as a root."""
    seen = 0.0
    for piece in standing:
        dx, dy = piece.at[0] - at[0], piece.at[1] - at[1]
        away = math.hypot(dx, dy)
        off = abs((math.degrees(math.atan2(dx, dy)) - heading + 180) % 360 - 180)
        if off < half and away > 1.2:
            seen += math.prod(piece.size) ** (1 / 3) * min(1.0, away / 2.4)
    return seen


Aim = Callable[[Vec3, Vec3, int, int, float], Camera]


def _framed(camera: Camera, design: Design, aim: Aim) -> Camera:
    """The same eye, turned and zoomed so that the whole building just fits in the middle of the picture.

    The principal point stays in the middle, as in pictures that nobody has cropped.
    """
    outer = Polygon(design.floor).buffer(design.wall, join_style="mitre")
    ring = [(float(x), float(y)) for x, y in outer.exterior.coords]
    corners = [(x, y, z) for x, y in ring for z in (0.0, design.height)]
    for _ in range(8):
        pixels = camera.project(corners)
        middle = (pixels.min(axis=0) + pixels.max(axis=0)) / 2
        x, y, _z = camera.to_plane([middle])[0]
        target = (float(x), float(y), 0.0)
        camera = aim(camera.position, target, camera.width, camera.height, camera.focal_px)
    pixels = np.abs(camera.project(corners) - (camera.cx, camera.cy)).max(axis=0)
    zoom = 0.93 * min(camera.width / 2 / pixels[0], camera.height / 2 / pixels[1])
    return camera.model_copy(update={"focal_px": camera.focal_px * float(zoom)})


def _even(pixels: float) -> int:
    return round(pixels / 2) * 2
