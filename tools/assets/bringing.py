"""The files of the assets that a program names, copied beside it, so that the room stays whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.assets.library import Library
from tools.files import write_bytes
from tools.program import assets
from tools.run_files import ASSETS


@contextmanager
def brought(folder: Path, text: str) -> Iterator[None]:
    """Copy what a program names and its folder lacks out of the user's library; taken away again on an error.

    What the library lacks, too, is left to the kit to name.

    Raises:
        ProgramError: a geometry cell does not parse, or names an asset other than by a literal.
        InputError: a file cannot be written.
    """
    made = bring(folder, text)
    try:
        yield
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def bring(folder: Path, text: str) -> list[Path]:
    """Copy what a program names and its folder lacks; returns what was copied."""
    made: list[Path] = []
    library = None
    for name in assets.named(text):
        out = folder / ASSETS / f"{name}{assets.SUFFIX}"
        if out.exists() or f"asset_data('{name}'" in text:
            continue
        library = library or Library()
        if library.has(name):
            made.append(write_bytes(out, library.data(name), within=folder))
    return made
