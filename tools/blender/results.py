"""Take what a job left in its scratch folder. It was written beside model code: nothing in it is trusted."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools.errors import ToolError
from tools.files import write_bytes
from tools.names import file_stem, printable


def take(found: Path, out: Path, within: Path | None = None) -> Path:
    """Copy one file out of the scratch folder to where the caller wants it.

    Args:
        found: the file; as large as the job's disk limit lets it be.
        out: where it goes.
        within: the run folder when `out` lies in it, as for `tools.files.write_bytes`.

    Raises:
        ToolError: it is missing or not a plain file.
        InputError: `out` cannot be written.
    """
    plain(found)
    return write_bytes(out, found.read_bytes(), within=within)


def take_folder(found: Path, out: Path, within: Path | None = None) -> None:
    """Copy the plain files of a folder that came with an export; silently nothing when there is none."""
    if found.is_symlink() or not found.is_dir():
        return
    for path in sorted(found.iterdir()):
        if stat.S_ISREG(path.lstat().st_mode):
            take(path, out / file_name(path), within)


def tail(found: Path, count: int = 4000) -> str:
    """The end of a text file; "" when it is missing or not a plain file."""
    try:
        plain(found)
    except ToolError:
        return ""
    try:
        with found.open("rb") as file:
            file.seek(max(0, found.stat().st_size - count))
            return printable(file.read(count).decode("utf-8", "replace"))
    except OSError:  # the job may have taken its rights away
        return ""


def as_picture(array: NDArray[Any], quality: str, out: Path, within: Path | None = None) -> Path:
    """Draw ids (a colour each), depth (near is light) or normals for people to look at."""
    if quality == "ids":
        turns = (np.arange(int(array.max(initial=0)) + 1) * 0.61803) % 1.0
        waves = 0.5 + 0.5 * np.cos(2 * np.pi * (turns[:, None] + np.array([0.0, 1 / 3, 2 / 3])))
        waves[0] = 0.1
        color = waves[array]
    elif quality == "depth":
        finite = np.isfinite(array)
        near, far = (array[finite].min(), array[finite].max()) if finite.any() else (0.0, 1.0)
        shade = np.where(finite, 1.0 - (array - near) / max(far - near, 1e-6), 0.0)
        color = np.repeat(shade[:, :, None], 3, axis=2)
    else:
        color = 0.5 + 0.5 * array
    buffer = io.BytesIO()
    Image.fromarray((np.clip(color, 0, 1) * 255 + 0.5).astype(np.uint8)).save(buffer, "PNG")
    return write_bytes(out, buffer.getvalue(), within=within)


def file_name(path: Path) -> str:
    """A name for a file that jailed code named: the same when it is plain."""
    return f"{file_stem(path.stem)}{path.suffix if path.suffix.isascii() else ''}"


def plain(path: Path) -> None:
    """Refuse what is missing, a folder, a link or anything else that is no plain file."""
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        raise ToolError(f"the worker made no {path.name}") from None
    if not stat.S_ISREG(found.st_mode):
        raise ToolError(f"the worker's {path.name} is not a plain file")
