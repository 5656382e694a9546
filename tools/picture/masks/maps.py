"""Masks in pictures: one label map for all things, or a black-and-white picture for each."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools import vocabulary
from tools.errors import InputError
from tools.files import read_object
from tools.names import printable
from tools.picture.image import Mask
from tools.picture.masks.given import MOST, SPECK, Masks, Named, composed
from tools.picture.masks.naming import SHELL, category_of_name, id_of, numbered, words_of
from tools.picture_file import open_picture

SUFFIXES = (".png", ".bmp", ".tif", ".tiff", ".webp", ".gif", ".jpg", ".jpeg")
SMOOTH = 0.02
"""Of the picture: what may be rims of labels, or greys of a mask, before it is no label map or mask."""
GREYS = (40, 215)
"""Between these a pixel of a mask is neither black nor white."""
Codes = NDArray[np.int64]


def read_label_map(path: Path, size: tuple[int, int]) -> Masks:
    """A picture in which each thing has a number or a colour of its own; 0, black or clear is none.

    Names lie in a JSON file beside it (`masks.png`, `masks.json`): {"1": "bed"} or {"#8a6a48": "bed"}.

    Args:
        path: the picture.
        size: width and height of the picture that it is of.

    Raises:
        InputError: it cannot be one, or cannot be of this picture.
    """
    codes, coloured = _codes(_opened(path, size))
    values, counts = np.unique(codes[codes > 0], return_counts=True)
    specks = values[counts < SPECK]
    kept = values[counts >= SPECK]
    if len(kept) > MOST or counts[counts < SPECK].sum() > SMOOTH * codes.size:
        raise InputError(
            f"{path} holds {len(values):,} colours: a label map has one flat colour a thing; save it as PNG, "
            "without smoothing"
        )
    called = _names(path)
    keys = [f"#{value - 1:06x}" if coloured else str(value) for value in kept.tolist()]
    lost = called.keys() - set(keys)
    if lost:
        raise InputError(
            f"{path.with_suffix('.json')} names {printable(sorted(lost)[0])!r}, which no pixel of "
            f"{path.name} has; there are {', '.join(keys[:8])}"
        )
    shell = {key for key in keys if words_of(called.get(key, "")) in SHELL}
    notes = [
        f"the mask {printable(called[key])!r} is of the room and no thing: left out" for key in sorted(shell)
    ]
    if len(specks):
        notes.append(f"{len(specks)} colours of less than {SPECK} pixels each are rims of masks: left out")
    pairs = [(key, value) for key, value in zip(keys, kept.tolist(), strict=True) if key not in shell]
    categories = [category_of_name(called[k]) if k in called else vocabulary.UNKNOWN for k, _ in pairs]
    ids = numbered(categories)
    found = [
        Named.of(id, category, codes == value)
        for id, category, (_, value) in zip(ids, categories, pairs, strict=True)
    ]
    return composed(found, size, str(path), notes)


def read_folder(path: Path, size: tuple[int, int]) -> Masks:
    """A folder of black-and-white pictures, one a thing, white the thing; their names are the things'.

    Raises:
        InputError: there are none, or one cannot be a mask of this picture.
    """
    files = [p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith(".")]
    if not files:
        raise InputError(f"{path} holds no masks: put one black-and-white PNG a thing into it")
    if len(files) > MOST:
        raise InputError(f"{path} holds {len(files)} masks: at most {MOST} are read")
    found: list[Named] = []
    notes = []
    for file in sorted(files, key=_natural):
        if words_of(file.stem) in SHELL:
            notes.append(f"{printable(file.name)} is of the room and no thing: left out")
            continue
        id = id_of(file.stem, {named.id for named in found})
        found.append(Named.of(id, category_of_name(file.stem), _black_and_white(file, size)))
    return composed(found, size, str(path), notes)


def _opened(path: Path, size: tuple[int, int]) -> Image.Image:
    """A picture of the size that it must have."""
    picture = open_picture(path)
    if picture.size != size:
        raise InputError(
            f"{path} is {picture.size[0]} x {picture.size[1]} pixels, the picture {size[0]} x {size[1]}: "
            "masks are of the picture's own size"
        )
    return picture


def _codes(picture: Image.Image) -> tuple[Codes, bool]:
    """A number for each pixel, 0 for none, and whether it is a colour: then one more than its 24 bits."""
    if picture.mode in ("P", "L", "1", "I", "I;16", "I;16B", "I;16L", "F"):
        return np.asarray(picture).astype(np.int64), False
    pixels = np.asarray(picture.convert("RGBA")).astype(np.int64)
    colour = (pixels[..., 0] << 16) + (pixels[..., 1] << 8) + pixels[..., 2]
    return np.where((colour > 0) & (pixels[..., 3] > 0), colour + 1, 0), True


def _names(path: Path) -> dict[str, str]:
    """What the JSON file beside a label map calls its labels."""
    beside = path.with_suffix(".json")
    if not beside.is_file():
        return {}
    held = read_object(beside)
    if not all(isinstance(name, str) and len(name) < 200 for name in held.values()):
        raise InputError(f'{beside} names labels: {{"1": "bed"}} or {{"#8a6a48": "bed"}}')
    return {key.strip().lower(): name for key, name in held.items()}


def _black_and_white(path: Path, size: tuple[int, int]) -> Mask:
    """A mask's white pixels; of a picture that is clear in parts, those that are not."""
    picture = _opened(path, size)
    deep = picture.mode.startswith("I") or picture.mode == "F"
    values = np.asarray(picture, dtype=float) if deep else np.asarray(picture.convert("LA"), dtype=float)
    if deep:
        values = values / max(values.max(), 1e-9) * 255
    elif values[..., 1].min() < 255:
        values = values[..., 1]
    else:
        values = values[..., 0]
    if ((values > GREYS[0]) & (values < GREYS[1])).mean() > SMOOTH:
        raise InputError(f"{path} is no black-and-white mask: white is the thing, black the rest")
    return np.asarray(values > 127)


def _natural(path: Path) -> tuple[list[int | str], str]:
    """Sorts mask_2 before mask_10."""
    parts = re.split(r"(\d+)", path.stem.lower())
    return [int(part) if k % 2 else part for k, part in enumerate(parts)], path.name
