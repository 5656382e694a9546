"""The contact sheets of a batch: every room that ended, its picture beside it where it has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from harness.batch.items import Item
from harness.batch.state import Batch, Ended
from tools.errors import RoomError
from tools.picture import image
from tools.picture.image import Pixels
from tools.picture.sheet import contact_sheet
from tools.run_files import RENDERS

NAME = "contact"
PAGE = 60
"""Rooms on a sheet."""
COLUMNS, TALL, WIDE = 4, 200, 400
"""Cards in a row, and the pixels that a picture and its room beside it are fitted within."""
LETTERS = 14
"""Pixels of a card's width for two letters of its caption."""
CARD = 238
"""Grey of a card around its picture, and of one without any."""


def leave_sheets(batch: Batch, rows: Sequence[tuple[Item, Ended]], words: Mapping[str, str]) -> list[Path]:
    """Write a card for every room that ended, so many on each sheet; returns the sheets.

    Args:
        batch: whose folder they go into.
        rows: what ended, and how.
        words: what an outcome is called.
    """
    written = []
    for number, start in enumerate(range(0, len(rows), PAGE), 1):
        some = rows[start : start + PAGE]
        pictures = [_picture(batch.run_of(item) / RENDERS) for item, _ in some]
        there = [p.shape for p in pictures if p is not None]
        if not there:
            continue  # captions alone are the table
        height, width = (max(shape[side] for shape in there) for side in (0, 1))
        most = width * 2 // LETTERS
        captions = [_short(e.name, words[e.outcome], most) for _, e in some]
        page = batch.folder / f"{NAME}-{number}.jpg"
        image.save(
            contact_sheet([_card(p, height, width) for p in pictures], captions, columns=COLUMNS), page
        )
        written.append(page)
    return written


def _picture(renders: Path) -> Pixels | None:
    """A run's picture beside its room, or the room alone; None without either."""
    for name in ("beside.png", "iso-lit.png"):
        if (renders / name).is_file():
            try:
                return _within(image.load(renders / name, smallest=1))
            except RoomError:
                continue  # a damaged picture must not hide the others
    return None


def _within(picture: Pixels) -> Pixels:
    factor = min(TALL / picture.shape[0], WIDE / picture.shape[1])
    return image.scale(picture, factor) if factor < 1 else picture


def _card(picture: Pixels | None, height: int, width: int) -> Pixels:
    """A card of that size with the picture in its middle."""
    card = np.full((height, width, 3), CARD, np.uint8)
    if picture is not None:
        y, x = (height - picture.shape[0]) // 2, (width - picture.shape[1]) // 2
        card[y : y + picture.shape[0], x : x + picture.shape[1]] = picture
    return card


def _short(name: str, outcome: str, most: int) -> str:
    """A caption whose outcome is always whole."""
    room = max(4, most - len(outcome) - 2)
    return f"{name if len(name) <= room else name[: room - 2] + '..'}: {outcome}"
