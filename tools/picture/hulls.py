"""What the kit's words look like from outside: the corners of their convex hulls, in a unit box.

A thing's picture reaches as far as that of its hull does. `word_hulls.npz` holds the hull of every word, of
more than one build where they differ; `python -m harness.sample.word_hulls` writes it anew after a change of
the kit.
"""

from __future__ import annotations

import io
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from tools.errors import InputError

Array = NDArray[np.float64]
FILE = "word_hulls.npz"
LOW = np.array([0.5, 0.5, 0.0])
"""From the box's lowest corner to its origin, in sides."""
STEPS = 255
"""Steps of a side of the unit box in which corners are kept: two thousandths of a thing's size."""


def hulls_of(word: str) -> tuple[str, ...]:
    """The names of the hulls that what a word builds may have; empty for one that the kit does not have."""
    return _names().get(word, ())


def hull(name: str) -> Array:
    """Corners (n, 3) in the box that the thing fills: -0.5 to 0.5 in width and depth (front -0.5), 0 to 1 up.

    Args:
        name: one of `hulls_of`.
    """
    return _table()[name]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in _table():
        found.setdefault(name.split("/")[0], []).append(name)
    return {word: tuple(names) for word, names in found.items()}


@cache
def _table() -> dict[str, Array]:
    return unpacked(resources.files("tools.picture").joinpath(FILE).read_bytes())


def packed(hulls: dict[str, Array]) -> bytes:
    """Hulls by name (word/number) as the file holds them."""
    steps = [np.rint((points + LOW) * STEPS).astype(np.uint8) for points in hulls.values()]
    held = io.BytesIO()
    np.savez_compressed(
        held,
        names=np.array(list(hulls)),
        counts=np.array([len(points) for points in steps], np.uint16),
        points=np.concatenate(steps),
    )
    return held.getvalue()


def unpacked(data: bytes) -> dict[str, Array]:
    """The inverse of `packed`, to half a step.

    Raises:
        InputError: it is no such file.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            names, counts, points = file["names"].tolist(), file["counts"], file["points"]
    except (ValueError, KeyError, OSError) as error:
        raise InputError(f"{FILE} is damaged: {error}") from None
    ends = np.cumsum(counts.astype(np.int64))[:-1]
    parts = np.split(points.astype(np.float64) / STEPS - LOW, ends)
    return dict(zip(names, parts, strict=True))
