"""What kind of picture it is: its background, whether it is drawn, whether it was taken at eye level."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from tools.picture.image import Mask, Pixels
from tools.picture.manhattan import Frame

FLAT = 2.5
"""CIE Lab distance from its median that most of a page's border stays within."""


class Background(NamedTuple):
    """The even surroundings of a building on its page.

    Attributes:
        mask: background pixels connected to the border; all False when there is no even border.
        even: share of the border that has the background's colour.
    """

    mask: Mask
    even: float

    @property
    def found(self) -> bool:
        """Whether the building stands on an even page."""
        return bool(self.mask.any())


def find_background(image: Pixels, tolerance: float = 1.0) -> Background:
    """Floods the page's colour in from the border, if most of the border has one colour.

    Args:
        image: the picture.
        tolerance: times the usual distance in colour up to which pixels are page.
    """
    lab = cv2.cvtColor(image.astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB)
    smooth = cv2.GaussianBlur(lab, (0, 0), 1.5)
    edge = max(2, min(image.shape[:2]) // 150)
    ring = np.ones(image.shape[:2], bool)
    ring[edge:-edge, edge:-edge] = False
    colour = np.median(smooth[ring], axis=0)
    off = np.linalg.norm(smooth - colour, axis=2)
    # a page is flat: a lit wall that fills the border has a gradient over it
    spread = float(np.percentile(off[ring], 60))
    near = off < (4.0 + 3.0 * spread) * tolerance
    even = float((off[ring] < 4.0 + 3.0 * spread).mean())
    if even < 0.6 or spread > FLAT:
        return Background(np.zeros(image.shape[:2], bool), even)
    # a soft shadow around the building belongs to the page: let the flood follow gentle slopes
    _, labels = cv2.connectedComponents(near.astype(np.uint8), connectivity=4)
    touching = np.unique(labels[ring & near])
    mask = np.isin(labels, touching[touching > 0])
    return Background(mask if mask.mean() > 0.02 else np.zeros_like(mask), even)


def looks_drawn(image: Pixels) -> bool:
    """Whether it is a line plan: nearly all paper and dark strokes, hardly any mid-tones or colour."""
    background = find_background(image)
    content = _content(image, ~background.mask if background.found else np.ones(image.shape[:2], bool))
    hsv = cv2.cvtColor(content, cv2.COLOR_RGB2HSV).astype(float) / 255
    saturation, value = hsv[..., 1], hsv[..., 2]
    paper = float(((value > 0.88) & (saturation < 0.12)).mean())
    ink = float((value < 0.4).mean())
    return paper > 0.55 and 0.005 < ink < 0.35 and paper + ink > 0.8


class EyeLevel(NamedTuple):
    """How much a picture looks like a photo from inside the room at eye level, 0 to 1, and why."""

    score: float
    reason: str


def eye_level(image: Pixels, frame: Frame | None, background: Background) -> EyeLevel:
    """A heuristic: no even page around it, long lines running to one point, a bright calm top.

    Lines alone cannot decide: one-point perspective down into a room and straight into it have the same
    vanishing points. An overhead picture that is cropped inside its walls, or an eye-level picture with an
    even frame around it, can fool it; `CameraHints.view` settles such a case.
    """
    if background.found and background.mask.mean() > 0.06:
        return EyeLevel(0.0, "an even page surrounds the building")
    score, reasons = 0.25, ["the room fills the picture"]
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(float)
    band = max(8, image.shape[0] // 8)
    top, bottom = grey[:band], grey[-band:]
    busy = np.abs(np.diff(grey, axis=0))
    if top.mean() - bottom.mean() > 20 and busy[:band].mean() < busy[-band:].mean() * 1.1 + 0.5:
        score += 0.2
        reasons.append("its top is brighter and calmer than its bottom, like a ceiling over a floor")
    if frame is None or frame.inliers < 0.55:
        score += 0.2
        reasons.append("its lines do not fit a view from above")
    elif frame.upright > 0.12:
        score += 0.3
        reasons.append("long lines run into the picture, as floor and ceiling edges do")
    return EyeLevel(min(score, 1.0), "; ".join(reasons))


def _content(image: Pixels, mask: Mask) -> Pixels:
    """The bounding box of the mask's pixels."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if len(rows) < 2 or len(columns) < 2:
        return image
    return np.ascontiguousarray(image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
