"""A cloud and its model side by side from four views; every point a dot, shaded by its surface."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tools.cloud.cloud import Floats

VIEWS = (("front left", -35.0, 22.0), ("front", 0.0, 4.0), ("side", 90.0, 4.0), ("above", -20.0, 62.0))
"""Name, degrees about Z from the front, degrees above the floor."""
PIXELS, CAPTION = 300, 24
LIGHT = np.array([-0.45, -0.6, 0.66])
PAPER = 246


View = tuple[str, float, float]


def sheet(
    rows: list[tuple[str, Floats, Floats, Floats | None]], views: Sequence[View] = VIEWS
) -> Image.Image:
    """A picture with a row for each of some samplings of surfaces, a column for each view.

    Args:
        rows: caption, points (n, 3) metres, normals (n, 3), and colours (n, 3) 0 to 1 or None.
        views: name, degrees about Z, degrees above the floor.
    """
    made = Image.new("RGB", (len(views) * PIXELS, len(rows) * (PIXELS + CAPTION)), (PAPER,) * 3)
    draw, font = ImageDraw.Draw(made), ImageFont.load_default(size=13)
    low, high = rows[0][1].min(axis=0), rows[0][1].max(axis=0)
    middle, reach = (low + high) / 2, float(np.linalg.norm(high - low)) / 2 * 1.04
    for row, (caption, points, normals, colours) in enumerate(rows):
        top = row * (PIXELS + CAPTION)
        for column, (name, about, above) in enumerate(views):
            picture = dots((points - middle) / reach, normals, colours, about, above)
            made.paste(Image.fromarray(picture), (column * PIXELS, top + CAPTION))
            draw.text((column * PIXELS + 8, top + 5), f"{caption}, {name}", "#333333", font)
    return made


def dots(
    points: Floats, normals: Floats, colours: Floats | None, about: float, above: float
) -> NDArray[np.uint8]:
    """(PIXELS, PIXELS, 3) of points within a ball of radius 1, nearer ones over farther ones."""
    a, e = math.radians(about), math.radians(above)
    side = np.array([math.cos(a), math.sin(a), 0.0])
    away = np.array([math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e)])
    up = np.cross(away, side)
    order = np.argsort(points @ away)
    p, n = points[order], normals[order]
    n = n * np.where(n @ away < 0, -1.0, 1.0)[:, None]
    shade = 0.42 + 0.58 * np.clip(n @ (LIGHT / np.linalg.norm(LIGHT)), 0, 1)
    tint = np.tile((0.62, 0.68, 0.76), (len(p), 1)) if colours is None else colours[order]
    ink = np.clip(255 * tint * shade[:, None], 0, 255).astype(np.uint8)
    x = np.rint((p @ side * 0.5 + 0.5) * (PIXELS - 1)).astype(int)
    y = np.rint((0.5 - p @ up * 0.5) * (PIXELS - 1)).astype(int)
    picture = np.full((PIXELS, PIXELS, 3), PAPER, np.uint8)
    size = 1 if len(p) > 30_000 else 2 if len(p) > 6_000 else 3
    # Every dot is a square; later (nearer) dots lie over earlier ones.
    shifts = [(i, j) for i in range(size) for j in range(size)]
    xs = np.stack([np.clip(x + i, 0, PIXELS - 1) for i, _ in shifts], axis=1).ravel()
    ys = np.stack([np.clip(y + j, 0, PIXELS - 1) for _, j in shifts], axis=1).ravel()
    picture[ys, xs] = np.repeat(ink, len(shifts), axis=0)
    return picture
