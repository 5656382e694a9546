"""One picture of a room seen from above."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Literal

from tools.errors import InputError
from tools.files import read_object, write_text
from tools.picture import annotations_file as marking
from tools.picture import drafting, image
from tools.picture.annotations import Annotations
from tools.picture.image import Pixels
from tools.picture.lens import lens_tags, stated_focal
from tools.picture.masks.given import Masks
from tools.picture.masks.kept import keep_masks, kept_masks, masks_row
from tools.picture.masks.read import read_masks
from tools.picture.plan.drawn import line_drawing
from tools.run_files import GIVEN, OTHERS, PICTURE, SOURCE
from tools.settings import PictureSettings
from tools.source.base import Offer
from tools.survey import Survey, View

MASKED = "masks"
"""Folder of a further picture's masks, after its number."""


class PictureSource:
    """A picture, and the annotations that lay beside it, if any.

    Args:
        path: the picture: as it was brought, or the one kept in a run folder.
        beside: its annotations file; None without one.
        masks: of its things; None without any.
        scale: metres a pixel, where a drawing's file stated its unit.
    """

    kind = "picture"
    title = PICTURE
    seen_from: Literal["above", "photo"] = "above"
    asked = "Rebuild this room as a scene program."

    def __init__(
        self, path: Path, beside: Path | None = None, masks: Masks | None = None, scale: float | None = None
    ) -> None:
        self.path, self.beside, self.masks, self._scale = path, beside, masks, scale
        self.others: list[PictureSource] = []
        """Further pictures of the same room; see `tools.source.several`."""
        self._drawn: dict[str, Annotations | None] = {}

    @classmethod
    def bring(
        cls, picture: Path, *, annotated: bool, masks: Path | None = None, marks: Path | None = None
    ) -> PictureSource:
        """A picture file somebody gave.

        Args:
            picture: any picture file.
            annotated: take PICTURE.annotations.json along when it is there.
            masks: a label map, a folder of masks or a COCO file of its things.
            marks: its annotations file, where it lies elsewhere.

        Raises:
            InputError: the picture, its annotations or its masks cannot be used.
        """
        made = cls(picture, marks or (marking.find(picture) if annotated else None))
        _ = made.given
        if masks is not None:
            made.masks = read_masks(masks, made.size, picture.name)
        return made

    @classmethod
    def open(cls, folder: Path) -> PictureSource:
        """The picture of a run folder."""
        given = folder / GIVEN
        stated = read_object(folder / SOURCE).get("metres_per_pixel") if (folder / SOURCE).is_file() else None
        scale = float(stated) if isinstance(stated, int | float) and stated > 0 else None
        return cls(folder / PICTURE, given if given.exists() else None, kept_masks(folder), scale)

    @classmethod
    def open_other(cls, folder: Path, number: int) -> PictureSource:
        """A further picture of a run, by its number, from the folder of further pictures."""
        given, masks = folder / f"{number}.{GIVEN}", folder / f"{number}.{MASKED}"
        return cls(
            folder / f"{number}.png", given if given.exists() else None,
            kept_masks(masks) if masks.is_dir() else None,
        )  # fmt: skip

    @property
    def task(self) -> str:
        """What is asked of the team."""
        if not self.others:
            return self.asked
        return f"Rebuild the one room that these {len(self.others) + 1} pictures show as a scene program."

    @cached_property
    def image(self) -> Pixels:
        """The picture upright, (H, W, 3) RGB."""
        return image.load(self.path)

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height, pixels."""
        return (self.image.shape[1], self.image.shape[0])

    @cached_property
    def scale(self) -> float | None:
        """Metres a pixel, where a drawing's file states its unit."""
        return self._scale or image.drawn_scale(self.path)

    @cached_property
    def focal(self) -> float | None:
        """Focal length in longer sides, where a photo's file states its lens."""
        return stated_focal(self.path)

    @cached_property
    def offers(self) -> frozenset[Offer]:
        """A picture, and what things look like unless it is lines on paper."""
        own: set[Offer] = {"picture", self.seen_from}
        own |= {"several"} if self.others else set()
        return frozenset(own if line_drawing(self.image) else own | {"looks"})

    @property
    def leaves_out(self) -> frozenset[str]:
        """Textures are cut from what shows them."""
        return frozenset() if "looks" in self.offers else frozenset({"textures"})

    def drawn(self, settings: PictureSettings) -> Annotations | None:
        """The picture read as a drawn plan; None when it is none. Read once for the same settings."""
        key = settings.model_dump_json()
        if key not in self._drawn:
            self._drawn[key] = drafting.draft_plan(self.image, settings, self.scale)
        return self._drawn[key]

    @property
    def given(self) -> Annotations | None:
        """The annotations that lay beside it."""
        return self.with_lens(marking.load(self.beside, self.size)) if self.beside else None

    def with_lens(self, marks: Annotations) -> Annotations:
        """Annotations with the focal length that the file states, where they give none."""
        if marks.focal is not None or self.focal is None:
            return marks
        note = f"the picture's file states its lens: focal length {self.focal:.2f} of the longer side (EXIF)"
        return marks.model_copy(update={"focal": self.focal, "notes": [*marks.notes, note]})

    @property
    def pictures(self) -> list[Path]:
        """The picture itself, and further ones of the room."""
        return [self.path, *(other.path for other in self.others)]

    def keep(self, folder: Path) -> None:
        """Write it upright, and its annotations beside it."""
        self._save(folder / PICTURE, folder)
        marks = self.given
        if marks:
            write_text(folder / GIVEN, marks.model_dump_json(indent=1, exclude_none=True), within=folder)
        row: dict[str, object] = {"kind": self.kind}
        if self.others:
            row["others"] = [other.kind for other in self.others]
        for number, other in enumerate(self.others, start=2):
            other.keep_as(number, folder)
        if self.scale is not None:
            row["metres_per_pixel"] = self.scale
        if self.masks is not None:
            keep_masks(self.masks, folder)
            row |= masks_row(self.masks)
        write_text(folder / SOURCE, json.dumps(row), within=folder)

    def keep_as(self, number: int, folder: Path) -> None:
        """Write it as a further picture of a run."""
        own = folder / OTHERS
        own.mkdir(exist_ok=True)
        self._save(own / f"{number}.png", folder)
        if (marks := self.given) is not None:
            text = marks.model_dump_json(indent=1, exclude_none=True)
            write_text(own / f"{number}.{GIVEN}", text, within=folder)
        if self.masks is not None:
            masks = own / f"{number}.{MASKED}"
            masks.mkdir(exist_ok=True)
            keep_masks(self.masks, masks)
            write_text(masks / SOURCE, json.dumps(masks_row(self.masks)), within=folder)

    def _save(self, path: Path, folder: Path) -> None:
        """Write it upright; of what its file says only the lens goes along."""
        notes = lens_tags(self.focal, self.size) if self.focal else b""
        image.save(self.image, path, within=folder, exif=notes)

    def empty(self) -> Survey:
        """A survey that knows the picture's size."""
        return Survey(views=[View(picture=PICTURE, size=self.size)])


def picture_of(source: object) -> PictureSource:
    """The picture a source is.

    Raises:
        InputError: it is none.
    """
    if isinstance(source, PictureSource):
        return source
    raise InputError("this room was not made from a picture: there is none to look at")
