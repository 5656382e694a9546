"""The one place where picture files are opened: by a list of formats, within bounds."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from tools.errors import InputError
from tools.files import read_bytes
from tools.picture_formats import foreign, read_foreign

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM", "AVIF")
"""Pillow readers that are used. Not EPS and its like: they start other programs."""
MAX_SIDE = 12_000
MAX_PIXELS = 80_000_000
MAX_BYTES = 512 << 20
"""Of a file: more than 80 megapixels of uncompressed RGB."""
MAX_SCANS = 100
"""Passes over all pixels that a JPEG may ask for; usual are 1 to 10, and libtiff has this bound."""
LIMITS = f"{MAX_SIDE:,} pixels a side and {MAX_PIXELS // 1_000_000} megapixels"

BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, MemoryError, OverflowError,
    IndexError, KeyError, TypeError, AttributeError, AssertionError, RuntimeError, ArithmeticError,
    RecursionError,
)  # fmt: skip
"""What Pillow's readers raise on damaged files: found by mutating files of every format."""


def open_picture(path: Path, *, smallest: int = 1) -> Image.Image:
    """A picture file's first frame, decoded.

    Args:
        path: the file.
        smallest: pixels that its shorter side must have.

    Raises:
        InputError: missing, unreadable, damaged, of no known format, too small or too large.
    """
    return decode(read_bytes(path, MAX_BYTES), str(path), smallest=smallest)


def decode(data: bytes, name: str, *, smallest: int = 1) -> Image.Image:
    """A picture's bytes as `open_picture`; `name` is for the error's line."""
    with warnings.catch_warnings():
        # Pillow warns about large pictures; _check_size refuses them by a clear rule instead.
        warnings.simplefilter("ignore")
        kind = foreign(data)
        if kind is not None:
            return read_foreign(kind, data, name, lambda name, size: _check_size(name, size, smallest))
        try:
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            _check_size(name, picture.size, smallest)
            _check_scans(name, picture, data)
            picture.seek(0)
            picture.load()
        except UnidentifiedImageError:
            raise InputError(
                f"{name} is not a picture this program reads; give a PNG, JPEG or WebP file"
            ) from None
        except Image.DecompressionBombError:
            raise InputError(f"{name} is too large to open safely; give at most {LIMITS}") from None
        except BROKEN as error:
            raise damaged(name, error) from None
    return picture


def damaged(name: str, error: BaseException) -> InputError:
    """The line for a file that a reader gave up on."""
    words = " ".join(str(error).split())[:120] or type(error).__name__
    return InputError(f"{name} is damaged or cut short ({words}); save or download it again")


def _check_size(name: str, size: tuple[int, int], smallest: int) -> None:
    width, height = size
    if min(size) < smallest:
        raise InputError(
            f"{name} is {width} x {height} pixels, too small to read a room from; "
            f"give at least {smallest} pixels a side"
        )
    if max(size) > MAX_SIDE or width * height > MAX_PIXELS:
        raise InputError(f"{name} is {width} x {height} pixels, too large; give at most {LIMITS}")


def _check_scans(name: str, picture: Image.Image, data: bytes) -> None:
    """Refuse a small JPEG that takes hours: inside a scan no byte pair looks like the start of another."""
    if picture.format in ("JPEG", "MPO") and data.count(b"\xff\xda") > MAX_SCANS:
        raise InputError(f"{name} is a JPEG of more than {MAX_SCANS} scans; save it again")
