"""Pictures by reference: text carries `[[img:<id> caption]]`, the pixels stay in a folder, named by hash."""

import hashlib
import re
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools.errors import InputError
from tools.files import read_bytes, write_bytes
from tools.picture_file import MAX_BYTES, open_picture

SHOWN = 1024
"""Longer side of a picture as a model gets it, pixels."""
CAPTION = 300
"""Characters of a caption; a bound, so that text full of half marks is still searched in no time."""
MARK = re.compile(rf"\[\[img:([0-9a-f]{{12}})(?: ([^\]]{{0,{CAPTION}}}))?\]\]")


class ImageStore:
    """A folder of images, each file named by the first 12 hex digits of its sha256.

    Args:
        root: the folder; made when the first image is put.
        compress: whether models are shown JPEG; else PNG.
    """

    def __init__(self, root: Path, *, compress: bool = True) -> None:
        self.root, self.compress = root, compress

    def put(self, picture: Path | Image.Image | NDArray[np.uint8], caption: str) -> str:
        """Keep a picture (a file, a Pillow image or (H, W, 3) RGB) and return its mark for a text."""
        if isinstance(picture, Path):
            data = read_bytes(picture, MAX_BYTES)
        else:
            image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
            buffer = BytesIO()
            image.convert("RGB").save(buffer, "PNG", compress_level=3)
            data = buffer.getvalue()
        key = hashlib.sha256(data).hexdigest()[:12]
        if not self.whole(key):
            write_bytes(self.path(key), data, within=self.root.parent)
        return f"[[img:{key} {caption.replace(']', ')')[:CAPTION]}]]"

    def path(self, key: str) -> Path:
        """The file of an image id."""
        return self.root / f"{key}.png"

    def whole(self, key: str) -> bool:
        """Whether the file is there and is what its name says; one cut by a full disk is not."""
        try:
            data = read_bytes(self.path(key), MAX_BYTES)
        except InputError:
            return False
        return hashlib.sha256(data).hexdigest()[:12] == key

    def size(self, key: str) -> tuple[int, int]:
        """Width and height of an image's file.

        Raises:
            InputError: the file is missing or damaged.
        """
        found: tuple[int, int] = open_picture(self.path(key)).size
        return found

    def jpeg(self, key: str, side: int, quality: int = 88) -> bytes:
        """The image as JPEG, scaled by one factor so that its longer side is at most `side` pixels.

        Raises:
            InputError: the file is missing or damaged.
        """
        buffer = BytesIO()
        self._within(key, side).save(buffer, "JPEG", quality=quality)
        return buffer.getvalue()

    def shown(self, key: str, side: int) -> bytes:
        """The image as a model is shown it, at most `side` pixels wide and high: JPEG, or PNG.

        Raises:
            InputError: the file is missing or damaged.
        """
        if self.compress:
            return self.jpeg(key, side)
        buffer = BytesIO()
        self._within(key, side).save(buffer, "PNG", compress_level=3)
        return buffer.getvalue()

    def _within(self, key: str, side: int) -> Image.Image:
        image = open_picture(self.path(key)).convert("RGB")
        image.thumbnail((side, side))
        return image


def shown_size(size: tuple[int, int], side: int = SHOWN) -> tuple[int, int]:
    """Width and height of a picture as a model gets it: scaled by one factor, never up."""
    factor = min(1.0, side / max(size))
    return (max(1, round(size[0] * factor)), max(1, round(size[1] * factor)))


def keys_in(text: str) -> list[str]:
    """Ids of the images that a text has marks of, in order."""
    return [key for key, _ in MARK.findall(text)]


def without_pixels(text: str) -> str:
    """The text with every image id blanked: what two runs on different machines can agree on."""
    return MARK.sub(lambda m: f"[[img:- {m.group(2) or ''}]]", text)
