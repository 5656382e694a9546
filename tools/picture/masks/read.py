"""Masks of whichever kind."""

from __future__ import annotations

from pathlib import Path

from tools.errors import InputError
from tools.picture.masks.coco import read_coco
from tools.picture.masks.given import Masks
from tools.picture.masks.maps import read_folder, read_label_map


def read_masks(path: Path, size: tuple[int, int], picture: str) -> Masks:
    """The masks of a picture: a folder of pictures, a COCO file, or a label map.

    Args:
        path: what somebody gave.
        size: width and height of the picture.
        picture: its file name.

    Raises:
        InputError: they cannot be read, or cannot be of this picture.
    """
    if not path.exists():
        raise InputError(f"--masks {path} is not there: give a label map, a folder of masks, or COCO JSON")
    if path.is_dir():
        return read_folder(path, size)
    if path.suffix.lower() == ".json":
        return read_coco(path, size, picture)
    return read_label_map(path, size)
