"""Loading any picture as upright RGB bytes, and the few pixel operations everything else shares."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zlib
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from tools.errors import InputError

Pixels = NDArray[np.uint8]
"""(height, width, 3) sRGB bytes, upright."""
Mask = NDArray[np.bool_]
"""(height, width) of the same picture."""

MIN_SIDE = 64
MAX_SIDE = 12_000
MAX_PIXELS = 80_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM", "AVIF")
"""Pillow readers that are used. Not EPS and its like: they start other programs."""

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, MemoryError)
"""What Pillow's readers raise on damaged files."""


def load(path: Path | str) -> Pixels:
    """Reads a picture file.

    Rotation by EXIF is applied, an embedded colour profile is taken to sRGB, transparency is laid over
    white, 16-bit and CMYK become 8-bit RGB, an animation gives its first frame.

    Returns:
        (height, width, 3) sRGB bytes.

    Raises:
        InputError: the file is missing, unreadable, damaged, not a picture, too small or too large.
    """
    path = Path(path)
    data = _read(path)
    with warnings.catch_warnings():
        # Pillow warns about large pictures; _check_size refuses them by a clear rule instead.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                _check_size(path, opened.size)
                opened.seek(0)
                opened.load()
                return _upright_rgb(opened)
        except UnidentifiedImageError:
            raise InputError(
                f"{path} is not a picture this program reads; give a PNG, JPEG or WebP file"
            ) from None
        except Image.DecompressionBombError:
            raise InputError(f"{path} is too large to open safely; give at most {_limits()}") from None
        except _BROKEN as error:
            raise InputError(
                f"{path} is damaged or cut short ({_one_line(error)}); save or download it again"
            ) from None


def save(image: Pixels, path: Path) -> Path:
    """Writes RGB bytes; the suffix picks the format (.webp at quality 90). Returns `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.fromarray(image)
    if path.suffix == ".webp":
        picture.save(path, quality=90, method=4)
    else:
        picture.save(path)
    return path


def fit_within(image: Pixels, side: int) -> tuple[Pixels, float]:
    """The picture with its longer side at most `side` pixels, and the one factor it was scaled by (<= 1)."""
    factor = min(1.0, side / max(image.shape[:2]))
    return (image, 1.0) if factor == 1.0 else (scale(image, factor), factor)


def scale(image: Pixels, factor: float) -> Pixels:
    """The picture scaled by one factor in both directions."""
    height, width = image.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=how), dtype=np.uint8)


def _read(path: Path) -> bytes:
    """The file's bytes, or one clear line why not."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(f"{path} is a folder; give one picture file")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{path} is not a regular file; give one picture file")
        if status.st_size == 0:
            raise InputError(f"{path} is empty (0 bytes); save or download it again")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"{path} does not exist; check the path") from None
    except PermissionError:
        raise InputError(f"{path} may not be read (permission denied); change its permissions") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {_one_line(error)}") from None


def _check_size(path: Path, size: tuple[int, int]) -> None:
    width, height = size
    if min(size) < MIN_SIDE:
        raise InputError(
            f"{path} is {width} x {height} pixels, too small to read a room from; "
            f"give at least {MIN_SIDE} pixels a side"
        )
    if max(size) > MAX_SIDE or width * height > MAX_PIXELS:
        raise InputError(f"{path} is {width} x {height} pixels, too large; give at most {_limits()}")


def _upright_rgb(picture: Image.Image) -> Pixels:
    upright: Image.Image = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I") or upright.mode == "F":
        return _from_deep_grey(upright)
    # a profile describes colour channels: a palette has to be looked up first
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    if has_alpha:
        upright = upright.convert("RGBA")
        alpha = upright.getchannel("A")
        white = Image.new("RGB", upright.size, "white")
        white.paste(_to_srgb(upright.convert("RGB"), upright.info), mask=alpha)
        return np.asarray(white, dtype=np.uint8).copy()
    if upright.mode in ("P", "1", "LA"):
        upright = upright.convert("RGB")
    return np.asarray(_to_srgb(upright, upright.info).convert("RGB"), dtype=np.uint8).copy()


def _to_srgb(picture: Image.Image, info: dict[str | tuple[int, int], object]) -> Image.Image:
    profile = info.get("icc_profile")
    if not isinstance(profile, bytes) or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return picture  # a broken or mismatched profile: the bare numbers are the best reading left
    return converted or picture


def _from_deep_grey(picture: Image.Image) -> Pixels:
    """16-bit, 32-bit and float grey to three equal 8-bit channels."""
    values = np.asarray(picture, dtype=np.float64)
    top = float(values.max(initial=0.0))
    full = 1.0 if top <= 1.0 else 255.0 if top <= 255.0 else 65535.0 if top <= 65535.0 else top
    if picture.mode.startswith("I;16"):
        full = 65535.0
    grey = np.clip(np.rint(values / full * 255.0), 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def _limits() -> str:
    return f"{MAX_SIDE:,} pixels a side and {MAX_PIXELS // 1_000_000} megapixels"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
