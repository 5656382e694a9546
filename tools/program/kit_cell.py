"""The two files of a room: `scene.py`, which a person reads, and `room_kit.py`, the words it is written in.

A program's first cell, `# %% kit`, loads the words from the module beside it. The words are never a second
copy of anything: `room_kit.py` is made from the names the other cells mention. The same cell may hold the
words themselves instead; then the program is one file that stands alone (and so was every older one).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from tools.errors import InputError, ProgramError
from tools.files import read_bytes, read_text, write_text
from tools.program import cells
from tools.program.bundle import HEADER, bundle, global_names

KIT_FILE = "room_kit.py"
LOADER = """\
# The words below (place, furnish, wear, ...) lie in room_kit.py: beside this file or, in a .blend, beside
# this text. Drawing Room writes this cell anew; put your own code in the cells below.
import os
import sys

import bpy

sys.modules.pop("room_kit", None)  # run twice in one Blender, a room starts afresh
_here = globals().get("__file__") or "scene.py"
_text, _kit = bpy.data.texts.get(os.path.basename(_here)), bpy.data.texts.get("room_kit.py")
_here = bpy.path.abspath(_text.filepath) if _text and _text.filepath else os.path.abspath(_here)
sys.path.insert(0, os.path.dirname(_here))
if _kit and not os.path.exists(os.path.join(sys.path[0], "room_kit.py")):
    sys.modules["room_kit"] = _kit.as_module()
from room_kit import *  # noqa: E402, F403
"""
"""The kit cell of a room in two files; it takes plain Python, `blender -P`, the text editor and a .blend."""
STAMP = re.compile(r"^# Drawing Room wrote the rest: ([0-9a-f]{16})\n", re.MULTILINE)


def names_of(text: str) -> frozenset[str]:
    """Global names that a program's cells mention, the kit cell aside.

    Raises:
        ProgramError: a cell does not parse, so its names cannot be known.
    """
    names: set[str] = set()
    for cell in cells.split(text):
        if cell.name == "kit":
            continue
        try:
            names |= global_names(cell.source)[0]
        except SyntaxError as error:
            raise ProgramError(
                f"does not parse: {error.msg}",
                cell=cell.name,
                line=error.lineno,
                column=error.offset,
                excerpt=cells.excerpt(cell.source, error.lineno or 1),
            ) from error
    return frozenset(names)


def linked(text: str) -> str:
    """The program with a kit cell that loads `room_kit.py`; one without a kit cell gets one in front."""
    return cells.join(cells.put(cells.split(text), "kit", LOADER + "\n"))


def standalone(
    text: str, pictures: Mapping[str, bytes] | None = None, assets: Mapping[str, bytes] | None = None
) -> str:
    """The program with its words in its own kit cell: one file that needs nothing but Blender.

    Args:
        text: the program.
        pictures: the files of its textures by path, to write into it; left out, it looks beside itself.
        assets: the files of its assets by name, as well.

    Raises:
        ProgramError: a cell does not parse.
    """
    if pictures:
        text = with_data(text, "pictures", "picture_data", pictures)
    if assets:
        text = with_data(text, "assets", "asset_data", assets)
    return cells.join(cells.put(cells.split(text), "kit", bundle(names_of(text)) + "\n"))


def with_data(text: str, cell: str, word: str, files: Mapping[str, bytes]) -> str:
    """The program with files written into a cell of their own, in front of its first line.

    Args:
        text: the program.
        cell: its name.
        word: what the kit takes such a file by: `picture_data`, `asset_data`.
        files: by path or name.
    """
    calls = [
        f'{word}({path!r}, """\n{base64.encodebytes(data).decode()}""")\n'
        for path, data in sorted(files.items())
    ]
    parts = cells.drop(cells.split(linked(text)), cell)
    at = next(n for n, part in enumerate(parts) if part.name == "kit") + 1
    return cells.join([*parts[:at], cells.new_cell(cell, "".join(calls)), *parts[at:]])


def module_of(text: str) -> str:
    """The text of `room_kit.py` for a program.

    Raises:
        ProgramError: a cell does not parse.
    """
    return _module(names_of(text))


@lru_cache(maxsize=8)
def _module(names: frozenset[str]) -> str:
    body = bundle(names).removeprefix(HEADER).lstrip("\n")
    title = '"""The building words of the room in scene.py, copied here by Drawing Room."""'
    return f"{title}\n{_stamp(body)}\n{body}"


def _stamp(body: str) -> str:
    return f"# Drawing Room wrote the rest: {hashlib.sha256(body.encode()).hexdigest()[:16]}\n"


def write_kit(folder: Path, text: str) -> None:
    """Write the words of a program into its folder, when they are not there already."""
    path, wanted = folder / KIT_FILE, module_of(text)
    if not path.exists() or read_bytes(path) != wanted.encode():
        write_text(path, wanted, within=folder)


def write_files(folder: Path, text: str, name: str = "scene.py") -> None:
    """Write a room as its two files.

    Args:
        folder: where.
        text: the program.
        name: of the program's file.
    """
    write_kit(folder, text)
    write_text(folder / name, linked(text), within=folder)


def check_kit(folder: Path) -> None:
    """Refuse to write over words that a person changed.

    Raises:
        InputError: `room_kit.py` is not as Drawing Room (of any version) wrote it.
    """
    path = folder / KIT_FILE
    if not path.exists():
        return
    text = read_bytes(path).decode("utf-8", "replace")
    found = STAMP.search(text)
    if found is None or _stamp(text[found.end() + 1 :]) != found.group():
        raise InputError(
            f"{path} was edited by hand, and Drawing Room writes it anew: move your words into a cell of "
            f"scene.py (`# %% geometry:ID`), then delete {KIT_FILE}"
        )


def as_run(folder: Path) -> str:
    """The program of a folder with the words that lie there, whichever version wrote them, as one text.

    Raises:
        InputError: there is no scene.py, or it cannot be read.
    """
    text = read_text(folder / "scene.py")
    kit, parts = folder / KIT_FILE, cells.split(text)
    found = cells.find(parts, "kit")
    if found is None or found.source.strip() != LOADER.strip() or not kit.exists():
        return text
    return cells.join(cells.put(parts, "kit", read_text(kit) + "\n"))
