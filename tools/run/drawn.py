"""Pictures that were drawn for a run, kept by the words they were asked for: none is asked for twice."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from PIL import Image

from tools.files import write_bytes
from tools.painter import Painter
from tools.picture_file import open_picture
from tools.run_files import DRAWN


class KeptPainter:
    """A painter whose pictures stay in the run folder; without one, only those that are there.

    Args:
        folder: the run folder.
        painter: who draws what is not there yet.
    """

    def __init__(self, folder: Path, painter: Painter) -> None:
        self.folder, self.painter = folder, painter

    def draw(self, words: str) -> Image.Image:
        """The picture of these words, drawn now or before; errors as `Painter.draw`."""
        path = self.folder / DRAWN / f"{hashlib.sha256(words.encode()).hexdigest()[:16]}.png"
        if path.is_file():
            return open_picture(path, smallest=64).convert("RGB")
        picture = self.painter.draw(words)
        data = io.BytesIO()
        picture.save(data, "PNG")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, data.getvalue(), within=self.folder)
        return picture
