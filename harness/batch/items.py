"""What a batch is to make: pictures of folders and globs, lines of JSON."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from harness import settings as configuration
from tools.errors import InputError
from tools.files import first_fault, read_text
from tools.names import file_stem

PICTURES = (".png", ".jpg", ".jpeg", ".webp")
SCANS = (".ply", ".pcd", ".las", ".laz")
"""Endings of scans that a folder is looked through for; a named one is any that `room run` takes."""
LINES = (".jsonl", ".ndjson")
MOST = 100_000
"""Rooms of one batch."""


class Item(BaseModel):
    """One room to be made.

    Attributes:
        name: of its run folder in the batch's; no other item has it.
        picture: path of one, or of a scan; or "".
        words: instead of a picture, or "".
        settings: what differs from the batch's settings, by the names of `RoomSettings`.
        tags: somebody's own marks; they stand in the table.
        fault: why it cannot be made; "" when nothing is known against it.
    """

    name: str
    picture: str = ""
    words: str = ""
    settings: dict[str, Any] = {}
    tags: list[str] = []
    fault: str = ""

    @property
    def made_from(self) -> tuple[str, str, str]:
        """What makes two items the same."""
        return (self.picture, self.words, json.dumps(self.settings, sort_keys=True))


class Line(BaseModel):
    """A line of a JSON Lines file: a picture or scan (relative to the file) or words, and its settings."""

    model_config = ConfigDict(extra="forbid")

    picture: str = ""
    scan: str = ""
    words: str = ""
    name: str = ""
    settings: dict[str, Any] = {}
    tags: list[str] = []


def gather(sources: Sequence[str]) -> list[Item]:
    """Every room that the sources ask for, each once, in their order.

    Args:
        sources: folders with pictures or scans, pictures, scans, globs ("scans/*.png"), JSON Lines files.

    Raises:
        InputError: a source is not there or holds nothing.
    """
    found: list[Item] = []
    for source in sources:
        items = list(_of(source))
        if not items:
            raise InputError(
                f"{source}: no picture there (PNG, JPEG, WebP), no scan ({', '.join(SCANS)}), no line of JSON"
            )
        found += items
    if len(found) > MOST:
        raise InputError(f"{len(found):,} rooms are too many for one batch: at most {MOST:,}")
    return _apart(found)


def _of(source: str) -> Iterable[Item]:
    path = Path(source)
    if path.is_dir():
        return [_picture(p) for p in sorted(path.iterdir()) if _taken(p)]
    if path.is_file():
        return _lines(path) if path.suffix.lower() in LINES else [_picture(path)]
    if glob.has_magic(source):
        paths = [Path(p) for p in sorted(glob.glob(source, recursive=True))]  # noqa: PTH207  # any root
        return [_picture(p) for p in paths if _taken(p)]
    raise InputError(f"{source}: there is no such folder, picture or JSON Lines file")


def _taken(path: Path) -> bool:
    return path.suffix.lower() in (*PICTURES, *SCANS) and path.is_file()


def _picture(path: Path) -> Item:
    return Item(name=file_stem(path.stem), picture=str(path))


def _lines(path: Path) -> Iterable[Item]:
    """The items of a file's lines; a line that cannot be used is one with a fault, and the others stand."""
    for number, text in enumerate(read_text(path).splitlines(), 1):
        if text.strip():
            yield _line(path, number, text)


def _line(path: Path, number: int, text: str) -> Item:
    name = f"{file_stem(path.stem)}-{number}"
    try:
        line = Line.model_validate_json(text)
        if sum(map(bool, (line.picture, line.scan, line.words.strip()))) != 1:
            raise InputError("wants one of picture, scan and words")
        configuration.load(**line.settings)
    except (ValidationError, InputError, TypeError) as error:
        said = first_fault(error) if isinstance(error, ValidationError) else str(error)
        return Item(name=name, fault=f"{path}, line {number}: {said}")
    shown = line.picture or line.scan
    picture = str(path.parent / shown) if shown else ""
    wanted = line.name or (Path(shown).stem if shown else name)
    made = line.model_dump(include={"words", "settings", "tags"})
    return Item(name=file_stem(wanted), picture=picture, **made)


def _apart(items: list[Item]) -> list[Item]:
    """The items with those left out that ask for the same again, and with names that nobody else has."""
    seen: set[tuple[str, str, str]] = set()
    taken: set[str] = set()
    out = []
    for item in items:
        if not item.fault and item.made_from in seen:
            continue
        seen.add(item.made_from)
        name, number = item.name, 2
        while name.lower() in taken:
            name, number = f"{item.name}-{number}", number + 1
        taken.add(name.lower())
        out.append(item.model_copy(update={"name": name}))
    return out
