"""Arrays that come out of a scratch folder: read by our own strict readers, never by numpy's.

numpy's headers are Python expressions and its archives are zip files; both can be forged to cost any amount
of memory or to give arrays of any kind. Only what our own writers write is taken here.
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.blender.results import plain
from tools.errors import ToolError
from tools.measured import PartMesh, SceneMeshes
from tools.names import printable

HEADER = re.compile(
    rb"\{'descr': '(<i4|<f4)', 'fortran_order': False, "
    rb"'shape': \((\d{1,6}), (\d{1,6})(?:, (3))?\), \} *\n"
)
KINDS = {"ids": "<i4", "depth": "<f4", "normal": "<f4"}
SIDE = 8192
"""Pixels, as a render's width is bounded, too."""
INDEX_LIMIT = 8 << 20
PIECES = 200_000


def load_image(found: Path, quality: str, ids: int | None = None) -> NDArray[Any]:
    """A .npy of one quality: ids (H, W) int32, depth (H, W) float32, normal (H, W, 3) float32.

    Args:
        found: the file.
        quality: "ids", "depth" or "normal".
        ids: the greatest number that ids may have; None leaves them unchecked.

    Raises:
        ToolError: it is not such an array.
    """
    head, data = _split(found)
    match = HEADER.fullmatch(head)
    if match is None or match.group(1).decode() != KINDS[quality]:
        raise ToolError(f"the worker's {found.name} cannot be read: it is no {quality} array")
    shape = tuple(int(side) for side in match.groups()[1:] if side)
    fits = (len(shape) == 3) == (quality == "normal") and min(shape) >= 1 and max(shape) <= SIDE
    if not fits or len(data) != 4 * math.prod(shape):
        raise ToolError(f"the worker's {found.name} cannot be read: its size is not what it says")
    array = np.frombuffer(data, KINDS[quality]).reshape(shape)
    if ids is not None and quality == "ids" and (array.min() < 0 or array.max() > ids):
        raise ToolError(f"the worker's {found.name} cannot be read: it names objects that do not exist")
    return array


def _split(found: Path) -> tuple[bytes, bytes]:
    """Header and content of a .npy of version 1."""
    data = content(found, 12 * SIDE * SIDE + 4096)
    if data[:8] != b"\x93NUMPY\x01\x00" or len(data) < 10:
        raise ToolError(f"the worker's {found.name} cannot be read: it is no array")
    end = 10 + int.from_bytes(data[8:10], "little")
    return data[10:end], data[end:]


def load_meshes(found: Path, triangles: int) -> SceneMeshes:
    """Parts by object id, from the file that `tools.blender.meshes.save` writes.

    One line of JSON, `[[owner, part, slot, vertices, triangles], ...]`, then for every piece its vertices as
    (n, 3) float32 and its triangles as (m, 3) int32, little endian.

    Args:
        found: the file.
        triangles: as many as all pieces together may have.

    Raises:
        ToolError: it is not such a file.
    """
    data = content(found, INDEX_LIMIT + 48 * triangles * 3)
    try:
        end = data.index(b"\n", 0, INDEX_LIMIT)
        index = json.loads(data[:end].decode("utf-8"))
        pieces = [_piece_line(line) for line in index]
        if len(pieces) > PIECES or sum(piece[4] for piece in pieces) > triangles:
            raise ValueError("there are too many of them")
        if end + 1 + sum(12 * (piece[3] + piece[4]) for piece in pieces) != len(data):
            raise ValueError("their size is not what it says")
        meshes: SceneMeshes = {}
        at = end + 1
        for owner, part, slot, points, count in pieces:
            vertices = np.frombuffer(data, "<f4", 3 * points, at).reshape(-1, 3).astype(np.float64)
            faces = np.frombuffer(data, "<i4", 3 * count, at + 12 * points).reshape(-1, 3)
            at += 12 * (points + count)
            if not np.isfinite(vertices).all() or (count and (faces.min() < 0 or faces.max() >= points)):
                raise ValueError(f"a vertex of {owner!r} is not there or no number")
            meshes.setdefault(owner, []).append(PartMesh(part, vertices, faces, slot))
    except (ValueError, TypeError, RecursionError) as error:
        raise ToolError(f"the worker's meshes cannot be read: {printable(str(error))[:200]}") from None
    return meshes


def _piece_line(line: Any) -> tuple[str, str, str, int, int]:
    owner, part, slot, points, count = line
    if not all(type(n) is int and 0 <= n < 1 << 31 for n in (points, count)):
        raise ValueError("a count is no number")
    if not all(
        type(text) is str and len(text) <= 200 and printable(text) == text for text in (owner, part, slot)
    ):
        raise ValueError("a name is no text")
    return owner, part, slot, points, count


def content(found: Path, limit: int) -> bytes:
    """A plain file's bytes; ToolError when it is none, or has more than `limit`."""
    plain(found)
    try:
        with found.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise ToolError(f"the worker's {found.name} cannot be read: {error.strerror}") from None
    if len(data) > limit:
        raise ToolError(f"the worker's {found.name} is too large")
    return data
