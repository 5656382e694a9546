"""What a run folder holds, and the look at one that may come from a stranger."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tools.errors import InputError
from tools.run_files import FILES, FOLDERS, PICTURE, SOURCE

PICTURES = frozenset({".webp", ".png", ".jpg", ".jpeg", ".exr", ".hdr", ".tif", ".tiff"})
"""Endings of files beside a program that it may read."""
MOST = 100_000
"""Entries that are looked at; the longest of our own runs leaves some hundreds."""


def is_run(folder: Path) -> bool:
    """Whether a folder is a run's; runs of the first version have a picture and do not say so."""
    return (folder / SOURCE).is_file() or (folder / PICTURE).is_file()


def checked(folder: Path) -> Path:
    """The folder, when nothing in it that a run uses leads out of it or is other than a file or a folder.

    Raises:
        InputError: a link out of the folder, a pipe or a device: names it.
    """
    if not folder.is_dir():
        return folder
    real = os.path.realpath(folder)
    for number, entry in enumerate(_used(folder)):
        if number > MOST:
            raise InputError(f"{folder} holds more than {MOST:,} files: it is not a run folder")
        if entry.is_symlink():
            target = os.path.realpath(entry.path)
            if not target.startswith(real + os.sep):
                raise InputError(
                    f"{entry.path} is a link that leads out of the folder: "
                    "replace it by what it points to, or remove it"
                )
        elif not (stat.S_ISREG(mode := entry.stat(follow_symlinks=False).st_mode) or stat.S_ISDIR(mode)):
            raise InputError(f"{entry.path} is neither a file nor a folder: remove it")
    return folder


def _used(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What a run reads or writes: its own files, pictures beside the program, and all in its own folders."""
    own = {*FILES, *FOLDERS}
    try:
        for entry in os.scandir(folder):
            if entry.name in own or Path(entry.name).suffix.lower() in PICTURES:
                yield entry
            if entry.name in FOLDERS and entry.is_dir(follow_symlinks=False):
                yield from os.scandir(entry.path)
    except OSError as error:
        raise InputError(f"{error.filename or folder} cannot be read: {error.strerror}") from error
