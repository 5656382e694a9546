"""What a photo's file says of the lens it was taken with (EXIF)."""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image

from tools.picture_file import BROKEN, open_picture

FILM_DIAGONAL = math.hypot(36.0, 24.0)
"""Millimetres: a focal length "in 35 mm film" spans the same diagonal (CIPA DCG-001)."""
LONGEST, SHORTEST = 400.0, 8.0
"""Millimetres between which such a focal length is believed."""
SAME_SHAPE = 0.01
"""Part by which a picture's proportions may differ from those its camera wrote: a cropped one has another
angle of view."""
_OF_PHOTO = 0x8769
_FOCAL, _WIDTH, _HEIGHT = 0xA405, 0xA002, 0xA003


def stated_focal(path: Path) -> float | None:
    """Focal length in longer sides of the picture, by its 35 mm equivalent.

    None where the file states none, or where the picture was cropped after it was taken.

    Raises:
        InputError: the file is no picture.
    """
    try:
        picture = open_picture(path)
        tags = picture.getexif().get_ifd(_OF_PHOTO)
    except (*BROKEN, ValueError, KeyError):
        return None  # what is broken in a file's notes is no fault of its picture
    size = picture.size
    stated, written = _number(tags.get(_FOCAL)), (_number(tags.get(_WIDTH)), _number(tags.get(_HEIGHT)))
    if stated is None or not SHORTEST <= stated <= LONGEST:
        return None
    if all(written):
        taken, now = (max(s) / min(s) for s in ([w for w in written if w], size))
        if abs(taken / now - 1) > SAME_SHAPE:
            return None
    return stated / FILM_DIAGONAL * math.hypot(*size) / max(size)


def lens_tags(focal: float, size: tuple[int, int]) -> bytes:
    """EXIF that states a focal length and nothing else: no place, no date, no maker.

    Args:
        focal: in longer sides.
        size: width and height of the picture, pixels.
    """
    tags = Image.Exif()
    millimetres = round(focal * max(size) / math.hypot(*size) * FILM_DIAGONAL)
    tags.get_ifd(_OF_PHOTO).update({_FOCAL: millimetres, _WIDTH: size[0], _HEIGHT: size[1]})
    return tags.tobytes()


def _number(value: object) -> float | None:
    """A positive number of a tag, whatever type its writer gave it."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return number if math.isfinite(number) and number > 0 else None
