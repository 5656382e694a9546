"""A point cloud in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tools.errors import InputError

Floats = NDArray[np.float64]
FEWEST = 50
"""Points that tell a shape at all: eight corners, and some on every edge and face between."""
MOST = 400_000
"""Points that are worked on; more tell nothing new of one room or object."""
REACH = 1e7
"""Largest coordinate that is taken for one: a survey's own, in millimetres, is smaller."""


@dataclass(frozen=True)
class Cloud:
    """Points of one object or room.

    Attributes:
        points: (n, 3), in the file's own unit until something says metres.
        normals: (n, 3) unit vectors; None when the file has none.
        colours: (n, 3) sRGB 0 to 1; None when the file has none.
        notes: what was done while reading, a line each.
    """

    points: Floats
    normals: Floats | None = None
    colours: Floats | None = None
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.points)

    def take(self, which: NDArray[np.generic], *notes: str) -> Cloud:
        """The points of an index or mask, with what belongs to them."""
        parts = [None if a is None else a[which] for a in (self.normals, self.colours)]
        return Cloud(self.points[which], parts[0], parts[1], (*self.notes, *notes))

    def noted(self, *notes: str) -> Cloud:
        """The same with more notes."""
        return replace(self, notes=(*self.notes, *notes))


def made(
    name: str,
    points: ArrayLike,
    normals: ArrayLike | None = None,
    colours: ArrayLike | None = None,
    notes: tuple[str, ...] = (),
) -> Cloud:
    """A cloud of what a file holds, with what is no point left out.

    Args:
        name: of the file, for the error's line.
        points: (n, 3) of any numeric type.
        normals: (n, 3) of any length; those of no length make all be left out.
        colours: (n, 3), 0 to 1, 0 to 255 or 0 to 65535.
        notes: what was done while reading.

    Raises:
        InputError: it holds too few points, all are one point, or they lie absurdly far out.
    """
    at = np.asarray(points, dtype=np.float64).reshape(-1, 3)
    if not len(at):
        raise InputError(f"{name} is empty: it holds no points")
    good = np.isfinite(at).all(axis=1)
    if not good.any():
        raise InputError(f"{name}: none of its {len(at):,} points has finite coordinates")
    cloud = Cloud(at, _directions(normals, len(at)), _shades(colours, len(at)), notes)
    if not good.all():
        cloud = cloud.take(good, f"{int((~good).sum()):,} points without finite coordinates left out")
    if len(cloud) < FEWEST:
        one = "1 point" if len(cloud) == 1 else f"{len(cloud)} points"
        raise InputError(f"{name} holds {one}: give at least {FEWEST}")
    if np.abs(cloud.points).max() > REACH:
        raise InputError(
            f"{name}: coordinates up to {np.abs(cloud.points).max():.3g} are no room's or object's"
        )
    if np.ptp(cloud.points, axis=0).max() <= 1e-9 * max(1.0, float(np.abs(cloud.points).max())):
        raise InputError(f"{name}: all of its {len(cloud):,} points are the same point")
    return thinned(cloud)


def thinned(cloud: Cloud, most: int = MOST) -> Cloud:
    """At most so many points, drawn evenly at random (the same ones each time), with a note."""
    if len(cloud) <= most:
        return cloud
    kept = np.sort(np.random.default_rng(0).choice(len(cloud), most, replace=False))
    return cloud.take(kept, f"thinned from {len(cloud):,} to {most:,} points")


def _directions(values: ArrayLike | None, count: int) -> Floats | None:
    if values is None:
        return None
    given = np.asarray(values, dtype=np.float64).reshape(count, 3)
    length = np.linalg.norm(given, axis=1, keepdims=True)
    if not np.isfinite(length).all() or (length < 1e-6).mean() > 0.01:
        return None
    return np.asarray(given / np.maximum(length, 1e-9))


def _shades(values: ArrayLike | None, count: int) -> Floats | None:
    if values is None:
        return None
    given = np.nan_to_num(np.asarray(values, dtype=np.float64).reshape(count, 3))
    top = float(given.max(initial=0.0))
    scale = 1.0 if top <= 1.0 else 255.0 if top <= 255.0 else 65535.0
    return np.clip(given / scale, 0.0, 1.0)
