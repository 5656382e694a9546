"""Pictures of an evaluation: truth and result from above, the worst objects side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageDraw

from tools.geometry import Vec2
from tools.measure.boxes import corners
from tools.measure.fidelity import Row
from tools.measure.truth import Item, Room, Truth

TRUE, MADE, LINK, MISSING = "#1b7f3b", "#c2410c", "#6b7280", "#dc2626"


def overlay(
    truth: Truth, items: Sequence[Item], room: Room | None, rows: Sequence[Row], width: int = 1000
) -> Image.Image:
    """Both from above: the truth green, the result orange, partners joined by a line, what is missing red."""
    xs = [x for x, _ in truth.room.floor_polygon]
    ys = [y for _, y in truth.room.floor_polygon]
    scale = (width - 80) / (max(xs) - min(xs))
    height = round((max(ys) - min(ys)) * scale) + 80
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)

    def px(point: Sequence[float] | NDArray[np.float64]) -> Vec2:
        return (40 + (point[0] - min(xs)) * scale, height - 40 - (point[1] - min(ys)) * scale)

    def ring(points: ArrayLike, color: str, thick: int) -> None:
        dots = [px(p) for p in np.asarray(points, dtype=float)]
        pen.line([*dots, dots[0]], fill=color, width=thick)

    ring(truth.room.floor_polygon, TRUE, 4)
    for side, color, thick in ((truth.room, TRUE, 6), (room, MADE, 3)):
        for wall in side.partitions if side is not None else []:
            pen.line([px(wall.start), px(wall.end)], fill=color, width=thick)
    if room is not None:
        ring(room.floor_polygon, MADE, 2)
    found = {row.truth: row.result for row in rows}
    made = {item.id: item for item in items}
    for item in items:
        ring(corners(item)[:4], MADE, 2)
    for known in truth.objects:
        partner = made.get(found.get(known.id) or "")
        ring(corners(known)[:4], TRUE if partner else MISSING, 2)
        if partner is not None:
            pen.line([px(known.center), px(partner.center)], fill=LINK, width=1)
        if not known.is_small:
            pen.text(px(known.center), known.category, fill=TRUE if partner else MISSING, anchor="mm")
    pen.text((8, 6), "truth green, missing red, result orange", fill="black")
    return image


def worst_rows(rows: Sequence[Row], count: int = 6) -> list[Row]:
    """The large objects of the truth that came out worst: missing first, then by overlap."""
    large = [row for row in rows if not row.small]
    return sorted(large, key=lambda row: -1.0 if row.result is None else (row.iou or 0.0))[:count]


def crops(truth: Truth, row: Row, picture: Image.Image, render: Image.Image | None) -> Image.Image | None:
    """The same place of picture and render, side by side; None when the picture does not show the object."""
    box = next((o.box for o in truth.objects if o.id == row.truth), None)
    if box is None:
        return None
    grow = 0.35 * max(box[2] - box[0], box[3] - box[1]) + 12
    window = (box[0] - grow, box[1] - grow, box[2] + grow, box[3] + grow)
    sides = [picture] if render is None else [picture, render.resize(picture.size)]
    tiles = [side.crop(tuple(math.floor(v) for v in window)) for side in sides]  # type: ignore[arg-type]
    for tile in tiles:
        tile.thumbnail((320, 320))
    sheet = Image.new("RGB", (sum(t.width for t in tiles) + 6, tiles[0].height), "white")
    for n, tile in enumerate(tiles):
        sheet.paste(tile, (n * (tiles[0].width + 6), 0))
    return sheet
