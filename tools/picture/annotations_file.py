"""Annotations as a file beside a picture: found, read and refused in a line; their schema for editors."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from tools import vocabulary
from tools.errors import InputError
from tools.files import first_fault, read_json
from tools.picture.annotations import Annotations


def strange_names(marks: Annotations) -> list[str]:
    """A line for each category that nobody knows, with the nearest names: it becomes a plain box."""
    lines = []
    for mark in marks.things:
        if mark.category != vocabulary.UNKNOWN and vocabulary.canonical(mark.category, mark.mount) is None:
            close = vocabulary.nearest(mark.category)
            hint = f"did you mean {' or '.join(repr(name) for name in close)}?" if close else "see `room kit`"
            lines.append(
                f"{mark.id}: {mark.category!r} is no name that is known, so it counts as nameless; {hint}"
            )
    return lines


def schema_text() -> str:
    """The JSON schema of an annotations file, as `docs/annotations.schema.json` holds it."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Annotations.model_json_schema()}
    return json.dumps(schema, indent=1) + "\n"


def find(picture: Path) -> Path | None:
    """The annotations file that lies beside a picture, or None."""
    for path in (picture.with_suffix(".annotations.json"), Path(f"{picture}.annotations.json")):
        if path.is_file():
            return path
    return None


def load(path: Path, size: tuple[int, int] | None = None) -> Annotations:
    """Read an annotations file.

    Args:
        path: the JSON file.
        size: width and height of the picture; marks far outside it are refused.

    Raises:
        InputError: not readable, not JSON, or not of the schema: one line that names the place.
    """
    data = read_json(path)
    try:
        annotations = Annotations.model_validate(data)
    except (ValidationError, RecursionError, OverflowError) as error:
        raise InputError(f"{path}: {first_fault(error)}") from None
    if size is not None:
        _check_size(annotations, size, path)
    return annotations


def _check_size(annotations: Annotations, size: tuple[int, int], path: Path) -> None:
    if annotations.size is not None and annotations.size != size:
        raise InputError(
            f"{path} was made for a picture of {annotations.size[0]} x {annotations.size[1]} pixels, "
            f"this one has {size[0]} x {size[1]}; mark this picture, or give the one it was made for"
        )
    slack = 0.05 * max(size)
    for mark in annotations.things:
        x0, y0, x1, y1 = mark.box or (0, 0, 0, 0)
        if min(x0, y0) < -slack or x1 > size[0] + slack or y1 > size[1] + slack:
            raise InputError(
                f"{path}: the box of {mark.id!r} lies outside the picture of {size[0]} x {size[1]} pixels"
            )
