"""Masks in COCO JSON: polygons, runs, and runs packed as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from skimage import draw

from tools.errors import InputError
from tools.files import first_fault, read_json
from tools.names import printable
from tools.picture.image import Mask
from tools.picture.masks.given import Masks, Named, composed
from tools.picture.masks.naming import SHELL, category_of_name, numbered, words_of
from tools.picture.masks.rle import mask_of_runs, runs_of

_draw: Any = draw  # scikit-image has no types
SLACK = 2.0
"""Pixels by which a polygon may reach out of the picture."""


class Row(BaseModel):
    """Part of a COCO file; what else it has is not looked at."""

    model_config = ConfigDict(extra="ignore")


class Picture(Row):
    """A picture that the file is about."""

    id: int | str
    file_name: str = ""
    width: int | None = None
    height: int | None = None


class Category(Row):
    """What things are called."""

    id: int
    name: str = Field("", max_length=200)


class Runs(Row):
    """A run-length mask; size is height and width."""

    size: tuple[int, int]
    counts: list[int] | str


class Marked(Row):
    """One thing."""

    image_id: int | str | None = None
    category_id: int | None = None
    segmentation: list[list[float]] | Runs
    iscrowd: int = 0


class Coco(Row):
    """A COCO file of instances."""

    images: list[Picture] = Field(default_factory=list)
    annotations: list[Marked] = Field(min_length=1)
    categories: list[Category] = Field(default_factory=list)


def read_coco(path: Path, size: tuple[int, int], picture: str) -> Masks:
    """The masks of one picture in a COCO file.

    Args:
        path: the JSON file.
        size: width and height of the picture.
        picture: its file name: tells which of several pictures is meant.

    Raises:
        InputError: not such a file, or its masks cannot be of this picture.
    """
    file = _load(path)
    image = _of(file, picture, path)
    given = (image.width, image.height) if image and image.width and image.height else size
    if given != size:
        raise InputError(
            f"{path} has masks for a picture of {given[0]} x {given[1]} pixels, {printable(picture)} has "
            f"{size[0]} x {size[1]}: give the masks of this picture"
        )
    names = {category.id: category.name for category in file.categories}
    rows = [
        a for a in file.annotations if image is None or a.image_id is None or str(a.image_id) == str(image.id)
    ]
    notes, kept = [], []
    for row in rows:
        name = names.get(row.category_id, "") if row.category_id is not None else ""
        if words_of(name) in SHELL:
            notes.append(f"the mask {printable(name)!r} is of the room and no thing: left out")
        elif row.iscrowd:
            notes.append(f"a mask of a crowd of {printable(name) or 'things'} is no one thing: left out")
        else:
            kept.append((row, category_of_name(name)))
    ids = numbered([category for _, category in kept])
    found = [
        Named.of(id, category, _mask(row.segmentation, size, f"{path}: the mask of {id!r}"))
        for (row, category), id in zip(kept, ids, strict=True)
    ]
    return composed(found, size, str(path), notes)


def _load(path: Path) -> Coco:
    data: Any = read_json(path)
    if not isinstance(data, dict) or "annotations" not in data:
        raise InputError(f"{path} is no COCO file: it has no `annotations`")
    try:
        return Coco.model_validate(data)
    except (ValidationError, RecursionError, OverflowError) as error:
        raise InputError(f"{path}: {first_fault(error)}") from None


def _of(file: Coco, picture: str, path: Path) -> Picture | None:
    """Which picture of the file is meant: the only one, or the one of that name."""
    if len(file.images) < 2:
        return file.images[0] if file.images else None
    same = [image for image in file.images if Path(image.file_name).name == picture]
    if len(same) != 1:
        raise InputError(
            f"{path} is about {len(file.images)} pictures, {len(same)} of them called {printable(picture)}: "
            "name the picture as the file does"
        )
    return same[0]


def _mask(segmentation: list[list[float]] | Runs, size: tuple[int, int], where: str) -> Mask:
    """A thing's mask; errors begin with `where`."""
    if isinstance(segmentation, Runs):
        high, wide = segmentation.size
        if (wide, high) != size:
            raise InputError(f"{where} is of {wide} x {high} pixels, the picture of {size[0]} x {size[1]}")
        try:
            counts = segmentation.counts
            return mask_of_runs(runs_of(counts) if isinstance(counts, str) else counts, size)
        except ValueError as error:
            raise InputError(f"{where}: {error}") from None
    mask = np.zeros((size[1], size[0]), bool)
    for flat in segmentation:
        if len(flat) < 6 or len(flat) % 2 or not np.isfinite(flat).all():
            raise InputError(f"{where}: a polygon is x, y, x, y, ... of three corners or more")
        corners = np.asarray(flat, dtype=float).reshape(-1, 2)
        if (corners < -SLACK).any() or (corners > np.array(size) + SLACK).any():
            raise InputError(f"{where} reaches out of the picture of {size[0]} x {size[1]} pixels")
        # a pixel is inside when its centre is; pixel (0, 0) covers 0 to 1
        mask |= _draw.polygon2mask(mask.shape, corners[:, ::-1] - 0.5)
    return mask
