"""Which pixels a model means: of the file, of the picture as it was shown, or thousandths of each side.

A large picture is shown scaled down, and many models answer in the pixels they see; others were trained to
answer in 0 to 1000 whatever the size. Nobody says which: it is found out by what fits the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.images import SHOWN, shown_size
from tools.picture.image import Pixels
from tools.survey import Point

FrameName = Literal["file", "shown", "thousandths"]
SIDE = 512
"""Longer side at which edges are looked for: a wall's edge is still two pixels wide."""
BAND = 3
"""Pixels of SIDE that an outline may lie beside the edge it means: half a percent."""
OUTSIDE = 0.04
"""Share of a side that an outline may lie outside the picture: walls lean out of view."""
BETTER = 1.2
"""How much better another frame must fit than the one before it in `frames`. On recorded outlines of two
pictures at nine sizes a wrong frame fits up to 1.05 times as well as the one meant, see the test."""


ASIDE = 0.2
"""Share of a side by which the margin right of the room, or below it, may exceed the one across: beyond,
pixels of the file are no longer taken as the likelier ones. Rooms stand in the middle of their pictures."""


class Frame(NamedTuple):
    """Factors from a model's pixels to those of the file."""

    name: FrameName
    x: float
    y: float

    def point(self, point: Sequence[float]) -> Point:
        """One point in pixels of the file."""
        return (point[0] * self.x, point[1] * self.y)

    def box(self, box: Sequence[float]) -> tuple[float, float, float, float]:
        """A box, x0, y0, x1, y1, in pixels of the file."""
        return (box[0] * self.x, box[1] * self.y, box[2] * self.x, box[3] * self.y)


FILE = Frame("file", 1.0, 1.0)


def frames(size: tuple[int, int]) -> list[Frame]:
    """The frames that a picture of this width and height may be answered in, the usual one first."""
    width, height = size
    shown = shown_size(size)
    found = [FILE]
    if max(size) > SHOWN:
        found.append(Frame("shown", width / shown[0], height / shown[1]))
    return [*found, Frame("thousandths", width / 1000, height / 1000)]


def frame_of(
    image: Pixels, outlines: Sequence[Sequence[Point]], lines: Sequence[Sequence[Point]] = ()
) -> Frame:
    """The frame in which outlines of the room lie along edges of the picture.

    Args:
        image: the picture in full, (H, W, 3) RGB.
        outlines: closed polygons as the model wrote them.
        lines: straight edges, both ends: of walls, doors and furniture. They say more than outlines that run
            behind things.
    """
    outlines = [o for o in outlines if len(o) > 2] + [o for o in lines if len(o) == 2]
    height, width = image.shape[:2]
    size = (width, height)
    inside = [f for f in frames(size) if all(_within(f.point(p), size) for o in outlines for p in o)]
    if not outlines or not inside or inside == [FILE]:
        return FILE
    edges, factor = _edges(image)
    fits = {f.name: _fit(edges, factor, f, outlines) for f in inside}
    best = inside[0]
    for frame in inside[1:]:
        unlikely = best == FILE and _aside(outlines, size)
        if fits[frame.name] > (1.0 if unlikely else BETTER) * fits[best.name]:
            best = frame
    return best


def frame_of_boxes(size: tuple[int, int], boxes: Sequence[Sequence[float]], first: Frame = FILE) -> Frame:
    """The frame that boxes tell of themselves: `first`, or else another in which they lie in the picture."""
    corners = [p for b in boxes for p in (b[:2], b[2:])]
    inside = [f for f in (first, *frames(size)) if all(_within(f.point(p), size) for p in corners)]
    return inside[0] if inside else FILE


def _aside(outlines: Sequence[Sequence[Point]], size: tuple[int, int]) -> bool:
    """Whether the outlines, as pixels of the file, lie in the picture's upper left."""
    points = np.array([p for o in outlines for p in o], np.float64) / size
    return bool(np.any((1.0 - points.max(axis=0)) - points.min(axis=0) > ASIDE))


def _within(point: Point, size: tuple[int, int]) -> bool:
    return all(-OUTSIDE * side <= v <= (1 + OUTSIDE) * side for v, side in zip(point, size, strict=True))


def _edges(image: Pixels) -> tuple[NDArray[np.float32], float]:
    """How strong an edge is near each pixel of the scaled picture, against the whole; and its scale."""
    height, width = image.shape[:2]
    factor = min(1.0, SIDE / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    grey = cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    soft = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), 1.0)
    dx, dy = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    return np.stack([dx, dy]).astype(np.float32), factor


def _fit(
    edges: NDArray[np.float32], factor: float, frame: Frame, outlines: Sequence[Sequence[Point]]
) -> float:
    """Mean over the outlines' length of the strongest gradient across them within BAND pixels."""
    _, height, width = edges.shape
    found: list[NDArray[np.float32]] = []
    for outline in outlines:
        points = [np.array(frame.point(p)) * factor for p in outline]
        sides = list(pairwise(points)) if len(points) == 2 else list(pairwise([*points, points[0]]))
        for a, b in sides:
            length = float(np.hypot(*(b - a)))
            if length < 2:
                continue
            along = a + np.linspace(0.05, 0.95, max(2, round(length)))[:, None] * (b - a)
            normal = np.array([-(b - a)[1], (b - a)[0]]) / length
            beside = along[:, None] + np.arange(-BAND, BAND + 1)[None, :, None] * normal
            x = np.clip(np.round(beside[..., 0]).astype(int), 0, width - 1)
            y = np.clip(np.round(beside[..., 1]).astype(int), 0, height - 1)
            across = np.abs(edges[0, y, x] * normal[0] + edges[1, y, x] * normal[1])
            found.append(across.max(axis=1))
    return float(np.mean(np.minimum(np.concatenate(found), 80.0))) if found else 0.0
