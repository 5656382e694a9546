"""A picture without a renderer: z-buffer, base colours, textures, sky light, key light, contact shade."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.blender.layers import Layers, length
from tools.blender.meshes import Piece
from tools.blender.surface import Surface, levels, material_of, surface_of, to_srgb

Floats = NDArray[np.float64]
KEY = np.array([-0.45, -0.55, 0.70]) / np.linalg.norm([-0.45, -0.55, 0.70])
BACKGROUND = 0.82
SHADE_TAPS = 8
SHADE_METRES = 0.35


def picture(pieces: list[Piece], layers: Layers, pixels_per_metre: Floats) -> NDArray[np.uint8]:
    """Shade a view.

    Args:
        pieces: what the view was made of.
        layers: the view.
        pixels_per_metre: (H, W) scale at every pixel's depth.

    Returns:
        (H, W, 3) sRGB.
    """
    base, glow, normal = _surfaces(pieces, layers, pixels_per_metre)
    sky = 0.5 + 0.5 * normal[:, :, 2]
    light = 0.34 + 0.26 * sky + 0.52 * np.clip(normal @ KEY, 0.0, None)
    light *= 1.0 - 0.75 * _contact_shade(layers, pixels_per_metre)
    color = base * light[:, :, None] + np.minimum(glow, 1.0)
    color[layers.piece < 0] = BACKGROUND
    color = _soften_edges(color, layers)
    return (to_srgb(color.astype(np.float32)) * 255 + 0.5).astype(np.uint8)


def _surfaces(pieces: list[Piece], layers: Layers, pixels_per_metre: Floats) -> tuple[Floats, Floats, Floats]:
    """Base colour, emission (linear) and shading normal of every pixel."""
    base, glow = np.zeros(layers.normal.shape), np.zeros(layers.normal.shape)
    normal = layers.normal.copy()
    flat_piece = layers.piece.ravel()
    order = np.argsort(flat_piece, kind="stable")
    bounds = np.searchsorted(flat_piece[order], np.arange(len(pieces) + 1))
    for number, piece in enumerate(pieces):
        where = np.divmod(order[bounds[number] : bounds[number + 1]], layers.piece.shape[1])
        if not len(where[0]):
            continue
        triangle, weights = layers.triangle[where], layers.weights[where]
        loops = _loops(piece)[triangle]
        normal[where] = _smooth_normals(piece, loops, weights, normal[where])
        slots = piece.materials[triangle]
        for slot in np.unique(slots):
            chosen = slots == slot
            spot = where[0][chosen], where[1][chosen]
            surface = surface_of(material_of(piece, int(slot)))
            base[spot] = _colors(piece, surface, loops[chosen], weights[chosen], pixels_per_metre[spot])
            glow[spot] = surface.emission
    return base, glow, normal


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
    smooth /= np.maximum(length(smooth), 1e-9)
    return np.where(np.einsum("nc,nc->n", smooth, flat)[:, None] < 0, -smooth, smooth)


def _colors(
    piece: Piece, surface: Surface, loops: NDArray[np.int32], weights: Floats, pixels_per_metre: Floats
) -> Floats:
    """(n, 3) linear base colours; of the image's halves the one whose texels are about a pixel wide."""
    layer = piece.mesh.uv_layers.active
    halves = () if surface.image is None or layer is None else levels(surface.image)
    if not halves:
        return np.broadcast_to(np.array(surface.color, float), (len(loops), 3))
    uv = np.empty(len(piece.mesh.loops) * 2, np.float32)
    layer.uv.foreach_get("vector", uv)
    repeats = uv.reshape(-1, 2) @ surface.mapping.T
    at = np.nan_to_num(np.einsum("nk,nkc->nc", weights, repeats[loops])) % 1.0
    texels = _repeats_per_metre(piece, repeats) * np.sqrt(halves[0].shape[0] * halves[0].shape[1])
    level = np.log2(np.maximum(texels / np.maximum(pixels_per_metre, 1e-6), 1.0)).round().astype(int)
    level = np.minimum(level, len(halves) - 1)
    color = np.empty((len(loops), 3))
    for number in np.unique(level):
        chosen, picture = level == number, halves[number]
        height, width = picture.shape[:2]
        column = np.minimum((at[chosen, 0] * width).astype(int), width - 1)
        row = np.minimum((at[chosen, 1] * height).astype(int), height - 1)
        color[chosen] = picture[row, column]
    return color


