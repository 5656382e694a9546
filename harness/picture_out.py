"""Where a picture that somebody asked for is written."""

from __future__ import annotations

from pathlib import Path

from tools.errors import InputError
from tools.picture import image
from tools.picture.image import Pixels

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")


def writable(out: Path, *, force: bool) -> Path:
    """The path, when a picture may be written there.

    Raises:
        InputError: it exists and `force` is off, it is a folder, or its suffix is no picture's.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise InputError(f"{out} is not named like a picture; use {', '.join(SUFFIXES)}")
    if out.is_dir() or (out.exists() and not force):
        raise InputError(f"{out} exists; give another name or --force")
    return out


def write(pixels: Pixels, out: Path, *, force: bool) -> str:
    """Writes a picture and returns its path as text."""
    return str(image.save(pixels, writable(out, force=force)))
