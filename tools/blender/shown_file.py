"""What a viewer draws, taken out of a job's scratch folder: bounded, of known shape, every number finite."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tools.blender.arrays import INDEX_LIMIT, PIECES, content
from tools.errors import ToolError
from tools.names import printable
from tools.shown import PLACE, Shown, ShownMaterial, ShownPart, ShownThing

CORNER, INDEX = 24, 4
"""Bytes of one corner (position, normal, uv) and of one index."""
PICTURES = 200 << 20
"""Bytes of all pictures together."""
NAME = 200


_Line = tuple[str, list[float], int, int, list[tuple[str, str, str, int]]]
"""Id, matrix, corners, indices, and for every part its name, slot, material and indices."""


class _Look(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)

    color: list[float] = Field(min_length=3, max_length=3)
    roughness: float = Field(ge=0, le=1)
    metallic: float = Field(ge=0, le=1)
    alpha: float = Field(ge=0, le=1)
    transmission: float = Field(ge=0, le=1)
    emission: list[float] = Field(min_length=3, max_length=3)
    picture: str | None = Field(default=None, pattern=r"^[0-9a-f]{16}$")
    mapping: list[float] = Field(default=list(PLACE), min_length=6, max_length=6)


class _Index(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)

    things: list[tuple[str, list[float], int, int, list[tuple[str, str, str, int]]]] = Field(
        max_length=PIECES
    )
    materials: dict[str, _Look] = Field(max_length=PIECES)
    pictures: list[tuple[str, int]] = Field(max_length=10_000)


def load(found: Path, triangles: int) -> Shown:
    """The file that `tools.blender.showing.save` writes.

    Args:
        found: the file.
        triangles: as many as all things together may have.

    Raises:
        ToolError: it is not such a file.
    """
    data = content(found, INDEX_LIMIT + 3 * triangles * (CORNER * 2 + INDEX) + PICTURES)
    try:
        end = data.index(b"\n", 0, INDEX_LIMIT)
        index = _Index.model_validate(_tuples(json.loads(data[:end].decode("utf-8"))))
        _check(index, len(data) - end - 1, triangles)
        return _read(index, data, end + 1)
    except (ValueError, TypeError, RecursionError) as error:
        raise ToolError(f"the worker's view cannot be read: {_cause(error)}") from None


def _tuples(index: Any) -> Any:
    """JSON's lists where the index has tuples; what is shaped otherwise is refused behind this."""
    index["things"] = [(*line[:4], [tuple(part) for part in line[4]]) for line in index["things"]]
    index["pictures"] = [tuple(line) for line in index["pictures"]]
    return index


def _check(index: _Index, size: int, triangles: int) -> None:
    for text in _texts(index):
        if len(text) > NAME or printable(text) != text:
            raise ValueError("a name is no text")
    for id, matrix, corners, indices, parts in index.things:
        if len(matrix) != 16 or max(map(abs, matrix)) > 1e6:
            raise ValueError(f"the place of {id!r} is none")
        if min(corners, indices, *(part[3] for part in parts), 0) < 0 or indices % 3:
            raise ValueError("a count is none")
        if sum(part[3] for part in parts) != indices:
            raise ValueError(f"the parts of {id!r} are not the whole")
    if sum(line[3] for line in index.things) > 3 * triangles:
        raise ValueError("there are too many triangles")
    pictures = [count for _, count in index.pictures]
    if min(pictures, default=0) < 0 or sum(pictures) > PICTURES:
        raise ValueError("the pictures are too large")
    expected = sum(CORNER * line[2] + INDEX * line[3] for line in index.things) + sum(pictures)
    if expected != size:
        raise ValueError("its size is not what it says")


def _texts(index: _Index) -> Iterator[str]:
    yield from index.materials
    for id, _, _, _, parts in index.things:
        yield id
        for name, slot, material, _ in parts:
            yield from (name, slot, material)


def _read(index: _Index, data: bytes, at: int) -> Shown:
    things: dict[str, ShownThing] = {}
    for id, matrix, corners, count, lines in index.things:
        positions = np.frombuffer(data, "<f4", 3 * corners, at).reshape(-1, 3)
        normals = np.frombuffer(data, "<i1", 4 * corners, at + 12 * corners).reshape(-1, 4)
        uvs = np.frombuffer(data, "<f4", 2 * corners, at + 16 * corners).reshape(-1, 2)
        indices = np.frombuffer(data, "<u4", count, at + CORNER * corners)
        at += CORNER * corners + INDEX * count
        if not (np.isfinite(positions).all() and np.isfinite(uvs).all()):
            raise ValueError(f"a corner of {id!r} is no number")
        if count and int(indices.max()) >= corners:
            raise ValueError(f"a corner of {id!r} is not there")
        if id in things:
            raise ValueError(f"{id!r} is there twice")
        things[id] = ShownThing(id, tuple(matrix), _parts(lines), positions, normals, uvs, indices)
    pictures = {}
    for digest, size in index.pictures:
        pictures[digest] = data[at : at + size]
        at += size
    materials = {name: _material(look) for name, look in index.materials.items()}
    for look in materials.values():
        if look.picture is not None and look.picture not in pictures:
            raise ValueError("a picture is not there")
    return Shown(things, materials, pictures)


def _parts(lines: list[tuple[str, str, str, int]]) -> tuple[ShownPart, ...]:
    first, found = 0, []
    for name, slot, material, count in lines:
        found.append(ShownPart(name, slot, material, first, count))
        first += count
    return tuple(found)


def _material(look: _Look) -> ShownMaterial:
    if not all(math.isfinite(x) and abs(x) < 1e6 for x in (*look.color, *look.emission, *look.mapping)):
        raise ValueError("a colour is no number")
    a, b, c, d, e, f = look.mapping
    return ShownMaterial(
        color=(look.color[0], look.color[1], look.color[2]),
        roughness=look.roughness, metallic=look.metallic, alpha=look.alpha, transmission=look.transmission,
        emission=(look.emission[0], look.emission[1], look.emission[2]),
        picture=look.picture, mapping=(a, b, c, d, e, f),
    )  # fmt: skip


def _cause(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return printable(f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}")[:200]
    return printable(str(error))[:200]
