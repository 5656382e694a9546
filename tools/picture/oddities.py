"""What makes a picture as a whole doubtful: a lens that bends, a slant, darkness, several buildings."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.bend import find_bend
from tools.picture.image import Mask, Pixels, fit_within
from tools.picture.segments import Segments, find_segments
from tools.survey import Box, Caveat

Array = NDArray[np.float64]

SEEN_AT = 1400
"""Pixels of the longer side that is looked at."""
BENT = 0.35
"""Share of the joints of line pieces that turn the same way about the middle. 17 straight pictures of rooms
had at most 0.17, one through a fisheye 0.75."""
JOINTS = 20
MILD, TOLD = 0.05, 1.06
"""Least bend that is said, and how much straighter lines must be with it undone. 43 straight pictures and
plans had none but for two views side by side, 0.05 and 1.04; 12 rooms bent by 0.05 to 0.5 were found as
such within a step of `AMOUNTS`, those of 0.1 and more with 1.10 at least."""
UNBENT = "a picture without a wide lens, or one that was straightened"
ANOTHER = (0.25, 0.03)
"""A second building: this part of the first one's area, and of the picture's."""
DARK = 70.0
"""Level of the brightest two hundredths under which a picture is too dark: a night picture had 25, others
187 and more."""
SLANT = 25.0
"""Degrees from straight down above which far sides hide much and an isometric view is likely."""


def lens_bend(image: Pixels) -> Caveat | None:
    """Whether straight things are bent all over it by one lens."""
    found = find_bend(image)
    if abs(found.amount) < MILD or found.gain < TOLD:
        return None
    bow = abs(found.amount) / (1 + abs(found.amount))
    words = (
        f"straight things are bent in it, as through a wide lens ({bow:.0%} at its edge): outlines and "
        "metres are off"
    )
    return Caveat(about="lens", words=words, settle=UNBENT, sure=0.9)


def bent_lines(image: Pixels) -> Caveat | None:
    """Whether straight things in a photo or a painted room are bent: a wide lens, a fisheye, a panorama."""
    bend = lens_bend(image)
    if bend is not None:
        return bend
    segments = find_segments(fit_within(image, SEEN_AT)[0])
    middle = np.array([image.shape[1], image.shape[0]]) / 2 * min(1.0, SEEN_AT / max(image.shape[:2]))
    share, joints = _bows(segments, middle)
    if joints < JOINTS or abs(share) < BENT:
        return None
    words = (
        "straight things are bent in it, as through a fisheye or in a panorama: outlines and metres are off"
    )
    return Caveat(about="lens", words=words, settle=UNBENT, sure=0.9)


def _bows(segments: Segments, middle: Array) -> tuple[float, int]:
    """Mean sense, -1 to 1, in which pieces that go on from each other turn about the middle; their number."""
    starts = np.vstack([segments.start, segments.end])
    ends = np.vstack([segments.end, segments.start])
    way = (ends - starts) / np.maximum(np.linalg.norm(ends - starts, axis=1, keepdims=True), 1e-9)
    total, joints = 0.0, 0
    for i in range(len(starts)):
        near = np.linalg.norm(starts - ends[i], axis=1) < 0.012 * segments.diagonal
        near &= way @ way[i] > 0.9
        near[i] = near[(i + len(segments.length)) % len(starts)] = False
        for j in np.flatnonzero(near):
            cross = way[i, 0] * way[j, 1] - way[i, 1] * way[j, 0]
            turn = np.degrees(np.arctan2(cross, way[i] @ way[j]))
            joints += 1
            if 1.5 < abs(turn) < 20:
                inward = way[i, 0] * (middle - ends[i])[1] - way[i, 1] * (middle - ends[i])[0]
                total += float(np.sign(inward) * np.sign(turn))
    return total / max(joints, 1), joints // 2


def buildings(mask: Mask) -> list[Box]:
    """Boxes of the buildings on a page, the largest first.

    Args:
        mask: what is not page.
    """
    reach = max(3, min(mask.shape) // 120) | 1
    clean = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(clean, connectivity=8)
    order = [int(i) for i in np.argsort(-stats[:, cv2.CC_STAT_AREA]) if i]
    if count < 2:
        return []
    first = float(stats[order[0], cv2.CC_STAT_AREA])
    least = max(ANOTHER[0] * first, ANOTHER[1] * float(mask.size))
    large = [i for i in order if stats[i, cv2.CC_STAT_AREA] >= least]
    boxes = []
    for i in large or order[:1]:
        x, y, w, h = (float(v) for v in stats[i, :4])
        boxes.append((x, y, x + w, y + h))
    return boxes


def several(count: int) -> Caveat:
    """More than one building stands on the page."""
    words = f"{count} separate buildings stand on this picture: only the largest is read"
    return Caveat(about="picture", words=words, settle="a crop of the one that is meant", sure=0.9)


def darkness(image: Pixels) -> tuple[float, Caveat | None]:
    """By how much to brighten before reading, and what to say; 1 and None when it is bright enough."""
    top = float(np.percentile(image.max(axis=2), 98))
    if top >= DARK:
        return 1.0, None
    words = "the picture is very dark: it was brightened for measuring, and little can be told apart in it"
    return 220.0 / max(top, 4.0), Caveat(about="light", words=words, settle="a brighter picture", sure=0.9)


def slanted(tilt: float) -> Caveat | None:
    """A view from far off the vertical."""
    if tilt < SLANT:
        return None
    words = f"seen {tilt:.0f} degrees off straight down, or an isometric drawing: metres may be a quarter off"
    settle = "--room-width METRES, or a picture from straight above"
    return Caveat(about="lens", words=words, settle=settle, sure=0.8)
