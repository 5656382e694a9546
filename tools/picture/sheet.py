"""Pictures beside each other with a caption each: for looking, and for specialists to look at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools.picture.image import Pixels, fit_within, scale

GAP = 8
CAPTION = 22
INK = (40, 40, 40)


def side_by_side(
    images: Sequence[Pixels], captions: Sequence[str] = (), *, height: int | None = None
) -> Pixels:
    """The pictures in one row, each scaled by one factor to the same height."""
    wanted = height or max(i.shape[0] for i in images)
    return contact_sheet([scale(i, wanted / i.shape[0]) for i in images], captions, columns=len(images))


def contact_sheet(
    images: Sequence[Pixels], captions: Sequence[str] = (), *, columns: int = 4, side: int | None = None
) -> Pixels:
    """The pictures in rows on white, a caption under each.

    Args:
        images: any sizes.
        captions: one a picture; missing ones are empty.
        columns: pictures in a row.
        side: when given, each picture is first fitted within this many pixels.
    """
    tiles = [fit_within(i, side)[0] if side else i for i in images]
    texts = [*captions, *[""] * len(tiles)][: len(tiles)]
    caption = CAPTION if any(texts) else 0
    rows = [range(i, min(i + columns, len(tiles))) for i in range(0, len(tiles), columns)]
    widths = [max(tiles[r[c]].shape[1] for r in rows if c < len(r)) for c in range(min(columns, len(tiles)))]
    heights = [max(tiles[i].shape[0] for i in r) for r in rows]
    size = (sum(widths) + GAP * (len(widths) + 1), sum(heights) + (GAP + caption) * len(rows) + GAP)
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    y = GAP
    for row, tall in zip(rows, heights, strict=True):
        x = GAP
        for i, wide in zip(row, widths, strict=False):
            page.paste(Image.fromarray(tiles[i]), (x, y))
            if texts[i]:
                draw.text((x, y + tall + 2), texts[i], fill=INK, font=ImageFont.load_default(14))
            x += wide + GAP
        y += tall + GAP + caption
    return np.asarray(page, dtype=np.uint8).copy()
