"""USDZ packages: a zip archive without compression, every file's bytes beginning at a multiple of 64.

Written here because Blender moves its own from folder to folder, which the jail forbids. The rules are those
of the "Usdz File Format Specification" of OpenUSD: the scene is the first file, and the padding stands in the
extra field of a file's local header.
"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

ALIGNMENT = 64
LOCAL_HEADER = 30
"""Bytes of a local file header without name and extra field (APPNOTE.TXT 4.3.7)."""
PADDING_ID = 0x1986
"""An unregistered id for the extra field: readers skip what they do not know."""
EPOCH = (1980, 1, 1, 0, 0, 0)


def package(out: Path, scene: Path, rest: list[Path], name: str) -> None:
    """Write a package.

    Args:
        out: the .usdz.
        scene: its .usdc.
        rest: files that it names, by paths relative to it.
        name: of the scene inside.
    """
    members = [(f"{name}{scene.suffix}", scene), *((str(p.relative_to(scene.parent)), p) for p in rest)]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for title, path in members:
            entry = zipfile.ZipInfo(title, EPOCH)
            begins = archive.start_dir + LOCAL_HEADER + len(title.encode())
            entry.extra = _padding(begins)
            archive.writestr(entry, path.read_bytes())


def _padding(begins: int) -> bytes:
    """An extra field after which data that would begin at `begins` begins at a multiple of 64."""
    length = -begins % ALIGNMENT
    if not length:
        return b""
    if length < 4:  # a field's own head
        length += ALIGNMENT
    return struct.pack("<HH", PADDING_ID, length - 4) + bytes(length - 4)