def _repeats_per_metre(piece: Piece, repeats: Floats) -> float:
    """How dense a piece's texture is: side of its area in image repeats over that in metres."""
    corners, spots = piece.vertices[piece.triangles], repeats[_loops(piece)]
    sides, ways = corners[:, 1:] - corners[:, :1], spots[:, 1:] - spots[:, :1]
    world = length(np.cross(sides[:, 0], sides[:, 1])).sum()
    image = np.abs(ways[:, 0, 0] * ways[:, 1, 1] - ways[:, 0, 1] * ways[:, 1, 0]).sum()
    return float(np.sqrt(image / max(world, 1e-12)))


def _contact_shade(layers: Layers, pixels_per_metre: Floats) -> Floats:
    """(H, W) share of the near surroundings that stands above each pixel's surface, 0 to 1.

    Looked up for every second pixel of every second row, then blurred.
    """
    half = slice(None, None, 2)
    position = layers.position[half, half].astype(np.float32)
    normal = layers.normal[half, half].astype(np.float32)
    seen = layers.piece[half, half] >= 0
    height, width = seen.shape
    rows, columns = np.mgrid[0:height, 0:width]
    scale = np.where(seen, pixels_per_metre[half, half] / 2, 1.0)
    reach = np.clip(scale * SHADE_METRES, 1.5, 40.0)
    total = np.zeros((height, width), np.float32)
    # Every pixel of a 4 x 4 tile looks in other directions; the blur below joins them.
    turn = ((rows % 4) * 4 + columns % 4) * (2 * np.pi / 16)
    for tap in range(SHADE_TAPS):
        angle, share = turn + 2.399963 * tap, np.sqrt((tap + 0.5) / SHADE_TAPS)
        row = np.clip(rows + (np.sin(angle) * share * reach).astype(int), 0, height - 1)
        column = np.clip(columns + (np.cos(angle) * share * reach).astype(int), 0, width - 1)
        across = position[row, column] - position
        distance = np.sqrt(np.einsum("hwc,hwc->hw", across, across)) + 1e-6
        above = np.einsum("hwc,hwc->hw", across, normal) / distance
        near = np.clip(1.0 - distance / (3 * SHADE_METRES), 0.0, 1.0)
        total += np.where(seen[row, column] & seen, np.clip(above - 0.05, 0.0, 1.0) * near, 0.0)
    shade = np.clip(total / SHADE_TAPS * 1.8, 0.0, 0.85)
    full = layers.piece.shape
    return _blurred(np.repeat(np.repeat(_blurred(shade, 4), 2, axis=0), 2, axis=1)[: full[0], : full[1]], 3)


def _blurred(values: Floats, size: int) -> Floats:
    """Mean over squares of `size` pixels."""
    before, after = (size - 1) // 2, size // 2
    height, width = values.shape
    padded = np.pad(values, ((before, after), (before, after)), mode="edge")
    lines = np.add.reduce([padded[:, k : k + width] for k in range(size)])
    return np.asarray(np.add.reduce([lines[k : k + height] for k in range(size)])) / size**2


def _soften_edges(color: Floats, layers: Layers) -> Floats:
    """Blend pixels across outlines with their neighbours, instead of sampling more."""
    edge = np.zeros(layers.piece.shape, bool)
    bend = np.einsum("hwc,hwc->hw", layers.normal[:, 1:], layers.normal[:, :-1]) < 0.8
    split = (layers.piece[:, 1:] != layers.piece[:, :-1]) | bend
    edge[:, 1:] |= split
    edge[:, :-1] |= split
    bend = np.einsum("hwc,hwc->hw", layers.normal[1:], layers.normal[:-1]) < 0.8
    split = (layers.piece[1:] != layers.piece[:-1]) | bend
    edge[1:] |= split
    edge[:-1] |= split
    padded = np.pad(color, ((1, 1), (1, 1), (0, 0)), mode="edge")
    around = (padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]) / 4
    return np.where(edge[:, :, None], 0.5 * color + 0.5 * around, color)
