"""The kinds of source there are, and which one a run folder holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tools.errors import InputError
from tools.files import read_object
from tools.run_files import SOURCE
from tools.run_folder import is_run
from tools.source.base import Source
from tools.source.photo import PhotoSource
from tools.source.picture import PictureSource
from tools.source.scan import ScanSource
from tools.source.several import open_others
from tools.source.words import WordsSource

KINDS: dict[str, Callable[[Path], Source]] = {
    PictureSource.kind: PictureSource.open,
    PhotoSource.kind: PhotoSource.open,
    WordsSource.kind: WordsSource.open,
    ScanSource.kind: ScanSource.open,
}
"""How each kind is opened in a run folder. A new kind is a module beside this one and a line here."""


def open_source(folder: Path) -> Source:
    """What a run folder's room is made from.

    Raises:
        InputError: it is no run folder, or of a kind this version does not know.
    """
    path = folder / SOURCE
    if not path.exists():
        if not is_run(folder):
            raise InputError(f"{folder}: is no run folder: it has no {SOURCE}")
        return PictureSource.open(folder)
    kind = read_object(path).get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise InputError(f"{path}: names no kind of source of this version: {', '.join(KINDS)}")
    made = KINDS[kind](folder)
    if isinstance(made, PictureSource):
        open_others(folder, made)
    return made
