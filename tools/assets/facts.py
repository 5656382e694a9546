"""What the worker found in a mesh file, and the one thing that is set afterwards: the root node's matrix."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import orjson
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tools.errors import InputError
from tools.files import first_fault, read_bytes, write_bytes

MOST = 64 << 20
"""Bytes of an asset's file."""
Coordinate = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(max_length=300)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
UpAxis = Literal["y", "z", "x"]
TO_GLTF: dict[str, NDArray[np.float64]] = {
    "y": np.eye(3),
    "z": np.array([[1.0, 0, 0], [0, 0, 1], [0, -1, 0]]),
    "x": np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]]),
}
"""From a file's axes, by which one points up, to glTF's: Y up, front +Z. Of a Z-up file the front is -Y."""


class Facts(BaseModel):
    """What is in a file, in its own axes and unit.

    Attributes:
        low: least coordinate along each of its axes.
        high: greatest.
        triangles: of what was taken.
        parts: names of its objects.
        slots: names of its materials, as the kit writes them.
        colors: base colours with their share of the surface, the commonest first.
        notes: what was left out or changed.
        said: what the file says of its author and licence.
    """

    model_config = ConfigDict(extra="forbid")

    low: tuple[Coordinate, Coordinate, Coordinate]
    high: tuple[Coordinate, Coordinate, Coordinate]
    triangles: int = Field(gt=0)
    parts: list[Text] = Field(max_length=20_000)
    slots: list[Text] = Field(max_length=20_000)
    colors: list[tuple[Colour, float]] = Field(max_length=8)
    notes: list[Text] = Field(default_factory=list, max_length=20)
    said: dict[Text, Text] = Field(default_factory=dict, max_length=10)

    @property
    def extent(self) -> tuple[float, float, float]:
        """Along the file's own axes, in its own unit."""
        x, y, z = (b - a for a, b in zip(self.low, self.high, strict=True))
        return x, y, z

    def size(self, up: UpAxis, metres: float) -> tuple[float, float, float]:
        """Width, depth and height in metres when that axis points up and the unit is so many metres."""
        x, y, z = np.abs(TO_GLTF[up]) @ np.array(self.extent) * metres
        return float(x), float(z), float(y)


def read_facts(path: Path) -> Facts:
    """What the worker wrote of a file into its .glb.

    Raises:
        InputError: it is not as the worker writes it.
    """
    tree, _ = _split(path)
    try:
        return Facts.model_validate(tree.get("asset", {}).get("extras", {}))
    except (ValidationError, AttributeError) as error:
        raise InputError(f"{path} is not as `room assets add` writes it: {first_fault(error)}") from None


def set_matrix(path: Path, up: UpAxis, metres: float) -> None:
    """Turn and scale the whole of an asset's file: its root node takes its axes and unit to glTF's."""
    tree, rest = _split(path)
    matrix = np.eye(4)
    matrix[:3, :3] = TO_GLTF[up] * metres
    tree["nodes"][0]["matrix"] = matrix.T.ravel().tolist()
    text = orjson.dumps(tree)
    text += b" " * (-len(text) % 4)
    head = struct.pack("<4sIII4s", b"glTF", 2, 20 + len(text) + len(rest), len(text), b"JSON")
    write_bytes(path, head + text + rest)


def _split(path: Path) -> tuple[dict[str, Any], bytes]:
    """An asset's description, and everything behind it."""
    raw = read_bytes(path, MOST)
    damaged = InputError(f"{path} is damaged: add it again")
    if len(raw) < 20 or raw[:4] != b"glTF":
        raise damaged
    length = struct.unpack_from("<I", raw, 12)[0]
    try:
        tree = orjson.loads(raw[20 : 20 + length])
    except orjson.JSONDecodeError:
        raise damaged from None
    if not isinstance(tree, dict):
        raise damaged
    return tree, raw[20 + length :]
