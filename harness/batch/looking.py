"""A first look at what a room of a batch is to be made from: cheap, and before it takes anybody's turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from harness import settings as configuration
from harness.batch.items import Item
from harness.runs.driving import check_words
from harness.settings import RoomSettings
from tools.errors import InputError, RoomError
from tools.picture import image
from tools.source.base import Source
from tools.source.photo import bring_picture
from tools.source.scan import SUFFIXES, ScanSource
from tools.source.words import WordsSource

HEADS = {
    ".ply": b"ply",
    ".las": b"LASF",
    ".laz": b"LASF",
    ".glb": b"glTF",
    ".npz": b"PK",
    ".npy": b"\x93NUMPY",
}
"""How files that hold a cloud begin, by their formats' own descriptions; the others begin with text."""


def brought(item: Item, settings: RoomSettings) -> Source:
    """What an item's room is made from, read.

    Raises:
        InputError: it cannot be used.
    """
    if not item.picture:
        return WordsSource(item.words)
    path = Path(item.picture)
    if path.suffix.lower() in SUFFIXES:
        return ScanSource.bring(path)
    return bring_picture(path, settings.picture, look=settings.resolved_model != "embedded")


def refusals(items: Iterable[Item], config: Path | None, flags: Mapping[str, Any]) -> dict[str, str]:
    """Why items will be refused, by their names; those that nothing is known against are not in it.

    Args:
        items: to be begun.
        config: settings file, or None.
        flags: the batch's own settings.
    """
    found = {item.name: item.fault or _refusal(item, config, flags) for item in items}
    return {name: why for name, why in found.items() if why}


def _refusal(item: Item, config: Path | None, flags: Mapping[str, Any]) -> str:
    try:
        settings = configuration.load(config, **merged(dict(flags), item.settings))
        if not item.picture:
            words = WordsSource(item.words)
            if settings.resolved_model == "embedded":
                check_words(words)
        elif Path(item.picture).suffix.lower() in SUFFIXES:
            _check_cloud(Path(item.picture))
        else:
            image.load(item.picture)
            bring_picture(Path(item.picture), settings.picture, look=False)  # and the marks beside it
    except RoomError as error:
        return str(error)
    return ""


def _check_cloud(path: Path) -> None:
    """Refuse what is no cloud by its first bytes: all of it is read when its turn comes."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    if not head:
        raise InputError(f"{path} is empty: it holds no points")
    wanted = HEADS.get(path.suffix.lower(), b"")
    if not head.startswith(wanted):
        raise InputError(
            f"{path} does not begin as a {path.suffix.lower()} file does: it is damaged, or another kind"
        )


def merged(flags: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The batch's settings with an item's own over them, level by level."""
    both = [k for k, v in own.items() if isinstance(v, dict) and isinstance(flags.get(k), dict)]
    return {**flags, **own, **{k: merged(flags[k], own[k]) for k in both}}
