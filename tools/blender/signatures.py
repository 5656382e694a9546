"""Whether a file out of a scratch folder is what its name says, before anybody opens it."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path

from PIL import Image

from tools.blender.results import plain
from tools.errors import ToolError

SIDE = 16384
"""Pixels on a side of a picture: twice the widest render, for high views."""
STARTS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".npy": (b"\x93NUMPY",),
    ".glb": (b"glTF",),
    ".usdc": (b"PXR-USDC",),
    ".usdz": (b"PK\x03\x04",),
    ".obj": (b"# Blender",),
    ".mtl": (b"# Blender",),
    ".fbx": (b"Kaydara FBX Bin",),
    ".blend": (b"BLENDER", b"\x28\xb5\x2f\xfd", b"\x1f\x8b"),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
    ".exr": (b"\x76\x2f\x31\x01",),
    ".hdr": (b"#?",),
}
TEXTURES = 1000
"""Pictures beside a .usdc."""


def check(found: Path) -> None:
    """Refuse a file that is not of its kind; a PNG is decoded whole.

    Raises:
        ToolError: says what it is not.
    """
    plain(found)
    starts = STARTS.get(found.suffix.lower())
    try:
        with found.open("rb") as file:
            head = file.read(16)
        if starts is None or not head.startswith(starts):
            raise ToolError(f"the worker's {found.name} is no {found.suffix} file")
        if found.suffix == ".png":
            _decode(found)
        elif found.suffix == ".usdz":
            _unpacked(found)
    except OSError as error:
        raise ToolError(f"the worker's {found.name} cannot be read: {error.strerror or error}") from None


def _decode(found: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(found, formats=("PNG",)) as image:
                if max(image.size) > SIDE:
                    raise ToolError(f"the worker's {found.name} is too large")
                image.load()
        except (ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
            raise ToolError(f"the worker's {found.name} is a damaged picture: {error}") from None


def _unpacked(found: Path) -> None:
    """Refuse a USDZ package whose files would land elsewhere when it is unpacked, or are compressed."""
    try:
        with zipfile.ZipFile(found) as package:
            for member in package.infolist():
                parts = Path(member.filename).parts
                stored = member.compress_type == zipfile.ZIP_STORED
                if not stored or ".." in parts or member.filename.startswith("/") or "\\" in member.filename:
                    raise ToolError(f"the worker's {found.name} is no USDZ package")
    except zipfile.BadZipFile as error:
        raise ToolError(f"the worker's {found.name} is a damaged package: {error}") from None


def textures(folder: Path) -> list[Path]:
    """The pictures that came with an export, each of its kind; none when there is no such folder.

    Raises:
        ToolError: there are too many, or one is not what it says.
    """
    if folder.is_symlink() or not folder.is_dir():
        return []
    found = sorted(folder.iterdir())
    if len(found) > TEXTURES:
        raise ToolError(f"the export came with more than {TEXTURES} textures")
    for path in found:
        check(path)
    return found
