"""Whether a picture is drawn in lines: ink on paper, and hardly anything between or beside them."""

from __future__ import annotations

import cv2
import numpy as np

from tools.picture.image import Pixels, fit_within
from tools.picture.plan.paper import Paper, lay_flat

MIDTONES = 0.14
"""Share of pixels between ink and paper above which a picture is painted or photographed, and not drawn."""
INK = (0.004, 0.4)
"""Share of a drawing that is ink."""
PAPER, UNEVEN = 0.86, 0.025
"""Tone from which a pixel is paper, and the spread of such tones above which it is none: paper is of one tone
once its light is laid flat (scans, sketches and photos of plans 0.019 at most), what is built of pale things
is not (0.032 at least)."""
SEEN_AT = 500
"""Pixels of the longer side that is looked at for colours: lines may blur, areas must not."""
OFF, COLOURED = 10.0, 0.03
"""Distance in Lab from every mixture of ink and paper from which a pixel has a colour of its own, and the
share of such pixels from which a drawing shows what things look like."""


def looks_drawn(paper: Paper) -> bool:
    """Whether nearly all of it is ink or even paper, whatever their colours."""
    between = float(((paper.tone > 0.5) & (paper.tone < PAPER)).mean())
    bare = paper.tone[paper.tone >= PAPER]
    even = bare.size > 0 and float(bare.std()) < UNEVEN
    return even and between < MIDTONES and INK[0] < float(paper.ink.mean()) < INK[1]


def line_drawing(image: Pixels) -> bool:
    """Whether a picture is lines on paper, which say nothing of colours, materials and light.

    Args:
        image: (h, w, 3) sRGB.
    """
    small = fit_within(image, SEEN_AT)[0].astype(np.float32) / 255
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 0.8), cv2.COLOR_RGB2LAB).reshape(-1, 3)
    paper = np.median(lab, axis=0)
    far = np.abs(lab[:, 0] - paper[0])
    ink = np.median(lab[far >= np.percentile(far, 98)], axis=0)
    way = (ink - paper)[1:] / max(abs(float(ink[0] - paper[0])), 1.0)
    # where a mixture of the two as light as the pixel would be
    mixed = paper[1:] + far[:, None] * way
    coloured = float((np.linalg.norm(lab[:, 1:] - mixed, axis=1) > OFF).mean())
    return coloured < COLOURED and looks_drawn(lay_flat(image))
