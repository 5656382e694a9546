"""Tangents of a GLB made whole: where coordinates shrink to a point there is none, and glTF wants one."""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNIT = 5e-4
"""How far from 1 a length may be; the validator's own bound."""


def mended(glb: bytes) -> bytes:
    """The same GLB with every tangent of no length put square to its normal (glTF 2.0, 3.7.2.1)."""
    length = struct.unpack_from("<I", glb, 12)[0]
    tree = json.loads(glb[20 : 20 + length])
    out = bytearray(glb)
    start = 20 + length + 8  # after the head of the second chunk
    for mesh in tree.get("meshes", []):
        for attributes in (p["attributes"] for p in mesh["primitives"]):
            if "TANGENT" in attributes and "NORMAL" in attributes:
                tangents = _array(out, tree, attributes["TANGENT"], start, 4)
                mend(tangents, _array(out, tree, attributes["NORMAL"], start, 3))
    return bytes(out)


def mend(tangents: NDArray[np.float32], normals: NDArray[np.float32]) -> None:
    """Put tangents (N, 4) of no length square to their normals (N, 3), in place."""
    lost = np.abs(np.linalg.norm(tangents[:, :3], axis=1) - 1.0) > UNIT
    if not lost.any():
        return
    away = np.eye(3, dtype=np.float32)[
        np.abs(normals[lost]).argmin(axis=1)
    ]  # the axis least along the normal
    square = np.cross(normals[lost], away)
    square /= np.maximum(np.linalg.norm(square, axis=1, keepdims=True), 1e-12)
    tangents[lost, :3] = square
    tangents[lost, 3] = 1.0


def _array(data: bytearray, tree: dict[str, Any], number: int, start: int, width: int) -> NDArray[np.float32]:
    """An accessor's numbers, (N, width), as a view into the bytes; the exporter packs them tightly."""
    accessor = tree["accessors"][number]
    view = tree["bufferViews"][accessor["bufferView"]]
    offset = start + view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
    count = accessor["count"]
    return np.frombuffer(data, np.float32, count * width, offset).reshape(count, width)
