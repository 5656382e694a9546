"""Lines of several pictures that run along the room's axes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tools import vocabulary
from tools.picture.photo.lines import to_axis
from tools.picture.together.bundle import Ways
from tools.picture.together.shot import Shot
from tools.pinhole import Camera

Array = NDArray[np.float64]

SHORTEST = 8.0
"""Pixels: shorter lines have no direction."""
FITS = 4.0
"""In the lines' own noise: a level line that misses both axes by more stands askew."""


def ways_of(shots: Sequence[Shot], cameras: Sequence[Camera], noise: Sequence[float]) -> Ways:
    """The upright and level lines of all pictures with the axes that they run along.

    Args:
        shots: the pictures.
        cameras: of them, in one world.
        noise: pixels by which lines of each are off.
    """
    rows: list[tuple[Array, int, int]] = []
    for view, (shot, camera) in enumerate(zip(shots, cameras, strict=True)):
        if camera.kind == "ortho":
            continue
        rows += [(ends, view, 2) for ends in _ends(shot.marks.verticals_px, camera)]
        if not shot.level:
            continue
        frame = np.array(camera.rotation)
        levels = [*shot.marks.levels_px]
        for thing in shot.marks.things:
            if len(thing.contacts_px) >= 2 and vocabulary.entry(thing.category).turns != 0:
                levels.append((thing.contacts_px[0], thing.contacts_px[1]))
        for ends in _ends(levels, camera):
            off = [abs(float(to_axis(frame, camera.focal_px, ends[None], axis)[0])) for axis in (0, 1)]
            axis = int(np.argmin(off))
            if off[axis] < FITS * noise[view]:
                rows.append((ends, view, axis))
    return Ways(
        np.array([r[0] for r in rows], dtype=float).reshape(-1, 2, 2),
        np.array([r[1] for r in rows], dtype=int), np.array([r[2] for r in rows], dtype=int),
    )  # fmt: skip


def _ends(lines: Sequence[tuple[tuple[float, float], tuple[float, float]]], camera: Camera) -> list[Array]:
    ends = [np.array(line, dtype=float) - (camera.cx, camera.cy) for line in lines]
    return [e for e in ends if math.dist(e[0], e[1]) >= SHORTEST]
