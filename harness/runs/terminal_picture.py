"""A picture in a terminal that shows colours: two pixels a character, one above the other."""

import cv2
from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style

from tools.picture.image import Pixels


def in_characters(pixels: Pixels, columns: int, rows: int) -> Segments:
    """The picture (h, w, 3), shrunk with its proportions to fit, as half blocks for rich to print."""
    height, width = pixels.shape[:2]
    scale = min(columns / width, 2 * rows / height, 1.0)
    size = max(1, round(width * scale)), max(2, 2 * round(height * scale / 2))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    lines: list[Segment] = []
    for top, bottom in zip(small[0::2], small[1::2], strict=True):
        for above, below in zip(top, bottom, strict=True):
            style = Style(color=Color.from_rgb(*map(int, above)), bgcolor=Color.from_rgb(*map(int, below)))
            lines.append(Segment("▀", style))
        lines.append(Segment.line())
    return Segments(lines)
