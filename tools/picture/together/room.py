"""The room around several pictures: the walls that any of them shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tools.geometry import Vec2
from tools.picture.photo.closing import Closed, Placed, close
from tools.picture.together.faces import Face
from tools.picture.together.shot import Shot
from tools.pinhole import Camera

Array = NDArray[np.float64]

LEAST = 0.02
"""Of camera heights: as much as `closing` takes for nothing."""


def closed(shots: Sequence[Shot], cameras: Sequence[Camera], faces: Sequence[Face], inside: Array) -> Closed:
    """The floor within the walls.

    A picture from above shows the whole of it. Else the photo with the most walls says how they follow one
    another, and the others' walls close it where that one does not look.

    Args:
        shots: the pictures.
        cameras: of them, in one world.
        faces: the walls there, as they are solved.
        inside: (n, 2) places that are certainly on the floor, metres.

    Raises:
        InputError: the walls go round no room.
    """
    whole = next((k for k, shot in enumerate(shots) if not shot.level), None)
    if whole is not None:
        return Closed(_around(whole, faces), [])
    base = max(
        range(len(shots)), key=lambda k: (sum(k in f.views for f in faces), shots[k].room.seen or 0.0, -k)
    )
    x, y, height = cameras[base].position
    eye = np.array([x, y])
    own = sorted(
        ((number, face) for face in faces for number in face.views.get(base, ())), key=lambda row: row[0]
    )
    walls = [_placed(f, eye, height, apart=shots[base].marks.walls[n].apart) for n, f in own]
    others = [_placed(f, eye, height) for f in faces if base not in f.views]
    found = close(walls, (inside - eye) / height, others)
    return Closed([(x + height * u, y + height * v) for u, v in found.floor], found.guessed)


def _placed(face: Face, eye: Array, height: float, *, apart: bool = False) -> Placed:
    """A wall as `closing` has it: from the camera's foot, in camera heights."""
    nx, ny = face.normal
    axis = 0 if abs(ny) > abs(nx) else 1
    way = float(face.normal[1 - axis])
    offset = (face.offset * way - eye[1 - axis]) / height
    # reach runs along the normal turned clockwise: (ny, -nx)
    along = float(ny) if axis == 0 else -float(nx)
    ends = sorted((r * along - eye[axis]) / height for r in face.reach)
    return Placed(axis, float(offset), float(ends[0]), float(ends[1]), apart)


def _around(view: int, faces: Sequence[Face]) -> list[Vec2]:
    """Corners of a floor that one picture shows whole: where its walls meet, in order."""
    own = sorted(((n, f) for f in faces for n in f.views.get(view, ())), key=lambda row: row[0])
    corners: list[Vec2] = []
    for i, (_, face) in enumerate(own):
        before = own[i - 1][1]
        rows = np.array([before.normal, face.normal])
        x, y = np.linalg.solve(rows, np.array([before.offset, face.offset])).tolist()
        corners.append((x, y))
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, [*corners[1:], corners[0]], strict=True))
    ring = corners if area > 0 else corners[::-1]
    first = min(range(len(ring)), key=lambda i: ring[i][0] + ring[i][1])
    return [*ring[first:], *ring[:first]]
