"""Meshes, sampled: Wavefront .obj, .stl (ascii and binary) and binary glTF (.glb)."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from tools.cloud.cloud import Cloud, Floats
from tools.cloud.files.surface import MOST_FACES, sampled
from tools.errors import InputError
from tools.files import read_bytes

BYTES = 512 << 20
NUMBERS: dict[int, str] = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
Y_UP = np.array([[1.0, 0, 0], [0, 0, -1.0], [0, 1.0, 0]])
"""glTF is Y up: its (x, y, z) is our (x, -z, y)."""
Triangles = NDArray[np.int64]


def read_obj(path: Path, size: int, tell: Callable[[str], None]) -> Cloud:
    """A Wavefront file's faces, sampled; materials and groups are not looked at.

    Raises:
        InputError: a line is not as such files have it, or there are no faces.
    """
    points: list[tuple[float, float, float]] = []
    triangles: list[tuple[int, int, int]] = []
    for number, line in enumerate(read_bytes(path, BYTES).split(b"\n"), 1):
        words = line.split()
        try:
            if words[:1] == [b"v"]:
                points.append((float(words[1]), float(words[2]), float(words[3])))
            elif words[:1] == [b"f"]:
                corners = [int(word.split(b"/")[0]) for word in words[1:]]
                corners = [c - 1 if c > 0 else len(points) + c for c in corners]
                triangles += [(corners[0], corners[k], corners[k + 1]) for k in range(1, len(corners) - 1)]
        except (ValueError, IndexError):
            raise InputError(f"{path.name}:{number}: is no vertex or face as .obj files have them") from None
        if len(triangles) > MOST_FACES:
            raise InputError(
                f"{path.name} has more than {MOST_FACES:,} faces: give a simpler mesh, or points"
            )
    return sampled(path.name, np.array(points).reshape(-1, 3), np.array(triangles, np.int64).reshape(-1, 3))


def read_stl(path: Path, size: int, tell: Callable[[str], None]) -> Cloud:
    """An STL file's triangles, sampled.

    Raises:
        InputError: it is cut short or no STL.
    """
    data = read_bytes(path, BYTES)
    count = struct.unpack_from("<I", data, 80)[0] if len(data) >= 84 else -1
    if data[:5] == b"solid" and len(data) != 84 + 50 * count:
        found = re.findall(rb"vertex[ \t]+(\S+)[ \t]+(\S+)[ \t]+(\S+)", data)
        try:
            corners = np.array(found, np.float64).reshape(-1, 3)
        except ValueError:
            raise InputError(f"{path.name}: a vertex is not of three numbers") from None
        if len(corners) % 3 or b"endsolid" not in data[-200:]:
            raise InputError(f"{path.name} is cut short: its last facet is not whole")
    else:
        if count < 0 or len(data) < 84 + 50 * count:
            there = max(0, (len(data) - 84) // 50)
            raise InputError(
                f"{path.name} is no STL file, or cut short: {there:,} of {max(count, 0):,} facets are there"
            )
        rows = np.frombuffer(
            data, np.dtype([("n", "<f4", (3,)), ("v", "<f4", (3, 3)), ("a", "<u2")]), count, 84
        )
        corners = rows["v"].reshape(-1, 3).astype(np.float64)
    if len(corners) > 3 * MOST_FACES:
        raise InputError(f"{path.name} has more than {MOST_FACES:,} facets: give a simpler mesh, or points")
    return sampled(path.name, corners, np.arange(len(corners), dtype=np.int64).reshape(-1, 3))


def read_glb(path: Path, size: int, tell: Callable[[str], None]) -> Cloud:
    """A binary glTF's triangles where its scene puts them, sampled, turned to Z up.

    Raises:
        InputError: it is cut short, packed (Draco, meshopt), or not as glTF is described.
    """
    data = read_bytes(path, BYTES)
    try:
        tree, binary = _chunks(path.name, data)
        pieces = list(_pieces(path.name, tree, binary))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, struct.error, RecursionError):
        raise InputError(f"{path.name} is damaged, or not as glTF 2.0 is described") from None
    points: list[Floats] = []
    faces: list[Triangles] = []
    total = 0
    for at, triangles in pieces:
        points.append(at @ Y_UP.T)
        faces.append(triangles + total)
        total += len(at)
    if not points:
        raise InputError(f"{path.name} is empty: it holds no triangles")
    return sampled(path.name, np.concatenate(points), np.concatenate(faces))


def _chunks(name: str, data: bytes) -> tuple[dict[str, Any], bytes]:
    magic, version, length = struct.unpack_from("<4sII", data)
    if magic != b"glTF" or version != 2:
        raise InputError(f"{name} is no binary glTF 2.0 file")
    if length > len(data):
        raise InputError(f"{name} is cut short: {len(data):,} of its {length:,} bytes are there")
    size, kind = struct.unpack_from("<I4s", data, 12)
    if kind != b"JSON" or size > 64 << 20:
        raise ValueError
    tree = orjson.loads(data[20 : 20 + size])
    packed = set(tree.get("extensionsRequired", [])) & {
        "KHR_draco_mesh_compression",
        "EXT_meshopt_compression",
    }
    if packed:
        raise InputError(f"{name} is packed with {packed.pop()}: save it without compression")
    rest = data[20 + size :]
    return tree, rest[8 : 8 + struct.unpack_from("<I", rest)[0]] if len(rest) >= 8 else b""


def _pieces(name: str, tree: dict[str, Any], binary: bytes) -> Any:
    """(vertices (n, 3) where they stand, triangles (m, 3)) of every primitive that the scene holds."""
    nodes = tree.get("nodes", [])
    scene = tree.get("scenes", [{}])[tree.get("scene", 0)]
    waiting = [(int(k), np.eye(4), 0) for k in scene.get("nodes", range(len(nodes)))]
    seen = faces = 0
    while waiting:
        number, above, depth = waiting.pop()
        seen += 1
        if seen > 100_000 or depth > 200:
            raise ValueError
        node = nodes[number]
        here = above @ _matrix(node)
        waiting += [(int(k), here, depth + 1) for k in node.get("children", [])]
        if "mesh" not in node:
            continue
        for primitive in tree["meshes"][node["mesh"]]["primitives"]:
            if primitive.get("mode", 4) != 4:
                continue
            at = _accessor(tree, binary, primitive["attributes"]["POSITION"], 3).astype(np.float64)
            index = primitive.get("indices")
            order = np.arange(len(at)) if index is None else _accessor(tree, binary, index, 1).ravel()
            faces += len(order) // 3
            if faces > MOST_FACES:
                raise InputError(f"{name} has more than {MOST_FACES:,} faces: give a simpler mesh, or points")
            triangles = order[: len(order) // 3 * 3].astype(np.int64).reshape(-1, 3)
            yield at @ here[:3, :3].T + here[:3, 3], triangles


def _matrix(node: dict[str, Any]) -> Floats:
    if "matrix" in node:
        return np.array(node["matrix"], np.float64).reshape(4, 4).T
    made = np.eye(4)
    x, y, z, w = (float(v) for v in node.get("rotation", (0, 0, 0, 1)))
    length = math.sqrt(x * x + y * y + z * z + w * w) or 1.0
    x, y, z, w = x / length, y / length, z / length, w / length
    turn = np.array(
        [[1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
         [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
         [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)]]
    )  # fmt: skip
    made[:3, :3] = turn * np.array(node.get("scale", (1, 1, 1)), np.float64)
    made[:3, 3] = np.array(node.get("translation", (0, 0, 0)), np.float64)
    return made


def _accessor(tree: dict[str, Any], binary: bytes, number: int, wide: int) -> NDArray[Any]:
    """(n, wide) numbers; sparse ones and views of other files are refused."""
    accessor = tree["accessors"][number]
    view = tree["bufferViews"][accessor["bufferView"]]
    if "sparse" in accessor or view.get("buffer", 0) != 0:
        raise ValueError
    kind = np.dtype(NUMBERS[accessor["componentType"]])
    count, step = int(accessor["count"]), int(view.get("byteStride", kind.itemsize * wide))
    start = int(view.get("byteOffset", 0)) + int(accessor.get("byteOffset", 0))
    size = step * (count - 1) + kind.itemsize * wide
    if (
        count < 1
        or count > 3 * MOST_FACES
        or step < kind.itemsize * wide
        or start < 0
        or start + size > len(binary)
    ):
        raise ValueError
    return np.ndarray((count, wide), kind, binary, start, (step, kind.itemsize))
