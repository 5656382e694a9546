"""The pictures of a scene that is exported: no larger than wanted, of the wanted kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np

from tools.blender.export_options import Textures

QUALITY = 88
"""Of JPEG and WebP, of 100: no blocks to be seen on wood and cloth."""


def shrink(size: int) -> None:
    """Scale what is larger than `size` pixels on its longer side."""
    for image in _pictures():
        factor = size / max(image.size)
        if factor < 1:
            image.scale(*(max(1, round(side * factor)) for side in image.size))


def store(folder: Path, kind: Textures) -> None:
    """Write every picture as a file of its name, and have the scene use that.

    Args:
        folder: where; made when missing.
        kind: "png", or "jpeg", which leaves see-through pictures PNG.
    """
    folder.mkdir(exist_ok=True)
    for image in _pictures():
        jpeg = kind == "jpeg" and not _see_through(image)
        path = folder / f"{image.name.removesuffix('.png').removesuffix('.jpg')}{'.jpg' if jpeg else '.png'}"
        image.file_format = "JPEG" if jpeg else "PNG"
        image.save(filepath=str(path), quality=QUALITY)
        if image.packed_file:
            image.unpack(method="REMOVE")
        image.source, image.filepath = "FILE", str(path)
        image.reload()


def _pictures() -> list[Any]:
    return [i for i in bpy.data.images if i.users and i.size[0] and i.size[1]]


def _pixels(image: Any) -> Any:
    data = np.empty(image.size[0] * image.size[1] * image.channels, np.float32)
    image.pixels.foreach_get(data)
    return data.reshape(-1, image.channels)


def _see_through(image: Any) -> bool:
    return image.channels == 4 and bool((_pixels(image)[:, 3] < 0.999).any())
