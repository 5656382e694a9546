"""Loading any picture as upright RGB bytes, and the few pixel operations everything else shares."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps

from tools.errors import InputError
from tools.files import write_bytes
from tools.picture_file import BROKEN, damaged, open_picture
from tools.vector_formats import is_dxf

Pixels = NDArray[np.uint8]
"""(height, width, 3) sRGB bytes, upright."""
Mask = NDArray[np.bool_]
"""(height, width) of the same picture."""

MIN_SIDE = 64
"""Pixels of the shorter side that a room can be read from."""


def load(path: Path | str, *, smallest: int = MIN_SIDE) -> Pixels:
    """Reads a picture file.

    Rotation by EXIF is applied, an embedded colour profile is taken to sRGB, transparency is laid over
    white, 16-bit and CMYK become 8-bit RGB, an animation gives its first frame.

    Args:
        path: the file.
        smallest: pixels that its shorter side must have; 1 for what is only shown.

    Returns:
        (height, width, 3) sRGB bytes.

    Raises:
        InputError: the file is missing, unreadable, damaged, not a picture, too small or too large.
    """
    path = Path(path)
    _refuse_odd(path)
    opened = open_picture(path, smallest=smallest)
    try:
        return _upright_rgb(opened)
    except BROKEN as error:
        raise damaged(str(path), error) from None


def drawn_scale(path: Path) -> float | None:
    """Metres a pixel of a drawing whose file states it, as a DXF's header does; None for other files."""
    with path.open("rb") as file:
        if not is_dxf(file.read(4096)):
            return None
    stated = open_picture(path).info.get("metres_per_pixel")
    return float(stated) if stated else None


def save(image: Pixels, path: Path, *, within: Path | None = None, exif: bytes = b"") -> Path:
    """Writes RGB bytes; the suffix picks the format (.webp at quality 90). Returns `path`.

    Args:
        image: (height, width, 3) sRGB bytes.
        path: the file; its folder is made when missing.
        within: as for `tools.files.write_bytes`.
        exif: notes that the file is to carry.
    """
    buffer, picture = io.BytesIO(), Image.fromarray(image)
    if path.suffix == ".webp":
        picture.save(buffer, "WEBP", quality=90, method=4)
    else:
        notes = {"exif": exif} if exif else {}
        picture.save(buffer, Image.registered_extensions()[path.suffix.lower()], **notes)
    return write_bytes(path, buffer.getvalue(), within=within)


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


def _refuse_odd(path: Path) -> None:
    """One clear line for what is no picture file at all; what is a folder or empty is said by name."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"{path} does not exist; check the path") from None
    except PermissionError:
        raise InputError(f"{path} may not be read (permission denied); change its permissions") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}") from None
    if stat.S_ISDIR(status.st_mode):
        raise InputError(f"{path} is a folder; give one picture file")
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{path} is not a regular file; give one picture file")
    if status.st_size == 0:
        raise InputError(f"{path} is empty (0 bytes); save or download it again")


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
