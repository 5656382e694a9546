"""Pictures of the scene that just ran: fast previews, lit previews, finals, ids, depth, normals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools.blender import cameras, cycles, preview, studio
from tools.blender.jobs import PREVIEW_WIDTH
from tools.blender.layers import Layers
from tools.blender.meshes import Piece, Snapshot

SHOW_VIEW_HOOK = "show_view"


def render(request: dict[str, Any], out: Path, namespace: dict[str, Any], snapshot: Snapshot) -> None:
    """Make one picture.

    Args:
        request: `view` (None: "reference", or a view framed on the isolated object), `quality`, `width`
            (None: the view's own, at most 512 for previews), `isolate` (an object's id or None), `threads`.
        out: .png for fast, lit and final; .npy for ids (int32), depth (float32) and normal (float32).
        namespace: of the program.
        snapshot: the evaluated scene.
    """
    isolate, quality = request.get("isolate"), request["quality"]
    pieces = [p for p in snapshot.pieces if not isolate or p.owner == isolate]
    if isolate and not pieces:
        raise cameras.UnknownView(f"there is no object {isolate!r} to show")
    view = request.get("view") or (cameras.ISOLATED if isolate else "reference")
    turns = [r.matrix_world.to_euler().z for r in snapshot.roots if r.get("room_id") == isolate]
    camera = cameras.camera_of(namespace, view, pieces, turns[0] if turns else 0.0)
    cut_away(namespace, view)
    if not isolate:
        pieces = [p for p in pieces if not p.source.hide_render]
    width, own = request.get("width"), cameras.resolution_of(namespace, camera)
    if width is None and quality in ("fast", "lit"):
        width = min(own[0], PREVIEW_WIDTH)
    resolution = cameras.scaled(own, width)
    cameras.aim(camera, resolution)
    if quality in ("lit", "final"):
        with _only(pieces), studio.light() if isolate else nullcontext():
            cycles.render(out, quality, int(request.get("threads") or 2))
        return
    layers = _layers(pieces, camera, resolution)
    if quality == "fast":
        _save_png(out, preview.picture(pieces, layers, _pixels_per_metre(layers, camera, resolution)))
    else:
        np.save(out, _array(quality, pieces, layers, snapshot))


def cut_away(namespace: dict[str, Any], view: str) -> None:
    """Let the program's own kit hide the ceiling and near walls of a view, as `python scene.py` does."""
    hook = namespace.get(SHOW_VIEW_HOOK)
    if callable(hook) and view in namespace["BUILD"].views:
        hook(view)


@contextmanager
def _only(pieces: list[Piece]) -> Iterator[None]:
    """Leave just these meshes in rendered pictures; lights stay."""
    shown = {p.source.name for p in pieces}
    solid = [o for o in bpy.context.scene.objects if o.type not in ("LIGHT", "CAMERA", "EMPTY")]
    before = [obj.hide_render for obj in solid]
    for obj in solid:
        obj.hide_render = obj.name not in shown
    yield
    for obj, hidden in zip(solid, before, strict=True):
        obj.hide_render = hidden


def _layers(pieces: list[Piece], camera: Any, resolution: tuple[int, int]) -> Layers:
    width, height = resolution
    to_camera = np.array(camera.matrix_world.normalized().inverted())
    return Layers(pieces, cameras.projection(camera, width, height), to_camera, width, height)


def _pixels_per_metre(layers: Layers, camera: Any, resolution: tuple[int, int]) -> NDArray[np.float64]:
    """(H, W) picture scale at the depth of every pixel."""
    lens = np.array(
        camera.calc_matrix_camera(bpy.context.evaluated_depsgraph_get(), x=resolution[0], y=resolution[1])
    )
    scale = lens[0, 0] * resolution[0] / 2
    if camera.data.type == "ORTHO":
        return np.full(layers.depth.shape, scale)
    return np.asarray(scale / np.maximum(layers.depth, 1e-3))


def _array(quality: str, pieces: list[Piece], layers: Layers, snapshot: Snapshot) -> NDArray[Any]:
    """Ids (index into the report's objects plus one, 0 for shell and nothing), depth or normals."""
    if quality == "depth":
        return layers.depth.astype(np.float32)
    if quality == "normal":
        return np.where(layers.piece[:, :, None] < 0, 0.0, layers.normal).astype(np.float32)
    if quality != "ids":
        raise ValueError(f"unknown quality {quality!r}")
    numbers = {str(root["room_id"]): n + 1 for n, root in enumerate(snapshot.roots)}
    of_piece = np.array([*(numbers.get(p.owner, 0) for p in pieces), 0], np.int32)
    return of_piece[layers.piece]


def _save_png(out: Path, color: NDArray[np.uint8]) -> None:
    """Write (H, W, 3) sRGB."""
    Image.fromarray(color).save(out, compress_level=1)
