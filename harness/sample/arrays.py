"""Arrays of 32-bit floats, as pictures and meshes have them."""

from __future__ import annotations

from numpy import asarray, float32
from numpy.typing import ArrayLike, NDArray

Array = NDArray[float32]


def vec(values: ArrayLike) -> Array:
    """Any numbers as an array of 32-bit floats."""
    return asarray(values, dtype=float32)
