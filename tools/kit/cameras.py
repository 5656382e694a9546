"""Cameras: named views, exactly as the picture's camera was solved, and three that come by themselves."""

from __future__ import annotations

import math
from typing import Any

import bpy
from mathutils import Euler, Matrix, Vector

from tools.kit.core import BUILD, Vec2, Vec3
from tools.kit.room.plan import plan_bounds, plan_eye

CAMERA_SENSOR = 36.0
"""Sensor width in millimetres; focal lengths are given as fractions of the picture's width."""


def camera(
    name: str,
    at: Vec3,
    rotation: Vec3,
    focal: float = 1.0,
    shift: Vec2 = (0.0, 0.0),
    resolution: tuple[int, int] = (1024, 768),
    ortho: float | None = None,
) -> Any:
    """A named view.

    Args:
        name: what `--view` calls it; "reference" is the input picture's own camera.
        at: position, world metres.
        rotation: degrees about X, Y, Z (Blender's XYZ order); 0, 0, 0 looks straight down, +Y up.
        focal: focal length as a fraction of the picture's width.
        shift: of the principal point, as fractions of the picture's width.
        resolution: pixels, width and height.
        ortho: width in metres of an orthographic picture; `focal` is not used then.
    """
    if focal <= 0 or min(resolution) < 1:
        raise ValueError(f"camera({name!r}): focal={focal} and resolution={resolution} must be positive")
    BUILD.begin()
    if name in BUILD.views:
        raise ValueError(f"camera({name!r}): there is a view of that name already")
    data = bpy.data.cameras.new(name)
    data.sensor_fit, data.sensor_width = "HORIZONTAL", CAMERA_SENSOR
    data.lens = focal * CAMERA_SENSOR
    data.shift_x, data.shift_y = shift
    data.clip_start, data.clip_end = 0.02, 500.0
    if ortho is not None:
        data.type, data.ortho_scale = "ORTHO", ortho
    obj = BUILD.link(bpy.data.objects.new(name, data), "Views")
    obj.location = at
    obj.rotation_euler = [math.radians(a) for a in rotation]
    obj["view"] = name
    settings = {"at": at, "rotation": rotation, "focal": focal, "shift": shift, "resolution": resolution}
    BUILD.views[name] = {**settings, "ortho": ortho, "camera": obj}
    return obj


def view(
    name: str,
    at: Vec3,
    look_at: Vec3,
    focal: float = 0.8,
    resolution: tuple[int, int] = (1024, 768),
) -> Any:
    """A named view from `at` towards `look_at` (world metres), upright."""
    direction = Vector(look_at) - Vector(at)
    if direction.length < 1e-6:
        raise ValueError(f"view({name!r}): it looks at where it stands")
    turn = direction.to_track_quat("-Z", "Y").to_euler("XYZ")
    x, y, z = (math.degrees(a) for a in turn)
    return camera(name, at, (x, y, z), focal, resolution=resolution)


def camera_matrix(name: str) -> Any:
    """World matrix of a view: its columns are right, up, backwards and position."""
    settings = BUILD.views[name]
    turn = Euler([math.radians(a) for a in settings["rotation"]], "XYZ").to_matrix().to_4x4()
    return Matrix.Translation(settings["at"]) @ turn


def framed_view(name: str, at: Any, look_at: Any, points: list[Vec3], resolution: tuple[int, int]) -> None:
    """A view whose picture the points (world metres) just fill, centred, with a small margin."""
    turn = (look_at - at).to_track_quat("-Z", "Y").to_matrix()
    local = [turn.transposed() @ (Vector(p) - at) for p in points]
    us, vs = [p.x / -p.z for p in local], [p.y / -p.z for p in local]
    high = resolution[1] / resolution[0]
    focal = 0.94 / max(max(us) - min(us), (max(vs) - min(vs)) / high)
    shift = (focal * (max(us) + min(us)) / 2, focal * (max(vs) + min(vs)) / 2)
    x, y, z = (math.degrees(a) for a in turn.to_euler("XYZ"))
    camera(name, tuple(at), (x, y, z), focal, shift, resolution)


def default_views() -> None:
    """Add "top", "iso" and "eye" where the program has no views of these names."""
    if not BUILD.room:
        return
    (x0, y0), (x1, y1) = plan_bounds(BUILD.room["floor"])
    height, wall = BUILD.room["height"], BUILD.room["wall"]
    cx, cy, w, d = (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0 + 2 * wall, y1 - y0 + 2 * wall
    if "top" not in BUILD.views:
        eye = height + 2.0 * max(w, d)
        shape = min(max(d / w, 0.4), 1.6)
        across = max(w, d / shape) * 1.06
        size = (1024, round(1024 * shape))
        camera("top", (cx, cy, eye), (0.0, 0.0, 0.0), (eye - height) / across, resolution=size)
    if "iso" not in BUILD.views:
        radius = math.hypot(w, d, height) / 2
        away = Vector((0.55, -1.0, 1.05)).normalized() * radius * 4.2
        middle = Vector((cx, cy, height * 0.4))
        corners = [
            (cx + sx * w / 2, cy + sy * d / 2, z) for sx in (-1, 1) for sy in (-1, 1) for z in (0, height)
        ]
        framed_view("iso", middle + away, middle, corners, (1024, 768))
    if "eye" not in BUILD.views:
        at, look_at = plan_eye(BUILD.room["floor"], height)
        view("eye", at, look_at, focal=0.62, resolution=(1024, 683))
