"""One picture of a room seen from above."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

from tools.errors import InputError
from tools.files import write_text
from tools.picture import annotations as marking
from tools.picture import drafting, image
from tools.picture.annotations import Annotations
from tools.picture.image import Pixels
from tools.run_files import GIVEN, PICTURE, SOURCE
from tools.settings import PictureSettings
from tools.source.base import Offer
from tools.survey import Survey, View


class PictureSource:
    """A picture, and the annotations that lay beside it, if any.

    Args:
        path: the picture: as it was brought, or the one kept in a run folder.
        beside: its annotations file; None without one.
    """

    kind = "picture"
    title = PICTURE
    offers: frozenset[Offer] = frozenset({"picture"})
    leaves_out: frozenset[str] = frozenset()
    task = "Rebuild this room as a scene program."

    def __init__(self, path: Path, beside: Path | None = None) -> None:
        self.path, self.beside = path, beside
        self._drawn: dict[str, Annotations | None] = {}

    @classmethod
    def bring(cls, picture: Path, *, annotated: bool) -> PictureSource:
        """A picture file somebody gave.

        Args:
            picture: any picture file.
            annotated: take PICTURE.annotations.json along when it is there.

        Raises:
            InputError: the picture or its annotations cannot be used.
        """
        made = cls(picture, marking.find(picture) if annotated else None)
        _ = made.given
        return made

    @classmethod
    def open(cls, folder: Path) -> PictureSource:
        """The picture of a run folder."""
        given = folder / GIVEN
        return cls(folder / PICTURE, given if given.exists() else None)

    @cached_property
    def image(self) -> Pixels:
        """The picture upright, (H, W, 3) RGB."""
        return image.load(self.path)

    def drawn(self, settings: PictureSettings) -> Annotations | None:
        """The picture read as a drawn plan; None when it is none. Read once for the same settings."""
        key = settings.model_dump_json()
        if key not in self._drawn:
            self._drawn[key] = drafting.draft_plan(self.image, settings)
        return self._drawn[key]

    @property
    def given(self) -> Annotations | None:
        """The annotations that lay beside it."""
        size = (self.image.shape[1], self.image.shape[0])
        return marking.load(self.beside, size) if self.beside else None

    @property
    def pictures(self) -> list[Path]:
        """The picture itself."""
        return [self.path]

    def keep(self, folder: Path) -> None:
        """Write it upright, and its annotations beside it."""
        image.save(self.image, folder / PICTURE, within=folder)
        marks = self.given
        if marks:
            write_text(folder / GIVEN, marks.model_dump_json(indent=1, exclude_none=True), within=folder)
        write_text(folder / SOURCE, json.dumps({"kind": self.kind}), within=folder)

    def empty(self) -> Survey:
        """A survey that knows the picture's size."""
        height, width = self.image.shape[:2]
        return Survey(views=[View(picture=PICTURE, size=(width, height))])


def picture_of(source: object) -> PictureSource:
    """The picture a source is.

    Raises:
        InputError: it is none.
    """
    if isinstance(source, PictureSource):
        return source
    raise InputError("this room was not made from a picture: there is none to look at")
