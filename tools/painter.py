"""Somebody who draws a picture from words: what a texture can be asked of where an image model is set."""

from typing import Protocol

from PIL import Image


class Painter(Protocol):
    """Draws pictures."""

    def draw(self, words: str) -> Image.Image:
        """A picture, RGB.

        Raises:
            ToolError: no picture came; the line says why.
            StoppedError: the run must end: the key is refused, money is used up.
        """
        ...
