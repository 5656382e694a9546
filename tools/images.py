"""Pictures by reference: text carries `[[img:<id> caption]]`, the pixels stay in a folder, named by hash."""

import hashlib
import re
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

MARK = re.compile(r"\[\[img:([0-9a-f]{12})(?: ([^\]]*))?\]\]")


class ImageStore:
    """A folder of images, each file named by the first 12 hex digits of its sha256.

    Args:
        root: the folder; made when the first image is put.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, picture: Path | Image.Image | NDArray[np.uint8], caption: str) -> str:
        """Keep a picture (a file, a Pillow image or (H, W, 3) RGB) and return its mark for a text."""
        if isinstance(picture, Path):
            data = picture.read_bytes()
        else:
            image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
            buffer = BytesIO()
            image.convert("RGB").save(buffer, "PNG", compress_level=3)
            data = buffer.getvalue()
        key = hashlib.sha256(data).hexdigest()[:12]
        path = self.root / f"{key}.png"
        if not path.exists():
            self.root.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return f"[[img:{key} {caption.replace(']', ')')}]]"

    def path(self, key: str) -> Path:
        """The file of an image id."""
        return self.root / f"{key}.png"

    def jpeg(self, key: str, side: int, quality: int = 88) -> bytes:
        """The image as JPEG, scaled by one factor so that its longer side is at most `side` pixels."""
        image = Image.open(self.path(key)).convert("RGB")
        image.thumbnail((side, side))
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        return buffer.getvalue()


def keys_in(text: str) -> list[str]:
    """Ids of the images that a text has marks of, in order."""
    return [key for key, _ in MARK.findall(text)]


def without_pixels(text: str) -> str:
    """The text with every image id blanked: what two runs on different machines can agree on."""
    return MARK.sub(lambda m: f"[[img:- {m.group(2) or ''}]]", text)
