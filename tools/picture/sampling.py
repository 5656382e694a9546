"""Colours for what was marked without one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tools import vocabulary
from tools.picture.colours import ciede2000, colours, lab_of, median_colour
from tools.picture.image import Mask, Pixels
from tools.picture.region import Region, mask_of
from tools.survey import Box, Seen, Survey

GAPPY = ("hang", "tree")
"""Shapes that fill so little of their box that what lies behind may be most of it."""
AROUND = 0.2
"""Of a box's shorter side, how far around it its background is looked at."""
SHARE = 0.2
"""Of what lies around a box, from which a colour is its background's and no neighbour's."""
SAME = 10.0
"""CIEDE2000 within which a pixel is of the background's colour, shade and all."""
LEFT = 0.1
"""Of a box's pixels that must be left for the thing: it may be of its background's own colour."""
FEW = 30
"""Pixels below which nothing is told."""


def with_colours(survey: Survey, image: Pixels) -> Survey:
    """The survey with a colour sampled from the picture for every thing that has none."""
    boxes = {t.id: t.box for t in survey.seen if not t.rejected}
    things = []
    for thing in survey.things:
        if thing.color or not isinstance(thing, Seen):
            things.append(thing)
            continue
        region: Region = thing.outline or core(thing.box)
        if not thing.outline and vocabulary.entry(thing.category).shape in GAPPY:
            others = [box for id, box in boxes.items() if id != thing.id]
            own = foreground(image, thing.box, others)
            region = region if own is None else own
        things.append(thing.model_copy(update={"color": median_colour(image, region)}))
    return survey.model_copy(update={"things": things})


def core(box: Box) -> Box:
    """The middle of a box, where a thing is more likely than what lies behind it."""
    x0, y0, x1, y1 = box
    dx, dy = (x1 - x0) / 5, (y1 - y0) / 5
    return x0 + dx, y0 + dy, x1 - dx, y1 - dy


def foreground(image: Pixels, box: Box, others: Sequence[Box]) -> Mask | None:
    """Pixels of a box that are not of the colours around it; None where that tells nothing.

    Args:
        image: (H, W, 3) sRGB.
        box: x0, y0, x1, y1, pixels.
        others: boxes of other things, which are no background.
    """
    size = (image.shape[1], image.shape[0])
    by = max(4.0, AROUND * min(box[2] - box[0], box[3] - box[1]))
    ring = mask_of((box[0] - by, box[1] - by, box[2] + by, box[3] + by), size)
    inner = mask_of(box, size)
    for other in [box, *others]:
        if other[0] < size[0] and other[1] < size[1] and other[2] > 0 and other[3] > 0:
            ring &= ~mask_of(other, size)
    if ring.sum() < FEW:
        return None
    behind = [c.rgb for c in colours(image, ring) if c.share >= SHARE]
    rows, columns = np.nonzero(inner)
    gaps = ciede2000(lab_of(image[rows, columns])[:, None], lab_of(behind)[None]).min(axis=1)
    own = np.zeros_like(inner)
    own[rows, columns] = gaps > SAME
    return own if own.sum() >= max(FEW, LEFT * inner.sum()) else None
