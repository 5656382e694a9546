"""`python -m harness.sample.word_hulls`: the hull of every word of the kit, for `tools/picture/hulls.py`."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError

from tools.blender.worker import Worker
from tools.cloud.building import Shape, Surface, surfaces
from tools.cloud.choices import STYLES, typical
from tools.picture import hulls
from tools.program import kit_index
from tools.program.kit_index import Entry
from tools.scene.building import Runner

Array = NDArray[np.float64]
SIDES, ALIKE = 160, 0.02
"""Directions from which a hull is looked at, and the part of the box by which two of a word must differ, on
average, to be kept both."""
CLOSE = 0.012
"""Part of the box within which two corners count as one."""
UNKNOWN_SIZE = (0.5, 0.5, 0.5)


def builds(entry: Entry) -> list[Shape]:
    """Builds of a word that show what it can look like: in every style, and with each of a few arguments."""
    told = list(typical(entry, 5))
    if any(p.name == "style" for p in entry.parameters):
        told += [(("style", style),) for style in STYLES[1:]]
    return [Shape(entry.name, entry.size or UNKNOWN_SIZE, arguments) for arguments in dict.fromkeys(told)]


def hulls_of(entries: Sequence[Entry], worker: Runner) -> dict[str, Array]:
    """Hulls (n, 3) in the unit box by word and number, those of a word unlike one another."""
    shapes = [shape for entry in entries for shape in builds(entry)]
    found: dict[str, list[Array]] = {}
    for shape, surface in zip(shapes, surfaces(shapes, worker), strict=True):
        if surface is None:
            continue
        points, own = unit_hull(surface), found.setdefault(shape.word, [])
        if all(np.abs(_reach(points) - _reach(other)).mean() > ALIKE for other in own):
            own.append(points)
    return {f"{word}/{n}": points for word, own in found.items() for n, points in enumerate(own)}


def unit_hull(surface: Surface) -> Array:
    """The corners of a build's hull that show from `SIDES` directions, in the box that it fills."""
    low, high = surface.vertices.min(0), surface.vertices.max(0)
    unit = (surface.vertices - low) / np.maximum(high - low, 1e-4) - (0.5, 0.5, 0.0)
    with contextlib.suppress(QhullError):  # else it is flat
        unit = unit[ConvexHull(unit).vertices]
    return merged(unit[np.unique((unit @ _directions().T).argmax(0))])


def merged(points: Array) -> Array:
    """The points (n, 3) without those that lie within `CLOSE` of one that is kept."""
    kept: list[Array] = []
    for point in points:
        if all(np.abs(point - other).max() > CLOSE for other in kept):
            kept.append(point)
    return np.array(kept)


def _reach(points: Array) -> Array:
    return np.asarray((points @ _directions().T).max(0))


def _directions() -> Array:
    """(SIDES, 3) unit vectors, evenly (a Fibonacci sphere)."""
    k = np.arange(SIDES) + 0.5
    z, turn = 1 - 2 * k / SIDES, np.pi * (1 + 5**0.5) * k
    flat = np.sqrt(1 - z * z)
    return np.column_stack([flat * np.cos(turn), flat * np.sin(turn), z])


if __name__ == "__main__":
    with Worker() as blender:
        made = hulls_of(kit_index.words(), blender)
    Path(hulls.__file__).with_name(hulls.FILE).write_bytes(hulls.packed(made))
