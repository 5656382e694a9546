"""Is everything that shows accounted for: the share of what stands out from the floor that has a box."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.critique import Finding
from tools.gates.thresholds import ALIEN, PASS
from tools.picture.image import Pixels
from tools.picture.region import mask_of
from tools.survey import Box, Survey

SIDE = 320
"""Pixels of the picture's longer side: furniture shows, the grain of the floor does not."""
LEAST = 30
"""Pixels of bare floor below which nothing can be said."""
STEP = 8.0
"""Lab units of a bin when the floor's own colour is looked for."""


def complete_scores(image: Pixels, survey: Survey) -> tuple[dict[str, float], list[Finding]]:
    """Of the floor that does not look like floor, the share that lies in the box of a thing that was kept.

    Sun and shadow count little: lightness has half the weight of hue. Line drawings and things of the
    floor's own colour are not seen; so it tells a survey of six things out of forty, not one thing missed.
    """
    if survey.room is None or len(survey.room.floor_px) < 3:
        return {}, []
    alien, covered, factor = _look(image, survey)
    if alien is None:
        return {}, []
    score = 1.0 - float(alien.sum()) / max(1, int((alien | covered).sum()))
    if score >= PASS["complete"]:
        return {"complete": score}, []
    count, _, stats, _ = cv2.connectedComponentsWithStats(alien.astype(np.uint8))
    largest = sorted(range(1, count), key=lambda k: -stats[k, cv2.CC_STAT_AREA])[:5]
    items = []
    for k in largest:
        x, y, w, h = (float(v) / factor for v in stats[k, :4])
        box: Box = (x, y, x + w, y + h)
        problem = "something stands here that is not among the things"
        items.append(Finding(object="room", problem=problem, owner="Analyst", severity="medium", box=box))
    return {"complete": score}, items


def _look(image: Pixels, survey: Survey) -> tuple[NDArray[np.bool_] | None, NDArray[np.bool_], float]:
    """Masks of what is alien to the floor outside all boxes, of floor within boxes, and their scale."""
    assert survey.room is not None
    height, width = image.shape[:2]
    factor = min(1.0, SIDE / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = cv2.GaussianBlur(cv2.resize(image, size, interpolation=cv2.INTER_AREA), (0, 0), 2.0)
    lab = cv2.cvtColor(small.astype(np.float32) / 255.0, cv2.COLOR_RGB2Lab)
    floor = mask_of([(x * factor, y * factor) for x, y in survey.room.floor_px], size)
    floor = cv2.erode(floor.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    covered = np.zeros_like(floor)
    for thing in survey.seen:
        if not thing.rejected:
            x0, y0, x1, y1 = (v * factor for v in thing.box)
            covered[max(0, int(y0) - 1) : int(y1) + 2, max(0, int(x0) - 1) : int(x1) + 2] = True
    bare = floor & ~covered
    if bare.sum() < LEAST:
        return None, covered, factor
    gap = (lab - _commonest(lab[bare])) * (0.5, 1.0, 1.0)
    alien = (np.linalg.norm(gap, axis=-1) > ALIEN) & bare
    opened = cv2.morphologyEx(alien.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return opened > 0, covered & floor, factor


def _commonest(lab: NDArray[Any]) -> NDArray[np.float32]:
    """The colour most of the bare floor has: the median around the fullest bin of Lab."""
    bins, counts = np.unique(np.round(lab / STEP), axis=0, return_counts=True)
    mode = bins[counts.argmax()] * STEP
    near = lab[np.abs(lab - mode).max(axis=1) < 10.0]
    return np.asarray(np.median(near, axis=0), dtype=np.float32)
