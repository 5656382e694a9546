"""Named views of a scene: the program's own cameras, and a few that are always there."""

from __future__ import annotations

import math
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector
from numpy.typing import NDArray

from tools.blender.meshes import Piece

ALWAYS = ("top", "iso")
ISOLATED = "isolated"
DEFAULT_RESOLUTION = (1024, 768)


class UnknownView(Exception):
    """No camera of that name."""


def camera_of(namespace: dict[str, Any], name: str, pieces: list[Piece], turn: float = 0.0) -> Any:
    """The camera object of a view.

    Args:
        namespace: of the program that ran; its BUILD.views holds its own cameras.
        name: a view of the program, "top" or "iso" (framed on everything), or "isolated" (framed on pieces).
        pieces: what the framed views look at.
        turn: yaw of an isolated object, radians: it is shown from its front.
    """
    views = getattr(namespace.get("BUILD"), "views", {})
    held = views[name]["camera"] if name in views else bpy.context.scene.objects.get(name)
    if held is not None and held.type == "CAMERA":
        return held
    if name == "top":
        return _framed(pieces, Vector((0, 0, -1)), Vector((0, 1, 0)))
    if name in ("iso", ISOLATED):
        look = Vector((-0.55, 1.0, -0.75))
        look.rotate(Matrix.Rotation(turn, 3, "Z"))
        return _framed(pieces, look, Vector((0, 0, 1)))
    raise UnknownView(f"there is no view {name!r}; there are {', '.join([*views, *ALWAYS])}")


def resolution_of(namespace: dict[str, Any], camera: Any) -> tuple[int, int]:
    """The view's own pixels, as the program's camera(...) says."""
    views = getattr(namespace.get("BUILD"), "views", {}).values()
    kept = [view["resolution"] for view in views if view.get("camera") == camera]
    width, height = (kept or [camera.get("resolution") or DEFAULT_RESOLUTION])[0]
    return int(width), int(height)


def scaled(resolution: tuple[int, int], width: int | None) -> tuple[int, int]:
    """The same picture `width` pixels wide; one factor for both sides."""
    if width is None:
        return resolution
    return width, max(1, round(width * resolution[1] / resolution[0]))


def projection(camera: Any, width: int, height: int) -> NDArray[np.float64]:
    """(4, 4) from world coordinates to clip coordinates, exactly as Blender renders them."""
    graph = bpy.context.evaluated_depsgraph_get()
    lens = camera.calc_matrix_camera(graph, x=width, y=height)
    return np.asarray(np.array(lens) @ np.array(camera.matrix_world.normalized().inverted()))


def aim(camera: Any, resolution: tuple[int, int]) -> None:
    """Make a camera the one that is rendered, at this resolution and square pixels."""
    scene = bpy.context.scene
    scene.camera = camera
    render = scene.render
    render.resolution_x, render.resolution_y = resolution
    render.resolution_percentage = 100
    render.pixel_aspect_x = render.pixel_aspect_y = 1.0
    render.use_border = False
    bpy.context.view_layer.update()


def _framed(pieces: list[Piece], look: Vector, up: Vector) -> Any:
    """A camera along `look` that sees all of the pieces."""
    data = bpy.data.cameras.new("framed")
    data.sensor_fit = "HORIZONTAL"
    data.angle = math.radians(40)
    camera = bpy.data.objects.new("framed", data)
    bpy.context.scene.collection.objects.link(camera)
    points = np.concatenate([p.vertices for p in pieces]) if pieces else np.zeros((1, 3))
    points = points[np.isfinite(points).all(axis=1)]
    back = -look.normalized()
    right = up.cross(back).normalized()
    axes = np.array([right, back.cross(right), back])
    low, high = points.min(axis=0), points.max(axis=0)
    centre = (low + high) / 2
    local = np.abs((points - centre) @ axes.T)
    ahead = ((points - centre) @ axes.T)[:, 2]
    half = math.tan(data.angle / 2) * 0.92
    width, height = DEFAULT_RESOLUTION
    distance = max(float((ahead + np.maximum(local[:, 0], local[:, 1] * width / height) / half).max()), 0.1)
    frame = Matrix([Vector(axis) for axis in axes]).transposed().to_4x4()
    camera.matrix_world = Matrix.Translation(Vector(centre + axes[2] * distance)) @ frame
    data.clip_start, data.clip_end = distance / 100, distance * 10 + 100
    bpy.context.view_layer.update()
    return camera
