"""Masks in a run folder: the label map as a 16-bit PNG, and what they are called in source.json."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from pydantic import BaseModel, ConfigDict, Field

from tools.errors import InputError
from tools.files import first_fault, read_object, write_bytes
from tools.names import Id
from tools.picture.masks.given import MOST, Masks
from tools.picture_file import open_picture
from tools.run_files import MASKS, SOURCE


class Rows(BaseModel):
    """What source.json says of masks."""

    model_config = ConfigDict(extra="ignore")

    masks: list[tuple[Id, str]] = Field(default_factory=list, max_length=MOST)
    notes: list[str] = Field(default_factory=list)


def masks_row(masks: Masks) -> dict[str, Any]:
    """What source.json says of them: id and category in the order of their numbers."""
    return {"masks": [list(pair) for pair in masks.names], "notes": list(masks.notes)}


def keep_masks(masks: Masks, folder: Path) -> None:
    """Write the label map into a run folder."""
    held = io.BytesIO()
    Image.fromarray(masks.labels).save(held, "PNG")
    write_bytes(folder / MASKS, held.getvalue(), within=folder)


def kept_masks(folder: Path) -> Masks | None:
    """The masks of a run folder; None where there are none.

    Raises:
        InputError: they are damaged.
    """
    if not (folder / MASKS).is_file() or not (folder / SOURCE).is_file():
        return None
    try:
        rows = Rows.model_validate(read_object(folder / SOURCE))
    except ValueError as error:
        raise InputError(f"{folder / SOURCE}: {first_fault(error)}") from None
    labels = np.asarray(open_picture(folder / MASKS)).astype(np.uint16)
    ids = {id for id, _ in rows.masks}
    if labels.ndim != 2 or int(labels.max()) > len(rows.masks) or len(ids) < len(rows.masks):
        raise InputError(f"{folder / MASKS} does not fit the masks that {SOURCE} names: it was damaged")
    return Masks(labels, tuple(rows.masks), tuple(rows.notes))
