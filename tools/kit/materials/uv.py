"""UV coordinates in metres: every face is projected along the axis it looks along most."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np

from tools.kit.core import coordinates

UV_PLANES = np.array([[1, 2], [0, 2], [0, 1]])
"""For a face looking along X, Y, Z: which coordinates become u and v."""


def uv_part(part: Any, made: Any) -> None:
    """Give a part UV coordinates, unless it came with its own.

    With a grained material u runs along the part's longest side; with a stretched picture the part's
    extent becomes 0 to 1.
    """
    data = part.data
    if "own" in part and "asset" not in made:  # an asset's coordinates are for its own pictures
        for layer in list(data.uv_layers):
            data.uv_layers.remove(layer)
    if data.uv_layers or not len(data.polygons):
        return
    points = coordinates(data)
    low, high = points.min(axis=0), points.max(axis=0)
    if "texture_from" in part:
        low, high = np.array(part["texture_from"]), np.array(part["texture_to"])
    corners = np.empty(len(data.loops), np.int32)
    data.loops.foreach_get("vertex_index", corners)
    planes, backs = uv_planes(data, made, high - low)
    placed = points - low
    if made.get("stretch"):
        placed = placed / np.maximum(high - low, 1e-6)
    elif "texture_from" not in part and made.get("grain"):
        # Boards cut from different places of the same tree.
        placed = placed + (zlib.crc32(part.name.encode()) % 997) / 997 * np.array([1.0, 0.7, 0.4])
    uv = np.take_along_axis(placed[corners], planes, axis=1).astype(np.float32)
    if made.get("stretch"):
        uv[backs, 0] = 1.0 - uv[backs, 0]
    data.uv_layers.new(name="UVMap", do_init=False).uv.foreach_set("vector", uv.ravel())


def uv_planes(data: Any, made: Any, extent: Any) -> tuple[Any, Any]:
    """For each loop the two coordinates (n, 2) that become u and v, and whether it is seen from behind."""
    count = len(data.polygons)
    normals, totals = np.empty(count * 3, np.float32), np.empty(count, np.int32)
    data.polygons.foreach_get("normal", normals)
    data.polygons.foreach_get("loop_total", totals)
    normals = normals.reshape(-1, 3)
    axes = np.abs(normals).argmax(axis=1)
    pairs = UV_PLANES
    if made.get("grain"):
        swap = extent[UV_PLANES[:, 0]] < extent[UV_PLANES[:, 1]]
        pairs = np.where(swap[:, None], UV_PLANES[:, ::-1], UV_PLANES)
    # Seen along +Y, or from +X, a picture would be mirrored.
    behind = ((axes == 1) & (normals[:, 1] > 0)) | ((axes == 0) & (normals[:, 0] < 0))
    return np.repeat(pairs[axes], totals, axis=0), np.repeat(behind, totals)
