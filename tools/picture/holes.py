"""Doors and windows seen on the walls' inner faces: drafts, to be checked by a person or a model.

Each wall face is straightened into a strip (along the wall by height). What differs from the wall's own
colour over a door's or a window's height range, and is as wide as one, is proposed. Furniture and curtains
before a wall look the same to this, so the confidence is never above one half.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.colours import lab_of
from tools.picture.image import Pixels
from tools.pinhole import Camera
from tools.survey import Box, Opening, RoomSurvey

Array = NDArray[np.float64]

STEP = 0.02
"""Metres per pixel of a wall strip."""
THINNEST = 6.0
"""Pixels of the picture that a wall's height must span to be read."""
DOOR = (0.6, 2.2)
WINDOW = (0.5, 4.0)
"""Metres that a door and a window may be wide."""


SHINES, DIMMEST, ABOVE, COLOURLESS = 0.88, 66.0, 9.0, 10.0
"""Bare daylight: as light as the picture's white but for an eighth, of at least a CIE lightness, lighter
than its wall by this much, and of hardly any chroma."""
NARROWEST, SQUARE = 0.45, 0.82
"""Metres that a hole is wide and high at least, and share of its box that it fills: a rectangle, no glare."""
OPEN_SILL = 0.25
"""Metres from which a hole's lower edge is a window's."""


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


def bright_openings(
    image: Pixels, camera: Camera, room: RoomSurvey, taken: Sequence[Box] = ()
) -> list[Opening]:
    """Windows and doorways that nobody marked: where a wall is an upright rectangle of bare daylight.

    Args:
        image: the picture.
        camera: over the room.
        room: its shell.
        taken: boxes of what was marked, pixels: what hangs on a wall, or stands before it, is no hole.
    """
    found: list[Opening] = []
    white = float(np.percentile(lab_of(image.reshape(-1, 3)[::29])[:, 0], 99.5))
    for wall in range(len(room.floor)):
        strip = wall_strip(image, camera, room, wall)
        if strip is None:
            continue
        for left, top, width, height in _daylight(strip, white):
            x0, z1 = left * STEP, (strip.shape[0] - top) * STEP
            sill, across, tall = max(0.0, z1 - height * STEP), width * STEP, height * STEP
            if _is_marked(camera, room, wall, (x0 + across / 2, sill + tall / 2), taken):
                continue
            kind = "window" if sill > OPEN_SILL else "opening"
            sill, tall = (sill, tall) if kind == "window" else (0.0, z1)
            number = sum(o.kind == kind for o in found) + 1
            found.append(
                Opening(
                    id=f"{kind}_{number}", kind="window" if kind == "window" else "opening", wall=wall,
                    start=round(x0, 3), width=round(across, 3), sill=round(sill, 3), height=round(tall, 3),
                    source="guessed", confidence=0.6,
                )
            )  # fmt: skip
    return found


def _daylight(strip: Pixels, white: float) -> list[tuple[int, int, int, int]]:
    """Left, top, width, height (pixels of a strip) of upright rectangles as light as the picture's white."""
    lab = lab_of(strip.reshape(-1, 3)).reshape(strip.shape)
    light, chroma = lab[..., 0], np.hypot(lab[..., 1], lab[..., 2])
    least = max(SHINES * white, DIMMEST, float(np.median(light)) + ABOVE)
    shines = np.asarray((light > least) & (chroma < COLOURLESS), np.uint8)
    cleared = cv2.morphologyEx(shines, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    whole = cv2.morphologyEx(cleared, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(whole, np.uint8))
    found = []
    for k in range(1, count):
        left, top, width, height, area = (int(v) for v in stats[k])
        inside = left > 2 and left + width < strip.shape[1] - 2 and top > 2
        if inside and min(width, height) * STEP > NARROWEST and area > SQUARE * width * height:
            found.append((left, top, width, height))
    return sorted(found)


def _is_marked(
    camera: Camera, room: RoomSurvey, wall: int, at: tuple[float, float], taken: Sequence[Box]
) -> bool:
    """Whether the middle of a hole (metres along its wall, and high) lies in the box of a thing."""
    a, b = np.array(room.floor[wall]), np.array(room.floor[(wall + 1) % len(room.floor)])
    spot = a + (b - a) / np.linalg.norm(b - a) * at[0]
    u, v = camera.project([(float(spot[0]), float(spot[1]), at[1])])[0]
    return any(x0 <= u <= x1 and y0 <= v <= y1 for x0, y0, x1, y1 in taken)


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
