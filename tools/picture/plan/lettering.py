"""Lettering on a drawing: where it is, and, with the optional reader, what it says.

The reader is RapidOCR (PP-OCR models in its own package, Apache-2.0), group `ocr`; without it lettering is
only left out of the drawing.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.picture.image import Mask

Array = NDArray[np.float64]

HEIGHT = (0.006, 0.045)
"""Parts of the drawing's longer side that letters are high."""
ROW = 3
"""Letters beside each other that make a word."""
READABLE = 0.6
"""Confidence of the reader under which a word is not believed."""


class Word(NamedTuple):
    """A piece of text: its middle, direction of reading, width and height in pixels, and what it says."""

    text: str
    middle: Array
    along: Array
    width: float
    height: float


class Written(NamedTuple):
    """Sizes a text states: one length, two (a room's sides) or an area; metres."""

    length: float | None = None
    sides: tuple[float, float] | None = None
    area: float | None = None


def find_lettering(ink: Mask, walls: Mask) -> Mask:
    """Pixels of small strokes that stand in rows, as letters and figures do."""
    side = max(ink.shape)
    rest = (ink & ~walls).astype(np.uint8)
    count, labels, stats, middles = cv2.connectedComponentsWithStats(rest, connectivity=8)
    w, h = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    small = (np.maximum(w, h) <= HEIGHT[1] * side) & (np.maximum(w, h) >= 3)
    tall = np.maximum(w, h) >= HEIGHT[0] * side
    small[0] = False
    ids = np.flatnonzero(small)
    word = np.zeros(count, bool)
    for i in ids[tall[ids]]:
        reach = 1.6 * max(w[i], h[i])
        off = np.abs(middles[ids] - middles[i])
        like = np.maximum(w[ids], h[ids]) > 0.5 * max(w[i], h[i])
        level = like & (off[:, 1] < 0.35 * max(w[i], h[i])) & (off[:, 0] < (ROW - 1) * reach)
        upright = like & (off[:, 0] < 0.35 * max(w[i], h[i])) & (off[:, 1] < (ROW - 1) * reach)
        if max(level.sum(), upright.sum()) >= ROW:
            word[i] = True
    for i in ids:  # dots and commas go with the word they are in
        if not word[i] and word[ids].any():
            near = ids[word[ids]]
            off = np.abs(middles[near] - middles[i]).max(1)
            word[i] = bool((off < 1.2 * np.maximum(w[near], h[near])).any())
    found = word[labels]
    return np.asarray(cv2.dilate(found.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0)


def can_read() -> bool:
    """Whether the optional reader is installed."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


@cache
def _reader() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


def read_words(tone: NDArray[np.float32]) -> list[Word]:
    """The text on an upright drawing; nothing without the optional reader."""
    if not can_read():
        return []
    levels = np.repeat(np.rint(tone * 255).astype(np.uint8)[:, :, None], 3, axis=2)
    found, _ = _reader()(levels)
    words = []
    for corners, text, sure in found or []:
        ring = np.array(corners, dtype=float)
        if float(sure) < READABLE:
            continue
        top, side = ring[1] - ring[0], ring[3] - ring[0]
        along, high = (top, side) if np.linalg.norm(top) >= np.linalg.norm(side) else (side, top)
        width, height = float(np.linalg.norm(along)), float(np.linalg.norm(high))
        words.append(Word(str(text).strip(), ring.mean(0), along / max(width, 1e-9), width, height))
    return words


_NUMBER = r"(\d{1,5}(?:[.,]\d{1,3})?)"
_SIDES = re.compile(_NUMBER + r"\s*(mm|cm|m)?\s*[xX×*]\s*" + _NUMBER + r"\s*(mm|cm|m)?")
_AREA = re.compile(_NUMBER + r"\s*(?:m²|m2|m\^2|sqm|sq\.?\s?m|qm)", re.IGNORECASE)
_LENGTH = re.compile(r"^[^\dA-Za-z]{0,2}" + _NUMBER + r"\s*(mm|cm|m)?\W{0,2}$")
_FEET = re.compile(r"^(\d{1,2})\s*['′]\s*-?\s*(?:(\d{1,2})\s*(?:[\"″]|''))?$")


def written(text: str) -> Written | None:
    """The size a text states: "5.10 m", "3900", "510 cm", feet and inches, "4.0 x 4.2", "19.9 m²"."""
    sides = _SIDES.search(text)
    if sides:
        unit = sides.group(2) or sides.group(4)
        a, b = (_metres(sides.group(i), sides.group(i + 1) or unit) for i in (1, 3))
        return Written(sides=(a, b)) if _room(a) and _room(b) else None
    area = _AREA.search(text)
    if area:
        value = _value(area.group(1))
        return Written(area=value) if 0.8 <= value <= 1000 else None
    feet = _FEET.match(text)
    if feet:
        metres = 0.3048 * int(feet.group(1)) + 0.0254 * int(feet.group(2) or 0)
        return Written(length=metres) if _room(metres) else None
    length = _LENGTH.match(text)
    if length:
        metres = _metres(length.group(1), length.group(2))
        return Written(length=metres) if 0.3 <= metres <= 60 else None
    return None


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def _metres(text: str, unit: str | None) -> float:
    """A number as drawings write it: with a point in metres; whole ones in millimetres or centimetres."""
    value = _value(text)
    if unit == "mm" or (unit is None and value >= 1000 and float(value).is_integer()):
        return value / 1000
    if unit == "cm" or (unit is None and value >= 60 and float(value).is_integer()):
        return value / 100
    return value


def _room(metres: float) -> bool:
    return 0.7 <= metres <= 60


def room_name(text: str) -> str | None:
    """The name of a room a text may be: its letters without sizes; None when it has hardly any."""
    bare = _AREA.sub("", _SIDES.sub("", text))
    bare = re.sub(r"[\d.,:;()\[\]²×]+", " ", bare)
    bare = " ".join(bare.split())
    letters = sum(c.isalpha() for c in bare)
    return bare if letters >= 2 and letters >= 0.7 * len(bare.replace(" ", "")) else None
