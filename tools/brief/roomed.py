"""A room as it is being understood, word by word."""

from __future__ import annotations

from dataclasses import dataclass

from tools.brief.brief import RoomType, Size


@dataclass
class Roomed:
    """A room as it is being understood."""

    type: RoomType | None = None
    size: Size | None = None
    extent: tuple[float, ...] = ()
    area: float | None = None
    square: bool = False
    said: str = ""
    whole: bool = False
    """It holds the rooms that are named after it: a flat."""
