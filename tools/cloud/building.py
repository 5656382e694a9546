"""Kit words built in the worker, many in one job, and brought back as meshes; no files, no pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.blender.jobs import Meshes
from tools.cloud.cloud import Floats
from tools.cloud.files.surface import spread
from tools.errors import ProgramError
from tools.geometry import Vec3
from tools.measured import PartMesh
from tools.program.kit_cell import linked
from tools.scene.building import Runner

BATCH = 40
"""Builds in one job: below the triangles a scene may have, even of leafy plants."""
Value = str | int | float | bool | None


@dataclass(frozen=True)
class Shape:
    """A word at a size with its arguments.

    Attributes:
        word: its name.
        size: outer width, depth, height, metres.
        arguments: by name, as a program writes them; hashable pairs.
    """

    word: str
    size: Vec3
    arguments: tuple[tuple[str, Value], ...] = field(default=())

    def changed(self, **values: Value) -> Shape:
        """The same with other arguments; None takes one away."""
        have = dict(self.arguments) | values
        return Shape(self.word, self.size, tuple((k, v) for k, v in have.items() if v is not None))

    def sized(self, size: Vec3) -> Shape:
        """The same at another size."""
        return Shape(self.word, size, self.arguments)


@dataclass(frozen=True)
class Surface:
    """A built object: its triangles joined, metres, in its own frame."""

    vertices: Floats
    triangles: NDArray[np.int64]

    def points(self, count: int, seed: int = 0) -> Floats:
        """(count, 3) points evenly by area."""
        return spread(self.vertices, self.triangles, count, seed)[0]


def surfaces(shapes: Sequence[Shape], worker: Runner) -> list[Surface | None]:
    """Build shapes; None for those that a word cannot make, or that fail."""
    made: list[Surface | None] = []
    for start in range(0, len(shapes), BATCH):
        made += _built(shapes[start : start + BATCH], worker)
    return made


def _built(shapes: Sequence[Shape], worker: Runner) -> list[Surface | None]:
    try:
        meshes = worker.job(_program(shapes), Path(), [Meshes()]).meshes
    except ProgramError:
        if len(shapes) == 1:
            return [None]
        half = len(shapes) // 2  # one of them is at fault: the others are built without it
        return [*_built(shapes[:half], worker), *_built(shapes[half:], worker)]
    return [joined(meshes[f"shape_{k}"]) if f"shape_{k}" in meshes else None for k in range(len(shapes))]


def joined(parts: Sequence[PartMesh]) -> Surface | None:
    """An object's parts as one."""
    parts = [part for part in parts if len(part.triangles)]
    if not parts:
        return None
    starts = np.cumsum([0, *(len(part.vertices) for part in parts)])
    triangles = [part.triangles.astype(np.int64) + at for part, at in zip(parts, starts, strict=False)]
    vertices = np.concatenate([np.asarray(part.vertices, dtype=np.float64) for part in parts])
    return Surface(vertices, np.concatenate(triangles))


def _program(shapes: Sequence[Shape]) -> str:
    """A program that builds them all in one place, without light, materials or views."""
    places, words = [], []
    for k, shape in enumerate(shapes):
        size = ", ".join(f"{side:.5f}" for side in shape.size)
        places.append(f'place("shape_{k}", "thing", at=(0.0, 0.0), size=({size}))')
        words.append(call(f"shape_{k}", shape))
    return linked("# %% layout\n" + "\n".join(places) + "\n# %% build\n" + "\n".join(words) + "\n")


def call(id: str, shape: Shape, names: Mapping[str, str] | None = None) -> str:
    """The `furnish` line of a shape.

    Args:
        id: of the object.
        shape: what is built.
        names: constants to write in place of arguments' values.
    """
    given = [f"{key}={(names or {}).get(key, repr(value))}" for key, value in shape.arguments]
    return f"furnish({', '.join([f'{id!r}', shape.word, *given])})".replace("'", '"')
