"""A picture without a renderer: z-buffer, base colours, textures, sky light, key light, contact shade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.blender.meshes import Piece
from tools.blender.raster import Hits, rasterise
from tools.blender.surface import Surface, material_of, pixels, surface_of, to_srgb

Floats = NDArray[np.float64]
KEY = np.array([-0.45, -0.55, 0.70]) / np.linalg.norm([-0.45, -0.55, 0.70])
BACKGROUND = 0.82
SHADE_TAPS = 12
SHADE_METRES = 0.35


@dataclass(frozen=True)
class Layers:
    """What every pixel of a view sees.

    Attributes:
        piece: (H, W) index of the piece, -1 for none.
        triangle: (H, W) index of the triangle inside its piece.
        weights: (H, W, 3) barycentric coordinates.
        depth: (H, W) metres along the viewing axis, inf for none.
        position: (H, W, 3) world metres.
        normal: (H, W, 3) of the triangle, world, turned to the camera.
    """

    piece: NDArray[np.int64]
    triangle: NDArray[np.int64]
    weights: Floats
    depth: Floats
    position: Floats
    normal: Floats


def look(pieces: list[Piece], to_clip: Floats, to_camera: Floats, width: int, height: int) -> Layers:
    """Rasterise some pieces.

    Args:
        pieces: what is visible.
        to_clip: (4, 4) world to clip coordinates.
        to_camera: (4, 4) world to the camera's frame (looking along -Z).
        width: pixels.
        height: pixels.
    """
    corners = np.concatenate([np.zeros((0, 3, 3)), *(p.vertices[p.triangles] for p in pieces)])
    counts = [len(p.triangles) for p in pieces]
    owner = np.repeat(np.arange(len(pieces)), counts)
    first = np.cumsum([0, *counts])[:-1]
    hits: Hits = rasterise(_homogeneous(corners) @ to_clip.T, width, height)
    empty = hits.triangle < 0
    if not len(owner):
        blank = np.zeros((height, width, 3))
        return Layers(hits.triangle, hits.triangle, blank, np.full((height, width), np.inf), blank, blank)
    piece = np.where(empty, -1, owner[hits.triangle])
    position = np.einsum("hwk,hwkc->hwc", hits.weights, corners[hits.triangle])
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-30)
    local = position @ to_camera[:3, :3].T + to_camera[:3, 3]
    normal = flat[hits.triangle]
    facing = -local if to_clip[3, :3].any() else np.array([0.0, 0.0, 1.0])
    away = ((normal @ to_camera[:3, :3].T) * facing).sum(axis=2) < 0
    normal = np.where(away[:, :, None], -normal, normal)
    depth = np.where(empty, np.inf, -local[:, :, 2])
    return Layers(piece, hits.triangle - first[piece], hits.weights, depth, position, normal)


def _homogeneous(points: Floats) -> Floats:
    return np.concatenate([points, np.ones((*points.shape[:-1], 1))], axis=-1)


def picture(pieces: list[Piece], layers: Layers, pixels_per_metre: Floats) -> NDArray[np.uint8]:
    """Shade what `look` found.

    Args:
        pieces: the same as given to `look`.
        layers: its result.
        pixels_per_metre: (H, W) scale at every pixel's depth.

    Returns:
        (H, W, 3) sRGB.
    """
    base, glow, normal = _surfaces(pieces, layers)
    sky = 0.5 + 0.5 * normal[:, :, 2]
    light = 0.34 + 0.26 * sky + 0.52 * np.clip(normal @ KEY, 0.0, None)
    light *= 1.0 - 0.75 * _contact_shade(layers, pixels_per_metre)
    color = base * light[:, :, None] + np.minimum(glow, 1.0)
    color[layers.piece < 0] = BACKGROUND
    color = _soften_edges(color, layers)
    return (to_srgb(color.astype(np.float32)) * 255 + 0.5).astype(np.uint8)


def _surfaces(pieces: list[Piece], layers: Layers) -> tuple[Floats, Floats, Floats]:
    """Base colour, emission (linear) and shading normal of every pixel."""
    base, glow = np.zeros(layers.normal.shape), np.zeros(layers.normal.shape)
    normal = layers.normal.copy()
    flat_piece = layers.piece.ravel()
    order = np.argsort(flat_piece, kind="stable")
    bounds = np.searchsorted(flat_piece[order], np.arange(len(pieces) + 1))
    for number in range(len(pieces)):
        pixels = order[bounds[number] : bounds[number + 1]]
        if len(pixels):
            _shade_piece(pieces[number], layers, pixels, base, glow, normal)
    return base, glow, normal


def _shade_piece(
    piece: Piece, layers: Layers, pixels: NDArray[np.int64], base: Floats, glow: Floats, normal: Floats
) -> None:
    """Fill in the pixels (flat indices) that see one piece."""
    rows, columns = np.divmod(pixels, layers.piece.shape[1])
    triangle, weights = layers.triangle[rows, columns], layers.weights[rows, columns]
    loops = _loops(piece)[triangle]
    normal[rows, columns] = _smooth_normals(piece, loops, weights, normal[rows, columns])
    slots = piece.materials[triangle]
    for slot in np.unique(slots):
        chosen = slots == slot
        surface = surface_of(material_of(piece, int(slot)))
        where = rows[chosen], columns[chosen]
        base[where] = _colors(piece, surface, loops[chosen], weights[chosen])
        glow[where] = surface.emission


def _loops(piece: Piece) -> NDArray[np.int32]:
    loops = np.empty(len(piece.triangles) * 3, np.int32)
    piece.mesh.loop_triangles.foreach_get("loops", loops)
    return loops.reshape(-1, 3)


def _smooth_normals(piece: Piece, loops: NDArray[np.int32], weights: Floats, flat: Floats) -> Floats:
    """Interpolated corner normals, on the side of the flat ones."""
    corner = np.empty(len(piece.mesh.loops) * 3, np.float32)
    piece.mesh.corner_normals.foreach_get("vector", corner)
    turn = np.linalg.inv(np.array(piece.source.matrix_world)[:3, :3])
    smooth = np.einsum("nk,nkc->nc", weights, corner.reshape(-1, 3)[loops]) @ turn
    smooth /= np.maximum(np.linalg.norm(smooth, axis=1, keepdims=True), 1e-9)
    return np.where((smooth * flat).sum(axis=1, keepdims=True) < 0, -smooth, smooth)


def _colors(piece: Piece, surface: Surface, loops: NDArray[np.int32], weights: Floats) -> Floats:
    """(n, 3) linear base colours; the picture is looked up without filtering."""
    layer = piece.mesh.uv_layers.active
    picture = None if surface.image is None else pixels(surface.image)
    if picture is None or layer is None:
        return np.broadcast_to(np.array(surface.color, float), (len(loops), 3))
    uv = np.empty(len(piece.mesh.loops) * 2, np.float32)
    layer.uv.foreach_get("vector", uv)
    at = np.einsum("nk,nkc->nc", weights, uv.reshape(-1, 2)[loops]) @ surface.mapping.T
    height, width = picture.shape[:2]
    at = np.nan_to_num(at) % 1.0
    column = np.minimum((at[:, 0] * width).astype(int), width - 1)
    row = np.minimum((at[:, 1] * height).astype(int), height - 1)
    return np.asarray(picture[row, column], float)


def _contact_shade(layers: Layers, pixels_per_metre: Floats) -> Floats:
    """(H, W) share of the near surroundings that stands above each pixel's surface, 0 to 1."""
    height, width = layers.piece.shape
    rows, columns = np.mgrid[0:height, 0:width]
    seen = layers.piece >= 0
    total = np.zeros((height, width))
    reach = np.clip(np.where(seen, pixels_per_metre, 1.0) * SHADE_METRES, 2.0, 60.0)
    for tap in range(SHADE_TAPS):
        angle, share = 2.399963 * tap, np.sqrt((tap + 0.5) / SHADE_TAPS)
        row = np.clip(rows + (np.sin(angle) * share * reach).astype(int), 0, height - 1)
        column = np.clip(columns + (np.cos(angle) * share * reach).astype(int), 0, width - 1)
        across = layers.position[row, column] - layers.position
        distance = np.sqrt((across**2).sum(axis=2)) + 1e-6
        above = (across * layers.normal).sum(axis=2) / distance
        near = np.clip(1.0 - distance / (3 * SHADE_METRES), 0.0, 1.0)
        total += np.where(seen[row, column] & seen, np.clip(above - 0.05, 0.0, 1.0) * near, 0.0)
    return np.clip(total / SHADE_TAPS * 1.8, 0.0, 0.85)


def _soften_edges(color: Floats, layers: Layers) -> Floats:
    """Blend pixels across outlines with their neighbours, instead of sampling more."""
    edge = np.zeros(layers.piece.shape, bool)
    bend = 1.0 - (layers.normal[:, 1:] * layers.normal[:, :-1]).sum(axis=2) > 0.2
    split = (layers.piece[:, 1:] != layers.piece[:, :-1]) | bend
    edge[:, 1:] |= split
    edge[:, :-1] |= split
    bend = 1.0 - (layers.normal[1:] * layers.normal[:-1]).sum(axis=2) > 0.2
    split = (layers.piece[1:] != layers.piece[:-1]) | bend
    edge[1:] |= split
    edge[:-1] |= split
    padded = np.pad(color, ((1, 1), (1, 1), (0, 0)), mode="edge")
    around = (padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]) / 4
    return np.where(edge[:, :, None], 0.5 * color + 0.5 * around, color)
