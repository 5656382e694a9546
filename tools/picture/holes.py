"""Doors and windows seen on the walls' inner faces: drafts, to be checked by a person or a model.

Each wall face is straightened into a strip (along the wall by height). What differs from the wall's own
colour over a door's or a window's height range, and is as wide as one, is proposed. Furniture and curtains
before a wall look the same to this, so the confidence is never above one half.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.colours import lab_of
from tools.picture.image import Pixels
from tools.pinhole import Camera
from tools.survey import Opening, RoomSurvey

Array = NDArray[np.float64]

STEP = 0.02
"""Metres per pixel of a wall strip."""
THINNEST = 6.0
"""Pixels of the picture that a wall's height must span to be read."""
DOOR = (0.6, 2.2)
WINDOW = (0.5, 4.0)
"""Metres that a door and a window may be wide."""


def find_openings(image: Pixels, camera: Camera, room: RoomSurvey) -> list[Opening]:
    """Draft doors and windows of the outer walls, confidence at most 0.5."""
    found: list[Opening] = []
    for wall in range(len(room.floor)):
        strip = wall_strip(image, camera, room, wall)
        if strip is None:
            continue
        for kind, start, width, low, high, sure in _seen(strip):
            number = sum(o.kind == kind for o in found) + 1
            found.append(
                Opening(
                    id=f"{kind}_{number}",
                    kind="door" if kind == "door" else "window",
                    wall=wall,
                    start=round(start, 3),
                    width=round(width, 3),
                    sill=round(low, 3),
                    height=round(high - low, 3),
                    source="guessed",
                    confidence=round(sure, 2),
                )
            )
    return found


def wall_strip(image: Pixels, camera: Camera, room: RoomSurvey, wall: int) -> Pixels | None:
    """A wall's inner face seen head-on, STEP metres a pixel, floor at the bottom; None when not seen."""
    a, b = np.array(room.floor[wall]), np.array(room.floor[(wall + 1) % len(room.floor)])
    length = float(np.linalg.norm(b - a))
    side = b - a
    outward = np.array([side[1], -side[0]])
    if float(outward @ (a - np.array(camera.position[:2]))) <= 0 or length < 0.5:
        return None
    ends = np.array([(*b, room.height), (*a, room.height), (*a, 0.0), (*b, 0.0)])
    seen = camera.project(ends)
    if float(np.linalg.norm(seen[0] - seen[3]) + np.linalg.norm(seen[1] - seen[2])) / 2 < THINNEST:
        return None
    w, h = round(length / STEP), round(room.height / STEP)
    corners = np.array([(w, 0), (0, 0), (0, h), (w, h)], np.float32)
    to_picture = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    strip = cv2.warpPerspective(image, to_picture, (w, h), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return np.asarray(strip, dtype=np.uint8)


def _seen(strip: Pixels) -> list[tuple[str, float, float, float, float, float]]:
    """Kind, start, width, low, high (metres) and confidence of what differs from the wall."""
    height, length = strip.shape[:2]
    lab = lab_of(cv2.GaussianBlur(strip, (0, 0), 1.5).reshape(-1, 3)).reshape(height, length, 3)
    # the wall's own colour, row by row: it darkens towards the floor
    own = np.median(lab, axis=1, keepdims=True)
    off = np.linalg.norm((lab - own) * (0.8, 1.4, 1.4), axis=2)
    odd = off > max(9.0, 3.0 * float(np.median(off)))
    rows = {
        name: slice(height - round(hi / STEP), height - round(lo / STEP)) for name, (lo, hi) in _BANDS.items()
    }
    low, mid, high = (odd[rows[n]].mean(0) for n in ("low", "mid", "high"))
    above = odd[: max(1, height - round(2.35 / STEP))].mean(0)
    tall_enough = above < 0.5
    door = (low > 0.6) & (mid > 0.6) & (high > 0.5) & tall_enough
    window = (low < 0.4) & (mid > 0.4) & (high > 0.6) & tall_enough
    found = []
    for kind, columns, (least, most) in (("door", door, DOOR), ("window", window, WINDOW)):
        for i, j in _groups(columns, round(0.12 / STEP)):
            width = (j - i) * STEP
            if least <= width <= most and width < 0.9 * length * STEP:
                bottom, top = _extent(odd[:, i:j])
                sharp = float(odd[rows["mid"], i:j].mean())
                found.append((kind, i * STEP, width, 0.0 if kind == "door" else bottom, top, 0.5 * sharp))
    return found


_BANDS = {"low": (0.15, 0.6), "mid": (1.0, 1.5), "high": (1.5, 1.9)}
"""Metres above the floor that are compared."""


def _groups(columns: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Runs [i, j) of columns, gaps up to `gap` closed."""
    closed = cv2.morphologyEx(columns.astype(np.uint8)[None], cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))[0]
    edges = np.flatnonzero(np.diff(np.pad(closed, 1).astype(int)))
    return [(int(i), int(j)) for i, j in zip(edges[::2], edges[1::2], strict=True)]


def _extent(odd: NDArray[np.bool_]) -> tuple[float, float]:
    """Lower and upper edge in metres of the rows that mostly differ."""
    rows = np.flatnonzero(odd.mean(1) > 0.5)
    if len(rows) == 0:
        return 0.9, 2.1
    height = len(odd)
    return round((height - rows[-1] - 1) * STEP, 2), round((height - rows[0]) * STEP, 2)
