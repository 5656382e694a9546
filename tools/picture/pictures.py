"""The pictures of one room, each with the survey as it tells it: what is seen best in which."""

from __future__ import annotations

from typing import NamedTuple

from tools.picture.image import Pixels
from tools.survey import Survey


class Shown(NamedTuple):
    """One of the room's pictures.

    Attributes:
        number: from 1; the first is the one that views and gates are of.
        image: (H, W, 3) sRGB.
        survey: its view first; `seen` and `boxes` are what this picture shows.
    """

    number: int
    image: Pixels
    survey: Survey

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        return self.image.shape[1], self.image.shape[0]

    @property
    def view(self) -> str:
        """The program's camera that sees what it shows."""
        return "reference" if self.number == 1 else f"picture_{self.number}"

    @property
    def called(self) -> str:
        """For a line that tells where something comes from."""
        return "the picture" if self.number == 1 else f"picture {self.number}"
